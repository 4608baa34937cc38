//! A calendar month, the unit of every payment.

use std::borrow::Cow;
use std::fmt;

use super::{Coded, Date, UnknownCode};

/// A month of a year; ordered in time. Written as `YYYY-MM` on the command line and in text, and
/// as its first day in tables.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Month(i32);

impl Month {
    /// The month `month` (1 to 12) of `year`.
    #[must_use]
    pub fn new(year: i32, month: u8) -> Option<Month> {
        ((1800..=2200).contains(&year) && (1..=12).contains(&month)).then(|| Month::from_ym_unchecked(year, month))
    }

    pub(crate) const fn from_ym_unchecked(year: i32, month: u8) -> Month {
        Month(year * 12 + month as i32 - 1)
    }

    /// Year and month (1 to 12).
    #[must_use]
    pub fn ym(self) -> (i32, u8) {
        (self.0.div_euclid(12), self.0.rem_euclid(12) as u8 + 1)
    }

    /// The month `months` later (earlier where negative).
    #[must_use]
    pub const fn plus(self, months: i32) -> Month {
        Month(self.0 + months)
    }

    /// The month after.
    #[must_use]
    pub const fn next(self) -> Month {
        self.plus(1)
    }

    /// The month before.
    #[must_use]
    pub const fn prev(self) -> Month {
        self.plus(-1)
    }

    /// How many months this is after `earlier`; negative where it is before.
    #[must_use]
    pub const fn since(self, earlier: Month) -> i32 {
        self.0 - earlier.0
    }

    /// First day.
    #[must_use]
    pub fn first_day(self) -> Date {
        let (year, month) = self.ym();
        Date::new(year as i16, month as i8, 1).expect("every month of the supported years has a first day")
    }

    /// Last day.
    #[must_use]
    pub fn last_day(self) -> Date {
        self.next().first_day().plus_days(-1)
    }

    /// All months from this one to `last`, both included.
    pub fn to(self, last: Month) -> impl Iterator<Item = Month> {
        (self.0..=last.0).map(Month)
    }
}

impl fmt::Display for Month {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (year, month) = self.ym();
        write!(f, "{year:04}-{month:02}")
    }
}

impl fmt::Debug for Month {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl Coded for Month {
    fn code(&self) -> Cow<'_, str> {
        Cow::Owned(self.to_string())
    }
    fn from_code(text: &str) -> Result<Self, UnknownCode> {
        let unknown = UnknownCode { expected: "month (YYYY-MM)" };
        let (year, month) = text.split_once('-').ok_or(unknown.clone())?;
        match (year.parse(), month.parse()) {
            (Ok(year), Ok(month)) => Month::new(year, month).ok_or(unknown),
            _ => Err(unknown),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn months_roll_over_years() {
        let december = Month::from_code("2026-12").unwrap();
        assert_eq!(december.next().to_string(), "2027-01");
        assert_eq!(december.plus(-12).to_string(), "2025-12");
        assert_eq!(december.last_day().to_string(), "2026-12-31");
        assert_eq!(Month::from_code("2024-02").unwrap().last_day().to_string(), "2024-02-29");
        assert!(Month::from_code("2026-13").is_err());
        assert_eq!(december.prev().to(december.next()).count(), 3);
    }
}
