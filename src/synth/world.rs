//! The walk through the city: ward by ward, household by household.

use super::SynthError;
use super::case::Case;
use super::config::SynthConfig;
use super::families::Builder;
use super::health::{self, Counters};
use super::household::{Hints, Household, Kind};
use super::ids::Ids;
use super::life::Child;
use super::names::Names;
use super::places::{self, Ward, Words};
use super::registers::Registers;
use super::rng::Rng;
use super::roles::{self, Draft};
use super::settle::Settled;
use super::stories::{Scene, Story};
use super::times::Times;
use crate::model::{Date, LifeStatus, PersonId};

/// The city being made.
pub(super) struct World<'a> {
    /// What was asked for.
    pub(super) config: &'a SynthConfig,
    /// The days that matter.
    pub(super) times: Times,
    /// Names.
    pub(super) names: Names,
    /// Wards of the city, ordered by code.
    pub(super) wards: Vec<Ward>,
    /// Words.
    pub(super) words: Words,
    /// People on the rolls, household by household.
    pub(super) cases: Vec<Case>,
    /// Given numbers.
    pub(super) ids: Ids,
    counters: Counters,
    households: u32,
}

impl World<'_> {
    /// An empty city.
    pub(super) fn new(config: &SynthConfig) -> Result<World<'_>, SynthError> {
        let mut rng = Rng::of(config.seed, 1);
        let (wards, words) = places::load(&config.reference, config.wards, config.people, &mut rng)?;
        Ok(World {
            config,
            times: Times::of(config),
            names: Names::load(&config.reference.join("names"))?,
            wards,
            words,
            cases: Vec::new(),
            ids: Ids::default(),
            counters: Counters::default(),
            households: 0,
        })
    }

    /// Fills all wards.
    pub(super) fn populate(&mut self, registers: &mut Registers) -> Result<(), SynthError> {
        for ward in 0..self.wards.len() {
            let mut rng = Rng::of(self.config.seed, 1000 + u64::from(self.wards[ward].code.number()));
            let mut made = 0;
            for story in self.planted(ward) {
                made += self.plant(registers, ward, story, &mut rng)?;
            }
            while made < self.wards[ward].people {
                let mut household = self.build(ward, Hints::default(), &mut rng);
                let mut drafts = roles::enrol(&household, self.times, &mut rng);
                let share = self.config.stories;
                self.scene(ward, &mut household, &mut drafts, &mut rng).happen(share);
                made += self.settle(registers, ward, household, drafts, &mut rng)?;
            }
        }
        Ok(())
    }

    /// The stories that a ward must show: each at least once in the city, more often in a large one.
    /// A ward that calls a living person dead is rare whatever the size: once.
    fn planted(&self, ward: usize) -> Vec<Story> {
        let times = (self.config.people / 15_000).max(1);
        let wards = self.wards.len();
        let all =
            (0..times).flat_map(|round| Story::all().filter(move |story| round == 0 || *story != Story::SaidDead));
        all.enumerate().filter(|(index, _)| index % wards == ward).map(|(_, story)| story).collect()
    }

    fn plant(
        &mut self,
        registers: &mut Registers,
        ward: usize,
        story: Story,
        rng: &mut Rng,
    ) -> Result<usize, SynthError> {
        let hints = match story {
            Story::Remarried => Hints { kind: Some(Kind::SingleParent), poor: true, disabled: false },
            Story::PovertyEnded => Hints { kind: Some(Kind::LoneElder), poor: true, disabled: false },
            Story::LeftSchool | Story::AgeLimit | Story::YearOnly | Story::CoefficientDown => {
                Hints { kind: Some(Kind::Orphan), ..Hints::default() }
            }
            Story::TwoBenefits => Hints { kind: Some(Kind::LoneElder), disabled: true, poor: false },
            Story::CertificateWithdrawn
            | Story::SeverityUp
            | Story::SeverityDown
            | Story::CoefficientUp
            | Story::Silent => Hints { disabled: true, ..Hints::default() },
            _ => Hints { kind: Some(Kind::LoneElder), ..Hints::default() },
        };
        for _ in 0..400 {
            let mut household = self.build(ward, hints, rng);
            let mut drafts = roles::enrol(&household, self.times, rng);
            if self.scene(ward, &mut household, &mut drafts, rng).force(story) {
                return self.settle(registers, ward, household, drafts, rng);
            }
        }
        Ok(0)
    }

    fn build(&mut self, ward: usize, hints: Hints, rng: &mut Rng) -> Household {
        let mut builder = Builder { names: &self.names, times: self.times, rng };
        let mut household = builder.household(&self.wards[ward], hints);
        health::befall(&mut household, hints, self.times, &mut self.counters, rng);
        household
    }

    fn scene<'b>(
        &'b mut self,
        ward: usize,
        household: &'b mut Household,
        drafts: &'b mut [Draft],
        rng: &'b mut Rng,
    ) -> Scene<'b> {
        let (times, wards) = (self.times, self.wards.len());
        Scene { household, drafts, times, counters: &mut self.counters, rng, wards, ward }
    }

    /// Gives the members their numbers, writes them to the registers and keeps those on the rolls;
    /// gives how many people were made.
    fn settle(
        &mut self,
        registers: &mut Registers,
        ward: usize,
        mut household: Household,
        drafts: Vec<Draft>,
        rng: &mut Rng,
    ) -> Result<usize, SynthError> {
        self.households += 1;
        if household.moved.is_none() && self.wards.len() > 1 && rng.chance(0.06) {
            let day = self.times.first.first_day().plus_days(-rng.range(20, 4000));
            household.moved = Some((day, (ward + 1 + rng.below(self.wards.len() - 1)) % self.wards.len()));
        }
        let wards = self.wards_of(ward, &household);
        for index in 0..household.members.len() {
            let children = children_of(&household, index);
            let life = &mut household.members[index].life;
            (life.children, life.wards) = (children, wards.clone());
        }
        let area = self.wards[ward].area;
        let ids: Vec<PersonId> = household
            .members
            .iter()
            .map(|member| self.ids.person(rng, area, member.gender, member.birth.ymd().0))
            .collect();
        let people = self.papers(ward, &household, &ids, rng);
        let told: Vec<(usize, Story)> = drafts.iter().map(|draft| (draft.member, draft.story)).collect();
        let settled = Settled { number: self.households, household: &household, people: &people, told: &told, ward };
        registers.household(&settled, &self.wards, &self.words, self.times, rng)?;
        self.keep(ward, &household, drafts, &people, rng);
        Ok(household.members.iter().filter(|member| member.status != LifeStatus::Dead).count())
    }

    fn wards_of(&self, ward: usize, household: &Household) -> Vec<(Date, crate::model::WardCode, u16)> {
        let here = &self.wards[ward];
        match household.moved {
            Some((day, other)) => {
                let before = &self.wards[other];
                vec![(Date::MIN, before.code, before.area), (day, here.code, here.area)]
            }
            None => vec![(Date::MIN, here.code, here.area)],
        }
    }
}

/// Children that a member raises, or raised until they died.
fn children_of(household: &Household, parent: usize) -> Vec<Child> {
    let of_parent = |child: &&super::household::Member| child.mother == Some(parent) || child.father == Some(parent);
    let raised = household.members.iter().filter(of_parent);
    let raised = raised.filter(|child| matches!(child.status, LifeStatus::Alive | LifeStatus::Dead));
    let child = |child: &super::household::Member| Child {
        birth: child.birth,
        death: child.life.death,
        studies: child.life.studies.clone(),
    };
    raised.map(child).collect()
}
