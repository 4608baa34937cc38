//! A submitted file as sheets of cells, for whoever has to show it again in another format.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::Path;

use super::format;
use super::forms::Forms;
use super::grid::{Block, Cell, Sheet};
use super::grids::Grids;
use super::legacy::Charset;
use crate::model::{CellBlock, Private, RawValue, SheetPicture};

/// The sheets of a file in the order and with the numbers that its rows have in `source_rows`; `None`
/// where it cannot be read.
#[must_use]
pub fn pictures(path: &Path, forms: &Forms) -> Option<Vec<SheetPicture>> {
    let length = std::fs::metadata(path).ok()?.len();
    let bytes = std::fs::read(path).ok().filter(|_| length <= forms.limits.max_file_bytes)?;
    let format = format::detect(&bytes, &forms.limits);
    // The readers of binary formats may break down on a damaged file, as when it was ingested.
    let sheets = catch_unwind(AssertUnwindSafe(|| Grids::of(&bytes, format, forms))).ok()?.ok()?.sheets;
    Some(sheets.iter().map(|sheet| picture(sheet, forms)).collect())
}

fn picture(sheet: &Sheet, forms: &Forms) -> SheetPicture {
    let charset = forms.legacy.charset_of(sheet);
    let value = |cell: &Cell| match cell {
        Cell::Text(text) if charset != Charset::Unicode => {
            Some(RawValue::Text(Private::new(&forms.legacy.readable(text.reveal(), charset))))
        }
        other => other.value(),
    };
    let row = |row: u32| sheet.row(row).iter().map(value).collect();
    SheetPicture {
        name: sheet.name.to_string(),
        hidden: sheet.hidden,
        rows: (0..sheet.height()).map(row).collect(),
        blocks: sheet.blocks().into_iter().map(block).collect(),
        hidden_rows: sheet.hidden_rows().collect(),
        hidden_columns: sheet.hidden_columns.iter().copied().collect(),
    }
}

fn block(block: Block) -> CellBlock {
    let Block { top, left, bottom, right } = block;
    CellBlock { top, left, bottom, right }
}
