//! The registers' room: extracts found, read, and their broken rows reported.

use std::collections::HashSet;
use std::fs;
use std::path::Path;

use ansinh::model::{Coded, Date, PersonId};
use ansinh::registers::{Population, RegisterError, Wanted, read};

const PEOPLE: &str = "person_id,full_name,birth_date,ward_code,household_id,mother_id,life_status
031170000001,Phạm Thị An,1970-05-06,10500,A,,alive
031195000002,Phạm Thị Bình,1995,10500,A,031170000001,alive
031212000003,Phạm Gia Cát,2012-07-08,10503,B,031195000002,alive
3114,Phạm Thị Hỏng,1948,10500,A,,alive
031148000004,Phạm Thị Dần,1948,10506,C,,alive
";

fn city(files: &[(&str, &str)]) -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    for (path, text) in files {
        let path = folder.path().join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }
    folder
}

fn ids(texts: &[&str]) -> HashSet<PersonId> {
    texts.iter().map(|text| PersonId::from_digits(text).unwrap()).collect()
}

#[test]
fn what_is_missing_is_none_and_said_and_what_is_broken_is_counted() {
    let ledger = "ward_code,month,benefit,amount,kind,status\n10500,2026-11-01,htxh,700000,regular,paid\n\
                  10500,2026-11-01,none,700000,regular,paid\n";
    let pensions = "bhxh_no,kind,monthly_amount,valid_from\n1,pension,3000000,2020-01-01\n";
    let folder = city(&[("ledger/payments.csv", ledger), ("registers/pensions.csv", pensions)]);
    let registers = read(folder.path()).unwrap();
    assert_eq!((registers.payments.len(), registers.pensions.as_ref().map(Vec::len)), (1, Some(1)));
    assert_eq!((&registers.deaths, &registers.schooling), (&None, &None));
    let missing = registers.findings.iter().filter(|finding| finding.issue.check == "register.missing");
    assert_eq!(missing.count(), 5);
    let aside: Vec<_> =
        registers.findings.iter().filter(|finding| finding.issue.check == "register.row_set_aside").collect();
    assert_eq!(aside.len(), 1);
    assert_eq!((&*aside[0].file, aside[0].issue.raw.reveal()), ("ledger/payments.csv", "benefit: 1 dòng (dòng 3)"));
}

#[test]
fn errors_name_the_file_and_how_to_mend_it() {
    let none = city(&[]);
    let told = read(none.path()).unwrap_err().to_string();
    assert!(told.contains("ledger") && told.contains("put the extract there as `payments.parquet`"), "{told}");
    let twice = city(&[("registers/population.csv", PEOPLE), ("registers/population.parquet", "")]);
    assert!(matches!(Population::open(twice.path()), Err(RegisterError::Twice { .. })));
    let lacking = city(&[("ledger/payments.csv", "ward_code\n10500\n")]);
    let told = read(lacking.path()).unwrap_err().to_string();
    assert!(told.contains("payments.csv") && told.contains("`month`") && told.contains("export it again"), "{told}");
}

#[track_caller]
fn check(folder: &Path, wanted: &Wanted, expected: &[&str], findings: usize) {
    let selected = Population::open(folder).unwrap().select(wanted).unwrap();
    let found: Vec<String> = selected.rows.iter().map(|row| row.person_id.reveal()).collect();
    assert_eq!(
        (found.iter().map(String::as_str).collect::<Vec<_>>().as_slice(), selected.findings.len()),
        (expected, findings)
    );
}

#[test]
fn people_are_selected_by_id_parent_and_age() {
    let folder = city(&[("registers/population.csv", PEOPLE)]);
    let path = folder.path();
    check(path, &Wanted::default(), &[], 0);
    check(path, &Wanted { ids: ids(&["031148000004"]), ..Wanted::default() }, &["031148000004"], 0);
    check(path, &Wanted { parents: ids(&["031195000002"]), ..Wanted::default() }, &["031212000003"], 0);
    let until = |day: &str| Wanted { born_until: Date::from_code(day).ok(), ..Wanted::default() };
    check(path, &until("1970-05-05"), &["031148000004"], 1);
    check(path, &until("1970-05-06"), &["031148000004", "031170000001"], 1);
}

#[test]
fn families_come_with_their_members() {
    let folder = city(&[("registers/population.csv", PEOPLE)]);
    let wanted = Wanted { ids: ids(&["031195000002"]), ..Wanted::default() };
    let selected = Population::open(folder.path()).unwrap().select_with_families(&wanted).unwrap();
    let found: Vec<String> = selected.rows.iter().map(|row| row.person_id.reveal()).collect();
    assert_eq!(found, ["031170000001", "031195000002", "031212000003"]);
}

/// The numbers of two people among those asked for, and the rows that have them.
#[track_caller]
fn check_shared(rows: &[&str], asked: &[&str], expected: &[(&str, &str)]) {
    let heading = "person_id,full_name,birth_date,gender,ward_code,life_status";
    let text = [heading].iter().chain(rows).map(|line| format!("{line}\n")).collect::<String>();
    let folder = city(&[("registers/population.csv", &text)]);
    let shared = Population::open(folder.path()).unwrap().shared(&ids(asked)).unwrap();
    let told: Vec<(String, &str)> = shared
        .ids
        .iter()
        .zip(&shared.findings)
        .map(|(id, finding)| (id.reveal(), finding.issue.suggestion.as_ref().unwrap().reveal()))
        .collect();
    assert_eq!(told.iter().map(|(id, rows)| (id.as_str(), *rows)).collect::<Vec<_>>(), expected);
    assert!(shared.findings.iter().all(|finding| {
        finding.issue.check == "register.number_of_two" && &*finding.file == "registers/population.csv"
    }));
}

#[test]
fn a_number_of_two_people_is_told_with_its_rows() {
    let thanh = "031044000091,Ngô Đức Thanh,1944-03-03,nam,10500,alive";
    let manh = "031044000091,Đinh Công Mạnh,1944-11-30,nam,10500,alive";
    let other = "031044000092,Lê Văn Cầu,1944-11-30,nam,10500,alive";
    let both = [thanh, other, manh];
    check_shared(&both, &["031044000091", "031044000092"], &[("031044000091", "2, 4")]);
    check_shared(&both, &["031044000092", "031044000093"], &[]);
    check_shared(&both, &[], &[]);
    // The same person exported twice, the second time after a move.
    check_shared(&[thanh, "031044000091,NGÔ ĐỨC THANH,1944-03-03,nam,10503,alive"], &["031044000091"], &[]);
    // One name, two birth dates: father and son.
    check_shared(
        &[thanh, "031044000091,Ngô Đức Thanh,1974-03-03,nam,10500,alive"],
        &["031044000091"],
        &[("031044000091", "2, 3")],
    );
}
