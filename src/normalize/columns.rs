//! Encodings of sheet columns: what most of a column's cells are, as context for short cells.
//!
//! Why: `Vò An` is Vietnamese in Unicode and in a TCVN3 font; its column tells which. Votes are
//! cast by cells that are sure on their own evidence. Never: overruling a sure cell.

use std::collections::BTreeMap;

use super::day_order::DayOrders;
use super::lexicon::Lexicon;
use super::text::{Encoding, vote};
use crate::model::{LegacyFont, RawRow, RawValue};

/// Encoding of each column of each sheet, where the column votes for a legacy one.
#[derive(Debug, Default)]
pub struct ColumnEncodings {
    /// Order of day and month in date columns.
    pub orders: DayOrders,
    columns: BTreeMap<(u64, u32, u16), Encoding>,
    sheets: BTreeMap<(u64, u32), Encoding>,
}

/// Votes of cells.
pub type Votes = BTreeMap<Encoding, usize>;

impl ColumnEncodings {
    /// Counts the votes of all text cells.
    #[must_use]
    pub fn of(rows: &[RawRow], lexicon: &Lexicon) -> ColumnEncodings {
        let mut columns: BTreeMap<(u64, u32, u16), Votes> = BTreeMap::new();
        let mut sheets: BTreeMap<(u64, u32), Votes> = BTreeMap::new();
        for row in rows {
            for cell in &row.cells {
                let RawValue::Text(text) = &cell.value else { continue };
                if text.reveal().is_ascii() {
                    continue;
                }
                if let Some(encoding) = vote(text.reveal(), lexicon) {
                    let sheet = (row.row_id.file, row.row_id.sheet);
                    *columns.entry((sheet.0, sheet.1, cell.column)).or_default().entry(encoding).or_default() += 1;
                    *sheets.entry(sheet).or_default().entry(encoding).or_default() += 1;
                }
            }
        }
        ColumnEncodings {
            orders: DayOrders::of(rows),
            columns: columns.into_iter().filter_map(|(key, votes)| Some((key, winner(&votes)?))).collect(),
            sheets: sheets.into_iter().filter_map(|(key, votes)| Some((key, winner(&votes)?))).collect(),
        }
    }

    /// The encoding of a cell's column, else of its font, else of its sheet.
    #[must_use]
    pub fn of_cell(&self, row: &RawRow, column: u16) -> Option<Encoding> {
        let (file, sheet) = (row.row_id.file, row.row_id.sheet);
        let told = self.columns.get(&(file, sheet, column)).copied();
        told.or_else(|| self.of_font(row, column)).or_else(|| self.sheets.get(&(file, sheet)).copied())
    }

    /// The encoding that a cell's font tells, where its column tells none.
    #[must_use]
    pub fn of_font(&self, row: &RawRow, column: u16) -> Option<Encoding> {
        if self.columns.contains_key(&(row.row_id.file, row.row_id.sheet, column)) {
            return None;
        }
        let (_, font) = row.fonts.iter().find(|(at, _)| *at == column)?;
        Some(match font {
            LegacyFont::Tcvn3 => Encoding::Tcvn3,
            LegacyFont::Vni => Encoding::Vni,
            LegacyFont::Vps => Encoding::Vps,
            LegacyFont::Viscii => Encoding::Viscii,
        })
    }

    /// The encoding of a sheet's titles and section rows.
    #[must_use]
    pub fn of_sheet(&self, row: &RawRow) -> Option<Encoding> {
        self.sheets.get(&(row.row_id.file, row.row_id.sheet)).copied()
    }
}

/// The encoding of at least four fifths of the sure cells, and of two cells at least.
#[must_use]
pub fn winner(votes: &Votes) -> Option<Encoding> {
    let all: usize = votes.values().sum();
    let (encoding, count) = votes.iter().max_by_key(|(_, count)| **count)?;
    (*count >= 2 && count * 5 >= all * 4).then_some(*encoding)
}
