//! Vietnamese letters taken apart and put together: base letter, shape and tone.
//!
//! A letter is one of twelve vowel shapes with one of six tones, or `đ`, or a plain Latin letter.
//! Example: `ễ` is shape `ê` with tone [`Tone::NGA`]. Never: anything about whole syllables.

use std::sync::LazyLock;

/// A tone (thanh), 0 to 5: ngang, huyền, sắc, hỏi, ngã, nặng.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Tone(pub u8);

impl Tone {
    /// Ngang: no mark.
    pub const NGANG: Tone = Tone(0);
    /// Sắc.
    pub const SAC: Tone = Tone(2);
    /// Ngã.
    pub const NGA: Tone = Tone(4);
    /// Nặng.
    pub const NANG: Tone = Tone(5);
}

/// The vowel shapes, each with its six tones in the order of [`Tone`].
const VOWELS: [&str; 12] = [
    "aàáảãạ",
    "ăằắẳẵặ",
    "âầấẩẫậ",
    "eèéẻẽẹ",
    "êềếểễệ",
    "iìíỉĩị",
    "oòóỏõọ",
    "ôồốổỗộ",
    "ơờớởỡợ",
    "uùúủũụ",
    "ưừứửữự",
    "yỳýỷỹỵ",
];

/// Letters up to here have an entry in the table.
const TABLE_END: usize = 0x1F00;

#[derive(Clone, Copy)]
struct Entry {
    shape: char,
    tone: u8,
    folded: u8,
}

static TABLE: LazyLock<Vec<Entry>> = LazyLock::new(|| {
    let mut table = vec![Entry { shape: '\0', tone: 0, folded: 0 }; TABLE_END];
    for letter in 'a'..='z' {
        let entry = Entry { shape: letter, tone: 0, folded: letter as u8 };
        table[letter as usize] = entry;
        table[letter.to_ascii_uppercase() as usize] = entry;
    }
    for digit in '0'..='9' {
        table[digit as usize] = Entry { shape: digit, tone: 0, folded: digit as u8 };
    }
    for bar in ['đ', 'Đ'] {
        table[bar as usize] = Entry { shape: 'đ', tone: 0, folded: b'd' };
    }
    for row in VOWELS {
        let shape = row.chars().next().expect("each row has six letters");
        let folded = match shape {
            'ă' | 'â' => b'a',
            'ê' => b'e',
            'ô' | 'ơ' => b'o',
            'ư' => b'u',
            plain => plain as u8,
        };
        for (tone, letter) in row.chars().enumerate() {
            let entry = Entry { shape, tone: tone as u8, folded };
            table[letter as usize] = entry;
            let upper = letter.to_uppercase().next().expect("a vowel has a capital");
            table[upper as usize] = entry;
        }
    }
    table
});

fn entry(letter: char) -> Option<Entry> {
    TABLE.get(letter as usize).copied().filter(|entry| entry.folded != 0)
}

/// Lower-case shape and tone of a letter or digit; `None` for anything that Vietnamese does not write.
#[must_use]
pub fn split(letter: char) -> Option<(char, Tone)> {
    entry(letter).map(|entry| (entry.shape, Tone(entry.tone)))
}

/// The plain lower-case letter or digit without shape and tone: `Ễ` is `e`, `Đ` is `d`.
#[must_use]
pub fn folded(letter: char) -> Option<u8> {
    entry(letter).map(|entry| entry.folded)
}

/// The letter of a lower-case shape with a tone; the shape itself where it can bear none.
#[must_use]
pub fn join(shape: char, tone: Tone) -> char {
    let row = VOWELS.iter().find(|row| row.starts_with(shape));
    row.and_then(|row| row.chars().nth(usize::from(tone.0))).unwrap_or(shape)
}

/// Whether a lower-case shape is a vowel.
#[must_use]
pub fn is_vowel(shape: char) -> bool {
    VOWELS.iter().any(|row| row.starts_with(shape))
}

/// The text as plain lower-case letters and digits with single blanks between words: for keys and
/// word lists only, never shown. `Điểm a, K5` is `diem a k5`.
#[must_use]
pub fn fold(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for letter in text.chars() {
        match folded(letter) {
            Some(plain) => out.push(char::from(plain)),
            None if !out.is_empty() && !out.ends_with(' ') => out.push(' '),
            None => {}
        }
    }
    out.truncate(out.trim_end().len());
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letters_come_apart_and_together() {
        assert_eq!(split('Ễ'), Some(('ê', Tone::NGA)));
        assert_eq!(join('ê', Tone::NGA), 'ễ');
        assert_eq!(join('đ', Tone::NANG), 'đ');
        assert_eq!(folded('Đ'), Some(b'd'));
        assert_eq!(split('ñ'), None);
        for row in VOWELS {
            for letter in row.chars() {
                let (shape, tone) = split(letter).unwrap();
                assert_eq!(join(shape, tone), letter);
            }
        }
    }

    #[test]
    fn folding_keeps_words_apart() {
        assert_eq!(fold("  Điểm a,K5 – ĐBN "), "diem a k5 dbn");
        assert_eq!(fold("…"), "");
    }
}
