//! Which records are about one person, found in the register or not.
//!
//! Matches tell it first. Records without a match join each other by what they share, and only where a
//! row fits all rows of the group ([`crate::likeness`]'s rule of clusters): a name and a year alone make
//! nobody one person, and what sets two people apart ([`Alike::apart`]) is never outweighed. People
//! matched to two persons of the register never share a group, nor does a record with the number of a
//! third. A movement row without a match is about the one listed person of whom the same is written.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use super::alike::Alike;
use crate::likeness::{self, Bond, Link, plain};
use crate::model::{IdNumber, ListKind, Outcome, PartialDate, PersonId, Record, RowId, WardCode};
use crate::table::outputs::MatchRow;

/// Bits at which a pair that is for one person counts in full, and half of those at which one that is
/// against it does.
const WHOLE: f64 = 8.0;

/// The person of each record, by the place of the person's first row among the records. `alike` speaks
/// about rows by their place in `records`.
#[must_use]
pub fn persons(records: &[Record], matches: &[MatchRow], alike: &[Alike]) -> Vec<u32> {
    let person_of = matched(records, matches);
    let listed: Vec<bool> = records.iter().map(|record| record.list_kind == ListKind::Beneficiaries).collect();
    let mut people = clusters(&person_of, &listed, alike);
    reports(records, &person_of, &listed, &mut people);
    people
}

/// The person of the register that each record is matched to.
pub(super) fn matched(records: &[Record], matches: &[MatchRow]) -> Vec<Option<PersonId>> {
    let persons: HashMap<RowId, PersonId> = matches
        .iter()
        .filter(|row| row.outcome == Outcome::Matched)
        .filter_map(|row| Some((row.row_id, row.person_id?)))
        .collect();
    records.iter().map(|record| persons.get(&record.row_id).copied()).collect()
}

fn clusters(person_of: &[Option<PersonId>], listed: &[bool], alike: &[Alike]) -> Vec<u32> {
    let mut first = HashMap::<PersonId, u32>::new();
    let alone = |(at, person): (usize, &Option<PersonId>)| match person {
        Some(person) => *first.entry(*person).or_insert(at as u32),
        None => at as u32,
    };
    let start = person_of.iter().enumerate().map(alone).collect();
    let alike = || alike.iter().filter(|pair| pair.rows.iter().all(|&row| listed[row]));
    let known: BTreeMap<[usize; 2], &Alike> = alike().map(|pair| (pair.rows, pair)).collect();
    let bond = |a: u32, b: u32| {
        let rows = [a as usize, b as usize];
        match (rows.map(|row| person_of[row]), known.get(&rows)) {
            ([Some(one), Some(other)], _) => Bond { bits: WHOLE, apart: one != other },
            (_, Some(pair)) => Bond { bits: pair.bits, apart: pair.apart },
            (_, None) => Bond { bits: -2.0 * WHOLE, apart: false },
        }
    };
    let links = alike().filter(|pair| pair.strong && !pair.apart);
    let links = links.map(|pair| Link { rows: pair.rows.map(|row| row as u32), bits: pair.bits }).collect();
    likeness::cluster(start, links, WHOLE, bond)
}

/// What a record says of its person, without marks.
type Written = (String, Option<PartialDate>, Option<String>, WardCode);

fn written(record: &Record) -> Option<Written> {
    let name = plain(record.full_name.as_ref()?.reveal());
    Some((name, record.birth_date, record.id.map(IdNumber::reveal), record.ward))
}

/// Gives each movement row without a match to the one listed person without a match of whom the same is
/// written; where several are, to the one whose name has the same marks, else to nobody.
fn reports(records: &[Record], person_of: &[Option<PersonId>], listed: &[bool], people: &mut [u32]) {
    let open = |at: usize| person_of[at].is_none();
    let wanted: BTreeSet<Written> =
        (0..records.len()).filter(|&at| open(at) && !listed[at]).filter_map(|at| written(&records[at])).collect();
    let mut known = BTreeMap::<Written, Vec<usize>>::new();
    for at in (0..records.len()).filter(|&at| open(at) && listed[at] && !wanted.is_empty()) {
        if let Some(written) = written(&records[at]).filter(|written| wanted.contains(written)) {
            known.entry(written).or_default().push(at);
        }
    }
    for at in (0..records.len()).filter(|&at| open(at) && !listed[at]) {
        let rows = written(&records[at]).and_then(|written| known.get(&written)).map_or(&[][..], Vec::as_slice);
        let one = |rows: &mut dyn Iterator<Item = usize>| {
            let found: BTreeSet<u32> = rows.map(|row| people[row]).collect();
            found.first().copied().filter(|_| found.len() == 1)
        };
        let same_marks = |row: &usize| records[*row].name_key == records[at].name_key;
        let person = one(&mut rows.iter().copied()).or_else(|| one(&mut rows.iter().copied().filter(same_marks)));
        if let Some(person) = person {
            people[at] = person;
        }
    }
}
