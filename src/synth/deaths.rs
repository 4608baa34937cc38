//! The register of deaths, with its gaps and wrong numbers.

use std::path::Path;

use super::SynthError;
use super::household::Member;
use super::places::Ward;
use super::rng::Rng;
use super::settle::Settled;
use super::sink::Sink;
use super::stories::Story;
use super::times::Times;
use crate::model::{Date, LifeStatus, PartialDate, PersonId, Private};
use crate::table::inputs::DeathRow;

/// Which register knows of a death.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Known {
    /// The population register.
    pub(super) population: bool,
    /// The register of deaths.
    deaths: bool,
    /// The registration carries the person's number.
    numbered: bool,
}

impl Known {
    /// Deaths of long ago stand in the population register; recent ones mostly in both.
    pub(super) fn draw(member: &Member, story: Story, rng: &mut Rng) -> Known {
        let (population, deaths, numbered) = match rng.weighted(&[0.80, 0.10, 0.03, 0.07]) {
            _ if member.life.death.is_none() => (true, false, false),
            _ if story == Story::DiedUnregistered => (false, false, false),
            0 => (true, true, true),
            1 if story == Story::Died => (false, true, true),
            2 if story == Story::Died => (false, true, false),
            2 => (true, true, false),
            _ => (true, false, true),
        };
        Known { population, deaths, numbered }
    }
}

/// The register of deaths being written.
pub(super) struct Deaths {
    rows: Sink<DeathRow>,
}

impl Deaths {
    /// Opens the register.
    pub(super) fn create(folder: &Path) -> Result<Deaths, SynthError> {
        Ok(Deaths { rows: Sink::create(folder)? })
    }

    /// Closes it.
    pub(super) fn finish(self) -> Result<usize, SynthError> {
        self.rows.finish()
    }

    /// Writes the death of a member, or the death of another that looks like the member's.
    #[allow(clippy::too_many_arguments, reason = "the household, what happened and where")]
    pub(super) fn member(
        &mut self,
        settled: &Settled<'_>,
        index: usize,
        story: Story,
        known: Known,
        wards: &[Ward],
        times: Times,
        rng: &mut Rng,
    ) -> Result<(), SynthError> {
        let member = &settled.household.members[index];
        match (member.life.death, story) {
            (Some(day), _) if known.deaths && member.status == LifeStatus::Dead && day >= times.day(2023, 1, 1) => {
                let id = known.numbered.then_some(settled.people[index].id);
                let informant = settled.people.iter().find(|person| person.id != settled.people[index].id);
                let row = self.row(member, id, day, settled.ward, wards, times, rng);
                self.rows.push(DeathRow { informant_id: informant.map(|person| private(person.id)), ..row })
            }
            (_, Story::InformantNumber) => {
                let mut other = member.clone();
                other.birth = member.birth.plus_days(-rng.range(700, 9000));
                other.life.birth = PartialDate::from(other.birth);
                other.gender = if rng.chance(0.5) { member.gender } else { crate::model::Gender::Male };
                let words: Vec<&str> = member.name.reveal().split(' ').collect();
                let turned = format!("{} Văn {}", words[0], ["Tuất", "Sửu", "Khoát", "Lụa"][rng.below(4)]);
                other.name = crate::model::FullName::from_canonical(&turned).unwrap_or(other.name);
                let (id, day) = (settled.people[index].id, times.as_of.plus_days(-rng.range(6, 100)));
                let row = self.row(&other, Some(id), day, settled.ward, wards, times, rng);
                self.rows.push(DeathRow { informant_id: Some(private(id)), ..row })
            }
            (None, Story::NamesakeDied) => {
                let elsewhere = (settled.ward + 1 + rng.below(wards.len() - 1)) % wards.len();
                let day = times.as_of.plus_days(-rng.range(6, 100));
                let mut other = member.clone();
                other.life.birth = PartialDate::of_year(member.birth.ymd().0 as i16).unwrap_or(other.life.birth);
                let row = self.row(&other, None, day, elsewhere, wards, times, rng);
                self.rows.push(row)
            }
            _ => Ok(()),
        }
    }

    #[allow(clippy::too_many_arguments, reason = "the columns of the register")]
    fn row(
        &self,
        member: &Member,
        id: Option<PersonId>,
        day: Date,
        ward: usize,
        wards: &[Ward],
        times: Times,
        rng: &mut Rng,
    ) -> DeathRow {
        let registered = day.plus_days(rng.range(1, 12)).min(times.as_of);
        DeathRow {
            death_no: format!("{:05}/{}", self.rows.rows + 1, registered.ymd().0),
            person_id: id.map(private),
            full_name: Some(Private::new(member.name.reveal())),
            birth_date: Some(member.life.birth),
            gender: Some(member.gender),
            ward_code: Some(wards[ward].code),
            death_date: day,
            registered_on: Some(registered),
            informant_id: None,
        }
    }
}

fn private(id: PersonId) -> Private {
    Private::new(&id.reveal())
}
