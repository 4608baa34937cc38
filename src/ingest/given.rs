//! A name in two columns: family and middle name, then the given name (`Họ và tên` over both, or `Họ đệm | Tên`).
//!
//! Promises: no given name is lost. Never: joins a column whose values are no given names.

use super::fill::DataRow;
use super::fold::key;
use super::grid::{Cell, Sheet};
use super::headings::{Column, Heading};
use crate::model::{Field, Private, RawValue};

/// Words of a given name that stands alone, at most.
const MOST_WORDS: usize = 2;

/// The column, from 0, of the given names that belong to a column of names.
pub(super) fn column(sheet: &Sheet, heading: &Heading, names: &Column, rows: &[DataRow]) -> Option<usize> {
    if names.field != Some(Field::FullName) {
        return None;
    }
    let at = names.at + 1;
    // A column that the ward pinned as having no field is not among them.
    let next = heading.columns.iter().find(|column| column.at == at)?;
    let same = next.heading == names.heading || is_given(&next.heading);
    let own_field = matches!(next.field, None | Some(Field::FullName));
    (same && own_field && are_given_names(sheet, names.at, at, rows)).then_some(at)
}

fn is_given(heading: &str) -> bool {
    key(heading.rsplit(" / ").next().unwrap_or("")) == "ten"
}

/// Whether nearly every row with a name has one or two words without a digit beside it, and most of the
/// names do not end with them already.
fn are_given_names(sheet: &Sheet, names: usize, at: usize, rows: &[DataRow]) -> bool {
    let named = || rows.iter().filter(|row| sheet.cell(row.row, names).as_text().is_some());
    let is_given = |text: &str| {
        (1..=MOST_WORDS).contains(&text.split_whitespace().count()) && !text.bytes().any(|b| b.is_ascii_digit())
    };
    let given = named().filter(|row| sheet.cell(row.row, at).as_text().is_some_and(is_given)).count();
    // A whole name, and its given name once more to sort by.
    let text = |row: &DataRow, at: usize| sheet.cell(row.row, at).as_text().map(key).filter(|text| !text.is_empty());
    let again = |row: &&DataRow| {
        text(row, names).zip(text(row, at)).is_some_and(|(name, given)| name.ends_with(&format!(" {given}")))
    };
    given > 0 && given * 10 >= named().count() * 9 && named().filter(again).count() * 2 < given
}

/// A name with the given name of its row.
pub(super) fn joined(value: RawValue, sheet: &Sheet, row: u32, at: usize) -> RawValue {
    match (&value, sheet.cell(row, at)) {
        (RawValue::Text(name), Cell::Text(given)) => {
            RawValue::Text(Private::new(&format!("{} {}", name.reveal().trim_end(), given.reveal().trim())))
        }
        _ => value,
    }
}
