//! The law against the ledger, with the first month of each change however long ago.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};

use super::night::Night;
use super::{RunError, Staged};
use crate::changes::{self, ChangeInputs, Changes, Statuses};
use crate::facts::Gathered;
use crate::model::{Movement, PersonKey, Private, Record, Subject};
use crate::registers::Registers;
use crate::table::outputs::EntitlementRow;

/// Sets the law against the ledger.
pub(super) fn changes(
    night: &Night<'_>,
    registers: &Registers,
    people: &Gathered,
    (records, entitlements): (&[Record], &[EntitlementRow]),
) -> Staged<Changes> {
    let ward_names = night.plan.wards.iter().map(|ward| (ward.code, ward.full_name.clone())).collect();
    let ward_words = ward_words(night, records, people);
    let statuses = statuses(night)?;
    let compute = |entitlements: &[EntitlementRow]| {
        changes::changes(&ChangeInputs {
            as_of: night.as_of,
            pay_month: night.pay_month,
            arrears_from: night.plan.arrears_from,
            subjects: &people.subjects,
            former: &people.former.subjects,
            former_months: &people.former.months,
            entitlements,
            ledger: &registers.payments,
            payees: &people.payees,
            wording: &night.plan.wording,
            rate_of: &|benefit, month, rate| night.plan.law.rate_source(benefit, month, rate),
            procedure_of: &|claim, benefit| night.plan.law.procedure_vi(claim, benefit),
            statuses: &statuses,
            ward_names: &ward_names,
            ward_words: &ward_words,
        })
        .map_err(|error| RunError::Blocked(error.to_string()))
    };
    let mut changes = compute(entitlements)?;
    let older = older(night, registers, people, &changes)?;
    if !older.is_empty() {
        let all: Vec<EntitlementRow> = older.into_iter().chain(entitlements.iter().cloned()).collect();
        changes = compute(&all)?;
    }
    changes.findings = statuses.findings(STATUSES, &changes.ledger, night.as_of);
    let counts = vec![
        ("changes", changes.changes.len() as u64),
        ("arrears", changes.arrears.len() as u64),
        ("arrears_status_unreadable", statuses.unreadable.len() as u64),
        ("arrears_status_of_nothing", statuses.strangers(&changes.ledger, night.as_of).len() as u64),
        ("payments", changes.closing.len() as u64),
    ];
    Ok((changes, counts))
}

/// Where officials write what became of differences, inside the city folder.
const STATUSES: &str = "ledger/arrears_status.csv";

/// What officials wrote about differences: `ledger/arrears_status.csv`, where the city has it.
fn statuses(night: &Night<'_>) -> Result<Statuses, RunError> {
    let path = night.city.join(STATUSES);
    match std::fs::read(&path) {
        Ok(bytes) => Ok(Statuses::parse(&String::from_utf8_lossy(&bytes))),
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => Ok(Statuses::default()),
        Err(error) => Err(RunError::input("changes", &format!("{}: {error}", path.display()))),
    }
}

/// What the wards wrote of people whose end they report for the month before the pay month.
fn ward_words(night: &Night<'_>, records: &[Record], people: &Gathered) -> BTreeMap<PersonKey, Private> {
    let reported = records
        .iter()
        .zip(&people.keys)
        .filter(|(record, _)| record.movement == Some(Movement::Ended) && record.period == night.pay_month.prev());
    let mut words: BTreeMap<PersonKey, Private> = BTreeMap::new();
    for (record, &key) in reported {
        if let Some(text) = &record.reason_text {
            words.entry(key).or_insert_with(|| text.clone());
        }
    }
    words
}

/// A change whose new state holds since the first month evaluated may hold since longer, and so may what
/// a month still to settle shows. For these people alone the law is asked back to the first month of the
/// ledger.
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
    let changed = changes.changes.iter().filter(|row| row.effective_month <= from).map(|row| row.person_id);
    let unsettled = changes.arrears.iter().filter(|row| row.month == from).map(|row| row.person_id);
    let asked: BTreeSet<PersonKey> = changed.chain(unsettled).collect();
    let evaluate = |subjects: &[Subject]| {
        let rows = night.plan.law.evaluate(&with_cared_for(subjects, &asked), first, from.prev());
        rows.map_err(|error| RunError::Blocked(error.to_string()))
    };
    let enrolled: HashSet<PersonKey> = people.subjects.iter().map(|subject| subject.key).collect();
    let of_former = evaluate(&people.former.subjects)?.into_iter().filter(|row| !enrolled.contains(&row.person_id));
    let rows = evaluate(&people.subjects)?.into_iter().chain(of_former);
    Ok(rows.filter(|row| asked.contains(&row.person_id)).collect())
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
