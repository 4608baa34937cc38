//! The facts of one person, source by source: residence, what registers certify, family, life, what
//! was decided, and what a ward alone says.

use std::collections::BTreeSet;

use crate::model::{
    Benefit, Date, Fact, FactSource, Matter, Movement, PartialDate, PersonId, PersonKey, Record, Severity,
};
use crate::table::inputs::PopulationRow;

use super::claims::Draft;
use super::disputes::{Dispute, Said};
use super::family::{children, marital};
use super::life::life;
use super::person::{Doubt, Sources, vietnamese};
use super::pregnancy::pregnant;
use super::residence::{Residence, area, residence, special_commune};
use super::standing;
use super::timeline::{Span, Timeline};
use super::ward_word::{DAY_DIFFERS, ONLY_THE_WARD, end_by_word, first, move_inside, ward_ended, without_day};

/// The facts of one person in the making.
pub(super) struct Gathering<'a, 's> {
    pub(super) key: PersonKey,
    pub(super) row: Option<&'a PopulationRow>,
    /// Facts that some decision about the person rests on.
    pub(super) rests: BTreeSet<Fact>,
    pub(super) sources: &'s Sources<'a>,
    pub(super) facts: Vec<(Fact, Timeline)>,
    pub(super) doubts: Vec<Doubt>,
    pub(super) disputes: Vec<Dispute>,
}

impl<'a> Gathering<'a, '_> {
    /// Every fact, ordered; `listed` is the severity that the list tells. Gives where the person lives.
    pub(super) fn all(&mut self, drafts: &[(Benefit, &Draft<'_>)], listed: Option<Severity>) -> Residence {
        let residence = self.place(drafts);
        if let Some(id) = self.key.register() {
            self.standing(id, listed);
            self.family(drafts, self.row);
        }
        self.life();
        self.decided(drafts);
        self.ended();
        self.facts.sort_by_key(|(fact, _)| *fact);
        residence
    }

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
                    without_day(&mut residence.resident, record, last_day);
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
                without_day(&mut timeline, record, last_day);
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
