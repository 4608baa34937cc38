//! The Vietnamese syllable: onset × rime × tone, the judge of what can be Vietnamese at all.
//!
//! Why: legacy fonts, typing residue and slips show as syllables that cannot exist. Example:
//! `nguyễn` is `ng` + `uyên` + ngã; `nguyôn` is none. Never: whether a syllable is a name.
//! Source of the lists: `pipelines/reference/words/syllables.toml`.

use hashbrown::{HashMap, HashSet};
use serde::Deserialize;

use super::letters::{Tone, entry, is_vowel, join, split};

/// The content of `words/syllables.toml`.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SyllableConfig {
    /// Where the lists are from.
    #[serde(rename = "origin")]
    pub _origin: String,
    /// Initial consonants; the empty onset is always allowed.
    pub onsets: Vec<String>,
    /// Rimes with their vowel shapes, without tones.
    pub rimes: Vec<String>,
    /// Words in daily use, for telling two readings of a legacy text apart.
    pub common: String,
}

/// Which syllables exist, and which are in use.
#[derive(Debug)]
pub struct Syllables {
    exist: HashMap<u64, Kind>,
    in_use: HashSet<u64>,
}

/// What is known of a syllable without its tone.
#[derive(Debug, Clone, Copy)]
struct Kind {
    /// Ends in c, ch, p or t: only sắc and nặng.
    stop: bool,
    /// No letter has a shape: the tone may just be unwritten.
    plain: bool,
    /// Index of the letter that bears the tone in identity documents (`hòa`), and in the other
    /// convention (`hoà`).
    bearers: [u8; 2],
}

/// A word packed into a number: six bits a letter, no tone.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Packed {
    letters: u64,
    tone: Tone,
    /// Index of the letter with the tone.
    at: u8,
}

impl Packed {
    /// Letters that fit into the number; no syllable has as many.
    const ROOM: u8 = 10;

    /// Packs a word; `None` where it has a letter that Vietnamese does not write, two tones or too
    /// many letters.
    #[inline]
    pub(super) fn of(word: &str) -> Option<Packed> {
        let mut packed = Packed { letters: 0, tone: Tone::NGANG, at: 0 };
        for (index, letter) in (0_u8..).zip(word.chars()) {
            let entry = entry(letter);
            let two_tones = entry.tone != 0 && packed.tone != Tone::NGANG;
            if entry.code == 0 || two_tones || index == Packed::ROOM {
                return None;
            }
            packed.letters = packed.letters << 6 | u64::from(entry.code);
            if entry.tone != 0 {
                packed.tone = Tone(entry.tone);
                packed.at = index;
            }
        }
        (packed.letters != 0).then_some(packed)
    }

    /// Letters and tone, not its place: the same for `hòa` and `hoà`.
    #[inline]
    fn key(self) -> u64 {
        self.letters | u64::from(self.tone.0) << 60
    }
}

/// How a word stands to the syllables of Vietnamese.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Standing {
    /// It cannot be one.
    None,
    /// It can, with its tone on a letter where no convention puts it (`nứơc`).
    Misplaced,
    /// It can be one.
    Possible,
}

/// A syllable without its tone, and the tone.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Toneless {
    /// Lower-case letters with their shapes.
    pub letters: String,
    /// The one tone; ngang where none is written.
    pub tone: Tone,
}

/// Takes the tone out of a word; `None` where it has a letter that Vietnamese does not write, or
/// two tones.
#[must_use]
pub fn toneless(word: &str) -> Option<Toneless> {
    let mut out = Toneless { letters: String::with_capacity(word.len()), tone: Tone::NGANG };
    for letter in word.chars() {
        let (shape, tone) = split(letter)?;
        if tone != Tone::NGANG {
            if out.tone != Tone::NGANG {
                return None;
            }
            out.tone = tone;
        }
        out.letters.push(shape);
    }
    Some(out)
}

/// Puts a tone where identity documents put it: `hòa`, `thủy`, `khỏe`, but `quý`, `hoàn`, `thuế`.
/// Word: lower-case, without tone.
#[must_use]
pub fn place_tone(letters: &str, tone: Tone) -> String {
    let shapes: Vec<char> = letters.chars().collect();
    let from = first_nucleus_vowel(&shapes);
    let vowels: Vec<usize> = (from..shapes.len()).take_while(|&i| is_vowel(shapes[i])).collect();
    let closed = vowels.last().is_some_and(|&last| last + 1 < shapes.len());
    let shaped = vowels.iter().rev().find(|&&i| matches!(shapes[i], 'ă' | 'â' | 'ê' | 'ô' | 'ơ' | 'ư'));
    let bearer = match (shaped, vowels.len()) {
        (Some(&i), _) => i,
        (None, 0) => return letters.to_owned(),
        (None, 1) => vowels[0],
        (None, 2) if !closed => vowels[0],
        (None, _) => vowels[1],
    };
    shapes.iter().enumerate().map(|(i, &shape)| if i == bearer { join(shape, tone) } else { shape }).collect()
}

/// Index of the first vowel that can bear the tone: the `u` of `qu` and the `i` of `gi` before
/// another vowel belong to the onset.
fn first_nucleus_vowel(shapes: &[char]) -> usize {
    let first = shapes.iter().position(|&shape| is_vowel(shape)).unwrap_or(shapes.len());
    let glide = matches!(shapes.get(first.saturating_sub(1)..=first), Some(['q', 'u'] | ['g', 'i']));
    let more = shapes.get(first + 1).is_some_and(|&next| is_vowel(next));
    if glide && more { first + 1 } else { first }
}

impl Syllables {
    /// From the lists.
    #[must_use]
    pub fn new(config: &SyllableConfig) -> Syllables {
        let mut syllables = Syllables { exist: HashMap::new(), in_use: HashSet::new() };
        for rime in &config.rimes {
            // The u of qu and the i of gi belong to the onset before a vowel.
            if !rime.starts_with(['u', 'ư']) {
                syllables.add(&format!("qu{rime}"));
            }
            syllables.add(&format!("gi{rime}"));
            for onset in config.onsets.iter().map(String::as_str).chain([""]) {
                if spelled(onset, rime) {
                    syllables.add(&format!("{onset}{rime}"));
                }
            }
        }
        syllables.learn(&config.common);
        syllables
    }

    fn add(&mut self, letters: &str) {
        let Some(packed) = Packed::of(letters) else { return };
        let ends = letters.ends_with(['c', 'p', 't']) || (letters.ends_with("ch") && letters.len() > 2);
        let placed = |tone| {
            let place = |text: &str| text.chars().position(|letter| split(letter).is_some_and(|(_, t)| t == tone));
            let first = place(&place_tone(letters, tone)).unwrap_or(0) as u8;
            let open = ["oa", "oe", "uy"].iter().any(|rime| letters.ends_with(rime)) && !letters.starts_with("qu");
            [first, if open { first + 1 } else { first }]
        };
        self.exist.insert(packed.letters, Kind { stop: ends, plain: letters.is_ascii(), bearers: placed(Tone::SAC) });
    }

    /// Learns that the words of a text are in use.
    pub fn learn(&mut self, text: &str) {
        for word in text.split(|letter: char| !letter.is_alphabetic()).filter(|word| !word.is_empty()) {
            if let Some(packed) = Packed::of(word).filter(|packed| self.standing(*packed) != Standing::None) {
                self.in_use.insert(packed.key());
            }
        }
    }

    /// Whether the word, in any case and with its tone on any vowel, can be a Vietnamese syllable.
    #[must_use]
    pub fn can_be(&self, word: &str) -> bool {
        Packed::of(word).is_some_and(|packed| self.standing(packed) != Standing::None)
    }

    /// Whether the word is a syllable of a name, a place or daily speech.
    #[must_use]
    pub fn is_in_use(&self, word: &str) -> bool {
        Packed::of(word).is_some_and(|packed| self.uses(packed))
    }

    /// Whether the word is none without a tone and one with it: `Lôc`, `Duyêt`.
    pub(in crate::normalize) fn lacks_tone(&self, word: &str) -> bool {
        Packed::of(word).is_some_and(|packed| {
            packed.tone == Tone::NGANG
                && self.standing(packed) == Standing::None
                && self.standing(Packed { tone: Tone::NANG, ..packed }) != Standing::None
        })
    }

    /// Whether the word is a syllable with its tone where no convention puts it.
    pub(super) fn is_misplaced(&self, word: &str) -> bool {
        !word.is_ascii() && Packed::of(word).is_some_and(|packed| self.standing(packed) == Standing::Misplaced)
    }

    /// The same of a packed word.
    #[inline]
    pub(super) fn uses(&self, word: Packed) -> bool {
        self.in_use.contains(&word.key())
    }

    /// How a packed word stands.
    #[inline]
    pub(super) fn standing(&self, word: Packed) -> Standing {
        let Some(kind) = self.exist.get(&word.letters) else { return Standing::None };
        // Without any accent the tone may just be unwritten; with a shape it cannot.
        let written = word.tone != Tone::NGANG || !kind.plain;
        if kind.stop && written && !matches!(word.tone, Tone::SAC | Tone::NANG) {
            Standing::None
        } else if word.tone != Tone::NGANG && !kind.bearers.contains(&word.at) {
            Standing::Misplaced
        } else {
            Standing::Possible
        }
    }

    /// The word with its tone where identity documents put it; the word itself where it is no
    /// syllable. Case is kept by letter position.
    #[must_use]
    pub fn retone(&self, word: &str) -> String {
        match toneless(word) {
            Some(syllable) if syllable.tone != Tone::NGANG && self.can_be(word) => {
                let placed = place_tone(&syllable.letters, syllable.tone);
                let cased = placed.chars().zip(word.chars());
                cased.map(|(new, old)| if old.is_uppercase() { upper(new) } else { new }).collect()
            }
            _ => word.to_owned(),
        }
    }
}

fn upper(letter: char) -> char {
    letter.to_uppercase().next().unwrap_or(letter)
}

/// `k`, `gh`, `ngh` stand before e, ê, i, y only, and `c`, `g`, `ng` before the others.
fn spelled(onset: &str, rime: &str) -> bool {
    let front = rime.starts_with(['e', 'ê', 'i', 'y']);
    match onset {
        "k" | "gh" | "ngh" => front,
        "c" | "ng" => !front,
        "g" => !front || rime.starts_with('i'),
        "q" => false,
        _ => true,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::normalize::tests::lexicon;

    #[track_caller]
    fn placed(letters: &str, tone: Tone, expected: &str) {
        assert_eq!(place_tone(letters, tone), expected);
    }

    #[test]
    fn tones_stand_as_in_identity_documents() {
        placed("hoa", Tone(1), "hòa");
        placed("thuy", Tone(3), "thủy");
        placed("quy", Tone(2), "quý");
        placed("qua", Tone(3), "quả");
        placed("hoan", Tone(1), "hoàn");
        placed("huynh", Tone(1), "huỳnh");
        placed("thuê", Tone(2), "thuế");
        placed("gia", Tone(2), "giá");
        placed("gin", Tone(1), "gìn");
        placed("hoai", Tone(1), "hoài");
        placed("nươc", Tone(2), "nước");
        placed("mua", Tone(1), "mùa");
    }

    #[test]
    fn what_can_be_a_syllable() {
        let syllables = &lexicon().syllables;
        for word in ["Nguyễn", "Hoà", "quý", "giêng", "khuya", "Ý", "Ngoãn", "nghiêng", "Gì", "nứơc", "Quỳnh"]
        {
            assert!(syllables.can_be(word), "{word}");
        }
        for word in ["Nguyôn", "ThÞ", "V¨n", "Nguyeenx", "Thij", "hoạcc", "ngiêng", "kà", "đứcc", "càt", "b", ""]
        {
            assert!(!syllables.can_be(word), "{word}");
        }
    }

    #[test]
    fn retoning_keeps_case_and_foreign_words() {
        let syllables = &lexicon().syllables;
        assert_eq!(syllables.retone("HOÀ"), "HÒA");
        assert_eq!(syllables.retone("nứơc"), "nước");
        assert_eq!(syllables.retone("Đắk"), "Đắk");
    }
}
