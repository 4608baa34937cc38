//! Fuzzing: damaged inputs through the readers, in this repository's own harness.
//!
//! ```text
//! cargo bench --bench fuzz -- --texts 10000000 --seed 1
//! cargo bench --bench fuzz -- --workbooks 20000 --seed 1
//! ```
//!
//! Texts: each input is made from its number and the seed, read by every normaliser and read again.
//! The run fails on a panic, on an input that takes more than 50 ms by the wall, on a reading that is not
//! stable and on memory over 1 GB. The machine is shared: an input over that time is read again up to three
//! times, alone, when all others are done, and its smallest time counts (a reading that hangs does so each
//! time). A case is shown by its number alone: `--texts 1 --seed S --case N` runs it again, with its panic
//! message. Each half million inputs, and a violation as it is found, are told on stderr. `--digest N --seed S`
//! prints one number over what names and addresses were read as, for a change that must not change a reading.
//!
//! Measured 2026-11-22, user time on one core of two that others used: 3,850 texts a second (20,000 of seed 3 in
//! 5.2 s), and 800 before, when two thirds of the time went into comparing odd words of names with every name
//! in use (letters, look-up of speech and marks of each). Same digest before and after (60,000 of seed 7). Where
//! the rest goes (perf): memory for texts a fifth, seeking words in texts a tenth, slips of names a tenth,
//! readings in legacy sets a tenth. The slowest are cells of 32,767 characters, the longest a spreadsheet holds:
//! 30 to 40 ms through all readers alone on a core (277 million instructions), more by the clock of a machine
//! where others wait. Of 10,000,000 texts of seed 20261122 on two threads 7,028,252 were read in 62 minutes of
//! such a machine before the run was stopped: no panic, none that was not stable, 22 MB.
#![allow(
    missing_docs,
    clippy::unwrap_used,
    clippy::print_stdout,
    clippy::print_stderr,
    reason = "a measuring program: it stops where it stands, and prints"
)]

#[path = "../../tests/suite/text/corpus.rs"]
mod corpus;
mod drive;
#[path = "../../tests/suite/text/encode.rs"]
mod encode;
#[path = "../measure/mod.rs"]
mod measure;
mod texts;
mod workbooks;

use std::process::ExitCode;

use drive::Run;

/// Most memory that the run may ever hold, in MB.
const MOST_MEMORY: u64 = 1_000;

/// The number after an argument's name.
fn number(name: &str) -> Option<u64> {
    let arguments: Vec<String> = std::env::args().collect();
    let at = arguments.iter().position(|argument| argument == name)?;
    arguments.get(at + 1)?.replace('_', "").parse().ok()
}

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().collect();
    if let Some(at) = arguments.iter().position(|argument| argument == "--workbooks-child") {
        let value = |n: usize| arguments[at + n].parse().unwrap();
        workbooks::child(value(1), value(2), value(3));
        return ExitCode::SUCCESS;
    }
    let seed = number("--seed").unwrap_or(1);
    if let Some(count) = number("--digest") {
        println!("digest {:016x}", texts::digest(count, seed));
        return ExitCode::SUCCESS;
    }
    let sound = number("--texts").is_none_or(|count| texts(count, seed));
    let violations =
        number("--workbooks").map_or(0, |count| workbooks::run(count, seed, number("--first").unwrap_or(0)));
    if sound && violations == 0 { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

/// The half that reads texts; whether nothing went wrong.
fn texts(count: u64, seed: u64) -> bool {
    let case = texts::half();
    if let Some(number) = number("--case") {
        println!("{:?}", case(drive::case_seed(seed, number)));
        return true;
    }
    let run = drive::run(count, seed, &*case);
    show(seed, &run);
    let memory = measure::peak_megabytes();
    println!("peak memory {memory} MB");
    run.is_sound() && memory <= MOST_MEMORY
}

fn show(seed: u64, run: &Run) {
    println!("--texts {} --seed {seed}: {:.1} s", run.inputs, run.seconds);
    println!("panics {}", run.panics.len());
    run.panics.iter().take(10).for_each(|number| println!("  --texts 1 --seed {seed} --case {number}"));
    println!("not stable {}", run.unstable.values().map(Vec::len).sum::<usize>());
    for (what, numbers) in &run.unstable {
        println!("  {what}: {} inputs, as --case {:?}", numbers.len(), &numbers[..numbers.len().min(5)]);
    }
    println!("read again for their time {}", run.late.len());
    println!("slowest input {} µs, --case {}", run.slowest.as_micros(), run.slowest_case);
}
