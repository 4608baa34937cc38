//! How long a simulation of a published run takes.
//!
//! ```text
//! ansinh run pipelines/nightly.toml --city CITY --out OUT
//! cargo bench --bench simulate -- OUT [RULES]
//! ```
//!
//! Without RULES the draft is the law in force with a resolution of the city that raises the rate.
//! Three runs; the fastest counts. Stages go to standard output.
//!
//! Measured: a generated city of 4.97 million people, 334,688 enrolled or cared for and 383,824
//! candidates, 12 months, both laws: 4.0 to 4.6 CPU seconds and 1.15 GB; 8.6 to 9.5 s on two cores
//! that gave it less than half of one. The budget of 24 months: 5.5 CPU seconds.
#![allow(
    clippy::unwrap_used,
    clippy::print_stdout,
    reason = "a measuring program: it stops where it stands, and prints"
)]

use std::fs;
use std::path::{Path, PathBuf};
use std::time::Instant;

use ansinh::forecast::Settings;
use ansinh::rules::Law;
use ansinh::run::{Laws, SimulateOptions, Watch, simulate};

const RESOLUTION: &str = r#"name = "base_rate_resolution_2027"
rate = "base_rate"
vi = "mức chuẩn"
unit = "VND/month"
areas = [30, 31]
value = [{ from = 2027-01-01, amount = 800_000, clause = "NQ 99/2026/NQ-HĐND", source = "NQ 99/2026/NQ-HĐND, Điều 3", checked_on = 2026-12-20, confidence = "confirmed" }]
"#;

struct Stages;

impl Watch for Stages {
    fn begin(&self, _: &'static str) {}
    fn end(&self, stage: &'static str, seconds: f64, counts: &[(&'static str, u64)]) {
        println!("  {stage:<10} {seconds:>6.2} s  {counts:?}");
    }
}

fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).unwrap();
    for entry in fs::read_dir(from).unwrap().flatten() {
        let target = to.join(entry.file_name());
        if entry.path().is_dir() { copy(&entry.path(), &target) } else { _ = fs::copy(entry.path(), target).unwrap() }
    }
}

/// The draft folder: that of the command line, or the law in force with a new rate.
fn draft(given: Option<&String>, scratch: &Path) -> PathBuf {
    if let Some(given) = given {
        return given.into();
    }
    copy(Path::new("pipelines/rules"), scratch);
    fs::write(scratch.join("parameters/base_rate_resolution_2027.toml"), RESOLUTION).unwrap();
    scratch.to_owned()
}

fn main() {
    let arguments: Vec<String> = std::env::args().skip(1).filter(|argument| argument != "--bench").collect();
    let Some(out) = arguments.first() else {
        println!("usage: cargo bench --bench simulate -- OUT [RULES]");
        return;
    };
    let scratch = std::env::temp_dir().join(format!("ansinh-simulate-{}", std::process::id()));
    let rules = draft(arguments.get(1), &scratch.join("rules"));
    let options = SimulateOptions {
        out: out.into(),
        target: scratch.join("results"),
        draft: "bench".to_owned(),
        from: None,
        months: 12,
        month: None,
        candidate_age: 70,
    };
    let mut fastest = f64::INFINITY;
    for _ in 0..3 {
        let start = Instant::now();
        let (current, draft) = rayon::join(|| Law::load(Path::new("pipelines/rules")), || Law::load(&rules));
        let (current, draft) = (current.unwrap(), draft.unwrap());
        let settings = Settings::parse(&fs::read_to_string("pipelines/forecast.toml").unwrap()).unwrap();
        println!("  {:<10} {:>6.2} s", "laws", start.elapsed().as_secs_f64());
        let laws = Laws { current: &current, draft: &draft, settings: &settings };
        let summary = simulate(laws, &options, &Stages).unwrap();
        fastest = fastest.min(start.elapsed().as_secs_f64());
        print!("{summary}");
    }
    fs::remove_dir_all(&scratch).unwrap();
    println!("simulate: fastest of 3: {fastest:.2} s");
}
