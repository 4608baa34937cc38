//! Whom a ward should visit: people who are not enrolled and are, or soon will be, entitled.

use std::collections::{BTreeMap, HashMap, HashSet};

use rayon::prelude::*;

use super::night::Night;
use super::people::People;
use crate::model::{Date, Month, PersonKey, Subject};
use crate::normalize::address::{Within, home, read_address};
use crate::table::outputs::{CalendarRow, ProspectRow, VisitRow};

/// A row a prospect, and a row for each candidate who will meet the conditions on a known day.
pub(super) fn visits(
    night: &Night<'_>,
    candidates: &[Subject],
    population: &People,
    prospects: &[ProspectRow],
    coming: &[CalendarRow],
) -> Vec<VisitRow> {
    let soon = soon(night, candidates, prospects, coming);
    let all: Vec<(&ProspectRow, Option<Date>)> =
        prospects.iter().map(|row| (row, None)).chain(soon.iter().map(|(row, day)| (row, Some(*day)))).collect();
    all.into_par_iter().map(|(row, day)| visit(night, population, row, day)).collect()
}

/// Those who qualify in a month to come and not before it, with the first day.
fn soon(
    night: &Night<'_>,
    candidates: &[Subject],
    prospects: &[ProspectRow],
    coming: &[CalendarRow],
) -> Vec<(ProspectRow, Date)> {
    let mut seen: HashSet<PersonKey> = prospects.iter().map(|row| PersonKey::Register(row.person_id)).collect();
    let place: HashMap<PersonKey, usize> = candidates.iter().enumerate().map(|(at, one)| (one.key, at)).collect();
    let mut months: BTreeMap<Month, Vec<(usize, &CalendarRow)>> = BTreeMap::new();
    // Rows of one person stand together, in order of days: the first one opens the right.
    for row in coming.iter().filter(|row| row.benefit_after.is_some()) {
        if let (true, Some(&at)) = (seen.insert(row.person_id), place.get(&row.person_id)) {
            months.entry(row.date.month()).or_default().push((at, row));
        }
    }
    let mut found = Vec::new();
    for (month, people) in months {
        let events: HashMap<PersonKey, &CalendarRow> = people.iter().map(|&(_, row)| (row.person_id, row)).collect();
        let subjects: Vec<Subject> = people.iter().map(|&(at, _)| candidates[at].clone()).collect();
        let rows = night.plan.law.prospects(&subjects, month).into_iter();
        found.extend(rows.filter_map(|row| {
            let event = events.get(&PersonKey::Register(row.person_id))?;
            let explanation_vi = format!("{}. {}", event.event, row.explanation_vi).into();
            Some((ProspectRow { explanation_vi, ..row }, event.date))
        }));
    }
    found
}

fn visit(night: &Night<'_>, population: &People, row: &ProspectRow, day: Option<Date>) -> VisitRow {
    let known = population.of(row.person_id);
    let address = known.and_then(|known| known.address.clone());
    let within = Within::of_province(home());
    let reading = address.as_ref().map(|address| read_address(address.reveal(), within, &night.plan.lexicon));
    VisitRow {
        ward_code: row.ward_code,
        hamlet: reading.and_then(|reading| reading.hamlet.or(reading.group)),
        person_id: row.person_id,
        full_name: known.map(|known| known.full_name.clone()),
        birth_date: known.and_then(|known| known.birth_date),
        address,
        benefit: row.benefit,
        amount: row.amount,
        eligible_from: day,
        status: row.status,
        missing: row.missing.clone(),
        action_vi: night.plan.suppliers.visit(PersonKey::Register(row.person_id), &row.missing),
        clause: row.clause.clone(),
        explanation_vi: row.explanation_vi.clone(),
    }
}
