//! A submitted sheet as a reader sees it: every cell at its place, before any meaning.

use super::RawValue;

/// A merged block; rows and columns from 0, both ends included.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct CellBlock {
    /// First row.
    pub top: u32,
    /// First column.
    pub left: u32,
    /// Last row.
    pub bottom: u32,
    /// Last column.
    pub right: u32,
}

/// The cells of one sheet. Texts in legacy fonts are readable here, as they are to be shown in
/// another file with another font. Rows and columns are those of the submitted sheet.
#[derive(Debug, Clone, PartialEq)]
pub struct SheetPicture {
    /// Name of the sheet; empty for text files.
    pub name: String,
    /// The sheet is hidden.
    pub hidden: bool,
    /// Cells by row and column; `None` where blank. Rows may differ in length.
    pub rows: Vec<Vec<Option<RawValue>>>,
    /// Merged blocks.
    pub blocks: Vec<CellBlock>,
    /// Hidden rows, from 0, in order.
    pub hidden_rows: Vec<u32>,
    /// Hidden columns, from 0, in order.
    pub hidden_columns: Vec<u32>,
}
