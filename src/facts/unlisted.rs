//! Movement rows about people whom neither a full list nor the closed lists have: an increase, or an end of
//! nothing.
//!
//! A movement row enrols nobody: the row must be told, or the ward waits for money that never comes, and
//! whoever was meant by a report under a wrong name or number is paid on.

use std::collections::{BTreeMap, HashSet};

use crate::model::{Benefit, Field, Finding, Issue, ListKind, Movement, PersonKey, Record};

use super::FactInputs;
use super::claims::Drafts;
use super::conflicts::about;

/// Check: an increase with a decision that no full list carries.
const NOT_LISTED: &str = "fact.increase_not_listed";
/// Check: an increase without a decision, of somebody who is in no full list.
const UNDECIDED: &str = "fact.increase_undecided";
/// Check: a report about somebody whom nobody lists and nobody pays.
const OF_NOBODY: &str = "fact.report_of_nobody";

/// Rows of increases with a decision, of the month before the pay month, about people who are not enrolled
/// in that benefit; by person, in the order of the records. A row without a readable benefit is one where
/// the person is enrolled in nothing.
pub(super) fn decided<'a>(
    inputs: &FactInputs<'a>,
    keys: &[PersonKey],
    drafts: &Drafts<'_>,
) -> BTreeMap<PersonKey, Vec<&'a Record>> {
    let mut found: BTreeMap<PersonKey, Vec<&Record>> = BTreeMap::new();
    for (record, key) in inputs.records.iter().zip(keys) {
        let increase = record.list_kind == ListKind::Movements
            && record.period == inputs.pay_month.prev()
            && matches!(record.movement, Some(Movement::New | Movement::MovedIn));
        let signed = record.decision_no.is_some() || record.decision_date.is_some();
        let family = record.benefit.map(|benefit| Benefit::today(benefit).family());
        let enrolled = drafts.get(key).is_some_and(|own| {
            own.iter().any(|(other, drafts)| !drafts.is_empty() && family.is_none_or(|family| family == *other))
        });
        if increase && signed && !enrolled {
            found.entry(*key).or_default().push(record);
        }
    }
    found
}

/// Findings at movement rows, of the month before the pay month, that have no effect: about people of the
/// register who are in no list, and not in `known` (paid by some list, or cared for). Where it is open who is
/// meant, that is told already.
pub(super) fn without_effect(
    inputs: &FactInputs<'_>,
    keys: &[PersonKey],
    drafts: &Drafts<'_>,
    known: &HashSet<PersonKey>,
) -> Vec<Finding> {
    let check = |record: &Record, key: &PersonKey| {
        let counts = record.list_kind == ListKind::Movements && record.period == inputs.pay_month.prev();
        let enrolled = known.contains(key) || drafts.get(key).is_some_and(|own| !own.is_empty());
        if !counts || enrolled || key.register().is_none() {
            return None;
        }
        let signed = record.decision_no.is_some() || record.decision_date.is_some();
        match record.movement {
            Some(Movement::New | Movement::MovedIn) if signed => None,
            Some(Movement::New | Movement::MovedIn) => Some(UNDECIDED),
            _ => Some(OF_NOBODY),
        }
    };
    let rows = inputs.records.iter().zip(keys);
    rows.filter_map(|(record, key)| {
        let issue = Issue::new(check(record, key)?, "").about(Field::FullName);
        Some(about(Some(record), None, issue))
    })
    .collect()
}

/// What the ward is told at such a row.
pub(super) fn finding(record: &Record) -> Finding {
    let number = record.decision_no.as_deref().map(|number| format!("số {number}"));
    let day = record.decision_date.map(|day| format!("ngày {}", super::person::vietnamese(day)));
    let decision = [number, day].into_iter().flatten().collect::<Vec<_>>().join(" ");
    about(Some(record), None, Issue::new(NOT_LISTED, &decision).about(Field::FullName))
}
