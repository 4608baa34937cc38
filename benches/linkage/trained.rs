//! What training costs, and linking with what its pass brought.

use std::hash::{DefaultHasher, Hash, Hasher};
use std::path::Path;
use std::time::Instant;

use ansinh::link::{self, COLUMNS, Model, Query, Training, Verdict};
use ansinh::registers::Population;

use crate::measure::{cpu_seconds, forget_peak, peak_megabytes};

/// A model, and what it cost to train it and to link with it.
pub(crate) struct Trained {
    pub(crate) model: Model,
    pub(crate) cost: String,
    /// Digest of the verdicts.
    pub(crate) verdicts: u64,
}

/// Trains a model on the rows, without their truth, keeps it, and links the rows with it.
pub(crate) fn train(path: &Path, queries: &[Query], population: &Population, model: &Model, seed: u64) -> Trained {
    forget_peak();
    let (cpu, start) = (cpu_seconds(), Instant::now());
    let training = Training {
        version: path.file_stem().unwrap().to_string_lossy().into_owned(),
        origin: format!("a city of benches/linkage, seed {seed}"),
        seed,
    };
    let (trained, mut held) = link::train(queries, population.batches(COLUMNS).unwrap(), model, &training).unwrap();
    let (wall, spent, peak) = (start.elapsed().as_secs_f64(), cpu_seconds() - cpu, peak_megabytes());
    println!("trained in {wall:.2} s wall, {spent:.2} s CPU, peak {peak} MB");
    let (own_pass, linked) = match held.judged(&trained.model).unwrap() {
        Some(linked) => ("", linked),
        None => {
            drop(held);
            let register = link::Register::Batches(population.batches(COLUMNS).unwrap());
            (", in a pass of its own", link::link_ruled(queries, register, &trained.model, &[]).unwrap())
        }
    };
    let (both, cpu, peak) = (start.elapsed().as_secs_f64(), cpu_seconds() - cpu, peak_megabytes());
    let cost = format!(
        "training and linking together {both:.2} s wall, {cpu:.2} s CPU, peak {peak} MB (training {wall:.2} s, then \
         linking {:.2} s{own_pass})",
        both - wall
    );
    println!("{cost}; {:?}", linked.tally);
    println!("  {}", trained.report.found.join("\n  "));
    for bin in &trained.report.calibration {
        println!("  from {:<7} {:10.1} rows, said {:.5}, right {:.5}", bin.from, bin.rows, bin.said, bin.right);
    }
    println!("  limits {:?}", trained.report.limits);
    std::fs::write(path, &trained.text).unwrap();
    Trained { model: trained.model, cost, verdicts: digest(&linked.verdicts) }
}

/// A number of all that the verdicts say.
pub(crate) fn digest(verdicts: &[Verdict]) -> u64 {
    let mut hasher = DefaultHasher::new();
    for verdict in verdicts {
        // Their own debug texts hide who is meant.
        (verdict.person_id, verdict.best, verdict.runner_up_id).hash(&mut hasher);
        format!("{verdict:?}").hash(&mut hasher);
    }
    hasher.finish()
}
