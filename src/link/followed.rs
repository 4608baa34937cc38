//! Decisions whose row is gone: followed to the rows that may be it, changed.
//!
//! A decision is about people. Where its row is not there as it was, it decides nothing any more, but what
//! contradicts it is not acted on either: a row of the same ward and name that is new since the last night
//! is at most asked about where its verdict names who was decided against, or somebody else than who was
//! decided for. Where a row of another name that is new names who was decided against, its verdict stands
//! and is told: the row of the decision may be that row, written anew. The last night tells which rows are
//! new, and what the row of a decision said.

use std::collections::{BTreeMap, BTreeSet};

use super::model::Model;
use super::resemblance::Shape;
use super::rulings::{Ruled, row_mark, written_mark};
use super::verdict::Verdict;
use crate::likeness::Name;
use crate::model::{
    Coded, FullName, IdNumber, Outcome, PartialDate, PersonId, Private, Record, Ruling, RulingState, WardCode,
    mark_code,
};
use crate::table::outputs::{RecordRow, RulingRow};

/// A record by its place, with its mark.
type Marked = (usize, String);

/// What the last published night tells about decisions and rows; empty where there was none.
#[derive(Debug, Clone, Default)]
pub struct LastNight {
    /// Its table of decisions.
    pub decisions: Vec<RulingRow>,
    /// Its rows by their mark; `None`: which rows are new is not known, so that all may be.
    pub rows: Option<BTreeMap<String, RowWas>>,
}

/// What a row said of its person in an earlier night.
#[derive(Debug, Clone)]
pub struct RowWas {
    /// Ward that sent it.
    pub ward: WardCode,
    /// Name.
    pub name: Option<FullName>,
    /// Birth date.
    pub birth: Option<PartialDate>,
    /// Number.
    pub id: Option<IdNumber>,
}

impl RowWas {
    /// The mark of a row of the table of records, and what it said.
    #[must_use]
    pub fn of(row: &RecordRow) -> (String, RowWas) {
        let key = row.name_key.as_ref().map(Private::reveal);
        let address = row.address.as_ref().map(Private::reveal);
        let mark = written_mark((row.ward_code, key, row.birth_date), (row.gender, row.id_no, address));
        let was = RowWas { ward: row.ward_code, name: row.full_name.clone(), birth: row.birth_date, id: row.id_no };
        (mark_code(mark), was)
    }
}

/// Writes into each decision what its row says, where it does not say so itself: later nights know the
/// row by it when it has changed.
pub fn note_rows(decisions: &mut [RulingRow], records: &[Record]) {
    let by_id: BTreeMap<_, &Record> = records.iter().map(|record| (record.row_id, record)).collect();
    for row in decisions.iter_mut().filter(|row| row.full_name.is_none() || row.ward_code.is_none()) {
        if let Some(record) = row.row_ids.first().and_then(|id| by_id.get(id)) {
            row.ward_code = Some(record.ward);
            row.full_name = record.full_name.as_ref().map(|name| Private::new(name.reveal()));
            row.birth_date = row.birth_date.or(record.birth_date);
            row.id_no = row.id_no.take().or(record.id.map(|id| Private::new(&id.reveal())));
        }
    }
}

/// Follows the decisions whose row is gone; verdicts that contradict one become questions. Gives
/// whom people decided a record is not, by its place. The verdicts
/// are those of queries made from the records, in their order; `ruled` are tonight's decisions.
pub fn follow(
    decisions: &mut [RulingRow],
    records: &[Record],
    verdicts: &mut [Verdict],
    (ruled, last, model): (&[Ruled], &LastNight, &Model),
) -> Vec<(usize, PersonId)> {
    let memory = Memory::of(last);
    let mut refused = Vec::new();
    let gone = |row: &&mut RulingRow| row.state == RulingState::RowGone && row.ruling != Some(Ruling::Unknown);
    let mut wards = BTreeMap::<WardCode, Vec<Marked>>::new();
    for row in decisions.iter_mut().filter(gone) {
        memory.recall(row);
        let (Some(person), Some(ward), Some(was)) = (row.person_id, row.ward_code, shape_of(row)) else { continue };
        let here = wards.entry(ward).or_insert_with(|| {
            let here = records.iter().enumerate().filter(|(_, record)| record.ward == ward);
            here.map(|(index, record)| (index, mark_code(row_mark(record)))).collect()
        });
        let held: BTreeSet<&str> = row.held_marks.as_deref().unwrap_or("").split(';').collect();
        let undecided = |index: usize| {
            let about = ruled.binary_search_by_key(&index, |about| about.index).ok().map(|place| &ruled[place]);
            !about.is_some_and(|about| about.same.is_some() || about.not.contains(&person))
        };
        let changed = here.iter().filter(|(_, mark)| memory.is_new(mark) || held.contains(mark.as_str()));
        let changed = changed.filter(|(index, _)| undecided(*index)).cloned();
        let (rows, others): (Vec<Marked>, Vec<Marked>) =
            changed.partition(|(index, _)| was.may_be(&shape(&records[*index]), model));
        let refused_now = |verdict: &Verdict| verdict.outcome == Outcome::Matched && verdict.person_id == Some(person);
        // Where it is not known which rows are new, the person's own row would be told of.
        let known = row.ruling == Some(Ruling::NotSame) && memory.rows.is_some();
        let others: Vec<Marked> =
            others.into_iter().filter(|(index, _)| known && refused_now(&verdicts[*index])).collect();
        if rows.is_empty() && others.is_empty() {
            continue;
        }
        row.state = RulingState::RowChanged;
        let marks = rows.iter().chain(&others).map(|(_, mark)| mark.as_str());
        row.held_marks = Some(marks.collect::<Vec<_>>().join(";"));
        let asked =
            |&(index, _): &Marked| asks(row.ruling, person, &mut verdicts[index]).then_some(records[index].row_id);
        row.row_ids = rows.iter().filter_map(asked).collect();
        row.row_ids.extend(others.iter().map(|(index, _)| records[*index].row_id));
        if row.ruling == Some(Ruling::NotSame) {
            refused.extend(rows.iter().map(|(index, _)| (*index, person)));
        }
    }
    refused
}

/// Whether a decision has something to say against, or about, the verdict on a changed row; a match that
/// contradicts it becomes a question.
fn asks(ruling: Option<Ruling>, person: PersonId, verdict: &mut Verdict) -> bool {
    let matched = verdict.outcome == Outcome::Matched;
    let named = verdict.person_id == Some(person);
    let against = match ruling {
        Some(Ruling::NotSame) => named,
        _ => !named,
    };
    if matched && against {
        verdict.ask();
    }
    let offered = verdict.unsure && verdict.best == Some(person);
    let shown = named || offered || verdict.runner_up_id == Some(person);
    match ruling {
        Some(Ruling::NotSame) => against || (shown && !matched),
        _ => against || !matched,
    }
}

fn shape_of(row: &RulingRow) -> Option<Shape> {
    let name = Name::fold(row.full_name.as_ref()?.reveal())?;
    let id = row.id_no.as_ref().and_then(|id| IdNumber::from_code(id.reveal()).ok());
    Some(Shape::new(Some(name), row.birth_date, id))
}

fn shape(record: &Record) -> Shape {
    let name = record.full_name.as_ref().and_then(|name| Name::fold(name.reveal()));
    Shape::new(name, record.birth_date, record.id)
}

/// What the last night said.
struct Memory<'a> {
    decisions: BTreeMap<&'a str, &'a RulingRow>,
    rows: Option<&'a BTreeMap<String, RowWas>>,
}

impl<'a> Memory<'a> {
    fn of(last: &'a LastNight) -> Memory<'a> {
        let named = last.decisions.iter().filter(|row| row.full_name.is_some() && row.ward_code.is_some());
        Memory { decisions: named.map(|row| (row.row_mark.as_str(), row)).collect(), rows: last.rows.as_ref() }
    }

    fn is_new(&self, mark: &str) -> bool {
        self.rows.is_none_or(|rows| !rows.contains_key(mark))
    }

    /// Writes what the row of a decision said, and which rows it was followed to.
    fn recall(&self, row: &mut RulingRow) {
        if let Some(before) = self.decisions.get(row.row_mark.as_str()) {
            row.held_marks = before.held_marks.clone();
            if row.full_name.is_none() || row.ward_code.is_none() {
                (row.full_name, row.ward_code) = (before.full_name.clone(), before.ward_code);
                (row.birth_date, row.id_no) = (before.birth_date, before.id_no.clone());
            }
        } else if let Some(was) = self.rows.and_then(|rows| rows.get(&row.row_mark))
            && (row.full_name.is_none() || row.ward_code.is_none())
        {
            row.full_name = was.name.as_ref().map(|name| Private::new(name.reveal()));
            (row.ward_code, row.birth_date) = (Some(was.ward), was.birth);
            row.id_no = was.id.map(|id| Private::new(&id.reveal()));
        }
    }
}
