//! When a movement happened, and from which month it counts: `Ngày chết` is the first, `Thời điểm giảm`
//! the second.
//!
//! A column of months holds days too: a full day in it that begins no month is the day of the event. A
//! bare month behind the period of the list is no event that has happened: it is the month from which the
//! movement counts, whatever the heading says.

use super::cells::Cells;
use super::checks;
use super::date_words::fold_keeping_marks;
use super::date_years::{taken, written};
use super::dates::{DateReading, DateUse, find_date};
use super::states::is_staying;
use crate::model::{Field, Issue, ListKind, Month, PartialDate, RawCell, RawValue, Record};

/// Months before the period of the list from which on an event is told late.
const LATE: i32 = 12;

/// Months before and behind the period of a list that a month without a year may mean.
const NEAR: std::ops::RangeInclusive<i32> = -8..=3;

/// Reads the day of the row's event and the month from which its movement counts into the record; gives
/// the day of the row's own columns. `reason` is the ward's own words.
pub(super) fn read_when(cells: &mut Cells<'_>, record: &mut Record, reason: Option<&str>) -> Option<PartialDate> {
    let period = cells.row.period;
    let moves = record.list_kind == ListKind::Movements;
    let (own, own_taken) = event_cell(cells);
    let (own, late) = match own {
        Some(own) if moves && own.full().is_none() && own.earliest() > period.last_day() => (None, month_of(own)),
        own => (own, None),
    };
    let Effective { day, from, taken: column_taken } = effective(cells);
    let told = reason.and_then(|text| find_date(text, period));
    // A day told in words stands above the bare month of the column, where it lies in it, and above a day
    // whose year nobody wrote.
    let within = |own: PartialDate| {
        let fits = |day: &PartialDate| own.earliest() <= day.earliest() && day.latest() <= own.latest();
        told.filter(|day| day.full().is_some() && (own_taken || fits(day)))
    };
    let better = own.and_then(within);
    let own = better.or(own);
    record.event_date = own.or(told).or(day);
    // Whose year was taken, of the day or month that counts.
    record.year_taken = match (own, told) {
        (Some(_), _) => own_taken && better.is_none(),
        (None, Some(_)) => false,
        (None, None) => column_taken,
    };
    if moves {
        // The column of the first month of payment says nothing about when a movement counts.
        record.from_month = from.or(late);
    }
    tell_late(cells, record);
    own.or(day)
}

/// The day of the event, and whether its year was taken from the period.
fn event_cell(cells: &mut Cells<'_>) -> (Option<PartialDate>, bool) {
    for field in [Field::DeathDate, Field::EventDate] {
        let Some(cell) = cells.row.cell(field) else { continue };
        if is_staying(&cell.value.reveal(), &cells.lexicon.words.movements) {
            continue;
        }
        let (reading, taken) = day_of(cells, cell);
        let date = reading.date.filter(|_| !has(&reading, checks::DATE_IMPOSSIBLE));
        cells.found_all(Some(cell.column), field, uncounted(reading.issues));
        if date.is_some() {
            return (date, taken);
        }
    }
    (None, false)
}

/// What a day that does not exist is told as beside an event: its month is no month of the event either, from
/// which money would be claimed back.
fn uncounted(issues: Vec<Issue>) -> Vec<Issue> {
    let of_event = |issue: Issue| match issue.check {
        checks::DATE_IMPOSSIBLE => Issue::new(checks::DATE_IMPOSSIBLE_EVENT, issue.raw.reveal()),
        _ => issue,
    };
    issues.into_iter().map(of_event).collect()
}

fn has(reading: &DateReading, check: &str) -> bool {
    reading.issues.iter().any(|issue| issue.check == check)
}

/// The day of a cell of events (of one that does not exist the month or year, with its finding), and whether its year was taken from the period.
pub(super) fn day_of(cells: &Cells<'_>, cell: &RawCell) -> (DateReading, bool) {
    let mut reading = cells.read_date_cell(cell, DateUse::Event);
    let taken = without_written_year(&mut reading, &cell.value, cells.row.period);
    (reading, taken)
}

/// Takes the year of a reading that has none from the period, with a finding, where there is such a day.
fn without_written_year(reading: &mut DateReading, value: &RawValue, period: Month) -> bool {
    if !has(reading, checks::DATE_NO_YEAR) {
        return false;
    }
    let RawValue::Text(text) = value else { return false };
    let Some(date) = taken(text.reveal(), period) else { return false };
    let issue = Issue::new(checks::DATE_YEAR_TAKEN, text.reveal()).suggest(&written(date));
    *reading = DateReading { date: Some(date), issues: vec![issue] };
    true
}

/// An event of long ago may be a year miswritten, and costs many months.
fn tell_late(cells: &mut Cells<'_>, record: &Record) {
    let Some(event) = record.event_date.filter(|_| record.list_kind == ListKind::Movements) else { return };
    if event.latest() < cells.row.period.plus(-LATE).first_day() {
        let fields = [Field::DeathDate, Field::EventDate, Field::Reason];
        let cell = fields.into_iter().find_map(|field| cells.row.cell(field));
        let (column, raw) = (cell.map(|cell| cell.column), cell.map(|cell| cell.value.reveal()).unwrap_or_default());
        let issue = Issue::new(checks::DATE_LONG_AGO, &raw).suggest(&written(event)).about(Field::EventDate);
        cells.found(column, issue);
    }
}

/// The column of months: a day that begins no month, or else a month, and whether the year was taken.
#[derive(Default)]
struct Effective {
    day: Option<PartialDate>,
    from: Option<Month>,
    taken: bool,
}

/// What the column of months says.
fn effective(cells: &mut Cells<'_>) -> Effective {
    let Some(cell) = cells.row.cell(Field::EffectiveMonth) else { return Effective::default() };
    let period = cells.row.period;
    let (in_words, month_only) = match &cell.value {
        RawValue::Text(text) => (find_date(text.reveal(), period), without_year(text.reveal(), period)),
        RawValue::Number(number) => (None, without_year(&number.to_string(), period)),
        RawValue::Date(_) => (None, None),
    };
    let known = |date| DateReading { date: Some(date), issues: Vec::new() };
    let in_words = in_words.or(month_only).map(known);
    let mut reading = in_words.unwrap_or_else(|| cells.read_date_cell(cell, DateUse::Event));
    let taken = without_written_year(&mut reading, &cell.value, period) || month_only.is_some();
    let (column, raw) = (cell.column, cell.value.reveal());
    // A month counts from its first day, whatever its day: of a day that does not exist none does.
    let impossible = has(&reading, checks::DATE_IMPOSSIBLE);
    cells.found_all(Some(column), Field::EffectiveMonth, uncounted(reading.issues));
    let Some(date) = reading.date.filter(|_| !impossible) else { return Effective::default() };
    let month = month_of(date);
    if month.is_none() {
        cells.found(Some(column), Issue::new(checks::DATE_UNREADABLE, &raw).about(Field::EffectiveMonth));
    }
    match date.day().is_some_and(|day| day > 1) {
        true => Effective { day: Some(date), from: None, taken },
        false => Effective { day: None, from: month, taken },
    }
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
