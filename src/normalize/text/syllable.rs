//! The Vietnamese syllable: onset × rime × tone, the judge of what can be Vietnamese at all.
//!
//! Why: legacy fonts, typing residue and slips show as syllables that cannot exist. Example:
//! `nguyễn` is `ng` + `uyên` + ngã; `nguyôn` is none. Never: whether a syllable is a name.
//! Source of the lists: `pipelines/reference/words/syllables.toml`.

use hashbrown::HashSet;
use serde::Deserialize;

use super::letters::{Tone, is_vowel, join, split};

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
}

/// Which onsets and rimes exist.
#[derive(Debug)]
pub struct Syllables {
    onsets: HashSet<Box<str>>,
    rimes: HashSet<Box<str>>,
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
        let set = |list: &[String]| list.iter().map(|item| item.as_str().into()).collect();
        Syllables { onsets: set(&config.onsets), rimes: set(&config.rimes) }
    }

    /// Whether the word, in any case and with its tone on any vowel, can be a Vietnamese syllable.
    #[must_use]
    pub fn can_be(&self, word: &str) -> bool {
        if word.len() > 24 {
            return false;
        }
        toneless(word).is_some_and(|syllable| self.exists(&syllable.letters, syllable.tone))
    }

    fn exists(&self, letters: &str, tone: Tone) -> bool {
        let stop = letters.ends_with(['c', 'p', 't']) || (letters.ends_with("ch") && letters.len() > 2);
        // Without any accent the tone may just be unwritten; with a shape it cannot.
        let written = tone != Tone::NGANG || !letters.is_ascii();
        if stop && written && !matches!(tone, Tone::SAC | Tone::NANG) {
            return false;
        }
        let first_vowel = letters.find(is_vowel);
        let Some(at) = first_vowel else { return false };
        let (onset, rime) = letters.split_at(at);
        if onset == "q" {
            return rime.starts_with('u') && rime.len() > 1 && self.after_glide(&rime[1..]);
        }
        if onset == "g" && rime.starts_with('i') && rime.len() > 1 && self.after_glide(&rime[1..]) {
            return true;
        }
        (onset.is_empty() || self.onsets.contains(onset)) && self.rimes.contains(rime) && spelled(onset, rime)
    }

    fn after_glide(&self, rime: &str) -> bool {
        self.rimes.contains(rime)
    }

    /// The word with its tone where identity documents put it; the word itself where it is no
    /// syllable. Case is kept by letter position.
    #[must_use]
    pub fn retone(&self, word: &str) -> String {
        match toneless(word) {
            Some(syllable) if syllable.tone != Tone::NGANG && self.exists(&syllable.letters, syllable.tone) => {
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
