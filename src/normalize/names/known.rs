//! Parts of names that are in use, for finding slips.
//!
//! Source: `pipelines/reference/names/`. Never: deciding between two real names; where two are
//! equally near there is no answer.

use hashbrown::{HashMap, HashSet};
use strsim::damerau_levenshtein;

use crate::normalize::text::letters::fold;

/// Surnames and other parts of names.
#[derive(Debug, Default)]
pub struct KnownNames {
    surnames: HashSet<String>,
    parts: HashSet<String>,
    surname_list: Vec<(String, String)>,
    part_list: Vec<(String, String)>,
    by_fold: HashMap<String, String>,
}

impl KnownNames {
    /// Adds a surname; the commonest first.
    pub fn add_surname(&mut self, surname: &str) {
        let lower = surname.to_lowercase();
        if self.surnames.insert(lower) {
            self.by_fold.entry(fold(surname)).or_insert_with(|| surname.to_owned());
            self.surname_list.push((fold(surname), surname.to_owned()));
        }
    }

    /// Adds the words of a middle or given name.
    pub fn add_part(&mut self, part: &str) {
        for word in part.split_whitespace() {
            if self.parts.insert(word.to_lowercase()) {
                self.part_list.push((fold(word), word.to_owned()));
            }
        }
    }

    /// Whether the word is a surname in use.
    #[must_use]
    pub fn is_surname(&self, word: &str) -> bool {
        self.surnames.contains(&word.to_lowercase())
    }

    /// Whether the word is any part of names in use.
    #[must_use]
    pub fn is_known(&self, word: &str) -> bool {
        let lower = word.to_lowercase();
        self.surnames.contains(&lower) || self.parts.contains(&lower)
    }

    /// The commonest surname that is the word without accents.
    #[must_use]
    pub fn surname_without_accents(&self, word: &str) -> Option<&str> {
        self.by_fold.get(&fold(word)).map(String::as_str)
    }

    /// The one surname that differs by accents only; else the one that lies one letter away, where
    /// the word is long enough to tell.
    #[must_use]
    pub fn nearest_surname(&self, word: &str) -> Option<&str> {
        nearest(&self.surname_list, word)
    }

    /// The one part of names that lies nearest, as [`KnownNames::nearest_surname`].
    #[must_use]
    pub fn nearest_part(&self, word: &str) -> Option<&str> {
        nearest(&self.part_list, word)
    }
}

fn nearest<'a>(list: &'a [(String, String)], word: &str) -> Option<&'a str> {
    let folded = fold(word);
    let one = |mut found: Vec<&'a str>| if found.len() == 1 { found.pop() } else { None };
    let equal: Vec<&str> = list.iter().filter(|(key, _)| *key == folded).map(|(_, name)| name.as_str()).collect();
    if !equal.is_empty() {
        return one(equal);
    }
    if folded.len() < 4 {
        return None;
    }
    let near = list.iter().filter(|(key, _)| key.len() > 3 && damerau_levenshtein(key, &folded) == 1);
    one(near.map(|(_, name)| name.as_str()).collect())
}
