//! `ansinh simulate <out> --rules DIR`: the same people under a draft of the law.

use std::path::PathBuf;
use std::process::ExitCode;

use super::check::print_mistakes;
use super::exit;
use super::run::{Log, Progress, month};
use crate::forecast::Settings;
use crate::model::Month;
use crate::plan::parsed;
use crate::rules::Law;
use crate::run::{Laws, SimulateOptions, simulate};

/// Arguments of `ansinh simulate`.
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// The output folder of `ansinh run`; the people of its last published run are simulated.
    out: PathBuf,
    /// The draft: a copy of the rules folder with what it changes.
    #[arg(long, value_name = "DIR")]
    rules: PathBuf,
    /// Folder of the pipeline, whose `rules` are the law in force.
    #[arg(long, value_name = "DIR", default_value = "pipelines")]
    pipelines: PathBuf,
    /// First month; the pay month of the run unless given.
    #[arg(long, value_name = "YYYY-MM", value_parser = month)]
    from: Option<Month>,
    /// How many months.
    #[arg(long, value_name = "N", default_value_t = 12, value_parser = clap::value_parser!(u32).range(1..=60))]
    months: u32,
    /// Month in which people are compared; the last one unless given.
    #[arg(long, value_name = "YYYY-MM", value_parser = month)]
    month: Option<Month>,
    /// Where the results go, instead of `<out>/simulations/<name of the draft>`.
    #[arg(long = "out", value_name = "DIR")]
    target: Option<PathBuf>,
    /// How progress is told on standard error.
    #[arg(long, value_enum, default_value_t = Log::Text)]
    log: Log,
}

/// Loads both laws, simulates, prints the summary.
pub(super) fn run(args: &Args) -> ExitCode {
    let (current, draft) = rayon::join(|| Law::load(&args.pipelines.join("rules")), || Law::load(&args.rules));
    let settings = parsed(&args.pipelines.join("forecast.toml"), Settings::parse);
    let facts = parsed(&args.pipelines.join("facts.toml"), crate::facts::Settings::parse);
    let (current, draft, settings, facts) = match (current, draft, settings, facts) {
        (Ok(current), Ok(draft), Ok(settings), Ok(facts)) => (current, draft, settings, facts),
        (current, draft, settings, facts) => {
            let mistakes = [current.err(), draft.err(), settings.err(), facts.err()].into_iter().flatten().flatten();
            print_mistakes(&mistakes.collect::<Vec<_>>());
            return ExitCode::from(exit::WRONG_USE);
        }
    };
    tell_examples(&draft);
    let name = args.rules.file_name().map_or_else(|| "draft".to_owned(), |name| name.to_string_lossy().into_owned());
    let options = SimulateOptions {
        out: args.out.clone(),
        target: args.target.clone().unwrap_or_else(|| args.out.join("simulations").join(&name)),
        draft: name,
        from: args.from,
        months: args.months,
        month: args.month,
        candidate_age: facts.candidate_age_years,
    };
    let watch = Progress::new(args.log);
    match simulate(Laws { current: &current, draft: &draft, settings: &settings }, &options, &watch) {
        Ok(summary) => {
            watch.event("simulated", &[]);
            print!("{summary}");
            println!("  Trang và bảng: {}", options.target.display());
            exit::success()
        }
        Err(error) => watch.failed(&error),
    }
}

/// A draft may change what its worked examples expect: that is told, and stops nothing.
fn tell_examples(draft: &Law) {
    let failures = draft.run_examples();
    if let Some(first) = failures.first() {
        eprintln!(
            "warning: {} of {} worked examples of the draft give something else; the first: {}: expected {}, got {}",
            failures.len(),
            draft.examples().len(),
            first.id,
            first.expected,
            first.got
        );
    }
}
