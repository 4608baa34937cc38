//! Records of one person and one benefit in the accepted beneficiary lists.
//!
//! Two different benefits, a list row and a movement row, or a carer's rows for two people cared
//! for are no duplicates. Who is one person is told by the matches; records without a match
//! join each other by what they share, and only where a row fits all rows of the group
//! ([`crate::likeness`]'s rule of clusters). People matched to two persons of the register never
//! share a group, nor does a record with the number of a third.
//!
//! A group keeps one row: a matched one, that of the ward of residence, then the later decision, then
//! the one that says more, then the first by file and row ([`KeepRule`]). Field by field: where another
//! row of the group has a value that the kept one lacks, or a birth date that is known in more parts, the
//! best placed of these rows is named as the one to take it from.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet, HashMap};

use super::persons::matched;
use super::unlike;
use crate::model::{
    Benefit, BenefitKind, Date, DuplicateKind, IdNumber, KeepRule, ListKind, PersonId, Record, RowId, WardCode,
};
use crate::table::outputs::{DuplicateRow, MatchRow};

/// A carer's line is about the person cared for too.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
struct Key {
    /// First row of the person.
    person: u32,
    benefit: Option<Benefit>,
    cared_for: Option<String>,
}

/// The duplicates among the records, ordered by group and row. `residence` gives the ward of
/// residence of a matched person; `persons` the person of each record, from [`persons()`](super::persons()).
#[must_use]
pub fn duplicates(
    records: &[Record],
    matches: &[MatchRow],
    residence: &HashMap<PersonId, WardCode>,
    persons: &[u32],
) -> Vec<DuplicateRow> {
    let person_of = matched(records, matches);
    let people = unlike::parted(records, &person_of, persons.to_vec());
    let listed = |record: &Record| record.list_kind == ListKind::Beneficiaries;
    let mut groups = BTreeMap::<Key, Vec<(&Record, Option<PersonId>)>>::new();
    for (at, record) in records.iter().enumerate().filter(|(_, record)| listed(record)) {
        let (benefit, cared_for) = (record.benefit.map(today), cared_for(record));
        groups.entry(Key { person: people[at], benefit, cared_for }).or_default().push((record, person_of[at]));
    }
    let mut rows: Vec<DuplicateRow> = groups
        .values()
        .filter(|members| members.len() > 1)
        .flat_map(|members| group_rows(members, residence))
        .collect();
    rows.sort_by(|a, b| (&a.group_id, a.row_id).cmp(&(&b.group_id, b.row_id)));
    rows
}

/// Old labels read as today's benefit: 5b and 5c are the social pension since 2025-07.
const fn today(benefit: Benefit) -> Benefit {
    match benefit {
        Benefit::K5b | Benefit::K5c => Benefit::Htxh,
        other => other,
    }
}

/// Whom a carer's row is about: the number, else the name.
pub(super) fn cared_for(record: &Record) -> Option<String> {
    let carer = record.benefit.is_some_and(|benefit| benefit.kind() == BenefitKind::Carer);
    let id = record.cared_for_id.map(IdNumber::reveal);
    let name = || record.cared_for_name.as_ref().map(|name| name.reveal().to_lowercase());
    if carer { id.or_else(name) } else { None }
}

fn group_rows(members: &[(&Record, Option<PersonId>)], residence: &HashMap<PersonId, WardCode>) -> Vec<DuplicateRow> {
    let home = members.iter().find_map(|(_, person)| *person).and_then(|person| residence.get(&person));
    let distinct =
        |text: fn(&Record) -> String| members.iter().map(|(record, _)| text(record)).collect::<BTreeSet<_>>().len();
    let kind = if distinct(|record| record.file.to_string()) == 1 {
        DuplicateKind::SameFile
    } else if distinct(|record| record.ward.to_string()) == 1 {
        DuplicateKind::SameWard
    } else {
        DuplicateKind::AcrossWards
    };
    let mut ranked: Vec<&(&Record, Option<PersonId>)> = members.iter().collect();
    ranked.sort_by(|a, b| Rank::of(b, home).cmp(&Rank::of(a, home)));
    let kept = ranked[0];
    let first = members.iter().map(|(record, _)| record.row_id).min();
    let group_id = first.map_or(String::new(), |row| format!("g-{row}"));
    let row = |member: &(&Record, Option<PersonId>)| {
        let (record, person) = *member;
        let keep = record.row_id == kept.0.row_id;
        DuplicateRow {
            group_id: group_id.clone(),
            row_id: record.row_id,
            person_id: person,
            kind,
            keep,
            rule: Some(Rank::of(kept, home).rule_before(&Rank::of(if keep { ranked[1] } else { member }, home))),
            kept_row_id: Some(kept.0.row_id),
            take_from: keep.then(|| take_from(kept.0, &ranked[1..])).filter(|text| !text.is_empty()),
        }
    };
    members.iter().map(row).collect()
}

/// What decides which row of a group is kept; the greatest is. In the order of [`KeepRule`].
#[derive(PartialEq, Eq, PartialOrd, Ord)]
struct Rank<'a> {
    matched: bool,
    at_home: bool,
    decided: Option<Date>,
    says: u32,
    place: Reverse<(&'a str, RowId)>,
}

impl<'a> Rank<'a> {
    fn of((record, person): &(&'a Record, Option<PersonId>), home: Option<&WardCode>) -> Rank<'a> {
        Rank {
            matched: person.is_some(),
            at_home: Some(&record.ward) == home,
            decided: record.decision_date,
            says: FIELDS.iter().map(|(_, says)| says(record)).sum(),
            place: Reverse((&*record.file, record.row_id)),
        }
    }

    /// The first rule that tells the two apart.
    fn rule_before(&self, other: &Rank) -> KeepRule {
        if self.matched != other.matched {
            KeepRule::Matched
        } else if self.at_home != other.at_home {
            KeepRule::Residence
        } else if self.decided != other.decided {
            KeepRule::LaterDecision
        } else if self.says != other.says {
            KeepRule::SaysMore
        } else {
            KeepRule::Place
        }
    }
}

/// How much a row says in a field; 0 where it says nothing.
type Says = fn(&Record) -> u32;

/// The fields by which one row says more than another.
const FIELDS: [(&str, Says); 6] = [
    ("birth_date", |row| {
        row.birth_date.map_or(0, |birth| 1 + u32::from(birth.month().is_some()) + u32::from(birth.day().is_some()))
    }),
    ("id_no", |row| row.id.is_some().into()),
    ("gender", |row| row.gender.is_some().into()),
    ("address", |row| row.address.is_some().into()),
    ("phone", |row| row.phone.is_some().into()),
    ("account_no", |row| row.account_no.is_some().into()),
];

/// Fields in which another row says more than the kept one, each with the row that says most of it, the
/// best placed of equals.
fn take_from(kept: &Record, others: &[&(&Record, Option<PersonId>)]) -> String {
    let best = |says: Says| {
        let more = others.iter().map(|(row, _)| *row).filter(|row| says(row) > says(kept));
        more.fold(
            None,
            |best: Option<&Record>, row| {
                if best.is_some_and(|best| says(best) >= says(row)) { best } else { Some(row) }
            },
        )
    };
    let parts = FIELDS.iter().filter_map(|(field, says)| Some(format!("{field}={}", best(*says)?.row_id)));
    parts.collect::<Vec<_>>().join(";")
}
