//! Dates of which only a part may be known: births, events, decisions.
//!
//! Reads `12/03/1948`, `12.3.48`, `tháng 3/1948`, `1948 (78 tuổi)`, `khoảng 1948`, `00/00/1948`,
//! spreadsheet serials and whole numbers that are years. An impossible day gives year and month
//! with a finding, a day in the month's place is swapped with a finding. Never: inventing a part
//! that nobody wrote.

use super::checks;
use super::date_signs;
use super::date_words::{
    Blanks, blanks, drop_age, fold_keeping_marks, is_doubted, numbers_of, with_month_names, without_weekday,
};
use super::date_years;
use super::text::letters::fold;
use crate::model::{Date, Issue, Month, PartialDate, RawValue};

/// What a date cell says.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct DateReading {
    /// The date at the precision written.
    pub date: Option<PartialDate>,
    /// Doubtful steps.
    pub issues: Vec<Issue>,
}

/// What the date is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DateUse {
    /// A birth: a two-digit year lies in the last hundred years.
    Birth,
    /// Something of these years: a two-digit year is of this century.
    Event,
}

/// Reads a date cell. `period` is the month that the list is for: nothing lies long after it.
#[must_use]
pub fn read_date(value: &RawValue, about: DateUse, period: Month) -> DateReading {
    let reading = match value {
        RawValue::Date(date) => from_date(*date, &value.reveal(), about, period),
        RawValue::Number(number) => from_number(*number, about, period),
        RawValue::Text(text) => from_text(text.reveal(), about, period),
    };
    plausible(reading, &value.reveal(), about, period)
}

/// A cell that is shown as a date. A year that was typed into such a cell is kept by the spreadsheet
/// as a day of 1905 (1948 as 1905-05-01): nobody of these lists was born then.
fn from_date(date: Date, raw: &str, about: DateUse, period: Month) -> DateReading {
    let serial = i64::from(date.epoch_days()) + 25_569;
    let year =
        (1900..=i64::from(period.ym().0)).contains(&serial).then(|| PartialDate::of_year(serial as i16)).flatten();
    match year.filter(|_| about == DateUse::Birth) {
        Some(year) => DateReading {
            date: Some(year),
            issues: vec![Issue::new(checks::DATE_YEAR_AS_DAY, raw).suggest(&year.to_string())],
        },
        None => DateReading { date: Some(date.into()), issues: Vec::new() },
    }
}

fn plausible(mut reading: DateReading, raw: &str, about: DateUse, period: Month) -> DateReading {
    let Some(date) = reading.date else { return reading };
    let last = period.last_day();
    if date.earliest() > last && about == DateUse::Birth {
        return DateReading { date: None, issues: vec![Issue::new(checks::DATE_FUTURE, raw)] };
    }
    if i32::from(date.year()) < period.ym().0 - 115 {
        reading.issues.push(Issue::new(checks::DATE_TOO_OLD, raw));
    }
    reading
}

fn unreadable(raw: &str) -> DateReading {
    DateReading { date: None, issues: vec![Issue::new(checks::DATE_UNREADABLE, raw)] }
}

fn from_number(number: f64, about: DateUse, period: Month) -> DateReading {
    let raw = RawValue::Number(number).reveal();
    if number.fract() != 0.0 && (2150.0..1e9).contains(&number) {
        // A serial with a time of day.
        return from_number(number.trunc(), about, period);
    }
    if number.fract() != 0.0 {
        // 3.1948 is tháng 3 năm 1948; trailing zeros of the year are lost in a number.
        let (month, year) = raw.split_once('.').unwrap_or((&raw, ""));
        let padded = if year.len() == 3 { format!("{month}/{year}0") } else { format!("{month}/{year}") };
        return if (3..=4).contains(&year.len()) { from_text(&padded, about, period) } else { unreadable(&raw) };
    }
    let whole = number as i64;
    if (1850..=2150).contains(&whole) {
        return DateReading { date: PartialDate::of_year(whole as i16), issues: Vec::new() };
    }
    if let Some(date) = from_serial(whole, period) {
        return DateReading {
            date: Some(date.into()),
            issues: vec![Issue::new(checks::DATE_SERIAL, &raw).suggest(&date.to_string())],
        };
    }
    if (1_000_000..=31_129_999).contains(&whole) {
        return from_text(&format!("{whole:08}"), about, period);
    }
    unreadable(&raw)
}

/// A spreadsheet serial: days since 1899-12-30, from 1904 (so that it is no year) to the period.
fn from_serial(serial: i64, period: Month) -> Option<Date> {
    let date = Date::from_epoch_days(i32::try_from(serial).ok()?.checked_sub(25_569)?);
    (serial > 2150 && date <= period.plus(2).last_day()).then_some(date)
}

/// Reads a date text. What is written with a question mark is kept with a finding.
fn from_text(raw: &str, about: DateUse, period: Month) -> DateReading {
    let mut reading = match blanks(raw) {
        Blanks::Fine => from_words(raw, about, period),
        Blanks::Unclear => unreadable(raw),
        Blanks::Inside(text) => {
            let mut reading = from_words(&text, about, period);
            reading.issues.push(Issue::new(checks::DATE_BLANK, raw).suggest(&text));
            reading
        }
    };
    if let Some(date) = reading.date.filter(|_| is_doubted(raw)) {
        reading.issues.push(Issue::new(checks::DATE_DOUBTED, raw).suggest(&date.to_string()));
    }
    reading
}

fn from_words(raw: &str, about: DateUse, period: Month) -> DateReading {
    let mut issues = Vec::new();
    let folded = fold_keeping_marks(raw);
    if let Some(reading) = date_signs::read(raw, &folded, about, period) {
        return reading;
    }
    if folded.contains("khoang") || folded.contains("uoc") || raw.trim_start().starts_with('~') {
        issues.push(Issue::new(checks::DATE_APPROXIMATE, raw));
    }
    let mut numbers = numbers_of(&with_month_names(without_weekday(&folded)));
    if numbers.is_empty() {
        return if folded.trim().is_empty() { DateReading::default() } else { unreadable(raw) };
    }
    if folded.contains("tuoi") && numbers.len() == 1 && numbers[0].len() < 4 {
        // `18 tháng tuổi` is no date.
        return unreadable(raw);
    }
    drop_age(&folded, &mut numbers);
    if about == DateUse::Event && date_years::read(&folded, &numbers, period).is_some() {
        return DateReading { date: None, issues: vec![Issue::new(checks::DATE_NO_YEAR, raw)] };
    }
    if let [one] = &numbers[..] {
        return from_digits(one, raw, about, period, issues);
    }
    let iso = numbers[0].len() == 4 && numbers.len() >= 2;
    if iso {
        let end = numbers.len().min(3);
        numbers[..end].reverse();
        numbers.truncate(end);
    }
    let mut parts = numbers.iter().map(|digits| digits.parse::<u32>().unwrap_or(u32::MAX));
    let (first, second) = (parts.next().unwrap_or(0), parts.next().unwrap_or(0));
    match parts.next() {
        // `T3/1948 cấp 12/05/2021` has no day: what stands where a day and a month do must look like them.
        Some(year) if numbers[2].len() <= 4 && numbers[..2].iter().all(|digits| digits.len() <= 2) => {
            // `48/03/12`: which end is the year?
            let open = numbers[2].len() == 2 && first > 31;
            let Some(year) = full_year(year, numbers[2].len(), about, period, raw, &mut issues).filter(|_| !open)
            else {
                return unreadable(raw);
            };
            day_month_year(first, second, year, raw, issues)
        }
        None => {
            let Some(year) = full_year(second, numbers[1].len(), about, period, raw, &mut issues) else {
                return unreadable(raw);
            };
            day_month_year(0, first, year, raw, issues)
        }
        Some(_) => unreadable(raw),
    }
}

/// One run of digits: a year, `ddmmyyyy`, `mmyyyy`, `yyyymmdd` or a serial.
fn from_digits(digits: &str, raw: &str, about: DateUse, period: Month, mut issues: Vec<Issue>) -> DateReading {
    let part = |range: std::ops::Range<usize>| digits[range].parse::<u32>().unwrap_or(u32::MAX);
    match digits.len() {
        2 | 4 => match full_year(part(0..digits.len()), digits.len(), about, period, raw, &mut issues) {
            Some(year) => day_month_year(0, 0, year, raw, issues),
            None => unreadable(raw),
        },
        5 => match from_serial(i64::from(part(0..5)), period) {
            Some(date) => {
                issues.push(Issue::new(checks::DATE_SERIAL, raw).suggest(&date.to_string()));
                DateReading { date: Some(date.into()), issues }
            }
            None => unreadable(raw),
        },
        6 if (1850..=2150).contains(&part(2..6)) => day_month_year(0, part(0..2), part(2..6) as i16, raw, issues),
        8 if (1850..=2150).contains(&part(4..8)) => {
            day_month_year(part(0..2), part(2..4), part(4..8) as i16, raw, issues)
        }
        8 if (1850..=2150).contains(&part(0..4)) => {
            day_month_year(part(6..8), part(4..6), part(0..4) as i16, raw, issues)
        }
        _ => unreadable(raw),
    }
}

/// The year meant by two or four digits. Two digits of a birth: the century that makes the person
/// at most 100 years old; where both do, this century with a finding.
fn full_year(year: u32, len: usize, about: DateUse, period: Month, raw: &str, issues: &mut Vec<Issue>) -> Option<i16> {
    if len == 4 {
        return (1850..=2150).contains(&year).then_some(year as i16);
    }
    if len != 2 {
        return None;
    }
    let now = period.ym().0 as u32;
    let this = 2000 + year;
    let meant = if about == DateUse::Event || this <= now { this } else { 1900 + year };
    if about == DateUse::Birth {
        issues.push(Issue::new(checks::DATE_CENTURY, raw).suggest(&meant.to_string()));
    }
    Some(meant as i16)
}

fn day_month_year(day: u32, month: u32, year: i16, raw: &str, mut issues: Vec<Issue>) -> DateReading {
    let small = |n: u32| u8::try_from(n).ok();
    let date = match (day, month) {
        (0, 0) | (_, 0) => PartialDate::of_year(year),
        (0, month) => small(month).and_then(|month| PartialDate::of_month(year, month)),
        (day, month) => small(day).zip(small(month)).and_then(|(d, m)| PartialDate::of_day(year, m, d)),
    };
    if date.is_some() {
        return DateReading { date, issues };
    }
    let swapped = small(day).zip(small(month)).and_then(|(d, m)| PartialDate::of_day(year, d, m));
    if let Some(date) = swapped {
        issues.push(Issue::new(checks::DATE_SWAPPED, raw).suggest(&date.to_string()));
        return DateReading { date: Some(date), issues };
    }
    let coarse =
        small(month).and_then(|month| PartialDate::of_month(year, month)).or_else(|| PartialDate::of_year(year));
    let issue = Issue::new(checks::DATE_IMPOSSIBLE, raw);
    issues.push(match coarse {
        Some(date) => issue.suggest(&date.to_string()),
        None => issue,
    });
    DateReading { date: coarse, issues }
}

/// The first date in a running text, as in `chết ngày 12/10/2026`: digits with `/`, `.` or `-`
/// between, or after `tháng` or `năm`.
#[must_use]
pub fn find_date(text: &str, period: Month) -> Option<PartialDate> {
    let words: Vec<&str> = text.split([' ', '(', ')', ',', ';', ':']).filter(|word| !word.is_empty()).collect();
    let spelled = spelled_date(&words);
    let candidate = spelled.or_else(|| {
        let bare = |word: &str| word.trim_matches(|c: char| !c.is_ascii_digit()).to_owned();
        let dated = |word: &String| {
            word.len() >= 6 && word.contains(['/', '.', '-']) && word.matches(['/', '.', '-']).count() < 3
        };
        words.iter().map(|word| bare(word)).find(dated)
    })?;
    let reading = from_text(&candidate, DateUse::Event, period);
    reading.date.filter(|_| reading.issues.is_empty())
}

/// `ngày 5 tháng 10 năm 2025`, `tháng 10 năm 2025`.
fn spelled_date(words: &[&str]) -> Option<String> {
    let after = |word: &str| {
        let at = words.iter().position(|w| fold(w) == word)?;
        let number = words.get(at + 1)?;
        number.bytes().all(|b| b.is_ascii_digit()).then_some(*number)
    };
    let (month, year) = (after("thang")?, after("nam")?);
    Some(match after("ngay") {
        Some(day) => format!("{day}/{month}/{year}"),
        None => format!("{month}/{year}"),
    })
}

/// The month that a cell names: `từ tháng 10/2025`, `T10/2025`, `01/10/2025`, a date.
#[must_use]
pub fn read_month(value: &RawValue, period: Month) -> (Option<Month>, Vec<Issue>) {
    let reading = match value {
        RawValue::Text(text) => match date_years::month_told(text.reveal(), period) {
            Some(date) => DateReading { date: Some(date), issues: Vec::new() },
            None => read_date(value, DateUse::Event, period),
        },
        _ => read_date(value, DateUse::Event, period),
    };
    let month = reading.date.and_then(|date| Month::new(i32::from(date.year()), date.month()?));
    let mut issues = reading.issues;
    if month.is_none() && issues.is_empty() {
        issues.push(Issue::new(checks::DATE_UNREADABLE, &value.reveal()));
    }
    (month, issues)
}

#[cfg(test)]
mod tests;
