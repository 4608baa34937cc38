//! Months before the pay month: what was due less what is settled.

use std::collections::BTreeSet;
use std::sync::Arc;

use crate::model::{Benefit, Certainty, Direction, Dong, EntitlementStatus, Month, Reason};
use crate::table::outputs::{ArrearsRow, ChangeRow, EntitlementRow};

use super::ChangeInputs;
use super::around::Around;
use super::books::BooksError;
use super::explain;
use super::lines::happened;
use super::person::Account;

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
    let (payer, several) = account.paid.payers(month);
    let ward = answers.iter().find_map(|row| row.ward_code).or(payer);
    let Some(home) = ward else { return Ok(None) };
    let overflow = BooksError::Overflow { what: "arrears", ward: home, month };
    let families: BTreeSet<Benefit> = answers.iter().map(|row| row.benefit.family()).collect();
    let of_family = |family: Benefit| -> Option<Family<'_>> {
        let mine = || answers.iter().copied().filter(|row| row.benefit.family() == family);
        let entitled = Dong::sum(mine().filter(|row| row.status == EntitlementStatus::Entitled).map(|row| row.amount))?;
        let answer = mine().max_by_key(|row| (row.status == EntitlementStatus::Entitled, row.amount))?;
        Some(Family { entitled, paid: account.paid.settled(month, family)?, answer })
    };
    let families: Option<Vec<Family<'_>>> = families.into_iter().map(of_family).collect();
    let families = families.ok_or(overflow.clone())?;
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
    let answer = decisive.expect("a difference has a family").answer;
    let reason = reason(month, difference, several, answer, changes);
    // Nobody's decision stands any more: that something is to be paid later on, a person says.
    let left = difference > Dong::ZERO && inputs.former_months.contains(&(account.key, month));
    let sure = !left && answers.iter().all(|row| row.certain) && account.key.register().is_some();
    let certainty = if sure { Certainty::Certain } else { Certainty::Verify };
    let clause: Arc<str> = answer.clause.clone();
    let happened = happened(account, month, reason, (answer.benefit, answer.for_person_id), around);
    let text = explain::arrears((entitled, paid), month, (reason, &happened), certainty, &clause, inputs.wording);
    Ok(Some(ArrearsRow {
        person_id: account.key,
        ward_code: if difference < Dong::ZERO { payer.unwrap_or(home) } else { home },
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

/// Why a month does not settle: the change of the pay month where it already held in that month,
/// else what the month itself shows.
fn reason(month: Month, difference: Dong, several: bool, answer: &EntitlementRow, changes: &[ChangeRow]) -> Reason {
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
    change.map(|change| change.reason).or_else(stopped).unwrap_or(Reason::None)
}
