//! Fuzzing: damaged inputs through the readers, in this repository's own harness.
//!
//! ```text
//! cargo bench --bench fuzz -- --workbooks 20000 --seed 1
//! ```
#![allow(
    clippy::unwrap_used,
    clippy::print_stdout,
    clippy::print_stderr,
    reason = "a measuring program: it stops where it stands, and prints"
)]

mod workbooks;

use std::process::ExitCode;

/// The number after an argument's name.
fn number(name: &str) -> Option<u64> {
    let arguments: Vec<String> = std::env::args().collect();
    let at = arguments.iter().position(|argument| argument == name)?;
    arguments.get(at + 1)?.parse().ok()
}

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().collect();
    if let Some(at) = arguments.iter().position(|argument| argument == "--workbooks-child") {
        let value = |n: usize| arguments[at + n].parse().unwrap();
        workbooks::child(value(1), value(2), value(3));
        return ExitCode::SUCCESS;
    }
    let seed = number("--seed").unwrap_or(1);
    let violations =
        number("--workbooks").map_or(0, |count| workbooks::run(count, seed, number("--first").unwrap_or(0)));
    if violations == 0 { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}
