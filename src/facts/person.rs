//! All facts of one person.

use std::collections::{BTreeMap, BTreeSet, HashSet};

use crate::model::{
    Benefit, Date, Fact, FactInterval, FactSource, Gender, Matter, Movement, PartialDate, PersonId, PersonKey, Record,
    Severity, WardCode,
};
use crate::table::inputs::PopulationRow;

use super::FactInputs;
use super::claims::Draft;
use super::couple::Carrier;
use super::disputes::{self, Dispute, Said};
use super::family::{children, marital};
use super::history::History;
use super::life::life;
use super::pregnancy::pregnant;
use super::register::Registers;
use super::residence::{Residence, area, residence, special_commune};
use super::standing;
use super::timeline::{Span, Timeline};
use super::ward_word::{DAY_DIFFERS, ONLY_THE_WARD, Reports, end_by_word, first, move_inside, ward_ended};

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
    let residence = gathering.place(drafts);
    if let Some(id) = key.register() {
        gathering.standing(id, listed.and_then(|record| record.severity));
        gathering.family(drafts, row);
    }
    gathering.life();
    gathering.decided(drafts);
    gathering.ended();
    gathering.facts.sort_by_key(|(fact, _)| *fact);
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

struct Gathering<'a, 's> {
    key: PersonKey,
    row: Option<&'a PopulationRow>,
    /// Facts that some decision about the person rests on.
    rests: BTreeSet<Fact>,
    sources: &'s Sources<'a>,
    facts: Vec<(Fact, Timeline)>,
    doubts: Vec<Doubt>,
    disputes: Vec<Dispute>,
}

impl<'a> Gathering<'a, '_> {
    fn reported(&self, movement: Movement) -> Option<(&'a Record, Date)> {
        let (inputs, reports) = (self.sources.inputs, self.sources.reports);
        first(reports.get(&self.key)?, movement, inputs.as_of, inputs.pay_month)
    }

    fn doubt(&mut self, check: &'static str, about: &str) {
        self.doubts.push((check, about.to_owned()));
    }

    /// The ward's word has another day than the register that is believed.
    fn dispute_day(&mut self, matter: Matter, (source, day): (FactSource, Date), record: &Record, reported: Date) {
        // A partial date says no more than its month or year.
        if record.event_date.is_none_or(|event| event.earliest() <= day && day <= event.latest()) {
            return;
        }
        self.disputes.push(Dispute {
            matter,
            kept: Said::on(source, day),
            other: Said::on(FactSource::WardReport, reported),
            check: Some(DAY_DIFFERS),
            row_id: Some(record.row_id),
        });
    }

    /// Wards, city, area, special communes: from the register, else the ward that carries the claim.
    fn place(&mut self, drafts: &[(Benefit, &Draft<'_>)]) -> Residence {
        let inputs = self.sources.inputs;
        let listed = || drafts.iter().find_map(|(_, draft)| draft.ward(None));
        let trust = &inputs.settings.trust;
        let by_list = trust.before(Matter::Ward, FactSource::Decision, FactSource::Population);
        let mut residence = match self.row.filter(|_| !by_list || listed().is_none()) {
            Some(row) => residence(row, inputs.areas, inputs.as_of, inputs.pay_month),
            None => Residence {
                wards: listed().map(|ward| (Date::MIN, ward)).into_iter().collect(),
                ..Residence::default()
            },
        };
        if let Some((record, last_day)) = self.reported(Movement::MovedOut) {
            let by_register = |source| trust.before(Matter::Resident, source, FactSource::WardReport);
            let still_there = residence.wards.last().is_some_and(|(_, ward)| *ward == record.ward)
                || !by_register(FactSource::Population);
            let since = self.row.and_then(|row| residence.left_on(row, record.ward)).filter(|_| !still_there);
            if let Some(day) = since.filter(|&from| from.plus_days(-1) != last_day) {
                self.dispute_day(Matter::Resident, (FactSource::Population, day), record, last_day);
            }
            match move_inside(record, last_day, &self.sources.wards) {
                _ if !still_there => {}
                Some(moved) => {
                    residence.wards.push(moved);
                    let word = Span::always(1, FactSource::WardReport).proven(false);
                    residence.resident.paint(word.since(moved.0));
                    self.doubt(ONLY_THE_WARD, "chuyển đi");
                }
                None if end_by_word(&mut residence.resident, last_day, by_register) => {
                    self.doubt(ONLY_THE_WARD, "chuyển đi")
                }
                None => {}
            }
        }
        self.facts.push((Fact::Resident, residence.resident.clone()));
        self.facts.push((Fact::Area, area(&residence.wards, inputs.areas, self.row.is_some())));
        if self.row.is_some() {
            self.facts.push((Fact::SpecialCommune, special_commune(&residence.wards, inputs.special_communes)));
        }
        residence
    }

    fn standing(&mut self, id: PersonId, listed: Option<Severity>) {
        let (registers, inputs) = (self.sources.registers, self.sources.inputs);
        let rests = |fact| self.rests.contains(&fact);
        let trust = &inputs.settings.trust;
        let by_list = trust.before(Matter::Severity, FactSource::Decision, FactSource::Disability);
        let poverty = standing::poverty(id, registers, inputs, rests(Fact::Poverty));
        let (mut severity, certificates) = standing::severity(id, registers, inputs, rests(Fact::Severity));
        if let Some(listed) = listed.filter(|_| by_list) {
            severity = Timeline::always(standing::value(listed), FactSource::Decision);
        }
        let (pension, pensions) = standing::pension(id, registers, inputs);
        let studying = standing::studying(id, registers, inputs, rests(Fact::Studying));
        let in_institution = standing::in_institution(id, registers, inputs);
        self.doubts.extend(certificates.iter().map(|day| (standing::CERTIFICATE_OF_ANOTHER, vietnamese(*day))));
        self.doubts.extend(pensions.iter().map(|day| (standing::PENSION_OF_ANOTHER, vietnamese(*day))));
        self.facts.extend([
            (Fact::Poverty, poverty),
            (Fact::Severity, severity),
            (Fact::Pension, pension),
            (Fact::Studying, studying),
            (Fact::InInstitution, in_institution),
        ]);
    }

    fn family(&mut self, drafts: &[(Benefit, &Draft<'_>)], row: Option<&PopulationRow>) {
        let Some(row) = row else { return };
        let (registers, inputs) = (self.sources.registers, self.sources.inputs);
        let ended = self.reported(Movement::Ended).or(self.reported(Movement::Changed));
        let marital = marital(
            row,
            registers,
            inputs,
            self.rests.contains(&Fact::Marital),
            ended.filter(|(record, _)| record.event_date.is_some()).map(|(_, day)| day),
        );
        // The coefficient of k4 is the number of children paid for.
        let of_children = drafts.iter().filter(|(family, _)| *family == Benefit::K4);
        let paid = of_children.flat_map(|(_, draft)| &draft.lines).filter_map(|line| line.coefficient).max();
        let paid = paid.map(|coefficient| i64::from(coefficient.hundredths() / 100));
        self.facts.push((Fact::Marital, marital));
        self.facts.extend(children(row, registers, inputs, paid));
    }

    fn life(&mut self) {
        let inputs = self.sources.inputs;
        let (mut timeline, mut told) = (Timeline::unknown(), None);
        if let Some(id) = self.key.register() {
            let life = life(id, self.sources.registers, inputs.as_of, inputs.pay_month);
            (timeline, told) = (life.timeline, life.told.first().copied());
            if let Some((&(source, day), others)) = life.told.split_first() {
                let others = others.iter().filter(|(_, other)| *other != day);
                self.disputes.extend(others.map(|&(other, on)| Dispute {
                    matter: Matter::Alive,
                    kept: Said::on(source, day),
                    other: Said::on(other, on),
                    check: Some(super::life::TWO_DATES),
                    row_id: None,
                }));
            }
            self.doubts.extend(life.doubts.into_iter().map(|(check, day)| (check, vietnamese(day))));
        }
        if let Some((record, last_day)) = self.reported(Movement::Dead) {
            let trust = &inputs.settings.trust;
            let by_register = |source| trust.before(Matter::Alive, source, FactSource::WardReport);
            if end_by_word(&mut timeline, last_day, by_register) {
                self.doubt(ONLY_THE_WARD, "chết");
            } else if let Some(kept) = told {
                self.dispute_day(Matter::Alive, kept, record, last_day);
            }
        }
        self.facts.push((Fact::Alive, timeline));
    }

    /// Facts that no register holds, and what the ledger and later decisions say.
    fn decided(&mut self, drafts: &[(Benefit, &Draft<'_>)]) {
        for fact in [Fact::NoSupporter, Fact::Hiv, Fact::Ground, Fact::TakenIn, Fact::Caring] {
            if self.rests.contains(&fact) {
                self.facts.push((fact, Timeline::always(1, FactSource::Decision)));
            }
        }
        let settings = self.sources.inputs.settings;
        let pregnancy = drafts.iter().find(|(family, _)| *family == Benefit::CsThai);
        if let Some((_, draft)) = pregnancy {
            let births = self.key.register().map(|id| self.sources.registers.children(id)).unwrap_or_default();
            let births: Vec<PartialDate> = births.iter().filter_map(|child| child.birth_date).collect();
            self.facts
                .push((Fact::Pregnant, pregnant(&births, draft.decision_date(), self.sources.inputs.as_of, settings)));
        }
        if let Some(carrier) = self.sources.couples.get(&self.key) {
            self.facts.push((Fact::CoupleShare, carrier.fact(self.sources)));
        }
        let new = self.reported(Movement::New).and_then(|(record, _)| record.decision_date);
        let resumed = drafts.iter().filter_map(|(_, draft)| draft.decision_date()).chain(new).max();
        self.facts
            .push((Fact::Suspended, self.sources.history.suspended(self.key, resumed, settings.uncollected_months)));
    }

    /// The ward's "no longer eligible", unless a register explains it.
    fn ended(&mut self) {
        let reported = self.reported(Movement::Ended).filter(|_| !self.explained());
        if reported.is_some() {
            self.doubt(ONLY_THE_WARD, "dừng hưởng");
        }
        self.facts.push((Fact::WardEnded, ward_ended(reported.map(|(_, last_day)| last_day))));
    }

    /// Whether a fact that a decision rests on changed shortly before the pay month.
    fn explained(&self) -> bool {
        let (month, days) = (self.sources.inputs.pay_month, self.sources.inputs.settings.explaining_days);
        let (from, to) = (month.first_day().plus_days(-days), month.last_day());
        let relevant = |fact: &Fact| self.rests.contains(fact) || matches!(fact, Fact::Alive | Fact::InInstitution);
        self.facts
            .iter()
            .filter(|(fact, _)| relevant(fact) && *fact != Fact::Area)
            .any(|(_, timeline)| timeline.spans().iter().any(|span| from <= span.from && span.from <= to))
    }
}

/// A day as officials write it.
pub(super) fn vietnamese(day: Date) -> String {
    let (year, month, day) = day.ymd();
    format!("{day:02}/{month:02}/{year:04}")
}
