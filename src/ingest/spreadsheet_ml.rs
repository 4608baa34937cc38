//! SpreadsheetML 2003 ("XML Spreadsheet"), often saved with the ending `.xls`, to sheets.
//!
//! Source: the XML Spreadsheet Reference of Office 2003. `Index` counts from 1 and skips what is
//! blank; `MergeAcross` and `MergeDown` count the further cells.

use super::config::Limits;
use super::grid::{Block, Cell, Sheet};
use super::layout::Layout;
use super::markup::{Piece, attribute, pieces, unescaped};
use super::trouble::Trouble;
use super::workbook::{Gatherer, iso_cell, number_cell};

/// No row is repeated more often.
const MOST_REPEATED: u32 = 10_000;

/// Reads the decoded text of a workbook.
pub(super) fn read(text: &str, limits: &Limits) -> Result<Vec<Sheet>, Trouble> {
    let mut book = Book { limits, sheets: Vec::new(), sheet: None, text: None, in_comment: false, visible: None };
    for piece in pieces(text) {
        match piece {
            Piece::Open(name, attributes) => book.open(&name, attributes),
            Piece::Close(name) => book.close(&name)?,
            Piece::Text(text) => {
                if let Some(content) = book.text.as_mut().or(book.visible.as_mut()) {
                    content.push_str(&unescaped(text));
                }
            }
        }
    }
    Ok(book.sheets)
}

struct Book<'a> {
    limits: &'a Limits,
    sheets: Vec<Sheet>,
    sheet: Option<Open<'a>>,
    /// The content of the cell that is being read.
    text: Option<String>,
    /// A note on a cell has texts of its own.
    in_comment: bool,
    visible: Option<String>,
}

/// A sheet while it is read; rows and columns from 0.
struct Open<'a> {
    name: String,
    hidden: bool,
    grid: Gatherer<'a>,
    layout: Layout,
    next_row: u32,
    row: u32,
    next_column: u32,
    next_style: u32,
    column: u32,
    kind: String,
    formula: bool,
    valued: bool,
}

impl<'a> Book<'a> {
    fn open(&mut self, name: &str, attributes: &str) {
        let number = |name: &str| attribute(attributes, name).and_then(|n| n.parse::<u32>().ok());
        if name == "worksheet" {
            self.sheet = Some(Open::new(unescaped(attribute(attributes, "Name").unwrap_or("")), self.limits));
            return;
        }
        let Some(sheet) = &mut self.sheet else { return };
        match name {
            "column" => {
                let first = number("Index").map_or(sheet.next_style, |index| index.saturating_sub(1));
                let last = first.saturating_add(number("Span").unwrap_or(0));
                sheet.next_style = last.saturating_add(1);
                if attribute(attributes, "Hidden") == Some("1") {
                    sheet.layout.hide_columns(first, last);
                }
            }
            "row" => {
                sheet.row = number("Index").map_or(sheet.next_row, |index| index.saturating_sub(1));
                let span = number("Span").unwrap_or(0).min(MOST_REPEATED);
                sheet.next_row = sheet.row.saturating_add(1 + span);
                sheet.next_column = 0;
                if attribute(attributes, "Hidden") == Some("1") {
                    sheet.layout.hidden_rows.extend(sheet.row..=sheet.row.saturating_add(span));
                }
            }
            "cell" => sheet.begin_cell(number("Index"), number("MergeAcross"), number("MergeDown"), attributes),
            "comment" => self.in_comment = true,
            "data" if !self.in_comment => {
                attribute(attributes, "Type").unwrap_or("String").clone_into(&mut sheet.kind);
                self.text = Some(String::new());
            }
            "visible" => self.visible = Some(String::new()),
            "autofiltercolumn" => sheet.layout.filtered = true,
            _ => {}
        }
    }

    fn close(&mut self, name: &str) -> Result<(), Trouble> {
        let Some(sheet) = &mut self.sheet else { return Ok(()) };
        match name {
            "comment" => self.in_comment = false,
            "data" if !self.in_comment => {
                let text = self.text.take().unwrap_or_default();
                let cell = sheet.cell(&text);
                sheet.valued = !cell.is_blank();
                sheet.grid.put(sheet.row, sheet.column, cell)?;
            }
            "cell" if sheet.formula && !sheet.valued => {
                sheet.layout.without_value.push((sheet.row, sheet.column));
            }
            "visible" => sheet.hidden = self.visible.take().is_some_and(|text| text.trim() != "SheetVisible"),
            "worksheet" => {
                let sheet = self.sheet.take().map(Open::done);
                self.sheets.extend(sheet);
            }
            _ => {}
        }
        Ok(())
    }
}

impl<'a> Open<'a> {
    fn new(name: String, limits: &'a Limits) -> Open<'a> {
        Open {
            name,
            hidden: false,
            grid: Gatherer::new(limits),
            layout: Layout::default(),
            next_row: 0,
            row: 0,
            next_column: 0,
            next_style: 0,
            column: 0,
            kind: String::new(),
            formula: false,
            valued: false,
        }
    }

    fn begin_cell(&mut self, index: Option<u32>, across: Option<u32>, down: Option<u32>, attributes: &str) {
        self.column = index.map_or(self.next_column, |index| index.saturating_sub(1));
        let (across, down) = (across.unwrap_or(0), down.unwrap_or(0));
        let (bottom, right) = (self.row.saturating_add(down), self.column.saturating_add(across));
        self.next_column = right.saturating_add(1);
        if across > 0 || down > 0 {
            self.layout.blocks.push(Block { top: self.row, left: self.column, bottom, right });
        }
        self.formula = attribute(attributes, "Formula").is_some();
        self.valued = false;
    }

    fn cell(&self, text: &str) -> Cell {
        match self.kind.as_str() {
            "Number" => text.trim().parse().map_or_else(|_| Cell::text(text), number_cell),
            "DateTime" => iso_cell(text.trim()),
            "Boolean" => Cell::text(if text.trim() == "1" { "TRUE" } else { "FALSE" }),
            _ => Cell::text(text),
        }
    }

    fn done(mut self) -> Sheet {
        Sheet::new(&self.name, self.hidden, self.grid.take()).laid_out(self.layout)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_types_and_notes() {
        let forms = crate::ingest::Forms::load(std::path::Path::new("pipelines/forms")).unwrap();
        let xml = r#"<Workbook><Worksheet ss:Name="A &amp; B"><Table><Row ss:Index="2" ss:Hidden="1">
            <Cell ss:Index="2" ss:MergeDown="1"><Data ss:Type="Number">31</Data><Comment><ss:Data><B>no</B></ss:Data></Comment></Cell>
            <Cell><ss:Data ss:Type="String"><B>An</B>h</ss:Data></Cell>
            <Cell><Data ss:Type="DateTime">1948-03-12T00:00:00.000</Data></Cell><Cell ss:Formula="=A1"/></Row></Table>
            <WorksheetOptions><Visible>SheetHidden</Visible></WorksheetOptions></Worksheet></Workbook>"#;
        let sheets = read(xml, &forms.limits).unwrap();
        let sheet = &sheets[0];
        assert_eq!((&*sheet.name, sheet.hidden, sheet.height(), sheet.without_value.len()), ("A & B", true, 2, 1));
        let shown: Vec<String> = sheet.row(1).iter().filter_map(Cell::value).map(|value| value.reveal()).collect();
        assert_eq!(shown, ["31", "Anh", "12/03/1948"]);
        assert!(sheet.block(1, 1).is_some_and(|block| block.bottom == 2));
    }
}
