//! What the values of a column tell: `pipelines/forms/content.toml`, made ready, and the evidence of
//! one column.

use std::collections::HashSet;

use serde::Deserialize;

use super::fold::key;
use super::forms::Forms;
use super::grid::{Cell, Sheet};
use super::legacy::Charset;
use super::shapes::{self, Shapes, Words};
use crate::model::{Coded, Field};

/// `content.toml`, as it is written.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct ContentFile {
    limits: Limits,
    words: WordsEntry,
    field: Vec<RuleEntry>,
}

/// Thresholds; described in `content.toml`.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Limits {
    pub(super) sample_rows: usize,
    pub(super) min_values: u32,
    pub(super) tells: f64,
    pub(super) tells_free: f64,
    pub(super) contradicts: f64,
    pub(super) fuller: f64,
    pub(super) exact_heading: f64,
    pub(super) loose_heading: f64,
    pub(super) low_confidence: f64,
    pub(super) bare_columns: usize,
    pub(super) bare_rows: usize,
    past_before: i32,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct WordsEntry {
    gender: Vec<String>,
    mark: Vec<String>,
    severity: Vec<String>,
    severity_before: Vec<String>,
    disability: Vec<String>,
    ethnicity: Vec<String>,
    bank: Vec<String>,
    relation: Vec<String>,
    reason: Vec<String>,
    state: Vec<String>,
    benefit: Vec<String>,
    group: Vec<String>,
    place: Vec<String>,
    address: Vec<String>,
    decision: Vec<String>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct RuleEntry {
    code: String,
    fits: Vec<String>,
    #[serde(default)]
    tells: Vec<String>,
    with: Option<String>,
    with_share: Option<f64>,
    #[serde(default)]
    after: Vec<String>,
    #[serde(default)]
    only: bool,
    #[serde(default)]
    never: Vec<String>,
}

/// What the values of a field look like.
#[derive(Debug)]
pub(super) struct Rule {
    pub(super) field: Field,
    /// Shapes that the field's values may have.
    pub(super) fits: Shapes,
    tells: Shapes,
    with: Option<(Shapes, f64)>,
    /// The column before must have one of these fields; any where empty.
    pub(super) after: Vec<Field>,
    /// A column of which next to no value fits is not read, whatever its heading says.
    pub(super) only: bool,
    /// Shapes of values that are never the field's, whatever the heading says.
    never: Shapes,
}

/// The rules of recognition by content.
#[derive(Debug)]
pub(super) struct Content {
    pub(super) limits: Limits,
    pub(super) words: Words,
    pub(super) rules: Vec<Rule>,
}

impl Content {
    /// Checks the file; gives all that is wrong with it.
    pub(super) fn from_file(file: ContentFile) -> Result<Content, Vec<String>> {
        let mut wrong = Vec::new();
        let mut rules: Vec<Rule> = Vec::new();
        for entry in file.field {
            let before = wrong.len();
            let rule = entry.rule(&mut wrong);
            match rule {
                Some(rule) if rules.iter().any(|other| other.field == rule.field) => {
                    wrong.push(format!("field `{}` is described twice", rule.field));
                }
                Some(rule) if wrong.len() == before => rules.push(rule),
                _ => {}
            }
        }
        let words = file.words.ready(file.limits.past_before);
        if wrong.is_empty() { Ok(Content { limits: file.limits, words, rules }) } else { Err(wrong) }
    }

    pub(super) fn rule(&self, field: Field) -> Option<&Rule> {
        self.rules.iter().find(|rule| rule.field == field)
    }

    /// Whether the values of a column are such as a field never has.
    pub(super) fn forbids(&self, field: Field, evidence: &Evidence) -> bool {
        self.rule(field).is_some_and(|rule| !rule.never.is_none() && evidence.share(rule.never) >= self.limits.tells)
    }

    /// The fields that a column's values tell, with no regard to its neighbours; `share` is the share
    /// of values that must look so, and there must be `least` of them.
    pub(super) fn told(&self, evidence: &Evidence, share: f64, least: u32) -> Vec<Field> {
        if evidence.values() < least {
            return Vec::new();
        }
        let tells = |rule: &&Rule| {
            let with = rule.with.is_none_or(|(shape, least)| evidence.share(shape) >= least);
            !rule.tells.is_none() && evidence.share(rule.tells) >= share && with
        };
        self.rules.iter().filter(tells).map(|rule| rule.field).collect()
    }
}

impl RuleEntry {
    fn rule(self, wrong: &mut Vec<String>) -> Option<Rule> {
        let mut shapes = |names: &[String]| {
            names.iter().fold(Shapes::default(), |all, name| match Shapes::named(name) {
                Some(shape) => all.with(shape),
                None => {
                    wrong.push(format!("unknown shape `{name}`"));
                    all
                }
            })
        };
        let (fits, tells, never) = (shapes(&self.fits), shapes(&self.tells), shapes(&self.never));
        let with = self.with.map(|name| shapes(&[name]));
        if with.is_some() != self.with_share.is_some() {
            wrong.push(format!("field `{}`: `with` and `with_share` stand together", self.code));
        }
        let mut field = |code: &str| {
            let field = Field::from_code(code).ok();
            if field.is_none() {
                wrong.push(format!("unknown field `{code}`"));
            }
            field
        };
        let after = self.after.iter().filter_map(|code| field(code)).collect();
        Some(Rule {
            field: field(&self.code)?,
            fits,
            tells,
            with: with.zip(self.with_share),
            after,
            only: self.only,
            never,
        })
    }
}

impl WordsEntry {
    fn ready(&self, past_before: i32) -> Words {
        let list = |words: &[String]| -> Vec<String> { words.iter().map(|word| key(word)).collect() };
        let set = |words: &[String]| -> HashSet<String> { words.iter().map(|word| key(word)).collect() };
        Words {
            gender: set(&self.gender),
            mark: set(&self.mark),
            severity: set(&self.severity),
            severity_before: list(&self.severity_before),
            disability: list(&self.disability),
            ethnicity: set(&self.ethnicity),
            bank: list(&self.bank),
            relation: set(&self.relation),
            reason: list(&self.reason),
            state: list(&self.state),
            benefit: list(&self.benefit),
            group: list(&self.group),
            place: list(&self.place),
            address: set(&self.address),
            decision: list(&self.decision),
            past_before,
        }
    }
}

/// The values of one column among the rows looked at.
#[derive(Debug, Clone, Default)]
pub(super) struct Evidence {
    /// Shapes of the value in each row looked at; nothing for a blank one.
    shapes: Vec<Shapes>,
}

impl Evidence {
    /// Values that are not blank.
    pub(super) fn values(&self) -> u32 {
        self.shapes.iter().filter(|shapes| !shapes.is_none()).count() as u32
    }

    /// Values of one of the shapes.
    pub(super) fn fitting(&self, shapes: Shapes) -> u32 {
        self.shapes.iter().filter(|value| value.meets(shapes)).count() as u32
    }

    /// Their share of all values; 0 without any.
    pub(super) fn share(&self, shapes: Shapes) -> f64 {
        f64::from(self.fitting(shapes)) / f64::from(self.values().max(1))
    }

    /// True where no row has a value in both columns.
    pub(super) fn is_apart_from(&self, other: &Evidence) -> bool {
        self.shapes.iter().zip(&other.shapes).all(|(a, b)| a.is_none() || b.is_none())
    }
}

/// Rows of `rows` that look like data (three filled cells or more), at most as many as the limits
/// say, spread evenly.
pub(super) fn sample(sheet: &Sheet, rows: std::ops::Range<u32>, limits: &Limits) -> Vec<u32> {
    let filled = |row: &u32| sheet.row(*row).iter().filter(|cell| !cell.is_blank()).count() >= 3;
    let not_numbers = |row: &u32| !super::numbering::is_numbering(sheet.row(*row));
    let rows: Vec<u32> = rows.filter(filled).filter(not_numbers).collect();
    let step = rows.len().div_ceil(limits.sample_rows).max(1);
    rows.into_iter().step_by(step).collect()
}

/// The evidence of a column in the rows looked at.
pub(super) fn evidence(sheet: &Sheet, at: usize, rows: &[u32], forms: &Forms, charset: Charset) -> Evidence {
    let first = rows.first().copied().unwrap_or(0);
    let mut above = 0.0;
    let shapes = rows.iter().map(|&row| {
        let cell = sheet.cell(row, at);
        let readable = cell.as_text().map(|text| forms.legacy.readable(text, charset)).unwrap_or_default();
        let mut shapes = shapes::of(cell, &readable, &forms.content.words, &forms.family_names);
        if let Some(number) = ordinal(cell, &readable).filter(|&n| n <= f64::from(row - first) + 10.0) {
            // Counts up, or begins again with 1: a column of ordinal numbers.
            if number > above || number == 1.0 {
                shapes = shapes.with(Shapes::Rising);
            }
            above = number;
        }
        shapes
    });
    Evidence { shapes: shapes.collect() }
}

fn ordinal(cell: &Cell, readable: &str) -> Option<f64> {
    match cell {
        Cell::Number(number) if number.fract() == 0.0 && *number >= 1.0 => Some(*number),
        Cell::Text(_) => {
            readable.trim().trim_end_matches(['.', ')']).parse().ok().filter(|n: &f64| n.fract() == 0.0 && *n >= 1.0)
        }
        _ => None,
    }
}
