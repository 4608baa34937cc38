//! Lines of the lists: a difference with its month, certainty, clause and explanation.

use std::sync::Arc;

use crate::model::{
    Benefit, Certainty, Coded, Confidence, Date, Direction, Dong, FactSource, Month, PaymentLine, PersonKey, Reason,
    WardCode,
};
use crate::table::outputs::{ChangeRow, EntitlementRow};

use super::around::Around;
use super::event::event;
use super::explain::{self, Happened};
use super::pairing::Delta;
use super::person::Account;
use super::step::{self, Step, step};
use super::wording::Wording;

/// The row of one difference.
pub(super) fn row(account: &Account<'_>, delta: &Delta, around: &Around<'_>, wording: &Wording) -> ChangeRow {
    let Delta { before, after, reason, .. } = delta;
    let line = after.as_ref().or(before.as_ref()).expect("a difference has a line on one side");
    let ward = line.ward;
    let answers = answers(account, delta);
    // Another cause may be certain: what is told is the ward's word alone all the same.
    let day = account.pay_month.first_day();
    let by_word = event(*reason, Some(line.benefit), account.subject, day).source == Some(FactSource::WardReport);
    let proven = answers.iter().all(|row| row.certain) && !by_word;
    let certain = !answers.is_empty() && proven && account.key.register().is_some();
    let certainty = if certain && settled(*reason) { Certainty::Certain } else { Certainty::Verify };
    let amount = |line: &Option<PaymentLine>| line.as_ref().map_or(Dong::ZERO, |line| line.amount);
    let direction = if amount(after) > amount(before) { Direction::Increase } else { Direction::Decrease };
    let effective = effective(account, delta);
    let confidence = answers.iter().map(|row| row.law_confidence).max().unwrap_or(Confidence::Assumed);
    let clause = clause(account, delta, &answers, effective, wording);
    let claim = account.claim(line.benefit);
    let mut happened = happened(
        account,
        (account.pay_month, account.pay_month.first_day()),
        *reason,
        (line.benefit, line.for_person),
        around,
    );
    happened.step =
        step(account, (delta.before.as_ref(), delta.after.as_ref()), effective, around, wording.birthdays());
    happened.rate = happened.step.rates.and_then(|(_, rate)| around.rate(line.benefit, effective, rate));
    let procedure = claim.filter(|_| *reason == Reason::New).and_then(|claim| around.procedure(claim, line.benefit));
    happened.procedure = procedure.as_deref();
    happened.ward = delta.other_ward.and_then(|ward| around.ward(ward));
    let pay_month = account.pay_month;
    let told = explain::Told { delta, happened, effective, certainty, confidence, clause: &clause, pay_month };
    ChangeRow {
        change_id: change_id(account, delta, ward),
        ward_code: ward,
        person_id: account.key,
        row_id: claim.and_then(|claim| claim.row_id),
        direction,
        reason: *reason,
        benefit_before: before.as_ref().map(|line| line.benefit),
        benefit_after: after.as_ref().map(|line| line.benefit),
        amount_before: amount(before),
        amount_after: amount(after),
        effective_month: effective,
        certainty,
        law_confidence: confidence,
        explanation_vi: explain::change(&told, wording).into(),
        clause,
    }
}

/// Reasons that nobody may act on without asking, whatever the facts: the ward's bare word, and a
/// difference that no condition explains.
fn settled(reason: Reason) -> bool {
    !matches!(reason, Reason::WardReportedEnd | Reason::None)
}

/// The law's answers that a difference rests on: for the line that ends and for the one that begins.
fn answers<'a>(account: &Account<'a>, delta: &Delta) -> Vec<&'a EntitlementRow> {
    let of = |line: &PaymentLine| account.answer(line.benefit.family(), line.for_person);
    let after = delta.after.as_ref().and_then(of);
    let before = delta.before.as_ref().and_then(of);
    let mut answers: Vec<_> = after.into_iter().chain(before).collect();
    // Two lines of one benefit rest on one answer.
    answers.dedup_by(|a, b| std::ptr::eq(*a, *b));
    answers
}

/// First month in which the new state holds by law; for transfers and duplicates the pay month.
fn effective(account: &Account<'_>, delta: &Delta) -> Month {
    let since = |line: &PaymentLine, after| account.holds_since(account.pay_month, line.benefit.family(), after);
    match (delta.reason, &delta.before, &delta.after) {
        (Reason::TransferIn | Reason::TransferOut | Reason::Duplicate, ..) => account.pay_month,
        // What comes back has been missing since the first unpaid month.
        (Reason::Resumed, _, Some(after)) => {
            let since = since(after, Some(after));
            account.paid.unpaid_since(after.benefit.family()).map_or(since, |unpaid| unpaid.max(since))
        }
        (_, _, Some(after)) => since(after, Some(after)),
        // What never was due ends with the first month that it was paid for.
        (_, Some(before), None) => {
            let paid = account.paid.first_paid(before.benefit.family()).unwrap_or(account.pay_month.prev());
            since(before, None).max(paid)
        }
        (_, None, None) => account.pay_month,
    }
}

/// What may be told of a reason in a month, in the state that holds on a day; the other ward is the
/// line's own to tell.
pub(super) fn happened<'a>(
    account: &Account<'_>,
    (month, day): (Month, Date),
    reason: Reason,
    (benefit, for_person): (Benefit, Option<PersonKey>),
    around: &Around<'a>,
) -> Happened<'a> {
    let mut event = event(reason, Some(benefit), account.subject, day);
    // A limit of age is no fact: the law itself says when it was passed.
    // Where only the ward tells of an event, and no day, there is none.
    if event.source != Some(FactSource::WardReport) {
        event.day = event.day.or_else(|| step::since(account, month, (benefit, for_person), reason));
    }
    let cared = || {
        let key = for_person.or_else(|| around.cared_for(account.key, benefit));
        key.and_then(|key| around.cared(key, month))
    };
    Happened {
        event,
        benefit: Some(benefit),
        step: Step::default(),
        rate: None,
        gap: None,
        other: step::other(account, month, benefit).filter(|_| reason == Reason::HighestOnly),
        ward: None,
        unpaid: account.paid.unpaid_since(benefit.family()).filter(|_| reason == Reason::Resumed),
        procedure: None,
        words: around.words(account.key).filter(|_| reason == Reason::WardReportedEnd),
        cared: if reason == Reason::CaredForEnded { cared() } else { None },
    }
}

/// The clause of the month from which the new state holds: a death of August rests on the decree of
/// August, though the list is of December.
fn clause(
    account: &Account<'_>,
    delta: &Delta,
    answers: &[&EntitlementRow],
    effective: Month,
    wording: &Wording,
) -> Arc<str> {
    let side = delta.after.as_ref().or(delta.before.as_ref());
    let words = wording.reason(delta.reason);
    // Where a benefit has words of its own for the reason, the law's own answer has the clause.
    let told_apart = side.is_some_and(|line| words.of_benefit(line.benefit).is_some());
    if let Some(own) = words.clause.as_deref().filter(|_| !told_apart) {
        return own.into();
    }
    let first = side.and_then(|line| account.answer_in(effective, line.benefit.family(), line.for_person));
    let told =
        first.filter(|row| answers.first().is_none_or(|now| (now.status, now.reason) == (row.status, row.reason)));
    let row = told.or_else(|| answers.first().copied());
    row.map_or_else(|| wording.carried_clause().into(), |row| row.clause.clone())
}

/// A reference that stays the same from night to night and names nobody: pay month, ward, and a
/// digest of what the line is about.
fn change_id(account: &Account<'_>, delta: &Delta, ward: WardCode) -> String {
    let mut hasher = blake3::Hasher::new_derive_key("ansinh 2026-11 change id");
    let side = |line: &Option<PaymentLine>| {
        line.as_ref().map_or(String::new(), |line| {
            let care = line.for_person.map(|key: PersonKey| key.code().into_owned()).unwrap_or_default();
            format!("{}/{}/{}", line.ward, line.benefit, care)
        })
    };
    for part in [account.key.code().as_ref(), &side(&delta.before), &side(&delta.after), delta.reason.as_str()] {
        hasher.update(part.as_bytes());
        hasher.update(&[0]);
    }
    let digest = hasher.finalize().to_hex();
    format!("{}-{}-{}", account.pay_month, ward, &digest[..8])
}

/// Makes references unique: of equal ones the second gets `-2`, and so on.
pub(super) fn number_equal_ids(rows: &mut [ChangeRow]) {
    let mut seen: std::collections::HashMap<String, u32> = std::collections::HashMap::new();
    for row in rows {
        let count = seen.entry(row.change_id.clone()).or_default();
        *count += 1;
        if *count > 1 {
            row.change_id = format!("{}-{count}", row.change_id);
        }
    }
}

/// The order of the lists: ward, person, benefit, reason.
pub(super) fn order(row: &ChangeRow) -> (WardCode, PersonKey, Option<Benefit>, Option<Benefit>, Reason, Dong, Dong) {
    (
        row.ward_code,
        row.person_id,
        row.benefit_before,
        row.benefit_after,
        row.reason,
        row.amount_before,
        row.amount_after,
    )
}
