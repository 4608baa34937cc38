//! Rows of the register held against records: who shares a key is compared, and kept where it may be a
//! match.

use std::sync::atomic::{AtomicUsize, Ordering};

use arrow::array::RecordBatch;
use rayon::iter::{
    IndexedParallelIterator, IntoParallelIterator, IntoParallelRefIterator, ParallelBridge, ParallelIterator,
};
use rayon::slice::{ParallelSlice, ParallelSliceMut};

use super::census::{Classes, Counts};
use super::compare::{self, compare};
use super::error::LinkError;
use super::hits::{About, Heap, Hit};
use super::index::Blocks;
use super::kept::{KeptCandidates, Mark};
use super::keys::{id_key, keys};
use super::meeting::Meeting;
use super::model::Model;
use super::place::Place;
use super::prepared::{Block, Ids, Person, PreparedRegister};
use super::query::Prepared;
use super::row::{Columns, Row};
use super::stream::Tally;
use super::weigh::Sieve;
use crate::table::TableError;

pub(super) struct Pass<'a> {
    /// Ordered by name: rows of one name find the records that they meet side by side.
    pub(super) queries: Vec<Prepared>,
    /// The records that a row is held against: of people whose rows changed since the candidates were
    /// kept all, of everybody else those that changed themselves.
    pub(super) blocks: [Blocks; 2],
    /// People whose rows changed since the candidates were kept.
    pub(super) moved: Ids,
    pub(super) classes: Classes,
    sieve: Sieve,
    model: &'a Model,
}

/// Place in [`Pass::blocks`] of the records that everybody is held against, and of all records.
pub(super) const FEW: usize = 0;
const ALL: usize = 1;

/// What one thread brings home from its batches or blocks.
#[derive(Default)]
pub(super) struct Part {
    hits: Heap,
    /// Of batches; blocks were counted when they were prepared.
    counts: Option<Counts>,
    tally: Tally,
    meetings: [Meeting; 2],
}

/// Records whose keys one thread makes together.
const RECORDS_AT_ONCE: usize = 4_096;
/// The records ordered by name, and where each went.
fn by_name(queries: &[Prepared]) -> (Vec<u32>, Vec<Prepared>) {
    let key = |at: u32| {
        let name = queries[at as usize].name.as_ref();
        (name.map(|name| (name.keys.given, name.keys.whole)), at)
    };
    let mut order: Vec<_> = (0..queries.len() as u32).map(key).collect();
    order.par_sort_unstable();
    let mut places = vec![0; queries.len()];
    order.iter().enumerate().for_each(|(place, (_, at))| places[*at as usize] = place as u32);
    (places, order.into_par_iter().map(|(_, at)| queries[at as usize]).collect())
}

/// The keys of some of the records.
fn pairs(queries: &[Prepared], wanted: impl Fn(usize) -> bool + Sync) -> Vec<(u64, u32)> {
    let some = |(part, queries): (usize, &[Prepared])| {
        let mut pairs = Vec::with_capacity(queries.len() * 10);
        for (at, query) in queries.iter().enumerate() {
            let index = part * RECORDS_AT_ONCE + at;
            if !wanted(index) {
                continue;
            }
            let folded = query.name.as_ref().map(|name| &name.keys);
            keys(&query.who, folded, true, |key| pairs.push((key, index as u32)));
            if query.decided > 0 {
                pairs.push((id_key(query.decided), index as u32));
            }
        }
        pairs
    };
    queries.par_chunks(RECORDS_AT_ONCE).enumerate().flat_map_iter(some).collect()
}

impl<'a> Pass<'a> {
    /// Everybody is held against all records. Gives where each record went.
    pub(super) fn of(queries: &[Prepared], model: &'a Model) -> (Vec<u32>, Pass<'a>) {
        let ordered = || {
            let (places, queries) = by_name(queries);
            let blocks = [Blocks::new(pairs(&queries, |_| true)), Blocks::default()];
            (places, queries, blocks)
        };
        let ((places, queries, blocks), classes) = rayon::join(ordered, || Classes::of(queries));
        (places, Pass { queries, blocks, moved: Ids::default(), classes, sieve: Sieve::new(model), model })
    }

    /// Holds everybody against those records only whose kept candidates do not hold any more, and
    /// people whose rows changed since against all. Gives which records those are.
    pub(super) fn look_again(
        &mut self,
        kept: &KeptCandidates,
        tonight: (&[Person], &[Mark]),
        full_keys: &[u64],
    ) -> Vec<bool> {
        let (people, marks) = tonight;
        let mut changed: Vec<bool> = marks.par_iter().map(|&mark| kept.of(mark).is_none()).collect();
        let all = std::mem::take(&mut self.blocks[FEW]);
        let only_in = |a: &[u64], b: &[u64]| -> Vec<u64> {
            a.iter().copied().filter(|key| b.binary_search(key).is_err()).collect()
        };
        // Who was left out of an over-full block then is not now, or the other way round.
        for key in only_in(full_keys, &kept.full_keys).into_iter().chain(only_in(&kept.full_keys, full_keys)) {
            all.look_up(key).records.iter().for_each(|&record| changed[record as usize] = true);
        }
        self.blocks[FEW] = Blocks::part_of(&all, pairs(&self.queries, |record| changed[record]));
        self.blocks[ALL] = all;
        self.moved = Ids::of(kept.moved(people).into_iter());
        changed
    }

    pub(super) fn sum(&self, parts: Vec<Part>) -> (Heap, Counts, Tally) {
        let (mut heap, mut counts, mut tally) = (Heap::default(), Counts::new(&self.classes), Tally::default());
        for part in parts {
            part.counts.iter().for_each(|own| counts.add(own));
            tally.add(part.tally);
            heap.append(part.hits);
        }
        (heap, counts, tally)
    }

    pub(super) fn batches(
        &self,
        batches: impl Iterator<Item = Result<RecordBatch, TableError>> + Send,
    ) -> Result<Vec<Part>, LinkError> {
        let start = || Part { counts: Some(Counts::new(&self.classes)), ..Part::default() };
        let read = |mut part: Part, batch: Result<RecordBatch, TableError>| -> Result<Part, LinkError> {
            self.batch(&batch?, &mut part)?;
            Ok(part)
        };
        batches.par_bridge().try_fold(start, read).collect()
    }

    pub(super) fn prepared(&self, register: &PreparedRegister) -> Result<Vec<Part>, LinkError> {
        let gone = register.changes.as_ref().map(|changes| &changes.ids);
        // Somebody who had changed and is again as in the base stands only there.
        let back = gone.map_or(!self.moved.is_empty(), |gone| self.moved.has_more_than(gone));
        let blocks = register.parts(back || !self.blocks[FEW].is_empty());
        let next = AtomicUsize::new(0);
        // Each thread takes the next block, so that it brings home one part and no more.
        let thread = |_: usize| -> Result<Part, LinkError> {
            let (mut part, mut bytes, mut files) = (Part::default(), Vec::new(), register.handles()?);
            while let Some(&own) = blocks.get(next.fetch_add(1, Ordering::Relaxed)) {
                let block = register.read(&mut files, own, &mut bytes)?;
                self.block(&block, gone.filter(|_| !own.changed), &mut part);
            }
            Ok(part)
        };
        (0..rayon::current_num_threads()).into_par_iter().with_max_len(1).map(thread).collect()
    }

    /// Holds the rows of a block against the records, but for those of `gone`.
    fn block(&self, block: &Block, gone: Option<&Ids>, part: &mut Part) {
        let of_block = (|at: usize| block.row(at), |at: usize| block.place(at));
        for at in 0..block.rows() {
            let id = block.id(at);
            if gone.is_some_and(|gone| gone.has(id)) {
                continue;
            }
            let against = if self.moved.has(id) { ALL } else { FEW };
            if self.blocks[against].is_empty() {
                continue;
            }
            let (who, name) = block.head(at);
            if part.meetings[against].take(at, who, name) {
                self.meet(part, against, of_block);
            }
        }
        [FEW, ALL].into_iter().for_each(|against| self.meet(part, against, of_block));
    }

    fn batch(&self, batch: &RecordBatch, part: &mut Part) -> Result<(), LinkError> {
        let columns = Columns::of(batch)?;
        part.tally.register_rows += columns.rows() as u64;
        let mut rows = Vec::new();
        let place = |at: usize| Place::of(columns.address(at), self.model.words());
        for at in 0..columns.rows() {
            let Some(row) = columns.row(at, self.model.dialect()) else {
                part.tally.register_rows_unusable += 1;
                continue;
            };
            part.counts.iter_mut().for_each(|counts| counts.count(&row, &self.classes));
            rows.push((row, at));
            if part.meetings[FEW].take(rows.len() - 1, row.who, row.name.keys) {
                self.meet(part, FEW, (|at: usize| rows[at].0, |at: usize| place(rows[at].1)));
                rows.clear();
            }
        }
        self.meet(part, FEW, (|at: usize| rows[at].0, |at: usize| place(rows[at].1)));
        Ok(())
    }

    /// What meets the rows in hand, which are then put down. `row` and `place` tell of the row at a place
    /// of the batch or block what it says and where it lives.
    fn meet(&self, part: &mut Part, against: usize, (row, place): (impl Fn(usize) -> Row, impl Fn(usize) -> Place)) {
        let Part { meetings, hits, tally, .. } = part;
        let meeting = &mut meetings[against];
        let most = self.model.file.blocking.full_block;
        tally.pairs_narrowed += meeting.find(&self.blocks[against], &self.queries, most);
        tally.pairs_compared += meeting.pairs() as u64;
        for (at, pairs) in meeting.met() {
            let row = row(at);
            // Few rows are anybody's candidate: only their addresses are read.
            let mut read_once = None;
            let mut read = || *read_once.get_or_insert_with(|| place(at));
            let found = pairs.iter().filter_map(|pair| self.hit(pair.record(), &row, &mut read));
            found.for_each(|hit| hits.push(hit));
        }
        meeting.end();
    }

    fn hit(&self, query: u32, row: &Row, place: &mut impl FnMut() -> Place) -> Option<Hit> {
        let own = &self.queries[query as usize];
        let (mut levels, spot) = compare(own, row, self.model.dialect());
        if !(self.sieve.keeps(&levels) || own.is_decided_for(row.who.id)) {
            return None;
        }
        levels.place = compare::place(&levels, own.place, place);
        Some(Hit {
            query,
            person: row.who.id,
            levels,
            about: About::new(row.who.wards[0], spot, row.dead),
            household: row.household,
        })
    }
}
