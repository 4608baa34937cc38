//! Rows that carry on the person of the row above: one person over two rows.
//!
//! The signs, from the surest to the weakest:
//! 1. the number or the name above is merged down over the row, and the row holds texts only;
//! 2. the row holds the rest of a text (an address, a note) right below it;
//! 3. the row holds the rest of a name that cannot end where it does (`Trần Thị`);
//! 4. the row holds an id or a birth date and the row above lacks it.
//!
//! A row with a number of its own, with money or with more than two values is a person's row.

use super::grid::{Cell, Sheet};
use super::headings::Heading;
use super::rows::RowReader;
use crate::model::{Field, Private, RawCell, RawValue};

/// Texts that may go on in the next row.
const TEXTS: [Field; 11] = [
    Field::Address,
    Field::Group,
    Field::Note,
    Field::Bank,
    Field::Reason,
    Field::OtherPlace,
    Field::Decision,
    Field::AccountHolder,
    Field::Receiver,
    Field::IdIssued,
    Field::DisabilityType,
];

impl RowReader<'_> {
    /// True where a row carries on the person of the data row `above`.
    pub(super) fn carries_on(&self, above: u32, row: u32) -> bool {
        let filled: Vec<(usize, &Cell)> =
            self.sheet.row(row).iter().enumerate().filter(|(_, cell)| !cell.is_blank()).collect();
        let merged = [Field::Ordinal, Field::FullName].iter().any(|&field| {
            self.heading.column(field).is_some_and(|at| is_merged_from(self.sheet, self.heading, above, row, at))
        });
        if filled.is_empty() || !merged && (filled.len() > 2 || !self.is_numbered(above)) {
            return false;
        }
        filled.iter().all(|&(at, cell)| self.goes_on(above, row, at, cell, merged))
    }

    /// The list numbers its people, or has no column for it.
    pub(super) fn is_numbered(&self, row: u32) -> bool {
        self.heading.column(Field::Ordinal).is_none_or(|at| !self.sheet.cell(row, at).is_blank())
    }

    fn goes_on(&self, above: u32, row: u32, at: usize, cell: &Cell, merged: bool) -> bool {
        let Some(field) = self.field(at) else { return false };
        let over = self.sheet.cell(above, at);
        match field {
            Field::FullName => self.is_rest_of_name(over, cell),
            Field::IdNo | Field::BirthDate | Field::BirthMale | Field::BirthFemale => {
                over.is_blank()
                    && self.heading.column(Field::FullName).is_some_and(|at| !self.sheet.cell(above, at).is_blank())
            }
            field if TEXTS.contains(&field) => {
                let wide = self.sheet.block(row, at).is_some_and(|block| block.right > block.left + 1);
                let text = cell.as_text().unwrap_or("");
                let whole = field == Field::Group || self.names_someone(&self.readable(text));
                !wide
                    && !text.is_empty()
                    && (merged || over.as_text().is_some())
                    && (merged && field != Field::Group || !whole)
            }
            _ => false,
        }
    }

    fn is_rest_of_name(&self, over: &Cell, cell: &Cell) -> bool {
        let (Some(over), Some(text)) = (over.as_text(), cell.as_text()) else { return false };
        let (over, text) = (self.readable(over), self.readable(text));
        let words = text.split_whitespace().count();
        self.forms.words.goes_on(&over)
            && words <= 3
            && text.chars().all(|c| c.is_alphabetic() || c.is_whitespace())
            && over.split_whitespace().count() + words <= 6
    }
}

/// True where a merged block holds a cell and the same column of the row above.
fn is_merged_from(sheet: &Sheet, heading: &Heading, above: u32, row: u32, at: usize) -> bool {
    sheet
        .block(row, at)
        .is_some_and(|block| block.top <= above && block.top >= heading.end && block.left as usize == at)
}

/// Adds what a row carries on to the cells of its person.
pub(super) fn join(cells: &mut Vec<RawCell>, sheet: &Sheet, heading: &Heading, row: u32) {
    for column in &heading.columns {
        let (Some(field), Some(value)) = (column.field, sheet.cell(row, column.at).value()) else { continue };
        let number = column.at as u16 + 1;
        match cells.iter_mut().find(|cell| cell.column == number && cell.field == field) {
            Some(cell) => {
                let text = format!("{} {}", cell.value.reveal().trim_end(), value.reveal().trim_start());
                cell.value = RawValue::Text(Private::new(&text));
            }
            None => cells.push(RawCell { field, column: number, value, inherited: false }),
        }
    }
    cells.sort_by_key(|cell| cell.column);
}
