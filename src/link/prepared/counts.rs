//! Counts of rows of the register, so that the weights of agreement need no look at them.

use std::collections::{BTreeMap, HashMap};

use super::bytes::{Sink, Source};
use crate::likeness::FoldedName;
use crate::link::census::{GENERATIONS, NameClass, generation, syllable_key, year_slot};
use crate::link::row::Row;

/// Counts of rows. Keys are those of the census, in order.
#[derive(Debug, Default, PartialEq)]
pub(in crate::link) struct PackedCounts {
    pub(in crate::link) generations: [u32; GENERATIONS],
    /// Key of a name's class, and how many of each generation have it.
    pub(in crate::link) names: Vec<(u64, [u32; GENERATIONS])>,
    pub(in crate::link) syllables: Vec<(u64, u32)>,
    /// Slot of a year, born in it, of these on 1 January.
    pub(in crate::link) years: Vec<(u32, [u32; 2])>,
    /// Ward, living there, having lived there before.
    pub(in crate::link) wards: Vec<(u32, [u32; 2])>,
}

impl PackedCounts {
    /// Of rows that had better come with names of one spelling one after the other.
    pub(super) fn of<'a>(rows: impl IntoIterator<Item = &'a Row>) -> PackedCounts {
        let mut counts = PackedCounts::default();
        let (mut names, mut syllables) = (Vec::new(), Vec::new());
        let (mut years, mut wards) = (BTreeMap::<u32, [u32; 2]>::new(), BTreeMap::<u32, [u32; 2]>::new());
        let rows: Vec<&Row> = rows.into_iter().collect();
        for same in rows.chunk_by(|a, b| a.name == b.name) {
            let mut own = [0; GENERATIONS];
            for row in same {
                own[generation(row.who.year())] += 1;
                if let Some(slot) = year_slot(row.who.year()) {
                    let entry = years.entry(slot as u32).or_default();
                    entry[0] += 1;
                    entry[1] += u32::from(row.who.birth % 10_000 == 101);
                }
                for (place, ward) in row.who.wards.into_iter().enumerate() {
                    wards.entry(ward).or_default()[place] += 1;
                }
            }
            of_name(&same[0].name, own, &mut names, &mut syllables);
            counts.generations.iter_mut().zip(own).for_each(|(sum, own)| *sum += own);
        }
        counts.names = summed(names, |sum, own| sum.iter_mut().zip(own).for_each(|(sum, own)| *sum += own));
        counts.syllables = summed(syllables, |sum, own| *sum += own);
        counts.years = years.into_iter().collect();
        counts.wards = wards.into_iter().collect();
        counts
    }

    pub(super) fn to_bytes(&self) -> Vec<u8> {
        let mut sink = Sink::default();
        self.write(&mut sink);
        sink.0
    }

    fn write(&self, sink: &mut Sink) {
        self.generations.iter().for_each(|&count| sink.small(count));
        sink.small(self.names.len() as u32);
        for (key, counts) in &self.names {
            sink.large(*key);
            counts.iter().for_each(|&count| sink.small(count));
        }
        sink.small(self.syllables.len() as u32);
        for (key, count) in &self.syllables {
            sink.large(*key);
            sink.small(*count);
        }
        for pairs in [&self.years, &self.wards] {
            sink.small(pairs.len() as u32);
            for (key, [one, other]) in pairs {
                [*key, *one, *other].into_iter().for_each(|number| sink.small(number));
            }
        }
    }

    pub(super) fn read(source: &mut Source) -> Option<PackedCounts> {
        let mut counts = PackedCounts::default();
        for count in &mut counts.generations {
            *count = source.small()?;
        }
        for _ in 0..source.small()? {
            let mut entry = (source.large()?, [0; GENERATIONS]);
            for count in &mut entry.1 {
                *count = source.small()?;
            }
            counts.names.push(entry);
        }
        for _ in 0..source.small()? {
            counts.syllables.push((source.large()?, source.small()?));
        }
        for pairs in [&mut counts.years, &mut counts.wards] {
            for _ in 0..source.small()? {
                pairs.push((source.small()?, [source.small()?, source.small()?]));
            }
        }
        Some(counts)
    }
}

/// Counts of many blocks, summed. It grows with the register's different names: 4.7 million people
/// have about a million keys of 28 bytes.
#[derive(Debug, Default)]
pub(super) struct Sums {
    generations: [u32; GENERATIONS],
    names: HashMap<u64, [u32; GENERATIONS]>,
    syllables: HashMap<u64, u32>,
    years: BTreeMap<u32, [u32; 2]>,
    wards: BTreeMap<u32, [u32; 2]>,
}

impl Sums {
    pub(super) fn add(&mut self, counts: &PackedCounts) {
        fn plus<const N: usize>(sum: &mut [u32; N], more: &[u32; N]) {
            sum.iter_mut().zip(more).for_each(|(sum, more)| *sum += more);
        }
        plus(&mut self.generations, &counts.generations);
        counts.names.iter().for_each(|(key, own)| plus(self.names.entry(*key).or_default(), own));
        counts.syllables.iter().for_each(|(key, own)| *self.syllables.entry(*key).or_default() += own);
        counts.years.iter().for_each(|(key, own)| plus(self.years.entry(*key).or_default(), own));
        counts.wards.iter().for_each(|(key, own)| plus(self.wards.entry(*key).or_default(), own));
    }

    pub(super) fn counts(self) -> PackedCounts {
        let (mut names, mut syllables) =
            (self.names.into_iter().collect::<Vec<_>>(), self.syllables.into_iter().collect::<Vec<_>>());
        names.sort_unstable();
        syllables.sort_unstable();
        let (years, wards) = (self.years.into_iter().collect(), self.wards.into_iter().collect());
        PackedCounts { generations: self.generations, names, syllables, years, wards }
    }
}

/// As the census counts a row of this name: a syllable that stands in it twice counts twice.
fn of_name(
    name: &FoldedName,
    own: [u32; GENERATIONS],
    names: &mut Vec<(u64, [u32; GENERATIONS])>,
    syllables: &mut Vec<(u64, u32)>,
) {
    names.extend(NameClass::ALL.map(|class| (class.key(name), own)));
    let all: u32 = own.iter().sum();
    syllables.extend(name.name.parts().iter().map(|part| (syllable_key(part.0), all)));
}

/// Sums the values of equal keys.
fn summed<V: Copy>(mut pairs: Vec<(u64, V)>, add: impl Fn(&mut V, V)) -> Vec<(u64, V)> {
    pairs.sort_by_key(|(key, _)| *key);
    let mut sums = Vec::<(u64, V)>::new();
    for (key, value) in pairs {
        match sums.last_mut() {
            Some((last, sum)) if *last == key => add(sum, value),
            _ => sums.push((key, value)),
        }
    }
    sums
}
