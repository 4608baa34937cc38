//! People whom a ward pays and whose row its list does not have, or may have.
//!
//! Nothing changes by it: silence of a list is no decision. Somebody who stands in a row that was set
//! aside is in the list, and the row is what the ward is told of. Somebody who is the likeliest person of a
//! row of which nobody knows yet whose it is may be in the list: nobody is asked to end the payment.

use std::collections::{BTreeMap, BTreeSet, HashSet};

use crate::model::{CountedBy, Field, Finding, Issue, ListKind, Month, Outcome, PersonId, PersonKey, Record, WardCode};
use crate::table::inputs::PaymentRow;

use super::FactInputs;
use super::claims::Draft;
use super::conflicts::{about, at_row};
use super::history::History;
use super::likeness::{births_agree, fold};

/// Whom the wards' full lists have, or may have.
pub(super) struct Lists<'a> {
    /// Wards that sent a list of beneficiaries.
    wards: BTreeSet<WardCode>,
    /// The first row that may be a person's, by ward and person.
    open: BTreeMap<(WardCode, PersonId), &'a Record>,
    /// Numbers of rows that were set aside.
    aside: HashSet<(WardCode, PersonId)>,
    /// Rows that were set aside, by ward and name.
    named: BTreeMap<(WardCode, String), Vec<&'a Record>>,
}

impl<'a> Lists<'a> {
    /// `counted` tells of each record by what it is counted as its person.
    pub(super) fn new(inputs: &FactInputs<'a>, counted: &[CountedBy]) -> Lists<'a> {
        let listed = |record: &&Record| record.list_kind == ListKind::Beneficiaries;
        let set_aside = || inputs.set_aside.iter().filter(listed);
        let mut lists = Lists {
            wards: inputs.records.iter().filter(listed).map(|record| record.ward).collect(),
            open: BTreeMap::new(),
            aside: set_aside().filter_map(|record| Some((record.ward, own_number(record)?))).collect(),
            named: BTreeMap::new(),
        };
        for record in set_aside() {
            if let Some(name) = &record.full_name {
                lists.named.entry((record.ward, fold(name.reveal()))).or_default().push(record);
            }
        }
        let mut rows: Vec<usize> = (0..inputs.records.len()).collect();
        rows.sort_by_key(|&row| inputs.records[row].row_id);
        for row in rows {
            let record = &inputs.records[row];
            if listed(&record) && counted[row] == CountedBy::Own {
                for person in may_be(inputs, row) {
                    lists.open.entry((record.ward, person)).or_insert(record);
                }
            }
        }
        lists
    }

    /// Whether a row that was set aside carries the person of a line.
    fn has_aside(&self, line: &PaymentRow, person: Option<PersonId>) -> bool {
        let ward = line.ward_code;
        let by_number = person.is_some_and(|person| self.aside.contains(&(ward, person)));
        let same_birth =
            |record: &&Record| record.birth_date.zip(line.birth_date).is_none_or(|(a, b)| births_agree(a, b));
        // A row with another number is somebody else's, whatever the name.
        let nobody_else = |record: &&Record| record.id.is_none() || person.is_none();
        let named = line.full_name.as_ref().and_then(|name| self.named.get(&(ward, fold(name.reveal()))));
        by_number || named.is_some_and(|rows| rows.iter().any(|row| same_birth(row) && nobody_else(row)))
    }
}

/// People whom a row may be about that names nobody yet: the likeliest, and whose number it carries.
fn may_be(inputs: &FactInputs<'_>, row: usize) -> Vec<PersonId> {
    let (record, verdict) = (&inputs.records[row], inputs.matches.get(row));
    let first = verdict.and_then(|verdict| match verdict.outcome {
        Outcome::Review => verdict.person_id.or(verdict.nearest_id),
        _ if verdict.unsure == Some(true) => verdict.nearest_id,
        _ => None,
    });
    let refused = inputs.refused.get(&record.row_id).map_or(&[][..], Vec::as_slice);
    let mut people: Vec<PersonId> = first.into_iter().chain(own_number(record)).collect();
    people.dedup();
    people.retain(|person| !refused.contains(person));
    people
}

/// The personal number that a row carries.
fn own_number(record: &Record) -> Option<PersonId> {
    PersonId::from_digits(&record.id?.reveal())
}

/// Someone who is paid by a ward whose list does not surely have the person.
pub(super) fn missing(draft: &Draft<'_>, key: PersonKey, history: &History, lists: &Lists<'_>) -> Option<Finding> {
    let line = draft.lines.iter().find(|line| lists.wards.contains(&line.ward_code))?;
    if draft.record.is_some() || lists.has_aside(line, key.register()) {
        return None;
    }
    let name = line.full_name.as_ref().map_or("", crate::model::FullName::reveal);
    let since = match history.paid_since(key, line.benefit) {
        Some(month) => format!("từ tháng {}", month_vi(month)),
        None => format!("từ tháng {} hoặc trước đó", month_vi(history.oldest_month())),
    };
    let paid = format!("“{}” {since}", line.benefit.label_vi());
    let open = key.register().and_then(|person| lists.open.get(&(line.ward_code, person)));
    Some(match open {
        Some(record) => at_row(record, Issue::new("fact.maybe_in_list", name).about(Field::FullName).suggest(&paid)),
        None => about(None, Some(line.ward_code), Issue::new("fact.missing_in_list", name).suggest(&paid)),
    })
}

/// A month as officials write it.
fn month_vi(month: Month) -> String {
    let (year, month) = month.ym();
    format!("{month:02}/{year:04}")
}
