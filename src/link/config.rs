//! A match model as it is written in `pipelines/linking/`: plain data.

use std::collections::BTreeMap;

use serde::Deserialize;
use serde::de::IgnoredAny;

/// A model file.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct ModelFile {
    /// Version, as in the file's name.
    pub(super) version: String,
    /// How the model was made.
    #[serde(rename = "found")]
    pub(super) _found: IgnoredAny,
    pub(super) fold: FoldFile,
    pub(super) blocking: BlockingFile,
    pub(super) thresholds: ThresholdsFile,
    pub(super) not_in_register: ShareFile,
    pub(super) id: BTreeMap<String, LevelFile>,
    pub(super) name: BTreeMap<String, LevelFile>,
    pub(super) birth: BTreeMap<String, LevelFile>,
    pub(super) gender: BTreeMap<String, LevelFile>,
    pub(super) ward: BTreeMap<String, LevelFile>,
    pub(super) phone: BTreeMap<String, LevelFile>,
    pub(super) place: BTreeMap<String, LevelFile>,
}

/// How names fold.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct FoldFile {
    /// Groups of initials that speech confuses.
    pub(super) initials: Vec<Vec<String>>,
    /// A syllable counts as a real name from this share of the register on.
    pub(super) real_name_share: f64,
    /// Words that begin the name of a hamlet or residential group, without marks.
    pub(super) hamlet_words: Vec<String>,
    /// Words that begin the name of a ward or a larger unit, without marks.
    pub(super) unit_words: Vec<String>,
}

/// How candidates are found.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct BlockingFile {
    /// A key of more records than this needs a second agreement.
    pub(super) full_block: usize,
    /// Pairs below these bits, before the register's size is set against them, are not kept.
    pub(super) keep_bits: f64,
}

/// When a verdict is safe.
#[derive(Debug, Clone, Copy, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct ThresholdsFile {
    /// Bits by which the best candidate must outweigh all others and nobody together: `matched`.
    pub(super) matched_bits: f64,
    /// The same, where the record's id is another than the candidate's.
    pub(super) matched_bits_other_id: f64,
    /// The same, where there is no id, no full birth date and no hamlet that agrees: people who are not
    /// in the register have namesakes of their year in their ward.
    pub(super) matched_bits_thin: f64,
    /// Probability that it is one of the two best candidates, from which on a person is asked to
    /// choose between them.
    pub(super) review_probability: f64,
    /// How they were found.
    #[serde(rename = "found")]
    pub(super) _found: IgnoredAny,
}

/// Share of identities that are not in the register, by where they come from.
#[derive(Debug, Clone, Copy, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct ShareFile {
    pub(super) record: f64,
    pub(super) death: f64,
    pub(super) pension: f64,
    pub(super) disability: f64,
    pub(super) payment: f64,
}

/// One level: chance among pairs of one person, chance among pairs of two.
#[derive(Debug, Clone, Copy, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct LevelFile {
    /// Chance of the level where both are one person.
    pub(super) m: f64,
    /// Chance where they are two: this number times `times`.
    pub(super) u: f64,
    /// What is counted from the register for `u`.
    #[serde(default)]
    pub(super) times: Times,
    /// Where the numbers come from, if not from the count named at the head of the file.
    #[serde(default, rename = "found")]
    pub(super) _found: Option<IgnoredAny>,
}

/// A share counted from the register.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Deserialize)]
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
}
