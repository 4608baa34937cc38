//! A sheet as a grid of cells with absolute places.

use std::collections::BTreeSet;
use std::sync::Arc;

use hashbrown::HashMap;

use super::layout::{Fonts, Layout};
use crate::model::{Date, Issue, Private, RawValue, column_letters};

/// A cell before anything is known about its column.
#[derive(Clone, PartialEq)]
pub(super) enum Cell {
    Blank,
    Text(Private),
    Number(f64),
    Date(Date),
}

impl Cell {
    /// A text, or blank where it holds nothing but blanks.
    pub(super) fn text(text: &str) -> Cell {
        if text.chars().all(char::is_whitespace) { Cell::Blank } else { Cell::Text(Private::new(text)) }
    }

    pub(super) fn is_blank(&self) -> bool {
        matches!(self, Cell::Blank)
    }

    /// The text, where it is one.
    pub(super) fn as_text(&self) -> Option<&str> {
        match self {
            Cell::Text(text) => Some(text.reveal()),
            _ => None,
        }
    }

    /// The value, `None` where blank.
    pub(super) fn value(&self) -> Option<RawValue> {
        match self {
            Cell::Blank => None,
            Cell::Text(text) => Some(RawValue::Text(text.clone())),
            Cell::Number(number) => Some(RawValue::Number(*number)),
            Cell::Date(date) => Some(RawValue::Date(*date)),
        }
    }
}

/// A merged block; rows and columns from 0, both ends included.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Block {
    pub(super) top: u32,
    pub(super) left: u32,
    pub(super) bottom: u32,
    pub(super) right: u32,
}

/// What is said beside a cell, by row and column from 0.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Comment {
    pub(super) row: u32,
    pub(super) column: u32,
    pub(super) text: Private,
}

impl Comment {
    /// The finding that shows it to the ward.
    pub(super) fn issue(&self) -> Issue {
        let place = format!("{}{}", column_letters(self.column as u16 + 1), self.row + 1);
        Issue::new("sheet.cell_comment", self.text.reveal()).suggest(&place)
    }
}

/// A sheet. Row and column 0 are those of the spreadsheet program, whatever the first used cell is.
#[derive(PartialEq)]
pub(super) struct Sheet {
    pub(super) name: Arc<str>,
    pub(super) hidden: bool,
    rows: Vec<Vec<Cell>>,
    hidden_rows: BTreeSet<u32>,
    /// A filter hides the hidden rows.
    filtered: bool,
    /// Rows of which every filled cell is struck through.
    pub(super) struck_rows: BTreeSet<u32>,
    /// Rows of which every filled cell has a coloured ground.
    pub(super) coloured_rows: BTreeSet<u32>,
    pub(super) hidden_columns: BTreeSet<u32>,
    /// Formulas that were never calculated, row and column from 0: cells that should have a value.
    pub(super) without_value: BTreeSet<(u32, u32)>,
    covered: HashMap<(u32, u32), Block>,
    /// True where the file says which cells are merged.
    pub(super) knows_blocks: bool,
    /// The column of which the lines were split into cells.
    pub(super) pasted: Option<usize>,
    /// Cells in a legacy font, row and column from 0.
    pub(super) fonts: Arc<Fonts>,
    /// Comments on cells.
    pub(super) comments: Arc<Vec<Comment>>,
}

/// More cells than this are not noted as merged.
const MOST_COVERED: u64 = 4_000_000;

/// Rows of a sheet (ECMA-376 programs).
const MOST_ROWS: usize = 1 << 20;

/// What a cell that does not exist is.
static NOTHING: Cell = Cell::Blank;

impl Sheet {
    /// A sheet of these rows; blank rows at the end are cut off.
    pub(super) fn new(name: &str, hidden: bool, mut rows: Vec<Vec<Cell>>) -> Sheet {
        let used = rows.iter().rposition(|row| row.iter().any(|cell| !cell.is_blank())).map_or(0, |last| last + 1);
        rows.truncate(used);
        Sheet {
            name: name.into(),
            hidden,
            rows,
            hidden_rows: BTreeSet::new(),
            filtered: false,
            struck_rows: BTreeSet::new(),
            coloured_rows: BTreeSet::new(),
            hidden_columns: BTreeSet::new(),
            without_value: BTreeSet::new(),
            covered: HashMap::new(),
            knows_blocks: false,
            pasted: None,
            fonts: Arc::default(),
            comments: Arc::default(),
        }
    }

    /// The same sheet with its merged blocks, as far as they lie in the used rows and columns.
    pub(super) fn with_blocks(mut self, blocks: &[Block]) -> Sheet {
        let width = self.width() as u32;
        let height = self.height();
        let mut covered = 0_u64;
        for &block in blocks {
            // Damaged files have blocks over blocks; those of real lists cover each cell once.
            let (rows, columns) =
                (block.bottom.min(height).saturating_sub(block.top), block.right.min(width).saturating_sub(block.left));
            covered += u64::from(rows + 1) * u64::from(columns + 1);
            if covered > MOST_COVERED {
                break;
            }
            for row in block.top..=block.bottom.min(height.saturating_sub(1)) {
                for column in block.left..=block.right.min(width.saturating_sub(1)) {
                    self.covered.insert((row, column), block);
                }
            }
        }
        self.knows_blocks = true;
        self
    }

    /// The same sheet with all that its file tells of its looks.
    pub(super) fn laid_out(mut self, layout: Layout) -> Sheet {
        // A row of nothing but such formulas is a row.
        let rows = layout.without_value.iter().map(|(row, _)| *row as usize + 1).filter(|&rows| rows <= MOST_ROWS);
        let height = rows.max().unwrap_or(0);
        if height > self.rows.len() {
            self.rows.resize_with(height, Vec::new);
        }
        let mut sheet = self.with_blocks(&layout.blocks);
        sheet.hidden_rows = layout.hidden_rows;
        sheet.filtered = layout.filtered;
        sheet.struck_rows = layout.struck_rows;
        sheet.coloured_rows = layout.coloured_rows;
        sheet.comments = Arc::new(layout.comments);
        sheet.hidden_columns = layout.hidden_columns;
        sheet.fonts = Arc::new(layout.fonts);
        sheet.without_value = layout.without_value.into_iter().collect();
        sheet
    }

    /// The same sheet with nothing but the cells for which `keep` says so; places stay.
    pub(super) fn keeping(&self, keep: impl Fn(u32, usize) -> bool) -> Sheet {
        let mut sheet = Sheet {
            name: self.name.clone(),
            hidden: self.hidden,
            rows: self.rows.clone(),
            hidden_rows: self.hidden_rows.clone(),
            filtered: self.filtered,
            struck_rows: self.struck_rows.clone(),
            coloured_rows: self.coloured_rows.clone(),
            hidden_columns: BTreeSet::new(),
            without_value: self.without_value.iter().copied().filter(|&(row, at)| keep(row, at as usize)).collect(),
            covered: self.covered.clone(),
            knows_blocks: self.knows_blocks,
            pasted: self.pasted,
            fonts: self.fonts.clone(),
            comments: self.comments.clone(),
        };
        for (row, cells) in (0..).zip(&mut sheet.rows) {
            for (column, cell) in cells.iter_mut().enumerate() {
                if !keep(row, column) {
                    *cell = Cell::Blank;
                }
            }
        }
        sheet
    }

    /// True where a cell should have a value, and its formula was never calculated.
    pub(super) fn lacks_value(&self, row: u32, column: usize) -> bool {
        !self.without_value.is_empty() && self.without_value.contains(&(row, column as u32))
    }

    /// Columns of a row, from 0, whose formulas were never calculated.
    pub(super) fn lacking(&self, row: u32) -> impl Iterator<Item = usize> {
        self.without_value.range((row, 0)..=(row, u32::MAX)).map(|(_, column)| *column as usize)
    }

    /// Number of rows up to the last used one.
    pub(super) fn height(&self) -> u32 {
        self.rows.len() as u32
    }

    /// Number of columns up to the last used one.
    pub(super) fn width(&self) -> usize {
        self.rows.iter().map(Vec::len).max().unwrap_or(0)
    }

    /// The cell itself; blank where there is none.
    pub(super) fn cell(&self, row: u32, column: usize) -> &Cell {
        self.rows.get(row as usize).and_then(|cells| cells.get(column)).unwrap_or(&NOTHING)
    }

    /// The cells of a row.
    pub(super) fn row(&self, row: u32) -> &[Cell] {
        self.rows.get(row as usize).map_or(&[], Vec::as_slice)
    }

    /// The merged block that a cell lies in.
    pub(super) fn block(&self, row: u32, column: usize) -> Option<Block> {
        self.covered.get(&(row, column as u32)).copied()
    }

    /// The cell's content, or that of its merged block.
    pub(super) fn merged_cell(&self, row: u32, column: usize) -> &Cell {
        let own = self.cell(row, column);
        match self.block(row, column) {
            Some(block) if own.is_blank() => self.cell(block.top, block.left as usize),
            _ => own,
        }
    }

    /// True where the row or the whole sheet is hidden.
    pub(super) fn is_hidden(&self, row: u32) -> bool {
        self.hidden || self.hidden_rows.contains(&row)
    }

    /// Blanks a column from a row down.
    pub(super) fn clear_down(&mut self, row: u32, column: usize) {
        for cells in self.rows.iter_mut().skip(row as usize) {
            if let Some(cell) = cells.get_mut(column) {
                *cell = Cell::Blank;
            }
        }
    }

    /// The column that holds all that is filled, if there is one.
    pub(super) fn only_column(&self) -> Option<usize> {
        let mut filled = self.rows.iter().flat_map(|cells| (0..cells.len()).filter(|&at| !cells[at].is_blank()));
        let first = filled.next()?;
        filled.all(|at| at == first).then_some(first)
    }

    /// Puts the parts of each text of a column from there to the right; what `split` leaves stays.
    pub(super) fn spread(&mut self, at: usize, split: impl Fn(&str) -> Option<Vec<Cell>>) {
        for cells in &mut self.rows {
            if let Some(parts) = cells.get(at).and_then(Cell::as_text).and_then(&split) {
                cells.truncate(at);
                cells.extend(parts);
            }
        }
        self.pasted = Some(at);
    }

    /// The merged blocks, in order.
    pub(super) fn blocks(&self) -> BTreeSet<Block> {
        self.covered.values().copied().collect()
    }

    /// The rows that the sheet itself hides, from 0.
    pub(super) fn hidden_rows(&self) -> impl Iterator<Item = u32> {
        self.hidden_rows.iter().copied()
    }

    /// True where a filter hides the row.
    pub(super) fn is_filtered(&self, row: u32) -> bool {
        self.filtered && self.hidden_rows.contains(&row)
    }

    /// All texts, row by row.
    pub(super) fn texts(&self) -> impl Iterator<Item = &str> {
        self.rows.iter().flatten().filter_map(Cell::as_text)
    }
}
