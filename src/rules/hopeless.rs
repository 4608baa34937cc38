//! Conditions that fail on every day of a month, told from one fact or the age alone.
//!
//! Of everyone in the city few come near a benefit: who is hopeless for it need not be cut into
//! episodes. Where this cannot tell at a glance, the full evaluation does.

use super::batch::Unit;
use super::expr::{Expr, Op, Slot, Term};
use super::segment::Segment;
use crate::model::Date;

/// Whether no benefit of the segment can hold for the unit on any of the days.
pub(super) fn hopeless(segment: &Segment<'_>, unit: &Unit<'_>, days: (Date, Date)) -> bool {
    // A benefit's own conditions come last, and fail most.
    segment.alternatives.iter().all(|one| one.conditions.iter().rev().any(|(one, _)| fails(&one.when, unit, days)))
}

fn fails(when: &Expr, unit: &Unit<'_>, days: (Date, Date)) -> bool {
    match when {
        Expr::Compare(Term::Fact(slot), op, Term::Number(number)) => {
            steady(unit, *slot, days).is_some_and(|value| !op.test(value, *number))
        }
        Expr::OneOf(Term::Fact(slot), values) => {
            steady(unit, *slot, days).is_some_and(|value| !values.contains(&value))
        }
        Expr::Compare(Term::Age { cared }, op, Term::Number(years)) => {
            let Some(birth) = unit.births[usize::from(*cared)] else { return false };
            // Who fails a limit on the day nearest to it fails it on all.
            let nearest = match op {
                Op::Greater | Op::GreaterOrEqual => days.1,
                Op::Less | Op::LessOrEqual => days.0,
                Op::Equal | Op::NotEqual => return false,
            };
            !op.test(i64::from(birth.age_years(nearest)), *years)
        }
        Expr::All(parts) => parts.iter().any(|part| fails(part, unit, days)),
        Expr::Any(parts) => parts.iter().all(|part| fails(part, unit, days)),
        _ => false,
    }
}

/// The value of a fact that one interval gives for all the days.
fn steady(unit: &Unit<'_>, slot: Slot, (first, last): (Date, Date)) -> Option<i64> {
    let whole = unit.intervals(slot).iter().find(|interval| interval.from <= first && last <= interval.to);
    whole.map(|interval| interval.value)
}
