//! Dates as lists write them, to partial dates.

use crate::model::PartialDate;

/// Reads a date: ISO, day first with any separator, `yyyymmdd` or `ddmmyyyy`, a spreadsheet's
/// serial number, a year. Zeros stand for unknown parts. What the calendar does not have keeps the
/// parts that it has: a slip in the day says nothing against the year.
pub(super) fn parse(text: &str) -> Option<PartialDate> {
    let text = text.split_once(['T', ' ']).filter(|(_, time)| time.contains(':')).map_or(text, |(day, _)| day);
    let parts: Vec<&str> = text.split(|c: char| !c.is_ascii_digit()).filter(|part| !part.is_empty()).collect();
    let number = |text: &str| text.parse::<u32>().ok();
    match parts[..] {
        [a, b, c] if a.len() == 4 => of_parts(number(a)?, number(b)?, number(c)?),
        [a, b, c] if c.len() == 4 => of_parts(number(c)?, number(b)?, number(a)?),
        [a, b] if a.len() == 4 => of_parts(number(a)?, number(b)?, 0),
        [a, b] if b.len() == 4 => of_parts(number(b)?, number(a)?, 0),
        [all] => of_digits(all, number(all)?),
        _ => None,
    }
}

fn of_digits(text: &str, number: u32) -> Option<PartialDate> {
    match text.len() {
        4 => of_parts(number, 0, 0),
        // Days since 1899-12-30; five digits are the years 1927 to 2173.
        5 => crate::model::Date::from_epoch_days(number as i32 - 25_569).to_string().parse().ok(),
        8 if (1800..=2200).contains(&(number / 10_000)) => of_parts(number / 10_000, number / 100 % 100, number % 100),
        8 => of_parts(number % 10_000, number / 10_000 % 100, number / 1_000_000),
        _ => None,
    }
}

fn of_parts(year: u32, month: u32, day: u32) -> Option<PartialDate> {
    let year = i16::try_from(year).ok()?;
    let (month, day) = (u8::try_from(month).unwrap_or(0), u8::try_from(day).unwrap_or(0));
    PartialDate::of_day(year, month, day)
        .or_else(|| PartialDate::of_month(year, month))
        .or_else(|| PartialDate::of_year(year))
}

#[cfg(test)]
mod tests {
    use super::parse;

    #[track_caller]
    fn check(text: &str, expected: &str) {
        assert_eq!(parse(text).map_or("none".to_owned(), |date| date.to_string()), expected, "{text}");
    }

    #[test]
    fn dates_as_lists_write_them() {
        check("1948-03-02", "1948-03-02");
        check("1948-03-02T00:00:00", "1948-03-02");
        check("2/3/1948", "1948-03-02");
        check("02.03.1948", "1948-03-02");
        check("19480302", "1948-03-02");
        check("02031948", "1948-03-02");
        check("17594", "1948-03-02");
        check("00/00/1948", "1948");
        check("03/1948", "1948-03");
        check("1948", "1948");
        check("31/02/1948", "1948-02");
        check("31/13/1948", "1948");
        check("", "none");
        check("không rõ", "none");
        check("12/48", "none");
    }
}
