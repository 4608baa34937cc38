//! How clerks write a name that is right in itself: capitals, blanks, titles, other tone placement.

use crate::model::RowKind;

use super::grid::{Row, Value};
use super::pen::Pen;
use super::style::{Format, Legacy};

/// Tone marks on open oa, oe, uy as documents place them, and as the other school does. Not after
/// `q`, where the canonical form has the second place too.
const TONES: [(&str, &str); 15] = [
    ("òa", "oà"),
    ("óa", "oá"),
    ("ỏa", "oả"),
    ("õa", "oã"),
    ("ọa", "oạ"),
    ("òe", "oè"),
    ("óe", "oé"),
    ("ỏe", "oẻ"),
    ("õe", "oẽ"),
    ("ọe", "oẹ"),
    ("ùy", "uỳ"),
    ("úy", "uý"),
    ("ủy", "uỷ"),
    ("ũy", "uỹ"),
    ("ụy", "uỵ"),
];

/// Writes the name in column `at` of a data row in the clerk's way.
pub(super) fn dress(pen: &mut Pen<'_>, row: &mut Row, at: usize) {
    debug_assert_eq!(row.kind, RowKind::Data);
    let Some(Value::Text(text)) = row.cells.get_mut(at).map(|cell| &mut cell.value) else { return };
    let mut note = |quirk| {
        row.truth.quirks.insert(quirk);
    };
    if pen.style.old_tones {
        let other = TONES.iter().fold(text.clone(), |text, (new, old)| text.replace(new, old));
        if other != *text {
            *text = other;
            note("tone_placement");
        }
    }
    if pen.style.titles && pen.often("name_title", 40) {
        *text = format!("{} {text}", pen.dice.pick(&["Cụ", "Ô/B", "Ông (bà)"]));
        note("name_title");
    }
    if pen.style.capitals {
        *text = text.to_uppercase();
        note("all_caps");
    }
    // The Icelandic letter looks the same and comes from old keyboards; legacy sets lack it.
    let unicode = pen.style.legacy == Legacy::None && pen.style.format != Format::Csv1258Semicolon;
    if pen.style.eth && unicode && text.contains(['Đ', 'đ']) {
        *text = text.replace('Đ', "\u{d0}").replace('đ', "\u{f0}");
        note("look_alike_d");
    }
    if pen.style.blanks && pen.often("extra_blanks", 30) {
        *text = match pen.dice.below(3) {
            0 => text.replacen(' ', "  ", 1),
            1 => format!("{text} "),
            _ => format!(" {}", text.replace(' ', "  ")),
        };
        note("extra_blanks");
    }
    if pen.style.no_break && pen.often("nbsp", 50) {
        *text = text.replace(' ', "\u{a0}");
        note("nbsp");
    }
}
