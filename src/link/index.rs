//! The records' keys in one hash index, behind a bit filter: most rows of the register meet no
//! record, and the filter says so without touching the index.

use rayon::slice::ParallelSliceMut;

/// Says of most keys that are not there that they are not.
#[derive(Debug)]
struct Filter(Vec<u64>);

/// Bits of the filter a key: with two probes of one word, few false hits.
const FILTER_BITS: usize = 16;

impl Filter {
    fn of(keys: impl ExactSizeIterator<Item = u64>) -> Filter {
        let mut filter = Filter(vec![0; (keys.len() * FILTER_BITS / 64).next_power_of_two()]);
        for key in keys {
            let (word, bits) = filter.place(key);
            filter.0[word] |= bits;
        }
        filter
    }

    const fn place(&self, key: u64) -> (usize, u64) {
        let word = (key >> 32) as usize & (self.0.len() - 1);
        (word, 1 << (key & 63) | 1 << (key >> 6 & 63))
    }

    fn may_have(&self, key: u64) -> bool {
        let (word, bits) = self.place(key);
        self.0[word] & bits == bits
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
            filter: Filter::of(keys.iter().copied()),
            slots: vec![(0, EMPTY); (keys.len() * 4 / 3 + 1).next_power_of_two()],
            len: keys.len(),
        };
        for (rank, &key) in keys.iter().enumerate() {
            let mut slot = first_slot(key, map.slots.len());
            while map.slots[slot].1 != EMPTY {
                slot = (slot + 1) & (map.slots.len() - 1);
            }
            map.slots[slot] = (key, rank as u32);
        }
        map
    }

    pub(super) const fn len(&self) -> usize {
        self.len
    }

    /// The rank of a key.
    pub(super) fn find(&self, key: u64) -> Option<usize> {
        if !self.filter.may_have(key) {
            return None;
        }
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

/// Records by key. A slot holds half of a key and where its list begins; the list begins with the whole
/// key and its length, so that a key costs two looks into memory.
#[derive(Debug)]
pub(super) struct Blocks {
    filter: Filter,
    /// Upper half of a key, and the place of its list plus one; 0 is empty.
    slots: Vec<u64>,
    /// Head and records, list after list.
    lists: Vec<u32>,
}

/// Numbers before the records of a list: key (low half, high half), how many records follow, how many
/// have the key.
const LIST_HEAD: usize = 4;

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

    /// Of some of the records of `whole`, with its lengths: a key is as full as it is with all of them.
    pub(super) fn part_of(whole: &Blocks, pairs: Vec<(u64, u32)>) -> Blocks {
        Blocks::counted(pairs, |key, _| whole.look_up(key).all)
    }

    fn counted(mut pairs: Vec<(u64, u32)>, all: impl Fn(u64, usize) -> usize) -> Blocks {
        pairs.par_sort_unstable();
        pairs.dedup();
        let keys = pairs.chunk_by(|a, b| a.0 == b.0).count();
        let mut lists = Vec::with_capacity(pairs.len() + keys * LIST_HEAD);
        let mut slots = vec![0_u64; (keys * 4 / 3 + 1).next_power_of_two()];
        let mut distinct = Vec::with_capacity(keys);
        for list in pairs.chunk_by(|a, b| a.0 == b.0) {
            let key = list[0].0;
            let start = u32::try_from(lists.len() + 1).expect("lists of fewer than 4 thousand million numbers");
            let mut slot = first_slot(key, slots.len());
            while slots[slot] != 0 {
                slot = (slot + 1) & (slots.len() - 1);
            }
            slots[slot] = key >> 32 << 32 | u64::from(start);
            lists.extend([key as u32, (key >> 32) as u32, list.len() as u32, all(key, list.len()) as u32]);
            lists.extend(list.iter().map(|&(_, record)| record));
            distinct.push(key);
        }
        Blocks { filter: Filter::of(distinct.into_iter()), slots, lists }
    }

    /// The records that have a key.
    pub(super) fn get(&self, key: u64) -> &[u32] {
        if self.filter.may_have(key) { self.look_up(key).records } else { &[] }
    }

    /// Of keys with what they belong to, those that may be there, in their order.
    pub(super) fn sift(&self, probes: &[(u64, u32)], left: &mut Vec<(u64, u32)>) {
        left.resize(probes.len(), (0, 0));
        let mut count = 0;
        // Without a branch the next looks into memory need not wait for this one.
        for &probe in probes {
            left[count] = probe;
            count += usize::from(self.filter.may_have(probe.0));
        }
        left.truncate(count);
    }

    /// The records that have a key which the filter let through.
    pub(super) fn look_up(&self, key: u64) -> Listed<'_> {
        let mut slot = first_slot(key, self.slots.len());
        loop {
            let held = self.slots[slot];
            if held == 0 {
                return Listed::default();
            }
            if held >> 32 == key >> 32 {
                let start = (held as u32) as usize - 1;
                let (head, rest) = self.lists[start..].split_at(LIST_HEAD);
                if head[0] == key as u32 {
                    return Listed { records: &rest[..head[2] as usize], all: head[3] as usize };
                }
            }
            slot = (slot + 1) & (self.slots.len() - 1);
        }
    }
}

impl Blocks {
    /// The keys that more than `most` records have, in order.
    pub(super) fn fuller_than(&self, most: usize) -> Vec<u64> {
        let (mut keys, mut rest) = (Vec::new(), self.lists.as_slice());
        while let [low, high, own, all, records @ ..] = rest {
            if *all as usize > most {
                keys.push(u64::from(*high) << 32 | u64::from(*low));
            }
            rest = &records[*own as usize..];
        }
        keys
    }

    pub(super) const fn is_empty(&self) -> bool {
        self.lists.is_empty()
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
