//! Word lists of `pipelines/reference/words/` as plain data.

use std::collections::BTreeMap;

use serde::{Deserialize, Deserializer};

use super::contact_words::ContactWords;
use super::movements::MovementWords;
use super::text::syllable::SyllableConfig;
use crate::model::{Benefit, Coded, Date, DisabilityType, Ground, Month, Severity};

pub(super) fn code<'de, T: Coded, D: Deserializer<'de>>(from: D) -> Result<T, D::Error> {
    let text = String::deserialize(from)?;
    T::from_code(&text).map_err(serde::de::Error::custom)
}

pub(super) fn codes<'de, T: Coded, D: Deserializer<'de>>(from: D) -> Result<Vec<T>, D::Error> {
    let texts: Vec<String> = Vec::deserialize(from)?;
    texts.iter().map(|text| T::from_code(text).map_err(serde::de::Error::custom)).collect()
}

fn optional_code<'de, T: Coded, D: Deserializer<'de>>(from: D) -> Result<Option<T>, D::Error> {
    code(from).map(Some)
}

/// `words/names.toml`.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct NameWords {
    /// Where the lists are from.
    #[serde(rename = "origin")]
    pub _origin: String,
    /// What names usually write with `y`, by the form with `i`; lower case.
    pub usual_y: BTreeMap<String, String>,
    /// Titles in front of a name, lower case.
    pub titles: Vec<String>,
    /// Titles that are parts of names too.
    pub weak_titles: Vec<String>,
    /// Titles of several words, codes, labels, ranks and offices in front of a whole name; lower case.
    pub fronts: Vec<String>,
    /// Saints' names in front of a whole name; lower case.
    pub saints: Vec<String>,
    /// Middle and given names that belong together though one alone would be a slip; lower case.
    pub kept_pairs: Vec<String>,
    /// Codes of lists behind a name that have a vowel; lower case.
    pub codes: Vec<String>,
    /// Words after a name that begin a note.
    pub note_starts: Vec<String>,
    /// Words that begin a note behind a sign, and without one where they are written small behind a name
    /// with capitals; lower case.
    pub note_words: Vec<String>,
    /// Words in front that name somebody by another person only; lower case.
    pub relations: Vec<String>,
    /// Words that begin a note only before a number, since they are names too.
    pub note_starts_before_number: Vec<String>,
    /// Folded texts that stand in a name column and are no name.
    pub fillers: Vec<String>,
    /// Abbreviations of surnames that have one meaning.
    pub surname_abbreviations: BTreeMap<String, String>,
    /// Abbreviations between surname and given name that have one usual meaning.
    pub middle_abbreviations: BTreeMap<String, String>,
    /// Surnames in use that the frequency table lacks.
    pub rare_surnames: Vec<String>,
    /// Given names in use that the frequency table lacks.
    pub rare_given_names: Vec<String>,
    /// Folded words of names of other peoples of the country, with their own spelling.
    pub minority_words: Vec<String>,
}

/// One rule of `words/groups.toml`.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct GroupRule {
    /// The benefit; none where the severity decides.
    #[serde(default, deserialize_with = "optional_code")]
    pub benefit: Option<Benefit>,
    /// Ground of k1.
    #[serde(default, deserialize_with = "optional_code")]
    pub ground: Option<Ground>,
    /// A disability group: the severity gives the benefit.
    #[serde(default)]
    pub disabled: bool,
    /// At least one of these words.
    pub any: Vec<String>,
    /// All of these words.
    #[serde(default)]
    pub all: Vec<String>,
    /// None of these words.
    #[serde(default)]
    pub none: Vec<String>,
}

/// Words of one severity.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SeverityWords {
    /// The severity.
    #[serde(deserialize_with = "code")]
    pub value: Severity,
    /// Its words, folded.
    pub words: Vec<String>,
}

/// Words of one kind of disability.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DisabilityWords {
    /// The kind.
    #[serde(deserialize_with = "code")]
    pub value: DisabilityType,
    /// Its words, folded.
    pub words: Vec<String>,
}

/// `words/groups.toml`.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct GroupWords {
    /// Where the lists are from.
    #[serde(rename = "origin")]
    pub _origin: String,
    /// Words of people, folded.
    pub kinds: Vec<String>,
    /// Rules; the first that fits decides.
    pub rules: Vec<GroupRule>,
    /// Severities; the first that fits decides.
    pub severities: Vec<SeverityWords>,
    /// Kinds of disability; the first that fits decides.
    pub disabilities: Vec<DisabilityWords>,
    /// Clauses that mean another benefit in decisions of a later decree.
    pub renumbered: Vec<RenumberedClause>,
}

/// A clause of Điều 5 that a later decree gave to another benefit.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RenumberedClause {
    /// Khoản.
    pub number: u8,
    /// Điểm.
    pub letter: char,
    /// What it means in decisions signed from then on.
    #[serde(deserialize_with = "code")]
    pub benefit: Benefit,
    /// First signing day of the later meaning.
    #[serde(deserialize_with = "code")]
    pub from: Date,
}

/// `words/ids.toml`.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct IdWords {
    /// Where the list is from.
    #[serde(rename = "origin")]
    pub _origin: String,
    /// Words beside a number that say that it is one, folded.
    pub labels: Vec<String>,
    /// Words that say that it is another document's, folded.
    pub other_documents: Vec<String>,
    /// Codes of provinces of birth registration.
    pub birth_places: Vec<u16>,
    /// The first month in which a CMND is no valid document any more.
    #[serde(deserialize_with = "code")]
    pub cmnd_ended: Month,
}

/// `words/money.toml`.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct MoneyWords {
    /// Where the list is from.
    #[serde(rename = "origin")]
    pub _origin: String,
    /// Base rates that have been in force, in đồng a month.
    pub base_rates: Vec<i64>,
    /// Coefficients of the law, in hundredths.
    pub coefficients: Vec<u32>,
    /// Words of the currency, folded.
    pub currency: Vec<String>,
    /// Words before an amount, or for what it is, folded.
    pub around: Vec<String>,
    /// Words of an amount in letters, folded.
    pub spelled: Vec<String>,
    /// Folded words after a number and how many đồng each is.
    pub units: BTreeMap<String, i64>,
}

/// All word lists.
#[derive(Debug, Clone)]
pub struct Words {
    /// Names.
    pub names: NameWords,
    /// Groups, severities, kinds of disability.
    pub groups: GroupWords,
    /// Movements.
    pub movements: MovementWords,
    /// Banks and phones.
    pub contacts: ContactWords,
    /// Ids.
    pub ids: IdWords,
    /// Money.
    pub money: MoneyWords,
    /// Syllables.
    pub syllables: SyllableConfig,
    /// Addresses.
    pub addresses: AddressWords,
}

/// `words/addresses.toml`.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct AddressWords {
    /// Where the lists are from.
    #[serde(rename = "origin")]
    pub _origin: String,
    /// Words before the name of a province that is no city.
    pub province: Vec<String>,
    /// Words before the name of a city of a province's rank.
    pub city: Vec<String>,
    /// Words before the name of a district, by kind.
    pub district: BTreeMap<String, Vec<String>>,
    /// Words before the name of a commune-level unit, by kind.
    pub ward: BTreeMap<String, Vec<String>>,
    /// Words that begin a hamlet.
    pub hamlet: Vec<String>,
    /// Words that begin a residential group.
    pub group: Vec<String>,
    /// Words that begin a street, whose name is no ward.
    pub street: Vec<String>,
    /// Words that begin a lane.
    pub lane: Vec<String>,
    /// Words that begin the number of a house or flat.
    pub house: Vec<String>,
    /// Words after which the unit of today is named.
    pub now: Vec<String>,
    /// Words after which, or before which, a former unit is named.
    pub former: Vec<String>,
    /// Words between two places of which either may be meant.
    pub or: Vec<String>,
    /// Words before a second whole address: `tạm trú`.
    pub beside: Vec<String>,
    /// Words that say nothing about the place.
    pub noise: Vec<String>,
    /// Short forms of provinces' names.
    pub province_aliases: BTreeMap<String, String>,
}
