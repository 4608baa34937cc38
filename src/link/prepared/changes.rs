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
use super::marks::{self, Mark, Person};
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

/// Rows of changed people and their marks.
type Rows = (Vec<(Row, Place)>, Vec<Mark>);

/// Writes the changes of `people` against `whole`.
pub(super) fn write(
    path: &Path,
    (whole, people): (&Packed, &[u64]),
    batches: impl Iterator<Item = Result<RecordBatch, TableError>> + Send,
    about: &About,
    model: &Model,
) -> Result<(), LinkError> {
    let ids = Ids::of(people.iter().copied());
    let mut file = PackedWriter::create(path)?;
    let read = |batch: Result<RecordBatch, TableError>| -> Result<Rows, LinkError> {
        let columns = Columns::of(&batch?)?;
        let rows = pack(&columns, model, |id| ids.has(id));
        let mut own = if rows.is_empty() { Vec::new() } else { marks::of(&columns) };
        own.retain(|(id, _)| ids.has(*id));
        Ok((rows, own))
    };
    let parts: Vec<_> = batches.par_bridge().map(read).collect::<Result<_, _>>()?;
    let (mut rows, mut prints) = (Vec::new(), vec![0_u64; people.len()]);
    for (part, marks) in parts {
        rows.extend(part);
        for (id, print) in marks {
            let place = people.binary_search(&id).expect("only rows of these people were kept");
            prints[place] = prints[place].wrapping_add(print);
        }
    }
    block::order(&mut rows);
    for (number, part) in rows.chunks(ROWS).enumerate() {
        file.add(Kind::Block, number as u64, &block::encode(part))?;
    }
    let come = PackedCounts::of(rows.iter().map(|(row, _)| row));
    file.add(Kind::Counts, 0, &come.to_bytes())?;
    file.add(Kind::Gone, 0, &gone(whole, &ids)?.to_bytes())?;
    let people: Vec<Person> = people.iter().zip(prints).map(|(&id, print)| Person { id, print }).collect();
    file.add(Kind::People, 0, &people_bytes(&people))?;
    file.finish(about)
}

/// Counts of the rows of `whole` that hold no more.
fn gone(whole: &Packed, ids: &Ids) -> Result<PackedCounts, LinkError> {
    let of_block = |block: &block::Block| {
        let rows: Vec<Row> = (0..block.rows()).filter(|&at| ids.has(block.id(at))).map(|at| block.row(at)).collect();
        PackedCounts::of(&rows)
    };
    let mut sums = Sums::default();
    each_block(whole, of_block)?.iter().for_each(|counts| sums.add(counts));
    Ok(sums.counts())
}
