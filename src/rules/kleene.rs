//! Conditions over columns of episodes in Kleene's three-valued logic: a byte an episode, ordered
//! so that *and* is the minimum and *or* the maximum (Kleene, "Introduction to Metamathematics",
//! 1952, §64).

use std::borrow::Cow;

use super::batch::{Batch, UNKNOWN};
use super::expr::{Expr, Term};
use super::segment::Segment;
use crate::model::Date;

/// False.
pub(super) const FALSE: u8 = 0;
/// Unknown.
pub(super) const MAYBE: u8 = 1;
/// True.
pub(super) const TRUE: u8 = 2;

/// The condition on every episode of the batch.
pub(super) fn evaluate(expr: &Expr, batch: &Batch, segment: &Segment<'_>) -> Vec<u8> {
    match expr {
        Expr::Compare(left, op, Term::Number(right)) => {
            map(&column(left, batch, segment), |left| truth(op.test(left, *right)))
        }
        Expr::Compare(left, op, right) => {
            let (left, right) = (column(left, batch, segment), column(right, batch, segment));
            let pairs = left.iter().zip(right.iter());
            let both = |(&left, &right): (&i64, &i64)| match (left, right) {
                (UNKNOWN, _) | (_, UNKNOWN) => MAYBE,
                (left, right) => truth(op.test(left, right)),
            };
            pairs.map(both).collect()
        }
        Expr::OneOf(term, values) => map(&column(term, batch, segment), |value| truth(values.contains(&value))),
        Expr::Unknown(term) => column(term, batch, segment).iter().map(|&value| truth(value == UNKNOWN)).collect(),
        Expr::Not(inner) => {
            let mut values = evaluate(inner, batch, segment);
            values.iter_mut().for_each(|value| *value = TRUE - *value);
            values
        }
        Expr::All(parts) => fold(parts, batch, segment, u8::min),
        Expr::Any(parts) => fold(parts, batch, segment, u8::max),
    }
}

/// The number on every episode, [`UNKNOWN`] where not known.
pub(super) fn column<'a>(term: &Term, batch: &'a Batch, segment: &Segment<'_>) -> Cow<'a, [i64]> {
    let made: Vec<i64> = match term {
        Term::Fact(slot) => return Cow::Borrowed(&batch.values[slot.index()]),
        Term::Age { cared } => return Cow::Borrowed(&batch.ages[usize::from(*cared)]),
        Term::AgeEve { cared } => return Cow::Borrowed(&batch.eves[usize::from(*cared)]),
        Term::AgeOn { cared, day } => {
            let episodes = batch.births[usize::from(*cared)].iter().zip(&batch.first);
            let age = |(birth, first): (&Option<Date>, &Date)| match birth {
                Some(birth) => i64::from(birth.age_years((*first).min(*day))),
                None => UNKNOWN,
            };
            episodes.map(age).collect()
        }
        Term::Rate(rate) => {
            let value = |episode| segment.rate(*rate, batch.area(episode)).map_or(UNKNOWN, |(_, value)| value.amount);
            (0..batch.first.len()).map(value).collect()
        }
        Term::Number(number) => vec![*number; batch.first.len()],
        Term::Sum(parts) => {
            let mut sum = vec![0_i64; batch.first.len()];
            for part in parts {
                for (total, &value) in sum.iter_mut().zip(column(part, batch, segment).iter()) {
                    let known = *total != UNKNOWN && value != UNKNOWN;
                    *total = if known { total.checked_add(value).unwrap_or(UNKNOWN) } else { UNKNOWN };
                }
            }
            sum
        }
    };
    Cow::Owned(made)
}

fn truth(value: bool) -> u8 {
    if value { TRUE } else { FALSE }
}

fn map(values: &[i64], test: impl Fn(i64) -> u8) -> Vec<u8> {
    values.iter().map(|&value| if value == UNKNOWN { MAYBE } else { test(value) }).collect()
}

fn fold(parts: &[Expr], batch: &Batch, segment: &Segment<'_>, join: fn(u8, u8) -> u8) -> Vec<u8> {
    let mut columns = parts.iter().map(|part| evaluate(part, batch, segment));
    let mut all = columns.next().unwrap_or_else(|| vec![TRUE; batch.first.len()]);
    for column in columns {
        all.iter_mut().zip(column).for_each(|(value, other)| *value = join(*value, other));
    }
    all
}
