//! The one pass: the register streams past the records, and what might be a match is kept.

use arrow::array::RecordBatch;
use rayon::iter::{IntoParallelIterator, ParallelIterator};

use super::beside::{Beside, Wish};
use super::census::{Census, Counts};
use super::error::LinkError;
pub(super) use super::hits::{Hit, Hits, Lot};
use super::kept::{Again, KeptCandidates, Tonight};
use super::model::Model;
use super::pass::{Pass, Sum};
use super::prepared::PreparedRegister;
use super::shelf::Shelf;
use super::weigh::Sieve;
use super::{Asked, Register};
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
#[derive(Debug)]
pub(super) struct Passed {
    lots: Vec<Lot>,
    shelf: Shelf,
    /// Candidates of another night that hold.
    again: Option<Again>,
    /// Of more candidates than one model keeps, those that this one does.
    sieve: Option<Sieve>,
}

impl Passed {
    /// Shows only the candidates that a model keeps; there must be all of them.
    pub(super) fn only_of(&mut self, model: &Model) {
        self.sieve = Some(Sieve::new(model));
    }

    pub(super) fn lots(&self) -> &[Lot] {
        &self.lots
    }

    /// The candidates of a lot.
    ///
    /// # Errors
    /// A file in which candidates wait cannot be read.
    pub(super) fn lot(&self, at: usize) -> Result<Hits, LinkError> {
        self.some_of(at, |_| true)
    }

    fn some_of(&self, at: usize, wanted: impl Fn(usize) -> bool) -> Result<Hits, LinkError> {
        let (lot, mut found) = (&self.lots[at], Vec::new());
        let kept = |hit: &Hit| self.sieve.as_ref().is_none_or(|sieve| sieve.keeps(&hit.levels));
        self.shelf.each(at, |hits| found.extend(hits.iter().filter(|hit| wanted(hit.query as usize) && kept(hit))))?;
        if let Some(again) = &self.again {
            again.each(lot.queries().filter(|&query| wanted(query)), |hit| found.push(hit))?;
        }
        Ok(Hits::of(lot.clone(), found.iter()))
    }

    /// The candidates of some records and relatives, all at once.
    ///
    /// # Errors
    /// A file in which candidates wait cannot be read.
    pub(super) fn gather(&self, wanted: impl Fn(usize) -> bool + Sync) -> Result<Gathered, LinkError> {
        let lots = (0..self.lots.len()).into_par_iter().map(|at| self.some_of(at, &wanted));
        Ok(Gathered { starts: self.lots.iter().map(Lot::starts).collect(), lots: lots.collect::<Result<_, _>>()? })
    }
}

/// What was found, the counts of the register, and what was done.
pub(super) type Streamed = (Passed, Census, Tally);

/// Candidates of records and relatives of any lot.
#[derive(Debug)]
pub(super) struct Gathered {
    starts: Vec<[usize; 2]>,
    lots: Vec<Hits>,
}

impl Gathered {
    /// The candidates of a record or relative, ordered by person.
    pub(super) fn of_record(&self, query: usize) -> &[Hit] {
        // Relatives stand behind all records.
        let part = usize::from(query >= self.starts[0][1]);
        self.lots[self.starts.partition_point(|starts| starts[part] <= query) - 1].of_record(query)
    }
}

/// Streams the register past the records. Candidates come ordered, whatever the number of
/// threads and the order of the batches.
///
/// # Errors
/// A batch or block cannot be read.
pub(super) fn stream(
    asked: &Asked,
    register: Register<'_, impl Iterator<Item = Result<RecordBatch, TableError>> + Send>,
    model: &Model,
) -> Result<Streamed, LinkError> {
    let batches = match register {
        Register::Batches(batches) => batches,
        Register::Prepared(register) => {
            return past_prepared(asked, register, Pass::of(&asked.prepared, model), None);
        }
    };
    past_batches(asked, batches, Pass::of(&asked.prepared, model)).map(|(streamed, _)| streamed)
}

/// As [`stream`], with what is taken along for other models.
///
/// # Errors
/// As [`stream`].
pub(super) fn stream_beside(
    asked: &Asked,
    batches: impl Iterator<Item = Result<RecordBatch, TableError>> + Send,
    model: &Model,
    wish: Wish,
) -> Result<(Streamed, Beside), LinkError> {
    let (streamed, beside) = past_batches(asked, batches, Pass::of(&asked.prepared, model).with(wish))?;
    Ok((streamed, beside.expect("a pass takes along what it is asked for")))
}

fn past_batches(
    asked: &Asked,
    batches: impl Iterator<Item = Result<RecordBatch, TableError>> + Send,
    pass: Pass,
) -> Result<(Streamed, Option<Beside>), LinkError> {
    let (lots, shelf) = asked.shelf();
    let Sum { counts, mut tally, beside } = pass.sum(pass.batches(batches, &shelf)?);
    tally.records_looked_up = asked.prepared.len() as u64;
    let passed = Passed { lots, shelf, again: None, sieve: None };
    Ok(((passed, Census::new(pass.classes, counts), tally), beside))
}

/// As [`stream`], past a prepared register, and only as far as the candidates of another night do not
/// hold any more. Gives beside what tonight's candidates depend on, where they had better be kept.
///
/// # Errors
/// A block cannot be read.
pub(super) fn stream_again(
    asked: &Asked,
    register: &PreparedRegister,
    model: &Model,
    kept: Option<KeptCandidates>,
) -> Result<(Streamed, Option<Tonight>), LinkError> {
    let tonight = Tonight::of(&asked.prepared, register, model);
    let again = kept.and_then(|kept| Again::of(kept, &tonight, &asked.prepared, &asked.lots()));
    let Some(again) = again else {
        let passed = past_prepared(asked, register, Pass::of(&asked.prepared, model), None)?;
        return Ok((passed, Some(tonight)));
    };
    let stale = again.is_stale(register.counted()[0]);
    let pass = Pass::again(&asked.prepared, model, &again, &tonight.full_keys);
    Ok((past_prepared(asked, register, pass, Some(again))?, stale.then_some(tonight)))
}

fn past_prepared(
    asked: &Asked,
    register: &PreparedRegister,
    pass: Pass,
    again: Option<Again>,
) -> Result<Streamed, LinkError> {
    let (lots, shelf) = asked.shelf();
    let count = || {
        let mut counts = Counts::new(&pass.classes);
        register.counts(|packed, add| counts.add_packed(packed, add, &pass.classes)).map(|()| counts)
    };
    let (parts, counts) = rayon::join(|| pass.prepared(register, &shelf), count);
    let (Sum { mut tally, .. }, counts) = (pass.sum(parts?), counts?);
    [tally.register_rows, tally.register_rows_unusable] = register.counted();
    let looked_up = again.as_ref().map_or(asked.prepared.len(), |again| again.looked_up());
    tally.records_looked_up = looked_up as u64;
    Ok((Passed { lots, shelf, again, sieve: None }, Census::new(pass.classes, counts), tally))
}
