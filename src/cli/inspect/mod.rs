//! `ansinh inspect FILE`: how a ward's file is read, row by row, without a run.

mod mask;
mod sheet;
mod values;

use std::io::Write;
use std::ops::RangeInclusive;
use std::path::{Path, PathBuf};
use std::time::UNIX_EPOCH;

use super::check::print_mistakes;
use super::exit;
use crate::ingest::Submission;
use crate::model::{Coded, Date, FileStatus, FindingSeverity, Mistake, Month, WardCode};
use crate::plan::Plan;
use crate::run::{self, Inspection};
use crate::table::outputs::FindingRow;

/// Shows how a file of a ward is read, in Vietnamese: the file, its sheets and columns, each row with
/// what was read and what is to be mended. Nothing is written. Names, ids, births, addresses, phones
/// and accounts are masked unless asked for.
///
/// Exit codes: 0 read; 1 read, with something to mend; 2 wrong use or configuration; 4 the file could
/// not be read.
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// The file: .xlsx, .xls, .ods or .csv, in any folder.
    file: PathBuf,
    /// Code of the ward that sent it; else that of the folder, where it lies in a city folder.
    #[arg(long, value_name = "CODE", value_parser = ward)]
    ward: Option<WardCode>,
    /// The month that it is for; else that of the folder, else that of the pipeline's day.
    #[arg(long, value_name = "YYYY-MM", value_parser = month)]
    period: Option<Month>,
    /// The pipeline whose forms and words are used.
    #[arg(long, value_name = "FILE", default_value = "pipelines/nightly.toml")]
    pipeline: PathBuf,
    /// Rows to show, as `20..40`, both included, in every sheet; all rows unless given. The summary
    /// counts all rows.
    #[arg(long, value_name = "FROM..TO", value_parser = rows)]
    rows: Option<RangeInclusive<u32>>,
    /// Show names, ids, births, addresses, phones and accounts as they stand.
    #[arg(long)]
    show_personal_data: bool,
}

fn ward(text: &str) -> Result<WardCode, String> {
    WardCode::from_digits(text).ok_or_else(|| "expected a ward code of 5 digits".to_owned())
}

fn month(text: &str) -> Result<Month, String> {
    Month::from_code(text).map_err(|_| "expected YYYY-MM".to_owned())
}

fn rows(text: &str) -> Result<RangeInclusive<u32>, String> {
    let wrong = || "expected two row numbers, as 20..40".to_owned();
    let (from, to) = text.split_once("..").ok_or_else(wrong)?;
    let (from, to): (u32, u32) = (from.trim().parse().map_err(|_| wrong())?, to.trim().parse().map_err(|_| wrong())?);
    if from > to { Err(wrong()) } else { Ok(from..=to) }
}

/// Why nothing was shown.
#[derive(Debug, thiserror::Error)]
pub(super) enum InspectError {
    #[error("no month is known: give --period YYYY-MM")]
    Period,
    #[error("cannot read {}: {source}", path.display())]
    Input { path: PathBuf, source: std::io::Error },
    #[error("cannot write to standard output: {0}")]
    Output(#[from] std::io::Error),
    #[error("the rows of the file cannot be compared: {0}")]
    Compare(String),
    #[error("the pipeline has mistakes")]
    Plan(Vec<Mistake>),
}

/// What is known of a file, ready to be shown.
struct Shown<'a> {
    file: &'a Inspection,
    /// Findings in words, in the order of `raised`.
    findings: Vec<FindingRow>,
    rows: Option<&'a RangeInclusive<u32>>,
    personal: bool,
    ward: Option<String>,
    /// How a ward is called.
    name: &'a dyn Fn(WardCode) -> String,
    period: Month,
}

/// Shows the file; gives the exit code.
pub(super) fn run(args: &Args) -> u8 {
    match show(args) {
        Ok(code) => code,
        Err(InspectError::Plan(mistakes)) => {
            print_mistakes(&mistakes);
            exit::WRONG_USE
        }
        Err(error) => {
            eprintln!("error: {error}");
            if matches!(error, InspectError::Period) { exit::WRONG_USE } else { exit::INPUT_OR_OUTPUT }
        }
    }
}

fn show(args: &Args) -> Result<u8, InspectError> {
    let plan = Plan::load(&args.pipeline).map_err(InspectError::Plan)?;
    let folders = Folders::of(&args.file);
    let ward = args.ward.or(folders.ward);
    let period = args.period.or(folders.period).or(plan.as_of.map(Date::month)).ok_or(InspectError::Period)?;
    let submission = submission(&args.file, ward, period)?;
    let mut file = run::inspect(&plan, &submission).map_err(|error| InspectError::Compare(error.to_string()))?;
    let mut raised = std::mem::take(&mut file.findings);
    // Nobody's file lies in no ward.
    raised.retain(|finding| ward.is_some() || finding.issue.check != "address.other_ward");
    if !args.show_personal_data {
        raised.iter_mut().for_each(mask::finding);
    }
    let name = |code: WardCode| {
        let known = plan.wards.iter().find(|ward| ward.code == code);
        known.map_or_else(|| code.code().into_owned(), |ward| format!("{} ({})", ward.full_name, code.code()))
    };
    let shown = Shown {
        file: &file,
        findings: plan.catalogue.render(&raised),
        rows: args.rows.as_ref(),
        personal: args.show_personal_data,
        ward: ward.map(name),
        name: &name,
        period,
    };
    let mut text = String::new();
    shown.write(&mut text);
    std::io::stdout().lock().write_all(text.as_bytes())?;
    let grave = shown.findings.iter().any(|finding| finding.severity != FindingSeverity::Info);
    Ok(match file.inspected.ingested.files[0].status {
        FileStatus::Read | FileStatus::Superseded if grave => exit::PUBLISHED_WITH_WARNINGS,
        FileStatus::Read | FileStatus::Superseded => exit::PUBLISHED,
        _ => exit::INPUT_OR_OUTPUT,
    })
}

/// The file as a submission of its ward; of nobody (00000) where no ward is known.
fn submission(path: &Path, ward: Option<WardCode>, period: Month) -> Result<Submission, InspectError> {
    let input = |source| InspectError::Input { path: path.to_owned(), source };
    let meta = std::fs::metadata(path).map_err(input)?;
    if meta.is_dir() {
        return Err(input(std::io::ErrorKind::IsADirectory.into()));
    }
    let modified = meta.modified().ok().and_then(|time| time.duration_since(UNIX_EPOCH).ok());
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    let nobody = WardCode::from_digits("00000").expect("five digits");
    Ok(Submission {
        path: path.to_owned(),
        file: name.as_ref().into(),
        ward: ward.unwrap_or(nobody),
        period,
        modified: modified.map_or(0, |time| time.as_secs() as i64),
    })
}

/// Ward and month of the folders `<YYYY-MM>/<ward_code>/` that a file lies in.
struct Folders {
    ward: Option<WardCode>,
    period: Option<Month>,
}

impl Folders {
    fn of(path: &Path) -> Folders {
        let absolute = std::path::absolute(path).unwrap_or_else(|_| path.to_owned());
        let mut names = absolute.ancestors().skip(1).map(|folder| folder.file_name().and_then(|name| name.to_str()));
        let ward = names.next().flatten().and_then(WardCode::from_digits);
        let period = names.next().flatten().filter(|_| ward.is_some()).and_then(|name| Month::from_code(name).ok());
        Folders { ward, period }
    }
}
