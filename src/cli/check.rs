//! `ansinh check`: all mistakes of the configuration at once, nothing run.

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use super::exit;
use crate::model::Mistake;
use crate::plan::Plan;

/// Arguments of `ansinh check`.
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// The pipeline file, as `pipelines/nightly.toml`.
    pipeline: PathBuf,
}

/// Loads the plan and runs the worked examples of its law.
pub(super) fn run(args: &Args) -> ExitCode {
    let plan = match load(&args.pipeline) {
        Ok(plan) => plan,
        Err(code) => return code,
    };
    let failures = plan.law.run_examples();
    for failure in &failures {
        eprintln!("error: worked example {}: expected {}, got {}", failure.id, failure.expected, failure.got);
    }
    if let Some(first) = failures.first() {
        // The trace of the first is enough to find the rule; the others often follow from it.
        first.trace.iter().for_each(|line| eprintln!("  {line}"));
        eprintln!("{} worked examples of the law fail; nothing was run", failures.len());
        return ExitCode::from(exit::WRONG_USE);
    }
    let (wards, examples) = (plan.wards.len(), plan.law.examples().len());
    println!("{}: no mistakes; {wards} wards, {examples} worked examples of the law hold", args.pipeline.display());
    exit::success()
}

/// Loads the plan; prints all mistakes where it has any, and gives the exit code.
pub(super) fn load(pipeline: &Path) -> Result<Plan, ExitCode> {
    Plan::load(pipeline).map_err(|mistakes| {
        print_mistakes(&mistakes);
        ExitCode::from(exit::WRONG_USE)
    })
}

/// Prints mistakes to standard error, in file order.
pub(super) fn print_mistakes(mistakes: &[Mistake]) {
    for mistake in mistakes {
        eprintln!("error: {mistake}");
    }
    eprintln!("{} mistakes; nothing was run", mistakes.len());
}
