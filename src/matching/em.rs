//! Expectation-maximisation over the patterns of one block rule's pairs.
//!
//! Fellegi and Sunter's model with two classes. A comparison that reads a field of the rule's own
//! key is left out: inside its block it always agrees. The chances among pairs of two people are
//! left free inside the block, held near those of blind pairs by a few pseudo-pairs: rows that
//! share a ward share streets too, and without this the streets would be taken for evidence.
//! Levels are counted in a fixed order, so the same counts give the same bits.
//!
//! The linkage with the register has an EM of its own (`link::train::fitted`), as nothing of this one
//! fits there: its pairs are not independent (the candidates of a record and "nobody" share one
//! whole), its weights differ from record to record with the frequencies of names, and its u is
//! counted and never fitted, so that there are neither patterns to count nor a share to find.

use super::draw::Counts;
use super::pattern::Pattern;

/// Pseudo-pairs that hold the block's u near the blind pairs'.
const HOLD_U: f64 = 50.0;
/// Pseudo-matches that keep m of a level from 0.
const HOLD_M: f64 = 1.0;

/// Chances by comparison and level.
pub(super) type Chances = Vec<Vec<f64>>;

/// What a run of EM gives.
#[derive(Debug, Clone)]
pub(super) struct Fit {
    /// Expected matches by comparison and level; empty for comparisons left out.
    pub(super) matches: Chances,
    /// Share of the rule's pairs that are matches.
    pub(super) share: f64,
    /// Pairs of the rule.
    pub(super) pairs: u64,
    /// Iterations made.
    pub(super) iterations: usize,
    /// Largest change of a parameter in the last of them.
    pub(super) change: f64,
    /// The last change was at most the one asked for.
    pub(super) converged: bool,
}

/// What EM starts from and when it ends.
pub(super) struct Start<'a> {
    pub(super) m: &'a Chances,
    pub(super) u: &'a Chances,
    /// Comparisons that take part.
    pub(super) used: &'a [bool],
    /// Comparisons whose m is given and stays.
    pub(super) fixed: &'a [bool],
    pub(super) share: f64,
    pub(super) iterations: usize,
    pub(super) change: f64,
}

/// Fits one rule.
pub(super) fn fit(counts: &Counts, start: &Start) -> Fit {
    let patterns: Vec<(Pattern, f64)> = counts.iter().map(|(pattern, count)| (*pattern, *count as f64)).collect();
    let total: f64 = patterns.iter().map(|(_, count)| count).sum();
    let (mut m, mut u, mut share) = (start.m.clone(), start.u.clone(), start.share);
    let (mut made, mut change) = (0, f64::INFINITY);
    let mut matches = zeros(start.m);
    while made < start.iterations && change > start.change && total > 0.0 {
        made += 1;
        let mut others = zeros(start.m);
        matches = zeros(start.m);
        let mut sum = 0.0;
        for &(pattern, count) in &patterns {
            let odds = odds(pattern, &m, &u, start.used) * share / (1.0 - share);
            let expected = if odds.is_finite() { count * odds / (1.0 + odds) } else { count };
            sum += expected;
            for at in (0..m.len()).filter(|&at| start.used[at]) {
                if let Some(level) = pattern.level(at) {
                    matches[at][level] += expected;
                    others[at][level] += count - expected;
                }
            }
        }
        let new_share = (sum / total).clamp(1e-9, 1.0 - 1e-6);
        change = (new_share - share).abs();
        share = new_share;
        for at in (0..m.len()).filter(|&at| start.used[at]) {
            if !start.fixed[at] {
                change = change.max(renew(&mut m[at], &matches[at], &start.m[at], HOLD_M));
            }
            renew(&mut u[at], &others[at], &start.u[at], HOLD_U);
        }
    }
    // A rule without pairs has nothing left to find.
    let (converged, change) = if total > 0.0 { (change <= start.change, change) } else { (true, 0.0) };
    Fit { matches, share, pairs: total as u64, iterations: made, change, converged }
}

fn zeros(like: &Chances) -> Chances {
    like.iter().map(|levels| vec![0.0; levels.len()]).collect()
}

/// m over u of a pattern.
fn odds(pattern: Pattern, m: &Chances, u: &Chances, used: &[bool]) -> f64 {
    let ratio = |at: usize| pattern.level(at).map_or(1.0, |level| m[at][level] / u[at][level]);
    (0..m.len()).filter(|&at| used[at]).map(ratio).product()
}

/// New chances from counts, held near others; the largest change.
fn renew(chances: &mut [f64], counts: &[f64], near: &[f64], hold: f64) -> f64 {
    let total: f64 = counts.iter().sum::<f64>() + hold;
    let mut change = 0.0_f64;
    for ((chance, count), near) in chances.iter_mut().zip(counts).zip(near) {
        let new = ((count + hold * near) / total).max(1e-9);
        change = change.max((new - *chance).abs());
        *chance = new;
    }
    change
}

/// Share of all `pairs` that are matches, by EM with m and u as they are, over the candidates: no
/// pair that blocking does not bring is one.
pub(super) fn prior(counts: &Counts, m: &Chances, u: &Chances, pairs: u64, start: f64) -> f64 {
    let used = vec![true; m.len()];
    let ratios: Vec<(f64, f64)> =
        counts.iter().map(|(pattern, count)| (odds(*pattern, m, u, &used), *count as f64)).collect();
    let mut prior = start;
    for _ in 0..1_000 {
        let odds_before = prior / (1.0 - prior);
        let expected = |&(ratio, count): &(f64, f64)| {
            let odds = ratio * odds_before;
            if odds.is_finite() { count * odds / (1.0 + odds) } else { count }
        };
        let new = (ratios.iter().map(expected).sum::<f64>() / pairs as f64).clamp(1e-15, 0.5);
        let done = (new - prior).abs() <= 1e-6 * prior;
        prior = new;
        if done {
            break;
        }
    }
    prior
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Expected counts of a model with known chances, in a million pairs.
    fn made(m: &Chances, u: &Chances, share: f64) -> Counts {
        let mut counts = Counts::new();
        for pattern in Pattern::all(&[2, 3, 2]) {
            let of = |chances: &Chances| -> f64 {
                (0..3).map(|at| pattern.level(at).map_or(1.0, |level| chances[at][level])).product()
            };
            let expected = 1e6 * (share * of(m) + (1.0 - share) * of(u));
            counts.insert(pattern, expected.round() as u64);
        }
        counts
    }

    fn known() -> (Chances, Chances) {
        let m = vec![vec![0.9, 0.1], vec![0.8, 0.15, 0.05], vec![0.7, 0.3]];
        let u = vec![vec![0.01, 0.99], vec![0.002, 0.01, 0.988], vec![0.05, 0.95]];
        (m, u)
    }

    #[test]
    fn known_chances_are_found_again_without_labels() {
        let (m, u) = known();
        let start_m = vec![vec![0.6, 0.4], vec![0.6, 0.2, 0.2], vec![0.6, 0.4]];
        let start = Start {
            m: &start_m,
            u: &u,
            used: &[true; 3],
            fixed: &[false; 3],
            share: 0.1,
            iterations: 500,
            change: 1e-7,
        };
        let fit = fit(&made(&m, &u, 0.03), &start);
        assert!(fit.converged && (fit.share - 0.03).abs() < 1e-3, "{fit:?}");
        for (counts, truth) in fit.matches.iter().zip(&m) {
            let total: f64 = counts.iter().sum();
            for (count, truth) in counts.iter().zip(truth) {
                assert!((count / total - truth).abs() < 0.01, "{:?}", fit.matches);
            }
        }
    }

    #[test]
    fn a_limit_that_was_reached_is_said() {
        let (m, u) = known();
        let start_m = vec![vec![0.5, 0.5], vec![0.4, 0.3, 0.3], vec![0.5, 0.5]];
        let used = [true, false, true];
        let start =
            Start { m: &start_m, u: &u, used: &used, fixed: &[false; 3], share: 0.5, iterations: 2, change: 1e-9 };
        let fit = fit(&made(&m, &u, 0.03), &start);
        assert!(!fit.converged && fit.iterations == 2 && fit.change > 1e-9);
        assert_eq!(fit.matches[1], [0.0, 0.0, 0.0], "a comparison that is left out counts nothing");
    }

    #[test]
    fn a_rule_without_pairs_has_nothing_to_find() {
        let (m, u) = known();
        let (used, fixed) = ([true; 3], [false; 3]);
        let start = Start { m: &m, u: &u, used: &used, fixed: &fixed, share: 0.5, iterations: 9, change: 1e-9 };
        let fit = fit(&Counts::new(), &start);
        assert!(fit.converged && fit.pairs == 0 && fit.change == 0.0, "{fit:?}");
    }

    #[test]
    fn the_prior_is_found_again() {
        let (m, u) = known();
        let counts = made(&m, &u, 0.001);
        assert!((prior(&counts, &m, &u, 1_000_000, 0.1) - 0.001).abs() < 1e-4);
    }
}
