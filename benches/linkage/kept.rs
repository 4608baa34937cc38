//! What a bench leaves for other programs and for itself: rows, their truth, verdicts.

use std::collections::HashMap;
use std::fs::File;
use std::path::Path;
use std::sync::Arc;

use ansinh::link::{Name, Query, Relative, Source, Verdict};
use ansinh::model::{Coded, Gender, IdNumber, PersonId, Private, WardCode};
use arrow::array::{Array, ArrayRef, RecordBatch, StringArray};
use parquet::arrow::ArrowWriter;
use parquet::arrow::arrow_reader::ParquetRecordBatchReaderBuilder;

use crate::city::Entry;
use crate::made::Case;

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

/// What is known about a row.
const KNOWN: [(&str, Cell); 4] = [
    ("person_id", |entry| entry.truth.map(PersonId::reveal)),
    ("whose", |entry| Some(entry.whose.reveal())),
    ("list", |entry| Some(entry.list.to_string())),
    ("moved", |entry| Some(entry.moved.to_string())),
];

/// `rows.parquet`: `row` and what the list shows; `truth.parquet`: `row` and what is known about it.
pub(crate) fn keep(folder: &Path, entries: &[Entry], namesakes: &[u32]) {
    let column = |cell: Cell| Arc::new(StringArray::from_iter(entries.iter().map(cell))) as ArrayRef;
    let numbers = |numbers: &mut dyn Iterator<Item = usize>| -> ArrayRef {
        Arc::new(StringArray::from_iter_values(numbers.map(|number| number.to_string())))
    };
    let row = numbers(&mut (0..entries.len()));
    let of = |cells: &[(&'static str, Cell)]| -> Vec<(&'static str, ArrayRef)> {
        cells.iter().map(|&(name, cell)| (name, column(cell))).collect()
    };
    let bearers = numbers(&mut namesakes.iter().map(|&count| count as usize));
    save(&folder.join("rows.parquet"), [("row", row.clone())].into_iter().chain(of(&CELLS)));
    let known = of(&KNOWN).into_iter().chain([("namesakes", bearers)]);
    save(&folder.join("truth.parquet"), [("row", row)].into_iter().chain(known));
}

/// The rows that [`keep`] left, with what is known about them.
pub(crate) fn read(folder: &Path) -> Vec<Case> {
    let (rows, truth) = (columns(&folder.join("rows.parquet")), columns(&folder.join("truth.parquet")));
    (0..rows["row"].len())
        .map(|at| case(&|column| cell(&rows, column, at), &|column| cell(&truth, column, at)))
        .collect()
}

fn case<'a>(shown: &dyn Fn(&str) -> Option<&'a str>, known: &dyn Fn(&str) -> Option<&'a str>) -> Case {
    let ward = |column| WardCode::from_digits(shown(column)?);
    let person = |column| PersonId::from_digits(known(column)?);
    let id = shown("person_id").or(shown("cmnd")).and_then(|text| IdNumber::from_code(text).ok());
    let relative = shown("relative").and_then(Name::fold).map(|name| Relative { name: Some(name), id: None });
    let query = Query {
        index: shown("row").unwrap().parse().unwrap(),
        source: Source::Record,
        name: shown("name").and_then(Name::fold),
        birth: shown("birth").and_then(|text| text.parse().ok()),
        gender: shown("gender").and_then(|text| Gender::from_code(text).ok()),
        id,
        ward: ward("ward"),
        address_ward: ward("address_ward"),
        phone: shown("phone").map(Private::new),
        address: shown("address").map(Private::new),
        hamlet: None,
        relative,
    };
    Case {
        query,
        truth: person("person_id"),
        whose: person("whose"),
        list: known("list").unwrap().parse().unwrap(),
        moved: known("moved").map(|text| text == "true"),
        namesakes: known("namesakes").and_then(|text| text.parse().ok()),
    }
}

/// A text of a row; `None` where the cell is empty.
fn cell<'a>(columns: &'a HashMap<String, StringArray>, column: &str, at: usize) -> Option<&'a str> {
    let column = &columns[column];
    column.is_valid(at).then(|| column.value(at))
}

fn columns(path: &Path) -> HashMap<String, StringArray> {
    let file = ParquetRecordBatchReaderBuilder::try_new(File::open(path).unwrap()).unwrap();
    let parts: Vec<RecordBatch> = file.build().unwrap().map(Result::unwrap).collect();
    let whole = arrow::compute::concat_batches(&parts[0].schema(), &parts).unwrap();
    let text = |name: &str| whole.column_by_name(name).unwrap().as_any().downcast_ref::<StringArray>().unwrap().clone();
    whole.schema().fields().iter().map(|field| (field.name().clone(), text(field.name()))).collect()
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
