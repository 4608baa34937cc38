//! The records' keys in one hash index, behind a bit filter: most rows of the register meet no
//! record, and the filter says so without touching the index.

use rayon::slice::ParallelSliceMut;

/// Says of most keys that are not there that they are not.
#[derive(Debug)]
struct Filter(Vec<u64>);

/// Bits of the filter a key: with two probes of one word, few false hits.
const FILTER_BITS: usize = 16;

impl Filter {
    fn for_keys(keys: usize) -> Filter {
        Filter(vec![0; (keys * FILTER_BITS / 64).next_power_of_two()])
    }

    fn add(&mut self, key: u64) {
        let (word, bits) = self.place(key);
        self.0[word] |= bits;
    }

    const fn place(&self, key: u64) -> (usize, u64) {
        let word = (key >> 32) as usize & (self.0.len() - 1);
        (word, 1 << (key & 63) | 1 << (key >> 6 & 63))
    }

    fn may_have(&self, key: u64) -> bool {
        let (word, bits) = self.place(key);
        self.0[word] & bits == bits
    }

    /// Those of the keys that may be there, in their order.
    fn sift(&self, probes: &[(u64, u32)], left: &mut Vec<(u64, u32)>) {
        left.resize(probes.len(), (0, 0));
        let mut count = 0;
        // Without a branch the next looks into memory need not wait for this one.
        for &probe in probes {
            left[count] = probe;
            count += usize::from(self.may_have(probe.0));
        }
        left.truncate(count);
    }
}

/// A set of keys, each with its rank.
#[derive(Debug)]
pub(super) struct KeyMap {
    filter: Filter,
    slots: Vec<(u64, u32)>,
    len: usize,
}

const EMPTY: u32 = u32::MAX;

impl Default for KeyMap {
    fn default() -> KeyMap {
        KeyMap::new(&[])
    }
}

impl KeyMap {
    /// Of keys that are sorted and distinct.
    pub(super) fn new(keys: &[u64]) -> KeyMap {
        let mut map = KeyMap {
            filter: Filter::for_keys(keys.len()),
            slots: vec![(0, EMPTY); (keys.len() * 4 / 3 + 1).next_power_of_two()],
            len: keys.len(),
        };
        for (rank, &key) in keys.iter().enumerate() {
            let mut slot = first_slot(key, map.slots.len());
            while map.slots[slot].1 != EMPTY {
                slot = (slot + 1) & (map.slots.len() - 1);
            }
            map.slots[slot] = (key, rank as u32);
            map.filter.add(key);
        }
        map
    }

    pub(super) const fn len(&self) -> usize {
        self.len
    }

    /// The rank of a key.
    pub(super) fn find(&self, key: u64) -> Option<usize> {
        if self.filter.may_have(key) { self.look_up(key) } else { None }
    }

    /// Of keys with what they belong to, those that may be there, in their order. Their slots are then at
    /// hand.
    pub(super) fn sift(&self, probes: &[(u64, u32)], left: &mut Vec<(u64, u32)>) {
        self.filter.sift(probes, left);
        let seen = left.iter().fold(0, |seen, &(key, _)| seen ^ self.slots[first_slot(key, self.slots.len())].0);
        std::hint::black_box(seen);
    }

    /// The rank of a key which the filter let through.
    pub(super) fn look_up(&self, key: u64) -> Option<usize> {
        let mut slot = first_slot(key, self.slots.len());
        loop {
            match self.slots[slot] {
                (_, EMPTY) => return None,
                (found, rank) if found == key => return Some(rank as usize),
                _ => slot = (slot + 1) & (self.slots.len() - 1),
            }
        }
    }
}

/// Records by key. Most keys belong to one record, which stands in the key's slot: one look into memory.
/// Slots are in the order of the keys, as nearly as collisions allow.
#[derive(Debug)]
pub(super) struct Blocks {
    filter: Filter,
    slots: Vec<Slot>,
    /// List after list: how many records follow, how many have the key, the records.
    lists: Vec<u32>,
}

#[derive(Debug, Clone, Copy, Default)]
struct Slot {
    key: u64,
    /// The record, or where the list begins.
    records: u32,
    holds: Holds,
}

/// What a slot holds.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
enum Holds {
    #[default]
    Nothing,
    Record,
    List,
}

/// The records of a key that are looked for, and how many records have it.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Listed<'a> {
    pub(super) records: &'a [u32],
    pub(super) all: usize,
}

impl Default for Blocks {
    fn default() -> Blocks {
        Blocks::new(Vec::new())
    }
}

impl Blocks {
    /// From pairs of key and record, in any order.
    ///
    /// # Panics
    /// Over 4 thousand million numbers in the lists: far more records than a machine could hold.
    pub(super) fn new(pairs: Vec<(u64, u32)>) -> Blocks {
        Blocks::counted(pairs, |_, own| own)
    }

    /// Of some of the records, of all of which the keys `full` have too many.
    pub(super) fn part_of(full: &[u64], pairs: Vec<(u64, u32)>) -> Blocks {
        Blocks::counted(pairs, |key, own| if full.binary_search(&key).is_ok() { u32::MAX as usize } else { own })
    }

    fn counted(mut pairs: Vec<(u64, u32)>, all: impl Fn(u64, usize) -> usize) -> Blocks {
        pairs.par_sort_unstable();
        pairs.dedup();
        let keys = pairs.chunk_by(|a, b| a.0 == b.0).count();
        let mut blocks = Blocks {
            filter: Filter::for_keys(keys),
            slots: vec![Slot::default(); keys * 4 / 3 + 1],
            lists: Vec::new(),
        };
        for list in pairs.chunk_by(|a, b| a.0 == b.0) {
            let key = list[0].0;
            let all = all(key, list.len());
            let held = match list {
                [(_, record)] if all == 1 => Slot { key, records: *record, holds: Holds::Record },
                _ => Slot { key, records: blocks.put(list, all), holds: Holds::List },
            };
            let mut slot = blocks.first_slot(key);
            while blocks.slots[slot].holds != Holds::Nothing {
                slot = blocks.after(slot);
            }
            blocks.slots[slot] = held;
            blocks.filter.add(key);
        }
        blocks
    }

    /// Puts down the records of a key; gives where their list begins.
    fn put(&mut self, list: &[(u64, u32)], all: usize) -> u32 {
        let start = u32::try_from(self.lists.len()).expect("lists of fewer than 4 thousand million numbers");
        self.lists.extend([list.len() as u32, all as u32]);
        self.lists.extend(list.iter().map(|&(_, record)| record));
        start
    }

    fn first_slot(&self, key: u64) -> usize {
        ((u128::from(key) * self.slots.len() as u128) >> 64) as usize
    }

    const fn after(&self, slot: usize) -> usize {
        if slot + 1 == self.slots.len() { 0 } else { slot + 1 }
    }

    /// The records that have a key.
    pub(super) fn get(&self, key: u64) -> &[u32] {
        if self.filter.may_have(key) { self.look_up(key).records } else { &[] }
    }

    /// Of keys with what they belong to, those that may be there, in their order. Their slots are then at
    /// hand.
    pub(super) fn sift(&self, probes: &[(u64, u32)], left: &mut Vec<(u64, u32)>) {
        self.filter.sift(probes, left);
        let seen = left.iter().fold(0, |seen, &(key, _)| seen ^ self.slots[self.first_slot(key)].key);
        std::hint::black_box(seen);
    }

    /// The records that have a key which the filter let through.
    pub(super) fn look_up(&self, key: u64) -> Listed<'_> {
        let mut at = self.first_slot(key);
        loop {
            let slot = &self.slots[at];
            match slot.holds {
                Holds::Nothing => return Listed::default(),
                Holds::Record if slot.key == key => {
                    return Listed { records: std::slice::from_ref(&slot.records), all: 1 };
                }
                Holds::List if slot.key == key => {
                    let list = &self.lists[slot.records as usize..];
                    return Listed { records: &list[2..2 + list[0] as usize], all: list[1] as usize };
                }
                Holds::Record | Holds::List => at = self.after(at),
            }
        }
    }

    pub(super) fn is_empty(&self) -> bool {
        self.slots.len() == 1
    }
}

const fn first_slot(key: u64, slots: usize) -> usize {
    (key >> 12) as usize & (slots - 1)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::likeness::mix;

    #[test]
    fn every_key_is_found_with_its_records() {
        let pairs: Vec<_> = (0..5_000_u32).map(|i| (mix(u64::from(i / 3), 7), i)).collect();
        let blocks = Blocks::new(pairs.into_iter().rev().collect());
        for block in 0..1_666_u32 {
            assert_eq!(blocks.get(mix(u64::from(block), 7)), [block * 3, block * 3 + 1, block * 3 + 2]);
        }
        assert!((2_000..9_000_u64).all(|i| blocks.get(mix(i, 7)).is_empty()));
        assert!(Blocks::new(Vec::new()).get(3).is_empty());
    }
}
