//! The tables of units while they are read: rows by column, names that gather what bears them.

use std::collections::BTreeMap;

use super::names::Entry;
use super::speech::push_spoken;
use super::words::Words;
use crate::model::Mistake;
use crate::normalize::lexicon::{LexiconTexts, csv_rows};

pub(super) const DIR: [&str; 10] = [
    "admin_units/provinces_2024.csv",
    "admin_units/provinces_2025.csv",
    "admin_units/province_changes_2025.csv",
    "admin_units/districts_2024.csv",
    "admin_units/districts_retired_2021_2025.csv",
    "admin_units/wards_2024.csv",
    "admin_units/wards_2025.csv",
    "admin_units/ward_changes_2025.csv",
    "admin_units/wards_retired_2021_2025.csv",
    "admin_units/changes_after_2025.csv",
];

pub(super) fn small<T: std::str::FromStr + Default>(code: &str) -> T {
    code.parse().unwrap_or_default()
}

/// What is known while the tables are read.
pub(super) struct Tables<'t> {
    pub(super) texts: &'t LexiconTexts,
    pub(super) mistakes: &'t mut Vec<Mistake>,
    pub(super) names: BTreeMap<Box<[u8]>, Entry>,
    /// Province of today by province of 2024.
    pub(super) merged: BTreeMap<u8, u8>,
}

impl Tables<'_> {
    pub(super) fn rows<const N: usize>(&mut self, file: usize, columns: [&str; N]) -> Vec<[String; N]> {
        csv_rows(self.texts, DIR[file], columns, self.mistakes)
    }

    pub(super) fn entry(&mut self, name: &str) -> &mut Entry {
        let words = Words::of(name);
        let entry = self.names.entry(words.key(0, words.len()).into()).or_default();
        if entry.spoken.is_empty() {
            let mut spoken = Vec::new();
            (0..words.len()).for_each(|at| push_spoken(words.key(at, at + 1), &mut spoken));
            entry.spoken = spoken.into();
        }
        entry
    }

    pub(super) fn today(&self, old: u8) -> u8 {
        self.merged.get(&old).copied().unwrap_or(old)
    }
}

pub(super) fn marks(name: &str) -> u64 {
    let words = Words::of(name);
    words.marks(0, words.len())
}
