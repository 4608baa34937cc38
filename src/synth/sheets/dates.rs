//! Dates as clerks write them, and what each of them still shows.

use crate::model::{Date, Month, PartialDate};

use super::grid::Value;
use super::pen::Pen;
use super::style::Dates;

/// Days from the spreadsheets' day 0 (1899-12-30) to 1970-01-01.
const SERIAL_OF_EPOCH: i32 = 25_569;

/// First day that all spreadsheet programs count alike (the false leap day of 1900 lies before it).
const FIRST_SERIAL: i32 = 61;

/// People born before this year are written with the year alone by clerks of that habit: their papers
/// often say no more. Of younger ones everybody knows the day.
const YEAR_ALONE_BEFORE: i32 = 1960;

/// Serial number of a day in a spreadsheet.
pub(super) fn serial(date: Date) -> i32 {
    date.epoch_days() + SERIAL_OF_EPOCH
}

/// A birth date as written: the value, what it shows, and the quirk.
pub(super) fn birth(pen: &mut Pen<'_>, birth: PartialDate) -> (Value, Option<PartialDate>, &'static str) {
    let mut form = pen.style.dates;
    // Files of these habits mix forms; the others have a stray row in another form now and then.
    let mixed = matches!(form, Dates::Month | Dates::ZeroDay);
    if mixed && pen.written % 4 != 1 {
        form = Dates::Slashes;
    } else if !mixed && pen.dice.chance(6) {
        form = *pen.dice.pick(&[Dates::Slashes, Dates::Dots, Dates::Year, Dates::ZeroDay]);
    }
    match birth.full() {
        Some(day) => full(pen, form, day, birth),
        None => partial(pen, form, birth),
    }
}

fn full(pen: &mut Pen<'_>, form: Dates, date: Date, birth: PartialDate) -> (Value, Option<PartialDate>, &'static str) {
    let (year, month, day) = date.ymd();
    let whole = Some(birth);
    let countable = serial(date) >= FIRST_SERIAL;
    match form {
        Dates::Serial if countable => (Value::Number(f64::from(serial(date))), whole, "birth_serial"),
        Dates::Cell if countable => (Value::Date(date), whole, "birth_date_cell"),
        Dates::Year if year < YEAR_ALONE_BEFORE => year_alone(pen, birth),
        Dates::ZeroDay => {
            let shown = PartialDate::of_year(birth.year());
            (Value::Text(format!("00/00/{year:04}")), shown, "birth_zero_day")
        }
        Dates::Month => {
            let texts =
                [format!("tháng {month}/{year:04}"), format!("{month:02}/{year:04}"), format!("T{month}/{year:04}")];
            (Value::Text(pen.dice.pick(&texts).clone()), PartialDate::of_month(birth.year(), month), "birth_month")
        }
        // Two digits say the century only where the other one cannot be meant.
        Dates::Short if (1930..2000).contains(&year) => {
            let mark = *pen.dice.pick(&["-", "/"]);
            (Value::Text(format!("{day:02}{mark}{month:02}{mark}{:02}", year % 100)), whole, "birth_two_digit_year")
        }
        Dates::Dots => {
            let mark = *pen.dice.pick(&[".", "-"]);
            (Value::Text(format!("{day}{mark}{month}{mark}{year:04}")), whole, "birth_dots")
        }
        _ if pen.dice.chance(20) => (Value::Text(format!("{day}/{month}/{year:04}")), whole, "birth_text"),
        _ => (Value::Text(format!("{day:02}/{month:02}/{year:04}")), whole, "birth_text"),
    }
}

fn partial(pen: &mut Pen<'_>, form: Dates, birth: PartialDate) -> (Value, Option<PartialDate>, &'static str) {
    let year = birth.year();
    let zeros = form == Dates::ZeroDay || pen.dice.chance(20);
    match birth.month() {
        Some(month) if form != Dates::Year => {
            let text = if zeros { format!("00/{month:02}/{year:04}") } else { format!("{month:02}/{year:04}") };
            (Value::Text(text), Some(birth), "birth_month")
        }
        None if zeros && form != Dates::Year => {
            (Value::Text(format!("00/00/{year:04}")), Some(birth), "birth_zero_day")
        }
        _ => year_alone(pen, birth),
    }
}

fn year_alone(pen: &mut Pen<'_>, birth: PartialDate) -> (Value, Option<PartialDate>, &'static str) {
    let year = birth.year();
    let value = if pen.dice.chance(60) { Value::Number(f64::from(year)) } else { Value::Text(format!("{year:04}")) };
    (value, PartialDate::of_year(year), "birth_year_only")
}

/// A day of an event or decision.
pub(super) fn day(pen: &mut Pen<'_>, date: PartialDate) -> Value {
    match date.full() {
        Some(full) if pen.style.dates == Dates::Cell => Value::Date(full),
        Some(full) => Value::Text(slashes(full)),
        None => Value::Text(match date.month() {
            Some(month) => format!("{month:02}/{:04}", date.year()),
            None => format!("{:04}", date.year()),
        }),
    }
}

/// `05/11/2026`
pub(super) fn slashes(date: Date) -> String {
    let (year, month, day) = date.ymd();
    format!("{day:02}/{month:02}/{year:04}")
}

/// The month from which a benefit is paid.
pub(super) fn from_month(pen: &mut Pen<'_>, from: Month) -> Value {
    let (year, month) = from.ym();
    let texts = [
        format!("{month:02}/{year}"),
        format!("{month}/{year}"),
        format!("T{month}/{year}"),
        format!("01/{month:02}/{year}"),
    ];
    Value::Text(pen.dice.pick(&texts).clone())
}
