//! `ansinh run`: one night, from what the wards sent to what is published.

use std::io::IsTerminal;
use std::path::PathBuf;
use std::process::ExitCode;
use std::time::Duration;

use indicatif::{ProgressBar, ProgressStyle};

use super::check::load;
use super::exit;
use crate::model::{Coded, Date, Month};
use crate::run::{Options, RunError, Watch, run as run_plan};

/// Which city is read, and as of which day.
#[derive(Debug, clap::Args)]
pub(super) struct NightArgs {
    /// The pipeline file, as `pipelines/nightly.toml`.
    pub(super) pipeline: PathBuf,
    /// The city folder, instead of the pipeline's.
    #[arg(long, value_name = "DIR")]
    city: Option<PathBuf>,
    /// The day whose knowledge is used: YYYY-MM-DD, or `today` (in Vietnam).
    #[arg(long, value_name = "DATE", value_parser = day)]
    as_of: Option<Date>,
}

impl NightArgs {
    /// What they mean for a run; the rest is the pipeline's.
    pub(super) fn options(&self) -> Options {
        let (pipeline, city) = (self.pipeline.clone(), self.city.clone());
        Options { pipeline, city, as_of: self.as_of, ..Options::default() }
    }
}

/// Arguments of `ansinh run`.
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    #[command(flatten)]
    night: NightArgs,
    /// The month of the list being prepared: YYYY-MM; the month after the as-of day unless given.
    #[arg(long, value_name = "YYYY-MM", value_parser = month)]
    pay_month: Option<Month>,
    /// Where the run is published, instead of the pipeline's folder.
    #[arg(long, value_name = "DIR")]
    out: Option<PathBuf>,
    /// Keep nothing in the cache below the output folder, and use nothing from there.
    #[arg(long)]
    no_cache: bool,
    /// How progress is told on standard error.
    #[arg(long, value_enum, default_value_t = Log::Text)]
    log: Log,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
pub(super) enum Log {
    /// Lines for people, a spinner on a terminal.
    Text,
    /// One JSON object a line, without personal data.
    Json,
}

/// A day, or `today`: the only place where the program asks the clock for a day.
pub(super) fn day(text: &str) -> Result<Date, String> {
    if text == "today" {
        // Vietnam has kept UTC+7 without summer time since 1975.
        let now = jiff::tz::Offset::constant(7).to_datetime(jiff::Timestamp::now());
        return Date::new(now.year(), now.month(), now.day()).ok_or_else(|| "the clock is wrong".to_owned());
    }
    Date::from_code(text).map_err(|_| "expected YYYY-MM-DD or `today`".to_owned())
}

/// A month of the command line.
pub(super) fn month(text: &str) -> Result<Month, String> {
    Month::from_code(text).map_err(|_| "expected YYYY-MM".to_owned())
}

/// Loads the plan, runs it, prints the summary.
pub(super) fn run(args: &Args) -> ExitCode {
    let plan = match load(&args.night.pipeline) {
        Ok(plan) => plan,
        Err(code) => return code,
    };
    let options =
        Options { out: args.out.clone(), pay_month: args.pay_month, no_cache: args.no_cache, ..args.night.options() };
    // The published run is swapped in by one rename, so leaving at any moment leaves it whole.
    let handler = ctrlc::set_handler(|| std::process::exit(i32::from(exit::INTERRUPTED)));
    if let Err(error) = handler {
        eprintln!("warning: interrupts end the program without exit code 130: {error}");
    }
    let watch = Progress::new(args.log);
    match run_plan(&plan, &options, &watch) {
        Ok(report) => {
            watch.event("published", &[("warnings", u64::from(report.warnings))]);
            println!("{}", report.summary);
            ExitCode::from(if report.warnings { exit::PUBLISHED_WITH_WARNINGS } else { exit::PUBLISHED })
        }
        Err(error) => watch.failed(&error),
    }
}

/// Tells the progress on standard error.
pub(super) struct Progress {
    log: Log,
    bar: Option<ProgressBar>,
}

impl Progress {
    pub(super) fn new(log: Log) -> Progress {
        let terminal = log == Log::Text && std::io::stderr().is_terminal();
        let bar = terminal.then(|| {
            let bar = ProgressBar::new_spinner().with_style(ProgressStyle::default_spinner());
            bar.enable_steady_tick(Duration::from_millis(100));
            bar
        });
        Progress { log, bar }
    }

    fn line(&self, text: &str) {
        match &self.bar {
            Some(bar) => bar.println(text),
            None => eprintln!("{text}"),
        }
    }

    /// Something has happened, with counts.
    pub(super) fn event(&self, event: &str, fields: &[(&'static str, u64)]) {
        if self.log == Log::Json {
            let mut object = serde_json::Map::from_iter([("event".to_owned(), event.into())]);
            object.extend(fields.iter().map(|&(name, value)| (name.to_owned(), value.into())));
            eprintln!("{}", serde_json::Value::Object(object));
        } else if let Some(bar) = &self.bar {
            bar.finish_and_clear();
        }
    }

    /// Tells why nothing was published, and gives the exit code.
    pub(super) fn failed(&self, error: &RunError) -> ExitCode {
        if let Some(bar) = &self.bar {
            bar.finish_and_clear();
        }
        if self.log == Log::Json {
            eprintln!("{}", serde_json::json!({"event": "failed", "error": error.to_string()}));
        } else {
            eprintln!("error: {error}");
        }
        ExitCode::from(match error {
            RunError::Configuration(_) => exit::WRONG_USE,
            RunError::Blocked(_) => exit::BLOCKED,
            RunError::Input { .. } | RunError::Output { .. } => exit::INPUT_OR_OUTPUT,
        })
    }
}

impl Watch for Progress {
    fn begin(&self, stage: &'static str) {
        match (&self.bar, self.log) {
            (Some(bar), _) => bar.set_message(stage),
            (None, Log::Json) => eprintln!("{}", serde_json::json!({"event": "begin", "stage": stage})),
            (None, Log::Text) => {}
        }
    }

    fn end(&self, stage: &'static str, seconds: f64, counts: &[(&'static str, u64)]) {
        if self.log == Log::Json {
            let counts: serde_json::Map<_, _> = counts.iter().map(|&(k, v)| (k.to_owned(), v.into())).collect();
            let millis = (seconds * 1000.0).round() / 1000.0;
            eprintln!("{}", serde_json::json!({"event": "end", "stage": stage, "seconds": millis, "counts": counts}));
        } else {
            let counts: Vec<String> = counts.iter().map(|(name, value)| format!("{name} {value}")).collect();
            self.line(&format!("{stage:<10} {seconds:>7.2} s  {}", counts.join(", ")));
        }
    }

    fn note(&self, stage: &'static str, message: &str) {
        if self.log == Log::Json {
            eprintln!("{}", serde_json::json!({"event": "note", "stage": stage, "message": message}));
        } else {
            self.line(&format!("{stage:<10} {message}"));
        }
    }
}
