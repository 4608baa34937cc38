//! People whom a ward reports as an increase with a signed decision, and whom neither its full list nor the
//! closed list has.
//!
//! A movement row enrols nobody: the row must be told, or the ward waits for money that never comes.

use std::collections::BTreeMap;

use crate::model::{Benefit, Field, Finding, Issue, ListKind, Movement, PersonKey, Record};

use super::FactInputs;
use super::claims::Drafts;
use super::conflicts::about;

/// Check: an increase with a decision that no full list carries.
const NOT_LISTED: &str = "fact.increase_not_listed";

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

/// What the ward is told at such a row.
pub(super) fn finding(record: &Record) -> Finding {
    let number = record.decision_no.as_deref().map(|number| format!("số {number}"));
    let day = record.decision_date.map(|day| format!("ngày {}", super::person::vietnamese(day)));
    let decision = [number, day].into_iter().flatten().collect::<Vec<_>>().join(" ");
    about(Some(record), None, Issue::new(NOT_LISTED, &decision).about(Field::FullName))
}
