//! `ansinh match`: two lists, or one with itself, from files to pairs and clusters.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::process::Command;

use ansinh::matching::{self, Matched, Model, Side};
use ansinh::model::Outcome;
use proptest::prelude::*;
use rust_xlsxwriter::Workbook;

const MODEL: &str = "pipelines/linking/match-people.toml";
const FAMILY: [&str; 8] = ["Nguyễn", "Trần", "Lê", "Phạm", "Hoàng", "Vũ", "Đặng", "Bùi"];
const MIDDLE: [&str; 8] = ["Văn", "Thị", "Đức", "Thu", "Minh", "Ngọc", "Hữu", "Kim"];
const GIVEN: [&str; 16] = [
    "An", "Bình", "Cường", "Dung", "Giang", "Hà", "Hòa", "Hưng", "Khánh", "Lan", "Long", "Mai", "Nga", "Phúc", "Sơn",
    "Trang",
];
const WARDS: [&str; 6] = ["Hồng Bàng", "Lê Chân", "Ngô Quyền", "Kiến An", "Đồ Sơn", "Thủy Nguyên"];

/// Made-up people: id of the row, then name, birth date, id number, ward, phone.
type Row = [String; 6];

struct Draw(u64);

impl Draw {
    fn below(&mut self, most: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) as usize % most
    }
}

fn people(count: usize, seed: u64) -> Vec<Row> {
    let mut draw = Draw(seed);
    let person = |number: usize| {
        let mut pick = |list: &[&str]| list[draw.below(list.len())].to_owned();
        let name = [pick(&FAMILY), pick(&MIDDLE), pick(&GIVEN)].join(" ");
        let ward = pick(&WARDS);
        let (year, month, day) = (1940 + draw.below(60), 1 + draw.below(12), 1 + draw.below(28));
        let id = format!("0311{:02}{:06}", year % 100, draw.below(1_000_000));
        let phone = format!("09{:08}", draw.below(100_000_000));
        [format!("P{number:04}"), name, format!("{day:02}/{month:02}/{year}"), id, ward, phone]
    };
    (0..count).map(person).collect()
}

/// What a clerk makes of a row: without marks, without an id, the year only, a digit off.
fn copied(row: &Row, number: usize) -> Row {
    let mut copy = row.clone();
    copy[0] = row[0].replace('P', "K");
    if number % 4 == 1 {
        copy[1] = unmarked(&copy[1]).to_uppercase();
    }
    if number % 5 == 2 {
        copy[3].clear();
    }
    if number % 7 == 3 {
        copy[2] = copy[2][6..].to_owned();
    }
    if number % 11 == 5 && !copy[3].is_empty() {
        copy[3].replace_range(8..9, if &copy[3][8..9] == "7" { "1" } else { "7" });
    }
    if number.is_multiple_of(3) {
        copy[5].clear();
    }
    copy
}

fn unmarked(text: &str) -> String {
    use unicode_normalization::UnicodeNormalization;
    text.nfd().filter(|c| c.is_ascii() || *c == 'Đ' || *c == 'đ').map(|c| if c == 'Đ' { 'D' } else { c }).collect()
}

const HEADINGS: &str = "Mã,Họ và tên,Ngày sinh,Số CCCD,\"Xã, phường\",Điện thoại\n";

fn write_csv(path: &Path, rows: &[Row]) -> PathBuf {
    let body: String = rows.iter().map(|row| row.join(",") + "\n").collect();
    std::fs::write(path, HEADINGS.to_owned() + &body).unwrap();
    path.to_owned()
}

/// As an office keeps it: title rows, headings under other names, a numbering row, a total.
fn write_workbook(path: &Path, rows: &[Row]) -> PathBuf {
    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    sheet.write(0, 2, "DANH SÁCH CHI TRẢ").unwrap();
    let headings = ["Mã", "Họ đệm", "Tên", "Năm sinh", "CCCD/CMND", "Phường/xã", "SĐT"];
    for (column, heading) in headings.into_iter().enumerate() {
        sheet.write(3, column as u16, heading).unwrap();
        sheet.write(4, column as u16, format!("({})", column + 1)).unwrap();
    }
    for (at, row) in rows.iter().enumerate() {
        let (front, given) = row[1].rsplit_once(' ').unwrap();
        let cells = [&row[0], front, given, &row[2], &row[3], &row[4], &row[5]];
        for (column, cell) in cells.into_iter().enumerate() {
            sheet.write(at as u32 + 5, column as u16, cell).unwrap();
        }
    }
    sheet.write(rows.len() as u32 + 5, 1, format!("Tổng cộng: {} người", rows.len())).unwrap();
    book.save(path).unwrap();
    path.to_owned()
}

fn model() -> Model {
    let text = std::fs::read_to_string(MODEL).unwrap();
    let text = text.replace("# [left]\n# id = \"Mã hồ sơ\"", "[left]\nid = \"Mã\"");
    assert!(text.contains("\n[left]"));
    Model::parse(Path::new(MODEL), &text).unwrap()
}

fn matched(left: &Path, right: Option<&Path>, model: &Model) -> Matched {
    let left = matching::read(left, model, Side::Left).unwrap();
    let right = right.map(|right| matching::read(right, model, Side::Right).unwrap());
    matching::match_lists(&left, right.as_ref(), model).unwrap()
}

/// The verdicts as a set, which has no order.
fn verdicts(matched: &Matched) -> BTreeSet<(String, String, Outcome, String)> {
    let verdict = |pair: &ansinh::table::matching::PairRow| {
        let ids = [&pair.left_id, &pair.right_id].map(|id| id.reveal().to_owned());
        let [left, right] = ids;
        (left, right, pair.outcome, format!("{:.9} {}", pair.probability, pair.evidence.reveal()))
    };
    matched.pairs.iter().map(verdict).collect()
}

fn pairs_of(matched: &Matched, outcome: Outcome) -> BTreeSet<(String, String)> {
    let verdicts = verdicts(matched).into_iter().filter(|(_, _, own, _)| *own == outcome);
    verdicts.map(|(left, right, ..)| (left, right)).collect()
}

#[test]
fn a_return_list_finds_its_people_in_a_workbook() {
    let folder = tempfile::tempdir().unwrap();
    let all = people(400, 1);
    // The first 300 are in both lists, 50 only on the left, 50 only on the right.
    let returned: Vec<Row> = all[..350].iter().enumerate().map(|(number, row)| copied(row, number)).collect();
    let registry: Vec<Row> = all[..300].iter().chain(&all[350..]).cloned().collect();
    let left = write_csv(&folder.path().join("bank.csv"), &returned);
    let right = write_workbook(&folder.path().join("registry.xlsx"), &registry);
    let matched = matched(&left, Some(&right), &model());
    let found = pairs_of(&matched, Outcome::Matched);
    let truth: BTreeSet<_> = all[..300].iter().map(|row| (row[0].replace('P', "K"), row[0].clone())).collect();
    let wrong: Vec<_> = found.difference(&truth).collect();
    assert!(wrong.is_empty(), "{wrong:?}");
    // Two full numbers that differ in a digit, and a year alone without a number, are looked at.
    let seen: BTreeSet<_> = found.union(&pairs_of(&matched, Outcome::Review)).cloned().collect();
    let right = seen.intersection(&truth).count();
    assert!(found.len() >= 240 && right >= 297, "{} and {right} of 300\n{}", found.len(), matched.report);
    assert!(matched.report.contains("converged") && !matched.report.contains("NOT CONVERGED"), "{}", matched.report);
    let evidence = matched.pairs[0].evidence.reveal();
    assert!(evidence.starts_with("Họ tên: trùng khớp +") && evidence.contains("; tổng +"), "{evidence}");
}

#[test]
fn what_is_missing_is_no_evidence() {
    let folder = tempfile::tempdir().unwrap();
    let all = people(200, 2);
    let left: Vec<Row> = all
        .iter()
        .map(|row| {
            let mut row = row.clone();
            row[3].clear();
            row
        })
        .collect();
    let (left, right) = (write_csv(&folder.path().join("a.csv"), &left), write_csv(&folder.path().join("b.csv"), &all));
    let matched = matched(&left, Some(&right), &model());
    assert!(matched.pairs.len() >= 195, "{}", matched.pairs.len());
    for pair in &matched.pairs {
        assert!(pair.evidence.reveal().contains("Số định danh: thiếu;"), "{}", pair.evidence.reveal());
    }
}

#[test]
fn a_column_of_other_numbers_is_told() {
    let folder = tempfile::tempdir().unwrap();
    let all = people(100, 7);
    let of_others: Vec<Row> = all
        .iter()
        .map(|row| {
            let mut row = row.clone();
            row[3].replace_range(..4, "0010");
            row
        })
        .collect();
    let (a, b) = (write_csv(&folder.path().join("a.csv"), &all), write_csv(&folder.path().join("b.csv"), &of_others));
    let warnings = matched(&a, Some(&b), &model()).warnings;
    assert!(warnings.iter().any(|told| told.starts_with("`Số định danh` agrees in 0 of ")), "{warnings:?}");
}

#[test]
fn two_equal_candidates_are_a_review_with_both() {
    let folder = tempfile::tempdir().unwrap();
    let mut right = people(100, 3);
    let mut twin = right[0].clone();
    for row in [&mut right[0], &mut twin] {
        (row[3], row[5]) = (String::new(), String::new());
    }
    twin[0] = "P9999".to_owned();
    let left = write_csv(&folder.path().join("a.csv"), &right);
    right.push(twin);
    let right = write_csv(&folder.path().join("b.csv"), &right);
    let matched = matched(&left, Some(&right), &model());
    let reviewed: Vec<_> = matched.pairs.iter().filter(|pair| pair.left_id.reveal() == "P0000").collect();
    assert_eq!(reviewed.len(), 2);
    for pair in reviewed {
        assert_eq!(pair.outcome, Outcome::Review);
        assert!((0.3..0.51).contains(&pair.probability), "{}", pair.probability);
        assert!(pair.runner_up_id.is_some() && pair.evidence.reveal().contains("người thứ hai: P"));
    }
}

#[test]
fn one_list_with_itself_gives_clusters() {
    let folder = tempfile::tempdir().unwrap();
    let all = people(300, 4);
    let copies = all.iter().enumerate().filter(|(number, _)| number % 3 == 0).map(|(number, row)| copied(row, number));
    let list: Vec<Row> = all.iter().cloned().chain(copies).collect();
    let matched = matched(&write_csv(&folder.path().join("a.csv"), &list), None, &model());
    assert_eq!(matched.clusters.len(), list.len());
    let wrong = matched.clusters.iter().filter(|row| row.id.reveal()[1..] != row.cluster_id.reveal()[1..]).count();
    let right = matched.clusters.iter().filter(|row| row.size == 2).count();
    let pairs = matched.pairs.iter().filter(|pair| pair.left_id.reveal()[1..] == pair.right_id.reveal()[1..]).count();
    let told = format!("{wrong} wrong, {right} of 200 rows, {pairs} of 100 pairs found\n{}", matched.report);
    assert!(wrong == 0 && right >= 140 && pairs >= 98, "{told}");
}

#[test]
fn a_trained_model_is_kept_and_gives_the_same() {
    let folder = tempfile::tempdir().unwrap();
    let all = people(200, 5);
    let copies: Vec<Row> = all.iter().enumerate().map(|(number, row)| copied(row, number)).collect();
    let (left, right) =
        (write_csv(&folder.path().join("a.csv"), &copies), write_csv(&folder.path().join("b.csv"), &all));
    let first = matched(&left, Some(&right), &model());
    let kept = Model::parse(Path::new("kept.toml"), &first.trained.to_text()).unwrap();
    assert!(first.report.contains("\ntraining\n"), "{}", first.report);
    let again = matched(&left, Some(&right), &kept);
    assert_eq!(pairs_of(&first, Outcome::Matched), pairs_of(&again, Outcome::Matched));
    // What these lists have not (account, sex) is left to train; the rest is as it was kept.
    assert!(again.report.contains("prior") && !again.report.contains("\ntraining\n"), "{}", again.report);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(6))]

    #[test]
    fn order_of_rows_and_threads_change_no_verdict(seed in 0_u64..1_000, threads in 1_usize..4, same: bool) {
        let folder = tempfile::tempdir().unwrap();
        let all = people(120, seed);
        let copies: Vec<Row> = all.iter().enumerate().map(|(number, row)| copied(row, number)).collect();
        let (mut left, mut right) = (copies, all);
        if same {
            left.append(&mut right.clone());
        }
        let run = |left: &[Row], right: &[Row]| {
            let a = write_csv(&folder.path().join("a.csv"), left);
            let b = write_csv(&folder.path().join("b.csv"), right);
            matched(&a, (!same).then_some(&*b), &model())
        };
        let first = run(&left, &right);
        let mut draw = Draw(seed + 7);
        for rows in [&mut left, &mut right] {
            for at in (1..rows.len()).rev() {
                rows.swap(at, draw.below(at + 1));
            }
        }
        let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().unwrap();
        let second = pool.install(|| run(&left, &right));
        prop_assert_eq!(&first.report, &second.report);
        if same {
            // Which of the two stands first in the file is the file's order, and only that.
            let clusters = |matched: &Matched| -> Vec<(String, String)> {
                matched.clusters.iter().map(|row| (row.id.reveal().into(), row.cluster_id.reveal().into())).collect()
            };
            prop_assert_eq!(clusters(&first), clusters(&second));
            prop_assert_eq!(first.pairs.len(), second.pairs.len());
        } else {
            prop_assert_eq!(verdicts(&first), verdicts(&second));
        }
    }
}

#[track_caller]
fn mistakes(change: impl Fn(String) -> String, expected: &[&str]) {
    let text = change(std::fs::read_to_string(MODEL).unwrap());
    let told: Vec<String> =
        Model::parse(Path::new("m.toml"), &text).unwrap_err().iter().map(ToString::to_string).collect();
    for expected in expected {
        assert!(told.iter().any(|one| one.contains(expected)), "{expected} not in {told:#?}");
    }
    assert_eq!(told.len(), expected.len(), "{told:#?}");
    assert!(told.iter().all(|one| one.starts_with("m.toml:")), "{told:#?}");
}

#[test]
fn all_mistakes_of_a_model_are_told_at_once_with_their_place() {
    mistakes(
        |text| {
            text.replace("read = \"phone\"", "read = \"telephone\"")
                .replace("exact = [\"ward\"]", "exact = [\"war\"]")
                .replace("frequency = [\"ward\"]", "frequenzy = [\"ward\"]")
                .replace("[\"tones\", \"marks\"]", "[\"tone\", \"marks\"]")
                .replace("matched = 0.9999", "matched = 0.2")
                .replace("{ field = \"id\", last = 6 }", "{ field = \"id\", last = 6, sound = true }")
        },
        &[
            "no such reading `telephone`; one of name, text, digits, phone, date, number, ward, none",
            "no field `war`; the fields are account, birth, id, name, phone, sex, ward",
            "unknown key `frequenzy`; expected one of title, any, frequency",
            "no name level `tone`",
            "a match must be more likely than not",
            "`review` lies at or below `matched`",
            "at most one of `part`, `first`, `last`, `sound`",
        ],
    );
}

#[test]
fn weights_are_given_for_all_levels_or_none() {
    mistakes(
        |text| text.replace("exact = [\"phone\"]", "exact = [\"phone\"]\nm = 1.5\nu = 0.1"),
        &["`m` is given for some levels", "`u` is given for some levels"],
    );
    mistakes(|text| text.replace("exact = [\"phone\"]", ""), &["a level without a test would always hold"]);
    mistakes(
        |text| text.replace("dates = { birth = [\"year\"] }", "edits = { birth = 1 }\nfrequency = [\"birth\"]"),
        &["`frequency` needs a field that this level finds equal"],
    );
    mistakes(|text| text.replace("version =", "version"), &["="]);
}

fn ansinh(arguments: &[&str]) -> (i32, String) {
    let output = Command::new(env!("CARGO_BIN_EXE_ansinh")).args(arguments).output().unwrap();
    (output.status.code().unwrap(), String::from_utf8(output.stderr).unwrap())
}

#[test]
fn the_command_writes_the_columns_of_the_contract_and_its_exit_codes() {
    let folder = tempfile::tempdir().unwrap();
    let at = |name: &str| folder.path().join(name).to_str().unwrap().to_owned();
    let all = people(60, 6);
    write_csv(Path::new(&at("a.csv")), &all);
    let (a, out) = (at("a.csv"), at("out.csv"));
    let (code, _) = ansinh(&["match", &a, &a, "--model", MODEL, "--out", &out, "--save-model", &at("kept.toml")]);
    assert_eq!(code, 0);
    let heads = |name: &str| std::fs::read_to_string(at(name)).unwrap().lines().next().unwrap().to_owned();
    assert!(heads("out.csv").starts_with("left_id,right_id,weight,probability,evidence"));
    assert_eq!(heads("out.clusters.csv"), "id,cluster_id,size");
    assert!(std::fs::read_to_string(at("kept.toml")).unwrap().contains("m by EM in 9 block rules"));
    let (code, told) = ansinh(&["match", &a, &a, "--model", MODEL, "--out", &at("out.json")]);
    assert_eq!((code, told.contains("neither in .parquet nor in .csv")), (2, true));
    let (code, told) = ansinh(&["match", &a, &at("none.csv"), "--model", MODEL, "--out", &out]);
    assert_eq!((code, told.contains("none.csv")), (4, true));
    std::fs::write(at("b.csv"), "Họ và tên,Ngày sinh\nNguyễn Văn An,1950\n").unwrap();
    let (code, told) = ansinh(&["match", &a, &at("b.csv"), "--model", MODEL, "--out", &out]);
    assert_eq!(code, 0);
    assert!(told.contains("right list has no column `Số CCCD`, `Xã, phường`, `Điện thoại`: not compared"), "{told}");
    std::fs::write(at("b.csv"), "Họ tên,Nguyễn Văn An,Ngày sinh,12/03/1948\nSố CCCD,031048000123,,\n").unwrap();
    let (code, told) = ansinh(&["match", &a, &at("b.csv"), "--model", MODEL, "--out", &out]);
    assert_eq!(code, 4);
    assert!(told.contains("row 1 has Họ tên, Ngày sinh and 2 cells") && !told.contains("Nguyễn Văn An"), "{told}");
}

/// Two lists of `count` people and the rows of a table behind them: what becomes of each row.
#[track_caller]
fn behind(count: usize, pairs: &[(&str, &str, &str)]) {
    let folder = tempfile::tempdir().unwrap();
    let of = |id: String, cells: &str| {
        let cells: Vec<&str> = cells.split('|').collect();
        [id, cells[0].into(), cells[1].into(), cells[2].into(), "Kim Thành".into(), cells[3].into()]
    };
    let (mut left, mut right) = (people(count, 11), people(count, 11));
    for (number, (a, b, _)) in pairs.iter().enumerate() {
        left.push(of(format!("X{number}"), a));
        right.push(of(format!("Y{number}"), b));
    }
    let (a, b) = (write_csv(&folder.path().join("a.csv"), &left), write_csv(&folder.path().join("b.csv"), &right));
    let matched = matched(&a, Some(&b), &model());
    for (number, (a, _, expected)) in pairs.iter().enumerate() {
        let own = matched.pairs.iter().find(|pair| pair.left_id.reveal() == format!("X{number}"));
        let outcome = own.map_or("none", |pair| pair.outcome.as_str());
        assert!(expected.split('|').any(|one| one == outcome), "{a}: {outcome}\n{}", matched.report);
    }
}

#[test]
fn two_full_numbers_are_never_one_person() {
    behind(
        200,
        &[
            (
                "Trần Văn Bảy|07/08/1948|031048000500|0912333444",
                "Trần Văn Bảy|07/08/1948|001048123456|0912333444",
                "review",
            ),
            (
                "Lê Minh Khuê|05/05/2015|031215000010|0912000009",
                "Lê Minh Khuê|05/05/2015|031215000011|0912000009",
                "review",
            ),
            (
                "Đỗ Thị Mười|09/10/1945|031145000700|0912555666",
                "Đỗ Thị Mười|09/10/1945|031145000700|0912555666",
                "matched",
            ),
            ("Hồ Đắc Di|11/05/1950|031050000800|0912777888", "Di Hồ Đắc|11/05/1950||", "review|none"),
        ],
    );
}

#[test]
fn lists_too_small_to_train_match_no_contradiction() {
    behind(
        0,
        &[
            ("Lê Thị Tư|1943||", "Phạm Thị Bưởi|1943||", "review|none"),
            ("Nguyễn Văn Đức|1950||", "NGUYỄN VĂN ĐỨC|02/03/1950||", "matched|review"),
            ("Vũ An|12/03/1948|031048000123|0912345678", "VŨ AN|12/03/1948|031048000123|0912345678", "matched"),
        ],
    );
}

#[test]
fn another_sex_and_other_marks_are_another_person_without_an_id() {
    behind(
        200,
        &[
            ("Phí Văn Tám|01/01/1950||0900000001", "Phí Thị Tám|01/01/1950||0900000001", "review|none"),
            ("PHI VAN TU|03/04/1951||0900000002", "Phí Thị Tư|03/04/1951||0900000002", "review|none"),
            ("Tiêu Minh Anh|05/05/2015||0900000003", "Tiêu Minh Ánh|05/05/2015||0900000003", "review"),
            ("Tiêu Ngọc Lan|06/06/2016||0900000004", "Tiêu Ngọc Loan|06/06/2016||0900000004", "review"),
            ("Tiêu Hải Nam|07/07/2017||0900000005", "Tiêu Hải Lam|07/07/2017||0900000005", "review"),
            ("Tạ Minh Ánh|05/08/2012||0900000006", "TA MINH ANH|05/08/2012||0900000006", "matched"),
            (
                "Tạ Minh Anh|05/09/2011|031211000900|0900000007",
                "Tạ Minh Ánh|05/09/2011|031211000900|0900000007",
                "matched",
            ),
        ],
    );
}

#[test]
fn twins_do_not_meet_through_a_name_without_marks() {
    let folder = tempfile::tempdir().unwrap();
    let mut list = people(300, 12);
    let copies: Vec<Row> = (0..40).map(|number| copied(&list[number * 7], number)).collect();
    list.extend(copies);
    for (id, name) in [("T1", "Tiêu Minh Anh"), ("T2", "Tiêu Minh Ánh"), ("T3", "TIEU MINH ANH")] {
        list.push([id, name, "05/05/2015", "", "Kim Thành", "0900000003"].map(str::to_owned));
    }
    let matched = matched(&write_csv(&folder.path().join("a.csv"), &list), None, &model());
    let of = |id: &str| matched.clusters.iter().find(|row| row.id.reveal() == id).unwrap().cluster_id.reveal();
    assert!(of("T1") != of("T2"), "{}", matched.report);
}

#[test]
fn a_kept_model_does_not_condemn_what_its_month_had_not() {
    let folder = tempfile::tempdir().unwrap();
    let all = people(300, 13);
    let registry = write_csv(&folder.path().join("b.csv"), &all);
    let list = |name: &str, change: &dyn Fn(usize, &mut Row)| {
        let mut rows = all[..200].to_vec();
        rows.iter_mut().enumerate().for_each(|(number, row)| change(number, row));
        write_csv(&folder.path().join(name), &rows)
    };
    let first = matched(&list("a.csv", &|_, _| ()), Some(&registry), &model());
    let kept = Model::parse(Path::new("kept.toml"), &first.trained.to_text()).unwrap();
    // A month later everybody has a new phone, and a third have moved.
    let moved = |number: usize, row: &mut Row| {
        row[3].clear();
        row[5] = format!("08{number:08}");
        if number.is_multiple_of(3) {
            row[4] = "Thủy Nguyên".to_owned();
        }
    };
    let again = matched(&list("c.csv", &moved), Some(&registry), &kept);
    let told: BTreeSet<_> = verdicts(&again).into_iter().map(|(left, right, ..)| (left, right)).collect();
    let missed = all[..200].iter().filter(|row| !told.contains(&(row[0].clone(), row[0].clone()))).count();
    assert_eq!(missed, 0, "{}", again.report);
}

#[test]
fn the_sum_of_the_evidence_gives_the_probability() {
    let folder = tempfile::tempdir().unwrap();
    let all = people(300, 14);
    let left: Vec<Row> = all[..60].iter().enumerate().map(|(number, row)| copied(row, number)).collect();
    let strangers = people(240, 15).into_iter().map(|mut row| {
        row[0].insert(0, 'S');
        row
    });
    let left = write_csv(&folder.path().join("a.csv"), &left.into_iter().chain(strangers).collect::<Vec<_>>());
    let right = write_csv(&folder.path().join("b.csv"), &all);
    let matched = matched(&left, Some(&right), &model());
    let alone: Vec<_> = matched.pairs.iter().filter(|pair| pair.runner_up_id.is_none()).collect();
    assert!(alone.len() > 20, "{}", alone.len());
    for pair in alone {
        let words = pair.evidence.reveal();
        assert!((1.0 / (1.0 + (-pair.weight).exp2()) - pair.probability).abs() < 1e-9, "{words}");
        let parts = words.split("; ").filter(|part| !part.starts_with("tổng") && !part.ends_with("thiếu"));
        let bits = |part: &str| {
            let part = part.split(" (").next().unwrap().rsplit(' ').next().unwrap();
            part.replace('−', "-").replace(',', ".").parse::<f64>().unwrap()
        };
        let sum: f64 = parts.map(bits).sum();
        assert!((sum - pair.weight).abs() < 0.5, "{sum} {words}");
        assert!(words.contains("tỷ lệ dòng có ở danh sách kia −"), "{words}");
    }
}

#[test]
fn a_column_that_no_list_has_is_a_mistake_of_the_model() {
    let folder = tempfile::tempdir().unwrap();
    let at = |name: &str| folder.path().join(name).to_str().unwrap().to_owned();
    write_csv(Path::new(&at("a.csv")), &people(30, 16));
    let text = std::fs::read_to_string(MODEL).unwrap();
    let run = |text: String| {
        std::fs::write(at("m.toml"), text).unwrap();
        ansinh(&["match", &at("a.csv"), &at("a.csv"), "--model", &at("m.toml"), "--out", &at("o.csv")])
    };
    let (code, told) = run(text.replace("\"Ngày sinh\", \"Ngày, tháng, năm sinh\"", "\"Ngay sanh\""));
    assert_eq!((code, told.contains("no list has a column `Ngay sanh`")), (2, true), "{told}");
    // Lists may be without a phone, and these have an account under a name that nobody gave.
    let (code, told) = run(text.replace("\"SĐT\", ", "").replace("\"Điện thoại\", \"Số điện thoại\", ", ""));
    assert_eq!((code, told.contains("not compared")), (0, false), "{told}");
}

#[test]
fn headings_are_named_and_one_that_stands_there_twice_is_told() {
    let folder = tempfile::tempdir().unwrap();
    let all = people(30, 17);
    let right = write_csv(&folder.path().join("b.csv"), &all);
    let left = folder.path().join("a.csv");
    let rows: String =
        all.iter().map(|row| format!("{},x,{},01/01/2001,{},{}\n", row[0], row[1], row[2], row[3])).collect();
    std::fs::write(&left, format!("Mã,Trạng thái chi,Họ và tên,Ngày sinh,Ngày sinh,Số CCCD\n{rows}")).unwrap();
    let warnings = matched(&left, Some(&right), &model()).warnings;
    let told = |text: &str| assert!(warnings.iter().any(|one| one.contains(text)), "{text} not in {warnings:?}");
    told("left list has the heading `Ngày sinh` more than once: the first is read");
    told("columns that are not used: Trạng thái chi, Ngày sinh");
}
