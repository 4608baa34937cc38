//! `ansinh normalize <names|addresses|dates|ids> [FILE] --column NAME [--keys] [--within CODE]`: one normaliser
//! over a column of a CSV file or standard input, to standard output.

use std::fs::File;
use std::io::{self, BufReader, BufWriter, Read};
use std::path::{Path, PathBuf};

use crate::model::{Coded, Date, Mistake, Month, ProvinceCode, WardCode};
use crate::normalize::address::{Within, home};
use crate::normalize::{ColumnError, Lexicon, LexiconTexts, What, rewrite};

/// What to normalise.
#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
pub(super) enum Kind {
    Names,
    Addresses,
    Dates,
    Ids,
}

/// Normalises one column of a CSV file (UTF-8) and writes CSV.
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// Which normaliser.
    kind: Kind,
    /// The file; standard input where there is none.
    file: Option<PathBuf>,
    /// Name of the column.
    #[arg(long)]
    column: String,
    /// Names: also the looser match keys, a column each (key_tones, key_marks, … key_order).
    #[arg(long)]
    keys: bool,
    /// Addresses: the province (2 digits) or ward (5 digits) of today that sent the text.
    #[arg(long, value_name = "CODE")]
    within: Option<String>,
    /// Addresses: the day on which they were written, where it is known for all.
    #[arg(long, value_name = "YYYY-MM-DD")]
    written: Option<String>,
    /// Dates: the month that the list is for; births lie before it.
    #[arg(long, value_name = "YYYY-MM", default_value = "2026-11")]
    period: String,
    /// Folder of the reference files.
    #[arg(long, value_name = "DIR", default_value = "pipelines/reference")]
    reference: PathBuf,
}

/// Why nothing was normalised.
#[derive(Debug, thiserror::Error)]
pub(super) enum NormalizeError {
    #[error("{}", mistakes_text(.0))]
    Reference(Vec<Mistake>),
    #[error("`{0}` is no code of a province (2 digits) or ward (5 digits) of today")]
    Within(String),
    #[error("`{0}` is no day (YYYY-MM-DD)")]
    Written(String),
    #[error("`{0}` is no month (YYYY-MM)")]
    Period(String),
    #[error("cannot read {}: {source}", path.display())]
    Input { path: PathBuf, source: io::Error },
    #[error(transparent)]
    Column(#[from] ColumnError),
}

fn mistakes_text(mistakes: &[Mistake]) -> String {
    mistakes.iter().map(ToString::to_string).collect::<Vec<_>>().join("\n")
}

impl NormalizeError {
    /// Exit code of the contract: 2 for wrong use or configuration, 4 where a file cannot be read.
    pub(super) fn exit_code(&self) -> u8 {
        match self {
            NormalizeError::Input { .. }
            | NormalizeError::Column(ColumnError::Broken { .. } | ColumnError::Output(_)) => 4,
            _ => 2,
        }
    }
}

/// Reads the reference files of a folder.
///
/// # Errors
/// All files that cannot be read, or all mistakes in them.
pub(super) fn lexicon(reference: &Path) -> Result<Lexicon, NormalizeError> {
    let texts = LexiconTexts::gather(|file| {
        let path = reference.join(file);
        std::fs::read_to_string(&path).map_err(|error| Mistake::of_file(path, error.to_string()))
    });
    texts.and_then(|texts| Lexicon::parse(&texts)).map_err(NormalizeError::Reference)
}

fn what(args: &Args, lexicon: &Lexicon) -> Result<What, NormalizeError> {
    Ok(match args.kind {
        Kind::Names => What::Names { keys: args.keys },
        Kind::Ids => What::Ids,
        Kind::Dates => {
            let period = Month::from_code(&args.period).map_err(|_| NormalizeError::Period(args.period.clone()))?;
            What::Dates { period }
        }
        Kind::Addresses => {
            let day = |text: &String| Date::from_code(text).map_err(|_| NormalizeError::Written(text.clone()));
            let written = args.written.as_ref().map(day).transpose()?;
            What::Addresses { within: within(args.within.as_deref(), lexicon)?.on(written) }
        }
    })
}

fn within(code: Option<&str>, lexicon: &Lexicon) -> Result<Within, NormalizeError> {
    let Some(code) = code else { return Ok(Within::of_province(home())) };
    let ward = WardCode::from_digits(code).filter(|ward| lexicon.gazetteer.province_of(*ward).is_some());
    ward.map(|ward| Within::of_ward(ward, &lexicon.gazetteer))
        .or_else(|| ProvinceCode::from_digits(code).map(Within::of_province))
        .ok_or_else(|| NormalizeError::Within(code.to_owned()))
}

/// Runs the normaliser.
pub(super) fn run(args: &Args) -> Result<(), NormalizeError> {
    let lexicon = lexicon(&args.reference)?;
    let what = what(args, &lexicon)?;
    let input: Box<dyn Read> = match &args.file {
        Some(path) => {
            let file = File::open(path).map_err(|source| NormalizeError::Input { path: path.clone(), source })?;
            Box::new(BufReader::new(file))
        }
        None => Box::new(io::stdin().lock()),
    };
    rewrite(what, &args.column, input, BufWriter::new(io::stdout().lock()), &lexicon)?;
    Ok(())
}
