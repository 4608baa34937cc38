//! A run as of an earlier day over the inputs of today gives what a run over the inputs of that day gave.

use std::fs;
use std::path::{Path, PathBuf};

use ansinh::model::{Coded, Date, LifeStatus};
use ansinh::plan::{Arrival, Plan};
use ansinh::run::{Options, Silent, run};
use ansinh::table::inputs::{
    DeathRow, DisabilityRow, InstitutionRow, PaymentRow, PensionRow, PopulationRow, PovertyRow, SchoolingRow,
};
use ansinh::table::outputs::{ArrearsRow, ChangeRow};
use ansinh::table::{Table, read_rows, write_rows};

use crate::night::{copy, copy_of_city};

fn day(text: &str) -> Date {
    Date::from_code(text).unwrap()
}

/// Rewrites a table: what `keep` gives for each row stays.
fn rewrite<T: Table>(city: &Path, name: &str, keep: impl Fn(T) -> Option<T>) -> usize {
    let path = city.join(name);
    let rows: Vec<T> = read_rows(&path).unwrap().0;
    let before = rows.len();
    let kept: Vec<T> = rows.into_iter().filter_map(keep).collect();
    write_rows(&path, &kept).unwrap();
    before - kept.len()
}

/// Takes away from a city what had not arrived by a day. A plain derivation of its own: nothing of the
/// program decides it. Gives the rows taken away.
fn cut(city: &Path, as_of: Date) -> usize {
    let by = |known: Date| known <= as_of;
    let known_end = |end: Option<Date>| end.filter(|&end| by(end));
    let mut gone = 0;
    gone += rewrite::<DeathRow>(city, "registers/deaths.parquet", |row| {
        (by(row.death_date) && row.registered_on.is_none_or(by)).then_some(row)
    });
    gone += rewrite::<PensionRow>(city, "registers/pensions.parquet", |row| {
        by(row.valid_from).then(|| PensionRow { valid_to: known_end(row.valid_to), ..row })
    });
    gone += rewrite::<PovertyRow>(city, "registers/poverty.parquet", |row| by(row.valid_from).then_some(row));
    gone += rewrite::<DisabilityRow>(city, "registers/disability.parquet", |row| {
        by(row.issued_on).then(|| DisabilityRow { withdrawn_on: known_end(row.withdrawn_on), ..row })
    });
    gone += rewrite::<SchoolingRow>(city, "registers/schooling.parquet", |row| by(row.valid_from).then_some(row));
    gone += rewrite::<InstitutionRow>(city, "registers/institutions.parquet", |row| {
        by(row.valid_from).then(|| InstitutionRow { valid_to: known_end(row.valid_to), ..row })
    });
    gone += rewrite::<PaymentRow>(city, "ledger/payments.parquet", |row| (row.month <= as_of.month()).then_some(row));
    gone + population(city, as_of)
}

/// The population register of a day, as far as it writes days: who was not born yet, who lived still,
/// who had not moved yet.
fn population(city: &Path, as_of: Date) -> usize {
    rewrite::<PopulationRow>(city, "registers/population.parquet", |mut row| {
        if row.birth_date.is_some_and(|birth| birth.earliest() > as_of) {
            return None;
        }
        if row.death_date.is_some_and(|day| day > as_of) {
            (row.death_date, row.life_status) = (None, LifeStatus::Alive);
        }
        if let (Some(ward), true) = (row.previous_ward_code, row.residence_since.is_some_and(|day| day > as_of)) {
            (row.ward_code, row.previous_ward_code, row.residence_since) = (ward, None, None);
        }
        Some(row)
    })
}

fn tables(city: &Path, out: &Path, as_of: Date, arrival: Arrival) -> (PathBuf, Vec<(String, Vec<u8>)>) {
    let mut plan = Plan::load(Path::new("pipelines/nightly.toml")).unwrap_or_else(|mistakes| panic!("{mistakes:?}"));
    plan.arrival = arrival;
    let (city, out, as_of) = (Some(city.to_owned()), Some(out.to_owned()), Some(as_of));
    let options = Options { city, out, as_of, ..Options::default() };
    let folder = run(&plan, &options, &Silent).unwrap().folder.join("tables");
    let mut files: Vec<(String, Vec<u8>)> = fs::read_dir(&folder)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .map(|path| (path.file_name().unwrap().to_str().unwrap().to_owned(), fs::read(path).unwrap()))
        .collect();
    files.sort();
    (folder, files)
}

/// Both runs of a day say the same: over the city of that day, and over the one to which more came.
#[track_caller]
fn check(as_of: Date, arrival: Arrival, prepare: impl Fn(&Path), arrives_later: impl Fn(&Path)) {
    let folder = tempfile::tempdir().unwrap();
    let full = copy_of_city(folder.path());
    prepare(&full);
    let short = folder.path().join("short");
    copy(&full, &short);
    assert!(cut(&short, as_of) > 0, "something arrived later");
    arrives_later(&full);
    // A night of today has kept its register for the nights after it.
    tables(&full, &folder.path().join("full-out"), day("2026-11-20"), arrival);
    let (said, of_full) = tables(&full, &folder.path().join("full-out"), as_of, arrival);
    let (_, of_short) = tables(&short, &folder.path().join("short-out"), as_of, arrival);
    let names = |files: &[(String, Vec<u8>)]| files.iter().map(|(name, _)| name.clone()).collect::<Vec<_>>();
    assert_eq!(names(&of_full), names(&of_short));
    let differ = of_full.iter().zip(&of_short).filter(|(a, b)| a.1 != b.1).map(|((name, _), _)| name.as_str());
    let differ: Vec<&str> = differ.collect();
    assert!(differ.is_empty(), "as of {as_of} these tables differ: {differ:?}");
    let changes: Vec<ChangeRow> = read_rows(&said.join("changes.parquet")).unwrap().0;
    let arrears: Vec<ArrearsRow> = read_rows(&said.join("arrears.parquet")).unwrap().0;
    assert!(changes.len() > 5 && !arrears.is_empty(), "{} changes, {} months", changes.len(), arrears.len());
}

fn sent_for(city: &Path, month: &str) {
    let to = city.join("submissions").join(month);
    copy(&city.join("submissions/2026-11"), &to);
}

#[test]
fn rows_that_registers_got_later_are_not_used() {
    check(day("2026-11-05"), Arrival::Period, |_| (), |_| ());
}

#[test]
fn lists_and_closed_months_of_later_are_not_used() {
    // October's lists are November's; what was sent for November comes on top.
    let october = |city: &Path| {
        sent_for(city, "2026-10");
        fs::remove_dir_all(city.join("submissions/2026-11")).unwrap();
    };
    check(day("2026-10-20"), Arrival::Period, october, |city| {
        let (from, to) = (city.join("submissions/2026-10"), city.join("submissions/2026-11"));
        copy(&from, &to);
    });
}

#[test]
fn a_file_that_a_ward_sent_later_is_not_used() {
    let set = |city: &Path, later: bool| {
        let ward = fs::read_dir(city.join("submissions/2026-11")).unwrap().next().unwrap().unwrap().path();
        let file = fs::read_dir(ward).unwrap().map(|entry| entry.unwrap().path()).min().unwrap();
        let copy = file.with_file_name(format!("z {}", file.file_name().unwrap().to_str().unwrap()));
        if later {
            fs::copy(&file, &copy).unwrap();
        }
        let noon = |day: Date| std::time::UNIX_EPOCH + std::time::Duration::from_secs(day.epoch_days() as u64 * 86_400);
        for entry in walk(&city.join("submissions")) {
            let time = if entry == copy { noon(day("2026-11-06")) } else { noon(day("2026-11-05")) };
            fs::File::options().write(true).open(entry).unwrap().set_modified(time).unwrap();
        }
    };
    let touched = |city: &Path| set(city, false);
    check(day("2026-11-05"), Arrival::Modified, touched, |city| set(city, true));
}

fn walk(folder: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    entries.flat_map(|path| if path.is_dir() { walk(&path) } else { vec![path] }).collect()
}
