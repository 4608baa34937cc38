//! Comparison of two birth dates, each at its own precision.

use super::levels::BirthLevel;
use crate::model::PartialDate;

/// A partial date as `year * 10000 + month * 100 + day`, unknown parts 0.
pub(crate) fn pack(date: PartialDate) -> u32 {
    u32::from(date.year().unsigned_abs()) * 10_000
        + u32::from(date.month().unwrap_or(0)) * 100
        + u32::from(date.day().unwrap_or(0))
}

/// The level of two packed dates (0: unknown). 1 January is what registers write where only the
/// year is known, so it agrees with any day of its year at the precision of a year.
pub(crate) fn compare(a: u32, b: u32) -> BirthLevel {
    if a == 0 || b == 0 {
        return BirthLevel::Missing;
    }
    let (full_a, full_b) = (!a.is_multiple_of(100), !b.is_multiple_of(100));
    let january = |date: u32| date % 10_000 == 101;
    let same_year = a / 10_000 == b / 10_000;
    match (same_year, full_a && full_b) {
        (true, true) if a == b && january(a) => BirthLevel::OneJanuary,
        (true, true) if a == b => BirthLevel::Full,
        (true, true) if january(a) || january(b) => BirthLevel::YearOnly,
        (true, true) => both_full_in_one_year(a, b),
        (true, false) => one_partial_in_one_year(a, b, january(a) || january(b)),
        (false, true) if a % 10_000 == b % 10_000 && !january(a) && is_slip_of_year(a / 10_000, b / 10_000) => {
            BirthLevel::DayMonth
        }
        (false, whole) => {
            let vague = !whole || january(a) || january(b);
            let near = (a / 10_000).abs_diff(b / 10_000) == 1;
            if vague && near { BirthLevel::NearYear } else { BirthLevel::Other }
        }
    }
}

/// Two years that one slip makes of each other: a digit, two last digits exchanged, or at most two
/// years too many or too few. Any other two years on one day are two people's.
fn is_slip_of_year(a: u32, b: u32) -> bool {
    let digits = |year: u32| [year / 1000, year / 100 % 10, year / 10 % 10, year % 10];
    let (x, y) = (digits(a), digits(b));
    let different = x.iter().zip(&y).filter(|(x, y)| x != y).count();
    let exchanged = x[..2] == y[..2] && x[2] == y[3] && x[3] == y[2];
    different == 1 || exchanged || a.abs_diff(b) <= 2
}

fn both_full_in_one_year(a: u32, b: u32) -> BirthLevel {
    if swap_day_and_month(a) == b {
        BirthLevel::Swapped
    } else if a / 100 == b / 100 {
        BirthLevel::YearMonth
    } else if a % 100 == b % 100 {
        BirthLevel::YearDay
    } else {
        BirthLevel::Year
    }
}

fn one_partial_in_one_year(a: u32, b: u32, january: bool) -> BirthLevel {
    let (month_a, month_b) = (a / 100 % 100, b / 100 % 100);
    match (month_a, month_b) {
        (0, _) | (_, 0) => BirthLevel::YearOnly,
        (x, y) if x == y => BirthLevel::MonthOnly,
        _ if january => BirthLevel::YearOnly,
        _ => BirthLevel::Year,
    }
}

/// `birth` with day and month exchanged, where that is a date; else `birth`.
pub(crate) const fn swap_day_and_month(birth: u32) -> u32 {
    let (year, month, day) = (birth / 10_000, birth / 100 % 100, birth % 100);
    if day == 0 || day > 12 { birth } else { year * 10_000 + day * 100 + month }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(a: &str, b: &str, level: BirthLevel) {
        let packed = |text: &str| text.parse().map_or(0, pack);
        assert_eq!(compare(packed(a), packed(b)), level, "{a} {b}");
        assert_eq!(compare(packed(b), packed(a)), level, "{b} {a}");
    }

    #[test]
    fn levels_of_birth_dates() {
        use BirthLevel::*;
        check("", "1948", Missing);
        check("1948-05-06", "1948-05-06", Full);
        check("1948-01-01", "1948-01-01", OneJanuary);
        check("1948-05-06", "1948-06-05", Swapped);
        check("1948-05-06", "1948-05-07", YearMonth);
        check("1948-05-06", "1948-08-06", YearDay);
        check("1948-05-06", "1984-05-06", DayMonth);
        check("1948-05-06", "1958-05-06", DayMonth);
        check("1949-05-06", "1951-05-06", DayMonth);
        check("1949-05-06", "1952-05-06", Other);
        check("1948-05-06", "1963-05-06", Other);
        check("1948", "1948-05-06", YearOnly);
        check("1948-01-01", "1948-05-06", YearOnly);
        check("1948-05", "1948-05-06", MonthOnly);
        check("1948-05", "1948-07-06", Year);
        check("1948-05-06", "1948-07-19", Year);
        check("1948", "1949-05-06", NearYear);
        check("1948-05-06", "1949-05-07", Other);
        check("1948", "1950", Other);
    }
}
