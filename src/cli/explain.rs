//! `ansinh explain <out> <person_id | row_id>`: one person's story.

use std::io::Write;
use std::path::PathBuf;

use crate::model::{Coded, Date, Month, Ward, WardCode, WardStatus};
use crate::publish::Manifest;
use crate::report::{ReportError, StoryInputs, Who, story};
use crate::store;

/// Tells one person's story in Vietnamese: sources, values, match, conditions, changes, arrears.
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// The output folder of `ansinh run`; the last published run is read.
    out: PathBuf,
    /// 12 digits, a provisional id (`tam-…`), or a row id as in the tables.
    who: String,
}

/// Why there is no story.
#[derive(Debug, thiserror::Error)]
pub(super) enum ExplainError {
    #[error(transparent)]
    Store(#[from] store::StoreError),
    #[error(transparent)]
    Publish(#[from] crate::publish::PublishError),
    #[error(transparent)]
    Report(#[from] ReportError),
    #[error("run.json of this run is incomplete: {0}")]
    Manifest(&'static str),
    #[error("cannot write to standard output: {0}")]
    Output(#[from] std::io::Error),
}

impl ExplainError {
    /// Exit code of the contract: 2 where the id given is the trouble, 4 where a file is.
    pub(super) fn exit_code(&self) -> u8 {
        if matches!(self, ExplainError::Report(ReportError::Unknown)) { 2 } else { 4 }
    }
}

/// Prints the story.
pub(super) fn run(args: &Args) -> Result<(), ExplainError> {
    let who: Who = args.who.parse()?;
    let folder = store::current(&args.out)?;
    let manifest = Manifest::read(&folder)?;
    let wards: Vec<Ward> = manifest.wards.iter().filter_map(ward).collect();
    let inputs = StoryInputs {
        tables: &folder.join("tables"),
        as_of: Date::from_code(&manifest.as_of).map_err(|wrong| ExplainError::Manifest(wrong.expected))?,
        pay_month: Month::from_code(&manifest.pay_month).map_err(|wrong| ExplainError::Manifest(wrong.expected))?,
        wards: &wards,
    };
    let text = story(&inputs, who)?;
    std::io::stdout().lock().write_all(text.as_bytes())?;
    Ok(())
}

fn ward(entry: &crate::publish::WardEntry) -> Option<Ward> {
    Some(Ward {
        code: WardCode::from_digits(&entry.code)?,
        name: entry.name.as_str().into(),
        status: WardStatus::from_code(&entry.status).unwrap_or(WardStatus::Missing),
    })
}
