//! One field spread over columns, a column a value: `Mức độ KT` over `Đặc biệt nặng | Nặng | Nhẹ`, `Chế độ` over
//! the benefits, with a mark or the sum in the column that holds.

use super::fill::DataRow;
use super::fold::{begins_with, key};
use super::grid::{Cell, Sheet};
use super::headings::{Column, Finder};
use crate::model::{Field, Issue, RawCell};

/// The fields that may be spread so.
pub(super) const SPREAD: [Field; 2] = [Field::Severity, Field::Group];

/// What a benefit that is a word for a person (`NKT ĐBN`) means by itself; over sums or marks it is none of them.
const PERSONS: [Field; 4] = [Field::FullName, Field::CaredForName, Field::Receiver, Field::OtherPerson];

/// Rows below a heading of which the values are looked at.
const VALUES: u32 = 60;

impl Finder<'_> {
    /// The columns, by their place in `paths`, that hold one value each of a field: two or more below a heading of
    /// the field whose own headings mean nothing else, or headed by degrees of severity, or by benefits over sums
    /// or marks. Their values stand from the row `end` on.
    pub(super) fn spread(
        &self,
        end: u32,
        paths: &[(usize, Vec<&str>)],
        plain: &[Option<Field>],
    ) -> Vec<(usize, Field)> {
        let open = |number: usize, field: Field| plain[number].is_none_or(|own| own == field);
        let above = |number: usize| -> Option<(&str, Field)> {
            let parents = paths[number].1.iter().rev().skip(1);
            let of = |part: &&str| self.keys(part).find_map(|key| self.forms.heading(&key));
            parents.filter_map(|part| Some((*part, of(part)?))).find(|(_, field)| SPREAD.contains(field))
        };
        let flat = self.flat_benefits(end, paths, plain);
        let degree = |number: usize| {
            let leaf = paths[number].1.last()?;
            let is_degree = |text: String| {
                let words = &self.forms.content.words;
                let behind = |word: &String| text.strip_prefix(word.as_str())?.strip_prefix(' ');
                let bare = words.severity_before.iter().find_map(behind).unwrap_or(&text);
                words.severity.contains(bare)
            };
            self.keys(leaf).any(is_degree).then_some(("", Field::Severity))
        };
        let told: Vec<(usize, (&str, Field))> = (0..paths.len())
            .filter_map(|number| {
                let benefit = flat.contains(&number).then_some(("", Field::Group));
                Some((number, above(number).or(benefit).or_else(|| degree(number))?))
            })
            .filter(|&(number, (_, field))| open(number, field) || flat.contains(&number))
            .collect();
        let many = |of: &(&str, Field)| told.iter().filter(|(_, other)| other == of).count() > 1;
        told.iter().filter(|(_, of)| many(of)).map(|&(number, (_, field))| (number, field)).collect()
    }
}

impl Finder<'_> {
    /// Columns that bear benefits as their headings (`HTXH | NKT nặng | Đơn thân`) over sums or marks alone, two or
    /// more of them, where no column tells the group. Degrees of severity alone are no benefits.
    fn flat_benefits(&self, end: u32, paths: &[(usize, Vec<&str>)], plain: &[Option<Field>]) -> Vec<usize> {
        let words = &self.forms.content.words;
        let begins = |text: &str, list: &[String]| list.iter().any(|word| begins_with(text, word));
        let benefit = |number: usize| {
            let leaf = paths[number].1.last()?;
            let text = self.keys(leaf).find(|text| begins(text, &words.benefit))?;
            let of_sums = (end..self.sheet.height().min(end + VALUES)).map(|row| self.sheet.cell(row, paths[number].0));
            let (mut sums, mut all) = (0, 0);
            for cell in of_sums.filter(|cell| !cell.is_blank()) {
                (sums, all) = (sums + usize::from(is_mark(cell)), all + 1);
            }
            (all > 0 && sums == all).then(|| begins(&text, &words.severity_before))
        };
        if plain.contains(&Some(Field::Group)) {
            return Vec::new();
        }
        let found: Vec<(usize, bool)> = (0..paths.len())
            .filter(|&number| plain[number].is_none_or(|field| PERSONS.contains(&field)))
            .filter_map(|number| Some((number, benefit(number)?)))
            .collect();
        let told = found.len() > 1 && found.iter().any(|(_, degree)| !degree);
        found.into_iter().filter(|_| told).map(|(number, _)| number).collect()
    }
}

/// A mark or a sum.
fn is_mark(cell: &Cell) -> bool {
    match cell {
        Cell::Text(text) => {
            let text = text.reveal().trim();
            let sum = text.chars().all(|c| c.is_ascii_digit() || matches!(c, '.' | ',' | ' '));
            sum || text.chars().count() <= 2 || matches!(key(text).as_str(), "co" | "true")
        }
        Cell::Number(_) => true,
        Cell::Date(_) | Cell::Blank => false,
    }
}

/// Whether the field of a column is spread over several.
pub(super) fn is_spread(field: Field, columns: &[Column]) -> bool {
    SPREAD.contains(&field) && columns.iter().filter(|column| column.field == Some(field)).count() > 1
}

/// The value that a mark or sum in a column of a spread field stands for: its own heading. `None` where the
/// column holds texts.
pub(super) fn value_of(sheet: &Sheet, column: &Column, rows: &[DataRow]) -> Option<String> {
    let cells = rows.iter().map(|row| sheet.cell(row.row, column.at)).filter(|cell| !cell.is_blank());
    let (marks, all) = cells.fold((0, 0), |(marks, all), cell| (marks + usize::from(is_mark(cell)), all + 1));
    let leaf = column.heading.rsplit(" / ").next().unwrap_or("");
    (marks * 2 >= all).then(|| leaf.to_owned())
}

/// What is to be told of a row with marks for two values of one field: neither is believed.
pub(super) fn marked_twice(cells: &mut Vec<RawCell>) -> Option<Issue> {
    let mut told = None;
    for field in SPREAD {
        let of_field: Vec<(u16, String)> =
            cells.iter().filter(|cell| cell.field == field).map(|cell| (cell.column, cell.value.reveal())).collect();
        let Some((first, value)) = of_field.first() else { continue };
        if of_field.iter().any(|(column, other)| column != first && other != value) {
            let values: Vec<&str> = of_field.iter().map(|(_, value)| value.as_str()).collect();
            told = Some(Issue::new("row.marked_twice", &values.join(", ")).about(field));
            cells.retain(|cell| cell.field != field);
        }
    }
    told
}
