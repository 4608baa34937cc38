//! Rows in hand and the records that share a key with them. Rows are taken in lots: the looks into memory
//! of one lot overlap.

use super::index::Blocks;
use super::keys::{Identity, keys};
use super::query::Prepared;
use crate::likeness::Folded;

/// Rows whose keys are looked up together.
const AT_ONCE: usize = 64;

/// The rows in hand, and whom they meet; kept from lot to lot to spare allocations.
#[derive(Default)]
pub(super) struct Meeting {
    /// What the rows' keys are made of.
    heads: Vec<(Identity, Folded)>,
    /// Where in the batch or block the rows stand.
    places: Vec<u32>,
    /// Keys and the row in hand that has them: all, and those that some record may have.
    probes: Vec<(u64, u32)>,
    left: Vec<(u64, u32)>,
    pairs: Vec<Pair>,
}

/// A row in hand and a record, as one number: row first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Pair(u64);

impl Pair {
    const fn new(row: u32, record: u32) -> Pair {
        Pair((row as u64) << 32 | record as u64)
    }

    const fn row(self) -> usize {
        (self.0 >> 32) as usize
    }

    pub(super) const fn record(self) -> u32 {
        self.0 as u32
    }
}

impl Meeting {
    /// Takes a row in hand; whether they are now as many as are looked up together.
    pub(super) fn take(&mut self, place: usize, who: Identity, name: Folded) -> bool {
        self.heads.push((who, name));
        self.places.push(place as u32);
        self.heads.len() == AT_ONCE
    }

    /// Finds the pairs, each once, but for those of a key of more than `most` records where nothing else
    /// agrees; gives how many were left out so.
    pub(super) fn find(&mut self, blocks: &Blocks, records: &[Prepared], most: usize) -> u64 {
        let Meeting { heads, probes, left, pairs, .. } = self;
        probes.clear();
        pairs.clear();
        for (at, (who, name)) in heads.iter().enumerate() {
            keys(who, Some(name), false, |key| probes.push((key, at as u32)));
        }
        blocks.sift(probes, left);
        let mut narrowed = 0;
        for &(key, row) in left.iter() {
            let listed = blocks.look_up(key);
            if listed.all <= most {
                pairs.extend(listed.records.iter().map(|&record| Pair::new(row, record)));
            } else {
                let (before, who) = (pairs.len(), &heads[row as usize].0);
                let kept = listed.records.iter().filter(|&&record| agrees_elsewhere(&records[record as usize], who));
                pairs.extend(kept.map(|&record| Pair::new(row, record)));
                narrowed += (listed.records.len() + before - pairs.len()) as u64;
            }
        }
        pairs.sort_unstable();
        pairs.dedup();
        // Each record's first lines are then at hand.
        let seen = pairs.iter().fold(0, |seen, pair| seen ^ records[pair.record() as usize].glance());
        std::hint::black_box(seen);
        narrowed
    }

    pub(super) const fn pairs(&self) -> usize {
        self.pairs.len()
    }

    /// Rows that meet somebody: where they stand, and whom they meet.
    pub(super) fn met(&self) -> impl Iterator<Item = (usize, &[Pair])> {
        let rows = self.pairs.chunk_by(|a, b| a.row() == b.row());
        rows.map(|pairs| (self.places[pairs[0].row()] as usize, pairs))
    }

    /// Puts the rows down.
    pub(super) fn end(&mut self) {
        self.heads.clear();
        self.places.clear();
    }
}

/// The second key of over-full blocks: the ward or the full birth date.
fn agrees_elsewhere(record: &Prepared, row: &Identity) -> bool {
    let Prepared { who, decided, .. } = record;
    let ward = who.wards.iter().any(|&ward| ward > 0 && row.wards.contains(&ward));
    ward || (who.has_full_birth() && who.birth == row.birth) || (row.id > 0 && [who.id, *decided].contains(&row.id))
}
