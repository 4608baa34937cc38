//! Titles between two tables of a sheet.

use super::fold::{has_phrase, key};
use super::grid::Cell;
use super::rows::RowReader;
use crate::model::RowKind;

/// Where a second table follows the first, its title stands below the first one's sums: from the
/// first row with a word of titles on, these rows are titles.
pub(super) fn mark_titles(reader: &RowReader<'_>, from: u32, kinds: &mut [RowKind]) {
    let last = kinds.iter().rposition(|kind| matches!(kind, RowKind::Data | RowKind::Total)).map_or(0, |at| at + 1);
    let is_title = |row: u32| {
        let mut texts = reader.sheet.row(row).iter().filter_map(Cell::as_text);
        texts.any(|text| {
            let key = key(&reader.forms.legacy.readable(text, reader.charset));
            reader.forms.titles.iter().any(|word| has_phrase(&key, word))
        })
    };
    if let Some(first) = (last..kinds.len()).find(|&at| is_title(from + at as u32)) {
        for kind in kinds[first..].iter_mut().filter(|kind| **kind != RowKind::Blank) {
            *kind = RowKind::Title;
        }
    }
}
