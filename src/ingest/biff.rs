//! Merged blocks, hidden rows, looks of cells and comments of `.xls`, read from its records.
//!
//! calamine shows of them only the merged blocks. Records that are not understood are skipped: the sheet is
//! then read as if nothing were merged or hidden.
//! Source: [MS-XLS] 2.4 (FONT, XF, ROW, COLINFO, FILTERMODE, MERGECELLS, MULRK, NOTE, OBJ, TXO).

use std::collections::BTreeMap;
use std::io::{Cursor, Read};

use super::comments::{self, Said};
use super::fonts::LegacyFonts;
use super::grid::{Block, Comment};
use super::layout::Layout;
use super::looks::{Look, Looks};
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
            0x00e0 => styles.formats.extend(short(data, 0).map(|font| (font, is_coloured(data)))),
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

/// Whether a cell format has a solid ground that is not the colour of paper.
fn is_coloured(format: &[u8]) -> bool {
    let pattern = long(format, 14).map(|borders| borders >> 26 & 0x3f);
    let paper = |colour: u16| matches!(colour & 0x7f, 1 | 9 | 64 | 65);
    pattern == Some(1) && short(format, 18).is_some_and(|colour| !paper(colour))
}

/// Fonts (struck through or not, and their set of letters where it is a legacy one), and of each cell format the
/// font and whether its ground is coloured.
#[derive(Default)]
struct Styles {
    fonts: Vec<(bool, Option<LegacyFont>)>,
    formats: Vec<(u16, bool)>,
}

impl Styles {
    fn look(&self, format: u16) -> Look {
        let Some(&(font, coloured)) = self.formats.get(usize::from(format)) else { return Look::default() };
        // There is no font with the number 4.
        let font = self.fonts.get(usize::from(font - u16::from(font > 4)));
        let (struck, font) = font.copied().unwrap_or_default();
        Look { struck, coloured, font }
    }
}

/// The notes on the cells of a sheet while its records go by: their texts come first, by the numbers of the
/// objects that show them.
#[derive(Default)]
struct Notes {
    object: u16,
    /// Characters of the object's text that are still to come.
    missing: usize,
    texts: BTreeMap<u16, String>,
    said: Said,
}

impl Notes {
    fn see(&mut self, kind: u16, data: &[u8]) {
        let at = |offset| short(data, offset);
        match kind {
            0x005d => (self.object, self.missing) = (at(6).unwrap_or(0), 0),
            0x01b6 => self.missing = at(10).map_or(0, usize::from),
            0x003c if self.missing > 0 => {
                let wide = data.first().is_some_and(|flags| flags & 1 == 1);
                let units = data.get(1..).unwrap_or(&[]).chunks(if wide { 2 } else { 1 }).take(self.missing);
                let units: Vec<u16> = units.map(|unit| short(unit, 0).unwrap_or(u16::from(unit[0]))).collect();
                self.missing -= units.len();
                self.texts.entry(self.object).or_default().push_str(&String::from_utf16_lossy(&units));
            }
            0x001c => {
                if let (Some(row), Some(column), Some(text)) =
                    (at(0), at(2), at(6).and_then(|id| self.texts.remove(&id)))
                {
                    comments::add(&mut self.said, (row.into(), column.into()), &text);
                }
            }
            _ => {}
        }
    }

    fn told(self) -> Vec<Comment> {
        comments::told([self.said, Said::new()])
    }
}

fn sheet_of_xls(records: &[u8], styles: &Styles) -> Layout {
    let formats = (0..styles.formats.len()).map(|format| styles.look(format as u16));
    let (mut layout, mut looks, mut notes) = (Layout::default(), Looks::of(formats), Notes::default());
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
                    looks.see(row, column, styles.look(format));
                }
            }
            // Several numbers in short form: of each its format and itself.
            0x00bd => {
                if let (Some(row), Some(first)) = (at(0), at(2)) {
                    for (column, cell) in (first..).zip(data.get(4..).unwrap_or(&[]).chunks_exact(6)) {
                        looks.see(row, column, styles.look(short(cell, 0).unwrap_or(0)));
                    }
                }
            }
            0x000a => break,
            _ => notes.see(kind, data),
        }
    }
    looks.note(&mut layout);
    layout.comments = notes.told();
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn records_end_where_the_stream_breaks_off() {
        assert_eq!((Records { rest: &[0x0a, 0, 1, 0, 7, 9, 9, 200, 0] }).collect::<Vec<_>>(), [(10, &[7][..])]);
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
        assert!(of_xls(b"rubbish", &LegacyFonts::default()).is_empty());
        assert_eq!(sheet_of_xls(&[0x08, 0x02, 2, 0, 1, 0], &Styles::default()), Layout::default());
    }
}
