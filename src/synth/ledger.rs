//! What was paid in the closed months: what the law gave on what the office knew, with the mistakes
//! that the stories need and some that were settled long ago.

use super::SynthError;
use super::case::{Case, Line};
use super::places::Ward;
use super::rng::Rng;
use super::sink::Sink;
use super::stories::Story;
use super::times::Times;
use crate::model::{
    Benefit, BenefitKind, Channel, Coefficient, Dong, EntitlementStatus, Month, PaymentKind, PaymentStatus, Private,
};
use crate::table::inputs::PaymentRow;
use crate::table::outputs::EntitlementRow;

/// A line of a closed list, before it gets its papers.
#[derive(Debug, Clone)]
pub(super) struct Paid {
    pub(super) month: Month,
    pub(super) line: Line,
    pub(super) kind: PaymentKind,
    pub(super) status: PaymentStatus,
}

/// What the office paid for a case. `rows` are the answers of the law on what the office knew.
pub(super) fn paid(
    case: &Case,
    rows: &[&EntitlementRow],
    cared: &[Option<usize>],
    times: Times,
    rng: &mut Rng,
) -> Vec<Paid> {
    if case.story == Story::New {
        return Vec::new();
    }
    let mut paid: Vec<Paid> = rows
        .iter()
        .zip(cared)
        .filter(|(row, _)| {
            row.status == EntitlementStatus::Entitled && row.amount > Dong::ZERO && row.month <= times.opening
        })
        .filter(|(row, _)| row.benefit.kind() != BenefitKind::OneOff || !case.enrolled)
        .map(|(row, &cared_for)| {
            let one_off = row.benefit.kind() == BenefitKind::OneOff;
            let line = Line {
                benefit: row.benefit,
                cared_for,
                ward: case.payer,
                coefficient: row.coefficient,
                amount: row.amount,
            };
            let kind = if one_off { PaymentKind::Funeral } else { PaymentKind::Regular };
            Paid { month: row.month, line, kind, status: PaymentStatus::Paid }
        })
        .collect();
    reform(case, &mut paid, times);
    story(case, &mut paid, times, rng);
    settled_long_ago(case, &mut paid, times, rng);
    paid
}

/// The levels of NĐ 335/2026 are due from 2026-07 and were known in October: the months before were
/// paid at the old coefficient and settled with the list of November.
fn reform(case: &Case, paid: &mut Vec<Paid>, times: Times) {
    let (from, known) = (times.day(2026, 7, 1).month(), times.day(2026, 11, 1).month());
    let Some(before) = level(paid, Benefit::K5a, from.prev()) else { return };
    let overlooked = case.story == Story::CoefficientUp;
    let mut settled = Vec::new();
    for line in paid.iter_mut().filter(|line| line.line.benefit == Benefit::K5a && line.month >= from) {
        let higher = line.line.amount.0 > before.1.0;
        if higher && (line.month < known || overlooked) {
            let amount = Dong(line.line.amount.0 - before.1.0);
            if !overlooked {
                settled.push(Paid {
                    kind: PaymentKind::Arrears,
                    line: Line { amount, ..line.line.clone() },
                    ..line.clone()
                });
            }
            (line.line.coefficient, line.line.amount) = before;
        }
    }
    paid.extend(settled);
}

fn level(paid: &[Paid], benefit: Benefit, month: Month) -> Option<(Option<Coefficient>, Dong)> {
    let line = paid.iter().find(|line| line.line.benefit == benefit && line.month == month)?;
    Some((line.line.coefficient, line.line.amount))
}

fn story(case: &Case, paid: &mut Vec<Paid>, times: Times, rng: &mut Rng) {
    match case.story {
        Story::Resumed => {
            let stopped = times.opening.plus(-rng.range(1, 3));
            paid.retain(|line| line.month < stopped);
        }
        Story::Uncollected => {
            for line in paid.iter_mut().filter(|line| line.month > times.opening.plus(-3)) {
                line.status = PaymentStatus::Uncollected;
            }
        }
        Story::OldRate => old_rate(paid, times),
        Story::PaidTwice => {
            let ward = other_ward(case);
            let since = times.opening.plus(-rng.range(2, 9));
            let twice: Vec<Paid> = paid.iter().filter(|line| line.month >= since).cloned().collect();
            paid.extend(twice.into_iter().map(|line| Paid { line: Line { ward, ..line.line }, ..line }));
        }
        _ => {}
    }
}

/// Someone left at the rate of the year before, in proportion to the level of its last month.
fn old_rate(paid: &mut [Paid], times: Times) {
    let from = times.arrears_from;
    let benefits: Vec<Benefit> = paid.iter().map(|line| line.line.benefit).collect();
    for benefit in benefits {
        let (Some((Some(before), old)), Some((_, _))) = (level(paid, benefit, from.prev()), level(paid, benefit, from))
        else {
            continue;
        };
        for line in paid.iter_mut().filter(|line| line.line.benefit == benefit && line.month >= from) {
            let Some(now) = line.line.coefficient else { continue };
            line.line.amount = Dong(old.0 * i64::from(now.hundredths()) / i64::from(before.hundredths()));
        }
        return;
    }
}

/// The ward that pays beside the ward of residence; chosen before, as the index after it.
pub(super) fn other_ward(case: &Case) -> usize {
    usize::from(case.ward == 0)
}

/// Mistakes of the past: a month that came late, a month too many that was paid back, a death of which
/// nobody heard.
fn settled_long_ago(case: &Case, paid: &mut Vec<Paid>, times: Times, rng: &mut Rng) {
    let regular: Vec<usize> = (0..paid.len()).filter(|&i| paid[i].kind == PaymentKind::Regular).collect();
    if regular.is_empty() {
        return;
    }
    if !case.enrolled {
        let Some(last) = regular.iter().max_by_key(|&&i| paid[i].month).map(|&i| paid[i].clone()) else { return };
        if rng.chance(0.2) && last.month.next() < times.opening {
            let month = last.month.next();
            let back = Line { amount: Dong(-last.line.amount.0), ..last.line.clone() };
            paid.push(Paid { month, ..last.clone() });
            paid.push(Paid { month, line: back, kind: PaymentKind::Recovery, status: PaymentStatus::Paid });
        } else if last.month.next() < times.opening && rng.chance(0.15) {
            unheard_of(last, paid, times, rng);
        }
        return;
    }
    if case.story != Story::None {
        return;
    }
    let early: Vec<usize> = regular.into_iter().filter(|&i| paid[i].month < times.opening.plus(-3)).collect();
    if rng.chance(0.015) && !early.is_empty() {
        let start = rng.below(early.len());
        for &i in early.iter().skip(start).take(rng.range(1, 3) as usize) {
            paid[i].kind = PaymentKind::Arrears;
        }
    } else if rng.chance(0.02) && !early.is_empty() {
        let i = early[rng.below(early.len())];
        paid[i].status = if rng.chance(0.9) { PaymentStatus::Uncollected } else { PaymentStatus::Returned };
    }
}

/// A death of which the office did not hear: paid on for some months and taken off the list for
/// another reason, no funeral support paid, nothing taken back.
fn unheard_of(last: Paid, paid: &mut Vec<Paid>, times: Times, rng: &mut Rng) {
    let end = last.month.plus(rng.range(1, 4)).min(times.opening.prev());
    paid.retain(|line| line.kind != PaymentKind::Funeral);
    paid.extend(last.month.next().to(end).map(|month| Paid { month, ..last.clone() }));
}

/// Writes the lines of a case with its papers.
pub(super) fn write(
    case: &Case,
    group: &[Case],
    paid: &[Paid],
    wards: &[Ward],
    sink: &mut Sink<PaymentRow>,
    rng: &mut Rng,
) -> Result<(), SynthError> {
    let numbered = !rng.chance(0.008) || case.grants.iter().any(|grant| grant.cared_for.is_some());
    let vneid = rng.chance(0.1);
    for payment in paid {
        let line = &payment.line;
        let ward = wards[line.ward].code;
        let (year, month) = payment.month.ym();
        let channel = match (&case.account, vneid) {
            (Some(_), false) => Channel::Bank,
            (Some(_), true) => Channel::Vneid,
            (None, _) => Channel::Cash,
        };
        sink.push(PaymentRow {
            person_id: numbered.then_some(case.id),
            for_person_id: line.cared_for.and_then(|place| group.get(place)).map(|cared| cared.id),
            full_name: Some(case.name.clone()),
            birth_date: Some(case.paper_birth()),
            ward_code: ward,
            month: payment.month,
            benefit: line.benefit,
            coefficient: line.coefficient,
            amount: line.amount,
            kind: payment.kind,
            list_no: Some(format!("{ward}/{year:04}-{month:02}").into()),
            channel: Some(channel),
            account_no: case.account.as_ref().map(|(number, _)| Private::new(number)),
            bank: case.account.as_ref().map(|(_, bank)| bank.as_str().into()),
            status: payment.status,
        })?;
    }
    Ok(())
}
