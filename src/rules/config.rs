//! The rules files of `pipelines/rules/` as plain data, before any meaning is checked.

use std::collections::BTreeMap;

use serde::{Deserialize, Deserializer};
use toml::Spanned;
use toml::value::Datetime;

use crate::model::{Coded, Date};

/// A calendar day in TOML, with its place.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Day(pub(super) Date);

impl<'de> Deserialize<'de> for Day {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Day, D::Error> {
        let datetime = Datetime::deserialize(deserializer)?;
        let wrong = || serde::de::Error::custom("expected a calendar day such as 2026-07-01");
        let text = datetime.date.filter(|_| datetime.time.is_none()).map(|date| date.to_string()).ok_or_else(wrong)?;
        Date::from_code(&text).map(Day).map_err(|_| wrong())
    }
}

/// `facts.toml`.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct FactsFile {
    pub(super) fact: Vec<FactEntry>,
}

/// A declared fact.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct FactEntry {
    pub(super) name: Spanned<String>,
    /// Vietnamese wording, as it reads in "cần xác minh: …".
    pub(super) vi: String,
    pub(super) kind: FactKind,
    /// Codes of a fact of kind `code`.
    #[serde(default)]
    pub(super) codes: BTreeMap<String, i64>,
    pub(super) supply: Supply,
    /// Value of a day without interval, for facts of which silence says something.
    pub(super) silence: Option<i64>,
}

/// What the value of a fact is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum FactKind {
    /// 0 or 1.
    Flag,
    /// One of named codes.
    Code,
    /// A number of persons.
    Count,
    /// Đồng a month.
    Money,
}

/// Who can supply a fact.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum Supply {
    /// A register that a run cannot do without.
    Register,
    /// A register that may be missing as a whole.
    OptionalRegister,
    /// Only the ward's decision.
    Decision,
    /// A dated reference table.
    Reference,
    /// The ledger or the ward's report.
    Report,
}

/// How sure a value is; the words of [`crate::model::Confidence`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum Sureness {
    Confirmed,
    Reported,
    Assumed,
}

/// `parameters/*.toml`.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct ParameterFile {
    pub(super) name: Spanned<String>,
    /// The rate that it takes part in; the highest value in force counts.
    pub(super) rate: Spanned<String>,
    pub(super) vi: String,
    pub(super) unit: Spanned<String>,
    /// Areas where it holds; everywhere where absent.
    pub(super) areas: Option<Vec<i64>>,
    pub(super) value: Vec<Spanned<ValueEntry>>,
}

/// A value in force from a day on.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct ValueEntry {
    pub(super) from: Day,
    pub(super) to: Option<Day>,
    pub(super) amount: i64,
    pub(super) clause: String,
    pub(super) source: String,
    pub(super) checked_on: Day,
    pub(super) confidence: Sureness,
    /// Lines that rest on it are to be verified.
    #[serde(default)]
    pub(super) verify: bool,
    /// For readers of the file.
    #[serde(default, rename = "note")]
    pub(super) _note: Option<String>,
}

/// `regimes.toml`.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct RegimesFile {
    pub(super) regime: Vec<Spanned<RegimeEntry>>,
}

/// Rules on months of a decree.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct RegimeEntry {
    pub(super) name: String,
    pub(super) vi: String,
    /// First day on which decisions are made under it.
    pub(super) in_force: Day,
    /// First and last day of the months that it governs.
    pub(super) from: Day,
    pub(super) to: Option<Day>,
    pub(super) start: RuleText,
    /// Benefits that start with their conditions, whenever the decision was signed.
    #[serde(default)]
    pub(super) start_with_conditions: Vec<Spanned<String>>,
    pub(super) adjust: Adjust,
    pub(super) adjust_text: RuleText,
    pub(super) stop: RuleText,
    pub(super) source: String,
    pub(super) checked_on: Day,
}

/// Clause and sureness of a rule on months.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct RuleText {
    pub(super) clause: String,
    pub(super) confidence: Sureness,
}

/// For which day the coefficient of a month is read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum Adjust {
    /// The last day of the month.
    SameMonth,
    /// The last day of the month before.
    NextMonth,
}

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

/// `combination.toml`.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct CombinationFile {
    pub(super) highest: CombinationText,
    #[serde(default)]
    pub(super) together: Vec<TogetherEntry>,
}

/// Why only one of several benefits is paid.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct CombinationText {
    /// `{other}` and `{amount}` of the benefit that is paid.
    pub(super) vi: String,
    pub(super) clause: String,
    pub(super) source: String,
    pub(super) checked_on: Day,
    pub(super) confidence: Sureness,
}

/// A benefit that is paid together with one of others.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct TogetherEntry {
    pub(super) benefit: Spanned<String>,
    pub(super) with: Vec<Spanned<String>>,
    pub(super) clause: String,
    pub(super) source: String,
    pub(super) checked_on: Day,
    pub(super) confidence: Sureness,
}
