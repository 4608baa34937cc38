//! What a workbook would cost to read, before it is read.
//!
//! calamine lays the cells of `.xls` and `.ods` out as a full rectangle, so that two stray cells at far
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

/// Cells of the rectangles that the sheets of an `.xls` span, from its cell records; 0 where it cannot
/// be opened. Source: [MS-XLS] 2.4 (records that begin with a row and a column).
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
    for (kind, data) in records(stream) {
        match kind {
            0x000a => break,
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
