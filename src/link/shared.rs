//! Numbers that the register itself gives to two people: no verified numbers. Nothing that rests on one is
//! acted on, as everything behind the linkage knows people by their number.

use super::verdict::{Method, Verdict};
use crate::model::{Field, Finding, Issue, Outcome, PersonId, Record};

/// Makes a question of each verdict that names a person of such a number. `shared` are the numbers, in order.
/// What somebody decided holds, and is contested.
pub fn contest_shared_numbers(verdicts: &mut [Verdict], shared: &[PersonId]) {
    if shared.is_empty() {
        return;
    }
    let is_shared = |id: Option<PersonId>| id.is_some_and(|id| shared.binary_search(&id).is_ok());
    for verdict in verdicts.iter_mut().filter(|verdict| is_shared(verdict.person_id)) {
        verdict.safe_to_act = false;
        match verdict.method {
            Some(Method::Decision | Method::DecisionContested) => verdict.method = Some(Method::DecisionContested),
            _ => (verdict.outcome, verdict.method) = (Outcome::Review, Some(Method::Weight)),
        }
    }
}

/// Findings at the rows whose verdict rests on such a number. The verdicts are those of queries made from
/// these records with their place as index.
#[must_use]
pub fn rests_on_shared(records: &[Record], verdicts: &[Verdict], shared: &[PersonId]) -> Vec<Finding> {
    let about = |verdict: &Verdict| {
        let id = verdict.person_id.filter(|id| shared.binary_search(id).is_ok())?;
        let record = &records[verdict.index];
        let issue = Issue::new("link.number_of_two", &id.reveal()).about(Field::IdNo);
        let (file, ward) = (record.file.clone(), Some(record.ward));
        Some(Finding { row_id: Some(record.row_id), file, ward, column: None, issue })
    };
    verdicts.iter().filter_map(about).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::link::Levels;
    use crate::model::{Coded, ListKind, Month, RowId, WardCode};

    #[track_caller]
    fn check(id: &str, method: Method, expected: (Outcome, Method, bool)) {
        let mut verdicts = [Verdict {
            index: 0,
            outcome: Outcome::Matched,
            person_id: PersonId::from_digits(id),
            best: None,
            weight: Some(30.0),
            probability: Some(1.0),
            runner_up_id: None,
            runner_up_probability: None,
            method: Some(method),
            levels: Levels::default(),
            differences: Vec::new(),
            evidence: String::new(),
            frequencies: String::new(),
            runner_up_evidence: String::new(),
            safe_to_act: true,
            residence: None,
            unsure: false,
        }];
        let shared = ["031044000091", "031044000095"].map(|id| PersonId::from_digits(id).unwrap());
        contest_shared_numbers(&mut verdicts, &shared);
        let (ward, period) = (WardCode::from_digits("10500").unwrap(), Month::from_code("2026-11").unwrap());
        let row_id = RowId { file: 1, sheet: 1, row: 9 };
        let record = Record::blank(row_id, "a.xlsx".into(), ward, period, ListKind::Beneficiaries);
        let told = rests_on_shared(&[record], &verdicts, &shared);
        assert_eq!(told.len(), usize::from(!expected.2), "told at the row");
        let [verdict] = verdicts;
        assert_eq!((verdict.outcome, verdict.method.unwrap(), verdict.safe_to_act), expected);
    }

    #[test]
    fn a_number_of_two_people_is_never_acted_on() {
        let asked = (Outcome::Review, Method::Weight, false);
        check("031044000091", Method::IdAndName, asked);
        check("031044000095", Method::NameBirthPlace, asked);
        check("031044000091", Method::Decision, (Outcome::Matched, Method::DecisionContested, false));
        check("031044000092", Method::IdAndName, (Outcome::Matched, Method::IdAndName, true));
    }
}
