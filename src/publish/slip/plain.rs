//! A workbook with the sheets and cells of a file of another format (`.xls`, `.ods`, `.csv`, …): what
//! a slip is written into where the file itself is no package that could be edited.

use std::collections::{BTreeMap, BTreeSet};

use rust_xlsxwriter::{
    DocProperties, ExcelDateTime, Format, FormatAlign, FormatBorder, Workbook, Worksheet, XlsxError,
};

use super::height::height_of;
use crate::model::{CellBlock, Date, RawValue, RowKind, SLIP_TITLE, SheetPicture};

/// Kind of each row of each sheet, both from 1.
pub(super) type RowKinds = BTreeMap<(u32, u32), RowKind>;

/// A workbook with these sheets; without any, one that holds nothing but the sheet that sums up.
pub(super) fn workbook(pictures: &[SheetPicture], kinds: &RowKinds, day: Date) -> Result<Vec<u8>, XlsxError> {
    let mut book = Workbook::new();
    let (year, month, of_month) = day.ymd();
    let created = ExcelDateTime::from_ymd(year as u16, month, of_month)?;
    book.set_properties(&DocProperties::new().set_creation_datetime(&created).set_author("ansinh"));
    if pictures.is_empty() {
        // Takes the place of an earlier slip's sheet, which the new one replaces.
        book.add_worksheet().set_name("Tổng hợp")?.write_string(0, 0, SLIP_TITLE)?;
    }
    let mut names = BTreeSet::new();
    let formats = Formats::new();
    for (number, picture) in (1..).zip(pictures) {
        let page = book.add_worksheet();
        page.set_name(free_name(&picture.name, number, &mut names))?;
        page.set_hidden(picture.hidden);
        write(page, picture, &formats, &|row| kinds.get(&(number, row + 1)).copied())?;
    }
    book.save_to_buffer()
}

/// The name of the sheet as far as the format allows it: text files have none.
fn free_name(name: &str, number: u32, used: &mut BTreeSet<String>) -> String {
    let kept: String = name.chars().filter(|c| !"[]:*?/\\".contains(*c) && !c.is_control()).take(31).collect();
    let kept = kept.trim_matches('\'').trim().to_owned();
    let free = !kept.is_empty() && used.insert(kept.to_lowercase());
    if free { kept } else { format!("Trang {number}") }
}

struct Formats {
    text: Format,
    framed: Format,
    /// A text alone in its row runs over the blank cells beside it.
    alone: Format,
    head: Format,
    date: Format,
    framed_date: Format,
    number: Format,
    framed_number: Format,
}

impl Formats {
    fn new() -> Formats {
        let text = Format::new().set_font_name("Times New Roman").set_font_size(11).set_align(FormatAlign::Top);
        let framed = text.clone().set_border(FormatBorder::Thin).set_text_wrap();
        Formats {
            head: framed.clone().set_bold().set_align(FormatAlign::Center).set_align(FormatAlign::VerticalCenter),
            date: text.clone().set_num_format("dd/mm/yyyy"),
            framed_date: framed.clone().set_num_format("dd/mm/yyyy"),
            // Ids that are numbers would be shown as 3.1E+10.
            number: text.clone().set_num_format("0"),
            alone: text.clone().set_border(FormatBorder::Thin),
            framed_number: framed.clone().set_num_format("0"),
            text,
            framed,
        }
    }

    fn of(&self, value: Option<&RawValue>, kind: Option<RowKind>, alone: bool) -> &Format {
        let framed = matches!(kind, Some(RowKind::Data | RowKind::Total | RowKind::Section));
        match value {
            _ if kind == Some(RowKind::Header) => &self.head,
            Some(RawValue::Date(_)) if framed => &self.framed_date,
            Some(RawValue::Date(_)) => &self.date,
            Some(RawValue::Number(number)) if number.fract() == 0.0 => match framed {
                true => &self.framed_number,
                false => &self.number,
            },
            _ if framed && alone => &self.alone,
            _ if framed => &self.framed,
            _ => &self.text,
        }
    }
}

fn write(
    page: &mut Worksheet,
    picture: &SheetPicture,
    formats: &Formats,
    kind: &dyn Fn(u32) -> Option<RowKind>,
) -> Result<(), XlsxError> {
    let right = picture.rows.iter().map(Vec::len).max().unwrap_or(0);
    for block in apart(&picture.blocks, picture.rows.len() as u32, right as u32) {
        let format = formats.of(None, kind(block.top), true);
        // The block's value is written over it below.
        page.merge_range(block.top, block.left as u16, block.bottom, block.right as u16, "", format)?;
    }
    let widths = widths(picture, kind);
    for (row, cells) in (0..).zip(&picture.rows) {
        let kind = kind(row);
        let alone = cells.iter().flatten().filter(|value| matches!(value, RawValue::Text(_))).count() == 1;
        let framed = matches!(kind, Some(RowKind::Data | RowKind::Total | RowKind::Header));
        for at in 0..right as u16 {
            let value = cells.get(usize::from(at)).and_then(Option::as_ref);
            let format = formats.of(value, kind, alone);
            match value {
                Some(value) => write_value(page, row, at, value, format)?,
                None if framed => _ = page.write_blank(row, at, format)?,
                None => {}
            }
        }
        if kind == Some(RowKind::Data) {
            // Not every program fits rows to their text when it opens a file.
            let needed = |(at, value): (u16, &Option<RawValue>)| {
                value
                    .as_ref()
                    .map_or(0.0, |value| height_of(&value.reveal(), widths.get(&at).copied().unwrap_or(WIDEST)))
            };
            let needed = (0..).zip(cells).map(needed).fold(0.0, f64::max);
            if needed > ONE_LINE {
                page.set_row_height(row, needed)?;
            }
        }
    }
    for (at, width) in widths {
        page.set_column_width(at, width)?;
    }
    for &at in picture.hidden_columns.iter().filter(|&&at| (at as usize) < right) {
        page.set_column_hidden(at as u16)?;
    }
    for &row in &picture.hidden_rows {
        page.set_row_hidden(row)?;
    }
    Ok(())
}

/// Characters of the widest column; longer texts take several lines.
const WIDEST: f64 = 40.0;

/// Points up to which a row is of one line.
const ONE_LINE: f64 = 20.0;

/// Widths of the columns that hold data, in characters.
fn widths(picture: &SheetPicture, kind: &dyn Fn(u32) -> Option<RowKind>) -> BTreeMap<u16, f64> {
    let mut longest: BTreeMap<u16, usize> = BTreeMap::new();
    for (_, cells) in (0..).zip(&picture.rows).filter(|(row, _)| kind(*row) == Some(RowKind::Data)) {
        for (at, value) in (0..).zip(cells) {
            let length = value.as_ref().map_or(0, |value| value.reveal().chars().count());
            longest.entry(at).and_modify(|most| *most = length.max(*most)).or_insert(length);
        }
    }
    longest.into_iter().map(|(at, length)| (at, (length as f64 * 1.1 + 2.0).clamp(6.0, WIDEST))).collect()
}

fn write_value(page: &mut Worksheet, row: u32, at: u16, value: &RawValue, format: &Format) -> Result<(), XlsxError> {
    const LONGEST: usize = 32_000;
    match value {
        RawValue::Number(number) => page.write_number_with_format(row, at, *number, format)?,
        RawValue::Date(day) => {
            let (year, month, of_month) = day.ymd();
            match ExcelDateTime::from_ymd(year.clamp(0, 9999) as u16, month, of_month) {
                Ok(moment) if year >= 1900 => page.write_datetime_with_format(row, at, &moment, format)?,
                _ => page.write_string_with_format(row, at, value.reveal(), format)?,
            }
        }
        RawValue::Text(text) => {
            let text: String = text.reveal().chars().take(LONGEST).collect();
            page.write_string_with_format(row, at, text, format)?
        }
    };
    Ok(())
}

/// Blocks of more than one cell that do not overlap, as the format demands, as far as cells are used.
fn apart(blocks: &[CellBlock], height: u32, width: u32) -> Vec<CellBlock> {
    let mut kept: Vec<CellBlock> = Vec::new();
    for block in blocks {
        let bottom = block.bottom.min(height.saturating_sub(1));
        let block = CellBlock { bottom, right: block.right.min(width.saturating_sub(1)), ..*block };
        let within = block.top <= block.bottom && block.left <= block.right;
        let single = block.top == block.bottom && block.left == block.right;
        let clash = |other: &CellBlock| {
            let rows = block.top <= other.bottom && other.top <= block.bottom;
            rows && block.left <= other.right && other.left <= block.right
        };
        if within && !single && !kept.iter().any(clash) {
            kept.push(block);
        }
    }
    kept
}

#[cfg(test)]
mod tests {
    use super::super::package::Package;
    use super::*;
    use crate::model::Private;

    /// The entries of the columns of a sheet of three texts a row.
    fn columns(hidden_columns: &[u32]) -> String {
        let row = ["1", "Nguyễn Thị Hoà", "1948"].map(|text| Some(RawValue::Text(Private::new(text))));
        let picture = SheetPicture {
            name: "DS".to_owned(),
            hidden: false,
            rows: vec![row.to_vec()],
            blocks: Vec::new(),
            hidden_rows: Vec::new(),
            hidden_columns: hidden_columns.to_vec(),
        };
        let kinds = BTreeMap::from([((1, 1), RowKind::Data)]);
        let bytes = workbook(&[picture], &kinds, Date::new(2026, 11, 20).unwrap()).unwrap();
        let sheet = Package::open(&bytes).ok().unwrap().text("xl/worksheets/sheet1.xml").ok().unwrap();
        let end = sheet.find("<sheetData").unwrap();
        sheet[sheet.find("<cols>").unwrap()..end].to_owned()
    }

    #[test]
    fn hidden_columns_stay_hidden_and_keep_their_width() {
        assert_eq!(columns(&[]).matches("hidden=\"1\"").count(), 0);
        let one = columns(&[1, 9000]);
        assert_eq!(one.matches("hidden=\"1\"").count(), 1, "a column that holds nothing needs no entry: {one}");
        assert!(
            one.contains("<col min=\"2\" max=\"2\" width=\"18.140625\" hidden=\"1\"") && one.contains("<col min=\"3\""),
            "{one}"
        );
    }
}
