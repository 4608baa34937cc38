//! Tables side by side on one sheet: each is read by itself, as if the other were not there.
//!
//! Takes: a sheet. Gives: what [`table::read`] gives, for all tables. Promises: every row once; where
//! one row holds people of two tables, the further ones have a part of their own.

use std::ops::Range;

use super::Submission;
use super::fold::key;
use super::forms::Forms;
use super::grid::{Cell, Sheet};
use super::notes;
use super::table::{self, SheetRead};
use super::twins::Hints;
use crate::model::{Field, RowKind};

/// Reads a sheet, whatever stands beside each other on it, with what its look tells.
pub(super) fn read(
    sheet: &Sheet,
    submission: &Submission,
    forms: &Forms,
    keep_lines: bool,
    hints: &Hints,
) -> SheetRead {
    let mut read = tables(sheet, submission, forms, keep_lines, hints);
    read.notes = notes::of(sheet, &read);
    read.filtered = (0..sheet.height()).filter(|&row| sheet.is_filtered(row)).collect();
    read
}

fn tables(sheet: &Sheet, submission: &Submission, forms: &Forms, keep_lines: bool, hints: &Hints) -> SheetRead {
    let read = |sheet: &Sheet| table::read(sheet, submission, forms, keep_lines, hints);
    let Some((top, columns)) = sides(sheet, forms) else { return read(sheet) };
    let mut sides = columns.iter().map(|columns| read(&side(sheet, top, columns, forms)));
    let mut all = sides.next().expect("there are two sides or more");
    sides.for_each(|side| join(&mut all, side));
    all.data.sort_by_key(|data| data.row);
    number_parts(&mut all);
    all
}

/// The heading row and the columns of each table, where several stand side by side: the numbers of
/// their people begin anew in the same row of headings, or the names do behind a blank column.
fn sides(sheet: &Sheet, forms: &Forms) -> Option<(u32, Vec<Range<usize>>)> {
    (0..sheet.height()).find_map(|row| {
        let cells = sheet.row(row);
        if !repeats_headings(cells) {
            return None;
        }
        let fields: Vec<(usize, Field)> =
            (0..cells.len()).filter_map(|at| Some((at, forms.heading(&key(cells[at].as_text()?))?))).collect();
        let at = |wanted: Field| -> Vec<usize> {
            fields.iter().filter(|(_, field)| *field == wanted).map(|(at, _)| *at).collect()
        };
        let names = at(Field::FullName);
        if names.len() < 2 {
            return None;
        }
        let numbers = at(Field::Ordinal);
        let starts = if numbers.len() == names.len() { numbers } else { behind_blank_columns(sheet, row, &names)? };
        let ends = starts[1..].iter().copied().chain([sheet.width()]);
        let columns: Vec<Range<usize>> = starts.iter().copied().zip(ends).map(|(from, to)| from..to).collect();
        let enough = |columns: &Range<usize>| {
            let inside = |wanted: Option<Field>| {
                fields.iter().filter(|(at, field)| columns.contains(at) && wanted.is_none_or(|w| w == *field)).count()
            };
            inside(Some(Field::FullName)) == 1 && forms.kinds.iter().any(|kind| inside(None) >= kind.min_columns)
        };
        columns.iter().all(enough).then_some((row, columns))
    })
}

/// Quick test: two texts or more stand twice in the row, as headings of tables side by side do.
fn repeats_headings(cells: &[Cell]) -> bool {
    let texts: Vec<&str> = cells.iter().filter_map(Cell::as_text).collect();
    let twice = texts.iter().enumerate().filter(|(at, text)| texts[..*at].contains(text));
    texts.len() >= 6 && twice.filter(|(_, text)| text.starts_with(char::is_alphabetic)).count() >= 2
}

/// The first columns of tables of which each but the first begins behind a column that is blank from
/// the headings down.
fn behind_blank_columns(sheet: &Sheet, top: u32, names: &[usize]) -> Option<Vec<usize>> {
    let blank = |at: usize| (top..sheet.height()).all(|row| sheet.cell(row, at).is_blank());
    let later = names.windows(2).map(|pair| (pair[0] + 1..pair[1]).rev().find(|&at| blank(at)).map(|at| at + 1));
    std::iter::once(Some(0)).chain(later).collect()
}

/// One table with the titles above it: its own where one of them says what the table is, else all.
fn side(sheet: &Sheet, top: u32, columns: &Range<usize>, forms: &Forms) -> Sheet {
    let is_title = |cell: &Cell| {
        cell.as_text().is_some_and(|text| forms.titles.iter().any(|word| super::fold::has_phrase(&key(text), word)))
    };
    let own = (0..top).any(|row| columns.clone().any(|at| is_title(sheet.cell(row, at))));
    sheet.keeping(|row, at| columns.contains(&at) || row < top && !own)
}

/// Adds what another table of the same sheet holds.
fn join(all: &mut SheetRead, side: SheetRead) {
    for (own, other) in all.rows.iter_mut().zip(side.rows) {
        // A row is what the most telling part of it is.
        if rank(other.0) > rank(own.0) {
            own.0 = other.0;
        }
        own.1 = own.1.or(other.1);
    }
    for (own, other) in all.lines.iter_mut().zip(side.lines) {
        if own.reveal().is_empty() {
            *own = other;
        }
    }
    all.data.extend(side.data);
    all.titles.extend(side.titles);
    all.unknown.extend(side.unknown);
    let before = all.columns.last().map_or(0, |(table, _)| *table);
    all.columns.extend(side.columns.into_iter().map(|(table, column)| (before + table, column)));
    all.issues.extend(side.issues);
    all.filled += side.filled;
    all.guardians += side.guardians;
    all.tables += side.tables;
}

fn rank(kind: RowKind) -> u8 {
    match kind {
        RowKind::Data => 7,
        RowKind::Header => 6,
        RowKind::Section => 5,
        RowKind::Total => 4,
        RowKind::Continuation => 3,
        RowKind::Title => 2,
        RowKind::Footer => 1,
        RowKind::Blank => 0,
    }
}

/// Numbers the people of each row from left to right.
fn number_parts(all: &mut SheetRead) {
    let mut before = None;
    let mut part = 0;
    for data in &mut all.data {
        part = if before == Some(data.row) { part + 1 } else { 0 };
        before = Some(data.row);
        data.part = part;
    }
}
