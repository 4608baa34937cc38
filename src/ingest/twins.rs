//! Tables of one file with the same headings: what the values of one tell of a heading holds for all.
//!
//! A column is read by content only where it has enough values; of two tables alike, the shorter one would
//! be read otherwise than the longer.

use std::collections::BTreeMap;

use super::fold::key;
use super::table::SheetRead;
use crate::model::{Field, ReadBy};

/// What headings mean that are not in `headings.toml`, by the values below them in some table of a file.
#[derive(Debug, Default)]
pub(super) struct Hints(BTreeMap<String, Option<Field>>);

impl Hints {
    /// What the tables of a file tell; a heading that means two things tells nothing.
    pub(super) fn of(sheets: &[SheetRead]) -> Hints {
        let mut hints: BTreeMap<String, Option<Field>> = BTreeMap::new();
        for (_, column) in sheets.iter().flat_map(|sheet| &sheet.columns) {
            let (Some(field), ReadBy::Content, None) = (column.field, column.how, column.by_heading) else { continue };
            let told = hints.entry(key(&column.heading)).or_insert(Some(field));
            *told = told.filter(|other| *other == field);
        }
        hints.remove("");
        Hints(hints)
    }

    /// What a heading means.
    pub(super) fn field(&self, heading: &str) -> Option<Field> {
        if self.0.is_empty() { None } else { self.0.get(&key(heading)).copied().flatten() }
    }

    /// True where a table of a sheet has such a heading and it was not read.
    pub(super) fn concern(&self, sheet: &SheetRead) -> bool {
        let unread = |column: &&(u32, super::recognise::ColumnRead)| column.1.field.is_none();
        sheet.columns.iter().filter(unread).any(|(_, column)| self.field(&column.heading).is_some())
    }
}
