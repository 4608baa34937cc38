//! One file a subcommand; the only room that prints.
//!
//! Takes: arguments. Gives: an exit code. Promises: progress goes to standard error, results to
//! standard output, and no personal data to either unless a subcommand exists to show it
//! (`explain`, `normalize`, `compare`, `inspect --show-personal-data`). Never: anything that a stage
//! could do.
#![allow(clippy::print_stdout, clippy::print_stderr, reason = "this room talks to the terminal")]

use std::process::ExitCode;

use clap::{Parser, Subcommand};

mod budget;
mod check;
mod compare;
pub mod exit;
mod explain;
mod generate;
mod inspect;
mod matching;
mod normalize;
mod run;
mod simulate;
mod train;

/// Registers of social-assistance beneficiaries: from the wards' sheets to the lists of increases
/// and decreases.
#[derive(Debug, Parser)]
#[command(name = "ansinh", version, about)]
struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Find all mistakes of a pipeline's configuration at once; nothing is run.
    Check(check::Args),
    /// Run one night and publish it.
    Run(run::Args),
    /// Make a synthetic city with its truth.
    Generate(generate::Args),
    /// Show how a ward's file is read, row by row, without a run.
    Inspect(inspect::Args),
    /// Run one normaliser over a column of a CSV file or of standard input (personal data).
    Normalize(normalize::Args),
    /// Judge two columns of names against each other: one name written differently, or two names
    /// (personal data).
    Compare(compare::Args),
    /// Match any two lists, or find the duplicates of one (personal data goes to the files).
    Match(matching::Args),
    /// Try a draft of the law on the people of a published run: cost, winners and losers.
    Simulate(simulate::Args),
    /// Compute what the coming months are expected to cost, from a published run.
    Budget(budget::Args),
    /// Train the next match model on the city's own lists and register.
    Train(train::Args),
    /// Tell one person's story from a published run (personal data).
    Explain(explain::Args),
}

/// Runs the program and gives its exit code (see [`exit`]).
#[must_use]
pub fn main() -> ExitCode {
    let arguments = match Arguments::try_parse() {
        Ok(arguments) => arguments,
        Err(error) => {
            let asked = !error.use_stderr();
            // Printing to a closed pipe is no failure of ours.
            let _ = error.print();
            return if asked { exit::success() } else { ExitCode::from(exit::WRONG_USE) };
        }
    };
    match arguments.command {
        Command::Check(args) => check::run(&args),
        Command::Generate(args) => generate::run(&args),
        Command::Train(args) => train::run(&args),
        Command::Run(args) => run::run(&args),
        Command::Simulate(args) => simulate::run(&args),
        Command::Budget(args) => budget::run(&args),
        Command::Compare(args) => end(compare::run(&args), normalize::NormalizeError::exit_code),
        Command::Inspect(args) => ExitCode::from(inspect::run(&args)),
        Command::Explain(args) => end(explain::run(&args), explain::ExplainError::exit_code),
        Command::Match(args) => end(matching::run(&args), matching::Failure::exit_code),
        Command::Normalize(args) => end(normalize::run(&args), normalize::NormalizeError::exit_code),
    }
}

/// Prints the error of a subcommand, if any, and gives its exit code.
fn end<E: std::fmt::Display>(result: Result<(), E>, code: impl Fn(&E) -> u8) -> ExitCode {
    match result {
        Ok(()) => exit::success(),
        Err(error) => {
            eprintln!("error: {error}");
            ExitCode::from(code(&error))
        }
    }
}
