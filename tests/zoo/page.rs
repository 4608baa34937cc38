//! A workbook as a clerk means it, written as text: a line a row, cells parted by `|`.
//!
//! ```text
//! ## Sheet name [hidden|veryhidden] [section]     a sheet; `section`: its name holds for its rows
//! F ordinal full_name birth_date - / ordinal …    what the columns mean; `-`: nothing; `/`: a second person's columns
//! @ movements                                     the kind of list from here on
//! T|H|D|C|L|F|. cells                             a row and its kind (`C`: carries on the row above, `L`: total)
//! S1|S2|S3 cells                                  a section of that level
//! D… => field=value; … && …                       what is read other than the cells say; `&&`: a further person
//! D… ~> field=value; …                            what the record holds after cleaning
//! ```
//! `h` after the kind hides a row, `f` hides it by a filter. Cells: text; `#12.5` a number; `@1948-03-12` a
//! date; `^` and `<` merged with the cell above or on the left; `=A1+1=>cell` a formula with its value
//! (nothing: never calculated); `!#REF!` an error; `\n` a line break. Plain text otherwise.

use std::collections::{BTreeMap, BTreeSet};

use ansinh::model::{Coded, Date, RowKind};

/// How the cells look and what stands beside them.
#[derive(Clone, Copy, Default)]
pub(crate) struct Look {
    /// The font of all cells is `.VnTime`.
    pub(crate) legacy: bool,
    /// The row whose cells have a coloured ground.
    pub(crate) coloured: Option<usize>,
    /// The row whose cells are struck through (`.ods` only).
    pub(crate) struck: Option<usize>,
    /// The cell of a row and column that has a comment.
    pub(crate) comment: Option<(usize, usize)>,
}

/// What a comment says.
pub(crate) const COMMENT: &str = "đã chết 5/2026 & cắt";

/// The content of a cell.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Value {
    Text(String),
    Number(f64),
    Date(Date),
    Formula(String, Option<Box<Value>>),
    Error(String),
}

impl Value {
    fn parse(cell: &str) -> Option<Value> {
        let cell = cell.trim_matches(' ').replace("\\n", "\n");
        if cell.is_empty() || cell == "^" || cell == "<" {
            return None;
        }
        if let Some(formula) = cell.strip_prefix('=') {
            let (expression, value) = formula.split_once("=>").expect("a formula has a value or `=>`");
            return Some(Value::Formula(expression.to_owned(), Value::parse(value).map(Box::new)));
        }
        if let Some(error) = cell.strip_prefix('!') {
            return Some(Value::Error(error.to_owned()));
        }
        if let Some(number) = cell.strip_prefix('#') {
            return Some(Value::Number(number.parse().expect("a number follows `#`")));
        }
        if let Some(date) = cell.strip_prefix('@') {
            return Some(Value::Date(Date::from_code(date).expect("a date follows `@`")));
        }
        Some(Value::Text(cell))
    }

    /// What is read of it, as `RawValue::reveal` shows it.
    pub(crate) fn shown(&self) -> String {
        match self {
            Value::Text(text) | Value::Error(text) => text.clone(),
            Value::Number(number) if number.fract() == 0.0 => format!("{number:.0}"),
            Value::Number(number) => number.to_string(),
            Value::Date(date) => {
                let (year, month, day) = date.ymd();
                format!("{day:02}/{month:02}/{year:04}")
            }
            Value::Formula(_, value) => value.as_ref().map_or_else(String::new, |value| value.shown()),
        }
    }
}

/// Days since 1899-12-30, as the 1900 date system counts them from March 1900 on.
pub(crate) fn serial(date: Date) -> i64 {
    i64::from(date.epoch_days()) + 25_569
}

/// Rows and columns from 0, both ends included.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Block {
    pub(crate) top: usize,
    pub(crate) left: usize,
    pub(crate) bottom: usize,
    pub(crate) right: usize,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) enum Visibility {
    #[default]
    Shown,
    Hidden,
    VeryHidden,
}

/// A sheet.
#[derive(Debug, Clone, Default)]
pub(crate) struct Sheet {
    pub(crate) name: String,
    pub(crate) visibility: Visibility,
    pub(crate) rows: Vec<Vec<Option<Value>>>,
    pub(crate) blocks: Vec<Block>,
    pub(crate) hidden: BTreeSet<usize>,
    pub(crate) filtered: BTreeSet<usize>,
    pub(crate) hidden_columns: BTreeSet<usize>,
}

impl Sheet {
    pub(crate) fn width(&self) -> usize {
        self.rows.iter().map(Vec::len).max().unwrap_or(0)
    }

    /// The block that begins at a cell, or `Err` where the cell lies inside one.
    pub(crate) fn block(&self, row: usize, column: usize) -> Result<Option<Block>, ()> {
        let inside = |b: &&Block| (b.top..=b.bottom).contains(&row) && (b.left..=b.right).contains(&column);
        match self.blocks.iter().find(inside) {
            None => Ok(None),
            Some(block) if (block.top, block.left) == (row, column) => Ok(Some(*block)),
            Some(_) => Err(()),
        }
    }
}

/// A data row as it must be read.
#[derive(Debug, Clone, PartialEq, Default)]
pub(crate) struct Person {
    pub(crate) sheet: String,
    /// From 1.
    pub(crate) row: u32,
    pub(crate) kind: String,
    pub(crate) hidden: bool,
    pub(crate) sections: Vec<String>,
    pub(crate) fields: BTreeMap<String, String>,
    pub(crate) clean: BTreeMap<String, String>,
}

/// A workbook with what must be read of it.
#[derive(Debug, Clone, Default)]
pub(crate) struct Page {
    pub(crate) sheets: Vec<Sheet>,
    pub(crate) people: Vec<Person>,
    /// Sheet, row from 1, kind, hidden.
    pub(crate) rows: Vec<(String, u32, RowKind, bool)>,
    /// Rows that a filter hides: read as data and set aside.
    pub(crate) set_aside: Vec<(String, u32)>,
}

/// What the lines before say about the next one.
struct State {
    fields: Vec<Vec<Option<String>>>,
    kind: String,
    sections: Vec<String>,
    sheet_section: bool,
    last_heading: Vec<String>,
    heading: Vec<String>,
    fresh_title: bool,
}

impl Page {
    pub(crate) fn parse(text: &str) -> Page {
        let mut page = Page::default();
        let mut state = State {
            fields: Vec::new(),
            kind: "beneficiaries".to_owned(),
            sections: Vec::new(),
            sheet_section: false,
            last_heading: Vec::new(),
            heading: Vec::new(),
            fresh_title: true,
        };
        if !text.trim_start().starts_with("## ") {
            page.sheets.push(Sheet { name: "DS".to_owned(), ..Sheet::default() });
        }
        for line in text.lines().map(|line| line.trim_start_matches(' ')).filter(|line| !line.is_empty()) {
            page.line(line, &mut state);
        }
        for sheet in &mut page.sheets {
            sheet.rows.iter_mut().for_each(|row| {
                while row.last().is_some_and(Option::is_none) {
                    row.pop();
                }
            });
        }
        // Rows after the last used one are not read.
        for sheet in &page.sheets {
            let used = sheet.rows.iter().rposition(|row| row.iter().any(Option::is_some)).map_or(0, |at| at + 1) as u32;
            page.rows.retain(|row| row.0 != sheet.name || row.1 <= used);
        }
        page
    }

    fn line(&mut self, line: &str, state: &mut State) {
        let (head, rest) = line.split_once(' ').unwrap_or((line, ""));
        match head {
            "##" => self.begin_sheet(rest, state),
            "F" => {
                let side = |side: &str| side.split_whitespace().map(|f| (f != "-").then(|| f.to_owned())).collect();
                state.fields = rest.split(" / ").map(side).collect();
            }
            "@" => rest.clone_into(&mut state.kind),
            _ => self.row(head, rest, state),
        }
    }

    fn begin_sheet(&mut self, rest: &str, state: &mut State) {
        let mut words: Vec<&str> = rest.split_whitespace().collect();
        let mut take = |word: &str| {
            let found = words.contains(&word);
            words.retain(|other| *other != word);
            found
        };
        let visibility = match (take("[hidden]"), take("[veryhidden]")) {
            (_, true) => Visibility::VeryHidden,
            (true, _) => Visibility::Hidden,
            _ => Visibility::Shown,
        };
        state.sheet_section = take("[section]");
        state.sections.clear();
        state.last_heading.clear();
        self.sheets.push(Sheet { name: words.join(" "), visibility, ..Sheet::default() });
    }

    fn row(&mut self, head: &str, rest: &str, state: &mut State) {
        let (rest, clean) = rest.split_once(" ~> ").unwrap_or((rest, ""));
        let (cells, told) = match rest.split_once(" => ") {
            Some((cells, told)) => (cells, Some(told)),
            None => (rest, None),
        };
        let sheet = self.sheets.last_mut().expect("a sheet comes first");
        let at = sheet.rows.len();
        let values: Vec<Option<Value>> =
            if cells.is_empty() { Vec::new() } else { cells.split('|').map(Value::parse).collect() };
        for (column, cell) in cells.split('|').enumerate() {
            merge(&mut sheet.blocks, at, column, cell.trim_matches(' '));
        }
        sheet.rows.push(values);
        let letter = head.as_bytes()[0];
        let kind = match letter {
            b'T' => RowKind::Title,
            b'H' => RowKind::Header,
            b'S' => RowKind::Section,
            b'D' => RowKind::Data,
            b'C' => RowKind::Continuation,
            b'L' => RowKind::Total,
            b'N' => RowKind::Footer,
            b'.' => RowKind::Blank,
            other => panic!("no kind of row: {}", other as char),
        };
        if head.ends_with('h') {
            sheet.hidden.insert(at);
        }
        if head.ends_with('f') {
            sheet.filtered.insert(at);
        }
        let hidden = sheet.visibility != Visibility::Shown || head.ends_with(['h', 'f']);
        let place = (sheet.name.clone(), at as u32 + 1);
        self.rows.push((place.0.clone(), place.1, kind, hidden));
        let shown: Vec<String> = self.texts(at);
        state.follow(kind, head, &shown);
        if kind == RowKind::Data {
            if head.ends_with('f') {
                self.set_aside.push(place);
            } else {
                self.people(at, hidden, told, clean, state);
            }
        }
    }

    fn texts(&self, at: usize) -> Vec<String> {
        let cells = &self.sheets.last().expect("a sheet").rows[at];
        cells
            .iter()
            .flatten()
            .filter(|value| matches!(value, Value::Text(_) | Value::Error(_)))
            .map(|value| value.shown().trim().to_owned())
            .collect()
    }

    fn people(&mut self, at: usize, hidden: bool, told: Option<&str>, clean: &str, state: &State) {
        let sheet = self.sheets.last().expect("a sheet");
        let told: Vec<&str> = told.map_or(Vec::new(), |told| told.split(" && ").collect());
        let mut first = 0;
        let sides = state.fields.len().max(told.len());
        let width: usize = state.fields.iter().map(Vec::len).sum();
        let multiple = sides > 1 && state.fields.len() > 1;
        for side in 0..sides {
            let fields = state.fields.get(side).or(state.fields.last()).expect("the meaning of columns comes first");
            let mut person = Person {
                sheet: sheet.name.clone(),
                row: at as u32 + 1,
                kind: state.kind.clone(),
                hidden,
                sections: state
                    .sheet_section
                    .then(|| sheet.name.clone())
                    .into_iter()
                    .chain(state.sections.clone())
                    .collect(),
                ..Person::default()
            };
            for (column, field) in fields.iter().enumerate() {
                let value = of_block(sheet, at, first + column);
                if let (Some(field), Some(value)) = (field, value) {
                    let shown = value.shown();
                    if !shown.is_empty() {
                        person.fields.entry(field.clone()).or_insert(shown);
                    }
                }
            }
            if multiple {
                first += fields.len();
            }
            debug_assert!(first <= width);
            if multiple && person.fields.is_empty() {
                continue;
            }
            pairs(told.get(side).copied().unwrap_or(""), &mut person.fields);
            pairs(clean, &mut person.clean);
            self.people.push(person);
        }
    }
}

impl State {
    /// Sections begin and end with what the row is.
    fn follow(&mut self, kind: RowKind, head: &str, shown: &[String]) {
        match kind {
            RowKind::Section => {
                let level: usize = head[1..2].parse().expect("a section has a level");
                self.sections.truncate(level - 1);
                self.sections.push(shown.join(" "));
            }
            RowKind::Title => self.fresh_title = true,
            RowKind::Header => self.heading.extend(shown.iter().cloned()),
            _ => {}
        }
        if kind != RowKind::Header && !self.heading.is_empty() {
            let heading = std::mem::take(&mut self.heading);
            if self.fresh_title || !alike(&heading, &self.last_heading) {
                let fresh: Vec<String> = if kind == RowKind::Section {
                    self.sections.split_off(self.sections.len() - 1)
                } else {
                    Vec::new()
                };
                self.sections = fresh;
            }
            self.last_heading = heading;
            self.fresh_title = false;
        }
    }
}

/// The same headings, perhaps without the row of column numbers.
fn alike(a: &[String], b: &[String]) -> bool {
    !a.is_empty() && !b.is_empty() && a.iter().zip(b).all(|(a, b)| a == b)
}

/// The value of a cell or of the first cell of its block, where that reaches down into the row.
fn of_block(sheet: &Sheet, row: usize, column: usize) -> Option<Value> {
    let own = sheet.rows.get(row).and_then(|cells| cells.get(column)).cloned().flatten();
    let inside = |b: &&Block| (b.top..=b.bottom).contains(&row) && b.left == column;
    own.or_else(|| sheet.blocks.iter().find(inside).and_then(|b| sheet.rows[b.top].get(b.left).cloned().flatten()))
}

fn merge(blocks: &mut Vec<Block>, row: usize, column: usize, cell: &str) {
    let (top, left) = match cell {
        "^" => (row.checked_sub(1).expect("a row above"), column),
        "<" => (row, column.checked_sub(1).expect("a column on the left")),
        _ => return,
    };
    let holds = |b: &Block| (b.top..=b.bottom).contains(&top) && (b.left..=b.right).contains(&left);
    match blocks.iter_mut().find(|block| holds(block)) {
        Some(block) => {
            block.bottom = block.bottom.max(row);
            block.right = block.right.max(column);
        }
        None => blocks.push(Block { top, left, bottom: row, right: column }),
    }
}

/// `field=value; field=value`; a field without value is not read.
fn pairs(text: &str, into: &mut BTreeMap<String, String>) {
    for pair in text.split("; ").filter(|pair| !pair.trim().is_empty()) {
        let (field, value) = pair.trim().split_once('=').expect("field=value");
        if value.is_empty() {
            into.remove(field);
        } else {
            into.insert(field.to_owned(), value.replace("\\n", "\n"));
        }
    }
}
