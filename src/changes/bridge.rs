//! The bridge from opening to closing, by ward and reason.

use std::collections::{BTreeMap, BTreeSet};

use crate::model::{Coded, Dong, Month, PaymentLine, PersonKey, Reason, WardCode};
use crate::table::outputs::{BridgeRow, ChangeRow};

use super::books::BooksError;

/// Persons, đồng and lines of one step.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
struct Step {
    persons: i64,
    amount: i64,
    lines: i64,
}

impl Step {
    fn add(&mut self, amount: i64, ward: WardCode, month: Month) -> Result<(), BooksError> {
        let sum = self.amount.checked_add(amount);
        self.amount = sum.ok_or(BooksError::Overflow { what: "bridge", ward, month })?;
        self.lines += 1;
        Ok(())
    }
}

#[derive(Debug, Default)]
struct Ward {
    opening: Step,
    reasons: BTreeMap<Reason, Step>,
    closing: Step,
    paid: BTreeSet<PersonKey>,
    due: BTreeSet<PersonKey>,
}

/// Builds the bridge and holds its equations.
///
/// # Errors
/// The equation that does not hold, with the ward and the figures.
pub(super) fn bridge(
    opening: &[PaymentLine],
    changes: &[ChangeRow],
    closing: &[PaymentLine],
    month: Month,
) -> Result<Vec<BridgeRow>, BooksError> {
    let mut wards: BTreeMap<WardCode, Ward> = BTreeMap::new();
    for line in opening {
        let ward = wards.entry(line.ward).or_default();
        ward.opening.add(line.amount.0, line.ward, month)?;
        ward.paid.insert(line.person);
    }
    for line in closing {
        let ward = wards.entry(line.ward).or_default();
        ward.closing.add(line.amount.0, line.ward, month)?;
        ward.due.insert(line.person);
    }
    for change in changes {
        let step = wards.entry(change.ward_code).or_default().reasons.entry(change.reason).or_default();
        let difference = change.amount_after.minus(change.amount_before);
        let overflow = BooksError::Overflow { what: "bridge", ward: change.ward_code, month };
        step.add(difference.ok_or(overflow)?.0, change.ward_code, month)?;
    }
    for ward in wards.values_mut() {
        ward.opening.persons = ward.paid.len() as i64;
        ward.closing.persons = ward.due.len() as i64;
    }
    persons(&mut wards, changes);
    check(&wards)?;
    Ok(rows(&wards))
}

/// Attributes the coming and going of a person to the person's main line in the ward: the one that
/// moves most money in that direction.
fn persons(wards: &mut BTreeMap<WardCode, Ward>, changes: &[ChangeRow]) {
    let mut main: BTreeMap<(WardCode, PersonKey), Vec<&ChangeRow>> = BTreeMap::new();
    for change in changes {
        main.entry((change.ward_code, change.person_id)).or_default().push(change);
    }
    for ((ward, person), lines) in main {
        let Some(books) = wards.get_mut(&ward) else { continue };
        let delta = i64::from(books.due.contains(&person)) - i64::from(books.paid.contains(&person));
        if delta == 0 {
            continue;
        }
        let moved = |change: &ChangeRow| (change.amount_after.0 - change.amount_before.0) * delta;
        let rank = |change: &&&ChangeRow| (moved(change), std::cmp::Reverse((change.reason, change.change_id.clone())));
        if let Some(change) = lines.iter().max_by_key(rank) {
            books.reasons.entry(change.reason).or_default().persons += delta;
        }
    }
}

fn check(wards: &BTreeMap<WardCode, Ward>) -> Result<(), BooksError> {
    let mut city = [(0, 0, 0); 2];
    for (code, ward) in wards {
        let changed = |of: fn(&Step) -> i64| ward.reasons.values().map(of).sum::<i64>();
        let equations = [
            ("persons", ward.opening.persons, changed(|step| step.persons), ward.closing.persons),
            ("đồng", ward.opening.amount, changed(|step| step.amount), ward.closing.amount),
        ];
        for (sums, (what, opening, changes, closing)) in city.iter_mut().zip(equations) {
            holds(code.as_str(), what, opening, changes, closing)?;
            *sums = (sums.0 + opening, sums.1 + changes, sums.2 + closing);
        }
    }
    for (what, (opening, changes, closing)) in ["persons", "đồng"].into_iter().zip(city) {
        holds("city", what, opening, changes, closing)?;
    }
    Ok(())
}

fn holds(place: &str, what: &'static str, opening: i64, changes: i64, closing: i64) -> Result<(), BooksError> {
    if opening.checked_add(changes) == Some(closing) {
        return Ok(());
    }
    Err(BooksError::Bridge { place: place.to_owned(), what, opening, changes, closing })
}

fn rows(wards: &BTreeMap<WardCode, Ward>) -> Vec<BridgeRow> {
    let mut rows = Vec::new();
    for (&ward_code, ward) in wards {
        let row = |reason: &str, step: &Step| BridgeRow {
            ward_code,
            reason: reason.to_owned(),
            persons: step.persons,
            amount: Dong(step.amount),
            lines: step.lines,
        };
        rows.push(row("opening", &ward.opening));
        rows.extend(ward.reasons.iter().map(|(reason, step)| row(&reason.code(), step)));
        rows.push(row("closing", &ward.closing));
    }
    rows
}
