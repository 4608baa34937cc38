//! The one pass: the register streams past the records, and what might be a match is kept.

use arrow::array::RecordBatch;
use rayon::slice::ParallelSliceMut;

use super::Register;
use super::census::{Census, Counts};
use super::error::LinkError;
pub(super) use super::hits::{Hit, Hits};
use super::kept::{self, KeptCandidates, Mark};
use super::model::Model;
use super::pass::{FEW, Pass};
use super::prepared::{Person, PreparedRegister};
use super::query::Prepared;
use crate::table::TableError;

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
    /// Records that the whole register was held against; of the others the candidates of the night before
    /// hold.
    pub records_looked_up: u64,
}

impl Tally {
    pub(super) const fn add(&mut self, other: Tally) {
        self.register_rows += other.register_rows;
        self.register_rows_unusable += other.register_rows_unusable;
        self.pairs_compared += other.pairs_compared;
        self.pairs_narrowed += other.pairs_narrowed;
        self.candidates += other.candidates;
        self.records_looked_up += other.records_looked_up;
    }
}

/// What the pass over the register found.
pub(super) struct Passed {
    /// Place of each record among the candidates.
    places: Vec<u32>,
    hits: Hits,
    /// Of a pass over a prepared register, what the candidates depend on beside the records: people whose
    /// rows differ from the base, keys of over-full blocks.
    register: Option<([u8; 32], Vec<Person>, Vec<u64>)>,
    marks: Vec<Mark>,
}

impl Passed {
    /// The candidates of a record, ordered by person.
    pub(super) fn of_record(&self, record: usize) -> &[Hit] {
        self.hits.of_record(self.places[record] as usize)
    }

    /// What the next night may use again; `None` of a register that was not prepared.
    pub(super) fn keep(self) -> Option<KeptCandidates> {
        let (base, people, full_keys) = self.register?;
        let mut marks: Vec<(Mark, u32)> = self.marks.into_iter().zip(0..).collect();
        marks.par_sort_unstable();
        Some(KeptCandidates { base, people, full_keys, marks, hits: self.hits })
    }
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
) -> Result<(Passed, Census, Tally), LinkError> {
    let batches = match register {
        Register::Batches(batches) => batches,
        Register::Prepared(register) => return stream_again(queries, register, model, None),
    };
    let (places, pass) = Pass::of(queries, model);
    let (heap, counts, mut tally) = pass.sum(pass.batches(batches)?);
    let hits = Hits::of(heap, queries.len());
    (tally.candidates, tally.records_looked_up) = (hits.len() as u64, queries.len() as u64);
    Ok((Passed { places, hits, register: None, marks: Vec::new() }, Census::new(pass.classes, counts), tally))
}

/// As [`stream`], past a prepared register, and only as far as the candidates of another night do not
/// hold any more.
///
/// # Errors
/// A block cannot be read.
pub(super) fn stream_again(
    queries: &[Prepared],
    register: &PreparedRegister,
    model: &Model,
    kept: Option<KeptCandidates>,
) -> Result<(Passed, Census, Tally), LinkError> {
    let (places, mut pass) = Pass::of(queries, model);
    let people = register.changes.as_ref().map_or(&[][..], |changes| &changes.people);
    let full_keys = pass.blocks[FEW].fuller_than(model.file.blocking.full_block);
    let marks = kept::marks(&pass.queries);
    let kept = kept.filter(|kept| kept.base == register.whole.about.source);
    let changed = kept.as_ref().map(|kept| pass.look_again(kept, (people, &marks), &full_keys));
    let looked_up = changed.as_ref().map_or(queries.len(), |changed| changed.iter().filter(|&&is| is).count());
    let count = || {
        let mut counts = Counts::new(&pass.classes);
        register.counts(|packed, add| counts.add_packed(packed, add, &pass.classes)).map(|()| counts)
    };
    let (parts, counts) = rayon::join(|| pass.prepared(register), count);
    let ((heap, _, mut tally), counts) = (pass.sum(parts?), counts?);
    let mut hits = Hits::of(heap, queries.len());
    if let (Some(kept), Some(changed)) = (&kept, changed) {
        let of_record = |record: usize| if changed[record] { &[] } else { kept.of(marks[record]).unwrap_or(&[]) };
        hits = Hits::joined(&hits, of_record, &pass.moved, kept.hits.len());
    }
    [tally.register_rows, tally.register_rows_unusable] = register.counted();
    (tally.candidates, tally.records_looked_up) = (hits.len() as u64, looked_up as u64);
    let register = Some((register.whole.about.source, people.to_vec(), full_keys));
    Ok((Passed { places, hits, register, marks }, Census::new(pass.classes, counts), tally))
}
