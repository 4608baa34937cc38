//! Submitted sheets to raw rows: one fixture a quirk, made here or in `tests/fixtures/ingest/`.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use ansinh::ingest::{Forms, Ingested, Submission, ingest};
use ansinh::model::{
    Coded, Disposition, Field, FileStatus, LegacyFont, ListKind, Month, RawRow, RowKind, SLIP_DIGEST_DIGITS,
    SLIP_DIGEST_LABEL, SLIP_TITLE, WardCode,
};
use ansinh::table::outputs::SourceRowRow;
use rust_xlsxwriter::{ExcelDateTime, Format, Workbook, Worksheet};
use tempfile::TempDir;

fn forms() -> Forms {
    Forms::load(Path::new("pipelines/forms")).unwrap()
}

/// A city folder with submissions, each with its modification time.
struct City {
    dir: TempDir,
    submissions: Vec<Submission>,
}

impl City {
    fn new() -> City {
        City { dir: tempfile::tempdir().unwrap(), submissions: Vec::new() }
    }

    fn file(mut self, name: &str, content: &[u8], modified: i64) -> City {
        let path: PathBuf = self.dir.path().join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(&path, content).unwrap();
        self.submissions.push(Submission {
            path,
            file: name.into(),
            ward: WardCode::from_digits("11407").unwrap(),
            period: Month::from_code("2026-11").unwrap(),
            modified,
        });
        self
    }

    fn ingest(&self) -> Ingested {
        ingest(&self.submissions, &forms())
    }
}

fn one(name: &str, content: &[u8]) -> Ingested {
    City::new().file(name, content, 0).ingest()
}

fn fixture(name: &str) -> Ingested {
    one(name, &fs::read(Path::new("tests/fixtures/ingest").join(name)).unwrap())
}

fn workbook(write: impl Fn(&mut Worksheet)) -> Vec<u8> {
    let mut book = Workbook::new();
    write(book.add_worksheet());
    book.save_to_buffer().unwrap()
}

/// A letter a row: Title, Header, Section, Data, totaL, Footer, blank as a dot.
fn kinds(out: &Ingested) -> String {
    let letter = |kind: RowKind| match kind {
        RowKind::Title => 'T',
        RowKind::Header => 'H',
        RowKind::Section => 'S',
        RowKind::Data => 'D',
        RowKind::Total => 'L',
        RowKind::Footer => 'F',
        RowKind::Continuation => 'C',
        RowKind::Blank => '.',
    };
    out.rows.iter().map(|row| letter(row.row_kind)).collect()
}

/// `field=value`, inherited values with `+`.
fn cells(row: &RawRow) -> String {
    let show = |cell: &ansinh::model::RawCell| {
        format!("{}={}{}", cell.field, cell.value.reveal(), if cell.inherited { "+" } else { "" })
    };
    row.cells.iter().map(show).collect::<Vec<_>>().join(" ")
}

fn checks(out: &Ingested) -> Vec<&str> {
    out.findings.iter().map(|finding| finding.issue.check).collect()
}

/// Counts close: a row for every row, data rows of read files come out as raw rows.
#[track_caller]
fn books_close(out: &Ingested) {
    for file in &out.files {
        let rows: Vec<_> = out.rows.iter().filter(|row| row.file == file.file).collect();
        assert_eq!(rows.len() as u32, file.rows);
        let data = rows.iter().filter(|row| row.row_kind == RowKind::Data).count() as u32;
        assert_eq!(data, file.data_rows);
        let raw = out.raw.iter().filter(|row| row.file == file.file).count() as u32;
        assert_eq!(raw, if file.status == FileStatus::Read { data } else { 0 });
    }
}

const LIST: &str = "\
UBND PHƯỜNG LÊ CHÂN;;;;;
DANH SÁCH ĐỐI TƯỢNG BẢO TRỢ XÃ HỘI;;;;;

STT;Họ và tên;Năm sinh;;Số CCCD;Mức trợ cấp
;;Nam;Nữ;;
(1);(2);(3);(4);(5);(6)
I. Người khuyết tật đặc biệt nặng;;;;;
Tổ dân phố số 3;;;;;
1;Nguyễn Văn An;1948;;031048000111;1.350.000
2;Trần Thị Bình;;1950;031150000222;1.350.000

Cộng: 2 người;;;;;2.700.000
II. Người cao tuổi;;;;;
3;Lê Thị Cúc;;00/00/1940;;700.000
STT;Họ và tên;Năm sinh;;Số CCCD;Mức trợ cấp
;;Nam;Nữ;;
4;;1939;;031039000333;700.000
Tổng cộng;;;;;4.100.000
;;;Lê Chân, ngày 5 tháng 11 năm 2026;;
;Người lập biểu;;;CHỦ TỊCH;
;Phạm Thị Dung;;;Vũ Văn Em;
";

#[test]
fn every_kind_of_row_of_a_list() {
    let out = one("submissions/2026-11/11407/ds.csv", LIST.as_bytes());
    assert_eq!(kinds(&out), "TT.HHHSSDD.LSDHHDLFFF");
    books_close(&out);
    assert_eq!(
        cells(&out.raw[0]),
        "ordinal=1 full_name=Nguyễn Văn An birth_male=1948 id_no=031048000111 amount=1.350.000"
    );
    assert_eq!(cells(&out.raw[2]), "ordinal=3 full_name=Lê Thị Cúc birth_female=00/00/1940 amount=700.000");
    let sections: Vec<String> = out.raw.iter().map(|row| row.sections.join(" > ")).collect();
    let first = "I. Người khuyết tật đặc biệt nặng > Tổ dân phố số 3";
    assert_eq!(sections, [first, first, "II. Người cao tuổi", "II. Người cao tuổi"]);
    assert!(out.raw[0].title.contains("DANH SÁCH ĐỐI TƯỢNG"), "{:?}", out.raw[0].title);
    assert_eq!(out.files[0].list_kind, Some(ListKind::Beneficiaries));
    assert_eq!(out.rows[0].row_number, 1);
}

#[test]
fn a_footer_name_beside_values_is_no_person() {
    let out = one("x/ds.csv", LIST.as_bytes());
    assert!(out.raw.iter().all(|row| !cells(row).contains("Phạm Thị Dung")));
}

/// The same list in another writing gives the same kinds of rows.
#[track_caller]
fn check_encoding(bytes: &[u8], encoding: &str) {
    let out = one("x/ds.csv", bytes);
    assert_eq!(out.files[0].encoding.as_deref(), Some(encoding));
    assert_eq!(kinds(&out), "TT.HHHSSDD.LSDHHDLFFF", "{encoding}");
}

#[test]
fn encodings_of_text_files() {
    check_encoding(LIST.as_bytes(), "utf-8");
    check_encoding(&[b"\xEF\xBB\xBF", LIST.as_bytes()].concat(), "utf-8");
    let utf16: Vec<u16> = LIST.encode_utf16().collect();
    let little: Vec<u8> = utf16.iter().flat_map(|unit| unit.to_le_bytes()).collect();
    let big: Vec<u8> = utf16.iter().flat_map(|unit| unit.to_be_bytes()).collect();
    check_encoding(&[b"\xFF\xFE", &little[..]].concat(), "utf-16le");
    check_encoding(&little, "utf-16le");
    check_encoding(&[b"\xFE\xFF", &big[..]].concat(), "utf-16be");
    check_encoding(&legacy(LIST, "cp1258"), "windows-1258");
    check_encoding(&legacy(LIST, "tcvn3_abc"), "tcvn3");
    check_encoding(&legacy(LIST, "vni_windows"), "vni");
}

/// Writes a text in a legacy charset by the reference table. TCVN3 has no toned capitals: small
/// letters stand in for them, as its capitals font draws them.
fn legacy(text: &str, charset: &str) -> Vec<u8> {
    let table = fs::read_to_string("pipelines/reference/encodings/legacy_charsets.csv").unwrap();
    let mut lines = table.lines();
    let column = lines.next().unwrap().split(',').position(|name| name == charset).unwrap();
    let rows: Vec<Vec<&str>> = lines.map(|line| line.split(',').collect()).collect();
    let bytes_of = |letter: char| {
        let small: String = letter.to_lowercase().collect();
        let find = |wanted: &str| rows.iter().find(|row| row[0] == wanted).map(|row| row[column]);
        let hex = find(&letter.to_string()).filter(|hex| !hex.is_empty()).or_else(|| find(&small)).unwrap_or("");
        let hex = hex.split('|').next().unwrap();
        hex.split_whitespace().map(|byte| u8::from_str_radix(byte, 16).unwrap()).collect::<Vec<u8>>()
    };
    text.chars().flat_map(|c| if c.is_ascii() { vec![c as u8] } else { bytes_of(c) }).collect()
}

#[test]
fn values_of_legacy_fonts_keep_their_bytes() {
    let out = one("x/ds.csv", &legacy(LIST, "tcvn3_abc"));
    assert!(cells(&out.raw[0]).contains("full_name=NguyÔn V¨n An"), "{}", cells(&out.raw[0]));
    assert_eq!(&*out.raw[0].sections[0], "I. Người khuyết tật đặc biệt nặng");
}

#[test]
fn separators() {
    for separator in [",", "\t", "|"] {
        let text = LIST.replace(';', separator);
        assert_eq!(kinds(&one("x/ds.csv", text.as_bytes())), "TT.HHHSSDD.LSDHHDLFFF", "{separator:?}");
    }
}

#[test]
fn a_table_that_begins_far_from_the_first_cell_keeps_its_places() {
    let out = one(
        "x/ds.xlsx",
        &workbook(|sheet| {
            for (column, heading) in ["STT", "Họ và tên", "Ngày sinh", "Số CCCD"].iter().enumerate() {
                sheet.write(4, 3 + column as u16, *heading).unwrap();
            }
            let date = Format::new().set_num_format("dd/mm/yyyy");
            sheet.write(5, 3, 1).unwrap();
            sheet.write(5, 4, "Nguyễn Văn An").unwrap();
            sheet.write_with_format(5, 5, ExcelDateTime::from_ymd(1950, 3, 7).unwrap(), &date).unwrap();
            sheet.write(5, 6, 31_050_000_111_f64).unwrap();
        }),
    );
    assert_eq!(kinds(&out), "....HD");
    assert_eq!(cells(&out.raw[0]), "ordinal=1 full_name=Nguyễn Văn An birth_date=07/03/1950 id_no=31050000111");
    assert_eq!((out.raw[0].row_id.row, out.raw[0].cells[0].column), (6, 4));
    books_close(&out);
}

/// Only a font whose letters stand at the places of others is told.
#[test]
fn cells_in_a_legacy_font_are_told() {
    let out = one(
        "x/ds.xlsx",
        &workbook(|sheet| {
            for (column, heading) in ["STT", "Họ và tên", "Ngày sinh", "Ghi chú"].iter().enumerate() {
                sheet.write(0, column as u16, *heading).unwrap();
            }
            let font = |name| Format::new().set_font_name(name);
            for row in 1..4 {
                sheet.write(row, 0, row).unwrap();
                sheet.write_with_format(row, 1, "Vò Gia An", &font(".VnTime")).unwrap();
                sheet.write_with_format(row, 2, "1950", &font("Arial")).unwrap();
                sheet.write_with_format(row, 3, "Hoà", &font("VNI-Times")).unwrap();
            }
        }),
    );
    assert_eq!(kinds(&out), "HDDD");
    assert_eq!(out.raw[0].fonts, [(2, LegacyFont::Tcvn3), (4, LegacyFont::Vni)]);
    books_close(&out);
}

#[test]
fn merged_headings_and_merged_body_cells() {
    let out = one(
        "x/ds.xlsx",
        &workbook(|sheet| {
            let plain = Format::new();
            sheet.merge_range(0, 0, 0, 5, "DANH SÁCH HƯỞNG TRỢ CẤP", &plain).unwrap();
            sheet.merge_range(1, 0, 2, 0, "STT", &plain).unwrap();
            sheet.merge_range(1, 1, 2, 1, "Họ và tên", &plain).unwrap();
            sheet.merge_range(1, 2, 1, 3, "Ngày tháng năm sinh", &plain).unwrap();
            sheet.write(2, 2, "Nam").unwrap();
            sheet.write(2, 3, "Nữ").unwrap();
            sheet.merge_range(1, 4, 1, 5, "Giấy xác nhận khuyết tật", &plain).unwrap();
            sheet.write(2, 4, "Số").unwrap();
            sheet.write(2, 5, "Ngày cấp").unwrap();
            sheet.merge_range(3, 0, 3, 5, "Khuyết tật nặng", &plain).unwrap();
            for (row, name) in [(4, "Lê Văn Sáu"), (5, "Lê Thị Bảy")] {
                sheet.write(row, 0, row - 3).unwrap();
                sheet.write(row, 1, name).unwrap();
                sheet.write(row, 2 + (row - 4) as u16, 1950 + row).unwrap();
                sheet.write(row, 5, "01/02/2020").unwrap();
            }
            sheet.merge_range(4, 4, 5, 4, "12/GXN", &plain).unwrap();
        }),
    );
    assert_eq!(kinds(&out), "THHSDD");
    let first = "ordinal=1 full_name=Lê Văn Sáu birth_male=1954 certificate_no=12/GXN certificate_date=01/02/2020";
    let second = "ordinal=2 full_name=Lê Thị Bảy birth_female=1955 certificate_no=12/GXN+ certificate_date=01/02/2020";
    assert_eq!(out.raw.iter().map(cells).collect::<Vec<_>>(), [first, second]);
    assert_eq!(out.raw[0].sections.join(""), "Khuyết tật nặng");
}

fn small_list(sheet: &mut Worksheet, title: &str, headings: &[&str], names: &[&str]) {
    sheet.write(0, 0, title).unwrap();
    for (column, heading) in headings.iter().enumerate() {
        sheet.write(2, column as u16, *heading).unwrap();
    }
    for (row, name) in (3..).zip(names) {
        sheet.write(row, 0, row - 2).unwrap();
        sheet.write(row, 1, *name).unwrap();
        sheet.write(row, 2, "1950").unwrap();
    }
}

const COLUMNS: [&str; 3] = ["STT", "Họ và tên", "Năm sinh"];

#[test]
fn a_sheet_a_hamlet_and_hidden_sheets_are_read() {
    let mut book = Workbook::new();
    small_list(book.add_worksheet().set_name("Thôn Đông").unwrap(), "DANH SÁCH HƯỞNG", &COLUMNS, &["Lê Văn Sáu"]);
    let hidden = book.add_worksheet().set_name("Thôn Đoài").unwrap();
    small_list(hidden, "DANH SÁCH HƯỞNG", &COLUMNS, &["Lê Thị Bảy", "Lê Thị Tám"]);
    hidden.set_hidden(true);
    book.worksheet_from_index(0).unwrap().set_row_hidden(3).unwrap();
    let out = one("x/ds.xlsx", &book.save_to_buffer().unwrap());
    let shown: Vec<(String, bool)> = out.raw.iter().map(|row| (row.sheet.to_string(), row.hidden)).collect();
    let expected = [("Thôn Đông", true), ("Thôn Đoài", true), ("Thôn Đoài", true)].map(|(s, h)| (s.to_owned(), h));
    assert_eq!(shown, expected);
    assert_eq!(checks(&out), ["sheet.hidden_rows", "sheet.hidden_sheet"]);
    books_close(&out);
}

#[test]
fn a_workbook_may_hold_both_kinds() {
    let mut book = Workbook::new();
    let names = ["Lê Văn Sáu", "Lê Thị Bảy"];
    small_list(book.add_worksheet(), "DANH SÁCH ĐỐI TƯỢNG ĐANG HƯỞNG", &COLUMNS, &names);
    small_list(book.add_worksheet(), "BÁO CÁO TĂNG, GIẢM", &COLUMNS, &names[..1]);
    let out = one("x/ds.xlsx", &book.save_to_buffer().unwrap());
    let kinds: Vec<ListKind> = out.raw.iter().map(|row| row.list_kind).collect();
    assert_eq!(kinds, [ListKind::Beneficiaries, ListKind::Beneficiaries, ListKind::Movements]);
    assert_eq!(out.files[0].list_kind, Some(ListKind::Beneficiaries));
}

#[test]
fn two_tables_below_each_other() {
    let text = "\
BÁO CÁO TĂNG, GIẢM;;;
A. DANH SÁCH TĂNG;;;
STT;Họ và tên;Năm sinh;Lý do
1;Lê Văn Sáu;1950;Mới hưởng
Cộng: 1 người;;;
B. DANH SÁCH GIẢM;;;
STT;Họ và tên;Ngày chết;Ghi chú
1;Lê Thị Bảy;05/10/2026;
";
    let out = one("x/bc.csv", text.as_bytes());
    assert_eq!(kinds(&out), "TTHDLTHD");
    assert!(out.raw.iter().all(|row| row.list_kind == ListKind::Movements));
    assert!(out.raw[1].title.contains("GIẢM") && !out.raw[1].title.contains("TĂNG"), "{}", out.raw[1].title);
    assert_eq!(cells(&out.raw[1]), "ordinal=1 full_name=Lê Thị Bảy death_date=05/10/2026");
}

#[track_caller]
fn check_set_aside(out: &Ingested, status: FileStatus, check: &str) {
    assert_eq!(out.files[0].status, status);
    assert!(out.files[0].reason.as_ref().is_some_and(|reason| !reason.is_empty()));
    assert_eq!(checks(out), [check]);
    assert!(out.raw.is_empty());
    books_close(out);
}

#[test]
fn files_that_cannot_be_read_are_set_aside() {
    check_set_aside(&one("x/a.xlsx", b""), FileStatus::Empty, "file.empty");
    check_set_aside(&one("x/a.csv", b" \n;;\n"), FileStatus::Empty, "file.empty");
    check_set_aside(&one("x/a.xlsx", &workbook(|_| ())), FileStatus::Empty, "file.empty");
    check_set_aside(&one("x/a.xlsx", b"PK\x03\x04 half a file"), FileStatus::Unreadable, "file.damaged");
    check_set_aside(&one("x/a.xlsx", b"%PDF-1.7 scan"), FileStatus::NotAList, "file.wrong_format");
    check_set_aside(&one("x/a.xls", b"<html><table>"), FileStatus::Empty, "file.empty");
    check_set_aside(&one("x/a.xls", b"<html><p>404 Not Found"), FileStatus::NotAList, "file.no_table");
    let letter = "Kính gửi: Sở Y tế\nXã xin báo cáo, tháng này không có biến động.\n";
    check_set_aside(&one("x/a.csv", letter.as_bytes()), FileStatus::NotAList, "file.no_table");
    let lost =
        "DANH S?CH ??I T??NG\nTT;H? v? t?n;Ng?y sinh;S? CCCD;??i t??ng\n1;Nguy?n Th? G?i;1943;031143012549;H?u tr?\n";
    check_set_aside(&one("x/a.csv", lost.as_bytes()), FileStatus::NotAList, "file.letters_lost");
    let saved_twice = "TT;Há»\u{fffd} vÃ  tÃªn;Sá»\u{fffd} CCCD;Ä\u{fffd}á»\u{fffd}i tÆ°á»£ng\n1;Ä\u{fffd}á»— Thá»\u{fffd};1;HÃ²\u{fffd}\n";
    check_set_aside(&one("x/a.csv", saved_twice.as_bytes()), FileStatus::NotAList, "file.letters_lost");
    check_set_aside(&fixture("locked_by_password.xlsx"), FileStatus::Unreadable, "file.locked");
    check_set_aside(&fixture("cut_off_in_the_middle.xlsx"), FileStatus::Unreadable, "file.damaged");
}

#[test]
fn a_table_whose_letters_are_gone_is_read_and_told() {
    let row = |n: u32| format!("{n};Nguy?n Th? G?i;1943;03114301254{n};H?u tr? x? h?i\n");
    let rows: String = (1..7).map(row).collect();
    let out = one("x/a.csv", format!("STT;Ho va ten;Nam sinh;So CCCD;Doi tuong\n{rows}").as_bytes());
    assert_eq!((out.files[0].status, out.raw.len()), (FileStatus::Read, 6));
    assert!(checks(&out).contains(&"file.letters_lost"), "{:?}", checks(&out));
    let sound = rows.replace('?', "a");
    let out = one("x/a.csv", format!("STT;Ho va ten;Nam sinh;So CCCD;Doi tuong\n{sound}").as_bytes());
    assert!(!checks(&out).contains(&"file.letters_lost"), "{:?}", checks(&out));
}

#[test]
fn a_file_that_is_gone_costs_itself_alone() {
    let mut city = City::new().file("x/ds.csv", LIST.as_bytes(), 0).file("x/gone.csv", b"x", 0);
    fs::remove_file(&city.submissions[1].path).unwrap();
    city.submissions.reverse();
    let out = city.ingest();
    assert_eq!(
        out.files.iter().map(|file| file.status).collect::<Vec<_>>(),
        [FileStatus::Read, FileStatus::Unreadable]
    );
    assert_eq!(checks(&out), ["file.unopenable"]);
}

#[test]
fn formats_are_told_by_content() {
    let list = workbook(|sheet| small_list(sheet, "DANH SÁCH HƯỞNG", &COLUMNS, &["Lê Văn Sáu"]));
    for name in ["x/ds.xls", "x/ds.csv", "x/ds"] {
        let out = one(name, &list);
        assert_eq!((out.files[0].format.as_str(), kinds(&out).as_str()), ("xlsx", "T.HD"), "{name}");
    }
}

#[test]
fn a_stray_cell_in_the_last_row_costs_no_memory_and_a_bomb_is_refused() {
    let out = one(
        "x/ds.xlsx",
        &workbook(|sheet| {
            small_list(sheet, "DANH SÁCH HƯỞNG", &COLUMNS, &["Lê Văn Sáu"]);
            sheet.write(0, 16_383, "x").unwrap();
        }),
    );
    check_set_aside(&out, FileStatus::Unreadable, "file.too_large");
}

#[test]
fn the_later_file_supersedes_the_earlier() {
    let first = "DANH SÁCH ĐỐI TƯỢNG;;\nSTT;Họ và tên;Năm sinh\n1;Lê Văn Sáu;1950\n";
    let second = first.replace("ĐỐI TƯỢNG", "ĐỐI TƯỢNG (SỬA)");
    let city = City::new().file("x/b.csv", first.as_bytes(), 99).file("x/a.csv", second.as_bytes(), 1);
    let out = city.ingest();
    let status: Vec<FileStatus> = out.files.iter().map(|file| file.status).collect();
    assert_eq!(status, [FileStatus::Read, FileStatus::Superseded]);
    assert!(out.files[1].reason.as_ref().unwrap().contains("bản sửa"));
    assert_eq!(checks(&out), ["file.superseded_by_revision"]);
    let lost: Vec<Option<Disposition>> = out.rows.iter().map(|row| row.disposition).collect();
    assert_eq!(lost, [None, None, None, None, None, Some(Disposition::Superseded)]);
    assert!(out.raw.iter().all(|row| &*row.file == "x/a.csv"));
    books_close(&out);
}

#[test]
fn a_corrected_slip_supersedes_the_file_that_it_answers_whatever_their_times() {
    let headings = ["STT", "Họ và tên", "Năm sinh", "Số CCCD"];
    let list =
        workbook(|sheet| small_list(sheet, "DANH SÁCH ĐỐI TƯỢNG", &headings, &["Nguyễn Văn An", "Trần Thị Bình"]));
    let digest = &one("x/tro_cap.xlsx", &list).files[0].hash[..SLIP_DIGEST_DIGITS];
    let slip = |digest: &str| {
        let mut book = Workbook::new();
        let summary = book.add_worksheet();
        summary.write_string(0, 0, SLIP_TITLE).unwrap();
        summary.write_string(3, 0, SLIP_DIGEST_LABEL).unwrap().write_string(3, 3, digest).unwrap();
        small_list(book.add_worksheet(), "DANH SÁCH ĐỐI TƯỢNG", &headings, &["Nguyễn Văn An", "Trần Thị Bích"]);
        book.save_to_buffer().unwrap()
    };
    let city = |digest: &str| {
        let city = City::new().file("x/tro_cap.xlsx", &list, 9).file("x/phieu.xlsx", &slip(digest), 1);
        let out = city.file("x/z_chep_lai.xlsx", &list, 20).ingest();
        let read = out.files.iter().find(|file| file.status == FileStatus::Read).unwrap().file.to_string();
        (read, checks(&out).into_iter().map(str::to_owned).collect::<Vec<_>>())
    };
    assert_eq!(city(digest), ("x/phieu.xlsx".to_owned(), vec!["file.superseded_by_slip".to_owned(); 2]));
    assert_eq!(city("0123456789ab").0, "x/z_chep_lai.xlsx", "the slip of another file");
}

#[test]
fn the_order_of_the_submissions_does_not_matter() {
    let mut city = City::new();
    for n in 0..7 {
        let text = LIST.replace("Nguyễn Văn An", &format!("Nguyễn Văn {}", ["An", "Ba", "Cả"][n % 3]));
        city = city.file(&format!("w{n}/ds.csv"), text.as_bytes(), n as i64 % 2);
    }
    let out = city.ingest();
    city.submissions.reverse();
    let again = city.ingest();
    assert_eq!((out.files, out.rows, out.raw, out.findings), (again.files, again.rows, again.raw, again.findings));
}

#[test]
fn every_check_is_in_the_catalogue() {
    let catalogue = fs::read_to_string("pipelines/checks/ingest.toml").unwrap();
    for source in crate::architecture::sources(Path::new("src/ingest")) {
        let text = fs::read_to_string(source).unwrap();
        let ids = text.split('"').filter(|part| {
            (part.starts_with("file.") || part.starts_with("sheet."))
                && part.bytes().all(|b| b.is_ascii_lowercase() || b"._".contains(&b))
        });
        for id in ids {
            assert!(catalogue.contains(&format!("id = \"{id}\"")), "{id}");
        }
    }
}

#[test]
fn old_and_open_formats() {
    for name in ["merged_headings.xls", "merged_headings.ods"] {
        let out = fixture(name);
        assert_eq!(kinds(&out), ".T.HHHSDDLF", "{name}");
        assert_eq!(out.files[0].format, &name[name.len() - 3..]);
        let first = "ordinal=1 full_name=Nguyễn Văn Thử birth_male=07/03/1950 id_no=31050000111 decision_no=12/QĐ-UBND decision_date=01/02/2020";
        assert_eq!(cells(&out.raw[0]), first, "{name}");
        assert_eq!(out.raw[0].sections.join(""), "I. Người khuyết tật nặng");
        books_close(&out);
    }
}

/// Submissions of a generated city folder, with the modification times of its files.
fn submissions(city: &Path) -> Vec<Submission> {
    let mut found = Vec::new();
    let mut folders = vec![city.join("submissions")];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
                continue;
            }
            let inside = path.strip_prefix(city).unwrap().to_str().unwrap().to_owned();
            let parts: Vec<&str> = inside.split('/').collect();
            let modified = fs::metadata(&path).unwrap().modified().unwrap();
            found.push(Submission {
                ward: WardCode::from_digits(parts[2]).unwrap(),
                period: Month::from_code(parts[1]).unwrap(),
                modified: modified.duration_since(std::time::UNIX_EPOCH).unwrap().as_secs() as i64,
                file: inside.clone().into(),
                path,
            });
        }
    }
    found
}

#[test]
fn a_group_written_once_holds_on_the_next_page() {
    let heading = "STT;Họ và tên;Ngày sinh;Thôn;Loại đối tượng\n";
    let page = |rows: &[(usize, &str, &str)]| {
        let row = |(number, hamlet, group): &(usize, &str, &str)| format!("{number};Lê Văn An;1950;{hamlet};{group}\n");
        heading.to_owned() + &rows.iter().map(row).collect::<String>()
    };
    let first = page(&[(1, "Thôn 1", "K6 ĐBN"), (2, "", ""), (3, "Thôn 2", ""), (4, "", "")]);
    let second = page(&[(5, "Thôn 2", "K6 ĐBN"), (6, "Thôn 1", "K4"), (7, "", ""), (8, "Thôn 2", "")]);
    let third = page(&[(9, "", ""), (10, "Thôn 3", "")]);
    let of = |row: &RawRow, field: Field| {
        let cell = row.cells.iter().find(|cell| cell.field == field);
        cell.map_or(String::new(), |cell| cell.value.reveal())
    };
    let check = |between: &str, groups: [&str; 2], hamlets: &str| {
        let out = one("x/ds.csv", (first.clone() + &second + between + &third).as_bytes());
        let found: Vec<String> = out.raw.iter().map(|row| of(row, Field::Group)).collect();
        assert_eq!(found[8..], groups, "{between}");
        // A blank that follows a section shows that blanks of so short a list do not mean the row above.
        if !groups[0].is_empty() {
            assert_eq!(found[..8], ["K6 ĐBN", "K6 ĐBN", "K6 ĐBN", "K6 ĐBN", "K6 ĐBN", "K4", "K4", "K4"], "{between}");
        }
        let found: Vec<String> = out.raw.iter().map(|row| of(row, Field::Hamlet).replace("Thôn ", "")).collect();
        assert_eq!(found.concat(), hamlets, "{between}");
    };
    check("", ["K4", "K4"], "1122211223");
    // A section before the next heading begins anew, a sum at the page's end does not.
    check("II;Người cao tuổi;;;\n", ["", ""], "122123");
    check(";Cộng trang;;;\n", ["K4", "K4"], "1122211223");
}

/// What differs between the truth of a generated city and what was read of it.
fn differences(seed: u64) -> Vec<String> {
    let dir = tempfile::tempdir().unwrap();
    let written = crate::sheets::write(12, seed, dir.path());
    let out = ingest(&submissions(dir.path()), &forms());
    books_close(&out);
    let read: BTreeMap<(&str, &str, u32), &SourceRowRow> =
        out.rows.iter().map(|row| ((&*row.file, &*row.sheet, row.row_number), row)).collect();
    let mut wrong = Vec::new();
    for truth in &written.rows {
        let place = format!("{} [{}] {}", truth.file, truth.sheet, truth.row_number);
        let superseded = |d: Option<Disposition>| d == Some(Disposition::Superseded);
        match read.get(&(&*truth.file, &*truth.sheet, truth.row_number)) {
            None => wrong.push(format!("{place}: missing, {}", truth.row_kind)),
            Some(row) if row.row_kind != truth.row_kind => {
                wrong.push(format!("{place}: {} read as {}", truth.row_kind, row.row_kind));
            }
            Some(row) if truth.row_kind == RowKind::Data && row.list_kind != truth.list_kind => {
                wrong.push(format!("{place}: {:?} read as {:?}", truth.list_kind, row.list_kind));
            }
            Some(row) if superseded(row.disposition) != superseded(truth.disposition) => {
                wrong.push(format!("{place}: {:?} read as {:?}", truth.disposition, row.disposition));
            }
            Some(_) => {}
        }
    }
    wrong
}

#[test]
fn a_generated_city_is_read_as_it_was_meant() {
    let wrong: Vec<String> = (1..=2).flat_map(differences).collect();
    assert!(wrong.is_empty(), "{} differ: {:#?}", wrong.len(), &wrong[..wrong.len().min(60)]);
}

#[test]
fn a_sheet_named_after_a_hamlet_or_group_is_its_outermost_section() {
    let sections = |name: &str| {
        let mut book = Workbook::new();
        let sheet = book.add_worksheet().set_name(name).unwrap();
        small_list(sheet, "DANH SÁCH HƯỞNG", &COLUMNS, &["Lê Văn Sáu"]);
        one("x/ds.xlsx", &book.save_to_buffer().unwrap()).raw[0].sections.join(" > ")
    };
    assert_eq!(sections("Tổ dân phố số 3"), "Tổ dân phố số 3");
    assert_eq!(sections("NKT nặng"), "NKT nặng");
    assert_eq!(sections("Sheet1"), "");
    assert_eq!(sections("DS T11"), "");
}

proptest::proptest! {
    #![proptest_config(proptest::prelude::ProptestConfig::with_cases(48))]

    /// Whatever a file holds, every row of it is accounted for.
    #[test]
    fn any_bytes_are_accounted_for(bytes in proptest::collection::vec(proptest::num::u8::ANY, 0..400)) {
        books_close(&one("x/ds.xlsx", &bytes));
    }

    #[test]
    fn any_rows_below_a_heading_are_accounted_for(
        rows in proptest::collection::vec("[1-9IA]{0,2};[A-Za-zạộữ .]{0,12};[0-9/]{0,10};[0-9]{0,12}", 0..12)
    ) {
        let text = format!("DANH SÁCH;;;\nSTT;Họ và tên;Năm sinh;Số CCCD\n{}", rows.join("\n"));
        let out = one("x/ds.csv", text.as_bytes());
        books_close(&out);
        // A row with an id number is a person's row, whatever stands beside it; or it goes on the row above,
        // which then has the number.
        let has = |row: &RawRow, id: &str| row.cell(Field::IdNo).is_some_and(|cell| cell.value.reveal() == id);
        for (row, line) in out.rows[2..].iter().zip(&rows) {
            let id = line.rsplit(';').next().unwrap();
            let goes_on = row.row_kind == RowKind::Continuation && out.raw.iter().any(|above| has(above, id));
            proptest::prop_assert!(id.len() < 6 || row.row_kind == RowKind::Data || goes_on, "{}", line);
        }
    }
}

/// Whether the first of two files that both count as full lists (or as `title` says) is told to hold other people.
#[track_caller]
fn replaced(title: &str, first: &[(&str, &str)], second: &[(&str, &str)], others: Option<&str>, apart: usize) {
    let list = |people: &[(&str, &str)]| {
        let rows: Vec<String> = people.iter().map(|(name, id)| format!("1;{name};1940;{id};Chết")).collect();
        format!("{title};;;;\nSTT;Họ và tên;Năm sinh;Số CCCD;Lý do\n{}\n", rows.join("\n"))
    };
    let city = City::new().file("11407/mot.csv", list(first).as_bytes(), 1);
    let out = city.file("11407/hai.csv", list(second).as_bytes(), 2).ingest();
    assert_eq!(out.files.iter().filter(|file| file.status == FileStatus::Superseded).count(), 1, "{:?}", out.files);
    let told = out.findings.iter().find(|finding| finding.issue.check == "file.superseded_other_people");
    assert_eq!(told.map(|finding| finding.issue.raw.reveal()), others, "{first:?} {second:?}");
    assert_eq!((out.apart.len(), out.raw.len()), (apart, second.len()));
}

#[test]
fn a_list_replaced_by_one_of_other_people_is_an_error() {
    let full = "DANH SÁCH ĐỐI TƯỢNG ĐANG HƯỞNG";
    let an = ("Vũ Văn An", "031040000111");
    let binh = ("Trần Thị Bình", "031143000222");
    let cuc = ("Lê Thị Cúc", "031139000333");
    let dung = ("Phạm Văn Dũng", "031040000444");
    replaced(full, &[an, binh], &[cuc, dung], Some("2/2"), 2);
    // A corrected list, shorter, with a name or an id mended.
    replaced(full, &[an, binh], &[binh, cuc], None, 0);
    replaced(full, &[an, binh], &[("Vũ Văn Ân", "31040000111"), cuc], None, 0);
    replaced(full, &[an, binh], &[("Trần Thị Bình", "")], None, 0);
    // A namesake is another person where both have an id.
    replaced(full, &[an], &[("Vũ Văn An", "031040000999")], Some("1/1"), 1);
    // One of five may be in both.
    let five = [an, binh, cuc, dung, ("Ngô Văn Gấm", "031041000666")];
    replaced(full, &five, &[an, ("Đỗ Thị Hạnh", "031141000777")], Some("4/5"), 5);
    replaced(full, &five, &[an, binh], None, 0);
    // Decreases sent in two files; nobody is missed in a list of movements.
    replaced("DANH SÁCH GIẢM", &[an], &[binh], Some("1/1"), 0);
}

#[test]
fn a_version_of_a_part_is_no_list_of_other_people() {
    let list = |id: &str| {
        format!("DANH SÁCH ĐỐI TƯỢNG ĐANG HƯỞNG;;;\nSTT;Họ và tên;Năm sinh;Số CCCD\n1;Vũ Văn An;1940;{id}\n")
    };
    let mut city = City::new();
    for (number, (name, id)) in
        (1..).zip([("a.csv", "031040000111"), ("b.csv", "031040000111"), ("c.csv", "031040000222")])
    {
        city = city.file(&format!("11407/{name}"), list(id).as_bytes(), number);
    }
    let out = city.ingest();
    let told: Vec<&str> = out
        .findings
        .iter()
        .filter(|finding| finding.issue.check == "file.superseded_other_people")
        .map(|finding| finding.file.rsplit('/').next().unwrap())
        .collect();
    assert_eq!(told, ["b.csv"]);
}
