//! The registers, found by person.

use std::collections::HashMap;
use std::hash::Hash;

use crate::model::{Cmnd, IdNumber, PersonId, Private, WardCode};
use crate::table::inputs::{
    DeathRow, DisabilityRow, InstitutionRow, PensionRow, PopulationRow, PovertyRow, SchoolingRow,
};

use super::FactInputs;
use super::input::{Linked, RowLink};
use super::trust::Trust;

type Index = HashMap<PersonId, Vec<usize>>;

/// A row and whether the linkage is sure of its person.
#[derive(Debug, Clone, Copy)]
pub(super) struct Pointed<'a, Row> {
    pub(super) row: &'a Row,
    pub(super) safe: bool,
}

/// All registers, each with an index by person.
pub(super) struct Registers<'a> {
    inputs: &'a FactInputs<'a>,
    people: HashMap<PersonId, usize>,
    by_cmnd: HashMap<Cmnd, PersonId>,
    children: Index,
    deaths: Index,
    pensions: Index,
    poverty: Index,
    disability: Index,
    schooling: Index,
    institutions: Index,
    /// Certificates without a number that the linkage could give to nobody, by ward.
    loose_certificates: HashMap<WardCode, Vec<usize>>,
}

/// The number that a register wrote, if it is a personal identifier.
pub(super) fn written_id(written: Option<&Private>) -> Option<PersonId> {
    written.and_then(|text| PersonId::from_digits(text.reveal().trim()))
}

fn index<Row, K: Eq + Hash>(
    rows: Option<&[Row]>,
    keys: impl Fn(usize, &Row) -> [Option<K>; 2],
) -> HashMap<K, Vec<usize>> {
    let mut found: HashMap<K, Vec<usize>> = HashMap::new();
    for (i, row) in rows.unwrap_or_default().iter().enumerate() {
        for key in keys(i, row).into_iter().flatten() {
            found.entry(key).or_default().push(i);
        }
    }
    found
}

fn linked<Row>(linked: Option<Linked<'_, Row>>, written: impl Fn(&Row) -> Option<PersonId>) -> Index {
    let links = linked.map_or(&[] as &[RowLink], |linked| linked.links);
    let person = |i: usize, row: &Row| links.get(i).and_then(|link| link.person).or_else(|| written(row));
    index(linked.map(|linked| linked.rows), |i, row| [person(i, row), None])
}

fn loose_certificates(inputs: &FactInputs<'_>) -> HashMap<WardCode, Vec<usize>> {
    let mut found: HashMap<WardCode, Vec<usize>> = HashMap::new();
    let Some(Linked { rows, links }) = inputs.disability else { return found };
    for (i, row) in rows.iter().enumerate() {
        let nobodys = row.person_id.is_none() && links.get(i).is_none_or(|link| link.person.is_none());
        if let Some(ward) = row.ward_code.filter(|_| nobodys) {
            found.entry(ward).or_default().push(i);
        }
    }
    found
}

impl<'a> Registers<'a> {
    pub(super) fn new(inputs: &'a FactInputs<'a>) -> Registers<'a> {
        let people = inputs.population.iter().enumerate().map(|(i, row)| (row.person_id, i)).collect();
        let by_cmnd = inputs.population.iter().filter_map(|row| Some((row.cmnd?, row.person_id))).collect();
        Registers {
            inputs,
            people,
            by_cmnd,
            children: index(Some(inputs.population), |_, row: &PopulationRow| [row.father_id, row.mother_id]),
            deaths: linked(inputs.deaths, |row| written_id(row.person_id.as_ref())),
            pensions: linked(inputs.pensions, |row| written_id(row.person_id.as_ref())),
            poverty: index(inputs.poverty, |_, row| [Some(row.person_id), None]),
            disability: linked(inputs.disability, |row| written_id(row.person_id.as_ref())),
            schooling: index(inputs.schooling, |_, row| [Some(row.person_id), None]),
            institutions: index(inputs.institutions, |_, row| [Some(row.person_id), None]),
            loose_certificates: loose_certificates(inputs),
        }
    }

    /// Which source is believed.
    pub(super) fn trust(&self) -> &'a Trust {
        &self.inputs.settings.trust
    }

    pub(super) fn person(&self, id: PersonId) -> Option<&'a PopulationRow> {
        self.people.get(&id).map(|&i| &self.inputs.population[i])
    }

    /// The person of an id number as a list writes it.
    pub(super) fn by_number(&self, number: IdNumber) -> Option<PersonId> {
        match number {
            IdNumber::Person(id) => self.people.contains_key(&id).then_some(id),
            IdNumber::Cmnd(cmnd) => self.by_cmnd.get(&cmnd).copied(),
        }
    }

    /// Children by the register's father and mother, oldest first.
    pub(super) fn children(&self, parent: PersonId) -> Vec<&'a PopulationRow> {
        let rows = self.children.get(&parent).map_or(&[] as &[usize], Vec::as_slice);
        let mut rows: Vec<_> = rows.iter().map(|&i| &self.inputs.population[i]).collect();
        rows.sort_by_key(|row| (row.birth_date, row.person_id));
        rows.dedup_by_key(|row| row.person_id);
        rows
    }

    pub(super) fn deaths(&self, id: PersonId) -> Vec<Pointed<'a, DeathRow>> {
        pointed(self.inputs.deaths, self.deaths.get(&id))
    }

    pub(super) fn pensions(&self, id: PersonId) -> Vec<Pointed<'a, PensionRow>> {
        pointed(self.inputs.pensions, self.pensions.get(&id))
    }

    pub(super) fn disability(&self, id: PersonId) -> Vec<Pointed<'a, DisabilityRow>> {
        pointed(self.inputs.disability, self.disability.get(&id))
    }

    /// Certificates of a ward that carry no number and that the linkage could give to nobody: two people of
    /// one name may both fit.
    pub(super) fn loose_certificates(&self, ward: WardCode) -> Vec<&'a DisabilityRow> {
        rows(self.inputs.disability.map(|linked| linked.rows), self.loose_certificates.get(&ward))
    }

    pub(super) fn poverty(&self, id: PersonId) -> Vec<&'a PovertyRow> {
        rows(self.inputs.poverty, self.poverty.get(&id))
    }

    pub(super) fn schooling(&self, id: PersonId) -> Vec<&'a SchoolingRow> {
        rows(self.inputs.schooling, self.schooling.get(&id))
    }

    pub(super) fn institutions(&self, id: PersonId) -> Vec<&'a InstitutionRow> {
        rows(self.inputs.institutions, self.institutions.get(&id))
    }
}

fn rows<'a, Row>(all: Option<&'a [Row]>, found: Option<&Vec<usize>>) -> Vec<&'a Row> {
    let all = all.unwrap_or_default();
    found.map(|found| found.iter().map(|&i| &all[i]).collect()).unwrap_or_default()
}

fn pointed<'a, Row>(all: Option<Linked<'a, Row>>, found: Option<&Vec<usize>>) -> Vec<Pointed<'a, Row>> {
    let (Some(all), Some(found)) = (all, found) else { return Vec::new() };
    let safe = |i: usize| all.links.get(i).is_some_and(|link| link.safe && link.person.is_some());
    found.iter().map(|&i| Pointed { row: &all.rows[i], safe: safe(i) }).collect()
}
