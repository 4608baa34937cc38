//! Words of an address text with their places, and the words that mark a level.
//!
//! A segment is what stands between separators (comma, semicolon, hyphen, bracket, a full stop after
//! a long word). `P.An Biên`, `p10` and `xãTiênMinh` are split into marker and name.

use hashbrown::HashMap;

use super::unit::Kind;
use crate::normalize::config::AddressWords;
use crate::normalize::text::letters::{fold, folded};

/// A word of the text.
#[derive(Debug, Clone, Copy)]
pub(super) struct Word {
    /// Range in the folded text.
    pub(super) from: usize,
    pub(super) to: usize,
    /// Range in the text, in bytes.
    pub(super) start: usize,
    pub(super) end: usize,
    pub(super) segment: u16,
    /// Bears an accent.
    pub(super) marked: bool,
    /// Exactly `cũ`.
    pub(super) former: bool,
}

/// The words of a text.
#[derive(Debug, Default)]
pub(super) struct Words {
    /// Folded letters of all words, one after the other without blanks.
    pub(super) folded: String,
    pub(super) list: Vec<Word>,
}

impl Words {
    pub(super) fn of(text: &str) -> Words {
        let mut words = Words::default();
        let mut segment = 0u16;
        let mut open: Option<usize> = None;
        let mut before: Option<char> = None;
        for (at, letter) in text.char_indices() {
            let plain = folded(letter).is_some();
            if let (Some(start), Some(last)) = (open, before) {
                let camel = last.is_lowercase() && letter.is_uppercase();
                let number =
                    at == start + 1 && matches!(last, 'p' | 'P' | 'q' | 'Q' | 'f' | 'F') && letter.is_ascii_digit();
                if !plain && letter != '\'' || camel || number {
                    words.push(text, start..at, segment);
                    open = plain.then_some(at);
                }
            } else if plain {
                open = Some(at);
            }
            match letter {
                '.' if words.list.last().is_some_and(|word| word.end == at && word.to - word.from > 3) => {
                    segment = segment.saturating_add(1)
                }
                ' ' | '.' | '\'' => {}
                _ if !plain => segment = segment.saturating_add(1),
                _ => {}
            }
            before = Some(letter);
        }
        if let Some(start) = open {
            words.push(text, start..text.len(), segment);
        }
        words
    }

    fn push(&mut self, text: &str, range: std::ops::Range<usize>, segment: u16) {
        let raw = &text[range.clone()];
        let from = self.folded.len();
        let skip = if raw.len() > 1 && raw.bytes().all(|b| b.is_ascii_digit()) {
            raw.len() - raw.trim_start_matches('0').len()
        } else {
            0
        };
        self.folded.extend(raw.chars().skip(skip).filter_map(folded).map(char::from));
        self.list.push(Word {
            from,
            to: self.folded.len(),
            start: range.start,
            end: range.end,
            segment,
            marked: !raw.is_ascii(),
            former: raw == "cũ" || raw == "CŨ" || raw == "Cũ",
        });
    }

    /// Folded letters of the words `from..to`, without blanks.
    pub(super) fn key(&self, from: usize, to: usize) -> &str {
        if from >= to { "" } else { &self.folded[self.list[from].from..self.list[to - 1].to] }
    }

    /// Whether a segment begins at the word.
    pub(super) fn begins(&self, at: usize) -> bool {
        at == 0 || self.list[at - 1].segment != self.list[at].segment
    }

    /// Whether a segment ends before the word.
    pub(super) fn ends(&self, at: usize) -> bool {
        at >= self.list.len() || self.list[at - 1].segment != self.list[at].segment
    }
}

/// What a marker says about the name after it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Marker {
    Ward(Kind),
    District(usize),
    Province { city: bool },
    Hamlet,
    Street,
}

/// Marker words by their folded letters without blanks. `tp` marks a district and a province.
#[derive(Debug, Default)]
pub(super) struct Markers {
    by_key: HashMap<String, Vec<Marker>>,
    /// Kinds of districts, by the index in [`Marker::District`].
    pub(super) district_kinds: Vec<String>,
    pub(super) now: Vec<String>,
    pub(super) former: Vec<String>,
    pub(super) noise: Vec<String>,
    /// Longest marker, in words.
    pub(super) longest: usize,
}

impl Markers {
    pub(super) fn new(words: &AddressWords) -> Markers {
        let mut markers = Markers { longest: 3, ..Markers::default() };
        let glued = |list: &[String]| list.iter().map(|word| fold(word).replace(' ', "")).collect::<Vec<_>>();
        for (kind, list) in &words.ward {
            let Some(kind) = Kind::of(kind) else { continue };
            glued(list).into_iter().for_each(|word| markers.add(word, Marker::Ward(kind)));
        }
        for (kind, list) in &words.district {
            let index = markers.district_kinds.len();
            markers.district_kinds.push(kind.clone());
            glued(list).into_iter().for_each(|word| markers.add(word, Marker::District(index)));
        }
        for word in glued(&words.province) {
            let city = !word.starts_with("tinh") && word != "t";
            markers.add(word, Marker::Province { city });
        }
        glued(&words.hamlet).into_iter().for_each(|word| markers.add(word, Marker::Hamlet));
        glued(&words.street).into_iter().for_each(|word| markers.add(word, Marker::Street));
        markers.now = glued(&words.now);
        markers.former = glued(&words.former);
        markers.noise = glued(&words.noise);
        markers
    }

    fn add(&mut self, word: String, marker: Marker) {
        self.by_key.entry(word).or_default().push(marker);
    }

    /// What the folded word or words mark.
    pub(super) fn get(&self, key: &str) -> &[Marker] {
        self.by_key.get(key).map_or(&[], Vec::as_slice)
    }
}
