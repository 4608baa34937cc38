//! What each row of a sheet is: data, section, sum, footer, heading, title or blank.

use std::borrow::Cow;

use super::fold::{begins_with, find_phrase, key};
use super::forms::Forms;
use super::grid::{Cell, Sheet};
use super::headings::Heading;
use super::legacy::Charset;
use super::numbering::is_numbering;
use super::sections::{Marker, category, marker, marker_only, strip_marker};
use crate::model::{Field, RowKind};

/// Reads the rows below one heading.
pub(super) struct RowReader<'a> {
    pub(super) sheet: &'a Sheet,
    pub(super) forms: &'a Forms,
    pub(super) charset: Charset,
    pub(super) heading: &'a Heading,
}

/// What a row shows, before it is decided what it is.
struct Features<'t> {
    /// Text cells from left to right: column and readable text.
    texts: Vec<(usize, Cow<'t, str>)>,
    /// Cells that are numbers, as numbers or as text, outside the ordinal column.
    numbers: Vec<usize>,
    ordinal: Ordinal,
    name: Option<Cow<'t, str>>,
    has_id: bool,
    has_birth: bool,
    /// Filled recognised columns other than ordinal, name, id, birth, note and sums.
    others: usize,
    /// Filled columns that sums may stand in.
    sums: usize,
    /// Filled cells.
    filled: usize,
}

/// What stands in the column of ordinal numbers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Ordinal {
    None,
    Number,
    Marker,
    Text,
}

impl<'a> RowReader<'a> {
    /// Kinds of the rows `from..to`, in order.
    pub(super) fn kinds(&self, from: u32, to: u32) -> Vec<RowKind> {
        let mut kinds = Vec::with_capacity(to.saturating_sub(from) as usize);
        let mut in_footer = false;
        let mut above = None;
        for row in from..to {
            let kind = self.kind(row, in_footer, above);
            above = match kind {
                RowKind::Data => Some(row),
                RowKind::Continuation => above,
                _ => None,
            };
            in_footer = match kind {
                RowKind::Footer => true,
                RowKind::Data | RowKind::Section | RowKind::Header => false,
                _ => in_footer,
            };
            kinds.push(kind);
        }
        kinds
    }

    /// `above` is the data row right above, whose person the row may carry on.
    fn kind(&self, row: u32, in_footer: bool, above: Option<u32>) -> RowKind {
        let cells = self.sheet.row(row);
        if cells.iter().all(Cell::is_blank) {
            return if self.lacks_person(row) { RowKind::Data } else { RowKind::Blank };
        }
        if is_numbering(cells) {
            return RowKind::Header;
        }
        let seen = self.features(row);
        if above.is_some_and(|above| self.is_issue(row) && self.carries_on(above, row)) {
            return RowKind::Continuation;
        }
        if seen.ordinal != Ordinal::Number && seen.name.is_none() && !seen.has_id && self.is_dated(&seen) {
            return RowKind::Footer;
        }
        let carries_on = || above.is_some_and(|above| self.carries_on(above, row));
        let is_bare = seen.ordinal != Ordinal::Number && !seen.has_id && !seen.has_birth;
        if is_bare && above.is_some_and(|above| self.guardian(above, row).is_some()) {
            return RowKind::Continuation;
        }
        if seen.has_id || seen.has_birth {
            return if carries_on() { RowKind::Continuation } else { RowKind::Data };
        }
        let first = seen.texts.iter().map(|(_, text)| key(text)).find(|key| !key.is_empty()).unwrap_or_default();
        if seen.ordinal != Ordinal::Number {
            if self.is_total(&seen, &first) {
                return RowKind::Total;
            }
            if self.is_footer(&seen) {
                return RowKind::Footer;
            }
        }
        if in_footer && seen.ordinal != Ordinal::Number {
            // Below the first signature only a row that names a person by number or date counts.
            return RowKind::Footer;
        }
        if self.lacks_person(row) {
            return RowKind::Data;
        }
        if carries_on() {
            return RowKind::Continuation;
        }
        if self.is_section(row, &seen, &first) {
            return RowKind::Section;
        }
        if is_data(&seen) { RowKind::Data } else { RowKind::Footer }
    }

    /// The name or the id of a row is a formula that was never calculated.
    fn lacks_person(&self, row: u32) -> bool {
        let fields = [Field::FullName, Field::IdNo];
        fields.iter().any(|&field| self.heading.column(field).is_some_and(|at| self.sheet.lacks_value(row, at)))
    }

    fn features(&self, row: u32) -> Features<'a> {
        let mut seen = Features {
            texts: Vec::new(),
            numbers: Vec::new(),
            ordinal: Ordinal::None,
            name: None,
            has_id: false,
            has_birth: false,
            others: 0,
            sums: 0,
            filled: 0,
        };
        if self.heading.column(Field::Ordinal).is_some_and(|at| self.sheet.lacks_value(row, at)) {
            seen.ordinal = Ordinal::Number;
        }
        for (at, cell) in self.sheet.row(row).iter().enumerate().filter(|(_, cell)| !cell.is_blank()) {
            seen.filled += 1;
            self.see(&mut seen, at, cell, self.field(at));
        }
        seen
    }

    /// What a column means.
    pub(super) fn field(&self, at: usize) -> Option<Field> {
        self.heading.columns.iter().find(|column| column.at == at).and_then(|column| column.field)
    }

    /// A text as a reader understands it.
    pub(super) fn readable<'t>(&self, text: &'t str) -> Cow<'t, str> {
        self.forms.legacy.readable(text, self.charset)
    }

    fn see<'t>(&self, seen: &mut Features<'t>, at: usize, cell: &'t Cell, field: Option<Field>) {
        let text = cell.as_text().map(|text| self.forms.legacy.readable(text, self.charset));
        let digits = match cell {
            Cell::Text(text) => text.reveal().bytes().filter(u8::is_ascii_digit).count(),
            Cell::Number(number) if *number >= 1e5 => 6,
            Cell::Number(number) if *number >= 1e3 => 4,
            Cell::Date(_) => 8,
            _ => 0,
        };
        let letters = text.as_deref().map_or(0, |text| text.chars().filter(|c| c.is_alphabetic()).count());
        // `1.050.000 đồng` is a sum.
        let is_sum = field.is_some_and(|field| self.forms.sums.contains(&field)) && digits >= letters;
        let has_letters = letters > 0 && !is_sum;
        match field {
            Some(Field::Ordinal) => seen.ordinal = ordinal(cell, text.as_deref()),
            Some(Field::FullName) if has_letters => seen.name.clone_from(&text),
            // A place and date has digits too, but more letters.
            Some(Field::IdNo) => seen.has_id |= digits >= 6 && letters <= digits,
            Some(Field::BirthDate) => seen.has_birth |= digits >= 4,
            Some(Field::BirthMale | Field::BirthFemale) => seen.has_birth |= digits >= 4,
            Some(_) if is_sum => seen.sums += 1,
            Some(Field::Note | Field::Signature | Field::FullName) | None => {}
            Some(_) => seen.others += 1,
        }
        match text {
            Some(text) if has_letters => seen.texts.push((at, text)),
            _ if field != Some(Field::Ordinal) => seen.numbers.push(at),
            _ => {}
        }
    }

    /// `Cộng`, `Tổng cộng`, `Tổng số: 35 người`; or nothing but sums.
    fn is_total(&self, seen: &Features<'_>, first: &str) -> bool {
        let by_word = self.forms.totals.iter().any(|word| begins_with(first, word));
        let by_sums = seen.texts.is_empty() && seen.sums > 0 && seen.others == 0;
        (by_word && seen.others <= 1 && seen.texts.len() <= 3) || by_sums
    }

    /// Place and date, signatures, notes below the table.
    fn is_footer(&self, seen: &Features<'_>) -> bool {
        let keys: Vec<String> = seen.texts.iter().map(|(_, text)| key(text)).collect();
        let by_word = keys
            .iter()
            .take(1)
            .chain(keys.iter().skip(1).filter(|_| seen.others <= 2))
            .any(|key| self.forms.footers.iter().any(|word| begins_with(key, word)) && !self.is_person(key, seen));
        by_word || self.is_dated(seen)
    }

    /// Place and date: `Lê Chân, ngày 5 tháng 11 năm 2026`, perhaps with the signer's office.
    fn is_dated(&self, seen: &Features<'_>) -> bool {
        let dated = |text: &str| {
            let key = key(text);
            self.forms.dated.iter().any(|words| {
                let mut rest = key.as_str();
                words.iter().all(|word| find_phrase(rest, word).map(|end| rest = &rest[end..]).is_some())
            })
        };
        seen.numbers.is_empty() && seen.texts.len() <= 2 && seen.texts.iter().any(|(_, text)| dated(text))
    }

    /// A name that happens to begin with a word of footers keeps its row.
    fn is_person(&self, key: &str, seen: &Features<'_>) -> bool {
        seen.name.as_deref().is_some_and(|name| super::fold::key(name) == key && self.names_someone(name))
    }

    /// See [`names_someone`].
    pub(super) fn names_someone(&self, text: &str) -> bool {
        names_someone(self.forms, text)
    }

    /// One text, alone or after a marker (`I`, `A.`), perhaps with counts and sums after it.
    fn is_section(&self, row: u32, seen: &Features<'_>, first: &str) -> bool {
        let texts: Vec<&str> =
            seen.texts.iter().map(|(_, text)| &**text).filter(|text| marker_only(text).is_none()).collect();
        let [text] = texts[..] else {
            return false;
        };
        if seen.others > usize::from(seen.name.is_none()) {
            return false;
        }
        let category = category(self.forms, &key(text));
        let phrase = category.is_some_and(|(_, words)| words > 1);
        if seen.ordinal == Ordinal::Number {
            // `3 | Thôn Đông` is a section; `3 | Nguyễn Văn An` is a person of whom no more is known.
            return category.is_some() && (phrase || !self.names_someone(text)) && seen.filled <= 3;
        }
        let marked = seen.ordinal == Ordinal::Marker || !matches!(marker(text), Marker::None);
        let at = seen.texts.iter().find(|(_, t)| t == text).map_or(0, |(at, _)| *at);
        let wide = self.sheet.block(row, at).is_some_and(|block| block.right - block.left >= 2);
        let left = self.heading.column(Field::FullName).is_some_and(|name| at < name);
        if self.names_someone(strip_marker(text)) && !phrase && !wide {
            return false;
        }
        marked || category.is_some() || wide || (left && first.contains(' '))
    }
}

/// Begins with a family name and has as many words as a name.
pub(super) fn names_someone(forms: &Forms, text: &str) -> bool {
    let words: Vec<String> = text.split_whitespace().map(str::to_lowercase).collect();
    let first: Option<String> =
        words.first().map(|word| unicode_normalization::UnicodeNormalization::nfc(word.as_str()).collect());
    (2..=6).contains(&words.len())
        && !text.contains(|c: char| c.is_ascii_digit())
        && first.is_some_and(|word| forms.family_names.contains(&word))
}

/// A person's row without id and birth date: a name with a number or another value, or no name but
/// other values.
fn is_data(seen: &Features<'_>) -> bool {
    match &seen.name {
        Some(_) => {
            seen.ordinal == Ordinal::Number || seen.others + seen.sums > 0 || seen.filled > 1 || seen.texts.len() == 1
        }
        None => seen.others + seen.sums >= 2 && (seen.ordinal == Ordinal::Number || seen.others >= 2),
    }
}

fn ordinal(cell: &Cell, text: Option<&str>) -> Ordinal {
    match (cell, text) {
        (Cell::Number(_), _) => Ordinal::Number,
        (_, Some(text)) => {
            let bare = text.trim().trim_end_matches(['.', ')', ',']);
            if !bare.is_empty() && bare.bytes().all(|b| b.is_ascii_digit()) {
                Ordinal::Number
            } else if marker_only(text).is_some() {
                Ordinal::Marker
            } else {
                Ordinal::Text
            }
        }
        _ => Ordinal::None,
    }
}
