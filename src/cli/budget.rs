//! `ansinh budget <out>`: what the coming months are expected to cost.

use std::path::PathBuf;
use std::process::ExitCode;

use super::check::print_mistakes;
use super::exit;
use super::run::{Log, Progress, month};
use crate::forecast::Settings;
use crate::model::Month;
use crate::plan::parsed;
use crate::rules::Law;
use crate::run::{BudgetOptions, budget};

/// Arguments of `ansinh budget`.
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// The output folder of `ansinh run`; the people of its last published run are counted.
    out: PathBuf,
    /// Folder of the pipeline, with `rules` and `forecast.toml`.
    #[arg(long, value_name = "DIR", default_value = "pipelines")]
    pipelines: PathBuf,
    /// First month; the pay month of the run unless given.
    #[arg(long, value_name = "YYYY-MM", value_parser = month)]
    from: Option<Month>,
    /// How many months; as `forecast.toml` says unless given.
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u32).range(1..=60))]
    months: Option<u32>,
    /// Where the results go, instead of `<out>/budget`.
    #[arg(long = "out", value_name = "DIR")]
    target: Option<PathBuf>,
    /// How progress is told on standard error.
    #[arg(long, value_enum, default_value_t = Log::Text)]
    log: Log,
}

/// Loads law and settings, computes the budget, prints the summary.
pub(super) fn run(args: &Args) -> ExitCode {
    let (law, settings) = match (
        Law::load(&args.pipelines.join("rules")),
        parsed(&args.pipelines.join("forecast.toml"), Settings::parse),
    ) {
        (Ok(law), Ok(settings)) => (law, settings),
        (law, settings) => {
            let mistakes = [law.err(), settings.err()].into_iter().flatten().flatten();
            print_mistakes(&mistakes.collect::<Vec<_>>());
            return ExitCode::from(exit::WRONG_USE);
        }
    };
    let options = BudgetOptions {
        out: args.out.clone(),
        target: args.target.clone().unwrap_or_else(|| args.out.join("budget")),
        from: args.from,
        months: args.months,
    };
    let watch = Progress::new(args.log);
    match budget(&law, &settings, &options, &watch) {
        Ok(summary) => {
            watch.event("computed", &[]);
            print!("{summary}");
            println!("  Trang và bảng: {}", options.target.display());
            exit::success()
        }
        Err(error) => watch.failed(&error),
    }
}
