//! Registers as CSV: the same columns as text, with a heading row.

use std::fs::File;
use std::io::BufReader;
use std::path::Path;
use std::sync::Arc;

use arrow::csv::ReaderBuilder;
use arrow::datatypes::{DataType, Field, Schema};

use super::TableError;

/// Batches of a CSV file, every column as text; an empty cell is a null.
pub(super) fn open_csv(path: &Path, batch_rows: usize) -> Result<arrow::csv::Reader<File>, TableError> {
    let open = || File::open(path).map_err(|error| TableError::io(path, error));
    let mut heads = ::csv::ReaderBuilder::new().from_reader(BufReader::new(open()?));
    let heads = heads.headers().map_err(|error| TableError::format(path, error))?.clone();
    let clean = |head: &str| head.trim_start_matches('\u{feff}').trim().to_owned();
    let fields: Vec<Field> = heads.iter().map(|head| Field::new(clean(head), DataType::Utf8, true)).collect();
    ReaderBuilder::new(Arc::new(Schema::new(fields)))
        .with_header(true)
        .with_batch_size(batch_rows)
        .build(open()?)
        .map_err(|error| TableError::format(path, error))
}
