//! The zoo: workbooks and text files as clerks write them, one quirk each and many together. Every
//! row must be read as what it is and every value must stand in its field.
//!
//! `cargo test --test zoo -- --nocapture` prints the table "quirk | files | rows | wrong".

#![allow(clippy::unwrap_used, reason = "a test ends where it goes wrong")]
#![allow(clippy::too_many_lines, reason = "cases are data: a page of text each")]

mod check;
mod clerks;
mod ends;
mod layouts;
mod long;
mod mix;
mod open;
mod page;
mod persons;
mod spread;
mod text;
mod values;
mod versions;
mod xls;
mod xlsb;
mod xlsx;

use std::collections::BTreeMap;
use std::fmt::Write as _;

use check::{Case, Want};

/// Reads all cases and counts, by quirk, files, data rows and files with anything wrong.
fn table(cases: &[Case]) -> (String, Vec<String>) {
    let mut lines: BTreeMap<&str, (usize, usize, usize)> = BTreeMap::new();
    let mut failures = Vec::new();
    for case in cases {
        let wrong = check::check(case);
        let rows = match &case.want {
            Want::Rows(page, _) => page.people.len() + page.set_aside.len(),
            Want::Aside(..) => 0,
        };
        let line = lines.entry(case.quirk).or_default();
        line.0 += 1;
        line.1 += rows;
        line.2 += wrong.len();
        if !wrong.is_empty() {
            failures.push(format!("{} ({})\n    {}", case.quirk, case.name, wrong.join("\n    ")));
        }
    }
    let mut out = "| quirk | files | rows | wrong |\n|---|---|---|---|\n".to_owned();
    for (quirk, (files, rows, wrong)) in &lines {
        let _ = writeln!(out, "| {quirk} | {files} | {rows} | {wrong} |");
    }
    let sum = lines.values().fold((0, 0, 0), |sum, line| (sum.0 + line.0, sum.1 + line.1, sum.2 + line.2));
    let _ = writeln!(out, "| {} quirks | {} | {} | {} |", lines.len(), sum.0, sum.1, sum.2);
    (out, failures)
}

#[test]
#[allow(clippy::print_stdout, reason = "the table is for the reader of the test")]
fn every_row_of_the_zoo_is_read() {
    let mut cases = layouts::cases();
    cases.extend(values::cases());
    cases.extend(clerks::cases());
    cases.extend(persons::cases());
    cases.extend(spread::cases());
    cases.extend(versions::cases());
    cases.extend(ends::cases());
    cases.extend(mix::cases());
    if let Ok(only) = std::env::var("ZOO") {
        cases.retain(|case| case.quirk.contains(&only) || case.name.contains(&only));
    }
    let (table, failures) = table(&cases);
    println!("{table}");
    assert!(failures.is_empty(), "{} files read wrong:\n{}", failures.len(), failures.join("\n"));
}
