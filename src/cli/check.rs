//! `ansinh check`: all mistakes of the configuration at once, nothing run.

use std::path::PathBuf;
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
    let plan = match Plan::load(&args.pipeline) {
        Ok(plan) => plan,
        Err(mistakes) => {
            print_mistakes(&mistakes);
            return ExitCode::from(exit::WRONG_USE);
        }
    };
    println!("{}: no mistakes ({} wards)", args.pipeline.display(), plan.wards.len());
    exit::success()
}

/// Prints mistakes to standard error, in file order.
pub(super) fn print_mistakes(mistakes: &[Mistake]) {
    for mistake in mistakes {
        eprintln!("error: {mistake}");
    }
    eprintln!("{} mistakes; nothing was run", mistakes.len());
}
