//! Why a register could not be read.

use std::path::PathBuf;

use crate::table::TableError;

/// An error about one register. Carries no cell content.
#[derive(Debug, thiserror::Error)]
pub enum RegisterError {
    /// A register that every run needs is not there.
    #[error(
        "{}: the register `{stem}` is missing; put the extract there as `{stem}.parquet` or `{stem}.csv`",
        folder.display()
    )]
    Missing {
        /// Where it was looked for.
        folder: PathBuf,
        /// The file's stem.
        stem: &'static str,
    },
    /// Both endings are there: which one counts cannot be guessed.
    #[error("{}: both `{stem}.parquet` and `{stem}.csv` are there; keep the one that counts", folder.display())]
    Twice {
        /// Where they stand.
        folder: PathBuf,
        /// The files' stem.
        stem: &'static str,
    },
    /// The file is there and could not be read.
    #[error("{source}; export it again with the columns of the data contract, section 1")]
    Unreadable {
        /// What went wrong, with the path.
        #[from]
        source: TableError,
    },
}
