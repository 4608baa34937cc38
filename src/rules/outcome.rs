//! What a claim gives in a month, ready for a row: amount, clause, certainty, explanation.

use std::sync::Arc;

use super::batch::{UNKNOWN, Unit};
use super::error::RulesError;
use super::explain;
use super::kleene::FALSE;
use super::law::{Law, Reads};
use super::procedure::Told;
use super::reading::{Answer, Evaluated, Reading};
use super::segment::Alternative;
use super::stop::Past;
use crate::model::{Benefit, Claim, Coefficient, Confidence, Date, Dong, EntitlementStatus, Fact, Month, Reason};

/// More than any benefit gives: what an undetermined claim may give where nobody can tell.
const MUCH: i64 = 1_000_000_000_000;

/// The answer for a claim and a month. Texts are shared by the months of one stretch.
#[derive(Debug, Clone)]
pub(super) struct Outcome {
    pub(super) status: EntitlementStatus,
    pub(super) benefit: Benefit,
    pub(super) coefficient: Option<Coefficient>,
    pub(super) rate: Option<Dong>,
    pub(super) amount: Dong,
    /// The most that an undetermined claim could give.
    pub(super) possible: Dong,
    pub(super) missing: Reads,
    pub(super) clause: Arc<str>,
    pub(super) confidence: Confidence,
    pub(super) explanation: Arc<str>,
    pub(super) reason: Option<Reason>,
    /// First day on which the condition that ended it failed.
    pub(super) since: Option<Date>,
    pub(super) certain: bool,
    pub(super) decided: bool,
    /// Whether the conditions held (three-valued), whatever the start rule says.
    pub(super) held: u8,
}

/// What a reading is turned into an outcome for.
pub(super) struct Context<'a> {
    pub(super) law: &'a Law,
    /// The unit, and its place in the batch.
    pub(super) unit: (usize, &'a Unit<'a>),
    pub(super) evaluated: &'a Evaluated<'a>,
    /// Of the units whose benefits ended.
    pub(super) past: &'a Past<'a>,
    pub(super) claimed: Benefit,
    /// The decision, of a benefit that is paid monthly.
    pub(super) decision: Option<&'a Claim>,
    pub(super) safe_link: bool,
    pub(super) start: Option<Month>,
    pub(super) month: Month,
}

impl Context<'_> {
    /// What is said of the decision's procedure in months up to its own.
    fn told(&self, one: &Alternative<'_>) -> Option<Told> {
        let claim = self.decision.filter(|claim| claim.decided_on.is_some_and(|day| self.month <= day.month()))?;
        self.law.told(claim, one.law)
    }
}

/// The outcome of a reading.
pub(super) fn outcome(context: &Context<'_>, reading: &Reading) -> Result<Outcome, RulesError> {
    match reading.answer {
        Answer::Entitled => entitled(context, reading),
        Answer::Ended => Ok(ended(context, reading)),
        Answer::Waiting => Ok(waiting(context, reading)),
        Answer::Unknown => unknown(context, reading),
        Answer::NoLaw => Ok(no_law(context)),
    }
}

fn entitled(context: &Context<'_>, reading: &Reading) -> Result<Outcome, RulesError> {
    let segment = context.evaluated.segment;
    let one = &segment.alternatives[usize::from(reading.alternative)];
    let area = reading.area;
    let Some((parameter, value)) = segment.rate(one.law.rate, area) else {
        // Only where the area is unknown and the areas pay differently.
        if area.is_some() {
            return Err(RulesError::NoRate { benefit: one.law.benefit, month: context.month });
        }
        return unknown(context, &Reading { missing: Reads::slot(Fact::Area as usize), ..*reading });
    };
    let (coefficient, amount) = product(context, one.law.benefit, reading.coefficient, Dong(value.amount))?;
    let case = &one.coefficients.cases[usize::from(reading.case)];
    let mut confidence = one.version.confidence.max(one.coefficients.confidence).max(case.confidence);
    // Common conditions are in doubt only where they fail.
    let own = one.conditions.iter().filter(|(condition, _)| condition.kinds.is_empty());
    confidence = own.map(|(condition, _)| condition.confidence).fold(confidence, Confidence::max);
    confidence = confidence.max(value.confidence);
    if reading.adjusted {
        confidence = confidence.max(segment.regime.adjust_text.1);
    }
    let told = context.told(one);
    if let Some((_, sureness)) = told.as_ref().and_then(|told| told.start.as_ref()) {
        confidence = confidence.max(*sureness);
    } else if reading.starts {
        confidence = confidence.max(one.start(segment.regime).1);
    }
    let told = told.as_ref();
    let text = explain::Paid { one, parameter, value, coefficient, amount, reading, told };
    Ok(Outcome {
        status: EntitlementStatus::Entitled,
        benefit: one.law.benefit,
        coefficient: Some(coefficient),
        rate: Some(Dong(value.amount)),
        amount,
        possible: amount,
        missing: Reads::default(),
        clause: one.clause.clone(),
        confidence,
        explanation: text.text(context),
        reason: None,
        since: None,
        certain: context.safe_link && reading.unproven.is_empty() && !case.verify && !value.verify,
        decided: !reading.decided.is_empty(),
        held: reading.held,
    })
}

/// Coefficient times rate, in whole đồng.
fn product(
    context: &Context<'_>,
    benefit: Benefit,
    hundredths: i64,
    rate: Dong,
) -> Result<(Coefficient, Dong), RulesError> {
    let coefficient = u32::try_from(hundredths).ok().map(Coefficient::from_hundredths);
    let product = coefficient.and_then(|coefficient| Some((coefficient, coefficient.times(rate)?)));
    product.ok_or(RulesError::NotWhole { benefit, month: context.month, hundredths, rate })
}

fn refused(context: &Context<'_>, reading: &Reading) -> Outcome {
    let one = &context.evaluated.segment.alternatives[usize::from(reading.alternative)];
    let same_name = context.evaluated.segment.alternatives.iter().any(|other| other.law.benefit == context.claimed);
    Outcome {
        status: EntitlementStatus::NotEntitled,
        benefit: if same_name { context.claimed } else { one.law.benefit },
        coefficient: None,
        rate: None,
        amount: Dong::ZERO,
        possible: Dong::ZERO,
        missing: Reads::default(),
        clause: one.version.clause.clone(),
        confidence: one.version.confidence,
        explanation: Arc::from(""),
        reason: None,
        since: None,
        certain: context.safe_link,
        decided: !reading.decided.is_empty(),
        held: reading.held,
    }
}

fn ended(context: &Context<'_>, reading: &Reading) -> Outcome {
    let segment = context.evaluated.segment;
    let day = context.evaluated.batch.first[reading.episode];
    let stop = context.past.stop(context.unit.0, day, context.claimed);
    let one = &segment.alternatives[stop.alternative];
    let (condition, version) = one.conditions[stop.condition];
    let rule = one.version.stop.as_ref().unwrap_or(&segment.regime.stop);
    let by_rule = one.version.stop_names.contains(&condition.name);
    let clause = if by_rule { &rule.0 } else { condition.clause.as_ref().unwrap_or(&version.clause) };
    let stopping = stop.since.is_some();
    let confidence = condition.confidence.max(version.confidence);
    let refused = refused(context, reading);
    let clauses = explain::clauses(clause, stopping.then_some(&*rule.0));
    Outcome {
        benefit: if segment.alternatives.len() > 1 { one.law.benefit } else { refused.benefit },
        explanation: explain::ended(one, condition, &clauses, stop.since),
        clause: clauses,
        confidence: if stopping { confidence.max(rule.1) } else { confidence },
        reason: Some(condition.reason),
        since: stop.since,
        certain: context.safe_link && stop.proven,
        decided: stop.decided,
        ..refused
    }
}

fn waiting(context: &Context<'_>, reading: &Reading) -> Outcome {
    let segment = context.evaluated.segment;
    let one = &segment.alternatives[usize::from(reading.alternative)];
    let told = context.told(one);
    let rule = told.as_ref().and_then(|told| told.start.as_ref()).unwrap_or_else(|| one.start(segment.regime));
    Outcome {
        clause: rule.0.clone(),
        confidence: rule.1,
        explanation: explain::waiting(&rule.0, context.start, told.as_ref()),
        ..refused(context, reading)
    }
}

fn no_law(context: &Context<'_>) -> Outcome {
    let vi = context.law.law_of(context.claimed).map_or("", |law| law.vi.as_str());
    Outcome {
        status: EntitlementStatus::NotEntitled,
        benefit: context.claimed,
        coefficient: None,
        rate: None,
        amount: Dong::ZERO,
        possible: Dong::ZERO,
        missing: Reads::default(),
        clause: Arc::from(context.evaluated.segment.regime.vi.as_str()),
        confidence: Confidence::Confirmed,
        explanation: format!("Không hưởng: chế độ “{vi}” không có hiệu lực trong tháng này.").into(),
        reason: None,
        since: None,
        certain: context.safe_link,
        decided: false,
        held: FALSE,
    }
}

/// Hangs on something unknown; the amount that it could be at most is kept for the combination.
pub(super) fn unknown(context: &Context<'_>, reading: &Reading) -> Result<Outcome, RulesError> {
    let segment = context.evaluated.segment;
    let one = &segment.alternatives[usize::from(reading.alternative)];
    let highest = one.coefficients.cases.iter().map(|case| i64::from(case.value.hundredths())).max().unwrap_or(0);
    let counted = one.coefficients.cases.iter().any(|case| case.per.is_some());
    let hundredths = match reading.coefficient {
        UNKNOWN if counted => i64::MAX,
        UNKNOWN => highest,
        known => known,
    };
    let rate = segment.rate(one.law.rate, reading.area);
    let possible = rate.map_or(MUCH, |(_, value)| (hundredths.saturating_mul(value.amount) / 100).min(MUCH));
    let refused = refused(context, reading);
    // The text speaks of the benefit of the row, whichever of the family the unknown condition is of.
    let named = segment.alternatives.iter().find(|other| other.law.benefit == refused.benefit).unwrap_or(one);
    Ok(Outcome {
        status: EntitlementStatus::Undetermined,
        possible: Dong(possible),
        missing: reading.missing,
        clause: named.clause.clone(),
        explanation: explain::unknown(context.law, named.law, reading.missing, &named.clause),
        certain: false,
        ..refused
    })
}
