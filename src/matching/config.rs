//! A model of `ansinh match` as it is written in a file: plain data. Unknown keys are looked for
//! apart, all at once (`keys`).

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::settings::{PriorFile, TrainingFile, VerdictFile};
use super::words::WordsFile;

/// A model file.
#[derive(Debug, Clone, Deserialize, Serialize)]
pub(super) struct ModelFile {
    /// Version, told in the report.
    pub(super) version: String,
    /// How the weights were found; written by `--save-model`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) found: Option<String>,
    #[serde(default)]
    pub(super) left: SideFile,
    /// The left side's, where it is not given.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) right: Option<SideFile>,
    #[serde(default)]
    pub(super) fold: FoldFile,
    pub(super) field: Vec<FieldFile>,
    pub(super) block: Vec<BlockFile>,
    pub(super) comparison: Vec<ComparisonFile>,
    /// Groups of comparisons, by title, that go together among two people (a household has one ward
    /// and one phone): of what speaks for one person in a group, the strongest counts alone.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub(super) together: Vec<Vec<String>>,
    #[serde(default)]
    pub(super) prior: PriorFile,
    #[serde(default)]
    pub(super) training: TrainingFile,
    pub(super) verdict: VerdictFile,
    #[serde(default)]
    pub(super) words: WordsFile,
}

/// Where a list has its ids.
#[derive(Debug, Clone, Default, Deserialize, Serialize)]
pub(super) struct SideFile {
    /// Heading of the id column; the row's number where there is none.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) id: Option<Headings>,
    /// Worksheet of a workbook; the first that has the headings where it is not given.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) sheet: Option<String>,
}

/// A heading or several, the first found counts. `Họ đệm + Tên` joins two columns.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Deserialize, Serialize)]
#[serde(untagged)]
pub(super) enum Headings {
    One(String),
    Many(Vec<String>),
}

impl Headings {
    pub(super) fn all(&self) -> Vec<String> {
        match self {
            Headings::One(one) => vec![one.clone()],
            Headings::Many(many) => many.clone(),
        }
    }
}

/// How names fold.
#[derive(Debug, Clone, Default, Deserialize, Serialize)]
pub(super) struct FoldFile {
    /// Groups of initials that speech confuses.
    #[serde(default)]
    pub(super) initials: Vec<Vec<String>>,
    /// Words for kinds of wards (`Phường`, `Xã`), left out of a field that is read as `ward`.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub(super) units: Vec<String>,
    /// Middle syllables of a name that say its bearer's sex, in one group for each sex (`Văn`; `Thị`).
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub(super) sexes: Vec<Vec<String>>,
}

/// A column of both lists and how it is read.
#[derive(Debug, Clone, Deserialize, Serialize)]
pub(super) struct FieldFile {
    pub(super) name: String,
    /// Heading in both lists.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) column: Option<Headings>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) left: Option<Headings>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) right: Option<Headings>,
    pub(super) read: String,
    /// Both lists may be without it; a column that neither has is else a mistake.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub(super) optional: bool,
    /// Values that mean unknown, as they are written.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub(super) missing: Vec<String>,
    /// Groups of writings that are one value (`nam`, `1`, `M`); what stands in none is unknown.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub(super) same: Vec<Vec<String>>,
}

/// Rows that agree on all parts become a pair.
#[derive(Debug, Clone, Deserialize, Serialize)]
pub(super) struct BlockFile {
    pub(super) on: Vec<PartFile>,
    /// Further parts for blocks that would be over-full.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub(super) narrow: Vec<PartFile>,
}

/// A part of a blocking key.
#[derive(Debug, Clone, Deserialize, Serialize)]
pub(super) struct PartFile {
    pub(super) field: String,
    /// The field on the right, where it is another.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) against: Option<String>,
    /// `given`, `ends` or `whole` of a name; `year` of a date.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) part: Option<String>,
    /// Its first letters.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) first: Option<usize>,
    /// Its last letters.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) last: Option<usize>,
    /// By sound (Soundex).
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub(super) sound: bool,
}

/// A comparison: levels from the strongest to the weakest; the first that holds counts.
#[derive(Debug, Clone, Deserialize, Serialize)]
pub(super) struct ComparisonFile {
    pub(super) title: String,
    pub(super) level: Vec<LevelFile>,
    /// The level where none of the others holds.
    #[serde(default)]
    pub(super) other: OtherFile,
}

/// A level: all its tests hold, or all tests of one of `any`.
#[derive(Debug, Clone, Deserialize, Serialize)]
pub(super) struct LevelFile {
    pub(super) title: String,
    #[serde(flatten)]
    pub(super) tests: TestsFile,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub(super) any: Vec<TestsFile>,
    /// Fields whose frequency in the data sets this level's u.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub(super) frequency: Vec<String>,
    /// Fields whose value is one person's, as a rule: each further row that has it raises this
    /// level's u.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub(super) shared: Vec<String>,
    /// Two rows at this level never stand in one cluster and are never matched.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub(super) apart: bool,
    /// Two rows at this level are matched only where one of these fields is equal.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub(super) needs: Vec<String>,
    /// m and u before any list was seen: lists too small to train are weighed with them, others
    /// take them for a few pairs of their own.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) start: Option<[f64; 2]>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) m: Option<f64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) u: Option<f64>,
}

/// The last level.
#[derive(Debug, Clone, Default, Deserialize, Serialize)]
pub(super) struct OtherFile {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) title: Option<String>,
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub(super) apart: bool,
    /// As of a level.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub(super) needs: Vec<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) m: Option<f64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) u: Option<f64>,
}

/// Tests that must all hold. A field that one side lacks holds none.
#[derive(Debug, Clone, Default, Deserialize, Serialize)]
pub(super) struct TestsFile {
    /// Fields that are equal as read.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub(super) exact: Vec<String>,
    /// Two fields: each holds on the left what the other holds on the right.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub(super) swapped: Vec<String>,
    /// Edits that each of the two exchanged fields may differ by.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) swapped_edits: Option<usize>,
    /// Field to the most letters inserted, dropped, replaced or exchanged.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub(super) edits: BTreeMap<String, usize>,
    /// Field to the letters or digits that both values have: whole numbers.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub(super) length: BTreeMap<String, usize>,
    /// Field to the least Jaro-Winkler similarity, 0 to 1.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub(super) alike: BTreeMap<String, f64>,
    /// Field to the levels of names (see the linkage model) that hold.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub(super) names: BTreeMap<String, Vec<String>>,
    /// Field to the levels of dates that hold, or `one_digit`.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub(super) dates: BTreeMap<String, Vec<String>>,
    /// Field to the most that two numbers may differ by.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub(super) within: BTreeMap<String, f64>,
}

impl TestsFile {
    /// Tests nothing.
    pub(super) fn is_empty(&self) -> bool {
        let maps = self.edits.len()
            + self.alike.len()
            + self.names.len()
            + self.dates.len()
            + self.within.len()
            + self.length.len();
        self.exact.is_empty() && self.swapped.is_empty() && maps == 0
    }
}
