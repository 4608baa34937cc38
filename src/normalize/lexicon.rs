//! What normalising needs to know: administrative units, character sets, word lists, names.
//!
//! Takes the texts of files of `pipelines/reference/`; another room reads them. Gives everything
//! prepared for lookups, or all mistakes at once.

use std::collections::BTreeMap;

use serde::de::DeserializeOwned;

use super::address::Gazetteer;
use super::config::Words;
use super::names::{Fronts, Judge, KnownNames, NameLists, PairWords, Quick, Sounds};
use super::text::charset::Charset;
use super::text::{Charsets, Syllables};
use crate::model::Mistake;

/// The texts of the reference files, by their path inside `pipelines/reference/`.
#[derive(Debug, Clone, Default)]
pub struct LexiconTexts {
    texts: BTreeMap<&'static str, String>,
}

impl LexiconTexts {
    /// The files that are needed: paths inside `pipelines/reference/`.
    pub const FILES: [&'static str; 23] = [
        "admin_units/provinces_2024.csv",
        "admin_units/provinces_2025.csv",
        "admin_units/province_changes_2025.csv",
        "admin_units/districts_2024.csv",
        "admin_units/districts_retired_2021_2025.csv",
        "admin_units/wards_2024.csv",
        "admin_units/wards_2025.csv",
        "admin_units/ward_changes_2025.csv",
        "admin_units/wards_retired_2021_2025.csv",
        "admin_units/changes_after_2025.csv",
        "encodings/legacy_charsets.csv",
        "names/surnames.csv",
        "names/middle_names.csv",
        "names/given_names.csv",
        "words/addresses.toml",
        "words/contacts.toml",
        "words/groups.toml",
        "words/ids.toml",
        "words/money.toml",
        "words/movements.toml",
        "words/name_pairs.toml",
        "words/names.toml",
        "words/syllables.toml",
    ];

    /// Asks `read` for the text of each file.
    ///
    /// # Errors
    /// All errors of `read`.
    pub fn gather<E>(mut read: impl FnMut(&'static str) -> Result<String, E>) -> Result<LexiconTexts, Vec<E>> {
        let mut texts = LexiconTexts::default();
        let mut errors = Vec::new();
        for file in Self::FILES {
            match read(file) {
                Ok(text) => _ = texts.texts.insert(file, text),
                Err(error) => errors.push(error),
            }
        }
        if errors.is_empty() { Ok(texts) } else { Err(errors) }
    }

    /// The text of a file; empty where it was not gathered.
    #[must_use]
    pub fn text(&self, file: &str) -> &str {
        self.texts.get(file).map_or("", String::as_str)
    }
}

/// Files whose words are syllables in use: names and places.
const WORDS_IN_USE: [&str; 7] = [
    "names/surnames.csv",
    "names/middle_names.csv",
    "names/given_names.csv",
    "admin_units/provinces_2025.csv",
    "admin_units/districts_2024.csv",
    "admin_units/wards_2024.csv",
    "admin_units/wards_2025.csv",
];

/// Everything that the normalisers look up. Immutable and shared by threads.
#[derive(Debug)]
pub struct Lexicon {
    /// Which syllables exist.
    pub syllables: Syllables,
    /// Legacy character sets.
    pub charsets: Charsets,
    /// Names in use.
    pub names: KnownNames,
    /// Written words of names, for reading most names by table.
    pub quick: Quick,
    /// Titles, labels and saints' names in front of names.
    pub fronts: Fronts,
    /// Word lists of names by their first word.
    pub name_lists: NameLists,
    /// The judge of name pairs.
    pub judge: Judge,
    /// Initials that loose keys of names hold for one.
    pub sounds: Sounds,
    /// Word lists.
    pub words: Words,
    /// Administrative units.
    pub gazetteer: Gazetteer,
}

impl Lexicon {
    /// Prepares the reference files.
    ///
    /// # Errors
    /// All mistakes of all files.
    pub fn parse(texts: &LexiconTexts) -> Result<Lexicon, Vec<Mistake>> {
        let mut mistakes = Vec::new();
        let words = parse_words(texts, &mut mistakes);
        let charsets = parse_charsets(texts, &mut mistakes);
        let usual_y = words.as_ref().map(|words| words.names.usual_y.clone()).unwrap_or_default();
        let mut names = parse_names(texts, usual_y, &mut mistakes);
        for surname in words.iter().flat_map(|words| &words.names.rare_surnames) {
            names.add_rare_surname(surname);
        }
        for given in words.iter().flat_map(|words| &words.names.rare_given_names) {
            names.add_rare_given(given);
        }
        let judge = parse_judge(texts, &mut mistakes);
        let (Some(words), Some(charsets), Some((judge, sounds))) = (words, charsets, judge) else {
            return Err(mistakes);
        };
        names.listen(&judge);
        let gazetteer = Gazetteer::parse(texts, &words.addresses, &mut mistakes);
        if !mistakes.is_empty() {
            return Err(mistakes);
        }
        let mut syllables = Syllables::new(&words.syllables);
        WORDS_IN_USE.iter().for_each(|file| syllables.learn(texts.text(file)));
        let fronts = Fronts::new(&words.names);
        let name_lists = NameLists::new(&words.names);
        let quick = Quick::new(&names, &words.names, &name_lists, &fronts, &syllables);
        Ok(Lexicon { syllables, charsets, names, quick, fronts, name_lists, judge, sounds, words, gazetteer })
    }
}

fn parse_toml<T: DeserializeOwned>(texts: &LexiconTexts, file: &'static str, mistakes: &mut Vec<Mistake>) -> Option<T> {
    let text = texts.text(file);
    match toml::from_str(text) {
        Ok(value) => Some(value),
        Err(error) => {
            let message = error.message().to_owned();
            mistakes.push(match error.span() {
                Some(span) => Mistake::at_offset(file, text, span.start, message),
                None => Mistake::of_file(file, message),
            });
            None
        }
    }
}

fn parse_words(texts: &LexiconTexts, mistakes: &mut Vec<Mistake>) -> Option<Words> {
    let names = parse_toml(texts, "words/names.toml", mistakes);
    let groups = parse_toml(texts, "words/groups.toml", mistakes);
    let movements = parse_toml(texts, "words/movements.toml", mistakes);
    let contacts = parse_toml(texts, "words/contacts.toml", mistakes);
    let ids = parse_toml(texts, "words/ids.toml", mistakes);
    let money = parse_toml(texts, "words/money.toml", mistakes);
    let syllables = parse_toml(texts, "words/syllables.toml", mistakes);
    let addresses = parse_toml(texts, "words/addresses.toml", mistakes);
    Some(Words {
        names: names?,
        groups: groups?,
        movements: movements?,
        contacts: contacts?,
        ids: ids?,
        money: money?,
        syllables: syllables?,
        addresses: addresses?,
    })
}

/// The rows of a CSV file as cells of the named columns; rows and columns that are missing are
/// mistakes.
pub(super) fn csv_rows<const N: usize>(
    texts: &LexiconTexts,
    file: &'static str,
    columns: [&str; N],
    mistakes: &mut Vec<Mistake>,
) -> Vec<[String; N]> {
    let mut reader = csv::Reader::from_reader(texts.text(file).as_bytes());
    let headers = match reader.headers() {
        Ok(headers) => headers.clone(),
        Err(error) => {
            mistakes.push(Mistake::of_file(file, format!("is no CSV file: {error}")));
            return Vec::new();
        }
    };
    let found = columns.map(|column| headers.iter().position(|header| header == column));
    if let Some(missing) = found.iter().position(Option::is_none) {
        mistakes.push(Mistake::of_file(file, format!("has no column `{}`", columns[missing])));
        return Vec::new();
    }
    let mut rows = Vec::new();
    for record in reader.records() {
        match record {
            Ok(record) => rows.push(found.map(|at| record.get(at.unwrap_or(0)).unwrap_or("").to_owned())),
            Err(error) => mistakes.push(Mistake::of_file(file, format!("has a broken row: {error}"))),
        }
    }
    rows
}

fn parse_charsets(texts: &LexiconTexts, mistakes: &mut Vec<Mistake>) -> Option<Charsets> {
    const FILE: &str = "encodings/legacy_charsets.csv";
    let columns = ["letter", "tcvn3_abc", "vni_windows", "vps", "viscii", "cp1258"];
    let rows = csv_rows(texts, FILE, columns, mistakes);
    let mut sets = Charsets {
        tcvn3: Charset::new(true),
        vni: Charset::new(false),
        cp1258: Charset::new(false),
        vps: Charset::new(false),
        viscii: Charset::new(false),
    };
    for [letter, tcvn3, vni, vps, viscii, cp1258] in &rows {
        let Some(letter) = letter.chars().next() else { continue };
        let added = [
            sets.tcvn3.add(letter, tcvn3),
            sets.vni.add(letter, vni),
            sets.vps.add(letter, vps),
            sets.viscii.add(letter, viscii),
            sets.cp1258.add(letter, cp1258),
        ];
        if added.iter().any(Option::is_none) {
            mistakes
                .push(Mistake::of_file(FILE, format!("has a cell of letter `{letter}` that is no list of hex bytes")));
        }
    }
    (!rows.is_empty()).then_some(sets)
}

fn parse_judge(texts: &LexiconTexts, mistakes: &mut Vec<Mistake>) -> Option<(Judge, Sounds)> {
    const FILE: &str = "words/name_pairs.toml";
    let words: PairWords = parse_toml(texts, FILE, mistakes)?;
    match Judge::new(&words) {
        Ok(judge) => Some((judge, Sounds::new(&words.onsets))),
        Err(wrong) => {
            mistakes.extend(wrong.into_iter().map(|message| Mistake::of_file(FILE, message)));
            None
        }
    }
}

fn parse_names(texts: &LexiconTexts, usual_y: BTreeMap<String, String>, mistakes: &mut Vec<Mistake>) -> KnownNames {
    let mut names = KnownNames::writing(usual_y);
    let columns = [
        ("names/surnames.csv", ["surname", "source", "share_hp_est"]),
        ("names/middle_names.csv", ["middle_name", "gender", "rel_freq"]),
        ("names/given_names.csv", ["given_name", "gender", "rel_freq"]),
    ];
    for (file, columns) in columns {
        for [part, gender, share] in csv_rows(texts, file, columns, mistakes) {
            match (share.parse(), file) {
                (Ok(share), "names/surnames.csv") => names.add_surname(&part, share),
                (Ok(share), "names/middle_names.csv") => names.add_middle(&part, share),
                (Ok(share), _) => names.add_given(&part, gender == "female", share),
                (Err(_), _) => {
                    mistakes.push(Mistake::of_file(file, format!("has a share that is no number: `{share}`")));
                }
            }
        }
    }
    names
}
