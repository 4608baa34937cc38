//! Where a moved person came from or went to.
//!
//! A column of its own names the place; of a reason only what follows a word of direction at once and
//! bears its kind (`chuyển về xã Kiến Thụy`) is one. Either is believed only where it is read whole and
//! without a mended letter. Never: a place made of other words (`đi khỏi địa phương trên 6 tháng`), of a
//! person's name, of a bare name in running text.

use super::address::{AddressReading, Within, read_address};
use super::cells::Cells;
use super::lexicon::Lexicon;
use super::text::letters::fold;
use crate::model::{Field, Movement, Record, WardCode};

/// How sure the reading of a place must be.
const SURE: f64 = 0.9;

/// The ward that a moved person came from or went to: its own column, else the words that tell the move.
pub(super) fn read_other_place(cells: &mut Cells<'_>, record: &mut Record, told: Option<&str>) {
    if let Some((text, _)) = cells.text(Field::OtherPlace) {
        record.other_ward = elsewhere(cells, &text);
        return;
    }
    let place = match record.movement {
        Some(Movement::MovedOut) => told.and_then(|text| place_in(text, true, cells.lexicon)),
        Some(Movement::MovedIn) => told.and_then(|text| place_in(text, false, cells.lexicon)),
        _ => None,
    };
    record.other_ward = place.and_then(|text| elsewhere(cells, &text)).filter(|ward| *ward != record.ward);
}

/// The ward of a place that is another than the sending ward's: of units of one name none is nearer.
fn elsewhere(cells: &Cells<'_>, text: &str) -> Option<WardCode> {
    let within = Within::of_ward(cells.row.ward, &cells.lexicon.gazetteer);
    let reading = read_address(text, Within { ward: None, ..within }, cells.lexicon);
    reading.ward.filter(|_| is_whole(&reading))
}

/// Whether nothing was mended, and nothing is left over that is neither house, lane, street nor hamlet.
fn is_whole(reading: &AddressReading) -> bool {
    let AddressReading { house_no, lane, street, hamlet, group, .. } = reading;
    let local = [house_no, lane, street, hamlet, group].into_iter().any(Option::is_some);
    reading.issues.is_empty() && reading.confidence >= SURE && (local || reading.rest.is_empty())
}

/// The text of the place in a reason: from the kind of a unit, right behind a word of direction, to the
/// words of something else.
fn place_in(text: &str, to: bool, lexicon: &Lexicon) -> Option<String> {
    let words = &lexicon.words.movements;
    let directions = if to { &words.to } else { &words.from };
    // Without any marks the words of direction and kinds have none either.
    let plain = text.is_ascii();
    let same = |word: &str, wanted: &str| word == wanted || plain && word == fold(wanted);
    let parts: Vec<&str> = text.split_whitespace().collect();
    let bare = |word: &str| word.trim_matches(|c: char| !c.is_alphanumeric()).to_lowercase();
    let begins = (1..parts.len()).find(|&at| {
        let behind = bare(parts[at - 1]);
        let ended = parts[at - 1].ends_with(['.', ',', ';', ')']);
        !ended && directions.iter().any(|word| same(&behind, word)) && begins_with_kind(&parts[at..], plain, lexicon)
    })?;
    let ends = |word: &&str| {
        let small = !word.starts_with(char::is_uppercase);
        small && words.place_ends.iter().any(|end| same(&bare(word), end))
    };
    let length =
        parts[begins..].iter().position(|word| ends(word) || word.starts_with('(')).unwrap_or(parts.len() - begins);
    let place = parts[begins..begins + length].join(" ");
    let place = place.split([';', '(']).next().unwrap_or_default();
    Some(place.trim_end_matches(['.', ',', ' ']).to_owned())
}

/// Whether a text begins with the kind of a ward, or of something in one: `xã`, `P.`, `tổ dân phố`.
fn begins_with_kind(parts: &[&str], plain: bool, lexicon: &Lexicon) -> bool {
    let words = &lexicon.words.addresses;
    let kinds = words.ward.values().flatten().chain(&words.hamlet).chain(&words.group);
    let text = parts.join(" ").to_lowercase();
    let begins = |kind: &str| {
        text.strip_prefix(kind).is_some_and(|rest| rest.starts_with(['.', ' ']) && rest.contains(char::is_alphanumeric))
    };
    let mut kinds = kinds.map(|kind| if plain { fold(kind) } else { kind.clone() });
    kinds.any(|kind| begins(&kind))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::normalize::address::home;
    use crate::normalize::tests::lexicon;

    /// The ward that a reason leads to (or from), as its code.
    #[track_caller]
    fn check(text: &str, to: bool, expected: &str) {
        let place = place_in(text, to, lexicon());
        let reading = place.as_deref().map(|place| read_address(place, Within::of_province(home()), lexicon()));
        let ward = reading.filter(is_whole).and_then(|reading| reading.ward);
        assert_eq!(ward.map_or("-".to_owned(), |ward| ward.to_string()), expected, "{text}: {place:?}");
    }

    #[test]
    fn a_unit_with_its_kind_behind_a_word_of_direction() {
        check("Chuyển đi xã Cát Bà", true, "11914");
        check("Chuyển khẩu đến phường Kiến An", true, "11443");
        check("chuyển về P. Kiến An, Hải Phòng ngày 5/11/2026", true, "11443");
        check("Chuyển sang xã Kiến Thụy ở với con gái Trần Thị Hoa", true, "11680");
        check("Chuyển về thôn 3, xã Kiến Thụy.", true, "11680");
        check("chuyen ve xa Kien Thuy", true, "11680");
        check("Chuyển đi từ xã Cát Bà về xã Kiến Thụy", true, "11680");
        check("Chuyển đến từ xã Kiến Thụy", false, "11680");
        check("chuyển khẩu từ P. Kiến An về", false, "11443");
    }

    #[test]
    fn err_other_words_make_no_place() {
        for text in [
            "Đi khỏi địa phương trên 6 tháng",
            "Chuyển đi Hà Nội ở với con trai Nguyễn Văn An",
            "Theo con vào Sài Gòn",
            "Chuyển vào Nam với con",
            "Cắt khẩu vào Đồng Nai",
            "Chuyển về An Biên",
            "Chuyển đi khỏi xã Kiến Thụy",
            "Chuyển về phưong Kiến An",
            "Chuyển về xã Kiến Thuỷy",
            "Chuyển về xã Tân An, Hà Nội",
            "Chuyển về ở với con Lê Xã Cát",
            "chuyển đi nơi khác",
            "Chuyển đi xã",
        ] {
            check(text, true, "-");
        }
        check("Chuyển đến xã Kiến Thụy", false, "-");
    }
}
