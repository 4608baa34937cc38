//! Lists as files: Parquet, CSV and other separated text, workbooks.

use std::borrow::Cow;
use std::fs;
use std::path::Path;

use arrow::array::{Array, ArrayRef, AsArray, Date32Array, StringArray};
use arrow::compute::cast;
use arrow::datatypes::{DataType, Float64Type, Int64Type, TimeUnit};
use arrow::error::ArrowError;
use calamine::{Data, Reader};

use super::error::MatchError;
use super::gather::{Gatherer, RawList};
use super::heading::{Heading, WITHIN, Wanted};
use crate::model::Date;
use crate::table::{column_names, open_batches};

/// What separates the cells of a text.
const SEPARATORS: [u8; 4] = *b"\t;,|";
/// Bytes among which a text in UTF-16 without its mark shows itself.
const SHOWN_WITHIN: usize = 4_096;

/// Reads the wanted columns of a list.
///
/// # Errors
/// The file cannot be read, or has no heading row with enough of the wanted headings.
pub(super) fn read(path: &Path, wanted: &Wanted) -> Result<RawList, MatchError> {
    let ending = path.extension().map(|ending| ending.to_string_lossy().to_lowercase()).unwrap_or_default();
    match ending.as_str() {
        "parquet" => parquet(path, wanted),
        "xlsx" | "xlsm" | "xlsb" | "xls" | "ods" => workbook(path, wanted),
        "csv" | "tsv" | "txt" => text(path, wanted),
        _ => Err(MatchError::list(path, "is no list: expected .csv, .tsv, .txt, .parquet, .xlsx, .xls or .ods")),
    }
}

fn parquet(path: &Path, wanted: &Wanted) -> Result<RawList, MatchError> {
    let names = column_names(path)?;
    let mut gatherer = Gatherer::new(locate(path, std::slice::from_ref(&names), wanted)?.1, false);
    // Nothing is read of a column that nobody asked for: whatever it holds is no hindrance.
    let read: Vec<&str> =
        names.iter().enumerate().filter(|(at, _)| gatherer.takes(*at)).map(|(_, name)| &**name).collect();
    let mut number = 0;
    for batch in open_batches(path, &read)? {
        let batch = batch?;
        let column = |(at, name): (usize, &String)| {
            let own = gatherer.takes(at).then(|| batch.column_by_name(name))?;
            let told = |error| MatchError::list(path, format!("column `{name}`: {error}"));
            own.map(|column| as_text(column).map_err(told))
        };
        let columns = names.iter().enumerate().map(|place| column(place).transpose());
        let columns: Vec<Option<ArrayRef>> = columns.collect::<Result<_, _>>()?;
        let texts: Vec<_> =
            columns.iter().map(|column| column.as_ref().map(|column| column.as_string::<i32>())).collect();
        for row in 0..batch.num_rows() {
            let cell = |column: &Option<&StringArray>| match column {
                Some(column) if !column.is_null(row) => column.value(row).to_owned(),
                _ => String::new(),
            };
            number += 1;
            let cells: Vec<String> = texts.iter().map(cell).collect();
            gatherer.row(number.to_string(), &cells);
        }
    }
    Ok(gatherer.finish())
}

/// A column as text. A whole number that was kept as a floating one is written as a whole one, a
/// moment as its own clock shows it. The clock of a zone by name is not known here: the day is the one
/// of the nearest midnight, which a date's own midnight is nearest to within half a day of UTC.
fn as_text(column: &ArrayRef) -> Result<ArrayRef, ArrowError> {
    match column.data_type() {
        DataType::Float16 | DataType::Float32 | DataType::Float64 => {
            let numbers = cast(column, &DataType::Float64)?;
            let text =
                |number: Option<f64>| number.filter(|number| number.is_finite()).map(|number| number.to_string());
            let texts: StringArray = numbers.as_primitive::<Float64Type>().iter().map(text).collect();
            Ok(std::sync::Arc::new(texts))
        }
        // Without its zone a moment is in UTC: right for UTC alone, which is no offset.
        DataType::Timestamp(unit, Some(zone)) if zone.eq_ignore_ascii_case("utc") => {
            cast(&cast(column, &DataType::Timestamp(*unit, None))?, &DataType::Utf8)
        }
        DataType::Timestamp(unit, Some(zone)) if zone.starts_with(char::is_alphabetic) => {
            let day = match unit {
                TimeUnit::Second => 86_400,
                TimeUnit::Millisecond => 86_400_000,
                TimeUnit::Microsecond => 86_400_000_000,
                TimeUnit::Nanosecond => 86_400_000_000_000_i64,
            };
            let moments = cast(column, &DataType::Int64)?;
            let nearest = |moment: i64| i32::try_from((moment + day / 2).div_euclid(day)).unwrap_or_default();
            let days: Date32Array = moments.as_primitive::<Int64Type>().unary(nearest);
            cast(&days, &DataType::Utf8)
        }
        _ => cast(column, &DataType::Utf8),
    }
}

fn empty(wanted: &Wanted) -> RawList {
    RawList { cells: vec![Vec::new(); wanted.columns.len()], ..RawList::default() }
}

fn locate(path: &Path, rows: &[Vec<String>], wanted: &Wanted) -> Result<(usize, Heading), MatchError> {
    Heading::locate(rows, wanted).map_err(|near| MatchError::Headings {
        path: path.to_owned(),
        wanted: wanted.all(),
        near,
    })
}

/// Gathers the rows below a heading. `name` makes the name of a row of its number, from 1. Rows above
/// it count as set aside where they hold more than a title: they may be people under another heading.
fn gather(rows: &[Vec<String>], at: usize, heading: Heading, sheet: bool, name: impl Fn(usize) -> String) -> RawList {
    let filled = |row: &&Vec<String>| row.iter().filter(|cell| !cell.trim().is_empty()).count() > 1;
    let above = rows[..at].iter().filter(filled).count();
    let below = at + heading.height;
    let mut gatherer = Gatherer::new(heading, sheet);
    rows.iter().enumerate().skip(below).for_each(|(number, row)| gatherer.row(name(number + 1), row));
    let mut list = gatherer.finish();
    list.set_aside += above;
    list
}

/// Text in UTF-8, UTF-16 with its mark or without, or else windows-1258; separated by what gives the
/// heading row with most of the wanted headings.
fn text(path: &Path, wanted: &Wanted) -> Result<RawList, MatchError> {
    let bytes = fs::read(path).map_err(|error| MatchError::list(path, error))?;
    let decoded = decoded(&bytes);
    // The heading stands in the first lines: lines enough of them, as a cell may go over several.
    let top = decoded.match_indices('\n').nth(WITHIN * 3).map_or(&*decoded, |(at, _)| &decoded[..at]);
    let headings = |separator: u8| {
        let rows = records(top, separator).ok()?;
        let (_, heading) = Heading::locate(&rows, wanted).ok()?;
        Some(heading.columns.iter().filter(|places| !places.is_empty()).count())
    };
    let most =
        |text: &str, separator: u8| text.lines().next().unwrap_or_default().bytes().filter(|b| *b == separator).count();
    let separator = SEPARATORS.into_iter().max_by_key(|&one| (headings(one), most(top, one))).unwrap_or(b',');
    let rows = records(&decoded, separator)
        .map_err(|error| MatchError::list(path, format!("is no separated text ({:?})", error.position())))?;
    let (at, heading) = locate(path, &rows, wanted)?;
    Ok(gather(&rows, at, heading, false, |number| number.to_string()))
}

fn decoded(bytes: &[u8]) -> Cow<'_, str> {
    let zeros =
        |parity: usize| bytes.iter().take(SHOWN_WITHIN).skip(parity).step_by(2).filter(|byte| **byte == 0).count();
    let marked = encoding_rs::Encoding::for_bom(bytes).is_some();
    match (zeros(0), zeros(1)) {
        // Text has no zero bytes; in UTF-16 blanks, digits and separators have one.
        (even, odd) if !marked && even != odd => {
            let encoding = if even > odd { encoding_rs::UTF_16BE } else { encoding_rs::UTF_16LE };
            encoding.decode(bytes).0
        }
        _ => {
            let (decoded, _, broken) = encoding_rs::UTF_8.decode(bytes);
            if broken { encoding_rs::WINDOWS_1258.decode(bytes).0 } else { decoded }
        }
    }
}

fn records(text: &str, separator: u8) -> Result<Vec<Vec<String>>, csv::Error> {
    let mut reader =
        csv::ReaderBuilder::new().has_headers(false).flexible(true).delimiter(separator).from_reader(text.as_bytes());
    reader.records().map(|record| record.map(|record| record.iter().map(str::to_owned).collect())).collect()
}

/// The named sheet, or every one with a heading row. Sheets that are left out are kept by name.
fn workbook(path: &Path, wanted: &Wanted) -> Result<RawList, MatchError> {
    let mut book = calamine::open_workbook_auto(path).map_err(|error| MatchError::list(path, error))?;
    let names = book.sheet_names();
    if let Some(sheet) = &wanted.sheet
        && !names.contains(sheet)
    {
        // The names of the others are of the file, and may name people.
        return Err(MatchError::list(path, format!("no sheet `{sheet}` among its {}", names.len())));
    }
    let (mut read, mut left_out, mut trouble) = (Vec::new(), Vec::new(), None);
    for name in names.iter().filter(|name| wanted.sheet.as_ref().is_none_or(|sheet| sheet == *name)) {
        let range = book.worksheet_range(name).map_err(|error| MatchError::list(path, error))?;
        // A range begins at its first used row: places are made absolute.
        let start = range.start().map_or(0, |(row, _)| row as usize);
        let blank = std::iter::repeat_n(Vec::new(), start);
        let rows: Vec<Vec<String>> = blank.chain(range.rows().map(|row| row.iter().map(cell).collect())).collect();
        match locate(path, &rows, wanted) {
            Ok((at, heading)) => read.push((name, rows, at, heading)),
            Err(error) => {
                trouble = trouble.or(Some(error));
                let filled = rows.iter().filter(|row| row.iter().any(|cell| !cell.trim().is_empty())).count();
                left_out.extend((filled > 0).then(|| (name.clone(), filled)));
            }
        }
    }
    if read.is_empty() {
        return Err(trouble.unwrap_or_else(|| MatchError::list(path, "has no sheet")));
    }
    let one = read.len() == 1;
    let mut list = empty(wanted);
    for (name, rows, at, heading) in read {
        // Of several sheets a row goes by the sheet's name too.
        let name_of = |number: usize| if one { number.to_string() } else { format!("{name}!{number}") };
        list.append(name, gather(&rows, at, heading, true, name_of));
    }
    list.left_out = left_out;
    Ok(list)
}

fn cell(data: &Data) -> String {
    match data {
        Data::String(text) | Data::DateTimeIso(text) | Data::DurationIso(text) => text.clone(),
        Data::Int(number) => number.to_string(),
        // Written without an exponent: ids are numbers too in workbooks.
        Data::Float(number) => number.to_string(),
        Data::Bool(value) => value.to_string(),
        // Days since 1899-12-30, of which 25,569 lie before 1970.
        Data::DateTime(moment) => {
            let days = moment.as_f64().floor() - 25_569.0;
            if (-100_000.0..100_000.0).contains(&days) {
                Date::from_epoch_days(days as i32).to_string()
            } else {
                String::new()
            }
        }
        Data::Error(_) | Data::Empty => String::new(),
    }
}

#[cfg(test)]
mod tests {
    use arrow::array::TimestampSecondArray;

    use super::*;
    use crate::matching::config::Headings;

    #[test]
    fn a_moment_is_written_as_its_own_clock_shows_it() {
        // Midnight of 1948-03-12 in Vietnam, and in UTC.
        let text = |zone: Option<&str>, day: i64| {
            let moments: TimestampSecondArray = vec![day].into();
            let column: ArrayRef = std::sync::Arc::new(moments.with_timezone_opt(zone));
            as_text(&column).unwrap().as_string::<i32>().value(0)[..10].to_owned()
        };
        let midnight = -7_965 * 86_400;
        for (zone, moment) in [
            (Some("+07:00"), midnight - 7 * 3_600),
            (Some("+00:00"), midnight),
            (Some("UTC"), midnight),
            (None, midnight),
            // Clocks of the years of war: an hour or two ahead of today's.
            (Some("Asia/Ho_Chi_Minh"), midnight - 7 * 3_600),
            (Some("Asia/Ho_Chi_Minh"), midnight - 9 * 3_600),
        ] {
            assert_eq!(text(zone, moment), "1948-03-12", "{zone:?}");
        }
    }

    #[test]
    fn rows_above_the_heading_are_counted_but_for_titles() {
        let one = |text: &str| Headings::One(text.to_owned());
        let columns = vec![one("Họ tên"), one("Ngày sinh"), one("Số CCCD")];
        let (telling, single) = (vec![true, false, true], vec![false, false, true]);
        let wanted = Wanted { id: None, columns, telling, single, sheet: None };
        let text = "DANH SÁCH,,\nHọ tên,Ngày sinh,\nAn,1950,\nHọ tên,Ngày sinh,Số CCCD\nTư,1943,031043000100\n";
        let rows = records(text, b',').unwrap();
        let (at, heading) = Heading::locate(&rows, &wanted).unwrap();
        let list = gather(&rows, at, heading, false, |number| number.to_string());
        assert_eq!((at, list.len(), list.set_aside), (3, 1, 2));
    }

    #[test]
    fn texts_in_every_code_of_offices() {
        let text = "Họ tên;Ngày sinh\nĐỗ Thị Mười;1945\n";
        let utf_16 = |big: bool| -> Vec<u8> {
            text.encode_utf16().flat_map(|unit| if big { unit.to_be_bytes() } else { unit.to_le_bytes() }).collect()
        };
        let marked = [&[0xff, 0xfe][..], &utf_16(false)].concat();
        for bytes in [text.as_bytes(), &utf_16(false), &utf_16(true), &marked] {
            assert_eq!(decoded(bytes), text);
        }
        assert_eq!(decoded(b"Nguy\xean"), "Nguyên");
    }
}
