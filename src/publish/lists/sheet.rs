//! One sheet of a list: letterhead, title, heading row, rows, totals, place to sign.

use rust_xlsxwriter::{ExcelDateTime, Format, Formula, Workbook, Worksheet, XlsxError};

use super::decide::offer_choices;
use super::signatures::write_signatures;
use super::style::Style;
use crate::model::{Coefficient, Date, Dong, Month, PartialDate};

/// A cell of a list.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Cell {
    /// Nothing known.
    Blank,
    /// Text, wrapped, to the left.
    Text(String),
    /// Short text in the middle: ids, codes.
    Code(String),
    /// Đồng.
    Money(Dong),
    /// A count.
    Count(i64),
    /// A day.
    Day(Date),
    /// A month.
    Month(Month),
    /// A coefficient of the law.
    Coefficient(Coefficient),
}

impl Cell {
    pub(super) fn text(text: impl Into<String>) -> Cell {
        Cell::Text(text.into())
    }

    pub(super) fn code(text: impl Into<String>) -> Cell {
        Cell::Code(text.into())
    }

    /// A birth date: a day where all of it is known, else what is known as text.
    pub(super) fn birth(birth: Option<PartialDate>) -> Cell {
        let Some(birth) = birth else { return Cell::Blank };
        match (birth.full(), birth.month()) {
            (Some(day), _) => Cell::Day(day),
            (None, Some(month)) => Cell::code(format!("{month:02}/{}", birth.year())),
            (None, None) => Cell::code(birth.year().to_string()),
        }
    }
}

/// A column of a list.
#[derive(Debug, Clone, Copy)]
pub(super) struct Column {
    pub(super) head: &'static str,
    /// In characters of the default font.
    pub(super) width: f64,
    /// Added up in the last row.
    pub(super) total: bool,
    /// What may be chosen in it, if not anything.
    pub(super) choices: &'static [&'static str],
}

/// A column that is not added up.
pub(super) const fn column(head: &'static str, width: f64) -> Column {
    Column { head, width, total: false, choices: &[] }
}

/// A column that is added up.
pub(super) const fn summed(head: &'static str, width: f64) -> Column {
    Column { head, width, total: true, choices: &[] }
}

/// A sheet to be written.
pub(super) struct Sheet<'a> {
    /// Name of the tab.
    pub(super) name: &'a str,
    pub(super) title: &'a str,
    pub(super) subtitle: String,
    /// Lines between title and table.
    pub(super) notes: Vec<String>,
    pub(super) columns: &'a [Column],
    pub(super) rows: Vec<Vec<Cell>>,
    /// Lines under the table, before the place to sign.
    pub(super) closing: Vec<String>,
    /// Has a place to sign: the lists that are decided on.
    pub(super) signed: bool,
}

/// Who sends the list, as its head shows it.
pub(super) struct Letterhead {
    /// `UBND THÀNH PHỐ HẢI PHÒNG`
    pub(super) above: String,
    /// `UBND PHƯỜNG HỒNG BÀNG`
    pub(super) agency: String,
    /// `Năm 2026` for the date line of the signature.
    pub(super) year: i32,
    pub(super) run_id: String,
}

/// Adds the sheet to the workbook.
pub(super) fn add(book: &mut Workbook, style: &Style, head: &Letterhead, sheet: &Sheet) -> Result<(), XlsxError> {
    let page = book.add_worksheet();
    page.set_name(sheet.name)?;
    set_up(page, head, sheet)?;
    let heads = write_top(page, style, head, sheet)?;
    page.set_repeat_rows(heads, heads)?;
    page.set_freeze_panes(heads + 1, 2)?;
    let end = write_rows(page, style, sheet, heads)?;
    let mut row = end + 1;
    for line in &sheet.closing {
        write_across(page, row, 0, last(sheet), line, &style.note)?;
        page.set_row_height(row, height_of(line, sheet))?;
        row += 1;
    }
    if sheet.signed {
        write_signatures(page, style, head, sheet, row + 1)?;
    }
    Ok(())
}

pub(super) fn last(sheet: &Sheet) -> u16 {
    sheet.columns.len() as u16 - 1
}

fn set_up(page: &mut Worksheet, head: &Letterhead, sheet: &Sheet) -> Result<(), XlsxError> {
    const A4: u8 = 9;
    for (at, column) in sheet.columns.iter().enumerate() {
        page.set_column_width(at as u16, column.width)?;
    }
    page.set_paper_size(A4).set_landscape().set_print_fit_to_pages(1, 0).set_print_center_horizontally(true);
    page.set_margins(0.4, 0.4, 0.5, 0.6, 0.3, 0.3);
    page.set_footer(format!("&L&8Đợt {}&R&9Trang &P/&N", head.run_id));
    Ok(())
}

/// Letterhead, title and heading row; gives the row of the headings.
fn write_top(page: &mut Worksheet, style: &Style, head: &Letterhead, sheet: &Sheet) -> Result<u32, XlsxError> {
    let (end, half) = (last(sheet), split(sheet));
    write_across(page, 0, 0, half, &head.above, &style.agency)?;
    write_across(page, 1, 0, half, &head.agency, &style.agency_strong)?;
    write_across(page, 0, half + 1, end, "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", &style.agency_strong)?;
    write_across(page, 1, half + 1, end, "Độc lập - Tự do - Hạnh phúc", &style.motto)?;
    write_across(page, 3, 0, end, sheet.title, &style.title)?;
    page.set_row_height(3, 24)?;
    write_across(page, 4, 0, end, &sheet.subtitle, &style.subtitle)?;
    let mut row = 5;
    for note in &sheet.notes {
        write_across(page, row, 0, end, note, &style.note)?;
        page.set_row_height(row, height_of(note, sheet))?;
        row += 1;
    }
    row += 1;
    for (at, column) in sheet.columns.iter().enumerate() {
        page.write_string_with_format(row, at as u16, column.head, &style.head)?;
    }
    page.set_row_height(row, 34)?;
    Ok(row)
}

/// Last column of the left half of the letterhead: where half of the width is reached.
pub(super) fn split(sheet: &Sheet) -> u16 {
    let whole: f64 = sheet.columns.iter().map(|column| column.width).sum();
    let mut so_far = 0.0;
    let half = sheet.columns.iter().position(|column| {
        so_far += column.width;
        so_far >= whole * 0.45
    });
    (half.unwrap_or(0) as u16).min(last(sheet).saturating_sub(1))
}

/// A merged row does not find its own height: one line for each width of the table.
fn height_of(text: &str, sheet: &Sheet) -> f64 {
    let width: f64 = sheet.columns.iter().map(|column| column.width).sum();
    15.5 * (text.chars().count() as f64 * 0.95 / width).ceil().max(1.0)
}

pub(super) fn write_across(
    page: &mut Worksheet,
    row: u32,
    from: u16,
    to: u16,
    text: &str,
    format: &Format,
) -> Result<(), XlsxError> {
    if from < to {
        page.merge_range(row, from, row, to, text, format)?;
    } else {
        page.write_string_with_format(row, from, text, format)?;
    }
    Ok(())
}

/// The rows with their totals, or one row that says there are none; gives the first free row.
fn write_rows(page: &mut Worksheet, style: &Style, sheet: &Sheet, heads: u32) -> Result<u32, XlsxError> {
    let first = heads + 1;
    if sheet.rows.is_empty() {
        write_across(page, first, 0, last(sheet), "Không có", &style.nothing)?;
        return Ok(first + 1);
    }
    for (row, cells) in (first..).zip(&sheet.rows) {
        for (at, cell) in cells.iter().enumerate() {
            match cell {
                Cell::Count(number) if at == 0 => {
                    page.write_number_with_format(row, 0, *number as f64, &style.ordinal)?
                }
                _ => write_cell(page, style, row, at as u16, cell)?,
            };
        }
        page.set_row_height(row, row_height(cells, sheet.columns))?;
    }
    let end = first + sheet.rows.len() as u32;
    page.autofilter(heads, 0, end - 1, last(sheet))?;
    offer_choices(page, sheet.columns, first..end)?;
    if sheet.columns.iter().any(|column| column.total) {
        write_totals(page, style, sheet, first, end)?;
        return Ok(end + 1);
    }
    Ok(end)
}

/// Letters of the lists' font in the width of one digit of the default font, words broken at blanks.
const LETTERS: f64 = 1.12;

/// Not every spreadsheet program finds the height of a row of wrapped text by itself.
fn row_height(cells: &[Cell], columns: &[Column]) -> f64 {
    let lines = cells.iter().zip(columns).map(|(cell, column)| match cell {
        Cell::Text(text) | Cell::Code(text) => (text.chars().count() as f64 / (column.width * LETTERS)).ceil().max(1.0),
        _ => 1.0,
    });
    const MOST: f64 = 400.0;
    (3.0 + 14.5 * lines.fold(1.0, f64::max)).min(MOST)
}

fn write_cell<'a>(
    page: &'a mut Worksheet,
    style: &Style,
    row: u32,
    at: u16,
    cell: &Cell,
) -> Result<&'a mut Worksheet, XlsxError> {
    match cell {
        Cell::Blank => page.write_blank(row, at, &style.text),
        Cell::Text(text) => page.write_string_with_format(row, at, clipped(text), &style.text),
        Cell::Code(text) => page.write_string_with_format(row, at, clipped(text), &style.center),
        Cell::Money(amount) => page.write_number_with_format(row, at, amount.0 as f64, &style.money),
        Cell::Count(count) => page.write_number_with_format(row, at, *count as f64, &style.count),
        Cell::Coefficient(value) => page.write_number_with_format(row, at, value.as_decimal(), &style.coefficient),
        Cell::Month(month) => write_day(page, row, at, month.first_day(), &style.month),
        Cell::Day(day) => write_day(page, row, at, *day, &style.date),
    }
}

/// Spreadsheet programs count days from 1900; an earlier day is written as text.
fn write_day<'a>(
    page: &'a mut Worksheet,
    row: u32,
    at: u16,
    day: Date,
    format: &Format,
) -> Result<&'a mut Worksheet, XlsxError> {
    let (year, month, of_month) = day.ymd();
    match ExcelDateTime::from_ymd(year.clamp(0, 9999) as u16, month, of_month) {
        Ok(value) if year >= 1900 => page.write_datetime_with_format(row, at, &value, format),
        _ => page.write_string_with_format(row, at, format!("{of_month:02}/{month:02}/{year}"), format),
    }
}

/// A cell holds at most 32,767 characters.
fn clipped(text: &str) -> String {
    text.chars().take(32_000).collect()
}

fn write_totals(page: &mut Worksheet, style: &Style, sheet: &Sheet, first: u32, end: u32) -> Result<(), XlsxError> {
    for (at, column) in sheet.columns.iter().enumerate() {
        let at = at as u16;
        if column.total {
            let sum: i64 = sheet.rows.iter().map(|cells| number(cells.get(usize::from(at)))).sum();
            let letter = rust_xlsxwriter::utility::column_number_to_name(at);
            let formula =
                Formula::new(format!("=SUM({letter}{}:{letter}{end})", first + 1)).set_result(sum.to_string());
            page.write_formula_with_format(end, at, formula, &style.total_money)?;
        } else {
            let label = if at == 1 { "CỘNG" } else { "" };
            page.write_string_with_format(end, at, label, &style.total_label)?;
        }
    }
    Ok(())
}

fn number(cell: Option<&Cell>) -> i64 {
    match cell {
        Some(Cell::Money(amount)) => amount.0,
        Some(Cell::Count(count)) => *count,
        _ => 0,
    }
}
