//! Candidates, and those of a lot of records in order: by record, then person.

use std::ops::Range;

use super::levels::Levels;

/// A candidate of a record. Ordered by record, then person.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default)]
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

/// Some records in a row, and the relatives that they name: candidates are worked off lot by lot, so that
/// of all of them few are in memory at once.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Lot {
    pub(super) records: Range<usize>,
    pub(super) relatives: Range<usize>,
}

/// Records of a lot; only the last has fewer.
pub(super) const RECORDS: usize = 4_096;

impl Lot {
    /// The lots of `records` records; behind them stand relatives, of the records `named`, which are in order.
    pub(super) fn all_of(records: usize, named: &[usize]) -> Vec<Lot> {
        let lot = |first: usize| {
            let own = first..(first + RECORDS).min(records);
            let at = |record: usize| records + named.partition_point(|&named| named < record);
            Lot { relatives: at(own.start)..at(own.end), records: own }
        };
        (0..records).step_by(RECORDS).map(lot).collect()
    }

    /// Records and relatives.
    pub(super) fn queries(&self) -> impl Iterator<Item = usize> + use<> {
        self.records.clone().chain(self.relatives.clone())
    }

    pub(super) fn len(&self) -> usize {
        self.records.len() + self.relatives.len()
    }

    /// Its first record and its first relative.
    pub(super) const fn starts(&self) -> [usize; 2] {
        [self.records.start, self.relatives.start]
    }

    /// The place of a record or relative in the lot.
    const fn place(&self, query: usize) -> usize {
        if query < self.records.end {
            query - self.records.start
        } else {
            self.records.end - self.records.start + query - self.relatives.start
        }
    }
}

/// The candidates of a lot, each once, ordered by record and person.
#[derive(Debug)]
pub(super) struct Hits {
    lot: Lot,
    /// Where each record's candidates begin; one more at the end.
    starts: Vec<u32>,
    hits: Vec<Hit>,
}

impl Hits {
    /// Puts candidates in order. A person that the register holds twice is one candidate.
    pub(super) fn of<'a>(lot: Lot, found: impl Iterator<Item = &'a Hit> + Clone) -> Hits {
        let mut starts = vec![0_u32; lot.len() + 1];
        found.clone().for_each(|hit| starts[lot.place(hit.query as usize) + 1] += 1);
        let mut sum = 0;
        for start in &mut starts {
            sum += *start;
            *start = sum;
        }
        let mut hits = vec![Hit::default(); sum as usize];
        let mut next = starts.clone();
        for hit in found {
            let place = &mut next[lot.place(hit.query as usize)];
            hits[*place as usize] = *hit;
            *place += 1;
        }
        let mut twice = false;
        for of_one in starts.windows(2) {
            let own = &mut hits[of_one[0] as usize..of_one[1] as usize];
            own.sort_unstable();
            twice |= own.windows(2).any(|pair| pair[0].person == pair[1].person);
        }
        let mut hits = Hits { lot, starts, hits };
        if twice {
            hits.drop_repeated();
        }
        hits
    }

    fn drop_repeated(&mut self) {
        self.hits.dedup_by_key(|hit| (hit.query, hit.person));
        self.starts.fill(0);
        self.hits.iter().for_each(|hit| self.starts[self.lot.place(hit.query as usize) + 1] += 1);
        let mut sum = 0;
        for start in &mut self.starts {
            sum += *start;
            *start = sum;
        }
    }

    /// The candidates of a record or relative of the lot, ordered by person.
    pub(super) fn of_record(&self, query: usize) -> &[Hit] {
        let place = self.lot.place(query);
        &self.hits[self.starts[place] as usize..self.starts[place + 1] as usize]
    }

    pub(super) const fn len(&self) -> usize {
        self.hits.len()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn candidates_come_in_order_and_once() {
        let lot = Lot { records: 10..5_000, relatives: 7_000..11_000 };
        let query = |person: u64| match 10 + (person % 8_000) as u32 {
            record @ ..5_000 => record,
            relative => relative + 2_000,
        };
        let mut found = Vec::new();
        for person in (0..70_000_u64).rev() {
            let hit = Hit { query: query(person), person, ..Hit::default() };
            found.extend(std::iter::repeat_n(hit, if person % 1_000 == 0 { 2 } else { 1 }));
        }
        let hits = Hits::of(lot.clone(), found.iter());
        assert_eq!(hits.len(), 70_000);
        for at in lot.queries().step_by(37) {
            let expected: Vec<u64> = (0..70_000).filter(|&person| query(person) as usize == at).collect();
            let found: Vec<u64> = hits.of_record(at).iter().map(|hit| hit.person).collect();
            assert_eq!(found, expected, "record {at}");
        }
        assert_eq!(Hits::of(lot, [].iter()).of_record(20), []);
    }

    #[test]
    fn every_record_and_relative_is_in_one_lot() {
        let named: Vec<usize> = (0..10_000).filter(|record| record % 3 == 1).collect();
        let lots = Lot::all_of(10_000, &named);
        let mut all: Vec<usize> = lots.iter().flat_map(Lot::queries).collect();
        all.sort_unstable();
        assert!(all.into_iter().eq(0..10_000 + named.len()));
        for lot in &lots {
            let beside = lot.relatives.clone().all(|relative| lot.records.contains(&named[relative - 10_000]));
            assert!(beside, "{lot:?}");
        }
        assert_eq!(Lot::all_of(0, &[]), []);
    }
}
