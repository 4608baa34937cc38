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

/// Finds what stopped the benefits of a segment, which hold on no alternative on `day`. Where two
/// lasted equally long, the one that was claimed counts.
pub(super) fn find(law: &Law, segment: &Segment<'_>, unit: &Unit<'_>, day: Date, claimed: Benefit) -> Stop {
    // Nothing before 1900 changes an answer of today.
    let earliest = Date::new(1900, 1, 1).unwrap_or(Date::MIN);
    let past = Evaluated::new(law, segment, (earliest, day), std::slice::from_ref(unit));
    let now = past.batch.first.len() - 1;
    let mut found: Option<(Date, Stop)> = None;
    for alternative in 0..segment.alternatives.len() {
        let Some((since, stop)) = first_to_fail(&past, alternative, now, earliest) else { continue };
        let own = segment.alternatives[alternative].law.benefit == claimed;
        if found.is_none_or(|(before, _)| since > before || since == before && own) {
            found = Some((since, stop));
        }
    }
    let nothing = Stop { alternative: 0, condition: 0, since: None, proven: false, decided: false };
    found.map_or(nothing, |(_, stop)| stop)
}

/// The failing condition of one alternative that failed first.
fn first_to_fail(past: &Evaluated<'_>, alternative: usize, now: usize, earliest: Date) -> Option<(Date, Stop)> {
    let column = &past.columns[alternative];
    let conditions = &past.segment.alternatives[alternative].conditions;
    let mut best: Option<(Date, Stop)> = None;
    let mut proven = false;
    for (index, values) in column.conditions.iter().enumerate() {
        if values[now] != FALSE {
            continue;
        }
        let start = values[..=now].iter().rposition(|&value| value != FALSE).map_or(0, |last| last + 1);
        let since = past.batch.first[start];
        let reads = conditions[index].0.reads;
        proven |= past.batch.unproven[now].within(reads).is_empty();
        if best.as_ref().is_none_or(|(before, _)| since < *before) {
            let decided = !past.batch.decided[now].within(reads).is_empty();
            let since_day = (since != earliest).then_some(since);
            best = Some((since, Stop { alternative, condition: index, since: since_day, proven, decided }));
        }
    }
    best.map(|(since, stop)| (since, Stop { proven, ..stop }))
}
