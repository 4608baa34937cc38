//! Names and markers by the hash of their folded letters, exactly and within slips.
//!
//! Near names are found by deletions: a name and a text that differ in one letter become equal when
//! one letter of each is left out (SymSpell, Garbe 2012); names of eight letters and more are held
//! with two letters left out too. Found ones are measured with Damerau-Levenshtein distance.

use std::collections::BTreeMap;
use std::sync::OnceLock;

use hashbrown::HashMap;

use super::hashing::{join_hash, push_hash};
use super::markers::{Flags, Spelling};
use super::speech::distance;
use super::unit::Province;

/// What a run of folded letters can be.
#[derive(Debug, Default)]
pub(super) struct Entry {
    pub(super) key: Box<[u8]>,
    /// Key with the first letters that northern speech confuses made one.
    pub(super) spoken: Box<[u8]>,
    /// Indices of units, by province.
    pub(super) wards: Vec<u32>,
    /// Indices of districts.
    pub(super) districts: Vec<u32>,
    pub(super) provinces: Vec<Province>,
    pub(super) markers: Vec<Spelling>,
    /// All that the markers say.
    pub(super) flags: Flags,
}

impl Entry {
    #[inline]
    pub(super) fn is_name(&self) -> bool {
        !(self.wards.is_empty() && self.districts.is_empty() && self.provinces.is_empty())
    }
}

/// The index. Memory: see [`NameIndex::bytes`].
#[derive(Debug, Default)]
pub(super) struct NameIndex {
    pub(super) entries: Vec<Entry>,
    by_hash: HashMap<u64, u32>,
    /// A bit for each hash: most runs of words are no name.
    seen: Vec<u64>,
    near: OnceLock<Near>,
}

const SEEN_BITS: u32 = 17;

#[inline]
fn hash(letters: &[u8]) -> u64 {
    letters.iter().fold(0, |hash, &letter| push_hash(hash, letter))
}

/// The high bits of a mixed hash.
#[inline]
fn mixed(hash: u64, bits: u32) -> usize {
    (hash.wrapping_mul(0xd6e8_feb8_6659_fd93) >> (64 - bits)) as usize
}

impl NameIndex {
    pub(super) fn new(by_key: BTreeMap<Box<[u8]>, Entry>) -> NameIndex {
        let mut index = NameIndex { seen: vec![0; 1 << (SEEN_BITS - 6)], ..NameIndex::default() };
        for (key, mut entry) in by_key {
            let hash = hash(&key);
            let bit = mixed(hash, SEEN_BITS);
            index.seen[bit / 64] |= 1 << (bit % 64);
            index.by_hash.insert(hash, index.entries.len() as u32);
            entry.flags = entry.markers.iter().fold(Flags::NONE, |flags, marker| flags.and(marker.flags));
            entry.key = key;
            index.entries.push(entry);
        }
        index
    }

    /// The entry of the letters with that hash.
    #[inline]
    pub(super) fn get(&self, hash: u64, letters: &[u8]) -> Option<u32> {
        let bit = mixed(hash, SEEN_BITS);
        if self.seen[bit / 64] >> (bit % 64) & 1 == 0 {
            return None;
        }
        let &at = self.by_hash.get(&hash)?;
        (*self.entries[at as usize].key == *letters).then_some(at)
    }

    /// The entry of a key.
    #[inline]
    pub(super) fn find(&self, key: &[u8]) -> Option<&Entry> {
        self.get(hash(key), key).map(|at| &self.entries[at as usize])
    }

    /// Entries that fit and that the letters, spoken or mistyped, can mean, with the slips: one, or
    /// two in long names that are not near enough to any other.
    pub(super) fn near(
        &self,
        letters: &[u8],
        spoken: &[u8],
        fits: impl Fn(&Entry) -> bool,
        found: &mut Vec<(u32, u8)>,
    ) {
        if letters.len() < 3 || letters.len() > 24 {
            return;
        }
        let near = self.near.get_or_init(|| Near::new(&self.entries));
        near.spoken(hash(spoken), &mut |at| {
            let entry = &self.entries[at as usize];
            if *entry.key != *letters && fits(entry) {
                found.push((at, 1));
            }
        });
        let mut tried = [u32::MAX; 32];
        let mut count = 0;
        let mut add = |at: u32, found: &mut Vec<(u32, u8)>| {
            if tried.contains(&at) || found.iter().any(|(known, _)| *known == at) {
                return;
            }
            tried[count % tried.len()] = at;
            count += 1;
            let entry = &self.entries[at as usize];
            if *entry.key != *letters && fits(entry) {
                let slips = distance(&entry.key, letters);
                if slips <= limit(letters.len()) {
                    found.push((at, slips));
                }
            }
        };
        near.of(hash(letters), &mut |at| add(at, found));
        deletions(letters, true, false, &mut |hash| near.of(hash, &mut |at| add(at, found)));
        if limit(letters.len()) == 2 && found.is_empty() {
            deletions(letters, false, true, &mut |hash| near.of(hash, &mut |at| add(at, found)));
        }
    }

    /// Bytes held by the index of near names: the largest part.
    pub(super) fn bytes(&self) -> usize {
        let near = self.near.get_or_init(|| Near::new(&self.entries));
        let names: usize = self.entries.iter().map(|entry| size_of::<Entry>() + entry.key.len() * 2).sum();
        names + self.by_hash.capacity() * 13 + self.seen.len() * 8 + near.bytes()
    }
}

/// Two slips in long names, one in others.
#[inline]
fn limit(letters: usize) -> u8 {
    if letters >= 9 { 2 } else { 1 }
}

/// Hashes of the letters with one left out, and with two.
fn deletions(letters: &[u8], one: bool, two: bool, found: &mut impl FnMut(u64)) {
    let mut heads = [0u64; 26];
    for (at, &letter) in letters.iter().enumerate() {
        heads[at + 1] = push_hash(heads[at], letter);
    }
    let len = letters.len();
    let mut tail = 0;
    // From the right, so that the hash of the tail grows by one letter a step.
    for (power, at) in (0..len).rev().enumerate() {
        if one {
            found(join_hash(heads[at], tail, power));
        }
        if two {
            let mut middle = 0;
            for second in (0..at).rev() {
                let left = join_hash(heads[second], middle, at - second - 1);
                found(join_hash(left, tail, power));
                middle = join_hash(push_hash(0, letters[second]), middle, at - second - 1);
            }
        }
        tail = join_hash(push_hash(0, letters[at]), tail, power);
    }
}

/// Entries by the hashes of their keys with letters left out, and by their spoken keys.
#[derive(Debug)]
struct Near {
    pairs: Vec<(u32, u32)>,
    /// Where the pairs of each prefix of a hash begin.
    starts: Vec<u32>,
    spoken: HashMap<u64, Vec<u32>>,
}

const BUCKET_BITS: u32 = 16;

#[inline]
fn short(hash: u64) -> u32 {
    (hash.wrapping_mul(0xd6e8_feb8_6659_fd93) >> 32) as u32
}

impl Near {
    fn new(entries: &[Entry]) -> Near {
        let mut pairs: Vec<(u32, u32)> = Vec::new();
        let mut spoken: HashMap<u64, Vec<u32>> = HashMap::new();
        for (at, entry) in entries.iter().enumerate() {
            let letters = entry.key.len();
            let marker = entry.flags.any(Flags::UNIT);
            if !(entry.is_name() || marker) || !(4..=24).contains(&letters) {
                continue;
            }
            let at = at as u32;
            pairs.push((short(hash(&entry.key)), at));
            deletions(&entry.key, true, letters >= 8, &mut |hash| pairs.push((short(hash), at)));
            if entry.is_name() {
                spoken.entry(hash(&entry.spoken)).or_default().push(at);
            }
        }
        pairs.sort_unstable();
        pairs.dedup();
        let mut starts = vec![0u32; (1 << BUCKET_BITS) + 1];
        for (hash, _) in &pairs {
            starts[(hash >> (32 - BUCKET_BITS)) as usize + 1] += 1;
        }
        for at in 1..starts.len() {
            starts[at] += starts[at - 1];
        }
        Near { pairs, starts, spoken }
    }

    fn of(&self, hash: u64, found: &mut impl FnMut(u32)) {
        let hash = short(hash);
        let bucket = (hash >> (32 - BUCKET_BITS)) as usize;
        let range = self.starts[bucket] as usize..self.starts[bucket + 1] as usize;
        self.pairs[range].iter().filter(|pair| pair.0 == hash).for_each(|pair| found(pair.1));
    }

    fn spoken(&self, hash: u64, found: &mut impl FnMut(u32)) {
        self.spoken.get(&hash).into_iter().flatten().for_each(|&at| found(at));
    }

    fn bytes(&self) -> usize {
        self.pairs.len() * 8 + self.starts.len() * 4 + self.spoken.capacity() * 40
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letters_left_out() {
        let mut found = Vec::new();
        deletions(b"abc", true, true, &mut |hash| found.push(hash));
        let expected: Vec<u64> = ["ab", "b", "a", "ac", "c", "bc"].iter().map(|text| hash(text.as_bytes())).collect();
        assert_eq!(found.len(), 6);
        assert!(expected.iter().all(|hash| found.contains(hash)));
    }
}
