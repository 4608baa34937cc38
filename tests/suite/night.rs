//! The whole road on the sample city: what a city data team sees after one night.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use ansinh::model::{Certainty, Coded, Direction, EntitlementStatus, PersonKey, Ward, WardCode, WardStatus};
use ansinh::plan::Plan;
use ansinh::report::{StoryInputs, Who, story};
use ansinh::run::{Options, Report, RunError, Silent, run};
use ansinh::table::outputs::{ChangeRow, EntitlementRow, FindingRow, SourceFileRow, SourceRowRow};
use ansinh::table::read_rows;
use ansinh::table::truth::{TruthChangeRow, TruthRowRow};

const CITY: &str = "sample_data/haiphong";

fn plan() -> Plan {
    Plan::load(Path::new("pipelines/nightly.toml")).unwrap_or_else(|mistakes| panic!("{mistakes:?}"))
}

pub(crate) fn night(city: &Path, out: &Path) -> Result<Report, RunError> {
    let options = Options { city: Some(city.to_owned()), out: Some(out.to_owned()), ..Options::default() };
    run(&plan(), &options, &Silent)
}

/// Copies a folder with all that is in it, and the times of its files.
pub(crate) fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).unwrap();
    for entry in fs::read_dir(from).unwrap() {
        let path = entry.unwrap().path();
        let target = to.join(path.file_name().unwrap());
        if path.is_dir() {
            copy(&path, &target);
        } else {
            fs::copy(&path, &target).unwrap();
            let time = fs::metadata(&path).unwrap().modified().unwrap();
            fs::File::options().write(true).open(target).unwrap().set_modified(time).unwrap();
        }
    }
}

/// A copy of the sample city that a test may spoil.
pub(crate) fn copy_of_city(to: &Path) -> PathBuf {
    let city = to.join("city");
    copy(Path::new(CITY), &city);
    city
}

/// Files below a folder with their content, but for the manifest, which alone carries times of day.
pub(crate) fn contents(folder: &Path) -> Vec<(PathBuf, Vec<u8>)> {
    fn walk(root: &Path, folder: &Path, found: &mut Vec<(PathBuf, Vec<u8>)>) {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                walk(root, &path, found);
            } else if path.file_name().unwrap() != "run.json" {
                found.push((path.strip_prefix(root).unwrap().to_owned(), fs::read(&path).unwrap()));
            }
        }
    }
    let mut found = Vec::new();
    walk(folder, folder, &mut found);
    found.sort();
    found
}

#[test]
fn the_sample_city_gives_what_its_truth_says() {
    let out = tempfile::tempdir().unwrap();
    let report = night(Path::new(CITY), out.path()).unwrap();
    let tables = report.folder.join("tables");
    let seen: Vec<SourceRowRow> = read_rows(&tables.join("source_rows.parquet")).unwrap().0;
    let seen: BTreeSet<_> =
        seen.iter().map(|row| (row.file.to_string(), row.sheet.to_string(), row.row_number, row.row_kind)).collect();
    let truth: Vec<TruthRowRow> = read_rows(&Path::new(CITY).join("truth/truth_rows.parquet")).unwrap().0;
    let missed: Vec<_> = truth
        .iter()
        .map(|row| (row.file.clone(), row.sheet.clone(), row.row_number, row.row_kind))
        .filter(|row| !seen.contains(row))
        .collect();
    assert!(truth.len() > 500, "the sample has {} rows", truth.len());
    assert_eq!(missed, []);

    let said: Vec<ChangeRow> = read_rows(&tables.join("changes.parquet")).unwrap().0;
    let truth: Vec<TruthChangeRow> = read_rows(&Path::new(CITY).join("truth/truth_changes.parquet")).unwrap().0;
    let true_decreases: BTreeSet<(PersonKey, WardCode)> = truth
        .iter()
        .filter(|row| row.direction == Direction::Decrease)
        .map(|row| (PersonKey::Register(row.person_id), row.ward_code))
        .collect();
    let certain = said.iter().filter(|row| row.certainty == Certainty::Certain && row.direction == Direction::Decrease);
    let false_ones: Vec<_> = certain.filter(|row| !true_decreases.contains(&(row.person_id, row.ward_code))).collect();
    assert!(false_ones.is_empty(), "certain decreases that the truth does not have: {false_ones:#?}");
    let key = |person: &str, reason: &str| format!("{person} {reason}");
    let said: BTreeSet<String> = said.iter().map(|row| key(&row.person_id.code(), row.reason.as_str())).collect();
    let found = truth.iter().filter(|row| said.contains(&key(&row.person_id.reveal(), row.reason.as_str()))).count();
    assert!(found as f64 >= 0.97 * truth.len() as f64, "{found} of {} true changes found", truth.len());
}

#[test]
fn two_runs_give_the_same_bytes() {
    let (a, b) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    let first = night(Path::new(CITY), a.path()).unwrap();
    let second = night(Path::new(CITY), b.path()).unwrap();
    assert_eq!(first.run_id, second.run_id);
    let (first, second) = (contents(&first.folder), contents(&second.folder));
    let names = |files: &[(PathBuf, Vec<u8>)]| files.iter().map(|(path, _)| path.clone()).collect::<Vec<_>>();
    assert_eq!(names(&first), names(&second));
    for ((path, left), (_, right)) in first.iter().zip(&second) {
        assert!(left == right, "{} differs", path.display());
    }
}

#[test]
fn explain_tells_of_an_increase_a_decrease_and_someone_undetermined() {
    let out = tempfile::tempdir().unwrap();
    let report = night(Path::new(CITY), out.path()).unwrap();
    let tables = report.folder.join("tables");
    let changes: Vec<ChangeRow> = read_rows(&tables.join("changes.parquet")).unwrap().0;
    let law: Vec<EntitlementRow> = read_rows(&tables.join("entitlements.parquet")).unwrap().0;
    let of = |direction| changes.iter().find(|row| row.direction == direction).unwrap();
    let open = law.iter().rfind(|row| row.status == EntitlementStatus::Undetermined).unwrap();
    let plan = plan();
    let wards: Vec<Ward> = plan
        .wards
        .iter()
        .map(|ward| Ward { code: ward.code, name: ward.full_name.as_str().into(), status: WardStatus::Fresh })
        .collect();
    let inputs = StoryInputs {
        tables: &tables,
        as_of: plan.as_of.unwrap(),
        pay_month: plan.as_of.unwrap().month().next(),
        wards: &wards,
    };
    let tell = |person| story(&inputs, Who::Person(person)).unwrap();
    for (row, mark) in [(of(Direction::Increase), "Tăng"), (of(Direction::Decrease), "Giảm")] {
        let text = tell(row.person_id);
        assert!(text.contains(mark) && text.contains(&*row.clause), "{} is not explained", row.reason);
    }
    let text = tell(open.person_id);
    assert!(text.contains("chưa kết luận được") && text.contains("chưa rõ"), "nothing said of what is missing");
}

#[test]
fn one_bad_file_stops_nobody_else() {
    let folder = tempfile::tempdir().unwrap();
    let city = copy_of_city(folder.path());
    let before = night(&city, &folder.path().join("a")).unwrap();
    let files: Vec<SourceFileRow> = read_rows(&before.folder.join("tables/source_files.parquet")).unwrap().0;
    let file = files.iter().find(|file| file.data_rows > 0 && file.reason.is_none()).unwrap();
    let ward = file.ward_code.unwrap();
    fs::write(city.join(&*file.file), b"PK\x03\x04 cut off").unwrap();
    let after = night(&city, &folder.path().join("b")).unwrap();
    let files: Vec<SourceFileRow> = read_rows(&after.folder.join("tables/source_files.parquet")).unwrap().0;
    let spoilt = files.iter().find(|other| other.file == file.file).unwrap();
    assert_eq!(spoilt.status.as_str(), "unreadable");
    let others = |report: &Report| -> Vec<(WardCode, String)> {
        let rows: Vec<ChangeRow> = read_rows(&report.folder.join("tables/changes.parquet")).unwrap().0;
        let lines = rows.into_iter().filter(|row| row.ward_code != ward && row.person_id.register().is_some());
        lines.map(|row| (row.ward_code, row.change_id)).collect()
    };
    let (before, after) = (others(&before), others(&after));
    let kept = before.iter().filter(|line| after.contains(line)).count();
    // A duplicate or transfer between two wards may rest on the lost list.
    assert!(kept + 2 >= before.len() && kept > 0, "{kept} of {} lines of other wards are still there", before.len());
}

#[test]
fn a_list_in_a_folder_inside_the_wards_is_set_aside_and_the_ward_is_told() {
    let folder = tempfile::tempdir().unwrap();
    let city = copy_of_city(folder.path());
    let before = night(&city, &folder.path().join("a")).unwrap();
    let files: Vec<SourceFileRow> = read_rows(&before.folder.join("tables/source_files.parquet")).unwrap().0;
    let file = files.iter().find(|file| file.data_rows > 0 && file.reason.is_none()).unwrap();
    let (place, name) = file.file.rsplit_once('/').unwrap();
    let inside = format!("{place}/dot 1/to 2/{name}");
    fs::create_dir_all(city.join(place).join("dot 1/to 2")).unwrap();
    fs::rename(city.join(&*file.file), city.join(&inside)).unwrap();
    fs::create_dir(city.join(place).join("trống")).unwrap();
    let after = night(&city, &folder.path().join("b")).unwrap();
    let files: Vec<SourceFileRow> = read_rows(&after.folder.join("tables/source_files.parquet")).unwrap().0;
    let moved = files.iter().find(|other| *other.file == *inside).unwrap();
    assert_eq!((moved.status.as_str(), moved.ward_code, &moved.hash), ("unreadable", file.ward_code, &file.hash));
    let findings: Vec<FindingRow> = read_rows(&after.folder.join("tables/findings.parquet")).unwrap().0;
    let told = findings.iter().find(|finding| finding.file.as_deref() == Some(&*inside)).unwrap();
    assert_eq!((told.check.as_str(), told.ward_code), ("file.in_subfolder", file.ward_code));
    assert!(!findings.iter().any(|finding| finding.check == "city.stranger"), "the folder is a ward's");
    let stem = name.rsplit_once('.').unwrap().0;
    let slip = format!("lists/{}/phieu_tra_lai_2026-11_{stem}.xlsx", file.ward_code.unwrap().code());
    assert!(after.folder.join(&slip).is_file(), "{slip}");
}

#[test]
fn what_cannot_be_read_or_breaks_a_limit_publishes_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let city = copy_of_city(folder.path());
    let out = folder.path().join("out");
    let published = night(&city, &out).unwrap();
    let whole = contents(&published.folder);

    fs::rename(city.join("registers/population.parquet"), city.join("registers/other.parquet")).unwrap();
    assert!(matches!(night(&city, &out), Err(RunError::Input { .. })));
    fs::rename(city.join("registers/other.parquet"), city.join("registers/population.parquet")).unwrap();

    let mut strict = plan();
    strict.limits.min_match_share = 1.0;
    strict.limits.min_read_files_share = 1.0;
    let options = Options { city: Some(city), out: Some(out.clone()), ..Options::default() };
    assert!(matches!(run(&strict, &options, &Silent), Err(RunError::Blocked(_))));
    assert_eq!(contents(&fs::canonicalize(out.join("current")).unwrap()), whole);
}

#[test]
fn a_city_without_the_register_of_deaths_is_still_published() {
    let folder = tempfile::tempdir().unwrap();
    let city = copy_of_city(folder.path());
    fs::remove_file(city.join("registers/deaths.parquet")).unwrap();
    let report = night(&city, &folder.path().join("out")).unwrap();
    assert!(report.folder.join("run.json").is_file());
}
