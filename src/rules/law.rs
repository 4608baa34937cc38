//! The law in memory: what the files say, checked and compiled.

use std::sync::Arc;

use super::config::{Adjust, Sureness};
use super::config_benefit::FuneralEntry;
use super::expr::{Expr, Slot, Term};
use super::procedure::Pending;
use super::source::Period;
use super::vocabulary::Vocabulary;
use crate::model::{Benefit, BenefitKind, Coefficient, Confidence, Date, Dong, Fact, Month, Reason};

/// The law as dated data: benefits, parameters, regimes and how they combine. Made by
/// [`Law::load`](crate::rules::Law::load); never changed afterwards.
#[derive(Debug)]
pub struct Law {
    pub(super) words: Vocabulary,
    /// By index of a rate.
    pub(super) rates: Vec<Vec<Parameter>>,
    pub(super) regimes: Vec<Regime>,
    pub(super) common: Vec<Version>,
    /// In the order of the contract's benefit codes.
    pub(super) benefits: Vec<BenefitLaw>,
    pub(super) families: Vec<Family>,
    /// Family by `Benefit as usize`.
    pub(super) family_of: Vec<Option<usize>>,
    pub(super) combination: Combination,
    pub(super) examples: Vec<super::examples::Example>,
}

/// Benefits that one claim reads, in order.
#[derive(Debug)]
pub(super) struct Family {
    pub(super) name: String,
    /// Indexes of [`Law::benefits`].
    pub(super) members: Vec<usize>,
}

/// A parameter: dated values of a rate in some areas.
#[derive(Debug)]
pub(super) struct Parameter {
    /// Short Vietnamese wording: "mức chuẩn".
    pub(super) vi: String,
    pub(super) areas: Option<Vec<i64>>,
    pub(super) values: Vec<Value>,
}

/// A value in force.
#[derive(Debug)]
pub(super) struct Value {
    pub(super) period: Period,
    pub(super) amount: i64,
    pub(super) clause: Arc<str>,
    pub(super) source: Arc<str>,
    pub(super) confidence: Confidence,
    pub(super) verify: bool,
}

/// Which months count, under a decree.
#[derive(Debug)]
pub(super) struct Regime {
    pub(super) vi: String,
    pub(super) in_force: Date,
    pub(super) period: Period,
    pub(super) start_with_conditions: Vec<Benefit>,
    pub(super) start: (Arc<str>, Confidence),
    /// What it says of files that were pending on its first day.
    pub(super) pending: Option<Pending>,
    pub(super) adjust: Adjust,
    pub(super) adjust_text: (Arc<str>, Confidence),
    pub(super) stop: (Arc<str>, Confidence),
}

/// A benefit.
#[derive(Debug)]
pub(super) struct BenefitLaw {
    pub(super) benefit: Benefit,
    pub(super) vi: String,
    /// Name of the family that claims of the benefit read.
    pub(super) family: String,
    pub(super) rate: usize,
    pub(super) prospect: bool,
    pub(super) versions: Vec<Version>,
    pub(super) coefficients: Vec<Coefficients>,
    /// Facts of the person that the benefit's own conditions and coefficients read.
    pub(super) facts: Vec<Fact>,
}

/// Who is entitled, in some months.
#[derive(Debug)]
pub(super) struct Version {
    pub(super) period: Period,
    pub(super) who: String,
    pub(super) clause: Arc<str>,
    pub(super) source: Arc<str>,
    pub(super) confidence: Confidence,
    /// What is said before and after the day on which a fact began.
    pub(super) evidence: Vec<(Fact, (String, String))>,
    /// Clauses of its own on months, where it has them.
    pub(super) start: Option<(Arc<str>, Confidence)>,
    pub(super) stop: Option<(Arc<str>, Confidence)>,
    /// Common conditions of which `stop` is the clause.
    pub(super) stop_names: Vec<String>,
    /// Its clause on funeral support, where it has one.
    pub(super) funeral_clause: Option<Arc<str>>,
    pub(super) funeral: Option<FuneralEntry>,
    pub(super) conditions: Vec<Condition>,
}

/// A named condition.
#[derive(Debug, Clone)]
pub(super) struct Condition {
    pub(super) name: String,
    pub(super) when: Expr,
    pub(super) vi: String,
    pub(super) ended: String,
    pub(super) reason: Reason,
    /// Its own clause; that of the version where `None`.
    pub(super) clause: Option<Arc<str>>,
    pub(super) confidence: Confidence,
    pub(super) discriminating: bool,
    /// Kinds of benefit that a common condition is for; empty for a benefit's own.
    pub(super) kinds: Vec<BenefitKind>,
    pub(super) reads: Reads,
}

/// How much, in some months.
#[derive(Debug)]
pub(super) struct Coefficients {
    pub(super) period: Period,
    pub(super) clause: Arc<str>,
    pub(super) source: Arc<str>,
    pub(super) confidence: Confidence,
    pub(super) cases: Vec<Case>,
    pub(super) reads: Reads,
}

/// A coefficient and when it applies.
#[derive(Debug)]
pub(super) struct Case {
    pub(super) when: Option<Expr>,
    pub(super) value: Coefficient,
    pub(super) per: Option<Term>,
    pub(super) confidence: Confidence,
    pub(super) verify: bool,
}

/// How benefits combine.
#[derive(Debug)]
pub(super) struct Combination {
    pub(super) vi: String,
    pub(super) clause: Arc<str>,
    pub(super) confidence: Confidence,
    /// A benefit and those of which one is paid besides it.
    pub(super) together: Vec<(Benefit, Vec<Benefit>)>,
}

/// What an expression reads, as a set: a bit a slot, and the ages.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct Reads(pub(super) u64);

impl Reads {
    pub(super) const AGE: Reads = Reads(1 << 50);
    pub(super) const CARED_AGE: Reads = Reads(1 << 51);
    /// The person cared for is not known.
    pub(super) const CARED_FOR: Reads = Reads(1 << 52);

    pub(super) const fn slot(index: usize) -> Reads {
        Reads(1 << index)
    }
    pub(super) const fn and(self, other: Reads) -> Reads {
        Reads(self.0 | other.0)
    }
    pub(super) const fn within(self, other: Reads) -> Reads {
        Reads(self.0 & other.0)
    }
    pub(super) const fn is_empty(self) -> bool {
        self.0 == 0
    }
    pub(super) const fn of_age(cared: bool) -> Reads {
        if cared { Reads::CARED_AGE } else { Reads::AGE }
    }

    /// What a term reads itself.
    pub(super) fn of_term(term: &Term) -> Reads {
        match term {
            Term::Fact(slot) => Reads::slot(slot.index()),
            Term::Age { cared } | Term::AgeEve { cared } | Term::AgeOn { cared, .. } => Reads::of_age(*cared),
            // A rate depends on where the person lives.
            Term::Rate(_) => Reads::slot(Fact::Area as usize),
            Term::Number(_) | Term::Sum(_) => Reads(0),
        }
    }

    /// What a condition reads.
    pub(super) fn of_expr(expr: &Expr) -> Reads {
        let mut reads = Reads(0);
        expr.terms(&mut |term| reads = reads.and(Reads::of_term(term)));
        reads
    }

    /// The slots in it.
    pub(super) fn slots(self) -> impl Iterator<Item = Slot> {
        (0..Slot::COUNT).filter(move |&index| self.0 >> index & 1 == 1).map(Slot::at)
    }

    /// Names for `missing`.
    pub(super) fn names(self) -> Vec<String> {
        if !self.within(Reads::CARED_FOR).is_empty() {
            return vec!["cared_for".to_owned()];
        }
        let ages = [(Reads::AGE, "birth_date"), (Reads::CARED_AGE, "cared_birth_date")];
        let ages = ages.iter().filter(|(age, _)| !self.within(*age).is_empty()).map(|(_, name)| (*name).to_owned());
        self.slots().map(Slot::name).chain(ages).collect()
    }
}

impl From<Sureness> for Confidence {
    fn from(sureness: Sureness) -> Confidence {
        match sureness {
            Sureness::Confirmed => Confidence::Confirmed,
            Sureness::Reported => Confidence::Reported,
            Sureness::Assumed => Confidence::Assumed,
        }
    }
}

impl Law {
    /// Facts of the person that the benefit's own conditions and coefficients read, in the order
    /// of the contract. Conditions common to all benefits (life, residence, …) are not among them.
    #[must_use]
    pub fn facts_of(&self, benefit: Benefit) -> &[Fact] {
        self.law_of(benefit).map_or(&[], |law| law.facts.as_slice())
    }

    /// Where the rate of a benefit comes from that has an amount in a month: first month in force, and
    /// the clause that sets it. `None` where no value in force is that much.
    #[must_use]
    pub fn rate_source(&self, benefit: Benefit, month: Month, rate: Dong) -> Option<(Month, &str)> {
        let parameters = self.rates.get(self.law_of(benefit)?.rate)?.iter();
        let values = parameters.flat_map(|parameter| parameter.values.iter().map(move |value| (parameter, value)));
        let fitting = values.filter(|(_, value)| value.period.has(month) && value.amount == rate.0);
        let (_, value) = fitting.max_by_key(|(parameter, _)| parameter.areas.is_some())?;
        Some((value.period.from, &value.clause))
    }

    pub(super) fn law_of(&self, benefit: Benefit) -> Option<&BenefitLaw> {
        self.benefits.iter().find(|law| law.benefit == benefit)
    }

    /// Family that a claim of the benefit reads.
    pub(super) fn family_of(&self, benefit: Benefit) -> Option<usize> {
        self.family_of.get(benefit as usize).copied().flatten()
    }

    /// Regime of a month.
    pub(super) fn regime(&self, month: Month) -> Option<&Regime> {
        self.regimes.iter().find(|regime| regime.period.has(month))
    }

    /// Value of a rate: the highest in force. Where two are equal, the one for the area counts,
    /// as it says more about the place.
    pub(super) fn rate_value(&self, rate: usize, area: Option<i64>, month: Month) -> Option<(&Parameter, &Value)> {
        let here = |parameter: &&Parameter| match (&parameter.areas, area) {
            (None, _) => true,
            (Some(areas), Some(area)) => areas.contains(&area),
            (Some(_), None) => false,
        };
        let in_force = self.rates[rate].iter().filter(here).filter_map(|parameter| {
            parameter.values.iter().find(|value| value.period.has(month)).map(|value| (parameter, value))
        });
        in_force.max_by_key(|(parameter, value)| (value.amount, parameter.areas.is_some()))
    }

    /// All areas that some parameter names.
    pub(super) fn areas(&self) -> Vec<i64> {
        let mut areas: Vec<i64> =
            self.rates.iter().flatten().flat_map(|parameter| parameter.areas.iter().flatten().copied()).collect();
        areas.sort_unstable();
        areas.dedup();
        areas
    }
}
