//! Why a synthetic city could not be made or written.

use std::path::{Path, PathBuf};

use crate::table::TableError;

/// An error of the generator. Carries no personal data.
#[derive(Debug, thiserror::Error)]
pub enum SynthError {
    /// A file or folder could not be written or read.
    #[error("{}: {source}", path.display())]
    Io {
        /// The file or folder.
        path: PathBuf,
        /// What the system said.
        source: std::io::Error,
    },
    /// A workbook could not be encoded.
    #[error("{}: {message}", path.display())]
    Workbook {
        /// The file.
        path: PathBuf,
        /// What the codec said.
        message: String,
    },
    /// A table could not be written or read.
    #[error(transparent)]
    Table(#[from] TableError),
    /// A data file or a setting of the generator is wrong.
    #[error("{0}")]
    Config(String),
}

impl SynthError {
    pub(crate) fn io(path: &Path, source: std::io::Error) -> SynthError {
        SynthError::Io { path: path.to_owned(), source }
    }

    pub(crate) fn workbook(path: &Path, message: impl ToString) -> SynthError {
        SynthError::Workbook { path: path.to_owned(), message: message.to_string() }
    }
}
