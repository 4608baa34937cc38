//! Mappings that a ward has confirmed: `pipelines/forms/wards/<ward_code>.toml`.
//!
//! Takes: the text of a ward's file. Gives: what its columns mean, for which files, sheets and
//! periods, or all mistakes with line and column. The rules of use stand in `pipelines/forms/README.md`.

use std::path::Path;

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::fold::key;
use crate::model::{Coded, Field, Mistake, Month, WardCode};

/// All mappings of one ward, in the order of its file.
#[derive(Debug)]
pub(super) struct WardPins {
    pub(super) ward: WardCode,
    mappings: Vec<Mapping>,
}

/// One confirmed mapping.
#[derive(Debug)]
pub(super) struct Mapping {
    file: Pattern,
    sheet: Pattern,
    from: Option<Month>,
    to: Option<Month>,
    pub(super) pins: Vec<Pin>,
}

/// What one column means.
#[derive(Debug)]
pub(super) struct Pin {
    /// Column from 0, where the ward confirmed a letter.
    pub(super) at: Option<usize>,
    /// The heading's key and its text, where the ward confirmed a heading.
    pub(super) heading: Option<(String, String)>,
    /// The field; `None`: the column is not to be read.
    pub(super) field: Option<Field>,
}

/// A text with `*` for any text, compared without case and diacritics.
#[derive(Debug)]
struct Pattern(Vec<String>);

impl Pattern {
    fn new(text: &str) -> Pattern {
        Pattern(text.split('*').map(key).collect())
    }

    fn fits(&self, text: &str) -> bool {
        let text = key(text);
        let [first, middle @ .., last] = &self.0[..] else { return self.0.first().is_some_and(|only| *only == text) };
        let Some(mut rest) = text.strip_prefix(first.as_str()) else { return false };
        for part in middle {
            let Some(at) = rest.find(part.as_str()) else { return false };
            rest = &rest[at + part.len()..];
        }
        rest.ends_with(last.as_str())
    }
}

impl WardPins {
    /// The mapping for a sheet: the first of the file that fits.
    pub(super) fn mapping(&self, file: &str, sheet: &str, period: Month) -> Option<&Mapping> {
        let stem = super::kind::stem(file);
        self.mappings.iter().find(|mapping| {
            mapping.from.is_none_or(|from| from <= period)
                && mapping.to.is_none_or(|to| period <= to)
                && mapping.file.fits(stem)
                && mapping.sheet.fits(sheet)
        })
    }

    /// Reads the file of a ward; its name says which.
    pub(super) fn parse(path: &Path, text: &str) -> Result<WardPins, Vec<Mistake>> {
        let mut reader = Reader { path, text, mistakes: Vec::new() };
        let pins = reader.file();
        match pins {
            Some(pins) if reader.mistakes.is_empty() => Ok(pins),
            _ => Err(reader.mistakes),
        }
    }
}

struct Reader<'a> {
    path: &'a Path,
    text: &'a str,
    mistakes: Vec<Mistake>,
}

type Value<'t> = Spanned<DeValue<'t>>;

impl Reader<'_> {
    fn wrong(&mut self, at: usize, message: impl Into<String>) {
        self.mistakes.push(Mistake::at_offset(self.path, self.text, at, message));
    }

    fn file(&mut self) -> Option<WardPins> {
        let stem = self.path.file_stem().and_then(|stem| stem.to_str()).unwrap_or("");
        let ward = WardCode::from_digits(stem);
        if ward.is_none() {
            self.mistakes.push(Mistake::of_file(self.path, "the file's name is no ward code of 5 digits"));
        }
        let document = match DeTable::parse(self.text) {
            Ok(document) => document,
            Err(error) => {
                self.wrong(error.span().map_or(0, |span| span.start), error.message());
                return None;
            }
        };
        let mut mappings = Vec::new();
        for (name, value) in document.get_ref() {
            match (name.get_ref().as_ref(), value.get_ref().as_array()) {
                ("mapping", Some(array)) => {
                    for entry in array.iter() {
                        match entry.get_ref().as_table() {
                            Some(table) => mappings.push(self.mapping(table, entry.span().start)),
                            None => self.wrong(entry.span().start, "expected [[mapping]]"),
                        }
                    }
                }
                ("mapping", None) => self.wrong(value.span().start, "expected [[mapping]]"),
                (other, _) => self.wrong(name.span().start, format!("unknown key `{other}`; expected [[mapping]]")),
            }
        }
        Some(WardPins { ward: ward?, mappings })
    }

    fn mapping(&mut self, table: &DeTable<'_>, start: usize) -> Mapping {
        let mut mapping =
            Mapping { file: Pattern::new("*"), sheet: Pattern::new("*"), from: None, to: None, pins: Vec::new() };
        let mut confirmed = false;
        for (name, value) in table {
            match name.get_ref().as_ref() {
                "file" => mapping.file = Pattern::new(self.string(value, "file")),
                "sheet" => mapping.sheet = Pattern::new(self.string(value, "sheet")),
                "from" => mapping.from = self.month(value, "from"),
                "to" => mapping.to = self.month(value, "to"),
                "confirmed" => confirmed = !self.string(value, "confirmed").trim().is_empty(),
                "headings" => self.pins(value, &mut mapping, Reader::heading),
                "columns" => self.pins(value, &mut mapping, Reader::column),
                other => {
                    let known = "file, sheet, from, to, confirmed, headings, columns";
                    self.wrong(name.span().start, format!("unknown key `{other}`; expected one of {known}"));
                }
            }
        }
        if !confirmed {
            self.wrong(start, "`confirmed` is missing: who confirmed this mapping, and when");
        }
        if mapping.pins.is_empty() {
            self.wrong(start, "the mapping names no heading and no column");
        }
        if let (Some(from), Some(to)) = (mapping.from, mapping.to)
            && to < from
        {
            self.wrong(start, "`to` lies before `from`");
        }
        self.twice(&mapping, start);
        mapping
    }

    /// One field in two columns of a mapping; ignored columns may be many.
    fn twice(&mut self, mapping: &Mapping, start: usize) {
        let fields: Vec<Field> = mapping.pins.iter().filter_map(|pin| pin.field).collect();
        for (at, field) in fields.iter().enumerate() {
            if fields[..at].contains(field) {
                self.wrong(start, format!("field `{field}` is given to two columns"));
            }
        }
    }

    fn string<'v>(&mut self, value: &'v Value<'_>, name: &str) -> &'v str {
        value.get_ref().as_str().unwrap_or_else(|| {
            self.wrong(value.span().start, format!("`{name}`: expected a text"));
            ""
        })
    }

    fn month(&mut self, value: &Value<'_>, name: &str) -> Option<Month> {
        let month = value.get_ref().as_str().and_then(|text| Month::from_code(text).ok());
        if month.is_none() {
            self.wrong(value.span().start, format!("`{name}`: expected a month \"YYYY-MM\""));
        }
        month
    }

    fn pins(
        &mut self,
        value: &Value<'_>,
        mapping: &mut Mapping,
        read: fn(&mut Self, &Spanned<std::borrow::Cow<'_, str>>, &Value<'_>) -> Option<Pin>,
    ) {
        match value.get_ref().as_table() {
            Some(table) => mapping.pins.extend(table.iter().filter_map(|(name, value)| read(self, name, value))),
            None => self.wrong(value.span().start, "expected a table"),
        }
    }

    /// `"Chủ hộ" = "receiver"`.
    fn heading(&mut self, name: &Spanned<std::borrow::Cow<'_, str>>, value: &Value<'_>) -> Option<Pin> {
        let heading = self.heading_text(name.get_ref(), name.span().start);
        let field = self.field(value)?;
        Some(Pin { at: None, heading: Some(heading?), field })
    }

    /// `C = "full_name"` or `C = { field = "full_name", heading = "Người hưởng" }`.
    fn column(&mut self, name: &Spanned<std::borrow::Cow<'_, str>>, value: &Value<'_>) -> Option<Pin> {
        let at = position(name.get_ref());
        if at.is_none() {
            self.wrong(name.span().start, format!("`{}` is no column letter (A to ZZ)", name.get_ref()));
        }
        let Some(table) = value.get_ref().as_table() else {
            let field = self.field(value)?;
            return Some(Pin { at: Some(at?), heading: None, field });
        };
        let (mut field, mut heading) = (None, None);
        for (key, value) in table {
            match key.get_ref().as_ref() {
                "field" => field = self.field(value),
                "heading" => {
                    let text = self.string(value, "heading").to_owned();
                    heading = self.heading_text(&text, value.span().start);
                }
                other => self.wrong(key.span().start, format!("unknown key `{other}`; expected field, heading")),
            }
        }
        if !table.keys().any(|key| key.get_ref() == "field") {
            self.wrong(value.span().start, "`field` is missing");
        }
        Some(Pin { at: Some(at?), heading, field: field? })
    }

    fn heading_text(&mut self, text: &str, at: usize) -> Option<(String, String)> {
        let key = key(text);
        if key.is_empty() {
            self.wrong(at, "the heading has no letter or digit to compare");
            return None;
        }
        Some((key, text.to_owned()))
    }

    /// A field, or `ignore` for none.
    fn field(&mut self, value: &Value<'_>) -> Option<Option<Field>> {
        let code = value.get_ref().as_str();
        let field =
            code.and_then(|code| if code == "ignore" { Some(None) } else { Field::from_code(code).ok().map(Some) });
        if field.is_none() {
            let shown = code.map_or_else(|| "this".to_owned(), |code| format!("`{code}`"));
            self.wrong(value.span().start, format!("{shown} is no field of a list (see headings.toml), nor `ignore`"));
        }
        field
    }
}

/// `A` is 0, `AA` is 26.
fn position(letters: &str) -> Option<usize> {
    let fits = (1..=2).contains(&letters.len()) && letters.bytes().all(|b| b.is_ascii_uppercase());
    fits.then(|| letters.bytes().fold(0, |at, letter| at * 26 + usize::from(letter - b'A') + 1) - 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, expected: &[&str]) {
        let mistakes = WardPins::parse(Path::new("11407.toml"), text).err().unwrap_or_default();
        let shown: Vec<String> = mistakes.iter().map(ToString::to_string).collect();
        assert_eq!(shown, expected);
    }

    const GOOD: &str = "[[mapping]]\nsheet = \"Danh sách*\"\nfrom = \"2026-01\"\nconfirmed = \"UBND\"\n\
        headings = { \"Chủ hộ\" = \"receiver\", \"Mã\" = \"ignore\" }\n\
        columns = { C = \"full_name\", AA = { field = \"id_no\", heading = \"Số\" } }\n";

    #[test]
    fn a_mapping_holds_for_its_sheets_and_periods() {
        check(GOOD, &[]);
        let pins = WardPins::parse(Path::new("11407.toml"), GOOD).unwrap();
        let fits =
            |sheet: &str, month: &str| pins.mapping("a/b.xlsx", sheet, Month::from_code(month).unwrap()).is_some();
        assert!(fits("DANH SACH T11", "2026-11"));
        assert!(!fits("DANH SACH T11", "2025-12"));
        assert!(!fits("Biến động", "2026-11"));
        let mapping = pins.mapping("a/b.xlsx", "Danh sách", Month::from_code("2026-11").unwrap()).unwrap();
        assert_eq!(mapping.pins.iter().filter_map(|pin| pin.at).collect::<Vec<_>>(), [26, 2]);
    }

    #[test]
    fn every_mistake_at_once_with_its_place() {
        check(
            "[[mapping]]\nsheets = \"x\"\nfrom = \"2026-13\"\nheadings = { \"?\" = \"note\", \"Tên\" = \"name\" }\ncolumns = { C1 = \"note\" }\nconfirmed = \"x\"\n[other]\n",
            &[
                "11407.toml:5:13: `C1` is no column letter (A to ZZ)",
                "11407.toml:3:8: `from`: expected a month \"YYYY-MM\"",
                "11407.toml:4:14: the heading has no letter or digit to compare",
                "11407.toml:4:36: `name` is no field of a list (see headings.toml), nor `ignore`",
                "11407.toml:2:1: unknown key `sheets`; expected one of file, sheet, from, to, confirmed, headings, columns",
                "11407.toml:1:1: the mapping names no heading and no column",
                "11407.toml:7:2: unknown key `other`; expected [[mapping]]",
            ],
        );
        check("x = [", &["11407.toml:1:6: unclosed array, expected `]`"]);
    }
}
