//! Rows of the table `entitlements`.

use super::engine::{Asked, Plan};
use super::funeral::Due;
use super::outcome::Outcome;
use crate::model::{BenefitKind, Month};
use crate::table::outputs::EntitlementRow;

/// Writes the rows of one subject, ordered by month and benefit.
pub(super) fn write(
    asked: &[Asked<'_>],
    series: &[Vec<Outcome>],
    plan: &Plan<'_>,
    funeral: Option<Due>,
    rows: &mut Vec<EntitlementRow>,
) {
    for (index, month) in plan.from.to(plan.to).enumerate() {
        let start = rows.len();
        for (one, outcomes) in asked.iter().zip(series) {
            if one.benefit.kind() != BenefitKind::OneOff {
                rows.push(row(one, &outcomes[index], month));
            }
        }
        if let Some(due) = funeral.as_ref().filter(|due| due.month == month) {
            rows.push(row(&asked[due.asked], &due.outcome, month));
        }
        rows[start..].sort_by_key(|row| row.benefit);
    }
}

fn row(asked: &Asked<'_>, outcome: &Outcome, month: Month) -> EntitlementRow {
    let claim = asked.claim;
    EntitlementRow {
        person_id: asked.own.key,
        month,
        benefit: outcome.benefit,
        ground: claim.and_then(|claim| claim.ground),
        coefficient: outcome.coefficient,
        rate: outcome.rate,
        amount: outcome.amount,
        status: outcome.status,
        missing: if outcome.missing.is_empty() { Vec::new() } else { outcome.missing.names() },
        clause: outcome.clause.clone(),
        law_confidence: outcome.confidence,
        explanation_vi: outcome.explanation.clone(),
        reason: outcome.reason,
        certain: outcome.certain,
        // The residence known last pays every month that is still open.
        ward_code: asked.own.wards.last().map(|&(_, ward)| ward).or(claim.map(|claim| claim.ward)),
        for_person_id: asked.cared.map(|cared| cared.key),
        taken_from_decision: outcome.decided,
    }
}
