//! Section rows and which of them hold for a row.

use std::sync::Arc;

use super::fold::{begins_with, key};
use super::forms::Forms;

/// How a section is numbered.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Marker {
    None,
    /// `A.`, `B.`
    Capital,
    /// `I.`, `II.`
    Roman,
    /// `1.`, `2.1`
    Arabic(usize),
    /// `a)`, `b.`
    Small,
    /// `-`, `*`, `+`
    Dash,
}

/// The marker at the beginning of a text. A single capital letter counts only with a dot or bracket
/// (`A.`) or alone in its cell.
pub(super) fn marker(text: &str) -> Marker {
    let text = text.trim_start();
    if text.starts_with(['-', '*', '+', '•', '–']) {
        return Marker::Dash;
    }
    let word = text.split([' ', '\u{a0}']).next().unwrap_or("");
    let closed = word.contains(['.', ')', ':', '/']) || word.len() < text.trim_end().len();
    let dotted = word.contains(['.', ')', ':', '/']);
    let head = word.split([')', ':', '/']).next().unwrap_or("");
    let first = head.split('.').next().unwrap_or("");
    let is_roman = !first.is_empty() && first.bytes().all(|b| b"IVXL".contains(&b));
    if is_roman && first.len() <= LONGEST_ROMAN && closed {
        Marker::Roman
    } else if !first.is_empty() && first.len() <= 2 && first.bytes().all(|b| b.is_ascii_digit()) && dotted {
        let parts = head.split('.').filter(|part| !part.is_empty() && part.bytes().all(|b| b.is_ascii_digit())).count();
        Marker::Arabic(parts)
    } else if first.len() == 1 && dotted {
        match first.as_bytes()[0] {
            b'A'..=b'Z' => Marker::Capital,
            b'a'..=b'z' => Marker::Small,
            _ => Marker::None,
        }
    } else if word.len() == 1 && word.as_bytes()[0].is_ascii_uppercase() && text.len() > 1 {
        Marker::Capital
    } else {
        Marker::None
    }
}

/// The longest Roman number under a hundred (`LXXXVIII`): a list may have as many sections as the
/// ward has hamlets.
const LONGEST_ROMAN: usize = 8;

/// The marker that is the whole of a text: `I`, `II.`, `A`, `a)`, `-`, `*`.
pub(super) fn marker_only(text: &str) -> Option<Marker> {
    let text = text.trim();
    let found = marker(&format!("{} x", text.trim_end_matches(['.', ')', ' '])));
    let short = text.chars().count() <= LONGEST_ROMAN + 1 && !text.contains(' ');
    let with_mark = marker(&format!("{text} x"));
    match (found, with_mark) {
        (Marker::None, Marker::None) => None,
        (Marker::None, other) | (other, _) => short.then_some(other),
    }
}

/// The text without its marker.
pub(super) fn strip_marker(text: &str) -> &str {
    match marker(text) {
        Marker::None => text,
        _ => text.split_once([' ', '.', ')']).map_or(text, |(_, rest)| rest.trim_start_matches(['.', ')', ' '])),
    }
}

/// The category of a section's key and the number of words that told it.
pub(super) fn category(forms: &Forms, key: &str) -> Option<(usize, usize)> {
    let bare = key.split_once(' ').filter(|(first, _)| is_marker_word(first)).map_or(key, |(_, rest)| rest);
    let told = forms.sections.iter().find(|(_, phrase)| begins_with(bare, phrase) || begins_with(key, phrase));
    told.map(|(number, phrase)| (*number, phrase.split(' ').count()))
}

fn is_marker_word(word: &str) -> bool {
    word.bytes().all(|b| b.is_ascii_digit())
        || (word.len() <= 4 && word.bytes().all(|b| b"ivxl".contains(&b)))
        || word.len() == 1
}

/// The sections in force while going down a table.
#[derive(Debug, Default)]
pub(super) struct Sections {
    sheet: Option<Arc<str>>,
    open: Vec<Open>,
}

#[derive(Debug)]
struct Open {
    marker: Marker,
    category: Option<usize>,
    text: Arc<str>,
}

impl Open {
    /// Two sections of the same level: numbered alike; or, where one has no number, of one category.
    fn replaces(&self, older: &Open) -> bool {
        match (self.marker, older.marker) {
            (Marker::None, _) | (_, Marker::None) => self.category == older.category,
            (new, old) => new == old,
        }
    }
}

impl Sections {
    /// No section yet, in a sheet; its name holds for all its rows where it names a group, a hamlet
    /// or a reason (a sheet a hamlet).
    pub(super) fn inside(sheet: &str, forms: &Forms) -> Sections {
        let names_one = category(forms, &key(sheet)).is_some();
        Sections { sheet: names_one.then(|| sheet.trim().into()), open: Vec::new() }
    }

    /// Opens a section: the last one of the same level ends, with all that lie inside it.
    pub(super) fn open(&mut self, text: &str, forms: &Forms) {
        let text = text.trim();
        let category = category(forms, &key(text)).map(|(category, _)| category);
        let new = Open { marker: marker(text), category, text: text.into() };
        if let Some(at) = self.open.iter().position(|older| new.replaces(older)) {
            self.open.truncate(at);
        }
        self.open.push(new);
    }

    /// Ends all sections, before another table.
    pub(super) fn close(&mut self) {
        self.open.clear();
    }

    /// The texts, outermost first.
    pub(super) fn texts(&self) -> Vec<Arc<str>> {
        self.sheet.iter().chain(self.open.iter().map(|section| &section.text)).cloned().collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn markers() {
        for (text, expected) in [
            ("I. Người khuyết tật", Marker::Roman),
            ("II Người cao tuổi", Marker::Roman),
            ("XXXVIII Tổ dân phố số 7", Marker::Roman),
            ("A. Tăng", Marker::Capital),
            ("1. Tổ dân phố", Marker::Arabic(1)),
            ("1.2. Thôn", Marker::Arabic(2)),
            ("a) Nặng", Marker::Small),
            ("- Thôn Đông", Marker::Dash),
            ("Tổ dân phố số 3", Marker::None),
            ("12 người", Marker::None),
        ] {
            assert_eq!(marker(text), expected, "{text}");
        }
    }

    #[test]
    fn markers_alone() {
        assert_eq!(marker_only("XXXVIII"), Some(Marker::Roman));
        assert_eq!(marker_only("LXXXVIII."), Some(Marker::Roman));
        assert_eq!(marker_only("b)"), Some(Marker::Small));
        assert_eq!(marker_only("Vi Thị Hoa"), None);
    }

    #[track_caller]
    fn check(opened: &[&str], expected: &str) {
        let forms = Forms::load(std::path::Path::new("pipelines/forms")).unwrap();
        let mut sections = Sections::default();
        for text in opened {
            sections.open(text, &forms);
        }
        assert_eq!(sections.texts().join(" > "), expected);
    }

    #[test]
    fn a_section_of_the_same_level_replaces_the_former() {
        check(&["I. Người khuyết tật", "II. Người cao tuổi"], "II. Người cao tuổi");
        check(&["I. NKT", "1. Tổ 1", "2. Tổ 2"], "I. NKT > 2. Tổ 2");
        check(&["I. NKT", "1. Tổ 1", "II. NCT"], "II. NCT");
        check(&["Người cao tuổi", "Tổ dân phố số 3", "Tổ dân phố số 4"], "Người cao tuổi > Tổ dân phố số 4");
        check(&["Thôn Đông", "Giảm do chết", "Thôn Đoài"], "Thôn Đoài");
        check(&["I. NKT", "Người cao tuổi"], "Người cao tuổi");
    }
}
