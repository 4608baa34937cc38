//! Disability, pensions, study and stays in facilities, as they fall on the members of a household.

use super::household::{Hints, Household, Member};
use super::life::{Certificate, Pension, Span};
use super::rng::Rng;
use super::times::Times;
use crate::model::{Date, DisabilityType, Dong, LifeStatus, PartialDate, PensionKind, Severity};

/// Numbers that run through the whole city.
#[derive(Debug, Default)]
pub(super) struct Counters {
    /// Certificates.
    pub(super) certificates: u32,
}

impl Counters {
    /// A new certificate number.
    pub(super) fn certificate(&mut self, issued: Date) -> std::sync::Arc<str> {
        self.certificates += 1;
        format!("HP/{}/{:06}", issued.ymd().0, self.certificates).into()
    }
}

/// Gives the members what fell on them.
pub(super) fn befall(household: &mut Household, hints: Hints, times: Times, counters: &mut Counters, rng: &mut Rng) {
    for index in 0..household.members.len() {
        let member = &mut household.members[index];
        let age = member.age(times.as_of);
        disability(member, age, hints.disabled && index == 0, times, counters, rng);
        pension(member, age, times, rng);
        study(member, age, times, rng);
        if rng.chance(0.0004) && member.here() {
            member.life.stays.push(Span::since(times.as_of.plus_days(-rng.range(400, 3000))));
        }
        // Some old people have only a year in the register.
        if age >= 74 && rng.chance(0.045) {
            member.life.birth = PartialDate::of_year(member.birth.ymd().0 as i16).unwrap_or(member.life.birth);
        }
        if (20..50).contains(&age) && index > 1 && rng.chance(0.004) {
            member.status = if rng.chance(0.8) { LifeStatus::Emigrated } else { LifeStatus::Missing };
        }
    }
}

fn disability(member: &mut Member, age: i32, sure: bool, times: Times, counters: &mut Counters, rng: &mut Rng) {
    let share = match age {
        ..2 => 0.0,
        2..18 => 0.011,
        18..60 => 0.03,
        60..75 => 0.05,
        _ => 0.085,
    };
    if !sure && !rng.chance(share) {
        return;
    }
    let severity = match rng.weighted(&[if sure { 0.0 } else { 0.22 }, 0.58, 0.20]) {
        0 => Severity::Mild,
        1 => Severity::Severe,
        _ => Severity::EspeciallySevere,
    };
    let first = times.day(2012, 6, 1).max(member.birth.plus_days(500));
    let last = times.as_of.plus_days(-160);
    let from = if first < last {
        first.plus_days(rng.below((last.epoch_days() - first.epoch_days()) as usize) as i32)
    } else {
        last
    };
    let kind = DisabilityType::ALL[rng.weighted(&[0.42, 0.12, 0.13, 0.18, 0.11, 0.04])];
    if rng.chance(0.05) && from > first.plus_days(700) && severity == Severity::EspeciallySevere {
        let span = Span { from: from.plus_days(-650), to: Some(from.plus_days(-1)) };
        let no = counters.certificate(span.from);
        member.life.certificates.push(Certificate { no, kind, severity: Severity::Severe, span });
    }
    let no = counters.certificate(from);
    member.life.certificates.push(Certificate { no, kind, severity, span: Span::since(from) });
}

fn pension(member: &mut Member, age: i32, times: Times, rng: &mut Rng) {
    let draw = rng.unit();
    let (kind, low, high) = match age {
        60.. if draw < 0.27 => (PensionKind::Pension, 2_600, 9_800),
        58.. if draw < 0.285 => (PensionKind::Allowance, 2_100, 3_400),
        75.. if draw < 0.291 => (PensionKind::Survivor, 1_170, 1_640),
        _ => return,
    };
    let amount = Dong(i64::from(rng.range(low, high)) * 1_000);
    let back = rng.range(500, ((age - 54) * 365).max(501));
    let to = member.life.death.map(|day| day.month().last_day());
    let from = times.as_of.plus_days(-back).month().first_day();
    if to.is_none_or(|to| from < to) {
        member.life.pensions.push(Pension { kind, amount, span: Span { from, to } });
    }
}

fn study(member: &mut Member, age: i32, times: Times, rng: &mut Rng) {
    let share = match age {
        15..18 => 0.93,
        18..22 => 0.45,
        22..25 => 0.12,
        _ => return,
    };
    if member.status != LifeStatus::Alive {
        return;
    }
    let began = times.day(member.birth.ymd().0 as i16 + 15, 9, 5).min(times.as_of.plus_days(-60));
    let to = (!rng.chance(share)).then(|| times.day(member.birth.ymd().0 as i16 + 18, 5, 31).max(began.plus_days(200)));
    member.life.studies.push(Span { from: began, to: to.filter(|to| *to < times.as_of) });
}
