//! Rows of the table `entitlements`.
//!
//! A chunk of subjects says first which rows it has and what stands in them; the rows themselves,
//! many and wide, are then written once, in parallel, where they stay.

use rayon::prelude::*;

use super::engine::Asked;
use super::funeral::Due;
use super::outcome::Outcome;
use super::series::Series;
use crate::model::Month;
use crate::table::outputs::EntitlementRow;

/// What the claims of some subjects give, and the rows that say so.
#[derive(Debug)]
pub(super) struct Chunk<'a> {
    /// Which of the chunks.
    number: u32,
    /// First month asked about.
    from: Month,
    pub(super) asked: Vec<Asked<'a>>,
    outcomes: Vec<Outcome>,
    rows: Vec<RowOf>,
}

/// A row to be written, by places in its chunk.
#[derive(Debug, Clone, Copy)]
struct RowOf {
    chunk: u32,
    asked: u32,
    outcome: u32,
    /// From the first month asked about.
    month: u32,
}

impl<'a> Chunk<'a> {
    /// A chunk of claims, of which nothing is said yet.
    pub(super) fn new(number: usize, asked: Vec<Asked<'a>>, (from, to): (Month, Month)) -> Chunk<'a> {
        // A claim has a row a month, and says something new a few times a year.
        let months = usize::try_from(to.since(from) + 1).unwrap_or(0);
        let rows = Vec::with_capacity(asked.len() * months);
        let outcomes = Vec::with_capacity(asked.len() * (2 + months / 6));
        Chunk { number: number as u32, from, asked, outcomes, rows }
    }

    /// Adds the rows of one subject, ordered by month and benefit; `first` is the place of its first
    /// claim.
    pub(super) fn add(&mut self, first: usize, series: &mut [Series], funeral: Option<Due>) {
        let start = self.rows.len();
        for (asked, series) in (first..).zip(series.iter_mut()) {
            if !self.asked[asked].monthly() {
                continue;
            }
            let mut month = 0;
            for stretch in series.0.drain(..) {
                self.push(asked, month..stretch.end, stretch.outcome);
                month = stretch.end;
            }
        }
        if let Some(due) = funeral {
            let month = due.month.since(self.from) as u32;
            self.push(first + due.asked, month..month + 1, due.outcome);
        } else if series.len() == 1 {
            return;
        }
        let outcomes = &self.outcomes;
        self.rows[start..].sort_by_key(|row| (row.month, outcomes[row.outcome as usize].benefit));
    }

    fn push(&mut self, asked: usize, months: std::ops::Range<u32>, outcome: Outcome) {
        let (chunk, outcome_at, asked) = (self.number, self.outcomes.len() as u32, asked as u32);
        self.rows.extend(months.map(|month| RowOf { chunk, asked, outcome: outcome_at, month }));
        self.outcomes.push(outcome);
    }

    /// Its rows.
    pub(super) fn rows(&self) -> Vec<EntitlementRow> {
        self.rows.iter().map(|&row| self.write(row)).collect()
    }

    fn write(&self, row: RowOf) -> EntitlementRow {
        let (asked, outcome) = (&self.asked[row.asked as usize], &self.outcomes[row.outcome as usize]);
        let claim = asked.claim;
        EntitlementRow {
            person_id: asked.own.key,
            month: self.from.plus(row.month as i32),
            benefit: outcome.benefit,
            ground: claim.and_then(|claim| claim.ground),
            coefficient: outcome.coefficient,
            rate: outcome.rate,
            amount: outcome.amount,
            status: outcome.status,
            missing: if outcome.missing.is_empty() { Vec::new() } else { outcome.missing.names() },
            clause: outcome.clause.clone(),
            law_confidence: outcome.confidence,
            explanation_vi: outcome.explanation.clone(),
            reason: outcome.reason,
            since: outcome.since,
            certain: outcome.certain,
            // The residence known last pays every month that is still open.
            ward_code: asked.own.wards.last().map(|&(_, ward)| ward).or(claim.map(|claim| claim.ward)),
            for_person_id: asked.cared.map(|cared| cared.key),
            taken_from_decision: outcome.decided,
        }
    }
}

/// Writes the rows of all chunks, in their order.
pub(super) fn write(chunks: Vec<Chunk<'_>>) -> Vec<EntitlementRow> {
    let rows: Vec<RowOf> = chunks.iter().flat_map(|chunk| &chunk.rows).copied().collect();
    let written = rows.par_iter().with_min_len(4096).map(|&row| chunks[row.chunk as usize].write(row)).collect();
    chunks.into_par_iter().for_each(drop);
    written
}
