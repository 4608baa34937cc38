//! Merged blocks, hidden and struck rows of `.xls` and `.xlsb`, read from their records.
//!
//! calamine shows none of them for `.xlsb`, and of `.xls` only the merged blocks. Records that are
//! not understood are skipped: the sheet is then read as if nothing were merged or hidden.
//! Sources: [MS-XLS] 2.4 (FONT, XF, ROW, COLINFO, FILTERMODE, MERGECELLS), [MS-XLSB] 2.4 (BrtRowHdr,
//! BrtColInfo, BrtBeginFilterColumn, BrtMergeCell).

use std::io::{Cursor, Read};

use zip::ZipArchive;

use super::fonts::LegacyFonts;
use super::grid::Block;
use super::layout::{self, Layout, Struck};
use crate::model::LegacyFont;

/// Layouts of all sheets of an `.xls`, in workbook order.
pub(super) fn of_xls(bytes: &[u8], fonts: &LegacyFonts) -> Vec<Layout> {
    let mut stream = Vec::new();
    let Ok(mut file) = cfb::CompoundFile::open(Cursor::new(bytes)) else { return Vec::new() };
    let name = if file.exists("/Workbook") { "/Workbook" } else { "/Book" };
    if file.open_stream(name).and_then(|mut stream_of| stream_of.read_to_end(&mut stream)).is_err() {
        return Vec::new();
    }
    let mut starts = Vec::new();
    let mut styles = Styles::default();
    for (kind, data) in (Records { rest: &stream }) {
        match kind {
            0x0085 => starts.extend(long(data, 0).map(|start| start as usize)),
            0x0031 => {
                let struck = short(data, 2).is_some_and(|flags| flags & 0x0008 != 0);
                styles.fonts.push((struck, font_name(data).and_then(|name| fonts.of(&name))));
            }
            0x00e0 => styles.formats.extend(short(data, 0)),
            0x000a => break,
            _ => {}
        }
    }
    starts.iter().map(|&start| sheet_of_xls(stream.get(start..).unwrap_or(&[]), &styles)).collect()
}

/// The name of a font: its length in characters, whether they are wide (not in BIFF5), and the characters.
fn font_name(data: &[u8]) -> Option<String> {
    let length = usize::from(*data.get(14)?);
    if data.len() == 15 + length {
        return Some(data[15..].iter().map(|&byte| char::from(byte)).collect());
    }
    let wide = data.get(15)? & 1 == 1;
    let bytes = data.get(16..16 + length * if wide { 2 } else { 1 })?;
    Some(match wide {
        true => bytes.chunks_exact(2).map(|two| char::from(two[0])).collect(),
        false => bytes.iter().map(|&byte| char::from(byte)).collect(),
    })
}

/// Fonts (struck through or not, and their set of letters where it is a legacy one), and the font of each
/// cell format.
#[derive(Default)]
struct Styles {
    fonts: Vec<(bool, Option<LegacyFont>)>,
    formats: Vec<u16>,
}

impl Styles {
    fn font(&self, format: u16) -> (bool, Option<LegacyFont>) {
        // There is no font with the number 4.
        let font = self.formats.get(usize::from(format)).map(|&font| usize::from(font - u16::from(font > 4)));
        font.and_then(|font| self.fonts.get(font)).copied().unwrap_or_default()
    }
}

fn sheet_of_xls(records: &[u8], styles: &Styles) -> Layout {
    let mut layout = Layout::default();
    let mut struck = Struck::default();
    for (kind, data) in (Records { rest: records }) {
        let at = |offset| short(data, offset).map(u32::from);
        match kind {
            0x0208 if at(12).is_some_and(|flags| flags & 0x0020 != 0) => layout.hidden_rows.extend(at(0)),
            0x007d if at(8).is_some_and(|flags| flags & 1 != 0) => {
                if let (Some(first), Some(last)) = (at(0), at(2)) {
                    layout.hide_columns(first, last);
                }
            }
            0x009b => layout.filtered = true,
            0x00e5 => {
                let blocks = data.get(2..).unwrap_or(&[]).chunks_exact(8);
                layout.blocks.extend(blocks.filter_map(|b| {
                    let end = |offset| short(b, offset).map(u32::from);
                    Some(Block { top: end(0)?, bottom: end(2)?, left: end(4)?, right: end(6)? })
                }));
            }
            0x00fd | 0x0203 | 0x0204 | 0x027e | 0x0006 => {
                if let (Some(row), Some(column), Some(format)) = (at(0), at(2), short(data, 4)) {
                    let (is_struck, font) = styles.font(format);
                    struck.see(row, is_struck);
                    layout.fonts.extend(font.map(|font| ((row, column), font)));
                }
            }
            0x000a => break,
            _ => {}
        }
    }
    layout.struck_rows = struck.rows();
    layout
}

/// Records of a BIFF8 stream: kind, length, content.
struct Records<'a> {
    rest: &'a [u8],
}

impl<'a> Iterator for Records<'a> {
    type Item = (u16, &'a [u8]);

    fn next(&mut self) -> Option<Self::Item> {
        let (kind, length) = (short(self.rest, 0)?, usize::from(short(self.rest, 2)?));
        let data = self.rest.get(4..4 + length)?;
        self.rest = &self.rest[4 + length..];
        Some((kind, data))
    }
}

fn short(data: &[u8], at: usize) -> Option<u16> {
    Some(u16::from_le_bytes(data.get(at..at + 2)?.try_into().ok()?))
}

fn long(data: &[u8], at: usize) -> Option<u32> {
    Some(u32::from_le_bytes(data.get(at..at + 4)?.try_into().ok()?))
}

/// Layouts of all sheets of an `.xlsb`, in workbook order.
pub(super) fn of_xlsb(bytes: &[u8]) -> Vec<Layout> {
    let Ok(mut archive) = ZipArchive::new(Cursor::new(bytes)) else { return Vec::new() };
    let relations = layout::part(&mut archive, "xl/_rels/workbook.bin.rels");
    let book = bytes_of(&mut archive, "xl/workbook.bin");
    let ids: Vec<String> = (Records12 { rest: &book })
        .filter(|(kind, _)| *kind == 156)
        .filter_map(|(_, data)| wide(data.get(8..)?))
        .collect();
    ids.iter()
        .map(|id| {
            let path = layout::target(&relations, id).unwrap_or_default();
            sheet_of_xlsb(&bytes_of(&mut archive, &path))
        })
        .collect()
}

fn sheet_of_xlsb(records: &[u8]) -> Layout {
    let mut layout = Layout::default();
    for (kind, data) in (Records12 { rest: records }) {
        let at = |offset| long(data, offset);
        match kind {
            // Bit 4 of the 12th byte: the row has no height.
            0 if data.get(11).is_some_and(|flags| flags & 0x10 != 0) => layout.hidden_rows.extend(at(0)),
            60 if data.get(16).is_some_and(|flags| flags & 1 != 0) => {
                if let (Some(first), Some(last)) = (at(0), at(4)) {
                    layout.hide_columns(first, last);
                }
            }
            163 => layout.filtered = true,
            176 => {
                if let (Some(top), Some(bottom), Some(left), Some(right)) = (at(0), at(4), at(8), at(12)) {
                    layout.blocks.push(Block { top, left, bottom, right });
                }
            }
            _ => {}
        }
    }
    layout
}

fn bytes_of(archive: &mut ZipArchive<Cursor<&[u8]>>, name: &str) -> Vec<u8> {
    let mut bytes = Vec::new();
    if let Ok(mut entry) = archive.by_name(name) {
        // A part that breaks off gives what came before.
        _ = entry.read_to_end(&mut bytes);
    }
    bytes
}

/// A length and UTF-16.
fn wide(data: &[u8]) -> Option<String> {
    let length = long(data, 0)? as usize;
    let units = data.get(4..)?.chunks_exact(2).take(length).map(|unit| u16::from_le_bytes([unit[0], unit[1]]));
    String::from_utf16(&units.collect::<Vec<_>>()).ok()
}

/// Records of a BIFF12 part: kind and length take a byte for every seven bits.
struct Records12<'a> {
    rest: &'a [u8],
}

impl Records12<'_> {
    fn varying(&mut self, most: u32) -> Option<u32> {
        let mut value = 0;
        for step in 0..most {
            let (&byte, rest) = self.rest.split_first()?;
            self.rest = rest;
            value |= u32::from(byte & 0x7f) << (7 * step);
            if byte & 0x80 == 0 {
                break;
            }
        }
        Some(value)
    }
}

impl<'a> Iterator for Records12<'a> {
    type Item = (u32, &'a [u8]);

    fn next(&mut self) -> Option<Self::Item> {
        let (kind, length) = (self.varying(2)?, self.varying(4)? as usize);
        let (data, rest) = self.rest.split_at_checked(length)?;
        self.rest = rest;
        Some((kind, data))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn records_end_where_the_stream_breaks_off() {
        assert_eq!((Records { rest: &[0x0a, 0, 1, 0, 7, 9, 9, 200, 0] }).collect::<Vec<_>>(), [(10, &[7][..])]);
        assert_eq!((Records12 { rest: &[0x9c, 0x01, 1, 7, 0x00, 0x05, 1] }).collect::<Vec<_>>(), [(156, &[7][..])]);
    }

    #[test]
    fn font_names_of_both_versions() {
        let font = |rest: &[u8]| font_name(&[&[0; 14], rest].concat());
        assert_eq!(font(b"\x07.VnTime").as_deref(), Some(".VnTime"));
        assert_eq!(font(b"\x07\x00.VnTime").as_deref(), Some(".VnTime"));
        assert_eq!(font(b"\x03\x01V\0N\0I\0").as_deref(), Some("VNI"));
        assert_eq!(font(b"\x09\x00.Vn"), None);
    }

    #[test]
    fn rubbish_has_no_layout() {
        assert!(of_xls(b"rubbish", &LegacyFonts::default()).is_empty() && of_xlsb(b"PK\x03\x04").is_empty());
        assert_eq!(sheet_of_xls(&[0x08, 0x02, 2, 0, 1, 0], &Styles::default()), Layout::default());
    }
}
