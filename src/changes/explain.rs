//! Vietnamese explanations of lines, from the words of `pipelines/changes.toml`.

use crate::model::{Benefit, Certainty, Coefficient, Confidence, Date, Dong, Month, PaymentLine, Reason};

use super::event::Event;
use super::pairing::Delta;
use super::step::Step;
use super::wording::Wording;

/// What happened, as far as it is known: everything that a phrase may tell.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Happened<'a> {
    pub(super) event: Event,
    /// The benefit of the line.
    pub(super) benefit: Option<Benefit>,
    /// From what to what.
    pub(super) step: Step,
    /// Since when the rate that applies is in force, and the clause that sets it.
    pub(super) rate: Option<(Month, &'a str)>,
    /// Why a month that was due has no money.
    pub(super) gap: Option<Gap>,
    /// The benefit that is paid instead, where only the highest is.
    pub(super) other: Option<(Benefit, Dong)>,
    /// The other half of a transfer, or where the line that stays is paid.
    pub(super) ward: Option<&'a str>,
    /// First month that was not paid.
    pub(super) unpaid: Option<Month>,
    /// The procedure of the decision, where there is something to say of it.
    pub(super) procedure: Option<&'a str>,
    /// The ward's own words.
    pub(super) words: Option<&'a str>,
    /// What ended for the person cared for.
    pub(super) cared: Option<(Reason, Event)>,
}

/// A month that was due and has no money.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Gap {
    /// No list paid it.
    Unpaid,
    /// It was paid and came back.
    Returned,
}

/// What a line tells.
pub(super) struct Told<'a> {
    pub(super) delta: &'a Delta,
    pub(super) happened: Happened<'a>,
    pub(super) effective: Month,
    pub(super) certainty: Certainty,
    pub(super) confidence: Confidence,
    pub(super) clause: &'a str,
    pub(super) pay_month: Month,
}

/// A day as officials write it.
fn day(date: Date) -> String {
    let (year, month, day) = date.ymd();
    format!("{day:02}/{month:02}/{year:04}")
}

/// A month as officials write it.
fn month(month: Month) -> String {
    let (year, month) = month.ym();
    format!("{month:02}/{year:04}")
}

/// The words of a reason, with what is known put in. A part in square brackets falls away where one
/// of its values is not known.
fn phrase(reason: Reason, happened: &Happened<'_>, wording: &Wording) -> String {
    let words = wording.reason(reason);
    let own = happened.benefit.and_then(|benefit| words.of_benefit(benefit));
    let template = match (happened.event.day, own, &words.undated) {
        (Some(_), Some(own), _) => own,
        (None, Some(own), _) if !own.contains("{date}") => own,
        (None, _, Some(undated)) => undated,
        _ => &words.text,
    };
    let cared =
        happened.cared.map(|(reason, event)| phrase(reason, &Happened { event, ..Happened::default() }, wording));
    let step = &happened.step;
    let children = |coefficient: Coefficient| (coefficient.hundredths() / 100).to_string();
    // Of khoản 4 the coefficient is the number of children.
    let (of_children, of_others) = match happened.benefit {
        Some(Benefit::K4) => (step.coefficients, None),
        _ => (None, step.coefficients),
    };
    let values = [
        ("{age}", step.birthday.map(|(age, _)| age.to_string())),
        ("{birthday}", step.birthday.map(|(_, birthday)| day(birthday))),
        ("{coefficient_before}", of_others.map(|(before, _)| before.to_string())),
        ("{coefficient_after}", of_others.map(|(_, after)| after.to_string())),
        ("{children_before}", of_children.map(|(before, _)| children(before))),
        ("{children_after}", of_children.map(|(_, after)| children(after))),
        ("{rate_before}", step.rates.map(|(before, _)| before.to_string())),
        ("{rate_after}", step.rates.map(|(_, after)| after.to_string())),
        ("{rate_since}", happened.rate.map(|(since, _)| month(since))),
        ("{rate_clause}", happened.rate.map(|(_, clause)| clause.to_owned())),
        ("{benefit_before}", step.benefits.map(|(before, _)| wording.benefit(before).to_owned())),
        ("{benefit_after}", step.benefits.map(|(_, after)| wording.benefit(after).to_owned())),
        ("{effective}", step.effective.map(month)),
        ("{other}", happened.other.map(|(benefit, _)| wording.benefit(benefit).to_owned())),
        ("{other_amount}", happened.other.map(|(_, amount)| amount.to_string())),
        ("{date}", happened.event.day.map(day)),
        ("{source}", happened.event.source.map(|source| wording.source(source).to_owned())),
        ("{ward}", happened.ward.map(str::to_owned)),
        ("{unpaid}", happened.unpaid.map(month)),
        ("{procedure}", happened.procedure.map(str::to_owned)),
        ("{words}", happened.words.map(str::to_owned)),
        ("{cared}", cared),
    ];
    let mut text = String::new();
    for (place, part) in template.split(['[', ']']).enumerate() {
        let lacks = |(name, value): &(&str, Option<String>)| value.is_none() && part.contains(name);
        let optional = place % 2 == 1;
        if optional && values.iter().any(lacks) {
            continue;
        }
        let put =
            |text: String, (name, value): &(&str, Option<String>)| text.replace(name, value.as_deref().unwrap_or(""));
        text.push_str(&values.iter().fold(part.to_owned(), put));
    }
    text
}

/// The explanation of a change.
pub(super) fn change(told: &Told<'_>, wording: &Wording) -> String {
    let sentences = wording.sentences();
    let amount = |line: &Option<PaymentLine>| line.as_ref().map_or(Dong::ZERO, |line| line.amount);
    let (before, after) = (amount(&told.delta.before), amount(&told.delta.after));
    let line = told.delta.after.as_ref().or(told.delta.before.as_ref());
    let benefit = line.map_or("", |line| wording.benefit(line.benefit));
    let head = if after > before { &sentences.increase } else { &sentences.decrease };
    let mut text = head
        .replace("{difference}", &Dong((after.0 - before.0).abs()).to_string())
        .replace("{month}", &month(told.pay_month))
        .replace("{event}", &phrase(told.delta.reason, &told.happened, wording))
        .replace("{benefit}", benefit)
        .replace("{before}", &before.to_string())
        .replace("{after}", &after.to_string())
        .replace("{clause}", told.clause);
    if told.effective < told.pay_month {
        text.push(' ');
        text.push_str(&sentences.since.replace("{month}", &month(told.effective)));
    }
    for (said, applies) in [
        (&sentences.verify, told.certainty == Certainty::Verify),
        (&sentences.assumed, told.confidence == Confidence::Assumed),
    ] {
        if applies {
            text.push(' ');
            text.push_str(said);
        }
    }
    text
}

/// What is said of why a month does not settle. An event after the month did not make it so and is not
/// told.
fn of_month(of: Month, reason: Reason, happened: &Happened<'_>, wording: &Wording) -> String {
    let known = happened.event.day.is_some_and(|day| day <= of.last_day());
    let step = &happened.step;
    let told = step.coefficients.is_some() || step.rates.is_some() || step.benefits.is_some();
    if known || ((told || happened.other.is_some() || happened.ward.is_some()) && happened.event.day.is_none()) {
        return phrase(reason, happened, wording);
    }
    match (reason, happened.gap) {
        (Reason::None, Some(Gap::Unpaid)) => wording.months().unpaid.clone(),
        (Reason::None, Some(Gap::Returned)) => wording.months().returned.clone(),
        _ => wording.reason(reason).label.clone(),
    }
}

/// The explanation of a month still to settle.
pub(super) fn arrears(
    (entitled, paid): (Dong, Dong),
    of: Month,
    (reason, happened): (Reason, &Happened<'_>),
    certainty: Certainty,
    clause: &str,
    wording: &Wording,
) -> String {
    let sentences = wording.sentences();
    let said = of_month(of, reason, happened, wording);
    let head = if entitled > paid { &sentences.underpaid } else { &sentences.overpaid };
    let mut text = head
        .replace("{difference}", &Dong((entitled.0 - paid.0).abs()).to_string())
        .replace("{month}", &month(of))
        .replace("{event}", &said)
        .replace("{entitled}", &entitled.to_string())
        .replace("{paid}", &paid.to_string())
        .replace("{clause}", clause);
    if certainty == Certainty::Verify {
        text.push(' ');
        text.push_str(&sentences.verify);
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Coded, FactSource};

    #[track_caller]
    fn check(day: Option<&str>, expected: &str) {
        let wording = Wording::parse(include_str!("../../pipelines/changes.toml")).unwrap();
        let event = Event { day: day.map(|day| Date::from_code(day).unwrap()), source: Some(FactSource::Deaths) };
        let of = Month::from_code("2026-06").unwrap();
        let sums = (Dong::ZERO, Dong(700_000));
        let happened = Happened { event, ..Happened::default() };
        let text = arrears(sums, of, (Reason::Death, &happened), Certainty::Certain, "khoản 4", &wording);
        assert_eq!(
            text,
            format!(
                "Truy thu 700.000 đ của tháng 06/2026: được hưởng 0 đ, đã chi 700.000 đ. Lý do: {expected}. Căn cứ: khoản 4."
            )
        );
    }

    #[test]
    fn a_month_to_settle_tells_the_day_of_what_happened_before_its_end() {
        check(Some("2026-06-30"), "chết ngày 30/06/2026 (theo đăng ký khai tử)");
        check(Some("2026-07-01"), "đã chết");
        check(None, "đã chết");
    }
}
