//! Merged blocks, hidden rows, looks of cells and comments of `.xlsb`, read from its records.
//!
//! calamine shows none of them. Records that are not understood are skipped, as in [`super::biff`].
//! Source: [MS-XLSB] 2.4 (BrtFont, BrtFill, BrtXF, BrtRowHdr, the cells, BrtColInfo, BrtBeginFilterColumn,
//! BrtMergeCell, BrtBeginComment, BrtCommentText) and 2.5 (BrtColor).

use std::io::{Cursor, Read};

use zip::ZipArchive;

use super::comments::{self, Said};
use super::fonts::LegacyFonts;
use super::grid::{Block, Comment};
use super::layout::{self, Layout};
use super::looks::{Look, Looks};
use crate::model::LegacyFont;

type Archive<'a> = ZipArchive<Cursor<&'a [u8]>>;

/// Layouts of all sheets of an `.xlsb`, in workbook order.
pub(super) fn of_xlsb(bytes: &[u8], fonts: &LegacyFonts) -> Vec<Layout> {
    let Ok(mut archive) = ZipArchive::new(Cursor::new(bytes)) else { return Vec::new() };
    let relations = layout::part(&mut archive, "xl/_rels/workbook.bin.rels");
    let book = bytes_of(&mut archive, "xl/workbook.bin");
    let formats = formats(&bytes_of(&mut archive, "xl/styles.bin"), fonts);
    let ids: Vec<String> = (Records { rest: &book })
        .filter(|(kind, _)| *kind == 156)
        .filter_map(|(_, data)| wide(data.get(8..)?))
        .collect();
    ids.iter()
        .map(|id| {
            let path = layout::target(&relations, id).unwrap_or_default();
            let mut layout = sheet(&bytes_of(&mut archive, &path), &formats);
            layout.comments = said(&mut archive, &path);
            layout
        })
        .collect()
}

/// The look of each cell format.
fn formats(styles: &[u8], legacy: &LegacyFonts) -> Vec<Look> {
    let mut fonts: Vec<(bool, Option<LegacyFont>)> = Vec::new();
    let (mut fills, mut formats, mut of_cells) = (Vec::new(), Vec::new(), false);
    for (kind, data) in (Records { rest: styles }) {
        match kind {
            43 => {
                let struck = short(data, 2).is_some_and(|flags| flags & 0x0008 != 0);
                let name = data.get(21..).and_then(wide);
                fonts.push((struck, name.and_then(|name| legacy.of(&name))));
            }
            45 => fills.push(long(data, 0) == Some(1) && data.get(4..12).is_some_and(|colour| !is_paper(colour))),
            617 => of_cells = true,
            618 => of_cells = false,
            47 if of_cells => {
                let part = |offset| short(data, offset).map(usize::from);
                let (struck, font) = part(4).and_then(|at| fonts.get(at)).copied().unwrap_or_default();
                let coloured = part(6).and_then(|at| fills.get(at)).copied().unwrap_or(false);
                formats.push(Look { struck, coloured, font });
            }
            _ => {}
        }
    }
    formats
}

/// Whether a colour is none or that of paper: by number, by its parts or by the theme.
fn is_paper(colour: &[u8]) -> bool {
    match colour[0] >> 1 {
        0 => true,
        1 => matches!(colour[1], 1 | 9 | 64 | 65),
        2 => colour[4..7] == [0xff; 3],
        _ => colour[1] == 0 && colour[2..4] == [0, 0],
    }
}

fn sheet(records: &[u8], formats: &[Look]) -> Layout {
    let (mut layout, mut looks, mut row) = (Layout::default(), Looks::of(formats.iter().copied()), 0);
    let plain = formats.iter().all(|look| look.is_plain());
    for (kind, data) in (Records { rest: records }) {
        let at = |offset| long(data, offset);
        match kind {
            0 => {
                row = at(0).unwrap_or(row);
                // Bit 4 of the 12th byte: the row has no height.
                if data.get(11).is_some_and(|flags| flags & 0x10 != 0) {
                    layout.hidden_rows.extend(at(0));
                }
            }
            // Cells with a value or a formula.
            2..=11 if !plain => {
                if let (Some(column), Some(format)) = (at(0), at(4)) {
                    // The format takes three bytes of the four.
                    let look = formats.get(format as usize & 0xff_ffff).copied().unwrap_or_default();
                    looks.see(row, column, look);
                }
            }
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
    looks.note(&mut layout);
    layout
}

/// The comments on the cells of the sheet at `path`.
fn said(archive: &mut Archive<'_>, path: &str) -> Vec<Comment> {
    let mut said = [Said::new(), Said::new()];
    for (threaded, place) in comments::parts(archive, path) {
        if threaded {
            // Threads are XML in every format.
            comments::read(&layout::part(archive, &place), &mut said[1]);
            continue;
        }
        let mut cell = None;
        for (kind, data) in (Records { rest: &bytes_of(archive, &place) }) {
            match kind {
                635 => cell = long(data, 4).zip(long(data, 12)),
                637 => {
                    if let (Some(cell), Some(text)) = (cell.take(), data.get(1..).and_then(wide)) {
                        comments::add(&mut said[0], cell, &text);
                    }
                }
                _ => {}
            }
        }
    }
    comments::told(said)
}

fn bytes_of(archive: &mut Archive<'_>, name: &str) -> Vec<u8> {
    let mut bytes = Vec::new();
    if let Ok(mut entry) = archive.by_name(name) {
        // A part that breaks off gives what came before.
        _ = entry.read_to_end(&mut bytes);
    }
    bytes
}

fn short(data: &[u8], at: usize) -> Option<u16> {
    Some(u16::from_le_bytes(data.get(at..at + 2)?.try_into().ok()?))
}

fn long(data: &[u8], at: usize) -> Option<u32> {
    Some(u32::from_le_bytes(data.get(at..at + 4)?.try_into().ok()?))
}

/// A length and UTF-16.
fn wide(data: &[u8]) -> Option<String> {
    let length = long(data, 0)? as usize;
    let units = data.get(4..)?.chunks_exact(2).take(length).map(|unit| u16::from_le_bytes([unit[0], unit[1]]));
    String::from_utf16(&units.collect::<Vec<_>>()).ok()
}

/// Records of a part: kind and length take a byte for every seven bits.
struct Records<'a> {
    rest: &'a [u8],
}

impl Records<'_> {
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

impl<'a> Iterator for Records<'a> {
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
    fn records_end_where_the_part_breaks_off() {
        assert_eq!((Records { rest: &[0x9c, 0x01, 1, 7, 0x00, 0x05, 1] }).collect::<Vec<_>>(), [(156, &[7][..])]);
    }

    #[test]
    fn grounds_of_the_colour_of_paper() {
        assert!(is_paper(&[0, 0, 0, 0, 0, 0, 0, 0]) && is_paper(&[2, 64, 0, 0, 0, 0, 0, 0]));
        assert!(is_paper(&[5, 0, 0, 0, 255, 255, 255, 255]) && is_paper(&[6, 0, 0, 0, 0, 0, 0, 0]));
        assert!(!is_paper(&[5, 0, 0, 0, 255, 255, 0, 255]) && !is_paper(&[6, 4, 0, 0, 0, 0, 0, 0]));
    }

    #[test]
    fn rubbish_has_no_layout() {
        assert!(of_xlsb(b"PK\x03\x04", &LegacyFonts::default()).is_empty());
        assert_eq!(sheet(&[0, 2, 1, 0], &[]), Layout::default());
        assert!(formats(&[43, 2, 1], &LegacyFonts::default()).is_empty());
    }
}
