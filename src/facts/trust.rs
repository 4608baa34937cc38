//! Which source is believed where two tell differently: data, read from `[[trust]]` of
//! `pipelines/facts.toml`. Nothing of the order stands in the program.

use std::collections::BTreeMap;

use serde::Deserialize;

use crate::model::{Coded, FactSource, Matter, Mistake};

/// An order as it is typed.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct OrderFile {
    matter: toml::Spanned<String>,
    vi: String,
    order: toml::Spanned<Vec<String>>,
    reason: toml::Spanned<String>,
    source: toml::Spanned<String>,
}

/// Sources of one matter, the most trusted first.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Order {
    /// The matter in a few words, for officials.
    pub vi: String,
    sources: Vec<FactSource>,
    /// Why this order, for officials.
    pub reason: String,
    /// Clause or paper that the order rests on.
    pub source: String,
}

/// The order of trust of every matter.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Trust(BTreeMap<Matter, Order>);

/// Sources that the program can read a matter from: an order names each of them once.
fn readable(matter: Matter) -> &'static [FactSource] {
    match matter {
        Matter::Alive => &[FactSource::Deaths, FactSource::Population, FactSource::WardReport],
        Matter::Resident => &[FactSource::Population, FactSource::WardReport],
        Matter::Ward | Matter::Gender => &[FactSource::Population, FactSource::Decision],
        Matter::BirthDate => &[FactSource::Population, FactSource::Decision, FactSource::Ledger],
        Matter::Severity => &[FactSource::Disability, FactSource::Decision],
    }
}

impl Trust {
    /// Resolves the typed orders; every mistake with its place.
    pub(super) fn resolve(file: &str, text: &str, typed: &[OrderFile], mistakes: &mut Vec<Mistake>) -> Trust {
        let mut orders = BTreeMap::new();
        let mut wrong = |start: usize, message: String| mistakes.push(Mistake::at_offset(file, text, start, message));
        for one in typed {
            let start = one.matter.span().start;
            let Ok(matter) = Matter::from_code(one.matter.get_ref()) else {
                wrong(start, format!("matter: unknown `{}`", one.matter.get_ref()));
                continue;
            };
            for (name, said) in [("reason", &one.reason), ("source", &one.source)] {
                if said.get_ref().trim().is_empty() {
                    wrong(said.span().start, format!("{name}: an order of trust needs it"));
                }
            }
            let mut sources = Vec::new();
            for code in one.order.get_ref() {
                match FactSource::from_code(code).ok().filter(|source| readable(matter).contains(source)) {
                    Some(source) if !sources.contains(&source) => sources.push(source),
                    Some(_) => wrong(one.order.span().start, format!("order: `{code}` stands twice")),
                    None => wrong(one.order.span().start, format!("order: `{matter}` is not read from `{code}`")),
                }
            }
            for lacking in readable(matter).iter().filter(|source| !sources.contains(source)) {
                wrong(one.order.span().start, format!("order: `{lacking}` is missing"));
            }
            let (vi, reason, source) = (one.vi.clone(), one.reason.get_ref().clone(), one.source.get_ref().clone());
            if orders.insert(matter, Order { vi, sources, reason, source }).is_some() {
                wrong(start, format!("matter: `{matter}` stands twice"));
            }
        }
        for matter in Matter::ALL.iter().filter(|matter| !orders.contains_key(matter)) {
            mistakes.push(Mistake::of_file(file, format!("[[trust]] lacks the matter `{matter}`")));
        }
        Trust(orders)
    }

    /// The order of a matter.
    pub(super) fn of(&self, matter: Matter) -> &Order {
        &self.0[&matter]
    }

    /// Place of a source in the order of a matter, from 0.
    pub(super) fn rank(&self, matter: Matter, source: FactSource) -> usize {
        let sources = &self.of(matter).sources;
        sources.iter().position(|&one| one == source).unwrap_or(sources.len())
    }

    /// Whether one source is believed rather than another.
    pub(super) fn before(&self, matter: Matter, source: FactSource, other: FactSource) -> bool {
        self.rank(matter, source) < self.rank(matter, other)
    }

    /// What the most trusted source says that says anything.
    pub(super) fn first<T>(
        &self,
        matter: Matter,
        said: impl IntoIterator<Item = (FactSource, Option<T>)>,
    ) -> Option<(FactSource, T)> {
        let said = said.into_iter().filter_map(|(source, value)| Some((source, value?)));
        said.min_by_key(|(source, _)| self.rank(matter, *source))
    }
}
