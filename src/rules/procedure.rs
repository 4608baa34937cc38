//! Which procedure a decision follows: that of the decree in force on its day, or of the one before,
//! where the file was pending when the decree took effect.
//!
//! Takes the day of the decision and, where the list tells it, the day on which the file was received.
//! Gives the decree whose rule on the first month counts, and the words for it. Never: a guess about a
//! file whose day nobody wrote down; where that day would decide, the words ask for it.

use std::fmt::Write as _;
use std::sync::Arc;

use super::config::{PendingEntry, Procedures, ProcessingEntry};
use super::law::{BenefitLaw, Law, Regime};
use super::source::{vi_date, vi_month};
use crate::model::{Benefit, Claim, Confidence, Date, Month};

/// What a decree says of files received before its first day and decided after it.
#[derive(Debug)]
pub(super) struct Pending {
    /// They keep the procedure that they were received under.
    keeps: bool,
    clause: Arc<str>,
    confidence: Confidence,
    /// What is said of such a file, and what is asked where its day is not known.
    vi: String,
    asks: String,
    /// Last day on which a file of the old procedure is decided, if nobody is late.
    decided_by: Date,
}

impl Pending {
    /// From the plain data. `before` is how long the decree before takes for a file.
    pub(super) fn new(entry: &PendingEntry, in_force: Date, before: Option<&ProcessingEntry>) -> Pending {
        let days = before.map_or(0, |processing| processing.working_days);
        Pending {
            keeps: entry.procedure == Procedures::Before,
            clause: entry.clause.as_str().into(),
            confidence: entry.confidence.into(),
            vi: entry.vi.clone(),
            asks: entry.asks.clone(),
            decided_by: working_day(in_force, days),
        }
    }
}

/// The last of some working days (Monday to Friday) from a day on; the day before it where there are none.
fn working_day(from: Date, count: u32) -> Date {
    // 1 January 1970 was a Thursday.
    let works = |day: &Date| (day.epoch_days() + 3).rem_euclid(7) < 5;
    let days = (0..).map(|ahead| from.plus_days(ahead)).filter(works);
    days.take(count as usize).last().unwrap_or(from.plus_days(-1))
}

/// The procedure of a decision.
#[derive(Clone, Copy)]
struct Procedure<'a> {
    /// The decree whose rule on the first month counts.
    regime: &'a Regime,
    /// The decree that found the file pending, and its rule.
    pending: Option<(&'a Regime, &'a Pending)>,
}

/// What the texts of a decision's months say of its procedure.
pub(super) struct Told {
    /// Clause and sureness of the rule on the first month; `None` where the decree of the month has it.
    pub(super) start: Option<(Arc<str>, Confidence)>,
    /// The words, without a stop.
    pub(super) words: String,
}

impl Law {
    /// First month that the decision of a claim pays of a benefit; `None`: whenever its conditions held.
    pub(super) fn first_month(&self, claim: &Claim, benefit: Benefit) -> Option<Month> {
        let Some(decided) = claim.decided_on else { return claim.from_month };
        self.begins(decided, self.procedure(decided, claim.filed_on, benefit), benefit)
    }

    fn begins(&self, decided: Date, procedure: Option<Procedure<'_>>, benefit: Benefit) -> Option<Month> {
        let early = procedure.is_some_and(|one| one.regime.start_with_conditions.contains(&benefit));
        (!early).then(|| decided.month())
    }

    /// The procedure of a decision of a day on a benefit, on a file received on a day.
    fn procedure(&self, decided: Date, filed: Option<Date>, benefit: Benefit) -> Option<Procedure<'_>> {
        let mut at = self.regimes.iter().rposition(|regime| regime.in_force <= decided)?;
        let mut found = Procedure { regime: &self.regimes[at], pending: None };
        // What is received after it was decided is a slip of the pen.
        let Some(filed) = filed.filter(|&filed| filed <= decided) else { return Some(found) };
        while at > 0 && filed < self.regimes[at].in_force {
            let Some(rule) = self.regimes[at].pending.as_ref().filter(|rule| rule.keeps) else { break };
            // A benefit that no decree before had has no older procedure.
            let last = self.regimes[at - 1].period.to;
            let had = |law: &BenefitLaw| law.versions.iter().any(|version| version.period.from <= last);
            if !self.law_of(benefit).is_some_and(had) {
                break;
            }
            found.pending = Some((&self.regimes[at], rule));
            at -= 1;
            found.regime = &self.regimes[at];
        }
        Some(found)
    }

    /// What months up to that of the decision say of its procedure, where the file was pending, or
    /// might have been and the answer would be another.
    pub(super) fn told(&self, claim: &Claim, law: &BenefitLaw) -> Option<Told> {
        let decided = claim.decided_on?;
        let procedure = self.procedure(decided, claim.filed_on, law.benefit)?;
        let Some(filed) = claim.filed_on.filter(|&filed| filed <= decided) else {
            return self.asked(decided, procedure, law);
        };
        let (since, rule) = procedure.pending?;
        let (start, before) = start_before(procedure.regime, law);
        let words = rule.vi.replace("{filed}", &vi_date(filed));
        let words = put(&words, since, &rule.clause, &before);
        Some(Told { start: Some((start.0.clone(), start.1.max(rule.confidence))), words })
    }

    /// Nobody wrote when the file was received: where it may have been pending and would then be paid from
    /// another month, that day is asked for.
    fn asked(&self, decided: Date, procedure: Procedure<'_>, law: &BenefitLaw) -> Option<Told> {
        let since = procedure.regime;
        let rule = since.pending.as_ref().filter(|rule| decided <= rule.decided_by)?;
        let pending = self.procedure(decided, Some(since.in_force.plus_days(-1)), law.benefit)?;
        let other = self.begins(decided, Some(pending), law.benefit);
        if !rule.keeps || other == self.begins(decided, Some(procedure), law.benefit) {
            return None;
        }
        let (_, before) = start_before(pending.regime, law);
        let start = other.map_or("đủ điều kiện".to_owned(), vi_month);
        let words = put(&rule.asks.replace("{start}", &start), since, &rule.clause, &before);
        Some(Told { start: None, words })
    }

    /// What a new line says of the procedure of its decision: that the file was pending when a decree took
    /// effect, or that its day would decide. `None` where there is nothing to say.
    #[must_use]
    pub fn procedure_vi(&self, claim: &Claim, benefit: Benefit) -> Option<String> {
        Some(self.told(claim, self.law_of(benefit)?)?.words)
    }
}

/// The rule on the first month of a decree that is no longer in force, and whose procedure that is.
fn start_before<'a>(regime: &'a Regime, law: &'a BenefitLaw) -> (&'a (Arc<str>, Confidence), String) {
    let version = law.versions.iter().find(|version| version.period.has(regime.period.to));
    match version.and_then(|version| version.start.as_ref()) {
        Some(own) => (own, own.0.to_string()),
        None => (&regime.start, regime.vi.clone()),
    }
}

fn put(words: &str, since: &Regime, clause: &str, before: &str) -> String {
    let day = vi_date(since.in_force);
    let values = [("{since}", day.as_str()), ("{decree}", &since.vi), ("{before}", before), ("{clause}", clause)];
    values.iter().fold(words.to_owned(), |text, (name, value)| text.replace(name, value))
}

impl Told {
    /// Adds the words to a text that has no stop yet.
    pub(super) fn add(told: Option<&Told>, text: &mut String) {
        if let Some(told) = told {
            // Writing into a String cannot fail.
            let _ = write!(text, "; {}", told.words);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Coded;

    #[track_caller]
    fn check(from: &str, count: u32, last: &str) {
        assert_eq!(working_day(Date::from_code(from).unwrap(), count).to_string(), last);
    }

    #[test]
    fn working_days_leave_out_the_ends_of_weeks() {
        // 5 October 2026 is a Monday.
        check("2026-10-05", 0, "2026-10-04");
        check("2026-10-05", 1, "2026-10-05");
        check("2026-10-05", 5, "2026-10-09");
        check("2026-10-05", 6, "2026-10-12");
        check("2025-07-01", 22, "2025-07-30");
    }
}
