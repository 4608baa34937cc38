//! The event behind a change: its day and where it is known from.

use crate::model::{Benefit, Date, Fact, FactSource, Reason, Subject};

/// A day and the source that tells of it.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Event {
    pub(super) day: Option<Date>,
    pub(super) source: Option<FactSource>,
}

/// The fact whose end or beginning a reason speaks of.
fn fact_of(reason: Reason) -> Option<Fact> {
    Some(match reason {
        Reason::Death => Fact::Alive,
        Reason::PovertyEnded => Fact::Poverty,
        Reason::PensionStarted => Fact::Pension,
        Reason::CertificateWithdrawn => Fact::Severity,
        Reason::LeftSchool => Fact::Studying,
        Reason::EnteredInstitution => Fact::InInstitution,
        Reason::NoLongerSingle => Fact::Marital,
        Reason::Suspended => Fact::Suspended,
        Reason::WardReportedEnd => Fact::WardEnded,
        _ => return None,
    })
}

/// The event of a reason for a person, in the state that holds on a day.
pub(super) fn event(reason: Reason, benefit: Option<Benefit>, subject: Option<&Subject>, day: Date) -> Event {
    let nothing = Event { day: None, source: None };
    let Some(subject) = subject else { return nothing };
    match reason {
        Reason::TransferOut | Reason::TransferIn => moved(subject, day),
        Reason::New | Reason::Resumed => {
            let family = benefit.map(Benefit::family);
            let claim = subject.claims.iter().find(|claim| Some(claim.benefit.family()) == family);
            Event { day: claim.and_then(|claim| claim.decided_on), source: Some(FactSource::Decision) }
        }
        Reason::BenefitSwitchUp | Reason::BenefitSwitchDown
            if benefit.is_some_and(|benefit| benefit.family() == Benefit::K6Dbn) =>
        {
            state(subject, Fact::Severity, day).unwrap_or(nothing)
        }
        reason => fact_of(reason).and_then(|fact| state(subject, fact, day)).unwrap_or(nothing),
    }
}

/// Since when a fact has had the value of a day.
fn state(subject: &Subject, fact: Fact, day: Date) -> Option<Event> {
    let intervals: Vec<_> = subject.facts.iter().filter(|interval| interval.fact == fact).collect();
    let now = intervals.iter().position(|i| i.from <= day && day <= i.to)?;
    // Back to where the value began, whatever the source of each part.
    let mut first = now;
    while first > 0
        && intervals[first - 1].value == intervals[now].value
        && intervals[first - 1].to.plus_days(1) == intervals[first].from
    {
        first -= 1;
    }
    let from = intervals[first].from;
    // A death is told by its own day, everything else by the first day of the new state.
    let told = if fact == Fact::Alive { from.plus_days(-1) } else { from };
    // Without the day before, the state has no known beginning: a death from the pay month on.
    let began = first > 0 && intervals[first - 1].to.plus_days(1) == from;
    Some(Event { day: began.then_some(told), source: Some(intervals[first].source) })
}

fn moved(subject: &Subject, day: Date) -> Event {
    let last = subject.wards.last().filter(|(from, _)| *from > Date::MIN && subject.wards.len() > 1);
    let resident = subject.facts.iter().find(|i| i.fact == Fact::Resident && i.from <= day && day <= i.to);
    let left = || state(subject, Fact::Resident, day).and_then(|event| event.day);
    Event { day: last.map(|&(from, _)| from).or_else(left), source: resident.map(|interval| interval.source) }
}
