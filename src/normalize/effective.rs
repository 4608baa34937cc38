//! When a movement happened, and from which month it counts: `Ngày chết` is the first, `Thời điểm giảm`
//! the second.
//!
//! A column of months holds days too: a full day in it that begins no month is the day of the event. A
//! bare month behind the period of the list is no event that has happened: it is the month from which the
//! movement counts, whatever the heading says.

use super::cells::Cells;
use super::checks;
use super::date_words::fold_keeping_marks;
use super::dates::{DateReading, DateUse, find_date};
use crate::model::{Field, Issue, ListKind, Month, PartialDate, RawValue, Record};

/// Months before and behind the period of a list that a month without a year may mean.
const NEAR: std::ops::RangeInclusive<i32> = -8..=3;

/// Reads the day of the row's event and the month from which its movement counts into the record; gives
/// the day of the row's own columns. `reason` is the ward's own words.
pub(super) fn read_when(cells: &mut Cells<'_>, record: &mut Record, reason: Option<&str>) -> Option<PartialDate> {
    let period = cells.row.period;
    let moves = record.list_kind == ListKind::Movements;
    let (own, late) = match cells.date(Field::EventDate, DateUse::Event) {
        Some(own) if moves && own.full().is_none() && own.earliest() > period.last_day() => (None, month_of(own)),
        own => (own, None),
    };
    let (day, from) = effective(cells);
    let told = reason.and_then(|text| find_date(text, period));
    // A day told in words stands above the bare month of the column, where it lies in it.
    let within = |own: PartialDate| {
        told.filter(|day| day.full().is_some() && own.earliest() <= day.earliest() && day.latest() <= own.latest())
    };
    let own = own.map(|own| within(own).unwrap_or(own));
    record.event_date = own.or(told).or(day);
    if moves {
        record.from_month = from.or(late).or(record.from_month);
    }
    own.or(day)
}

/// What the column of months says: a day that begins no month, or else a month.
fn effective(cells: &mut Cells<'_>) -> (Option<PartialDate>, Option<Month>) {
    let Some(cell) = cells.row.cell(Field::EffectiveMonth) else { return (None, None) };
    let period = cells.row.period;
    let in_words = match &cell.value {
        RawValue::Text(text) => {
            find_date(text.reveal(), period).or_else(|| without_year(text.reveal(), period)).map(known)
        }
        RawValue::Number(number) => without_year(&number.to_string(), period).map(known),
        RawValue::Date(_) => None,
    };
    let reading = in_words.unwrap_or_else(|| cells.read_date_cell(cell, DateUse::Event));
    let (column, raw) = (cell.column, cell.value.reveal());
    cells.found_all(Some(column), Field::EffectiveMonth, reading.issues);
    let Some(date) = reading.date else { return (None, None) };
    let month = month_of(date);
    if month.is_none() {
        cells.found(Some(column), Issue::new(checks::DATE_UNREADABLE, &raw).about(Field::EffectiveMonth));
    }
    if date.day().is_some_and(|day| day > 1) { (Some(date), None) } else { (None, month) }
}

fn known(date: PartialDate) -> DateReading {
    DateReading { date: Some(date), issues: Vec::new() }
}

fn month_of(date: PartialDate) -> Option<Month> {
    Month::new(i32::from(date.year()), date.month()?)
}

/// `Tháng 12`, `từ T12`, `12`: the month of that number that lies near the period.
fn without_year(text: &str, period: Month) -> Option<PartialDate> {
    let folded = fold_keeping_marks(text);
    let digits: Vec<&str> = folded.split(|c: char| !c.is_ascii_digit()).filter(|part| !part.is_empty()).collect();
    let [digits] = digits[..] else { return None };
    let number: u8 = digits.parse().ok().filter(|number| (1..=12).contains(number))?;
    let words = folded.split(|c: char| !c.is_alphabetic()).filter(|word| !word.is_empty());
    if !words.into_iter().all(|word| matches!(word, "tu" | "thang" | "t" | "ke")) {
        return None;
    }
    let month = NEAR.map(|months| period.plus(months)).find(|month| month.ym().1 == number)?;
    PartialDate::of_month(i16::try_from(month.ym().0).ok()?, number)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, expected: Option<(i16, u8)>) {
        let period = Month::new(2026, 11).unwrap();
        let expected = expected.and_then(|(year, month)| PartialDate::of_month(year, month));
        assert_eq!(without_year(text, period), expected, "{text}");
    }

    #[test]
    fn a_month_without_a_year_lies_near_the_period() {
        check("Tháng 12", Some((2026, 12)));
        check("12", Some((2026, 12)));
        check("từ T10", Some((2026, 10)));
        check("tháng 1", Some((2027, 1)));
        check("13", None);
        check("12/2026", None);
        check("ngày 12", None);
        check("12 tuổi", None);
    }
}
