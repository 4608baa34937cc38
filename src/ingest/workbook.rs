//! Workbooks (`.xlsx`, `.xlsb`, `.xls`, `.ods`) to sheets.

use std::cell::RefCell;
use std::io::Cursor;

use calamine::{Data, DataRef, Ods, Range, Reader, SheetType, SheetVisible, Xls, Xlsb, Xlsx};

use super::biff;
use super::biff12;
use super::config::Limits;
use super::extent;
use super::fonts::LegacyFonts;
use super::format::Format;
use super::grid::{Cell, Sheet};
use super::layout::{self, Layout};
use super::ods_layout;
use super::plain;
use super::trouble::Trouble;
use crate::model::Date;

/// Reads all worksheets of a workbook, hidden ones too, in workbook order.
pub(super) fn read(bytes: &[u8], format: Format, limits: &Limits, fonts: &LegacyFonts) -> Result<Vec<Sheet>, Trouble> {
    match format {
        Format::Xlsx => plain::read(bytes, limits, fonts).unwrap_or_else(|| xlsx(bytes, limits, fonts)),
        Format::Xlsb => xlsb(bytes, limits, fonts),
        Format::Xls if extent::of_xls(bytes) > limits.max_cells as u64 => Err(Trouble::TooLarge),
        Format::Xls => {
            let mut book: Xls<_> = calamine::open_workbook_from_rs(Cursor::new(bytes)).map_err(trouble)?;
            let layouts = RefCell::new(biff::of_xls(bytes, fonts));
            ranges(&mut book, limits, |number| layouts.borrow_mut().get_mut(number).map(std::mem::take))
        }
        _ if extent::of_ods(bytes) > limits.max_cells as u64 => Err(Trouble::TooLarge),
        _ => {
            let mut book: Ods<_> = calamine::open_workbook_from_rs(Cursor::new(bytes)).map_err(trouble)?;
            let layouts = RefCell::new(ods_layout::of_ods(bytes, fonts));
            ranges(&mut book, limits, |number| layouts.borrow_mut().get_mut(number).map(std::mem::take))
        }
    }
}

/// The library's error as a reason for the ward. Only a password is told apart: the texts of the
/// others are about the inside of the file and help nobody there.
fn trouble(error: impl std::fmt::Display) -> Trouble {
    if error.to_string().to_lowercase().contains("password") { Trouble::Locked } else { Trouble::Damaged }
}

/// Number among all sheets (charts have none of their own here), name, hidden or not.
fn worksheets<RS, B: Reader<RS>>(book: &B) -> Vec<(usize, String, bool)>
where
    RS: std::io::Read + std::io::Seek,
{
    let sheets = book.sheets_metadata().iter().enumerate().filter(|(_, sheet)| sheet.typ == SheetType::WorkSheet);
    sheets.map(|(number, sheet)| (number, sheet.name.clone(), sheet.visible != SheetVisible::Visible)).collect()
}

/// `.xlsx` is read cell by cell: a range would reserve memory for the whole rectangle up to a stray
/// cell in the last row.
pub(super) fn xlsx(bytes: &[u8], limits: &Limits, fonts: &LegacyFonts) -> Result<Vec<Sheet>, Trouble> {
    if extent::has_forged_strings(bytes) {
        return Err(Trouble::Damaged);
    }
    let mut book: Xlsx<_> = calamine::open_workbook_from_rs(Cursor::new(bytes)).map_err(trouble)?;
    let mut sheets = Vec::new();
    let mut grid = Gatherer::new(limits);
    let mut layouts = layout::of_xlsx(bytes, fonts);
    for (number, name, hidden) in worksheets(&book) {
        let mut cells = book.worksheet_cells_reader(&name).map_err(trouble)?;
        while let Some(cell) = cells.next_cell().map_err(trouble)? {
            let (row, column) = cell.get_position();
            grid.put(row, column, from_ref(cell.get_value()))?;
        }
        drop(cells);
        let layout = layouts.get_mut(number).map(std::mem::take).unwrap_or_default();
        sheets.push(Sheet::new(&name, hidden, grid.take()).laid_out(layout));
    }
    Ok(sheets)
}

/// `.xlsb` is read cell by cell for the same reason.
fn xlsb(bytes: &[u8], limits: &Limits, fonts: &LegacyFonts) -> Result<Vec<Sheet>, Trouble> {
    let mut book: Xlsb<_> = calamine::open_workbook_from_rs(Cursor::new(bytes)).map_err(trouble)?;
    let mut sheets = Vec::new();
    let mut grid = Gatherer::new(limits);
    let mut layouts = biff12::of_xlsb(bytes, fonts);
    for (number, name, hidden) in worksheets(&book) {
        let mut cells = book.worksheet_cells_reader(&name).map_err(trouble)?;
        while let Some(cell) = cells.next_cell().map_err(trouble)? {
            let (row, column) = cell.get_position();
            grid.put(row, column, from_ref(cell.get_value()))?;
        }
        drop(cells);
        let layout = layouts.get_mut(number).map(std::mem::take).unwrap_or_default();
        sheets.push(Sheet::new(&name, hidden, grid.take()).laid_out(layout));
    }
    Ok(sheets)
}

/// The other formats come as ranges, whose first cell is the first used one: places are made
/// absolute here.
fn ranges<'a, B: Reader<Cursor<&'a [u8]>>>(
    book: &mut B,
    limits: &Limits,
    layout: impl Fn(usize) -> Option<Layout>,
) -> Result<Vec<Sheet>, Trouble>
where
    B::Error: std::fmt::Display,
{
    let mut sheets = Vec::new();
    let mut grid = Gatherer::new(limits);
    for (number, name, hidden) in worksheets(book) {
        let range: Range<Data> = book.worksheet_range(&name).map_err(trouble)?;
        let (top, left) = range.start().unwrap_or((0, 0));
        for (row, column, data) in range.used_cells() {
            grid.put(top + row as u32, left + column as u32, from_data(data))?;
        }
        let sheet = Sheet::new(&name, hidden, grid.take());
        sheets.push(match layout(number) {
            Some(layout) => sheet.laid_out(layout),
            None => sheet,
        });
    }
    Ok(sheets)
}

/// Puts cells at their places and counts what they cost.
pub(super) struct Gatherer<'a> {
    rows: Vec<Vec<Cell>>,
    cells: usize,
    limits: &'a Limits,
}

impl<'a> Gatherer<'a> {
    pub(super) fn new(limits: &'a Limits) -> Self {
        Gatherer { rows: Vec::new(), cells: 0, limits }
    }

    pub(super) fn put(&mut self, row: u32, column: u32, cell: Cell) -> Result<(), Trouble> {
        if cell.is_blank() {
            return Ok(());
        }
        let (row, column) = (row as usize, column as usize);
        if column >= self.limits.max_columns {
            return Err(Trouble::TooLarge);
        }
        if row >= self.rows.len() {
            self.cells += row + 1 - self.rows.len();
            self.room()?;
            self.rows.resize_with(row + 1, Vec::new);
        }
        let cells = &mut self.rows[row];
        if column >= cells.len() {
            self.cells += column + 1 - cells.len();
            cells.resize(column + 1, Cell::Blank);
        }
        cells[column] = cell;
        self.room()
    }

    fn room(&self) -> Result<(), Trouble> {
        if self.cells > self.limits.max_cells { Err(Trouble::TooLarge) } else { Ok(()) }
    }

    pub(super) fn take(&mut self) -> Vec<Vec<Cell>> {
        std::mem::take(&mut self.rows)
    }
}

fn from_ref(data: &DataRef<'_>) -> Cell {
    match data {
        DataRef::SharedString(text) => Cell::text(text),
        DataRef::String(text) => Cell::text(text),
        DataRef::Float(number) => number_cell(*number),
        DataRef::Int(number) => number_cell(*number as f64),
        DataRef::Bool(value) => Cell::text(truth(*value)),
        DataRef::DateTime(moment) => moment_cell(*moment),
        DataRef::DateTimeIso(text) => iso_cell(text),
        DataRef::DurationIso(text) => Cell::text(text),
        DataRef::Error(error) => Cell::text(&error.to_string()),
        DataRef::Empty => Cell::Blank,
    }
}

fn from_data(data: &Data) -> Cell {
    match data {
        Data::String(text) => Cell::text(text),
        Data::Float(number) => number_cell(*number),
        Data::Int(number) => number_cell(*number as f64),
        Data::Bool(value) => Cell::text(truth(*value)),
        Data::DateTime(moment) => moment_cell(*moment),
        Data::DateTimeIso(text) => iso_cell(text),
        Data::DurationIso(text) => Cell::text(text),
        Data::Error(error) => Cell::text(&error.to_string()),
        Data::Empty => Cell::Blank,
    }
}

pub(super) fn number_cell(number: f64) -> Cell {
    if number.is_finite() { Cell::Number(number) } else { Cell::Blank }
}

/// As the spreadsheet programs show it.
pub(super) fn truth(value: bool) -> &'static str {
    if value { "TRUE" } else { "FALSE" }
}

/// A number shown as a date. A serial number that the calendar does not have (0, or 60: the
/// 29 February 1900 of the 1900 system) stays a number.
pub(super) fn moment_cell(moment: calamine::ExcelDateTime) -> Cell {
    let serial = moment.as_f64();
    if !moment.is_datetime() || serial < 1.0 {
        return number_cell(serial);
    }
    let (year, month, day, ..) = moment.to_ymd_hms_milli();
    Date::new(year as i16, month as i8, day as i8).map_or_else(|| number_cell(serial), Cell::Date)
}

pub(super) fn iso_cell(text: &str) -> Cell {
    let part = |from: usize, to: usize| text.get(from..to).and_then(|digits| digits.parse::<i16>().ok());
    let date = match (part(0, 4), part(5, 7), part(8, 10)) {
        (Some(year), Some(month), Some(day)) => Date::new(year, month as i8, day as i8),
        _ => None,
    };
    date.map_or_else(|| Cell::text(text), Cell::Date)
}

#[cfg(test)]
mod tests {
    use super::*;
    use calamine::{ExcelDateTime, ExcelDateTimeType};

    fn date(cell: &Cell) -> Option<String> {
        match cell {
            Cell::Date(date) => Some(date.to_string()),
            _ => None,
        }
    }

    #[test]
    fn serial_numbers_in_both_date_systems() {
        let moment = |serial, is_1904| moment_cell(ExcelDateTime::new(serial, ExcelDateTimeType::DateTime, is_1904));
        assert_eq!(date(&moment(18_329.0, false)).as_deref(), Some("1950-03-07"));
        assert_eq!(date(&moment(16_867.0, true)).as_deref(), Some("1950-03-07"));
        assert_eq!(date(&moment(61.5, false)).as_deref(), Some("1900-03-01"));
        assert!(matches!(moment(60.0, false), Cell::Number(n) if n == 60.0));
        assert!(matches!(moment(0.5, false), Cell::Number(_)));
        assert_eq!(date(&iso_cell("1950-03-07T00:00:00")).as_deref(), Some("1950-03-07"));
    }
}
