//! A sheet in memory: cells, merged blocks and what each row truly is. Every file format is written
//! from it, and the truth is read off it.

use std::collections::BTreeSet;

use crate::model::{
    Benefit, Date, Disposition, Dong, FullName, Gender, IdNumber, ListKind, Movement, PartialDate, PersonId, RowKind,
};

/// Content of a cell.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Value {
    /// Nothing.
    Blank,
    /// Text.
    Text(String),
    /// A number shown as a number.
    Number(f64),
    /// A number shown as a date.
    Date(Date),
}

/// A cell and the font that it is drawn in, where that matters.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Cell {
    pub(super) value: Value,
    pub(super) font: Option<&'static str>,
}

impl Cell {
    pub(super) const BLANK: Cell = Cell { value: Value::Blank, font: None };

    pub(super) fn new(value: Value) -> Cell {
        Cell { value, font: None }
    }

    pub(super) fn text(text: impl Into<String>) -> Cell {
        Cell::new(Value::Text(text.into()))
    }

    pub(super) fn is_blank(&self) -> bool {
        self.value == Value::Blank
    }
}

/// A data row's truth; see `table::truth::TruthRowRow`.
#[derive(Debug, Clone, Default)]
pub(super) struct DataTruth {
    pub(super) disposition: Option<Disposition>,
    pub(super) person: Option<PersonId>,
    pub(super) full_name: Option<FullName>,
    pub(super) birth: Option<PartialDate>,
    pub(super) gender: Option<Gender>,
    pub(super) id: Option<IdNumber>,
    pub(super) benefit: Option<Benefit>,
    pub(super) amount: Option<Dong>,
    pub(super) movement: Option<Movement>,
    pub(super) quirks: BTreeSet<&'static str>,
}

/// A row.
#[derive(Debug, Clone)]
pub(super) struct Row {
    pub(super) kind: RowKind,
    pub(super) cells: Vec<Cell>,
    pub(super) hidden: bool,
    pub(super) truth: DataTruth,
}

impl Row {
    pub(super) fn new(kind: RowKind, cells: Vec<Cell>) -> Row {
        Row { kind, cells, hidden: false, truth: DataTruth::default() }
    }

    pub(super) fn blank() -> Row {
        Row::new(RowKind::Blank, Vec::new())
    }

    /// A row with a text in each of some columns.
    pub(super) fn texts(kind: RowKind, texts: &[(usize, &str)]) -> Row {
        let mut row = Row::new(kind, Vec::new());
        for (column, text) in texts {
            row.put(*column, Cell::text(*text));
        }
        row
    }

    /// Puts a cell into a column, from 0.
    pub(super) fn put(&mut self, column: usize, cell: Cell) {
        if self.cells.len() <= column {
            self.cells.resize(column + 1, Cell::BLANK);
        }
        self.cells[column] = cell;
    }
}

/// A merged block; rows and columns from 0, both ends included.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Merge {
    pub(super) rows: (usize, usize),
    pub(super) columns: (usize, usize),
}

/// A sheet.
#[derive(Debug, Clone)]
pub(super) struct Sheet {
    pub(super) name: String,
    pub(super) hidden: bool,
    /// `None` where the sheet holds no list.
    pub(super) list_kind: Option<ListKind>,
    pub(super) rows: Vec<Row>,
    pub(super) merges: Vec<Merge>,
}

impl Sheet {
    pub(super) fn new(name: &str, list_kind: Option<ListKind>) -> Sheet {
        Sheet { name: sheet_name(name), hidden: false, list_kind, rows: Vec::new(), merges: Vec::new() }
    }

    /// Merges a block, unless it is a single cell.
    pub(super) fn merge(&mut self, rows: (usize, usize), columns: (usize, usize)) {
        if rows.0 < rows.1 || columns.0 < columns.1 {
            self.merges.push(Merge { rows, columns });
        }
    }

    /// Columns up to the last used one.
    pub(super) fn width(&self) -> usize {
        self.rows.iter().map(|row| row.cells.len()).max().unwrap_or(0)
    }
}

/// A sheet name that every spreadsheet program takes: at most 31 characters, none of `[]:*?/\`.
fn sheet_name(text: &str) -> String {
    let kept = text.chars().filter(|c| !"[]:*?/\\'".contains(*c)).take(31).collect::<String>();
    if kept.trim().is_empty() { "Sheet1".to_owned() } else { kept.trim().to_owned() }
}
