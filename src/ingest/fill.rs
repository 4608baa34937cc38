//! Cells of data rows: own values, values of merged blocks, and values written once for a group.
//!
//! The rule, from the surest sign to the weakest:
//! 1. a merged block holds its value for all rows that it covers, in every column (the sheet says
//!    so); a block merged across columns holds for its first column only;
//! 2. a ditto mark means the value above, in the columns that `rows.toml` names;
//! 3. a blank means the value above only in the group columns of `rows.toml` that show the pattern
//!    of a group written once (see `groups_written_once`).
//!
//! Everything else that is blank is missing.

use std::collections::HashSet;

use super::config::FillEntry;
use super::fold::key;
use super::forms::Forms;
use super::grid::{Cell, Sheet};
use super::headings::{Column, Heading};
use super::triples::{self, Triple};
use super::{given, old_ward, spread};
use crate::model::{Field, Private, RawCell, RawValue};

/// A data row to read: its row, and whether a section, a sum or another table's heading stands between
/// it and the data row before. The same heading on a new page is no break.
#[derive(Debug, Clone, Copy)]
pub(super) struct DataRow {
    pub(super) row: u32,
    pub(super) after_break: bool,
}

/// Which columns may be written once for a group, and how the pattern shows.
#[derive(Debug, Clone)]
pub(super) struct Groups {
    /// From outer to inner, where the sheet does not tell.
    columns: Vec<Field>,
    /// Percent of the rows that are blank at least.
    least_blank: usize,
    /// Percent of the values that may depart from the pattern.
    most_departures: usize,
}

impl Groups {
    pub(super) fn new(columns: Vec<Field>, entry: &FillEntry) -> Groups {
        Groups { columns, least_blank: entry.least_blank, most_departures: entry.most_departures }
    }
}

/// The data rows of a table as they were filled.
pub(super) struct Filled {
    /// The cells of each, in row order.
    pub(super) rows: Vec<Vec<RawCell>>,
    /// Cells that were filled down by rule 3.
    pub(super) down: usize,
    /// Columns of given names that were read as part of the name.
    pub(super) given: Vec<usize>,
    /// What columns mean, by their values, other than their headings say.
    pub(super) meant: Vec<(usize, Field)>,
}

/// The cells of the data rows of a table.
pub(super) fn cells(sheet: &Sheet, heading: &Heading, rows: &[DataRow], forms: &Forms) -> Filled {
    let mut meant: Vec<(usize, Field)> = Vec::new();
    let mut out: Vec<Vec<RawCell>> = rows.iter().map(|_| Vec::new()).collect();
    let mut filled = 0;
    let grouped = group_breaks(sheet, heading, rows, forms);
    let triples = triples::of(&heading.columns, forms);
    let mut given: Vec<usize> = Vec::new();
    for column in &heading.columns {
        if let Some(triple) = triples.iter().find(|triple| triple.at.contains(&column.at)) {
            if triple.at[0] == column.at {
                add_triple(sheet, *triple, rows, &mut out);
            }
            continue;
        }
        let Some(meaning) = Meaning::of(sheet, column, rows, &heading.columns).filter(|_| !given.contains(&column.at))
        else {
            continue;
        };
        if column.field != Some(meaning.field) {
            meant.push((column.at, meaning.field));
        }
        let beside = given::column(sheet, heading, column, rows).filter(|_| meaning.field == Field::FullName);
        given.extend(beside);
        let once = grouped.iter().find(|grouped| grouped.column == column.at);
        // A column that is not filled down keeps its last value for ditto marks only.
        let mut above: Option<&Cell> = None;
        for (number, (row, out)) in rows.iter().zip(&mut out).enumerate() {
            let own = sheet.cell(row.row, column.at);
            let (cell, inherited) = if !own.is_blank() {
                let ditto = above.filter(|_| is_ditto(own, meaning.field, forms));
                (Some(ditto.unwrap_or(own)), ditto.is_some())
            } else if let Some(cell) = from_block(sheet, heading, row.row, column.at) {
                (Some(cell), true)
            } else {
                let cell = above.filter(|_| once.is_some_and(|grouped| !grouped.breaks[number]));
                filled += usize::from(cell.is_some());
                (cell, true)
            };
            above = if once.is_some() { cell } else { cell.or(above) };
            let raw = cell.and_then(Cell::value);
            if let Some(sum) = raw.clone().filter(|sum| meaning.is_sum(sum, heading)) {
                out.push(RawCell { field: Field::Amount, column: column.at as u16 + 1, value: sum, inherited });
            }
            if let Some(value) = raw.and_then(|value| meaning.value(value)) {
                let value = match beside {
                    Some(at) => given::joined(value, sheet, row.row, at),
                    None => value,
                };
                out.push(RawCell { field: meaning.field, column: column.at as u16 + 1, value, inherited });
            }
        }
    }
    old_ward::join(&mut out, heading, &forms.words);
    Filled { rows: out, down: filled, given, meant }
}

/// Adds a date that stands in three columns.
fn add_triple(sheet: &Sheet, triple: Triple, rows: &[DataRow], out: &mut [Vec<RawCell>]) {
    for (row, out) in rows.iter().zip(out) {
        let column = triple.at[0] as u16 + 1;
        out.extend(triple.value(sheet, row.row).map(|value| RawCell {
            field: triple.field,
            column,
            value,
            inherited: false,
        }));
    }
}

/// What a column's values mean, once they have been seen.
struct Meaning {
    field: Field,
    /// A column of marks: a mark means this text.
    mark: Option<String>,
}

impl Meaning {
    /// `Nam | Nữ`: with numbers or dates below, birth columns; with marks (`x`, `1`), the gender,
    /// whether a heading of birth stands above them or not.
    fn of(sheet: &Sheet, column: &Column, rows: &[DataRow], columns: &[Column]) -> Option<Meaning> {
        let field = column.field?;
        if spread::is_spread(field, columns) {
            let mark = spread::value_of(sheet, column, rows);
            // Of columns of texts the first is read.
            let first = columns.iter().find(|other| other.field == Some(field)) == Some(column);
            return (mark.is_some() || first).then_some(Meaning { field, mark });
        }
        let leaf = key(column.heading.rsplit(" / ").next().unwrap_or(""));
        let (birth, mark) = match (leaf.as_str(), field) {
            ("nam", Field::Gender | Field::BirthMale) => (Field::BirthMale, "Nam"),
            ("nu", Field::Gender | Field::BirthFemale) => (Field::BirthFemale, "Nữ"),
            // Legacy fonts: the field was found by the decoded heading.
            (_, Field::BirthMale) => (Field::BirthMale, "Nam"),
            (_, Field::BirthFemale) => (Field::BirthFemale, "Nữ"),
            _ => return Some(Meaning { field, mark: None }),
        };
        let looks_dated = |cell: &Cell| match cell {
            Cell::Text(text) => text.reveal().bytes().filter(u8::is_ascii_digit).count() >= 2,
            Cell::Number(number) => *number >= 10.0,
            Cell::Date(_) => true,
            Cell::Blank => false,
        };
        let used = || rows.iter().map(|row| sheet.cell(row.row, column.at)).filter(|cell| !cell.is_blank());
        let (dated, all) = (used().filter(|cell| looks_dated(cell)).count(), used().count());
        if all > 0 && dated * 2 >= all || all == 0 && field != Field::Gender {
            Some(Meaning { field: birth, mark: None })
        } else {
            Some(Meaning { field: Field::Gender, mark: Some(mark.to_owned()) })
        }
    }

    /// Whether a mark of a benefit is its sum, in a table without a column of sums.
    fn is_sum(&self, value: &RawValue, heading: &Heading) -> bool {
        let digits = value.reveal().bytes().filter(u8::is_ascii_digit).count();
        self.field == Field::Group && self.mark.is_some() && digits >= 5 && heading.column(Field::Amount).is_none()
    }

    /// The value; a mark as the text that it stands for. A zero is no mark.
    fn value(&self, value: RawValue) -> Option<RawValue> {
        let Some(mark) = &self.mark else { return Some(value) };
        let none = matches!(value.reveal().trim(), "0" | "-" | "FALSE");
        (!none).then(|| RawValue::Text(Private::new(mark)))
    }
}

fn is_ditto(cell: &Cell, field: Field, forms: &Forms) -> bool {
    cell.as_text().is_some_and(|text| forms.ditto_columns.contains(&field) && forms.ditto.is(text))
}

/// Marks that mean the value above.
#[derive(Debug)]
pub(super) struct Ditto {
    /// In small letters.
    marks: HashSet<String>,
    /// Bytes of the longest, in capitals too.
    longest: usize,
}

impl Ditto {
    pub(super) fn new(marks: &[String]) -> Ditto {
        let longest = marks.iter().map(|mark| 2 * mark.len()).max().unwrap_or(0);
        Ditto { marks: marks.iter().map(|mark| mark.to_lowercase()).collect(), longest }
    }

    pub(super) fn is(&self, text: &str) -> bool {
        let text = text.trim();
        text.len() <= self.longest && self.marks.contains(text.to_lowercase().as_str())
    }
}

/// The first cell of the merged block that covers a cell from above, if it lies in the table and in this
/// column, and is not blank.
fn from_block<'a>(sheet: &'a Sheet, heading: &Heading, row: u32, column: usize) -> Option<&'a Cell> {
    let block = sheet.block(row, column)?;
    let reaches_down = block.top < row && block.top >= heading.end && block.left as usize == column;
    Some(sheet.cell(block.top, column)).filter(|cell| reaches_down && !cell.is_blank())
}

/// A column whose groups are written once, and whether something stands between each row and the row
/// before that ends its group.
struct Grouped {
    column: usize,
    breaks: Vec<bool>,
}

/// The columns whose groups are written once. The first rows of an outer group (a hamlet) are breaks
/// for the inner ones (the groups of people in each hamlet). Which column is the outer one, the sheet
/// shows: the order in which most columns show the pattern; where orders are alike, that of `rows.toml`.
fn group_breaks(sheet: &Sheet, heading: &Heading, rows: &[DataRow], forms: &Forms) -> Vec<Grouped> {
    let once = forms.groups.columns.iter().filter(|&&field| !spread::is_spread(field, &heading.columns));
    let columns: Vec<usize> = once.filter_map(|&field| heading.column(field)).collect();
    let mut best = Vec::new();
    for outer in 0..columns.len() {
        let order = columns[outer..=outer].iter().chain(&columns[..outer]).chain(&columns[outer + 1..]);
        let grouped = grouped_in(sheet, order.copied(), rows, forms);
        if grouped.len() > best.len() {
            best = grouped;
        }
    }
    best
}

/// The columns that show the pattern when they are asked in this order, from outer to inner.
fn grouped_in(sheet: &Sheet, order: impl Iterator<Item = usize>, rows: &[DataRow], forms: &Forms) -> Vec<Grouped> {
    let mut breaks: Vec<bool> = rows.iter().map(|row| row.after_break).collect();
    let mut grouped = Vec::new();
    for column in order {
        if let Some(begun) = groups_written_once(sheet, column, rows, &breaks, forms) {
            grouped.push(Grouped { column, breaks: breaks.clone() });
            begun.into_iter().for_each(|row| breaks[row] = true);
        }
    }
    grouped
}

/// Where a column shows the pattern of a group written once, the rows (by their place in `rows`) in
/// which a group begins: the first row after each break has a value, no value comes back between two
/// breaks (but for the one in force, which a clerk writes once more after a blank row, on a new page or
/// where another column changes), there are two values or more, and the share of blanks is at least
/// that of `rows.toml`. A few that were added at the end of a sorted list may depart from this, at most
/// the share of `rows.toml`; a column in which values are merely missing departs everywhere.
fn groups_written_once(
    sheet: &Sheet,
    column: usize,
    rows: &[DataRow],
    breaks: &[bool],
    forms: &Forms,
) -> Option<Vec<usize>> {
    let (mut seen, mut begun): (Vec<String>, Vec<usize>) = (Vec::new(), Vec::new());
    let (mut values, mut blanks, mut departures) = (0, 0, 0);
    for (number, row) in rows.iter().enumerate() {
        let first = number == 0 || breaks[number];
        if first {
            seen.clear();
        }
        let Some(value) = sheet.cell(row.row, column).value() else {
            (blanks, departures) = (blanks + 1, departures + usize::from(first));
            continue;
        };
        values += 1;
        let value = key(&value.reveal());
        if seen.last() == Some(&value) {
            continue;
        }
        departures += usize::from(seen.contains(&value));
        seen.retain(|other| *other != value);
        seen.push(value);
        begun.push(number);
    }
    let pattern = values >= 2 && blanks * 100 >= rows.len() * forms.groups.least_blank;
    (pattern && departures * 100 <= values * forms.groups.most_departures).then_some(begun)
}

#[cfg(test)]
mod tests;
