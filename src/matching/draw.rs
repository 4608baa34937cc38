//! Chances of levels among pairs of two people.
//!
//! Fuzzy levels are counted on pairs drawn blindly (all pairs where there are few). A level of
//! equality, of one field or several or exchanged ones, is counted on the pairs that have the
//! equality, found by their key: exact, or drawn from them where they are very many, so that even a
//! chance of one in a billion is measured. Drawing is systematic: every k-th pair of an order that
//! comes from the content, so no seed and no file order changes it.

use std::collections::BTreeMap;

use rayon::prelude::*;

use super::blocks::Keyed;
use super::list::{Columns, Pair};
use super::model::{Cut, Level, Model, Part, Rule};
use super::pattern::{Pattern, level_in};
use super::tests_of::Tests;

/// Pairs by their pattern.
pub(super) type Counts = BTreeMap<Pattern, u64>;

/// Adds counts of tasks: integers, so their order is nothing.
pub(super) fn add_up(parts: impl IntoIterator<Item = std::collections::HashMap<Pattern, u64>>) -> Counts {
    let mut sum = Counts::new();
    for (pattern, count) in parts.into_iter().flatten() {
        *sum.entry(pattern).or_default() += count;
    }
    sum
}

/// What was counted of a level: so many of so many pairs in which the comparison is not missing.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Seen {
    pub(super) count: f64,
    pub(super) drawn: f64,
}

/// What was drawn.
#[derive(Debug)]
pub(super) struct Drawn {
    /// Pairs drawn blindly, by pattern.
    pub(super) blind: Counts,
    /// By comparison and level; the last level of each is what the others leave.
    pub(super) levels: Vec<Vec<Seen>>,
}

/// Draws `sample` pairs, or takes all.
pub(super) fn draw(model: &Model, columns: &Columns, sample: u64) -> Drawn {
    let blind = blind(model, columns, sample);
    let all = columns.pairs();
    let complete = all <= sample;
    let levels = (0..model.comparisons.len()).map(|comparison| {
        let levels = &model.comparisons[comparison].levels;
        let mut counts = vec![0_u64; levels.len()];
        for (pattern, count) in &blind {
            if let Some(level) = pattern.level(comparison) {
                counts[level] += count;
            }
        }
        let drawn = counts.iter().sum::<u64>() as f64;
        let known = drawn / blind.values().sum::<u64>().max(1) as f64;
        let seen = |(at, level): (usize, &Level)| {
            let of_key = (!complete).then(|| key_of(level)).flatten();
            match of_key {
                Some(rule) => {
                    let (count, stride) = of_equal(model, columns, &rule, (comparison, at), sample);
                    Seen { count, drawn: all as f64 * known / stride }
                }
                None => Seen { count: counts[at] as f64, drawn },
            }
        };
        levels.iter().enumerate().map(seen).collect()
    });
    Drawn { levels: levels.collect(), blind }
}

/// The key that all pairs of a level share, where its one test has an equality.
fn key_of(level: &Level) -> Option<Rule> {
    let [tests] = &level.tests[..] else { return None };
    let mut on: Vec<Part> =
        tests.exact.iter().map(|&field| Part { left: field, right: field, cut: Cut::Equal }).collect();
    if let Some((a, b, 0)) = tests.swapped {
        on.extend([(a, b), (b, a)].map(|(left, right)| Part { left, right, cut: Cut::Equal }));
    }
    (!on.is_empty()).then_some(Rule { on, narrow: Vec::new() })
}

/// Pairs at a level among those that have its key, and the stride they were drawn with.
fn of_equal(model: &Model, columns: &Columns, rule: &Rule, at: (usize, usize), sample: u64) -> (f64, f64) {
    let keyed = Keyed::new(columns, rule, u64::MAX);
    let all = keyed.count();
    let comparison = &model.comparisons[at.0];
    let plain = comparison.levels[at.1].tests.first().is_some_and(Tests::is_equality);
    if at.1 == 0 && plain {
        // Nothing stands above it and nothing more is asked: every pair of its key is at it.
        return (all as f64, 1.0);
    }
    let stride = all.div_ceil(sample).max(1);
    let take = |count: &mut u64, pair: Pair| {
        *count += u64::from(level_in(comparison, model, columns, pair) == Some(at.1));
    };
    (keyed.visit(stride, || 0, take).into_iter().sum::<u64>() as f64, stride as f64)
}

/// Pairs drawn from all: pair k * all / sample for each k, moved by a fixed mixing within its
/// stretch so that no period of the order can hide.
fn blind(model: &Model, columns: &Columns, sample: u64) -> Counts {
    let (left, right) = (columns.left.len() as u64, columns.right().len() as u64);
    let across = if columns.same { left * left.saturating_sub(1) } else { left * right };
    if across == 0 {
        return Counts::new();
    }
    // In one list each pair stands twice in the order, so all pairs are the first half of `order`.
    let complete = columns.pairs() <= sample;
    let row_length = if columns.same { left - 1 } else { right };
    let draws = if complete { across } else { sample };
    let pair = |k: u64| {
        let start = (u128::from(k) * u128::from(across) / u128::from(draws)) as u64;
        let end = (u128::from(k + 1) * u128::from(across) / u128::from(draws)) as u64;
        let at = start + crate::likeness::mix(k, 0x5eed) % (end - start).max(1);
        let (a, b) = (at / row_length, at % row_length);
        let b = if columns.same && b >= a { b + 1 } else { b };
        let (a, b) = (a as u32, b as u32);
        if complete && columns.same && a > b {
            return None;
        }
        Some(if columns.same { Pair { left: a.min(b), right: a.max(b) } } else { Pair { left: a, right: b } })
    };
    let tasks: Vec<u64> = (0..draws.div_ceil(16_384)).collect();
    let counted = tasks.into_par_iter().map(|task| {
        let mut counts = std::collections::HashMap::new();
        for pair in (task * 16_384..((task + 1) * 16_384).min(draws)).filter_map(pair) {
            *counts.entry(Pattern::of(model, columns, pair)).or_default() += 1;
        }
        counts
    });
    add_up(counted.collect::<Vec<_>>())
}
