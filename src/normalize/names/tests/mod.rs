//! Canonical names: a table of written forms for each kind of writing, and laws of reading.

mod notes;

use super::*;
use crate::normalize::tests::lexicon;
use proptest::test_runner::TestCaseError;

#[track_caller]
pub(super) fn check(raw: &str, canonical: &str, issues: &[&str]) {
    let reading = read_name(raw, None, lexicon());
    assert_eq!(reading.canonical.as_deref().unwrap_or(""), canonical, "{raw}");
    let found: Vec<&str> = reading.issues.iter().map(|issue| issue.check).collect();
    assert_eq!(found, issues, "{raw}");
}

#[test]
fn writing_is_made_one() {
    check("  NGUYỄN  THỊ HOÀ ", "Nguyễn Thị Hòa", &[]);
    check("nguyễn văn quí", "Nguyễn Văn Quý", &[]);
    check("NguyễnVăn Thuỷ", "Nguyễn Văn Thủy", &[]);
    check("Nguyễn-Văn-An", "Nguyễn Văn An", &[]);
    check("Nguy ễn Văn An", "Nguyễn Văn An", &[]);
    check("NguyÔn ThÞ Hoµ", "Nguyễn Thị Hòa", &[checks::TEXT_LEGACY]);
    check("H'Leo Niê", "H'Leo Niê", &[checks::NAME_FOREIGN]);
}

#[test]
fn titles_and_notes_go() {
    check("1. Bà Nguyễn Thị Tý (chết)", "Nguyễn Thị Tý", &[]);
    check("BMVNAH Trần Thị Nụ", "Trần Thị Nụ", &[]);
    check("Cụ: Vũ Văn Tẹo - 1940", "Vũ Văn Tẹo", &[]);
    check("Ô/B Nguyên Thị Cúc", "Nguyễn Thị Cúc", &[checks::NAME_SURNAME]);
    check("Chu Văn Dậu", "Chu Văn Dậu", &[]);
    check("chú Hoàng Tuấn", "Hoàng Tuấn", &[]);
    check("Cháu Lê Anh", "Lê Anh", &[]);
    check("Lê Văn Bình tức Tư", "Lê Văn Bình", &[]);
    check("Trần Thị Sinh", "Trần Thị Sinh", &[]);
    check("Nguyễn Văn An mất", "Nguyễn Văn An", &[]);
    check("Nguyễn Văn Bình tự Tư Bình", "Nguyễn Văn Bình", &[]);
    check("Hoà Anh", "Hòa Anh", &[]);
    check("Vò Gia Phóc", "Vũ Gia Phúc", &[checks::TEXT_LEGACY]);
    check("Trần Thị Nụ sinh 1950", "Trần Thị Nụ", &[]);
    check("Anh Thư", "Anh Thư", &[]);
    check("Ông Nguyển Văn An", "Nguyễn Văn An", &[checks::NAME_SURNAME]);
    assert_eq!(read_name("Phạm Văn Sửu (tức Tám) sn 1950", None, lexicon()).note.as_deref(), Some("tức Tám; sn 1950"));
}

#[test]
fn capitals_in_the_midst_of_a_word() {
    check("ĐoàN TrunG HiệP", "Đoàn Trung Hiệp", &[]);
    check("HoÀng ThỊ ThuAn", "Hoàng Thị Thu An", &[]);
    check("H' Bia Niê", "H'Bia Niê", &[checks::NAME_FOREIGN]);
    check("H' Bia Êban", "H'Bia Êban", &[checks::NAME_FOREIGN]);
    check("Đinh Văn H0àn", "Đinh Văn Hoàn", &[checks::NAME_TYPING]);
}

#[test]
fn a_tone_is_mended_where_one_name_is_left() {
    check("Nguyễn Văn Lôc", "Nguyễn Văn Lộc", &[checks::NAME_PART]);
    check("Mai Lôc", "Mai Lôc", &[checks::TEXT_AMBIGUOUS, checks::NAME_NOT_A_SYLLABLE]);
    check("Trần Thị Tuyêt", "Trần Thị Tuyết", &[checks::NAME_PART]);
    check("Bùi Quang Dủng", "Bùi Quang Dủng", &[checks::NAME_UNUSUAL]);
    check("Bùi Quang Suân", "Bùi Quang Suân", &[checks::NAME_UNUSUAL]);
    check("NguyÔn V¨n Lôc", "Nguyễn Văn Lục", &[checks::TEXT_LEGACY]);
}

/// What can be a syllable is somebody's name until a paper says otherwise; what cannot is mended only where
/// one meaning is left.
#[test]
fn what_was_written_stays_and_the_likely_name_is_suggested() {
    check("Lỳ Mí Sử", "Lỳ Mí Sử", &[]);
    check("Nguyển Hoa", "Nguyển Hoa", &[checks::NAME_SURNAME]);
    check("Nguyện Sơn Hà", "Nguyện Sơn Hà", &[checks::NAME_SURNAME]);
    check("Phạn Thị Hoa", "Phạn Thị Hoa", &[checks::NAME_UNUSUAL]);
    check("Lừu A Páo", "Lừu A Páo", &[]);
    check("Đổng Văn Tám", "Đổng Văn Tám", &[]);
    check("Chảu Văn Lâm", "Chảu Văn Lâm", &[checks::NAME_SURNAME]);
    check("Nguyễn Thí Hằng", "Nguyễn Thị Hằng", &[checks::NAME_PART]);
    check("Nguyễn Thí Hùng", "Nguyễn Thí Hùng", &[checks::NAME_UNUSUAL]);
    check("Nguyễn Thi Hằng", "Nguyễn Thị Hằng", &[checks::NAME_PART]);
    check("Nguyễn Văn Quyề", "Nguyễn Văn Quyền", &[checks::NAME_NOT_A_SYLLABLE]);
    check("Nguyễn Văn Hưnng", "Nguyễn Văn Hưng", &[checks::NAME_NOT_A_SYLLABLE]);
}

/// `y` for `i` only where the form with `i` is no name of its own.
#[test]
fn i_and_y() {
    check("Lí Thị Mĩ Kì", "Lý Thị Mỹ Kỳ", &[]);
    check("Vàng Mí Sính", "Vàng Mí Sính", &[]);
    check("Vi Thị Thi", "Vi Thị Thi", &[]);
    check("Sì Thị Ti", "Sì Thị Ti", &[]);
}

/// A word with Vietnamese letters only, beside words in Unicode, is a slip of the keys and no legacy font.
#[test]
fn a_slip_is_no_legacy_font() {
    check("Nguyễn Gia Tâ", "Nguyễn Gia Tâ", &[checks::NAME_NOT_A_SYLLABLE]);
    check("Lò Vâ Hải", "Lò Vâ Hải", &[checks::NAME_NOT_A_SYLLABLE]);
    check("Phạm Caô Sơn", "Phạm Cao Sơn", &[checks::NAME_NOT_A_SYLLABLE]);
    check("Phó Quang Xâi", "Phó Quang Xâi", &[checks::TEXT_AMBIGUOUS, checks::NAME_NOT_A_SYLLABLE]);
    check("Mãc Thị Sâm", "Mạc Thị Sâm", &[checks::NAME_SURNAME]);
    check("Trình Anh Phông", "Trình Anh Phông", &[checks::NAME_UNUSUAL]);
    check("Nguyễn Gia Taâm", "Nguyễn Gia Tâm", &[checks::TEXT_LEGACY]);
    check("NguyÔn V¨n Vâ", "Nguyễn Văn Võ", &[checks::TEXT_LEGACY]);
    check("Phạm ThÞ Hïng", "Phạm Thị Hùng", &[checks::TEXT_LEGACY]);
}

/// A key of Telex behind a syllable that has another tone is a slip.
#[test]
fn a_second_tone_is_no_residue_of_keys() {
    check("Tầrn Văn Cường", "Trần Văn Cường", &[checks::NAME_SURNAME]);
    check("Phạm Trung Hảf", "Phạm Trung Hảf", &[checks::NAME_NOT_A_SYLLABLE]);
    check("Phạm Trung Hair", "Phạm Trung Hải", &[checks::NAME_TYPING]);
}

/// Only a name that is as it is in another order is put in order.
#[test]
fn the_order_changes_only_where_no_name_ends_or_begins_so() {
    check("Lan Nguyễn Thu", "Nguyễn Thu Lan", &[checks::NAME_ORDER]);
    check("Hương Nguyễn Thị", "Nguyễn Thị Hương", &[checks::NAME_ORDER]);
    check("Văn Khang Nguyễn", "Nguyễn Văn Khang", &[checks::NAME_ORDER]);
    check("Thị Thu Hoa Trần", "Trần Thị Thu Hoa", &[checks::NAME_ORDER]);
    check("Văn Công Hùng", "Văn Công Hùng", &[]);
    check("Văn Hải Tuấn Vũ", "Vũ Văn Hải Tuấn", &[checks::NAME_ORDER]);
    check("Văn Thị Lan", "Văn Thị Lan", &[]);
    check("Văn Công Hướng", "Văn Công Hướng", &[]);
    check("Là Bùi Dậu", "Là Bùi Dậu", &[]);
    check("Phượng Hoàng Mơ", "Phượng Hoàng Mơ", &[]);
    check("Đàon Văn Văn", "Đàon Văn Văn", &[checks::NAME_NOT_A_SYLLABLE]);
}

#[test]
fn slips_are_mended_only_where_one_meaning_is_left() {
    check("Nguyên Văn An", "Nguyễn Văn An", &[checks::NAME_SURNAME]);
    check("Ngyễn Văn Án", "Nguyễn Văn Án", &[checks::NAME_SURNAME]);
    check("Ng. Văn An", "Nguyễn Văn An", &[checks::NAME_ABBREVIATION]);
    check("Tr. Văn An", "Tr. Văn An", &[]);
    check("Nguyeenx Vawn Nam", "Nguyễn Văn Nam", &[checks::NAME_TYPING, checks::NAME_TYPING]);
    check("NGUYEN VAN HAI", "Nguyen Van Hai", &[checks::NAME_NO_ACCENTS]);
    check("Đỗ Văn Đứcc", "Đỗ Văn Đức", &[checks::NAME_NOT_A_SYLLABLE]);
    check("Nụ", "Nụ", &[checks::NAME_SINGLE]);
}

#[test]
fn what_is_no_name() {
    check("12", "", &[]);
    check("…", "", &[]);
    check("x", "", &[]);
    check(&"Lê An ".repeat(MOST_WORDS / 2 + 1), "", &[]);
    check(&"Ngyễn Văn Án ".repeat(100), "", &[]);
}

/// What stands beside names in every writing that the shortcut may take for its own.
const BESIDE: [(&str, &str); 16] = [
    ("", ""),
    ("Bà ", ""),
    ("ÔNG ", " (chết)"),
    ("cụ ", ""),
    ("Mẹ ", ""),
    ("Cháu ", " (con bà Tý)"),
    ("LS ", ""),
    ("", " (tức Ba)"),
    ("", " - 1950"),
    ("", " 1948"),
    ("", " - 78 tuổi"),
    ("", " - 78 TUỔI"),
    ("", " 78 tuổi"),
    ("Bà  ", " (1961)"),
    ("Chu ", ""),
    ("Họ ", " - 19501"),
];

/// Every surname with every part: the table reads what the steps read, and settles at once.
#[test]
fn the_table_of_words_reads_as_the_steps_do() {
    let read = tables_against_steps(7, 4);
    assert!(read > 5_000, "{read}");
}

/// Reads each surname of so many with each part of so many both ways; how many the table of words read.
fn tables_against_steps(surnames: usize, parts: usize) -> usize {
    let names = &lexicon().names;
    let of = |wanted: fn(known::Uses) -> bool| names.all().iter().filter(move |known| wanted(known.uses));
    let mut read = 0;
    for (at, surname) in of(|uses| uses.surname > 0.0).enumerate().step_by(surnames) {
        for (nth, part) in of(|uses| uses.middle + uses.given > 0.0).enumerate().skip(at % parts).step_by(parts) {
            let middle = ["Thị", "Văn", "Thu", "Ngọc", "Thanh", "Thị Thanh", "Anh", "tâm"][(at + nth) % 8];
            let name = match (at + nth / 8) % 4 {
                0 => format!("{} {} {middle}", surname.name, part.name),
                1 => format!("{} {}", surname.name, part.name),
                _ => format!("{} {middle} {}", surname.name, part.name),
            };
            for name in [name.clone(), name.to_uppercase(), fold(&name), fold(&name).to_uppercase()] {
                let (before, behind) = BESIDE[(at + nth) % BESIDE.len()];
                let raw = format!("{before}{name}{behind}");
                assert_eq!(read_name(&raw, None, lexicon()), the_long_way(&raw, None, lexicon(), false), "{raw}");
                let known = lexicon().quick.read(raw.split(' '));
                read += usize::from(known.is_some() || shortcut::read(&raw, None, lexicon()).is_some());
                let clean = known.is_none_or(|known| known.clean <= is_clean(&raw, None, lexicon()));
                assert!(clean, "{raw} needs cleaning");
            }
        }
    }
    read
}

fn twice(name: &str) -> Result<(), TestCaseError> {
    let Some(once) = read_name(name, None, lexicon()).canonical else { return Ok(()) };
    let twice = read_name(&once, None, lexicon()).canonical;
    proptest::prop_assert_eq!(twice, Some(once));
    Ok(())
}

#[test]
fn a_name_that_grows_beyond_the_longest_cell_is_none() {
    twice(&format!("e{}", "İ".repeat(290))).unwrap();
    check(&format!("e{}", "İ".repeat(290)), "", &[checks::NAME_SINGLE]);
}

#[test]
fn small_and_capital_letters_of_a_legacy_font_settle_on_one_name() {
    for name in ["ôu", "Ôu", "ÔU", "ôu ôu", "đỗ ôu"] {
        twice(name).unwrap();
    }
}

proptest::proptest! {
    #[test]
    fn never_panics(text in "\\PC{0,24}") {
        let _ = read_name(&text, None, lexicon());
    }

    #[test]
    fn twice_is_once_for_any_text(name in "\\PC{0,16}|[a-zà-ỹÀ-Ỹ©®¨µÞ§ -]{0,16}") {
        twice(&name)?;
    }

    #[test]
    fn twice_is_once(name in "((Nguyễn|TRẦN|Ngô|hoà|Quí|Ông|Bà|V.|Ng.|1.|NguyễnVăn|ễn|sn 1950|Thij|Đứcc) ){0,3}[a-zăâđêôơư]{0,4}( [(]chết[)])?") {
        twice(&name)?;
    }
}
