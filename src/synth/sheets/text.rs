//! Writing of text cells: capitals, stray blanks, decomposed accents, legacy fonts.

use unicode_normalization::UnicodeNormalization;

use crate::model::{Field, RowKind};

use super::columns::Column;
use super::grid::{Row, Sheet, Value};
use super::legacy::CHARSETS;
use super::pen::Pen;
use super::rows::position;
use super::style::Legacy;

/// Dresses all text of a sheet in the clerk's way of writing.
pub(super) fn dress(pen: &mut Pen<'_>, sheet: &mut Sheet, columns: &[Column]) {
    let name = position(columns, Field::FullName).map(|column| column + pen.style.offset);
    let dressed = sheet.list_kind.is_some();
    for row in &mut sheet.rows {
        if let Some(at) = name.filter(|_| dressed && row.kind == RowKind::Data) {
            names(pen, row, at);
        }
        if dressed || pen.style.legacy != Legacy::None {
            whole(pen, row);
        }
    }
}

/// Names in capitals, and blanks where none belong.
fn names(pen: &mut Pen<'_>, row: &mut Row, at: usize) {
    let Some(Value::Text(text)) = row.cells.get_mut(at).map(|cell| &mut cell.value) else { return };
    if pen.style.capitals {
        *text = text.to_uppercase();
        row.truth.quirks.insert("all_caps");
    }
    if pen.style.blanks && pen.dice.chance(30) {
        *text = match pen.dice.below(3) {
            0 => text.replacen(' ', "  ", 1),
            1 => format!("{text} "),
            _ => format!(" {}", text.replace(' ', "  ")),
        };
        row.truth.quirks.insert("extra_blanks");
    }
    if pen.style.no_break && pen.dice.chance(50) {
        *text = text.replace(' ', "\u{a0}");
        row.truth.quirks.insert("nbsp");
    }
}

/// Accents apart, or a legacy font, in every text cell of a row.
fn whole(pen: &mut Pen<'_>, row: &mut Row) {
    let quirk = match (pen.style.legacy, pen.style.decomposed) {
        (Legacy::Tcvn3, _) => "tcvn3",
        (Legacy::Vni, _) => "vni",
        (Legacy::None, true) => "nfd",
        (Legacy::None, false) => return,
    };
    for cell in &mut row.cells {
        let Value::Text(text) = &mut cell.value else { continue };
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
            Legacy::None => *text = text.nfd().collect(),
        }
    }
    pen.quirks.insert(quirk);
    if row.kind == RowKind::Data {
        row.truth.quirks.insert(quirk);
    }
}
