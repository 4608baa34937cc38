//! Stable provisional ids: who is not found in the register keeps one id from night to night.
//!
//! The first id of somebody is a digest of what was written (name, birth date, number, ward), so that
//! a city whose earlier runs are lost gives the same ids again. From then on a ledger in the published
//! run carries it: a row may move in its file, and a typo may be mended, and the id stays. What
//! becomes of an id otherwise is an event: found in the register, two ids that were one person, one
//! id that was two, gone.

use std::collections::{BTreeMap, BTreeSet};

use super::model::Model;
use super::resemblance::Shape;
use crate::likeness::mix;
use crate::model::{Date, PersonId, PersonKey, ProvisionalEvent, ProvisionalStatus, WardCode, WrittenIdentity};
use crate::table::outputs::{ProvisionalEventRow, ProvisionalRow};

/// The ids of tonight, and what became of those of the nights before.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Provisional {
    /// Written content to its id, where the two differ.
    pub ids: BTreeMap<u64, u64>,
    /// Every id ever given, a row for each content that it stood for.
    pub ledger: Vec<ProvisionalRow>,
    /// What happened tonight.
    pub events: Vec<ProvisionalEventRow>,
}

/// Settles the ids of tonight. `before` is the ledger of the last night, empty on the first;
/// `tonight` is what was written, each content once at most as found and once as not found.
#[must_use]
pub fn settle_provisional(
    before: &[ProvisionalRow],
    tonight: &[WrittenIdentity],
    model: &Model,
    as_of: Date,
) -> Provisional {
    let mut night = Night::new(before, tonight, as_of);
    night.keep_known();
    night.keep_described();
    night.follow_vanished(model);
    night.name_new();
    night.finish()
}

/// Somebody with a provisional id: the rows of the ledger.
#[derive(Clone)]
pub(super) struct Known {
    pub(super) rows: Vec<ProvisionalRow>,
}

impl Known {
    /// As written last.
    fn last(&self) -> &ProvisionalRow {
        let last = self.rows.iter().max_by_key(|row| (row.last_seen, std::cmp::Reverse(&row.content)));
        last.expect("an id has a row")
    }

    fn first_seen(&self) -> Option<Date> {
        self.rows.iter().map(|row| row.first_seen).min()
    }

    fn set(&mut self, status: ProvisionalStatus, person: Option<PersonId>, into: Option<u64>) {
        for row in &mut self.rows {
            (row.status, row.person_id, row.merged_into) = (status, person, into.map(PersonKey::Provisional));
        }
    }
}

pub(super) struct Night<'a> {
    pub(super) as_of: Date,
    pub(super) known: BTreeMap<u64, Known>,
    /// Which id a content stood for last.
    pub(super) by_content: BTreeMap<u64, u64>,
    /// Which ids a name, birth date, number and ward stood for.
    pub(super) by_base: BTreeMap<u64, BTreeSet<u64>>,
    pub(super) unfound: BTreeMap<u64, &'a WrittenIdentity>,
    pub(super) found: BTreeMap<u64, &'a WrittenIdentity>,
    /// Contents of which several people were found.
    pub(super) of_several: BTreeSet<u64>,
    /// Content of tonight to id.
    pub(super) given: BTreeMap<u64, u64>,
    pub(super) events: Vec<ProvisionalEventRow>,
}

pub(super) fn content_of(row: &ProvisionalRow) -> u64 {
    u64::from_str_radix(&row.content, 16).unwrap_or(0)
}

fn base_of(row: &ProvisionalRow) -> u64 {
    row.base.as_ref().and_then(|base| u64::from_str_radix(base, 16).ok()).unwrap_or_else(|| content_of(row))
}

fn number(key: PersonKey) -> u64 {
    match key {
        PersonKey::Provisional(number) => number,
        PersonKey::Register(id) => id.number(),
    }
}

impl<'a> Night<'a> {
    fn new(before: &[ProvisionalRow], tonight: &'a [WrittenIdentity], as_of: Date) -> Night<'a> {
        let mut known = BTreeMap::<u64, Known>::new();
        for row in before {
            known.entry(number(row.provisional_id)).or_insert(Known { rows: Vec::new() }).rows.push(row.clone());
        }
        let mut last = BTreeMap::<u64, (Date, u64)>::new();
        for row in before {
            let at = (row.last_seen, number(row.provisional_id));
            let entry = last.entry(content_of(row)).or_insert(at);
            *entry = (*entry).max(at);
        }
        let resolve = |mut id: u64| {
            for _ in 0..before.len() {
                match known.get(&id).and_then(|known| known.rows[0].merged_into) {
                    Some(into) => id = number(into),
                    None => break,
                }
            }
            id
        };
        let mut by_base = BTreeMap::<u64, BTreeSet<u64>>::new();
        for row in before {
            by_base.entry(base_of(row)).or_default().insert(resolve(number(row.provisional_id)));
        }
        let by_content = last.into_iter().map(|(content, (_, id))| (content, resolve(id))).collect();
        let of = |found: bool| {
            let part = tonight.iter().filter(move |written| written.person.is_some() == found);
            part.map(|written| (written.content, written)).collect::<BTreeMap<_, _>>()
        };
        let unfound = of(false);
        let people = |written: &&WrittenIdentity| Some((written.content, written.person?));
        let people: BTreeSet<(u64, PersonId)> = tonight.iter().filter_map(|written| people(&written)).collect();
        let of_several =
            people.iter().zip(people.iter().skip(1)).filter(|(a, b)| a.0 == b.0).map(|(a, _)| a.0).collect();
        let found = of(true).into_iter().filter(|(content, _)| !unfound.contains_key(content)).collect();
        Night {
            as_of,
            known,
            by_content,
            by_base,
            unfound,
            found,
            of_several,
            given: BTreeMap::new(),
            events: Vec::new(),
        }
    }

    pub(super) fn event(&mut self, id: u64, event: ProvisionalEvent, other: Option<u64>, person: Option<PersonId>) {
        let ward_code = self.known.get(&id).map(|known| known.last().ward_code);
        self.events.push(ProvisionalEventRow {
            provisional_id: PersonKey::Provisional(id),
            event,
            other_id: other.map(PersonKey::Provisional),
            person_id: person,
            ward_code,
            on: self.as_of,
        });
    }

    /// Gives a content of tonight to an id.
    pub(super) fn give(&mut self, content: u64, id: u64) {
        let Some(written) = self.unfound.get(&content).copied() else { return };
        let known = self.known.entry(id).or_insert(Known { rows: Vec::new() });
        let code = format!("{content:016x}");
        match known.rows.iter_mut().find(|row| row.content == code) {
            Some(row) => row.last_seen = self.as_of,
            None => known.rows.push(ProvisionalRow {
                provisional_id: PersonKey::Provisional(id),
                content: code,
                base: Some(format!("{:016x}", written.base)),
                ward_code: written.ward,
                full_name: written.name.clone(),
                birth_date: written.birth,
                id_no: written.id,
                first_seen: self.as_of,
                last_seen: self.as_of,
                status: ProvisionalStatus::Open,
                person_id: None,
                merged_into: None,
            }),
        }
        known.set(ProvisionalStatus::Open, None, None);
        self.given.insert(content, id);
    }

    /// Whom a content was found to be; nobody where it was found to be several.
    fn person_of(&self, written: &WrittenIdentity) -> Option<PersonId> {
        written.person.filter(|_| !self.of_several.contains(&written.content))
    }

    /// Ids of which nothing was written tonight as before: found in the register, written otherwise,
    /// or gone.
    fn follow_vanished(&mut self, model: &Model) {
        let present: BTreeSet<u64> = self.given.values().copied().collect();
        let open = self
            .known
            .iter()
            .filter(|(id, known)| known.rows[0].status == ProvisionalStatus::Open && !present.contains(id));
        let vanished: Vec<u64> = open.map(|(id, _)| *id).collect();
        let new = self.unfound.values().chain(self.found.values());
        let new = new.filter(|written| !self.by_content.contains_key(&written.content));
        // Names are folded once, and only where an id vanished.
        let wards: BTreeSet<WardCode> = vanished.iter().map(|id| self.known[id].last().ward_code).collect();
        let mut by_ward = BTreeMap::<WardCode, Vec<(u64, Shape)>>::new();
        for written in new.filter(|written| wards.contains(&written.ward)) {
            by_ward.entry(written.ward).or_default().push((written.content, Shape::of(written)));
        }
        let mut claims = BTreeMap::<u64, Vec<u64>>::new();
        for id in vanished {
            let contents = self.known[&id].rows.iter().map(content_of);
            if let Some(written) = contents.filter_map(|content| self.found.get(&content)).next() {
                self.is_found(id, self.person_of(written));
                continue;
            }
            let last = Shape::of_row(self.known[&id].last());
            let here = by_ward.get(&self.known[&id].last().ward_code).into_iter().flatten();
            let near: Vec<u64> =
                here.filter(|(_, shape)| last.is_near(shape, model)).map(|(content, _)| *content).collect();
            match near[..] {
                [one] => claims.entry(one).or_default().push(id),
                _ => self.is_gone(id),
            }
        }
        for (content, mut ids) in claims {
            ids.sort_by_key(|id| (self.known[id].first_seen(), *id));
            if let Some(written) = self.found.get(&content) {
                let person = self.person_of(written);
                ids.into_iter().for_each(|id| self.is_found(id, person));
                continue;
            }
            let elder = ids[0];
            self.give(content, elder);
            self.event(elder, ProvisionalEvent::Mended, None, None);
            for &younger in &ids[1..] {
                let known = self.known.get_mut(&younger).expect("a claimant is known");
                known.set(ProvisionalStatus::Merged, None, Some(elder));
                self.event(younger, ProvisionalEvent::Merged, Some(elder), None);
            }
        }
    }

    fn is_found(&mut self, id: u64, person: Option<PersonId>) {
        if let Some(known) = self.known.get_mut(&id) {
            known.set(ProvisionalStatus::Found, person, None);
        }
        self.event(id, ProvisionalEvent::Found, None, person);
    }

    fn is_gone(&mut self, id: u64) {
        if let Some(known) = self.known.get_mut(&id) {
            known.set(ProvisionalStatus::Gone, None, None);
        }
        self.event(id, ProvisionalEvent::Gone, None, None);
    }

    fn name_new(&mut self) {
        let new: Vec<u64> = self.unfound.keys().filter(|content| !self.given.contains_key(content)).copied().collect();
        for content in new {
            // The digest may be the id of somebody who is written otherwise by now.
            let id = if self.known.contains_key(&content) { mix(content, content) } else { content };
            self.give(content, id);
            self.event(id, ProvisionalEvent::New, None, None);
        }
    }

    fn finish(self) -> Provisional {
        let mut ledger: Vec<ProvisionalRow> = self.known.into_values().flat_map(|known| known.rows).collect();
        ledger.sort_by(|a, b| (a.provisional_id, &a.content).cmp(&(b.provisional_id, &b.content)));
        let mut events = self.events;
        events.sort_by_key(|row| (row.provisional_id, row.event, row.other_id));
        let ids = self.given.into_iter().filter(|(content, id)| content != id).collect();
        Provisional { ids, ledger, events }
    }
}
