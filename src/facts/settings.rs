//! Limits of law and practice by which facts are gathered: data, read from `pipelines/facts.toml`.

use serde::Deserialize;

use super::trust::{OrderFile, Trust};
use crate::model::Mistake;

/// Limits by which facts are gathered, each with its source in the file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Settings {
    /// Months in a row not collected after which payment is suspended.
    pub uncollected_months: u32,
    /// Days from a decision after which the pregnancy that it rests on has ended.
    pub pregnancy_days: i32,
    /// Days before the pay month in which a change in a register explains an end that a ward reports.
    pub explaining_days: i32,
    /// Age in years from which a resident is looked at for the age alone.
    pub candidate_age_years: i32,
    /// Birthday before which a child counts for a single parent.
    pub child_age_years: i32,
    /// Birthday up to and with which a child who studies counts.
    pub student_age_years: i32,
    /// Whole years under which a child is nursed; the file says months.
    pub nursed_years: i32,
    /// Which registers tell of an end before its day.
    pub knowledge: Knowledge,
    /// Which source is believed where two tell differently.
    pub trust: Trust,
}

/// Whether a register tells of an end before its day: a stay that is limited from the beginning, not
/// one that somebody ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Knowledge {
    /// Pensions and allowances.
    pub pensions: bool,
    /// Recognised households.
    pub poverty: bool,
    /// Certificates of disability.
    pub disability: bool,
    /// Study.
    pub schooling: bool,
    /// Stays in facilities.
    pub institutions: bool,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Limit {
    value: toml::Spanned<i64>,
    source: toml::Spanned<String>,
    confidence: toml::Spanned<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct KnowledgeFile {
    pensions: End,
    poverty: End,
    disability: End,
    schooling: End,
    institutions: End,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct End {
    ahead: bool,
    source: toml::Spanned<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    uncollected_months: Limit,
    pregnancy_days: Limit,
    explaining_days: Limit,
    candidate_age_years: Limit,
    child_age_years: Limit,
    student_age_years: Limit,
    nursed_months: Limit,
    knowledge: KnowledgeFile,
    trust: Vec<OrderFile>,
    /// Who supplies which fact: read by another room.
    #[serde(default, rename = "supplier")]
    _suppliers: serde::de::IgnoredAny,
}

const FILE: &str = "facts.toml";

impl Settings {
    /// Reads the text of `pipelines/facts.toml`.
    ///
    /// # Errors
    /// All mistakes at once: bad TOML, a limit out of its range, one without source or confidence.
    pub fn parse(text: &str) -> Result<Settings, Vec<Mistake>> {
        let file: File = toml::from_str(text).map_err(|error| {
            let start = error.span().map_or(0, |span| span.start);
            vec![Mistake::at_offset(FILE, text, start, error.message())]
        })?;
        let mut mistakes = Vec::new();
        let trust = Trust::resolve(FILE, text, &file.trust, &mut mistakes);
        let ends = &file.knowledge;
        let ends = [&ends.pensions, &ends.poverty, &ends.disability, &ends.schooling, &ends.institutions];
        for end in ends.iter().filter(|end| end.source.get_ref().trim().is_empty()) {
            let start = end.source.span().start;
            mistakes.push(Mistake::at_offset(FILE, text, start, "source: what is known ahead needs its source"));
        }
        let [pensions, poverty, disability, schooling, institutions] = ends.map(|end| end.ahead);
        let mut take = |limit: &Limit, low: i32, high: i32| {
            let mut wrong = |start, message: String| mistakes.push(Mistake::at_offset(FILE, text, start, message));
            if limit.source.get_ref().trim().is_empty() {
                wrong(limit.source.span().start, "source: a limit needs its source".to_owned());
            }
            if !matches!(limit.confidence.get_ref().as_str(), "confirmed" | "reported" | "assumed") {
                let start = limit.confidence.span().start;
                wrong(start, "confidence: expected confirmed, reported or assumed".to_owned());
            }
            match i32::try_from(*limit.value.get_ref()) {
                Ok(value) if (low..=high).contains(&value) => value,
                _ => {
                    wrong(limit.value.span().start, format!("value: expected {low} to {high}"));
                    low
                }
            }
        };
        let settings = Settings {
            trust,
            knowledge: Knowledge { pensions, poverty, disability, schooling, institutions },
            uncollected_months: take(&file.uncollected_months, 1, 24).unsigned_abs(),
            pregnancy_days: take(&file.pregnancy_days, 1, 400),
            explaining_days: take(&file.explaining_days, 0, 366),
            candidate_age_years: take(&file.candidate_age_years, 0, 120),
            child_age_years: take(&file.child_age_years, 1, 30),
            student_age_years: take(&file.student_age_years, 1, 40),
            nursed_years: take(&file.nursed_months, 12, 120) / 12,
        };
        if file.nursed_months.value.get_ref() % 12 != 0 {
            let start = file.nursed_months.value.span().start;
            mistakes.push(Mistake::at_offset(FILE, text, start, "value: expected whole years in months"));
        }
        if mistakes.is_empty() { Ok(settings) } else { Err(mistakes) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str = include_str!("../../pipelines/facts.toml");

    #[test]
    fn the_file_of_the_project_is_whole() {
        let settings = Settings::parse(TEXT).unwrap();
        assert_eq!((settings.uncollected_months, settings.nursed_years), (3, 3));
    }

    #[track_caller]
    fn check(from: &str, to: &str, expected: &str) {
        assert!(TEXT.contains(from));
        let mistakes = Settings::parse(&TEXT.replacen(from, to, 1)).unwrap_err();
        assert_eq!(mistakes.len(), 1, "{mistakes:?}");
        assert!(mistakes[0].message.contains(expected) && mistakes[0].at.is_some(), "{mistakes:?}");
    }

    #[test]
    fn mistakes_have_their_place() {
        check("value = 3\n", "value = 0\n", "expected 1 to 24");
        check("value = 36", "value = 37", "whole years");
        check("\"confirmed\"", "\"certain\"", "expected confirmed");
        check("value = 280", "value = 280\nvalu = 1", "unknown field");
        check("[\"deaths\", \"population\"", "[\"deaths\", \"ledger\", \"population\"", "is not read from `ledger`");
        check("\"deaths\", \"population\"", "\"deaths\"", "`population` is missing");
        check("[child_age_years]", "[child_age]", "unknown field");
    }

    #[test]
    fn all_mistakes_are_told_at_once() {
        let text = TEXT.replace("value = 280", "value = 0").replace("value = 22", "value = 400");
        assert_eq!(Settings::parse(&text).unwrap_err().len(), 2);
        // A matter that nobody knows, and the one that lacks its order.
        let text = TEXT.replace("matter = \"gender\"", "matter = \"sex\"");
        assert_eq!(Settings::parse(&text).unwrap_err().len(), 2);
    }
}
