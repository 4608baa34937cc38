//! Where somebody lives: wards, the city or not, the area of 2024, communes of special difficulty.

use std::collections::BTreeMap;

use crate::model::{Date, FactSource, LifeStatus, Month, WardCode};
use crate::table::inputs::PopulationRow;

use super::input::SpecialCommune;
use super::timeline::{Span, Timeline};

/// Wards of residence from a day on, oldest first, and whether the register proves the newest.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Residence {
    pub(super) wards: Vec<(Date, WardCode)>,
    /// 1 while in the city.
    pub(super) resident: Timeline,
}

impl Residence {
    /// The day on which the last move left a ward, where the register itself writes it.
    pub(super) fn left_on(&self, person: &PopulationRow, ward: WardCode) -> Option<Date> {
        match self.wards.as_slice() {
            [.., (_, before), (from, _)] if *before == ward => person.residence_since.filter(|since| since == from),
            _ => None,
        }
    }
}

/// Residence as the population register knew it on `as_of`. A move registered for a later day is
/// not known yet. Who left without a day is certainly gone from the pay month on.
pub(super) fn residence(
    person: &PopulationRow,
    areas: &BTreeMap<WardCode, i64>,
    as_of: Date,
    pay_month: Month,
) -> Residence {
    let inside = |ward: WardCode| i64::from(areas.contains_key(&ward));
    let span = |ward| Span::always(inside(ward), FactSource::Population);
    let (now, before) = (person.ward_code, person.previous_ward_code);
    let mut resident = Timeline::unknown();
    let wards = match (before, person.residence_since) {
        (Some(before), Some(since)) if since > as_of => {
            resident.paint(span(before));
            vec![(Date::MIN, before)]
        }
        (Some(before), Some(since)) => {
            resident.paint(span(before).until(since.plus_days(-1)));
            resident.paint(span(now).since(since));
            vec![(Date::MIN, before), (since, now)]
        }
        (Some(before), None) if inside(now) == 0 && inside(before) == 1 => {
            resident.paint(span(now).since(pay_month.first_day()));
            vec![(Date::MIN, before), (pay_month.first_day(), now)]
        }
        _ => {
            resident.paint(span(now));
            vec![(Date::MIN, now)]
        }
    };
    if person.life_status == LifeStatus::Emigrated {
        resident.paint(Span { value: 0, ..span(now) }.since(pay_month.first_day()));
    }
    Residence { wards, resident }
}

/// The spans of time in which each ward was the residence.
fn stays(wards: &[(Date, WardCode)]) -> impl Iterator<Item = (Date, Date, WardCode)> + '_ {
    wards.iter().enumerate().map(|(i, &(from, ward))| {
        let from = if i == 0 { Date::MIN } else { from };
        (from, wards.get(i + 1).map_or(Date::MAX, |next| next.0.plus_days(-1)), ward)
    })
}

/// The fact `area`; unknown while outside the city.
pub(super) fn area(wards: &[(Date, WardCode)], areas: &BTreeMap<WardCode, i64>, proven: bool) -> Timeline {
    let mut timeline = Timeline::unknown();
    for (from, to, ward) in stays(wards) {
        if let Some(&value) = areas.get(&ward) {
            timeline.paint(Span { from, to, value, source: FactSource::Population, proven });
        }
    }
    timeline
}

/// The fact `special_commune`; unknown where the reference table was not given.
pub(super) fn special_commune(wards: &[(Date, WardCode)], communes: Option<&[SpecialCommune]>) -> Timeline {
    let mut timeline = Timeline::unknown();
    let Some(communes) = communes else { return timeline };
    timeline.paint(Span::always(0, FactSource::Reference));
    for (from, to, ward) in stays(wards) {
        for commune in communes.iter().filter(|commune| commune.ward == ward) {
            let (from, to) = (from.max(commune.from), to.min(commune.to.unwrap_or(Date::MAX)));
            timeline.paint(Span { from, to, value: 1, source: FactSource::Reference, proven: true });
        }
    }
    timeline
}
