//! Heading rows: one to three storeys with merged cells, and the numbering row below them.

use crate::model::RowKind;

use super::columns::Column;
use super::grid::{Cell, Merge, Row, Sheet};
use super::pen::Pen;
use super::style::Numbering;

/// Writes the headings and the numbering row below what the sheet holds.
pub(super) fn write(pen: &mut Pen<'_>, sheet: &mut Sheet, columns: &[Column]) {
    let top = sheet.rows.len();
    // A sheet without parent headings needs no second storey, however the clerk likes it.
    let storeys = columns.iter().map(|column| column.headings.len()).max().unwrap_or(1).max(1);
    pen.note(["heading_1_row", "heading_2_rows", "heading_3_rows"][storeys.min(3) - 1]);
    let mut rows = vec![Row::new(RowKind::Header, Vec::new()); storeys];
    for (index, column) in columns.iter().enumerate() {
        let at = pen.style.offset + index;
        for (storey, text) in column.headings.iter().enumerate() {
            let own = storey + 1 == column.headings.len();
            if own || !same_parent(columns, index, storey) {
                rows[storey].put(at, Cell::text(text.as_str()));
            }
            if own {
                sheet.merge((top + storey, top + storeys - 1), (at, at));
            }
        }
    }
    sheet.merges.extend(parents(columns, top, pen.style.offset));
    // A parent heading reaches over the blank cells to its right, so every heading row has a cell in
    // the last column of the table.
    sheet.rows.extend(rows);
    numbering(pen, sheet, columns.len());
}

/// Writes the headings again inside the table, as at the top of a printed page.
pub(super) fn repeat(pen: &mut Pen<'_>, sheet: &mut Sheet, columns: &[Column]) {
    pen.note("heading_repeated");
    write(pen, sheet, columns);
}

/// The column to the left stands under the same headings down to `storey`.
fn same_parent(columns: &[Column], index: usize, storey: usize) -> bool {
    index > 0 && {
        let (left, here) = (&columns[index - 1].headings, &columns[index].headings);
        left.len() > storey + 1 && here.len() > storey + 1 && left[..=storey] == here[..=storey]
    }
}

fn parents(columns: &[Column], top: usize, offset: usize) -> Vec<Merge> {
    let mut merges = Vec::new();
    for storey in 0..2 {
        let mut first = 0;
        for index in 1..=columns.len() {
            if index < columns.len() && same_parent(columns, index, storey) {
                continue;
            }
            if index - first > 1 && columns[first].headings.len() > storey + 1 {
                merges
                    .push(Merge { rows: (top + storey, top + storey), columns: (offset + first, offset + index - 1) });
            }
            first = index;
        }
    }
    merges
}

fn numbering(pen: &mut Pen<'_>, sheet: &mut Sheet, count: usize) {
    let (quirk, label): (_, fn(usize) -> String) = match pen.style.numbering {
        Numbering::None => return,
        Numbering::Parentheses => ("numbering_parentheses", |i| format!("({})", i + 1)),
        Numbering::Plain => ("numbering_plain", |i| (i + 1).to_string()),
        Numbering::Letters => {
            ("numbering_letters", |i| if i < 2 { ["A", "B"][i].to_owned() } else { (i - 1).to_string() })
        }
    };
    pen.note(quirk);
    let mut row = Row::new(RowKind::Header, Vec::new());
    for index in 0..count {
        row.put(pen.style.offset + index, Cell::text(label(index)));
    }
    sheet.rows.push(row);
}
