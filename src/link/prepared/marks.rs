//! Marks: of each row of the register its id and a print of all that the linkage reads of it, so that
//! the rows that changed since another night are found without folding the others.

use std::collections::HashMap;
use std::sync::Mutex;

use arrow::array::RecordBatch;
use rayon::iter::{ParallelBridge, ParallelIterator};

use super::bytes::{Sink, Source};
use super::file::pack;
use super::packed::{Kind, Packed};
use crate::likeness::Name;
use crate::link::error::LinkError;
use crate::link::model::Model;
use crate::link::place::Place;
use crate::link::row::{Columns, Row};
use crate::table::TableError;

/// A row: its id, its print. Two rows of one print are taken for the same: among 5 million people with 50
/// thousand changes in a night a change is overlooked once in some hundred million nights.
pub(super) type Mark = (u64, u64);

/// The marks of the usable rows of a batch, in order, and where in the batch each stands.
pub(super) fn of(columns: &Columns) -> Vec<(Mark, usize)> {
    let usable = |row: usize| columns.id(row).filter(|_| columns.name(row).is_some_and(is_name));
    let mark = |row: usize| Some(((usable(row)?, columns.print(row)), row));
    let mut marks: Vec<(Mark, usize)> = (0..columns.rows()).filter_map(mark).collect();
    marks.sort_unstable();
    marks
}

/// Whether a name has a letter.
fn is_name(text: &str) -> bool {
    text.as_bytes().first().is_some_and(u8::is_ascii_alphabetic) || Name::fold(text).is_some()
}

pub(super) fn encode(marks: &[(Mark, usize)]) -> Vec<u8> {
    let mut sink = Sink::default();
    marks.iter().flat_map(|&((id, print), _)| [id, print]).for_each(|number| sink.large(number));
    sink.0
}

fn decode(bytes: &[u8]) -> Option<Vec<Mark>> {
    let mut source = Source(bytes);
    (0..bytes.len() / 16).map(|_| Some((source.large()?, source.large()?))).collect()
}

/// Somebody whose rows are others than in the base, and the prints of tonight's rows less those of the base:
/// it tells one such state of the person from another.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(in crate::link) struct Person {
    pub(in crate::link) id: u64,
    pub(in crate::link) print: u64,
}

/// What is not yet known to stand on both sides.
#[derive(Debug, Default)]
pub(super) struct Open {
    rows: i64,
    /// Prints of tonight less those of the base.
    pub(super) difference: u64,
    /// Rows of the base that were not found at their place.
    pub(super) lost: usize,
    /// Rows of tonight that were not found at their place.
    pub(super) found: Vec<(Row, Place)>,
}

impl Open {
    const fn is_settled(&self) -> bool {
        self.rows == 0 && self.difference == 0
    }
}

/// Compares two registers person by person, whatever the order of their rows.
struct Comparison {
    open: HashMap<u64, Open>,
    /// How many people may be open at once: nearly none where rows keep their order, so that memory does
    /// not grow with the register; else it is not worth while.
    most: usize,
    few: bool,
    /// Rows of tonight, and those of them that cannot be used.
    counts: [u64; 2],
}

/// A row of tonight and its mark.
type Found = (Mark, (Row, Place));

impl Comparison {
    fn note(&mut self, now: Vec<Found>, then: Vec<Mark>, counts: [u64; 2]) {
        for ((id, print), row) in now {
            let open = self.open.entry(id).or_default();
            open.rows += 1;
            open.difference = open.difference.wrapping_add(print);
            open.found.push(row);
            self.settle(id);
        }
        for (id, print) in then {
            let open = self.open.entry(id).or_default();
            open.rows -= 1;
            open.difference = open.difference.wrapping_sub(print);
            open.lost += 1;
            self.settle(id);
        }
        self.few &= self.open.len() <= self.most;
        self.counts.iter_mut().zip(counts).for_each(|(sum, more)| *sum += more);
    }

    /// Whose rows only stand at other places is as if they had kept them.
    fn settle(&mut self, id: u64) {
        if self.open.get(&id).is_some_and(Open::is_settled) {
            self.open.remove(&id);
        }
    }
}

/// The people whose rows differ, in order of their numbers; rows of the register, and those of them that
/// cannot be used.
pub(super) type Differing = (Vec<(u64, Open)>, [u64; 2]);

/// The people whose rows differ between `base` and the batches; `None` where they are more than `most`.
pub(super) fn changed(
    base: &Packed,
    batches: impl Iterator<Item = Result<RecordBatch, TableError>> + Send,
    most: usize,
    model: &Model,
) -> Result<Option<Differing>, LinkError> {
    let spans = base.spans(Kind::Marks);
    let start = Comparison { open: HashMap::new(), most: most * 2, few: true, counts: [0; 2] };
    let compared = Mutex::new(start);
    let lock = || compared.lock().expect("a thread that compares does not panic");
    let of_base = |number: usize| -> Result<Vec<Mark>, LinkError> {
        let Some(&span) = spans.get(number) else { return Ok(Vec::new()) };
        let mut bytes = Vec::new();
        decode(base.read(&mut base.file()?, span, &mut bytes)?).ok_or_else(|| base.damaged())
    };
    // `Err(None)`: more than are worth while, so that the rest need not be read.
    let compare = |number: usize, batch: Result<RecordBatch, TableError>| -> Result<usize, Option<LinkError>> {
        let few = lock().few;
        if !few {
            return Err(None);
        }
        let batch = batch.map_err(|error| Some(error.into()))?;
        let columns = Columns::of(&batch).map_err(|error| Some(error.into()))?;
        let (now, then) = (of(&columns), of_base(number).map_err(Some)?);
        let rows = [columns.rows() as u64, (columns.rows() - now.len()) as u64];
        let (now, then) = without_common(&now, &then);
        let packed = |(mark, at): (Mark, usize)| Some((mark, pack(&columns, at, model)?));
        let now = now.into_iter().filter_map(packed).collect();
        lock().note(now, then, rows);
        Ok(1)
    };
    let seen = batches.enumerate().par_bridge().map(|(number, batch)| compare(number, batch));
    let seen = match seen.try_reduce(|| 0, |a, b| Ok(a + b)) {
        Ok(seen) => seen,
        Err(None) => return Ok(None),
        Err(Some(error)) => return Err(error),
    };
    for number in seen..spans.len() {
        lock().note(Vec::new(), of_base(number)?, [0, 0]);
    }
    let Comparison { open, few, counts, .. } = compared.into_inner().expect("a thread that compares does not panic");
    let mut people: Vec<(u64, Open)> = open.into_iter().collect();
    people.sort_unstable_by_key(|(id, _)| *id);
    Ok((few && people.len() <= most).then_some((people, counts)))
}

/// What only one of two ordered lists has.
fn without_common(now: &[(Mark, usize)], then: &[Mark]) -> (Vec<(Mark, usize)>, Vec<Mark>) {
    let (mut only_now, mut only_then) = (Vec::new(), Vec::new());
    let (mut a, mut b) = (0, 0);
    while a < now.len() && b < then.len() {
        match now[a].0.cmp(&then[b]) {
            std::cmp::Ordering::Less => {
                only_now.push(now[a]);
                a += 1;
            }
            std::cmp::Ordering::Greater => {
                only_then.push(then[b]);
                b += 1;
            }
            std::cmp::Ordering::Equal => (a, b) = (a + 1, b + 1),
        }
    }
    only_now.extend_from_slice(&now[a..]);
    only_then.extend_from_slice(&then[b..]);
    (only_now, only_then)
}
