//! Formats in plain markup: `.ods`, SpreadsheetML 2003 and HTML saved as `.xls`.

use std::fmt::Write as _;

use crate::page::{COMMENT, Look, Page, Sheet, Value, Visibility};
use crate::xlsx::{escaped, pack};

pub(crate) fn ods(page: &Page, look: Look) -> Vec<u8> {
    let mut xml = "<?xml version=\"1.0\" encoding=\"UTF-8\"?><office:document-content xmlns:office=\"urn:oasis:names:tc:opendocument:xmlns:office:1.0\" xmlns:style=\"urn:oasis:names:tc:opendocument:xmlns:style:1.0\" xmlns:text=\"urn:oasis:names:tc:opendocument:xmlns:text:1.0\" xmlns:table=\"urn:oasis:names:tc:opendocument:xmlns:table:1.0\" xmlns:fo=\"urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0\" xmlns:dc=\"http://purl.org/dc/elements/1.1/\" office:version=\"1.2\"><office:automatic-styles><style:style style:name=\"ta1\" style:family=\"table\"><style:table-properties table:display=\"true\"/></style:style><style:style style:name=\"ta2\" style:family=\"table\"><style:table-properties table:display=\"false\"/></style:style><style:style style:name=\"ce1\" style:family=\"table-cell\" style:parent-style-name=\"Default\"><style:text-properties style:text-line-through-style=\"solid\" style:text-line-through-type=\"single\"/></style:style><style:style style:name=\"ce2\" style:family=\"table-cell\" style:parent-style-name=\"Default\"><style:table-cell-properties fo:background-color=\"#ffff00\"/></style:style><style:style style:name=\"ce3\" style:family=\"table-cell\" style:parent-style-name=\"Default\"><style:text-properties style:font-name=\".VnTime\"/></style:style></office:automatic-styles><office:body><office:spreadsheet>".to_owned();
    for sheet in &page.sheets {
        let style = if sheet.visibility == Visibility::Shown { "ta1" } else { "ta2" };
        let _ = write!(
            xml,
            "<table:table table:name=\"{}\" table:style-name=\"{style}\"><table:table-column table:number-columns-repeated=\"{}\"/>",
            escaped(&sheet.name),
            sheet.width().max(1)
        );
        for row in 0..sheet.rows.len() {
            let visibility = match (sheet.hidden.contains(&row), sheet.filtered.contains(&row)) {
                (_, true) => " table:visibility=\"filter\"",
                (true, _) => " table:visibility=\"collapse\"",
                _ => "",
            };
            let _ = write!(xml, "<table:table-row{visibility}>");
            for column in 0..sheet.width().max(1) {
                ods_cell(&mut xml, sheet, row, column, look);
            }
            xml.push_str("</table:table-row>");
        }
        xml.push_str("</table:table>");
    }
    xml.push_str("</office:spreadsheet></office:body></office:document-content>");
    let kind = "application/vnd.oasis.opendocument.spreadsheet";
    let manifest = format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?><manifest:manifest xmlns:manifest=\"urn:oasis:names:tc:opendocument:xmlns:manifest:1.0\" manifest:version=\"1.2\"><manifest:file-entry manifest:full-path=\"/\" manifest:media-type=\"{kind}\"/><manifest:file-entry manifest:full-path=\"content.xml\" manifest:media-type=\"text/xml\"/></manifest:manifest>"
    );
    pack(&[
        ("mimetype", kind.as_bytes()),
        ("META-INF/manifest.xml", manifest.as_bytes()),
        ("content.xml", xml.as_bytes()),
    ])
}

fn ods_cell(xml: &mut String, sheet: &Sheet, row: usize, column: usize, look: Look) {
    let (name, mut spans) = match sheet.block(row, column) {
        Ok(None) => ("table-cell", String::new()),
        Ok(Some(b)) => (
            "table-cell",
            format!(
                " table:number-columns-spanned=\"{}\" table:number-rows-spanned=\"{}\"",
                b.right - b.left + 1,
                b.bottom - b.top + 1
            ),
        ),
        Err(()) => ("covered-table-cell", String::new()),
    };
    for (looks, style) in [(look.struck == Some(row), "ce1"), (look.coloured == Some(row), "ce2"), (look.legacy, "ce3")]
    {
        if looks {
            let _ = write!(spans, " table:style-name=\"{style}\"");
        }
    }
    let comment = if look.comment == Some((row, column)) {
        format!(
            "<office:annotation><dc:creator>Lan</dc:creator><dc:date>2026-11-05T08:00:00</dc:date><text:p>{}</text:p></office:annotation>",
            escaped(COMMENT)
        )
    } else {
        String::new()
    };
    let value = sheet.rows[row].get(column).and_then(Option::as_ref);
    let (formula, value) = match value {
        Some(Value::Formula(formula, value)) => {
            (format!(" table:formula=\"of:={}\"", escaped(formula)), value.as_deref())
        }
        value => (String::new(), value),
    };
    let paragraphs =
        |text: &str| text.split('\n').map(|line| format!("<text:p>{}</text:p>", escaped(line))).collect::<String>();
    let _ = match value {
        None => write!(xml, "<table:{name}{spans}{formula}/>"),
        Some(Value::Number(n)) => write!(
            xml,
            "<table:{name}{spans}{formula} office:value-type=\"float\" office:value=\"{n}\"><text:p>{n}</text:p></table:{name}>"
        ),
        Some(Value::Date(d)) => write!(
            xml,
            "<table:{name}{spans}{formula} office:value-type=\"date\" office:date-value=\"{d}\"><text:p>{}</text:p></table:{name}>",
            Value::Date(*d).shown()
        ),
        Some(other) => write!(
            xml,
            "<table:{name}{spans}{formula} office:value-type=\"string\">{comment}{}</table:{name}>",
            paragraphs(&other.shown())
        ),
    };
}

/// SpreadsheetML 2003: "XML Spreadsheet", often saved with the ending `.xls`.
pub(crate) fn xml_2003(page: &Page) -> Vec<u8> {
    let mut xml = "<?xml version=\"1.0\" encoding=\"utf-8\"?>\r\n<?mso-application progid=\"Excel.Sheet\"?>\r\n<Workbook xmlns=\"urn:schemas-microsoft-com:office:spreadsheet\" xmlns:ss=\"urn:schemas-microsoft-com:office:spreadsheet\" xmlns:x=\"urn:schemas-microsoft-com:office:excel\"><DocumentProperties xmlns=\"urn:schemas-microsoft-com:office:office\"><Author>x</Author></DocumentProperties><Styles><Style ss:ID=\"d\"><NumberFormat ss:Format=\"Short Date\"/></Style></Styles>".to_owned();
    for sheet in &page.sheets {
        let _ = write!(xml, "<Worksheet ss:Name=\"{}\"><Table>", escaped(&sheet.name));
        for column in &sheet.hidden_columns {
            let _ = write!(xml, "<Column ss:Index=\"{}\" ss:Hidden=\"1\"/>", column + 1);
        }
        let mut skipped = false;
        for (row, cells) in sheet.rows.iter().enumerate() {
            if cells.is_empty() {
                skipped = true;
                continue;
            }
            let hidden =
                if sheet.hidden.contains(&row) || sheet.filtered.contains(&row) { " ss:Hidden=\"1\"" } else { "" };
            let index = if std::mem::take(&mut skipped) { format!(" ss:Index=\"{}\"", row + 1) } else { String::new() };
            let _ = write!(xml, "<Row{index}{hidden}>");
            let mut next = 0;
            for (column, cell) in cells.iter().enumerate() {
                let Some(value) = cell else { continue };
                let index = if column == next { String::new() } else { format!(" ss:Index=\"{}\"", column + 1) };
                let merge = match sheet.block(row, column) {
                    Ok(Some(b)) => {
                        format!(" ss:MergeAcross=\"{}\" ss:MergeDown=\"{}\"", b.right - b.left, b.bottom - b.top)
                    }
                    _ => String::new(),
                };
                next = column + 1 + sheet.block(row, column).ok().flatten().map_or(0, |b| b.right - b.left);
                let _ = write!(xml, "<Cell{index}{merge}{}</Cell>", xml_data(value));
            }
            xml.push_str("</Row>");
        }
        xml.push_str("</Table><WorksheetOptions xmlns=\"urn:schemas-microsoft-com:office:excel\">");
        match sheet.visibility {
            Visibility::Shown => {}
            Visibility::Hidden => xml.push_str("<Visible>SheetHidden</Visible>"),
            Visibility::VeryHidden => xml.push_str("<Visible>SheetVeryHidden</Visible>"),
        }
        xml.push_str("</WorksheetOptions>");
        if !sheet.filtered.is_empty() {
            xml.push_str("<AutoFilter x:Range=\"R1C1:R99C9\" xmlns=\"urn:schemas-microsoft-com:office:excel\"><AutoFilterColumn x:Index=\"2\" x:Type=\"Custom\"/></AutoFilter>");
        }
        xml.push_str("</Worksheet>");
    }
    xml.push_str("</Workbook>");
    xml.into_bytes()
}

fn xml_data(value: &Value) -> String {
    let data =
        |kind: &str, text: &str| format!("<Data ss:Type=\"{kind}\">{}</Data>", escaped(text).replace('\n', "&#10;"));
    match value {
        Value::Text(text) => format!(">{}", data("String", text)),
        Value::Number(number) => format!(">{}", data("Number", &number.to_string())),
        Value::Date(date) => format!(" ss:StyleID=\"d\">{}", data("DateTime", &format!("{date}T00:00:00.000"))),
        Value::Error(error) => format!(">{}", data("Error", error)),
        Value::Formula(formula, None) => format!(" ss:Formula=\"={}\">", escaped(formula)),
        Value::Formula(formula, Some(value)) => format!(" ss:Formula=\"={}\"{}", escaped(formula), xml_data(value)),
    }
}

/// A web page as report programs write it and call it `.xls`: loose markup, `<br>` in cells.
pub(crate) fn html(page: &Page) -> Vec<u8> {
    let mut out = "<html xmlns:o=\"urn:schemas-microsoft-com:office:office\">\n<head><meta http-equiv=Content-Type content=\"text/html; charset=utf-8\">\n<style>td { mso-number-format:\"\\@\"; }</style><script>if (1 < 2) { var td = '<td>'; }</script></head>\n<body><!-- <table><tr><td>no</td></tr></table> -->\n".to_owned();
    for sheet in &page.sheets {
        out.push_str("<TABLE border=1>\n");
        for (row, cells) in sheet.rows.iter().enumerate() {
            let hidden = if sheet.hidden.contains(&row) { " style='display:none'" } else { "" };
            let _ = write!(out, "<tr{hidden}>");
            for column in 0..cells.len().max(1) {
                let spans = match sheet.block(row, column) {
                    Err(()) => continue,
                    Ok(None) => String::new(),
                    Ok(Some(b)) => format!(" rowspan={} colspan=\"{}\"", b.bottom - b.top + 1, b.right - b.left + 1),
                };
                let text = cells
                    .get(column)
                    .and_then(Option::as_ref)
                    .map_or_else(|| "&nbsp;".to_owned(), |v| escaped(&v.shown()).replace('\n', "<br>\n"));
                // Cells are not always closed.
                let close = if column % 2 == 0 { "</td>" } else { "\n" };
                let _ = write!(out, "<td{spans}><font color=#000>{text}</font>{close}");
            }
            out.push_str("</tr>\n");
        }
        out.push_str("</TABLE>\n");
    }
    out.push_str("</body></html>");
    out.into_bytes()
}
