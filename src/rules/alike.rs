//! Months of a segment that a claim reads alike.
//!
//! A month is read only where something may have changed: an episode ended, or the start rule came
//! in between. Texts and amounts are made once for all the months that read the same.

use super::engine::Asked;
use super::law::Law;
use super::reading::{Evaluated, Reading};
use crate::model::Month;

/// Months in a row in which a claim reads the same.
#[derive(Debug)]
pub(super) struct Alike {
    /// Place of the claim among those asked.
    pub(super) asked: usize,
    /// Place of the first of its units in the batch.
    pub(super) unit: usize,
    /// What its units read in the first of the months.
    pub(super) readings: [Option<Reading>; 2],
    pub(super) first: Month,
    pub(super) last: Month,
    /// First month that the start rule allows.
    pub(super) start: Option<Month>,
}

impl Alike {
    /// Its units by their place in the batch, and what they read.
    pub(super) fn units(&self) -> impl Iterator<Item = (usize, &Reading)> {
        (self.unit..).zip(self.readings.iter().flatten())
    }
}

/// The months of a segment for one claim, whose units are `units`.
pub(super) fn read(
    law: &Law,
    (place, asked): (usize, &Asked<'_>),
    units: std::ops::Range<usize>,
    evaluated: &Evaluated<'_>,
    found: &mut Vec<Alike>,
) {
    let segment = evaluated.segment;
    let starts: Vec<Option<Month>> = segment.alternatives.iter().map(|one| law.start(asked, one)).collect();
    let start = starts.iter().copied().min().flatten();
    // What is said of a pending file is said up to the month of its decision.
    let filed = asked.claim.filter(|claim| asked.monthly() && claim.filed_on.is_some());
    let silent = filed.and_then(|claim| claim.decided_on).map(|day| day.month().next());
    let begin = found.len();
    let mut steady_before = false;
    for &month in &segment.months {
        let steady = units.clone().all(|unit| evaluated.steady(unit, month));
        let falls_silent = silent == Some(month.0);
        let turns = falls_silent || starts.iter().flatten().any(|&start| start == month.0 || start.next() == month.0);
        let alike = found[begin..].last_mut();
        let mut readings: [Option<Reading>; 2] = [None; 2];
        let same = match &alike {
            Some(_) if steady && steady_before && !turns => true,
            before => {
                for (slot, unit) in readings.iter_mut().zip(units.clone()) {
                    *slot = Some(evaluated.read(evaluated.batch.spans[unit], month, &starts));
                }
                let pairs = before.iter().flat_map(|before| before.readings.iter().zip(&readings));
                before.is_some()
                    && !falls_silent
                    && pairs.into_iter().all(|(old, new)| old.zip(*new).is_none_or(|(old, new)| old.same(&new)))
            }
        };
        match alike {
            Some(alike) if same => alike.last = month.0,
            _ => {
                let (first, last) = (month.0, month.0);
                found.push(Alike { asked: place, unit: units.start, readings, first, last, start });
            }
        }
        steady_before = steady;
    }
}
