//! The report of a training, as text. Holds no cell of the lists.

use std::fmt::Write;

use super::dependence::{self, Dependence};
use super::evidence::level_title;
use super::list::Columns;
use super::model::Model;
use super::train::Training;
use super::weights::Weights;

/// Bits that one mark of a bar stands for.
const BITS_A_MARK: f64 = 1.0;
/// Largest number of marks.
const MOST_MARKS: f64 = 20.0;

/// A prior below which no candidate speaks for one person.
const NO_PAIR: f64 = 1e-14;
/// Told of lists that are too small to train.
const TOO_SMALL: &str = "\nthese lists are too small to train a model: the starting weights were taken, and no pair \
                         with a contradiction is matched\n";

/// Levels with m, u and weight, and where they come from.
pub(super) fn text(model: &Model, columns: &Columns, weights: &Weights, training: Option<&Training>) -> String {
    let mut out = format!("model {}\n", model.version());
    for (at, comparison) in model.comparisons.iter().enumerate() {
        if columns.lack(&comparison.fields) {
            let _ = writeln!(out, "\n{:<44} left out: no pair of these lists has it on both sides", comparison.title);
            continue;
        }
        let _ = writeln!(out, "\n{:<44} {:>9} {:>12} {:>7}  {:>10}", comparison.title, "m", "u", "bits", "matches");
        for level in 0..comparison.levels.len() {
            let bits = weights.bits(at, level);
            let matches = training.map_or(String::new(), |training| format!("{:.1}", training.matches[at][level]));
            let frequency = if comparison.levels[level].frequency.is_empty() { "" } else { " *" };
            let title = format!("  {}{frequency}", level_title(model, comparison, level));
            let (m, u) = (weights.m[at][level], weights.u[at][level]);
            let _ = writeln!(out, "{title:<44} {m:>9.5} {u:>12.3e} {bits:>+7.2}  {matches:>10}  {}", bar(bits));
        }
        for level in rising(weights, at, comparison.levels.len()) {
            let title = level_title(model, comparison, level);
            let _ = writeln!(out, "  warning: `{title}` weighs more than the level above it");
        }
    }
    out.push_str("\n* weighed by the frequency of the value as well; the bits are those of mean frequency\n");
    let _ = match weights.prior {
        prior if prior < NO_PAIR => writeln!(out, "prior: no pair of these lists looks like one person"),
        prior => writeln!(out, "prior: one pair in {:.0} is one person", 1.0 / prior),
    };
    match training {
        Some(training) if training.small => out.push_str(TOO_SMALL),
        Some(training) => out.push_str(&of_training(model, columns, weights, training)),
        None => {}
    }
    out
}

/// What part of the left list is on the right, found here and given by the model.
pub(super) fn shares(model: &Model, shares: Option<[f64; 2]>) -> String {
    let Some([share, found]) = shares else { return String::new() };
    let mut out = format!("\n{:.1} % of the left rows are on the right", found * 100.0);
    if let Some(given) = model.file.prior.share {
        let what = if share == given { "counted with, as the list is short" } else { "not counted with" };
        let _ = write!(out, " (found here; the model gives {:.1} %, {what})", given * 100.0);
    }
    out.push('\n');
    out.push_str(&sureness(model));
    out
}

/// What `matched` promises.
fn sureness(model: &Model) -> String {
    let wrong = 1.0 - model.file.verdict.matched;
    format!(
        "matched: at most 1 wrong in {:.0} by these weights, which no labels have checked: u is counted, m is of EM, \
         and where fewer than 3 matches show a level, the one that the model file judges\n",
        1.0 / wrong
    )
}

fn bar(bits: f64) -> String {
    let marks = (bits.abs() / BITS_A_MARK).round().min(MOST_MARKS) as usize;
    if bits < 0.0 { "-".repeat(marks) } else { "+".repeat(marks) }
}

/// Levels that weigh clearly more than the one above: the order of a comparison is from the strongest.
fn rising(weights: &Weights, comparison: usize, levels: usize) -> Vec<usize> {
    (1..levels).filter(|&level| weights.bits(comparison, level) > weights.bits(comparison, level - 1) + 0.5).collect()
}

fn of_training(model: &Model, columns: &Columns, weights: &Weights, training: &Training) -> String {
    let mut out = String::from("\ntraining\n");
    for (rule, fit) in training.fits.iter().enumerate() {
        if fit.pairs == 0 {
            let _ = writeln!(out, "  block {}: no pairs, nothing learned", rule + 1);
            continue;
        }
        let matches = fit.share * fit.pairs as f64;
        let state = if fit.converged { "converged" } else { "NOT CONVERGED: stopped at the limit" };
        let _ = writeln!(
            out,
            "  block {}: {} pairs, {matches:.1} matches expected; {} iterations, last change {:.1e}, {state}",
            rule + 1,
            fit.pairs,
            fit.iterations,
            fit.change
        );
    }
    let rounds = model.file.training.rounds;
    let _ = writeln!(out, "  {rounds} rounds, m changed by at most {:.1e} in the last", training.last_change);
    let lacks = |at: usize| columns.lack(&model.comparisons[at].fields);
    for at in (0..model.comparisons.len()).filter(|at| !lacks(*at)) {
        out.push_str(&untrained(model, weights, training, at));
    }
    out.push_str(&dependences(&dependence::find(&training.drawn.blind, model, weights), model));
    out
}

/// What of a comparison could not be learned, and what it is weighed with.
fn untrained(model: &Model, weights: &Weights, training: &Training, at: usize) -> String {
    let comparison = &model.comparisons[at];
    let levels: Vec<usize> = training.untrained.iter().filter(|(own, _)| *own == at).map(|(_, level)| *level).collect();
    let all = training.matches[at].iter().sum::<f64>();
    let judged = comparison.levels.iter().any(|level| level.start.is_some());
    let kept = if judged { "its m stays as the model file judges it" } else { "its m is what so many can bear" };
    if levels.is_empty() {
        return String::new();
    }
    if all < 1.0 {
        let from = if judged { "the ones that the model file judges" } else { "assumed ones" };
        return format!(
            "  warning: `{}` could not be trained: no block without its own columns brings a match; its weights are \
             {from}\n",
            comparison.title
        );
    }
    let line = |level: usize| {
        let (title, seen) = (level_title(model, comparison, level), training.matches[at][level]);
        let m = weights.m[at][level];
        format!("  warning: `{}`, `{title}`: {seen:.1} of {all:.0} matches show it; {kept}: {m:.5}\n", comparison.title)
    };
    levels.into_iter().map(line).collect()
}

fn dependences(found: &[Dependence], model: &Model) -> String {
    let mut out = String::from("\ndependence among pairs of two people (evidence that is counted twice)\n");
    if found.is_empty() {
        out.push_str("  none seen\n");
    }
    for one in found {
        let name = |(at, level): (usize, usize)| {
            format!("{} `{}`", model.comparisons[at].title, level_title(model, &model.comparisons[at], level))
        };
        let inside = if one.inside { "; WARNING: one lies inside the other, make them one comparison" } else { "" };
        let _ = writeln!(
            out,
            "  {} and {}: together {:.1} times as often as by chance{inside}",
            name(one.first),
            name(one.second),
            one.lift
        );
    }
    out
}
