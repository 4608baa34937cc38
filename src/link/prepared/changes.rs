//! What changed in the register since it was prepared: the people whose rows differ, and their rows of
//! tonight.

use std::path::Path;

use arrow::array::RecordBatch;
use rayon::iter::{ParallelBridge, ParallelIterator};

use super::block;
use super::bytes::Sink;
use super::counts::{PackedCounts, Sums};
use super::file::{each_block, pack};
use super::ids::Ids;
use super::marks::{Open, Person};
use super::packed::{About, Kind, Packed, PackedWriter};
use crate::link::error::LinkError;
use crate::link::model::Model;
use crate::link::place::Place;
use crate::link::row::{Columns, Row};
use crate::table::TableError;

/// Rows of one block of changes.
const ROWS: usize = 65_536;

/// The changes, opened. Held in memory: the people, 16 bytes each and a hash index of their numbers; at
/// most a tenth of the register's people.
#[derive(Debug)]
pub(in crate::link) struct Changes {
    pub(in crate::link) file: Packed,
    /// In order of their numbers.
    pub(in crate::link) people: Vec<Person>,
    /// The same for looking up: their rows in the base hold no more.
    pub(in crate::link) ids: Ids,
}

impl Changes {
    pub(super) fn of(file: Packed) -> Result<Changes, LinkError> {
        let people = read_people(&file)?;
        let ids = Ids::of(people.iter().map(|person| person.id));
        Ok(Changes { file, people, ids })
    }
}

/// The people that a file holds for changed.
pub(in crate::link) fn read_people(file: &Packed) -> Result<Vec<Person>, LinkError> {
    let mut people = Vec::new();
    file.each(Kind::People, |source| {
        while !source.0.is_empty() {
            people.push(Person { id: source.large()?, print: source.large()? });
        }
        Some(())
    })?;
    Ok(people)
}

pub(in crate::link) fn people_bytes(people: &[Person]) -> Vec<u8> {
    let mut sink = Sink::default();
    people.iter().flat_map(|person| [person.id, person.print]).for_each(|number| sink.large(number));
    sink.0
}

/// Writes the changes of `people` against `whole`. `again` opens the register once more, for people whom it
/// holds several times and of whose rows some changed and some did not: hardly anybody.
pub(super) fn write<Batches: Iterator<Item = Result<RecordBatch, TableError>> + Send>(
    path: &Path,
    (whole, people): (&Packed, Vec<(u64, Open)>),
    again: impl Fn() -> Result<Batches, TableError>,
    about: &About,
    model: &Model,
) -> Result<(), LinkError> {
    let ids = Ids::of(people.iter().map(|(id, _)| *id));
    let (gone, standing) = gone(whole, &ids)?;
    let rows_of = |id: u64| standing[standing.partition_point(|(row, _)| row.who.id < id)..].iter();
    let (mut rows, mut partly, mut persons) = (Vec::new(), Vec::new(), Vec::with_capacity(people.len()));
    for (id, open) in people {
        persons.push(Person { id, print: open.difference });
        let held: Vec<&(Row, Place)> = rows_of(id).take_while(|(row, _)| row.who.id == id).collect();
        match open.lost {
            // All of them stand as they stood.
            0 => rows.extend(held.into_iter().copied().chain(open.found)),
            lost if lost == held.len() => rows.extend(open.found),
            _ => partly.push(id),
        }
    }
    if !partly.is_empty() {
        rows.extend(rows_of_people(again()?, &Ids::of(partly.into_iter()), model)?);
    }
    let mut file = PackedWriter::create(path)?;
    block::order(&mut rows);
    for (number, part) in rows.chunks(ROWS).enumerate() {
        file.add(Kind::Block, number as u64, &block::encode(part))?;
    }
    let come = PackedCounts::of(rows.iter().map(|(row, _)| row));
    file.add(Kind::Counts, 0, &come.to_bytes())?;
    file.add(Kind::Gone, 0, &gone.to_bytes())?;
    file.add(Kind::People, 0, &people_bytes(&persons))?;
    file.finish(about)
}

/// The rows of some people, read from the register.
fn rows_of_people(
    batches: impl Iterator<Item = Result<RecordBatch, TableError>> + Send,
    ids: &Ids,
    model: &Model,
) -> Result<Vec<(Row, Place)>, LinkError> {
    let read = |batch: Result<RecordBatch, TableError>| -> Result<Vec<(Row, Place)>, LinkError> {
        let columns = Columns::of(&batch?)?;
        let wanted = (0..columns.rows()).filter(|&at| columns.id(at).is_some_and(|id| ids.has(id)));
        Ok(wanted.filter_map(|at| pack(&columns, at, model)).collect())
    };
    let parts: Vec<_> = batches.par_bridge().map(read).collect::<Result<_, _>>()?;
    Ok(parts.into_iter().flatten().collect())
}

/// Rows by person.
type Rows = Vec<(Row, Place)>;

/// Counts of the rows of `whole` of these people, which hold no more, and the rows.
fn gone(whole: &Packed, ids: &Ids) -> Result<(PackedCounts, Rows), LinkError> {
    let of_block = |block: &block::Block| {
        let rows = (0..block.rows()).filter(|&at| ids.has(block.id(at)));
        let rows: Rows = rows.map(|at| (block.row(at), block.place(at))).collect();
        (PackedCounts::of(rows.iter().map(|(row, _)| row)), rows)
    };
    let (mut sums, mut rows) = (Sums::default(), Vec::new());
    for (counts, of_block) in each_block(whole, of_block)? {
        sums.add(&counts);
        rows.extend(of_block);
    }
    rows.sort_unstable_by_key(|(row, _)| row.who.id);
    Ok((sums.counts(), rows))
}
