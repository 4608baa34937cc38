//! What a training found, as figures without personal data.

use super::super::config::LevelFile;
use super::super::levels::{FIELDS, Levels};
use super::super::model::Model;
use super::super::weigh::Shares;
use super::anchors::Counted;
use super::drawn::Drawn;
use super::fitted::Fit;
use super::trial::Trials;

/// What a training found.
#[derive(Debug, Clone)]
pub struct TrainingReport {
    /// The new model's version, and the one that it started from.
    pub versions: [String; 2],
    /// How the model was made, and how its limits were found.
    pub found: [String; 2],
    /// Pairs anchored by an id; pairs that anchored the id's own levels; drawn pairs.
    pub pairs: [u64; 3],
    /// Iterations of EM, 0 where m was counted; the largest change of the last one; whether it
    /// converged.
    pub fit: (usize, f64, bool),
    /// Every level.
    pub levels: Vec<LevelReport>,
    /// Two levels that come together among pairs of two people, farthest from chance first.
    pub lifts: Vec<Lift>,
    /// Probability said against rows right, by bins of the probability.
    pub calibration: Vec<Bin>,
    /// Limits in bits against nobody: full evidence, another ward, partial birth date, a slip in the name,
    /// one in the birth date, another id; against all other candidates; then the least probability of a
    /// review.
    pub limits: [f64; 8],
    /// What a person should look at before the model is used: limits not reached or kept, a level that weighs
    /// more than the nearer one above it.
    pub warnings: Vec<String>,
}

/// A level of the trained model.
#[derive(Debug, Clone)]
pub struct LevelReport {
    /// Field.
    pub field: &'static str,
    /// Level.
    pub level: &'static str,
    /// Chance among pairs of one person, and how many of them were counted.
    pub m: (f64, f64),
    /// The chance is that of the model before: it was judged, or too few pairs were counted.
    pub kept: bool,
    /// Chance among pairs of two people (before the share), and how many of them were counted.
    pub u: (f64, u64),
    /// Bits for shares typical of a large city, and those of the model before.
    pub bits: [f64; 2],
    /// `u` is multiplied by a share counted from the register.
    pub shared: bool,
}

/// Two levels among pairs of two people.
#[derive(Debug, Clone)]
pub struct Lift {
    /// Field and level of both.
    pub levels: [(&'static str, &'static str); 2],
    /// Pairs at both.
    pub found: u64,
    /// Pairs expected at both, were the fields independent.
    pub expected: f64,
}

/// A bin of the reliability chart.
#[derive(Debug, Clone, Copy)]
pub struct Bin {
    /// Least probability of the bin.
    pub from: f64,
    /// Rows, those without the right person in the register by their share.
    pub rows: f64,
    /// Mean probability said.
    pub said: f64,
    /// Share of rows right.
    pub right: f64,
}

/// Least probability of each bin.
const BINS: [f64; 10] = [0.0, 0.5, 0.8, 0.9, 0.95, 0.98, 0.99, 0.995, 0.999, 0.9999];
/// Pairs that must be expected or found for a lift to mean anything.
const LEAST_PAIRS: f64 = 20.0;
const MOST_LIFTS: usize = 20;

pub(super) fn of(
    trained: &Model,
    before: &Model,
    counted: &Counted,
    drawn: &Drawn,
    (fit, trials, missed): (&Fit, &Trials, Vec<String>),
) -> TrainingReport {
    let limits = &trained.file.thresholds;
    let bits = limits.matched_bits;
    let level = |(field, level): (usize, usize)| -> Option<LevelReport> {
        let own: &LevelFile = trained.level(field, level)?;
        let bits = |model: &Model| Shares::TYPICAL.bits(model.level(field, level));
        Some(LevelReport {
            field: FIELDS[field],
            level: Levels::all_of(field)[level],
            m: (own.m, counted.levels[field][level]),
            kept: before.level(field, level).is_some_and(|before| before.m.to_bits() == own.m.to_bits()),
            u: (own.u, drawn.at((field, level), (field, level))),
            bits: [bits(trained), bits(before)],
            shared: !own.times.is_one(),
        })
    };
    let levels: Vec<LevelReport> = places().filter_map(level).collect();
    TrainingReport {
        warnings: missed.into_iter().chain(inversions(&levels)).collect(),
        versions: [trained.version().to_owned(), before.version().to_owned()],
        found: [trained.file.found.clone(), limits.found.clone()],
        pairs: [counted.pairs, counted.id_pairs, drawn.pairs],
        fit: (fit.iterations, fit.change, fit.converged),
        levels,
        lifts: lifts(drawn),
        calibration: calibration(trials),
        limits: [
            bits.full,
            bits.moved,
            bits.partial,
            bits.name_slip,
            bits.birth_slip,
            bits.other_id,
            bits.others,
            limits.review_probability,
        ],
    }
}

/// By so many bits a level may weigh more than the one above it before that is told: equalities are counted
/// from the register and stand here with a typical frequency.
const MARGIN: f64 = 1.0;

/// Levels that agree less and weigh more than the best of their field: evidence made of too little.
fn inversions(levels: &[LevelReport]) -> Vec<String> {
    let best = |field: &str| levels.iter().find(|level| level.field == field);
    let over = |level: &&LevelReport| best(level.field).is_some_and(|best| level.bits[0] > best.bits[0] + MARGIN);
    let told = |level: &LevelReport| {
        let best = best(level.field).map_or(("", 0.0), |best| (best.level, best.bits[0]));
        format!(
            "{} {} weighs {:+.1} bits, more than {} with {:+.1}",
            level.field, level.level, level.bits[0], best.0, best.1
        )
    };
    levels.iter().filter(over).map(told).collect()
}

/// Every level that is no `missing`, by field.
fn places() -> impl Iterator<Item = (usize, usize)> {
    (0..FIELDS.len()).flat_map(|field| (1..Levels::all_of(field).len()).map(move |level| (field, level)))
}

fn lifts(drawn: &Drawn) -> Vec<Lift> {
    let mut lifts = Vec::new();
    for a in 0..FIELDS.len() {
        for b in a + 1..FIELDS.len() {
            lifts_of_fields(drawn, a, b, &mut lifts);
        }
    }
    let distance = |lift: &Lift| (lift.found as f64 / lift.expected).log2().abs();
    lifts.sort_by(|a, b| distance(b).total_cmp(&distance(a)).then(a.levels.cmp(&b.levels)));
    lifts.truncate(MOST_LIFTS);
    lifts
}

fn lifts_of_fields(drawn: &Drawn, a: usize, b: usize, lifts: &mut Vec<Lift>) {
    let (of_a, of_b) = (Levels::all_of(a), Levels::all_of(b));
    let found = |x: usize, y: usize| drawn.at((a, x), (b, y)) as f64;
    let row = |x: usize| (1..of_b.len()).map(|y| found(x, y)).sum::<f64>();
    let column = |y: usize| (1..of_a.len()).map(|x| found(x, y)).sum::<f64>();
    let all: f64 = (1..of_a.len()).map(row).sum();
    for (x, &level) in of_a.iter().enumerate().skip(1) {
        for (y, &other) in of_b.iter().enumerate().skip(1) {
            let expected = row(x) * column(y) / all.max(1.0);
            if expected >= LEAST_PAIRS && found(x, y) >= 1.0 {
                let levels = [(FIELDS[a], level), (FIELDS[b], other)];
                lifts.push(Lift { levels, found: found(x, y) as u64, expected });
            }
        }
    }
}

fn calibration(trials: &Trials) -> Vec<Bin> {
    let mut bins = BINS.map(|from| Bin { from, rows: 0.0, said: 0.0, right: 0.0 });
    let all = trials.present.iter().map(|trial| (trial, 1.0)).chain(trials.absent.iter().map(|t| (t, t.odds)));
    for (trial, weight) in all.filter(|(trial, _)| trial.probability > 0.0) {
        let bin = &mut bins[BINS.partition_point(|from| *from <= trial.probability) - 1];
        bin.rows += weight;
        bin.said += weight * trial.probability;
        bin.right += if trial.right[0] { weight } else { 0.0 };
    }
    let mean = |bin: Bin| Bin { said: bin.said / bin.rows, right: bin.right / bin.rows, ..bin };
    bins.into_iter().filter(|bin| bin.rows > 0.0).map(mean).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_level_that_outweighs_the_best_of_its_field_is_told() {
        let level = |field, level, bits| LevelReport {
            field,
            level,
            m: (0.5, 10.0),
            kept: false,
            u: (0.5, 10),
            bits: [bits, 0.0],
            shared: false,
        };
        let told = inversions(&[
            level("name", "exact", 16.5),
            level("name", "tones", 17.4),
            level("name", "order", 17.6),
            level("place", "hamlet", 20.0),
            level("place", "other_kind", -4.1),
        ]);
        assert_eq!(told, ["name order weighs +17.6 bits, more than exact with +16.5"]);
    }
}
