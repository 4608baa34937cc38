//! Tables as CSV: the same columns as text, with a heading row.

use std::fs::File;
use std::io::BufReader;
use std::path::Path;
use std::sync::Arc;

use arrow::array::RecordBatch;
use arrow::csv::{ReaderBuilder, WriterBuilder};
use arrow::datatypes::{DataType, Field, Schema};

use super::schema::schema;
use super::{Table, TableError};

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

/// Writes a whole table as CSV.
///
/// # Errors
/// The file cannot be written, or the table has a column that is no plain value.
pub fn write_csv<T: Table>(path: &Path, rows: &[T]) -> Result<(), TableError> {
    let wrong = |error: arrow::error::ArrowError| TableError::format(path, error);
    let file = File::create(path).map_err(|error| TableError::io(path, error))?;
    let batch = RecordBatch::try_new(schema::<T>(), T::to_arrays(rows)).map_err(wrong)?;
    let mut writer = WriterBuilder::new().with_header(true).build(&file);
    writer.write(&batch).map_err(wrong)?;
    drop(writer);
    file.sync_all().map_err(|error| TableError::io(path, error))
}
