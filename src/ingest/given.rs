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
    let told = heading.columns.iter().find(|column| column.at == at);
    let same = match told {
        Some(next) => next.heading == names.heading || is_given(&next.heading),
        // One heading merged over both has its name in the first column alone.
        None => (heading.top..heading.end).any(|row| {
            sheet.block(row, names.at).is_some_and(|block| block.left < block.right && block.right as usize == at)
        }),
    };
    let own_field = told.is_none_or(|next| matches!(next.field, None | Some(Field::FullName)));
    (same && own_field && are_given_names(sheet, names.at, at, rows)).then_some(at)
}

fn is_given(heading: &str) -> bool {
    key(heading.rsplit(" / ").next().unwrap_or("")) == "ten"
}

/// Whether nearly every row with a name has one or two words without a digit beside it.
fn are_given_names(sheet: &Sheet, names: usize, at: usize, rows: &[DataRow]) -> bool {
    let named = || rows.iter().filter(|row| sheet.cell(row.row, names).as_text().is_some());
    let is_given = |text: &str| {
        (1..=MOST_WORDS).contains(&text.split_whitespace().count()) && !text.bytes().any(|b| b.is_ascii_digit())
    };
    let given = named().filter(|row| sheet.cell(row.row, at).as_text().is_some_and(is_given)).count();
    given > 0 && given * 10 >= named().count() * 9
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
