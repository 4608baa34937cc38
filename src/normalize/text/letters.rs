//! Vietnamese letters taken apart and put together: base letter, shape and tone.
//!
//! A letter is one of twelve vowel shapes with one of six tones, or `đ`, or a plain Latin letter.
//! Example: `ễ` is shape `ê` with tone [`Tone::NGA`]. Never: anything about whole syllables.

/// A tone (thanh), 0 to 5: ngang, huyền, sắc, hỏi, ngã, nặng.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Tone(pub u8);

impl Tone {
    /// Ngang: no mark.
    pub const NGANG: Tone = Tone(0);
    /// Sắc.
    pub const SAC: Tone = Tone(2);
    /// Hỏi.
    pub const HOI: Tone = Tone(3);
    /// Ngã.
    pub const NGA: Tone = Tone(4);
    /// Nặng.
    pub const NANG: Tone = Tone(5);
}

/// The vowel shapes, each with its six tones in the order of [`Tone`], small and capital.
const VOWELS: [([char; 6], [char; 6]); 12] = [
    (['a', 'à', 'á', 'ả', 'ã', 'ạ'], ['A', 'À', 'Á', 'Ả', 'Ã', 'Ạ']),
    (['ă', 'ằ', 'ắ', 'ẳ', 'ẵ', 'ặ'], ['Ă', 'Ằ', 'Ắ', 'Ẳ', 'Ẵ', 'Ặ']),
    (['â', 'ầ', 'ấ', 'ẩ', 'ẫ', 'ậ'], ['Â', 'Ầ', 'Ấ', 'Ẩ', 'Ẫ', 'Ậ']),
    (['e', 'è', 'é', 'ẻ', 'ẽ', 'ẹ'], ['E', 'È', 'É', 'Ẻ', 'Ẽ', 'Ẹ']),
    (['ê', 'ề', 'ế', 'ể', 'ễ', 'ệ'], ['Ê', 'Ề', 'Ế', 'Ể', 'Ễ', 'Ệ']),
    (['i', 'ì', 'í', 'ỉ', 'ĩ', 'ị'], ['I', 'Ì', 'Í', 'Ỉ', 'Ĩ', 'Ị']),
    (['o', 'ò', 'ó', 'ỏ', 'õ', 'ọ'], ['O', 'Ò', 'Ó', 'Ỏ', 'Õ', 'Ọ']),
    (['ô', 'ồ', 'ố', 'ổ', 'ỗ', 'ộ'], ['Ô', 'Ồ', 'Ố', 'Ổ', 'Ỗ', 'Ộ']),
    (['ơ', 'ờ', 'ớ', 'ở', 'ỡ', 'ợ'], ['Ơ', 'Ờ', 'Ớ', 'Ở', 'Ỡ', 'Ợ']),
    (['u', 'ù', 'ú', 'ủ', 'ũ', 'ụ'], ['U', 'Ù', 'Ú', 'Ủ', 'Ũ', 'Ụ']),
    (['ư', 'ừ', 'ứ', 'ử', 'ữ', 'ự'], ['Ư', 'Ừ', 'Ứ', 'Ử', 'Ữ', 'Ự']),
    (['y', 'ỳ', 'ý', 'ỷ', 'ỹ', 'ỵ'], ['Y', 'Ỳ', 'Ý', 'Ỷ', 'Ỹ', 'Ỵ']),
];

/// What is known of one letter.
#[derive(Debug, Clone, Copy)]
pub(super) struct Entry {
    /// Lower-case letter without its tone.
    pub(super) shape: char,
    /// Number of the tone.
    pub(super) tone: u8,
    /// The plain lower-case letter or digit; 0 for what Vietnamese does not write.
    pub(super) folded: u8,
    /// Number of the shape, 1 to 63, small enough to pack ten letters into a word; 0 for digits.
    pub(super) code: u8,
    /// Row of the vowel in [`VOWELS`] and 1; 0 for consonants.
    vowel: u8,
}

/// The table holds the letters below here and those of the block of [`HIGH`].
const LOW: usize = 0x1c0;
/// First and last of the block of toned Vietnamese letters.
const HIGH: [usize; 2] = [0x1ea0, 0x1ef9];
const NOTHING: Entry = Entry { shape: '\0', tone: 0, folded: 0, code: 0, vowel: 0 };

const fn slot(letter: char) -> usize {
    let point = letter as usize;
    if point < LOW {
        point
    } else if point >= HIGH[0] && point <= HIGH[1] {
        LOW + point - HIGH[0]
    } else {
        0
    }
}

static TABLE: [Entry; LOW + HIGH[1] - HIGH[0] + 1] = table();

const fn table() -> [Entry; LOW + HIGH[1] - HIGH[0] + 1] {
    let mut table = [NOTHING; LOW + HIGH[1] - HIGH[0] + 1];
    let mut digit = b'0';
    while digit <= b'9' {
        table[digit as usize] = Entry { shape: digit as char, folded: digit, ..NOTHING };
        digit += 1;
    }
    let mut letter = b'a';
    while letter <= b'z' {
        let entry = Entry { shape: letter as char, folded: letter, code: letter - b'a' + 1, ..NOTHING };
        table[letter as usize] = entry;
        table[letter.to_ascii_uppercase() as usize] = entry;
        letter += 1;
    }
    let bar = Entry { shape: 'đ', folded: b'd', code: 27, ..NOTHING };
    table[slot('đ')] = bar;
    table[slot('Đ')] = bar;
    let mut row = 0;
    while row < VOWELS.len() {
        let (small, large) = VOWELS[row];
        let plain = match small[0] {
            'ă' | 'â' => b'a',
            'ê' => b'e',
            'ô' | 'ơ' => b'o',
            'ư' => b'u',
            plain => plain as u8,
        };
        let code = if (small[0] as usize) < 128 { plain - b'a' + 1 } else { 28 + row as u8 };
        let mut tone = 0;
        while tone < 6 {
            let entry = Entry { shape: small[0], tone: tone as u8, folded: plain, code, vowel: row as u8 + 1 };
            table[slot(small[tone])] = entry;
            table[slot(large[tone])] = entry;
            tone += 1;
        }
        row += 1;
    }
    table
}

/// What is known of a letter; [`Entry::folded`] is 0 for anything that Vietnamese does not write.
#[inline]
pub(super) fn entry(letter: char) -> Entry {
    TABLE[slot(letter)]
}

/// Whether a character is alphabetic, by table where Vietnamese and old fonts write it: the general
/// question is slow for letters with marks.
#[must_use]
#[inline]
pub fn is_letter(letter: char) -> bool {
    match letter {
        '\0'..='\u{7f}' => letter.is_ascii_alphabetic(),
        '\u{80}'..='\u{ff}' => matches!(letter, 'ª' | 'µ' | 'º' | 'À'..='Ö' | 'Ø'..='ö' | 'ø'..='ÿ'),
        _ => entry(letter).code != 0 || letter.is_alphabetic(),
    }
}

/// A text in small letters.
pub trait Lower {
    /// What `to_lowercase` gives, by rule where Vietnamese and old fonts write letters: the general tables are
    /// slow for letters with marks.
    #[must_use]
    fn lower(&self) -> String;
}

impl Lower for str {
    fn lower(&self) -> String {
        let mut out = String::with_capacity(self.len());
        for letter in self.chars() {
            out.push(match letter {
                '\0'..='\u{7f}' => letter.to_ascii_lowercase(),
                'À'..='Ö' | 'Ø'..='Þ' | 'Ă' | 'Đ' | 'Ĩ' | 'Ũ' | 'Ơ' | 'Ư' | 'Ạ'..='ỹ' => small(letter),
                '\u{80}'..='\u{ff}' | 'ă' | 'đ' | 'ĩ' | 'ũ' | 'ơ' | 'ư' => letter,
                _ => return self.to_lowercase(),
            });
        }
        out
    }
}

/// The small letter of one that stands 32 places (Latin-1) or next (all others) before it.
fn small(letter: char) -> char {
    let point = letter as u32;
    char::from_u32(match point {
        ..0x100 => point + 32,
        0x1ea0.. => point | 1,
        _ => point + 1,
    })
    .unwrap_or(letter)
}

/// Lower-case shape and tone of a letter or digit; `None` for anything that Vietnamese does not write.
#[must_use]
#[inline]
pub fn split(letter: char) -> Option<(char, Tone)> {
    let entry = entry(letter);
    (entry.folded != 0).then_some((entry.shape, Tone(entry.tone)))
}

/// The plain lower-case letter or digit without shape and tone: `Ễ` is `e`, `Đ` is `d`.
#[must_use]
#[inline]
pub fn folded(letter: char) -> Option<u8> {
    let entry = entry(letter);
    (entry.folded != 0).then_some(entry.folded)
}

/// The letter of a lower-case shape with a tone; the shape itself where it can bear none.
#[must_use]
pub fn join(shape: char, tone: Tone) -> char {
    match entry(shape).vowel {
        0 => shape,
        row if shape == VOWELS[usize::from(row) - 1].0[0] => VOWELS[usize::from(row) - 1].0[usize::from(tone.0.min(5))],
        _ => shape,
    }
}

/// The letter in the same case with another shape and tone.
pub(super) fn reshape(letter: char, shape: char, tone: Tone) -> char {
    match entry(shape).vowel {
        0 => letter,
        row => {
            let (small, large) = VOWELS[usize::from(row) - 1];
            if letter.is_uppercase() { large[usize::from(tone.0.min(5))] } else { small[usize::from(tone.0.min(5))] }
        }
    }
}

/// Whether a lower-case shape is a vowel.
#[must_use]
#[inline]
pub fn is_vowel(shape: char) -> bool {
    let entry = entry(shape);
    entry.vowel != 0 && entry.shape == shape && entry.tone == 0
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
    fn small_letters_are_those_of_the_general_tables() {
        for letter in ('\0'..='\u{2fff}').chain(['\u{fb01}', '\u{ff21}', '\u{1f600}']) {
            let text = format!("a{letter}B");
            assert_eq!(text.lower(), text.to_lowercase(), "{letter:?}");
        }
        assert_eq!("ΟΔΟΣ ĐƯỜNG".lower(), "ΟΔΟΣ ĐƯỜNG".to_lowercase());
    }

    #[test]
    fn letters_come_apart_and_together() {
        assert_eq!(split('Ễ'), Some(('ê', Tone::NGA)));
        assert_eq!(join('ê', Tone::NGA), 'ễ');
        assert_eq!(join('đ', Tone::NANG), 'đ');
        assert_eq!(folded('Đ'), Some(b'd'));
        assert_eq!(split('ñ'), None);
        for (small, large) in VOWELS {
            for (letter, capital) in small.into_iter().zip(large) {
                let (shape, tone) = split(letter).unwrap();
                assert_eq!((join(shape, tone), split(capital)), (letter, Some((shape, tone))));
                assert_eq!(reshape(capital, shape, Tone::NGANG).to_lowercase().next(), Some(shape));
            }
        }
    }

    #[test]
    fn letters_are_what_is_alphabetic() {
        for letter in '\0'..=char::MAX {
            assert_eq!(is_letter(letter), letter.is_alphabetic(), "{letter:?}");
        }
    }

    #[test]
    fn folding_keeps_words_apart() {
        assert_eq!(fold("  Điểm a,K5 – ĐBN "), "diem a k5 dbn");
        assert_eq!(fold("…"), "");
    }
}
