//! The rows of a table: sections, data, subtotals, blank rows, repeated headings, the total.

use crate::model::{Dong, Field, RowKind};
use crate::synth::ListRow;

use super::columns::Column;
use super::grid::{Cell, Merge, Row, Sheet};
use super::pen::Pen;
use super::sections::{Part, parts};
use super::{body, fill, headings, money};

/// Data rows between two repetitions of the headings: a printed page.
const PAGE: usize = 22;

/// How far the clerk is in a sheet.
#[derive(Default)]
struct Progress {
    /// Running number of the last row.
    ordinal: usize,
    /// Data rows since the last headings.
    on_page: usize,
}

/// Writes the table's rows below its headings. `lines_left` is how many rows without identity the
/// clerk still leaves in the file.
pub(super) fn write(
    pen: &mut Pen<'_>,
    sheet: &mut Sheet,
    columns: &[Column],
    rows: &[&ListRow],
    lines_left: &mut usize,
) {
    let mut at = Progress::default();
    let parts = parts(pen, rows);
    let count = parts.len();
    for (index, part) in parts.iter().enumerate() {
        if pen.style.repeat_heading && at.on_page == PAGE {
            headings::repeat(pen, sheet, columns);
            at.on_page = 0;
        }
        open(pen, sheet, columns, part, index > 0);
        if pen.style.restart && !part.opens.is_empty() {
            at.ordinal = 0;
        }
        data(pen, sheet, columns, part, &mut at);
        if *lines_left > 0 && index + 1 == count.min(2) {
            *lines_left -= 1;
            at.ordinal += 1;
            sheet.rows.push(body::without_identity(pen, columns, part.rows[0], at.ordinal));
        }
        if pen.style.subtotals && !part.opens.is_empty() {
            pen.note("subtotals");
            let label = *pen.dice.pick(&["Cộng", "Cộng nhóm", "Tổng nhóm"]);
            total(pen, sheet, columns, &part.rows, label);
        }
        if pen.style.blank_rows && index + 1 < count {
            pen.note("blank_rows");
            sheet.rows.push(Row::blank());
        }
    }
    if pen.style.total {
        pen.note("total");
        let label = *pen.dice.pick(&["Tổng cộng", "TỔNG CỘNG", "Tổng số"]);
        total(pen, sheet, columns, rows, label);
    }
}

fn open(pen: &mut Pen<'_>, sheet: &mut Sheet, columns: &[Column], part: &Part<'_>, later: bool) {
    let first = pen.style.offset;
    let name = first + position(columns, Field::FullName).unwrap_or(1);
    for (index, (number, text)) in part.opens.iter().enumerate() {
        let innermost = index + 1 == part.opens.len();
        let counted = innermost && pen.dice.chance(20);
        let text = if counted { format!("{text} ({} người)", part.rows.len()) } else { text.clone() };
        let here = sheet.rows.len();
        let amount = position(columns, Field::Amount).filter(|_| innermost && pen.style.section_sums);
        let mut row = if pen.style.section_split {
            Row::texts(RowKind::Section, &[(first, number), (name, &text)])
        } else {
            Row::texts(RowKind::Section, &[(first, &format!("{number}. {text}"))])
        };
        if let Some(column) = amount.filter(|column| *column > 1) {
            pen.note("section_sum");
            row.put(first + column, sum(pen, &part.rows));
        } else if !pen.style.section_split {
            sheet.merge((here, here), (first, first + columns.len() - 1));
        }
        sheet.rows.push(row);
        if !innermost && later && pen.style.heading_per_part {
            pen.note("heading_per_part");
            headings::write(pen, sheet, columns);
        }
    }
}

/// The cell with the sum of the amounts.
fn sum(pen: &mut Pen<'_>, rows: &[&ListRow]) -> Cell {
    let sum = Dong::sum(rows.iter().filter_map(|row| row.amount)).unwrap_or(Dong::ZERO);
    Cell::new(money::amount(pen, sum).0)
}

fn data(pen: &mut Pen<'_>, sheet: &mut Sheet, columns: &[Column], part: &Part<'_>, at: &mut Progress) {
    let rows = in_runs(columns, &part.rows);
    let split = pen.style.blank_rows && part.opens.is_empty() && !pen.style.repeat_heading;
    let mut rest = rows.as_slice();
    while !rest.is_empty() {
        let room = if pen.style.repeat_heading {
            PAGE - at.on_page
        } else if split {
            rows.len() / 2 + 1
        } else {
            rest.len()
        };
        let (chunk, later) = rest.split_at(room.min(rest.len()));
        chunk_of_rows(pen, sheet, columns, chunk, at);
        rest = later;
        if at.on_page == PAGE && pen.style.repeat_heading && !rest.is_empty() {
            headings::repeat(pen, sheet, columns);
            at.on_page = 0;
        } else if split && !rest.is_empty() {
            pen.note("blank_rows");
            sheet.rows.push(Row::blank());
        }
    }
}

/// The rows in the order in which equal cells of the columns that are filled once stand together.
fn in_runs<'a>(columns: &[Column], rows: &[&'a ListRow]) -> Vec<&'a ListRow> {
    let mut sorted = rows.to_vec();
    for column in columns.iter().rev().filter(|column| column.filled) {
        sorted.sort_by_key(|row| fill::key(column.field, row));
    }
    sorted
}

/// Rows that follow each other without a break.
fn chunk_of_rows(pen: &mut Pen<'_>, sheet: &mut Sheet, columns: &[Column], chunk: &[&ListRow], at: &mut Progress) {
    let mut rows = Vec::with_capacity(chunk.len());
    for from in chunk {
        at.ordinal += 1;
        at.on_page += 1;
        rows.push(body::data_row(pen, columns, from, at.ordinal));
    }
    let top = sheet.rows.len();
    let merges = fill::fill(pen, columns, chunk, &mut rows);
    let below = |merge: Merge| Merge { rows: (merge.rows.0 + top, merge.rows.1 + top), ..merge };
    sheet.merges.extend(merges.into_iter().map(below));
    let first = !pen.quirks.contains("hidden_rows");
    if pen.style.hidden_rows && !rows.is_empty() && (first || pen.dice.chance(20)) {
        pen.note("hidden_rows");
        let hidden = pen.dice.below(rows.len());
        rows[hidden].hidden = true;
        rows[hidden].truth.quirks.insert("hidden_rows");
    }
    sheet.rows.append(&mut rows);
}

/// A subtotal or total: a label, a count now and then, and the sum under the amounts.
fn total(pen: &mut Pen<'_>, sheet: &mut Sheet, columns: &[Column], rows: &[&ListRow], label: &str) {
    let first = pen.style.offset;
    let amount = position(columns, Field::Amount);
    let counted = amount.is_none() || pen.dice.chance(40);
    let label = if counted { format!("{label}: {} người", rows.len()) } else { label.to_owned() };
    let at = if pen.dice.chance(50) { 0 } else { position(columns, Field::FullName).unwrap_or(0) };
    let mut row = Row::texts(RowKind::Total, &[(first + at, &label)]);
    if let Some(column) = amount.filter(|column| *column != at) {
        row.put(first + column, sum(pen, rows));
        if column > at + 1 && column > 1 {
            let here = sheet.rows.len();
            sheet.merge((here, here), (first + at, first + column - 1));
        }
    }
    sheet.rows.push(row);
}

/// Place of a field's column, from 0 within the table.
pub(super) fn position(columns: &[Column], field: Field) -> Option<usize> {
    columns.iter().position(|column| column.field == field)
}
