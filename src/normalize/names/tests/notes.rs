//! What is cut off a name: titles, notes, codes, second persons; and names that look like them.

use super::super::*;
use super::check;
use crate::normalize::tests::lexicon;

/// Words that begin notes are given names behind Văn and Thị, and parts of names with a capital.
#[test]
fn words_of_notes_that_are_names() {
    for name in ["Nguyễn Văn Mất", "Trần Thị Tức", "Nguyễn Thị Mất", "Nguyễn Tự Minh"] {
        for raw in [name.to_owned(), name.to_uppercase()] {
            let reading = read_name(&raw, None, lexicon());
            assert_eq!((reading.canonical.as_deref(), reading.note), (Some(name), None), "{raw}");
        }
    }
}

/// A title that is a surname too is one only where a whole name follows.
#[test]
fn surnames_that_are_titles() {
    check("Ong Văn Trực", "Ong Văn Trực", &[]);
    check("ONG VAN TRUC", "Ong Van Truc", &[checks::NAME_NO_ACCENTS]);
    check("Ong Quang Tùng", "Ong Quang Tùng", &[]);
    check("Ong Phạm Bá", "Ong Phạm Bá", &[]);
    check("Ong Phạm Bá Tùng", "Phạm Bá Tùng", &[]);
    check("Ong Pham Tung", "Pham Tung", &[checks::NAME_NO_ACCENTS]);
    check("Ông Văn Trực", "Ông Văn Trực", &[]);
    check("Ông Ích Khiêm", "Ông Ích Khiêm", &[]);
    check("Ông Ông Văn Trực", "Ông Văn Trực", &[]);
    check("Ông Văn Thị Hoa", "Văn Thị Hoa", &[]);
    check("Ông Cao Thắng", "Cao Thắng", &[]);
    check("Ông Tô Minh Khoa", "Tô Minh Khoa", &[]);
    check("Ông Cù Gia Lâm", "Cù Gia Lâm", &[]);
    check("ông Phó Kim Sen", "Phó Kim Sen", &[]);
    check("Ong Nguyen Van An", "Nguyen Van An", &[checks::NAME_NO_ACCENTS]);
    check("Cu Văn Tý", "Cu Văn Tý", &[checks::NAME_UNUSUAL]);
    check("Bà Thị Hoa", "Thị Hoa", &[]);
}

/// What may begin a note is the given name where nothing else stands there.
#[test]
fn given_names_are_no_notes() {
    check("Nguyễn Thị Minh tâm", "Nguyễn Thị Minh Tâm", &[]);
    check("Ông Nguyễn Lan anh", "Nguyễn Lan Anh", &[]);
    check("Nguyễn Lan anh (chết)", "Nguyễn Lan Anh", &[]);
    check("Nguyễn Thị Thanh - Tâm", "Nguyễn Thị Thanh Tâm", &[]);
    check("Nguyễn Thị Thanh - tâm thần", "Nguyễn Thị Thanh", &[]);
    check("Gia đình: ông Nguyễn Văn Hùng", "Nguyễn Văn Hùng", &[]);
    check("Mẹ anh hùng Nguyễn Thị Lan", "Nguyễn Thị Lan", &[]);
    check("Mẹ anh Hùng", "", &[]);
}

/// Codes of lists are no part of a name, in front or behind.
#[test]
fn codes_of_lists_go() {
    check("Lưu Gia Nhi /TB 2/4", "Lưu Gia Nhi", &[]);
    check("Tạ Thị Oanh -TT", "Tạ Thị Oanh", &[]);
    check("NCC Nguyễn Đức Thọ", "Nguyễn Đức Thọ", &[]);
    check("STT 14 Trịnh Văn Quyết", "Trịnh Văn Quyết", &[]);
    check("NG VĂN AN", "Nguyễn Văn An", &[checks::NAME_ABBREVIATION]);
    assert_eq!(read_name("Lưu Gia Nhi /TB 2/4", None, lexicon()).note.as_deref(), Some("TB 2/4"));
}

#[test]
fn notes_behind_a_sign_or_in_small_letters() {
    for behind in [
        " - vợ liệt sĩ",
        " - Mẹ đẻ",
        "- con bà Tý",
        ", mẹ của cháu An",
        " - bố: Vũ Văn Cảnh",
        " - NGH: Vũ Văn Cảnh",
        " - thương binh 4/4",
        " hộ cận nghèo",
        " mẹ liệt sĩ",
        " chuyển đi",
        " - Tổ 5",
        " - thôn Đông",
        " thôn 3",
        " mới",
        " 73t",
        " KTĐBN",
        " còn gọi là Hà",
        "=> chuyển đi",
        " và con",
    ] {
        check(&format!("Vũ Thị Loan{behind}"), "Vũ Thị Loan", &[]);
    }
    check("VŨ THỊ LOAN - MẸ LIỆT SĨ", "Vũ Thị Loan", &[]);
    check("Vũ Thị Con", "Vũ Thị Con", &[]);
    check("vũ thị con", "Vũ Thị Con", &[]);
    check("Nguyễn-văn-an", "Nguyễn Văn An", &[]);
    check("Nguyễn.Thị.Hằng", "Nguyễn Thị Hằng", &[]);
    check("Gia đình ông Nguyễn Văn Hùng", "Nguyễn Văn Hùng", &[]);
    check("Sư thầy Nguyễn Thị Hằng", "Nguyễn Thị Hằng", &[]);
    let reading = read_name("Hoàng Thị Uyên - vợ liệt sĩ", None, lexicon());
    assert_eq!(reading.note.as_deref(), Some("vợ liệt sĩ"));
}

#[test]
fn two_persons_in_a_cell() {
    for between in ["/ ", " và ", ", ", " - ", " ", "; ông "] {
        let cell = format!("Phạm Thị Hương{between}Phạm Văn Toàn");
        check(&cell, "Phạm Thị Hương", &[checks::NAME_TWO]);
        assert!(read_name(&cell, None, lexicon()).note.is_some_and(|note| note.ends_with("Phạm Văn Toàn")));
    }
    check("Mến, Nguyễn Thị Thu", "Nguyễn Thị Thu Mến", &[checks::NAME_ORDER]);
    check("Nguyễn Thị - Hằng", "Nguyễn Thị Hằng", &[]);
    check("Nguyễn Hoàng Phạm Vũ", "Nguyễn Hoàng Phạm Vũ", &[]);
}

#[test]
fn somebody_told_by_another_person_has_no_name() {
    check("Con bà Nguyễn Thị Hằng", "", &[]);
    check("Vợ ông Nguyễn Văn Hùng", "", &[]);
    check("Chưa đặt tên", "", &[]);
    check("Con Nguyễn Văn Hùng", "Nguyễn Văn Hùng", &[]);
}

/// Titles of several words, labels, ranks and saints' names go where a whole name follows, with their signs.
#[test]
fn what_stands_in_front_of_a_whole_name() {
    for front in [
        "Mẹ Việt Nam anh hùng ",
        "BÀ MẸ VIỆT NAM ANH HÙNG: ",
        "Mẹ VN AH ",
        "Bà mẹ VNAH ",
        "BMVNAH - ",
        "Ông CCB ",
        "CCB. ",
        "Anh hùng LLVT ",
        "Anh hùng lực lượng vũ trang nhân dân: ",
        "AHLLVTND ",
        "Cựu chiến binh ",
        "Cựu TNXP ",
        "Người có công ",
        "Thương binh 2/4 ",
        "Thương binh hạng 2/4: ",
        "Bệnh binh 1/3 ",
        "Ông thương binh 2/4 ",
        "Đ/c ",
        "Đ/C: ",
        "đ.c ",
        "Đồng chí: ",
        "GS.TS. ",
        "ThS. ",
        "Bác sĩ ",
        "Thầy giáo ",
        "Đại tá ",
        "Linh mục Giuse ",
        "Maria ",
        "Têrêsa ",
        "Tê-rê-sa ",
        "Vinh Sơn ",
        "Đaminh ",
        "Chủ hộ: ",
        "Chủ hộ ông ",
        "Họ, tên: ",
        "Tên NKT: ",
        "Người giám hộ: ",
        "NGH: ",
        "Người cao tuổi ",
        "Trẻ mồ côi ",
        "Bé gái ",
        "V/c ông ",
        "II. ",
        "a. ",
        "STT1: ",
        "Số 1 ",
    ] {
        check(&format!("{front}Nguyễn Thị Hoa"), "Nguyễn Thị Hoa", &[]);
    }
    check("Hòa thượng Thích Thanh Tâm", "Thích Thanh Tâm", &[]);
    check("CHU HO: NGUYEN VAN AN", "Nguyen Van An", &[checks::NAME_NO_ACCENTS]);
    let reading = read_name("Thương binh 2/4: Nguyễn Văn An (chết)", None, lexicon());
    assert_eq!(reading.note.as_deref(), Some("Thương binh 2/4; chết"));
}

/// The same words where no whole name follows are a name.
#[test]
fn names_that_look_like_what_stands_in_front() {
    let names = [
        "Đồng Chí",
        "Đồng Chí An",
        "Đại Đức",
        "Trung Tá",
        "Vinh Sơn",
        "Vinh Sơn Hà",
        "Cao Hộ",
        "Lâm Thương Binh",
        "H. Bia Niê",
    ];
    for name in names {
        assert_eq!(read_name(name, None, lexicon()).canonical.as_deref(), Some(name));
    }
    for relation in ["Con gái ông Nguyễn Văn An", "Thân nhân liệt sĩ Nguyễn Văn An", "Mẹ liệt sĩ Nguyễn Văn An"]
    {
        check(relation, "", &[]);
    }
}

/// What stands behind a name with its sign or as a code.
#[test]
fn codes_quotes_and_other_given_names_behind() {
    for behind in [
        " BMVNAH",
        " - BMVNAH",
        " Mẹ VNAH",
        " \"Lan\"",
        " hoặc Hòa",
        " - Chủ hộ",
        ", CH",
        " sn:1950",
        " - Nữ",
        " con gái ông An",
    ] {
        check(&format!("Nguyễn Thị Hoa{behind}"), "Nguyễn Thị Hoa", &[]);
    }
    check("Nguyễn Thị Hoa/Hoà", "Nguyễn Thị Hoa", &[checks::NAME_TWO]);
    check("Nguyễn/Thị/Hoa", "Nguyễn Thị Hoa", &[]);
}
