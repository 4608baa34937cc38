//! Rows a second through ingest, from files to raw rows, on two threads.
//!
//! ```text
//! cargo bench --bench workbooks -- [--city DIR] [--times 5] [--threads 2] [--only xlsx]
//! ```
//!
//! Without `--city`, a city of 60 000 people in 24 wards is generated in the temporary folder. Told are
//! rows of all kinds and data rows a second, by wall clock and by processor time (on a machine that
//! others use too, the second is the fairer one), for all files and for each format by itself.
//!
//! `--digest` tells one number over all that came out, for a change that must not change a reading.
//!
//! Measured on 2026-11-22 on a city of 276 files and 421 962 rows (396 827 of them data) on two cores that
//! six builds shared (load 8 to 9), rows a second for each core of processor time: all 91 466 (54 517 before
//! xlsx was read in one pass, minutes before on the same machine), xlsx 121 820, xls 124 160, csv 95 565, ods
//! 50 903. So two cores of one's own give about 180 000 rows a second by processor time; by wall clock,
//! under that load, it was 42 904. What no load disturbs: 56 thousand million instructions for a pass over
//! the city, 102 before.
//!
//! Where the rest goes (`perf record -F 99 --call-graph dwarf`, shares of each format's time):
//!
//! | | xlsx | xls | ods | csv |
//! |---|---|---|---|---|
//! | cells and layout out of the file | 41 | 36 | 69 | 29 |
//! | of it: unpacking | 9 | | 8 | |
//! | of it: shared strings, styles, names | 14 | 14 | | |
//! | of it: what it would cost, asked before | | | 17 | |
//! | of it: encoding | | | | 22 |
//! | telling bombs, format | 5 | | 1 | |
//! | headings, kinds of rows, cells of people | 48 | 51 | 24 | 53 |
//! | of it: cells of people, filled down | 13 | 15 | 12 | 16 |
//! | of it: columns by content | 8 | 7 | 1 | 15 |
//! | of it: legacy letters | 3 | 6 | 1 | 4 |
//! | giving the memory back | 3 | 4 | 2 | 4 |
//!
//! The next thing to mend is `.ods`: its XML is gone through three times (cost, layout, the library's own
//! reading), as `.xlsx` was.
#![allow(
    clippy::unwrap_used,
    clippy::print_stdout,
    reason = "a measuring program: it stops where it stands, and prints"
)]

use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Instant;

use ansinh::ingest::{Forms, Submission, ingest};
use ansinh::model::{Coded, Month, WardCode};

mod measure;

use measure::cpu_seconds;

fn value(name: &str) -> Option<String> {
    let arguments: Vec<String> = std::env::args().collect();
    let at = arguments.iter().position(|argument| argument == name)?;
    arguments.get(at + 1).cloned()
}

fn city() -> PathBuf {
    if let Some(city) = value("--city") {
        return city.into();
    }
    let city = std::env::temp_dir().join("ansinh-bench-workbooks");
    if !city.join("submissions").is_dir() {
        let made = Command::new(env!("CARGO_BIN_EXE_ansinh"))
            .args(["generate", "--people", "60000", "--wards", "24", "--seed", "7", "--out"])
            .arg(&city)
            .status();
        assert!(made.unwrap().success());
    }
    city
}

/// All submitted files of a city.
fn submissions(city: &Path) -> Vec<Submission> {
    let list = |folder: &Path| -> Vec<PathBuf> {
        let mut paths: Vec<PathBuf> = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
        paths.sort();
        paths
    };
    let name = |path: &Path| path.file_name().unwrap().to_str().unwrap().to_owned();
    let mut found = Vec::new();
    for month in list(&city.join("submissions")) {
        for ward in list(&month) {
            for path in list(&ward) {
                let (period, code) = (Month::from_code(&name(&month)).unwrap(), name(&ward));
                let file = format!("submissions/{}/{code}/{}", period, name(&path)).into();
                found.push(Submission { path, file, ward: WardCode::from_digits(&code).unwrap(), period, modified: 0 });
            }
        }
    }
    found
}

fn measure(name: &str, files: &[Submission], forms: &Forms, times: u32) {
    let _ = ingest(files, forms);
    let (wall, spent) = (Instant::now(), cpu_seconds());
    let (mut rows, mut data) = (0_usize, 0_usize);
    for _ in 0..times {
        let out = ingest(files, forms);
        rows += out.rows.len();
        data += out.files.iter().map(|file| file.data_rows as usize).sum::<usize>();
    }
    let (wall, spent) = (wall.elapsed().as_secs_f64(), cpu_seconds() - spent);
    let (rows, data) = (rows as f64, data as f64);
    println!(
        "{name:<6} {:>4} files {:>8.0} rows {:>8.0} data rows  {:>9.0} rows/s wall  {:>9.0} rows/s per core of processor time",
        files.len(),
        rows / f64::from(times),
        data / f64::from(times),
        rows / wall,
        rows / spent,
    );
}

/// A digest of all that came out, values included: two programs that read alike have the same one.
fn digest(files: &[Submission], forms: &Forms) -> String {
    let out = ingest(files, forms);
    let mut hasher = blake3::Hasher::new();
    let mut add = |text: String| _ = hasher.update(text.as_bytes()).update(b"\n");
    out.files.iter().for_each(|file| add(format!("{file:?}")));
    out.rows.iter().for_each(|row| add(format!("{row:?}")));
    out.columns.iter().for_each(|column| add(format!("{column:?}")));
    for finding in &out.findings {
        add(format!(
            "{finding:?}{}{:?}",
            finding.issue.raw.reveal(),
            finding.issue.suggestion.as_ref().map(|s| s.reveal().to_owned())
        ));
    }
    for row in &out.raw {
        add(format!("{row:?}"));
        row.cells.iter().for_each(|cell| add(cell.value.reveal()));
    }
    hasher.finalize().to_hex().to_string()
}

fn main() {
    let threads = value("--threads").map_or(2, |text| text.parse().unwrap());
    let times = value("--times").map_or(5, |text| text.parse().unwrap());
    rayon::ThreadPoolBuilder::new().num_threads(threads).build_global().unwrap();
    let forms = Forms::load(Path::new("pipelines/forms")).unwrap();
    let files = submissions(&city());
    if std::env::args().any(|argument| argument == "--digest") {
        return println!("{}", digest(&files, &forms));
    }
    let only = value("--only");
    if only.is_none() {
        measure("all", &files, &forms, times);
    }
    for ending in ["xlsx", "xls", "ods", "csv"] {
        let some: Vec<Submission> =
            files.iter().filter(|file| file.path.extension().is_some_and(|e| e == ending)).cloned().collect();
        if !some.is_empty() && only.as_ref().is_none_or(|only| only == ending) {
            measure(ending, &some, &forms, times);
        }
    }
}
