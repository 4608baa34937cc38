//! One field spread over columns, a column a value: `Mức độ KT` over `Đặc biệt nặng | Nặng | Nhẹ`, `Chế độ` over
//! the benefits, with a mark or the sum in the column that holds.

use super::fill::DataRow;
use super::fold::key;
use super::grid::{Cell, Sheet};
use super::headings::{Column, Finder};
use crate::model::{Field, Issue, RawCell};

/// The fields that may be spread so.
pub(super) const SPREAD: [Field; 2] = [Field::Severity, Field::Group];

impl Finder<'_> {
    /// The columns, by their place in `paths`, that hold one value each of a field: two or more below a heading of
    /// the field whose own headings mean nothing else, or headed by degrees of severity.
    pub(super) fn spread(&self, paths: &[(usize, Vec<&str>)], plain: &[Option<Field>]) -> Vec<(usize, Field)> {
        let open = |number: usize, field: Field| plain[number].is_none_or(|own| own == field);
        let above = |number: usize| -> Option<(&str, Field)> {
            let parents = paths[number].1.iter().rev().skip(1);
            let of = |part: &&str| self.keys(part).find_map(|key| self.forms.heading(&key));
            parents.filter_map(|part| Some((*part, of(part)?))).find(|(_, field)| SPREAD.contains(field))
        };
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
            .filter_map(|number| Some((number, above(number).or_else(|| degree(number))?)))
            .filter(|&(number, (_, field))| open(number, field))
            .collect();
        let many = |of: &(&str, Field)| told.iter().filter(|(_, other)| other == of).count() > 1;
        told.iter().filter(|(_, of)| many(of)).map(|&(number, (_, field))| (number, field)).collect()
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
    let is_mark = |cell: &Cell| match cell {
        Cell::Text(text) => {
            let text = text.reveal().trim();
            let sum = text.chars().all(|c| c.is_ascii_digit() || matches!(c, '.' | ',' | ' '));
            sum || text.chars().count() <= 2 || matches!(key(text).as_str(), "co" | "true")
        }
        Cell::Number(_) => true,
        Cell::Date(_) | Cell::Blank => false,
    };
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
