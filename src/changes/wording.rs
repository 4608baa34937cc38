//! The Vietnamese words and the clauses of change lines: data, read from `pipelines/changes.toml`.

use std::collections::BTreeMap;

use serde::Deserialize;

use crate::model::{Benefit, Coded, FactSource, Mistake, Reason};

/// What one reason says in a line.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Phrase {
    /// The reason in a few words, without day and source.
    pub label: String,
    /// The event. `{date}` day of the event, `{source}` where it is known from, `{ward}` the other
    /// ward, `{unpaid}` first unpaid month, `{words}` the ward's own, `{cared}` what ended for the
    /// person cared for, `{age}` and `{birthday}` a birthday that the law names, `{…_before}` and
    /// `{…_after}` of `coefficient`, `children`, `rate`, `benefit`, `{procedure}` whose procedure the decision follows, `{rate_since}` and `{rate_clause}`
    /// since when and by what the rate applies, `{effective}` first month of the new state, `{other}` and `{other_amount}` what is paid instead; a part in square brackets falls away where its value is not known. Without a
    /// day `undated` is used.
    pub text: String,
    /// The event without a day.
    pub undated: Option<String>,
    /// Clause of law, where the entitlement's own clause is not the one that moves the line.
    pub clause: Option<String>,
    /// The event of a line of some benefit, by its code; used where the day is known or not named.
    #[serde(default)]
    pub of: BTreeMap<String, String>,
}

impl Phrase {
    /// The event of a line of a benefit, where it has words of its own.
    #[must_use]
    pub fn of_benefit(&self, benefit: Benefit) -> Option<&str> {
        self.of.get(benefit.as_str()).map(String::as_str)
    }
}

/// The birthdays that the law names, with their source.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
struct Birthdays {
    ages: Vec<i32>,
    source: String,
}

/// Whole sentences of lines; what may stand in braces is said at each.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Sentences {
    /// A line of increase: `{difference}`, `{month}`, `{event}`, `{benefit}`, `{before}`, `{after}`,
    /// `{clause}`.
    pub increase: String,
    /// A line of decrease: the same.
    pub decrease: String,
    /// Added where the new state began before the pay month: `{month}`.
    pub since: String,
    /// Added to a line that must be verified.
    pub verify: String,
    /// Added to a line that rests on assumed law.
    pub assumed: String,
    /// A month that was paid too little: `{difference}`, `{month}`, `{event}`, `{entitled}`, `{paid}`,
    /// `{clause}`.
    pub underpaid: String,
    /// A month that was paid too much: the same.
    pub overpaid: String,
}

/// Why a month does not settle, where no reason of a change says it.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Months {
    /// Nothing was paid for a month that was due.
    pub unpaid: String,
    /// What was paid came back.
    pub returned: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    sentences: Sentences,
    months: Months,
    birthdays: Birthdays,
    benefits: BTreeMap<String, String>,
    sources: BTreeMap<String, String>,
    reasons: BTreeMap<String, Phrase>,
    carried_clause: String,
}

/// Words for benefits, sources and reasons; every code has one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Wording {
    sentences: Sentences,
    months: Months,
    birthdays: Vec<i32>,
    benefits: BTreeMap<Benefit, String>,
    sources: BTreeMap<FactSource, String>,
    reasons: BTreeMap<Reason, Phrase>,
    carried_clause: String,
}

impl Wording {
    /// Reads the text of `pipelines/changes.toml`.
    ///
    /// # Errors
    /// All mistakes at once: bad TOML, unknown codes, codes without words.
    pub fn parse(text: &str) -> Result<Wording, Vec<Mistake>> {
        const FILE: &str = "changes.toml";
        let file: File = toml::from_str(text).map_err(|error| {
            let start = error.span().map_or(0, |span| span.start);
            vec![Mistake::at_offset(FILE, text, start, error.message())]
        })?;
        let mut mistakes = Vec::new();
        if file.birthdays.source.trim().is_empty() {
            mistakes.push(Mistake::of_file(FILE, "[birthdays] needs its source"));
        }
        for (reason, phrase) in &file.reasons {
            for code in phrase.of.keys().filter(|code| Benefit::from_code(code).is_err()) {
                mistakes.push(Mistake::of_file(FILE, format!("[reasons.{reason}] `of` has the unknown code `{code}`")));
            }
        }
        let wording = Wording {
            sentences: file.sentences,
            months: file.months,
            birthdays: file.birthdays.ages,
            benefits: by_code("benefits", Benefit::ALL, file.benefits, &mut mistakes),
            sources: by_code("sources", FactSource::ALL, file.sources, &mut mistakes),
            reasons: by_code("reasons", Reason::ALL, file.reasons, &mut mistakes),
            carried_clause: file.carried_clause,
        };
        if mistakes.is_empty() { Ok(wording) } else { Err(mistakes) }
    }

    /// Name of a benefit, for the beginning of a sentence.
    #[must_use]
    pub fn benefit(&self, benefit: Benefit) -> &str {
        self.benefits.get(&benefit).map_or("", String::as_str)
    }

    /// Name of a source, for the middle of a sentence.
    #[must_use]
    pub fn source(&self, source: FactSource) -> &str {
        self.sources.get(&source).map_or("", String::as_str)
    }

    /// Birthdays that the law names, in completed years.
    #[must_use]
    pub fn birthdays(&self) -> &[i32] {
        &self.birthdays
    }

    /// Whole sentences.
    #[must_use]
    pub fn sentences(&self) -> &Sentences {
        &self.sentences
    }

    /// Why a month does not settle, where no reason of a change says it.
    #[must_use]
    pub fn months(&self) -> &Months {
        &self.months
    }

    /// What a reason says.
    #[must_use]
    pub fn reason(&self, reason: Reason) -> &Phrase {
        &self.reasons[&reason]
    }

    /// Clause named where no entitlement gives one.
    #[must_use]
    pub fn carried_clause(&self) -> &str {
        &self.carried_clause
    }
}

fn by_code<K: Coded + Copy + Ord + std::fmt::Display, V>(
    section: &str,
    all: &[K],
    mut read: BTreeMap<String, V>,
    mistakes: &mut Vec<Mistake>,
) -> BTreeMap<K, V> {
    let mut words = BTreeMap::new();
    for &key in all {
        match read.remove(key.code().as_ref()) {
            Some(value) => drop(words.insert(key, value)),
            None => mistakes.push(Mistake::of_file("changes.toml", format!("[{section}] lacks `{key}`"))),
        }
    }
    let unknown = read.into_keys().map(|code| format!("[{section}] has the unknown code `{code}`"));
    mistakes.extend(unknown.map(|message| Mistake::of_file("changes.toml", message)));
    words
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_file_of_the_project_is_whole() {
        let wording = Wording::parse(include_str!("../../pipelines/changes.toml")).unwrap();
        assert_eq!(wording.benefit(Benefit::Htxh), "Trợ cấp hưu trí xã hội");
    }

    #[test]
    fn all_mistakes_are_told_at_once() {
        let sentences = "increase=''\ndecrease=''\nsince=''\nverify=''\nassumed=''\nunderpaid=''\noverpaid=''\n";
        let text = "carried_clause = \"\"\n[benefits]\nhtxh = \"a\"\nk99 = \"b\"\n[sources]\n[reasons]\n[birthdays]\nages = []\nsource = \"c\"\n[months]\nunpaid = \"d\"\nreturned = \"e\"\n[sentences]\n";
        let mistakes = Wording::parse(&format!("{text}{sentences}")).unwrap_err();
        assert!(mistakes.iter().any(|m| m.message.contains("`k99`")), "{mistakes:?}");
        assert!(mistakes.iter().any(|m| m.message.contains("[reasons] lacks `death`")), "{mistakes:?}");
        assert_eq!(Wording::parse("[benefits").unwrap_err()[0].at, Some((1, 10)));
    }
}
