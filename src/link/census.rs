//! Counts over the whole register, taken while it streams past: exact chances of agreement.

use std::sync::atomic::{AtomicU32, Ordering::Relaxed};

use super::index::KeyMap;
use super::keys::mix;
use super::name::FoldedName;
use super::query::Prepared;
use super::row::Row;

/// Generations by birth year: before 1950, 1950-75, 1976-99, from 2000, unknown.
const GENERATIONS: usize = 5;
const FIRST_YEAR: u32 = 1800;
const YEARS: usize = 401;
const WARD_CODES: usize = 100_000;
/// Weight of the whole register's frequency in a generation's, in persons: a rare name's frequency
/// in a small generation is otherwise mere chance.
const SHRINK: f64 = 2_000.0;

/// Which of a name's classes is counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum NameClass {
    Exact,
    Whole,
    Ends,
    Given,
}

impl NameClass {
    const ALL: [NameClass; 4] = [NameClass::Exact, NameClass::Whole, NameClass::Ends, NameClass::Given];

    const fn key(self, name: &FoldedName) -> u64 {
        match self {
            NameClass::Exact => mix(21, name.keys.exact),
            NameClass::Whole => mix(22, name.keys.whole),
            NameClass::Ends => mix(23, name.keys.ends),
            NameClass::Given => mix(24, name.keys.given),
        }
    }
}

/// The counts. Only names that some record has are counted: memory follows the records.
#[derive(Debug)]
pub(super) struct Census {
    rows: AtomicU32,
    by_generation: Vec<AtomicU32>,
    names: KeyMap,
    name_counts: Vec<AtomicU32>,
    syllables: KeyMap,
    syllable_counts: Vec<AtomicU32>,
    years: Vec<AtomicU32>,
    january: Vec<AtomicU32>,
    wards: Vec<AtomicU32>,
    previous_wards: Vec<AtomicU32>,
}

fn zeros(count: usize) -> Vec<AtomicU32> {
    (0..count).map(|_| AtomicU32::new(0)).collect()
}

fn key_map(keys: impl Iterator<Item = u64>) -> KeyMap {
    let mut keys: Vec<u64> = keys.collect();
    keys.sort_unstable();
    keys.dedup();
    KeyMap::new(&keys)
}

const fn generation(year: u32) -> usize {
    match year {
        0 => 4,
        1..1950 => 0,
        1950..1976 => 1,
        1976..2000 => 2,
        _ => 3,
    }
}

fn year_slot(year: u32) -> Option<usize> {
    year.checked_sub(FIRST_YEAR).map(|slot| slot as usize).filter(|&slot| slot < YEARS)
}

impl Census {
    pub(super) fn of(queries: &[Prepared]) -> Census {
        let names = queries.iter().filter_map(|query| query.name.as_ref());
        let classes = names.clone().flat_map(|name| NameClass::ALL.map(|class| class.key(name)));
        let (names_map, syllables) =
            (key_map(classes), key_map(names.flat_map(|name| name.name.parts().iter().map(|part| mix(25, part.0)))));
        Census {
            rows: AtomicU32::new(0),
            by_generation: zeros(GENERATIONS),
            name_counts: zeros(names_map.len() * GENERATIONS),
            names: names_map,
            syllable_counts: zeros(syllables.len()),
            syllables,
            years: zeros(YEARS),
            january: zeros(YEARS),
            wards: zeros(WARD_CODES),
            previous_wards: zeros(WARD_CODES),
        }
    }

    /// Counts a row. Sums of whole numbers: the order of rows and threads does not matter.
    pub(super) fn count(&self, row: &Row) {
        let one = |counter: &AtomicU32| {
            counter.fetch_add(1, Relaxed);
        };
        let generation = generation(row.who.year());
        one(&self.rows);
        one(&self.by_generation[generation]);
        if let Some(slot) = year_slot(row.who.year()) {
            one(&self.years[slot]);
            if row.who.birth % 10_000 == 101 {
                one(&self.january[slot]);
            }
        }
        for (counts, ward) in [&self.wards, &self.previous_wards].into_iter().zip(row.who.wards) {
            if let Some(counter) = counts.get(ward as usize) {
                one(counter);
            }
        }
        for class in NameClass::ALL {
            if let Some(rank) = self.names.find(class.key(&row.name)) {
                one(&self.name_counts[rank * GENERATIONS + generation]);
            }
        }
        for part in row.name.name.parts() {
            if let Some(rank) = self.syllables.find(mix(25, part.0)) {
                one(&self.syllable_counts[rank]);
            }
        }
    }

    /// Rows counted; at least 1.
    pub(super) fn rows(&self) -> f64 {
        f64::from(self.rows.load(Relaxed).max(1))
    }

    /// Share of the generation of `year` (0: of everyone) that has a name of a class.
    pub(super) fn name_share(&self, class: NameClass, name: &FoldedName, year: u32) -> f64 {
        let Some(rank) = self.names.find(class.key(name)) else { return 1.0 / self.rows() };
        let counts = &self.name_counts[rank * GENERATIONS..(rank + 1) * GENERATIONS];
        let all: u32 = counts.iter().map(|count| count.load(Relaxed)).sum();
        let overall = f64::from(all).max(1.0) / self.rows();
        if year == 0 {
            return overall;
        }
        let generation = generation(year);
        let (own, size) = (counts[generation].load(Relaxed), self.by_generation[generation].load(Relaxed));
        (f64::from(own) + overall * SHRINK) / (f64::from(size) + SHRINK)
    }

    /// How many rows have a syllable, with marks and tone, in their names.
    pub(super) fn syllable_count(&self, syllable: u64) -> u32 {
        self.syllables.find(mix(25, syllable)).map_or(0, |rank| self.syllable_counts[rank].load(Relaxed))
    }

    /// Share born in a year; `january`: registered as born on its first day.
    pub(super) fn year_share(&self, year: u32, january: bool) -> f64 {
        let counts = if january { &self.january } else { &self.years };
        let count = year_slot(year).map_or(0, |slot| counts[slot].load(Relaxed));
        f64::from(count).max(1.0) / self.rows()
    }

    /// Share that lives in a ward; `previous`: that lived there before.
    pub(super) fn ward_share(&self, ward: u32, previous: bool) -> f64 {
        let counts = if previous { &self.previous_wards } else { &self.wards };
        let count = counts.get(ward as usize).map_or(0, |count| count.load(Relaxed));
        f64::from(count).max(1.0) / self.rows()
    }
}
