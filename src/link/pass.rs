//! Rows of the register held against records: who shares a key is compared, and kept where it may be a
//! match.

use std::fs::File;

use arrow::array::RecordBatch;
use rayon::iter::{IndexedParallelIterator, IntoParallelRefIterator, ParallelBridge, ParallelIterator};
use rayon::slice::{ParallelSlice, ParallelSliceMut};

use super::census::{Classes, Counts};
use super::compare::{self, compare};
use super::error::LinkError;
use super::hits::{About, Heap, Hit};
use super::index::Blocks;
use super::kept::{KeptCandidates, Mark};
use super::keys::{id_key, keys};
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

/// What one thread brings home from its batches.
pub(super) struct Part {
    hits: Heap,
    counts: Counts,
    tally: Tally,
    meetings: [Meeting; 2],
}

/// Records whose keys one thread makes together.
const RECORDS_AT_ONCE: usize = 4_096;
/// Rows whose keys are looked up together: looks into memory then overlap.
const ROWS_AT_ONCE: usize = 64;

/// The rows in hand and the records that they meet; kept to spare allocations.
#[derive(Default)]
struct Meeting {
    rows: Vec<Row>,
    /// Where in the batch or block the rows stand.
    places: Vec<usize>,
    /// Keys and the row in hand that has them: all, and those that some record may have.
    probes: Vec<(u64, u32)>,
    left: Vec<(u64, u32)>,
    /// Row in hand and record.
    pairs: Vec<(u32, u32)>,
}

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
    (places, order.into_iter().map(|(_, at)| queries[at as usize]).collect())
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

/// What one thread has of the prepared register: files and a buffer of its own.
struct Reading {
    part: Part,
    files: Option<[File; 2]>,
    bytes: Vec<u8>,
}

impl<'a> Pass<'a> {
    /// Everybody is held against all records. Gives where each record went.
    pub(super) fn of(queries: &[Prepared], model: &'a Model) -> (Vec<u32>, Pass<'a>) {
        let classes = Classes::of(queries);
        let (places, queries) = by_name(queries);
        let blocks = [Blocks::new(pairs(&queries, |_| true)), Blocks::default()];
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
            counts.add(&part.counts);
            tally.add(part.tally);
            heap.append(part.hits);
        }
        (heap, counts, tally)
    }

    fn part(&self) -> Part {
        let (counts, tally) = (Counts::new(&self.classes), Tally::default());
        Part { hits: Heap::default(), counts, tally, meetings: Default::default() }
    }

    pub(super) fn batches(
        &self,
        batches: impl Iterator<Item = Result<RecordBatch, TableError>> + Send,
    ) -> Result<Vec<Part>, LinkError> {
        let read = |mut part: Part, batch: Result<RecordBatch, TableError>| -> Result<Part, LinkError> {
            self.batch(&batch?, &mut part)?;
            Ok(part)
        };
        batches.par_bridge().try_fold(|| self.part(), read).collect()
    }

    pub(super) fn prepared(&self, register: &PreparedRegister) -> Result<Vec<Part>, LinkError> {
        let start = || Reading { part: self.part(), files: None, bytes: Vec::new() };
        let gone = register.changes.as_ref().map(|changes| &changes.ids);
        // Somebody who had changed and is again as in the base stands only there.
        let back = gone.map_or(!self.moved.is_empty(), |gone| self.moved.has_more_than(gone));
        let parts = register.parts(back || !self.blocks[FEW].is_empty());
        // A bridge: a thread keeps its files, its buffer and its counts from block to block.
        let parts = parts.into_iter().par_bridge().try_fold(start, |mut own, part| -> Result<Reading, LinkError> {
            let mut files = own.files.take().map_or_else(|| register.handles(), Ok)?;
            let block = register.read(&mut files, part, &mut own.bytes)?;
            self.block(&block, gone.filter(|_| !part.changed), &mut own.part);
            own.files = Some(files);
            Ok(own)
        });
        parts.map(|own| own.map(|own| own.part)).collect()
    }

    /// Holds the rows of a block against the records, but for those of `gone`.
    fn block(&self, block: &Block, gone: Option<&Ids>, part: &mut Part) {
        for at in 0..block.rows() {
            let id = block.id(at);
            if gone.is_some_and(|gone| gone.has(id)) {
                continue;
            }
            let against = if self.moved.has(id) { ALL } else { FEW };
            if self.blocks[against].is_empty() {
                continue;
            }
            let meeting = &mut part.meetings[against];
            meeting.rows.push(block.row(at));
            meeting.places.push(at);
            if meeting.rows.len() == ROWS_AT_ONCE {
                self.meet(part, against, |at| block.place(at));
            }
        }
        [FEW, ALL].into_iter().for_each(|against| self.meet(part, against, |at| block.place(at)));
    }

    fn batch(&self, batch: &RecordBatch, part: &mut Part) -> Result<(), LinkError> {
        let columns = Columns::of(batch)?;
        part.tally.register_rows += columns.rows() as u64;
        let place = |at: usize| Place::of(columns.address(at), self.model.words());
        for at in 0..columns.rows() {
            let Some(row) = columns.row(at, self.model.dialect()) else {
                part.tally.register_rows_unusable += 1;
                continue;
            };
            part.counts.count(&row, &self.classes);
            let meeting = &mut part.meetings[FEW];
            meeting.rows.push(row);
            meeting.places.push(at);
            if meeting.rows.len() == ROWS_AT_ONCE {
                self.meet(part, FEW, place);
            }
        }
        self.meet(part, FEW, place);
        Ok(())
    }

    /// What meets the rows in hand, which are then put down. `place` tells where the row at a place of the
    /// batch or block lives.
    fn meet(&self, part: &mut Part, against: usize, place: impl Fn(usize) -> Place) {
        let Part { meetings, hits, tally, .. } = part;
        let meeting = &mut meetings[against];
        tally.pairs_narrowed += self.pairs(meeting, &self.blocks[against]);
        tally.pairs_compared += meeting.pairs.len() as u64;
        for of_row in meeting.pairs.chunk_by(|a, b| a.0 == b.0) {
            let at = of_row[0].0 as usize;
            // Few rows are anybody's candidate: only their addresses are read.
            let mut read_once = None;
            let mut read = || *read_once.get_or_insert_with(|| place(meeting.places[at]));
            let found = of_row.iter().filter_map(|&(_, query)| self.hit(query, &meeting.rows[at], &mut read));
            found.for_each(|hit| hits.push(hit));
        }
        meeting.rows.clear();
        meeting.places.clear();
    }

    /// The records that share a key with a row in hand, each once; gives how many were left out of
    /// over-full blocks.
    fn pairs(&self, meeting: &mut Meeting, blocks: &Blocks) -> u64 {
        let Meeting { rows, probes, left, pairs, .. } = meeting;
        probes.clear();
        pairs.clear();
        for (at, row) in rows.iter().enumerate() {
            keys(&row.who, Some(&row.name.keys), false, |key| probes.push((key, at as u32)));
        }
        blocks.sift(probes, left);
        let mut narrowed = 0;
        for &(key, at) in left.iter() {
            let listed = blocks.look_up(key);
            if listed.all <= self.model.file.blocking.full_block {
                pairs.extend(listed.records.iter().map(|&query| (at, query)));
            } else {
                let (before, row) = (pairs.len(), &rows[at as usize]);
                let kept = listed.records.iter().filter(|&&query| self.agrees_elsewhere(query, row));
                pairs.extend(kept.map(|&query| (at, query)));
                narrowed += (listed.records.len() + before - pairs.len()) as u64;
            }
        }
        pairs.sort_unstable();
        pairs.dedup();
        narrowed
    }

    /// The second key of over-full blocks: the ward or the full birth date.
    fn agrees_elsewhere(&self, query: u32, row: &Row) -> bool {
        let Prepared { who, decided, .. } = &self.queries[query as usize];
        let ward = who.wards.iter().any(|&ward| ward > 0 && row.who.wards.contains(&ward));
        ward || (who.has_full_birth() && who.birth == row.who.birth)
            || (row.who.id > 0 && [who.id, *decided].contains(&row.who.id))
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
