//! The word lists of names, looked up by their first word.
//!
//! Why: every cell that no table of words reads asks them for each of its words; a list that is gone
//! through costs its length each time. Never: rules about where a phrase counts.

use hashbrown::{HashMap, HashSet};

use crate::normalize::config::NameWords;
use crate::normalize::text::letters::fold;

/// Words of a phrase.
type Phrase = Box<[Box<str>]>;

/// Phrases by their first word, each list in the order of its file.
#[derive(Debug, Default)]
pub(super) struct Phrases(HashMap<Box<str>, Vec<Phrase>>);

impl Phrases {
    fn of(phrases: &[String]) -> Phrases {
        let mut all = Phrases::default();
        for phrase in phrases {
            let words: Phrase = phrase.split(' ').map(Box::from).collect();
            all.0.entry(words[0].clone()).or_default().push(words);
        }
        all
    }

    /// The phrases that begin with a word, each with that word.
    pub(super) fn from(&self, first: &str) -> impl Iterator<Item = &[Box<str>]> {
        self.0.get(first).into_iter().flatten().map(|phrase| &**phrase)
    }

    /// Whether the word alone is a phrase.
    pub(super) fn has(&self, word: &str) -> bool {
        self.from(word).any(|phrase| phrase.len() == 1)
    }

    /// The second words, folded, of the phrases that begin with a word.
    pub(super) fn seconds(&self, first: &str) -> impl Iterator<Item = String> {
        self.from(first).filter_map(|phrase| phrase.get(1)).map(|word| fold(word))
    }
}

/// The lists of `words/names.toml` that are asked for each word.
#[derive(Debug, Default)]
pub struct NameLists {
    pub(super) titles: Phrases,
    pub(super) weak_titles: Phrases,
    pub(super) note_starts: Phrases,
    pub(super) relations: Phrases,
    pub(super) note_words: HashSet<Box<str>>,
}

impl NameLists {
    /// Of the word lists.
    #[must_use]
    pub fn new(words: &NameWords) -> NameLists {
        NameLists {
            titles: Phrases::of(&words.titles),
            weak_titles: Phrases::of(&words.weak_titles),
            note_starts: Phrases::of(&words.note_starts),
            relations: Phrases::of(&words.relations),
            note_words: words.note_words.iter().map(|word| word.as_str().into()).collect(),
        }
    }
}
