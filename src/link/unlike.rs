//! Rows of one person whose own words have nothing in common: never one group of duplicates.

use std::collections::BTreeMap;

use super::levels::{BirthLevel, NameLevel};
use crate::likeness::{Dialect, FoldedName, Name, compare_births, compare_names, pack};
use crate::model::{Field, Finding, Issue, ListKind, Outcome, PersonId, Record, RowId};
use crate::table::outputs::MatchRow;

/// What a row itself says of who it is about.
#[derive(Clone, Copy)]
struct Said {
    name: Option<FoldedName>,
    birth: u32,
}

impl Said {
    fn of(record: &Record, dialect: &Dialect) -> Said {
        let name = record.full_name.as_ref().and_then(|name| Name::fold(name.reveal()));
        Said { name: name.map(|name| FoldedName::of(name, dialect)), birth: record.birth_date.map_or(0, pack) }
    }

    /// Neither the name nor the birth date agrees; what one of them does not say is no disagreement. A year
    /// alone makes no agreement of two names without a common part.
    fn is_unlike(&self, other: &Said, dialect: &Dialect) -> bool {
        let (Some(own), Some(theirs)) = (&self.name, &other.name) else { return false };
        let birth = compare_births(self.birth, other.birth);
        match compare_names(own, theirs, dialect).0 {
            NameLevel::Other => birth.is_weak() || birth == BirthLevel::YearOnly,
            NameLevel::Given => birth.is_weak(),
            _ => false,
        }
    }
}

/// Names are compared as they are written: no model is at hand, and a sound is no agreement here.
fn plain() -> Dialect {
    Dialect::new(&[])
}

/// The persons of the records, those of one matched person parted where the rows of beneficiary lists have
/// nothing in common, whatever the rows' order.
pub(super) fn parted(records: &[Record], person_of: &[Option<PersonId>], mut people: Vec<u32>) -> Vec<u32> {
    let dialect = plain();
    let mut rows = BTreeMap::<PersonId, Vec<usize>>::new();
    for (at, person) in person_of.iter().enumerate() {
        let listed = records[at].list_kind == ListKind::Beneficiaries;
        person.iter().filter(|_| listed).for_each(|person| rows.entry(*person).or_default().push(at));
    }
    for mut rows in rows.into_values().filter(|rows| rows.len() > 1) {
        rows.sort_by_key(|&at| records[at].row_id);
        let mut known = Vec::<(u32, Said)>::new();
        for at in rows {
            let own = Said::of(&records[at], &dialect);
            if let Some((person, _)) = known.iter().find(|(_, said)| !own.is_unlike(said, &dialect)) {
                people[at] = *person;
                continue;
            }
            // No row's place is a number behind all of them.
            people[at] = if known.is_empty() { people[at] } else { (records.len() + at) as u32 };
            known.push((people[at], own));
        }
    }
    people
}

/// Findings at the rows of beneficiary lists that are matched to one person and have nothing in common.
#[must_use]
pub fn unlike_rows(records: &[Record], matches: &[MatchRow]) -> Vec<Finding> {
    let by_row: BTreeMap<RowId, PersonId> = matches
        .iter()
        .filter(|row| row.outcome == Outcome::Matched)
        .filter_map(|row| Some((row.row_id, row.person_id?)))
        .collect();
    let mut rows = BTreeMap::<PersonId, Vec<&Record>>::new();
    for record in records.iter().filter(|record| record.list_kind == ListKind::Beneficiaries) {
        by_row.get(&record.row_id).into_iter().for_each(|person| rows.entry(*person).or_default().push(record));
    }
    let dialect = plain();
    let mut found = Vec::new();
    for of_one in rows.values().filter(|rows| rows.len() > 1) {
        let said: Vec<Said> = of_one.iter().map(|row| Said::of(row, &dialect)).collect();
        for (record, own) in of_one.iter().zip(&said) {
            if said.iter().any(|other| own.is_unlike(other, &dialect)) {
                let name = record.full_name.as_ref().map_or("", |name| name.reveal());
                let issue = Issue::new("link.one_person_two_names", name).about(Field::FullName);
                let (file, ward) = (record.file.clone(), Some(record.ward));
                found.push(Finding { row_id: Some(record.row_id), file, ward, column: None, issue });
            }
        }
    }
    found.sort_by_key(|finding| finding.row_id);
    found
}
