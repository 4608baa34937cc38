//! The rows of a published table in which a column holds one of some texts.

use std::collections::BTreeSet;
use std::path::Path;

use arrow::array::{Array, BooleanArray, RecordBatch, StringArray};
use arrow::compute::filter_record_batch;

use crate::table::{Table, TableError, open_batches};

/// Reads a table batch by batch and keeps the rows asked for, so that a table of millions of rows
/// costs little memory. A column that the table lacks, or that holds no text, keeps none.
pub(super) fn select<T: Table>(tables: &Path, column: &str, wanted: &BTreeSet<String>) -> Result<Vec<T>, TableError> {
    let mut rows = Vec::new();
    if wanted.is_empty() {
        return Ok(rows);
    }
    for batch in open_batches(&tables.join(format!("{}.parquet", T::NAME)), &[])? {
        let batch = batch?;
        let Some(mask) = mask(&batch, column, wanted) else { continue };
        if mask.true_count() > 0
            && let Ok(kept) = filter_record_batch(&batch, &mask)
        {
            rows.extend(T::from_batch(&kept)?.0);
        }
    }
    Ok(rows)
}

fn mask(batch: &RecordBatch, column: &str, wanted: &BTreeSet<String>) -> Option<BooleanArray> {
    let texts = batch.column_by_name(column)?.as_any().downcast_ref::<StringArray>()?;
    let is_wanted = |at: usize| !texts.is_null(at) && wanted.contains(texts.value(at));
    Some((0..texts.len()).map(is_wanted).map(Some).collect())
}
