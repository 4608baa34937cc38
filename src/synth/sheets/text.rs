//! Writing of text cells: capitals, stray blanks, decomposed accents, legacy fonts.

use unicode_normalization::UnicodeNormalization;

use crate::model::{Field, RowKind};

use super::columns::Column;
use super::grid::{Row, Sheet, Value};
use super::legacy::CHARSETS;
use super::names;
use super::pen::Pen;
use super::rows::position;
use super::style::{Accents, Legacy};

/// Dresses all text of a sheet in the clerk's way of writing.
pub(super) fn dress(pen: &mut Pen<'_>, sheet: &mut Sheet, columns: &[Column]) {
    let name = position(columns, Field::FullName).map(|column| column + pen.style.offset);
    let dressed = sheet.list_kind.is_some();
    for row in &mut sheet.rows {
        if let Some(at) = name.filter(|_| dressed && row.kind == RowKind::Data) {
            names::dress(pen, row, at);
        }
        // Some clerks paste names from an old list into a new sheet: only they are in the old font.
        let only = name.filter(|_| pen.style.legacy_names_only && pen.style.legacy != Legacy::None);
        if only.is_none() || row.kind == RowKind::Data {
            script(pen, row, only);
        }
    }
}

/// Accents apart, or a legacy font, in every text cell of a row or in one column alone.
fn script(pen: &mut Pen<'_>, row: &mut Row, only: Option<usize>) {
    let quirk = match (pen.style.legacy, pen.style.accents) {
        (Legacy::Tcvn3, _) => "tcvn3",
        (Legacy::Vni, _) => "vni",
        (Legacy::None, Accents::Decomposed) => "nfd",
        (Legacy::None, Accents::Composite) => "unikey_composite",
        (Legacy::None, Accents::Composed) => return,
    };
    for (index, cell) in row.cells.iter_mut().enumerate() {
        let Value::Text(text) = &mut cell.value else { continue };
        if only.is_some_and(|only| only != index) {
            continue;
        }
        match pen.style.legacy {
            Legacy::Tcvn3 => {
                // Toned capitals exist in the capitals font alone.
                let capitals = text.chars().any(char::is_uppercase) && !text.chars().any(char::is_lowercase);
                cell.font = Some(if capitals { ".VnTimeH" } else { ".VnTime" });
                *text = CHARSETS.tcvn3(text);
            }
            Legacy::Vni => {
                cell.font = Some("VNI-Times");
                *text = CHARSETS.vni(text);
            }
            Legacy::None if pen.style.accents == Accents::Composite => *text = CHARSETS.composite(text),
            Legacy::None => *text = text.nfd().collect(),
        }
    }
    pen.quirks.insert(quirk);
    if only.is_some() {
        pen.quirks.insert("legacy_names_only");
    }
    if row.kind == RowKind::Data {
        row.truth.quirks.insert(quirk);
    }
}
