//! What is written of the people whom nobody found: digests that are the same night after night.

use std::borrow::Cow;
use std::collections::{BTreeMap, HashMap};

use rayon::prelude::*;

use crate::likeness::mix;
use crate::model::{Coded, FullName, ListKind, PartialDate, Record, WardCode, WrittenIdentity};
use crate::table::inputs::PaymentRow;

use super::FactInputs;
use super::identity::{Identified, Who};
use super::likeness::fold;

/// The person of each record, by the place of one of the rows: as given, else by what is written.
pub(super) fn persons<'a>(inputs: &FactInputs<'a>, matched: &[Option<Who>]) -> Cow<'a, [u32]> {
    if inputs.persons.len() == inputs.records.len() {
        return Cow::Borrowed(inputs.persons);
    }
    let mut first = HashMap::<u64, u32>::new();
    let person = |(at, (record, who)): (usize, (&Record, &Option<Who>))| match who {
        Some(_) => at as u32,
        None => *first.entry(base(record)).or_insert(at as u32),
    };
    Cow::Owned(inputs.records.iter().zip(matched).enumerate().map(person).collect())
}

/// For each record without a match the digest of its person: of the row that counts for it. Two people of
/// whom the same is written have two.
pub(super) fn contents(inputs: &FactInputs<'_>, matched: &[Option<Who>], persons: &[u32]) -> Vec<u64> {
    let spoken = spokesmen(inputs, matched, persons);
    let mut same = BTreeMap::<u64, Vec<(u32, usize)>>::new();
    for (&person, &row) in &spoken {
        same.entry(content(&inputs.records[row])).or_default().push((person, row));
    }
    let mut of_person = HashMap::<u32, u64>::new();
    for (content, mut people) in same {
        let decided = |row: usize| {
            let record = &inputs.records[row];
            (record.decision_no.clone(), record.benefit, record.row_id)
        };
        people.sort_by_cached_key(|&(_, row)| decided(row));
        let own = |place: usize| if place == 0 { content } else { mix(content, place as u64) };
        of_person.extend(people.into_iter().enumerate().map(|(place, (person, _))| (person, own(place))));
    }
    // Only rows without a match are asked for, and each of their people has one.
    persons.iter().map(|person| of_person.get(person).copied().unwrap_or_default()).collect()
}

/// The row that counts for each person without a match: of a full list before a movement row, one that
/// stays before one that is dropped as a duplicate.
fn spokesmen(inputs: &FactInputs<'_>, matched: &[Option<Who>], persons: &[u32]) -> BTreeMap<u32, usize> {
    let dropped: std::collections::HashSet<_> =
        inputs.duplicates.iter().filter(|row| !row.keep).map(|row| row.row_id).collect();
    let rank = |row: usize| {
        let record = &inputs.records[row];
        (record.list_kind != ListKind::Beneficiaries, dropped.contains(&record.row_id), record.row_id)
    };
    let mut spoken = BTreeMap::<u32, usize>::new();
    for row in (0..inputs.records.len()).filter(|&row| matched[row].is_none()) {
        let kept = spoken.entry(persons[row]).or_insert(row);
        if rank(row) < rank(*kept) {
            *kept = row;
        }
    }
    spoken
}

/// Every identity as written, once as found and once as not found in the register, ordered by content.
pub(super) fn written(inputs: &FactInputs<'_>, identified: &Identified) -> Vec<WrittenIdentity> {
    let (who, contents) = (&identified.found, &identified.contents);
    let spoken = spokesmen(inputs, &identified.matched, &identified.persons);
    let one = |row: usize, content: u64| {
        let record = &inputs.records[row];
        WrittenIdentity {
            content,
            base: base(record),
            name: record.full_name.clone(),
            birth: record.birth_date,
            id: record.id,
            ward: record.ward,
            person: who.records[row].key.register(),
        }
    };
    let found = (0..inputs.records.len()).into_par_iter().filter(|&row| who.records[row].key.register().is_some());
    let found = found.map(|row| one(row, content(&inputs.records[row])));
    // Whoever was joined with a line of somebody who was not found stands under that line.
    let own = |row: usize| who.records[row].key.register().is_none() && !identified.is_joined(row);
    let nobody = spoken.into_values().collect::<Vec<_>>().into_par_iter().filter(|&row| own(row));
    let nobody = nobody.map(|row| one(row, contents[row]));
    let unfound = inputs.ledger.rows.par_iter().zip(&who.payees).filter(|(_, who)| who.key.register().is_none());
    let of_lines = unfound.map(|(line, _)| WrittenIdentity {
        content: content_of_line(line),
        base: content_of_line(line),
        name: line.full_name.clone(),
        birth: line.birth_date,
        id: None,
        ward: line.ward_code,
        person: None,
    });
    let mut written: Vec<WrittenIdentity> = found.chain(nobody).chain(of_lines).collect();
    written.par_sort_by_key(|written| (written.content, written.person));
    written.dedup_by_key(|written| (written.content, written.person));
    written
}

/// Digest of folded name, birth date, number and ward.
pub(super) fn base(record: &Record) -> u64 {
    let id = record.id.map(|id| id.reveal()).unwrap_or_default();
    digest(&identity(record.full_name.as_ref(), record.birth_date, &id, record.ward))
}

/// Digest of all that tells two people of one name, birth date, number and ward apart: marks of the name,
/// gender, hamlet.
pub(super) fn content(record: &Record) -> u64 {
    let id = record.id.map(|id| id.reveal()).unwrap_or_default();
    let mut parts = identity(record.full_name.as_ref(), record.birth_date, &id, record.ward).to_vec();
    let place = record.hamlet.as_ref().or(record.residential_group.as_ref());
    parts.push(record.name_key.as_ref().map(|key| key.reveal().to_owned()).unwrap_or_default());
    parts.push(record.gender.map(|gender| gender.as_str().to_owned()).unwrap_or_default());
    parts.push(place.map(|place| fold(place.reveal())).unwrap_or_default());
    digest(&parts)
}

pub(super) fn content_of_line(line: &PaymentRow) -> u64 {
    digest(&identity(line.full_name.as_ref(), line.birth_date, "", line.ward_code))
}

fn identity(name: Option<&FullName>, birth: Option<PartialDate>, id: &str, ward: WardCode) -> [String; 4] {
    let name = name.map(|name| fold(name.reveal())).unwrap_or_default();
    let birth = birth.map(|birth| birth.code().into_owned()).unwrap_or_default();
    [name, birth, id.to_owned(), ward.to_string()]
}

/// A digest of an identity as submitted, the same night after night.
fn digest(parts: &[String]) -> u64 {
    let mut hasher = blake3::Hasher::new_derive_key("ansinh 2026-11 provisional person id");
    for part in parts {
        hasher.update(part.as_bytes());
        hasher.update(&[0]);
    }
    let digest = hasher.finalize();
    u64::from_be_bytes(digest.as_bytes()[..8].try_into().expect("a digest has 32 bytes"))
}
