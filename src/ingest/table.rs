//! One sheet: its tables, the kind of every row, and the data rows with what holds for them.

use std::sync::Arc;

use super::Submission;
use super::fill::{self, DataRow, Filled};
use super::forms::Forms;
use super::grid::{Cell, Sheet};
use super::headings::{self, Heading};
use super::legacy::Charset;
use super::moves::Signs;
use super::page::{self, Page};
use super::recognise::{self, Known};
use super::rows::RowReader;
use super::sections::Sections;
pub(super) use super::sheet_read::{Data, SheetRead};
use super::titles::mark_titles;
use super::twins::Hints;
use super::{carried, gender, kind, notes, persons, spread};
use crate::model::{Field, Issue, Private, RawCell, RowKind};

/// Reads a sheet. The name of the file may say the kind of the list.
pub(super) fn read(
    sheet: &Sheet,
    submission: &Submission,
    forms: &Forms,
    keep_lines: bool,
    hints: &Hints,
) -> SheetRead {
    let file: &str = &submission.file;
    let charset = forms.legacy.charset_of(sheet);
    let headings = headings::find(sheet, forms, charset);
    let mut reading =
        Reading { sheet, forms, charset, file, out: SheetRead::of(sheet, charset, headings.len()), tables: Vec::new() };
    let headings = reading.recognise(headings, submission, hints);
    let first = headings.first().map_or(sheet.height(), |heading| heading.top);
    reading.mark(0..first, RowKind::Title);
    let mut titles = reading.titles(0..first);
    reading.out.titles.clone_from(&titles);
    let mut sections = Sections::inside(&sheet.name, forms);
    let mut pages: Vec<Page<'_>> = Vec::new();
    let mut signs = Signs::default();
    for (number, heading) in headings.iter().enumerate() {
        let end = headings.get(number + 1).map_or(sheet.height(), |next| next.top);
        if number > 0 && !headings[number - 1].repeats(heading) {
            sections.close();
            reading.take(&mut pages);
        }
        if number == 0 || !headings[number - 1].repeats(heading) {
            signs = reading.signs(&headings[number..]);
        }
        let another = number + 1 < headings.len();
        let (mut page, titled_again) = reading.page(heading, end, (&titles, signs), &mut sections, another);
        page.table = reading.tables[number];
        pages.push(page);
        if !titled_again.is_empty() {
            sections.close();
            reading.take(&mut pages);
            reading.out.titles.extend(titled_again.clone());
            titles = titled_again;
        }
    }
    reading.take(&mut pages);
    if keep_lines {
        reading.out.lines = (0..sheet.height()).map(|row| reading.line(row)).collect();
    }
    reading.out
}

struct Reading<'a> {
    sheet: &'a Sheet,
    forms: &'a Forms,
    charset: Charset,
    file: &'a str,
    out: SheetRead,
    /// The number of the table that each heading begins or carries on.
    tables: Vec<u32>,
}

impl Reading<'_> {
    /// The headings with their columns decided. Where a heading is repeated on a later page, its
    /// columns mean what they meant before.
    fn recognise(&mut self, headings: Vec<Heading>, submission: &Submission, hints: &Hints) -> Vec<Heading> {
        let pins = self.forms.pins_of(submission.ward);
        let mapping = pins.and_then(|pins| pins.mapping(self.file, &self.sheet.name, submission.period));
        let known = Known { mapping, hints: Some(hints) };
        let mut out: Vec<Heading> = Vec::with_capacity(headings.len());
        for (number, heading) in headings.iter().enumerate() {
            if number > 0 && headings[number - 1].repeats(heading) {
                let columns = out[number - 1].columns.clone();
                self.tables.push(self.tables[number - 1]);
                out.push(Heading { columns, ..heading.clone() });
                continue;
            }
            let next = headings[number + 1..].iter().find(|next| !next.repeats(heading));
            let end = next.map_or(self.sheet.height(), |next| next.top);
            let read = recognise::columns(self.sheet, self.forms, self.charset, heading, end, known);
            let table = self.out.columns.last().map_or(1, |(table, _)| table + 1);
            self.tables.push(table);
            self.out.columns.extend(read.reads.into_iter().map(|column| (table, column)));
            if heading.top == heading.end {
                self.out.issues.push((None, Issue::new("sheet.no_headings", &self.sheet.name)));
            }
            self.out.issues.extend(read.issues);
            out.push(Heading { columns: read.columns, ..heading.clone() });
        }
        out
    }

    /// What the rows of the first table tell of movements, with its later pages.
    fn signs(&self, headings: &[Heading]) -> Signs {
        let heading = &headings[0];
        let next = headings.iter().zip(&headings[1..]).find(|(before, next)| !before.repeats(next));
        let end = next.map_or(self.sheet.height(), |(_, next)| next.top);
        Signs::of(self.sheet, self.forms, self.charset, heading, end)
    }

    /// Gives rows a kind, blank ones excepted.
    fn mark(&mut self, rows: std::ops::Range<u32>, kind: RowKind) {
        for row in rows {
            if !self.sheet.row(row).iter().all(Cell::is_blank) {
                self.out.rows[row as usize].0 = kind;
            }
        }
    }

    /// The readable texts of rows, one a row.
    fn titles(&self, rows: std::ops::Range<u32>) -> Vec<String> {
        rows.map(|row| self.row_text(row)).filter(|text| !text.is_empty()).collect()
    }

    /// The texts of a row that holds no data.
    fn line(&self, row: u32) -> Private {
        // The cells of data rows are raw rows, but for those that a filter sets aside.
        let is_raw = self.out.rows[row as usize].0 == RowKind::Data && !self.sheet.is_filtered(row);
        Private::new(&if is_raw { String::new() } else { self.row_text(row) })
    }

    /// The texts of a section: its sums stand as texts in text files.
    fn section_text(&self, row: u32) -> String {
        self.text_of(row, |text| text.chars().any(char::is_alphabetic))
    }

    /// The texts of a row joined by blanks.
    fn row_text(&self, row: u32) -> String {
        self.text_of(row, |_| true)
    }

    fn text_of(&self, row: u32, keep: impl Fn(&str) -> bool) -> String {
        let texts = self.sheet.row(row).iter().filter_map(Cell::as_text).filter(|text| keep(text));
        let texts = texts.map(|text| self.forms.legacy.readable(text.trim(), self.charset));
        texts.collect::<Vec<_>>().join(" ")
    }

    /// Reads the rows below a heading, up to `end`. Gives them with the title rows of the next table.
    fn page<'h>(
        &mut self,
        heading: &'h Heading,
        end: u32,
        around: (&[String], Signs),
        sections: &mut Sections,
        another: bool,
    ) -> (Page<'h>, Vec<String>) {
        let (titles, signs) = around;
        self.mark(heading.top..heading.end, RowKind::Header);
        let reader = RowReader { sheet: self.sheet, forms: self.forms, charset: self.charset, heading };
        let mut kinds = reader.kinds(heading.end, end);
        if another {
            mark_titles(&reader, heading.end, &mut kinds);
        }
        let (list_kind, unclear) = kind::of_table(self.forms, titles, &self.sheet.name, self.file, signs);
        let issue = Issue::new("sheet.kind_unclear", &self.sheet.name);
        if unclear && !self.out.issues.iter().any(|(_, other)| other.check == issue.check) {
            self.out.issues.push((None, issue));
        }
        let (rows, in_force, carried) = (Vec::new(), Vec::new(), Vec::new());
        let thousands = self.forms.words.in_thousands(heading, titles);
        let title = titles.join(" ").into();
        let mut page = Page {
            heading,
            table: 1,
            list_kind,
            title,
            thousands,
            rows,
            sections: in_force,
            carried,
            open_section: false,
        };
        let mut after_break = false;
        for (row, &kind) in (heading.end..end).zip(&kinds) {
            self.out.rows[row as usize].0 = kind;
            match kind {
                RowKind::Data => {
                    page.rows.push(DataRow { row, after_break });
                    page.sections.push(sections.texts());
                    page.carried.push(Vec::new());
                    (after_break, page.open_section) = (false, false);
                }
                RowKind::Section => {
                    sections.open(&self.section_text(row), self.forms);
                    (after_break, page.open_section) = (true, true);
                }
                RowKind::Continuation => page.carried.last_mut().into_iter().for_each(|rows| rows.push(row)),
                RowKind::Blank => {}
                _ => after_break = true,
            }
        }
        for row in heading.top..end {
            self.out.rows[row as usize].1 = Some(list_kind);
        }
        let unknown = heading.columns.iter().filter(|column| column.field.is_none()).cloned();
        self.out.unknown.extend(unknown);
        let next = (heading.end..end).zip(&kinds).filter(|(_, kind)| **kind == RowKind::Title);
        (page, next.map(|(row, _)| self.row_text(row)).collect())
    }

    /// Takes the data rows of a table, whose pages mean one thing: a group written once holds on the next
    /// page.
    fn take(&mut self, pages: &mut Vec<Page<'_>>) {
        let Some(heading) = pages.first().map(|page| page.heading) else { return };
        let rows = page::rows(pages);
        let Filled { rows: cells, down, given, meant } = fill::cells(self.sheet, heading, &rows, self.forms);
        self.out.unknown.retain(|column| !(given.contains(&column.at) && heading.columns.contains(column)));
        self.out.filled += down;
        for (table, column) in &mut self.out.columns {
            let name = given.contains(&column.at).then_some(Field::FullName);
            let field = meant.iter().find(|(at, _)| *at == column.at).map(|(_, field)| *field).or(name);
            column.field = field.filter(|_| *table == pages[0].table).or(column.field);
        }
        let mut cells = cells.into_iter();
        for page in pages.drain(..) {
            let rows = page.rows.iter().zip(&page.sections).zip(&page.carried);
            for (((row, sections), more), cells) in rows.zip(cells.by_ref()) {
                self.people(&page, row.row, (sections, more), cells);
            }
        }
    }

    /// Takes the people of one data row.
    fn people(&mut self, page: &Page<'_>, row: u32, around: (&[Arc<str>], &[u32]), mut cells: Vec<RawCell>) {
        let (sections, more) = around;
        let (sheet, forms, charset, heading) = (self.sheet, self.forms, self.charset, page.heading);
        let reader = RowReader { sheet, forms, charset, heading };
        for &more in more {
            match reader.guardian(row, more) {
                Some(guardian) => {
                    cells.extend(guardian);
                    cells.sort_by_key(|cell| cell.column);
                    self.out.guardians += 1;
                }
                None => carried::join(&mut cells, sheet, heading, more, forms),
            }
        }
        let readable = |text: &str| self.forms.legacy.readable(text, self.charset).into_owned();
        let both = gender::both(&mut cells).into_iter().chain(spread::marked_twice(&mut cells));
        let both: Vec<Issue> = both.collect();
        let people = persons::split(cells, self.forms, &readable);
        let mut told: Vec<Issue> = people.told.into_iter().chain(both).chain(self.lacking(heading, row)).collect();
        for (part, cells) in (0..).zip(people.cells) {
            let (title, thousands) = (page.title.clone(), page.thousands.clone());
            let (list_kind, sections) = (page.list_kind, sections.to_vec());
            let told = std::mem::take(&mut told);
            self.out.data.push(Data { row, part, list_kind, title, sections, thousands, cells, told });
        }
    }

    /// What is to be told of the formulas of a row that were never calculated.
    fn lacking(&self, heading: &Heading, row: u32) -> Option<Issue> {
        let field = |at: usize| heading.columns.iter().find(|column| column.at == at).and_then(|column| column.field);
        let asked: Vec<(usize, Field)> = self.sheet.lacking(row).filter_map(|at| Some((at, field(at)?))).collect();
        let asked: Vec<(usize, Field)> = asked.into_iter().filter(|(_, field)| *field != Field::Ordinal).collect();
        let (_, first) = asked.first()?;
        let places: Vec<(u32, u32)> = asked.iter().map(|(at, _)| (row, *at as u32)).collect();
        let labels: Vec<&str> = asked.iter().map(|(_, field)| field.label_vi()).collect();
        let issue = Issue::new("row.formula_without_value", &labels.join(", ")).about(*first);
        Some(issue.suggest(&notes::cells(places.into_iter())))
    }
}
