//! Candidates as the pass finds them, and put in order: by record, then person.

use rayon::iter::{IndexedParallelIterator, IntoParallelIterator, ParallelIterator};

use super::levels::Levels;
use super::prepared::Ids;

/// A candidate of a record. Ordered by record, then person.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Hit {
    /// Which record.
    pub(super) query: u32,
    /// 12-digit number of the person.
    pub(super) person: u64,
    pub(super) levels: Levels,
    pub(super) about: About,
    pub(super) household: u64,
}

const _: () = assert!(size_of::<Hit>() == 32, "two a line of memory");

/// Ward, slipped syllable and death of a candidate in one number: there are millions of candidates.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default)]
pub(super) struct About(pub(super) u32);

impl About {
    /// Ward of residence, 0 unknown; the syllable of the record's name that a one-letter slip would be in.
    pub(super) const fn new(ward: u32, spot: u8, dead: bool) -> About {
        About(ward | (spot as u32 & 0x7f) << 24 | (dead as u32) << 31)
    }

    pub(super) const fn ward(self) -> u32 {
        self.0 & 0x00ff_ffff
    }

    pub(super) const fn spot(self) -> usize {
        (self.0 >> 24 & 0x7f) as usize
    }

    pub(super) const fn is_dead(self) -> bool {
        self.0 >> 31 > 0
    }
}

/// Candidates that one piece of [`Heap`] holds: about a megabyte.
const PIECE: usize = 32_768;

/// Candidates in no order, in pieces: they grow without being moved.
#[derive(Debug, Default)]
pub(super) struct Heap(Vec<Vec<Hit>>);

impl Heap {
    pub(super) fn push(&mut self, hit: Hit) {
        match self.0.last_mut() {
            Some(piece) if piece.len() < PIECE => piece.push(hit),
            _ => {
                let mut piece = Vec::with_capacity(PIECE);
                piece.push(hit);
                self.0.push(piece);
            }
        }
    }

    pub(super) fn append(&mut self, other: Heap) {
        self.0.extend(other.0);
    }
}

/// All candidates, each once, ordered by record and person.
#[derive(Debug, Default)]
pub(super) struct Hits {
    /// Where each record's candidates begin; one more at the end.
    starts: Vec<u32>,
    hits: Vec<Hit>,
}

impl Hits {
    /// Puts the candidates of `records` records in order. A person that the register holds twice is one
    /// candidate.
    pub(super) fn of(heap: Heap, records: usize) -> Hits {
        let mut starts = vec![0_u32; records + 1];
        heap.0.iter().flatten().for_each(|hit| starts[hit.query as usize + 1] += 1);
        let mut sum = 0;
        for start in &mut starts {
            sum += *start;
            *start = sum;
        }
        let Some(&any) = heap.0.first().and_then(|piece| piece.first()) else {
            return Hits { starts, hits: Vec::new() };
        };
        let mut hits = vec![any; sum as usize];
        let mut next = starts.clone();
        for piece in heap.0 {
            for hit in piece {
                let place = &mut next[hit.query as usize];
                hits[*place as usize] = hit;
                *place += 1;
            }
        }
        let twice = sort_each(&mut hits, &starts);
        let mut hits = Hits { starts, hits };
        if twice {
            hits.drop_repeated();
        }
        hits
    }

    fn drop_repeated(&mut self) {
        self.hits.dedup_by_key(|hit| (hit.query, hit.person));
        let mut counts = vec![0_u32; self.starts.len()];
        self.hits.iter().for_each(|hit| counts[hit.query as usize + 1] += 1);
        let mut sum = 0;
        for (start, count) in self.starts.iter_mut().zip(counts) {
            sum += count;
            *start = sum;
        }
    }

    /// The candidates of one record, ordered by person.
    pub(super) fn of_record(&self, record: usize) -> &[Hit] {
        &self.hits[self.starts[record] as usize..self.starts[record + 1] as usize]
    }

    /// Of candidates that come record by record, each record's in order.
    pub(super) fn of_groups<'a>(
        groups: impl Iterator<Item = (u32, &'a [Hit])>,
        (records, hits): (usize, usize),
    ) -> Hits {
        let mut all = Hits { starts: Vec::with_capacity(records + 1), hits: Vec::with_capacity(hits) };
        all.starts.push(0);
        for (query, group) in groups {
            all.hits.extend(group.iter().map(|hit| Hit { query, ..*hit }));
            all.starts.push(all.hits.len() as u32);
        }
        all
    }

    /// The candidates kept from before, without people whose rows changed, and the new ones. `kept` gives
    /// those of a record.
    pub(super) fn joined<'a>(new: &Hits, kept: impl Fn(usize) -> &'a [Hit], changed: &Ids, most: usize) -> Hits {
        let records = new.starts.len() - 1;
        let mut all = Hits { starts: Vec::with_capacity(records + 1), hits: Vec::with_capacity(most + new.len()) };
        all.starts.push(0);
        for record in 0..records {
            let (start, query) = (all.hits.len(), record as u32);
            let old = kept(record).iter().filter(|hit| !changed.has(hit.person));
            all.hits.extend(old.map(|hit| Hit { query, ..*hit }));
            let found = new.of_record(record);
            if !found.is_empty() {
                all.hits.extend_from_slice(found);
                all.hits[start..].sort_unstable();
            }
            all.starts.push(all.hits.len() as u32);
        }
        all
    }

    pub(super) const fn len(&self) -> usize {
        self.hits.len()
    }
}

/// Sorts the candidates of each record; whether one person is there twice for some record.
fn sort_each(hits: &mut [Hit], starts: &[u32]) -> bool {
    let records = starts.len() - 1;
    let (mut rest, mut groups) = (hits, Vec::new());
    for first in (0..records).step_by(4_096) {
        let last = (first + 4_096).min(records);
        let (group, tail) = rest.split_at_mut((starts[last] - starts[first]) as usize);
        groups.push(group);
        rest = tail;
    }
    let sorted = groups.into_par_iter().enumerate().map(|(at, group)| {
        let first = at * 4_096;
        let base = starts[first];
        let mut twice = false;
        for record in first..(first + 4_096).min(records) {
            let own = &mut group[(starts[record] - base) as usize..(starts[record + 1] - base) as usize];
            own.sort_unstable();
            twice |= own.windows(2).any(|pair| pair[0].person == pair[1].person);
        }
        twice
    });
    sorted.reduce(|| false, |a, b| a | b)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn hit(query: u32, person: u64) -> Hit {
        Hit { query, person, levels: Levels::default(), about: About::default(), household: 0 }
    }

    #[test]
    fn candidates_come_in_order_and_once() {
        let mut heap = Heap::default();
        for person in (0..70_000_u64).rev() {
            heap.push(hit((person % 9_000) as u32 + 1, person));
            if person % 1_000 == 0 {
                heap.push(hit((person % 9_000) as u32 + 1, person));
            }
        }
        let hits = Hits::of(heap, 9_003);
        assert_eq!(hits.len(), 70_000);
        for record in 0..9_003_usize {
            let expected: Vec<u64> = match record {
                1..=9_000 => (record as u64 - 1..70_000).step_by(9_000).collect(),
                _ => Vec::new(),
            };
            let found: Vec<u64> = hits.of_record(record).iter().map(|hit| hit.person).collect();
            assert_eq!(found, expected, "record {record}");
        }
        assert_eq!(Hits::of(Heap::default(), 3).of_record(2), []);
    }
}
