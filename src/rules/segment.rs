//! Stretches of months in which the law of a family stands still: one version of each benefit,
//! one list of coefficients, one value of each rate, one regime.

use std::sync::Arc;

use super::law::{BenefitLaw, Coefficients, Condition, Family, Law, Parameter, Reads, Regime, Value, Version};
use super::source::Period;
use crate::model::{Confidence, Date, Fact, Month};

/// A stretch of months with the law in force.
#[derive(Debug)]
pub(super) struct Segment<'a> {
    /// Month, its first and its last day.
    pub(super) months: Vec<(Month, Date, Date)>,
    pub(super) regime: &'a Regime,
    /// Benefits in force, in the order of the family.
    pub(super) alternatives: Vec<Alternative<'a>>,
    /// Value of each rate: elsewhere, then in each of `areas`.
    rates: Vec<Vec<Option<(&'a Parameter, &'a Value)>>>,
    areas: Vec<i64>,
    /// Everything that some alternative reads.
    pub(super) reads: Reads,
}

/// A benefit in force.
#[derive(Debug)]
pub(super) struct Alternative<'a> {
    pub(super) law: &'a BenefitLaw,
    pub(super) version: &'a Version,
    /// Common conditions first.
    pub(super) conditions: Vec<(&'a Condition, &'a Version)>,
    pub(super) coefficients: &'a Coefficients,
    /// Everything read, but for the area.
    pub(super) reads: Reads,
    /// Clauses of version and coefficients in one text.
    pub(super) clause: Arc<str>,
}

impl Alternative<'_> {
    /// Clause on the first month: the benefit's own, else that of the regime.
    pub(super) fn start<'b>(&'b self, regime: &'b Regime) -> &'b (Arc<str>, Confidence) {
        self.version.start.as_ref().unwrap_or(&regime.start)
    }
}

impl<'a> Segment<'a> {
    /// The stretches of a family from a month to a month. Months without any benefit in force
    /// stand in segments without alternatives; months without a regime in none.
    pub(super) fn all(law: &'a Law, family: &'a Family, from: Month, to: Month) -> Vec<Segment<'a>> {
        let mut starts = boundaries(law, family);
        starts.push(from);
        starts.retain(|month| (from..=to).contains(month));
        starts.sort_unstable();
        starts.dedup();
        let ends = starts.iter().skip(1).map(|month| month.prev()).chain([to]);
        starts.iter().zip(ends).filter_map(|(&first, last)| Segment::one(law, family, first, last)).collect()
    }

    fn one(law: &'a Law, family: &'a Family, first: Month, last: Month) -> Option<Segment<'a>> {
        let regime = law.regime(first)?;
        let common = law.common.iter().find(|version| version.period.has(first));
        let mut alternatives = Vec::new();
        for &member in &family.members {
            let benefit = &law.benefits[member];
            let version = benefit.versions.iter().find(|version| version.period.has(first));
            let coefficients = benefit.coefficients.iter().find(|list| list.period.has(first));
            let (Some(version), Some(coefficients)) = (version, coefficients) else { continue };
            let kind = benefit.benefit.kind();
            let shared = common.iter().flat_map(|version| version.conditions.iter().map(move |one| (one, *version)));
            let shared = shared.filter(|(condition, _)| condition.kinds.contains(&kind));
            let own = version.conditions.iter().map(|one| (one, version));
            let conditions: Vec<_> = shared.chain(own).collect();
            let reads = conditions.iter().fold(coefficients.reads, |reads, (one, _)| reads.and(one.reads));
            let clause = joined(&version.clause, &coefficients.clause).into();
            alternatives.push(Alternative { law: benefit, version, conditions, coefficients, reads, clause });
        }
        let areas = law.areas();
        let places = || std::iter::once(None).chain(areas.iter().copied().map(Some));
        let rates = (0..law.rates.len()).map(|rate| places().map(|area| law.rate_value(rate, area, first)).collect());
        let reads = alternatives.iter().fold(Reads::slot(Fact::Area as usize), |reads, one| reads.and(one.reads));
        let months = first.to(last).map(|month| (month, month.first_day(), month.last_day())).collect();
        Some(Segment { months, regime, alternatives, rates: rates.collect(), areas, reads })
    }

    /// Value of a rate in an area. Where the area is unknown (`None`), the value that holds in
    /// all areas; `None` where they differ.
    pub(super) fn rate(&self, rate: usize, area: Option<i64>) -> Option<(&'a Parameter, &'a Value)> {
        let values = &self.rates[rate];
        match area {
            Some(area) => values[self.areas.iter().position(|&known| known == area).map_or(0, |index| index + 1)],
            None => {
                // Elsewhere does not count: the people of a run live, or lived, in the city.
                let first = values.get(1).copied().flatten().or(values[0])?;
                let same =
                    values[1..].iter().all(|value| value.is_some_and(|(_, value)| value.amount == first.1.amount));
                same.then_some(first)
            }
        }
    }

    /// The day before the first month (its coefficient may be read there) and the last day.
    pub(super) fn days(&self) -> (Date, Date) {
        match (self.months.first(), self.months.last()) {
            (Some(&(_, first, _)), Some(&(_, _, last))) => (first.plus_days(-1), last),
            _ => (Date::MAX, Date::MIN),
        }
    }
}

/// First months of everything dated that the family depends on, and the months after their ends.
fn boundaries(law: &Law, family: &Family) -> Vec<Month> {
    let mut periods: Vec<Period> = law.regimes.iter().map(|regime| regime.period).collect();
    periods.extend(law.common.iter().map(|version| version.period));
    for &member in &family.members {
        let benefit = &law.benefits[member];
        periods.extend(benefit.versions.iter().map(|version| version.period));
        periods.extend(benefit.coefficients.iter().map(|list| list.period));
        let values = law.rates[benefit.rate].iter().flat_map(|parameter| &parameter.values);
        periods.extend(values.map(|value| value.period));
    }
    periods.iter().flat_map(|period| [period.from, period.to.next()]).collect()
}

/// Two clauses; the decree is named once where they end with the same, and the clause where it is
/// the same.
pub(super) fn joined(version: &str, coefficients: &str) -> String {
    const DECREE: &str = " NĐ ";
    if version == coefficients {
        return version.to_owned();
    }
    match (version.rfind(DECREE), coefficients.rfind(DECREE)) {
        (Some(at), Some(end)) if version[at..] == coefficients[end..] => format!("{}, {coefficients}", &version[..at]),
        _ => format!("{version}; {coefficients}"),
    }
}
