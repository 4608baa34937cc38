//! Which condition ended a benefit, and since when.
//!
//! Among the conditions that fail, the one that failed first is what stopped the benefit. Of the
//! benefits of one family, the one that lasted longest counts: a former k1 who studied until 18
//! left school, whatever the age limit of k1 says.

use super::batch::Unit;
use super::kleene::FALSE;
use super::law::Law;
use super::reading::Evaluated;
use super::segment::Segment;
use crate::model::{Benefit, Date};

/// What stopped a benefit.
#[derive(Debug, Clone, Copy)]
pub(super) struct Stop {
    pub(super) alternative: usize,
    pub(super) condition: usize,
    /// First day on which the condition failed; `None` where it never held as far as is known.
    pub(super) since: Option<Date>,
    /// Some condition fails on proven facts alone.
    pub(super) proven: bool,
    /// The failing condition rests on the decision.
    pub(super) decided: bool,
}

/// Nothing before 1900 changes an answer of today.
fn earliest() -> Date {
    Date::new(1900, 1, 1).unwrap_or(Date::MIN)
}

/// Everything since 1900 about the units of a segment whose benefits ended.
#[derive(Debug, Default)]
pub(super) struct Past<'a> {
    /// Places of the units in the batch of the segment, in order.
    units: Vec<usize>,
    evaluated: Option<Evaluated<'a>>,
}

impl<'a> Past<'a> {
    /// The past of the units at the places that ended, one after the other.
    pub(super) fn of(
        law: &Law,
        segment: &'a Segment<'a>,
        units: &[Unit<'_>],
        ended: impl Iterator<Item = usize>,
    ) -> Past<'a> {
        let mut places: Vec<usize> = ended.collect();
        places.sort_unstable();
        places.dedup();
        if places.is_empty() {
            return Past::default();
        }
        let units: Vec<Unit<'_>> = places.iter().map(|&place| units[place]).collect();
        let evaluated = Evaluated::new(law, segment, (earliest(), segment.days().1), &units);
        Past { units: places, evaluated: Some(evaluated) }
    }

    /// Finds what stopped the benefits of a unit, which hold on no alternative on `day`. Where two
    /// lasted equally long, the one that was claimed counts.
    pub(super) fn stop(&self, unit: usize, day: Date, claimed: Benefit) -> Stop {
        let nothing = Stop { alternative: 0, condition: 0, since: None, proven: false, decided: false };
        let (Some(past), Ok(at)) = (&self.evaluated, self.units.binary_search(&unit)) else { return nothing };
        let span = past.batch.spans[at];
        let now = past.batch.episode_on(span, day);
        let mut found: Option<(Date, Stop)> = None;
        for alternative in 0..past.segment.alternatives.len() {
            let Some((since, stop)) = first_to_fail(past, alternative, (span.0, now)) else { continue };
            let own = past.segment.alternatives[alternative].law.benefit == claimed;
            if found.is_none_or(|(before, _)| since > before || since == before && own) {
                found = Some((since, stop));
            }
        }
        found.map_or(nothing, |(_, stop)| stop)
    }
}

/// The failing condition of one alternative that failed first.
fn first_to_fail(past: &Evaluated<'_>, alternative: usize, (begin, now): (usize, usize)) -> Option<(Date, Stop)> {
    let column = &past.columns[alternative];
    let conditions = &past.segment.alternatives[alternative].conditions;
    let mut best: Option<(Date, Stop)> = None;
    let mut proven = false;
    for (index, values) in column.conditions.iter().enumerate() {
        if values[now] != FALSE {
            continue;
        }
        let held = values[begin..=now].iter().rposition(|&value| value != FALSE);
        let start = begin + held.map_or(0, |last| last + 1);
        let since = past.batch.first[start];
        let reads = conditions[index].0.reads;
        proven |= past.batch.unproven[now].within(reads).is_empty();
        if best.as_ref().is_none_or(|(before, _)| since < *before) {
            let decided = !past.batch.decided[now].within(reads).is_empty();
            let since_day = (since != earliest()).then_some(since);
            best = Some((since, Stop { alternative, condition: index, since: since_day, proven, decided }));
        }
    }
    best.map(|(since, stop)| (since, Stop { proven, ..stop }))
}
