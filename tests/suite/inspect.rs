//! `ansinh inspect`: what a clerk sees of a file, and what stays masked.

use std::path::{Path, PathBuf};
use std::process::{Command, Output};

const LIST: &str = "\
UBND PHƯỜNG LÊ CHÂN;;;;
DANH SÁCH ĐỐI TƯỢNG ĐANG HƯỞNG;;;;

STT;Họ và tên;Ngày sinh;Mục lạ;Mức trợ cấp
I. Người cao tuổi;;;;
1;NGUYỄN  THỊ HOÀ;05/03/1938;031138000123;700.000
2;Trần Văn Ba;1940;31040000124;700000
3;;1941;;700.000
4;Lê Thị Cúc;31/02/1939;031139000125;700.000
5;Phạm Văn Dũng;1937;031037000126;700.000
Cộng: 5 người;;;;3.500.000
;Người lập biểu: Vũ Văn Em;;;
";

struct File(#[allow(dead_code, reason = "held while the file is read")] tempfile::TempDir, PathBuf);

fn file(name: &str, content: &[u8]) -> File {
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join(name);
    std::fs::create_dir_all(path.parent().unwrap()).unwrap();
    std::fs::write(&path, content).unwrap();
    File(dir, path)
}

fn inspect(path: &Path, more: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_ansinh")).arg("inspect").arg(path).args(more).output().unwrap()
}

fn text(output: &Output) -> String {
    String::from_utf8(output.stdout.clone()).unwrap()
}

#[track_caller]
fn holds(text: &str, parts: &[&str]) {
    for part in parts {
        assert!(text.contains(part), "no `{part}` in\n{text}");
    }
}

#[test]
fn a_clerk_sees_columns_rows_and_what_to_mend() {
    let file = file("ds.csv", LIST.as_bytes());
    let out = inspect(&file.1, &["--ward", "11407", "--show-personal-data"]);
    assert_eq!(out.status.code(), Some(1), "{}", String::from_utf8_lossy(&out.stderr));
    let text = text(&out);
    holds(
        &text,
        &[
            "Định dạng   csv, bảng mã utf-8",
            "Loại        danh sách đối tượng",
            "12 dòng, 5 dòng dữ liệu",
            "nội dung",
            "Số CCCD",
            "5  đề mục: I. Người cao tuổi",
            "B  Họ và tên: NGUYỄN THỊ HOÀ  ->  Nguyễn Thị Hòa",
            "D  Số CCCD: 31040000124  ->  031040000124",
            "11  dòng cộng: Cộng: 5 người",
            "12  cuối trang: Người lập biểu: Vũ Văn Em",
            "ĐỂ RIÊNG, CHỜ SỬA",
            "Cách sửa:",
            "TÓM TẮT",
            "5 dòng dữ liệu đọc được",
            "1 dòng phải để riêng",
        ],
    );
}

#[test]
fn a_row_that_carries_on_the_one_above_is_explained() {
    let list = "STT;Họ và tên;Ngày sinh;Số CCCD;Địa chỉ\n1;Nguyễn Thị Hòa;1938;031138000123;Số 5 ngõ 7\n\
                ;;;;phố Chợ Hàng\n2;Trần Văn Ba;1940;031040000124;TDP 3\n3;Lê Văn Tư;1941;031041000125;TDP 3\n";
    let text = text(&inspect(&file("ds.csv", list.as_bytes()).1, &[]));
    holds(
        &text,
        &[
            "phần tiếp của dòng trên: ghép vào người ở dòng dữ liệu ngay trên, không phải người mới",
            "3  phần tiếp của dòng trên: ***",
        ],
    );
    assert!(!text.contains("chữ ký"), "no footer stands in it:\n{text}");
}

#[test]
fn what_stands_in_no_column_of_its_own_is_shown() {
    let list = "STT;Họ và tên;Năm sinh;Số CCCD;Địa chỉ\nI. Tổ dân phố 1\n1;Trần Văn Ba;1940;031040000124;\n\
                II. Tổ dân phố 2\n2;Lê Văn Tư;1941;031041000125;xã Tiên Minh, Hải Phòng\n";
    let text = text(&inspect(&file("ds.csv", list.as_bytes()).1, &["--ward", "11407"]));
    let above = "(từ đề mục, tiêu đề hoặc ô khác)";
    let hamlets = [1, 2].map(|number| format!("=  Thôn, tổ dân phố: Tổ dân phố {number} {above}"));
    holds(&text, &[&hamlets[0], &hamlets[1], "=  Địa chỉ thuộc: Xã Tiên Minh (11791)"]);
}

#[test]
fn two_people_of_one_row_are_one_row_of_the_sheet() {
    let list = "STT;Họ và tên;Ngày sinh;Số CCCD;Địa chỉ\n\"1\n2\";\"Nguyễn Thị Hòa\nTrần Văn Ba\";\"1938\n1940\";\
                \"031138000123\n031040000124\";TDP 3\n3;Lê Văn Tư;1941;031041000125;TDP 3\n";
    let text = text(&inspect(&file("ds.csv", list.as_bytes()).1, &[]));
    holds(&text, &["3 dòng, 2 dòng dữ liệu", "3 dòng dữ liệu đọc được"]);
}

#[test]
fn personal_data_is_masked_unless_asked_for() {
    let file = file("ds.csv", LIST.as_bytes());
    let text = text(&inspect(&file.1, &[]));
    for personal in ["HOÀ", "Hòa", "Nguyễn", "Trần Văn", "031138000123", "31040000124", "05/03", "31/02", "Vũ Văn"]
    {
        assert!(!text.contains(personal), "`{personal}` in\n{text}");
    }
    holds(&text, &["N. T. H.", "*********123", "**/**/1938", "--show-personal-data"]);
}

#[test]
fn rows_can_be_limited_and_the_summary_counts_all() {
    let file = file("ds.csv", LIST.as_bytes());
    let text = text(&inspect(&file.1, &["--rows", "6..7"]));
    assert!(!text.contains("Cộng: 5 người") && text.contains("5 dòng dữ liệu đọc được"), "{text}");
}

#[test]
fn exit_codes_tell_what_became_of_the_file() {
    let good = "STT;Họ và tên;Ngày sinh;Số CCCD;Đối tượng\n1;Nguyễn Thị Hòa;05/03/1938;031138000123;Điểm a khoản 5\n";
    let code = |file: &File, more: &[&str]| inspect(&file.1, more).status.code();
    assert_eq!(code(&file("2026-11/11407/ds.csv", good.as_bytes()), &[]), Some(0));
    assert_eq!(code(&file("ds.xlsx", b"PK\x03\x04rubbish"), &[]), Some(4));
    assert_eq!(code(&file("ds.csv", b"xin chao"), &[]), Some(4));
    assert_eq!(code(&file("ds.csv", good.as_bytes()), &["--rows", "9..3"]), Some(2));
    assert_eq!(inspect(Path::new("no/such/file.xlsx"), &[]).status.code(), Some(4));
}

#[test]
fn the_folder_tells_ward_and_month() {
    let file = file("2026-10/11407/ds.csv", LIST.as_bytes());
    holds(&text(&inspect(&file.1, &[])), &["(11407)", "Kỳ          2026-10"]);
}

/// A workbook of such sheets, each with its name and its rows of texts; rows to hide by a filter, from 0.
fn workbook(sheets: &[(&str, &[[&str; 5]])], filtered: &[u32]) -> Vec<u8> {
    let mut book = rust_xlsxwriter::Workbook::new();
    for (name, rows) in sheets {
        let page = book.add_worksheet();
        page.set_name(*name).unwrap();
        for (row, texts) in (0..).zip(*rows) {
            for (column, text) in (0..).zip(texts) {
                page.write_string(row, column, *text).unwrap();
            }
        }
        if !filtered.is_empty() {
            page.autofilter(1, 0, rows.len() as u32 - 1, 4).unwrap();
            page.filter_column(0, &rust_xlsxwriter::FilterCondition::new().add_list_filter("1")).unwrap();
            filtered.iter().for_each(|&row| _ = page.set_row_hidden(row).unwrap());
        }
    }
    book.save_to_buffer().unwrap()
}

const HEADINGS: [&str; 5] = ["STT", "Họ và tên", "Ngày sinh", "Số CCCD", "Đối tượng"];
const HOA: [&str; 5] = ["1", "Nguyễn Thị Hòa", "05/03/1938", "031138000123", "Trợ cấp hưu trí xã hội"];
const BA: [&str; 5] = ["2", "Trần Văn Ba", "07/08/1940", "031040000124", "Trợ cấp hưu trí xã hội"];
const TITLE: [&str; 5] = ["DANH SÁCH ĐỐI TƯỢNG ĐANG HƯỞNG THÁNG 11/2026", "", "", "", ""];
const LEFT: [&str; 5] = ["DANH SÁCH GIẢM THÁNG 11/2026", "", "", "", ""];

#[test]
fn rows_that_a_filter_hides_are_shown_set_aside_and_counted() {
    let book = workbook(&[("DS", &[TITLE, HEADINGS, HOA, BA])], &[3]);
    let file = file("ds.xlsx", &book);
    let shown = text(&inspect(&file.1, &["--show-personal-data"]));
    holds(
        &shown,
        &[
            "4  dòng dữ liệu (bị ẩn): ĐỂ RIÊNG, CHỜ SỬA: 2 Trần Văn Ba",
            "Dòng 4 của trang tính “DS” đang bị bộ lọc ẩn",
            "2 dòng dữ liệu đọc được",
            "1 dòng không có gì phải sửa",
            "1 dòng phải để riêng",
        ],
    );
    assert!(!text(&inspect(&file.1, &[])).contains("Trần Văn Ba"), "personal");
    let all = text(&inspect(&self::file("ds.xlsx", &workbook(&[("DS", &[TITLE, HEADINGS, HOA, BA])], &[])).1, &[]));
    holds(&all, &["2 dòng không có gì phải sửa", "0 dòng phải để riêng"]);
}

#[test]
fn a_list_beside_its_decreases_names_nobody_twice() {
    const TWICE: &str = "được ghi nhiều lần trong tệp";
    let reported = workbook(&[("DS", &[TITLE, HEADINGS, HOA, BA]), ("Giảm", &[LEFT, HEADINGS, BA])], &[]);
    let reported = text(&inspect(&file("ds.xlsx", &reported).1, &["--ward", "11407"]));
    assert!(!reported.contains(TWICE), "{reported}");
    let copied = workbook(&[("Tổ 1", &[TITLE, HEADINGS, HOA, BA]), ("Tổ 2", &[TITLE, HEADINGS, BA])], &[]);
    let copied = text(&inspect(&file("ds.xlsx", &copied).1, &["--ward", "11407"]));
    holds(&copied, &["còn ở dòng 3 của trang tính “Tổ 2”", "còn ở dòng 4 của trang tính “Tổ 1”"]);
    assert_eq!(copied.matches(TWICE).count(), 2, "{copied}");
}
