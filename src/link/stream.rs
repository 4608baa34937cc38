//! The one pass: the register streams past the records, and what might be a match is kept.

use std::fs::File;

use arrow::array::RecordBatch;
use rayon::iter::{IntoParallelRefIterator, ParallelBridge, ParallelIterator};
use rayon::slice::ParallelSliceMut;

use super::Register;
use super::census::{Census, Classes, Counts};
use super::compare::{self, compare};
use super::error::LinkError;
use super::index::Blocks;
use super::keys::{id_key, keys};
use super::levels::Levels;
use super::model::Model;
use super::place::Place;
use super::prepared::PreparedRegister;
use super::query::Prepared;
use super::row::{Columns, Row};
use super::weigh::Sieve;
use crate::table::TableError;

/// A candidate of a record. Ordered by record, then person.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Hit {
    /// Which record.
    pub(super) query: u32,
    /// 12-digit number of the person.
    pub(super) person: u64,
    pub(super) levels: Levels,
    /// Syllable of the record's name that a one-letter slip would be in.
    pub(super) spot: u8,
    pub(super) dead: bool,
    /// Ward of residence, 0 unknown.
    pub(super) ward: u32,
    pub(super) household: u64,
}

/// What the pass did, for the manifest and the books.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Tally {
    /// Rows of the register read.
    pub register_rows: u64,
    /// Rows without an id of 12 digits or without a name.
    pub register_rows_unusable: u64,
    /// Pairs compared in full.
    pub pairs_compared: u64,
    /// Pairs of over-full blocks left out, as nothing else agreed.
    pub pairs_narrowed: u64,
    /// Pairs kept as candidates.
    pub candidates: u64,
}

impl Tally {
    const fn add(&mut self, other: Tally) {
        self.register_rows += other.register_rows;
        self.register_rows_unusable += other.register_rows_unusable;
        self.pairs_compared += other.pairs_compared;
        self.pairs_narrowed += other.pairs_narrowed;
        self.candidates += other.candidates;
    }
}

struct Pass<'a> {
    queries: &'a [Prepared],
    blocks: Blocks,
    classes: Classes,
    sieve: Sieve,
    model: &'a Model,
}

/// What one thread brings home from its batches.
struct Part {
    hits: Vec<Hit>,
    counts: Counts,
    tally: Tally,
    /// The records that the row in hand meets; kept to spare allocations.
    met: Vec<u32>,
}

/// Streams the register past the records. Candidates come ordered, whatever the number of
/// threads and the order of the batches.
///
/// # Errors
/// A batch or block cannot be read.
pub(super) fn stream(
    queries: &[Prepared],
    register: Register<'_, impl Iterator<Item = Result<RecordBatch, TableError>> + Send>,
    model: &Model,
) -> Result<(Vec<Hit>, Census, Tally), LinkError> {
    let classes = Classes::of(queries);
    let pass = Pass { queries, blocks: blocks(queries), classes, sieve: Sieve::new(model), model };
    let (parts, mut tally) = match register {
        Register::Batches(batches) => (pass.batches(batches)?, Tally::default()),
        Register::Prepared(register) => {
            let (register_rows, register_rows_unusable) = register.counted();
            (pass.prepared(register)?, Tally { register_rows, register_rows_unusable, ..Tally::default() })
        }
    };
    let mut hits = Vec::with_capacity(parts.iter().map(|part| part.hits.len()).sum());
    let mut counts = Counts::new(&pass.classes);
    for part in parts {
        counts.add(&part.counts);
        tally.add(part.tally);
        hits.extend(part.hits);
    }
    hits.par_sort_unstable();
    // A person that the register holds twice is one candidate.
    hits.dedup_by_key(|hit| (hit.query, hit.person));
    tally.candidates = hits.len() as u64;
    Ok((hits, Census::new(pass.classes, counts), tally))
}

fn blocks(queries: &[Prepared]) -> Blocks {
    let mut pairs = Vec::with_capacity(queries.len() * 10);
    for (index, query) in queries.iter().enumerate() {
        let folded = query.name.as_ref().map(|name| &name.keys);
        keys(&query.who, folded, true, |key| pairs.push((key, index as u32)));
        if query.decided > 0 {
            pairs.push((id_key(query.decided), index as u32));
        }
    }
    Blocks::new(pairs)
}

/// What one thread has of the prepared register: a file and a buffer of its own.
struct Reading {
    part: Part,
    file: Option<File>,
    bytes: Vec<u8>,
}

impl Pass<'_> {
    fn part(&self) -> Part {
        Part { hits: Vec::new(), counts: Counts::new(&self.classes), tally: Tally::default(), met: Vec::new() }
    }

    fn batches(
        &self,
        batches: impl Iterator<Item = Result<RecordBatch, TableError>> + Send,
    ) -> Result<Vec<Part>, LinkError> {
        let read = |mut part: Part, batch: Result<RecordBatch, TableError>| -> Result<Part, LinkError> {
            self.batch(&batch?, &mut part)?;
            Ok(part)
        };
        batches.par_bridge().try_fold(|| self.part(), read).collect()
    }

    fn prepared(&self, register: &PreparedRegister) -> Result<Vec<Part>, LinkError> {
        let start = || Reading { part: self.part(), file: None, bytes: Vec::new() };
        let parts = register.blocks().par_iter().try_fold(start, |mut own, &span| -> Result<Reading, LinkError> {
            let mut file = own.file.take().map_or_else(|| register.file(), Ok)?;
            let block = register.read(&mut file, span, &mut own.bytes)?;
            own.part.counts.add_packed(&block.counts, &self.classes);
            for at in 0..block.rows() {
                self.row(&block.row(at), &mut own.part, || block.place(at));
            }
            own.file = Some(file);
            Ok(own)
        });
        parts.map(|own| own.map(|own| own.part)).collect()
    }

    /// What meets one row of the register.
    fn row(&self, row: &Row, part: &mut Part, place: impl Fn() -> Place) {
        part.tally.pairs_narrowed += self.candidates(row, &mut part.met);
        part.tally.pairs_compared += part.met.len() as u64;
        // Few rows are anybody's candidate: only their addresses are read.
        let mut read_once = None;
        let mut read = || *read_once.get_or_insert_with(&place);
        part.hits.extend(part.met.iter().filter_map(|&query| self.hit(query, row, &mut read)));
    }

    fn batch(&self, batch: &RecordBatch, part: &mut Part) -> Result<(), LinkError> {
        let columns = Columns::of(batch)?;
        part.tally.register_rows += columns.rows() as u64;
        for index in 0..columns.rows() {
            let Some(row) = columns.row(index, self.model.dialect()) else {
                part.tally.register_rows_unusable += 1;
                continue;
            };
            part.counts.count(&row, &self.classes);
            self.row(&row, part, || Place::of(columns.address(index), self.model.words()));
        }
        Ok(())
    }

    /// The records that share a key with a row, each once; gives how many were left out of
    /// over-full blocks.
    fn candidates(&self, row: &Row, found: &mut Vec<u32>) -> u64 {
        found.clear();
        let mut narrowed = 0;
        keys(&row.who, Some(&row.name.keys), false, |key| {
            let block = self.blocks.get(key);
            if block.len() <= self.model.file.blocking.full_block {
                found.extend_from_slice(block);
            } else {
                let before = found.len();
                found.extend(block.iter().filter(|&&query| self.agrees_elsewhere(query, row)));
                narrowed += (block.len() + before - found.len()) as u64;
            }
        });
        found.sort_unstable();
        found.dedup();
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
        if !self.sieve.keeps(&levels) && !own.is_decided_for(row.who.id) {
            return None;
        }
        levels.place = compare::place(&levels, own.place, place);
        Some(Hit {
            query,
            person: row.who.id,
            levels,
            spot,
            dead: row.dead,
            ward: row.who.wards[0],
            household: row.household,
        })
    }
}
