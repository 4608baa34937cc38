//! The true changes of the pay month: closing by the law on the true facts against the opening that
//! was made, with the reason of the story that was told. A plain derivation of its own, so that it
//! can judge the program's.

use super::case::{Case, Line};
use super::ledger::other_ward;
use super::places::Ward;
use super::stories::Story;
use super::times::Times;
use crate::model::{Benefit, BenefitKind, Direction, Dong, EntitlementStatus, Month, Reason};
use crate::table::outputs::EntitlementRow;
use crate::table::truth::TruthChangeRow;

/// Benefits that count as one line: labels that a decision covers together.
fn family(benefit: Benefit) -> u8 {
    match benefit {
        Benefit::K1 | Benefit::K2 => 1,
        Benefit::K6Dbn | Benefit::K6Nang => 2,
        Benefit::K5b | Benefit::K5c | Benefit::Htxh => 3,
        other => 10 + other as u8,
    }
}

/// The true closing: what the law gives in the pay month; where it cannot tell, what was paid.
pub(super) fn closing(case: &Case, rows: &[&EntitlementRow], cared: &[Option<usize>], times: Times) -> Vec<Line> {
    if !case.enrolled {
        return Vec::new();
    }
    let mut lines: Vec<Line> = Vec::new();
    for (row, &cared_for) in rows.iter().zip(cared).filter(|(row, _)| row.month == times.pay) {
        if row.status == EntitlementStatus::Entitled
            && row.amount > Dong::ZERO
            && row.benefit.kind() != BenefitKind::OneOff
        {
            lines.push(Line {
                benefit: row.benefit,
                cared_for,
                ward: case.ward,
                coefficient: row.coefficient,
                amount: row.amount,
            });
        }
        if row.status == EntitlementStatus::Undetermined {
            let open = case.opening.iter().filter(|line| family(line.benefit) == family(row.benefit));
            let open = open.filter(|line| line.cared_for == cared_for).cloned();
            let known: Vec<Line> = open.filter(|line| !lines.contains(line)).collect();
            lines.extend(known);
        }
    }
    lines
}

/// The changes of a case.
pub(super) struct Changes<'a> {
    /// The person.
    pub(super) case: &'a Case,
    /// Answers of the law on the true facts.
    pub(super) rows: &'a [&'a EntitlementRow],
    /// Wards of the city.
    pub(super) wards: &'a [Ward],
    /// The months that matter.
    pub(super) times: Times,
}

impl Changes<'_> {
    /// All lines that differ between opening and closing.
    pub(super) fn all(&self) -> Vec<TruthChangeRow> {
        let mut before: Vec<&Line> = self.case.opening.iter().collect();
        let mut after: Vec<&Line> = self.case.closing.iter().collect();
        let mut changes = Vec::new();
        if self.case.story == Story::PaidTwice {
            let other = other_ward(self.case);
            for line in before.extract_if(.., |line| line.ward == other) {
                changes.push(self.row(Some(line), None, Reason::Duplicate, self.times.pay));
            }
        }
        for same_benefit in [true, false] {
            let mut rest = Vec::new();
            for line in before {
                let fits = |other: &&Line| {
                    line.cared_for == other.cared_for
                        && match same_benefit {
                            true => family(line.benefit) == family(other.benefit),
                            false => {
                                line.benefit.kind() == BenefitKind::Main && other.benefit.kind() == BenefitKind::Main
                            }
                        }
                };
                match after.iter().position(fits) {
                    Some(place) => changes.extend(self.pair(line, after.remove(place))),
                    None => rest.push(line),
                }
            }
            before = rest;
        }
        changes.extend(before.into_iter().map(|line| {
            let reason = self.reason_of_end(line);
            // A transfer counts for the pay month, however long ago the person left.
            let since = if reason == Reason::TransferOut { self.times.pay } else { self.since(line, None) };
            self.row(Some(line), None, reason, since)
        }));
        changes.extend(after.into_iter().map(|line| {
            let reason = if self.case.story == Story::Resumed { Reason::Resumed } else { Reason::New };
            self.row(None, Some(line), reason, self.since(line, Some(line)))
        }));
        changes
    }

    fn pair(&self, before: &Line, after: &Line) -> Vec<TruthChangeRow> {
        if before.ward != after.ward {
            return vec![
                self.row(Some(before), None, Reason::TransferOut, self.times.pay),
                self.row(None, Some(after), Reason::TransferIn, self.times.pay),
            ];
        }
        if before.amount == after.amount {
            return Vec::new();
        }
        let up = after.amount > before.amount;
        let reason = match () {
            () if before.benefit != after.benefit && up => Reason::BenefitSwitchUp,
            () if before.benefit != after.benefit => Reason::BenefitSwitchDown,
            () if before.coefficient == after.coefficient && up => Reason::RateUp,
            () if up => Reason::CoefficientUp,
            () => Reason::CoefficientDown,
        };
        vec![self.row(Some(before), Some(after), reason, self.since(before, Some(after)))]
    }

    /// The story says why; without one it is a birthday, or the end of the person cared for.
    fn reason_of_end(&self, line: &Line) -> Reason {
        if line.benefit.kind() == BenefitKind::Carer
            && !matches!(self.case.story, Story::Died | Story::DiedUnregistered)
            && line.benefit != Benefit::CsThai
        {
            return Reason::CaredForEnded;
        }
        self.case.story.reason().unwrap_or(Reason::AgeLimit)
    }

    /// The first month in which the state of the pay month holds by law without a break.
    fn since(&self, line: &Line, after: Option<&Line>) -> Month {
        let holds = |month: Month| {
            let mut due = self.rows.iter().filter(|row| {
                row.month == month
                    && row.status != EntitlementStatus::NotEntitled
                    && family(row.benefit) == family(after.unwrap_or(line).benefit)
            });
            match after {
                Some(after) => due.any(|row| row.amount == after.amount && row.benefit == after.benefit),
                None => due.next().is_none(),
            }
        };
        let mut first = self.times.pay;
        while first > self.times.first && holds(first.prev()) {
            first = first.prev();
        }
        match (after, self.case.story) {
            // Nothing ended by law: the state to come back to is missing since the first unpaid month.
            (Some(_), Story::Resumed) => self.case.resumed_from.unwrap_or(first),
            // What never was due ends with the first month that it was paid for.
            (None, Story::TwoBenefits) => self.decided(line.benefit).map_or(first, |decided| decided.max(first)),
            _ => first,
        }
    }

    /// The month of the decision on a benefit (its family).
    fn decided(&self, benefit: Benefit) -> Option<Month> {
        let grants = self.case.grants.iter().filter(|grant| family(grant.benefit) == family(benefit));
        grants.map(|grant| grant.decided_on.month()).max()
    }

    fn row(&self, before: Option<&Line>, after: Option<&Line>, reason: Reason, since: Month) -> TruthChangeRow {
        let amount = |line: Option<&Line>| line.map_or(Dong::ZERO, |line| line.amount);
        let ward = after.or(before).map_or(self.case.ward, |line| line.ward);
        let up = amount(after) > amount(before);
        TruthChangeRow {
            person_id: self.case.id,
            ward_code: self.wards[ward].code,
            direction: if up { Direction::Increase } else { Direction::Decrease },
            reason,
            benefit_before: before.map(|line| line.benefit),
            benefit_after: after.map(|line| line.benefit),
            amount_before: amount(before),
            amount_after: amount(after),
            effective_month: since,
        }
    }
}
