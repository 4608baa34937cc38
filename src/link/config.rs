//! A match model as it is written in `pipelines/linking/`: plain data.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::census::GENERATIONS;

/// A model file.
#[derive(Debug, Clone, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub(super) struct ModelFile {
    /// Version, as in the file's name.
    pub(super) version: String,
    /// How the model was made.
    pub(super) found: String,
    pub(super) fold: FoldFile,
    pub(super) blocking: BlockingFile,
    pub(super) thresholds: ThresholdsFile,
    pub(super) training: TrainingFile,
    pub(super) not_in_register: ShareFile,
    pub(super) second_row: SecondRowFile,
    pub(super) id: BTreeMap<String, LevelFile>,
    pub(super) name: BTreeMap<String, LevelFile>,
    pub(super) birth: BTreeMap<String, LevelFile>,
    pub(super) gender: BTreeMap<String, LevelFile>,
    pub(super) ward: BTreeMap<String, LevelFile>,
    pub(super) phone: BTreeMap<String, LevelFile>,
    pub(super) place: BTreeMap<String, LevelFile>,
    pub(super) relative: BTreeMap<String, LevelFile>,
}

impl ModelFile {
    /// The tables of levels, in the order of the fields.
    pub(super) const fn fields(&self) -> [&BTreeMap<String, LevelFile>; 8] {
        [&self.id, &self.name, &self.birth, &self.gender, &self.ward, &self.phone, &self.place, &self.relative]
    }

    /// The same, for writing.
    pub(super) const fn fields_mut(&mut self) -> [&mut BTreeMap<String, LevelFile>; 8] {
        [
            &mut self.id,
            &mut self.name,
            &mut self.birth,
            &mut self.gender,
            &mut self.ward,
            &mut self.phone,
            &mut self.place,
            &mut self.relative,
        ]
    }
}

/// How names fold.
#[derive(Debug, Clone, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub(super) struct FoldFile {
    /// Groups of initials that speech confuses.
    pub(super) initials: Vec<Vec<String>>,
    /// A syllable counts as a real name from this share of the register on.
    pub(super) real_name_share: f64,
    /// Words that begin the name of a hamlet or residential group, with their marks, as all words here.
    pub(super) hamlet_words: Vec<String>,
    /// Groups of those words that name one kind of hamlet; a word of no group is a kind of its own.
    #[serde(default)]
    pub(super) hamlet_kinds: Vec<Vec<String>>,
    /// Words, or several together, that begin the name of a ward or a larger unit.
    pub(super) unit_words: Vec<String>,
    /// Words before a number or a street's name that say nothing.
    pub(super) filler_words: Vec<String>,
    /// Last words of a hamlet's kind that begin no name (`khu dân cư`).
    pub(super) kind_endings: Vec<String>,
}

/// How candidates are found.
#[derive(Debug, Clone, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub(super) struct BlockingFile {
    /// A key of more records than this needs a second agreement.
    pub(super) full_block: usize,
    /// Pairs below these bits, before the register's size is set against them, are not kept.
    pub(super) keep_bits: f64,
}

/// When a verdict is safe.
#[derive(Debug, Clone, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub(super) struct ThresholdsFile {
    /// Bits by which the best candidate must outweigh nobody, and all others together: `matched`.
    pub(super) matched_bits: BitsFile,
    /// Probability that it is one of the two best candidates, from which on a person is asked to
    /// choose between them.
    pub(super) review_probability: f64,
    /// Probability of the best candidate from which on a row that says too little to be asked about is
    /// offered to people all the same, apart from the reviews.
    #[serde(default = "likelier_than_not")]
    pub(super) offer_probability: f64,
    /// How they were found.
    pub(super) found: String,
}

const fn likelier_than_not() -> f64 {
    0.5
}

/// Bits by which the best candidate must outweigh nobody, by what the evidence is: people who are not
/// in the register have namesakes in it, and some kinds of agreement come about by chance more often
/// than a sum of independent terms says. Against the other candidates one limit does: they are counted,
/// people who are nowhere are not.
#[derive(Debug, Clone, Copy, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub(super) struct BitsFile {
    /// Id, or name, full birth date and ward agree.
    pub(super) full: f64,
    /// No id, and another ward.
    pub(super) moved: f64,
    /// No id, and a birth date that one side does not know in full.
    pub(super) partial: f64,
    /// No id, and a name that is not the same.
    pub(super) name_slip: f64,
    /// No id, and a slip in the birth date.
    pub(super) birth_slip: f64,
    /// The record's id is another than the candidate's; against the other candidates too.
    pub(super) other_id: f64,
    /// Against all other candidates together.
    pub(super) others: f64,
}

/// How the next model is trained from this one.
#[derive(Debug, Clone, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub(super) struct TrainingFile {
    /// Pairs drawn for u, about.
    pub(super) pairs: u64,
    /// Anchored pairs below which m is found by EM.
    pub(super) least_anchors: u64,
    /// Most iterations of EM.
    pub(super) iterations: usize,
    /// EM has converged where no chance changes by more.
    pub(super) change: f64,
    /// Most wrong matches in all matches.
    pub(super) most_wrong: f64,
    /// Most people that the register lacks who are matched.
    pub(super) most_absent: f64,
    /// Least share of reviews that show the right person.
    pub(super) least_shown: f64,
}

/// Share of identities that are not in the register, by where they come from.
#[derive(Debug, Clone, Copy, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub(super) struct ShareFile {
    pub(super) record: f64,
    /// The same by birth year, in the generations of the census (before 1950, 1950 to 1975, 1976 to 1999,
    /// from 2000, unknown), where a training has counted it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) record_by_birth: Option<[f64; GENERATIONS]>,
    pub(super) death: f64,
    pub(super) pension: f64,
    pub(super) disability: f64,
    pub(super) payment: f64,
}

/// How often a person of a ward's list has a second row in these lists.
#[derive(Debug, Clone, Copy, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub(super) struct SecondRowFile {
    pub(super) share: f64,
}

/// One level: chance among pairs of one person, chance among pairs of two.
#[derive(Debug, Clone, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub(super) struct LevelFile {
    /// Chance of the level where both are one person.
    pub(super) m: f64,
    /// Chance where they are two: this number times `times`.
    pub(super) u: f64,
    /// What is counted from the register for `u`.
    #[serde(default, skip_serializing_if = "Times::is_one")]
    pub(super) times: Times,
    /// Where the numbers come from, if not from the count named at the head of the file.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) found: Option<String>,
}

/// A share counted from the register.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Deserialize, Serialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum Times {
    /// Nothing: `u` is the chance itself.
    #[default]
    One,
    /// One row of the register.
    Row,
    /// Share of the generation with exactly this name.
    NameExact,
    /// Share with this name but for marks, dialect and order.
    NameWhole,
    /// Share with this family and given name.
    NameEnds,
    /// Share with this given name.
    NameGiven,
    /// Share born in this year.
    Year,
    /// Share registered as born on 1 January of this year.
    January,
    /// Share that lives in the sending ward.
    Ward,
    /// Share that lives in the ward of the address.
    AddressWard,
    /// Share that lived in the sending ward before.
    PreviousWard,
    /// Share with the relative's name but for marks, dialect and order.
    RelativeName,
}

impl Times {
    /// The highest `u`: a share is multiplied by at most the number of people that a household may hold.
    pub(super) const fn most_u(self) -> f64 {
        match self {
            Times::One => 1.0,
            _ => 20.0,
        }
    }
}

impl Times {
    /// `u` is the chance itself.
    pub(super) const fn is_one(&self) -> bool {
        matches!(self, Times::One)
    }
}
