//! What a workbook would cost to read, before it is read.
//!
//! calamine reserves room for as many strings and cells as a file says that it has, and the process
//! ends where that is more than there is memory. It lays the cells of `.xls` and `.ods` out as a full rectangle, so that two stray cells at far
//! ends, or one cell repeated a million times, would reserve gigabytes. And a packed file may say less
//! than it unpacks to. Here both are found out without keeping anything.

use std::io::{Cursor, Read};

use zip::ZipArchive;

use super::config::Limits;
use super::layout;

/// The most that deflate can pack: 1032 bytes into one (RFC 1951: 258 bytes in two bits).
const MOST_PACKED: u64 = 1032;

/// Parts up to this size may be packed as well as they like.
const SMALL_PART: u64 = 1 << 20;

/// True where a packed file unpacks to more than the limits allow: by what it declares, by the ratio
/// of a part, or, where it is large enough for that, by what really comes out of it.
pub(super) fn is_bomb(bytes: &[u8], limits: &Limits) -> bool {
    let Ok(mut archive) = ZipArchive::new(Cursor::new(bytes)) else { return false };
    let (mut declared, mut packed) = (0_u64, 0_u64);
    for at in 0..archive.len() {
        let Ok(entry) = archive.by_index_raw(at) else { continue };
        declared = declared.saturating_add(entry.size());
        packed = packed.saturating_add(entry.compressed_size());
        let ratio = entry.size() / entry.compressed_size().max(1);
        if entry.size() > SMALL_PART && ratio > limits.max_ratio {
            return true;
        }
    }
    if declared > limits.max_unpacked_bytes {
        return true;
    }
    // Sizes may lie; small files cannot hold enough to matter.
    packed.saturating_mul(MOST_PACKED) > limits.max_unpacked_bytes && unpacks_to_more(&mut archive, limits)
}

fn unpacks_to_more(archive: &mut ZipArchive<Cursor<&[u8]>>, limits: &Limits) -> bool {
    let mut left = limits.max_unpacked_bytes;
    for at in 0..archive.len() {
        let Ok(entry) = archive.by_index(at) else { continue };
        // What breaks off has given all that it would give the reader too.
        let mut limited = entry.take(left + 1);
        let unpacked = match std::io::copy(&mut limited, &mut std::io::sink()) {
            Ok(unpacked) => unpacked,
            Err(_) => left + 1 - limited.limit(),
        };
        let Some(rest) = left.checked_sub(unpacked) else { return true };
        left = rest;
    }
    false
}

/// The shortest shared string: `<si/>`.
const SHORTEST_STRING: u64 = 5;

/// Programs that write strings as they go sometimes count too many; room for so many costs little.
const CHEAP_STRINGS: u64 = 1 << 20;

/// True where the table of shared strings of an `.xlsx` says that it has more strings than its bytes
/// can hold. Source: ECMA-376 part 1, 18.4.9 (`uniqueCount`).
pub(super) fn has_forged_strings(bytes: &[u8]) -> bool {
    let Ok(mut archive) = ZipArchive::new(Cursor::new(bytes)) else { return false };
    (0..archive.len()).any(|at| {
        let Ok(mut entry) = archive.by_index(at) else { return false };
        let is_table = entry.name().is_ok_and(|name| name.to_lowercase().ends_with("sharedstrings.xml"));
        let mut part = Vec::new();
        if is_table {
            // A part that breaks off gives what came before, as it does to the reader.
            _ = entry.read_to_end(&mut part);
        }
        counts_too_many(part)
    })
}

/// True where a table of so many bytes cannot hold so many strings.
pub(super) fn holds_fewer_strings(bytes: usize, count: u64) -> bool {
    count > (bytes as u64 / SHORTEST_STRING).max(CHEAP_STRINGS)
}

fn counts_too_many(mut part: Vec<u8>) -> bool {
    let bytes = part.len();
    // UTF-16 holds the same letters with zeros between.
    part.retain(|byte| *byte != 0);
    let text = String::from_utf8_lossy(&part);
    text.split("uniqueCount").skip(1).any(|rest| {
        let value = rest.trim_start_matches([' ', '\t', '\r', '\n', '=', '"', '\'', '+']);
        let digits = &value[..value.bytes().take_while(u8::is_ascii_digit).count()];
        !digits.is_empty() && digits.parse().map_or(true, |count| holds_fewer_strings(bytes, count))
    })
}

/// Cells of the rectangles that the sheets of an `.xls` span, from its cell records; 0 where it cannot
/// be opened. More than anything where a sheet says that it has more rows and columns than the format.
/// Source: [MS-XLS] 2.4 (records that begin with a row and a column), 2.4.90 (Dimensions).
pub(super) fn of_xls(bytes: &[u8]) -> u64 {
    let mut stream = Vec::new();
    let Ok(mut file) = cfb::CompoundFile::open(Cursor::new(bytes)) else { return 0 };
    let name = if file.exists("/Workbook") { "/Workbook" } else { "/Book" };
    let Ok(mut book) = file.open_stream(name) else { return 0 };
    // A stream that breaks off gives what came before.
    let _ = book.read_to_end(&mut stream);
    let starts: Vec<usize> =
        records(&stream).filter(|(kind, _)| *kind == 0x0085).filter_map(|(_, data)| long(data)).collect();
    // Each sheet from where the book says that it begins, as the reader does.
    starts.iter().map(|&start| span_of_sheet(stream.get(start..).unwrap_or(&[])).cells()).fold(0, u64::saturating_add)
}

/// Kind and content of the records of a stream, up to where it breaks off.
fn records(mut rest: &[u8]) -> impl Iterator<Item = (u16, &[u8])> {
    std::iter::from_fn(move || {
        let (&[k0, k1, l0, l1], data) = rest.split_first_chunk::<4>()?;
        let length = usize::from(u16::from_le_bytes([l0, l1])).min(data.len());
        rest = &data[length..];
        Some((u16::from_le_bytes([k0, k1]), &data[..length]))
    })
}

fn long(data: &[u8]) -> Option<usize> {
    data.first_chunk::<4>().map(|bytes| u32::from_le_bytes(*bytes) as usize)
}

fn span_of_sheet(stream: &[u8]) -> Span {
    let mut span = Span::default();
    // A chart inside a sheet has its own beginning and end.
    let mut depth = 0_u32;
    for (kind, data) in records(stream) {
        match kind {
            0x0809 => depth += 1,
            0x000a if depth <= 1 => break,
            0x000a => depth -= 1,
            _ if depth > 1 => {}
            0x0200 if declared(data) > CELLS_OF_A_SHEET => span = Span(Some([0, 0, BEYOND, BEYOND])),
            // FORMULA, MULRK, LABELSST, NUMBER, LABEL, BOOLERR, RK, RSTRING, and their older kinds.
            0x0006 | 0x0206 | 0x0406 | 0x00bd | 0x00fd | 0x0203 | 0x0204 | 0x0205 | 0x027e | 0x0003 | 0x0004
            | 0x0005 | 0x00d6 => {
                if let [r0, r1, c0, c1, ..] = *data {
                    let wide = if kind == 0x00bd { data.len() as u64 / 6 } else { 0 };
                    let (row, column) =
                        (u64::from(u16::from_le_bytes([r0, r1])), u64::from(u16::from_le_bytes([c0, c1])));
                    span.add(row, column);
                    span.add(row, column + wide);
                }
            }
            _ => {}
        }
    }
    span
}

/// A row and column that no sheet has.
const BEYOND: u64 = u32::MAX as u64 - 1;

/// Rows times columns of a sheet of BIFF8.
const CELLS_OF_A_SHEET: u64 = 65_536 * 256;

/// Cells of the rectangle that a sheet declares; more than anything where it ends before it begins.
fn declared(data: &[u8]) -> u64 {
    let short = |at: usize| u64::from(u16::from_le_bytes([data[at], data[at + 1]]));
    let long = |at: usize| short(at) | short(at + 2) << 16;
    let (top, bottom, left, right) = match data.len() {
        10 => (short(0), short(2), short(4), short(6)),
        14 | 16 => (long(0), long(4), short(8), short(10)),
        // Not read.
        _ => return 0,
    };
    // The last row and column are those after the last; a first column beyond the format is not believed.
    let left = if left > 0xFF || right < left { 0 } else { left };
    if bottom == 0 || right == 0 {
        return 0;
    }
    let (rows, columns) = (bottom.checked_sub(top), right.checked_sub(left));
    rows.zip(columns).map_or(u64::MAX, |(rows, columns)| rows * columns)
}

/// The rows and columns that cells of a sheet span.
#[derive(Default)]
struct Span(Option<[u64; 4]>);

impl Span {
    fn add(&mut self, row: u64, column: u64) {
        let [top, left, bottom, right] = self.0.unwrap_or([row, column, row, column]);
        self.0 = Some([top.min(row), left.min(column), bottom.max(row), right.max(column)]);
    }

    fn cells(self) -> u64 {
        self.0.map_or(0, |[top, left, bottom, right]| (bottom - top + 1) * (right - left + 1))
    }
}

/// Cells that the sheets of an `.ods` hold once all repetitions are written out, up to the last row
/// and column with a value.
pub(super) fn of_ods(bytes: &[u8]) -> u64 {
    let Ok(mut archive) = ZipArchive::new(Cursor::new(bytes)) else { return 0 };
    let content = layout::part(&mut archive, "content.xml");
    let mut total = 0_u64;
    for table in content.split("<table:table ").skip(1) {
        let (mut rows, mut used, mut widest) = (0_u64, 0_u64, 1_u64);
        for row in table.split("<table:table-row").skip(1) {
            let tag = row.split('>').next().unwrap_or("");
            rows = rows.saturating_add(number(tag, "number-rows-repeated"));
            let (mut width, mut last) = (0_u64, 0);
            for cell in row
                .split("<table:")
                .skip(1)
                .filter(|cell| cell.starts_with("table-cell") || cell.starts_with("covered-table-cell"))
            {
                let tag = cell.split('>').next().unwrap_or("");
                width = width.saturating_add(number(tag, "number-columns-repeated"));
                if tag.contains("value-type") {
                    last = width;
                }
            }
            if last > 0 {
                used = rows;
                widest = widest.max(last);
            }
        }
        total = total.saturating_add(used.min(1 << 20).saturating_mul(widest));
    }
    total
}

/// The number of an attribute `name="12"`; 1 where it is not there or no number.
fn number(tag: &str, name: &str) -> u64 {
    let value = tag.split_once(name).and_then(|(_, rest)| rest.strip_prefix("=\"")?.split('"').next());
    value.map_or(1, |digits| digits.parse().unwrap_or(if digits.len() > 18 { u64::MAX } else { 1 }))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check_strings(head: &str, forged: bool) {
        let part = format!("<?xml version=\"1.0\"?>{head}<si><t>An</t></si></sst>");
        let wide = part.bytes().flat_map(|byte| [byte, 0]).collect();
        assert_eq!((counts_too_many(part.into_bytes()), counts_too_many(wide)), (forged, forged), "{head}");
    }

    #[test]
    fn strings_counted_beyond_the_bytes_of_their_part() {
        check_strings("<sst count=\"1\" uniqueCount=\"1\">", false);
        check_strings("<sst count=\"4294967295\">", false);
        check_strings("<sst uniqueCount=\"1048576\">", false);
        check_strings("<sst uniqueCount=\"1048577\">", true);
        check_strings("<sst uniqueCount = '4294967295'>", true);
        check_strings("<x:sst uniqueCount=\"99999999999999999999\">", true);
        check_strings("<sst uniqueCount=\"NaN\">", false);
        let honest = format!("<sst uniqueCount=\"1100000\">{}</sst>", "<si/>".repeat(1_100_000));
        assert!(!counts_too_many(honest.into_bytes()));
    }

    #[track_caller]
    fn check_declared(rows: [u32; 2], columns: [u16; 2], too_many: bool) {
        let mut data: Vec<u8> = rows.iter().flat_map(|row| row.to_le_bytes()).collect();
        data.extend(columns.iter().flat_map(|column| column.to_le_bytes()).chain([0, 0]));
        let mut sheet = vec![0x00, 0x02, 14, 0];
        sheet.extend(data);
        assert_eq!(span_of_sheet(&sheet).cells() > CELLS_OF_A_SHEET, too_many, "{rows:?} {columns:?}");
    }

    #[test]
    fn sheets_that_declare_more_than_the_format_has() {
        check_declared([0, 65_536], [0, 256], false);
        check_declared([0, 65_537], [0, 256], true);
        check_declared([0, 0], [0, 0], false);
        check_declared([0, u32::MAX], [0, 1], true);
        check_declared([9, 3], [0, 1], true);
        check_declared([0, 9], [300, 12], false);
    }

    #[test]
    fn cells_after_a_chart_count_too() {
        let cell = |row: u8| [0x03, 0x02, 4, 0, row, 0, 0, 0];
        let (begin, end) = ([0x09, 0x08, 0, 0], [0x0a, 0, 0, 0]);
        let chart = [begin.as_slice(), &cell(200), &end].concat();
        let sheet = [begin.as_slice(), &cell(1), &chart, &cell(9), &end, &cell(250)].concat();
        assert_eq!(span_of_sheet(&sheet).cells(), 9);
    }
}
