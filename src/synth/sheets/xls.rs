//! Excel 97-2003 workbooks: BIFF8 records in a compound file ([MS-XLS], [MS-CFB]).

use std::collections::HashMap;
use std::io::{Cursor, Error, Write};
use std::time::UNIX_EPOCH;

use cfb::{CompoundFile, Version};

use super::dates::serial;
use super::grid::{Cell, Merge, Sheet, Value};

/// Longest content of a record.
const MOST_BYTES: usize = 8224;

/// Fonts after the four standard ones; the number 4 is never used.
const FONTS: [&str; 3] = [".VnTime", ".VnTimeH", "VNI-Times"];

/// Cell format of plain cells; dates follow, then one for each of [`FONTS`].
const PLAIN: u16 = 15;

/// First number format of one's own.
const DATE_FORMAT: u16 = 164;

/// The bytes of a workbook.
pub(super) fn write(sheets: &[Sheet]) -> Result<Vec<u8>, Error> {
    let mut strings = Strings::default();
    let bodies: Vec<Vec<u8>> = sheets.iter().map(|sheet| body(sheet, &mut strings)).collect();
    // Where the sheets begin is known once the part before them has its length, which does not
    // depend on it.
    let length = globals(sheets, &vec![0; sheets.len()], &strings).len();
    let mut starts = Vec::new();
    let mut start = length;
    for body in &bodies {
        starts.push(start as u32);
        start += body.len();
    }
    let mut stream = globals(sheets, &starts, &strings);
    stream.extend(bodies.concat());
    compound(&[("Workbook", &stream)])
}

/// A compound file with some streams; its root carries a fixed time.
pub(super) fn compound(streams: &[(&str, &[u8])]) -> Result<Vec<u8>, Error> {
    let mut file = CompoundFile::create_with_version(Version::V3, Cursor::new(Vec::new()))?;
    for (name, bytes) in streams {
        file.create_stream(format!("/{name}"))?.write_all(bytes)?;
    }
    file.set_modified_time("/", UNIX_EPOCH)?;
    file.flush()?;
    Ok(file.into_inner().into_inner())
}

/// The shared strings, in order of first use.
#[derive(Default)]
struct Strings {
    list: Vec<String>,
    index: HashMap<String, u32>,
    uses: u32,
}

impl Strings {
    fn number(&mut self, text: &str) -> u32 {
        self.uses += 1;
        if let Some(number) = self.index.get(text) {
            return *number;
        }
        let number = self.list.len() as u32;
        self.list.push(text.to_owned());
        self.index.insert(text.to_owned(), number);
        number
    }
}

fn record(out: &mut Vec<u8>, kind: u16, data: &[u8]) {
    out.extend(kind.to_le_bytes());
    out.extend((data.len() as u16).to_le_bytes());
    out.extend(data);
}

fn words(values: &[u16]) -> Vec<u8> {
    values.iter().flat_map(|value| value.to_le_bytes()).collect()
}

/// UTF-16 text after its length, which takes one byte or two.
fn text(content: &str, short: bool) -> Vec<u8> {
    let units: Vec<u16> = content.encode_utf16().collect();
    let mut out = if short { vec![units.len() as u8] } else { (units.len() as u16).to_le_bytes().to_vec() };
    out.push(1);
    out.extend(units.iter().flat_map(|unit| unit.to_le_bytes()));
    out
}

fn globals(sheets: &[Sheet], starts: &[u32], strings: &Strings) -> Vec<u8> {
    let mut out = Vec::new();
    record(&mut out, 0x0809, &words(&[0x0600, 0x0005, 0x0dbb, 0x07cc, 0x0041, 0, 0x0006, 0]));
    record(&mut out, 0x0042, &words(&[1200]));
    let active = sheets.iter().position(|sheet| !sheet.hidden).unwrap_or(0) as u16;
    record(&mut out, 0x003d, &words(&[0, 0, 0x4000, 0x2000, 0x0038, active, 0, 1, 0x0258]));
    for name in ["Times New Roman"; 4].iter().chain(&FONTS) {
        let mut font = words(&[240, 0, 0x7fff, 400, 0, 0, 0]);
        font.extend(text(name, true));
        record(&mut out, 0x0031, &font);
    }
    let mut format = words(&[DATE_FORMAT]);
    format.extend(text("dd/mm/yyyy", false));
    record(&mut out, 0x041e, &format);
    for _ in 0..PLAIN {
        record(&mut out, 0x00e0, &cell_format(0, 0, 0xfff5, 0xf4));
    }
    record(&mut out, 0x00e0, &cell_format(0, 0, 0x0001, 0));
    record(&mut out, 0x00e0, &cell_format(0, DATE_FORMAT, 0x0001, 0x04));
    for index in 0..FONTS.len() as u16 {
        record(&mut out, 0x00e0, &cell_format(5 + index, 0, 0x0001, 0x08));
    }
    record(&mut out, 0x0293, &[0x00, 0x80, 0x00, 0xff]);
    for (sheet, start) in sheets.iter().zip(starts) {
        let mut bound = start.to_le_bytes().to_vec();
        bound.extend([u8::from(sheet.hidden), 0]);
        bound.extend(text(&sheet.name, true));
        record(&mut out, 0x0085, &bound);
    }
    shared(&mut out, strings);
    record(&mut out, 0x000a, &[]);
    out
}

fn cell_format(font: u16, format: u16, kind: u16, used: u8) -> Vec<u8> {
    let mut data = words(&[font, format, kind]);
    data.extend([0x20, 0, 0, used]);
    data.extend([0; 8]);
    data.extend(words(&[0x20c0]));
    data
}

/// The shared strings; a string that no longer fits begins a continuation.
fn shared(out: &mut Vec<u8>, strings: &Strings) {
    let mut kind = 0x00fc;
    let mut data = Vec::new();
    data.extend(strings.uses.to_le_bytes());
    data.extend((strings.list.len() as u32).to_le_bytes());
    for string in &strings.list {
        let bytes = text(string, false);
        if data.len() + bytes.len() > MOST_BYTES {
            record(out, kind, &data);
            kind = 0x003c;
            data.clear();
        }
        data.extend(bytes);
    }
    record(out, kind, &data);
}

fn body(sheet: &Sheet, strings: &mut Strings) -> Vec<u8> {
    let mut out = Vec::new();
    record(&mut out, 0x0809, &words(&[0x0600, 0x0010, 0x0dbb, 0x07cc, 0x0041, 0, 0x0006, 0]));
    let (height, width) = (sheet.rows.len() as u32, sheet.width() as u16);
    let mut size = 0u32.to_le_bytes().to_vec();
    size.extend(height.to_le_bytes());
    size.extend(words(&[0, width, 0]));
    record(&mut out, 0x0200, &size);
    for (index, row) in sheet.rows.iter().enumerate() {
        let hidden = if row.hidden { 0x0120 } else { 0x0100 };
        record(&mut out, 0x0208, &words(&[index as u16, 0, width, 0x00ff, 0, 0, hidden, PLAIN]));
    }
    for (index, row) in sheet.rows.iter().enumerate() {
        for (column, cell) in row.cells.iter().enumerate() {
            put(&mut out, [index as u16, column as u16], cell, strings);
        }
    }
    let mut window = words(&[0x02b6, 0, 0, 0x0040, 0, 0, 0]);
    window.extend([0; 4]);
    record(&mut out, 0x023e, &window);
    for merges in sheet.merges.chunks(1024) {
        record(&mut out, 0x00e5, &merged(merges));
    }
    record(&mut out, 0x000a, &[]);
    out
}

fn merged(merges: &[Merge]) -> Vec<u8> {
    let mut data = words(&[merges.len() as u16]);
    for merge in merges {
        let ends = [merge.rows.0, merge.rows.1, merge.columns.0, merge.columns.1];
        data.extend(words(&ends.map(|end| end as u16)));
    }
    data
}

fn put(out: &mut Vec<u8>, at: [u16; 2], cell: &Cell, strings: &mut Strings) {
    let font = FONTS.iter().position(|font| cell.font == Some(*font));
    let format = font.map_or(PLAIN, |index| PLAIN + 2 + index as u16);
    let mut data = words(&at);
    match &cell.value {
        Value::Blank => {}
        Value::Text(content) => {
            data.extend(words(&[format]));
            data.extend(strings.number(content).to_le_bytes());
            record(out, 0x00fd, &data);
        }
        Value::Number(number) => {
            data.extend(words(&[PLAIN]));
            data.extend(number.to_le_bytes());
            record(out, 0x0203, &data);
        }
        Value::Date(date) => {
            data.extend(words(&[PLAIN + 1]));
            data.extend(f64::from(serial(*date)).to_le_bytes());
            record(out, 0x0203, &data);
        }
    }
}
