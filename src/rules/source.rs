//! A rules file: its text and path, for mistakes with line and column, and dated lists in it.

use std::fmt;
use std::path::PathBuf;

use super::config::Day;
use crate::model::{Date, Mistake, Month};

/// A file of `pipelines/rules/`.
#[derive(Debug)]
pub(super) struct Source {
    pub(super) path: PathBuf,
    pub(super) text: String,
}

impl Source {
    /// A mistake at a byte of the text.
    pub(super) fn mistake(&self, offset: usize, message: impl Into<String>) -> Mistake {
        Mistake::at_offset(&self.path, &self.text, offset, message)
    }

    /// The data of the file, or one mistake.
    pub(super) fn parse<T: serde::de::DeserializeOwned>(&self, mistakes: &mut Vec<Mistake>) -> Option<T> {
        match toml::from_str(&self.text) {
            Ok(data) => Some(data),
            Err(error) => {
                let at = error.span().map_or(0, |span| span.start);
                mistakes.push(self.mistake(at, error.message()));
                None
            }
        }
    }

    /// A period of whole months. A day that is not the first or last of its month is a mistake:
    /// the law is evaluated by whole months.
    pub(super) fn period(&self, at: usize, from: Day, to: Option<Day>, mistakes: &mut Vec<Mistake>) -> Period {
        let period = Period { from: from.0.month(), to: to.map_or(OPEN, |day| day.0.month()) };
        if from.0 != period.from.first_day() {
            mistakes.push(self.mistake(at, format!("`from` {} is not the first day of a month", from.0)));
        }
        if to.is_some_and(|day| day.0 != period.to.last_day()) {
            mistakes.push(self.mistake(at, "`to` is not the last day of a month"));
        }
        if period.from > period.to {
            mistakes.push(self.mistake(at, "`to` is before `from`"));
        }
        period
    }

    /// Checks that periods follow each other without overlap, and without gap where `closed`.
    pub(super) fn in_order(&self, periods: &[(usize, Period)], closed: bool, mistakes: &mut Vec<Mistake>) {
        for pair in periods.windows(2) {
            let [(_, before), (at, after)] = pair else { continue };
            if after.from <= before.to {
                mistakes.push(
                    self.mistake(*at, format!("overlaps the period before it ({} to {})", before.from, before.to)),
                );
            } else if closed && after.from > before.to.next() {
                mistakes.push(
                    self.mistake(*at, format!("gap: nothing holds from {} to {}", before.to.next(), after.from.prev())),
                );
            }
        }
    }

    /// A text that must not be empty.
    pub(super) fn required(&self, at: usize, what: &str, text: &str, mistakes: &mut Vec<Mistake>) {
        if text.trim().is_empty() {
            mistakes.push(self.mistake(at, format!("value without {what}")));
        }
    }
}

/// End of a period that is still open.
const OPEN: Month = Month::from_ym_unchecked(2199, 12);

/// Months from first to last, both included.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Period {
    pub(super) from: Month,
    pub(super) to: Month,
}

impl Period {
    /// No end is known yet.
    pub(super) fn is_open(self) -> bool {
        self.to == OPEN
    }

    /// Whether the month lies in it.
    pub(super) fn has(self, month: Month) -> bool {
        self.from <= month && month <= self.to
    }
}

/// A day as officials write it: `dd/mm/yyyy`.
#[derive(Debug, Clone, Copy)]
pub(super) struct ViDate(pub(super) Date);

impl fmt::Display for ViDate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (year, month, day) = self.0.ymd();
        write!(f, "{day:02}/{month:02}/{year:04}")
    }
}

/// `dd/mm/yyyy`, as officials write.
pub(super) fn vi_date(day: Date) -> String {
    ViDate(day).to_string()
}

/// `mm/yyyy`.
pub(super) fn vi_month(month: Month) -> String {
    let (year, month) = month.ym();
    format!("{month:02}/{year:04}")
}
