//! Weights of a trained model, and the terms of a pair.

use super::em::Chances;
use super::list::{Columns, Pair};
use super::model::{Level, Model};
use super::pattern::Pattern;
use super::shared::Sharers;
use super::shares::{Form, Shares};
use super::tests_of::name_level;
use super::values::Kind;
use crate::likeness::{BirthLevel, NameLevel, compare_births};

/// Bits that one comparison can give or take: none decides against all others.
const MOST_BITS: f64 = 30.0;

/// m, u and the prior, given or trained.
#[derive(Debug, Clone)]
pub(super) struct Weights {
    pub(super) m: Chances,
    pub(super) u: Chances,
    /// Chance that a pair drawn blindly is one person.
    pub(super) prior: f64,
}

impl Weights {
    /// Bits of a level for values of mean frequency.
    pub(super) fn bits(&self, comparison: usize, level: usize) -> f64 {
        (self.m[comparison][level] / self.u[comparison][level]).log2().clamp(-MOST_BITS, MOST_BITS)
    }

    /// The sum of a pattern's bits.
    pub(super) fn sum(&self, pattern: Pattern) -> f64 {
        (0..self.m.len()).filter_map(|at| pattern.level(at).map(|level| self.bits(at, level))).sum()
    }
}

/// One comparison's part of a pair's weight.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Term {
    /// Index of the level; `None` where it is missing.
    pub(super) level: Option<usize>,
    /// Bits of the level and of the values' frequency together.
    pub(super) bits: f64,
    /// Of these, the frequency's.
    pub(super) frequency: f64,
    /// Its evidence is counted in another comparison: it adds none.
    pub(super) counted: bool,
}

/// Of what speaks for one person in a group of comparisons the strongest stays: among two people of
/// one household they agree together.
fn count_once(terms: &mut [Term], group: &[usize]) {
    let strongest = group.iter().copied().max_by(|&a, &b| terms[a].bits.total_cmp(&terms[b].bits).then(b.cmp(&a)));
    for &at in group.iter().filter(|at| Some(**at) != strongest) {
        if terms[at].bits > 0.0 {
            terms[at] = Term { bits: 0.0, frequency: 0.0, counted: true, ..terms[at] };
        }
    }
}

/// Weighs pairs.
pub(super) struct Scale<'a> {
    model: &'a Model,
    columns: &'a Columns,
    weights: &'a Weights,
    shares: Vec<Option<Shares>>,
    sharers: Vec<Option<Sharers>>,
    /// The lists say too little to weigh a contradiction: none is matched.
    small: bool,
}

impl<'a> Scale<'a> {
    pub(super) fn new(model: &'a Model, columns: &'a Columns, weights: &'a Weights, small: bool) -> Scale<'a> {
        let levels = || model.comparisons.iter().flat_map(|comparison| &comparison.levels);
        let wanted = |field: usize| levels().any(|level| level.frequency.contains(&field));
        let shares = (0..model.fields.len()).map(|field| wanted(field).then(|| Shares::of(columns, field))).collect();
        let wanted = |field: usize| levels().any(|level| level.shared.contains(&field));
        let sharers = (0..model.fields.len()).map(|field| wanted(field).then(|| Sharers::of(columns, field))).collect();
        Scale { model, columns, weights, shares, sharers, small }
    }

    /// The terms of a pair, one a comparison.
    pub(super) fn terms(&self, pair: Pair) -> Vec<Term> {
        let pattern = Pattern::of(self.model, self.columns, pair);
        let term = |at: usize| {
            let Some(level) = pattern.level(at) else {
                return Term { level: None, bits: 0.0, frequency: 0.0, counted: false };
            };
            let of_level = &self.model.comparisons[at].levels[level];
            let frequency = self.frequency(of_level, pair) + self.sharing(of_level, self.weights.u[at][level], pair);
            let bits = (self.weights.bits(at, level) + frequency).clamp(-MOST_BITS, MOST_BITS);
            Term { level: Some(level), bits, frequency, counted: false }
        };
        let mut terms: Vec<Term> = (0..self.model.comparisons.len()).map(term).collect();
        self.model.together.iter().for_each(|group| count_once(&mut terms, group));
        terms
    }

    fn sharing(&self, level: &Level, u: f64, pair: Pair) -> f64 {
        let of = |&field: &usize| {
            let (value, _) = self.columns.values(field, pair);
            self.sharers[field].as_ref().filter(|_| value > 0).map_or(0.0, |sharers| sharers.bits(value, u))
        };
        level.shared.iter().map(of).sum()
    }

    fn frequency(&self, level: &Level, pair: Pair) -> f64 {
        level.frequency.iter().map(|&field| self.of_field(level, field, pair)).sum()
    }

    fn of_field(&self, level: &Level, field: usize, pair: Pair) -> f64 {
        let Some(shares) = &self.shares[field] else { return 0.0 };
        let crossed = level.tests.iter().find_map(|tests| tests.swapped).filter(|&(a, b, _)| a == field || b == field);
        if crossed.is_some() {
            // Exchanged fields: what stands on the left in the field itself, by its share there.
            let (left, _) = self.columns.values(field, pair);
            return shares.bits(Form::Equal, (left, left));
        }
        let (left, right) = self.columns.values(field, pair);
        let form = match name_level(self.columns, pair, field, &self.model.dialect) {
            None | Some(NameLevel::Exact) => Form::Equal,
            Some(NameLevel::Ends) => Form::Ends,
            Some(NameLevel::Given) => Form::Given,
            Some(_) => Form::Whole,
        };
        shares.bits(form, (left, right))
    }

    /// Two rows of this pair are never one person.
    pub(super) fn is_apart(&self, terms: &[Term]) -> bool {
        let apart =
            |(at, term): (usize, &Term)| term.level.is_some_and(|level| self.model.comparisons[at].levels[level].apart);
        terms.iter().enumerate().any(apart)
    }

    /// A pair that somebody looks at, whatever it weighs.
    pub(super) fn is_asked(&self, pair: Pair) -> bool {
        let equal = |&field: &usize| match self.columns.kinds(field, pair) {
            Some((Kind::Name(_), _)) => {
                name_level(self.columns, pair, field, &self.model.dialect).is_some_and(NameLevel::is_same)
            }
            // A year, or 1 January for a year, is of too many.
            Some((Kind::Date(a), Kind::Date(b))) => compare_births(a, b) == BirthLevel::Full,
            _ => {
                let (a, b) = self.columns.values(field, pair);
                a > 0 && a == b
            }
        };
        self.model.asks.iter().any(|group| group.iter().all(equal))
    }

    /// A pair that is never matched, whatever it weighs: a level asks for an equal field that is not
    /// there, or contradicts in lists that are too small to say how much that counts.
    pub(super) fn is_held(&self, pair: Pair, terms: &[Term]) -> bool {
        let equal = |&field: &usize| {
            let (a, b) = self.columns.values(field, pair);
            a > 0 && a == b
        };
        let held = |(at, term): (usize, &Term)| {
            let levels = &self.model.comparisons[at].levels;
            let Some(level) = term.level else { return false };
            let needs = &levels[level].needs;
            (!needs.is_empty() && !needs.iter().any(equal)) || (self.small && level + 1 == levels.len())
        };
        terms.iter().enumerate().any(held)
    }
}
