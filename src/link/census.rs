//! Counts over the whole register, taken while it streams past: exact chances of agreement.

use rayon::slice::ParallelSliceMut;

use super::index::KeyMap;
use super::prepared::PackedCounts;
use super::query::Prepared;
use super::row::Row;
use crate::likeness::{FoldedName, mix};

/// Generations by birth year: before 1950, 1950-75, 1976-99, from 2000, unknown.
pub(super) const GENERATIONS: usize = 5;
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
    pub(super) const ALL: [NameClass; 4] = [NameClass::Exact, NameClass::Whole, NameClass::Ends, NameClass::Given];

    pub(super) const fn key(self, name: &FoldedName) -> u64 {
        match self {
            NameClass::Exact => mix(21, name.keys.exact),
            NameClass::Whole => mix(22, name.keys.whole),
            NameClass::Ends => mix(23, name.keys.ends),
            NameClass::Given => mix(24, name.keys.given),
        }
    }
}

/// The key of a syllable with marks and tone.
pub(super) const fn syllable_key(syllable: u64) -> u64 {
    mix(25, syllable)
}

/// Which names are counted: only those that some record has, so that memory follows the records.
#[derive(Debug)]
pub(super) struct Classes {
    names: KeyMap,
    syllables: KeyMap,
}

fn key_map(keys: impl Iterator<Item = u64>) -> KeyMap {
    let mut keys: Vec<u64> = keys.collect();
    keys.par_sort_unstable();
    keys.dedup();
    KeyMap::new(&keys)
}

impl Classes {
    pub(super) fn of(queries: &[Prepared]) -> Classes {
        let names = queries.iter().filter_map(|query| query.name.as_ref());
        Classes {
            names: key_map(names.clone().flat_map(|name| NameClass::ALL.map(|class| class.key(name)))),
            syllables: key_map(names.flat_map(|name| name.name.parts().iter().map(|part| syllable_key(part.0)))),
        }
    }
}

/// The counts of a part of the register. Parts add up: the order of rows and threads is nothing.
#[derive(Debug)]
pub(super) struct Counts {
    by_generation: Vec<u32>,
    names: Vec<u32>,
    syllables: Vec<u32>,
    years: Vec<u32>,
    january: Vec<u32>,
    wards: Vec<u32>,
    previous_wards: Vec<u32>,
    /// Names and their generation, not yet counted, and room for those of them that may be counted.
    waiting: [Vec<(u64, u32)>; 2],
}

/// Names that are looked up together: their looks into memory overlap.
const WAITING: usize = 256;

impl Counts {
    pub(super) fn new(classes: &Classes) -> Counts {
        Counts {
            by_generation: vec![0; GENERATIONS],
            names: vec![0; classes.names.len() * GENERATIONS],
            syllables: vec![0; classes.syllables.len()],
            years: vec![0; YEARS],
            january: vec![0; YEARS],
            wards: vec![0; WARD_CODES],
            previous_wards: vec![0; WARD_CODES],
            waiting: Default::default(),
        }
    }

    /// Counts a row, its name when [`Counts::settle`] is called at the latest.
    pub(super) fn count(&mut self, row: &Row, classes: &Classes) {
        let generation = generation(row.who.year());
        self.by_generation[generation] += 1;
        if let Some(slot) = year_slot(row.who.year()) {
            self.years[slot] += 1;
            self.january[slot] += u32::from(row.who.birth % 10_000 == 101);
        }
        for (counts, ward) in [&mut self.wards, &mut self.previous_wards].into_iter().zip(row.who.wards) {
            if let Some(counter) = counts.get_mut(ward as usize) {
                *counter += 1;
            }
        }
        for part in row.name.name.parts() {
            if let Some(rank) = classes.syllables.find(syllable_key(part.0)) {
                self.syllables[rank] += 1;
            }
        }
        self.waiting[0].extend(NameClass::ALL.map(|class| (class.key(&row.name), generation as u32)));
        if self.waiting[0].len() >= WAITING {
            self.settle(classes);
        }
    }

    /// Counts the names that wait.
    pub(super) fn settle(&mut self, classes: &Classes) {
        let [waiting, left] = &mut self.waiting;
        classes.names.sift(waiting, left);
        for &(key, generation) in left.iter() {
            if let Some(rank) = classes.names.look_up(key) {
                self.names[rank * GENERATIONS + generation as usize] += 1;
            }
        }
        waiting.clear();
    }

    /// Adds counts of rows of the prepared register, or takes them away: the same as counting the rows.
    pub(super) fn add_packed(&mut self, packed: &PackedCounts, add: bool, classes: &Classes) {
        // Taken away from counts that hold them, or before those are added: the sums come out right.
        let signed = |count: u32| if add { count } else { count.wrapping_neg() };
        let plus = |sum: &mut u32, count: u32| *sum = sum.wrapping_add(signed(count));
        self.by_generation.iter_mut().zip(packed.generations).for_each(|(sum, count)| plus(sum, count));
        for (key, counts) in &packed.names {
            if let Some(rank) = classes.names.find(*key) {
                let own = &mut self.names[rank * GENERATIONS..(rank + 1) * GENERATIONS];
                own.iter_mut().zip(counts).for_each(|(sum, count)| plus(sum, *count));
            }
        }
        for (key, count) in &packed.syllables {
            if let Some(rank) = classes.syllables.find(*key) {
                plus(&mut self.syllables[rank], *count);
            }
        }
        let add = |counts: &mut Vec<u32>, at: u32, more: u32| {
            if let Some(sum) = counts.get_mut(at as usize) {
                plus(sum, more);
            }
        };
        for (slot, [born, january]) in &packed.years {
            add(&mut self.years, *slot, *born);
            add(&mut self.january, *slot, *january);
        }
        for (ward, [living, before]) in &packed.wards {
            add(&mut self.wards, *ward, *living);
            add(&mut self.previous_wards, *ward, *before);
        }
    }

    /// Adds another part.
    pub(super) fn add(&mut self, other: &Counts) {
        let pairs = [
            (&mut self.by_generation, &other.by_generation),
            (&mut self.names, &other.names),
            (&mut self.syllables, &other.syllables),
            (&mut self.years, &other.years),
            (&mut self.january, &other.january),
            (&mut self.wards, &other.wards),
            (&mut self.previous_wards, &other.previous_wards),
        ];
        for (own, more) in pairs {
            own.iter_mut().zip(more).for_each(|(sum, count)| *sum += count);
        }
    }
}

/// The counts of the whole register.
#[derive(Debug)]
pub(super) struct Census {
    classes: Classes,
    counts: Counts,
    rows: u32,
}

pub(super) const fn generation(year: u32) -> usize {
    match year {
        0 => 4,
        1..1950 => 0,
        1950..1976 => 1,
        1976..2000 => 2,
        _ => 3,
    }
}

pub(super) fn year_slot(year: u32) -> Option<usize> {
    year.checked_sub(FIRST_YEAR).map(|slot| slot as usize).filter(|&slot| slot < YEARS)
}

impl Census {
    pub(super) fn new(classes: Classes, counts: Counts) -> Census {
        let rows = counts.by_generation.iter().sum();
        Census { classes, counts, rows }
    }

    /// Rows counted; at least 1.
    pub(super) fn rows(&self) -> f64 {
        f64::from(self.rows.max(1))
    }

    /// Share of the generation of `year` (0: of everyone) that has a name of a class.
    pub(super) fn name_share(&self, class: NameClass, name: &FoldedName, year: u32) -> f64 {
        let Some(rank) = self.classes.names.find(class.key(name)) else { return 1.0 / self.rows() };
        let counts = &self.counts.names[rank * GENERATIONS..(rank + 1) * GENERATIONS];
        let all: u32 = counts.iter().sum();
        let overall = f64::from(all).max(1.0) / self.rows();
        if year == 0 {
            return overall;
        }
        let generation = generation(year);
        let (own, size) = (counts[generation], self.counts.by_generation[generation]);
        (f64::from(own) + overall * SHRINK) / (f64::from(size) + SHRINK)
    }

    /// How many rows have a syllable, with marks and tone, in their names.
    pub(super) fn syllable_count(&self, syllable: u64) -> u32 {
        self.classes.syllables.find(syllable_key(syllable)).map_or(0, |rank| self.counts.syllables[rank])
    }

    /// Share born in a year; `january`: registered as born on its first day.
    pub(super) fn year_share(&self, year: u32, january: bool) -> f64 {
        let counts = if january { &self.counts.january } else { &self.counts.years };
        let count = year_slot(year).map_or(0, |slot| counts[slot]);
        f64::from(count).max(1.0) / self.rows()
    }

    /// Share that lives in a ward; `previous`: that lived there before.
    pub(super) fn ward_share(&self, ward: u32, previous: bool) -> f64 {
        let counts = if previous { &self.counts.previous_wards } else { &self.counts.wards };
        let count = counts.get(ward as usize).copied().unwrap_or(0);
        f64::from(count).max(1.0) / self.rows()
    }
}
