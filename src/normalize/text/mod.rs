//! Text of cells: decoded, in NFC, without look-alikes and invisible characters.
//!
//! Two lists of steps. Lossless: decode the legacy font, NFC, look-alikes, invisible characters,
//! blanks. Lossy (keys only, never shown): [`letters::fold`]. Order matters: TCVN3 writes ư as a
//! soft hyphen and UTF-8 read as Windows-1252 writes à with a no-break blank, so decoding comes
//! before stripping. Never: guessing a lost accent.

pub mod charset;
pub mod detect;
pub mod letters;
pub mod syllable;
pub mod typing;

pub use detect::{Charsets, Encoding};
pub use syllable::Syllables;

use super::checks;
use super::lexicon::Lexicon;
use crate::model::Issue;

/// A cell's text after the lossless steps.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cleaned {
    /// The text: NFC, single blanks, trimmed.
    pub text: String,
    /// How it was written.
    pub encoding: Encoding,
    /// What was done to it or could not be done.
    pub issues: Vec<Issue>,
}

/// Reads a cell's text. `column` is the encoding of most cells of its column, where known.
#[must_use]
pub fn clean(raw: &str, column: Option<Encoding>, lexicon: &Lexicon) -> Cleaned {
    let reading = lexicon.charsets.read(raw, column, &lexicon.syllables);
    let text = tidy(&reading.text);
    let mut issues = Vec::new();
    if reading.encoding.is_legacy() {
        issues.push(Issue::new(checks::TEXT_LEGACY, raw).suggest(&text));
    } else if reading.encoding == Encoding::Combining {
        issues.push(Issue::new(checks::TEXT_COMBINING, raw).suggest(&text));
    }
    if reading.broken {
        issues.push(Issue::new(checks::TEXT_UNDECODED, raw));
    }
    Cleaned { text, encoding: reading.encoding, issues }
}

/// The lossless steps after decoding: look-alikes, invisible characters, blanks, quotes.
#[must_use]
pub fn tidy(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut gap = false;
    for letter in text.chars() {
        let Some(letter) = plain(letter) else { continue };
        if letter == ' ' {
            gap = !out.is_empty();
            continue;
        }
        if gap {
            out.push(' ');
            gap = false;
        }
        out.push(letter);
    }
    out
}

/// The character meant by a look-alike; `None` for invisible ones.
fn plain(letter: char) -> Option<char> {
    Some(match letter {
        '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}' | '\u{feff}' => return None,
        letter if letter.is_whitespace() || letter == '\u{a0}' => ' ',
        letter if letter.is_control() => return None,
        'Ð' | 'Ɖ' => 'Đ',
        'ð' | 'ɖ' => 'đ',
        'А' => 'A',
        'В' => 'B',
        'Е' => 'E',
        'Н' => 'H',
        'К' => 'K',
        'М' => 'M',
        'О' => 'O',
        'Р' => 'P',
        'С' => 'C',
        'Т' => 'T',
        'Х' => 'X',
        'У' => 'Y',
        'а' => 'a',
        'е' => 'e',
        'о' => 'o',
        'р' => 'p',
        'с' => 'c',
        'х' => 'x',
        'у' => 'y',
        'і' => 'i',
        '’' | '‘' | '´' | 'ʼ' => '\'',
        '“' | '”' => '"',
        '‐' | '‑' | '–' | '—' | '−' => '-',
        '，' => ',',
        '／' => '/',
        '０'..='９' => char::from(b'0' + (letter as u32 - '０' as u32) as u8),
        letter => letter,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::normalize::tests::lexicon;

    #[track_caller]
    fn check(raw: &str, expected: &str, issues: &[&str]) {
        let cleaned = clean(raw, None, lexicon());
        assert_eq!(cleaned.text, expected);
        let found: Vec<&str> = cleaned.issues.iter().map(|issue| issue.check).collect();
        assert_eq!(found, issues);
    }

    #[test]
    fn look_alikes_and_invisible_characters() {
        check("Ðỗ\u{a0}\u{200b} Văn  ðức ", "Đỗ Văn đức", &[]);
        check("Тrần Нà", "Trần Hà", &[]);
        check("L\u{ad}u Thµnh", "Lưu Thành", &[checks::TEXT_LEGACY]);
        check("Nguye\u{302}\u{303}n", "Nguyễn", &[checks::TEXT_COMBINING]);
    }

    #[test]
    fn what_cannot_be_decoded_whole_stays_and_is_flagged() {
        check("Tr©ñ ¿xz", "Tr©ñ ¿xz", &[checks::TEXT_UNDECODED]);
    }

    proptest::proptest! {
        #[test]
        fn tidying_twice_is_tidying_once(text in "\\PC{0,24}") {
            let once = tidy(&text);
            proptest::prop_assert_eq!(tidy(&once), once.clone());
        }

        #[test]
        fn reading_never_panics(text in proptest::string::string_regex("[\\x00-\\u{1ff}]{0,16}").unwrap()) {
            let _ = clean(&text, None, lexicon());
            let _ = clean(&text, Some(Encoding::Vni), lexicon());
        }
    }
}
