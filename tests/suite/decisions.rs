//! Decision workbooks: how they go out, how they come back, and what they do to the next night.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use ansinh::model::{
    CHOICES, Coded, Date, Difference, Outcome, PersonId, PersonKey, Private, ProvisionalEvent, RawValue, Ruling,
    RulingState, SheetPicture,
};
use ansinh::plan::Plan;
use ansinh::registers::{Decisions, read_decisions};
use ansinh::report::{StoryInputs, Who, story};
use ansinh::run::{Options, Report, Silent, run};
use ansinh::table::inputs::PopulationRow;
use ansinh::table::outputs::{CandidateRow, FindingRow, MatchRow, ProvisionalEventRow, ProvisionalRow, RulingRow};
use ansinh::table::{Table, read_rows, write_rows};
use calamine::{Data, Range, Reader, Xlsx};

use super::night::{copy_of_city, night};

const MARK: &str = "dc-00000000000000ab";
const FIRST: &str = "031150900003";
const SECOND: &str = "031150900004";

fn read(files: &[(&str, &Path)], sheet: &[&[&str]]) -> Decisions {
    let files: Vec<(Arc<str>, PathBuf)> =
        files.iter().map(|(name, path)| (Arc::from(*name), (*path).to_owned())).collect();
    let rows = sheet.iter().map(|row| {
        let cell = |text: &&str| (!text.is_empty()).then(|| RawValue::Text(Private::new(text)));
        row.iter().map(cell).collect()
    });
    let picture = SheetPicture {
        name: "Quyết định".to_owned(),
        hidden: false,
        rows: rows.collect(),
        blocks: Vec::new(),
        hidden_rows: Vec::new(),
        hidden_columns: Vec::new(),
    };
    let open = |_: &Path| Some(vec![picture.clone()]);
    read_decisions(Path::new("/city"), &files, Date::from_code("2026-11-20").unwrap(), &open)
}

/// Heads as a clerk may have left them, and one row.
fn one_row(mark: &str, choice: &str, by: &str, on: &str, ids: [&str; 2]) -> Decisions {
    let heads = [
        "STT",
        "mã  đối chiếu",
        "Lựa chọn",
        "Người quyết định",
        "Ngày quyết định",
        "Người thứ nhất: số định danh",
        "Người thứ hai: số định danh",
    ];
    let row = ["1", mark, choice, by, on, ids[0], ids[1]];
    read(&[("decisions/a.xlsx", Path::new("a.xlsx"))], &[&["SỔ QUYẾT ĐỊNH"], &heads, &row])
}

/// Ruling, person and state of each decision read; checks of the findings.
#[track_caller]
fn check(read: Decisions, expected: &[(Option<Ruling>, &str, RulingState)], checks: &[&str]) {
    let person = |row: &RulingRow| row.person_id.map(PersonId::reveal).unwrap_or_default();
    let found: Vec<_> = read.rows.iter().map(|row| (row.ruling, person(row), row.state)).collect();
    let expected: Vec<_> = expected.iter().map(|(ruling, id, state)| (*ruling, (*id).to_owned(), *state)).collect();
    assert_eq!(found, expected);
    assert_eq!(read.findings.iter().map(|finding| finding.issue.check).collect::<Vec<_>>(), checks);
}

#[test]
fn choices_read_back() {
    use RulingState::Applied;
    let row = |choice| one_row(MARK, choice, "Bà Lan", "19/11/2026", [FIRST, SECOND]);
    check(row(CHOICES[0]), &[(Some(Ruling::Same), FIRST, Applied)], &[]);
    check(row(" là NGƯỜI thứ hai"), &[(Some(Ruling::Same), SECOND, Applied)], &[]);
    let none = [(Some(Ruling::NotSame), FIRST, Applied), (Some(Ruling::NotSame), SECOND, Applied)];
    check(row(CHOICES[2]), &none, &[]);
    check(row(CHOICES[3]), &[(Some(Ruling::Unknown), "", Applied)], &[]);
    check(row(""), &[], &[]);
}

#[test]
fn what_spreadsheet_programs_do_to_cells() {
    use RulingState::Applied;
    let lost_zero = one_row(MARK, CHOICES[0], "Bà Lan", "2026-11-19", ["31150900003", ""]);
    check(lost_zero, &[(Some(Ruling::Same), FIRST, Applied)], &[]);
    let decomposed: String = unicode_normalization::UnicodeNormalization::nfd(CHOICES[0]).collect();
    let row = one_row(MARK, &decomposed, "Bà Lan", "1.11.2026", [FIRST, SECOND]);
    assert_eq!(row.rows[0].decided_on, Date::from_code("2026-11-01").ok());
    check(row, &[(Some(Ruling::Same), FIRST, Applied)], &[]);
}

#[test]
fn decisions_that_cannot_count_are_said() {
    use RulingState::*;
    let same = Some(Ruling::Same);
    let row = |choice, by, on| one_row(MARK, choice, by, on, [FIRST, SECOND]);
    check(row("Là cả hai", "Bà Lan", "19/11/2026"), &[(None, "", UnknownChoice)], &["ruling.unknown_choice"]);
    check(row(CHOICES[0], "", "19/11/2026"), &[(same, FIRST, Incomplete)], &["ruling.incomplete"]);
    check(row(CHOICES[0], "Bà Lan", ""), &[(same, FIRST, Incomplete)], &["ruling.incomplete"]);
    check(row(CHOICES[0], "Bà Lan", "31/02/2026"), &[(same, FIRST, BadDate)], &["ruling.bad_date"]);
    check(row(CHOICES[0], "Bà Lan", "hôm qua"), &[(same, FIRST, BadDate)], &["ruling.bad_date"]);
    check(row(CHOICES[0], "Bà Lan", "21/11/2026"), &[(same, FIRST, NotYet)], &["ruling.not_yet"]);
    let nobody = one_row(MARK, CHOICES[1], "Bà Lan", "19/11/2026", [FIRST, ""]);
    check(nobody, &[(same, "", UnknownChoice)], &["ruling.unknown_choice"]);
    let no_mark = one_row("ab", CHOICES[0], "Bà Lan", "19/11/2026", [FIRST, SECOND]);
    check(no_mark, &[(same, FIRST, NoMark)], &["ruling.no_mark"]);
    check(read(&[("decisions/a.xlsx", Path::new("a.xlsx"))], &[&["Họ tên"]]), &[], &["ruling.unreadable"]);
}

#[test]
fn plain_answers_are_read() {
    use RulingState::Applied;
    let row = |choice, on| one_row(MARK, choice, "Bà Lan", on, [FIRST, SECOND]);
    for on in ["19/11/26", "19/11/2026 08:30", "ngày 19 tháng 11 năm 2026", "46345"] {
        let read = row("Người thứ nhất", on);
        assert_eq!(read.rows[0].decided_on, Date::from_code("2026-11-19").ok(), "{on}");
        check(read, &[(Some(Ruling::Same), FIRST, Applied)], &[]);
    }
    check(row("2", "19/11/2026"), &[(Some(Ruling::Same), SECOND, Applied)], &[]);
}

#[test]
fn a_workbook_without_its_marks_is_told_choice_by_choice() {
    let heads = ["STT", "Họ và tên (danh sách)", "Lựa chọn", "Người quyết định", "Ngày quyết định"];
    let rows = [["1", "Lê Thị Tư", "Chưa rõ", "Bà Lan", "19/11/2026"], ["2", "Lê Thị Năm", "", "", ""]];
    let read = read(&[("decisions/a.xlsx", Path::new("a.xlsx"))], &[&heads, &rows[0], &rows[1]]);
    assert_eq!(read.rows[0].full_name, Some(Private::new("Lê Thị Tư")));
    check(read, &[(Some(Ruling::Unknown), "", RulingState::NoMark)], &["ruling.no_mark"]);
}

#[test]
fn a_table_of_decisions_reads_as_the_workbook_does() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("decisions.csv");
    let text = format!(
        "row_mark,person_id,ruling,decided_by,decided_on\n{MARK},x,same,,\n{MARK},{FIRST},same,Bà Lan,2026-11-19\n"
    );
    fs::write(&path, text).unwrap();
    let read = read(&[("decisions/decisions.csv", &path)], &[]);
    assert_eq!(read.rows[0].line, 3, "rows set aside are counted");
    assert!(read.findings[0].issue.raw.reveal().ends_with("(dòng 2)"), "and their lines as those of the others");
    check(read, &[(Some(Ruling::Same), FIRST, RulingState::Applied)], &["register.row_set_aside"]);
}

pub(super) fn table<T: Table>(report: &Report, name: &str) -> Vec<T> {
    read_rows(&report.folder.join(format!("tables/{name}.parquet"))).unwrap().0
}

pub(super) fn workbook(path: &Path) -> Range<Data> {
    let mut book: Xlsx<_> = calamine::open_workbook(path).unwrap();
    book.worksheet_range("Quyết định").unwrap()
}

/// Saves a copy of a decision workbook in which every row has this choice.
pub(super) fn fill_in(from: &Path, to: &Path, choice: &str) {
    let range = workbook(from);
    let heads = range.rows().position(|row| row.iter().any(|cell| cell == "Lựa chọn")).unwrap();
    let column = |name: &str| range.rows().nth(heads).unwrap().iter().position(|cell| cell == name).unwrap();
    let (choice_at, by, on) = (column("Lựa chọn"), column("Người quyết định"), column("Ngày quyết định"));
    let mut book = rust_xlsxwriter::Workbook::new();
    let sheet = book.add_worksheet();
    for (at, row) in range.rows().enumerate() {
        for (place, cell) in row.iter().enumerate() {
            let text = match place {
                _ if at <= heads => cell.to_string(),
                place if place == choice_at => choice.to_owned(),
                place if place == by => "Bà Lan".to_owned(),
                place if place == on => "19/11/2026".to_owned(),
                _ => cell.to_string(),
            };
            sheet.write(at as u32, place as u16, text).unwrap();
        }
    }
    book.save(to).unwrap();
}

#[test]
fn provisional_ids_stay_from_night_to_night() {
    let folder = tempfile::tempdir().unwrap();
    let plan = Plan::load(Path::new("pipelines/nightly.toml")).unwrap();
    let on = |day: &str| {
        let (out, as_of) = (Some(folder.path().to_owned()), Date::from_code(day).ok());
        let city = Some(PathBuf::from("sample_data/haiphong"));
        run(&plan, &Options { city, out, as_of, ..Options::default() }, &Silent).unwrap()
    };
    let ids = |report: &Report| -> BTreeSet<PersonKey> {
        table::<ProvisionalRow>(report, "provisional_ids").into_iter().map(|row| row.provisional_id).collect()
    };
    let (first, second) = (on("2026-11-19"), on("2026-11-20"));
    assert!(!ids(&first).is_empty(), "the sample city has people who are not found");
    assert_eq!(ids(&first), ids(&second));
    let events = |report: &Report| table::<ProvisionalEventRow>(report, "provisional_events");
    assert!(events(&first).iter().all(|row| row.event == ProvisionalEvent::New));
    assert_eq!(events(&second), []);
    assert_eq!(on("2026-11-20").run_id, second.run_id, "a night run again keeps from the night before");
}

/// Gives everyone whose row has no number a namesake of the same birth date and ward.
fn add_namesakes(city: &Path, before: &Report) {
    let path = city.join("registers/population.parquet");
    let mut people: Vec<PopulationRow> = read_rows(&path).unwrap().0;
    let matches: Vec<MatchRow> = table(before, "matches");
    let unnumbered = matches.iter().filter(|row| row.differences.contains(&Difference::IdMissing));
    let found: BTreeSet<PersonId> = unnumbered.filter_map(|row| row.person_id).collect();
    let namesakes: Vec<PopulationRow> =
        people.iter().filter(|person| found.contains(&person.person_id)).cloned().collect();
    people.extend((0..).zip(namesakes).map(|(number, person)| PopulationRow {
        person_id: PersonId::from_digits(&format!("0319999{number:05}")).unwrap(),
        household_id: Some(format!("N{number}")),
        ..person
    }));
    write_rows(&path, &people).unwrap();
}

#[test]
fn a_decision_decides_the_next_night() {
    let folder = tempfile::tempdir().unwrap();
    let city = copy_of_city(folder.path());
    let plain = night(&city, &folder.path().join("plain")).unwrap();
    add_namesakes(&city, &plain);
    let before = night(&city, &folder.path().join("a")).unwrap();
    let asked: Vec<CandidateRow> = table(&before, "candidates");
    let first = asked.iter().find(|row| row.place == 1).expect("the sample city has rows in review");
    let book = before.folder.join("lists/quyet_dinh_2026-12.xlsx");
    let of_ward = before.folder.join(format!("lists/{}/quyet_dinh_2026-12.xlsx", first.ward_code));
    assert!(of_ward.is_file());
    let marks = workbook(&book).rows().filter(|row| row.iter().any(|cell| cell.to_string().starts_with("dc-"))).count();
    let verdicts: Vec<MatchRow> = table(&before, "matches");
    let in_review = verdicts.iter().filter(|row| row.outcome == Outcome::Review).count();
    let unsure = verdicts.iter().filter(|row| row.unsure == Some(true)).count();
    assert_eq!(marks, in_review + unsure, "every row in review is asked about, and who is likelier than not offered");

    fs::create_dir(city.join("decisions")).unwrap();
    fill_in(&book, &city.join("decisions/tra_loi.xlsx"), CHOICES[0]);
    let after = night(&city, &folder.path().join("b")).unwrap();
    assert_ne!(before.run_id, after.run_id, "decisions are inputs");
    let matches: Vec<MatchRow> = table(&after, "matches");
    for asked in asked.iter().filter(|row| row.place == 1) {
        let found = matches.iter().find(|row| row.row_id == asked.row_id).unwrap();
        assert_eq!((found.outcome, found.person_id), (Outcome::Matched, Some(asked.person_id)));
        assert!(found.method.starts_with("decision"), "{}", found.method);
    }
    let kept: Vec<RulingRow> = table(&after, "decisions");
    assert!(!kept.is_empty() && kept.iter().all(|row| !row.row_ids.is_empty() && row.decided_by.is_some()));
    assert!(table::<CandidateRow>(&after, "candidates").is_empty(), "nothing is asked twice");

    let inputs = StoryInputs {
        tables: &after.folder.join("tables"),
        as_of: Date::from_code("2026-11-20").unwrap(),
        pay_month: ansinh::model::Month::from_code("2026-12").unwrap(),
        wards: &[],
    };
    let told = story(&inputs, Who::Row(first.row_id)).unwrap();
    assert!(told.contains("Theo quyết định của Bà Lan ngày 19/11/2026: là người này"), "{told}");

    // The same decisions as a table, and a second file that says otherwise on the same day.
    fill_in(&book, &city.join("decisions/tra_loi_2.xlsx"), CHOICES[2]);
    let quarrel = night(&city, &folder.path().join("c")).unwrap();
    let of_table =
        |name: &str| table::<MatchRow>(&quarrel, name).iter().filter(|row| row.outcome == Outcome::Review).count();
    assert_eq!(of_table("matches"), in_review, "a quarrel decides nothing");
    let findings: Vec<FindingRow> = table(&quarrel, "findings");
    assert!(findings.iter().any(|row| row.check == "ruling.conflict"));
}
