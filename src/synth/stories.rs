//! What happens to a beneficiary so that the pay month differs from the month before it, and what
//! only seems to happen.

use super::health::Counters;
use super::household::Household;
use super::rng::Rng;
use super::roles::Draft;
use super::times::Times;
use crate::model::{Benefit, Reason};

mod age;
mod household_events;
mod person_events;

/// A story; each beneficiary has at most one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default)]
pub(super) enum Story {
    /// Nothing happened.
    #[default]
    None,
    /// Decided after the last list was closed.
    New,
    /// Taken off by mistake some months ago; nothing ended by law.
    Resumed,
    /// The household moved inside the city.
    Moved,
    /// The person left the city.
    LeftCity,
    /// Died.
    Died,
    /// Died, and nobody has registered it yet: only the ward knows.
    DiedUnregistered,
    /// A pension began.
    PensionStarted,
    /// The household is no longer poor.
    PovertyEnded,
    /// The disability certificate was withdrawn.
    CertificateWithdrawn,
    /// A new certificate says a higher severity.
    SeverityUp,
    /// A new certificate says a lower severity.
    SeverityDown,
    /// Left school.
    LeftSchool,
    /// A birthday, of the person or of a child raised, ends the benefit.
    AgeLimit,
    /// A birthday raises the coefficient.
    CoefficientUp,
    /// A birthday lowers the coefficient.
    CoefficientDown,
    /// Still paid at the rate of an earlier year.
    OldRate,
    /// Entered a facility.
    EnteredInstitution,
    /// A single parent married.
    Remarried,
    /// Three months in a row not collected.
    Uncollected,
    /// Paid by two wards.
    PaidTwice,
    /// Two benefits paid where the law gives one.
    TwoBenefits,
    /// An end that only the ward knows: prison, refusal.
    WardEnded,
    /// Decoy: the ward says dead, the registers say alive.
    SaidDead,
    /// Decoy: a relative's death was registered under this person's number.
    InformantNumber,
    /// Decoy: a namesake died, registered without a number.
    NamesakeDied,
    /// Decoy: the register keeps silent about what the decision rests on.
    Silent,
    /// Decoy: the birth year alone is known, and a limit of age falls into it.
    YearOnly,
}

/// Stories with their weights among those that apply to a person.
const WEIGHTS: [(Story, f64); 27] = [
    (Story::New, 9.0),
    (Story::Resumed, 0.8),
    (Story::Moved, 5.0),
    (Story::LeftCity, 2.0),
    (Story::Died, 20.0),
    // In life most deaths that a ward reports and no register knows are true: four to one.
    (Story::DiedUnregistered, 2.0),
    (Story::PensionStarted, 4.0),
    (Story::PovertyEnded, 5.0),
    (Story::CertificateWithdrawn, 2.5),
    (Story::SeverityUp, 3.0),
    (Story::SeverityDown, 2.5),
    (Story::LeftSchool, 8.0),
    (Story::AgeLimit, 8.0),
    (Story::CoefficientUp, 5.0),
    (Story::CoefficientDown, 6.0),
    (Story::OldRate, 2.0),
    (Story::EnteredInstitution, 1.5),
    (Story::Remarried, 5.0),
    (Story::Uncollected, 1.6),
    (Story::PaidTwice, 1.2),
    (Story::TwoBenefits, 6.0),
    (Story::WardEnded, 1.5),
    (Story::SaidDead, 0.5),
    (Story::InformantNumber, 1.0),
    (Story::NamesakeDied, 1.5),
    (Story::Silent, 1.2),
    (Story::YearOnly, 0.8),
];

impl Story {
    /// Stories that every city of some size must show.
    pub(super) fn all() -> impl Iterator<Item = Story> {
        WEIGHTS.iter().map(|&(story, _)| story)
    }

    /// The reason of the change that it makes, where it makes one.
    pub(super) fn reason(self) -> Option<Reason> {
        Some(match self {
            Story::New => Reason::New,
            Story::Resumed => Reason::Resumed,
            Story::LeftCity => Reason::TransferOut,
            Story::Died | Story::DiedUnregistered => Reason::Death,
            Story::PensionStarted => Reason::PensionStarted,
            Story::PovertyEnded => Reason::PovertyEnded,
            Story::CertificateWithdrawn => Reason::CertificateWithdrawn,
            Story::SeverityUp => Reason::BenefitSwitchUp,
            Story::SeverityDown => Reason::BenefitSwitchDown,
            Story::LeftSchool => Reason::LeftSchool,
            Story::AgeLimit => Reason::AgeLimit,
            Story::CoefficientUp => Reason::CoefficientUp,
            Story::CoefficientDown => Reason::CoefficientDown,
            Story::OldRate => Reason::RateUp,
            Story::EnteredInstitution => Reason::EnteredInstitution,
            Story::Remarried => Reason::NoLongerSingle,
            Story::Uncollected => Reason::Suspended,
            Story::PaidTwice => Reason::Duplicate,
            Story::TwoBenefits => Reason::HighestOnly,
            Story::WardEnded => Reason::WardReportedEnd,
            _ => return None,
        })
    }
}

/// Everything that a story may touch.
pub(super) struct Scene<'a> {
    /// The household.
    pub(super) household: &'a mut Household,
    /// Those of it who are on the rolls.
    pub(super) drafts: &'a mut [Draft],
    /// The days that matter.
    pub(super) times: Times,
    /// Numbers that run through the city.
    pub(super) counters: &'a mut Counters,
    /// Random numbers.
    pub(super) rng: &'a mut Rng,
    /// Wards of the city.
    pub(super) wards: usize,
    /// The ward of the household.
    pub(super) ward: usize,
}

impl Scene<'_> {
    /// Something happens to one in so many.
    pub(super) fn happen(&mut self, share: f64) {
        for position in 0..self.drafts.len() {
            let quiet = self.drafts.iter().all(|draft| draft.story == Story::None);
            if !quiet || !self.rng.chance(share) {
                continue;
            }
            let apt: Vec<(Story, f64)> =
                WEIGHTS.into_iter().filter(|(story, _)| self.applies(position, *story)).collect();
            if apt.is_empty() {
                continue;
            }
            let weights: Vec<f64> = apt.iter().map(|(_, weight)| *weight).collect();
            let drawn = self.rng.weighted(&weights);
            self.tell(position, apt[drawn].0);
        }
    }

    /// Makes one story happen to someone of the household, if it applies to anyone.
    pub(super) fn force(&mut self, story: Story) -> bool {
        let found = (0..self.drafts.len()).find(|&position| self.applies(position, story));
        found.inspect(|&position| self.tell(position, story)).is_some()
    }

    fn main(&self, position: usize) -> Option<Benefit> {
        self.drafts[position].grants.iter().find(|grant| grant.cared_for.is_none()).map(|grant| grant.benefit)
    }

    /// Nobody else of the household hangs on this person's benefit.
    fn sole(&self, position: usize) -> bool {
        let member = self.drafts[position].member;
        let only = self.drafts[position].grants.len() == 1;
        only && !self.drafts.iter().any(|draft| draft.grants.iter().any(|grant| grant.cared_for == Some(member)))
    }

    fn applies(&self, position: usize, story: Story) -> bool {
        let draft = &self.drafts[position];
        let Some(benefit) = self.main(position).filter(|_| draft.enrolled && draft.story == Story::None) else {
            return false;
        };
        let long_paid = draft.grants.iter().all(|grant| grant.decided_on < self.times.day(2025, 10, 1));
        match story {
            Story::None => false,
            Story::New => self.sole(position),
            Story::Resumed | Story::OldRate | Story::Uncollected | Story::WardEnded => long_paid && self.sole(position),
            Story::Moved | Story::PaidTwice => {
                self.wards > 1 && (story == Story::Moved || long_paid && self.sole(position))
            }
            Story::NamesakeDied => self.wards > 1,
            Story::LeftCity | Story::EnteredInstitution => self.sole(position) && long_paid,
            Story::Died => {
                long_paid || draft.grants.iter().all(|grant| grant.decided_on < self.times.settled.plus_days(-40))
            }
            // A grown-up on whom no other benefit hangs: what else the death would change, no register tells.
            Story::DiedUnregistered => {
                let age = self.household.members[draft.member].age(self.times.as_of);
                age >= 22 && long_paid && self.sole(position)
            }
            Story::SaidDead | Story::InformantNumber => true,
            Story::PensionStarted => benefit == Benefit::Htxh && long_paid,
            _ => self.applies_to_condition(position, benefit, story, long_paid),
        }
    }

    fn tell(&mut self, position: usize, story: Story) {
        self.drafts[position].story = story;
        match story {
            Story::New => self.granted_late(position),
            Story::Moved | Story::PovertyEnded | Story::Remarried => self.household_event(position, story),
            Story::AgeLimit | Story::CoefficientUp | Story::CoefficientDown | Story::YearOnly => {
                self.birthday(position, story);
            }
            _ => self.person_event(position, story),
        }
    }

    /// Keeps what the office believes before something happens.
    fn believe(&mut self, position: usize) {
        let life = self.household.members[self.drafts[position].member].life.clone();
        self.drafts[position].believed.get_or_insert(life);
    }

    /// A day on which something happened: mostly lately, sometimes months ago and noticed only now.
    fn day(&mut self, position: usize) -> crate::model::Date {
        let first = self.times.opening.first_day();
        let recent = self.times.as_of.epoch_days() - first.epoch_days();
        let day = match self.rng.weighted(&[0.5, 0.28, 0.22]) {
            0 => first.plus_days(self.rng.range(0, (recent - 3).max(0))),
            1 => first.plus_days(-self.rng.range(1, 30)),
            _ => first.plus_days(-self.rng.range(31, 230)),
        };
        let paid_since = self.drafts[position].grants.iter().map(|grant| grant.decided_on).max();
        let floor = paid_since.unwrap_or(day).plus_days(62);
        if day < floor { first.plus_days(self.rng.range(0, (recent - 3).max(0))) } else { day }
    }
}
