//! What a benefit may amount to in a month, by no more of a person than a list shows: the birth.
//!
//! Takes a benefit, a birth date or nothing, a month. Gives the amounts of all coefficients that may apply,
//! with their clauses. Never: decides whether somebody is entitled, or which of several amounts is due.

use std::sync::Arc;

use super::expr::{Expr, Term};
use super::kleene::{FALSE, MAYBE, TRUE};
use super::law::{BenefitLaw, Case, Law};
use crate::model::{Benefit, Date, Dong, Due, Month, PartialDate};

impl Law {
    /// Amounts that a benefit may have in a month, the lowest first; a benefit that is not in force gives those
    /// of the others of its family. Coefficients are read on the last days of the month and of the one before
    /// (which of them counts is the regime's), at both ends of a partial birth date; conditions on anything but
    /// the person's age may or may not hold. Empty where the law gives nothing.
    #[must_use]
    pub fn dues(&self, benefit: Benefit, birth: Option<PartialDate>, month: Month) -> Vec<Due> {
        let in_force = |law: &&BenefitLaw| law.versions.iter().any(|version| version.period.has(month));
        let own: Vec<&BenefitLaw> = self.law_of(benefit).filter(in_force).into_iter().collect();
        let family = || self.family_of(benefit).map_or(&[][..], |family| &self.families[family].members);
        let members = if own.is_empty() { family().iter().map(|&at| &self.benefits[at]).collect() } else { own };
        let mut dues = Vec::new();
        for law in members.iter().filter(|law| in_force(law)) {
            self.dues_of(law, birth, month, &mut dues);
        }
        dues.sort_by(|a, b| (a.amount, &a.clause).cmp(&(b.amount, &b.clause)));
        dues.dedup_by(|next, first| next.amount == first.amount && next.each == first.each);
        dues
    }

    fn dues_of(&self, law: &BenefitLaw, birth: Option<PartialDate>, month: Month, dues: &mut Vec<Due>) {
        let Some(list) = law.coefficients.iter().find(|list| list.period.has(month)) else { return };
        let areas = self.areas();
        let places = areas.iter().copied().map(Some).chain(areas.is_empty().then_some(None));
        let rates: Vec<_> = places.filter_map(|area| self.rate_value(law.rate, area, month)).collect();
        let births: Vec<Option<Date>> =
            birth.map_or(vec![None], |birth| vec![Some(birth.earliest()), Some(birth.latest())]);
        for (born, day) in births.iter().flat_map(|&born| [(born, month.prev()), (born, month)]) {
            for case in possible(&list.cases, born, day.last_day()) {
                for (_, rate) in &rates {
                    let Some(amount) = case.value.times(Dong(rate.amount)) else { continue };
                    let (clause, rate_clause) = (Arc::clone(&list.clause), Arc::clone(&rate.clause));
                    dues.push(Due { amount, each: case.per.is_some(), clause, rate_clause });
                }
            }
        }
    }
}

/// The cases that may give the coefficient: up to the first that certainly holds.
fn possible(cases: &[Case], birth: Option<Date>, day: Date) -> Vec<&Case> {
    let mut found = Vec::new();
    for case in cases {
        let state = case.when.as_ref().map_or(TRUE, |when| holds(when, birth, day));
        if state != FALSE {
            found.push(case);
        }
        if state == TRUE {
            break;
        }
    }
    found
}

/// A condition on one day for somebody of whom no more than the birth is known.
fn holds(expr: &Expr, birth: Option<Date>, day: Date) -> u8 {
    let number = |term: &Term| number(term, birth, day);
    let truth = |holds: bool| if holds { TRUE } else { FALSE };
    match expr {
        Expr::Compare(left, op, right) => match (number(left), number(right)) {
            (Some(left), Some(right)) => truth(op.test(left, right)),
            _ => MAYBE,
        },
        Expr::OneOf(term, values) => number(term).map_or(MAYBE, |value| truth(values.contains(&value))),
        Expr::Unknown(_) => MAYBE,
        Expr::Not(inner) => TRUE - holds(inner, birth, day),
        Expr::All(parts) => parts.iter().map(|part| holds(part, birth, day)).min().unwrap_or(TRUE),
        Expr::Any(parts) => parts.iter().map(|part| holds(part, birth, day)).max().unwrap_or(TRUE),
    }
}

fn number(term: &Term, birth: Option<Date>, day: Date) -> Option<i64> {
    match term {
        Term::Age { cared: false } => Some(i64::from(birth?.age_years(day))),
        Term::AgeEve { cared: false } => Some(i64::from(birth?.age_years(day.plus_days(-1)))),
        Term::AgeOn { cared: false, day: fixed } => Some(i64::from(birth?.age_years(day.min(*fixed)))),
        Term::Number(number) => Some(*number),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::*;
    use crate::model::Coded;

    #[track_caller]
    fn check(benefit: Benefit, birth: &str, month: &str, expected: &[i64]) {
        let law = Law::load(Path::new("pipelines/rules")).unwrap();
        let birth = PartialDate::from_code(birth).ok();
        let dues = law.dues(benefit, birth, Month::from_code(month).unwrap());
        let amounts: Vec<i64> = dues.iter().map(|due| due.amount.0).collect();
        assert_eq!(amounts, expected, "{benefit} {birth:?} {month}");
        assert!(dues.iter().all(|due| !due.clause.is_empty() && !due.rate_clause.is_empty()));
    }

    #[test]
    fn amounts_by_benefit_and_birth() {
        check(Benefit::Htxh, "1943", "2026-11", &[700_000]);
        check(Benefit::K6Dbn, "1962-03-05", "2026-11", &[1_750_000]);
        check(Benefit::K6Dbn, "1970", "2026-11", &[1_400_000]);
        check(Benefit::K6Dbn, "", "2026-11", &[1_400_000, 1_750_000]);
        // Sixty in November: the month before is read too.
        check(Benefit::K6Dbn, "1966-11-30", "2026-11", &[1_400_000, 1_750_000]);
        check(Benefit::K6Dbn, "1966-12-01", "2026-11", &[1_400_000]);
        check(Benefit::K1, "2020", "2026-11", &[1_050_000]);
        check(Benefit::CsNhan, "1980", "2026-11", &[1_050_000, 1_750_000]);
        // The label of a benefit that has ended.
        check(Benefit::K5c, "1940", "2026-11", &[700_000]);
        check(Benefit::K5c, "1940", "2025-01", &[500_000, 550_000]);
    }

    #[test]
    fn an_amount_for_each_child() {
        let law = Law::load(Path::new("pipelines/rules")).unwrap();
        let dues = law.dues(Benefit::K4, None, Month::from_code("2026-11").unwrap());
        assert_eq!(dues.iter().map(|due| (due.amount.0, due.each)).collect::<Vec<_>>(), [(700_000, true)]);
    }
}
