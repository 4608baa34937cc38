//! Text files, in the encodings and with the separators that spreadsheet programs save.

use super::dates::slashes;
use super::grid::{Sheet, Value};
use super::legacy::CHARSETS;
use super::pen::Pen;
use super::style::Format;

/// The bytes of a text file with the first sheet. Every row has all columns, as a spreadsheet
/// program saves it.
pub(super) fn write(pen: &mut Pen<'_>, sheets: &[Sheet]) -> Result<Vec<u8>, csv::Error> {
    let format = pen.style.format;
    let separator = match format {
        Format::CsvUtf16Tab | Format::CsvTab => b'\t',
        Format::CsvComma => b',',
        _ => b';',
    };
    note(pen, format, separator);
    let mut text = Vec::new();
    let mut writer = csv::WriterBuilder::new()
        .delimiter(separator)
        .terminator(csv::Terminator::CRLF)
        .flexible(true)
        .from_writer(&mut text);
    for sheet in sheets.iter().take(1) {
        let width = sheet.width().max(2);
        for row in &sheet.rows {
            let cell = |column: usize| row.cells.get(column).map_or(String::new(), |cell| show(&cell.value, separator));
            writer.write_record((0..width).map(cell))?;
        }
    }
    writer.flush()?;
    drop(writer);
    Ok(encode(format, text))
}

fn note(pen: &mut Pen<'_>, format: Format, separator: u8) {
    pen.note(match separator {
        b'\t' => "csv_tab",
        b',' => "csv_comma",
        _ => "csv_semicolon",
    });
    match format {
        Format::CsvUtf16Tab => pen.note("csv_utf16"),
        Format::CsvBomSemicolon => pen.note("csv_bom"),
        Format::Csv1258Semicolon => pen.note("csv_windows_1258"),
        _ => {}
    }
}

/// A number with the decimal mark that goes with the separator.
fn show(value: &Value, separator: u8) -> String {
    match value {
        Value::Blank => String::new(),
        Value::Text(text) => text.clone(),
        Value::Number(number) if separator == b',' => number.to_string(),
        Value::Number(number) => number.to_string().replace('.', ","),
        Value::Date(date) => slashes(*date),
    }
}

fn encode(format: Format, text: Vec<u8>) -> Vec<u8> {
    let text = String::from_utf8(text).expect("the cells are text");
    match format {
        Format::CsvUtf16Tab => {
            let units = std::iter::once(0xfeff).chain(text.encode_utf16());
            units.flat_map(u16::to_le_bytes).collect()
        }
        Format::CsvBomSemicolon => [b"\xef\xbb\xbf", text.as_bytes()].concat(),
        Format::Csv1258Semicolon => CHARSETS.cp1258(&text),
        _ => text.into_bytes(),
    }
}
