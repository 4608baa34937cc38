//! Which benefit a row of a beneficiary list is about, where the row does not say it or says it
//! loosely.

use crate::model::{Benefit, BenefitKind, PersonKey, Record};

use super::history::History;
use super::ward_word::Reports;

/// Whether a benefit's line names a person cared for.
pub(super) fn names_cared_for(benefit: Benefit) -> bool {
    benefit.kind() == BenefitKind::Carer && benefit != Benefit::CsThai
}

/// The benefit of a row with a decision.
///
/// A paying list often has no column of groups: then the movement row of the same person says it, or
/// else the one benefit that the person was ever paid. A carer who is paid under another carers'
/// label than the row's keeps the paid one, unless the decision is newer than the opening: in short
/// forms wards write the kinds of care alike.
pub(super) fn benefit(record: &Record, key: PersonKey, reports: &Reports<'_>, history: &History) -> Option<Benefit> {
    let Some(written) = record.benefit else {
        let reported = reports.get(&key).into_iter().flatten().filter_map(|row| row.benefit);
        return the_one(reported).or_else(|| the_one(history.ever_paid(key)));
    };
    let newer = record.decision_date.is_some_and(|day| day.month() >= history.opening_month());
    if !names_cared_for(written) || newer {
        return Some(written);
    }
    let paid: Vec<Benefit> = history.paid_in_opening(key).filter(|&paid| names_cared_for(paid)).collect();
    if paid.contains(&written) { Some(written) } else { the_one(paid.into_iter()).or(Some(written)) }
}

/// The only benefit among some; `None` where there is none, or several of different families.
fn the_one(mut benefits: impl Iterator<Item = Benefit>) -> Option<Benefit> {
    let first = benefits.next()?;
    benefits.all(|other| other.family() == first.family()).then_some(first)
}
