//! Legacy fonts: telling TCVN3 (ABC) and VNI text, read as windows-1252, from Unicode, and reading
//! it where a word must be understood. Values keep their bytes' look: decoding them is cleaning.
//!
//! Source: `pipelines/reference/encodings/legacy_charsets.csv` and its README.

use std::borrow::Cow;

use hashbrown::HashMap;
use unicode_normalization::UnicodeNormalization;

use super::config::SyllableEntry;
use super::grid::Sheet;
use super::syllable::Syllables;

/// Texts of which the charset of a sheet is judged.
const SAMPLE_TEXTS: usize = 600;

/// In which letters a text is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Charset {
    Unicode,
    Tcvn3,
    Vni,
}

/// Tables of legacy letters and of the parts of syllables.
#[derive(Debug)]
pub(super) struct Legacy {
    tcvn3: HashMap<char, char>,
    vni_pairs: HashMap<(char, char), char>,
    vni_single: HashMap<char, char>,
    syllables: Syllables,
}

impl Legacy {
    /// From the text of `legacy_charsets.csv`; gives what is wrong with it.
    pub(super) fn parse(csv: &str, syllable: &SyllableEntry) -> Result<Legacy, String> {
        let mut lines = csv.lines();
        let header: Vec<&str> = lines.next().unwrap_or("").split(',').collect();
        let column = |name: &str| {
            header.iter().position(|&h| h.trim() == name).ok_or_else(|| format!("column `{name}` is missing"))
        };
        let (letter, tcvn3, vni) = (column("letter")?, column("tcvn3_abc")?, column("vni_windows")?);
        let mut legacy = Legacy {
            tcvn3: HashMap::new(),
            vni_pairs: HashMap::new(),
            vni_single: HashMap::new(),
            syllables: Syllables::new(syllable),
        };
        for line in lines.filter(|line| !line.trim().is_empty()) {
            let cells: Vec<&str> = line.split(',').collect();
            let cell = |at: usize| cells.get(at).copied().unwrap_or("");
            let unicode = cell(letter).nfc().next().ok_or("a row has no letter")?;
            legacy.add(unicode, &look(cell(tcvn3))?, &look(cell(vni))?);
        }
        Ok(legacy)
    }

    fn add(&mut self, letter: char, tcvn3: &[Vec<char>], vni: &[Vec<char>]) {
        for chars in tcvn3 {
            if let [c] = chars[..] {
                // Capitals share the bytes of small letters; the small ones come first.
                self.tcvn3.entry(c).or_insert(letter);
            }
        }
        for chars in vni {
            match chars[..] {
                [a, b] => _ = self.vni_pairs.entry((a, b)).or_insert(letter),
                [a] => _ = self.vni_single.entry(a).or_insert(letter),
                _ => {}
            }
        }
    }

    /// The text read in a charset.
    pub(super) fn decode(&self, text: &str, charset: Charset) -> String {
        match charset {
            Charset::Unicode => text.to_owned(),
            Charset::Tcvn3 => text.chars().map(|c| *self.tcvn3.get(&c).unwrap_or(&c)).collect(),
            Charset::Vni => self.decode_vni(text),
        }
    }

    fn decode_vni(&self, text: &str) -> String {
        let mut out = String::with_capacity(text.len());
        let mut chars = text.chars().peekable();
        while let Some(c) = chars.next() {
            // Two bytes before one: ô alone is ơ, but o + ô is another letter.
            if let Some(&letter) = chars.peek().and_then(|&next| self.vni_pairs.get(&(c, next))) {
                chars.next();
                out.push(letter);
            } else {
                out.push(*self.vni_single.get(&c).unwrap_or(&c));
            }
        }
        out
    }

    /// How many of the words with non-ASCII letters are possible Vietnamese syllables, and how many
    /// such words there are.
    pub(super) fn plausible(&self, text: &str) -> (u32, u32) {
        let words = text.split(|c: char| c.is_ascii_whitespace() || c.is_ascii_punctuation() || c.is_ascii_digit());
        words
            .filter(|word| !word.is_ascii())
            .fold((0, 0), |(good, all), word| (good + u32::from(self.syllables.contains(word)), all + 1))
    }

    /// The charset of a sheet, by its first texts that are not ASCII.
    pub(super) fn charset_of(&self, sheet: &Sheet) -> Charset {
        self.detect(sheet.texts().filter(|text| !text.is_ascii()).take(SAMPLE_TEXTS))
    }

    /// The charset in which the texts read best: Unicode unless a legacy one has a clear lead.
    fn detect<'a>(&self, texts: impl Iterator<Item = &'a str>) -> Charset {
        let mut good = [0_u32; 3];
        let mut all = 0;
        for text in texts.filter(|text| !text.is_ascii()) {
            let (unicode, words) = self.plausible(text);
            good[0] += unicode;
            all += words;
            for (at, charset) in [(1, Charset::Tcvn3), (2, Charset::Vni)] {
                let decoded = self.decode(text, charset);
                // Words that become plain ASCII by decoding do not exist; counted over the same words.
                good[at] += self.plausible(&decoded).0.min(words);
            }
        }
        let best = if good[1] >= good[2] { (good[1], Charset::Tcvn3) } else { (good[2], Charset::Vni) };
        let clear = best.0 > good[0] && (best.0 - good[0]) * 3 >= all;
        if clear { best.1 } else { Charset::Unicode }
    }

    /// The text as a reader understands it: decoded where that gives more possible syllables.
    pub(super) fn readable<'t>(&self, text: &'t str, charset: Charset) -> Cow<'t, str> {
        if charset == Charset::Unicode || text.is_ascii() {
            return Cow::Borrowed(text);
        }
        let decoded = self.decode(text, charset);
        if self.plausible(&decoded).0 >= self.plausible(text).0 { decoded.into() } else { text.into() }
    }
}

/// Hex bytes (`61 F8|E0`) as what windows-1252 shows for them.
fn look(hex: &str) -> Result<Vec<Vec<char>>, String> {
    let alternatives = hex.split('|').filter(|part| !part.trim().is_empty());
    alternatives
        .map(|part| {
            let bytes: Result<Vec<u8>, _> = part.split_whitespace().map(|b| u8::from_str_radix(b, 16)).collect();
            let bytes = bytes.map_err(|_| format!("`{hex}` is not hexadecimal"))?;
            Ok(encoding_rs::WINDOWS_1252.decode_without_bom_handling(&bytes).0.chars().collect())
        })
        .collect()
}
