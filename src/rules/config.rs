//! The rules files of `pipelines/rules/` as plain data, before any meaning is checked.

use std::collections::BTreeMap;
use std::sync::Arc;

use serde::{Deserialize, Deserializer};
use toml::Spanned;
use toml::value::Datetime;

use crate::model::{Coded, Confidence, Date};

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
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct FactsFile {
    pub(super) source: Vec<SourceEntry>,
    pub(super) fact: Vec<FactEntry>,
}

/// Vietnamese wording of a source of facts.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct SourceEntry {
    pub(super) name: Spanned<String>,
    pub(super) vi: String,
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
    /// Vietnamese wording of the codes.
    #[serde(default)]
    pub(super) code_vi: BTreeMap<String, String>,
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
    /// How long the decree takes for a file.
    pub(super) processing: Option<ProcessingEntry>,
    /// What it says of files received before its first day.
    pub(super) pending: Option<PendingEntry>,
    pub(super) adjust: Adjust,
    pub(super) adjust_text: RuleText,
    pub(super) stop: RuleText,
    pub(super) source: String,
    pub(super) checked_on: Day,
}

/// How long a file takes from the day on which it was received to the decision.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct ProcessingEntry {
    pub(super) working_days: u32,
    pub(super) clause: String,
    pub(super) confidence: Sureness,
}

/// What a decree says of files that were pending on its first day.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct PendingEntry {
    pub(super) procedure: Procedures,
    pub(super) clause: String,
    pub(super) source: String,
    pub(super) checked_on: Day,
    pub(super) confidence: Sureness,
    /// Of such a file: `{filed}`, `{since}` and `{decree}` the first day and the name of the decree,
    /// `{before}` whose procedure counts, `{clause}`.
    pub(super) vi: String,
    /// Where nobody wrote when the file was received and it matters: as in `vi`, and `{start}`, the
    /// month from which a pending file is paid.
    pub(super) asks: String,
}

/// Whose procedure a pending file follows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum Procedures {
    /// The decree before: as when it was received.
    Before,
    /// The new decree.
    Own,
}

/// Clause and sureness of a rule on months.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct RuleText {
    pub(super) clause: String,
    pub(super) confidence: Sureness,
}

impl RuleText {
    /// Clause and confidence as the law in memory holds them.
    pub(super) fn rule(&self) -> (Arc<str>, Confidence) {
        (self.clause.as_str().into(), self.confidence.into())
    }
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
