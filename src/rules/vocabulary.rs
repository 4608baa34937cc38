//! The declared facts with type, wording and supply, and the names of the rates: what an
//! expression of a rules file may speak of.

use std::collections::BTreeMap;

use super::config::{FactEntry, FactKind, FactsFile, SourceEntry, Supply};
use super::source::Source;
use crate::model::{Coded, Dong, Fact, FactSource, Mistake};

/// What is declared about a fact.
#[derive(Debug, Clone)]
pub(super) struct FactInfo {
    pub(super) vi: String,
    pub(super) kind: FactKind,
    pub(super) codes: BTreeMap<String, i64>,
    /// Vietnamese wording of the codes.
    pub(super) code_vi: BTreeMap<String, String>,
    pub(super) supply: Supply,
    pub(super) silence: Option<i64>,
}

/// All that an expression may name.
#[derive(Debug, Clone, Default)]
pub(super) struct Vocabulary {
    /// By `Fact as usize`.
    facts: Vec<Option<FactInfo>>,
    /// Vietnamese wording by `FactSource as usize`.
    sources: Vec<String>,
    /// Names of the rates, sorted.
    pub(super) rates: Vec<String>,
}

impl Vocabulary {
    /// Checks the declarations; each mistake is added.
    pub(super) fn build(
        declared: FactsFile,
        rates: Vec<String>,
        file: &Source,
        mistakes: &mut Vec<Mistake>,
    ) -> Vocabulary {
        let mut facts: Vec<Option<FactInfo>> = vec![None; Fact::ALL.len()];
        for entry in declared.fact {
            let at = entry.name.span().start;
            let Ok(fact) = Fact::from_code(entry.name.get_ref()) else {
                mistakes.push(file.mistake(at, format!("unknown fact `{}`", entry.name.get_ref())));
                continue;
            };
            if (entry.kind == FactKind::Code) == entry.codes.is_empty() {
                mistakes
                    .push(file.mistake(at, format!("`{fact}`: codes belong to facts of kind `code`, and only there")));
            }
            let FactEntry { vi, kind, codes, code_vi, supply, silence, .. } = entry;
            if facts[fact as usize].replace(FactInfo { vi, kind, codes, code_vi, supply, silence }).is_some() {
                mistakes.push(file.mistake(at, format!("`{fact}` is declared twice")));
            }
        }
        for fact in Fact::ALL.iter().filter(|&&fact| facts[fact as usize].is_none()) {
            mistakes.push(file.mistake(0, format!("`{fact}` is not declared")));
        }
        let sources = sources(declared.source, file, mistakes);
        Vocabulary { facts, sources, rates }
    }

    /// What is declared about a fact; `None` only while mistakes are being collected.
    pub(super) fn info(&self, fact: Fact) -> Option<&FactInfo> {
        self.facts.get(fact as usize)?.as_ref()
    }

    /// Vietnamese wording of a fact.
    pub(super) fn wording(&self, fact: Fact) -> &str {
        self.info(fact).map_or(fact.as_str(), |info| info.vi.as_str())
    }

    /// Vietnamese wording of a source.
    pub(super) fn source(&self, source: FactSource) -> &str {
        self.sources.get(source as usize).map_or(source.as_str(), String::as_str)
    }

    /// A value as officials read it.
    pub(super) fn value(&self, fact: Fact, value: i64) -> String {
        let Some(info) = self.info(fact) else { return value.to_string() };
        match info.kind {
            FactKind::Flag => {
                let plain = if value == 1 { "có" } else { "không" };
                info.code_vi.get(&value.to_string()).map_or(plain, String::as_str).to_owned()
            }
            FactKind::Money => format!("{} đ", Dong(value)),
            FactKind::Count => value.to_string(),
            FactKind::Code => {
                let code = info.codes.iter().find(|&(_, &number)| number == value);
                code.map_or(value.to_string(), |(code, _)| info.code_vi.get(code).unwrap_or(code).clone())
            }
        }
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

fn sources(entries: Vec<SourceEntry>, file: &Source, mistakes: &mut Vec<Mistake>) -> Vec<String> {
    let mut sources: Vec<String> = FactSource::ALL.iter().map(|source| source.as_str().to_owned()).collect();
    for entry in entries {
        match FactSource::from_code(entry.name.get_ref()) {
            Ok(source) => sources[source as usize] = entry.vi,
            Err(unknown) => mistakes.push(file.mistake(entry.name.span().start, unknown.to_string())),
        }
    }
    sources
}
