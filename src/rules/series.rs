//! What a claim gives month by month, kept by stretches of months that say the same.

use super::outcome::Outcome;

/// Months in a row that say the same.
#[derive(Debug, Clone)]
pub(super) struct Stretch {
    /// The month after the last, counted from the first month asked about.
    pub(super) end: u32,
    pub(super) outcome: Outcome,
}

/// The stretches of one claim, without a gap from the first month on.
#[derive(Debug, Default)]
pub(super) struct Series(pub(super) Vec<Stretch>);

impl Series {
    /// What a month says.
    pub(super) fn at(&self, month: u32) -> &Outcome {
        &self.0[self.0.partition_point(|stretch| stretch.end <= month)].outcome
    }

    /// Splits the stretches so that one ends at each of `ends`, which are in order and hold the ends
    /// of all stretches.
    pub(super) fn cut(&mut self, ends: &[u32]) {
        if self.0.len() == ends.len() {
            return;
        }
        let cut = ends.iter().map(|&end| Stretch { end, outcome: self.at(end - 1).clone() });
        self.0 = cut.collect();
    }
}
