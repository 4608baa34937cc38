//! Calendar days and dates of which only a part is known.

use std::borrow::Cow;
use std::fmt;

use super::{Coded, Month, UnknownCode};

/// A day of the Gregorian calendar, stored as days since 1970-01-01. Never a time of day.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Date(i32);

impl Date {
    /// Before every date that a file can hold; used as an open beginning.
    pub const MIN: Date = Date(-1_000_000);
    /// After every date that a file can hold; used as an open end.
    pub const MAX: Date = Date(2_000_000);

    /// The day `year-month-day`, if the calendar has it.
    #[must_use]
    pub fn new(year: i16, month: i8, day: i8) -> Option<Date> {
        const DAYS: [i8; 12] = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];
        let leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
        let length = DAYS.get(usize::try_from(month).ok()?.checked_sub(1)?)? + i8::from(leap && month == 2);
        if !(-9999..=9999).contains(&year) || !(1..=length).contains(&day) {
            return None;
        }
        // Howard Hinnant, "chrono-Compatible Low-Level Date Algorithms" (days_from_civil).
        let (month, day) = (i32::from(month), i32::from(day));
        let y = i32::from(year) - i32::from(month <= 2);
        let era = y.div_euclid(400);
        let yoe = y.rem_euclid(400);
        let doy = (153 * (month + if month > 2 { -3 } else { 9 }) + 2) / 5 + day - 1;
        Some(Date(era * 146_097 + yoe * 365 + yoe / 4 - yoe / 100 + doy - 719_468))
    }

    /// From days since 1970-01-01 (the Arrow `Date32` form).
    #[must_use]
    pub const fn from_epoch_days(days: i32) -> Date {
        Date(days)
    }

    /// Days since 1970-01-01.
    #[must_use]
    pub const fn epoch_days(self) -> i32 {
        self.0
    }

    /// Year, month, day.
    #[must_use]
    pub fn ymd(self) -> (i32, u8, u8) {
        // Howard Hinnant, "chrono-Compatible Low-Level Date Algorithms" (civil_from_days).
        let z = self.0 + 719_468;
        let era = z.div_euclid(146_097);
        let doe = z.rem_euclid(146_097);
        let yoe = (doe - doe / 1460 + doe / 36_524 - doe / 146_096) / 365;
        let doy = doe - (365 * yoe + yoe / 4 - yoe / 100);
        let mp = (5 * doy + 2) / 153;
        let day = (doy - (153 * mp + 2) / 5 + 1) as u8;
        let month = if mp < 10 { mp + 3 } else { mp - 9 } as u8;
        (yoe + era * 400 + i32::from(month <= 2), month, day)
    }

    /// The month that the day lies in.
    #[must_use]
    pub fn month(self) -> Month {
        let (year, month, _) = self.ymd();
        Month::from_ym_unchecked(year, month)
    }

    /// The day `days` later (earlier where negative).
    #[must_use]
    pub const fn plus_days(self, days: i32) -> Date {
        Date(self.0.saturating_add(days))
    }

    /// The `years`-th birthday of someone born on this day. Who is born on 29 February has the
    /// birthday of a common year on 1 March (a documented setting of ours, law.md §14).
    #[must_use]
    pub fn birthday(self, years: i32) -> Date {
        let (year, month, day) = self.ymd();
        let target = (year + years) as i16;
        Date::new(target, month as i8, day as i8).or_else(|| Date::new(target, 3, 1)).unwrap_or(Date::MAX)
    }

    /// Completed years of age on `on` of someone born on this day; negative before birth.
    #[must_use]
    pub fn age_years(self, on: Date) -> i32 {
        // Of 29 February too: in a common year 28 February lies before it, 1 March after it.
        let ((born, month, day), (year, now, today)) = (self.ymd(), on.ymd());
        year - born - i32::from((now, today) < (month, day))
    }
}

impl fmt::Display for Date {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (y, m, d) = self.ymd();
        write!(f, "{y:04}-{m:02}-{d:02}")
    }
}

impl fmt::Debug for Date {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl Coded for Date {
    fn code(&self) -> Cow<'_, str> {
        Cow::Owned(self.to_string())
    }
    fn from_code(text: &str) -> Result<Self, UnknownCode> {
        let unknown = UnknownCode { expected: "date (YYYY-MM-DD)" };
        match text.parse::<PartialDate>() {
            Ok(partial) => partial.full().ok_or(unknown),
            Err(_) => Err(unknown),
        }
    }
}

/// A date of which at least the year is known: `YYYY`, `YYYY-MM` or `YYYY-MM-DD`. Never an
/// impossible day. Ordered by what is written, unknown parts first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct PartialDate {
    year: i16,
    month: u8,
    day: u8,
}

impl PartialDate {
    /// Only the year is known.
    #[must_use]
    pub fn of_year(year: i16) -> Option<PartialDate> {
        (1800..=2200).contains(&year).then_some(PartialDate { year, month: 0, day: 0 })
    }

    /// Year and month are known.
    #[must_use]
    pub fn of_month(year: i16, month: u8) -> Option<PartialDate> {
        let partial = PartialDate::of_year(year)?;
        (1..=12).contains(&month).then_some(PartialDate { month, ..partial })
    }

    /// All three parts are known and the calendar has the day.
    #[must_use]
    pub fn of_day(year: i16, month: u8, day: u8) -> Option<PartialDate> {
        PartialDate::of_year(year)?;
        Date::new(year, i8::try_from(month).ok()?, i8::try_from(day).ok()?)?;
        Some(PartialDate { year, month, day })
    }

    /// The year.
    #[must_use]
    pub const fn year(self) -> i16 {
        self.year
    }

    /// The month, 1 to 12, if known.
    #[must_use]
    pub fn month(self) -> Option<u8> {
        (self.month > 0).then_some(self.month)
    }

    /// The day of the month, if known.
    #[must_use]
    pub fn day(self) -> Option<u8> {
        (self.day > 0).then_some(self.day)
    }

    /// The day itself, where all parts are known.
    #[must_use]
    pub fn full(self) -> Option<Date> {
        self.day()?;
        Date::new(self.year, self.month as i8, self.day as i8)
    }

    /// The first day that this can be.
    #[must_use]
    pub fn earliest(self) -> Date {
        Date::new(self.year, self.month.max(1) as i8, self.day.max(1) as i8)
            .expect("the parts were checked on the way in")
    }

    /// The last day that this can be.
    #[must_use]
    pub fn latest(self) -> Date {
        match (self.month(), self.full()) {
            (_, Some(day)) => day,
            (Some(month), None) => Month::from_ym_unchecked(i32::from(self.year), month).last_day(),
            (None, None) => Month::from_ym_unchecked(i32::from(self.year), 12).last_day(),
        }
    }
}

impl From<Date> for PartialDate {
    fn from(date: Date) -> Self {
        let (year, month, day) = date.ymd();
        PartialDate { year: year as i16, month, day }
    }
}

impl fmt::Display for PartialDate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04}", self.year)?;
        if self.month > 0 {
            write!(f, "-{:02}", self.month)?;
        }
        if self.day > 0 {
            write!(f, "-{:02}", self.day)?;
        }
        Ok(())
    }
}

impl std::str::FromStr for PartialDate {
    type Err = UnknownCode;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let mut parts = text.split('-').map(|part| part.parse::<i16>().ok());
        let year = parts.next().flatten();
        let rest = (parts.next(), parts.next(), parts.next());
        let small = |part: Option<i16>| part.and_then(|n| u8::try_from(n).ok());
        match (year, rest) {
            (Some(year), (None, None, None)) => PartialDate::of_year(year),
            (Some(year), (Some(month), None, None)) => small(month).and_then(|m| PartialDate::of_month(year, m)),
            (Some(year), (Some(month), Some(day), None)) => {
                small(month).zip(small(day)).and_then(|(m, d)| PartialDate::of_day(year, m, d))
            }
            _ => None,
        }
        .ok_or(UnknownCode { expected: "partial date (YYYY, YYYY-MM or YYYY-MM-DD)" })
    }
}

impl Coded for PartialDate {
    fn code(&self) -> Cow<'_, str> {
        Cow::Owned(self.to_string())
    }
    fn from_code(text: &str) -> Result<Self, UnknownCode> {
        text.parse()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> Date {
        Date::from_code(text).unwrap()
    }

    #[test]
    fn ymd_gives_back_what_was_put_in() {
        for text in ["1900-03-01", "1948-02-29", "1970-01-01", "2000-12-31", "2026-11-20"] {
            assert_eq!(day(text).to_string(), text);
        }
    }

    #[test]
    fn days_are_those_of_another_calendar() {
        let mut before = Date::new(1599, 12, 31).unwrap();
        for civil in jiff::civil::date(1600, 1, 1).series(jiff::ToSpan::days(1)).take(300_000) {
            let day = Date::new(civil.year(), civil.month(), civil.day()).unwrap();
            assert_eq!(day, before.plus_days(1), "{civil}");
            assert_eq!(day.to_string(), civil.to_string());
            before = day;
        }
        for (year, month, day) in
            [(2026, 2, 29), (1900, 2, 29), (2026, 4, 31), (2026, 13, 1), (2026, 0, 1), (2026, 1, 0), (10_000, 1, 1)]
        {
            assert_eq!(Date::new(year, month, day), None, "{year}-{month}-{day}");
        }
    }

    #[test]
    fn birthdays_at_their_boundaries() {
        let born = day("1951-06-30");
        assert_eq!(born.age_years(day("2026-06-29")), 74);
        assert_eq!(born.age_years(day("2026-06-30")), 75);
        let leap = day("2004-02-29");
        assert_eq!(leap.age_years(day("2026-02-28")), 21);
        assert_eq!(leap.age_years(day("2026-03-01")), 22);
        assert_eq!(leap.birthday(20), day("2024-02-29"));
    }

    #[test]
    fn partial_dates() {
        for (text, earliest, latest) in [
            ("1948", "1948-01-01", "1948-12-31"),
            ("1948-02", "1948-02-01", "1948-02-29"),
            ("1948-02-03", "1948-02-03", "1948-02-03"),
        ] {
            let partial: PartialDate = text.parse().unwrap();
            assert_eq!(partial.to_string(), text);
            assert_eq!((partial.earliest(), partial.latest()), (day(earliest), day(latest)));
        }
        for bad in ["", "48", "1951-02-29", "1948-13", "1948-00-00", "x"] {
            assert!(bad.parse::<PartialDate>().is_err(), "{bad}");
        }
    }
}
