//! One legacy character set as it arrives in a spreadsheet: its bytes read as Windows-1252.
//!
//! Example: TCVN3 bytes `4E 67 75 79 D4 6E` arrive as `NguyÔn` and mean `Nguyễn`. Never: deciding
//! which character set a text has ([`super::detect`]). Source: `encodings/legacy_charsets.csv`.

use hashbrown::HashMap;

/// Letters of one character set by the text that stands for them.
#[derive(Debug, Default)]
pub struct Charset {
    pairs: HashMap<(char, char), char>,
    singles: HashMap<char, char>,
    /// The set has no toned capitals, so the case of a word is restored from its plain letters.
    lower_only: bool,
}

/// Characters of typography that belong to no letter and pass through.
const NEUTRAL: &str = "\u{a0}–—‘’“”…•";

impl Charset {
    /// An empty set.
    #[must_use]
    pub fn new(lower_only: bool) -> Charset {
        Charset { lower_only, ..Charset::default() }
    }

    /// Adds a letter by its bytes: hex, blanks between, `|` between alternatives. `None` where the
    /// cell is no such list.
    pub fn add(&mut self, letter: char, bytes: &str) -> Option<()> {
        for alternative in bytes.split('|').filter(|part| !part.is_empty()) {
            let codes: Result<Vec<u8>, _> = alternative.split(' ').map(|hex| u8::from_str_radix(hex, 16)).collect();
            let seen: Vec<char> = codes.ok()?.into_iter().map(windows_1252).collect();
            match seen[..] {
                [one] => _ = self.singles.entry(one).or_insert(letter),
                [one, two] => _ = self.pairs.entry((one, two)).or_insert(letter),
                _ => return None,
            }
        }
        Some(())
    }

    /// The text in Unicode; `None` where something is left unmapped or nothing is to convert.
    #[must_use]
    pub fn decode(&self, text: &str) -> Option<String> {
        let mut out = String::with_capacity(text.len());
        let mut converted = false;
        let mut letters = text.chars().peekable();
        while let Some(letter) = letters.next() {
            let pair = letters.peek().and_then(|&next| self.pairs.get(&(letter, next)));
            if let Some(&meant) = pair {
                letters.next();
                converted = true;
                out.push(meant);
            } else if let Some(&meant) = self.singles.get(&letter) {
                converted = true;
                out.push(meant);
            } else if letter.is_ascii() || NEUTRAL.contains(letter) {
                out.push(letter);
            } else {
                return None;
            }
        }
        converted.then(|| if self.lower_only { restore_case(text, &out) } else { out })
    }
}

/// Capitals of words whose plain letters are all capitals: `NGUYÔN` means `NGUYỄN`. Only for
/// character sets of one byte a letter, where both texts have the same length in characters.
fn restore_case(source: &str, decoded: &str) -> String {
    let source: Vec<char> = source.chars().collect();
    let decoded: Vec<char> = decoded.chars().collect();
    let mut out = String::with_capacity(decoded.len() * 2);
    let mut start = 0;
    while start < decoded.len() {
        let end = (start..decoded.len()).find(|&i| !decoded[i].is_alphabetic()).unwrap_or(decoded.len());
        let word = &source[start..end];
        let small = word.iter().any(char::is_ascii_lowercase);
        let shout = !small && word.iter().skip(usize::from(word.len() > 1)).any(char::is_ascii_uppercase);
        for letter in &decoded[start..end] {
            if shout { out.extend(letter.to_uppercase()) } else { out.push(*letter) }
        }
        if let Some(&gap) = decoded.get(end) {
            out.push(gap);
        }
        start = end + 1;
    }
    out
}

/// The character that Windows-1252 shows for a byte; the five undefined ones stay controls.
#[must_use]
pub fn windows_1252(byte: u8) -> char {
    match byte {
        0x80..=0x9f => HIGH_CONTROLS[usize::from(byte - 0x80)],
        _ => char::from(byte),
    }
}

/// The byte that Windows-1252 shows as the character.
#[must_use]
pub fn windows_1252_byte(letter: char) -> Option<u8> {
    if let Some(at) = HIGH_CONTROLS.iter().position(|&c| c == letter) {
        return Some(0x80 + at as u8);
    }
    u8::try_from(u32::from(letter)).ok().filter(|byte| !(0x80..=0x9f).contains(byte) || HIGH_CONTROLS.contains(&letter))
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
            assert_eq!(windows_1252_byte(windows_1252(byte)), Some(byte), "{byte:02X}");
        }
        assert_eq!(windows_1252_byte('ễ'), None);
    }

    #[test]
    fn two_bytes_are_read_before_one() {
        let mut set = Charset::new(false);
        set.add('ô', "F4").unwrap();
        set.add('ớ', "F4 F9").unwrap();
        assert_eq!(set.decode("ôùôa").as_deref(), Some("ớôa"));
        assert_eq!(set.decode("ñ"), None, "unmapped");
        assert_eq!(set.decode("abc"), None, "nothing to convert");
        assert_eq!(set.add('x', "zz"), None);
    }
}
