//! The declared facts with type, wording and supply, and the names of the rates: what an
//! expression of a rules file may speak of.

use std::collections::BTreeMap;

use super::config::{FactEntry, FactKind, Supply};
use super::source::Source;
use crate::model::{Coded, Fact, Mistake};

/// What is declared about a fact.
#[derive(Debug, Clone)]
pub(super) struct FactInfo {
    pub(super) vi: String,
    pub(super) kind: FactKind,
    pub(super) codes: BTreeMap<String, i64>,
    pub(super) supply: Supply,
    pub(super) silence: Option<i64>,
}

/// All that an expression may name.
#[derive(Debug, Clone, Default)]
pub(super) struct Vocabulary {
    /// By `Fact as usize`.
    facts: Vec<Option<FactInfo>>,
    /// Names of the rates, sorted.
    pub(super) rates: Vec<String>,
}

impl Vocabulary {
    /// Checks the declarations; each mistake is added.
    pub(super) fn build(
        entries: Vec<FactEntry>,
        rates: Vec<String>,
        file: &Source,
        mistakes: &mut Vec<Mistake>,
    ) -> Vocabulary {
        let mut facts: Vec<Option<FactInfo>> = vec![None; Fact::ALL.len()];
        for entry in entries {
            let at = entry.name.span().start;
            let Ok(fact) = Fact::from_code(entry.name.get_ref()) else {
                mistakes.push(file.mistake(at, format!("unknown fact `{}`", entry.name.get_ref())));
                continue;
            };
            if (entry.kind == FactKind::Code) == entry.codes.is_empty() {
                mistakes
                    .push(file.mistake(at, format!("`{fact}`: codes belong to facts of kind `code`, and only there")));
            }
            let FactEntry { vi, kind, codes, supply, silence, .. } = entry;
            if facts[fact as usize].replace(FactInfo { vi, kind, codes, supply, silence }).is_some() {
                mistakes.push(file.mistake(at, format!("`{fact}` is declared twice")));
            }
        }
        for fact in Fact::ALL.iter().filter(|&&fact| facts[fact as usize].is_none()) {
            mistakes.push(file.mistake(0, format!("`{fact}` is not declared")));
        }
        Vocabulary { facts, rates }
    }

    /// What is declared about a fact; `None` only while mistakes are being collected.
    pub(super) fn info(&self, fact: Fact) -> Option<&FactInfo> {
        self.facts.get(fact as usize)?.as_ref()
    }

    /// Vietnamese wording of a fact.
    pub(super) fn wording(&self, fact: Fact) -> &str {
        self.info(fact).map_or(fact.as_str(), |info| info.vi.as_str())
    }

    /// Value of a day without interval.
    pub(super) fn silence(&self, fact: Fact) -> Option<i64> {
        self.info(fact)?.silence
    }

    /// Index of a rate.
    pub(super) fn rate(&self, name: &str) -> Option<usize> {
        self.rates.iter().position(|rate| rate == name)
    }
}
