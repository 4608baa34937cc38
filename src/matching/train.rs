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
    let start_m = starting_m(model);
    let smaller = columns.left.len().min(columns.right().len()) as f64;
    let guess = (smaller / 2.0 / columns.pairs().max(1) as f64).clamp(1e-12, 0.4);
    let mut weights = Weights { m: start_m.clone(), u: found_u(model, &drawn, None), prior: guess };
    let (mut fits, mut matches, mut last_change) = (Vec::new(), Chances::new(), f64::INFINITY);
    for _ in 0..settings.rounds {
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
        let m = averaged(&matches, &start_m, &fixed);
        last_change = largest_change(&m, &weights.m);
        weights.m = m;
        weights.prior = prior(&candidates.all, &weights.m, &weights.u, columns.pairs(), weights.prior);
        weights.u = found_u(model, &drawn, Some(&weights));
        fits = of_rules;
    }
    let untrained = untrained(&matches, &fixed);
    (weights, Training { fits, last_change, matches, untrained, drawn })
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

/// Given m; else most matches at the first level, few at the last.
fn starting_m(model: &Model) -> Chances {
    let of = |comparison: &super::model::Comparison| {
        let between = comparison.levels.len() - 2;
        let guess = |at: usize| match at {
            0 if between == 0 => 0.9,
            0 => 0.8,
            _ if at > between => 0.1,
            _ => 0.1 / between as f64,
        };
        comparison.levels.iter().enumerate().map(|(at, level)| level.m.unwrap_or_else(|| guess(at))).collect()
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
                    without_matches(*seen, weights.prior * weights.m[at][level])
                }
                _ => seen.count.max(0.5) / seen.drawn.max(1.0),
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

/// m from the matches, held from 0 by one match at the starting chances.
fn averaged(matches: &Chances, start: &Chances, fixed: &[bool]) -> Chances {
    let of = |((counts, start), fixed): ((&Vec<f64>, &Vec<f64>), &bool)| {
        let total: f64 = counts.iter().sum::<f64>() + 1.0;
        let chance = |(count, start): (&f64, &f64)| if *fixed { *start } else { (count + start) / total };
        counts.iter().zip(start).map(chance).collect()
    };
    matches.iter().zip(start).zip(fixed).map(of).collect()
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
