//! One sheet of the ward's file: bad cells tinted, the column that says what to mend, all else as it
//! was written.

use std::collections::{BTreeMap, BTreeSet};

use super::columns::Columns;
use super::height::height_of;
use super::looks::Look;
use super::package::Broken;
use super::scan::{Scan, column_of};
use super::styles::{Styles, Tint};
use super::xml::{Kind, Piece, address, attribute, escape, letters, opened, pieces, prefix, with};
use crate::model::SLIP_HEADING;

/// What a slip says about one sheet; rows and columns from 1.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct SheetNotes {
    /// Row of the heading of the table: the heading of the added column stands there too.
    pub(super) heading: u32,
    /// First and last row of the heading, repeated on each printed page; none where the table has none.
    pub(super) headings: Option<(u32, u32)>,
    /// Bad cells: row and column.
    pub(super) marks: BTreeMap<(u32, u32), Tint>,
    /// What is to be mended in a row.
    pub(super) texts: BTreeMap<u32, (Tint, String)>,
}

/// Width of the added column, in characters.
const WIDTH: f64 = 70.0;

/// What is done to a sheet.
pub(super) struct Edit<'a> {
    pub(super) notes: &'a SheetNotes,
    pub(super) scan: &'a Scan,
    /// The added column; none where there is nothing to say or no room.
    pub(super) column: Option<u32>,
    pub(super) styles: &'a mut Styles,
    /// An earlier slip wrote into this workbook: its tints are taken back.
    pub(super) returned: bool,
}

/// A cell of a row that is edited.
struct CellText {
    column: u32,
    xml: String,
}

impl Edit<'_> {
    /// The edited sheet.
    pub(super) fn apply(&mut self, xml: &str) -> Result<String, Broken> {
        let mut out = String::with_capacity(xml.len() + 4096);
        let mut columns = Columns::default();
        let mut todo = self.rows_to_write();
        let (mut in_data, mut row) = (false, 0);
        let mut open: Option<(Piece<'_>, Vec<Piece<'_>>)> = None;
        for piece in pieces(xml) {
            let piece = piece?;
            if let Some((tag, mut inside)) = open.take() {
                if piece.closes("row") {
                    self.row(&mut out, row, tag, &inside, &xml[tag.start + tag.raw.len()..piece.start], piece.raw)?;
                } else {
                    inside.push(piece);
                    open = Some((tag, inside));
                }
                continue;
            }
            match (piece.kind, piece.name) {
                (Kind::Open | Kind::Empty, "dimension") => out.push_str(&self.dimension(piece)),
                (Kind::Open | Kind::Empty, "sheetView") => {
                    out.push_str(&with(piece.raw, &[("tabSelected", None)]));
                }
                (Kind::Open | Kind::Close | Kind::Empty, "cols") if !in_data => {}
                (Kind::Open | Kind::Empty, "col") if !in_data => columns.read(piece),
                (Kind::Close, "col") if !in_data => {}
                (Kind::Open | Kind::Empty, "sheetData") => {
                    in_data = piece.kind == Kind::Open;
                    out.push_str(&std::mem::take(&mut columns).written(self.column, WIDTH, prefix(piece.raw)));
                    out.push_str(piece.raw);
                }
                (Kind::Close, "sheetData") => {
                    self.missing_rows(&mut out, &mut todo, u32::MAX, prefix(piece.raw));
                    in_data = false;
                    out.push_str(piece.raw);
                }
                (Kind::Open | Kind::Empty, "row") if in_data => {
                    row = piece.number("r").unwrap_or(row + 1);
                    self.missing_rows(&mut out, &mut todo, row, prefix(piece.raw));
                    todo.remove(&row);
                    if piece.kind == Kind::Open {
                        open = Some((piece, Vec::new()));
                    } else {
                        self.row(&mut out, row, piece, &[], "", &format!("</{}row>", prefix(piece.raw)))?;
                    }
                }
                _ => out.push_str(piece.raw),
            }
        }
        Ok(out)
    }

    /// Rows in which something is written.
    fn rows_to_write(&self) -> BTreeSet<u32> {
        let mut rows: BTreeSet<u32> = self.notes.marks.keys().map(|(row, _)| *row).collect();
        if self.column.is_some() {
            rows.extend(self.notes.texts.keys());
            rows.insert(self.notes.heading);
        }
        rows
    }

    fn dimension(&self, piece: Piece<'_>) -> String {
        let reference = piece.attribute("ref").unwrap_or_default();
        let (from, to) = reference.split_once(':').unwrap_or((&reference, &reference));
        let (Some(column), Some((row, right))) = (self.column, address(to)) else { return piece.raw.to_owned() };
        let reference = format!("{from}:{}{row}", letters(right.max(column)));
        with(piece.raw, &[("ref", Some(reference))])
    }

    /// Rows that are to be written and that the sheet does not hold, up to another one.
    fn missing_rows(&mut self, out: &mut String, todo: &mut BTreeSet<u32>, before: u32, prefix: &str) {
        let rest = todo.split_off(&before);
        for row in std::mem::replace(todo, rest) {
            let cells: String = self.new_cells(row, &[], prefix).into_iter().map(|cell| cell.xml).collect();
            out.push_str(&format!("<{prefix}row r=\"{row}\">{cells}</{prefix}row>"));
        }
    }

    /// One row: as it was where nothing is to be done, else cell by cell.
    fn row(
        &mut self,
        out: &mut String,
        row: u32,
        tag: Piece<'_>,
        inside: &[Piece<'_>],
        body: &str,
        close: &str,
    ) -> Result<(), Broken> {
        let marked = self.notes.marks.range((row, 0)..=(row, u32::MAX)).next().is_some();
        let noted = self.column.is_some() && (row == self.notes.heading || self.notes.texts.contains_key(&row));
        if !(marked || noted || self.returned) {
            out.push_str(tag.raw);
            if tag.kind == Kind::Open {
                out.push_str(body);
                out.push_str(close);
            }
            return Ok(());
        }
        let (mut cells, rest) = cells(inside)?;
        let prefix = prefix(tag.raw);
        cells.retain(|cell| !self.scan.added.iter().any(|&(top, column)| row >= top && cell.column == column));
        if noted {
            cells.retain(|cell| Some(cell.column) != self.column);
        }
        let there: Vec<u32> = cells.iter().map(|cell| cell.column).collect();
        for cell in &mut cells {
            cell.xml = self.dressed(row, cell);
        }
        cells.extend(self.new_cells(row, &there, prefix));
        cells.sort_by_key(|cell| cell.column);
        out.push_str(&opened(&with(tag.raw, &[("spans", None), ("ht", self.height(row, tag))])));
        cells.iter().for_each(|cell| out.push_str(&cell.xml));
        out.push_str(&rest);
        out.push_str(close);
        Ok(())
    }

    /// A cell with its tint, or without that of an earlier slip.
    fn dressed(&mut self, row: u32, cell: &CellText) -> String {
        let end = cell.xml.find('>').map_or(cell.xml.len(), |at| at + 1);
        // A cell may leave out its address where it follows the one before; between new cells it may not.
        let placed = attribute(&cell.xml[..end], "r").is_some();
        let place = Some(format!("{}{row}", letters(cell.column)));
        let format = attribute(&cell.xml[..end], "s").and_then(|s| s.parse().ok()).unwrap_or(0);
        let wanted = match self.notes.marks.get(&(row, cell.column)) {
            Some(&tint) => self.styles.tinted(format, tint),
            None if self.returned => self.styles.restored(format),
            None => format,
        };
        if wanted == format && placed {
            return cell.xml.clone();
        }
        with(&cell.xml[..end], &[("r", place), ("s", Some(wanted.to_string()))]) + &cell.xml[end..]
    }

    /// Cells that are to be written and that the row does not hold.
    fn new_cells(&mut self, row: u32, there: &[u32], prefix: &str) -> Vec<CellText> {
        let mut cells = Vec::new();
        for (&(_, column), &tint) in self.notes.marks.range((row, 0)..=(row, u32::MAX)) {
            if !there.contains(&column) {
                let format = self.scan.formats.get(&column).copied().unwrap_or(0);
                let format = self.styles.tinted(format, tint);
                let xml = format!("<{prefix}c r=\"{}{row}\" s=\"{format}\"/>", letters(column));
                cells.push(CellText { column, xml });
            }
        }
        let Some(column) = self.column else { return cells };
        let is_heading = row == self.notes.heading;
        let note = match self.notes.texts.get(&row) {
            Some((tint, text)) if is_heading => Some((Look::Note(*tint), format!("{SLIP_HEADING}\n{text}"))),
            Some((tint, text)) => Some((Look::Note(*tint), text.clone())),
            None if is_heading => Some((Look::Head, SLIP_HEADING.to_owned())),
            None => None,
        };
        if let Some((look, text)) = note {
            let format = self.styles.look(look);
            cells.push(CellText { column, xml: text_cell(prefix, row, column, format, &text) });
        }
        cells
    }

    /// The height that the row needs. A row without one is given one where its text has several lines:
    /// not every program fits rows to their text when it opens a file.
    fn height(&self, row: u32, tag: Piece<'_>) -> Option<String> {
        const ONE_LINE: f64 = 20.0;
        let fixed = tag.attribute("ht");
        let text = self.notes.texts.get(&row).filter(|_| self.column.is_some());
        let needed = text.map_or(0.0, |(_, text)| height_of(text, WIDTH));
        let height = fixed.as_deref().and_then(|height| height.parse::<f64>().ok()).unwrap_or(ONE_LINE);
        if height < needed { Some(needed.to_string()) } else { fixed }
    }
}

/// A cell with its text in place: the table of shared strings stays as it is.
pub(super) fn text_cell(prefix: &str, row: u32, column: u32, format: usize, text: &str) -> String {
    const LONGEST: usize = 32_000;
    let text: String = text.chars().take(LONGEST).collect();
    let (p, place, text) = (prefix, letters(column), escape(&text));
    format!(
        "<{p}c r=\"{place}{row}\" s=\"{format}\" t=\"inlineStr\"><{p}is><{p}t xml:space=\"preserve\">{text}</{p}t></{p}is></{p}c>"
    )
}

/// The cells of a row and what else stands in it.
fn cells(inside: &[Piece<'_>]) -> Result<(Vec<CellText>, String), Broken> {
    let (mut cells, mut rest): (Vec<CellText>, String) = (Vec::new(), String::new());
    let (mut open, mut column) = (false, 0);
    for piece in inside {
        if piece.begins("c") && !open {
            column = column_of(piece.raw, column);
            cells.push(CellText { column, xml: piece.raw.to_owned() });
            open = piece.kind == Kind::Open;
        } else if open {
            let cell = cells.last_mut().ok_or(Broken("row"))?;
            cell.xml.push_str(piece.raw);
            open = !piece.closes("c");
        } else if !piece.raw.trim().is_empty() {
            rest.push_str(piece.raw);
        }
    }
    Ok((cells, rest))
}
