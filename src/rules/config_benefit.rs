//! The files of one benefit, and of the conditions common to all, as plain data.

use serde::Deserialize;
use toml::Spanned;

use super::config::{Day, RuleText, Sureness};

/// `common.toml`: conditions of every benefit of a kind.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct CommonFile {
    pub(super) version: Vec<Spanned<VersionEntry>>,
}

/// `benefits/*.toml`.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct BenefitFile {
    pub(super) benefit: Spanned<String>,
    /// Vietnamese name.
    pub(super) vi: String,
    /// Claims of one family read one another's benefits.
    pub(super) family: String,
    /// Families whose claims read it too.
    #[serde(default)]
    pub(super) also_in: Vec<String>,
    /// Place in the family; the first whose conditions hold counts.
    #[serde(default)]
    pub(super) order: u8,
    pub(super) rate: Spanned<String>,
    /// Looked for among people who are not enrolled.
    #[serde(default)]
    pub(super) prospect: bool,
    pub(super) version: Vec<Spanned<VersionEntry>>,
    pub(super) coefficients: Vec<Spanned<CoefficientsEntry>>,
}

/// Who is entitled, in some years.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct VersionEntry {
    pub(super) from: Day,
    pub(super) to: Option<Day>,
    /// All that is not named here is as in the version before, which ends where this begins.
    #[serde(default)]
    pub(super) inherits: bool,
    /// "người khuyết tật nặng".
    #[serde(default)]
    pub(super) who: String,
    pub(super) clause: String,
    pub(super) source: String,
    pub(super) checked_on: Day,
    pub(super) confidence: Sureness,
    /// Facts whose beginning is told to the reader.
    #[serde(default)]
    pub(super) evidence: Vec<EvidenceEntry>,
    /// Where the benefit has clauses of its own on months; else those of the regime count.
    pub(super) start: Option<RuleText>,
    pub(super) stop: Option<RuleText>,
    /// Common conditions of which `stop` is the clause.
    #[serde(default)]
    pub(super) stop_names: Vec<String>,
    /// Clause on funeral support for its recipients; else that of the funeral file counts.
    pub(super) funeral_clause: Option<String>,
    /// Only in the funeral file: who counts besides the conditions.
    pub(super) funeral: Option<FuneralEntry>,
    #[serde(default)]
    pub(super) condition: Vec<ConditionEntry>,
}

/// A fact whose beginning is told: `giấy xác nhận từ {from}`.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct EvidenceEntry {
    pub(super) fact: Spanned<String>,
    pub(super) vi: String,
}

/// Who gives rise to funeral support besides the conditions of the file.
#[derive(Debug, Clone, Copy, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct FuneralEntry {
    /// People who receive a main benefit in the month of death.
    pub(super) recipients: bool,
    /// People who meet the conditions and whose decision is not signed yet.
    pub(super) applicants: bool,
}

/// A named condition.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct ConditionEntry {
    pub(super) name: Spanned<String>,
    /// Expression over the declared facts and `age`.
    pub(super) when: Spanned<String>,
    pub(super) vi: String,
    /// What is said where it fails: `{since}`, `{eve}`.
    pub(super) ended: String,
    pub(super) reason: Spanned<String>,
    pub(super) clause: Option<String>,
    pub(super) confidence: Option<Sureness>,
    /// Alone enough to look at someone who is not enrolled.
    #[serde(default)]
    pub(super) discriminating: bool,
    /// Common conditions: kinds of benefit (`main`, `carer`, `one_off`).
    #[serde(default, rename = "for")]
    pub(super) kinds: Vec<Spanned<String>>,
}

/// How much, in some years.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct CoefficientsEntry {
    pub(super) from: Day,
    pub(super) to: Option<Day>,
    pub(super) clause: String,
    pub(super) source: String,
    pub(super) checked_on: Day,
    pub(super) confidence: Sureness,
    pub(super) case: Vec<CaseEntry>,
}

/// The first case that holds gives the coefficient.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct CaseEntry {
    pub(super) when: Option<Spanned<String>>,
    pub(super) value: Spanned<f64>,
    /// Number of persons that multiplies it: a count or a sum of counts.
    pub(super) per: Option<Spanned<String>>,
    pub(super) confidence: Option<Sureness>,
    #[serde(default)]
    pub(super) verify: bool,
}
