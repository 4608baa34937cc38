//! What comes out of a sheet that was read: the kind of every row, its data rows, its columns, what was found.

use std::collections::BTreeSet;
use std::sync::Arc;

use super::grid::{Comment, Sheet};
use super::headings::Column;
use super::layout::Fonts;
use super::legacy::Charset;
use super::recognise::ColumnRead;
use crate::model::{Field, Issue, ListKind, Private, RawCell, RowKind};

/// A sheet that was read.
pub(super) struct SheetRead {
    pub(super) name: Arc<str>,
    pub(super) charset: Charset,
    /// Of each row up to the last used one: its kind, the kind of the list around it, whether it is hidden.
    pub(super) rows: Vec<(RowKind, Option<ListKind>, bool)>,
    pub(super) data: Vec<Data>,
    /// Title rows of all tables, readable.
    pub(super) titles: Vec<String>,
    /// Columns with a heading that are not read.
    pub(super) unknown: Vec<Column>,
    /// Every column of every table (from 1) with what it was read as.
    pub(super) columns: Vec<(u32, ColumnRead)>,
    /// What was found about columns, with the column from 1.
    pub(super) issues: Vec<(Option<u16>, Issue)>,
    /// Cells filled down in group columns.
    pub(super) filled: usize,
    /// Rows of a guardian's name.
    pub(super) guardians: usize,
    /// The column of which the lines were split into cells.
    pub(super) pasted: Option<usize>,
    /// Number of tables.
    pub(super) tables: usize,
    /// A text a row, empty for data rows that no filter hides; nothing at all unless asked for.
    pub(super) lines: Vec<Private>,
    /// What the look of the sheet tells, with the column from 1.
    pub(super) notes: Vec<(Option<u16>, Issue)>,
    /// Rows that a filter hides, from 0.
    pub(super) filtered: BTreeSet<u32>,
    /// Cells in a legacy font, row and column from 0.
    pub(super) fonts: Arc<Fonts>,
    /// Comments on cells.
    pub(super) comments: Arc<Vec<Comment>>,
}

/// A data row with what holds for it.
pub(super) struct Data {
    /// From 0.
    pub(super) row: u32,
    /// 0; more for the further persons of one and the same row.
    pub(super) part: u16,
    pub(super) list_kind: ListKind,
    pub(super) title: Arc<str>,
    pub(super) sections: Vec<Arc<str>>,
    /// Columns of money in thousands of đồng.
    pub(super) thousands: Vec<Field>,
    pub(super) cells: Vec<RawCell>,
    /// What is to be told of the row.
    pub(super) told: Vec<Issue>,
}

impl SheetRead {
    /// Nothing read yet, of a sheet with so many tables.
    pub(super) fn of(sheet: &Sheet, charset: Charset, tables: usize) -> SheetRead {
        SheetRead {
            name: sheet.name.clone(),
            charset,
            rows: (0..sheet.height()).map(|row| (RowKind::Blank, None, sheet.is_hidden(row))).collect(),
            data: Vec::new(),
            titles: Vec::new(),
            unknown: Vec::new(),
            columns: Vec::new(),
            issues: Vec::new(),
            filled: 0,
            guardians: 0,
            pasted: sheet.pasted,
            tables,
            lines: Vec::new(),
            notes: Vec::new(),
            filtered: BTreeSet::new(),
            fonts: sheet.fonts.clone(),
            comments: sheet.comments.clone(),
        }
    }
}
