//! What simulations and the budget assume: data, read from `pipelines/forecast.toml`.

use serde::Deserialize;

use super::mortality::{Mortality, Rates};
use crate::model::{Coded, Confidence, Date, Gender, Mistake};

/// Age groups, the reach of the budget and mortality, each with its source in the file.
#[derive(Debug, Clone, PartialEq)]
pub struct Settings {
    /// First age of each group, ascending from 0.
    ages: Vec<i32>,
    /// How many months the budget looks ahead.
    pub budget_months: u32,
    /// Deaths by age and gender.
    pub mortality: Mortality,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    age_groups: AgeGroups,
    budget_months: Months,
    mortality: Vec<Table>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct AgeGroups {
    from: toml::Spanned<Vec<i32>>,
    source: toml::Spanned<String>,
    confidence: toml::Spanned<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Months {
    value: toml::Spanned<u32>,
    source: toml::Spanned<String>,
    confidence: toml::Spanned<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Table {
    gender: toml::Spanned<String>,
    from: toml::Spanned<toml::value::Datetime>,
    to: toml::Spanned<toml::value::Datetime>,
    source: toml::Spanned<String>,
    checked_on: toml::Spanned<toml::value::Datetime>,
    confidence: toml::Spanned<String>,
    rates: toml::Spanned<Vec<Rate>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Rate {
    age: i32,
    rate: f64,
}

const FILE: &str = "forecast.toml";

impl Settings {
    /// Reads the text of `pipelines/forecast.toml`.
    ///
    /// # Errors
    /// All mistakes at once: bad TOML, ages that do not ascend from 0, a value without source, rates
    /// of mortality that are no rates, periods of one gender that overlap or leave a gap.
    pub fn parse(text: &str) -> Result<Settings, Vec<Mistake>> {
        let file: File = toml::from_str(text).map_err(|error| {
            let start = error.span().map_or(0, |span| span.start);
            vec![Mistake::at_offset(FILE, text, start, error.message())]
        })?;
        let mut mistakes = Vec::new();
        let mut wrong = |start: usize, message: &str| mistakes.push(Mistake::at_offset(FILE, text, start, message));
        let ages = file.age_groups.from.get_ref();
        if ages.first() != Some(&0) || ages.windows(2).any(|pair| pair[0] >= pair[1]) {
            wrong(file.age_groups.from.span().start, "from: expected ages that ascend from 0");
        }
        sourced(&file.age_groups.source, &file.age_groups.confidence, &mut wrong);
        let months = &file.budget_months;
        if !(1..=60).contains(months.value.get_ref()) {
            wrong(months.value.span().start, "value: expected 1 to 60");
        }
        sourced(&months.source, &months.confidence, &mut wrong);
        let tables: Vec<(usize, Rates)> = file.mortality.iter().filter_map(|table| rates(table, &mut wrong)).collect();
        periods(&tables, &mut wrong);
        let mut tables: Vec<Rates> = tables.into_iter().map(|(_, table)| table).collect();
        tables.sort_by_key(|table| (table.gender, table.from));
        let settings =
            Settings { ages: ages.clone(), budget_months: *months.value.get_ref(), mortality: Mortality { tables } };
        if mistakes.is_empty() { Ok(settings) } else { Err(mistakes) }
    }

    /// Place of the group of an age; after the last one where the age is not known.
    #[must_use]
    pub fn group(&self, age: Option<i32>) -> usize {
        age.map_or(self.ages.len(), |age| self.ages.partition_point(|&first| first <= age).max(1) - 1)
    }

    /// `4–15`, `80+`, or `?` for an age that is not known.
    #[must_use]
    pub fn label(&self, group: usize) -> String {
        match (self.ages.get(group), self.ages.get(group + 1)) {
            (Some(first), Some(next)) => format!("{first}–{}", next - 1),
            (Some(first), None) => format!("{first}+"),
            _ => "?".to_owned(),
        }
    }

    /// All labels, in the order of ages, that of an unknown age last.
    #[must_use]
    pub fn labels(&self) -> Vec<String> {
        (0..=self.ages.len()).map(|group| self.label(group)).collect()
    }
}

/// A table of rates, and where it begins in the file.
fn rates(table: &Table, wrong: &mut impl FnMut(usize, &str)) -> Option<(usize, Rates)> {
    let confidence = sourced(&table.source, &table.confidence, wrong);
    let start = table.rates.span().start;
    let ages = table.rates.get_ref();
    if ages.first().is_none_or(|first| first.age != 0) || ages.windows(2).any(|pair| pair[0].age >= pair[1].age) {
        wrong(start, "rates: expected ages that ascend from 0");
    }
    if ages.iter().any(|one| !(0.0..=2.0).contains(&one.rate)) {
        wrong(start, "rates: expected deaths a person-year, 0 to 2");
    }
    let gender = Gender::from_code(table.gender.get_ref());
    if gender.is_err() {
        wrong(table.gender.span().start, "gender: expected nam or nữ");
    }
    let mut day = |value: &toml::Spanned<toml::value::Datetime>| {
        let day = value.get_ref().date.filter(|_| value.get_ref().time.is_none());
        let day = day.and_then(|d| Date::new(i16::try_from(d.year).ok()?, d.month as i8, d.day as i8));
        if day.is_none() {
            wrong(value.span().start, "expected a day");
        }
        day
    };
    let (from, to) = (day(&table.from), day(&table.to));
    day(&table.checked_on)?;
    let rates = ages.iter().map(|one| (one.age, one.rate)).collect();
    let source = table.source.get_ref().clone();
    Some((
        table.gender.span().start,
        Rates { gender: gender.ok()?, from: from?, to: to?, rates, source, confidence: confidence? },
    ))
}

/// Both genders are there, and the periods of each follow one another day by day.
fn periods(tables: &[(usize, Rates)], wrong: &mut impl FnMut(usize, &str)) {
    for gender in [Gender::Male, Gender::Female] {
        let mut of_gender: Vec<&(usize, Rates)> = tables.iter().filter(|(_, table)| table.gender == gender).collect();
        of_gender.sort_by_key(|(_, table)| table.from);
        if of_gender.is_empty() {
            wrong(0, "mortality: expected a table of each gender");
        }
        for (start, table) in of_gender.iter().filter(|(_, table)| table.from > table.to) {
            wrong(*start, &format!("mortality: {} lies after {}", table.from, table.to));
        }
        for pair in of_gender.windows(2) {
            if pair[0].1.to.plus_days(1) != pair[1].1.from {
                wrong(pair[1].0, "mortality: periods of one gender overlap or leave a gap");
            }
        }
    }
}

/// A value says where it comes from and how sure it is.
fn sourced(
    source: &toml::Spanned<String>,
    confidence: &toml::Spanned<String>,
    wrong: &mut impl FnMut(usize, &str),
) -> Option<Confidence> {
    if source.get_ref().trim().is_empty() {
        wrong(source.span().start, "source: a value needs its source");
    }
    let known = Confidence::from_code(confidence.get_ref());
    if known.is_err() {
        wrong(confidence.span().start, "confidence: expected confirmed, reported or assumed");
    }
    known.ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str = include_str!("../../pipelines/forecast.toml");

    #[test]
    fn ages_fall_into_their_groups_at_both_sides_of_each_bound() {
        let settings = Settings::parse(TEXT).unwrap();
        let of = |age| settings.label(settings.group(Some(age)));
        assert_eq!(
            [of(-1), of(0), of(3), of(4), of(79), of(80), of(119)],
            ["0–3", "0–3", "0–3", "4–15", "75–79", "80+", "80+"]
        );
        assert_eq!(settings.label(settings.group(None)), "?");
        assert_eq!(settings.labels().len(), 8);
    }

    #[track_caller]
    fn check(from: &str, to: &str, expected: &str) {
        assert!(TEXT.contains(from));
        let mistakes = Settings::parse(&TEXT.replacen(from, to, 1)).unwrap_err();
        assert_eq!(mistakes.len(), 1, "{mistakes:?}");
        assert!(mistakes[0].message.contains(expected) && mistakes[0].at.is_some(), "{mistakes:?}");
    }

    #[test]
    fn mistakes_have_their_place() {
        check("[0, 4, 16", "[4, 0, 16", "ascend from 0");
        check("[0, 4, 16", "[1, 4, 16", "ascend from 0");
        check("source = \"ages", "source = \"\"\nsauce = \"ages", "unknown field");
        check("\"confirmed\"", "\"sure\"", "expected confirmed");
        check("value = 24", "value = 0", "1 to 60");
        check("gender = \"nữ\"", "gender = \"nu\"", "nam or nữ");
        check("from = 2030-07-01", "from = 2030-07-02", "overlap or leave a gap");
        check("to = 2030-06-30", "to = 2030-07-01", "overlap or leave a gap");
        check("age = 100, rate = 0.3", "age = 100, rate = 3.3", "0 to 2");
        check("{ age = 1, ", "{ age = 0, ", "ascend from 0");
    }
}
