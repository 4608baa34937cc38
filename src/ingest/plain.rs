//! `.xlsx` as spreadsheet programs write it, cells and layout of a sheet in one pass over its XML.
//!
//! Promises: the same sheets as the full reader (calamine and `layout::of_xlsx`) gives, several times
//! faster; a test compares them. Never: reads a file in which anything is [`Odd`]: that one is left to
//! the full reader, as if it had not been looked at.

use std::io::Cursor;

use calamine::{CellErrorType, ExcelDateTime, ExcelDateTimeType};

use super::book::{self, Archive, Book};
use super::config::Limits;
use super::fonts::LegacyFonts;
use super::grid::{Cell, Sheet};
use super::layout::SheetLayout;
use super::scan::{Odd, Scan, Tag, decoded};
use super::trouble::Trouble;
use super::workbook::{Gatherer, iso_cell, moment_cell, number_cell, truth};

/// The sheets of a workbook, if it is a plain one.
pub(super) fn read(bytes: &[u8], limits: &Limits, fonts: &LegacyFonts) -> Option<Result<Vec<Sheet>, Trouble>> {
    let mut archive = Archive::new(Cursor::new(bytes)).ok()?;
    let book = Book::read(&mut archive, fonts).ok()?;
    let mut grid = Gatherer::new(limits);
    let mut sheets = Vec::with_capacity(book.sheets.len());
    for sheet in &book.sheets {
        let part = book::part(&mut archive, &sheet.path).ok()??;
        let mut reader = PlainSheet {
            book: &book,
            scan: Scan::new(&part).ok()?,
            grid: &mut grid,
            layout: SheetLayout::new(&book.formats),
            row: 0,
            column: 0,
            trouble: None,
        };
        reader.read().ok()?;
        if let Some(trouble) = reader.trouble {
            return Some(Err(trouble));
        }
        let layout = reader.layout.done(&mut archive, &sheet.path);
        sheets.push(Sheet::new(&sheet.name, sheet.hidden, grid.take()).laid_out(layout));
    }
    Some(Ok(sheets))
}

struct PlainSheet<'a, 'g, 'l> {
    book: &'a Book,
    scan: Scan<'a>,
    grid: &'g mut Gatherer<'l>,
    layout: SheetLayout<'a>,
    /// The row and column of a cell that does not say where it stands, from 0.
    row: u32,
    column: u32,
    trouble: Option<Trouble>,
}

impl PlainSheet<'_, '_, '_> {
    fn read(&mut self) -> Result<(), Odd> {
        let data = loop {
            let tag = self.scan.tag()?;
            if tag.opens("sheetData") {
                break tag;
            }
            if tag.opens("dimension") {
                tag.attribute("ref")?.filter(|range| is_range(range)).ok_or(Odd)?;
            }
            if tag.name.ends_with(":sheetData") || tag.name.ends_with(":dimension") {
                return Err(Odd);
            }
            if !tag.closes {
                self.layout.see(tag.inside);
            }
        };
        if !data.is_empty {
            self.rows()?;
        }
        self.layout.see_all(self.scan.rest());
        Ok(())
    }

    fn rows(&mut self) -> Result<(), Odd> {
        loop {
            let tag = self.scan.tag()?;
            match tag.name {
                "c" if !tag.closes => self.cell(&tag)?,
                "row" => {
                    if !tag.closes {
                        if let Some(number) = tag.attribute("r")? {
                            self.row = whole(number)?.checked_sub(1).ok_or(Odd)?;
                        }
                        self.layout.see(tag.inside);
                    }
                    if tag.closes || tag.is_empty {
                        self.row += 1;
                        self.column = 0;
                    }
                }
                "sheetData" if tag.closes => return Ok(()),
                _ => return Err(Odd),
            }
            if self.trouble.is_some() {
                return Ok(());
            }
        }
    }

    fn cell(&mut self, tag: &Tag<'_>) -> Result<(), Odd> {
        let (mut place, mut style, mut kind) = (None, None, None);
        tag.each(|name, value| {
            match name {
                "r" => place = Some(value),
                "s" => style = Some(value),
                "t" => kind = Some(value),
                _ => {}
            }
            Ok(())
        })?;
        let row = match place {
            Some(place) => {
                let (row, column) = position(place)?;
                self.column = column;
                row
            }
            None => self.row,
        };
        self.layout.cell(style, self.column);
        let value = if tag.is_empty { Cell::Blank } else { self.content(kind, style)? };
        self.trouble = self.grid.put(row, self.column, value).err();
        self.column += 1;
        Ok(())
    }

    /// What stands in a cell, up to its end; the last of several elements counts.
    fn content(&mut self, kind: Option<&str>, style: Option<&str>) -> Result<Cell, Odd> {
        let mut value = Cell::Blank;
        loop {
            let tag = self.scan.tag()?;
            match tag.name {
                "c" if tag.closes => return Ok(value),
                "v" if !tag.closes => {
                    let text = self.scan.text_of(&tag)?;
                    // Programs that do not calculate leave the value of a formula empty.
                    if !text.is_empty() || kind == Some("str") {
                        self.layout.value();
                    }
                    value = self.value(text, kind, style)?;
                }
                "is" if !tag.closes => {
                    self.layout.value();
                    value = book::string(&mut self.scan, &tag)?;
                }
                "f" if !tag.closes => {
                    self.layout.formula();
                    self.scan.text_of(&tag)?;
                    value = Cell::Blank;
                }
                _ => return Err(Odd),
            }
        }
    }

    /// The value of a cell by its type. Source: ECMA-376 part 1, 18.18.11 (ST_CellType).
    fn value(&self, text: &str, kind: Option<&str>, style: Option<&str>) -> Result<Cell, Odd> {
        if matches!(kind, Some("inlineStr" | "is")) || text.is_empty() && !matches!(kind, Some("e" | "d")) {
            return Ok(Cell::Blank);
        }
        match kind {
            Some("s") => self.book.strings.get(whole(text)? as usize).cloned().ok_or(Odd),
            Some("str") => Ok(Cell::text(&decoded(text)?)),
            Some("b") => match text {
                "0" => Ok(Cell::text(truth(false))),
                "1" => Ok(Cell::text(truth(true))),
                _ => Err(Odd),
            },
            Some("e") => text.parse::<CellErrorType>().map(|error| Cell::text(&error.to_string())).map_err(|_| Odd),
            Some("d") if !text.contains(['&', '\r']) => Ok(iso_cell(text)),
            Some("n") | None => {
                let number = number(text)?;
                let dated = style.map_or(Ok(false), |style| {
                    whole(style).map(|style| self.book.dated.get(style as usize).copied().unwrap_or(false))
                })?;
                let moment = || ExcelDateTime::new(number, ExcelDateTimeType::DateTime, self.book.is_1904);
                Ok(if dated { moment_cell(moment()) } else { number_cell(number) })
            }
            Some(_) => Err(Odd),
        }
    }
}

/// Digits alone.
fn whole(text: &str) -> Result<u32, Odd> {
    if text.bytes().all(|b| b.is_ascii_digit()) { text.parse().map_err(|_| Odd) } else { Err(Odd) }
}

/// A number as programs write it: it begins with a digit or a minus and ends with a digit.
fn number(text: &str) -> Result<f64, Odd> {
    let begins = text.strip_prefix('-').unwrap_or(text).starts_with(|c: char| c.is_ascii_digit());
    let plain = text.bytes().all(|b| b.is_ascii_digit() || matches!(b, b'.' | b'e' | b'E' | b'+' | b'-'));
    if begins && plain && text.ends_with(|c: char| c.is_ascii_digit()) {
        text.parse().map_err(|_| Odd)
    } else {
        Err(Odd)
    }
}

/// `B2` as row and column from 0.
fn position(place: &str) -> Result<(u32, u32), Odd> {
    let digits = place.bytes().position(|b| b.is_ascii_digit()).filter(|&at| (1..=3).contains(&at)).ok_or(Odd)?;
    let (letters, digits) = place.split_at(digits);
    let column = letters.bytes().try_fold(0, |column: u32, letter| {
        if letter.is_ascii_uppercase() { Ok(column * 26 + u32::from(letter - b'A') + 1) } else { Err(Odd) }
    })?;
    let row = whole(digits)?;
    if row == 0 || row > MOST_ROWS { Err(Odd) } else { Ok((row - 1, column - 1)) }
}

/// Rows of a sheet (ECMA-376 programs).
const MOST_ROWS: u32 = 1 << 20;

/// `B2` or `B2:C5`, the end not before the beginning.
fn is_range(range: &str) -> bool {
    let (from, to) = range.split_once(':').unwrap_or((range, range));
    match (position(from), position(to)) {
        (Ok(from), Ok(to)) => from.0 <= to.0 && from.1 <= to.1,
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use rust_xlsxwriter::{Format, Formula, Workbook};

    use super::*;
    use crate::ingest::{Forms, workbook};

    fn limits() -> Limits {
        Forms::load(std::path::Path::new("pipelines/forms")).unwrap().limits
    }

    /// A workbook with all that programs write into lists.
    fn written() -> Vec<u8> {
        let mut book = Workbook::new();
        let day = Format::new().set_num_format("dd/mm/yyyy");
        let struck = Format::new().set_font_strikethrough();
        let sheet = book.add_worksheet().set_name("A & B").unwrap();
        sheet.merge_range(0, 0, 0, 3, "DANH SÁCH <1> \"&\"", &Format::new()).unwrap();
        sheet.write_string(2, 1, "  Nguyễn Văn An  ").unwrap();
        sheet.write_string(2, 2, "hai\ndòng").unwrap();
        sheet.write_number_with_format(2, 3, 18_329.0, &day).unwrap();
        sheet.write_number(3, 1, -0.125).unwrap();
        sheet.write_number(3, 2, 31_048_000_123.0).unwrap();
        sheet.write_boolean(3, 3, true).unwrap();
        sheet.write_formula(4, 1, Formula::new("1+1").set_result("2")).unwrap();
        sheet.write_formula(4, 2, Formula::new("\"a\"&\"<\"").set_result("a<b>&c")).unwrap();
        sheet.write_string_with_format(5, 1, "x", &struck).unwrap();
        sheet.write_string_with_format(5, 2, "y", &struck).unwrap();
        sheet.write_string(9, 30, "x").unwrap();
        sheet.set_row_hidden(3).unwrap();
        sheet.set_column_hidden(2).unwrap();
        sheet.autofilter(1, 0, 9, 3).unwrap();
        book.add_worksheet().set_name("ẩn").unwrap().set_hidden(true).write_string(0, 0, "x").unwrap();
        book.save_to_buffer().unwrap()
    }

    #[test]
    fn the_same_sheets_as_the_full_reader() {
        let (bytes, limits) = (written(), limits());
        let plain = read(&bytes, &limits, &LegacyFonts::default()).expect("nothing is odd").ok().unwrap();
        let full = workbook::xlsx(&bytes, &limits, &LegacyFonts::default()).ok().unwrap();
        let texts: Vec<&str> = plain.iter().flat_map(Sheet::texts).collect();
        assert_eq!(texts.len(), 9, "{texts:?}");
        assert!(plain.len() == 2 && plain == full);
    }

    #[test]
    fn an_odd_file_is_left_to_the_full_reader() {
        assert!(read(b"PK\x03\x04rubbish", &limits(), &LegacyFonts::default()).is_none());
        for text in ["", "-", "1.", ".5", "+1", "0x10", "nan", "1e", "1 "] {
            assert_eq!(number(text), Err(Odd), "{text}");
        }
        assert_eq!((number("-1.5E+3"), number("031")), (Ok(-1500.0), Ok(31.0)));
        assert_eq!((position("AB12"), position("ABCD1"), position("A0")), (Ok((11, 27)), Err(Odd), Err(Odd)));
        assert!(is_range("B2") && is_range("A1:C3") && !is_range("C3:A1") && !is_range("A:C"));
    }
}
