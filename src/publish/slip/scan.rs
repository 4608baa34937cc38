//! A look over a sheet before it is edited: how far it reaches, what is merged, and what an earlier
//! slip had written into it.

use std::collections::BTreeMap;

use super::package::Broken;
use super::xml::{Kind, Piece, address, attribute, pieces, plain};
use crate::model::{CellBlock, SLIP_TITLE_ROWS, is_slip_heading, is_slip_title};

/// The widest sheet of the format.
pub(super) const LAST_COLUMN: u32 = 16_384;

/// A cell so far to the right of the table is a stray one: the added column does not go behind it.
const STRAY: u32 = 20;

/// Shared strings that an earlier slip wrote, by their number.
#[derive(Debug, Default)]
pub(super) struct SharedMarks {
    titles: Vec<usize>,
    headings: Vec<usize>,
}

impl SharedMarks {
    /// Of the part of shared strings.
    pub(super) fn of(xml: &str) -> Result<SharedMarks, Broken> {
        let mut marks = SharedMarks::default();
        let (mut number, mut text, mut inside) = (0, String::new(), false);
        for piece in pieces(xml) {
            let piece = piece?;
            match (piece.kind, piece.name) {
                (Kind::Open, "t") => inside = true,
                (Kind::Close, "t") => inside = false,
                (Kind::Other, _) if inside => text.push_str(&plain(piece.raw)),
                (Kind::Close | Kind::Empty, "si") => {
                    if is_slip_title(&text) {
                        marks.titles.push(number);
                    } else if is_slip_heading(&text) {
                        marks.headings.push(number);
                    }
                    (number, text) = (number + 1, String::new());
                }
                _ => {}
            }
        }
        Ok(marks)
    }

    /// No slip wrote into this workbook's strings.
    pub(super) fn is_empty(&self) -> bool {
        self.titles.is_empty() && self.headings.is_empty()
    }
}

/// What a sheet holds; rows and columns from 1.
#[derive(Debug, Default)]
pub(super) struct Scan {
    /// Last used column of each used row.
    right: BTreeMap<u32, u32>,
    pub(super) blocks: Vec<CellBlock>,
    /// It is the sheet that sums up an earlier slip.
    pub(super) sums_up: bool,
    /// Headings of columns that an earlier slip added: row and column.
    pub(super) added: Vec<(u32, u32)>,
    /// The format of the cells of each column that lie lowest.
    pub(super) formats: BTreeMap<u32, usize>,
}

impl Scan {
    pub(super) fn of(xml: &str, shared: &SharedMarks) -> Result<Scan, Broken> {
        let mut scan = Scan::default();
        let (mut in_data, mut row, mut column) = (false, 0, 0);
        let mut cell: Option<CellText> = None;
        for piece in pieces(xml) {
            let piece = piece?;
            match (piece.kind, piece.name) {
                (Kind::Open, "sheetData") => in_data = true,
                (Kind::Close, "sheetData") => in_data = false,
                (Kind::Open | Kind::Empty, "mergeCell") => scan.blocks.extend(block(piece)),
                (Kind::Open | Kind::Empty, "row") if in_data => {
                    (row, column) = (piece.number("r").unwrap_or(row + 1), 0);
                }
                (Kind::Open | Kind::Empty, "c") if in_data => {
                    column = column_of(piece.raw, column);
                    if let Some(format) = piece.number("s") {
                        scan.formats.insert(column, format as usize);
                    }
                    cell = (piece.kind == Kind::Open).then(|| CellText::of(piece.raw));
                }
                (Kind::Close, "c") if in_data => {
                    if let Some(cell) = cell.take() {
                        scan.keep(row, column, &cell, shared);
                    }
                }
                _ => cell.iter_mut().for_each(|cell| cell.take(piece)),
            }
        }
        // Our own column is none of the sheet.
        for &(top, column) in &scan.added {
            for (_, right) in scan.right.range_mut(top..).filter(|(_, right)| **right == column) {
                *right -= 1;
            }
        }
        Ok(scan)
    }

    fn keep(&mut self, row: u32, column: u32, cell: &CellText, shared: &SharedMarks) {
        if !cell.used {
            return;
        }
        let right = self.right.entry(row).or_default();
        *right = (*right).max(column);
        let number: Option<usize> = if cell.shared { cell.text.trim().parse().ok() } else { None };
        let is = |numbers: &[usize], says: fn(&str) -> bool| match number {
            Some(number) => numbers.contains(&number),
            None => says(&cell.text),
        };
        if column == 1 && row <= SLIP_TITLE_ROWS && is(&shared.titles, is_slip_title) {
            self.sums_up = true;
        }
        if is(&shared.headings, is_slip_heading) {
            self.added.push((row, column));
        }
    }

    /// The first column to the right of all cells that nothing else needs in these rows; none where
    /// the sheet is full.
    pub(super) fn free_column(&self, rows: &[u32]) -> Option<u32> {
        let table = rows.iter().filter_map(|row| self.right.get(row)).max().copied().unwrap_or(0);
        let near = self.right.values().filter(|right| **right <= table + STRAY).max().copied().unwrap_or(table);
        let mut column = near.max(table) + 1;
        // A merged block can only show the cell at its top left.
        while let Some(block) = self.blocks.iter().find(|block| {
            let beside = (block.left..=block.right).contains(&column);
            beside && rows.iter().any(|row| (block.top..=block.bottom).contains(row))
        }) {
            column = block.right + 1;
        }
        (column <= LAST_COLUMN).then_some(column)
    }

    /// Where the content of a cell is shown: the top left of its merged block.
    pub(super) fn shown_at(&self, row: u32, column: u32) -> (u32, u32) {
        let covers = |block: &&CellBlock| {
            (block.top..=block.bottom).contains(&row) && (block.left..=block.right).contains(&column)
        };
        self.blocks.iter().find(covers).map_or((row, column), |block| (block.top, block.left))
    }
}

/// The text of a cell, as far as the marks need it.
#[derive(Default)]
struct CellText {
    shared: bool,
    text: String,
    used: bool,
    reading: bool,
}

impl CellText {
    fn of(tag: &str) -> CellText {
        CellText { shared: attribute(tag, "t").as_deref() == Some("s"), ..CellText::default() }
    }

    fn take(&mut self, piece: Piece<'_>) {
        match (piece.kind, piece.name) {
            (Kind::Open, "v" | "t") => (self.reading, self.used) = (true, true),
            (Kind::Close, "v" | "t") => self.reading = false,
            (Kind::Other, _) if self.reading => self.text.push_str(&plain(piece.raw)),
            _ => {}
        }
    }
}

/// The column of a cell; one without an address follows the one before.
pub(super) fn column_of(tag: &str, before: u32) -> u32 {
    attribute(tag, "r").and_then(|place| address(&place)).map_or(before + 1, |(_, column)| column)
}

fn block(piece: Piece<'_>) -> Option<CellBlock> {
    let reference = piece.attribute("ref")?;
    let (from, to) = reference.split_once(':')?;
    let ((top, left), (bottom, right)) = (address(from)?, address(to)?);
    Some(CellBlock { top, left, bottom, right })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{SLIP_HEADING, SLIP_TITLE};

    fn scan(data: &str, rest: &str) -> Scan {
        let xml = format!("<worksheet><sheetData>{data}</sheetData>{rest}</worksheet>");
        Scan::of(&xml, &SharedMarks::default()).unwrap()
    }

    #[test]
    fn the_free_column_is_behind_all_but_stray_cells_and_merged_blocks() {
        let rows =
            r#"<row r="1"><c r="A1"><v>1</v></c><c r="D1" s="4"/></row><row><c><v>1</v></c><c><v>2</v></c></row>"#;
        assert_eq!(scan(rows, "").free_column(&[1, 2]), Some(3));
        let merged = r#"<mergeCells><mergeCell ref="C2:E9"/><mergeCell ref="A20:Z20"/></mergeCells>"#;
        assert_eq!(scan(rows, merged).free_column(&[1, 2]), Some(6));
        let stray =
            format!(r#"{rows}<row r="9"><c r="F9"><v>1</v></c></row><row r="10"><c r="ZZ10"><v>1</v></c></row>"#);
        assert_eq!(scan(&stray, "").free_column(&[1, 2]), Some(7));
        assert_eq!(scan(rows, merged).shown_at(5, 4), (2, 3));
        assert_eq!(scan(rows, "").formats[&4], 4);
    }

    #[test]
    fn what_an_earlier_slip_wrote_is_found_in_both_kinds_of_text() {
        let shared = SharedMarks::of(&format!(
            "<sst><si/><si><r><t>PHIẾU </t></r><r><t>TRẢ LẠI DANH SÁCH ĐÃ NỘP</t></r></si><si><t>{SLIP_HEADING}</t></si></sst>"
        ));
        let shared = shared.unwrap();
        let xml = r#"<worksheet><sheetData><row r="3"><c r="A3" t="s"><v>0</v></c><c r="C3" t="s"><v>2</v></c></row>
            <row r="4"><c r="A4"><v>9</v></c><c r="C4" t="inlineStr"><is><t>sai</t></is></c></row></sheetData></worksheet>"#;
        let list = Scan::of(xml, &shared).unwrap();
        assert_eq!((list.sums_up, &list.added[..]), (false, &[(3, 3)][..]));
        assert_eq!(list.free_column(&[3, 4]), Some(3), "the column is used again");
        let summary =
            scan(&format!(r#"<row r="1"><c r="A1" t="inlineStr"><is><t>{SLIP_TITLE}</t></is></c></row>"#), "");
        assert!(summary.sums_up);
        assert!(Scan::of(&xml.replace(">0<", ">1<").replace("r=\"3\"", "r=\"2\""), &shared).unwrap().sums_up);
    }
}
