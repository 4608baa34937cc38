//! `.xlsx` written by hand: what a library would not write can be written too.

use std::fmt::Write as _;
use std::io::{Cursor, Write};

use zip::ZipWriter;
use zip::write::SimpleFileOptions;

use crate::page::{Page, Sheet, Value, Visibility, serial};

/// How a workbook is written.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Style {
    /// Dates count from 1904.
    pub(crate) from_1904: bool,
    /// Texts stand in the cells.
    pub(crate) inline: bool,
    /// Cells and rows carry no place.
    pub(crate) placeless: bool,
    /// Texts are cut into runs, with phonetic hints.
    pub(crate) rich: bool,
    /// The sheet says that it reaches to the last row, and has formatted rows after the last used one.
    pub(crate) tail: bool,
    /// Every text of a data row is struck through.
    pub(crate) struck: Option<usize>,
    /// Every cell of a data row has a coloured ground.
    pub(crate) coloured: Option<usize>,
    /// The name of the first person has a comment, as a note or in a thread.
    pub(crate) comment: Option<Said>,
    /// Elements carry a namespace prefix.
    pub(crate) prefixed: bool,
    /// Filters are those of a table on the sheet.
    pub(crate) table: bool,
}

/// How a comment stands in the file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Said {
    /// A note.
    Note,
    /// A thread of two, with the note that programs without threads show.
    Thread,
}

pub(crate) fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}

pub(crate) fn pack(parts: &[(&str, &[u8])]) -> Vec<u8> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in parts {
        zip.start_file(*name, SimpleFileOptions::default()).unwrap();
        zip.write_all(bytes).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

/// The bytes of a workbook.
pub(crate) fn write(page: &Page, style: Style) -> Vec<u8> {
    let mut strings: Vec<String> = Vec::new();
    let mut parts: Vec<(String, Vec<u8>)> = Vec::new();
    let (mut book, mut relations, mut types) = (String::new(), String::new(), String::new());
    for (number, sheet) in (1..).zip(&page.sheets) {
        let state = match sheet.visibility {
            Visibility::Shown => "",
            Visibility::Hidden => " state=\"hidden\"",
            Visibility::VeryHidden => " state=\"veryHidden\"",
        };
        let name = escaped(&sheet.name);
        let _ = write!(book, "<sheet name=\"{name}\" sheetId=\"{number}\"{state} r:id=\"rId{number}\"/>");
        let _ = write!(
            relations,
            "<Relationship Id=\"rId{number}\" Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet\" Target=\"worksheets/sheet{number}.xml\"/>"
        );
        let _ = write!(
            types,
            "<Override PartName=\"/xl/worksheets/sheet{number}.xml\" ContentType=\"application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml\"/>"
        );
        let mut xml = sheet_xml(sheet, style, &mut strings);
        if style.prefixed {
            xml = prefixed(&xml);
        }
        parts.push((format!("xl/worksheets/sheet{number}.xml"), xml.into_bytes()));
        if style.table {
            parts.extend(table_parts(sheet, number));
        }
        if let Some(said) = style.comment {
            parts.extend(comment_parts(said, number));
        }
    }
    let head = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>";
    let main = "xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\" xmlns:r=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships\"";
    let epoch = if style.from_1904 { "<workbookPr date1904=\"1\"/>" } else { "" };
    let items: String = strings.iter().map(|text| format!("<si>{}</si>", runs(text, style))).collect();
    let relation = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    let fixed = [
        (
            "[Content_Types].xml".to_owned(),
            format!(
                "{head}<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\"><Default Extension=\"rels\" ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/><Default Extension=\"xml\" ContentType=\"application/xml\"/><Override PartName=\"/xl/workbook.xml\" ContentType=\"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml\"/><Override PartName=\"/xl/styles.xml\" ContentType=\"application/vnd.openxmlformats-officedocument.spreadsheetml.styles+xml\"/><Override PartName=\"/xl/sharedStrings.xml\" ContentType=\"application/vnd.openxmlformats-officedocument.spreadsheetml.sharedStrings+xml\"/>{types}</Types>"
            ),
        ),
        (
            "_rels/.rels".to_owned(),
            format!(
                "{head}<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\"><Relationship Id=\"rId1\" Type=\"{relation}/officeDocument\" Target=\"xl/workbook.xml\"/></Relationships>"
            ),
        ),
        ("xl/workbook.xml".to_owned(), format!("{head}<workbook {main}>{epoch}<sheets>{book}</sheets></workbook>")),
        (
            "xl/_rels/workbook.xml.rels".to_owned(),
            format!(
                "{head}<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">{relations}<Relationship Id=\"rId900\" Type=\"{relation}/styles\" Target=\"styles.xml\"/><Relationship Id=\"rId901\" Type=\"{relation}/sharedStrings\" Target=\"sharedStrings.xml\"/></Relationships>"
            ),
        ),
        (
            "xl/styles.xml".to_owned(),
            format!(
                "{head}<styleSheet {main}><numFmts count=\"1\"><numFmt numFmtId=\"164\" formatCode=\"dd/mm/yyyy\"/></numFmts><fonts count=\"2\"><font><sz val=\"12\"/><name val=\"Times New Roman\"/></font><font><strike/><sz val=\"12\"/><name val=\"Times New Roman\"/></font></fonts><fills count=\"2\"><fill><patternFill patternType=\"none\"/></fill><fill><patternFill patternType=\"solid\"><fgColor rgb=\"FFFFFF00\"/><bgColor indexed=\"64\"/></patternFill></fill></fills><borders count=\"1\"><border/></borders><cellStyleXfs count=\"1\"><xf numFmtId=\"0\" fontId=\"0\"/></cellStyleXfs><cellXfs count=\"4\"><xf numFmtId=\"0\" fontId=\"0\" xfId=\"0\"/><xf numFmtId=\"164\" fontId=\"0\" xfId=\"0\" applyNumberFormat=\"1\"/><xf numFmtId=\"0\" fontId=\"1\" xfId=\"0\" applyFont=\"1\"/><xf numFmtId=\"0\" fontId=\"0\" fillId=\"1\" xfId=\"0\" applyFill=\"1\"/></cellXfs></styleSheet>"
            ),
        ),
        (
            "xl/sharedStrings.xml".to_owned(),
            format!("{head}<sst {main} count=\"{0}\" uniqueCount=\"{0}\">{items}</sst>", strings.len()),
        ),
    ];
    parts.extend(fixed.into_iter().map(|(name, text)| (name, text.into_bytes())));
    let parts: Vec<(&str, &[u8])> = parts.iter().map(|(name, bytes)| (name.as_str(), bytes.as_slice())).collect();
    pack(&parts)
}

pub(crate) fn letters(mut column: usize) -> String {
    let mut out = String::new();
    loop {
        out.insert(0, (b'A' + (column % 26) as u8) as char);
        if column < 26 {
            return out;
        }
        column = column / 26 - 1;
    }
}

fn runs(text: &str, style: Style) -> String {
    let plain = |text: &str| format!("<t xml:space=\"preserve\">{}</t>", escaped(text));
    if !style.rich {
        return plain(text);
    }
    let middle = text.char_indices().nth(text.chars().count() / 2).map_or(0, |(at, _)| at);
    let (first, second) = text.split_at(middle);
    format!(
        "<r><rPr><b/></rPr>{}</r><r>{}</r><rPh sb=\"0\" eb=\"1\"><t>zz</t></rPh><phoneticPr fontId=\"0\"/>",
        plain(first),
        plain(second)
    )
}

fn sheet_xml(sheet: &Sheet, style: Style, strings: &mut Vec<String>) -> String {
    let mut xml = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?><worksheet xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\">".to_owned();
    if style.tail {
        xml.push_str("<dimension ref=\"A1:XFD1048576\"/>");
    }
    if !sheet.hidden_columns.is_empty() {
        xml.push_str("<cols>");
        for column in &sheet.hidden_columns {
            let _ = write!(xml, "<col min=\"{0}\" max=\"{0}\" width=\"9\" hidden=\"1\"/>", column + 1);
        }
        xml.push_str("</cols>");
    }
    xml.push_str("<sheetData>");
    for (row, cells) in sheet.rows.iter().enumerate() {
        let hidden = sheet.hidden.contains(&row) || sheet.filtered.contains(&row);
        let place = if style.placeless { String::new() } else { format!(" r=\"{}\"", row + 1) };
        let _ = write!(xml, "<row{place}{}>", if hidden { " hidden=\"1\"" } else { "" });
        for (column, cell) in cells.iter().enumerate() {
            put(&mut xml, (row, column), cell.as_ref(), style, strings);
        }
        xml.push_str("</row>");
    }
    if style.tail {
        for row in (sheet.rows.len()..sheet.rows.len() + 3000).chain([1_048_575]) {
            let _ = write!(xml, "<row r=\"{0}\"><c r=\"A{0}\" s=\"1\"/><c r=\"B{0}\" s=\"1\"/></row>", row + 1);
        }
    }
    xml.push_str("</sheetData>");
    if !sheet.filtered.is_empty() && !style.table {
        xml.push_str(&filter(sheet));
    }
    if !sheet.blocks.is_empty() {
        let _ = write!(xml, "<mergeCells count=\"{}\">", sheet.blocks.len());
        for b in &sheet.blocks {
            let _ = write!(
                xml,
                "<mergeCell ref=\"{}{}:{}{}\"/>",
                letters(b.left),
                b.top + 1,
                letters(b.right),
                b.bottom + 1
            );
        }
        xml.push_str("</mergeCells>");
    }
    if style.table {
        xml.push_str("<tableParts count=\"1\"><tablePart xmlns:r=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships\" r:id=\"rId1\"/></tableParts>");
    }
    xml.push_str("</worksheet>");
    xml
}

fn range(sheet: &Sheet) -> String {
    format!("A{}:{}{}", sheet.filtered.first().unwrap(), letters(sheet.width() - 1), sheet.rows.len())
}

fn filter(sheet: &Sheet) -> String {
    format!(
        "<autoFilter ref=\"{}\"><filterColumn colId=\"1\"><filters><filter val=\"x\"/></filters></filterColumn></autoFilter>",
        range(sheet)
    )
}

/// The table on a sheet and the relation that leads to it.
fn table_parts(sheet: &Sheet, number: usize) -> [(String, Vec<u8>); 2] {
    let head = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>";
    let relations = format!(
        "{head}<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\"><Relationship Id=\"rId1\" Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/table\" Target=\"../tables/table{number}.xml\"/></Relationships>"
    );
    let table = format!(
        "{head}<table xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\" id=\"1\" name=\"B\" displayName=\"B\" ref=\"{}\">{}</table>",
        range(sheet),
        filter(sheet)
    );
    [
        (format!("xl/worksheets/_rels/sheet{number}.xml.rels"), relations.into_bytes()),
        (format!("xl/tables/table{number}.xml"), table.into_bytes()),
    ]
}

/// Comments on the cell B7 and the relations that lead to them.
fn comment_parts(said: Said, number: usize) -> Vec<(String, Vec<u8>)> {
    let head = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>";
    let relation = |kind: &str, target: &str| {
        format!(
            "<Relationship Id=\"{kind}\" Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/{kind}\" Target=\"../{target}{number}.xml\"/>"
        )
    };
    let note = match said {
        Said::Note => "đã chết 5/2026",
        Said::Thread => "[Threaded comment] Your version of Excel allows you to read this threaded comment",
    };
    let mut relations = relation("comments", "comments");
    let mut parts = vec![(
        format!("xl/comments{number}.xml"),
        format!(
            "{head}<comments xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\"><authors><author>Lan</author></authors><commentList><comment ref=\"B7\" authorId=\"0\"><text><r><t>{note}</t></r></text></comment></commentList></comments>"
        ),
    )];
    if said == Said::Thread {
        relations.push_str(&relation("threadedComment", "threadedComments/threadedComment"));
        parts.push((
            format!("xl/threadedComments/threadedComment{number}.xml"),
            format!("{head}<ThreadedComments><threadedComment ref=\"B7\" id=\"a\"><text>chuyển đi chưa?</text></threadedComment><threadedComment ref=\"B7\" id=\"b\" parentId=\"a\"><text>rồi</text></threadedComment></ThreadedComments>"),
        ));
    }
    parts.push((
        format!("xl/worksheets/_rels/sheet{number}.xml.rels"),
        format!("{head}<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">{relations}</Relationships>"),
    ));
    parts.into_iter().map(|(name, text)| (name, text.into_bytes())).collect()
}

fn put(xml: &mut String, at: (usize, usize), cell: Option<&Value>, style: Style, strings: &mut Vec<String>) {
    let place = if style.placeless { String::new() } else { format!(" r=\"{}{}\"", letters(at.1), at.0 + 1) };
    let Some(value) = cell else {
        if style.placeless {
            xml.push_str("<c/>");
        }
        return;
    };
    let (formula, value) = match value {
        Value::Formula(formula, value) => (format!("<f>{}</f>", escaped(formula)), value.as_deref()),
        value => (String::new(), Some(value)),
    };
    let struck = match at.0 {
        row if style.struck == Some(row) => " s=\"2\"",
        row if style.coloured == Some(row) => " s=\"3\"",
        _ => "",
    };
    let _ = match value {
        // Programs that do not calculate leave the value out or empty.
        None if at.1 % 2 == 1 => write!(xml, "<c{place}{struck}>{formula}<v></v></c>"),
        None if at.1.is_multiple_of(3) => write!(xml, "<c{place}{struck}>{formula}<v /></c>"),
        None => write!(xml, "<c{place}{struck}>{formula}</c>"),
        Some(Value::Text(text)) if !formula.is_empty() => {
            write!(xml, "<c{place} t=\"str\">{formula}<v>{}</v></c>", escaped(text))
        }
        Some(Value::Text(text)) if style.inline => {
            write!(xml, "<c{place}{struck} t=\"inlineStr\"><is>{}</is></c>", runs(text, style))
        }
        Some(Value::Text(text)) => {
            let number = strings.iter().position(|other| other == text).unwrap_or_else(|| {
                strings.push(text.clone());
                strings.len() - 1
            });
            write!(xml, "<c{place}{struck} t=\"s\"><v>{number}</v></c>")
        }
        Some(Value::Number(number)) => write!(xml, "<c{place}{struck}>{formula}<v>{number}</v></c>"),
        Some(Value::Date(date)) => {
            let days = serial(*date) - if style.from_1904 { 1462 } else { 0 };
            write!(xml, "<c{place} s=\"1\">{formula}<v>{days}</v></c>")
        }
        Some(Value::Error(error)) => write!(xml, "<c{place} t=\"e\">{formula}<v>{error}</v></c>"),
        Some(Value::Formula(..)) => unreachable!("a formula's value is no formula"),
    };
}

fn prefixed(xml: &str) -> String {
    let (head, body) = xml.split_at(xml.find("<worksheet").unwrap());
    let body = body.replace("</", "</x:").replace('<', "<x:").replace("<x:/x:", "</x:");
    format!("{head}{}", body.replace("xmlns=", "xmlns:x="))
}
