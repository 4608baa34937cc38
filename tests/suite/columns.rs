//! Columns by heading, by content and by a ward's confirmed mapping: one table of cases a rule.

use std::fs;
use std::path::Path;

use ansinh::ingest::{Forms, Ingested, Submission, ingest};
use ansinh::model::{Coded, Month, WardCode};

const NAMES: [&str; 6] = ["Nguyễn Thị Hòa", "Trần Văn Ba", "Lê Thị Cúc", "Phạm Văn Dũng", "Vũ Thị Én", "Đỗ Văn Phúc"];

/// Value of a column in row `n`.
fn value(column: &str, n: usize) -> String {
    match column {
        "stt" => (n + 1).to_string(),
        "name" => NAMES[n % 6].to_owned(),
        "other_name" => NAMES[(n + 3) % 6].to_owned(),
        "seldom_name" if n < 2 => NAMES[(n + 3) % 6].to_owned(),
        "id" => format!("0311{:02}000{:03}", 40 + n % 50, n),
        "old_id" => format!("0310{:02}111{:03}", 40 + n % 50, n),
        "birth" => format!("{}/{}/{}", 1 + n % 28, 1 + n % 12, 1940 + n),
        "male" if n.is_multiple_of(2) => (1940 + n).to_string(),
        "female" if !n.is_multiple_of(2) => (1940 + n).to_string(),
        "gender" => if n.is_multiple_of(2) { "Nam" } else { "Nữ" }.to_owned(),
        "phone" => format!("0912 345 {:03}", n),
        "money" => format!("{}.000", 500 + n),
        "coefficient" => ["1,0", "1,5", "2,0"][n % 3].to_owned(),
        "decision" => format!("{}/QĐ-UBND", 100 + n),
        "decided" => format!("{:02}/03/2025", 1 + n),
        "hamlet" => format!("Thôn {}", 1 + n % 3),
        "address" => format!("Số {n} đường Tô Hiệu, phường Lê Chân"),
        "note" => ["", "", "", "", "hộ nghèo", ""][n % 6].to_owned(),
        "digits" => format!("99{n:08}"),
        _ => String::new(),
    }
}

/// A text file: headings, then `rows` rows of the columns.
fn file(headings: Option<&[&str]>, columns: &[&str], rows: usize) -> String {
    let lines = (0..rows).map(|n| columns.iter().map(|column| value(column, n)).collect::<Vec<_>>().join(";"));
    headings.map(|headings| headings.join(";")).into_iter().chain(lines).collect::<Vec<_>>().join("\n")
}

fn read(text: &str, forms: &Forms) -> Ingested {
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("ds.csv");
    fs::write(&path, text).unwrap();
    let submission = Submission {
        path,
        file: "submissions/2026-11/11407/ds.csv".into(),
        ward: WardCode::from_digits("11407").unwrap(),
        period: Month::from_code("2026-11").unwrap(),
        modified: 0,
    };
    ingest(&[submission], forms)
}

/// `A=full_name(heading) …` and the checks about columns.
fn show(out: &Ingested) -> (String, String) {
    let columns = out
        .columns
        .iter()
        .filter_map(|column| Some(format!("{}={}({})", column.letter, column.field?.code(), column.how.code())));
    let checks = out.findings.iter().map(|finding| finding.issue.check).filter(|check| check.starts_with("sheet."));
    (columns.collect::<Vec<_>>().join(" "), checks.collect::<Vec<_>>().join(" "))
}

fn forms() -> Forms {
    Forms::load(Path::new("pipelines/forms")).unwrap()
}

#[track_caller]
fn check(headings: &[&str], columns: &[&str], expected: &str, checks: &str) {
    let out = read(&file(Some(headings), columns, 12), &forms());
    assert_eq!(show(&out), (expected.to_owned(), checks.to_owned()));
    assert_eq!(out.raw.len(), 12);
}

#[test]
fn understood_headings_stand_and_values_confirm_them() {
    let out = read(&file(Some(&["STT", "Họ và tên", "Số CCCD"]), &["stt", "name", "id"], 12), &forms());
    assert_eq!(show(&out).0, "A=ordinal(heading) B=full_name(heading) C=id_no(heading)");
    let sure: Vec<_> = out.columns.iter().map(|column| (column.fitting, column.confidence)).collect();
    assert_eq!(sure, [(Some(12), Some(0.97)); 3]);
}

#[test]
fn a_missing_or_unknown_heading_loses_no_column() {
    let columns = ["stt", "name", "birth", "id", "phone", "money", "coefficient", "decision", "address"];
    check(
        &["STT", "Họ và tên", "Mục 3", "Mục 4", "", "Mục 6", "Mục 7", "Mục 8", "Mục 9"],
        &columns,
        "A=ordinal(heading) B=full_name(heading) C=birth_date(content) D=id_no(content) E=phone(content) \
         F=amount(content) G=coefficient(content) H=decision_no(content) I=address(content)",
        &["sheet.column_by_content"; 7].join(" "),
    );
    check(
        &["STT", "Danh tính", "Số CCCD", "Mức trợ cấp"],
        &["stt", "name", "id", "money"],
        "A=ordinal(heading) B=full_name(content) C=id_no(heading) D=amount(heading)",
        "sheet.column_by_content",
    );
    check(
        &["Mục A", "Mục B", "Mục C", "Mục D", "Mục E"],
        &["stt", "name", "id", "decision", "decided"],
        "A=ordinal(content) B=full_name(content) C=id_no(content) D=decision_no(content) E=decision_date(content)",
        &["sheet.column_by_content"; 5].join(" "),
    );
}

#[test]
fn a_table_without_any_heading_is_read_by_content() {
    let out = read(&file(None, &["stt", "name", "gender", "birth", "id", "hamlet"], 8), &forms());
    assert_eq!(
        show(&out).0,
        "A=ordinal(content) B=full_name(content) C=gender(content) D=birth_date(content) E=id_no(content) \
         F=hamlet(content)"
    );
    assert_eq!(out.raw.len(), 8);
    assert!(show(&out).1.starts_with("sheet.no_headings"), "{}", show(&out).1);
    // A short list has a name and an id in every row; anything less may be a note.
    for (columns, rows, expected) in [
        (&["stt", "name", "id"], 2, (2, 3)),
        (&["stt", "name", "id"], 1, (1, 3)),
        (&["stt", "name", "birth"], 3, (0, 0)),
        (&["stt", "name", "birth"], 1, (0, 0)),
    ] {
        let few = read(&file(None, columns, rows), &forms());
        assert_eq!((few.raw.len(), few.columns.len()), expected, "{columns:?} {rows}");
    }
}

#[test]
fn a_heading_that_its_values_contradict_gives_way_and_is_reported() {
    // Two headings in each other's place.
    check(
        &["STT", "Số CCCD", "Họ và tên", "Năm sinh"],
        &["stt", "name", "id", "birth"],
        "A=ordinal(heading) B=full_name(content) C=id_no(content) D=birth_date(heading)",
        "sheet.heading_contradicted sheet.heading_contradicted",
    );
    // Notes fit anything, but not twelve ids while no other column has any.
    check(
        &["STT", "Họ và tên", "Năm sinh", "Ghi chú"],
        &["stt", "name", "birth", "id"],
        "A=ordinal(heading) B=full_name(heading) C=birth_date(heading) D=id_no(content)",
        "sheet.heading_contradicted",
    );
}

#[test]
fn a_contradicted_heading_stays_where_the_content_has_its_column_already() {
    check(
        &["STT", "Họ và tên", "Năm sinh", "Số CCCD", "Số điện thoại"],
        &["stt", "name", "birth", "phone", "phone"],
        "A=ordinal(heading) B=full_name(heading) C=birth_date(heading) D=id_no(heading) E=phone(heading)",
        "sheet.column_doubtful",
    );
}

#[test]
fn two_columns_alike_are_reported_and_not_guessed() {
    check(
        &["STT", "Họ và tên", "Mục 3", "Mục 4", "Năm sinh"],
        &["stt", "name", "id", "old_id", "birth"],
        "A=ordinal(heading) B=full_name(heading) E=birth_date(heading)",
        "sheet.column_ambiguous sheet.unknown_column sheet.unknown_column",
    );
    // One of them is filled in far more rows.
    check(
        &["STT", "Mục 2", "Mục 3", "Số CCCD", "Năm sinh"],
        &["stt", "seldom_name", "name", "id", "birth"],
        "A=ordinal(heading) C=full_name(content) D=id_no(heading) E=birth_date(heading)",
        "sheet.column_by_content sheet.unknown_column",
    );
    // Births of men and women in two columns: no row has both.
    check(
        &["STT", "Họ và tên", "Mục 3", "Mục 4", "Số CCCD"],
        &["stt", "name", "male", "female", "id"],
        "A=ordinal(heading) B=full_name(heading) C=birth_date(content) D=birth_date(content) E=id_no(heading)",
        "sheet.column_by_content sheet.column_by_content",
    );
}

#[test]
fn a_run_of_digits_is_no_account() {
    check(
        &["STT", "Họ và tên", "Số CCCD", "Mã hồ sơ"],
        &["stt", "name", "id", "digits"],
        "A=ordinal(heading) B=full_name(heading) C=id_no(heading)",
        "sheet.unknown_column",
    );
}

/// Forms with a confirmed mapping of ward 11407.
fn pinned(mapping: &str) -> Forms {
    let dir = tempfile::tempdir().unwrap();
    copy(Path::new("pipelines/forms"), &dir.path().join("forms"));
    copy(Path::new("pipelines/reference/encodings"), &dir.path().join("reference/encodings"));
    let wards = dir.path().join("forms/wards");
    fs::create_dir_all(&wards).unwrap();
    fs::write(wards.join("11407.toml"), format!("[[mapping]]\nconfirmed = \"thử\"\n{mapping}")).unwrap();
    Forms::load(&dir.path().join("forms")).unwrap()
}

fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).unwrap();
    for entry in fs::read_dir(from).unwrap() {
        let path = entry.unwrap().path();
        if path.is_file() {
            fs::copy(&path, to.join(path.file_name().unwrap())).unwrap();
        }
    }
}

#[track_caller]
fn check_pinned(mapping: &str, headings: &[&str], columns: &[&str], expected: &str, checks: &str) {
    let out = read(&file(Some(headings), columns, 12), &pinned(mapping));
    assert_eq!(show(&out), (expected.to_owned(), checks.to_owned()));
}

#[test]
fn a_confirmed_mapping_decides() {
    let headings = ["STT", "Họ và tên", "Chủ hộ", "Số giấy tờ", "Mã"];
    let columns = ["stt", "other_name", "name", "id", "digits"];
    let expected = "A=ordinal(heading) C=full_name(pinned) D=id_no(pinned)";
    check_pinned(
        "headings = { \"CHU HO\" = \"full_name\", \"Số giấy tờ\" = \"id_no\", \"Mã\" = \"ignore\" }",
        &headings,
        &columns,
        expected,
        "sheet.unknown_column",
    );
    check_pinned(
        "columns = { C = \"full_name\", D = { field = \"id_no\", heading = \"Số giấy tờ\" } }",
        &headings,
        &columns,
        expected,
        "sheet.unknown_column sheet.unknown_column",
    );
    // Another period: the mapping does not hold.
    let later = "from = \"2027-01\"\nheadings = { \"Chủ hộ\" = \"full_name\" }";
    let read_by_heading = "A=ordinal(heading) B=full_name(heading) C=other_person(heading) D=id_no(content)";
    let checks = "sheet.column_by_content sheet.unknown_column";
    check_pinned(later, &headings, &columns, read_by_heading, checks);
}

#[test]
fn a_confirmed_mapping_that_no_longer_fits_is_reported() {
    let headings = ["STT", "Người hưởng", "Năm sinh", "Số giấy tờ"];
    let columns = ["stt", "name", "birth", "id"];
    let by_heading = "A=ordinal(heading) B=full_name(heading) C=birth_date(heading) D=id_no";
    check_pinned(
        "columns = { C = { field = \"id_no\", heading = \"Số giấy tờ\" } }",
        &headings,
        &columns,
        &format!("{by_heading}(pinned)"),
        "sheet.pin_moved",
    );
    check_pinned(
        "headings = { \"Số định danh mới\" = \"id_no\" }",
        &headings,
        &columns,
        &format!("{by_heading}(content)"),
        "sheet.pin_unmet sheet.column_by_content",
    );
    check_pinned(
        "columns = { C = \"id_no\" }",
        &headings,
        &columns,
        &format!("{by_heading}(content)"),
        "sheet.pin_contradicted sheet.column_by_content",
    );
}
