//! Training: chances of levels from the data, without labels.
//!
//! u from drawn pairs (`draw`), m by EM in each block rule over the comparisons that the rule's
//! key does not touch (`em`), averaged over the rules by the matches that each expects; the prior
//! by EM over all candidates. Blind pairs hold some matches, so u is found again without those
//! that m and the prior expect, and m with this u: a few rounds.

use std::collections::HashMap;

use super::blocks::{Keyed, is_first};
use super::draw::{Counts, Drawn, Seen, add_up, draw};
use super::em::{Chances, Fit, Start, fit, prior};
use super::list::Columns;
use super::model::Model;
use super::pattern::Pattern;
use super::weights::Weights;

/// Rows of the shorter list below which nothing is trained.
const LEAST_ROWS: usize = 20;
/// Pairs that a level's starting u counts for.
const HOLD_U: f64 = 1_000.0;
/// Matches expected at a level from which on its m counts as trained.
const SEEN_ENOUGH: f64 = 3.0;

/// What training did.
#[derive(Debug)]
pub(super) struct Training {
    /// One a block rule, of the last round.
    pub(super) fits: Vec<Fit>,
    /// Largest change of an m between the last two rounds.
    pub(super) last_change: f64,
    /// Matches expected by comparison and level, of all rules together.
    pub(super) matches: Chances,
    /// Comparisons and levels without enough matches to train m.
    pub(super) untrained: Vec<(usize, usize)>,
    /// What was drawn for u.
    pub(super) drawn: Drawn,
    /// The lists are too small to train: the starting weights were taken.
    pub(super) small: bool,
}

/// Candidate pairs by pattern: of each rule alone, and of all with each pair once.
pub(super) struct Candidates {
    pub(super) by_rule: Vec<Counts>,
    pub(super) all: Counts,
}

/// Counts the patterns of the candidates.
pub(super) fn candidates(model: &Model, columns: &Columns, rules: &[Keyed]) -> Candidates {
    type Both = (HashMap<Pattern, u64>, HashMap<Pattern, u64>);
    let mut by_rule = Vec::new();
    let mut firsts = Vec::new();
    for (number, rule) in rules.iter().enumerate() {
        let taken = rule.visit(1, Both::default, |(own, first), pair| {
            let pattern = Pattern::of(model, columns, pair);
            *own.entry(pattern).or_default() += 1;
            if is_first(rules, number, pair) {
                *first.entry(pattern).or_default() += 1;
            }
        });
        let (own, first): (Vec<_>, Vec<_>) = taken.into_iter().unzip();
        by_rule.push(add_up(own));
        firsts.extend(first);
    }
    Candidates { by_rule, all: add_up(firsts) }
}

/// Trains what the model does not give.
pub(super) fn train(model: &Model, columns: &Columns, candidates: &Candidates) -> (Weights, Training) {
    let settings = &model.file.training;
    let drawn = draw(model, columns, settings.sample);
    let fixed: Vec<bool> = model.comparisons.iter().map(|comparison| comparison.has(|level| level.m)).collect();
    let judged: Vec<bool> = model
        .comparisons
        .iter()
        .map(|comparison| comparison.levels.iter().any(|level| level.start.is_some()))
        .collect();
    let start_m = starting_m(model);
    let smaller = columns.left.len().min(columns.right().len()) as f64;
    let guess = (smaller / 2.0 / columns.pairs().max(1) as f64).clamp(1e-12, 0.4);
    let mut weights = Weights { m: start_m.clone(), u: found_u(model, &drawn, None), prior: guess };
    let (mut fits, mut matches, mut last_change) = (Vec::new(), summed(&start_m, &[]), 0.0);
    let small = smaller < LEAST_ROWS as f64;
    if small {
        weights.prior = prior(&candidates.all, &weights.m, &weights.u, columns.pairs().max(1), weights.prior);
    }
    for _ in 0..if small { 0 } else { settings.rounds } {
        let of_rules = candidates.by_rule.iter().enumerate().map(|(rule, counts)| {
            let start = Start {
                m: &weights.m,
                u: &weights.u,
                used: &used(model, rule),
                fixed: &fixed,
                share: (weights.prior * columns.pairs() as f64 / total(counts)).clamp(1e-6, 0.9),
                iterations: settings.iterations,
                change: settings.change,
            };
            fit(counts, &start)
        });
        let of_rules: Vec<Fit> = of_rules.collect();
        matches = summed(&start_m, &of_rules);
        let m = averaged(&matches, &start_m, &fixed, &judged);
        last_change = largest_change(&m, &weights.m);
        weights.m = m;
        weights.prior = prior(&candidates.all, &weights.m, &weights.u, columns.pairs(), weights.prior);
        weights.u = found_u(model, &drawn, Some(&weights));
        fits = of_rules;
    }
    never_for_a_match(model, &mut weights);
    let untrained = if small { Vec::new() } else { untrained(&matches, &fixed) };
    (weights, Training { fits, last_change, matches, untrained, drawn, small })
}

/// A contradiction is no evidence for a match, whatever a few pairs seem to say.
fn never_for_a_match(model: &Model, weights: &mut Weights) {
    for (at, comparison) in model.comparisons.iter().enumerate().filter(|(_, comparison)| !comparison.has(|l| l.m)) {
        let last = comparison.levels.len() - 1;
        weights.m[at][last] = weights.m[at][last].min(weights.u[at][last]);
    }
}

fn total(counts: &Counts) -> f64 {
    counts.values().sum::<u64>().max(1) as f64
}

/// Comparisons that share no field with a rule's key: inside its block the others always agree.
fn used(model: &Model, rule: usize) -> Vec<bool> {
    let rule = &model.rules[rule];
    let keyed = |field: &usize| rule.on.iter().any(|part| part.left == *field || part.right == *field);
    model.comparisons.iter().map(|comparison| !comparison.fields.iter().any(keyed)).collect()
}

/// Given m, or the model's start; else most matches at the first level, few at the last.
pub(super) fn starting_m(model: &Model) -> Chances {
    let of = |comparison: &super::model::Comparison| {
        let between = comparison.levels.len() - 2;
        let guess = |at: usize| match at {
            0 if between == 0 => 0.9,
            0 => 0.8,
            _ if at > between => 0.1,
            _ => 0.1 / between as f64,
        };
        let started = |level: &super::model::Level| level.start.map(|[m, _]| m);
        let mut m: Vec<f64> = comparison
            .levels
            .iter()
            .enumerate()
            .map(|(at, l)| l.m.or(started(l)).unwrap_or_else(|| guess(at)))
            .collect();
        if let Some((other, rest)) = m.split_last_mut()
            && comparison.levels.iter().any(|level| level.start.is_some() && level.m.is_none())
        {
            *other = (1.0 - rest.iter().sum::<f64>()).max(0.01);
        }
        m
    };
    model.comparisons.iter().map(of).collect()
}

/// Given u; else what was drawn, without the matches that the weights expect among it. A level
/// weighed by the frequency of its values keeps its plain count: the shares that correct it hold
/// the same matches.
fn found_u(model: &Model, drawn: &Drawn, weights: Option<&Weights>) -> Chances {
    let of = |(at, comparison): (usize, &super::model::Comparison)| -> Vec<f64> {
        let mut chances: Vec<f64> = comparison
            .levels
            .iter()
            .zip(&drawn.levels[at])
            .enumerate()
            .map(|(level, (spec, seen))| match (spec.u, weights) {
                (Some(u), _) => u,
                (None, Some(weights)) if spec.frequency.is_empty() => {
                    held(without_matches(*seen, weights.prior * weights.m[at][level]), spec, seen.drawn)
                }
                _ => held(seen.count.max(0.5) / seen.drawn.max(1.0), spec, seen.drawn),
            })
            .collect();
        if let Some((other, rest)) = chances.split_last_mut()
            && comparison.levels.last().is_some_and(|level| level.u.is_none())
        {
            *other = (1.0 - rest.iter().sum::<f64>()).max(1e-6);
        }
        chances
    };
    model.comparisons.iter().enumerate().map(of).collect()
}

/// Held near the model's start by a few pairs.
fn held(chance: f64, level: &super::model::Level, drawn: f64) -> f64 {
    let near = |[_, start]: [f64; 2]| (chance * drawn + start * HOLD_U) / (drawn + HOLD_U);
    level.start.map_or(chance, near)
}

/// The chance among pairs of two people. What is left of a count is known no better than its
/// root, so no less is taken.
fn without_matches(seen: Seen, matches: f64) -> f64 {
    let count = seen.count.max(0.5);
    let left = (seen.count - matches * seen.drawn).max(count.sqrt() + 0.5).min(count);
    left / seen.drawn.max(1.0)
}

/// Matches of all rules by level.
fn summed(like: &Chances, fits: &[Fit]) -> Chances {
    let mut sum: Chances = like.iter().map(|levels| vec![0.0; levels.len()]).collect();
    for fit in fits {
        for (own, more) in sum.iter_mut().zip(&fit.matches) {
            own.iter_mut().zip(more).for_each(|(own, more)| *own += more);
        }
    }
    sum
}

/// m from the matches, held from 0 by one match at the starting chances. A level that so many
/// matches have not shown may still be one in a third of them (the rule of three: with 95 % certainty
/// no more): it keeps that, or its start where that is less. Where the model's author has judged the
/// chance it keeps that, whatever the number of matches: in a month in which nobody has moved there is
/// nothing to learn about who moves. `judged`: the model gives the comparison's starts.
fn averaged(matches: &Chances, start: &Chances, fixed: &[bool], judged: &[bool]) -> Chances {
    let of = |at: usize| {
        let (counts, start) = (&matches[at], &start[at]);
        let total: f64 = counts.iter().sum::<f64>() + 1.0;
        let least = |count: f64, start: f64| match judged[at] {
            true if count < SEEN_ENOUGH => start,
            _ => start.min(SEEN_ENOUGH / total),
        };
        let chance = |(count, start): (&f64, &f64)| ((count + start) / total).max(least(*count, *start));
        let chances: Vec<f64> = counts.iter().zip(start).map(chance).collect();
        let sum: f64 = chances.iter().sum();
        if fixed[at] { start.clone() } else { chances.iter().map(|chance| chance / sum).collect() }
    };
    (0..matches.len()).map(of).collect()
}

fn largest_change(a: &Chances, b: &Chances) -> f64 {
    a.iter().flatten().zip(b.iter().flatten()).map(|(a, b)| (a - b).abs()).fold(0.0, f64::max)
}

fn untrained(matches: &Chances, fixed: &[bool]) -> Vec<(usize, usize)> {
    let weak = |at: usize| {
        let counts = &matches[at];
        (0..counts.len()).filter(move |&level| counts[level] < SEEN_ENOUGH).map(move |level| (at, level))
    };
    (0..matches.len()).filter(|&at| !fixed[at]).flat_map(weak).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(judged: bool, counts: &[f64], start: &[f64], expected: &[f64]) {
        let m = averaged(&vec![counts.to_vec()], &vec![start.to_vec()], &[false], &[judged]);
        let near = m[0].iter().zip(expected).all(|(a, b)| (a - b).abs() < 0.0005);
        assert!(near && (m[0].iter().sum::<f64>() - 1.0).abs() < 1e-9, "{m:?}");
    }

    #[test]
    fn a_level_that_was_not_seen_keeps_what_the_count_can_bear() {
        check(false, &[700.0, 0.0], &[0.9, 0.1], &[0.9957, 0.0043]);
        check(false, &[7_000.0, 0.0], &[0.9, 0.1], &[0.9996, 0.0004]);
        // Few matches say little: the start; a start below the floor stays.
        check(false, &[2.0, 0.0], &[0.9, 0.1], &[0.9063, 0.0938]);
        check(false, &[700.0, 0.0], &[0.999, 0.001], &[0.999, 0.001]);
        // What was seen is as it was seen.
        check(false, &[630.0, 70.0], &[0.9, 0.1], &[0.9, 0.1]);
    }

    #[test]
    fn a_chance_that_was_judged_stays_until_matches_show_the_level() {
        check(true, &[7_000.0, 0.0], &[0.9, 0.1], &[0.9091, 0.0909]);
        check(true, &[7_000.0, 2.0], &[0.9, 0.1], &[0.9091, 0.0909]);
        check(true, &[6_996.0, 4.0], &[0.9, 0.1], &[0.9994, 0.0006]);
    }
}
