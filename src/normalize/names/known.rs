//! Parts of names that are in use, with their rough frequency by place in the name.
//!
//! Source: `pipelines/reference/names/`. Never: deciding between two real names; where two are
//! equally near there is no answer.

use std::collections::BTreeMap;

use hashbrown::HashMap;

use super::judge::{Heard, Judge};
use super::spelling::Spelling;
use crate::normalize::text::letters::{Lower, fold};

/// Where a part stands in a name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Place {
    Surname,
    Middle,
    Given,
}

/// Shares of a part at the three places; 0 where it is not in use there.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub(super) struct Uses {
    pub(super) surname: f32,
    pub(super) middle: f32,
    pub(super) given: f32,
    /// The part of `given` that women bear.
    pub(super) female: f32,
}

impl Uses {
    /// Share at a place.
    pub(super) fn at(self, place: Place) -> f32 {
        match place {
            Place::Surname => self.surname,
            Place::Middle => self.middle,
            Place::Given => self.given,
        }
    }

    /// The share of women among those who bear it as a given name.
    pub(super) fn female_share(self) -> Option<f32> {
        (self.given > 0.0).then(|| self.female / self.given)
    }

    /// Whether the part is in use anywhere.
    pub(super) fn any(self) -> bool {
        self.surname + self.middle + self.given > 0.0
    }
}

/// A part of names in use.
#[derive(Debug)]
pub(super) struct KnownName {
    /// As written in names: `Nguyễn`.
    pub(super) name: String,
    /// Its letters and tone.
    pub(super) spelling: Spelling,
    /// What of it speech may confuse.
    pub(super) heard: Heard,
    /// Without accents.
    pub(super) folded: String,
    /// Where it is in use.
    pub(super) uses: Uses,
}

/// Parts of names in use.
#[derive(Debug, Default)]
pub struct KnownNames {
    usual_y: BTreeMap<String, String>,
    list: Vec<KnownName>,
    by_word: HashMap<String, usize>,
    by_fold: HashMap<String, Vec<usize>>,
}

impl KnownNames {
    /// None yet; `usual_y`: what names usually write with `y`, by the form with `i`, lower case.
    #[must_use]
    pub fn writing(usual_y: BTreeMap<String, String>) -> KnownNames {
        KnownNames { usual_y, ..KnownNames::default() }
    }

    /// `Lí`, `Mĩ`, `Quí` as names usually write them: Lý, Mỹ, Quý. Word: lower case.
    pub(super) fn usual(&self, word: String) -> String {
        self.usual_y.get(&word).cloned().unwrap_or(word)
    }

    /// Adds a surname and its share of all people.
    pub fn add_surname(&mut self, surname: &str, share: f32) {
        self.uses_of(surname).surname += share;
    }

    /// Adds a surname that the table lacks.
    pub fn add_rare_surname(&mut self, surname: &str) {
        let uses = self.uses_of(surname);
        uses.surname = uses.surname.max(1e-5);
    }

    /// Adds the words of a middle name and its share of one generation and gender.
    pub fn add_middle(&mut self, middle: &str, share: f32) {
        for word in middle.split_whitespace() {
            self.uses_of(word).middle += share / GROUPS;
        }
    }

    /// Adds the words of a given name and its share of one generation and gender.
    pub fn add_given(&mut self, given: &str, female: bool, share: f32) {
        for word in given.split_whitespace() {
            let uses = self.uses_of(word);
            uses.given += share / GROUPS;
            uses.female += if female { share / GROUPS } else { 0.0 };
        }
    }

    /// Adds a given name that the table lacks, of either sex.
    pub fn add_rare_given(&mut self, given: &str) {
        let uses = self.uses_of(given);
        if uses.given == 0.0 {
            (uses.given, uses.female) = (RARE_GIVEN, RARE_GIVEN / 2.0);
        }
    }

    fn uses_of(&mut self, word: &str) -> &mut Uses {
        let lower = self.usual(word.lower());
        let at = *self.by_word.entry(lower.clone()).or_insert_with(|| {
            let folded = fold(&lower);
            self.by_fold.entry(folded.clone()).or_default().push(self.list.len());
            let name = crate::normalize::text::typing::capital(&lower);
            let (spelling, heard, uses) = (Spelling::of(&lower), Heard::default(), Uses::default());
            self.list.push(KnownName { name, spelling, heard, folded, uses });
            self.list.len() - 1
        });
        &mut self.list[at].uses
    }

    /// Looks up what of each part speech may confuse, once for all comparisons.
    pub fn listen(&mut self, judge: &Judge) {
        self.list.iter_mut().for_each(|known| known.heard = judge.slips().heard(&known.spelling));
    }

    /// All parts, in the order of the files.
    pub(super) fn all(&self) -> &[KnownName] {
        &self.list
    }

    /// Where a lower-case part in its usual spelling is in use.
    pub(super) fn uses(&self, lower: &str) -> Uses {
        self.by_word.get(lower).map_or_else(Uses::default, |at| self.list[*at].uses)
    }

    /// The parts that are this word without accents.
    pub(super) fn of_fold<'a>(&'a self, folded: &str) -> impl Iterator<Item = &'a KnownName> {
        self.by_fold.get(folded).into_iter().flatten().map(|at| &self.list[*at])
    }

    /// Whether the word is a surname in use.
    #[must_use]
    pub fn is_surname(&self, word: &str) -> bool {
        self.uses(&word.lower()).surname > 0.0
    }

    /// Whether the word is any part of names in use.
    #[must_use]
    pub fn is_known(&self, word: &str) -> bool {
        self.uses(&word.lower()).any()
    }

    /// The commonest surname that is the word without accents.
    #[must_use]
    pub fn surname_without_accents(&self, word: &str) -> Option<&str> {
        let folded = fold(word);
        let surnames = self.of_fold(&folded).filter(|known| known.uses.surname > 0.0);
        surnames.max_by(|left, right| left.uses.surname.total_cmp(&right.uses.surname)).map(|known| known.name.as_str())
    }
}

/// Share of a given name that the table lacks.
const RARE_GIVEN: f32 = 5e-5;

/// Genders times generations of the files: each has shares that sum to one.
const GROUPS: f32 = 8.0;
