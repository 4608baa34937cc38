//! Linkage: who in the population register a row is about, and which rows are about one person.
//!
//! Takes: queries (identities as lists and other registers write them), the register's batches, a
//! versioned match model. Gives: one verdict a query, and duplicates among records. Promises: the
//! register is read once, batch by batch, and memory grows with the queries; the same input gives
//! the same verdicts on any number of threads; an id whose owner has another name and birth date
//! never decides; two equally good candidates are a review. Never: acting on a verdict, guessing
//! between candidates, reading a file other than the model.
//!
//! The way: [`Query`] -> keys -> one hash index; each row of the register probes it, and what meets
//! is compared level by level; counts of names, years and wards are taken on the way, so that the
//! weights of agreement are exact; then each record is judged over all its candidates and "nobody".

mod alike;
mod asked;
mod beside;
mod candidate;
mod census;
mod combined;
mod compare;
mod config;
mod duplicates;
mod error;
mod evidence;
mod findings;
mod followed;
mod full;
mod held;
mod hit_bytes;
mod hits;
mod id;
mod index;
mod kept;
mod keys;
mod kind;
mod levels;
mod meeting;
mod model;
mod pass;
mod persons;
mod place;
mod place_words;
mod prepared;
mod provisional;
mod query;
mod recognised;
mod relative;
mod resemblance;
mod rival;
mod row;
mod rows;
mod ruled;
mod rulings;
mod second;
mod shared;
mod shelf;
mod stream;
mod train;
mod unlike;
mod verdict;
mod weigh;

pub use crate::likeness::Name;
pub use alike::Alike;
pub use duplicates::duplicates;
pub use error::LinkError;
pub use findings::findings;
pub use followed::{LastNight, RowWas, follow, note_rows};
pub use held::Held;
pub use kept::KeptCandidates;
pub use levels::{BirthLevel, IdLevel, Levels, NameLevel, PlaceLevel, PlainLevel, RelativeLevel, WardLevel};
pub use model::Model;
pub use persons::persons;
pub use prepared::PreparedRegister;
pub use provisional::{Provisional, settle_provisional};
pub use query::{Query, Relative, Source};
pub use row::COLUMNS;
pub use rows::match_rows;
pub use rulings::{Ruled, Standing, row_mark, settle, stand};
pub use second::contest_second_rows;
pub use shared::{contest_shared_numbers, rests_on_shared};
pub use stream::Tally;
pub use train::{Bin, LevelReport, Lift, Trained, Training, TrainingReport, train};
pub use unlike::unlike_rows;
pub use verdict::{Method, Verdict};

use std::path::Path;

use arrow::array::RecordBatch;
use rayon::iter::{IndexedParallelIterator, IntoParallelRefIterator, ParallelIterator};
use rayon::slice::ParallelSliceMut;

use crate::model::PersonId;
use crate::table::TableError;
use crate::table::inputs::PopulationRow;
use asked::{Asked, Found};
use kept::Keeping;
use place::Place;
use query::Prepared;
use row::Row;

use census::Census;
use hits::RECORDS;
use stream::{Hits, Lot, Passed, Streamed};

/// The register as the linkage reads it.
#[derive(Debug)]
pub enum Register<'a, Batches> {
    /// Batch by batch, with at least [`COLUMNS`].
    Batches(Batches),
    /// Prepared; the verdicts are the same.
    Prepared(&'a PreparedRegister),
}

/// One verdict a query, in the queries' order, and what the pass did. `batches` is the register
/// with at least [`COLUMNS`].
///
/// # Errors
/// A batch cannot be read, or the register lacks its ids or names.
pub fn link_counted(
    queries: &[Query],
    batches: impl Iterator<Item = Result<RecordBatch, TableError>> + Send,
    model: &Model,
) -> Result<(Vec<Verdict>, Tally), LinkError> {
    link_ruled(queries, Register::Batches(batches), model, &[]).map(|linked| (linked.verdicts, linked.tally))
}

/// What a pass gives.
#[derive(Debug, Clone, PartialEq)]
pub struct Linked {
    /// One verdict a query, in the queries' order.
    pub verdicts: Vec<Verdict>,
    /// How the evidence stands to each decision, in their order.
    pub standings: Vec<Standing>,
    /// Records without a match, beside records that may be about the same person.
    pub alike: Vec<Alike>,
    /// What the pass did.
    pub tally: Tally,
}

/// As [`link_counted`], under what people decided about some of the queries: `ruled`, in the queries'
/// order. A query decided for is `matched` by the decision, those decided against are no candidates.
///
/// # Errors
/// As [`link_counted`].
pub fn link_ruled(
    queries: &[Query],
    register: Register<'_, impl Iterator<Item = Result<RecordBatch, TableError>> + Send>,
    model: &Model,
    ruled: &[Ruled],
) -> Result<Linked, LinkError> {
    let asked = Asked::under(queries, ruled, model);
    let streamed = stream::stream(&asked, register, model)?;
    judged(queries, &asked, brought(&streamed), (model, ruled), &|_, _| {})
}

/// As [`link_ruled`] with a prepared register: candidates of another night, where given, are used again
/// as far as they hold. Where too few do, tonight's are kept in the file `keep` for the next night; why they
/// could not be is told beside. The verdicts are the same.
///
/// # Errors
/// A block of the prepared register, or a candidate, cannot be read.
pub fn link_again(
    queries: &[Query],
    (register, kept): (&PreparedRegister, Option<KeptCandidates>),
    model: &Model,
    ruled: &[Ruled],
    keep: &Path,
) -> Result<(Linked, Result<(), LinkError>), LinkError> {
    let asked = Asked::under(queries, ruled, model);
    let (streamed, tonight) = stream::stream_again(&asked, register, model, kept)?;
    let Some(keeping) = tonight.map(|tonight| Keeping::new(keep, tonight)) else {
        return Ok((judged(queries, &asked, brought(&streamed), (model, ruled), &|_, _| {})?, Ok(())));
    };
    let lots = asked.lots();
    let see = |at: usize, hits: &Hits| keeping.add(at, &lots[at], hits);
    let linked = judged(queries, &asked, brought(&streamed), (model, ruled), &see)?;
    Ok((linked, keeping.finish(model)))
}

const fn brought((passed, census, tally): &Streamed) -> (&Passed, &Census, Tally) {
    (passed, census, *tally)
}

/// A verdict on each query, how the evidence stands to each decision, and which records are alike. `see` is
/// shown the candidates of each lot.
fn judged(
    queries: &[Query],
    asked: &Asked,
    (passed, census, mut tally): (&Passed, &Census, Tally),
    (model, ruled): (&Model, &[Ruled]),
    see: &(dyn Fn(usize, &Hits) + Sync),
) -> Result<Linked, LinkError> {
    let judge = |index: usize, hits: &Hits| {
        let hits = asked.of_record(|at| hits.of_record(at), index);
        let (query, prepared) = (&queries[index], &asked.prepared[index]);
        match ruled.binary_search_by_key(&index, |about| about.index) {
            Ok(place) => {
                let (verdict, standing) = ruled::judge(query, prepared, hits, (census, model), &ruled[place]);
                (verdict, Some(standing))
            }
            Err(_) => (verdict::judge(query, prepared, hits, census, model), None),
        }
    };
    // Written where they stay: there may be millions of verdicts.
    let mut verdicts: Vec<Option<Verdict>> = Vec::new();
    verdicts.resize_with(queries.len(), || None);
    let of_lot = |(at, (lot, verdicts)): (usize, (&Lot, &mut [Option<Verdict>]))| -> Result<_, LinkError> {
        let hits = passed.lot(at)?;
        see(at, &hits);
        let mut standings = Vec::new();
        for (index, place) in lot.records.clone().zip(verdicts) {
            let (verdict, standing) = judge(index, &hits);
            *place = Some(verdict);
            standings.extend(standing);
        }
        Ok((hits.len() as u64, standings))
    };
    let lots = passed.lots().par_iter().zip(verdicts.par_chunks_mut(RECORDS)).enumerate().with_max_len(1);
    let mut standings = Vec::new();
    for (candidates, of_lot) in lots.map(of_lot).collect::<Result<Vec<_>, LinkError>>()? {
        tally.candidates += candidates;
        standings.extend(of_lot);
    }
    let verdicts: Vec<Verdict> =
        verdicts.into_iter().map(|verdict| verdict.expect("every record is in a lot")).collect();
    let known = alike::Known { queries, asked, verdicts: &verdicts, census };
    let alike = alike::find(&known, passed, model)?;
    Ok(Linked { verdicts, standings, alike, tally })
}

/// One verdict a query, in the queries' order; see [`link_counted`].
///
/// # Errors
/// As [`link_counted`].
pub fn link(
    queries: &[Query],
    batches: impl Iterator<Item = Result<RecordBatch, TableError>> + Send,
    model: &Model,
) -> Result<Vec<Verdict>, LinkError> {
    link_counted(queries, batches, model).map(|(verdicts, _)| verdicts)
}

/// For each query and person, in their order: whether the person is one of the query's candidates at
/// all. For measuring what the blocking loses.
///
/// # Errors
/// As [`link_counted`].
pub fn are_candidates(
    queries: &[Query],
    people: &[Option<PersonId>],
    batches: impl Iterator<Item = Result<RecordBatch, TableError>> + Send,
    model: &Model,
) -> Result<Vec<bool>, LinkError> {
    let asked = Asked::of(queries, model);
    let (passed, ..) = stream::stream(&asked, Register::Batches(batches), model)?;
    let found = passed.gather(|_| true)?;
    let is_found = |(at, person): (usize, &Option<PersonId>)| {
        let hits = found.of_record(at);
        person.is_some_and(|person| hits.binary_search_by_key(&person.number(), |hit| hit.person).is_ok())
    };
    Ok(people.iter().enumerate().map(is_found).collect())
}

/// The levels of one query against one person, before the register tells whose number the query
/// carries and which syllables are real names: for counting m, and for showing two people side by
/// side. `None` where the person's name has no letter.
#[must_use]
pub fn levels_of(query: &Query, person: &PopulationRow, model: &Model) -> Option<Levels> {
    let row = Row::of_person(person, model.dialect())?;
    let prepared = Prepared::of(query, model);
    let mut levels = compare::compare(&prepared, &row, model.dialect()).0;
    let address = person.address.as_ref().map_or("", |address| address.reveal());
    levels.place = compare::place(&levels, prepared.places, || Place::of(address, model.words()));
    Some(levels)
}
