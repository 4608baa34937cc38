//! The run folder: workbooks read back, tables and manifest, the page, the swap.

pub(crate) mod city;

use std::fs;
use std::path::Path;

use ansinh::model::WardCode;
use ansinh::publish::{ListInputs, write_lists, write_tables};
use ansinh::table::outputs::BeneficiaryRow;
use ansinh::table::{Table, Tables};
use calamine::{Data, Range, Reader, Xlsx};

/// A row of the table of beneficiaries in which nothing is known but the ward.
fn blank_beneficiary(ward: WardCode) -> BeneficiaryRow {
    let schema: Vec<_> = BeneficiaryRow::columns()
        .into_iter()
        .map(|column| arrow::datatypes::Field::new(column.name, column.data_type, true))
        .collect();
    let columns = schema.iter().map(|field| match (field.name().as_str(), field.data_type()) {
        ("ward_code", _) => std::sync::Arc::new(arrow::array::StringArray::from(vec![ward.to_string()])) as _,
        (_, list @ arrow::datatypes::DataType::List(_)) => {
            let mut builder = arrow::array::ListBuilder::new(arrow::array::StringBuilder::new());
            builder.append(true);
            arrow::compute::cast(&builder.finish(), list).unwrap()
        }
        (_, other) => arrow::array::new_null_array(other, 1),
    });
    let batch = arrow::array::RecordBatch::try_new(
        std::sync::Arc::new(arrow::datatypes::Schema::new(schema.clone())),
        columns.collect(),
    );
    let (rows, bad) = BeneficiaryRow::from_batch(&batch.unwrap()).unwrap();
    assert_eq!(bad, []);
    rows.into_iter().next().unwrap()
}

pub(crate) fn write(folder: &Path, tables: &Tables, people: u64) {
    let (wards, payments) = (city::wards(), city::payments(people));
    let inputs = ListInputs {
        run_id: "2026-11-20-2026-12-0123456789ab",
        city: "thành phố Hải Phòng",
        as_of: city::day("2026-11-20"),
        pay_month: city::month("2026-12"),
        wards: &wards,
        tables,
        payments: &payments,
        opening: &[],
    };
    write_lists(folder, &inputs).unwrap();
    write_tables(folder, tables).unwrap();
}

fn sheet(folder: &Path, file: &str, name: &str) -> Range<Data> {
    let mut book: Xlsx<_> = calamine::open_workbook(folder.join("lists").join(file)).unwrap();
    book.worksheet_range(name).unwrap()
}

/// Texts of every cell, row by row.
fn texts(range: &Range<Data>) -> Vec<Vec<String>> {
    range.rows().map(|row| row.iter().map(ToString::to_string).collect()).collect()
}

fn find<'a>(rows: &'a [Vec<String>], text: &str) -> &'a Vec<String> {
    rows.iter().find(|row| row.iter().any(|cell| cell == text)).expect("the row is in the sheet")
}

#[test]
fn a_name_that_looks_like_a_formula_stays_text() {
    let folder = tempfile::tempdir().unwrap();
    write(folder.path(), &city::tables(60), 60);
    let mut book: Xlsx<_> = calamine::open_workbook(folder.path().join("lists/11311/chi_tra_2026-12.xlsx")).unwrap();
    let range = book.worksheet_range("Chi trả").unwrap();
    let cell = range.used_cells().find(|(_, _, cell)| **cell == Data::String(city::FORMULA_NAME.to_owned()));
    let (row, column, _) = cell.expect("the name is there as a string");
    let formulas = book.worksheet_formula("Chi trả").unwrap();
    let (top, left) = range.start().unwrap();
    assert!(formulas.get_value((top + row as u32, left + column as u32)).is_none_or(String::is_empty));
}

#[test]
fn totals_are_formulas_with_their_values() {
    let folder = tempfile::tempdir().unwrap();
    write(folder.path(), &city::tables(60), 60);
    let expected: i64 =
        city::payments(60).iter().filter(|line| line.ward == city::ward("11311")).map(|line| line.amount.0).sum();
    let rows = texts(&sheet(folder.path(), "11311/chi_tra_2026-12.xlsx", "Chi trả"));
    assert_eq!(find(&rows, "CỘNG")[8], expected.to_string());
    let mut book: Xlsx<_> = calamine::open_workbook(folder.path().join("lists/11311/chi_tra_2026-12.xlsx")).unwrap();
    let formulas = book.worksheet_formula("Chi trả").unwrap();
    assert!(formulas.used_cells().any(|(_, _, formula)| formula == "SUM(I10:I49)"), "{:?}", texts_of(&formulas));
}

fn texts_of(formulas: &Range<String>) -> Vec<&String> {
    formulas.used_cells().map(|(_, _, formula)| formula).collect()
}

#[test]
fn a_decrease_to_be_verified_waits_on_its_own_sheet() {
    let folder = tempfile::tempdir().unwrap();
    write(folder.path(), &city::tables(60), 60);
    let rows = texts(&sheet(folder.path(), "11311/chi_tra_2026-12.xlsx", "Chờ xác minh"));
    assert_eq!(find(&rows, "CỘNG")[6..9], ["1050000", "0", "1050000"].map(str::to_owned));
    assert!(!format!("{rows:?}").contains(city::FORMULA_NAME), "a certain decrease waits for nothing");
    for name in ["Chi trả", "Chờ xác minh"] {
        let rows = texts(&sheet(folder.path(), "11311/chi_tra_2026-12.xlsx", name));
        assert!(rows.iter().flatten().any(|cell| cell.contains("giữ tiền lại, chưa dừng chế độ")), "{name}");
    }
}

#[test]
fn funeral_support_up_to_the_pay_month_has_its_sheet() {
    let folder = tempfile::tempdir().unwrap();
    write(folder.path(), &city::tables(60), 60);
    let rows = texts(&sheet(folder.path(), "11311/chi_tra_2026-12.xlsx", "Một lần"));
    assert_eq!(find(&rows, city::FORMULA_NAME)[6], "14000000");
    assert_eq!(find(&rows, "CỘNG")[6], "14000000", "next month's and an open claim are not due");
}

#[test]
fn the_payment_list_does_not_tell_who_has_hiv() {
    let folder = tempfile::tempdir().unwrap();
    write(folder.path(), &city::tables(60), 60);
    for (file, name) in [
        ("chi_tra", "Chi trả"),
        ("chi_tra", "Chờ xác minh"),
        ("chi_tra", "Tổng hợp"),
        ("tang_giam", "Tăng"),
        ("tang_giam", "Giảm"),
        ("tang_giam", "Điều chỉnh"),
    ] {
        let range = sheet(folder.path(), &format!("11311/{file}_2026-12.xlsx"), name);
        let text = format!("{:?}", texts(&range));
        assert!(!text.contains("HIV") && !text.contains("giải thích số 4"), "{file}, {name}");
    }
    let rows = texts(&sheet(folder.path(), "11311/chi_tra_2026-12.xlsx", "Chi trả"));
    let shared = rows.iter().filter(|row| row.get(6).is_some_and(|cell| cell.contains("các khoản khác")));
    let shared: Vec<_> = shared.collect();
    assert!(shared.len() > 10 && shared.iter().all(|row| row[7].is_empty()), "no coefficient tells them apart");
}

#[test]
fn every_ward_gets_every_list_and_an_empty_one_says_so() {
    let folder = tempfile::tempdir().unwrap();
    write(folder.path(), &city::tables(60), 60);
    for stem in ["tang_giam", "chi_tra", "truy_linh_truy_thu", "can_kiem_tra", "phieu_tra_lai"] {
        let path = folder.path().join(format!("lists/11948/{stem}_2026-12.xlsx"));
        let mut book: Xlsx<_> = calamine::open_workbook(&path).unwrap();
        for (name, range) in book.worksheets() {
            assert!(texts(&range).iter().flatten().any(|cell| cell == "Không có"), "{stem}, {name}");
        }
    }
}

#[test]
fn the_overview_of_slips_names_the_slip_of_each_file() {
    let folder = tempfile::tempdir().unwrap();
    write(folder.path(), &city::tables(60), 60);
    let file = "11311/phieu_tra_lai_2026-12.xlsx";
    let summary = texts(&sheet(folder.path(), file, "Tổng hợp"));
    assert_eq!(find(&summary, "danh sach.xlsx")[4..7], ["40", "1", "1"].map(str::to_owned));
    assert_eq!(find(&summary, "danh sach.xlsx")[8], "phieu_tra_lai_2026-11_danh sach");
    assert!(find(&summary, "khoa.xlsx").contains(&"Tệp có mật khẩu".to_owned()));
    let rest = texts(&sheet(folder.path(), file, "Điểm chung"));
    assert!(rest.iter().flatten().any(|cell| cell == "Không có"), "what stands on a slip is not told twice");
}

#[test]
fn months_of_one_person_are_one_line_with_their_sum() {
    let folder = tempfile::tempdir().unwrap();
    write(folder.path(), &city::tables(60), 60);
    let rows = texts(&sheet(folder.path(), "11311/truy_linh_truy_thu_2026-12.xlsx", "Truy thu"));
    let row = find(&rows, city::FORMULA_NAME);
    assert_eq!(row[6..10], ["3", "0", "3150000", "-3150000"].map(str::to_owned));
}

#[test]
fn the_same_night_gives_the_same_bytes() {
    let (a, b) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    for folder in [a.path(), b.path()] {
        write(folder, &city::tables(60), 60);
    }
    for file in ["lists/11311/chi_tra_2026-12.xlsx", "lists/11311/can_kiem_tra_2026-12.xlsx", "tables/changes.parquet"]
    {
        assert_eq!(fs::read(a.path().join(file)).unwrap(), fs::read(b.path().join(file)).unwrap(), "{file}");
    }
}

#[test]
fn a_line_that_rests_on_assumed_law_says_so() {
    let folder = tempfile::tempdir().unwrap();
    write(folder.path(), &city::tables(60), 60);
    let rows = texts(&sheet(folder.path(), "11311/tang_giam_2026-12.xlsx", "Tăng"));
    let cell = "Chắc chắn; căn cứ giả định, chờ thành phố trả lời";
    assert_eq!(find(&rows, cell)[13], cell);
}

#[test]
fn every_table_of_the_contract_is_written_and_comes_back() {
    let folder = tempfile::tempdir().unwrap();
    write(folder.path(), &city::tables(6), 6);
    let mut names: Vec<String> = fs::read_dir(folder.path().join("tables"))
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect();
    names.sort();
    let expected = [
        "arrears",
        "arrears_ledger",
        "beneficiaries",
        "bridge",
        "calendar",
        "candidates",
        "changes",
        "columns",
        "conditions",
        "coverage",
        "decisions",
        "duplicates",
        "entitlements",
        "fact_conflicts",
        "findings",
        "matches",
        "prospects",
        "provisional_events",
        "provisional_ids",
        "quality",
        "records",
        "source_files",
        "source_rows",
        "visits",
        "worklist",
    ];
    assert_eq!(names, expected.map(|name| format!("{name}.parquet")));
    let (rows, bad) =
        ansinh::table::read_rows::<BeneficiaryRow>(&folder.path().join("tables/beneficiaries.parquet")).unwrap();
    assert_eq!((rows.len(), bad.len()), (6, 0));
}

#[test]
fn a_payment_in_a_ward_that_nobody_named_is_listed_too() {
    let folder = tempfile::tempdir().unwrap();
    let (tables, payments) = (city::tables(6), city::payments(6));
    let inputs = ListInputs {
        run_id: "a",
        city: "thành phố Hải Phòng",
        as_of: city::day("2026-11-20"),
        pay_month: city::month("2026-12"),
        wards: &city::wards()[..1],
        tables: &tables,
        payments: &payments,
        opening: &[],
    };
    write_lists(folder.path(), &inputs).unwrap();
    let rows = texts(&sheet(folder.path(), "11329/chi_tra_2026-12.xlsx", "Chi trả"));
    assert!(find(&rows, "UBND XÃ CÓ MÃ 11329").len() > 1);
}
