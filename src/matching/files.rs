//! Lists as files: Parquet, CSV and other separated text, workbooks.

use std::fs;
use std::path::Path;

use arrow::array::{Array, ArrayRef, AsArray, StringArray};
use arrow::compute::cast;
use arrow::datatypes::{DataType, Float64Type};
use arrow::error::ArrowError;
use calamine::{Data, Reader};

use super::error::MatchError;
use super::gather::{Gatherer, Heading, RawList, Wanted};
use crate::model::Date;
use crate::table::open_batches;

/// Rows of a sheet among which the heading is looked for.
const HEADING_WITHIN: usize = 60;

/// Reads the wanted columns of a list.
///
/// # Errors
/// The file cannot be read, or has no heading row with all wanted headings.
pub(super) fn read(path: &Path, wanted: &Wanted) -> Result<RawList, MatchError> {
    let ending = path.extension().map(|ending| ending.to_string_lossy().to_lowercase()).unwrap_or_default();
    match ending.as_str() {
        "parquet" => parquet(path, wanted),
        "xlsx" | "xlsm" | "xlsb" | "xls" | "ods" => workbook(path, wanted),
        "csv" | "tsv" | "txt" => text(path, wanted),
        _ => Err(MatchError::list(path, "is no list: expected .csv, .tsv, .txt, .parquet, .xlsx, .xls or .ods")),
    }
}

fn parquet(path: &Path, wanted: &Wanted) -> Result<RawList, MatchError> {
    let (mut gatherer, mut number) = (None, 0);
    for batch in open_batches(path, &[])? {
        let batch = batch?;
        if gatherer.is_none() {
            let names: Vec<String> = batch.schema().fields().iter().map(|field| field.name().clone()).collect();
            gatherer = Some(Gatherer::new(heading(path, &[names], wanted)?.1, false));
        }
        let columns: Result<Vec<_>, _> = batch.columns().iter().map(as_text).collect();
        let columns = columns.map_err(|error| MatchError::list(path, error))?;
        let texts: Vec<_> = columns.iter().map(|column| column.as_string::<i32>()).collect();
        for row in 0..batch.num_rows() {
            let cell = |column: &&StringArray| {
                if column.is_null(row) { String::new() } else { column.value(row).to_owned() }
            };
            number += 1;
            let cells: Vec<String> = texts.iter().map(cell).collect();
            if let Some(gatherer) = &mut gatherer {
                gatherer.row(number, &cells);
            }
        }
    }
    Ok(gatherer.map(Gatherer::finish).unwrap_or_else(|| empty(wanted)))
}

/// A column as text. A whole number that was kept as a floating one is written as a whole one.
fn as_text(column: &ArrayRef) -> Result<ArrayRef, ArrowError> {
    match column.data_type() {
        DataType::Float16 | DataType::Float32 | DataType::Float64 => {
            let numbers = cast(column, &DataType::Float64)?;
            let text =
                |number: Option<f64>| number.filter(|number| number.is_finite()).map(|number| number.to_string());
            let texts: StringArray = numbers.as_primitive::<Float64Type>().iter().map(text).collect();
            Ok(std::sync::Arc::new(texts))
        }
        _ => cast(column, &DataType::Utf8),
    }
}

fn empty(wanted: &Wanted) -> RawList {
    RawList { cells: vec![Vec::new(); wanted.columns.len()], ..RawList::default() }
}

/// The first row that has all wanted headings, with its index.
fn heading(path: &Path, rows: &[Vec<String>], wanted: &Wanted) -> Result<(usize, Heading), MatchError> {
    let mut nearest: Option<(Vec<String>, &Vec<String>)> = None;
    for (at, row) in rows.iter().take(HEADING_WITHIN).enumerate() {
        match Heading::find(row, wanted) {
            Ok(heading) => return Ok((at, heading)),
            Err(missing) if nearest.as_ref().is_none_or(|(least, _)| missing.len() < least.len()) => {
                nearest = Some((missing, row));
            }
            Err(_) => {}
        }
    }
    let all = || {
        let headings = wanted.id.iter().chain(&wanted.columns);
        headings.map(|heading| heading.all().join(" | ")).collect::<Vec<_>>()
    };
    // Where not one heading was found, the row is no heading row and may hold personal data.
    let wanted_count = all().len();
    let (missing, found) = nearest.filter(|(missing, _)| missing.len() < wanted_count).map_or_else(
        || (all(), Vec::new()),
        |(missing, row)| (missing, row.iter().filter(|cell| !cell.trim().is_empty()).cloned().collect()),
    );
    Err(MatchError::Headings { path: path.to_owned(), missing, found })
}

/// Gathers the rows below the heading. Row numbers are from 1.
fn gather(path: &Path, rows: &[Vec<String>], wanted: &Wanted, sheet: bool) -> Result<RawList, MatchError> {
    let (at, heading) = heading(path, rows, wanted)?;
    let mut gatherer = Gatherer::new(heading, sheet);
    rows.iter().enumerate().skip(at + 1).for_each(|(number, row)| gatherer.row(number + 1, row));
    Ok(gatherer.finish())
}

/// Text in UTF-8, UTF-16 with its mark, or else windows-1258; separated by what stands most often
/// in its first line with a separator: comma, semicolon, tab.
fn text(path: &Path, wanted: &Wanted) -> Result<RawList, MatchError> {
    let bytes = fs::read(path).map_err(|error| MatchError::list(path, error))?;
    let (decoded, _, broken) = encoding_rs::UTF_8.decode(&bytes);
    let decoded = if broken { encoding_rs::WINDOWS_1258.decode(&bytes).0 } else { decoded };
    let count = |line: &str, separator: u8| line.bytes().filter(|byte| *byte == separator).count();
    let separator = decoded
        .lines()
        .find_map(|line| {
            let most = [b'\t', b';', b','].into_iter().max_by_key(|&one| count(line, one))?;
            (count(line, most) > 0).then_some(most)
        })
        .unwrap_or(b',');
    let mut reader = csv::ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .delimiter(separator)
        .from_reader(decoded.as_bytes());
    let rows: Result<Vec<Vec<String>>, _> =
        reader.records().map(|record| record.map(|record| record.iter().map(str::to_owned).collect())).collect();
    let rows =
        rows.map_err(|error| MatchError::list(path, format!("is no separated text ({:?})", error.position())))?;
    gather(path, &rows, wanted, false)
}

/// The named sheet, or the first with a heading row that has all wanted headings.
fn workbook(path: &Path, wanted: &Wanted) -> Result<RawList, MatchError> {
    let mut book = calamine::open_workbook_auto(path).map_err(|error| MatchError::list(path, error))?;
    let names = book.sheet_names();
    if let Some(sheet) = &wanted.sheet
        && !names.contains(sheet)
    {
        return Err(MatchError::list(path, format!("no sheet `{sheet}`; it has {}", names.join(", "))));
    }
    let mut trouble = None;
    for name in names.iter().filter(|name| wanted.sheet.as_ref().is_none_or(|sheet| sheet == *name)) {
        let range = book.worksheet_range(name).map_err(|error| MatchError::list(path, error))?;
        // A range begins at its first used row: places are made absolute.
        let start = range.start().map_or(0, |(row, _)| row as usize);
        let blank = std::iter::repeat_n(Vec::new(), start);
        let rows: Vec<Vec<String>> = blank.chain(range.rows().map(|row| row.iter().map(cell).collect())).collect();
        match gather(path, &rows, wanted, true) {
            Ok(list) => return Ok(list),
            Err(error) => trouble = trouble.or(Some(error)),
        }
    }
    Err(trouble.unwrap_or_else(|| MatchError::list(path, "has no sheet")))
}

fn cell(data: &Data) -> String {
    match data {
        Data::String(text) | Data::DateTimeIso(text) | Data::DurationIso(text) => text.clone(),
        Data::Int(number) => number.to_string(),
        // Written without an exponent: ids are numbers too in workbooks.
        Data::Float(number) => number.to_string(),
        Data::Bool(value) => value.to_string(),
        // Days since 1899-12-30, of which 25,569 lie before 1970.
        Data::DateTime(moment) => {
            let days = moment.as_f64().floor() - 25_569.0;
            if (-100_000.0..100_000.0).contains(&days) {
                Date::from_epoch_days(days as i32).to_string()
            } else {
                String::new()
            }
        }
        Data::Error(_) | Data::Empty => String::new(),
    }
}
