//! Records of one person and one benefit in the accepted beneficiary lists.
//!
//! Two different benefits, a list row and a movement row, or a carer's rows for two people cared
//! for are no duplicates. A group keeps one row: that of the ward of residence, then the later
//! decision, then the smaller row id.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use crate::model::{
    Benefit, BenefitKind, DuplicateKind, IdNumber, ListKind, Outcome, PartialDate, PersonId, Record, RowId, WardCode,
};
use crate::table::outputs::{DuplicateRow, MatchRow};

/// Who a record is about, as far as duplicates go.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
enum Who {
    Person(PersonId),
    /// Not matched: the id as written.
    Number(IdNumber),
    /// Not matched and without an id: name key and full birth date.
    Named(String, PartialDate),
}

/// A carer's line is about the person cared for too.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
struct Key {
    who: Who,
    benefit: Option<Benefit>,
    cared_for: Option<String>,
}

/// The duplicates among the records, ordered by group and row. `residence` gives the ward of
/// residence of a matched person.
#[must_use]
pub fn duplicates(
    records: &[Record],
    matches: &[MatchRow],
    residence: &HashMap<PersonId, WardCode>,
) -> Vec<DuplicateRow> {
    let persons: HashMap<RowId, PersonId> = matches
        .iter()
        .filter(|row| row.outcome == Outcome::Matched)
        .filter_map(|row| Some((row.row_id, row.person_id?)))
        .collect();
    let mut groups = BTreeMap::<Key, Vec<&Record>>::new();
    for record in records.iter().filter(|record| record.list_kind == ListKind::Beneficiaries) {
        if let Some(who) = who(record, persons.get(&record.row_id)) {
            let (benefit, cared_for) = (record.benefit.map(today), cared_for(record));
            groups.entry(Key { who, benefit, cared_for }).or_default().push(record);
        }
    }
    let mut rows: Vec<DuplicateRow> = groups
        .iter()
        .filter(|(_, members)| members.len() > 1)
        .flat_map(|(key, members)| group_rows(key, members, residence))
        .collect();
    rows.sort_by(|a, b| (&a.group_id, a.row_id).cmp(&(&b.group_id, b.row_id)));
    rows
}

fn who(record: &Record, person: Option<&PersonId>) -> Option<Who> {
    let named = || Some(Who::Named(record.name_key.as_ref()?.reveal().to_owned(), record.birth_date?));
    match (person, record.id) {
        (Some(person), _) => Some(Who::Person(*person)),
        (None, Some(id)) => Some(Who::Number(id)),
        (None, None) => named().filter(|_| record.birth_date.is_some_and(|birth| birth.full().is_some())),
    }
}

/// Old labels read as today's benefit: 5b and 5c are the social pension since 2025-07.
const fn today(benefit: Benefit) -> Benefit {
    match benefit {
        Benefit::K5b | Benefit::K5c => Benefit::Htxh,
        other => other,
    }
}

fn cared_for(record: &Record) -> Option<String> {
    let carer = record.benefit.is_some_and(|benefit| benefit.kind() == BenefitKind::Carer);
    let id = record.cared_for_id.map(IdNumber::reveal);
    let name = || record.cared_for_name.as_ref().map(|name| name.reveal().to_lowercase());
    if carer { id.or_else(name) } else { None }
}

fn group_rows(key: &Key, members: &[&Record], residence: &HashMap<PersonId, WardCode>) -> Vec<DuplicateRow> {
    let person = match key.who {
        Who::Person(person) => Some(person),
        Who::Number(_) | Who::Named(..) => None,
    };
    let home = person.and_then(|person| residence.get(&person));
    let distinct = |text: fn(&&Record) -> String| members.iter().map(text).collect::<BTreeSet<_>>().len();
    let kind = if distinct(|record| record.file.to_string()) == 1 {
        DuplicateKind::SameFile
    } else if distinct(|record| record.ward.to_string()) == 1 {
        DuplicateKind::SameWard
    } else {
        DuplicateKind::AcrossWards
    };
    let rank = |record: &&&Record| (Some(&record.ward) == home, record.decision_date, std::cmp::Reverse(record.row_id));
    let kept = members.iter().max_by_key(rank).map(|record| record.row_id);
    let first = members.iter().map(|record| record.row_id).min();
    let group_id = first.map_or(String::new(), |row| format!("g-{row}"));
    let row = |record: &&Record| DuplicateRow {
        group_id: group_id.clone(),
        row_id: record.row_id,
        person_id: person,
        kind,
        keep: Some(record.row_id) == kept,
    };
    members.iter().map(row).collect()
}
