//! The levels of a pair in all comparisons, as one number.

use super::list::{Columns, Pair};
use super::model::{Comparison, Model};

/// Four bits a comparison: 0 missing, else the level's number from 1.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) struct Pattern(u64);

impl Pattern {
    /// Compares a pair.
    pub(super) fn of(model: &Model, columns: &Columns, pair: Pair) -> Pattern {
        let levels = model.comparisons.iter().map(|comparison| level(comparison, model, columns, pair));
        Pattern(levels.enumerate().fold(0, |all, (at, level)| all | u64::from(level) << (at * 4)))
    }

    /// The level's index in a comparison; `None` where it is missing.
    pub(super) fn level(self, comparison: usize) -> Option<usize> {
        ((self.0 >> (comparison * 4) & 15) as usize).checked_sub(1)
    }
}

/// The level's index in one comparison; `None` where it is missing.
pub(super) fn level_in(comparison: &Comparison, model: &Model, columns: &Columns, pair: Pair) -> Option<usize> {
    usize::from(level(comparison, model, columns, pair)).checked_sub(1)
}

/// 0 where no field of the comparison is known on both sides; else the first level that holds.
fn level(comparison: &Comparison, model: &Model, columns: &Columns, pair: Pair) -> u8 {
    let known = |&field: &usize| {
        let (a, b) = columns.values(field, pair);
        a > 0 && b > 0
    };
    if !comparison.fields.iter().any(known) {
        return 0;
    }
    let last = comparison.levels.len() - 1;
    let holds = |at: &usize| comparison.levels[*at].tests.iter().any(|tests| tests.hold(columns, pair, model));
    (0..last).find(holds).unwrap_or(last) as u8 + 1
}

#[cfg(test)]
impl Pattern {
    /// Every pattern of comparisons with so many levels, none missing.
    pub(super) fn all(levels: &[u64]) -> Vec<Pattern> {
        levels.iter().enumerate().fold(vec![Pattern(0)], |all, (at, &levels)| {
            let longer = |pattern: &Pattern| {
                let pattern = pattern.0;
                (1..=levels).map(move |level| Pattern(pattern | level << (at * 4)))
            };
            all.iter().flat_map(longer).collect()
        })
    }
}
