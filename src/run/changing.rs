//! The law against the ledger, with the first month of each change however long ago.

use std::collections::{BTreeSet, HashMap};

use super::night::Night;
use super::{RunError, Staged};
use crate::changes::{self, ChangeInputs, Changes};
use crate::facts::Gathered;
use crate::model::{Month, PersonKey, Subject};
use crate::registers::Registers;
use crate::table::outputs::EntitlementRow;

/// Sets the law against the ledger.
pub(super) fn changes(
    night: &Night<'_>,
    registers: &Registers,
    people: &Gathered,
    entitlements: &[EntitlementRow],
) -> Staged<Changes> {
    let compute = |entitlements: &[EntitlementRow]| {
        changes::changes(&ChangeInputs {
            as_of: night.as_of,
            pay_month: night.pay_month,
            arrears_from: night.plan.arrears_from,
            subjects: &people.subjects,
            entitlements,
            ledger: &registers.payments,
            payees: &people.payees,
            wording: &night.plan.wording,
        })
        .map_err(|error| RunError::Blocked(error.to_string()))
    };
    let mut changes = compute(entitlements)?;
    let older = older(night, registers, people, &changes)?;
    if !older.is_empty() {
        let all: Vec<EntitlementRow> = older.into_iter().chain(entitlements.iter().cloned()).collect();
        changes = compute(&all)?;
    }
    let counts = vec![
        ("changes", changes.changes.len() as u64),
        ("arrears", changes.arrears.len() as u64),
        ("payments", changes.closing.len() as u64),
    ];
    Ok((changes, counts))
}

/// A change whose new state holds since the first month evaluated may hold since longer. For these
/// people alone the law is asked back to the first month of the ledger.
fn older(
    night: &Night<'_>,
    registers: &Registers,
    people: &Gathered,
    changes: &Changes,
) -> Result<Vec<EntitlementRow>, RunError> {
    let from = night.plan.arrears_from;
    let Some(first) = registers.payments.iter().map(|line| line.month).min().filter(|&first| first < from) else {
        return Ok(Vec::new());
    };
    let asked: BTreeSet<PersonKey> =
        changes.changes.iter().filter(|row| row.effective_month <= from).map(|row| row.person_id).collect();
    let subjects = with_cared_for(&people.subjects, &asked);
    let until: Month = from.prev();
    let rows =
        night.plan.law.evaluate(&subjects, first, until).map_err(|error| RunError::Blocked(error.to_string()))?;
    Ok(rows.into_iter().filter(|row| asked.contains(&row.person_id)).collect())
}

/// The subjects asked for, and the people that they care for, as a slice of its own.
fn with_cared_for(subjects: &[Subject], asked: &BTreeSet<PersonKey>) -> Vec<Subject> {
    let cared = |subject: &Subject| subject.claims.iter().filter_map(|claim| claim.cared_for).collect::<Vec<_>>();
    let mut kept: BTreeSet<usize> = BTreeSet::new();
    for (index, subject) in subjects.iter().enumerate().filter(|(_, subject)| asked.contains(&subject.key)) {
        kept.insert(index);
        kept.extend(cared(subject));
    }
    let place: HashMap<usize, usize> = kept.iter().enumerate().map(|(new, &old)| (old, new)).collect();
    let mut chosen: Vec<Subject> = kept.iter().map(|&index| subjects[index].clone()).collect();
    for claim in chosen.iter_mut().flat_map(|subject| &mut subject.claims) {
        // Those who are only cared for may care for others, who matter to nobody asked for.
        claim.cared_for = claim.cared_for.and_then(|old| place.get(&old).copied());
    }
    chosen
}
