//! Versions of a benefit, from the plain data of its file: who is entitled, in some months.
//!
//! A version that `inherits` has everything of the version before it but what it names itself;
//! where that one is open it ends on the day before.

use std::sync::Arc;

use toml::Spanned;

use super::compile::{Compiler, stated};
use super::config::{RuleText, Sureness};
use super::config_benefit::{ConditionEntry, VersionEntry};
use super::law::{Condition, Reads, Version};
use super::source::{Period, Source};
use super::{parse, sense};
use crate::model::{BenefitKind, Fact, Reason};

impl Compiler<'_> {
    /// Versions of a benefit, or of the common conditions.
    pub(super) fn versions(&mut self, entries: &[Spanned<VersionEntry>], source: &Source) -> Vec<Version> {
        let mut versions: Vec<Version> = Vec::new();
        let mut places = Vec::new();
        for spanned in entries {
            let (at, entry) = (spanned.span().start, spanned.get_ref());
            source.required(at, "source", &entry.source, self.mistakes);
            source.required(at, "clause", &entry.clause, self.mistakes);
            let period = source.period(at, entry.from, entry.to, self.mistakes);
            let version = self.version(entry, period, source);
            let version = match (entry.inherits, versions.last_mut()) {
                (false, _) => version,
                (true, Some(before)) => {
                    if before.period.is_open() {
                        before.period.to = period.from.prev();
                    }
                    inherited(before, version)
                }
                (true, None) => {
                    self.mistakes.push(source.mistake(at, "`inherits`: there is no version before this one"));
                    version
                }
            };
            sense::check(&version.conditions, entry, self.words, source, self.mistakes);
            places.push(at);
            versions.push(version);
        }
        let periods: Vec<(usize, Period)> = places.into_iter().zip(versions.iter().map(|one| one.period)).collect();
        self.in_order(&periods, false, source);
        versions
    }

    fn version(&mut self, entry: &VersionEntry, period: Period, source: &Source) -> Version {
        let conditions =
            entry.condition.iter().filter_map(|one| self.condition(one, entry.confidence, source)).collect();
        let mut evidence = Vec::new();
        for told in &entry.evidence {
            let (before, after) = told.vi.split_once("{from}").unwrap_or((&told.vi, ""));
            let around = (before.to_owned(), after.to_owned());
            evidence.extend(self.code::<Fact>(&told.fact, source).map(|fact| (fact, around)));
        }
        Version {
            period,
            who: entry.who.clone(),
            clause: entry.clause.as_str().into(),
            source: stated(&entry.source, entry.checked_on),
            confidence: entry.confidence.into(),
            evidence,
            start: entry.start.as_ref().map(RuleText::rule),
            stop: entry.stop.as_ref().map(RuleText::rule),
            stop_names: entry.stop_names.clone(),
            funeral_clause: entry.funeral_clause.as_deref().map(Arc::from),
            funeral: entry.funeral,
            conditions,
        }
    }

    fn condition(&mut self, entry: &ConditionEntry, confidence: Sureness, source: &Source) -> Option<Condition> {
        let when = parse::condition(&entry.when, self.words, source, self.mistakes);
        let reason = self.code::<Reason>(&entry.reason, source);
        source.required(entry.name.span().start, "wording", &entry.vi, self.mistakes);
        let mut kinds = Vec::new();
        for kind in &entry.kinds {
            match kind.get_ref().as_str() {
                "main" => kinds.push(BenefitKind::Main),
                "carer" => kinds.push(BenefitKind::Carer),
                "one_off" => kinds.push(BenefitKind::OneOff),
                _ => self.mistakes.push(source.mistake(kind.span().start, "expected main, carer or one_off")),
            }
        }
        let (when, reason) = (when?, reason?);
        Some(Condition {
            name: entry.name.get_ref().clone(),
            reads: Reads::of_expr(&when),
            when,
            vi: entry.vi.clone(),
            ended: entry.ended.clone(),
            reason,
            clause: entry.clause.as_deref().map(Arc::from),
            confidence: entry.confidence.unwrap_or(confidence).into(),
            discriminating: entry.discriminating,
            kinds,
        })
    }
}

/// A version with what it does not name itself taken from the one before. A condition of the same
/// name takes the place of the older one; others are added.
fn inherited(before: &Version, own: Version) -> Version {
    let mut conditions = before.conditions.clone();
    for condition in own.conditions {
        match conditions.iter_mut().find(|older| older.name == condition.name) {
            Some(older) => *older = condition,
            None => conditions.push(condition),
        }
    }
    Version {
        who: if own.who.is_empty() { before.who.clone() } else { own.who },
        evidence: if own.evidence.is_empty() { before.evidence.clone() } else { own.evidence },
        start: own.start.or_else(|| before.start.clone()),
        stop: own.stop.or_else(|| before.stop.clone()),
        stop_names: if own.stop_names.is_empty() { before.stop_names.clone() } else { own.stop_names },
        funeral_clause: own.funeral_clause.or_else(|| before.funeral_clause.clone()),
        funeral: own.funeral.or(before.funeral),
        conditions,
        ..own
    }
}
