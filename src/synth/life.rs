//! What truly happened to a person, as the registers can tell it.

use std::sync::Arc;

use crate::model::{
    Date, DisabilityType, Dong, Fact, FactInterval, FactSource, MaritalStatus, Month, PartialDate, PensionKind,
    PovertyClass, Severity, WardCode,
};

/// Days from one to another, both included.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Span {
    /// First day.
    pub(super) from: Date,
    /// Last day; `None` while open.
    pub(super) to: Option<Date>,
}

impl Span {
    /// From a day on.
    pub(super) fn since(from: Date) -> Span {
        Span { from, to: None }
    }

    fn last(self) -> Date {
        self.to.unwrap_or(Date::MAX)
    }

    /// Whether it holds on a day.
    pub(super) fn holds(self, day: Date) -> bool {
        self.from <= day && day <= self.last()
    }
}

/// A disability certificate.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Certificate {
    /// Its number.
    pub(super) no: Arc<str>,
    /// Kind of the disability.
    pub(super) kind: DisabilityType,
    /// Severity.
    pub(super) severity: Severity,
    /// While it is valid.
    pub(super) span: Span,
}

/// A pension or allowance.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Pension {
    /// Kind.
    pub(super) kind: PensionKind,
    /// Monthly amount.
    pub(super) amount: Dong,
    /// While it is paid.
    pub(super) span: Span,
}

/// A child that a person raises.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Child {
    /// Birth date.
    pub(super) birth: Date,
    /// Day of death.
    pub(super) death: Option<Date>,
    /// Study, as the register of schooling tells it.
    pub(super) studies: Vec<Span>,
}

/// Everything about one person that a register can prove, and the two facts that only the ledger or
/// the ward tells.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Life {
    /// Birth date as the population register shows it.
    pub(super) birth: PartialDate,
    /// Day of death.
    pub(super) death: Option<Date>,
    /// Last day of residence in the city.
    pub(super) left_city: Option<Date>,
    /// Wards of residence with the province of 2024, each from a day on.
    pub(super) wards: Vec<(Date, WardCode, u16)>,
    /// Recognised classes of the household.
    pub(super) poverty: Vec<(PovertyClass, Span)>,
    /// Certificates, oldest first.
    pub(super) certificates: Vec<Certificate>,
    /// Pensions.
    pub(super) pensions: Vec<Pension>,
    /// Study.
    pub(super) studies: Vec<Span>,
    /// Stays in facilities.
    pub(super) stays: Vec<Span>,
    /// Marital status.
    pub(super) marital: MaritalStatus,
    /// The day of a marriage after which the status is what it is; before it the person was single.
    pub(super) married_on: Option<Date>,
    /// Children raised in the household.
    pub(super) children: Vec<Child>,
    /// First month of a suspension.
    pub(super) suspended_from: Option<Month>,
    /// Last day before an end that only the ward reports.
    pub(super) ward_ended: Option<Date>,
    /// The register is silent although the decision rests on it: certificates, study.
    pub(super) silent: bool,
}

impl Life {
    /// A life without events.
    pub(super) fn new(birth: PartialDate) -> Life {
        Life {
            birth,
            death: None,
            left_city: None,
            wards: Vec::new(),
            poverty: Vec::new(),
            certificates: Vec::new(),
            pensions: Vec::new(),
            studies: Vec::new(),
            stays: Vec::new(),
            marital: MaritalStatus::Single,
            married_on: None,
            children: Vec::new(),
            suspended_from: None,
            ward_ended: None,
            silent: false,
        }
    }

    /// The facts as intervals, ordered by fact and day; complete, but for what the registers keep
    /// silent about.
    pub(super) fn facts(&self) -> Vec<FactInterval> {
        let mut facts = Vec::with_capacity(24);
        let until = |end: Option<Date>| vec![(Date::MIN, end.unwrap_or(Date::MAX), 1)];
        put(&mut facts, Fact::Alive, FactSource::Population, &until(self.death), 0);
        put(&mut facts, Fact::Resident, FactSource::Population, &until(self.left_city), 0);
        self.area(&mut facts);
        let poverty: Vec<_> =
            self.poverty.iter().map(|(class, span)| (span.from, span.last(), class_code(*class))).collect();
        put(&mut facts, Fact::Poverty, FactSource::Poverty, &poverty, 0);
        let severities: Vec<_> =
            self.certificates.iter().map(|c| (c.span.from, c.span.last(), severity_code(c.severity))).collect();
        if !self.silent {
            put(&mut facts, Fact::Severity, FactSource::Disability, &severities, 0);
        }
        let pensions: Vec<_> = self.pensions.iter().map(|p| (p.span.from, p.span.last(), p.amount.0)).collect();
        put(&mut facts, Fact::Pension, FactSource::Pensions, &pensions, 0);
        if !self.silent {
            let studies: Vec<_> = self.studies.iter().map(|span| (span.from, span.last(), 1)).collect();
            put(&mut facts, Fact::Studying, FactSource::Schooling, &studies, 0);
        }
        let stays: Vec<_> = self.stays.iter().map(|span| (span.from, span.last(), 1)).collect();
        put(&mut facts, Fact::InInstitution, FactSource::Institutions, &stays, 0);
        let marital = [(self.married_on.unwrap_or(Date::MIN), Date::MAX, marital_code(self.marital))];
        put(&mut facts, Fact::Marital, FactSource::Population, &marital, marital_code(MaritalStatus::Single));
        self.count_children(&mut facts);
        let suspended: Vec<_> = self.suspended_from.iter().map(|month| (month.first_day(), Date::MAX, 1)).collect();
        put(&mut facts, Fact::Suspended, FactSource::Ledger, &suspended, 0);
        let ended: Vec<_> = self.ward_ended.iter().map(|last| (last.plus_days(1), Date::MAX, 1)).collect();
        put(&mut facts, Fact::WardEnded, FactSource::WardReport, &ended, 0);
        facts
    }

    fn area(&self, facts: &mut Vec<FactInterval>) {
        for (index, &(from, _, area)) in self.wards.iter().enumerate() {
            let from = if index == 0 { Date::MIN } else { from };
            let to = self.wards.get(index + 1).map_or(Date::MAX, |next| next.0.plus_days(-1));
            facts.push(interval(Fact::Area, i64::from(area), from, to, FactSource::Population));
        }
    }

    fn count_children(&self, facts: &mut Vec<FactInterval>) {
        let end = |child: &Child, to: Date| to.min(child.death.unwrap_or(Date::MAX));
        let aged = |child: &Child, low: i32, high: i32| {
            (child.birth.birthday(low), end(child, child.birth.birthday(high).plus_days(-1)))
        };
        let studying = |child: &Child, high: i32, more: i32| -> Vec<(Date, Date)> {
            let (from, to) = (child.birth.birthday(16), child.birth.birthday(high).plus_days(more - 1));
            let spans = child.studies.iter().map(|span| (span.from.max(from), end(child, span.last().min(to))));
            spans.collect()
        };
        let real = |spans: Vec<(Date, Date)>| spans.into_iter().filter(|(from, to)| from <= to).collect::<Vec<_>>();
        let under = |high: i32| real(self.children.iter().map(|child| aged(child, 0, high)).collect());
        let at_school =
            |high: i32, more: i32| real(self.children.iter().flat_map(|child| studying(child, high, more)).collect());
        for (fact, spans) in [
            (Fact::ChildrenUnder16, under(16)),
            // "Not over 22" is read as up to and with the 22nd birthday (law.md §14).
            (Fact::ChildrenStudyingTo22, at_school(22, 1)),
            (Fact::ChildrenStudying, at_school(120, 0)),
            (Fact::ChildrenUnder3, under(3)),
        ] {
            put(facts, fact, FactSource::Population, &counted(&spans), 0);
        }
    }
}

/// How many of the spans hold, as intervals without overlap.
fn counted(spans: &[(Date, Date)]) -> Vec<(Date, Date, i64)> {
    let mut starts: Vec<Date> = spans.iter().flat_map(|&(from, to)| [from, to.plus_days(1)]).collect();
    starts.sort();
    starts.dedup();
    let count = |day: Date| spans.iter().filter(|&&(from, to)| from <= day && day <= to).count() as i64;
    starts.windows(2).map(|pair| (pair[0], pair[1].plus_days(-1), count(pair[0]))).collect()
}

fn interval(fact: Fact, value: i64, from: Date, to: Date, source: FactSource) -> FactInterval {
    FactInterval { fact, value, from, to, source, proven: true }
}

/// Adds the intervals of a fact, oldest first, and says `rest` for all days between and around them.
/// Where two overlap the later one counts from its first day.
pub(super) fn put(
    facts: &mut Vec<FactInterval>,
    fact: Fact,
    source: FactSource,
    intervals: &[(Date, Date, i64)],
    rest: i64,
) {
    let mut sorted = intervals.to_vec();
    sorted.sort();
    let mut next = Date::MIN;
    for (index, &(from, to, value)) in sorted.iter().enumerate() {
        let to = sorted.get(index + 1).map_or(to, |later| to.min(later.0.plus_days(-1)));
        if to < from {
            continue;
        }
        if next < from {
            facts.push(interval(fact, rest, next, from.plus_days(-1), source));
        }
        facts.push(interval(fact, value, from, to, source));
        next = to.plus_days(1);
    }
    if next <= Date::MAX {
        facts.push(interval(fact, rest, next, Date::MAX, source));
    }
}

fn class_code(class: PovertyClass) -> i64 {
    match class {
        PovertyClass::Poor => 1,
        PovertyClass::NearPoor => 2,
    }
}

fn severity_code(severity: Severity) -> i64 {
    match severity {
        Severity::Mild => 1,
        Severity::Severe => 2,
        Severity::EspeciallySevere => 3,
    }
}

fn marital_code(status: MaritalStatus) -> i64 {
    match status {
        MaritalStatus::Single => 1,
        MaritalStatus::Married => 2,
        MaritalStatus::Widowed => 3,
        MaritalStatus::Divorced => 4,
        MaritalStatus::SpouseMissing => 5,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Coded;

    fn day(text: &str) -> Date {
        Date::from_code(text).unwrap()
    }

    fn value(facts: &[FactInterval], fact: Fact, on: &str) -> Option<i64> {
        facts.iter().find(|f| f.fact == fact && f.from <= day(on) && day(on) <= f.to).map(|f| f.value)
    }

    #[test]
    fn facts_change_on_their_days() {
        let mut life = Life::new(PartialDate::from(day("1990-05-01")));
        life.death = Some(day("2026-11-12"));
        life.poverty = vec![(PovertyClass::Poor, Span { from: day("2024-01-01"), to: Some(day("2026-10-31")) })];
        let child = Child { birth: day("2010-12-15"), death: None, studies: Vec::new() };
        let dead = Child { birth: day("2015-01-01"), death: Some(day("2026-09-01")), studies: Vec::new() };
        life.children = vec![child, dead];
        let facts = life.facts();
        for (fact, on, expected) in [
            (Fact::Alive, "2026-11-12", 1),
            (Fact::Alive, "2026-11-13", 0),
            (Fact::Poverty, "2023-12-31", 0),
            (Fact::Poverty, "2026-10-31", 1),
            (Fact::Poverty, "2026-11-01", 0),
            (Fact::ChildrenUnder16, "2026-09-01", 2),
            (Fact::ChildrenUnder16, "2026-09-02", 1),
            (Fact::ChildrenUnder16, "2026-12-14", 1),
            (Fact::ChildrenUnder16, "2026-12-15", 0),
            (Fact::Marital, "2026-01-01", 1),
        ] {
            assert_eq!(value(&facts, fact, on), Some(expected), "{fact} on {on}");
        }
    }

    #[test]
    fn silence_is_unknown() {
        let mut life = Life::new(PartialDate::from(day("1990-05-01")));
        life.silent = true;
        assert_eq!(value(&life.facts(), Fact::Severity, "2026-11-01"), None);
        assert_eq!(value(&life.facts(), Fact::Pension, "2026-11-01"), Some(0));
    }

    #[test]
    fn intervals_of_a_fact_never_overlap() {
        let mut facts = Vec::new();
        let spans = [(day("2025-01-01"), Date::MAX, 2), (day("2024-01-01"), day("2025-06-30"), 1)];
        put(&mut facts, Fact::Poverty, FactSource::Poverty, &spans, 0);
        let found: Vec<(Date, Date, i64)> = facts.iter().map(|f| (f.from, f.to, f.value)).collect();
        assert_eq!(
            found,
            [
                (Date::MIN, day("2023-12-31"), 0),
                (day("2024-01-01"), day("2024-12-31"), 1),
                (day("2025-01-01"), Date::MAX, 2)
            ]
        );
    }
}
