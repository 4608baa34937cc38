//! Possible Vietnamese syllables, without tone: a closed set, packed so that a word costs one look-up.
//!
//! Promises: the same answer for a word in one piece and decomposed. Never: says that a syllable is a
//! word that exists.

use std::collections::HashMap;

use hashbrown::HashSet;
use unicode_normalization::UnicodeNormalization;

use super::config::SyllableEntry;

/// Letters from here on may combine with each other: their words take the long way.
const COMBINING: u32 = 0x300;

/// Letters with a hat and a tone in one piece (Latin Extended Additional).
const TONED: std::ops::Range<u32> = 0x1e00..0x1f00;

/// Bits of a letter in a packed syllable.
const BITS: u32 = 6;

/// More letters than this are no syllable (`nghiêng` has seven).
const MOST_LETTERS: u32 = 9;

/// All onsets, nuclei and codas put together.
#[derive(Debug)]
pub(super) struct Syllables {
    letters: HashMap<char, u8>,
    packed: HashSet<u64>,
    /// What each letter below [`COMBINING`] is, then each of [`TONED`].
    glyphs: Vec<Glyph>,
}

/// A letter in one piece.
#[derive(Debug, Clone, Copy, Default)]
struct Glyph {
    /// Its number without tone; 0 where it stands in no syllable.
    letter: u8,
    tones: u8,
    small: bool,
    capital: bool,
}

impl Syllables {
    /// From the parts of syllables in `rows.toml`.
    pub(super) fn new(parts: &SyllableEntry) -> Syllables {
        let ready = |parts: &[String]| -> Vec<String> { parts.iter().map(|part| part.nfc().collect()).collect() };
        let or_none = |mut parts: Vec<String>| {
            parts.push(String::new());
            parts
        };
        let (onsets, nuclei, codas) =
            (or_none(ready(&parts.onsets)), ready(&parts.nuclei), or_none(ready(&parts.codas)));
        let mut all: Vec<char> = onsets.iter().chain(&nuclei).chain(&codas).flat_map(|part| part.chars()).collect();
        all.sort_unstable();
        all.dedup();
        let letters = all.into_iter().zip(1..).collect();
        let mut syllables = Syllables { letters, packed: HashSet::new(), glyphs: Vec::new() };
        for onset in &onsets {
            for rime in nuclei.iter().flat_map(|nucleus| codas.iter().map(move |coda| format!("{nucleus}{coda}"))) {
                let packed = syllables.pack(onset.chars().chain(rime.chars()));
                syllables.packed.extend(packed);
            }
        }
        let glyphs = (0..COMBINING).chain(TONED).map(|code| char::from_u32(code).map(|c| syllables.glyph(c)));
        syllables.glyphs = glyphs.map(Option::unwrap_or_default).collect();
        syllables
    }

    fn pack(&self, mut letters: impl Iterator<Item = char>) -> Option<u64> {
        letters.try_fold(0, |packed, letter| add(packed, *self.letters.get(&letter)?))
    }

    fn glyph(&self, c: char) -> Glyph {
        let small: String = c.to_lowercase().collect();
        let mut bare = without_tones(&small);
        let letter = bare.next().filter(|_| bare.next().is_none()).and_then(|c| self.letters.get(&c)).copied();
        let tones = small.nfd().filter(is_tone).count() as u8;
        Glyph { letter: letter.unwrap_or(0), tones, small: c.is_lowercase(), capital: c.is_uppercase() }
    }

    /// True where the word can be a Vietnamese syllable, in capitals, small letters or with a capital
    /// at its head.
    pub(super) fn contains(&self, word: &str) -> bool {
        let (mut packed, mut tones, mut after_small) = (0, 0, false);
        for c in word.chars() {
            let Some(glyph) = self.known(c) else { return self.contains_decomposed(word) };
            if after_small && glyph.capital {
                return false;
            }
            after_small = glyph.small;
            tones += glyph.tones;
            // Letters of no syllable may still be followed by one that takes the long way; the answer
            // is no on both.
            let Some(next) = add(packed, glyph.letter).filter(|_| glyph.letter > 0 && tones <= 1) else { return false };
            packed = next;
        }
        self.packed.contains(&packed)
    }

    fn known(&self, c: char) -> Option<Glyph> {
        let code = c as u32;
        let at = match code {
            0..COMBINING => code,
            code if TONED.contains(&code) => COMBINING + code - TONED.start,
            _ => return None,
        };
        self.glyphs.get(at as usize).copied()
    }

    fn contains_decomposed(&self, word: &str) -> bool {
        let word: String = word.nfc().collect();
        let small_then_capital = |(a, b): (char, char)| a.is_lowercase() && b.is_uppercase();
        if word.chars().zip(word.chars().skip(1)).any(small_then_capital) {
            return false;
        }
        let small = word.to_lowercase();
        small.nfd().filter(is_tone).count() <= 1
            && self.pack(without_tones(&small)).is_some_and(|packed| self.packed.contains(&packed))
    }
}

/// A letter more; `None` where there are too many.
fn add(packed: u64, letter: u8) -> Option<u64> {
    (packed >> (BITS * MOST_LETTERS) == 0).then_some(packed << BITS | u64::from(letter))
}

fn is_tone(c: &char) -> bool {
    matches!(c, '\u{300}' | '\u{301}' | '\u{303}' | '\u{309}' | '\u{323}')
}

fn without_tones(word: &str) -> impl Iterator<Item = char> {
    word.nfd().filter(|c| !is_tone(c)).nfc()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn syllables() -> Syllables {
        let rows: super::super::config::RowsFile =
            toml::from_str(&std::fs::read_to_string("pipelines/forms/rows.toml").unwrap()).unwrap();
        Syllables::new(&rows.syllable)
    }

    #[test]
    fn syllables_and_what_is_none() {
        let syllables = syllables();
        for word in ["Nguyễn", "NGUYỄN", "nghiêng", "Đỗ", "ở", "Quyết", "Hòa", "Hoà", "yêu", "thuở"] {
            assert!(syllables.contains(word), "{word}");
        }
        for word in ["NguyÔn", "nguyeãn", "Ðỗ", "thj", "à\u{301}", "Nguyễnn", "ừườiừườiừười", "wê", "¸", "b\u{302}"]
        {
            assert!(!syllables.contains(word), "{word}");
        }
    }

    proptest! {
        /// Both ways give the same answer, for real syllables and for letters put together by chance.
        #[test]
        fn one_piece_or_decomposed(word in "([bcdđghklmnpqrstvx]|ng|th|tr|Nh|QU|f|æ)?[aăâeêioôơuưyÂẾộởữùỹ]{1,3}[cmnptgh]{0,2}[ÔE]?") {
            let syllables = syllables();
            let pieces: String = word.nfd().collect();
            prop_assert_eq!(syllables.contains(&word), syllables.contains_decomposed(&word));
            prop_assert_eq!(syllables.contains(&word), syllables.contains(&pieces));
        }
    }
}
