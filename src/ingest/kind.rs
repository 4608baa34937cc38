//! The kind of a list: by its title, the sheet's name, the file's name, what its rows say.

use unicode_normalization::UnicodeNormalization;

use super::fold::{has_phrase, key, split_key, without};
use super::forms::Forms;
use super::moves::Signs;
use crate::model::{Field, ListKind};

/// A kind of list.
#[derive(Debug)]
pub(super) struct Kind {
    pub(super) kind: ListKind,
    pub(super) required: Vec<Field>,
    pub(super) min_columns: usize,
    pub(super) words: Vec<String>,
    /// Small letters with their diacritics.
    pub(super) title_words: Vec<String>,
    pub(super) file_words: Vec<String>,
    pub(super) except: Vec<String>,
    /// Columns that only this kind needs.
    pub(super) columns: Vec<Field>,
    /// What the values of its column of reasons begin with, in small letters with their diacritics.
    pub(super) values: Vec<String>,
    /// The same as the whole of a value.
    pub(super) whole_values: Vec<String>,
    /// Beginnings that mean something else.
    pub(super) values_except: Vec<String>,
}

/// The kind of a table, and whether it was left open and taken for the full list. `titles` are the
/// readable title rows above it, from top to bottom: the first that says a kind decides. Where titles and
/// names say nothing, movements must stand in most of the rows; else it is the full list, so that nobody's
/// payment ends by a guess.
pub(super) fn of_table(forms: &Forms, titles: &[String], sheet: &str, file: &str, signs: Signs) -> (ListKind, bool) {
    let by_title = titles.iter().find_map(|title| says_in_title(forms, title));
    let said = by_title.or_else(|| by_name(forms, sheet)).or_else(|| by_name(forms, stem(file)));
    match said {
        Some(kind) => (kind, false),
        None if signs.says_movements() => (ListKind::Movements, false),
        None => (ListKind::Beneficiaries, signs.is_unclear()),
    }
}

/// The file's name without folders and ending.
pub(super) fn stem(file: &str) -> &str {
    let name = file.rsplit('/').next().unwrap_or(file);
    name.rsplit_once('.').map_or(name, |(stem, _)| stem)
}

fn says_in_title(forms: &Forms, title: &str) -> Option<ListKind> {
    let key = key(title);
    let plain: String = title.nfc().collect::<String>().to_lowercase();
    let says = |kind: &&Kind| {
        let left = without(&key, &kind.except);
        kind.words.iter().any(|word| has_phrase(&left, word))
            || kind.title_words.iter().any(|word| has_word(&plain, &left, word))
    };
    forms.kinds.iter().find(says).map(|kind| kind.kind)
}

/// True where a word stands in a title with its diacritics; in a title without any, by its key.
fn has_word(title: &str, key: &str, word: &str) -> bool {
    if title.is_ascii() {
        return has_phrase(key, &super::fold::key(word));
    }
    title.split(|c: char| !c.is_alphanumeric()).any(|other| other == word) && has_phrase(key, &super::fold::key(word))
}

fn by_name(forms: &Forms, name: &str) -> Option<ListKind> {
    let key = split_key(name);
    forms.kinds.iter().find_map(|kind| {
        let left = without(&key, &kind.except);
        kind.words.iter().chain(&kind.file_words).any(|word| has_phrase(&left, word)).then_some(kind.kind)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    /// People and moved people among the rows.
    fn signs(people: usize, moved: usize, paid: bool) -> Signs {
        Signs { asked: true, people, moved, paid }
    }

    #[track_caller]
    fn check(titles: &[&str], sheet: &str, file: &str, signs: Signs, expected: (ListKind, bool)) {
        let forms = Forms::load(std::path::Path::new("pipelines/forms")).unwrap();
        let titles: Vec<String> = titles.iter().map(ToString::to_string).collect();
        assert_eq!(of_table(&forms, &titles, sheet, file, signs), expected);
    }

    const FULL: (ListKind, bool) = (ListKind::Beneficiaries, false);
    const MOVES: (ListKind, bool) = (ListKind::Movements, false);
    const UNCLEAR: (ListKind, bool) = (ListKind::Beneficiaries, true);

    #[test]
    fn kinds_by_title_and_name() {
        let none = Signs::default();
        check(&["UBND xã", "DANH SÁCH ĐỐI TƯỢNG TĂNG, GIẢM"], "Sheet1", "a/ds.xlsx", none, MOVES);
        check(&["DANH SÁCH ĐỐI TƯỢNG ĐANG HƯỞNG"], "Sheet1", "a/tang_giam.xlsx", none, FULL);
        check(&["DANH SÁCH ĐỀ NGHỊ GIẢM TRỢ CẤP"], "", "x.csv", none, MOVES);
        check(&["DANH SACH GIAM"], "", "x.csv", none, MOVES);
        check(&["DANH SÁCH NGƯỜI GIÁM HỘ ĐƯỢC TẶNG QUÀ"], "", "x.csv", none, FULL);
        check(&["BAN GIẢM NGHÈO", "DANH SÁCH HƯỞNG"], "", "x.csv", signs(4, 4, false), FULL);
        check(&["DANH SÁCH GIẢM"], "", "x.csv", signs(4, 0, true), MOVES);
        check(&[], "Sheet1", "31/bien_dong_T11.xlsx", none, MOVES);
        check(&[], "Giảm", "31/T11.xlsx", none, MOVES);
    }

    #[test]
    fn kinds_by_rows_where_nothing_else_says_it() {
        let list = ["DANH SÁCH ĐỐI TƯỢNG"];
        check(&list, "", "x.csv", signs(4, 3, true), MOVES);
        check(&list, "", "x.csv", signs(4, 2, true), UNCLEAR);
        check(&list, "", "x.csv", signs(4, 0, true), FULL);
        check(&list, "", "x.csv", signs(4, 0, false), UNCLEAR);
        check(&list, "", "x.csv", signs(0, 0, false), FULL);
        check(&[], "Sheet1", "31/T11.xlsx", Signs { people: 9, ..Signs::default() }, FULL);
    }
}
