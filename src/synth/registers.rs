//! What the other agencies know: the rows of their registers, written as the households are made.

use std::path::Path;

use super::SynthError;
use super::deaths::{self, Deaths};
use super::household::Member;
use super::places::{Ward, Words, units_changed_on};
use super::rng::Rng;
use super::settle::Settled;
use super::sink::Sink;
use super::stories::Story;
use super::times::Times;
use crate::model::{Date, PartialDate, Private};
use crate::table::inputs::{DisabilityRow, InstitutionRow, PensionRow, PopulationRow, PovertyRow, SchoolingRow};

/// The registers being written.
pub(super) struct Registers {
    /// Population.
    pub(super) population: Sink<PopulationRow>,
    deaths: Deaths,
    pensions: Sink<PensionRow>,
    poverty: Sink<PovertyRow>,
    disability: Sink<DisabilityRow>,
    schooling: Sink<SchoolingRow>,
    institutions: Sink<InstitutionRow>,
}

impl Registers {
    /// Opens all registers in the city folder.
    pub(super) fn create(city: &Path) -> Result<Registers, SynthError> {
        let folder = city.join("registers");
        std::fs::create_dir_all(&folder).map_err(|error| SynthError::io(&folder, error))?;
        Ok(Registers {
            population: Sink::create(&folder)?,
            deaths: Deaths::create(&folder)?,
            pensions: Sink::create(&folder)?,
            poverty: Sink::create(&folder)?,
            disability: Sink::create(&folder)?,
            schooling: Sink::create(&folder)?,
            institutions: Sink::create(&folder)?,
        })
    }

    /// Closes all registers; gives the number of people.
    pub(super) fn finish(self) -> Result<usize, SynthError> {
        self.deaths.finish()?;
        self.pensions.finish()?;
        self.poverty.finish()?;
        self.disability.finish()?;
        self.schooling.finish()?;
        self.institutions.finish()?;
        self.population.finish()
    }

    /// Writes the members of a household and what each agency knows about them.
    pub(super) fn household(
        &mut self,
        settled: &Settled<'_>,
        wards: &[Ward],
        words: &Words,
        times: Times,
        rng: &mut Rng,
    ) -> Result<(), SynthError> {
        let number = format!("{}{:07}", wards[settled.ward].code, settled.number);
        let old = rng.chance(0.25) && settled.household.moved.is_none_or(|(day, _)| day < units_changed_on());
        let address = wards[settled.ward].address(settled.household.home, words, old);
        for (index, member) in settled.household.members.iter().enumerate() {
            let story = settled.told.iter().find(|told| told.0 == index).map_or(Story::None, |told| told.1);
            let known = deaths::Known::draw(member, story, rng);
            let row = population_row(settled, index, &number, &address, wards, words, known, rng);
            self.population.push(row)?;
            self.deaths.member(settled, index, story, known, wards, times, rng)?;
            self.agencies(settled, index, &number, wards, words, rng)?;
        }
        Ok(())
    }

    fn agencies(
        &mut self,
        settled: &Settled<'_>,
        index: usize,
        household_id: &str,
        wards: &[Ward],
        words: &Words,
        rng: &mut Rng,
    ) -> Result<(), SynthError> {
        let (member, id) = (&settled.household.members[index], settled.people[index].id);
        let (life, ward) = (&member.life, wards[settled.ward].code);
        for &(class, span) in &life.poverty {
            self.poverty.push(PovertyRow {
                household_id: household_id.to_owned(),
                person_id: id,
                class,
                valid_from: span.from,
                valid_to: span.to,
                decision_no: Some(format!("{}/QĐ-UBND", 100 + settled.number % 800)),
                ward_code: Some(ward),
            })?;
        }
        for pension in &life.pensions {
            let row = PensionRow {
                bhxh_no: format!(
                    "{}{:08}",
                    if wards[settled.ward].area == 30 { 30 } else { 31 },
                    rng.below(100_000_000)
                ),
                person_id: (!rng.chance(0.03)).then(|| Private::new(&id.reveal())),
                full_name: Some(Private::new(member.name.reveal())),
                birth_date: Some(papers(member)),
                gender: Some(member.gender),
                kind: pension.kind,
                monthly_amount: pension.amount,
                valid_from: pension.span.from,
                valid_to: pension.span.to,
            };
            self.pensions.push(row)?;
        }
        if !life.silent {
            self.certificates(settled, index, wards, rng)?;
            self.studies(settled, index, words, rng)?;
        }
        for span in &life.stays {
            let facility = Some(rng.pick(words.of("facility")).clone());
            let row = InstitutionRow { person_id: id, facility, valid_from: span.from, valid_to: span.to };
            self.institutions.push(row)?;
        }
        Ok(())
    }

    fn certificates(
        &mut self,
        settled: &Settled<'_>,
        index: usize,
        wards: &[Ward],
        rng: &mut Rng,
    ) -> Result<(), SynthError> {
        let (member, id) = (&settled.household.members[index], settled.people[index].id);
        for certificate in &member.life.certificates {
            // Papers from before the personal number carry none.
            let numbered = certificate.span.from > Date::MIN && !rng.chance(0.06);
            self.disability.push(DisabilityRow {
                certificate_no: certificate.no.to_string(),
                person_id: numbered.then(|| Private::new(&id.reveal())),
                full_name: Some(Private::new(member.name.reveal())),
                birth_date: Some(papers(member)),
                gender: Some(member.gender),
                ward_code: Some(wards[settled.ward].code),
                disability_type: Some(certificate.kind),
                severity: certificate.severity,
                issued_on: certificate.span.from,
                withdrawn_on: certificate.span.to,
            })?;
        }
        Ok(())
    }

    fn studies(&mut self, settled: &Settled<'_>, index: usize, words: &Words, rng: &mut Rng) -> Result<(), SynthError> {
        let (member, id) = (&settled.household.members[index], settled.people[index].id);
        for span in &member.life.studies {
            self.schooling.push(SchoolingRow {
                person_id: id,
                school: Some(rng.pick(words.of("school")).clone()),
                level: Some(if member.age(span.from) < 18 { "THPT" } else { "Đại học, cao đẳng" }.to_owned()),
                valid_from: span.from,
                valid_to: span.to,
            })?;
        }
        Ok(())
    }
}

/// The birth date on a person's own papers: as the population register shows it.
fn papers(member: &Member) -> PartialDate {
    member.life.birth
}

#[allow(clippy::too_many_arguments, reason = "a row of the widest register")]
fn population_row(
    settled: &Settled<'_>,
    index: usize,
    number: &str,
    address: &str,
    wards: &[Ward],
    words: &Words,
    known: deaths::Known,
    rng: &mut Rng,
) -> PopulationRow {
    let (household, person) = (settled.household, &settled.people[index]);
    let member = &household.members[index];
    let id = |place: Option<usize>| place.map(|place| settled.people[place].id);
    let mut row = PopulationRow {
        person_id: person.id,
        cmnd: person.cmnd,
        full_name: member.name.clone(),
        birth_date: Some(member.life.birth),
        gender: Some(member.gender),
        ward_code: wards[settled.ward].code,
        address: Some(Private::new(address)),
        household_id: Some(number.to_owned()),
        relation_to_head: Some(member.relation.to_owned()),
        marital_status: Some(member.life.marital),
        father_id: id(member.father),
        mother_id: id(member.mother),
        spouse_id: id(member.spouse),
        life_status: if known.population { member.status } else { crate::model::LifeStatus::Alive },
        death_date: member.life.death.filter(|_| known.population),
        residence_since: household.moved.map(|(day, _)| day),
        previous_ward_code: household.moved.map(|(_, other)| wards[other].code),
        phone: person.phone.as_deref().map(Private::new),
    };
    if let Some(last) = member.life.left_city {
        let (code, name) = rng.pick(&words.elsewhere);
        row.ward_code = *code;
        row.address = Some(Private::new(name));
        row.residence_since = Some(last.plus_days(1));
        row.previous_ward_code = Some(wards[settled.ward].code);
    }
    row
}
