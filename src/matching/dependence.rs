//! Dependence: levels of two comparisons that agree together more often than chance among pairs of
//! two people. Their evidence is counted twice.

use super::draw::Counts;
use super::model::Model;
use super::weights::Weights;

/// Pairs in which both agree that must have been drawn before anything is said.
const LEAST_PAIRS: f64 = 20.0;
/// Lift from which on two levels are told.
const LEAST_LIFT: f64 = 3.0;
/// Share of the pairs at one level that are at the other, from which on it lies inside it.
const INSIDE: f64 = 0.9;
/// Most lines.
const MOST: usize = 12;

/// Two levels that go together.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Dependence {
    /// Comparison and level.
    pub(super) first: (usize, usize),
    pub(super) second: (usize, usize),
    /// How many times more often together than by chance.
    pub(super) lift: f64,
    /// One of them lies inside the other: it must not be a comparison of its own.
    pub(super) inside: bool,
}

/// Finds the strongest dependences among the pairs drawn blindly, matches taken out.
pub(super) fn find(blind: &Counts, model: &Model, weights: &Weights) -> Vec<Dependence> {
    let prior_bits = (weights.prior / (1.0 - weights.prior)).log2();
    let others = |(pattern, count): (&super::pattern::Pattern, &u64)| {
        let odds = (weights.sum(*pattern) + prior_bits).exp2();
        (*pattern, if odds.is_finite() { *count as f64 / (1.0 + odds) } else { 0.0 })
    };
    let pairs: Vec<_> = blind.iter().map(others).collect();
    let mut found = Vec::new();
    for a in 0..model.comparisons.len() {
        for b in a + 1..model.comparisons.len() {
            between(&pairs, (a, b), model, &mut found);
        }
    }
    found.sort_by(|x: &Dependence, y| y.lift.total_cmp(&x.lift).then((x.first, x.second).cmp(&(y.first, y.second))));
    found.truncate(MOST);
    found
}

fn between(
    pairs: &[(super::pattern::Pattern, f64)],
    (a, b): (usize, usize),
    model: &Model,
    found: &mut Vec<Dependence>,
) {
    let (rows, columns) = (model.comparisons[a].levels.len(), model.comparisons[b].levels.len());
    let mut table = vec![vec![0.0; columns]; rows];
    for (pattern, count) in pairs {
        if let Some((x, y)) = pattern.level(a).zip(pattern.level(b)) {
            table[x][y] += count;
        }
    }
    let all: f64 = table.iter().flatten().sum();
    for x in 0..rows - 1 {
        for y in 0..columns - 1 {
            let (row, column): (f64, f64) = (table[x].iter().sum(), table.iter().map(|row| row[y]).sum());
            let lift = table[x][y] * all / (row * column);
            if table[x][y] >= LEAST_PAIRS && lift >= LEAST_LIFT {
                let inside = table[x][y] >= INSIDE * row.min(column);
                found.push(Dependence { first: (a, x), second: (b, y), lift, inside });
            }
        }
    }
}
