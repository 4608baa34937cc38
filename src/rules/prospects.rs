//! People who look eligible and are not enrolled.
//!
//! Only benefits whose file says `prospect` are looked for. A person is listed as entitled where
//! all conditions are proven, and as undetermined where nothing speaks against it, everything that
//! registers always hold is proven, and some discriminating condition (poverty, certificate, 75
//! years) holds: nobody is listed merely because a fact is unknown.

use rayon::prelude::*;

use super::batch::{UNKNOWN, Unit};
use super::config::Supply;
use super::engine::{Asked, Plan, variants};
use super::explain;
use super::hopeless::hopeless;
use super::kleene::{MAYBE, TRUE};
use super::law::{Law, Reads};
use super::outcome::{self, Context};
use super::reading::{Answer, Evaluated, Reading};
use super::segment::Segment;
use super::stop::Past;
use crate::model::{EntitlementStatus, Month, Subject};
use crate::table::outputs::ProspectRow;

const CHUNK: usize = 2048;

impl Law {
    /// The highest benefit that each candidate seems to qualify for in a month, one row a person,
    /// in the order of the candidates. Claims of candidates are not looked at. Months without law,
    /// and candidates without person id or ward, give nothing.
    #[must_use]
    pub fn prospects(&self, candidates: &[Subject], month: Month) -> Vec<ProspectRow> {
        // Each chunk has a plan of its own: its texts are counted by one core.
        let of_chunk = |chunk| self.plan(month, month).map_or(Vec::new(), |plan| self.prospects_of(chunk, &plan));
        let chunks: Vec<Vec<ProspectRow>> = candidates.par_chunks(CHUNK).map(of_chunk).collect();
        let mut rows = Vec::with_capacity(chunks.iter().map(Vec::len).sum());
        chunks.into_iter().for_each(|chunk| rows.extend(chunk));
        rows
    }

    /// Families with a benefit that is looked for.
    pub(super) fn searched(&self) -> impl Iterator<Item = usize> {
        let searched = |&family: &usize| {
            let name = &self.families[family].name;
            self.benefits.iter().any(|law| law.prospect && law.family == *name)
        };
        (0..self.families.len()).filter(searched)
    }

    fn prospects_of(&self, candidates: &[Subject], plan: &Plan<'_>) -> Vec<ProspectRow> {
        let mut best: Vec<Option<ProspectRow>> = candidates.iter().map(|_| None).collect();
        for family in self.searched() {
            for segment in &plan.families[family] {
                self.search(candidates, family, segment, &mut best);
            }
        }
        best.into_iter().flatten().collect()
    }

    fn search(&self, people: &[Subject], family: usize, segment: &Segment<'_>, best: &mut [Option<ProspectRow>]) {
        let Some(benefit) = segment.alternatives.first().map(|one| one.law.benefit) else { return };
        let Some(&(_, first, last)) = segment.months.first() else { return };
        let (mut units, mut spans) = (Vec::new(), Vec::new());
        for (index, own) in people.iter().enumerate() {
            let start = units.len();
            units.extend(variants(&Asked { index, own, cared: None, benefit, family, claim: None }, segment.reads));
            if units[start..].iter().any(|unit| hopeless(segment, unit, (first, last))) {
                units.truncate(start);
            } else {
                spans.push((index, start..units.len()));
            }
        }
        let evaluated = Evaluated::new(self, segment, segment.days(), &units);
        for (index, range) in spans {
            // Both ends of a partial birth date must lead to the same row.
            let mut rows = range.map(|unit| self.prospect(&evaluated, unit, &units[unit]));
            let first = rows.next().flatten();
            let Some(row) = first.filter(|row| {
                rows.all(|other| other.is_some_and(|other| (other.status, other.amount) == (row.status, row.amount)))
            }) else {
                continue;
            };
            let rank = |row: &ProspectRow| (row.status == EntitlementStatus::Entitled, row.amount);
            if best[index].as_ref().is_none_or(|before| rank(&row) > rank(before)) {
                best[index] = Some(row);
            }
        }
    }

    fn prospect(&self, evaluated: &Evaluated<'_>, index: usize, unit: &Unit<'_>) -> Option<ProspectRow> {
        let segment = evaluated.segment;
        let &month = segment.months.first()?;
        let reading = evaluated.read(evaluated.batch.spans[index], month, &[]);
        let one = segment.alternatives.get(usize::from(reading.alternative))?;
        if !one.law.prospect || !matches!(reading.answer, Answer::Entitled | Answer::Unknown) {
            return None;
        }
        let (month, claimed) = (month.0, one.law.benefit);
        let (unit_at, past) = ((index, unit), &Past::default());
        let context = Context {
            law: self,
            unit: unit_at,
            evaluated,
            past,
            claimed,
            decision: None,
            safe_link: true,
            start: None,
            month,
        };
        let outcome = outcome::outcome(&context, &reading).ok()?;
        let undetermined = outcome.status == EntitlementStatus::Undetermined;
        let hundredths = evaluated.columns[usize::from(reading.alternative)].coefficient[reading.episode];
        if undetermined && (hundredths == UNKNOWN || !self.worth_asking(evaluated, &reading)) {
            return None;
        }
        let explanation_vi =
            if undetermined { self.prospect_vi(evaluated, &reading, outcome.missing) } else { outcome.explanation };
        Some(ProspectRow {
            person_id: unit.own.key.register()?,
            ward_code: unit.own.wards.last().map(|&(_, ward)| ward)?,
            benefit: outcome.benefit,
            amount: if undetermined { outcome.possible } else { outcome.amount },
            status: outcome.status,
            missing: outcome.missing.names(),
            clause: outcome.clause,
            explanation_vi,
        })
    }

    /// Whether an undetermined answer is worth a visit: see the head of the file.
    fn worth_asking(&self, evaluated: &Evaluated<'_>, reading: &Reading) -> bool {
        let at = usize::from(reading.alternative);
        let (one, column) = (&evaluated.segment.alternatives[at], &evaluated.columns[at]);
        let unknown = evaluated.batch.unknown[reading.episode];
        let mut discriminating = false;
        for ((condition, _), values) in one.conditions.iter().zip(&column.conditions) {
            match values[reading.episode] {
                TRUE => discriminating |= condition.discriminating,
                MAYBE if self.cannot_be_proven(condition.reads.within(unknown)) => {}
                _ => return false,
            }
        }
        discriminating
    }

    /// All of these are facts that no register holds, or whose register may be missing.
    fn cannot_be_proven(&self, unknown: Reads) -> bool {
        let asked = |supply| matches!(supply, Supply::Decision | Supply::OptionalRegister);
        let ages = Reads::AGE.and(Reads::CARED_AGE);
        unknown.within(ages).is_empty()
            && unknown.slots().all(|slot| self.words.info(slot.fact).is_some_and(|info| asked(info.supply)))
    }

    /// "Có thể đủ điều kiện …: người từ đủ 75 tuổi; cần xác minh …".
    fn prospect_vi(&self, evaluated: &Evaluated<'_>, reading: &Reading, missing: Reads) -> std::sync::Arc<str> {
        let at = usize::from(reading.alternative);
        let (one, column) = (&evaluated.segment.alternatives[at], &evaluated.columns[at]);
        let holds = one.conditions.iter().zip(&column.conditions);
        let holds =
            holds.filter(|((condition, _), values)| condition.kinds.is_empty() && values[reading.episode] == TRUE);
        let holds: Vec<&str> = holds.map(|((condition, _), _)| condition.vi.as_str()).collect();
        let (vi, missing) = (&one.law.vi, explain::missing_vi(self, missing).join("; "));
        let (holds, clause) = (holds.join(", "), &one.clause);
        format!("Có thể đủ điều kiện hưởng chế độ “{vi}”: {holds}; cần xác minh {missing}. Căn cứ: {clause}.").into()
    }
}
