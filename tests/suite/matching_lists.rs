//! `ansinh match`: lists as offices send them, and outputs that must not be written.

use std::path::{Path, PathBuf};
use std::process::Command;

use ansinh::matching::{self, MatchError, Model, RawList, Side};
use rust_xlsxwriter::{Format, Workbook};

const MODEL: &str = "pipelines/linking/match-people.toml";

fn read(path: &Path) -> Result<RawList, MatchError> {
    matching::read(path, &Model::load(Path::new(MODEL)).unwrap(), Side::Left)
}

/// A list as a text file.
#[track_caller]
fn check(name: &str, bytes: impl AsRef<[u8]>, rows: usize) {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join(name);
    std::fs::write(&path, bytes).unwrap();
    assert_eq!(read(&path).map(|list| list.len()).map_err(|error| error.to_string()), Ok(rows));
}

#[test]
fn texts_with_titles_and_separators_of_every_kind() {
    let list = "Mã;Họ và tên;Ngày sinh;Số CCCD\n1;Lê Thị Tư;1943;\n2;Vũ An;1950;031050000100\n";
    check("semicolons.csv", format!("Danh sách chi trả, tháng 11, năm 2026\n{list}"), 2);
    for separator in ["|", ",", "\t"] {
        check("separated.csv", list.replace(';', separator), 2);
    }
    let utf_16: Vec<u8> = list.encode_utf16().flat_map(u16::to_le_bytes).collect();
    check("utf16_without_mark.csv", utf_16, 2);
}

fn sheet(book: &mut Workbook, name: &str, rows: &[&[&str]]) {
    let sheet = book.add_worksheet().set_name(name).unwrap();
    for (at, row) in rows.iter().enumerate() {
        for (column, cell) in row.iter().enumerate().filter(|(_, cell)| !cell.is_empty()) {
            sheet.write(at as u32, column as u16, *cell).unwrap();
        }
    }
}

fn saved(mut book: Workbook, folder: &Path) -> PathBuf {
    let path = folder.join("book.xlsx");
    book.save(&path).unwrap();
    path
}

#[test]
fn every_sheet_with_the_headings_is_read_and_the_others_are_told() {
    let folder = tempfile::tempdir().unwrap();
    let mut book = Workbook::new();
    let heads: &[&str] = &["Họ và tên", "Ngày sinh", "Số CCCD"];
    sheet(&mut book, "Tổ 1", &[&["DANH SÁCH"], heads, &["Lê Thị Tư", "1943", ""]]);
    sheet(&mut book, "Tổ 2", &[heads, &["Vũ An", "1950", ""], &["Đỗ Mười", "1945", ""]]);
    sheet(&mut book, "Tổng hợp", &[&["Tổ", "Số người"], &["1", "1"], &["2", "2"]]);
    let path = saved(book, folder.path());
    let list = read(&path).unwrap();
    assert_eq!(list.len(), 3);
    assert_eq!(list.sheets(), [("Tổ 1".to_owned(), 1), ("Tổ 2".to_owned(), 2)]);
    assert_eq!(list.left_out(), [("Tổng hợp".to_owned(), 3)]);
    // On the screen without their names, which may be people's.
    let (path, out) = (path.to_str().unwrap(), folder.path().join("out.csv"));
    let (code, told) = ansinh(&[path, path, "--model", MODEL, "--out", out.to_str().unwrap()]);
    let counts = ["read 2 sheets\n", "1 sheets without the headings were left out (3 rows)\n"];
    assert!(code == 0 && counts.iter().all(|count| told.contains(count)) && !told.contains("Tổ"), "{told}");
}

#[test]
fn a_birth_date_under_two_headings_is_read_from_both() {
    let folder = tempfile::tempdir().unwrap();
    let mut book = Workbook::new();
    let rows: &[&[&str]] = &[
        &["DANH SÁCH"],
        &["Họ và tên", "", "", "Số CCCD"],
        &["", "Nam", "Nữ", ""],
        &["Nguyễn Văn An", "12/03/1948", "", "031048000123"],
        &["Trần Thị Hoa", "", "05/06/1950", ""],
    ];
    sheet(&mut book, "Danh sách", rows);
    let merged = book.worksheet_from_name("Danh sách").unwrap();
    merged.merge_range(1, 1, 1, 2, "Ngày sinh", &Format::new()).unwrap();
    let two_headings = saved(book, folder.path());
    let plain = folder.path().join("plain.csv");
    std::fs::write(&plain, "Họ và tên,Ngày sinh\nNguyễn Văn An,12/03/1948\nTrần Thị Hoa,05/06/1950\n").unwrap();
    let (left, right) = (read(&two_headings).unwrap(), read(&plain).unwrap());
    assert_eq!(left.len(), 2);
    let matched = matching::match_lists(&left, Some(&right), &Model::load(Path::new(MODEL)).unwrap()).unwrap();
    let evidence: Vec<&str> = matched.pairs.iter().map(|pair| pair.evidence.reveal()).collect();
    assert_eq!(evidence.iter().filter(|words| words.contains("Ngày sinh: trùng khớp")).count(), 2, "{evidence:?}");
}

fn ansinh(arguments: &[&str]) -> (i32, String) {
    let output = Command::new(env!("CARGO_BIN_EXE_ansinh")).arg("match").args(arguments).output().unwrap();
    (output.status.code().unwrap(), String::from_utf8(output.stderr).unwrap())
}

#[test]
fn no_output_is_written_over_an_input_or_another_output() {
    let folder = tempfile::tempdir().unwrap();
    let at = |name: &str| folder.path().join(name).to_str().unwrap().to_owned();
    let list = "Họ và tên,Ngày sinh,Số CCCD\nLê Thị Tư,1943,\n";
    let (left, right, model, out) = (at("v.csv"), at("o.csv"), at("m.toml"), at("x.csv"));
    let text = std::fs::read_to_string(MODEL).unwrap();
    let round = at("../") + folder.path().file_name().unwrap().to_str().unwrap() + "/o.csv";
    let refused: [&[&str]; 7] = [
        &["--out", &left],
        &["--out", &round],
        &["--out", &out, "--save-model", &model],
        &["--out", &out, "--report", &right],
        &["--out", &out, "--report", &out],
        &["--out", &out, "--save-model", &at("k.toml"), "--report", &at("./k.toml")],
        &["--out", &out, "--report", &at("x.csv.partial")],
    ];
    for more in refused {
        std::fs::write(&left, list).unwrap();
        std::fs::write(&right, list).unwrap();
        std::fs::write(&model, &text).unwrap();
        let (code, told) = ansinh(&[&[left.as_str(), &right, "--model", &model], more].concat());
        assert_eq!((code, told.contains("nothing was written")), (2, true), "{more:?} {told}");
        assert_eq!([&left, &right].map(|path| std::fs::read_to_string(path).unwrap()), [list, list]);
        assert_eq!(std::fs::read_to_string(&model).unwrap(), text);
        assert!(!Path::new(&out).exists() && !Path::new(&at("k.toml")).exists());
    }
    // A list with itself writes its clusters beside the pairs.
    let (code, _) = ansinh(&[&left, &left, "--model", &model, "--out", &out, "--report", &at("x.clusters.csv")]);
    assert_eq!(code, 2);
    let (code, told) = ansinh(&[&left, &right, "--model", &model, "--out", &out, "--save-model", &at("k.toml")]);
    assert_eq!(code, 0, "{told}");
}

#[test]
fn columns_of_parquet_that_nobody_asked_for_are_not_read() {
    use std::sync::Arc;

    use arrow::array::{ArrayRef, Int32Array, RecordBatch, StringArray, StructArray};
    use arrow::datatypes::{DataType, Field};

    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("list.parquet");
    let texts = |values: [&str; 2]| Arc::new(StringArray::from(values.to_vec())) as ArrayRef;
    let inner = Arc::new(Field::new("x", DataType::Int32, false));
    let nested = StructArray::from(vec![(inner, Arc::new(Int32Array::from(vec![1, 2])) as ArrayRef)]);
    let batch = RecordBatch::try_from_iter([
        ("Ghi chú", Arc::new(nested) as ArrayRef),
        ("Ngày sinh", texts(["1943", "12/03/1948"])),
        ("Họ và tên", texts(["Lê Thị Tư", "Vũ An"])),
    ]);
    let batch = batch.unwrap();
    let file = std::fs::File::create(&path).unwrap();
    let mut writer = parquet::arrow::ArrowWriter::try_new(file, batch.schema(), None).unwrap();
    writer.write(&batch).unwrap();
    writer.close().unwrap();
    let list = read(&path).unwrap();
    let matched = matching::match_lists(&list, None, &Model::load(Path::new(MODEL)).unwrap()).unwrap();
    let ids: Vec<&str> = matched.clusters.iter().map(|row| row.id.reveal()).collect();
    assert_eq!((list.len(), &ids[..]), (2, &["1", "2"][..]));
}
