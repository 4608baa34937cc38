//! Stated mortality: how likely somebody is to live to the first day of a month.

use crate::model::{Confidence, Date, Gender, Month, Subject};

/// A whole, in the parts in which chances are counted: exact sums in any order.
pub(super) const WHOLE: i64 = 1_000_000_000;

/// Days of an average year.
const YEAR_DAYS: f64 = 365.25;

/// Rates of one gender in a period of time.
#[derive(Debug, Clone, PartialEq)]
pub struct Rates {
    /// For whom.
    pub(super) gender: Gender,
    /// First day.
    pub(super) from: Date,
    /// Last day.
    pub(super) to: Date,
    /// First age and deaths a person-year from it on, ascending from age 0.
    pub(super) rates: Vec<(i32, f64)>,
    /// Where they come from.
    pub(super) source: String,
    /// How sure they are.
    pub(super) confidence: Confidence,
}

/// Deaths a person-year by age, gender and time.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Mortality {
    /// Ordered by gender and first day.
    pub(super) tables: Vec<Rates>,
}

impl Mortality {
    /// Deaths a person-year at an age on a day: the rate of the period; before the first and after
    /// the last, that of the nearest. Where the gender is not known, the mean of both.
    #[must_use]
    pub fn rate(&self, gender: Option<Gender>, age: i32, day: Date) -> f64 {
        let of = |gender: Gender| {
            let tables = || self.tables.iter().filter(|table| table.gender == gender);
            let table = tables().find(|table| day <= table.to).or_else(|| tables().next_back());
            table.map_or(0.0, |table| {
                let place = table.rates.partition_point(|&(first, _)| first <= age).max(1) - 1;
                table.rates.get(place).map_or(0.0, |&(_, rate)| rate)
            })
        };
        match gender {
            Some(gender) => of(gender),
            None => f64::midpoint(of(Gender::Male), of(Gender::Female)),
        }
    }

    /// Chances, in parts of a thousand million, that somebody alive on `as_of` lives on the first day of
    /// `from` and of each of the next `months` months: one chance more than months. Within a month
    /// the rate of the age on its first day counts. Nobody is expected to die whose birth is not known.
    #[must_use]
    pub fn survival(&self, subject: &Subject, as_of: Date, from: Month, months: usize) -> Vec<i64> {
        let Some(birth) = subject.birth.map(|birth| birth.earliest()) else { return vec![WHOLE; months + 1] };
        let mut hazard = 0.0;
        let mut day = as_of;
        let mut chances = Vec::with_capacity(months + 1);
        for month in from.to(from.plus(months as i32)) {
            while day < month.first_day() {
                let next = day.month().next().first_day().min(month.first_day());
                let days = f64::from(next.epoch_days() - day.epoch_days());
                hazard += self.rate(subject.gender, birth.age_years(day), day) * days / YEAR_DAYS;
                day = next;
            }
            chances.push((f64::exp(-hazard) * WHOLE as f64).round() as i64);
        }
        chances
    }

    /// Sources of the rates with their confidence, each once.
    #[must_use]
    pub fn sources(&self) -> Vec<(String, Confidence)> {
        let mut sources: Vec<(String, Confidence)> = Vec::new();
        for table in &self.tables {
            if sources.iter().all(|(source, _)| *source != table.source) {
                sources.push((table.source.clone(), table.confidence));
            }
        }
        sources
    }
}
