//! Anchored rows judged with their id hidden: what the verdict says against what is known.

use super::super::asked::Found;
use super::super::candidate::{Candidate, weighed};
use super::super::error::LinkError;
use super::super::kind::{Kind, is_doubtful};
use super::super::levels::{IdLevel, Levels};
use super::super::model::Model;
use super::super::query::Source;
use super::anchors::Pass;

/// A row judged without its id.
#[derive(Debug, Clone, Copy)]
pub(super) struct Trial {
    /// Probability of the best candidate.
    pub(super) probability: f64,
    /// Bits by which it outweighs nobody, and all others together.
    pub(super) ahead: [f64; 2],
    /// Probability of the two best.
    pub(super) shown: f64,
    /// The best is the right one; one of the two best is.
    pub(super) right: [bool; 2],
    pub(super) kind: Kind,
    pub(super) doubtful: bool,
    /// Odds of not being in the register, by the model.
    pub(super) odds: f64,
}

/// The trials with the right person in the register, and without.
#[derive(Debug, Default)]
pub(super) struct Trials {
    pub(super) present: Vec<Trial>,
    pub(super) absent: Vec<Trial>,
}

/// Tries every record that its id anchors.
///
/// # Errors
/// A file in which candidates wait cannot be read.
pub(super) fn run(pass: &Pass, model: &Model) -> Result<Trials, LinkError> {
    let mut trials = Trials::default();
    let tried = |query: usize, found: Found| {
        let (anchor, _) = pass.anchor(query, found, model)?;
        let odds = model.absent_odds(Source::Record, pass.asked.prepared[query].who.year());
        let hidden = without_id(&weighed(&pass.asked.prepared[query], found, pass.census, model));
        let others: Vec<_> = hidden.iter().filter(|(person, ..)| *person != anchor).copied().collect();
        Some((judged(&hidden, anchor, odds), judged(&others, anchor, odds)))
    };
    pass.each(tried, |tried| {
        if let Some((present, absent)) = tried {
            trials.present.push(present);
            trials.absent.push(absent);
        }
    })?;
    Ok(trials)
}

/// Persons, levels and weights without the id, the best first.
fn without_id(candidates: &[Candidate]) -> Vec<(u64, Levels, f64)> {
    let hide = |candidate: &Candidate| {
        let levels = Levels { id: IdLevel::Missing, ..candidate.levels };
        (candidate.hit.person, levels, candidate.weight - candidate.terms[0])
    };
    let mut hidden: Vec<_> = candidates.iter().map(hide).collect();
    hidden.sort_by(|a, b| b.2.total_cmp(&a.2).then(a.0.cmp(&b.0)));
    hidden
}

fn judged(candidates: &[(u64, Levels, f64)], anchor: u64, odds: f64) -> Trial {
    let Some((best, levels, weight)) = candidates.first() else {
        return Trial {
            probability: 0.0,
            ahead: [f64::NEG_INFINITY; 2],
            shown: 0.0,
            right: [false; 2],
            kind: Kind::Full,
            doubtful: true,
            odds,
        };
    };
    let next = candidates.get(1);
    let others: f64 = candidates[1..].iter().map(|(.., weight)| weight.exp2()).sum();
    let all = weight.exp2() + others + odds;
    let shown = (weight.exp2() + next.map_or(0.0, |(.., weight)| weight.exp2())) / all;
    let found = *best == anchor;
    Trial {
        probability: weight.exp2() / all,
        ahead: [weight - odds.log2(), weight - others.log2()],
        shown,
        right: [found, found || next.is_some_and(|(person, ..)| *person == anchor)],
        kind: Kind::of(levels),
        doubtful: is_doubtful(levels, false),
        odds,
    }
}
