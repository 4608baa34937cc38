//! The days and months that matter to a synthetic city.

use super::config::SynthConfig;
use crate::model::{Date, Month};

/// The days and months that matter.
#[derive(Debug, Clone, Copy)]
pub(super) struct Times {
    /// Day whose knowledge the registers hold.
    pub(super) as_of: Date,
    /// Last closed month.
    pub(super) opening: Month,
    /// Month being prepared.
    pub(super) pay: Month,
    /// First month of the ledger.
    pub(super) first: Month,
    /// First month whose arrears are still settled.
    pub(super) arrears_from: Month,
    /// The last closed list was made up on this day: what was decided by then is paid.
    pub(super) settled: Date,
}

/// Closed months that the ledger holds.
const LEDGER_MONTHS: i32 = 24;

impl Times {
    /// The days of a configuration.
    pub(super) fn of(config: &SynthConfig) -> Times {
        let opening = config.pay_month.prev();
        let (year, _) = config.pay_month.ym();
        Times {
            as_of: config.as_of,
            opening,
            pay: config.pay_month,
            first: opening.plus(1 - LEDGER_MONTHS),
            arrears_from: Month::new(year, 1).unwrap_or(opening),
            settled: opening.prev().first_day().plus_days(19),
        }
    }

    /// A day of the calendar; the first of the month where it has none.
    pub(super) fn day(self, year: i16, month: i8, day: i8) -> Date {
        Date::new(year, month, day).or_else(|| Date::new(year, month, 1)).unwrap_or(self.as_of)
    }
}
