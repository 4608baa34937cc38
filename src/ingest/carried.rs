//! Rows that carry on the person of the row above: one person over two rows.
//!
//! The signs, from the surest to the weakest:
//! 1. the number or the name above is merged down over the row, and the row holds texts only;
//! 2. the row holds the rest of a text (an address, a note) right below it;
//! 3. the row holds the rest of a name that cannot end where it does (`Trần Thị`);
//! 4. the row holds an id or a birth date and the row above lacks it, an id also below the name;
//! 5. the row holds when and where the id above was issued, or a remark in brackets below the name.
//!
//! A row with a number or a name of its own or with money is a person's row.

use super::forms::Forms;
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

/// More values than this are no rest of a row.
const MOST_VALUES: usize = 4;

/// Letters of a label before an id (`Số CCCD`), at most.
const LONGEST_LABEL: usize = 12;

impl RowReader<'_> {
    /// True where a row carries on the person of the data row `above`.
    pub(super) fn carries_on(&self, above: u32, row: u32) -> bool {
        let filled: Vec<(usize, &Cell)> =
            self.sheet.row(row).iter().enumerate().filter(|(_, cell)| !cell.is_blank()).collect();
        let merged = [Field::Ordinal, Field::FullName].iter().any(|&field| {
            self.heading.column(field).is_some_and(|at| is_merged_from(self.sheet, self.heading, above, row, at))
        });
        let named = self.heading.column(Field::FullName).filter(|&at| {
            self.sheet.cell(row, at).as_text().is_some_and(|text| below_name(self.forms, text) == Some(Field::FullName))
        });
        let too_many = filled.len() > if named.is_some() { 2 } else { MOST_VALUES };
        if filled.is_empty() || !merged && (too_many || !self.is_numbered(above)) {
            return false;
        }
        filled.iter().all(|&(at, cell)| self.goes_on(above, row, at, cell, merged))
    }

    /// The list numbers its people, or has no column for it.
    pub(super) fn is_numbered(&self, row: u32) -> bool {
        self.heading
            .column(Field::Ordinal)
            .is_none_or(|at| !self.sheet.cell(row, at).is_blank() || self.sheet.lacks_value(row, at))
    }

    fn goes_on(&self, above: u32, row: u32, at: usize, cell: &Cell, merged: bool) -> bool {
        let Some(field) = self.field(at) else { return false };
        let over = self.sheet.cell(above, at);
        match field {
            Field::FullName => match cell.as_text().map_or(Some(Field::IdNo), |text| below_name(self.forms, text)) {
                Some(Field::IdNo) => is_id(cell) && over.as_text().is_some() && !self.has_id(above),
                Some(Field::IdIssued) => over.as_text().is_some(),
                Some(Field::Note) => over.as_text().is_some_and(|name| self.names_someone(&self.readable(name))),
                _ => self.is_rest_of_name(over, cell),
            },
            Field::IdNo if cell.as_text().is_some_and(|text| self.forms.words.is_issue(text)) => !over.is_blank(),
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

    fn has_id(&self, row: u32) -> bool {
        self.heading.column(Field::IdNo).is_some_and(|at| !self.sheet.cell(row, at).is_blank())
    }

    /// When and where the id of the row above was issued, and nothing else.
    pub(super) fn is_issue(&self, row: u32) -> bool {
        let mut filled = self.sheet.row(row).iter().enumerate().filter(|(_, cell)| !cell.is_blank());
        let (Some((at, cell)), None) = (filled.next(), filled.next()) else { return false };
        matches!(self.field(at), Some(Field::IdNo | Field::IdIssued | Field::FullName))
            && cell.as_text().is_some_and(|text| self.forms.words.is_issue(text))
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

/// What a text below a person's name is: an id, when it was issued, a remark; else the name's rest.
fn below_name(forms: &Forms, text: &str) -> Option<Field> {
    let text = text.trim();
    if is_id(&Cell::text(text)) {
        return Some(Field::IdNo);
    }
    if forms.words.is_issue(text) {
        return Some(Field::IdIssued);
    }
    let bracketed = text.starts_with('(') && text.ends_with(')');
    Some(if bracketed { Field::Note } else { Field::FullName })
}

/// An id by its digits, 9 or 12 of them; a label may stand before.
fn is_id(cell: &Cell) -> bool {
    match cell {
        Cell::Number(number) => *number >= 1e8 && *number < 1e12 && number.fract() == 0.0,
        Cell::Text(text) => {
            let text = text.reveal();
            let digits = text.bytes().filter(u8::is_ascii_digit).count();
            let letters = text.chars().filter(|c| c.is_alphabetic()).count();
            (digits == 9 || digits == 12) && letters <= LONGEST_LABEL
        }
        Cell::Date(_) | Cell::Blank => false,
    }
}

/// True where a merged block holds a cell and the same column of the row above.
fn is_merged_from(sheet: &Sheet, heading: &Heading, above: u32, row: u32, at: usize) -> bool {
    sheet
        .block(row, at)
        .is_some_and(|block| block.top <= above && block.top >= heading.end && block.left as usize == at)
}

/// Adds what a row carries on to the cells of its person.
pub(super) fn join(cells: &mut Vec<RawCell>, sheet: &Sheet, heading: &Heading, row: u32, forms: &Forms) {
    for column in &heading.columns {
        let (Some(field), Some(value)) = (column.field, sheet.cell(row, column.at).value()) else { continue };
        let number = column.at as u16 + 1;
        let own = match field {
            Field::FullName => below_name(forms, &value.reveal()).unwrap_or(field),
            field => field,
        };
        // A remark stays with the name, from which it is parted later like one in the same cell.
        let field = if own == Field::Note { field } else { own };
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
