//! The columns of one benefit: conditions and coefficients on every episode of a batch.

use super::batch::{Batch, UNKNOWN};
use super::kleene::{self, FALSE, TRUE};
use super::law::Coefficients;
use super::segment::{Alternative, Segment};

/// Columns of one benefit in force.
#[derive(Debug)]
pub(super) struct Column {
    /// By condition.
    pub(super) conditions: Vec<Vec<u8>>,
    /// All conditions together.
    pub(super) all: Vec<u8>,
    /// Hundredths, or [`UNKNOWN`].
    pub(super) coefficient: Vec<i64>,
    /// Case that gives the coefficient.
    pub(super) case: Vec<u8>,
}

impl Segment<'_> {
    /// Birthdays that the conditions and coefficients name.
    pub(super) fn ages(&self) -> Vec<(bool, i32)> {
        let mut ages = Vec::new();
        let mut see = |cared, years| ages.push((cared, years));
        for one in &self.alternatives {
            one.conditions.iter().for_each(|(condition, _)| condition.when.ages(&mut see));
            one.coefficients.cases.iter().filter_map(|case| case.when.as_ref()).for_each(|when| when.ages(&mut see));
        }
        ages.sort_unstable();
        ages.dedup();
        ages
    }
}

/// Conditions and coefficients of one benefit on every episode.
pub(super) fn column(one: &Alternative<'_>, batch: &Batch, segment: &Segment<'_>) -> Column {
    let conditions: Vec<Vec<u8>> =
        one.conditions.iter().map(|(condition, _)| kleene::evaluate(&condition.when, batch, segment)).collect();
    let mut all = vec![TRUE; batch.first.len()];
    for values in &conditions {
        all.iter_mut().zip(values).for_each(|(all, value)| *all = (*all).min(*value));
    }
    let (coefficient, case) = coefficients(one.coefficients, batch, segment);
    Column { conditions, all, coefficient, case }
}

/// The first case that holds; unknown where that cannot be told and the cases give different values.
fn coefficients(list: &Coefficients, batch: &Batch, segment: &Segment<'_>) -> (Vec<i64>, Vec<u8>) {
    const OPEN: u8 = u8::MAX;
    let count = batch.first.len();
    let (mut values, mut cases) = (vec![UNKNOWN; count], vec![OPEN; count]);
    // Value of a case that may hold, where every case so far that may hold has the same.
    let mut doubts: Vec<Option<i64>> = vec![None; count];
    for (index, case) in list.cases.iter().enumerate() {
        let when = case.when.as_ref().map(|when| kleene::evaluate(when, batch, segment));
        let per = case.per.as_ref().map(|per| kleene::column(per, batch, segment));
        for episode in 0..count {
            let state = when.as_ref().map_or(TRUE, |when| when[episode]);
            if cases[episode] != OPEN || state == FALSE {
                continue;
            }
            let times = per.as_ref().map_or(1, |per| per[episode]);
            let hundredths = i64::from(case.value.hundredths());
            let value = if times == UNKNOWN { UNKNOWN } else { hundredths.saturating_mul(times) };
            let doubt = doubts[episode].is_some_and(|doubt| doubt != value);
            if state == TRUE {
                cases[episode] = index as u8;
                values[episode] = if doubt { UNKNOWN } else { value };
            } else {
                doubts[episode] = Some(if doubt { UNKNOWN } else { value });
            }
        }
    }
    (values, cases)
}
