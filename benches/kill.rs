//! Kills a run at random moments and looks whether the last published run is still whole.
//!
//! ```text
//! cargo bench --bench kill -- [--times 20] [--seed 1]
//! ```
#![allow(
    clippy::unwrap_used,
    clippy::print_stdout,
    reason = "a measuring program: it stops where it stands, and prints"
)]

use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

/// Every file of the published run with its digest.
fn published(out: &Path) -> Vec<(PathBuf, blake3::Hash)> {
    fn walk(folder: &Path, found: &mut Vec<(PathBuf, blake3::Hash)>) {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                walk(&path, found);
            } else {
                found.push((path.clone(), blake3::hash(&std::fs::read(&path).unwrap())));
            }
        }
    }
    let current = std::fs::canonicalize(out.join("current")).unwrap();
    let mut found = Vec::new();
    walk(&current, &mut found);
    found.sort_by(|a, b| a.0.cmp(&b.0));
    found
}

fn start(out: &Path, as_of: &str) -> Child {
    Command::new(env!("CARGO_BIN_EXE_ansinh"))
        .args(["run", concat!(env!("CARGO_MANIFEST_DIR"), "/pipelines/nightly.toml"), "--as-of", as_of, "--out"])
        .arg(out)
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .unwrap()
}

fn value(name: &str, otherwise: u64) -> u64 {
    let arguments: Vec<String> = std::env::args().collect();
    let at = arguments.iter().position(|argument| argument == name);
    at.and_then(|at| arguments.get(at + 1)).map_or(otherwise, |text| text.parse().unwrap())
}

fn main() {
    let out = std::env::temp_dir().join("ansinh-kill");
    let _ = std::fs::remove_dir_all(&out);
    let begin = Instant::now();
    assert!(start(&out, "2026-11-20").wait().unwrap().code().is_some_and(|code| code <= 1));
    let whole = begin.elapsed();
    let tables = |out: &Path| -> Vec<_> {
        // Times of day stand in `run.json` alone.
        published(out).into_iter().filter(|(path, _)| !path.ends_with("run.json")).collect()
    };
    let before = tables(&out);
    let (mut random, mut finished) = (value("--seed", 1), 0);
    let times = value("--times", 20);
    for _ in 0..times {
        // Same mixing as splitmix64; any spread of moments will do.
        random = random.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mixed = (random ^ (random >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let moment = whole.mul_f64((mixed >> 40) as f64 / (1_u64 << 24) as f64);
        // Another day, so that what the killed run would publish differs from what is there.
        let mut child = start(&out, "2026-11-21");
        std::thread::sleep(moment.max(Duration::from_millis(1)));
        if child.try_wait().unwrap().is_some() {
            // It was faster than the moment and published: back to the run that is compared.
            finished += 1;
            assert!(start(&out, "2026-11-20").wait().unwrap().code().is_some_and(|code| code <= 1));
            continue;
        }
        child.kill().unwrap();
        child.wait().unwrap();
        assert_eq!(tables(&out), before, "a run killed after {moment:?} damaged the published one");
    }
    println!("{times} runs, {} killed between 0 and {whole:?}, published run unchanged", times - finished);
    assert!(start(&out, "2026-11-20").wait().unwrap().code().is_some_and(|code| code <= 1));
    assert_eq!(tables(&out), before, "the next run gives other bytes");
    println!("the next run publishes the same bytes");
}
