//! The evaluation: chunks of subjects, families within a chunk, segments within a family.

use rayon::prelude::*;

use super::batch::Unit;
use super::combine;
use super::error::RulesError;
use super::explain;
use super::funeral;
use super::kleene::MAYBE;
use super::law::{Law, Reads};
use super::outcome::{self, Context, Outcome};
use super::reading::{Evaluated, Reading};
use super::rows;
use super::segment::{Alternative, Segment};
use crate::model::{Benefit, BenefitKind, Claim, Date, EntitlementStatus, Month, Subject};
use crate::table::outputs::EntitlementRow;

/// Subjects evaluated together: enough for columns, few enough for the cache.
const CHUNK: usize = 1024;

/// A benefit asked about for a subject.
#[derive(Debug, Clone, Copy)]
pub(super) struct Asked<'a> {
    /// Index in the slice of subjects.
    pub(super) index: usize,
    pub(super) own: &'a Subject,
    pub(super) cared: Option<&'a Subject>,
    pub(super) benefit: Benefit,
    pub(super) family: usize,
    /// The decision; `None` in a search for people who are not enrolled.
    pub(super) claim: Option<&'a Claim>,
}

/// Segments of every family between two months.
pub(super) struct Plan<'a> {
    pub(super) from: Month,
    pub(super) to: Month,
    pub(super) families: Vec<Vec<Segment<'a>>>,
}

impl Law {
    /// What every claim of every subject gives in every month from `from` to `to`, both included:
    /// a row a claim and month, and a row for funeral support in the month of a death. Ordered by
    /// subject, month and benefit.
    ///
    /// # Errors
    /// No regime governs a month, no rate is in force, an amount is no whole number of đồng, or a
    /// carer's claim points outside the slice.
    pub fn evaluate(&self, subjects: &[Subject], from: Month, to: Month) -> Result<Vec<EntitlementRow>, RulesError> {
        let plan = self.plan(from, to)?;
        let starts: Vec<usize> = (0..subjects.len()).step_by(CHUNK).collect();
        let chunks: Result<Vec<Vec<EntitlementRow>>, RulesError> = starts
            .into_par_iter()
            .map(|start| self.chunk(subjects, start..subjects.len().min(start + CHUNK), &plan))
            .collect();
        Ok(chunks?.into_iter().flatten().collect())
    }

    /// As [`Law::evaluate`], for the subjects of `range` alone, on one thread. The people that they
    /// care for may stand anywhere in the slice. For callers that add rows up and never keep them all.
    ///
    /// # Errors
    /// As [`Law::evaluate`].
    pub fn evaluate_some(
        &self,
        subjects: &[Subject],
        range: std::ops::Range<usize>,
        from: Month,
        to: Month,
    ) -> Result<Vec<EntitlementRow>, RulesError> {
        self.chunk(subjects, range, &self.plan(from, to)?)
    }

    pub(super) fn plan(&self, from: Month, to: Month) -> Result<Plan<'_>, RulesError> {
        if let Some(month) = [from, to].into_iter().find(|&month| self.regime(month).is_none()) {
            return Err(RulesError::NoRegime(month));
        }
        let families = self.families.iter().map(|family| Segment::all(self, family, from, to)).collect();
        Ok(Plan { from, to, families })
    }

    fn chunk(
        &self,
        subjects: &[Subject],
        range: std::ops::Range<usize>,
        plan: &Plan<'_>,
    ) -> Result<Vec<EntitlementRow>, RulesError> {
        let asked = self.claims(subjects, range)?;
        let mut series = self.series(&asked, plan)?;
        let mut rows = Vec::with_capacity(asked.len() * plan.to.since(plan.from).max(0) as usize + asked.len());
        let mut start = 0;
        while start < asked.len() {
            let end = start + asked[start..].iter().take_while(|one| one.index == asked[start].index).count();
            let (asked, outcomes) = (&asked[start..end], &mut series[start..end]);
            combine::combine(self, asked, outcomes);
            let funeral = funeral::due(self, asked, outcomes, plan)?;
            rows::write(asked, outcomes, plan, funeral, &mut rows);
            start = end;
        }
        Ok(rows)
    }

    fn claims<'a>(&self, subjects: &'a [Subject], range: std::ops::Range<usize>) -> Result<Vec<Asked<'a>>, RulesError> {
        let mut asked = Vec::new();
        for index in range {
            let own = &subjects[index];
            for claim in &own.claims {
                let cared = claim.cared_for.map(|cared| subjects.get(cared).ok_or(RulesError::NoSuchSubject(cared)));
                let Some(family) = self.family_of(claim.benefit) else { continue };
                let (cared, benefit) = (cared.transpose()?, claim.benefit);
                asked.push(Asked { index, own, cared, benefit, family, claim: Some(claim) });
            }
        }
        Ok(asked)
    }

    /// Outcomes by month of everything asked.
    pub(super) fn series(&self, asked: &[Asked<'_>], plan: &Plan<'_>) -> Result<Vec<Vec<Outcome>>, RulesError> {
        let mut series: Vec<Vec<Outcome>> = asked.iter().map(|_| Vec::new()).collect();
        for (family, segments) in plan.families.iter().enumerate() {
            let of_family: Vec<usize> = (0..asked.len()).filter(|&one| asked[one].family == family).collect();
            if of_family.is_empty() {
                continue;
            }
            for segment in segments {
                self.segment(asked, &of_family, segment, &mut series)?;
            }
        }
        Ok(series)
    }

    fn segment(
        &self,
        asked: &[Asked<'_>],
        of_family: &[usize],
        segment: &Segment<'_>,
        series: &mut [Vec<Outcome>],
    ) -> Result<(), RulesError> {
        let mut units = Vec::with_capacity(of_family.len());
        let mut ends = Vec::with_capacity(of_family.len());
        for &one in of_family {
            units.extend(variants(&asked[one], segment.reads));
            ends.push(units.len());
        }
        let evaluated = Evaluated::new(self, segment, segment.days(), &units);
        let mut start = 0;
        for (&one, &end) in of_family.iter().zip(&ends) {
            self.months(&asked[one], &units, start..end, &evaluated, &mut series[one])?;
            start = end;
        }
        Ok(())
    }

    /// The months of a segment for one claim; `units` are the ends of its birth date.
    fn months(
        &self,
        asked: &Asked<'_>,
        units: &[Unit<'_>],
        range: std::ops::Range<usize>,
        evaluated: &Evaluated<'_>,
        out: &mut Vec<Outcome>,
    ) -> Result<(), RulesError> {
        let segment = evaluated.segment;
        let starts: Vec<Option<Month>> = segment.alternatives.iter().map(|one| self.start(asked, one)).collect();
        let safe_link = asked.claim.is_none_or(|claim| claim.safe_link);
        let start = starts.iter().copied().min().flatten();
        let mut before: Option<([Option<Reading>; 2], Outcome)> = None;
        for &month in &segment.months {
            let mut readings: [Option<Reading>; 2] = [None; 2];
            for (slot, unit) in readings.iter_mut().zip(range.clone()) {
                *slot = Some(evaluated.read(evaluated.batch.spans[unit], month, &starts));
            }
            if let Some((old, outcome)) = &before
                && old.iter().flatten().zip(readings.iter().flatten()).all(|(old, new)| old.same(new))
            {
                out.push(outcome.clone());
                continue;
            }
            let mut merged: Option<Outcome> = None;
            for (unit, reading) in range.clone().zip(readings.iter().flatten()) {
                let claimed = asked.benefit;
                let unit = &units[unit];
                let context = Context { law: self, unit, evaluated, claimed, safe_link, start, month: month.0 };
                let next = outcome::outcome(&context, reading)?;
                merged = Some(match merged {
                    Some(first) => self.agreed(first, next, asked, segment),
                    None => next,
                });
            }
            let outcome = merged.expect("every claim has at least one unit");
            out.push(outcome.clone());
            before = Some((readings, outcome));
        }
        Ok(())
    }

    /// One answer from both ends of a partial birth date: theirs where they agree.
    fn agreed(&self, first: Outcome, second: Outcome, asked: &Asked<'_>, segment: &Segment<'_>) -> Outcome {
        let key = |one: &Outcome| (one.status, one.benefit, one.coefficient, one.amount);
        if key(&first) == key(&second) || first.status != EntitlementStatus::Entitled && first.status == second.status {
            let (certain, held) = (first.certain && second.certain, both(first.held, second.held));
            let (missing, possible) = (first.missing.and(second.missing), first.possible.max(second.possible));
            return Outcome { missing, certain, held, possible, ..first };
        }
        let births = [(Reads::AGE, Some(asked.own)), (Reads::CARED_AGE, asked.cared)];
        let partial = births
            .iter()
            .filter(|(_, subject)| partial(*subject))
            .fold(Reads::default(), |all, (age, _)| all.and(*age));
        let missing = first.missing.and(second.missing).and(partial);
        let (possible, held) = (first.possible.max(second.possible), both(first.held, second.held));
        let entitled = if first.status == EntitlementStatus::Entitled { first } else { second };
        let law = self.law_of(entitled.benefit).or(segment.alternatives.first().map(|one| one.law));
        let explanation = law.map(|law| explain::unknown(self, law, missing, &entitled.clause));
        Outcome {
            status: EntitlementStatus::Undetermined,
            coefficient: None,
            rate: None,
            amount: crate::model::Dong::ZERO,
            possible,
            held,
            missing,
            reason: None,
            certain: false,
            explanation: explanation.unwrap_or_else(|| entitled.explanation.clone()),
            ..entitled
        }
    }

    /// First month that the start rule of the decision's regime allows; `None`: any.
    fn start(&self, asked: &Asked<'_>, one: &Alternative<'_>) -> Option<Month> {
        // What is paid once is decided after the event.
        let claim = asked.claim.filter(|claim| claim.benefit.kind() != BenefitKind::OneOff)?;
        let Some(decided) = claim.decided_on else { return claim.from_month };
        let regime = self.regime_on(decided);
        let early = regime.is_some_and(|regime| regime.start_with_conditions.contains(&one.law.benefit));
        (!early).then(|| decided.month())
    }
}

/// What two three-valued answers have in common.
fn both(first: u8, second: u8) -> u8 {
    if first == second { first } else { MAYBE }
}

fn partial(subject: Option<&Subject>) -> bool {
    subject.and_then(|subject| subject.birth).is_some_and(|birth| birth.full().is_none())
}

/// The claim once, or at both ends of a partial birth date that something reads.
pub(super) fn variants<'a>(asked: &Asked<'a>, reads: Reads) -> Vec<Unit<'a>> {
    let birth = |subject: Option<&Subject>, latest: bool| -> Option<Date> {
        let birth = subject?.birth?;
        Some(if latest { birth.latest() } else { birth.earliest() })
    };
    let unit = |latest| Unit {
        own: asked.own,
        cared: asked.cared,
        births: [birth(Some(asked.own), latest), birth(asked.cared, latest)],
    };
    let doubtful = partial(Some(asked.own)) && !reads.within(Reads::AGE).is_empty()
        || partial(asked.cared) && !reads.within(Reads::CARED_AGE).is_empty();
    if doubtful { vec![unit(false), unit(true)] } else { vec![unit(false)] }
}
