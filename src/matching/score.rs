//! Weighs every candidate and keeps those that can count.

use super::blocks::{Keyed, is_first};
use super::list::{Columns, Pair};
use super::weights::{Scale, Term};

/// Pairs below these bits, set against the lists' size, are not kept: one in a thousand of them
/// would be one person.
const KEEP_BITS: f64 = -10.0;

/// A candidate that was kept.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Scored {
    pub(super) pair: Pair,
    pub(super) terms: Vec<Term>,
    /// Sum of the terms.
    pub(super) bits: f64,
    /// A level says that the two are never one person.
    pub(super) apart: bool,
    /// Something that a match asks for is not there: at most a review.
    pub(super) held: bool,
    /// At least a review, whatever it weighs.
    pub(super) asked: bool,
}

impl Scored {
    pub(super) fn of(scale: &Scale, pair: Pair) -> Scored {
        let terms = scale.terms(pair);
        let (bits, apart) = (terms.iter().map(|term| term.bits).sum(), scale.is_apart(&terms));
        let (held, asked) = (scale.is_held(pair, &terms), scale.is_asked(pair));
        Scored { pair, terms, bits, apart, held, asked }
    }
}

/// All candidates with at least [`KEEP_BITS`] after `size` bits, or asked for, by pair.
pub(super) fn score(rules: &[Keyed], columns: &Columns, scale: &Scale, size: f64) -> Vec<Scored> {
    debug_assert!(columns.pairs() > 0 || rules.iter().all(|rule| rule.count() == 0), "pairs come from rows");
    let mut kept = Vec::new();
    for (number, rule) in rules.iter().enumerate() {
        let taken = rule.visit(1, Vec::new, |taken, pair| {
            if is_first(rules, number, pair) {
                let scored = Scored::of(scale, pair);
                if scored.bits + size >= KEEP_BITS || scored.asked {
                    taken.push(scored);
                }
            }
        });
        kept.extend(taken.into_iter().flatten());
    }
    kept.sort_by_key(|scored| scored.pair);
    kept
}
