//! Pregnancy, as a decision on the support of a pregnant or nursing person implies it.

use crate::model::{Date, FactSource, PartialDate};

use super::Settings;
use super::timeline::{Span, Timeline};

/// The fact `pregnant`, taken from the decision. A decision made while a child was nursed
/// there rests on the child. Otherwise it rests on a pregnancy, which ends with the next birth or,
/// at the latest, after the longest time of the settings.
pub(super) fn pregnant(births: &[PartialDate], decided_on: Option<Date>, as_of: Date, settings: &Settings) -> Timeline {
    let day = decided_on.unwrap_or(as_of);
    let nursed = |birth: &PartialDate| birth.earliest() <= day && day < birth.latest().birthday(settings.nursed_years);
    if births.iter().any(nursed) {
        return Timeline::always(0, FactSource::Decision);
    }
    let Some(decided_on) = decided_on else { return Timeline::always(1, FactSource::Decision) };
    let born = births.iter().map(|birth| birth.latest()).filter(|&birth| birth > decided_on).min();
    let last = decided_on.plus_days(settings.pregnancy_days);
    let end = born.map_or(last, |birth| birth.min(last));
    let mut timeline = Timeline::always(0, FactSource::Decision);
    timeline.paint(Span::always(1, FactSource::Decision).until(end));
    timeline
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> Date {
        text.parse::<PartialDate>().unwrap().full().unwrap()
    }

    #[track_caller]
    fn check(births: &[&str], decided: Option<&str>, on: &str, expected: i64) {
        let births: Vec<PartialDate> = births.iter().map(|text| text.parse().unwrap()).collect();
        let settings = Settings::parse(include_str!("../../pipelines/facts.toml")).unwrap();
        let timeline = pregnant(&births, decided.map(day), day("2026-11-20"), &settings);
        assert_eq!(timeline.on(day(on)).map(|span| span.value), Some(expected));
    }

    #[test]
    fn a_pregnancy_ends_with_the_birth() {
        check(&["2026-08-10"], Some("2026-05-01"), "2026-08-10", 1);
        check(&["2026-08-10"], Some("2026-05-01"), "2026-08-11", 0);
        check(&[], Some("2026-05-01"), "2027-02-05", 1);
        check(&[], Some("2026-05-01"), "2027-02-06", 0);
    }

    #[test]
    fn a_decision_about_a_child_is_no_pregnancy() {
        check(&["2025-01-10"], Some("2026-05-01"), "2026-06-01", 0);
        check(&["2025-01-10"], None, "2026-06-01", 0);
        check(&[], None, "2026-06-01", 1);
    }
}
