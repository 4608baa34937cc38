//! Who a record and who a ledger line is about.

use std::collections::{HashMap, HashSet};

use rayon::prelude::*;

use crate::model::{
    Coded, Difference, FullName, ListKind, Month, Outcome, PartialDate, PaymentKind, PersonKey, Record, WardCode,
    WrittenIdentity,
};
use crate::table::inputs::PaymentRow;

use super::FactInputs;
use super::likeness::{births_agree, fold};

/// A person and whether the link to the person is safe to act on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Who {
    pub(super) key: PersonKey,
    pub(super) safe: bool,
}

/// People of all records and of all ledger lines, in their orders.
pub(super) struct Identities {
    pub(super) records: Vec<Who>,
    pub(super) payees: Vec<Who>,
}

/// People known by name and ward, to join a nameless number of one list with the same person in
/// another.
type ByName = HashMap<(String, WardCode), Vec<(Option<PartialDate>, Who)>>;

/// Who the wards' rows and the ledger's lines are about, before provisional ids are settled: whoever was
/// not found is what is written of the person.
pub struct Identified {
    matched: Vec<Option<Who>>,
    by_movement: ByName,
    found: Identities,
}

/// Decides for every record and ledger line who it is about. A line without a number joins the
/// matched record of the same name, birth date and ward, and a record that was not matched joins
/// such an opening line or a matched movement row; where several fit, none does. All others are what is
/// written of them.
pub(super) fn identify(inputs: &FactInputs<'_>) -> Identified {
    let matched: Vec<Option<Who>> = inputs.records.iter().enumerate().map(|(i, _)| matched(inputs, i)).collect();
    let mut by_record = ByName::new();
    for (record, who) in inputs.records.iter().zip(&matched) {
        if let (Some(name), Some(who)) = (&record.full_name, who) {
            let birth = record.birth_date;
            // A name, a full birth date and a place are more than a name.
            let safe = birth.is_some_and(|birth| birth.full().is_some());
            by_record.entry((fold(name.reveal()), record.ward)).or_default().push((birth, Who { safe, ..*who }));
        }
    }
    let payees = payees(inputs, &by_record);
    let by_movement = movements_by_name(inputs, &matched);
    let records = records(inputs, &payees, (&matched, &by_movement), PersonKey::Provisional);
    Identified { matched, by_movement, found: Identities { records, payees } }
}

impl Identified {
    /// The people under the ids that they have had since earlier nights. A line that names no number joins
    /// only people of the register, so that its key is renamed; records are joined anew, as two contents
    /// may have one id.
    pub(super) fn settled(self, inputs: &FactInputs<'_>) -> Identities {
        if inputs.provisional.is_empty() {
            return self.found;
        }
        let kept = |content: u64| PersonKey::Provisional(inputs.provisional.get(&content).copied().unwrap_or(content));
        let renamed = |who: Who| match who.key {
            PersonKey::Provisional(content) => Who { key: kept(content), ..who },
            PersonKey::Register(_) => who,
        };
        let payees: Vec<Who> = self.found.payees.into_iter().map(renamed).collect();
        let records = records(inputs, &payees, (&self.matched, &self.by_movement), kept);
        Identities { records, payees }
    }
}

/// Who each record is about; `key` of the content of one that is nobody else.
fn records(
    inputs: &FactInputs<'_>,
    payees: &[Who],
    (matched, by_movement): (&[Option<Who>], &ByName),
    key: impl Fn(u64) -> PersonKey,
) -> Vec<Who> {
    let by_line = opening_by_name(inputs, payees, inputs.pay_month.prev());
    let of_record = |(record, who): (&Record, &Option<Who>)| {
        let joined = || the_one(&by_line, record.full_name.as_ref(), record.birth_date, record.ward);
        let reported = || the_one(by_movement, record.full_name.as_ref(), record.birth_date, record.ward);
        who.or_else(joined)
            .or_else(reported)
            .unwrap_or_else(|| Who { key: key(content_of_record(record)), safe: false })
    };
    inputs.records.iter().zip(matched).map(of_record).collect()
}

fn matched(inputs: &FactInputs<'_>, i: usize) -> Option<Who> {
    let verdict = inputs.matches.get(i).filter(|verdict| verdict.outcome == Outcome::Matched)?;
    let number_is_wrong =
        verdict.differences.iter().any(|d| matches!(d, Difference::IdWrong | Difference::IdOfAnother));
    let by_more_than_weight = matches!(verdict.method.as_str(), "id_and_name" | "name_birth_place");
    // In the ward somebody left a namesake born on the same day may have lived too.
    let lived_before = verdict.method == "name_birth_place" && verdict.differences.contains(&Difference::Moved);
    // Whoever decided had the number before them.
    let safe = verdict.method == "decision" || (by_more_than_weight && !number_is_wrong && !lived_before);
    Some(Who { key: PersonKey::Register(verdict.person_id?), safe })
}

fn payees(inputs: &FactInputs<'_>, by_record: &ByName) -> Vec<Who> {
    let ledger = inputs.ledger;
    let payee = |(i, line): (usize, &PaymentRow)| {
        let link = ledger.links.get(i).and_then(|link| Some((link.person?, link.safe)));
        match line.person_id.map(|id| (id, true)).or(link) {
            Some((id, safe)) => Who { key: PersonKey::Register(id), safe },
            None => {
                let joined = the_one(by_record, line.full_name.as_ref(), line.birth_date, line.ward_code);
                joined.unwrap_or_else(|| Who { key: PersonKey::Provisional(content_of_line(line)), safe: false })
            }
        }
    };
    ledger.rows.iter().enumerate().map(payee).collect()
}

fn opening_by_name(inputs: &FactInputs<'_>, payees: &[Who], opening: Month) -> ByName {
    let mut by_line = ByName::new();
    for (line, who) in inputs.ledger.rows.iter().zip(payees) {
        if line.month != opening || line.kind != PaymentKind::Regular {
            continue;
        }
        if let Some(name) = &line.full_name {
            by_line.entry((fold(name.reveal()), line.ward_code)).or_default().push((line.birth_date, *who));
        }
    }
    by_line
}

/// People of matched movement rows whom no matched row of a full list carries: a row of the full list
/// with the same name, birth date and ward is theirs.
fn movements_by_name(inputs: &FactInputs<'_>, matched: &[Option<Who>]) -> ByName {
    let with_person = || inputs.records.iter().zip(matched).filter_map(|(record, who)| Some((record, (*who)?)));
    let of_kind = |kind: ListKind| with_person().filter(move |(record, _)| record.list_kind == kind);
    let listed: HashSet<PersonKey> = of_kind(ListKind::Beneficiaries).map(|(_, who)| who.key).collect();
    let mut by_movement = ByName::new();
    for (record, who) in of_kind(ListKind::Movements).filter(|(_, who)| !listed.contains(&who.key)) {
        if let Some(name) = &record.full_name {
            let safe = who.safe && record.birth_date.is_some_and(|birth| birth.full().is_some());
            by_movement
                .entry((fold(name.reveal()), record.ward))
                .or_default()
                .push((record.birth_date, Who { safe, ..who }));
        }
    }
    by_movement
}

/// The one person of a name, birth date and ward; `None` where nobody or several fit.
fn the_one(people: &ByName, name: Option<&FullName>, birth: Option<PartialDate>, ward: WardCode) -> Option<Who> {
    let (name, birth) = (name?, birth?);
    let found = people.get(&(fold(name.reveal()), ward))?;
    let mut fitting = found.iter().filter(|(other, _)| other.is_some_and(|other| births_agree(birth, other)));
    let (_, first) = fitting.next()?;
    fitting.all(|(_, who)| who.key == first.key).then_some(*first)
}

/// Every identity as written, once as found and once as not found in the register, ordered by
/// content.
pub(super) fn written(inputs: &FactInputs<'_>, identified: &Identified) -> Vec<WrittenIdentity> {
    let who = &identified.found;
    let of_records = inputs.records.par_iter().zip(&who.records).map(|(record, who)| WrittenIdentity {
        content: content_of_record(record),
        name: record.full_name.clone(),
        birth: record.birth_date,
        id: record.id,
        ward: record.ward,
        person: who.key.register(),
    });
    let unfound = inputs.ledger.rows.par_iter().zip(&who.payees).filter(|(_, who)| who.key.register().is_none());
    let of_lines = unfound.map(|(line, _)| WrittenIdentity {
        content: content_of_line(line),
        name: line.full_name.clone(),
        birth: line.birth_date,
        id: None,
        ward: line.ward_code,
        person: None,
    });
    let mut written: Vec<WrittenIdentity> = of_records.chain(of_lines).collect();
    written.par_sort_by_key(|written| (written.content, written.person));
    written.dedup_by_key(|written| (written.content, written.person.is_some()));
    written
}

fn content_of_record(record: &Record) -> u64 {
    let id = record.id.map(|id| id.reveal()).unwrap_or_default();
    content(record.full_name.as_ref(), record.birth_date, &id, record.ward)
}

fn content_of_line(line: &PaymentRow) -> u64 {
    content(line.full_name.as_ref(), line.birth_date, "", line.ward_code)
}

/// A digest of an identity as submitted, the same night after night.
fn content(name: Option<&FullName>, birth: Option<PartialDate>, id: &str, ward: WardCode) -> u64 {
    let mut hasher = blake3::Hasher::new_derive_key("ansinh 2026-11 provisional person id");
    let name = name.map(|name| fold(name.reveal())).unwrap_or_default();
    let birth = birth.map(|birth| birth.code().into_owned()).unwrap_or_default();
    for part in [name.as_str(), &birth, id, ward.as_str()] {
        hasher.update(part.as_bytes());
        hasher.update(&[0]);
    }
    let digest = hasher.finalize();
    u64::from_be_bytes(digest.as_bytes()[..8].try_into().expect("a digest has 32 bytes"))
}
