//! One legacy character set as it arrives in a spreadsheet: its bytes read as Windows-1252.
//!
//! Example: TCVN3 bytes `4E 67 75 79 D4 6E` arrive as `NguyÔn` and mean `Nguyễn`. Never: deciding
//! which character set a text has ([`super::detect`]). Source: `encodings/legacy_charsets.csv`.

use hashbrown::HashMap;

use super::letters::is_letter;

/// Letters of one character set by the bytes that stand for them.
#[derive(Debug)]
pub struct Charset {
    pairs: HashMap<(u8, u8), char>,
    /// Bytes that end a pair, in either case.
    seconds: [bool; 256],
    singles: [char; 256],
    /// Bytes that stand for a letter or for a part of one.
    parts: [bool; 256],
    /// The set has no toned capitals, so the case of a word is restored from its plain letters.
    lower_only: bool,
}

const NONE: char = '\0';

impl Charset {
    /// An empty set.
    #[must_use]
    pub fn new(lower_only: bool) -> Charset {
        Charset { pairs: HashMap::new(), seconds: [false; 256], singles: [NONE; 256], parts: [false; 256], lower_only }
    }

    /// Adds a letter by its bytes: hex, blanks between, `|` between alternatives. `None` where the
    /// cell is no such list.
    pub fn add(&mut self, letter: char, bytes: &str) -> Option<()> {
        for alternative in bytes.split('|').filter(|part| !part.is_empty()) {
            let codes: Result<Vec<u8>, _> = alternative.split(' ').map(|hex| u8::from_str_radix(hex, 16)).collect();
            match codes.ok()?[..] {
                [one] => {
                    if self.singles[usize::from(one)] == NONE {
                        self.singles[usize::from(one)] = letter;
                    }
                    self.parts[usize::from(one)] = true;
                }
                [one, two] => {
                    self.pairs.entry((one, two)).or_insert(letter);
                    self.parts[usize::from(two)] = true;
                    self.seconds[usize::from(two)] = true;
                    self.seconds[usize::from(two ^ 0x20)] = true;
                }
                _ => return None,
            }
        }
        Some(())
    }

    /// Whether the set has no toned capitals.
    pub(super) fn is_lower_only(&self) -> bool {
        self.lower_only
    }

    /// Whether a character belongs to a word of this set: a plain letter, something that the set
    /// maps, or a letter that it cannot hold.
    #[inline]
    pub(super) fn is_word_part(&self, letter: char) -> bool {
        letter.is_ascii_alphabetic()
            || byte_of(letter).is_some_and(|byte| self.parts[usize::from(byte)])
            || (!letter.is_ascii() && (is_letter(letter) || is_mark(letter)))
    }

    /// A word in Unicode; `None` where a letter is left unmapped or nothing is to convert.
    pub(super) fn word(&self, word: &str) -> Option<String> {
        let mut out = String::with_capacity(word.len() + 4);
        let mut converted = false;
        let mut letters = word.chars().peekable();
        while let Some(letter) = letters.next() {
            let byte = byte_of(letter)?;
            let next = letters.peek().and_then(|&next| byte_of(next));
            if let Some(meant) = next.and_then(|next| self.pair(byte, next)) {
                letters.next();
                converted = true;
                out.push(meant);
            } else if self.singles[usize::from(byte)] != NONE {
                converted = true;
                out.push(self.singles[usize::from(byte)]);
            } else if letter.is_ascii_alphabetic() {
                out.push(letter);
            } else {
                return None;
            }
        }
        converted.then_some(out)
    }

    /// The letter of two bytes. A mark may stand in the other case than its letter (`NGUYEãN`).
    fn pair(&self, base: u8, mark: u8) -> Option<char> {
        if !self.seconds[usize::from(mark)] {
            return None;
        }
        let own = self.pairs.get(&(base, mark));
        own.or_else(|| self.pairs.get(&(base, mark ^ 0x20)).filter(|_| mark >= 0xc0)).copied()
    }
}

/// Combining marks of Latin letters.
#[inline]
pub(super) fn is_mark(letter: char) -> bool {
    matches!(letter, '\u{300}'..='\u{36f}')
}

/// The byte that a character stands for where bytes were read as Windows-1252 or Latin-1; a plain
/// character is its own byte.
#[must_use]
#[inline]
pub fn byte_of(letter: char) -> Option<u8> {
    let point = u32::from(letter);
    if point < 0x100 {
        return Some(point as u8);
    }
    if !(0x152..=0x2122).contains(&point) {
        return None;
    }
    HIGH_CONTROLS.iter().position(|&shown| shown == letter).map(|at| 0x80 + at as u8)
}

/// The character that Windows-1252 shows for a byte; the five undefined ones stay controls.
#[must_use]
pub fn windows_1252(byte: u8) -> char {
    match byte {
        0x80..=0x9f => HIGH_CONTROLS[usize::from(byte - 0x80)],
        _ => char::from(byte),
    }
}

const HIGH_CONTROLS: [char; 32] = [
    '€', '\u{81}', '‚', 'ƒ', '„', '…', '†', '‡', 'ˆ', '‰', 'Š', '‹', 'Œ', '\u{8d}', 'Ž', '\u{8f}', '\u{90}', '‘', '’',
    '“', '”', '•', '–', '—', '˜', '™', 'š', '›', 'œ', '\u{9d}', 'ž', 'Ÿ',
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bytes_and_characters_of_windows_1252_are_pairs() {
        for byte in 0..=255u8 {
            assert_eq!(byte_of(windows_1252(byte)), Some(byte), "{byte:02X}");
            assert_eq!(byte_of(char::from(byte)), Some(byte), "{byte:02X}");
        }
        assert_eq!(byte_of('ễ'), None);
    }

    #[test]
    fn two_bytes_are_read_before_one() {
        let mut set = Charset::new(false);
        set.add('ô', "F4").unwrap();
        set.add('ớ', "F4 F9").unwrap();
        assert_eq!(set.word("ôùôa").as_deref(), Some("ớôa"));
        assert_eq!(set.word("oÙôÙ"), None, "unmapped");
        assert_eq!(set.word("ôÙ").as_deref(), Some("ớ"), "the mark's case does not count");
        assert_eq!(set.word("abc"), None, "nothing to convert");
        assert_eq!(set.add('x', "zz"), None);
    }
}
