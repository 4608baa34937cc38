//! One person's story: condition by condition, what was read and what came out.

use std::sync::Arc;

use rayon::prelude::*;

use super::batch::Unit;
use super::engine::{Asked, Plan, variants};
use super::kleene::{MAYBE, TRUE};
use super::law::{Law, Reads};
use super::reading::{Evaluated, Reading};
use super::source::vi_date;
use crate::model::{Benefit, Coded, Coefficient, Date, Dong, Month, Subject};

/// Result, values and sources of one condition, for one person's story.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ConditionTrace {
    /// The benefit.
    pub benefit: Benefit,
    /// Name of the condition in its file.
    pub condition: String,
    /// Vietnamese wording.
    pub wording: String,
    /// Holds, fails, or unknown (`None`).
    pub result: Option<bool>,
    /// What it read: wording, value, days and source, in Vietnamese. Personal.
    pub values: Vec<String>,
    /// Where the rule comes from.
    pub source: Arc<str>,
    /// Clause of law.
    pub clause: Arc<str>,
}

impl Law {
    /// Condition by condition, what decided about every claim of a person in a month, then
    /// coefficient and rate where the conditions hold. A partial
    /// birth date is shown at its earliest day.
    #[must_use]
    pub fn story(&self, subjects: &[Subject], index: usize, month: Month) -> Vec<ConditionTrace> {
        self.plan(month, month).map_or_else(|_| Vec::new(), |plan| self.tell(&plan, subjects, index))
    }

    /// The stories of all subjects in a month, in their order, on all cores.
    #[must_use]
    pub fn stories(&self, subjects: &[Subject], month: Month) -> Vec<Vec<ConditionTrace>> {
        let Ok(plan) = self.plan(month, month) else { return vec![Vec::new(); subjects.len()] };
        (0..subjects.len()).into_par_iter().map(|index| self.tell(&plan, subjects, index)).collect()
    }

    fn tell(&self, plan: &Plan<'_>, subjects: &[Subject], index: usize) -> Vec<ConditionTrace> {
        let Some(own) = subjects.get(index) else { return Vec::new() };
        let mut traces = Vec::new();
        for claim in &own.claims {
            let Some(family) = self.family_of(claim.benefit) else { continue };
            let cared = claim.cared_for.and_then(|cared| subjects.get(cared));
            let asked = Asked { index, own, cared, benefit: claim.benefit, family, claim: Some(claim) };
            for segment in &plan.families[family] {
                let units: Vec<Unit<'_>> = variants(&asked, segment.reads).take(1).collect();
                let evaluated = Evaluated::new(self, segment, segment.days(), &units);
                let Some(&month) = segment.months.first() else { continue };
                let reading = evaluated.read(evaluated.batch.spans[0], month, &[]);
                self.trace(&evaluated, &units[0], reading.episode, &mut traces);
                self.amount(&evaluated, &reading, &mut traces);
            }
        }
        traces
    }

    fn trace(&self, evaluated: &Evaluated<'_>, unit: &Unit<'_>, episode: usize, traces: &mut Vec<ConditionTrace>) {
        for (one, column) in evaluated.segment.alternatives.iter().zip(&evaluated.columns) {
            for ((condition, version), values) in one.conditions.iter().zip(&column.conditions) {
                let result = match values[episode] {
                    MAYBE => None,
                    value => Some(value == TRUE),
                };
                traces.push(ConditionTrace {
                    benefit: one.law.benefit,
                    condition: condition.name.clone(),
                    wording: condition.vi.clone(),
                    result,
                    values: self.values_read(condition.reads, evaluated, unit, episode),
                    source: version.source.clone(),
                    clause: condition.clause.clone().unwrap_or_else(|| version.clause.clone()),
                });
            }
        }
    }

    /// How much: coefficient and rate, where they are known and the conditions hold.
    fn amount(&self, evaluated: &Evaluated<'_>, reading: &Reading, traces: &mut Vec<ConditionTrace>) {
        let episode = reading.episode;
        let (state, at) = evaluated.state(episode);
        let Some(one) = evaluated.segment.alternatives.get(at).filter(|_| state == TRUE) else { return };
        let hundredths = u32::try_from(evaluated.columns[at].coefficient[episode]);
        let rate = evaluated.segment.rate(one.law.rate, reading.area);
        let coefficient = hundredths.map(Coefficient::from_hundredths);
        let (list, benefit) = (one.coefficients, one.law.benefit);
        let trace = |condition: &str, wording: String, source: &Arc<str>, clause: &Arc<str>| ConditionTrace {
            benefit,
            condition: condition.to_owned(),
            wording,
            result: Some(true),
            values: Vec::new(),
            source: source.clone(),
            clause: clause.clone(),
        };
        if let Ok(coefficient) = coefficient {
            traces.push(trace("coefficient", format!("hệ số {coefficient}"), &list.source, &list.clause));
        }
        if let Some((parameter, value)) = rate {
            let wording = format!("{} {} đ", parameter.vi, Dong(value.amount));
            traces.push(trace("rate", wording, &value.source, &value.clause));
        }
    }

    fn values_read(&self, reads: Reads, evaluated: &Evaluated<'_>, unit: &Unit<'_>, episode: usize) -> Vec<String> {
        let day = evaluated.batch.first[episode];
        let mut values = Vec::new();
        for slot in reads.slots() {
            let vi = self.words.wording(slot.fact);
            let interval = unit.intervals(slot).iter().find(|one| one.from <= day && day <= one.to);
            values.push(match interval {
                None => match unit.subject(slot.cared).and(self.words.silence(slot.fact)) {
                    Some(value) => format!("{vi}: {}", self.words.value(slot.fact, value)),
                    None => format!("{vi}: chưa rõ"),
                },
                Some(one) => {
                    let value = self.words.value(slot.fact, one.value);
                    let since =
                        if one.from == Date::MIN { String::new() } else { format!(" từ {}", vi_date(one.from)) };
                    format!("{vi}: {value}{since} ({})", self.words.source(one.source))
                }
            });
        }
        for (reads_age, birth) in
            [(Reads::AGE, unit.own.birth), (Reads::CARED_AGE, unit.cared.and_then(|cared| cared.birth))]
        {
            if !reads.within(reads_age).is_empty() {
                values.push(
                    birth.map_or("ngày sinh: chưa rõ".to_owned(), |birth| format!("ngày sinh: {}", birth.code())),
                );
            }
        }
        values
    }
}
