//! Rows of the register held against records: who shares a key is compared, and kept where it may be a
//! match.

use std::borrow::Cow;
use std::cell::Cell;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use arrow::array::RecordBatch;
use rayon::iter::{IndexedParallelIterator, IntoParallelIterator, ParallelBridge, ParallelIterator};
use rayon::slice::{ParallelSlice, ParallelSliceMut};

use super::beside::{Beside, WIDER, Wish};
use super::census::{Classes, Counts};
use super::compare::{self, compare};
use super::error::LinkError;
use super::hits::{About, Hit};
use super::index::Blocks;
use super::kept::Again;
use super::levels::Levels;
use super::meeting::Meeting;
use super::model::Model;
use super::place::Place;
use super::prepared::{Block, Ids, PreparedRegister};
use super::query::Prepared;
use super::row::{Columns, Row};
use super::shelf::{Heap, Shelf};
use super::stream::Tally;
use super::weigh::Sieve;
use crate::table::TableError;

pub(super) struct Pass<'a> {
    /// Records and relatives.
    queries: Cow<'a, [Prepared]>,
    /// The records that a row is held against: of people whose rows changed since the candidates were
    /// kept all, of everybody else those that changed themselves.
    blocks: [Blocks; 2],
    /// People whose rows changed since the candidates were kept.
    moved: Arc<Ids>,
    pub(super) classes: Classes,
    sieve: Sieve,
    model: &'a Model,
    wish: Option<Wish>,
}

/// Place in [`Pass::blocks`] of the records that everybody is held against, and of all records.
const FEW: usize = 0;
const ALL: usize = 1;

/// What one thread brings home from its batches or blocks.
pub(super) struct Part<'a> {
    hits: Heap<'a>,
    /// Of batches; blocks were counted when they were prepared.
    counts: Option<Counts>,
    tally: Tally,
    meetings: [Meeting; 2],
    beside: Option<Beside>,
}

/// What all threads counted and took along.
pub(super) struct Sum {
    pub(super) counts: Counts,
    pub(super) tally: Tally,
    pub(super) beside: Option<Beside>,
}

/// Records whose keys one thread makes together.
const RECORDS_AT_ONCE: usize = 4_096;

/// The records ordered by name: rows of one name find the records that they meet side by side.
fn by_name(queries: &[Prepared]) -> Vec<Prepared> {
    let key = |at: u32| {
        let name = queries[at as usize].name.as_ref();
        (name.map(|name| (name.keys.given, name.keys.whole)), at)
    };
    let mut order: Vec<_> = (0..queries.len() as u32).map(key).collect();
    order.par_sort_unstable();
    order.into_par_iter().map(|(_, at)| queries[at as usize]).collect()
}

/// The keys of some of the records.
fn pairs(queries: &[Prepared], wanted: impl Fn(&Prepared) -> bool + Sync) -> Vec<(u64, u32)> {
    let some = |(part, queries): (usize, &[Prepared])| {
        let mut pairs = Vec::with_capacity(queries.len() * 10);
        for (at, query) in queries.iter().enumerate().filter(|(_, query)| wanted(query)) {
            query.keys(|key| pairs.push((key, (part * RECORDS_AT_ONCE + at) as u32)));
        }
        pairs
    };
    queries.par_chunks(RECORDS_AT_ONCE).enumerate().flat_map_iter(some).collect()
}

impl Part<'_> {
    fn new(shelf: &Shelf, counts: Option<Counts>) -> Part<'_> {
        Part { hits: Heap::new(shelf), counts, tally: Tally::default(), meetings: Default::default(), beside: None }
    }
}

impl<'a> Pass<'a> {
    /// Everybody is held against all records.
    pub(super) fn of(queries: &[Prepared], model: &'a Model) -> Pass<'a> {
        let ordered = || {
            let queries = by_name(queries);
            (Blocks::new(pairs(&queries, |_| true)), queries)
        };
        let ((all, queries), classes) = rayon::join(ordered, || Classes::of(queries));
        let (blocks, sieve) = ([all, Blocks::default()], Sieve::new(model));
        Pass { queries: Cow::Owned(queries), blocks, moved: Arc::default(), classes, sieve, model, wish: None }
    }

    /// With something taken along, and pairs kept that a model somewhat other would keep.
    pub(super) fn with(self, wish: Wish) -> Pass<'a> {
        Pass { wish: Some(wish), sieve: self.sieve.wider(WIDER), ..self }
    }

    /// Everybody is held against the records that `again` has nothing of, and people whose rows changed since
    /// against all. `full` are the keys that too many records have.
    pub(super) fn again(queries: &'a [Prepared], model: &'a Model, again: &Again, full: &[u64]) -> Pass<'a> {
        let few = || Blocks::part_of(full, pairs(queries, |query| again.is_new(query)));
        let moved = Arc::clone(&again.moved);
        let all = || if moved.is_empty() { Blocks::default() } else { Blocks::new(pairs(queries, |_| true)) };
        let ((few, all), classes) = rayon::join(|| (few(), all()), || Classes::of(queries));
        let (blocks, sieve) = ([few, all], Sieve::new(model));
        Pass { queries: Cow::Borrowed(queries), blocks, moved, classes, sieve, model, wish: None }
    }

    /// What the parts counted; what they found is then on the shelf.
    pub(super) fn sum(&self, parts: Vec<Part>) -> Sum {
        let (counts, beside) = (Counts::new(&self.classes), self.wish.map(Beside::new));
        let mut sum = Sum { counts, tally: Tally::default(), beside };
        for Part { counts, tally, beside, .. } in parts {
            counts.iter().for_each(|own| sum.counts.add(own));
            sum.tally.add(tally);
            sum.beside.iter_mut().zip(beside).for_each(|(sum, own)| sum.add(own));
        }
        sum
    }

    pub(super) fn batches(
        &self,
        batches: impl Iterator<Item = Result<RecordBatch, TableError>> + Send,
        shelf: &'a Shelf,
    ) -> Result<Vec<Part<'a>>, LinkError> {
        let start = || {
            let part = Part::new(shelf, Some(Counts::new(&self.classes)));
            Part { beside: self.wish.map(Beside::new), ..part }
        };
        let read = |mut part: Part<'a>, batch: Result<RecordBatch, TableError>| -> Result<Part<'a>, LinkError> {
            self.batch(&batch?, &mut part)?;
            Ok(part)
        };
        batches.par_bridge().try_fold(start, read).collect()
    }

    pub(super) fn prepared(&self, register: &PreparedRegister, shelf: &'a Shelf) -> Result<Vec<Part<'a>>, LinkError> {
        let gone = register.changes.as_ref().map(|changes| &changes.ids);
        // Somebody who had changed and is again as in the base stands only there.
        let back = gone.map_or(!self.moved.is_empty(), |gone| self.moved.has_more_than(gone));
        let blocks = register.parts(back || !self.blocks[FEW].is_empty());
        let next = AtomicUsize::new(0);
        // Each thread takes the next block, so that it brings home one part and no more.
        let thread = |_: usize| -> Result<Part<'a>, LinkError> {
            let (mut part, mut bytes, mut files) = (Part::new(shelf, None), Vec::new(), register.handles()?);
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
        // People of one household often stand together: their address is read once.
        let read_last: Cell<(&str, Place)> = Cell::new(("", Place::of("", self.model.words())));
        let place = |at: usize| {
            let address = columns.address(at);
            if read_last.get().0 != address {
                read_last.set((address, Place::of(address, self.model.words())));
            }
            read_last.get().1
        };
        for at in 0..columns.rows() {
            let Some(row) = columns.row(at, self.model.dialect()) else {
                part.tally.register_rows_unusable += 1;
                continue;
            };
            part.counts.iter_mut().for_each(|counts| counts.count(&row, &self.classes));
            part.beside.iter_mut().for_each(|beside| beside.drawn.see(&row, || place(at)));
            rows.push((row, at));
            if part.meetings[FEW].take(rows.len() - 1, row.who, row.name.keys) {
                self.meet(part, FEW, (|at: usize| rows[at].0, |at: usize| place(rows[at].1)));
                rows.clear();
            }
        }
        self.meet(part, FEW, (|at: usize| rows[at].0, |at: usize| place(rows[at].1)));
        part.counts.iter_mut().for_each(|counts| counts.settle(&self.classes));
        Ok(())
    }

    /// What meets the rows in hand, which are then put down. `row` and `place` tell of the row at a place
    /// of the batch or block what it says and where it lives.
    fn meet(&self, part: &mut Part, against: usize, (row, place): (impl Fn(usize) -> Row, impl Fn(usize) -> Place)) {
        let Part { meetings, hits, tally, beside, .. } = part;
        let meeting = &mut meetings[against];
        let most = self.model.file.blocking.full_block;
        tally.pairs_narrowed += meeting.find(&self.blocks[against], &self.queries, most);
        tally.pairs_compared += meeting.pairs() as u64;
        for (at, pairs) in meeting.met() {
            let row = row(at);
            // Few rows are anybody's candidate: only their addresses are read.
            let mut read_once = None;
            let mut read = || *read_once.get_or_insert_with(|| place(at));
            for own in pairs.iter().map(|pair| &self.queries[pair.record() as usize]) {
                match self.hit(own, &row, &mut read) {
                    Ok(hit) => hits.push(usize::from(own.lot), hit),
                    Err(levels) => beside.iter_mut().for_each(|beside| beside.left_out.add(&levels)),
                }
            }
        }
        meeting.end();
    }

    /// The candidate; the levels alone where they are too far apart.
    fn hit(&self, own: &Prepared, row: &Row, place: &mut impl FnMut() -> Place) -> Result<Hit, Levels> {
        let (mut levels, spot) = compare(own, row, self.model.dialect());
        if !(self.sieve.keeps(&levels) || own.is_decided_for(row.who.id)) {
            return Err(levels);
        }
        levels.place = compare::place(&levels, own.places, place);
        Ok(Hit {
            query: own.index,
            person: row.who.id,
            levels,
            about: About::new(row.who.wards[0], spot, row.dead),
            household: row.household,
        })
    }
}
