//! A generated register on disk and the rows about its people.

use std::collections::HashMap;
use std::fs::File;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::path::Path;
use std::sync::Arc;

use ansinh::link::{Query, Verdict};
use ansinh::model::{Coded, IdNumber, PersonId};
use ansinh::table::Writer;
use arrow::array::{ArrayRef, RecordBatch, StringArray};
use parquet::arrow::ArrowWriter;

use crate::city::{City, Entry, Noise, bare};

/// A row and what is known about it.
pub(crate) struct Case {
    pub(crate) query: Query,
    pub(crate) truth: Option<PersonId>,
    /// Who it is, in the register or not.
    pub(crate) whose: Option<PersonId>,
    /// Which of its ward's lists holds it.
    pub(crate) list: u8,
    /// `None` where the rows do not say.
    pub(crate) moved: Option<bool>,
    /// People of the register with the row's name, marks aside.
    pub(crate) namesakes: Option<u32>,
}

/// Writes the register below `folder`; where `keep`, the rows and their truth too, for other
/// programs.
pub(crate) fn write(
    folder: &Path,
    (people, records): (usize, usize),
    (noise, seed): (Noise, u64),
    keep: bool,
) -> Vec<Case> {
    std::fs::create_dir_all(folder.join("registers")).unwrap();
    let mut writer = Writer::create(&folder.join("registers/population.parquet")).unwrap();
    let mut city = City::new(seed, 114, records as f64 / people as f64, noise);
    let (mut rows, mut written, mut entries) = (Vec::new(), 0, Vec::<Entry>::new());
    let mut bearers = HashMap::<u64, u32>::new();
    while written < people {
        let (members, more) = city.household();
        written += members.len();
        for member in &members {
            *bearers.entry(name_key(member.full_name.reveal())).or_default() += 1;
        }
        rows.extend(members);
        for entry in more {
            let query = Query { index: entries.len(), ..entry.query };
            entries.push(Entry { query, ..entry });
        }
        if rows.len() >= 100_000 || written >= people {
            writer.write(&rows).unwrap();
            rows.clear();
        }
    }
    writer.finish().unwrap();
    if keep {
        keep_rows(folder, &entries);
    }
    let case = |entry: Entry| Case {
        truth: entry.truth,
        whose: Some(entry.whose),
        list: entry.list,
        moved: Some(entry.moved),
        namesakes: Some(bearers.get(&name_key(&entry.names[0])).copied().unwrap_or(0)),
        query: entry.query,
    };
    entries.into_iter().map(case).collect()
}

fn name_key(name: &str) -> u64 {
    let mut hasher = DefaultHasher::new();
    bare(name).to_lowercase().hash(&mut hasher);
    hasher.finish()
}

type Cell = fn(&Entry) -> Option<String>;

/// What a list shows, as text.
const CELLS: [(&str, Cell); 10] = [
    ("name", |entry| Some(entry.names[0].clone())),
    ("birth", |entry| entry.query.birth.map(|birth| birth.code().into_owned())),
    ("gender", |entry| entry.query.gender.map(|gender| gender.as_str().to_owned())),
    ("person_id", |entry| entry.query.id.filter(|id| matches!(id, IdNumber::Person(_))).map(IdNumber::reveal)),
    ("cmnd", |entry| entry.query.id.filter(|id| matches!(id, IdNumber::Cmnd(_))).map(IdNumber::reveal)),
    ("ward", |entry| entry.query.ward.map(|ward| ward.code().into_owned())),
    ("address_ward", |entry| entry.query.address_ward.map(|ward| ward.code().into_owned())),
    ("phone", |entry| entry.query.phone.as_ref().map(|phone| phone.reveal().to_owned())),
    ("address", |entry| entry.query.address.as_ref().map(|address| address.reveal().to_owned())),
    ("relative", |entry| Some(entry.names[1].clone()).filter(|name| !name.is_empty())),
];

/// `rows.parquet`: `row` and what the list shows; `truth.parquet`: `row`, `person_id`.
fn keep_rows(folder: &Path, entries: &[Entry]) {
    let column = |cell: Cell| Arc::new(StringArray::from_iter(entries.iter().map(cell))) as ArrayRef;
    let number: ArrayRef = Arc::new(StringArray::from_iter_values((0..entries.len()).map(|row| row.to_string())));
    let truth = column(|entry| entry.truth.map(PersonId::reveal));
    let shown = CELLS.iter().map(|&(name, cell)| (name, column(cell)));
    save(&folder.join("rows.parquet"), [("row", number.clone())].into_iter().chain(shown));
    save(&folder.join("truth.parquet"), [("row", number), ("person_id", truth)].into_iter());
}

/// `verdicts.csv`: row, outcome, best candidate, its probability and weight.
pub(crate) fn keep_verdicts(folder: &Path, verdicts: &[Verdict]) {
    let number = |value: Option<f64>| value.map_or(String::new(), |value| value.to_string());
    let line = |verdict: &Verdict| {
        let (outcome, best) = (verdict.outcome.as_str(), verdict.best.map(PersonId::reveal).unwrap_or_default());
        format!("{},{outcome},{best},{},{}\n", verdict.index, number(verdict.probability), number(verdict.weight))
    };
    let lines: String = verdicts.iter().map(line).collect();
    std::fs::write(folder.join("verdicts.csv"), format!("row,outcome,person,p,weight\n{lines}")).unwrap();
}

fn save<'a>(path: &Path, columns: impl Iterator<Item = (&'a str, ArrayRef)>) {
    let batch = RecordBatch::try_from_iter(columns).unwrap();
    let mut writer = ArrowWriter::try_new(File::create(path).unwrap(), batch.schema(), None).unwrap();
    writer.write(&batch).unwrap();
    writer.close().unwrap();
}
