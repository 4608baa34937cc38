//! Rows on their way to a Parquet file, a block at a time.

use std::path::Path;

use super::SynthError;
use crate::table::{Table, Writer};

const BLOCK_ROWS: usize = 16_384;

/// A table being written.
pub(super) struct Sink<T> {
    writer: Writer<T>,
    block: Vec<T>,
    /// Rows so far.
    pub(super) rows: usize,
}

impl<T: Table> Sink<T> {
    /// Creates the file of the table in a folder that exists.
    pub(super) fn create(folder: &Path) -> Result<Sink<T>, SynthError> {
        let writer = Writer::create(&folder.join(format!("{}.parquet", T::NAME)))?;
        Ok(Sink { writer, block: Vec::with_capacity(BLOCK_ROWS), rows: 0 })
    }

    /// Adds a row.
    pub(super) fn push(&mut self, row: T) -> Result<(), SynthError> {
        self.block.push(row);
        self.rows += 1;
        if self.block.len() == BLOCK_ROWS {
            self.writer.write(&self.block)?;
            self.block.clear();
        }
        Ok(())
    }

    /// Writes what is left and closes the file; gives the number of rows.
    pub(super) fn finish(mut self) -> Result<usize, SynthError> {
        self.writer.write(&self.block)?;
        self.writer.finish()?;
        Ok(self.rows)
    }
}
