//! `ansinh compare names [FILE] --left NAME --right NAME`: two columns of names against each other,
//! to standard output.

use std::fs::File;
use std::io::{self, BufReader, BufWriter, Read};
use std::path::PathBuf;

use super::normalize::{NormalizeError, lexicon};
use crate::normalize::compare_columns;

/// What to compare.
#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
pub(super) enum Kind {
    Names,
}

/// Compares two columns of a CSV file (UTF-8) and writes CSV: the input columns, then level, weight
/// and same (`yes` where the second can be a written form of the first).
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// What the columns hold.
    kind: Kind,
    /// The file; standard input where there is none.
    file: Option<PathBuf>,
    /// Name of the column with the names that are compared against.
    #[arg(long)]
    left: String,
    /// Name of the column with the names that may be written forms of them.
    #[arg(long)]
    right: String,
    /// Folder of the reference files.
    #[arg(long, value_name = "DIR", default_value = "pipelines/reference")]
    reference: PathBuf,
}

/// Runs the comparison.
pub(super) fn run(args: &Args) -> Result<(), NormalizeError> {
    let Kind::Names = args.kind;
    let lexicon = lexicon(&args.reference)?;
    let input: Box<dyn Read> = match &args.file {
        Some(path) => {
            let file = File::open(path).map_err(|source| NormalizeError::Input { path: path.clone(), source })?;
            Box::new(BufReader::new(file))
        }
        None => Box::new(io::stdin().lock()),
    };
    compare_columns(&args.left, &args.right, input, BufWriter::new(io::stdout().lock()), &lexicon)?;
    Ok(())
}
