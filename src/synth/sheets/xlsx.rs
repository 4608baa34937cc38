//! Excel workbooks.

use rust_xlsxwriter::{DocProperties, ExcelDateTime, Format, FormatAlign, Workbook, Worksheet, XlsxError};

use super::dates::serial;
use super::grid::{Cell, Sheet, Value};

/// The bytes of a workbook. Its properties carry a fixed day, so that equal sheets give equal bytes.
pub(super) fn write(sheets: &[Sheet]) -> Result<Vec<u8>, XlsxError> {
    let mut workbook = Workbook::new();
    let made = ExcelDateTime::from_ymd(2020, 1, 1)?;
    workbook.set_properties(&DocProperties::new().set_creation_datetime(&made));
    for sheet in sheets {
        let page = workbook.add_worksheet();
        page.set_name(&sheet.name)?;
        page.set_hidden(sheet.hidden);
        fill(page, sheet)?;
    }
    if let Some(first) = sheets.iter().position(|sheet| !sheet.hidden) {
        workbook.worksheet_from_index(first)?.set_active(true);
    }
    workbook.save_to_buffer()
}

fn fill(page: &mut Worksheet, sheet: &Sheet) -> Result<(), XlsxError> {
    let centred = Format::new().set_align(FormatAlign::Center).set_align(FormatAlign::VerticalCenter);
    for merge in &sheet.merges {
        let (rows, columns) = (merge.rows, merge.columns);
        page.merge_range(rows.0 as u32, columns.0 as u16, rows.1 as u32, columns.1 as u16, "", &centred)?;
    }
    for (index, row) in sheet.rows.iter().enumerate() {
        for (column, cell) in row.cells.iter().enumerate().filter(|(_, cell)| !cell.is_blank()) {
            put(page, index as u32, column as u16, cell)?;
        }
        if row.hidden {
            page.set_row_hidden(index as u32)?;
        }
    }
    Ok(())
}

fn put(page: &mut Worksheet, row: u32, column: u16, cell: &Cell) -> Result<(), XlsxError> {
    let mut format = Format::new();
    if let Some(font) = cell.font {
        format = format.set_font_name(font);
    }
    match &cell.value {
        Value::Blank => return Ok(()),
        Value::Text(text) if cell.font.is_none() => page.write_string(row, column, text)?,
        Value::Text(text) => page.write_string_with_format(row, column, text, &format)?,
        Value::Number(number) => page.write_number(row, column, *number)?,
        Value::Date(date) => {
            let format = format.set_num_format("dd/mm/yyyy");
            page.write_number_with_format(row, column, f64::from(serial(*date)), &format)?
        }
    };
    Ok(())
}
