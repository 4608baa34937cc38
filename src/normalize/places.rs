//! Places of a row: address, hamlet, and the other place of a move.

use super::address::{AddressReading, Within, read_address};
use super::cells::Cells;
use super::checks;
use super::config::AddressWords;
use super::movements::{Said, read_movement};
use super::text::letters::fold;
use crate::model::{Field, Issue, Private, Record};

/// Address and hamlet of a row.
pub(super) fn read_places(cells: &mut Cells<'_>, record: &mut Record) {
    let hamlet = cells.text(Field::Hamlet).map(|(text, _)| text);
    let section = cells.sections().into_iter().rev().find(|section| is_hamlet(section, cells));
    let mut from_address = None;
    if let Some((text, column)) = cells.text(Field::Address) {
        let reading = resolve(cells, &text);
        cells.found_all(Some(column), Field::Address, reading.issues.clone());
        if let Some(ward) = reading.ward.filter(|ward| *ward != record.ward) {
            let name = cells.lexicon.gazetteer.ward_name(ward).unwrap_or_default().to_owned();
            let issue = Issue::new(checks::ADDRESS_OTHER_WARD, &text).suggest(&name).about(Field::Address);
            cells.found(Some(column), issue);
        }
        record.address = Some(Private::new(&text));
        record.address_ward = reading.ward;
        let private = |part: Option<String>| part.as_deref().map(Private::new);
        record.house_no = private(reading.house_no);
        record.lane = private(reading.lane);
        record.street = private(reading.street);
        record.residential_group = private(reading.group.clone());
        from_address = reading.hamlet.or(reading.group);
    }
    let section = section.as_deref().map(without_number).map(str::to_owned);
    record.hamlet = hamlet.or(from_address).or(section).as_deref().map(Private::new);
}

fn resolve(cells: &Cells<'_>, text: &str) -> AddressReading {
    let within = Within::of_ward(cells.row.ward, &cells.lexicon.gazetteer);
    read_address(text, within, cells.lexicon)
}

/// Whether a section row names a hamlet or residential group: `Tổ dân phố số 3`, `Thôn Đông`.
fn is_hamlet(section: &str, cells: &Cells<'_>) -> bool {
    begins_with_hamlet(section, &cells.lexicon.words.addresses)
        // What tells a movement is no place: `DOI TUONG TANG` without its marks looks like `đội`.
        && !matches!(read_movement(section, &cells.lexicon.words.movements), Said::Clearly(_))
}

/// Whether a section begins with the word of a hamlet, with its marks where the section has any.
fn begins_with_hamlet(section: &str, words: &AddressWords) -> bool {
    let marked = !section.is_ascii();
    let same = |text: &str| if marked { text.to_lowercase() } else { fold(text) };
    let bare = same(without_number(section));
    let mut markers = words.hamlet.iter().chain(&words.group).filter(|word| word.chars().count() > 2);
    markers.any(|word| bare.strip_prefix(same(word).as_str()).is_some_and(|rest| rest.starts_with(' ')))
}

/// A section without the running number before it: `II`, `1.2`, `b)`.
fn without_number(section: &str) -> &str {
    const ROMAN: [char; 4] = ['I', 'V', 'X', 'L'];
    let section = section.trim();
    let Some((head, rest)) = section.split_once([' ', '.', ')', ':', '-', '/', '|']) else { return section };
    let number = head.trim_matches(|c: char| !c.is_alphanumeric());
    let running = number.chars().all(|c| c.is_ascii_digit())
        || number.chars().all(|c| ROMAN.contains(&c.to_ascii_uppercase()))
        || number.chars().count() == 1;
    let rest = rest.trim_start_matches(|c: char| !c.is_alphanumeric());
    if running && !rest.is_empty() { without_number(rest) } else { section }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sections_of_hamlets() {
        let words = &crate::normalize::tests::lexicon().words;
        let check = |section: &str, expected| {
            let found = begins_with_hamlet(section, &words.addresses)
                && !matches!(read_movement(section, &words.movements), Said::Clearly(_));
            assert_eq!(found, expected, "{section}");
        };
        for section in [
            "Thôn Đoài",
            "THÔN ĐÔNG",
            "thon Dong",
            "Tổ dân phố số 3",
            "II. Đội 5",
            "doi 5",
            "TDP 4",
            "Thôn Trung",
            "Xóm Tư",
            "Thôn Cát",
        ] {
            check(section, true);
        }
        for section in
            ["ĐỐI TƯỢNG TĂNG", "A. Đối tượng tăng", "DOI TUONG TANG", "B - Đối tượng giảm", "Người khuyết tật"]
        {
            check(section, false);
        }
    }

    #[test]
    fn running_numbers_before_a_section() {
        let check = |section, bare| assert_eq!(without_number(section), bare, "{section}");
        check("II Tổ dân phố 2", "Tổ dân phố 2");
        check("III. Thôn Đoài", "Thôn Đoài");
        check("XIV - Thôn Đông", "Thôn Đông");
        check("12. Tổ dân phố số 3", "Tổ dân phố số 3");
        check("1.2. Thôn Nội", "Thôn Nội");
        check("b) Khu 5", "Khu 5");
        check("Thôn Đoài", "Thôn Đoài");
        check("Tổ 5", "Tổ 5");
        check("II", "II");
        check("", "");
    }
}
