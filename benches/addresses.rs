//! Addresses a second on one core, and how many are read right:
//! `cargo bench --bench addresses -- [seed=N] [count=N] [missed=N] [csv=FILE] [rounds=N]`.
//!
//! What is timed is everything from the raw text to the verdict: encoding, cleaning, reading. Where
//! the rest goes (perf, city and hard addresses together, 2026-11-22): cleaning and decoding a third
//! (a fifth of the hard ones are in a legacy font or half-typed), looking up every run of words a
//! fifth, slips a tenth, readings a tenth, memory for texts a sixth. The index of names takes 3.7 MB.

#![allow(missing_docs, clippy::unwrap_used, clippy::print_stdout, reason = "a bench prints its figures")]

#[path = "../tests/suite/addresses/generator/mod.rs"]
mod generator;

use std::time::Instant;

use ansinh::normalize::address::{Within, home, read_address};
use ansinh::normalize::text::clean;

use generator::{Case, Mix, World, cases, lexicon, measure, to_csv};

fn main() {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let value = |name: &str| arguments.iter().find_map(|argument| argument.strip_prefix(name)).map(str::to_owned);
    let number = |name: &str, usual: usize| value(name).map_or(usual, |text| text.parse().unwrap());
    let (seed, count) = (number("seed=", 1) as u64, number("count=", 20_000));
    let started = Instant::now();
    lexicon();
    println!("reference files: {:.2} s", started.elapsed().as_secs_f64());
    println!("index of names: {:.1} MB", lexicon().gazetteer.index_bytes() as f64 / 1e6);
    let world = World::load();
    let hard = cases(&world, Mix::HARD, count, seed);
    if let Some(file) = value("csv=") {
        std::fs::write(file, to_csv(&hard)).unwrap();
        return;
    }
    let city = cases(&world, Mix::CITY, count, seed);
    let rounds = number("rounds=", 7);
    for (name, list) in [("city", &city), ("hard", &hard)].into_iter().take(if rounds > 7 { 0 } else { 2 }) {
        let score = measure(list);
        println!("\n{name}: {} addresses\n{}", list.len(), score.table());
        let shown = number("missed=", 0);
        score.missed.iter().take(if name == "hard" { shown } else { shown / 4 }).for_each(|line| println!("  {line}"));
    }
    for (name, list) in [("city", &city), ("hard", &hard)] {
        println!("{name}: {:.0} addresses a second", speed(list, rounds));
    }
}

/// Addresses a second: the best round of each part of the list, since other work on the machine
/// only slows.
fn speed(list: &[Case], rounds: usize) -> f64 {
    let within = Within::of_province(home());
    let mut seconds = 0.0;
    for part in list.chunks(500) {
        let mut best = f64::MAX;
        for _ in 0..rounds {
            let started = Instant::now();
            let mut decided = 0;
            for case in part {
                let cleaned = clean(&case.address, None, lexicon());
                decided += usize::from(read_address(&cleaned.text, within, lexicon()).ward.is_some());
            }
            std::hint::black_box(decided);
            best = best.min(started.elapsed().as_secs_f64());
        }
        seconds += best;
    }
    list.len() as f64 / seconds
}
