//! What simulations and the budget assume: data, read from `pipelines/forecast.toml`.

use serde::Deserialize;

use crate::model::Mistake;

/// Age groups, each with its source in the file.
#[derive(Debug, Clone, PartialEq)]
pub struct Settings {
    /// First age of each group, ascending from 0.
    ages: Vec<i32>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    age_groups: AgeGroups,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct AgeGroups {
    from: toml::Spanned<Vec<i32>>,
    source: toml::Spanned<String>,
    confidence: toml::Spanned<String>,
}

const FILE: &str = "forecast.toml";

impl Settings {
    /// Reads the text of `pipelines/forecast.toml`.
    ///
    /// # Errors
    /// All mistakes at once: bad TOML, ages that do not ascend from 0, a value without source.
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
        if mistakes.is_empty() { Ok(Settings { ages: ages.clone() }) } else { Err(mistakes) }
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

/// A value says where it comes from and how sure it is.
fn sourced(source: &toml::Spanned<String>, confidence: &toml::Spanned<String>, wrong: &mut impl FnMut(usize, &str)) {
    if source.get_ref().trim().is_empty() {
        wrong(source.span().start, "source: a value needs its source");
    }
    if !matches!(confidence.get_ref().as_str(), "confirmed" | "reported" | "assumed") {
        wrong(confidence.span().start, "confidence: expected confirmed, reported or assumed");
    }
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
    }
}
