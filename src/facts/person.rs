//! A person: who it is, and all facts gathered.

use std::collections::{BTreeMap, BTreeSet, HashSet};

use crate::model::{Benefit, Date, Fact, FactInterval, FactSource, Gender, PartialDate, PersonKey, WardCode};
use crate::table::inputs::PopulationRow;

use super::FactInputs;
use super::claims::Draft;
use super::couple::Carrier;
use super::disputes::{self, Dispute};
use super::gathering::Gathering;
use super::history::History;
use super::register::Registers;
use super::ward_word::Reports;

/// Everything that facts about a person are read from.
pub(super) struct Sources<'a> {
    pub(super) inputs: &'a FactInputs<'a>,
    pub(super) registers: &'a Registers<'a>,
    pub(super) history: &'a History,
    pub(super) reports: &'a Reports<'a>,
    pub(super) couples: BTreeMap<PersonKey, Carrier>,
    pub(super) wards: Vec<WardCode>,
    /// People whom a carer's line is about.
    pub(super) cared_for: HashSet<PersonKey>,
}

/// A doubt about a person: check, what it is about in a few words (never personal).
pub(super) type Doubt = (&'static str, String);

/// A person's facts before they become a subject.
pub(super) struct Person<'a> {
    pub(super) row: Option<&'a PopulationRow>,
    pub(super) birth: Option<PartialDate>,
    pub(super) gender: Option<Gender>,
    pub(super) wards: Vec<(Date, WardCode)>,
    pub(super) facts: Vec<FactInterval>,
    pub(super) doubts: Vec<Doubt>,
    pub(super) disputes: Vec<Dispute>,
}

/// Gathers everything about one person; `drafts` are the person's claims, none for a prospect.
pub(super) fn person<'a>(key: PersonKey, drafts: &[(Benefit, &Draft<'_>)], sources: &Sources<'a>) -> Person<'a> {
    let inputs = sources.inputs;
    let mut rests: BTreeSet<Fact> =
        drafts.iter().filter_map(|(_, draft)| draft.benefit()).flat_map(|benefit| (inputs.facts_of)(benefit)).collect();
    // A carer's decision rests on the disability of the person cared for, whoever else decided on them.
    if sources.cared_for.contains(&key) {
        rests.insert(Fact::Severity);
    }
    let row = key.register().and_then(|id| sources.registers.person(id));
    let listed = drafts.iter().find_map(|(_, draft)| draft.record);
    let line = drafts.iter().find_map(|(_, draft)| draft.lines.first());
    let (trust, row_id) = (&inputs.settings.trust, listed.map(|record| record.row_id));
    let births = [
        (FactSource::Population, row.and_then(|row| row.birth_date)),
        (FactSource::Decision, listed.and_then(|record| record.birth_date)),
        (FactSource::Ledger, line.and_then(|line| line.birth_date)),
    ];
    let (birth, mut disputes) = disputes::births(trust, births, row_id);
    let genders = [
        (FactSource::Population, row.and_then(|row| row.gender)),
        (FactSource::Decision, listed.and_then(|record| record.gender)),
    ];
    let (gender, of_gender) = disputes::genders(trust, genders, row_id);
    disputes.extend(of_gender);
    let mut gathering = Gathering { key, row, rests, sources, facts: Vec::new(), doubts: Vec::new(), disputes };
    let residence = gathering.all(drafts, listed.and_then(|record| record.severity));
    Person {
        row,
        birth,
        gender,
        wards: residence.wards,
        facts: gathering.facts.into_iter().flat_map(|(fact, timeline)| timeline.into_intervals(fact)).collect(),
        doubts: gathering.doubts,
        disputes: gathering.disputes,
    }
}

/// A day as officials write it.
pub(super) fn vietnamese(day: Date) -> String {
    let (year, month, day) = day.ymd();
    format!("{day:02}/{month:02}/{year:04}")
}
