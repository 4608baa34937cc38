//! m from counts; by EM where too few rows carry an id.
//!
//! Not the EM of `matching` (`matching::em`): that counts independent pairs by pattern, and fits u and
//! the share of matches too. Here a record's candidates compete with each other and with "nobody", and
//! the same levels weigh differently from record to record.

use super::super::asked::Found;
use super::super::candidate::weighed;
use super::super::census::GENERATIONS;
use super::super::config::ModelFile;
use super::super::error::LinkError;
use super::super::levels::{FIELDS, Levels, NameLevel};
use super::super::model::Model;
use super::super::query::Source;
use super::anchors::{Counted, Pass, Seen};
use super::drawn::rounded;

/// Pseudo-pairs that hold a chance near the one before.
const HOLD: f64 = 10.0;
/// Pairs below which little is said of a level: its chance stays as it was, but for what they rule out.
pub(super) const LEAST_PAIRS: f64 = 5.0;
/// Below this probability a candidate does not count in EM.
const LEAST: f64 = 1e-4;

/// How EM went; no iteration where m was counted.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Fit {
    pub(super) iterations: usize,
    pub(super) change: f64,
    pub(super) converged: bool,
}

/// Sets m.
///
/// # Errors
/// A file in which candidates wait cannot be read.
pub(super) fn set_m(file: &mut ModelFile, counted: &Counted, pass: &Pass) -> Result<Fit, LinkError> {
    if counted.pairs >= file.training.least_anchors {
        renew(file, counted);
        return Ok(Fit { converged: true, ..Fit::default() });
    }
    let mut fit = Fit { change: f64::INFINITY, ..Fit::default() };
    while fit.iterations < file.training.iterations && fit.change > file.training.change {
        let model = Model::of_file(file.clone()).expect("counted chances lie between 0 and 1");
        let mut counted = Counted::nothing();
        let expected = |query: usize, found: Found| expected(query, found, pass, &model);
        pass.each(expected, |seen| seen.into_iter().for_each(|seen| counted.count(seen)))?;
        fit.change = renew(file, &counted);
        fit.iterations += 1;
    }
    fit.converged = fit.change <= file.training.change;
    Ok(fit)
}

/// Records that hold the share that the register lacks of a generation near the one before.
const HOLD_ABSENT: f64 = 200.0;

/// Sets the share of each generation's records that the register lacks, from those with a number of 12
/// digits: lists hold more strangers among the old than among children, or the other way round.
pub(super) fn set_absent(file: &mut ModelFile, counted: &Counted) {
    let shares = &mut file.not_in_register;
    let before = shares.record_by_birth.unwrap_or([shares.record; GENERATIONS]);
    let share = |([rows, lacking], before): ([f64; 2], f64)| {
        rounded((lacking + HOLD_ABSENT * before) / (rows + HOLD_ABSENT)).min(0.5)
    };
    let mut by_birth = counted.numbered.into_iter().zip(before).map(share);
    shares.record_by_birth = Some(std::array::from_fn(|_| by_birth.next().expect("one a generation")));
}

/// The candidates of one record by their probability, which they share with "nobody".
fn expected(query: usize, found: Found, pass: &Pass, model: &Model) -> Vec<Seen> {
    let candidates = weighed(&pass.asked.prepared[query], found, pass.census, model);
    let absent = model.absent_odds(Source::Record, pass.asked.prepared[query].who.year());
    let sum: f64 = candidates.iter().map(|candidate| candidate.weight.exp2()).sum::<f64>() + absent;
    let bare = pass.is_bare(query);
    let seen = candidates.iter().map(|candidate| {
        let probability = candidate.weight.exp2() / sum;
        Seen { levels: candidate.levels, bare, weights: [probability; 2] }
    });
    seen.filter(|seen| seen.weights[0] >= LEAST).collect()
}

/// The most that a rate may be of which so many came about, at 95 of 100 (Anscombe's square root).
pub(super) fn most(count: f64) -> f64 {
    (0.8225 + (count + 0.75).sqrt()).powi(2)
}

/// New chances from counts; the largest change. A level whose chance was judged keeps it: where ids anchor
/// the pairs it can hardly be seen, which is no count of it. One that was seen a few times or never keeps it
/// too, unless it is more than so few allow.
fn renew(file: &mut ModelFile, counted: &Counted) -> f64 {
    let mut largest = 0.0_f64;
    for (field, counts) in counted.levels.iter().enumerate() {
        let present: f64 = counts[1..].iter().sum();
        for (level, name) in Levels::all_of(field).iter().enumerate().skip(1) {
            let Some(own) = file.fields_mut()[field].get_mut(*name) else { continue };
            if own.found.is_some() {
                continue;
            }
            // Only a record without marks can agree without them, and the other way round.
            let of = match (FIELDS[field], NameLevel::ALL.get(level)) {
                ("name", Some(NameLevel::Unmarked)) => counted.bare,
                ("name", Some(NameLevel::Exact)) => present - counted.bare,
                _ => present,
            };
            let of = of.max(counts[level]);
            let new = match counts[level] < LEAST_PAIRS {
                true => own.m.min(rounded(most(counts[level]) / of)),
                false => rounded((counts[level] + HOLD * own.m) / (of + HOLD)).min(1.0),
            };
            largest = largest.max((new - own.m).abs());
            own.m = new;
        }
    }
    largest
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The 95th of the hundred of a Poisson count, as tables give it: 3.00, 4.74, 6.30, 9.15, 15.71.
    #[test]
    fn the_most_that_a_count_allows() {
        for (count, table) in [(0.0, 3.0), (1.0, 4.74), (2.0, 6.30), (4.0, 9.15), (9.0, 15.71)] {
            assert!((most(count) / table - 1.0).abs() < 0.06, "{count}: {}", most(count));
        }
    }
}
