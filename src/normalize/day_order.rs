//! Order of day and month in a column: day first, as everyone here writes, unless the column proves
//! that a spreadsheet program set to American dates wrote it.
//!
//! Proof: several cells whose second number can be no month, and none whose first number can be
//! none. Never: a conclusion from one cell.

use std::collections::BTreeSet;

use super::checks;
use super::dates::{DateReading, DateUse, read_date};
use crate::model::{Field, Issue, Month, Private, RawRow, RawValue};

/// Cells that must prove the American order.
const PROOF: usize = 2;

/// A column of a sheet.
type Column = (u64, u32, u16);

/// Columns in which the month stands before the day.
#[derive(Debug, Default)]
pub struct DayOrders {
    american: BTreeSet<Column>,
}

impl DayOrders {
    /// Looks through the date columns of all rows.
    #[must_use]
    pub fn of(rows: &[RawRow]) -> DayOrders {
        let mut votes: std::collections::BTreeMap<Column, [usize; 2]> = std::collections::BTreeMap::new();
        for row in rows {
            for cell in row.cells.iter().filter(|cell| is_date(cell.field)) {
                let RawValue::Text(text) = &cell.value else { continue };
                let Some([first, second, _]) = three_numbers(text.reveal()) else { continue };
                let vote = votes.entry((row.row_id.file, row.row_id.sheet, cell.column)).or_default();
                vote[0] += usize::from(first > 12 && (1..=12).contains(&second));
                vote[1] += usize::from(second > 12 && (1..=12).contains(&first));
            }
        }
        let american = votes.into_iter().filter(|(_, [day, month])| *day == 0 && *month >= PROOF);
        DayOrders { american: american.map(|(column, _)| column).collect() }
    }

    /// Whether the month stands first in a row's column.
    #[must_use]
    pub fn is_american(&self, row: &RawRow, column: u16) -> bool {
        self.american.contains(&(row.row_id.file, row.row_id.sheet, column))
    }
}

fn is_date(field: Field) -> bool {
    matches!(
        field,
        Field::BirthDate
            | Field::BirthMale
            | Field::BirthFemale
            | Field::DecisionDate
            | Field::FiledOn
            | Field::EventDate
            | Field::DeathDate
            | Field::EffectiveMonth
            | Field::CertificateDate
            | Field::CaredForBirth
    )
}

/// `3/25/1948` as its numbers, the year last.
fn three_numbers(text: &str) -> Option<[u32; 3]> {
    let mut parts = text.trim().split(['/', '-', '.']).map(str::trim);
    let mut number = |most: usize| {
        let part = parts.next()?;
        (!part.is_empty() && part.len() <= most).then(|| part.parse::<u32>().ok()).flatten()
    };
    let found = [number(2)?, number(2)?, number(4)?];
    parts.next().is_none().then_some(found)
}

/// Reads a date cell of a column of American order: `03/04/1948` is 4 March, with a finding.
#[must_use]
pub fn read_american(value: &RawValue, about: DateUse, period: Month) -> DateReading {
    if let RawValue::Text(text) = value
        && let Some([month, day, year]) = three_numbers(text.reveal())
        && (1..=12).contains(&month)
        && (1..=12).contains(&day)
        && month != day
    {
        let swapped = RawValue::Text(Private::new(&format!("{day}/{month}/{year:02}")));
        let mut reading = read_date(&swapped, about, period);
        if let Some(date) = reading.date {
            reading.issues.push(Issue::new(checks::DATE_SWAPPED, text.reveal()).suggest(&date.to_string()));
        }
        return reading;
    }
    read_date(value, about, period)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn three_numbers_with_the_year_last() {
        assert_eq!(three_numbers(" 3/25/1948"), Some([3, 25, 1948]));
        assert_eq!(three_numbers("3-25-48"), Some([3, 25, 48]));
        assert_eq!(three_numbers("1948-03-25"), None);
        assert_eq!(three_numbers("3/1948"), None);
        assert_eq!(three_numbers("3/25/1948/1"), None);
    }

    #[test]
    fn the_month_first() {
        let read = |text: &str| {
            let value = RawValue::Text(Private::new(text));
            read_american(&value, DateUse::Birth, Month::new(2026, 11).unwrap())
        };
        assert_eq!(read("03/04/1948").date.map(|date| date.to_string()).as_deref(), Some("1948-03-04"));
        assert_eq!(read("03/04/1948").issues[0].check, checks::DATE_SWAPPED);
        assert_eq!(read("03/25/1948").date.map(|date| date.to_string()).as_deref(), Some("1948-03-25"));
        assert_eq!(read("04/04/1948").issues, vec![]);
        assert_eq!(read("1948").issues, vec![]);
    }
}
