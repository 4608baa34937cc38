//! Months before the pay month: what was due less what is settled.

use std::collections::BTreeSet;
use std::sync::Arc;

use crate::model::{Benefit, Certainty, Date, Direction, Dong, EntitlementStatus, Month, Reason};
use crate::table::outputs::{ArrearsRow, ChangeRow, EntitlementRow};

use super::ChangeInputs;
use super::around::Around;
use super::books::BooksError;
use super::explain::{self, Gap, Happened};
use super::ledger::opening_line;
use super::lines::happened;
use super::person::Account;
use super::step::{Step, step};
use super::wording::Wording;

/// The months of one person that are still to settle, in order. A month about which the law cannot
/// tell gives none.
pub(super) fn rows(
    account: &Account<'_>,
    changes: &[ChangeRow],
    around: &Around<'_>,
    inputs: &ChangeInputs<'_>,
) -> Result<Vec<ArrearsRow>, BooksError> {
    let mut rows = Vec::new();
    for month in inputs.arrears_from.to(inputs.pay_month.prev()) {
        let answers: Vec<&EntitlementRow> = account.month(month).collect();
        if answers.is_empty() || answers.iter().any(|row| row.status == EntitlementStatus::Undetermined) {
            continue;
        }
        rows.extend(row(account, month, &answers, changes, around, inputs)?);
    }
    Ok(rows)
}

/// One family in one month: due, settled, and the answer that decides.
struct Family<'a> {
    entitled: Dong,
    paid: Dong,
    answer: &'a EntitlementRow,
}

fn row(
    account: &Account<'_>,
    month: Month,
    answers: &[&EntitlementRow],
    changes: &[ChangeRow],
    around: &Around<'_>,
    inputs: &ChangeInputs<'_>,
) -> Result<Option<ArrearsRow>, BooksError> {
    let (payers, several) = account.paid.payers(month);
    let dearest = payers.iter().max_by_key(|&(ward, sum)| (sum, std::cmp::Reverse(ward))).map(|(ward, _)| *ward);
    let Some(home) = answers.iter().find_map(|row| row.ward_code).or(dearest) else { return Ok(None) };
    let overflow = BooksError::Overflow { what: "arrears", ward: home, month };
    let families = families(account, month, answers).ok_or(overflow.clone())?;
    let sums = || {
        let entitled = Dong::sum(families.iter().map(|family| family.entitled))?;
        let paid = Dong::sum(families.iter().map(|family| family.paid))?;
        Some((entitled, paid, entitled.minus(paid)?))
    };
    let (entitled, paid, difference) = sums().ok_or(overflow)?;
    if difference == Dong::ZERO {
        return Ok(None);
    }
    let decisive = families.iter().max_by_key(|family| (family.entitled.0 - family.paid.0).abs());
    let decisive = decisive.expect("a difference has a family");
    let mut told = Told::new(account, month, decisive, answers, around, inputs.wording);
    let reason = reason(month, difference, several, decisive.answer, changes, &told.step);
    // Who pays twice gives back what the other ward paid.
    let twice = account.paid.wards(month, decisive.answer.benefit.family());
    let other = twice.iter().find(|&&ward| ward != home).copied().filter(|_| reason == Reason::Duplicate);
    told.kept = around.ward(home).filter(|_| reason == Reason::Duplicate && twice.contains(&home));
    // Nobody's decision stands any more: that something is to be paid later on, a person says.
    let left = difference > Dong::ZERO && inputs.former_months.contains(&(account.key, month));
    let sure = !left && answers.iter().all(|row| row.certain) && account.key.register().is_some();
    let certainty = if sure { Certainty::Certain } else { Certainty::Verify };
    let clause: Arc<str> = decisive.answer.clause.clone();
    let happened = told.happened(account, month, reason, decisive.answer, around);
    let text = explain::arrears((entitled, paid), month, (reason, &happened), certainty, &clause, inputs.wording);
    Ok(Some(ArrearsRow {
        person_id: account.key,
        ward_code: if difference < Dong::ZERO { other.or(dearest).unwrap_or(home) } else { home },
        month,
        entitled,
        paid,
        difference,
        certainty,
        reason,
        clause,
        explanation_vi: text.into(),
    }))
}

/// The families that the law answers about in a month; `None` where a sum overflows.
fn families<'a>(account: &Account<'_>, month: Month, answers: &[&'a EntitlementRow]) -> Option<Vec<Family<'a>>> {
    let families: BTreeSet<Benefit> = answers.iter().map(|row| row.benefit.family()).collect();
    let of_family = |family: Benefit| -> Option<Family<'a>> {
        let mine = || answers.iter().copied().filter(|row| row.benefit.family() == family);
        let entitled = Dong::sum(mine().filter(|row| row.status == EntitlementStatus::Entitled).map(|row| row.amount))?;
        let answer = mine().max_by_key(|row| (row.status == EntitlementStatus::Entitled, row.amount))?;
        Some(Family { entitled, paid: account.paid.settled(month, family)?, answer })
    };
    families.into_iter().map(of_family).collect()
}

/// What the month itself shows: the line that was paid beside the one that was due.
struct Told<'a> {
    step: Step,
    /// The day on which the state that decides is read.
    day: Date,
    rate: Option<(Month, &'a str)>,
    gap: Option<Gap>,
    /// Where the line that is kept of two is paid.
    kept: Option<&'a str>,
}

impl<'a> Told<'a> {
    fn new(
        account: &Account<'_>,
        month: Month,
        decisive: &Family<'_>,
        answers: &[&EntitlementRow],
        around: &Around<'a>,
        wording: &Wording,
    ) -> Told<'a> {
        let (benefit, family) = (decisive.answer.benefit, decisive.answer.benefit.family());
        let before = account.paid.the_line(month, family).map(|line| opening_line(line, account.key));
        let due = |row: &&&EntitlementRow| {
            row.benefit.family() == family && row.status == EntitlementStatus::Entitled && row.amount > Dong::ZERO
        };
        let mut granted = answers.iter().filter(due).filter_map(|row| account.granted(row));
        let after = granted.next().filter(|_| granted.next().is_none());
        let effective = account.holds_since(month, family, after.as_ref());
        let step = step(account, (before.as_ref(), after.as_ref()), effective, around, wording.birthdays());
        let gap = match account.paid.came_back(month, family) {
            _ if decisive.paid != Dong::ZERO || decisive.entitled == Dong::ZERO => None,
            true => Some(Gap::Returned),
            false => Some(Gap::Unpaid),
        };
        // A benefit that goes on is read where its state began; one that ended, in the month itself.
        let day = if after.is_some() { effective.last_day() } else { month.first_day() };
        let rate = step.rates.and_then(|(_, rate)| around.rate(benefit, effective, rate));
        Told { step, day, rate, gap, kept: None }
    }

    fn happened(
        &self,
        account: &Account<'_>,
        month: Month,
        reason: Reason,
        answer: &EntitlementRow,
        around: &Around<'a>,
    ) -> Happened<'a> {
        let line = (answer.benefit, answer.for_person_id);
        let happened = happened(account, (month, self.day), reason, line, around);
        Happened { step: self.step, rate: self.rate, gap: self.gap, ward: self.kept, ..happened }
    }
}

/// Why a month does not settle: the change of the pay month where it already held in that month,
/// else what the month itself shows.
fn reason(
    month: Month,
    difference: Dong,
    several: bool,
    answer: &EntitlementRow,
    changes: &[ChangeRow],
    step: &Step,
) -> Reason {
    if difference < Dong::ZERO && several && answer.status == EntitlementStatus::Entitled {
        return Reason::Duplicate;
    }
    let direction = if difference > Dong::ZERO { Direction::Increase } else { Direction::Decrease };
    let transfer = |change: &&ChangeRow| matches!(change.reason, Reason::TransferIn | Reason::TransferOut);
    let change = changes
        .iter()
        .filter(|change| change.direction == direction && change.effective_month <= month && !transfer(change))
        .max_by_key(|change| (change.amount_after.0 - change.amount_before.0).abs());
    let stopped = || (difference < Dong::ZERO).then_some(answer.reason).flatten();
    change.map(|change| change.reason).or_else(stopped).unwrap_or_else(|| shown(step, difference > Dong::ZERO))
}

/// The reason that two lines of one benefit show.
fn shown(step: &Step, up: bool) -> Reason {
    match (up, step) {
        (true, Step { benefits: Some(_), .. }) => Reason::BenefitSwitchUp,
        (false, Step { benefits: Some(_), .. }) => Reason::BenefitSwitchDown,
        (true, Step { coefficients: Some(_), .. }) => Reason::CoefficientUp,
        (false, Step { coefficients: Some(_), .. }) => Reason::CoefficientDown,
        (true, Step { rates: Some(_), .. }) => Reason::RateUp,
        _ => Reason::None,
    }
}
