//! Tables as Parquet files: the same rows give the same bytes.

use std::fs::File;
use std::path::{Path, PathBuf};

use arrow::array::RecordBatch;
use arrow::error::ArrowError;
use parquet::arrow::arrow_reader::ParquetRecordBatchReaderBuilder;
use parquet::arrow::{ArrowWriter, ProjectionMask};
use parquet::basic::{Compression, ZstdLevel};
use parquet::file::metadata::{ColumnChunkMetaData, KeyValue};
use parquet::file::properties::WriterProperties;
use parquet::file::statistics::Statistics;
use rayon::prelude::*;

use super::csv::open_csv;
use super::schema::schema;
use super::{BadRow, SCHEMA_VERSION, Table, TableError};
use crate::model::Date;

/// Rows that one batch of a register holds: small enough that a batch of every column stays in a
/// few tens of megabytes.
const BATCH_ROWS: usize = 65_536;
const ROW_GROUP_ROWS: usize = 262_144;

/// Writes the batches of one table to a Parquet file.
pub struct Writer<T> {
    inner: ArrowWriter<File>,
    path: PathBuf,
    row: std::marker::PhantomData<T>,
}

impl<T: Table> Writer<T> {
    /// Creates the file, whose folder must exist.
    ///
    /// # Errors
    /// The file cannot be created.
    pub fn create(path: &Path) -> Result<Writer<T>, TableError> {
        let file = File::create(path).map_err(|error| TableError::io(path, error))?;
        let level = ZstdLevel::try_new(1).map_err(|error| TableError::format(path, error))?;
        let properties = WriterProperties::builder()
            .set_compression(Compression::ZSTD(level))
            .set_max_row_group_row_count(Some(ROW_GROUP_ROWS))
            // Fixed, so that a newer build writes the same bytes.
            .set_created_by("ansinh".to_owned())
            .set_key_value_metadata(Some(Self::metadata()))
            .build();
        let inner = ArrowWriter::try_new(file, schema::<T>(), Some(properties))
            .map_err(|error| TableError::format(path, error))?;
        Ok(Writer { inner, path: path.to_owned(), row: std::marker::PhantomData })
    }

    /// `schema_version`, and for each column its descriptions where every reader shows them.
    fn metadata() -> Vec<KeyValue> {
        let version = KeyValue::new("schema_version".to_owned(), SCHEMA_VERSION.to_owned());
        let described = T::columns().into_iter().flat_map(|column| {
            [("vi", column.vi), ("en", column.en)]
                .map(|(lang, text)| KeyValue::new(format!("column.{}.{lang}", column.name), text.to_owned()))
        });
        std::iter::once(version).chain(described).collect()
    }

    /// Adds rows.
    ///
    /// # Errors
    /// The file cannot be written.
    pub fn write(&mut self, rows: &[T]) -> Result<(), TableError> {
        let wrong = |error: ArrowError| TableError::format(&self.path, error);
        let batch = RecordBatch::try_new(schema::<T>(), T::to_arrays(rows)).map_err(wrong)?;
        self.inner.write(&batch).map_err(|error| TableError::format(&self.path, error))
    }

    /// Writes the footer and syncs the file.
    ///
    /// # Errors
    /// The file cannot be written.
    pub fn finish(mut self) -> Result<(), TableError> {
        self.inner.finish().map_err(|error| TableError::format(&self.path, error))?;
        self.inner.inner().sync_all().map_err(|error| TableError::io(&self.path, error))
    }
}

/// Writes a whole table.
///
/// # Errors
/// The file cannot be written.
pub fn write_rows<T: Table>(path: &Path, rows: &[T]) -> Result<(), TableError> {
    let mut writer = Writer::<T>::create(path)?;
    for chunk in rows.chunks(ROW_GROUP_ROWS) {
        writer.write(chunk)?;
    }
    writer.finish()
}

/// The batches of a register, `.parquet` or `.csv`, one after the other.
pub struct Batches {
    path: PathBuf,
    inner: Box<dyn Iterator<Item = Result<RecordBatch, ArrowError>> + Send>,
}

impl Iterator for Batches {
    type Item = Result<RecordBatch, TableError>;

    fn next(&mut self) -> Option<Self::Item> {
        Some(self.inner.next()?.map_err(|error| TableError::format(&self.path, error)))
    }
}

impl Batches {
    /// The batches with something done to each.
    #[must_use]
    pub fn each(self, work: impl FnMut(RecordBatch) -> Result<RecordBatch, TableError> + Send + 'static) -> Batches {
        let (path, inner) = (self.path.clone(), self.inner);
        let mut work = work;
        let failed = |error: TableError| ArrowError::ExternalError(Box::new(error));
        let inner = inner.map(move |batch| work(batch?).map_err(failed));
        Batches { path, inner: Box::new(inner) }
    }
}

/// True where the statistics of a Parquet file prove that no column of these, of days or of partial dates
/// as text, has a value after a day. A CSV file proves nothing.
///
/// # Errors
/// The file cannot be opened or is no valid Parquet.
pub fn proven_until(path: &Path, columns: &[&str], day: Date) -> Result<bool, TableError> {
    if path.extension().is_none_or(|ending| !ending.eq_ignore_ascii_case("parquet")) {
        return Ok(false);
    }
    let file = File::open(path).map_err(|error| TableError::io(path, error))?;
    let builder = ParquetRecordBatchReaderBuilder::try_new(file).map_err(|error| TableError::format(path, error))?;
    let code = day.to_string();
    let proven = |rows: i64, of: &ColumnChunkMetaData| match of.statistics() {
        Some(found) if found.null_count_opt() == u64::try_from(rows).ok() => true,
        Some(Statistics::Int32(found)) => found.max_opt().is_some_and(|&last| last <= day.epoch_days()),
        // `2026-12` sorts after every day of November, `2026` before every day of its year.
        Some(Statistics::ByteArray(found)) => found.max_opt().is_some_and(|last| last.data() <= code.as_bytes()),
        _ => false,
    };
    let groups = builder.metadata().row_groups().iter();
    let chunks = groups.flat_map(|group| group.columns().iter().map(|column| (group.num_rows(), column)));
    let of_days = |(_, column): &(i64, &ColumnChunkMetaData)| columns.contains(&column.column_path().string().as_str());
    Ok(chunks.filter(of_days).all(|(rows, column)| proven(rows, column)))
}

/// The names of a Parquet file's columns, in their order; nothing else of it is read.
///
/// # Errors
/// The file cannot be opened or is no valid Parquet.
pub fn column_names(path: &Path) -> Result<Vec<String>, TableError> {
    let file = File::open(path).map_err(|error| TableError::io(path, error))?;
    let builder = ParquetRecordBatchReaderBuilder::try_new(file).map_err(|error| TableError::format(path, error))?;
    Ok(builder.schema().fields().iter().map(|field| field.name().clone()).collect())
}

/// Opens a register for reading batch by batch. `columns` keeps only these columns (an empty list
/// keeps all); a column that the file lacks is left out.
///
/// # Errors
/// The file cannot be opened or is no valid Parquet or CSV.
pub fn open_batches(path: &Path, columns: &[&str]) -> Result<Batches, TableError> {
    let is_csv = path.extension().is_some_and(|ending| ending.eq_ignore_ascii_case("csv"));
    let inner: Box<dyn Iterator<Item = Result<RecordBatch, ArrowError>> + Send> = if is_csv {
        Box::new(open_csv(path, BATCH_ROWS)?)
    } else {
        let file = File::open(path).map_err(|error| TableError::io(path, error))?;
        let builder =
            ParquetRecordBatchReaderBuilder::try_new(file).map_err(|error| TableError::format(path, error))?;
        let mask = match columns {
            [] => ProjectionMask::all(),
            some => ProjectionMask::columns(builder.parquet_schema(), some.iter().copied()),
        };
        let reader = builder.with_projection(mask).with_batch_size(BATCH_ROWS).build();
        Box::new(reader.map_err(|error| TableError::format(path, error))?)
    };
    Ok(Batches { path: path.to_owned(), inner })
}

/// Reads a Parquet table that this program wrote, its row groups on all cores, in their order.
///
/// # Errors
/// The file cannot be read, lacks a column of the contract, or has a row that breaks it.
pub(super) fn read_groups<T: Table + Send>(path: &Path) -> Result<Vec<Vec<T>>, TableError> {
    let open = || {
        let file = File::open(path).map_err(|error| TableError::io(path, error))?;
        ParquetRecordBatchReaderBuilder::try_new(file).map_err(|error| TableError::format(path, error))
    };
    let groups = open()?.metadata().num_row_groups();
    let group = |group: usize| -> Result<Vec<T>, TableError> {
        let reader = open()?.with_row_groups(vec![group]).with_batch_size(BATCH_ROWS).build();
        let mut rows = Vec::new();
        for batch in reader.map_err(|error| TableError::format(path, error))? {
            let batch = batch.map_err(|error| TableError::format(path, error))?;
            let (good, bad) = T::from_batch(&batch).map_err(|error| error.at(path))?;
            if let Some(bad) = bad.first() {
                let (column, message) = (bad.column.to_owned(), format!("expected {}", bad.expected));
                return Err(TableError::Contract { path: path.to_owned(), column, message });
            }
            rows.extend(good);
        }
        Ok(rows)
    };
    (0..groups).into_par_iter().map(group).collect()
}

/// Reads a whole table, `.parquet` or `.csv`. Rows that break the contract are given apart, with
/// their index in the file from 0.
///
/// # Errors
/// The file cannot be read, or lacks a column of the contract.
pub fn read_rows<T: Table>(path: &Path) -> Result<(Vec<T>, Vec<BadRow>), TableError> {
    read_rows_each(path, |_| {})
}

/// As [`read_rows`]; `each` sees every row before the next batch is read.
///
/// # Errors
/// As [`read_rows`].
pub fn read_rows_each<T: Table>(
    path: &Path,
    mut each: impl FnMut(&mut T),
) -> Result<(Vec<T>, Vec<BadRow>), TableError> {
    let (mut rows, mut bad, mut start) = (Vec::new(), Vec::new(), 0);
    for batch in open_batches(path, &[])? {
        let batch = batch?;
        let (mut good, wrong) = T::from_batch(&batch).map_err(|error| error.at(path))?;
        good.iter_mut().for_each(&mut each);
        rows.extend(good);
        bad.extend(wrong.into_iter().map(|problem| BadRow { index: start + problem.index, ..problem }));
        start += batch.num_rows();
    }
    Ok((rows, bad))
}
