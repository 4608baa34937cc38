//! The cells of one row, cleaned on demand, and the findings about them.

use super::checks;
use super::columns::ColumnEncodings;
use super::dates::{DateReading, DateUse, read_date};
use super::day_order::read_american;
use super::lexicon::Lexicon;
use super::text::typing::undo_all;
use super::text::{clean, vote};
use crate::model::{Field, Finding, Issue, PartialDate, Private, RawCell, RawRow};

/// A row with what is needed to read it.
pub(super) struct Cells<'a> {
    pub(super) row: &'a RawRow,
    pub(super) encodings: &'a ColumnEncodings,
    pub(super) lexicon: &'a Lexicon,
    pub(super) findings: Vec<Finding>,
}

impl<'a> Cells<'a> {
    pub(super) fn new(row: &'a RawRow, encodings: &'a ColumnEncodings, lexicon: &'a Lexicon) -> Cells<'a> {
        Cells { row, encodings, lexicon, findings: Vec::new() }
    }

    /// Notes an issue about a cell, or about the row where there is no column.
    pub(super) fn found(&mut self, column: Option<u16>, mut issue: Issue) {
        if issue.check == checks::TEXT_LEGACY && column.is_some_and(|at| self.is_decided_by_font(at, &issue)) {
            issue.check = checks::TEXT_FONT;
        }
        self.findings.push(Finding {
            row_id: Some(self.row.row_id),
            file: self.row.file.clone(),
            ward: Some(self.row.ward),
            column,
            issue,
        });
    }

    /// Whether nothing but the font of its cell told that a text is in legacy letters.
    fn is_decided_by_font(&self, column: u16, issue: &Issue) -> bool {
        self.encodings.of_font(self.row, column).is_some() && vote(issue.raw.reveal(), self.lexicon).is_none()
    }

    /// Notes issues about a cell of a field.
    pub(super) fn found_all(&mut self, column: Option<u16>, field: Field, issues: Vec<Issue>) {
        for issue in issues {
            self.found(column, issue.about(field));
        }
    }

    /// The cleaned text of a field and its column; `None` where it is blank.
    pub(super) fn text(&mut self, field: Field) -> Option<(String, u16)> {
        let cell = self.row.cell(field)?;
        let mut cleaned = clean(&cell.value.reveal(), self.encodings.of_cell(self.row, cell.column), self.lexicon);
        // Names and addresses undo keys by their own words.
        if matches!(field, Field::Note | Field::Reason | Field::Status | Field::Group | Field::Hamlet | Field::Severity)
            && let Some(text) = undo_all(&cleaned.text, &self.lexicon.syllables)
        {
            cleaned.issues.push(Issue::new(checks::TEXT_TYPING, &cleaned.text).suggest(&text));
            cleaned.text = text;
        }
        self.found_all(Some(cell.column), field, cleaned.issues);
        (!cleaned.text.is_empty()).then_some((cleaned.text, cell.column))
    }

    /// The cleaned text of a field that was read before: what was found about it is not told again.
    pub(super) fn text_of(&self, field: Field) -> Option<Private> {
        let cell = self.row.cell(field)?;
        let text = clean(&cell.value.reveal(), self.encodings.of_cell(self.row, cell.column), self.lexicon).text;
        let text = undo_all(&text, &self.lexicon.syllables).unwrap_or(text);
        (!text.is_empty()).then(|| Private::new(&text))
    }

    /// The date of a field.
    pub(super) fn date(&mut self, field: Field, about: DateUse) -> Option<PartialDate> {
        let cell = self.row.cell(field)?;
        let reading = self.read_date_cell(cell, about);
        self.found_all(Some(cell.column), field, reading.issues);
        reading.date
    }

    /// A date cell in the order of its column.
    pub(super) fn read_date_cell(&self, cell: &RawCell, about: DateUse) -> DateReading {
        let american = self.encodings.orders.is_american(self.row, cell.column);
        let read = if american { read_american } else { read_date };
        read(&cell.value, about, self.row.period)
    }

    /// The cleaned texts of the section rows in force, outermost first.
    pub(super) fn sections(&self) -> Vec<String> {
        let column = self.encodings.of_sheet(self.row);
        self.row.sections.iter().map(|section| clean(section, column, self.lexicon).text).collect()
    }

    /// The cleaned title of the sheet.
    pub(super) fn title(&self) -> String {
        clean(&self.row.title, self.encodings.of_sheet(self.row), self.lexicon).text
    }
}
