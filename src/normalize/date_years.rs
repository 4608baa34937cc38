//! Days and months without a year, as events are written: `5/11`, `5 tháng 11`, `tháng 11`.
//!
//! The year is the one of the list's period, where that gives a day that is not after the period and not
//! long before; the year then counts as taken, never as written. Never: a year made of a month, a month
//! made of a number that stands alone.

use super::date_words::{fold_keeping_marks, numbers_of, with_month_names, without_weekday};
use super::dates::find_date;
use crate::model::{Month, PartialDate};

/// Months before the period in which an event without a year may lie: what happened longer ago is reported
/// with its year.
const NEAR: i32 = 6;

/// What a text without a year says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Yearless {
    /// `5/11`.
    Day(u8, u8),
    /// `tháng 11`.
    Month(u8),
    /// `11`, `5/25`, `31/2/`: nothing that could be one.
    Unclear,
}

/// What the numbers of a folded text say where none can be a year; `None` where one can. The two digits of
/// `10/26` are the year only where they are the period's: month and year, or month and day, it is one month.
pub(super) fn read(folded: &str, numbers: &[String], period: Month) -> Option<Yearless> {
    let small = |digits: &String| digits.parse::<u8>().ok().filter(|_| digits.len() <= 2);
    match numbers {
        [one] => {
            let number = small(one)?;
            let says_month = folded.split(|c: char| !c.is_ascii_lowercase()).any(|word| matches!(word, "thang" | "t"));
            Some(if says_month && is_month(number) { Yearless::Month(number) } else { Yearless::Unclear })
        }
        [first, second] => {
            let (day, month) = (small(first)?, small(second)?);
            let this_year = i32::from(month) == period.ym().0 % 100 && month > 12;
            if this_year && is_month(day) {
                return None;
            }
            Some(if (1..=31).contains(&day) && is_month(month) { Yearless::Day(day, month) } else { Yearless::Unclear })
        }
        _ => None,
    }
}

fn is_month(number: u8) -> bool {
    (1..=12).contains(&number)
}

/// The date meant by a text without a year in a list of this period: the last such day or month that is not
/// after the period, if it is near.
pub(super) fn taken(text: &str, period: Month) -> Option<PartialDate> {
    let folded = fold_keeping_marks(text);
    let numbers = numbers_of(&with_month_names(without_weekday(&folded)));
    let yearless = read(&folded, &numbers, period)?;
    let number = match yearless {
        Yearless::Day(_, month) | Yearless::Month(month) => month,
        Yearless::Unclear => return None,
    };
    let month = (-NEAR..=0).map(|months| period.plus(months)).find(|month| month.ym().1 == number)?;
    let year = i16::try_from(month.ym().0).ok()?;
    match yearless {
        Yearless::Day(day, month) => PartialDate::of_day(year, month, day),
        Yearless::Month(month) => PartialDate::of_month(year, month),
        Yearless::Unclear => None,
    }
}

/// The date that a text in a column of months tells.
pub(super) fn month_told(text: &str, period: Month) -> Option<PartialDate> {
    find_date(text, period).or_else(|| month_and_year(text, period))
}

/// `7/25`, `T7/25`: in a column of months two digits behind a month are its year.
fn month_and_year(text: &str, period: Month) -> Option<PartialDate> {
    let folded = fold_keeping_marks(text);
    let numbers = numbers_of(&with_month_names(without_weekday(&folded)));
    let [month, year] = &numbers[..] else { return None };
    let year: i16 = year.parse().ok().filter(|_| year.len() == 2)?;
    let month: u8 = month.parse().ok().filter(|&month| is_month(month))?;
    if year > 12 && i32::from(year) + 2000 <= period.ym().0 + 1 {
        PartialDate::of_month(year + 2000, month)
    } else {
        None
    }
}

/// A date as a ward official writes it.
pub(super) fn written(date: PartialDate) -> String {
    match (date.day(), date.month()) {
        (Some(day), Some(month)) => format!("{day:02}/{month:02}/{:04}", date.year()),
        (None, Some(month)) => format!("{month:02}/{:04}", date.year()),
        _ => date.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, expected: &str) {
        let found = taken(text, Month::new(2026, 11).unwrap());
        assert_eq!(found.map_or("-".to_owned(), written), expected, "{text}");
    }

    #[test]
    fn the_year_of_the_period() {
        check("5/11", "05/11/2026");
        check("5-11", "05/11/2026");
        check("05.11", "05/11/2026");
        check("ngày 5/11", "05/11/2026");
        check("5 tháng 11", "05/11/2026");
        check("ngày 5 tháng mười một", "05/11/2026");
        check("30/11", "30/11/2026");
        check("30/10", "30/10/2026");
        check("1/5", "01/05/2026");
        check("tháng 11", "11/2026");
        check("T11", "11/2026");
        check("T.5", "05/2026");
    }

    #[test]
    fn err_no_day_near_the_period() {
        for text in ["2/12", "1/12", "tháng 12", "30/4", "11", "5/25", "31/11", "32/11", "0/11", "29/2", "tháng 13", ""]
        {
            check(text, "-");
        }
    }

    #[test]
    fn over_the_turn_of_a_year() {
        let january = Month::new(2027, 1).unwrap();
        let found = |text| taken(text, january).map(written);
        assert_eq!(found("31/12").as_deref(), Some("31/12/2026"));
        assert_eq!(found("1/1").as_deref(), Some("01/01/2027"));
        assert_eq!(found("1/2"), None);
    }

    #[test]
    fn a_year_that_is_written_is_read_as_before() {
        for text in ["5/11/2026", "5/11/26", "11/2026", "2026", "11/26"] {
            check(text, "-");
        }
    }
}
