//! The kind of a list: by its title, the sheet's name, the file's name, its columns.

use unicode_normalization::UnicodeNormalization;

use super::fold::{has_phrase, key, split_key, without};
use super::forms::{Forms, Kind};
use super::headings::Heading;
use crate::model::ListKind;

/// The kind of a table. `titles` are the readable title rows above it, from top to bottom: the first
/// that says a kind decides. Where nothing says anything it is the full list.
pub(super) fn of_table(forms: &Forms, titles: &[String], sheet: &str, file: &str, heading: &Heading) -> ListKind {
    let by_title = titles.iter().find_map(|title| says_in_title(forms, title));
    by_title
        .or_else(|| by_name(forms, sheet))
        .or_else(|| by_name(forms, stem(file)))
        .or_else(|| by_columns(forms, heading))
        .unwrap_or(ListKind::Beneficiaries)
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

fn by_columns(forms: &Forms, heading: &Heading) -> Option<ListKind> {
    let says = |kind: &&Kind| kind.columns.iter().any(|&field| heading.column(field).is_some());
    forms.kinds.iter().find(says).map(|kind| kind.kind)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ingest::headings::Column;
    use crate::model::Field;

    #[track_caller]
    fn check(titles: &[&str], sheet: &str, file: &str, fields: &[Field], expected: ListKind) {
        let forms = Forms::load(std::path::Path::new("pipelines/forms")).unwrap();
        let columns =
            fields.iter().map(|&field| Column { at: 0, field: Some(field), heading: String::new() }).collect();
        let titles: Vec<String> = titles.iter().map(ToString::to_string).collect();
        let heading = Heading { top: 0, end: 1, columns };
        assert_eq!(of_table(&forms, &titles, sheet, file, &heading), expected);
    }

    #[test]
    fn kinds_by_title_name_and_columns() {
        use ListKind::{Beneficiaries, Movements};
        check(&["UBND xã", "DANH SÁCH ĐỐI TƯỢNG TĂNG, GIẢM"], "Sheet1", "a/ds.xlsx", &[], Movements);
        check(&["DANH SÁCH ĐỐI TƯỢNG ĐANG HƯỞNG"], "Sheet1", "a/tang_giam.xlsx", &[], Beneficiaries);
        check(&["DANH SÁCH ĐỀ NGHỊ GIẢM TRỢ CẤP"], "", "x.csv", &[], Movements);
        check(&["DANH SACH GIAM"], "", "x.csv", &[], Movements);
        check(&["DANH SÁCH NGƯỜI GIÁM HỘ ĐƯỢC TẶNG QUÀ"], "", "x.csv", &[], Beneficiaries);
        check(&["DANH SÁCH ĐỐI TƯỢNG"], "", "x.csv", &[Field::EventDate], Movements);
        check(&["BAN GIẢM NGHÈO", "DANH SÁCH HƯỞNG"], "", "x.csv", &[], Beneficiaries);
        check(&[], "Sheet1", "31/bien_dong_T11.xlsx", &[], Movements);
        check(&[], "Giảm", "31/T11.xlsx", &[], Movements);
        check(&[], "Sheet1", "31/T11.xlsx", &[Field::EventDate], Movements);
        check(&[], "Sheet1", "31/T11.xlsx", &[Field::FullName], Beneficiaries);
    }
}
