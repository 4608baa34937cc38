//! What the linkage found about the rows of the wards' lists, for their return slips.

use super::rulings::Ruled;
use super::verdict::{Method, Verdict};
use crate::model::{Coded, Difference, Field, Finding, IdNumber, Issue, Outcome, Record};

/// Findings of the verdicts on records: rows that nobody was found for, rows where a person must
/// choose, and id numbers that are missing, wrong or somebody else's. The verdicts are those of
/// queries made from these records with their place in the slice as index; `ruled` is what people decided
/// about them.
#[must_use]
pub fn findings(records: &[Record], verdicts: &[Verdict], ruled: &[Ruled]) -> Vec<Finding> {
    let refused = |index: usize| {
        let about = ruled.binary_search_by_key(&index, |about| about.index);
        about.is_ok_and(|place| !ruled[place].not.is_empty())
    };
    let mut found: Vec<(usize, Finding)> = verdicts
        .iter()
        .flat_map(|verdict| {
            let record = &records[verdict.index];
            issues(record, verdict, refused(verdict.index))
                .into_iter()
                .map(|issue| (verdict.index, about(record, issue)))
        })
        .collect();
    found.sort_by_key(|(index, _)| *index);
    found.into_iter().map(|(_, finding)| finding).collect()
}

fn about(record: &Record, issue: Issue) -> Finding {
    Finding { row_id: Some(record.row_id), file: record.file.clone(), ward: Some(record.ward), column: None, issue }
}

/// `refused`: people decided against somebody.
fn issues(record: &Record, verdict: &Verdict, refused: bool) -> Vec<Issue> {
    let name = record.full_name.as_ref().map_or("", |name| name.reveal());
    let id = record.id.map(IdNumber::reveal).unwrap_or_default();
    let outcome = match verdict.outcome {
        Outcome::Matched => None,
        Outcome::Review => Some(Issue::new("link.review", name).about(Field::FullName)),
        Outcome::NotFound if refused => Some(Issue::new("link.decided_nobody", name).about(Field::FullName)),
        Outcome::NotFound => Some(Issue::new("link.not_found", name).about(Field::FullName)),
        Outcome::Unusable if verdict.weight.is_some() => {
            let check = if verdict.unsure { "link.too_little" } else { "link.namesakes" };
            Some(Issue::new(check, name).about(Field::FullName))
        }
        Outcome::Unusable => Some(Issue::new("link.unusable", name).about(Field::FullName)),
    };
    let number = verdict.differences.iter().find_map(|difference| match difference {
        Difference::IdOfAnother => Some("link.id_of_another"),
        Difference::IdWrong => Some("link.id_wrong"),
        // It says that somebody was found.
        Difference::IdMissing if verdict.outcome == Outcome::Matched => Some(match verdict.method {
            Some(Method::Decision | Method::DecisionContested) => "link.id_missing_decided",
            _ => "link.id_missing",
        }),
        _ => None,
    });
    // The right number is suggested only where it is certain whose row this is.
    let right = verdict.person_id.filter(|_| verdict.outcome == Outcome::Matched);
    let number = number.map(|check| {
        let issue = Issue::new(check, &id).about(Field::IdNo);
        right.map_or(issue.clone(), |person| issue.suggest(&person.code()))
    });
    outcome.into_iter().chain(number).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::link::Levels;
    use crate::model::{Coded, FullName, ListKind, Month, PersonId, RowId, WardCode};

    /// Checks of a row without a number, by what was concluded about it.
    #[track_caller]
    fn check(outcome: Outcome, not: &[&str], expected: &[&str]) {
        check_by(None, outcome, not, expected);
    }

    /// As [`check`], of somebody found by a method.
    #[track_caller]
    fn check_by(method: Option<Method>, outcome: Outcome, not: &[&str], expected: &[&str]) {
        let (ward, period) = (WardCode::from_digits("10500").unwrap(), Month::from_code("2026-11").unwrap());
        let row_id = RowId { file: 1, sheet: 1, row: 9 };
        let record = Record {
            full_name: FullName::from_canonical("Phạm Thị Vóc"),
            ..Record::blank(row_id, "a.xlsx".into(), ward, period, ListKind::Beneficiaries)
        };
        let verdict = Verdict {
            index: 0,
            outcome,
            person_id: PersonId::from_digits("031148900001"),
            best: None,
            weight: Some(3.0),
            probability: Some(0.6),
            runner_up_id: None,
            runner_up_probability: None,
            method,
            levels: Levels::default(),
            differences: vec![Difference::IdMissing],
            evidence: String::new(),
            frequencies: String::new(),
            runner_up_evidence: String::new(),
            safe_to_act: false,
            residence: None,
            unsure: outcome == Outcome::Unusable,
        };
        let not: Vec<PersonId> = not.iter().filter_map(|id| PersonId::from_digits(id)).collect();
        let ruled = [Ruled { index: 0, same: None, not }];
        let found = findings(&[record], &[verdict], &ruled);
        assert_eq!(found.iter().map(|finding| finding.issue.check).collect::<Vec<_>>(), expected);
    }

    #[test]
    fn a_number_is_said_to_be_found_only_where_somebody_was() {
        check(Outcome::Matched, &[], &["link.id_missing"]);
        check(Outcome::Review, &[], &["link.review"]);
        check(Outcome::NotFound, &[], &["link.not_found"]);
        check(Outcome::Unusable, &[], &["link.too_little"]);
    }

    #[test]
    fn whom_people_chose_was_not_found_by_what_the_row_says() {
        check_by(Some(Method::Decision), Outcome::Matched, &[], &["link.id_missing_decided"]);
        check_by(Some(Method::DecisionContested), Outcome::Matched, &[], &["link.id_missing_decided"]);
        check_by(Some(Method::NameBirthPlace), Outcome::Matched, &[], &["link.id_missing"]);
        check_by(Some(Method::Decision), Outcome::Review, &[], &["link.review"]);
    }

    #[test]
    fn whom_people_decided_to_be_nobody_is_not_told_as_lost() {
        let not = ["031148900001", "031148900002"];
        check(Outcome::NotFound, &not, &["link.decided_nobody"]);
        check(Outcome::Review, &not, &["link.review"]);
        check(Outcome::Matched, &not, &["link.id_missing"]);
    }
}
