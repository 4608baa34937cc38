//! Text files: separators, quotes, encodings.

use std::fs;

use unicode_normalization::UnicodeNormalization;

use crate::page::Page;

/// The first sheet as separated text; cells with separators, quotes or line breaks are quoted.
pub(crate) fn separated(page: &Page, separator: char) -> String {
    let sheet = &page.sheets[0];
    let width = sheet.width();
    let mut out = String::new();
    for row in &sheet.rows {
        let cells: Vec<String> = (0..width)
            .map(|column| {
                let text = row.get(column).and_then(Option::as_ref).map_or_else(String::new, |value| value.shown());
                let quoted = text.contains([separator, '"', '\n']);
                if quoted { format!("\"{}\"", text.replace('"', "\"\"")) } else { text }
            })
            .collect();
        out.push_str(&cells.join(&separator.to_string()));
        out.push_str("\r\n");
    }
    out
}

pub(crate) fn utf16(text: &str, little: bool, mark: bool) -> Vec<u8> {
    let units = mark.then_some(0xfeff).into_iter().chain(text.encode_utf16());
    units.flat_map(|unit| if little { unit.to_le_bytes() } else { unit.to_be_bytes() }).collect()
}

/// A text in a legacy charset by the reference table; `cp1258` writes marks after their letters.
/// TCVN3 has no toned capitals: small letters stand in for them, as its capitals font draws them.
pub(crate) fn legacy(text: &str, charset: &str) -> Vec<u8> {
    let table = fs::read_to_string("pipelines/reference/encodings/legacy_charsets.csv").unwrap();
    let mut lines = table.lines();
    let column = lines.next().unwrap().split(',').position(|name| name == charset).unwrap();
    let rows: Vec<Vec<&str>> = lines.map(|line| line.split(',').collect()).collect();
    let find =
        |wanted: &str| rows.iter().find(|row| row[0] == wanted).map(|row| row[column]).filter(|hex| !hex.is_empty());
    let bytes_of = |letter: char| {
        let small: String = letter.to_lowercase().collect();
        let hex = find(&letter.to_string()).or_else(|| find(&small)).unwrap_or("").split('|').next().unwrap();
        hex.split_whitespace().map(|byte| u8::from_str_radix(byte, 16).unwrap()).collect::<Vec<u8>>()
    };
    text.nfc().flat_map(|c| if c.is_ascii() { vec![c as u8] } else { bytes_of(c) }).collect()
}

/// What a workbook holds of a text in a legacy font: its bytes as windows-1252 shows them.
pub(crate) fn in_font(text: &str, charset: &str) -> String {
    encoding_rs::WINDOWS_1252.decode_without_bom_handling(&legacy(text, charset)).0.into_owned()
}
