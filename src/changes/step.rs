//! What a difference steps from and to: coefficients, rates, benefits, and the birthday behind it.

use crate::model::{Benefit, BenefitKind, Coefficient, Date, Dong, EntitlementStatus, Month, PaymentLine, PersonKey};

use super::around::Around;
use super::person::Account;

/// The two sides of a difference, as far as they say something.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Step {
    /// Years completed, and the day.
    pub(super) birthday: Option<(i32, Date)>,
    pub(super) coefficients: Option<(Coefficient, Coefficient)>,
    pub(super) rates: Option<(Dong, Dong)>,
    pub(super) benefits: Option<(Benefit, Benefit)>,
    /// First month of the new state.
    pub(super) effective: Option<Month>,
}

/// What a difference steps from and to. `ages` are the birthdays that the law names.
pub(super) fn step(
    account: &Account<'_>,
    (before, after): (Option<&PaymentLine>, Option<&PaymentLine>),
    effective: Month,
    around: &Around<'_>,
    ages: &[i32],
) -> Step {
    let line = after.or(before);
    let born = line.and_then(|line| match line.benefit.kind() {
        BenefitKind::Carer => around.born(line.for_person.or_else(|| around.cared_for(account.key, line.benefit))?),
        // The number of children raises these, not the age of who is paid.
        _ if line.benefit == Benefit::K4 => None,
        _ => account.subject?.birth?.full(),
    });
    let days = (effective.prev().first_day(), effective.last_day());
    let mut birthdays = born.into_iter().flat_map(|born| ages.iter().map(move |&age| (age, born.birthday(age))));
    let birthday = birthdays.rfind(|(_, day)| days.0 <= *day && *day <= days.1);
    let mut step = Step { birthday, effective: Some(effective), ..Step::default() };
    if let (Some(before), Some(after)) = (before, after) {
        let coefficients = before.coefficient.zip(after.coefficient);
        step.coefficients = coefficients.filter(|(before, after)| before != after);
        step.benefits = (before.benefit != after.benefit).then_some((before.benefit, after.benefit));
        let rate = |coefficient: Coefficient, amount: Dong| {
            let hundredths = i64::from(coefficient.hundredths());
            (hundredths > 0).then(|| Dong(amount.0.saturating_mul(100) / hundredths.max(1)))
        };
        let rates = coefficients.and_then(|(old, new)| Some((rate(old, before.amount)?, rate(new, after.amount)?)));
        step.rates = rates.filter(|(before, after)| before != after && step.coefficients.is_none());
    }
    step
}

/// The dearest other main benefit that a person is due in a month.
pub(super) fn other(account: &Account<'_>, month: Month, benefit: Benefit) -> Option<(Benefit, Dong)> {
    let due = account.month(month).filter(|row| {
        row.status == EntitlementStatus::Entitled
            && row.benefit.kind() == BenefitKind::Main
            && row.benefit.family() != benefit.family()
    });
    due.max_by_key(|row| row.amount).map(|row| (row.benefit, row.amount))
}

/// The day from which the law says that a reason holds, where no fact of its own tells it.
pub(super) fn since(
    account: &Account<'_>,
    month: Month,
    line: (Benefit, Option<PersonKey>),
    reason: crate::model::Reason,
) -> Option<Date> {
    account.answer_in(month, line.0.family(), line.1).filter(|row| row.reason == Some(reason)).and_then(|row| row.since)
}
