//! The wards' word, in movement lists or beside a person of a full list: what no register proves (yet).

use std::collections::BTreeMap;

use crate::model::{Date, FactSource, Field, ListKind, Month, Movement, PartialDate, PersonKey, Record, WardCode};

use super::person::vietnamese;
use super::timeline::{Span, Timeline};

/// Check: the ward reports an end that no register confirms.
pub(super) const ONLY_THE_WARD: &str = "fact.only_ward_word";

/// Check: the ward reports another day of an end than the register that is believed.
pub(super) const DAY_DIFFERS: &str = "fact.event_day_differs";

/// Check: the ward reports an end that lies behind what this run knows or pays, so that it changes nothing yet.
pub(super) const NOT_YET: &str = "fact.end_not_yet";

/// What the wards report about one person for the month before the pay month.
pub(super) type Reports<'a> = BTreeMap<PersonKey, Vec<&'a Record>>;

/// Movement rows by person, in the order of their rows, and behind them rows of full lists that tell an
/// end. Of full lists only the latest counts, whatever its period.
pub(super) fn reports<'a>(records: &'a [Record], keys: &[PersonKey], pay_month: Month) -> Reports<'a> {
    let mut found: Reports<'a> = BTreeMap::new();
    for (record, &key) in records.iter().zip(keys) {
        let counts = match record.list_kind {
            ListKind::Movements => record.period == pay_month.prev(),
            ListKind::Beneficiaries => record.movement.is_some(),
        };
        if counts {
            found.entry(key).or_default().push(record);
        }
    }
    for rows in found.values_mut() {
        rows.sort_by_key(|record| (record.list_kind != ListKind::Movements, record.row_id));
    }
    found
}

/// The last day on which the old state held, as the ward says: the event's day (the last possible
/// one of a partial date), else the last day before the month from which the movement counts, else
/// before the pay month. Events after `as_of` are not known yet; the bare year that runs is no date. A day whose year nobody wrote moves no
/// month before the pay month.
pub(super) fn last_day(record: &Record, as_of: Date, pay_month: Month) -> Option<Date> {
    let told = match event_of(record, as_of, pay_month) {
        Some(event) if event.earliest() > as_of => return None,
        Some(event) => event.latest(),
        None => counts_from(record).unwrap_or(pay_month).prev().last_day(),
    };
    let before = pay_month.prev();
    Some(if record.year_taken && told < before.first_day() { before.last_day() } else { told })
}

/// From when an end is reported that changes nothing in the pay month, as the ward writes it.
pub(super) fn not_yet(record: &Record, as_of: Date, pay_month: Month) -> Option<(Field, String)> {
    if !matches!(record.movement, Some(Movement::Dead | Movement::MovedOut | Movement::Ended)) {
        return None;
    }
    match event_of(record, as_of, pay_month) {
        Some(event) if event.earliest() > as_of => Some((Field::EventDate, since(event))),
        Some(_) => None,
        None => {
            let from = counts_from(record).filter(|&from| from > pay_month)?;
            Some((Field::EffectiveMonth, month(from)))
        }
    }
}

/// The event's date, unless it is a bare year that has begun and lasts beyond the month before the pay month:
/// its last day would say that what has happened is still to come, so it counts as no date.
fn event_of(record: &Record, as_of: Date, pay_month: Month) -> Option<PartialDate> {
    let lasts = |event: &PartialDate| event.earliest() <= as_of && event.latest() >= pay_month.first_day();
    record.event_date.filter(|event| event.month().is_some() || !lasts(event))
}

/// The month from which a movement counts. Of a full list `from_month` is the first month of payment.
fn counts_from(record: &Record) -> Option<Month> {
    record.from_month.filter(|_| record.list_kind == ListKind::Movements)
}

fn since(event: PartialDate) -> String {
    let of_month = || Some(month(Month::new(i32::from(event.year()), event.month()?)?));
    let full = event.full().map(|day| format!("ngày {}", vietnamese(day)));
    full.or_else(of_month).unwrap_or_else(|| format!("năm {}", event.year()))
}

fn month(month: Month) -> String {
    let (year, number) = month.ym();
    format!("tháng {number:02}/{year}")
}

/// The first report of a movement that is known.
pub(super) fn first<'a>(
    rows: &[&'a Record],
    movement: Movement,
    as_of: Date,
    pay_month: Month,
) -> Option<(&'a Record, Date)> {
    let of_kind = rows.iter().filter(|record| record.movement == Some(movement));
    of_kind.filter_map(|record| Some((*record, last_day(record, as_of, pay_month)?))).next()
}

/// Lays the ward's word "no longer" over a fact that the registers say goes on. Returns whether it
/// was needed: a register that says the same comes first, if it is `trusted` more.
pub(super) fn end_by_word(timeline: &mut Timeline, last_day: Date, trusted: impl Fn(FactSource) -> bool) -> bool {
    if timeline.on(Date::MAX).is_some_and(|span| span.value == 0 && trusted(span.source)) {
        return false;
    }
    let gone = Span::always(0, FactSource::WardReport).proven(false);
    timeline.paint(gone.since(last_day.plus_days(1)));
    true
}

/// Where the ward tells no day, the last day before the new state certainly holds is unknown: the first
/// day of that state is then no day of the event.
pub(super) fn without_day(timeline: &mut Timeline, record: &Record, last_day: Date) {
    if record.event_date.and_then(PartialDate::full) != Some(last_day) {
        timeline.erase(last_day, last_day);
    }
}

/// The fact `ward_ended`: no unless some ward reported an end that no register explains.
pub(super) fn ward_ended(last_day: Option<Date>) -> Timeline {
    let mut timeline = Timeline::always(0, FactSource::WardReport);
    if let Some(last_day) = last_day {
        let ended = Span::always(1, FactSource::WardReport).proven(false);
        timeline.paint(ended.since(last_day.plus_days(1)));
    }
    timeline
}

/// A move inside the city that only the ward reports: the new ward, and from when.
pub(super) fn move_inside(record: &Record, last_day: Date, known: &[WardCode]) -> Option<(Date, WardCode)> {
    let ward = record.other_ward.filter(|ward| known.contains(ward) && *ward != record.ward)?;
    Some((last_day.plus_days(1), ward))
}
