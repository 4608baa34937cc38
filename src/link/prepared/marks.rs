//! Marks: of each row of the register its id and a print of all that the linkage reads of it, so that
//! the rows that changed since another night are found without folding the others.

use std::collections::HashMap;
use std::sync::Mutex;

use arrow::array::RecordBatch;
use rayon::iter::{ParallelBridge, ParallelIterator};

use super::bytes::{Sink, Source};
use super::packed::{Kind, Packed};
use crate::likeness::Name;
use crate::link::error::LinkError;
use crate::link::row::Columns;
use crate::table::TableError;

/// A row: its id, its print. Two rows of one print are taken for the same: among 5 million people with 50
/// thousand changes in a night a change is overlooked once in some hundred million nights.
pub(super) type Mark = (u64, u64);

/// The marks of the usable rows of a batch, in order.
pub(super) fn of(columns: &Columns) -> Vec<Mark> {
    let usable = |row: usize| columns.id(row).filter(|_| columns.name(row).is_some_and(is_name));
    let mut marks: Vec<Mark> = (0..columns.rows()).filter_map(|row| Some((usable(row)?, columns.print(row)))).collect();
    marks.sort_unstable();
    marks
}

/// Whether a name has a letter.
fn is_name(text: &str) -> bool {
    text.as_bytes().first().is_some_and(u8::is_ascii_alphabetic) || Name::fold(text).is_some()
}

pub(super) fn encode(marks: &[Mark]) -> Vec<u8> {
    let mut sink = Sink::default();
    marks.iter().flat_map(|&(id, print)| [id, print]).for_each(|number| sink.large(number));
    sink.0
}

fn decode(bytes: &[u8]) -> Option<Vec<Mark>> {
    let mut source = Source(bytes);
    (0..bytes.len() / 16).map(|_| Some((source.large()?, source.large()?))).collect()
}

/// Somebody whose rows are others than in the base, and the sum of the prints of tonight's rows: 0 where
/// none is left.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(in crate::link) struct Person {
    pub(in crate::link) id: u64,
    pub(in crate::link) print: u64,
}

/// What is not yet known to stand on both sides.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
struct Open {
    rows: i64,
    /// Prints of tonight less those of the base.
    difference: u64,
}

/// Compares two registers person by person, whatever the order of their rows.
struct Comparison {
    open: HashMap<u64, Open>,
    /// How many people may be open at once: nearly none where rows keep their order, so that memory does
    /// not grow with the register; else it is not worth while.
    most: usize,
}

impl Comparison {
    fn note(&mut self, marks: &[Mark], side: i64) -> bool {
        for &(id, print) in marks {
            let open = self.open.entry(id).or_default();
            open.rows += side;
            let print = if side > 0 { print } else { print.wrapping_neg() };
            open.difference = open.difference.wrapping_add(print);
            if open.rows == 0 && open.difference == 0 {
                self.open.remove(&id);
            }
        }
        self.open.len() <= self.most
    }
}

/// People in order of their numbers; rows of the register, and those of them that cannot be used.
pub(super) type Differing = (Vec<u64>, [u64; 2]);

/// The people whose rows differ between `base` and the batches, in order, with how many rows there are
/// and how many of them cannot be used; `None` where they are more than `most`.
pub(super) fn changed(
    base: &Packed,
    batches: impl Iterator<Item = Result<RecordBatch, TableError>> + Send,
    most: usize,
) -> Result<Option<Differing>, LinkError> {
    let spans = base.spans(Kind::Marks);
    let start = (Comparison { open: HashMap::new(), most: most * 4 }, [0_u64; 2], true);
    let compared = Mutex::new(start);
    let lock = || compared.lock().expect("a thread that compares does not panic");
    let note = |now: &[Mark], then: &[Mark], rows: [u64; 2]| {
        let mut own = lock();
        let few = own.2 && own.0.note(now, 1) && own.0.note(then, -1);
        own.2 = few;
        own.1.iter_mut().zip(rows).for_each(|(sum, more)| *sum += more);
    };
    let of_base = |number: usize| -> Result<Vec<Mark>, LinkError> {
        let Some(&span) = spans.get(number) else { return Ok(Vec::new()) };
        let mut bytes = Vec::new();
        decode(base.read(&mut base.file()?, span, &mut bytes)?).ok_or_else(|| base.damaged())
    };
    // `Err(None)`: more than are worth while, so that the rest need not be read.
    let compare = |number: usize, batch: Result<RecordBatch, TableError>| -> Result<usize, Option<LinkError>> {
        if !lock().2 {
            return Err(None);
        }
        let batch = batch.map_err(|error| Some(error.into()))?;
        let columns = Columns::of(&batch).map_err(|error| Some(error.into()))?;
        let (now, then) = (of(&columns), of_base(number).map_err(Some)?);
        let rows = [columns.rows() as u64, (columns.rows() - now.len()) as u64];
        let (now, then) = without_common(&now, &then);
        note(&now, &then, rows);
        Ok(1)
    };
    let seen = batches.enumerate().par_bridge().map(|(number, batch)| compare(number, batch));
    let seen = match seen.try_reduce(|| 0, |a, b| Ok(a + b)) {
        Ok(seen) => seen,
        Err(None) => return Ok(None),
        Err(Some(error)) => return Err(error),
    };
    for number in seen..spans.len() {
        note(&[], &of_base(number)?, [0, 0]);
    }
    let (compared, rows, few) = compared.into_inner().expect("a thread that compares does not panic");
    let mut people: Vec<u64> = compared.open.into_keys().collect();
    people.sort_unstable();
    Ok((few && people.len() <= most).then_some((people, rows)))
}

/// What only one of two ordered lists has.
fn without_common(now: &[Mark], then: &[Mark]) -> (Vec<Mark>, Vec<Mark>) {
    let (mut only_now, mut only_then) = (Vec::new(), Vec::new());
    let (mut a, mut b) = (0, 0);
    while a < now.len() && b < then.len() {
        match now[a].cmp(&then[b]) {
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
