//! `ansinh train PIPELINE`: the next match model, trained on the city's own lists and register.

use std::path::PathBuf;
use std::process::ExitCode;

use super::check::load;
use super::exit;
use super::run::{Log, NightArgs, Progress};
use crate::run::{Options, TrainOptions, train};

/// Arguments of `ansinh train`.
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    #[command(flatten)]
    night: NightArgs,
    /// Where the model goes, instead of `linking/model-<as-of day>.toml` beside the pipeline.
    #[arg(long, value_name = "FILE")]
    out: Option<PathBuf>,
    /// Where the report page goes, instead of beside the model.
    #[arg(long, value_name = "FILE")]
    page: Option<PathBuf>,
    /// Another model: which verdicts differ from the new one's; the model in force unless given.
    #[arg(long, value_name = "FILE")]
    compare: Option<PathBuf>,
    /// Seed of the drawn pairs: the same seed gives the same model.
    #[arg(long, default_value_t = 1)]
    seed: u64,
    /// Writes over a model of the same name.
    #[arg(long)]
    overwrite: bool,
    /// How progress is told on standard error.
    #[arg(long, value_enum, default_value_t = Log::Text)]
    log: Log,
}

/// Loads the plan, trains, prints what was counted. The pipeline goes on using its own model until
/// somebody names the new one there.
pub(super) fn run(args: &Args) -> ExitCode {
    let plan = match load(&args.night.pipeline) {
        Ok(plan) => plan,
        Err(code) => return code,
    };
    let options = TrainOptions {
        run: Options { no_cache: true, ..args.night.options() },
        model: args.out.clone(),
        page: args.page.clone(),
        compare: args.compare.clone(),
        seed: args.seed,
        overwrite: args.overwrite,
    };
    let watch = Progress::new(args.log);
    match train(&plan, &options, &watch) {
        Ok(files) => {
            watch.event("trained", &[]);
            print!("{}", files.summary);
            println!("model {}, report {}", files.model.display(), files.page.display());
            files.warnings.iter().for_each(|warning| eprintln!("warning: {warning}"));
            match files.warnings.is_empty() {
                true => exit::success(),
                false => ExitCode::from(exit::PUBLISHED_WITH_WARNINGS),
            }
        }
        Err(error) => watch.failed(&error),
    }
}
