//! Tables without an understood heading: found by what their rows hold.

use super::content::sample;
use super::headings::{Finder, Heading};
use super::numbering::is_numbering;
use super::recognise::{self, Known};
use super::shapes::{self, Shapes};
use crate::model::Field;

impl Finder<'_> {
    /// The one table of a sheet in which no heading was found: its rows have a name, and enough other
    /// columns that tell what they are. It begins at the first row with a name or an id in its place;
    /// a row of texts right above it is its heading, though not understood.
    pub(super) fn without_headings(&self) -> Option<Heading> {
        let limits = &self.forms.content.limits;
        let rows = sample(self.sheet, 0..self.sheet.height(), limits);
        let from = *rows.first()?;
        let nothing = Heading { top: from, end: from, columns: Vec::new() };
        let read =
            recognise::columns(self.sheet, self.forms, self.charset, &nothing, self.sheet.height(), Known::default());
        let told = Heading { columns: read.columns, ..nothing };
        if told.columns.len() < limits.bare_columns || !self.is_enough(&told) {
            return None;
        }
        let named = told.column(Field::FullName).is_some() && told.column(Field::IdNo).is_some();
        if rows.len() < limits.bare_rows && !named {
            return None;
        }
        let first = (from..self.sheet.height()).find(|&row| self.names_someone_at(row, &told))?;
        let above = (0..first).rev().take(2).find(|&row| !is_numbering(self.sheet.row(row)));
        let filled = |row: u32| self.sheet.row(row).iter().filter(|cell| !cell.is_blank()).count();
        let top = above.filter(|&row| self.may_be_heading(row) && filled(row) >= limits.bare_columns).unwrap_or(first);
        Some(Heading { top, end: first, columns: self.columns(top, first) })
    }

    /// A name in the column of names, or an id in that of ids.
    fn names_someone_at(&self, row: u32, told: &Heading) -> bool {
        let holds = |field: Field, shapes: Shapes| {
            told.column(field).is_some_and(|at| {
                let cell = self.sheet.cell(row, at);
                let text = cell.as_text().map(|text| self.forms.legacy.readable(text, self.charset));
                let words = &self.forms.content.words;
                shapes::of(cell, &text.unwrap_or_default(), words, &self.forms.family_names).meets(shapes)
            })
        };
        holds(Field::FullName, Shapes::Name) || holds(Field::IdNo, Shapes::Id12.with(Shapes::Id9))
    }
}
