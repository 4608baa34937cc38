//! The typed form of a condition: a boolean expression over facts, ages, rates and numbers.

use crate::model::{Date, Fact};

/// A fact of the person, or of the person cared for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Slot {
    pub(super) cared: bool,
    pub(super) fact: Fact,
}

impl Slot {
    /// How many slots there are.
    pub(super) const COUNT: usize = 2 * Fact::ALL.len();

    /// Place in tables of all slots.
    pub(super) fn index(self) -> usize {
        self.fact as usize + if self.cared { Fact::ALL.len() } else { 0 }
    }

    /// The slot at a place.
    pub(super) fn at(index: usize) -> Slot {
        Slot { cared: index >= Fact::ALL.len(), fact: Fact::ALL[index % Fact::ALL.len()] }
    }

    /// Name in expressions and in `missing`.
    pub(super) fn name(self) -> String {
        format!("{}{}", if self.cared { "cared_" } else { "" }, self.fact)
    }
}

/// What has a number on every day, or none where unknown.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Term {
    /// Value of a fact.
    Fact(Slot),
    /// Completed years.
    Age { cared: bool },
    /// Completed years on the day before: `age_eve < 22` holds on the 22nd birthday too.
    AgeEve { cared: bool },
    /// Completed years on a fixed day, or on the day itself where that is earlier.
    AgeOn { cared: bool, day: Date },
    /// Rate in force where the person lives, by index.
    Rate(usize),
    /// A number.
    Number(i64),
    /// A sum.
    Sum(Vec<Term>),
}

/// Comparison.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Op {
    Equal,
    NotEqual,
    Less,
    LessOrEqual,
    Greater,
    GreaterOrEqual,
}

impl Op {
    /// The comparison of two known numbers.
    pub(super) fn test(self, left: i64, right: i64) -> bool {
        match self {
            Op::Equal => left == right,
            Op::NotEqual => left != right,
            Op::Less => left < right,
            Op::LessOrEqual => left <= right,
            Op::Greater => left > right,
            Op::GreaterOrEqual => left >= right,
        }
    }
}

/// A condition.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Expr {
    /// A comparison.
    Compare(Term, Op, Term),
    /// Equal to one of some numbers.
    OneOf(Term, Vec<i64>),
    /// The term is unknown; itself never unknown.
    Unknown(Term),
    Not(Box<Expr>),
    All(Vec<Expr>),
    Any(Vec<Expr>),
}

impl Expr {
    /// Calls `see` for every term, sums after their parts.
    pub(super) fn terms<'a>(&'a self, see: &mut dyn FnMut(&'a Term)) {
        match self {
            Expr::Compare(left, _, right) => {
                left.parts(see);
                right.parts(see);
            }
            Expr::OneOf(term, _) | Expr::Unknown(term) => term.parts(see),
            Expr::Not(inner) => inner.terms(see),
            Expr::All(parts) | Expr::Any(parts) => parts.iter().for_each(|part| part.terms(see)),
        }
    }

    /// Ages that are boundaries: calls `see` with whose age and the number of years.
    pub(super) fn ages(&self, see: &mut dyn FnMut(bool, i32)) {
        match self {
            Expr::Compare(
                Term::Age { cared } | Term::AgeEve { cared } | Term::AgeOn { cared, .. },
                op,
                Term::Number(years),
            ) => {
                let years = *years as i32;
                if !matches!(op, Op::Greater | Op::LessOrEqual) {
                    see(*cared, years);
                }
                if !matches!(op, Op::Less | Op::GreaterOrEqual) {
                    see(*cared, years + 1);
                }
            }
            Expr::OneOf(Term::Age { cared } | Term::AgeEve { cared } | Term::AgeOn { cared, .. }, values) => {
                for &years in values {
                    see(*cared, years as i32);
                    see(*cared, years as i32 + 1);
                }
            }
            Expr::Not(inner) => inner.ages(see),
            Expr::All(parts) | Expr::Any(parts) => parts.iter().for_each(|part| part.ages(see)),
            _ => {}
        }
    }
}

impl Term {
    /// Calls `see` for the term and its parts.
    pub(super) fn parts<'a>(&'a self, see: &mut dyn FnMut(&'a Term)) {
        if let Term::Sum(parts) = self {
            parts.iter().for_each(|part| part.parts(see));
        }
        see(self);
    }
}
