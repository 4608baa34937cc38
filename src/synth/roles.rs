//! Who of a household is on the rolls, and for what.

use super::household::{Household, Kind, Member};
use super::life::Life;
use super::rng::Rng;
use super::stories::Story;
use super::times::Times;
use crate::model::{Benefit, Date, Gender, Ground, LifeStatus, MaritalStatus, PovertyClass, Severity};

/// A benefit decided, before the person has a number.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Grant {
    /// The benefit under today's label.
    pub(super) benefit: Benefit,
    /// What the decision called it, where that ended by law.
    pub(super) old_label: Option<Benefit>,
    /// Ground of k1.
    pub(super) ground: Option<Ground>,
    /// Day on which the decision was signed.
    pub(super) decided_on: Date,
    /// Carers: the member cared for.
    pub(super) cared_for: Option<usize>,
}

impl Grant {
    /// Day on which the file was received: one to five weeks before the decision. It follows from the day
    /// of the decision, which stories move.
    pub(super) fn filed_on(&self) -> Date {
        self.decided_on.plus_days(-7 - self.decided_on.epoch_days().rem_euclid(29))
    }
}

/// A member on the rolls.
#[derive(Debug, Clone)]
pub(super) struct Draft {
    /// Index of the member.
    pub(super) member: usize,
    /// What was decided.
    pub(super) grants: Vec<Grant>,
    /// Still on the rolls; false for those who died and were taken off in time.
    pub(super) enrolled: bool,
    /// What the office believed, where it differs from what is true.
    pub(super) believed: Option<Life>,
    /// What happened.
    pub(super) story: Story,
}

/// Finds the members on the rolls.
pub(super) fn enrol(household: &Household, times: Times, rng: &mut Rng) -> Vec<Draft> {
    let mut drafts: Vec<Draft> = Vec::new();
    for index in 0..household.members.len() {
        let member = &household.members[index];
        let died_on_rolls = member.life.death.is_some_and(|day| day >= times.day(2025, 2, 1) && day < times.settled);
        if !(member.here() || died_on_rolls && member.status == LifeStatus::Dead) {
            continue;
        }
        let at = member.life.death.unwrap_or(times.as_of);
        let grants = mains(household, index, at, times, rng);
        if grants.is_empty() || (!died_on_rolls && rng.chance(0.03)) {
            continue;
        }
        drafts.push(Draft { member: index, grants, enrolled: !died_on_rolls, believed: None, story: Story::None });
    }
    carers(household, &mut drafts, times, rng);
    drafts
}

fn mains(household: &Household, index: usize, at: Date, times: Times, rng: &mut Rng) -> Vec<Grant> {
    let mut grants = Vec::new();
    let member = &household.members[index];
    let age = member.age(at);
    if let Some(grant) = single_parent(household, index, times, rng) {
        grants.push(grant);
    }
    if let Some(grant) = disabled(member, times, rng) {
        grants.push(grant);
        return grants;
    }
    let poor = class_on(member, at) == Some(PovertyClass::Poor);
    let child = household.kind == Kind::Orphan && member.relation == "cháu"
        || household.kind == Kind::Foster && member.relation == "con nuôi";
    let since_poor = member.life.poverty.last().map_or(Date::MIN, |(_, span)| span.from);
    let other = match () {
        () if child && age < 16 => orphan(household, member, times, rng),
        () if child && age < 19 && member.life.studies.iter().any(|span| span.holds(times.as_of)) => {
            orphan(household, member, times, rng).map(|grant| Grant { benefit: Benefit::K2, ground: None, ..grant })
        }
        () if poor && age < 16 && rng.chance(0.03) => grant(Benefit::K3, since_poor, times, rng),
        () if poor && (18..60).contains(&age) && rng.chance(0.05) => grant(Benefit::K8, since_poor, times, rng),
        () if poor && age >= 60 && member.relation == "người ở nhờ" => {
            grant(Benefit::K5d, since_poor.max(member.birth.birthday(60)), times, rng)
        }
        () if poor && age >= 60 && household.kind == Kind::LoneElder => {
            grant(Benefit::K5a, since_poor.max(member.birth.birthday(60)), times, rng)
        }
        () => social_pension(member, at, times, rng),
    };
    grants.extend(other);
    grants
}

/// Class of the household on a day.
pub(super) fn class_on(member: &Member, day: Date) -> Option<PovertyClass> {
    member.life.poverty.iter().rev().find(|(_, span)| span.holds(day)).map(|&(class, _)| class)
}

/// Decided some weeks after the conditions held; `None` where that would be after the last list.
fn decided(eligible: Date, times: Times, rng: &mut Rng) -> Option<Date> {
    let day = eligible.max(times.day(2012, 1, 5)).plus_days(rng.range(6, 45));
    (day <= times.settled).then_some(day)
}

fn grant(benefit: Benefit, eligible: Date, times: Times, rng: &mut Rng) -> Option<Grant> {
    let decided_on = decided(eligible, times, rng)?;
    Some(Grant { benefit, old_label: None, ground: None, decided_on, cared_for: None })
}

fn single_parent(household: &Household, index: usize, times: Times, rng: &mut Rng) -> Option<Grant> {
    let member = &household.members[index];
    let alone =
        matches!(member.life.marital, MaritalStatus::Single | MaritalStatus::Widowed | MaritalStatus::SpouseMissing);
    let (_, span) = *member.life.poverty.last()?;
    let youngest = household.members.iter().filter(|child| child.relation == "con").map(|child| child.birth).max()?;
    let applies = household.kind == Kind::SingleParent
        && index == 0
        && alone
        && span.holds(times.as_of)
        && youngest.birthday(16) > times.as_of.plus_days(45);
    let oldest = household.members.iter().filter(|child| child.relation == "con").map(|child| child.birth).min()?;
    applies.then(|| grant(Benefit::K4, span.from.max(oldest.plus_days(60)), times, rng)).flatten()
}

fn disabled(member: &Member, times: Times, rng: &mut Rng) -> Option<Grant> {
    let first = member.life.certificates.first()?;
    let last = member.life.certificates.last()?;
    let benefit = match last.severity {
        Severity::EspeciallySevere => Benefit::K6Dbn,
        Severity::Severe => Benefit::K6Nang,
        Severity::Mild => return None,
    };
    grant(benefit, first.span.from, times, rng)
}

fn orphan(household: &Household, member: &Member, times: Times, rng: &mut Rng) -> Option<Grant> {
    let mut deaths = household.members.iter().filter_map(|parent| parent.life.death);
    let ground = if household.kind == Kind::Orphan { Ground::B } else { Ground::A };
    let eligible = deaths.by_ref().max().unwrap_or_else(|| member.birth.plus_days(90));
    grant(Benefit::K1, eligible, times, rng).map(|grant| Grant { ground: Some(ground), ..grant })
}

fn social_pension(member: &Member, at: Date, times: Times, rng: &mut Rng) -> Option<Grant> {
    if member.life.pensions.iter().any(|pension| pension.span.holds(at)) {
        return None;
    }
    let start = times.day(2025, 7, 1);
    let old = member.birth.birthday(80);
    if old < times.day(2025, 5, 1) {
        let grant = grant(Benefit::Htxh, old, times, rng)?;
        return Some(Grant { old_label: Some(Benefit::K5c), ..grant });
    }
    let seventy_five = member.birth.birthday(75);
    if seventy_five <= at {
        return grant(Benefit::Htxh, seventy_five.max(start), times, rng);
    }
    let (_, span) = *member.life.poverty.last()?;
    let seventy = member.birth.birthday(70);
    (seventy <= at && span.holds(at))
        .then(|| grant(Benefit::Htxh, seventy.max(start).max(span.from), times, rng))
        .flatten()
}

/// Carers' lines beside those of the people cared for.
fn carers(household: &Household, drafts: &mut Vec<Draft>, times: Times, rng: &mut Rng) {
    for position in 0..drafts.len() {
        if !drafts[position].enrolled {
            continue;
        }
        let (member, cared) = (drafts[position].member, drafts[position].grants.last().cloned());
        let Some(cared) = cared else { continue };
        let (benefit, share) = match cared.benefit {
            Benefit::K6Dbn if rng.chance(0.06) => (Benefit::CsNhan, 0.6),
            Benefit::K6Dbn => (Benefit::CsHo, 0.6),
            Benefit::K1 | Benefit::K5d if household.kind == Kind::Foster => (Benefit::CsNuoi, 0.85),
            _ => (Benefit::CsThai, 0.8),
        };
        if benefit == Benefit::CsThai {
            raising(household, member, &mut drafts[position], times, rng);
            continue;
        }
        let carer = household.members.iter().enumerate().position(|(index, person)| {
            index != member && person.here() && (20..75).contains(&person.age(times.as_of))
        });
        let Some(carer) = carer.filter(|_| rng.chance(share)) else { continue };
        if drafts.iter().any(|draft| draft.member == carer && !draft.enrolled) {
            continue;
        }
        let line = Grant { benefit, old_label: None, ground: None, cared_for: Some(member), ..cared };
        match drafts.iter_mut().find(|draft| draft.member == carer) {
            Some(draft) if draft.grants.iter().all(|grant| grant.cared_for.is_none()) => draft.grants.push(line),
            Some(_) => {}
            None => drafts.push(Draft {
                member: carer,
                grants: vec![line],
                enrolled: true,
                believed: None,
                story: Story::None,
            }),
        }
    }
}

/// A woman of k6 who raises a child under 36 months.
fn raising(household: &Household, member: usize, draft: &mut Draft, times: Times, rng: &mut Rng) {
    let k6 = draft.grants.iter().any(|grant| matches!(grant.benefit, Benefit::K6Dbn | Benefit::K6Nang));
    let child = household.members.iter().find(|child| {
        child.mother == Some(member) && child.birth.birthday(3) > times.as_of.plus_days(30) && child.here()
    });
    let (Some(child), true) = (child, k6 && household.members[member].gender == Gender::Female) else { return };
    if let Some(line) = grant(Benefit::CsThai, child.birth, times, rng) {
        draft.grants.push(line);
    }
}
