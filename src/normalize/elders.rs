//! `Bà mất ngày 1/11`, `Ông chết 3/11` as the reason of a decrease: an honorific that stands alone is the row's own
//! person.
//!
//! Never: a relative (`mẹ mất`, `bà nội mất`), a named person (`bà Hoa mất`), one whose gender or age is another's,
//! a carer, beside whom the person cared for may be meant.

use serde::Deserialize;

use super::date_years::taken;
use super::movements::{MovementWords, Phrase, Said, begins, clauses, is_day, names_somebody, read_movement};
use crate::model::{Benefit, BenefitKind, Gender, IdNumber, Month, Movement, PartialDate, Record};

/// Honorifics of `words/movements.toml`.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Honorifics {
    male: Vec<Phrase>,
    female: Vec<Phrase>,
    either: Vec<Phrase>,
    /// Years from which on somebody is called so in a list.
    least_age: i32,
}

/// The death that a reason tells of the row's own person by an honorific alone.
pub(super) fn read_elder(text: &str, record: &Record, words: &MovementWords) -> Option<Movement> {
    let honorifics = &words.honorifics;
    let first = clauses(text).into_iter().next()?;
    let named = [
        (&honorifics.male, Some(Gender::Male)),
        (&honorifics.female, Some(Gender::Female)),
        (&honorifics.either, None),
    ];
    let all = named.iter().flat_map(|(phrases, gender)| phrases.iter().map(move |phrase| (phrase, *gender)));
    let begun = all.filter(|(phrase, _)| begins(&first, phrase, words));
    let (phrase, gender) = begun.max_by_key(|(phrase, _)| phrase.0.len())?;
    let rest: Vec<&str> = text.split_whitespace().skip(phrase.0.len()).collect();
    let rest = rest.join(" ");
    let dies = read_movement(&rest, words) == Said::Clearly(Movement::Dead) && !names_somebody(&rest, words);
    (dies && may_be(record, gender, honorifics.least_age)).then_some(Movement::Dead)
}

fn may_be(record: &Record, gender: Option<Gender>, least_age: i32) -> bool {
    let own = record.gender.or_else(|| record.id.and_then(IdNumber::person).map(|id| id.gender()));
    let old = record.birth_date.is_some_and(|birth| birth.latest().age_years(record.period.last_day()) >= least_age);
    let same = gender.is_none() || own.is_none() || own == gender;
    old && same && record.benefit.map(Benefit::kind) != Some(BenefitKind::Carer)
}

/// The day of a death in a reason that tells it without a year (`mất ngày 1/11`), if it is the only number there;
/// its year is the period's.
pub(super) fn day_of_death(text: &str, period: Month) -> Option<PartialDate> {
    let clauses = clauses(text).concat();
    let mut numbers = clauses.iter().filter(|word| word.starts_with(|c: char| c.is_ascii_digit()));
    let day = numbers.next().filter(|day| numbers.next().is_none() && is_day(day) && day.contains(['/', '-', '.']))?;
    taken(day, period).filter(|day| day.full().is_some())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_day_without_a_year_in_a_reason() {
        let period = Month::new(2026, 11).unwrap();
        let day = |text| day_of_death(text, period).map(|day| day.to_string()).unwrap_or_default();
        assert_eq!(day("Bà mất ngày 1/11"), "2026-11-01");
        assert_eq!(day("Chết 30-10"), "2026-10-30");
        assert_eq!(day("Chết 5/12"), "");
        assert_eq!(day("Chết 1/2"), "");
        assert_eq!(day("Chết 5/11, mai táng 7/11"), "");
        assert_eq!(day("Chết tháng 11"), "");
    }
}
