//! Accuracy, seconds and peak memory of `ansinh match` on the public sets FEBRL 3 and FEBRL 4:
//! `cargo bench --bench febrl -- FOLDER`. The folder holds `febrl3.parquet`, `febrl4a.parquet`,
//! `febrl4b.parquet` and their `*.truth.parquet`; the sets are not part of the project (licence).
//!
//! Models are trained on the lists alone; thresholds stand in the model files. The truth is read
//! after the verdicts. `ANSINH_SHOW=1` prints the trained models.

#![allow(missing_docs, clippy::unwrap_used, clippy::print_stdout, reason = "a bench prints its figures")]

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::time::Instant;

use ansinh::matching::{self, Matched, Model, Side};
use ansinh::model::Outcome;
use ansinh::table::open_batches;
use arrow::array::AsArray;
use arrow::compute::cast;
use arrow::datatypes::DataType;

mod measure;

use measure::{cpu_seconds, forget_peak, peak_megabytes};

type Pairs = BTreeSet<(String, String)>;

fn main() {
    let folder = std::env::args().skip(1).find(|argument| argument != "--bench");
    let Some(folder) = folder.map(PathBuf::from) else {
        println!("febrl: give the folder of the sets: cargo bench --bench febrl -- FOLDER");
        return;
    };
    measure("FEBRL 3", "febrl3", &folder.join("febrl3.parquet"), None, &folder.join("febrl3.truth.parquet"));
    let right = folder.join("febrl4b.parquet");
    measure("FEBRL 4", "febrl4", &folder.join("febrl4a.parquet"), Some(&right), &folder.join("febrl4b.truth.parquet"));
}

fn measure(title: &str, model: &str, left: &Path, right: Option<&Path>, truth: &Path) {
    forget_peak();
    let (cpu, start) = (cpu_seconds(), Instant::now());
    let model = Model::load(&Path::new("pipelines/linking").join(format!("{model}.toml"))).unwrap();
    let left = matching::read(left, &model, Side::Left).unwrap();
    let right = right.map(|right| matching::read(right, &model, Side::Right).unwrap());
    let matched = matching::match_lists(&left, right.as_ref(), &model).unwrap();
    let (wall, cpu) = (start.elapsed().as_secs_f64(), cpu_seconds() - cpu);
    let peak = peak_megabytes();
    if std::env::var_os("ANSINH_SHOW").is_some() {
        println!("{}", matched.report);
    }
    let truth = read_truth(truth);
    println!("{title}: {wall:.2} s wall, {cpu:.2} s CPU, peak {peak} MB, {:?} candidates", matched.candidates);
    score("  verdicts", &verdicts(&matched, |pair| pair.outcome == Outcome::Matched), &truth);
    score("  single pairs at 0.95", &verdicts(&matched, |pair| pair.probability >= 0.95), &truth);
}

fn verdicts(matched: &Matched, wanted: impl Fn(&ansinh::table::matching::PairRow) -> bool) -> Pairs {
    let pairs = matched.pairs.iter().filter(|pair| wanted(pair));
    pairs.map(|pair| ordered(pair.left_id.reveal(), pair.right_id.reveal())).collect()
}

fn ordered(a: &str, b: &str) -> (String, String) {
    if a < b { (a.to_owned(), b.to_owned()) } else { (b.to_owned(), a.to_owned()) }
}

fn read_truth(path: &Path) -> Pairs {
    let mut pairs = Pairs::new();
    for batch in open_batches(path, &[]).unwrap() {
        let batch = batch.unwrap();
        let columns: Vec<_> =
            batch.columns()[..2].iter().map(|column| cast(column, &DataType::Utf8).unwrap()).collect();
        let [a, b] = [0, 1].map(|at| columns[at].as_string::<i32>());
        pairs.extend((0..batch.num_rows()).map(|row| ordered(a.value(row), b.value(row))));
    }
    pairs
}

fn score(what: &str, found: &Pairs, truth: &Pairs) {
    let right = found.intersection(truth).count() as f64;
    let (precision, recall) = (right / found.len() as f64, right / truth.len() as f64);
    println!(
        "{what}: precision {precision:.5}, recall {recall:.5}, F1 {:.5} ({} wrong, {} missed of {})",
        2.0 * right / (found.len() + truth.len()) as f64,
        found.len() - right as usize,
        truth.len() - right as usize,
        truth.len()
    );
}
