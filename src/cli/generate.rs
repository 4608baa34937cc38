//! `ansinh generate`: a synthetic city with its truth.

use std::cell::RefCell;
use std::path::PathBuf;
use std::process::ExitCode;

use crate::model::{Coded, Date};
use crate::rules::{Law, RulesError};
use crate::synth::{ErrorRates, Summary, SynthConfig, SynthError, generate};

/// Wrong use or wrong configuration, nothing written.
const WRONG_USE: u8 = 2;
/// An output could not be written.
const NOT_WRITTEN: u8 = 4;

/// Options of `ansinh generate`.
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// Folder of the city to make
    #[arg(long)]
    out: PathBuf,
    /// People, about
    #[arg(long, default_value_t = 50_000)]
    people: usize,
    /// Wards, 1 to 114
    #[arg(long, default_value_t = 20)]
    wards: usize,
    /// Seed: the same options give the same city
    #[arg(long, default_value_t = 1)]
    seed: u64,
    /// Day whose knowledge the registers hold
    #[arg(long, default_value = "2026-11-20", value_parser = date)]
    as_of: Date,
    /// Lists with many more errors of identity
    #[arg(long)]
    hard: bool,
    /// No file that is told from its successor by its modification time alone, no accents in names of files
    #[arg(long)]
    for_version_control: bool,
    /// Folder of the pipeline's rules and reference tables
    #[arg(long, default_value = "pipelines")]
    pipelines: PathBuf,
}

fn date(text: &str) -> Result<Date, String> {
    Date::from_code(text).map_err(|_| "not a date of the form YYYY-MM-DD".to_owned())
}

/// Makes the city.
#[allow(clippy::print_stdout, clippy::print_stderr, reason = "the command line speaks to people")]
pub(super) fn run(args: &Args) -> ExitCode {
    let law = match Law::load(&args.pipelines.join("rules")) {
        Ok(law) => law,
        Err(mistakes) => {
            mistakes.iter().for_each(|mistake| eprintln!("{mistake}"));
            return ExitCode::from(WRONG_USE);
        }
    };
    match make(args, &law) {
        Ok(summary) => {
            println!(
                "{} people in {} wards, {} beneficiaries, {} ledger lines; {} rows in {} files; {} true changes",
                summary.people,
                summary.wards,
                summary.beneficiaries,
                summary.payments,
                summary.list_rows,
                summary.files,
                summary.changes
            );
            ExitCode::SUCCESS
        }
        Err(Failed::Synth(SynthError::Config(message))) => {
            eprintln!("{message}");
            ExitCode::from(WRONG_USE)
        }
        Err(Failed::Synth(error)) => {
            eprintln!("{error}");
            ExitCode::from(NOT_WRITTEN)
        }
        Err(Failed::Rules(error)) => {
            eprintln!("{error}");
            ExitCode::from(WRONG_USE)
        }
    }
}

enum Failed {
    Synth(SynthError),
    Rules(RulesError),
}

fn make(args: &Args, law: &Law) -> Result<Summary, Failed> {
    let reference = args.pipelines.join("reference");
    let mut config = SynthConfig::new(args.people, args.wards, args.seed, args.as_of, args.out.clone(), reference);
    if args.hard {
        config.errors = ErrorRates::hard();
    }
    config.for_version_control = args.for_version_control;
    // The generator takes the law as a function; what goes wrong inside is kept aside.
    let trouble = RefCell::new(None);
    let summary = generate(&config, &|subjects, from, to| {
        law.evaluate(subjects, from, to).unwrap_or_else(|error| {
            trouble.borrow_mut().get_or_insert(error);
            Vec::new()
        })
    });
    match trouble.into_inner() {
        Some(error) => Err(Failed::Rules(error)),
        None => summary.map_err(Failed::Synth),
    }
}
