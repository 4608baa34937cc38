//! Binary workbooks of Excel 2007 and later ([MS-XLSB]): BIFF12 records in a packed file.

use crate::page::{COMMENT, Look, Page, Sheet, Value, Visibility, serial};
use crate::xlsx::pack;

pub(crate) fn write(page: &Page) -> Vec<u8> {
    looking(page, Look::default())
}

pub(crate) fn looking(page: &Page, look: Look) -> Vec<u8> {
    let mut book = Vec::new();
    record(&mut book, 131, &[]);
    record(&mut book, 143, &[]);
    let mut relations = String::new();
    let mut parts: Vec<(String, Vec<u8>)> = Vec::new();
    for (number, sheet) in (1u32..).zip(&page.sheets) {
        let state = match sheet.visibility {
            Visibility::Shown => 0u32,
            Visibility::Hidden => 1,
            Visibility::VeryHidden => 2,
        };
        let mut data = numbers(&[state, number]);
        data.extend(text(&format!("rId{number}")));
        data.extend(text(&sheet.name));
        record(&mut book, 156, &data);
        relations.push_str(&format!("<Relationship Id=\"rId{number}\" Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet\" Target=\"worksheets/sheet{number}.bin\"/>"));
        parts.push((format!("xl/worksheets/sheet{number}.bin"), body(sheet, look)));
        if let Some(cell) = look.comment {
            parts.push((format!("xl/comments{number}.bin"), comments(cell)));
            let relation = format!(
                "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\"><Relationship Id=\"rId1\" Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/comments\" Target=\"../comments{number}.bin\"/></Relationships>"
            );
            parts.push((format!("xl/worksheets/_rels/sheet{number}.bin.rels"), relation.into_bytes()));
        }
    }
    record(&mut book, 144, &[]);
    record(&mut book, 132, &[]);
    let relations = format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?><Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">{relations}</Relationships>"
    );
    let mut styles = Vec::new();
    record(&mut styles, 278, &[]);
    record(&mut styles, 611, &numbers(&[2]));
    for name in ["Times New Roman", ".VnTime"] {
        let mut font = vec![240, 0, 0, 0, 0x90, 1];
        font.extend([0; 6]);
        font.extend([0; 9]);
        font.extend(text(name));
        record(&mut styles, 43, &font);
    }
    record(&mut styles, 612, &[]);
    record(&mut styles, 603, &numbers(&[2]));
    for (pattern, colour) in [(0, [0u8; 8]), (1, [5, 0, 0, 0, 255, 255, 0, 255])] {
        let mut fill = numbers(&[pattern]);
        fill.extend(colour);
        fill.extend([0; 56]);
        record(&mut styles, 45, &fill);
    }
    record(&mut styles, 604, &[]);
    record(&mut styles, 617, &numbers(&[4]));
    for (format, font, fill) in [(0u16, 0u16, 0u16), (14, 0, 0), (0, 1, 0), (0, 0, 1)] {
        let mut xf = 0u16.to_le_bytes().to_vec();
        xf.extend([format, font, fill].map(u16::to_le_bytes).concat());
        xf.extend([0; 8]);
        record(&mut styles, 47, &xf);
    }
    record(&mut styles, 618, &[]);
    record(&mut styles, 279, &[]);
    let mut all: Vec<(&str, &[u8])> = vec![
        ("[Content_Types].xml", b"<?xml version=\"1.0\"?><Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\"><Default Extension=\"bin\" ContentType=\"application/vnd.ms-excel.sheet.binary.macroEnabled.main\"/></Types>"),
        ("xl/workbook.bin", &book),
        ("xl/_rels/workbook.bin.rels", relations.as_bytes()),
        ("xl/styles.bin", &styles),
    ];
    all.extend(parts.iter().map(|(name, bytes)| (name.as_str(), bytes.as_slice())));
    pack(&all)
}

fn record(out: &mut Vec<u8>, kind: u16, data: &[u8]) {
    if kind < 128 {
        out.push(kind as u8);
    } else {
        out.extend([(kind & 0x7f) as u8 | 0x80, (kind >> 7) as u8]);
    }
    let mut length = data.len();
    loop {
        let low = (length & 0x7f) as u8;
        length >>= 7;
        out.push(if length > 0 { low | 0x80 } else { low });
        if length == 0 {
            break;
        }
    }
    out.extend(data);
}

fn numbers(values: &[u32]) -> Vec<u8> {
    values.iter().flat_map(|value| value.to_le_bytes()).collect()
}

fn text(content: &str) -> Vec<u8> {
    let units: Vec<u16> = content.encode_utf16().collect();
    let mut out = numbers(&[units.len() as u32]);
    out.extend(units.iter().flat_map(|unit| unit.to_le_bytes()));
    out
}

/// A comment on a cell.
fn comments((row, column): (usize, usize)) -> Vec<u8> {
    let mut out = Vec::new();
    record(&mut out, 628, &[]);
    record(&mut out, 633, &[]);
    let (row, column) = (row as u32, column as u32);
    let mut head = numbers(&[0, row, row, column, column]);
    head.extend([7; 16]);
    record(&mut out, 635, &head);
    let mut said = vec![0];
    said.extend(text(COMMENT));
    record(&mut out, 637, &said);
    for end in [636, 634, 629] {
        record(&mut out, end, &[]);
    }
    out
}

fn body(sheet: &Sheet, look: Look) -> Vec<u8> {
    let mut out = Vec::new();
    record(&mut out, 129, &[]);
    let (height, width) = (sheet.rows.len().max(1) as u32, sheet.width().max(1) as u32);
    record(&mut out, 148, &numbers(&[0, height - 1, 0, width - 1]));
    record(&mut out, 145, &[]);
    for (row, cells) in sheet.rows.iter().enumerate() {
        let hidden = sheet.hidden.contains(&row) || sheet.filtered.contains(&row);
        let mut head = numbers(&[row as u32, 0]);
        head.extend([0x2c, 0x01, 0, if hidden { 0x10 } else { 0 }, 0, 0, 0, 0, 0]);
        record(&mut out, 0, &head);
        for (column, cell) in cells.iter().enumerate() {
            if let Some(value) = cell {
                let format = if look.legacy { 2 } else { 3 * u32::from(look.coloured == Some(row)) };
                put(&mut out, column as u32, format, value);
            }
        }
    }
    record(&mut out, 146, &[]);
    if let Some(&first) = sheet.filtered.first() {
        record(&mut out, 161, &numbers(&[first.saturating_sub(1) as u32, height - 1, 0, width - 1]));
        record(&mut out, 163, &[1, 0, 0, 0, 0, 0]);
        record(&mut out, 164, &[]);
        record(&mut out, 162, &[]);
    }
    if !sheet.blocks.is_empty() {
        record(&mut out, 177, &numbers(&[sheet.blocks.len() as u32]));
        for b in &sheet.blocks {
            record(&mut out, 176, &numbers(&[b.top, b.bottom, b.left, b.right].map(|end| end as u32)));
        }
        record(&mut out, 178, &[]);
    }
    record(&mut out, 130, &[]);
    out
}

fn put(out: &mut Vec<u8>, column: u32, format: u32, value: &Value) {
    let (formula, value) = match value {
        Value::Formula(_, value) => (true, value.as_deref()),
        value => (false, Some(value)),
    };
    let dated = matches!(value, Some(Value::Date(_)));
    let mut data = numbers(&[column, if format > 0 { format } else { u32::from(dated) }]);
    let number = match value {
        Some(Value::Number(number)) => Some(*number),
        Some(Value::Date(date)) => Some(serial(*date) as f64),
        _ => None,
    };
    let kind = match (value, formula) {
        (_, false) if number.is_some() => 5,
        (_, true) if number.is_some() => 9,
        (Some(Value::Error(_)), false) => 3,
        (Some(Value::Error(_)), true) => 11,
        (_, false) => 6,
        (_, true) => 8,
    };
    match (number, value) {
        (Some(number), _) => data.extend(number.to_le_bytes()),
        (None, Some(Value::Error(error))) => data.push(if error == "#N/A" { 0x2a } else { 0x17 }),
        (None, value) => data.extend(text(&value.map_or_else(String::new, Value::shown))),
    }
    if formula {
        // Flags, then an expression that is not read: the constant 1.
        data.extend([0, 0, 3, 0, 0, 0, 0x1e, 1, 0, 0, 0, 0, 0]);
    }
    record(out, kind, &data);
}
