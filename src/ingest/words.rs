//! Words about people in one cell and about units of money, ready for look-ups.

use std::collections::HashSet;

use unicode_normalization::UnicodeNormalization;

use super::config::{PeopleEntry, UnitsEntry};
use super::fold::{begins_with, find_phrase, has_phrase, key};
use super::headings::Heading;
use crate::model::Field;

/// Words of `rows.toml`, checked.
#[derive(Debug, Default)]
pub(super) struct Words {
    /// Before a guardian's name; the longest first.
    guardians: Vec<String>,
    /// Before a guardian's name, being the relation too; the longest first.
    relations: Vec<String>,
    /// At the end of a name that goes on; small letters.
    middles: HashSet<String>,
    /// Before the day or place of an id's issue; the longest first.
    issued: Vec<String>,
    /// Kinds of communes as they stand before a name, with the key by which texts show them.
    pub(super) communes: Vec<(String, String)>,
    /// Short forms of these.
    pub(super) communes_short: Vec<String>,
    thousands: Vec<String>,
    unit_before: Vec<String>,
    pub(super) money: Vec<Field>,
}

impl Words {
    /// From the sections of `rows.toml`; `money` are the columns of `[units]`, checked.
    pub(super) fn new(people: &PeopleEntry, units: &UnitsEntry, money: Vec<Field>) -> Words {
        let keys = |words: &[String]| {
            let mut keys: Vec<String> = words.iter().map(|word| key(word)).filter(|key| !key.is_empty()).collect();
            keys.sort_by(|a, b| b.len().cmp(&a.len()).then_with(|| a.cmp(b)));
            keys
        };
        Words {
            guardians: keys(&people.guardians),
            relations: keys(&people.relations),
            middles: people.middles.iter().map(|word| word.nfc().collect::<String>().to_lowercase()).collect(),
            issued: keys(&people.issued),
            communes: people.communes.iter().map(|word| (key(word), word.clone())).collect(),
            communes_short: keys(&people.communes_short),
            thousands: keys(&units.thousands),
            unit_before: keys(&units.before),
            money,
        }
    }

    /// True where a name cannot end here: it has one word, or ends with `Thị` or `Văn`.
    pub(super) fn goes_on(&self, name: &str) -> bool {
        let words: Vec<String> =
            name.split_whitespace().map(|word| word.nfc().collect::<String>().to_lowercase()).collect();
        words.len() == 1 || words.last().is_some_and(|last| self.middles.contains(last))
    }

    /// Whether the key of a text begins with a word of guardians, and whether that is the relation.
    pub(super) fn guardian(&self, label: &str) -> Option<bool> {
        let label = key(label);
        let is = |words: &[String]| words.contains(&label);
        if is(&self.relations) { Some(true) } else { is(&self.guardians).then_some(false) }
    }

    /// The number of words of a relation or guardian at the beginning of a text.
    pub(super) fn leading(&self, text: &str) -> usize {
        let key = key(text);
        let found = self.relations.iter().chain(&self.guardians).find(|word| begins_with(&key, word));
        found.map_or(0, |word| word.split(' ').count())
    }

    /// True where a text tells when or where an id was issued: `cấp ngày 1/2/2021`.
    pub(super) fn is_issue(&self, text: &str) -> bool {
        let key = key(text);
        // Without diacritics a single word is a family name too: `cấp` and `Cáp`.
        let dated = key.bytes().any(|b| b.is_ascii_digit());
        self.issued.iter().any(|word| begins_with(&key, word) && (dated || word.contains(' ')))
    }

    /// The number of words of a guardian or receiver at the end of a text: `nhận thay`.
    pub(super) fn trailing(&self, text: &str) -> usize {
        let key = key(text);
        let ends = |word: &&String| key.strip_suffix(word.as_str()).is_some_and(|rest| rest.ends_with(' '));
        // A single word may be a part of a name.
        let found = self.guardians.iter().filter(|word| word.contains(' ')).find(ends);
        found.map_or(0, |word| word.split(' ').count())
    }

    /// The money columns of a table that hold thousands of đồng: as their heading says, or else as a
    /// title above the table does.
    pub(super) fn in_thousands(&self, heading: &Heading, titles: &[String]) -> Vec<Field> {
        let says = |text: &str| self.thousands.iter().any(|unit| has_phrase(text, unit));
        let by_title = titles.iter().map(|title| key(title)).any(|title| {
            let unit = self.unit_before.iter().find_map(|word| find_phrase(&title, word));
            unit.is_some_and(|end| says(&title[end..]))
        });
        let money = heading.columns.iter().filter_map(|column| Some((column.field?, key(&column.heading))));
        let money = money.filter(|(field, _)| self.money.contains(field));
        money.filter(|(_, text)| says(text) || by_title && !has_phrase(text, "dong")).map(|(field, _)| field).collect()
    }
}
