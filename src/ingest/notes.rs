//! What the look of a sheet tells beyond its values, for the ward to check: hidden rows and columns,
//! rows struck through, formulas never calculated, several people in one cell.

use super::grid::{Comment, Sheet};
use super::table::SheetRead;
use crate::model::{Issue, RowKind, column_letters};

/// Rows and columns named in one message.
const MOST_NAMED: usize = 20;

/// The notes on a sheet that was read, each with its column (from 1) where it is about one.
pub(super) fn of(sheet: &Sheet, read: &SheetRead) -> Vec<(Option<u16>, Issue)> {
    let mut notes = Vec::new();
    if read.tables == 0 {
        return notes;
    }
    let is_data = |row: u32| read.rows[row as usize].0 == RowKind::Data;
    let rows = |wanted: &dyn Fn(u32) -> bool| -> Vec<u32> {
        (0..sheet.height()).filter(|&row| is_data(row) && wanted(row)).map(|row| row + 1).collect()
    };
    let mut tell = |check, text: String| notes.push((None, Issue::new(check, &read.name).suggest(&text)));
    let hidden = rows(&|row| sheet.is_hidden(row) && !sheet.is_filtered(row));
    if sheet.hidden && !hidden.is_empty() {
        tell("sheet.hidden_sheet", hidden.len().to_string());
    } else if !hidden.is_empty() {
        tell("sheet.hidden_rows", hidden.len().to_string());
    }
    let struck = rows(&|row| sheet.struck_rows.contains(&row));
    if !struck.is_empty() {
        tell("sheet.struck_rows", named(&struck));
    }
    // Every second row is a look; a few are a meaning that nobody wrote down.
    let coloured = rows(&|row| sheet.coloured_rows.contains(&row));
    if !coloured.is_empty() && coloured.len() * 3 <= rows(&|_| true).len() {
        tell("sheet.coloured_rows", named(&coloured));
    }
    // The ward's own sums are not read.
    let is_sum = |row: u32| read.rows.get(row as usize).is_some_and(|(kind, ..)| *kind == RowKind::Total);
    let lacking: Vec<(u32, u32)> = sheet.without_value.iter().copied().filter(|(row, _)| !is_sum(*row)).collect();
    if !lacking.is_empty() {
        tell("sheet.formula_without_value", cells(lacking.into_iter()));
    }
    if read.guardians > 0 {
        tell("sheet.guardian_rows", read.guardians.to_string());
    }
    if let Some(at) = sheet.pasted {
        tell("sheet.pasted_text", column_letters(at as u16 + 1));
    }
    // Those of data rows are told with their rows.
    let aside = |comment: &&Comment| comment.row >= sheet.height() || !is_data(comment.row);
    for comment in sheet.comments.iter().filter(aside) {
        notes.push((Some(comment.column as u16 + 1), comment.issue()));
    }
    let columns = sheet
        .hidden_columns
        .iter()
        .filter(|&&at| (0..sheet.height()).any(|row| !sheet.cell(row, at as usize).is_blank()));
    let columns: Vec<u32> = columns.map(|at| at + 1).collect();
    if !columns.is_empty() {
        notes.push((None, Issue::new("sheet.hidden_columns", &read.name).suggest(&named(&columns))));
    }
    notes
}

/// Places of cells (`B3`) as a text; the rest of many is counted.
pub(super) fn cells(places: impl ExactSizeIterator<Item = (u32, u32)>) -> String {
    let more = places.len().saturating_sub(MOST_NAMED);
    let place = |(row, column): (u32, u32)| format!("{}{}", column_letters(column as u16 + 1), row + 1);
    let shown: Vec<String> = places.take(MOST_NAMED).map(place).collect();
    if more > 0 { format!("{} và {more} ô nữa", shown.join(", ")) } else { shown.join(", ") }
}

/// Numbers as a text; the rest of many is counted.
fn named(numbers: &[u32]) -> String {
    let shown: Vec<String> = numbers.iter().take(MOST_NAMED).map(ToString::to_string).collect();
    let more = numbers.len().saturating_sub(MOST_NAMED);
    if more > 0 { format!("{} và {more} nữa", shown.join(", ")) } else { shown.join(", ") }
}
