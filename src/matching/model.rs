//! A checked model: fields by number, tests compiled, weights given or still to be trained.

use std::path::Path;

use super::config::{Headings, ModelFile};
use super::sexes::Sexes;
use super::tests_of::Tests;
use super::values::Reading;
use super::whereabouts::Whereabouts;
use super::{check, whereabouts};
use crate::likeness::Dialect;
use crate::model::Mistake;

/// A loaded model.
#[derive(Debug, Clone)]
pub struct Model {
    pub(super) file: ModelFile,
    pub(super) fields: Vec<FieldSpec>,
    pub(super) rules: Vec<Rule>,
    pub(super) comparisons: Vec<Comparison>,
    pub(super) relation: Relation,
    pub(super) dialect: Dialect,
    pub(super) sexes: Sexes,
    /// Groups of comparisons of which the strongest counts alone.
    pub(super) together: Vec<Vec<usize>>,
    /// Groups of fields that ask for a person where all of one are equal.
    pub(super) asks: Vec<Vec<usize>>,
    /// Words for kinds of wards, without marks, the longest first.
    pub(super) units: Vec<String>,
}

/// A column of both lists.
#[derive(Debug, Clone)]
pub(super) struct FieldSpec {
    pub(super) left: Headings,
    pub(super) right: Headings,
    pub(super) reading: Reading,
    pub(super) missing: Vec<String>,
    /// Lists may be without it.
    pub(super) optional: bool,
    /// Groups of plain writings that are one value; none: every writing is its own.
    pub(super) same: Vec<Vec<String>>,
}

/// A blocking rule.
#[derive(Debug, Clone)]
pub(super) struct Rule {
    pub(super) on: Vec<Part>,
    pub(super) narrow: Vec<Part>,
}

/// A part of a key; fields by number.
#[derive(Debug, Clone, Copy)]
pub(super) struct Part {
    pub(super) left: usize,
    pub(super) right: usize,
    pub(super) cut: Cut,
}

/// What of a value is a key.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Cut {
    Equal,
    /// Dialect-folded syllables in any order.
    WholeName,
    /// First and last syllable, dialect-folded.
    Ends,
    /// Last syllable, dialect-folded.
    Given,
    Year,
    First(usize),
    Last(usize),
    Sound,
}

/// How many rows of one list can be one row of the other.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Relation {
    OneToOne,
    ManyToOne,
    ManyToMany,
}

/// A comparison. The last level is the one where no other holds.
#[derive(Debug, Clone)]
pub(super) struct Comparison {
    pub(super) title: String,
    /// Fields that its tests read.
    pub(super) fields: Vec<usize>,
    pub(super) levels: Vec<Level>,
}

/// A level.
#[derive(Debug, Clone)]
pub(super) struct Level {
    pub(super) title: String,
    /// Holds where one of these does; empty for the last.
    pub(super) tests: Vec<Tests>,
    pub(super) frequency: Vec<usize>,
    /// Fields of one person, as a rule: further rows with the value raise u.
    pub(super) shared: Vec<usize>,
    pub(super) apart: bool,
    /// Fields of which one must be equal for a match.
    pub(super) needs: Vec<usize>,
    /// m and u before any list was seen.
    pub(super) start: Option<[f64; 2]>,
    pub(super) m: Option<f64>,
    pub(super) u: Option<f64>,
}

impl Comparison {
    /// Its weights are given.
    pub(super) fn is_trained(&self) -> bool {
        self.has(|level| level.m) && self.has(|level| level.u)
    }

    /// All m, or all u, are given.
    pub(super) fn has(&self, of: impl Fn(&Level) -> Option<f64>) -> bool {
        self.levels.iter().all(|level| of(level).is_some())
    }
}

impl Model {
    /// Loads a model file.
    ///
    /// # Errors
    /// All mistakes of the file at once.
    pub fn load(path: &Path) -> Result<Model, Vec<Mistake>> {
        let text = std::fs::read_to_string(path).map_err(|error| vec![Mistake::of_file(path, error.to_string())])?;
        Model::parse(path, &text)
    }

    /// Reads the text of a model file.
    ///
    /// # Errors
    /// All mistakes of the file at once: unknown keys, then what the keys hold.
    pub fn parse(path: &Path, text: &str) -> Result<Model, Vec<Mistake>> {
        let place = Whereabouts::read(path, text)?;
        let mut mistakes = whereabouts::unknown_keys(&place);
        let file: ModelFile = match toml::from_str(text) {
            Ok(file) => file,
            Err(error) => {
                let offset = error.span().map_or(0, |span| span.start);
                mistakes.push(Mistake::at_offset(path, text, offset, error.message()));
                return Err(mistakes);
            }
        };
        let model = check::check(file, &place, &mut mistakes);
        mistakes.sort();
        mistakes.dedup();
        if mistakes.is_empty() { Ok(model) } else { Err(mistakes) }
    }

    /// The model's version.
    #[must_use]
    pub fn version(&self) -> &str {
        &self.file.version
    }

    /// Every weight is given: only the prior may be left to find.
    #[must_use]
    pub fn is_trained(&self) -> bool {
        self.comparisons.iter().all(Comparison::is_trained)
    }

    /// The model as text of a model file.
    ///
    /// # Panics
    /// Never: a model that was read can be written.
    #[must_use]
    pub fn to_text(&self) -> String {
        toml::to_string(&self.file).expect("a model is plain tables of texts and numbers")
    }
}
