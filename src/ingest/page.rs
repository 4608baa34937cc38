//! A table over several pages, each below its own heading.

use std::sync::Arc;

use super::fill::DataRow;
use super::headings::Heading;
use crate::model::{Field, ListKind};

/// A part of a table below its own heading: a page of a list whose headings are repeated.
pub(super) struct Page<'a> {
    pub(super) heading: &'a Heading,
    /// The number of its table in the sheet.
    pub(super) table: u32,
    pub(super) list_kind: ListKind,
    pub(super) title: Arc<str>,
    pub(super) thousands: Vec<Field>,
    pub(super) rows: Vec<DataRow>,
    /// The sections in force, a row.
    pub(super) sections: Vec<Vec<Arc<str>>>,
    /// The rows that carry each row on.
    pub(super) carried: Vec<Vec<u32>>,
    /// A section stands below the last row.
    pub(super) open_section: bool,
}

/// The data rows of all pages of a table. A section at a page's end breaks the table as one inside a
/// page does; a sum there does not: every page may end with its own.
pub(super) fn rows(pages: &[Page<'_>]) -> Vec<DataRow> {
    let (mut rows, mut open) = (Vec::<DataRow>::new(), false);
    for page in pages {
        let first = rows.len();
        rows.extend(page.rows.iter().copied());
        rows.get_mut(first).into_iter().for_each(|row| row.after_break |= open);
        open = page.open_section || (open && page.rows.is_empty());
    }
    rows
}
