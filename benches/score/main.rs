//! Scores published runs against the truth of generated cities.
//!
//! ```text
//! cargo bench --bench score -- --people 50000 --wards 12 --seeds 901,902,903
//! cargo bench --bench score -- --city DIR --out DIR        a city and a run that are there
//! ```
//!
//! For each city: every truth row found with its kind and disposition, precision and F1 of the
//! matched records, precision and recall of the changes, decreases marked certain that the truth does
//! not have, months still to settle that are right to the đồng, and wards whose bridge balances.
//! Figures only, no names.
#![allow(
    clippy::unwrap_used,
    clippy::print_stdout,
    reason = "a measuring program: it stops where it stands, and prints"
)]

mod arrears;
mod changes;
mod linkage;
mod rows;

use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Instant;

/// A share as text, with its two counts.
fn share(part: usize, whole: usize) -> String {
    if whole == 0 {
        return "- (0/0)".to_owned();
    }
    format!("{:.4} ({part}/{whole})", part as f64 / whole as f64)
}

/// The value behind a flag.
fn flag(arguments: &[String], name: &str) -> Option<String> {
    arguments.iter().position(|argument| argument == name).and_then(|at| arguments.get(at + 1).cloned())
}

/// Runs the program itself, as a user would, and gives wall seconds.
fn ansinh(arguments: &[&str]) -> f64 {
    let start = Instant::now();
    let output = Command::new(env!("CARGO_BIN_EXE_ansinh")).args(arguments).output().unwrap();
    let code = output.status.code().unwrap_or(-1);
    assert!(
        (0..=1).contains(&code),
        "ansinh {arguments:?} ended with {code}: {}",
        String::from_utf8_lossy(&output.stderr)
    );
    start.elapsed().as_secs_f64()
}

fn score(city: &Path, out: &Path) {
    let tables = out.join("current/tables");
    let truth = city.join("truth");
    rows::score(&tables, &truth);
    linkage::score(&tables, &truth);
    changes::score(&tables, &truth);
    arrears::score(city, &tables, &truth);
}

fn main() {
    let arguments: Vec<String> = std::env::args().collect();
    if let (Some(city), Some(out)) = (flag(&arguments, "--city"), flag(&arguments, "--out")) {
        score(Path::new(&city), Path::new(&out));
        return;
    }
    let value = |name: &str, otherwise: &str| flag(&arguments, name).unwrap_or_else(|| otherwise.to_owned());
    let (people, wards) = (value("--people", "50000"), value("--wards", "12"));
    let folder = flag(&arguments, "--keep").map_or_else(|| std::env::temp_dir().join("ansinh-score"), PathBuf::from);
    for seed in value("--seeds", "901,902,903").split(',') {
        let (city, out) = (folder.join(format!("city-{seed}")), folder.join(format!("out-{seed}")));
        let (city_text, out_text) = (city.to_str().unwrap(), out.to_str().unwrap());
        let generated =
            ansinh(&["generate", "--out", city_text, "--people", &people, "--wards", &wards, "--seed", seed]);
        let plan = concat!(env!("CARGO_MANIFEST_DIR"), "/pipelines/nightly.toml");
        let ran = ansinh(&["run", plan, "--city", city_text, "--out", out_text]);
        println!("\n== seed {seed}: {people} people, {wards} wards; generated in {generated:.1} s, run in {ran:.2} s");
        score(&city, &out);
    }
}
