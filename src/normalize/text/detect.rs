//! Which encoding a text was written in, judged by Vietnamese syllables.
//!
//! Why: `NguyÔn` (TCVN3 font), `Nguyeãn` (VNI font), `Nguyá»…n` (UTF-8 read as Windows-1252) must be
//! decoded before anything is stripped: ư is a soft hyphen in TCVN3. A text is converted only when
//! nothing is left unmapped, more of its marked words become syllables than are ones now, and one
//! reading is clearly best. A short cell that reads as Vietnamese both ways (`Vò`) follows its
//! column. Never: converting a text that is valid Unicode Vietnamese on its own evidence.

use unicode_normalization::UnicodeNormalization;

use super::charset::{Charset, windows_1252_byte};
use super::syllable::Syllables;

/// How a text was written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Encoding {
    /// Precomposed Unicode.
    Unicode,
    /// Unicode with combining marks: NFD, windows-1258 or UniKey composite.
    Combining,
    /// TCVN3 (ABC) font.
    Tcvn3,
    /// VNI font.
    Vni,
    /// windows-1258 bytes read as Windows-1252.
    Cp1258,
    /// VPS font; only by its column.
    Vps,
    /// VISCII font; only by its column.
    Viscii,
    /// UTF-8 bytes read as Windows-1252.
    Utf8As1252,
}

impl Encoding {
    /// The code in files.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Encoding::Unicode => "unicode",
            Encoding::Combining => "combining",
            Encoding::Tcvn3 => "tcvn3",
            Encoding::Vni => "vni",
            Encoding::Cp1258 => "cp1258",
            Encoding::Vps => "vps",
            Encoding::Viscii => "viscii",
            Encoding::Utf8As1252 => "utf8_as_1252",
        }
    }

    /// Whether the text had to be decoded.
    #[must_use]
    pub const fn is_legacy(self) -> bool {
        !matches!(self, Encoding::Unicode | Encoding::Combining)
    }
}

/// The legacy character sets.
#[derive(Debug)]
pub struct Charsets {
    /// TCVN3 (ABC).
    pub tcvn3: Charset,
    /// VNI for Windows.
    pub vni: Charset,
    /// windows-1258 in the order of UniKey.
    pub cp1258: Charset,
    /// VPS.
    pub vps: Charset,
    /// VISCII.
    pub viscii: Charset,
}

/// What a text means and how it was written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reading {
    /// The text in Unicode, NFC.
    pub text: String,
    /// How it was written.
    pub encoding: Encoding,
    /// The text itself decided; false where only its column could or nothing did.
    pub sure: bool,
    /// It looks like a legacy text but could not be decoded whole.
    pub broken: bool,
}

/// Marked words (with a letter outside ASCII) of a reading, and how many of them are syllables.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
struct Score {
    valid: usize,
    all: usize,
}

fn is_word_part(letter: char) -> bool {
    letter.is_alphabetic() || matches!(letter, '\u{80}'..='\u{9f}' | '¡'..='¿' | '×' | '÷' | '\u{300}'..='\u{36f}')
}

fn score(text: &str, syllables: &Syllables) -> Score {
    let marked = text.split(|letter| !is_word_part(letter)).filter(|word| !word.is_ascii());
    marked.fold(Score::default(), |score, word| Score {
        valid: score.valid + usize::from(syllables.can_be(word) || is_abbreviation(word)),
        all: score.all + 1,
    })
}

/// `ĐBN`, `QĐ`, `đ`: nothing but consonants.
fn is_abbreviation(word: &str) -> bool {
    word.chars().all(|letter| matches!(letter, 'đ' | 'Đ') || letter.is_ascii_alphabetic() && !is_vowel(letter))
}

fn is_vowel(letter: char) -> bool {
    matches!(letter.to_ascii_lowercase(), 'a' | 'e' | 'i' | 'o' | 'u' | 'y')
}

/// A character that no Vietnamese text in Unicode has inside a word (`§`, `µ`, a soft hyphen).
fn is_foreign(letter: char) -> bool {
    matches!(letter, '\u{80}'..='\u{9f}' | '¡'..='¿' | '×' | '÷')
}

impl Charsets {
    fn decode(&self, text: &str, encoding: Encoding) -> Option<String> {
        let decoded = match encoding {
            Encoding::Unicode | Encoding::Combining => return None,
            Encoding::Tcvn3 => self.tcvn3.decode(text),
            Encoding::Vni => self.vni.decode(text),
            Encoding::Cp1258 => self.cp1258.decode(text),
            Encoding::Vps => self.vps.decode(text),
            Encoding::Viscii => self.viscii.decode(text),
            Encoding::Utf8As1252 => decode_utf8(text),
        };
        decoded.map(|text| text.nfc().collect())
    }

    /// Reads a text. `column` is what most cells of its column are, where known.
    #[must_use]
    pub fn read(&self, text: &str, column: Option<Encoding>, syllables: &Syllables) -> Reading {
        if text.is_ascii() {
            return Reading { text: text.to_owned(), encoding: Encoding::Unicode, sure: false, broken: false };
        }
        if let Some(decoded) = utf8_once(text, false) {
            // UTF-8 proves itself: other text is hardly ever valid UTF-8 by accident.
            let text = utf8_once(&decoded, false).unwrap_or(decoded).nfc().collect();
            return Reading { text, encoding: Encoding::Utf8As1252, sure: true, broken: false };
        }
        let unicode: String = text.nfc().collect();
        let now = score(&unicode, syllables);
        if let Some(reading) = self.by_column(text, column, now, syllables) {
            return reading;
        }
        if now.valid < now.all
            && let Some(reading) = self.by_itself(text, now, syllables)
        {
            return reading;
        }
        let encoding = if unicode == text { Encoding::Unicode } else { Encoding::Combining };
        let outside = unicode.chars().any(is_foreign);
        Reading {
            sure: now.all > 0 && now.valid == now.all && unicode.chars().any(|letter| letter >= '\u{100}'),
            broken: outside && now.valid < now.all,
            text: unicode,
            encoding,
        }
    }

    /// Every reading of a text in a legacy set that leaves nothing unmapped, Vietnamese or not.
    #[must_use]
    pub fn every_reading(&self, text: &str) -> Vec<String> {
        use Encoding::{Cp1258, Tcvn3, Utf8As1252, Viscii, Vni, Vps};
        [Utf8As1252, Tcvn3, Vni, Cp1258, Vps, Viscii].into_iter().filter_map(|set| self.decode(text, set)).collect()
    }

    /// Every reading of a short text in a legacy set that leaves nothing unmapped, and is Vietnamese.
    #[must_use]
    pub fn possible(&self, text: &str, syllables: &Syllables) -> Vec<(String, Encoding)> {
        let sets = [Encoding::Tcvn3, Encoding::Vni, Encoding::Cp1258];
        let decoded = sets.into_iter().filter_map(|set| Some((self.decode(text, set)?, set)));
        decoded
            .filter(|(text, _)| {
                let score = score(text, syllables);
                score.valid == score.all
            })
            .collect()
    }

    fn by_column(&self, text: &str, column: Option<Encoding>, now: Score, syllables: &Syllables) -> Option<Reading> {
        let encoding = column.filter(|encoding| encoding.is_legacy())?;
        let decoded = self.decode(text, encoding)?;
        let then = score(&decoded, syllables);
        // A misspelt word does not keep a text from its column's set where it cannot be Unicode.
        let needed = if then.valid > now.valid && text.chars().any(is_foreign) { 2 } else { 3 };
        (then.all > 0 && then.valid >= now.valid && then.valid * 4 >= then.all * needed).then_some(Reading {
            text: decoded,
            encoding,
            sure: then.valid > now.valid,
            broken: false,
        })
    }

    fn by_itself(&self, text: &str, now: Score, syllables: &Syllables) -> Option<Reading> {
        const CANDIDATES: [Encoding; 4] = [Encoding::Utf8As1252, Encoding::Tcvn3, Encoding::Vni, Encoding::Cp1258];
        let mut best: Option<(usize, String, Encoding)> = None;
        let mut tied = false;
        for encoding in CANDIDATES {
            let Some(decoded) = self.decode(text, encoding) else { continue };
            let then = score(&decoded, syllables);
            // UTF-8 proves itself: other text is hardly ever valid UTF-8 by accident.
            let enough = encoding == Encoding::Utf8As1252 || then.valid * 4 >= then.all * 3;
            if then.valid <= now.valid && encoding != Encoding::Utf8As1252 || !enough {
                continue;
            }
            match &best {
                Some((valid, ..)) if *valid > then.valid => {}
                Some((valid, other, _)) if *valid == then.valid => tied = tied || *other != decoded,
                _ => {
                    tied = false;
                    best = Some((then.valid, decoded, encoding));
                }
            }
            if encoding == Encoding::Utf8As1252 {
                break;
            }
        }
        let (_, text, encoding) = best.filter(|_| !tied)?;
        Some(Reading { text, encoding, sure: true, broken: false })
    }
}

/// UTF-8 bytes that were shown as Windows-1252, once or twice. A blank after `Ã` was a no-break
/// blank (à is `C3 A0`), and a lone `Ä` before a letter lost its control character (Đ is `C4 90`).
fn decode_utf8(text: &str) -> Option<String> {
    let once = utf8_once(text, true)?;
    Some(utf8_once(&once, true).unwrap_or(once))
}

fn utf8_once(text: &str, lenient: bool) -> Option<String> {
    let mut bytes = Vec::with_capacity(text.len());
    let mut letters = text.chars().peekable();
    while let Some(letter) = letters.next() {
        bytes.push(windows_1252_byte(letter)?);
        match (letter, letters.peek()) {
            _ if !lenient => {}
            ('Ã', None) => bytes.push(0xa0),
            ('Ã', Some(' ')) => {
                letters.next();
                bytes.push(0xa0);
                // The blank between words was eaten together with the no-break blank.
                if letters.peek().is_some_and(|next| next.is_uppercase()) {
                    bytes.push(b' ');
                }
            }
            ('Ä', Some(next)) if next.is_ascii_alphabetic() || *next == 'Ã' => bytes.push(0x90),
            _ => {}
        }
    }
    if bytes.is_ascii() {
        return None;
    }
    String::from_utf8(bytes).ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::normalize::tests::lexicon;

    #[track_caller]
    fn check(raw: &str, expected: &str, encoding: Encoding) {
        let lexicon = lexicon();
        let reading = lexicon.charsets.read(raw, None, &lexicon.syllables);
        assert_eq!((reading.text.as_str(), reading.encoding), (expected, encoding));
    }

    #[test]
    fn each_encoding_is_seen() {
        check("NguyÔn V¨n Hïng", "Nguyễn Văn Hùng", Encoding::Tcvn3);
        check("NGUYÔN V¡N HïNG", "NGUYỄN VĂN HÙNG", Encoding::Tcvn3);
        check("L\u{ad}u ThÞ Ph\u{ad}¬ng", "Lưu Thị Phương", Encoding::Tcvn3);
        check("Nguyeãn Vaên Huøng", "Nguyễn Văn Hùng", Encoding::Vni);
        check("Ñoã Thò Höông", "Đỗ Thị Hương", Encoding::Vni);
        check("Nguyá»…n VÄƒn HÃ¹ng", "Nguyễn Văn Hùng", Encoding::Utf8As1252);
        check("HÃ  VÄƒn", "Hà Văn", Encoding::Utf8As1252);
        check("Nguye\u{302}\u{303}n", "Nguyễn", Encoding::Combining);
        check("Nguyê\u{303}n", "Nguyễn", Encoding::Combining);
        check("Nguyễn Văn Hùng", "Nguyễn Văn Hùng", Encoding::Unicode);
        check("Vò", "Vò", Encoding::Unicode);
        check("NKT ÑBN", "NKT ĐBN", Encoding::Vni);
        check("K6-§BN", "K6-ĐBN", Encoding::Tcvn3);
        check("K6-ĐBN", "K6-ĐBN", Encoding::Unicode);
    }

    #[test]
    fn a_short_cell_follows_its_column() {
        let lexicon = lexicon();
        let reading = lexicon.charsets.read("Vò An", Some(Encoding::Tcvn3), &lexicon.syllables);
        assert_eq!(reading.text, "Vũ An");
        let misspelt = lexicon.charsets.read("§µo §\u{ad}c §øc", Some(Encoding::Tcvn3), &lexicon.syllables);
        assert_eq!(misspelt.text, "Đào Đưc Đức");
        let kept = lexicon.charsets.read("Nguyễn An", Some(Encoding::Tcvn3), &lexicon.syllables);
        assert_eq!(kept.text, "Nguyễn An", "not everything is mapped, so it is not of that set");
    }
}
