//! Excel 97-2003 workbooks: BIFF8 records in a compound file ([MS-XLS], [MS-CFB]).

use std::io::{Cursor, Write};

use cfb::{CompoundFile, Version};

use crate::page::{COMMENT, Look, Page, Sheet, Value, Visibility, serial};

const PLAIN: u16 = 15;
const DATE: u16 = 16;
/// In a legacy font, on a coloured ground.
const LEGACY: u16 = 17;
const COLOURED: u16 = 18;

pub(crate) fn write(page: &Page, from_1904: bool) -> Vec<u8> {
    looking(page, from_1904, Look::default())
}

pub(crate) fn looking(page: &Page, from_1904: bool, look: Look) -> Vec<u8> {
    let mut strings = Vec::new();
    let bodies: Vec<Vec<u8>> = page.sheets.iter().map(|sheet| body(sheet, from_1904, look, &mut strings)).collect();
    let length = globals(page, &vec![0; bodies.len()], &strings, from_1904).len();
    let mut starts = Vec::new();
    let mut start = length;
    for body in &bodies {
        starts.push(start as u32);
        start += body.len();
    }
    let mut stream = globals(page, &starts, &strings, from_1904);
    stream.extend(bodies.concat());
    let mut file = CompoundFile::create_with_version(Version::V3, Cursor::new(Vec::new())).unwrap();
    file.create_stream("/Workbook").unwrap().write_all(&stream).unwrap();
    file.flush().unwrap();
    file.into_inner().into_inner()
}

fn record(out: &mut Vec<u8>, kind: u16, data: &[u8]) {
    out.extend(kind.to_le_bytes());
    out.extend((data.len() as u16).to_le_bytes());
    out.extend(data);
}

fn words(values: &[u16]) -> Vec<u8> {
    values.iter().flat_map(|value| value.to_le_bytes()).collect()
}

fn text(content: &str, short: bool) -> Vec<u8> {
    let units: Vec<u16> = content.encode_utf16().collect();
    let mut out = if short { vec![units.len() as u8] } else { (units.len() as u16).to_le_bytes().to_vec() };
    out.push(1);
    out.extend(units.iter().flat_map(|unit| unit.to_le_bytes()));
    out
}

fn globals(page: &Page, starts: &[u32], strings: &[String], from_1904: bool) -> Vec<u8> {
    let mut out = Vec::new();
    record(&mut out, 0x0809, &words(&[0x0600, 0x0005, 0x0dbb, 0x07cc, 0x0041, 0, 0x0006, 0]));
    record(&mut out, 0x0042, &words(&[1200]));
    record(&mut out, 0x003d, &words(&[0, 0, 0x4000, 0x2000, 0x0038, 0, 0, 1, 0x0258]));
    record(&mut out, 0x0022, &words(&[u16::from(from_1904)]));
    for name in ["Times New Roman"; 4].into_iter().chain([".VnTime"]) {
        let mut font = words(&[240, 0, 0x7fff, 400, 0, 0, 0]);
        font.extend(text(name, true));
        record(&mut out, 0x0031, &font);
    }
    let mut format = words(&[164]);
    format.extend(text("dd/mm/yyyy", false));
    record(&mut out, 0x041e, &format);
    for number in 0..=COLOURED {
        let (form, kind) = (if number == DATE { 164 } else { 0 }, if number < PLAIN { 0xfff5 } else { 1 });
        // The last font has the number 5: there is none with the number 4.
        let mut data = words(&[if number == LEGACY { 5 } else { 0 }, form, kind]);
        data.extend([0x20, 0, 0, if number == DATE { 4 } else { 0 }]);
        data.extend([0; 7]);
        // Solid, yellow.
        data.push(if number == COLOURED { 0x04 } else { 0 });
        data.extend(words(&[if number == COLOURED { 0x200d } else { 0x20c0 }]));
        record(&mut out, 0x00e0, &data);
    }
    for (sheet, start) in page.sheets.iter().zip(starts) {
        let mut bound = start.to_le_bytes().to_vec();
        let state = match sheet.visibility {
            Visibility::Shown => 0,
            Visibility::Hidden => 1,
            Visibility::VeryHidden => 2,
        };
        bound.extend([state, 0]);
        bound.extend(text(&sheet.name, true));
        record(&mut out, 0x0085, &bound);
    }
    shared(&mut out, strings);
    record(&mut out, 0x000a, &[]);
    out
}

fn shared(out: &mut Vec<u8>, strings: &[String]) {
    let (mut kind, mut data) = (0x00fc, Vec::new());
    data.extend((strings.len() as u32).to_le_bytes());
    data.extend((strings.len() as u32).to_le_bytes());
    for string in strings {
        let bytes = text(string, false);
        if data.len() + bytes.len() > 8224 {
            record(out, kind, &data);
            kind = 0x003c;
            data.clear();
        }
        data.extend(bytes);
    }
    record(out, kind, &data);
}

fn body(sheet: &Sheet, from_1904: bool, look: Look, strings: &mut Vec<String>) -> Vec<u8> {
    let mut out = Vec::new();
    record(&mut out, 0x0809, &words(&[0x0600, 0x0010, 0x0dbb, 0x07cc, 0x0041, 0, 0x0006, 0]));
    if !sheet.filtered.is_empty() {
        record(&mut out, 0x009b, &[]);
        record(&mut out, 0x009d, &words(&[sheet.width() as u16]));
    }
    for &column in &sheet.hidden_columns {
        record(&mut out, 0x007d, &words(&[column as u16, column as u16, 2048, PLAIN, 1, 0]));
    }
    let width = sheet.width() as u16;
    let mut size = 0u32.to_le_bytes().to_vec();
    size.extend((sheet.rows.len() as u32).to_le_bytes());
    size.extend(words(&[0, width, 0]));
    record(&mut out, 0x0200, &size);
    for row in 0..sheet.rows.len() {
        let hidden = if sheet.hidden.contains(&row) || sheet.filtered.contains(&row) { 0x0120 } else { 0x0100 };
        record(&mut out, 0x0208, &words(&[row as u16, 0, width, 0x00ff, 0, 0, hidden, PLAIN]));
    }
    for (row, cells) in sheet.rows.iter().enumerate() {
        for (column, cell) in cells.iter().enumerate() {
            if let Some(value) = cell {
                let from = out.len();
                put(&mut out, [row as u16, column as u16], value, from_1904, strings);
                // The format stands behind kind, length, row and column.
                let format = if look.legacy {
                    LEGACY
                } else if look.coloured == Some(row) {
                    COLOURED
                } else {
                    continue;
                };
                out[from + 8..from + 10].copy_from_slice(&format.to_le_bytes());
            }
        }
    }
    if let Some((row, column)) = look.comment {
        let mut object = words(&[0x15, 0x12, 0x19, 1, 0x4011]);
        object.extend([0; 12]);
        object.extend([0; 4]);
        record(&mut out, 0x005d, &object);
        let units = COMMENT.encode_utf16().count() as u16;
        record(&mut out, 0x01b6, &words(&[0x0212, 0, 0, 0, 0, units, 16, 0, 0]));
        record(&mut out, 0x003c, &text(COMMENT, false)[2..]);
        record(&mut out, 0x003c, &[0; 16]);
        let mut note = words(&[row as u16, column as u16, 0, 1]);
        note.extend(text("Lan", false));
        note.push(0);
        record(&mut out, 0x001c, &note);
    }
    let mut window = words(&[0x02b6, 0, 0, 0x0040, 0, 0, 0]);
    window.extend([0; 4]);
    record(&mut out, 0x023e, &window);
    for blocks in sheet.blocks.chunks(1024) {
        let mut data = words(&[blocks.len() as u16]);
        for b in blocks {
            data.extend(words(&[b.top, b.bottom, b.left, b.right].map(|end| end as u16)));
        }
        record(&mut out, 0x00e5, &data);
    }
    record(&mut out, 0x000a, &[]);
    out
}

fn put(out: &mut Vec<u8>, at: [u16; 2], value: &Value, from_1904: bool, strings: &mut Vec<String>) {
    let mut data = words(&at);
    let days = |date| (serial(date) - if from_1904 { 1462 } else { 0 }) as f64;
    match value {
        Value::Text(content) => {
            let number = strings.iter().position(|other| other == content).unwrap_or_else(|| {
                strings.push(content.clone());
                strings.len() - 1
            });
            data.extend(words(&[PLAIN]));
            data.extend((number as u32).to_le_bytes());
            record(out, 0x00fd, &data);
        }
        // Small whole numbers take the short form.
        Value::Number(number) if number.fract() == 0.0 && number.abs() < 1e8 => {
            data.extend(words(&[PLAIN]));
            data.extend((((*number as i32) << 2) | 2).to_le_bytes());
            record(out, 0x027e, &data);
        }
        Value::Number(number) => {
            data.extend(words(&[PLAIN]));
            data.extend(number.to_le_bytes());
            record(out, 0x0203, &data);
        }
        Value::Date(date) => {
            data.extend(words(&[DATE]));
            data.extend(days(*date).to_le_bytes());
            record(out, 0x0203, &data);
        }
        Value::Error(error) => {
            let code = if error == "#N/A" { 0x2a } else { 0x17 };
            data.extend(words(&[PLAIN]));
            data.extend([code, 1]);
            record(out, 0x0205, &data);
        }
        Value::Formula(_, value) => formula(out, data, value.as_deref(), &days),
    }
}

fn formula(out: &mut Vec<u8>, mut data: Vec<u8>, value: Option<&Value>, days: &dyn Fn(ansinh::model::Date) -> f64) {
    let (format, result, content): (u16, [u8; 8], Option<&str>) = match value {
        Some(Value::Number(number)) => (PLAIN, number.to_le_bytes(), None),
        Some(Value::Date(date)) => (DATE, days(*date).to_le_bytes(), None),
        Some(Value::Text(text)) => (PLAIN, [0, 0, 0, 0, 0, 0, 0xff, 0xff], Some(text)),
        _ => (PLAIN, [3, 0, 0, 0, 0, 0, 0xff, 0xff], None),
    };
    data.extend(words(&[format]));
    data.extend(result);
    data.extend([0; 6]);
    // The expression is not read: the constant 1.
    data.extend([3, 0, 0x1e, 1, 0]);
    record(out, 0x0006, &data);
    if let Some(content) = content {
        record(out, 0x0207, &text(content, false));
    }
}
