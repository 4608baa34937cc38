//! The evaluation: chunks of subjects, families within a chunk, segments within a family.

use rayon::prelude::*;

use super::alike::{self, Alike};
use super::batch::Unit;
use super::combine;
use super::error::RulesError;
use super::explain;
use super::funeral;
use super::kleene::MAYBE;
use super::law::{Law, Reads};
use super::outcome::{self, Context, Outcome};
use super::reading::{Answer, Evaluated, Reading};
use super::rows::{self, Chunk};
use super::segment::{Alternative, Segment};
use super::series::{Series, Stretch};
use super::stop::Past;
use crate::model::{Benefit, BenefitKind, Claim, ClaimSource, Date, EntitlementStatus, Month, Subject};
use crate::table::outputs::EntitlementRow;

/// Subjects evaluated together: enough for columns, few enough for the cache.
const CHUNK: usize = 2048;

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

impl Asked<'_> {
    /// Whether months of it are paid: not what is paid once, nor what nobody decided.
    pub(super) fn monthly(&self) -> bool {
        self.benefit.kind() != BenefitKind::OneOff
            && self.claim.is_none_or(|claim| claim.source != ClaimSource::Prospect)
    }
}

impl Law {
    /// What every claim of every subject gives in every month from `from` to `to`, both included:
    /// a row a claim and month, and a row for funeral support in the month of a death. A claim that
    /// nobody decided ([`ClaimSource::Prospect`]) gives no months, only funeral support. Ordered by
    /// subject, month and benefit.
    ///
    /// # Errors
    /// No regime governs a month, no rate is in force, an amount is no whole number of đồng, or a
    /// carer's claim points outside the slice.
    pub fn evaluate(&self, subjects: &[Subject], from: Month, to: Month) -> Result<Vec<EntitlementRow>, RulesError> {
        self.governed(from, to)?;
        let starts: Vec<usize> = (0..subjects.len()).step_by(CHUNK).collect();
        // Each chunk has a plan of its own: its texts are counted by one core.
        let chunk = |(number, start): (usize, usize)| {
            self.chunk(number, self.claims(subjects, start..subjects.len().min(start + CHUNK))?, &self.plan(from, to)?)
        };
        let chunks: Result<Vec<Chunk<'_>>, RulesError> = starts.into_par_iter().enumerate().map(chunk).collect();
        Ok(rows::write(chunks?))
    }

    fn governed(&self, from: Month, to: Month) -> Result<(), RulesError> {
        let without = [from, to].into_iter().find(|&month| self.regime(month).is_none());
        without.map_or(Ok(()), |month| Err(RulesError::NoRegime(month)))
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
        Ok(self.chunk(0, self.claims(subjects, range)?, &self.plan(from, to)?)?.rows())
    }

    pub(super) fn plan(&self, from: Month, to: Month) -> Result<Plan<'_>, RulesError> {
        self.governed(from, to)?;
        let families = self.families.iter().map(|family| Segment::all(self, family, from, to)).collect();
        Ok(Plan { from, to, families })
    }

    fn chunk<'a>(&self, number: usize, asked: Vec<Asked<'a>>, plan: &Plan<'_>) -> Result<Chunk<'a>, RulesError> {
        let mut chunk = Chunk::new(number, asked, (plan.from, plan.to));
        let mut series = self.series(&chunk.asked, plan)?;
        let mut start = 0;
        while start < series.len() {
            let of_one = |one: &&Asked<'_>| one.index == chunk.asked[start].index;
            let end = start + chunk.asked[start..].iter().take_while(of_one).count();
            let (asked, series) = (&chunk.asked[start..end], &mut series[start..end]);
            combine::combine(self, asked, series);
            let mut funeral = funeral::due(self, asked, series, plan)?;
            if funeral.as_ref().is_some_and(funeral::Due::is_open) {
                funeral = funeral::whenever_born(self, asked, plan)?.or(funeral);
            }
            chunk.add(start, series, funeral);
            start = end;
        }
        Ok(chunk)
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
    pub(super) fn series(&self, asked: &[Asked<'_>], plan: &Plan<'_>) -> Result<Vec<Series>, RulesError> {
        let mut series: Vec<Series> = asked.iter().map(|_| Series(Vec::with_capacity(8))).collect();
        for (family, segments) in plan.families.iter().enumerate() {
            let of_family: Vec<usize> = (0..asked.len()).filter(|&one| asked[one].family == family).collect();
            if of_family.is_empty() {
                continue;
            }
            for segment in segments {
                self.segment(asked, &of_family, segment, plan.from, &mut series)?;
            }
        }
        Ok(series)
    }

    fn segment(
        &self,
        asked: &[Asked<'_>],
        of_family: &[usize],
        segment: &Segment<'_>,
        from: Month,
        series: &mut [Series],
    ) -> Result<(), RulesError> {
        let mut units = Vec::with_capacity(of_family.len());
        let mut claims = Vec::with_capacity(of_family.len());
        for &one in of_family {
            let start = units.len();
            units.extend(variants(&asked[one], segment.reads));
            claims.push((one, start..units.len()));
        }
        let evaluated = Evaluated::new(self, segment, segment.days(), &units);
        let mut alike = Vec::with_capacity(claims.len() + claims.len() / 8);
        for (one, range) in claims {
            alike::read(self, (one, &asked[one]), range, &evaluated, &mut alike);
        }
        let ended = |(unit, reading): (usize, &Reading)| (reading.answer == Answer::Ended).then_some(unit);
        let past = Past::of(self, segment, &units, alike.iter().flat_map(|one| one.units().filter_map(ended)));
        for months in &alike {
            let end = months.last.since(from) as u32 + 1;
            let outcome = self.outcome(&asked[months.asked], months, &units, (&evaluated, &past))?;
            series[months.asked].0.push(Stretch { end, outcome });
        }
        Ok(())
    }

    /// What a claim gives in months that read alike, whichever end of a partial birth date is true.
    fn outcome(
        &self,
        asked: &Asked<'_>,
        alike: &Alike,
        units: &[Unit<'_>],
        (evaluated, past): (&Evaluated<'_>, &Past<'_>),
    ) -> Result<Outcome, RulesError> {
        let safe_link = asked.claim.is_none_or(|claim| claim.safe_link);
        let decision = asked.claim.filter(|_| asked.monthly());
        let (claimed, start, month) = (asked.benefit, alike.start, alike.first);
        let mut merged: Option<Outcome> = None;
        for (at, reading) in alike.units() {
            let unit = (at, &units[at]);
            let context = Context { law: self, unit, evaluated, past, claimed, decision, safe_link, start, month };
            let next = outcome::outcome(&context, reading)?;
            merged = Some(match merged {
                Some(first) => self.agreed(first, next, asked, evaluated.segment),
                None => next,
            });
        }
        Ok(merged.expect("every claim has at least one unit"))
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
            since: None,
            certain: false,
            explanation: explanation.unwrap_or_else(|| entitled.explanation.clone()),
            ..entitled
        }
    }

    /// First month that the start rule of the decision's regime allows; `None`: any.
    pub(super) fn start(&self, asked: &Asked<'_>, one: &Alternative<'_>) -> Option<Month> {
        // What is paid once is decided after the event.
        let claim = asked.claim.filter(|_| asked.monthly())?;
        self.first_month(claim, one.law.benefit)
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
pub(super) fn variants<'a>(asked: &Asked<'a>, reads: Reads) -> impl Iterator<Item = Unit<'a>> {
    let (own, cared) = (asked.own, asked.cared);
    let birth = |subject: Option<&Subject>, latest: bool| -> Option<Date> {
        let birth = subject?.birth?;
        Some(if latest { birth.latest() } else { birth.earliest() })
    };
    let unit = move |latest| Unit { own, cared, births: [birth(Some(own), latest), birth(cared, latest)] };
    let doubtful = partial(Some(own)) && !reads.within(Reads::AGE).is_empty()
        || partial(cared) && !reads.within(Reads::CARED_AGE).is_empty();
    std::iter::once(unit(false)).chain(doubtful.then(|| unit(true)))
}
