//! The records' keys in one hash index, behind a bit filter: most rows of the register meet no
//! record, and the filter says so without touching the index.

/// A set of keys, each with its rank.
#[derive(Debug, Default)]
pub(super) struct KeyMap {
    filter: Vec<u64>,
    slots: Vec<(u64, u32)>,
    len: usize,
}

const EMPTY: u32 = u32::MAX;
/// Bits of the filter a key: with two probes of one word, few false hits.
const FILTER_BITS: usize = 16;

impl KeyMap {
    /// Of keys that are sorted and distinct.
    pub(super) fn new(keys: &[u64]) -> KeyMap {
        let words = (keys.len() * FILTER_BITS / 64).next_power_of_two();
        let mut map = KeyMap {
            filter: vec![0; words],
            slots: vec![(0, EMPTY); (keys.len() * 4 / 3 + 1).next_power_of_two()],
            len: keys.len(),
        };
        for (rank, &key) in keys.iter().enumerate() {
            let (word, bits) = map.filter_place(key);
            map.filter[word] |= bits;
            let mut slot = map.first_slot(key);
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

    fn filter_place(&self, key: u64) -> (usize, u64) {
        let word = (key >> 32) as usize & (self.filter.len() - 1);
        (word, 1 << (key & 63) | 1 << (key >> 6 & 63))
    }

    fn first_slot(&self, key: u64) -> usize {
        (key >> 12) as usize & (self.slots.len() - 1)
    }

    /// The rank of a key.
    pub(super) fn find(&self, key: u64) -> Option<usize> {
        let (word, bits) = self.filter_place(key);
        if self.filter[word] & bits != bits {
            return None;
        }
        let mut slot = self.first_slot(key);
        loop {
            match self.slots[slot] {
                (_, EMPTY) => return None,
                (found, rank) if found == key => return Some(rank as usize),
                _ => slot = (slot + 1) & (self.slots.len() - 1),
            }
        }
    }
}

/// Records by key.
#[derive(Debug)]
pub(super) struct Blocks {
    map: KeyMap,
    starts: Vec<u32>,
    members: Vec<u32>,
}

impl Blocks {
    /// From pairs of key and record, in any order.
    pub(super) fn new(mut pairs: Vec<(u64, u32)>) -> Blocks {
        pairs.sort_unstable();
        pairs.dedup();
        let (mut keys, mut starts) = (Vec::new(), Vec::new());
        for (at, &(key, _)) in pairs.iter().enumerate() {
            if keys.last() != Some(&key) {
                keys.push(key);
                starts.push(at as u32);
            }
        }
        starts.push(pairs.len() as u32);
        Blocks { map: KeyMap::new(&keys), starts, members: pairs.into_iter().map(|(_, record)| record).collect() }
    }

    /// The records that have a key.
    pub(super) fn get(&self, key: u64) -> &[u32] {
        match self.map.find(key) {
            Some(rank) => &self.members[self.starts[rank] as usize..self.starts[rank + 1] as usize],
            None => &[],
        }
    }
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
