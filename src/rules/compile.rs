//! From the plain data of the files to the law in memory; every mistake is noted.

use std::sync::Arc;

use toml::Spanned;

use super::config::{CombinationFile, ParameterFile, ProcessingEntry, RegimeEntry, RegimesFile, Sureness};
use super::config_benefit::{BenefitFile, CaseEntry, CoefficientsEntry};
use super::law::{BenefitLaw, Case, Coefficients, Combination, Family, Parameter, Reads, Regime, Value, Version};
use super::parse;
use super::procedure::Pending;
use super::source::{Period, Source};
use super::vocabulary::Vocabulary;
use crate::model::{Benefit, Coded, Coefficient, Fact, Mistake};

/// Compiles files against one vocabulary.
pub(super) struct Compiler<'a> {
    pub(super) words: &'a Vocabulary,
    pub(super) mistakes: &'a mut Vec<Mistake>,
}

impl Compiler<'_> {
    pub(super) fn code<T: Coded>(&mut self, text: &Spanned<String>, file: &Source) -> Option<T> {
        match T::from_code(text.get_ref()) {
            Ok(value) => Some(value),
            Err(unknown) => {
                self.mistakes.push(file.mistake(text.span().start, format!("`{}` is {unknown}", text.get_ref())));
                None
            }
        }
    }

    pub(super) fn in_order(&mut self, periods: &[(usize, Period)], closed: bool, file: &Source) {
        file.in_order(periods, closed, self.mistakes);
    }

    /// Parameters by rate.
    pub(super) fn parameters(&mut self, files: &[(Source, ParameterFile)]) -> Vec<Vec<Parameter>> {
        let mut rates: Vec<Vec<Parameter>> = self.words.rates.iter().map(|_| Vec::new()).collect();
        for (source, file) in files {
            let name = source.path.file_stem().and_then(|stem| stem.to_str()).unwrap_or_default();
            if name != file.name.get_ref() {
                self.mistakes.push(source.mistake(file.name.span().start, "the name differs from the file's"));
            }
            if file.unit.get_ref() != "VND/month" {
                self.mistakes.push(source.mistake(file.unit.span().start, "the unit of a rate is `VND/month`"));
            }
            let values = self.values(file, source);
            if let Some(rate) = self.words.rate(file.rate.get_ref()) {
                rates[rate].push(Parameter { vi: file.vi.clone(), areas: file.areas.clone(), values });
            }
        }
        rates
    }

    fn values(&mut self, file: &ParameterFile, source: &Source) -> Vec<Value> {
        let (mut values, mut periods) = (Vec::new(), Vec::new());
        for spanned in &file.value {
            let (at, entry) = (spanned.span().start, spanned.get_ref());
            source.required(at, "source", &entry.source, self.mistakes);
            source.required(at, "clause", &entry.clause, self.mistakes);
            if entry.amount <= 0 {
                self.mistakes.push(source.mistake(at, "an amount is positive"));
            }
            let period = source.period(at, entry.from, entry.to, self.mistakes);
            periods.push((at, period));
            values.push(Value {
                period,
                amount: entry.amount,
                clause: entry.clause.as_str().into(),
                source: stated(&entry.source, entry.checked_on),
                confidence: entry.confidence.into(),
                verify: entry.verify,
            });
        }
        self.in_order(&periods, true, source);
        values
    }

    /// Regimes, in order of time.
    pub(super) fn regimes(&mut self, file: &RegimesFile, source: &Source) -> Vec<Regime> {
        let (mut regimes, mut periods) = (Vec::new(), Vec::new());
        for spanned in &file.regime {
            let (at, entry) = (spanned.span().start, spanned.get_ref());
            source.required(at, "source", &entry.source, self.mistakes);
            source.required(at, "name", &entry.name, self.mistakes);
            let period = source.period(at, entry.from, entry.to, self.mistakes);
            periods.push((at, period));
            let early = entry.start_with_conditions.iter().filter_map(|code| self.code(code, source)).collect();
            let _ = entry.checked_on;
            let before = file.regime[..regimes.len()].last().and_then(|before| before.get_ref().processing.as_ref());
            let pending = self.pending(entry, at, !regimes.is_empty(), before, source);
            regimes.push(Regime {
                vi: entry.vi.clone(),
                in_force: entry.in_force.0,
                period,
                start_with_conditions: early,
                start: entry.start.rule(),
                pending,
                adjust: entry.adjust,
                adjust_text: entry.adjust_text.rule(),
                stop: entry.stop.rule(),
            });
        }
        self.in_order(&periods, true, source);
        regimes
    }

    /// What a decree that follows another says of pending files: it has to say something.
    fn pending(
        &mut self,
        entry: &RegimeEntry,
        at: usize,
        follows: bool,
        before: Option<&ProcessingEntry>,
        source: &Source,
    ) -> Option<Pending> {
        let told = entry.pending.as_ref();
        if told.is_some() != follows {
            let what = if follows {
                "a decree that follows another says what becomes of files pending on its first day (`pending`)"
            } else {
                "`pending`: there is no decree before this one"
            };
            self.mistakes.push(source.mistake(at, what));
        }
        let told = told?;
        source.required(at, "source of `pending`", &told.source, self.mistakes);
        source.required(at, "clause of `pending`", &told.clause, self.mistakes);
        let _ = told.checked_on;
        if let Some(processing) = before {
            source.required(at, "clause of `processing`", &processing.clause, self.mistakes);
            let _ = processing.confidence;
        }
        Some(Pending::new(told, entry.in_force.0, before))
    }

    /// How benefits combine.
    pub(super) fn combination(&mut self, file: &CombinationFile, source: &Source) -> Combination {
        let highest = &file.highest;
        source.required(0, "source", &highest.source, self.mistakes);
        let _ = highest.checked_on;
        let mut together = Vec::new();
        for entry in &file.together {
            let at = entry.benefit.span().start;
            source.required(at, "source", &entry.source, self.mistakes);
            source.required(at, "clause", &entry.clause, self.mistakes);
            let _ = (entry.checked_on, entry.confidence);
            let with = entry.with.iter().filter_map(|code| self.code(code, source)).collect();
            together.extend(self.code(&entry.benefit, source).map(|benefit| (benefit, with)));
        }
        Combination {
            vi: highest.vi.clone(),
            clause: highest.clause.as_str().into(),
            confidence: highest.confidence.into(),
            together,
        }
    }

    /// Benefits in the order of the contract, and their families.
    pub(super) fn benefits(&mut self, files: &[(Source, BenefitFile)]) -> (Vec<BenefitLaw>, Vec<Family>) {
        let mut found: Vec<(Benefit, usize, BenefitLaw)> = Vec::new();
        for (index, (source, file)) in files.iter().enumerate() {
            let Some(benefit) = self.code::<Benefit>(&file.benefit, source) else { continue };
            if source.path.file_stem().and_then(|stem| stem.to_str()) != Some(benefit.as_str()) {
                self.mistakes
                    .push(source.mistake(file.benefit.span().start, "the benefit differs from the file's name"));
            }
            let rate = self.words.rate(file.rate.get_ref()).unwrap_or_else(|| {
                self.mistakes.push(source.mistake(file.rate.span().start, "no parameter gives this rate"));
                0
            });
            let versions = self.versions(&file.version, source);
            let coefficients = self.coefficients(&file.coefficients, source);
            self.covered(&versions, &coefficients, file.benefit.span().start, source);
            super::sense::ends(benefit, &versions, &file.version, source, self.mistakes);
            let reads = versions.iter().flat_map(|version| &version.conditions).map(|condition| condition.reads);
            let reads = reads.chain(coefficients.iter().map(|list| list.reads)).fold(Reads::default(), Reads::and);
            let facts = reads.slots().filter(|slot| !slot.cared && slot.fact != Fact::Area).map(|slot| slot.fact);
            let (vi, facts) = (file.vi.clone(), facts.collect());
            let (prospect, family) = (file.prospect, file.family.clone());
            let law = BenefitLaw { benefit, vi, family, rate, prospect, versions, coefficients, facts };
            found.push((benefit, index, law));
        }
        found.sort_by_key(|(benefit, ..)| *benefit);
        let mut members: Vec<(&str, u8, usize)> = Vec::new();
        for (position, (_, index, _)) in found.iter().enumerate() {
            let file = &files[*index].1;
            let names = std::iter::once(&file.family).chain(&file.also_in);
            members.extend(names.map(|name| (name.as_str(), file.order, position)));
        }
        members.sort_unstable();
        let mut families: Vec<Family> = Vec::new();
        for (name, _, position) in members {
            match families.last_mut() {
                Some(family) if family.name == name => family.members.push(position),
                _ => families.push(Family { name: name.to_owned(), members: vec![position] }),
            }
        }
        (found.into_iter().map(|(_, _, law)| law).collect(), families)
    }

    /// Every month of a version has coefficients.
    fn covered(&mut self, versions: &[Version], lists: &[Coefficients], at: usize, source: &Source) {
        let has = |month| lists.iter().any(|list| list.period.has(month));
        for version in versions {
            let after = lists.iter().map(|list| list.period.to.next()).filter(|&month| version.period.has(month));
            for month in [version.period.from].into_iter().chain(after).filter(|&month| !has(month)) {
                self.mistakes.push(source.mistake(at, format!("no coefficients from {month} on")));
            }
        }
    }

    fn coefficients(&mut self, entries: &[Spanned<CoefficientsEntry>], source: &Source) -> Vec<Coefficients> {
        let (mut lists, mut periods) = (Vec::new(), Vec::new());
        for spanned in entries {
            let (at, entry) = (spanned.span().start, spanned.get_ref());
            source.required(at, "source", &entry.source, self.mistakes);
            source.required(at, "clause", &entry.clause, self.mistakes);
            let period = source.period(at, entry.from, entry.to, self.mistakes);
            periods.push((at, period));
            if entry.case.last().is_none_or(|last| last.when.is_some()) {
                self.mistakes.push(source.mistake(at, "the last case must be without `when`, for all others"));
            }
            let cases: Vec<Case> =
                entry.case.iter().filter_map(|one| self.case(one, entry.confidence, source)).collect();
            let mut reads = Reads::default();
            for case in &cases {
                reads = case.when.as_ref().map_or(reads, |when| reads.and(Reads::of_expr(when)));
                if let Some(per) = &case.per {
                    per.parts(&mut |term| reads = reads.and(Reads::of_term(term)));
                }
            }
            let (clause, from) = (entry.clause.as_str().into(), stated(&entry.source, entry.checked_on));
            lists.push(Coefficients {
                period,
                clause,
                source: from,
                confidence: entry.confidence.into(),
                cases,
                reads,
            });
        }
        self.in_order(&periods, false, source);
        lists
    }

    fn case(&mut self, entry: &CaseEntry, confidence: Sureness, source: &Source) -> Option<Case> {
        let value = Coefficient::from_decimal(*entry.value.get_ref());
        if value.is_none() {
            let at = entry.value.span().start;
            self.mistakes.push(source.mistake(at, "a coefficient has at most two decimals and is not negative"));
        }
        let when = entry.when.as_ref().map(|when| parse::condition(when, self.words, source, self.mistakes));
        let per = entry.per.as_ref().map(|per| parse::count(per, self.words, source, self.mistakes));
        let (when, per) =
            (when.map_or(Some(None), |when| when.map(Some))?, per.map_or(Some(None), |per| per.map(Some))?);
        let confidence = entry.confidence.unwrap_or(confidence).into();
        Some(Case { when, value: value?, per, confidence, verify: entry.verify })
    }
}

/// Source with the day on which it was last checked.
pub(super) fn stated(source: &str, checked_on: super::config::Day) -> Arc<str> {
    format!("{source}; kiểm tra ngày {}", super::source::vi_date(checked_on.0)).into()
}
