//! OpenDocument spreadsheets.

use std::collections::HashMap;
use std::fmt::Write as _;
use std::io::{Cursor, Write};

use zip::result::ZipError;
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, DateTime, ZipWriter};

use super::grid::{Cell, Merge, Sheet, Value};

const KIND: &str = "application/vnd.oasis.opendocument.spreadsheet";

const NAMES: &str = "xmlns:office=\"urn:oasis:names:tc:opendocument:xmlns:office:1.0\" \
    xmlns:style=\"urn:oasis:names:tc:opendocument:xmlns:style:1.0\" \
    xmlns:text=\"urn:oasis:names:tc:opendocument:xmlns:text:1.0\" \
    xmlns:table=\"urn:oasis:names:tc:opendocument:xmlns:table:1.0\" \
    xmlns:fo=\"urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0\" \
    xmlns:number=\"urn:oasis:names:tc:opendocument:xmlns:datastyle:1.0\" office:version=\"1.2\"";

/// The bytes of a document. Every entry carries the same fixed time.
pub(super) fn write(sheets: &[Sheet]) -> Result<Vec<u8>, ZipError> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    let options = SimpleFileOptions::default().last_modified_time(DateTime::default());
    let stored = options.compression_method(CompressionMethod::Stored);
    let packed = options.compression_method(CompressionMethod::Deflated);
    // The kind comes first and unpacked, so that it can be read without unpacking.
    zip.start_file("mimetype", stored)?;
    zip.write_all(KIND.as_bytes())?;
    zip.start_file("META-INF/manifest.xml", packed)?;
    zip.write_all(manifest().as_bytes())?;
    zip.start_file("content.xml", packed)?;
    zip.write_all(content(sheets).as_bytes())?;
    Ok(zip.finish()?.into_inner())
}

fn manifest() -> String {
    let entry = |path: &str, kind: &str| {
        format!("<manifest:file-entry manifest:full-path=\"{path}\" manifest:media-type=\"{kind}\"/>")
    };
    format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?><manifest:manifest \
         xmlns:manifest=\"urn:oasis:names:tc:opendocument:xmlns:manifest:1.0\" manifest:version=\"1.2\">{}{}</manifest:manifest>",
        entry("/", KIND),
        entry("content.xml", "text/xml")
    )
}

/// Fonts that get a cell style of their own.
const FONTS: [(&str, &str); 3] = [(".VnTime", "ceT"), (".VnTimeH", "ceH"), ("VNI-Times", "ceV")];

fn content(sheets: &[Sheet]) -> String {
    let mut xml =
        format!("<?xml version=\"1.0\" encoding=\"UTF-8\"?><office:document-content {NAMES}><office:automatic-styles>");
    xml.push_str("<style:style style:name=\"ta1\" style:family=\"table\"><style:table-properties table:display=\"true\"/></style:style>");
    xml.push_str("<style:style style:name=\"ta2\" style:family=\"table\"><style:table-properties table:display=\"false\"/></style:style>");
    xml.push_str("<number:date-style style:name=\"N1\"><number:day number:style=\"long\"/><number:text>/</number:text><number:month number:style=\"long\"/><number:text>/</number:text><number:year number:style=\"long\"/></number:date-style>");
    xml.push_str("<style:style style:name=\"ceD\" style:family=\"table-cell\" style:data-style-name=\"N1\"/>");
    for (font, style) in FONTS {
        let _ = write!(
            xml,
            "<style:style style:name=\"{style}\" style:family=\"table-cell\"><style:text-properties fo:font-family=\"'{font}'\"/></style:style>"
        );
    }
    xml.push_str("</office:automatic-styles><office:body><office:spreadsheet>");
    for sheet in sheets {
        table(&mut xml, sheet);
    }
    xml.push_str("</office:spreadsheet></office:body></office:document-content>");
    xml
}

fn table(xml: &mut String, sheet: &Sheet) {
    let style = if sheet.hidden { "ta2" } else { "ta1" };
    let _ = write!(xml, "<table:table table:name=\"{}\" table:style-name=\"{style}\">", escaped(&sheet.name));
    let width = sheet.width().max(1);
    let _ = write!(xml, "<table:table-column table:number-columns-repeated=\"{width}\"/>");
    let covered = covered(sheet);
    for (index, row) in sheet.rows.iter().enumerate() {
        xml.push_str(if row.hidden { "<table:table-row table:visibility=\"collapse\">" } else { "<table:table-row>" });
        for column in 0..width {
            let cell = row.cells.get(column).unwrap_or(&Cell::BLANK);
            place(xml, covered.get(&(index, column)), (index, column), cell);
        }
        xml.push_str("</table:table-row>");
    }
    xml.push_str("</table:table>");
}

/// The merged block of each cell that lies in one.
fn covered(sheet: &Sheet) -> HashMap<(usize, usize), Merge> {
    let mut cells = HashMap::new();
    for merge in &sheet.merges {
        for row in merge.rows.0..=merge.rows.1 {
            cells.extend((merge.columns.0..=merge.columns.1).map(|column| ((row, column), *merge)));
        }
    }
    cells
}

fn place(xml: &mut String, block: Option<&Merge>, at: (usize, usize), cell: &Cell) {
    let (name, spans) = match block {
        Some(merge) if (merge.rows.0, merge.columns.0) == at => {
            let (rows, columns) = (merge.rows.1 - merge.rows.0 + 1, merge.columns.1 - merge.columns.0 + 1);
            ("table-cell", format!(" table:number-columns-spanned=\"{columns}\" table:number-rows-spanned=\"{rows}\""))
        }
        Some(_) => ("covered-table-cell", String::new()),
        None => ("table-cell", String::new()),
    };
    let style = FONTS.iter().find(|(font, _)| cell.font == Some(*font)).map_or("", |(_, style)| style);
    let styled = if style.is_empty() { spans } else { format!("{spans} table:style-name=\"{style}\"") };
    let _ = match &cell.value {
        Value::Blank => write!(xml, "<table:{name}{styled}/>"),
        Value::Text(text) => {
            write!(xml, "<table:{name}{styled} office:value-type=\"string\">{}</table:{name}>", paragraphs(text))
        }
        Value::Number(number) => write!(
            xml,
            "<table:{name}{styled} office:value-type=\"float\" office:value=\"{number}\"><text:p>{number}</text:p></table:{name}>"
        ),
        Value::Date(date) => write!(
            xml,
            "<table:{name}{styled} table:style-name=\"ceD\" office:value-type=\"date\" office:date-value=\"{date}\"><text:p>{}</text:p></table:{name}>",
            super::dates::slashes(*date)
        ),
    };
}

/// A line of text is a paragraph; blanks that XML would drop are written as such.
fn paragraphs(text: &str) -> String {
    let lines = text.split('\n').map(|line| {
        let mut out = String::new();
        let mut after_blank = true;
        for c in escaped(line).chars() {
            if c == ' ' && after_blank {
                out.push_str("<text:s/>");
            } else {
                out.push(c);
            }
            after_blank = c == ' ';
        }
        format!("<text:p>{out}</text:p>")
    });
    lines.collect()
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}
