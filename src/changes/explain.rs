//! Vietnamese explanations of lines, from the words of `pipelines/changes.toml`.

use crate::model::{Certainty, Confidence, Date, Dong, Month, PaymentLine, Reason};

use super::event::Event;
use super::pairing::Delta;
use super::wording::Wording;

/// What a line tells.
pub(super) struct Told<'a> {
    pub(super) delta: &'a Delta,
    pub(super) event: Event,
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

/// The words of a reason, with day and source put in.
fn phrase(reason: Reason, event: Event, wording: &Wording) -> String {
    let words = wording.reason(reason);
    let template = match (event.day, &words.undated) {
        (None, Some(undated)) => undated,
        _ => &words.text,
    };
    let source = event.source.map_or("", |source| wording.source(source));
    let text = template.replace("{source}", source).replace("{date}", &event.day.map(day).unwrap_or_default());
    text.replace(" ()", "")
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
        .replace("{event}", &phrase(told.delta.reason, told.event, wording))
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

/// The explanation of a month still to settle.
pub(super) fn arrears(
    (entitled, paid): (Dong, Dong),
    of: Month,
    reason: Reason,
    certainty: Certainty,
    clause: &str,
    wording: &Wording,
) -> String {
    let sentences = wording.sentences();
    let head = if entitled > paid { &sentences.underpaid } else { &sentences.overpaid };
    let mut text = head
        .replace("{difference}", &Dong((entitled.0 - paid.0).abs()).to_string())
        .replace("{month}", &month(of))
        .replace("{event}", &wording.reason(reason).label)
        .replace("{entitled}", &entitled.to_string())
        .replace("{paid}", &paid.to_string())
        .replace("{clause}", clause);
    if certainty == Certainty::Verify {
        text.push(' ');
        text.push_str(&sentences.verify);
    }
    text
}
