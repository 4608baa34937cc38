//! Why a table could not be read or written.

use std::path::{Path, PathBuf};

/// An error about one table file. Carries no cell content.
#[derive(Debug, thiserror::Error)]
pub enum TableError {
    /// The file could not be opened, read or written.
    #[error("{}: {source}", path.display())]
    Io {
        /// The file.
        path: PathBuf,
        /// What the system said.
        source: std::io::Error,
    },
    /// The file is no valid Parquet or CSV, or could not be written as such.
    #[error("{}: {message}", path.display())]
    Format {
        /// The file.
        path: PathBuf,
        /// What the codec said.
        message: String,
    },
    /// A column of the contract is missing or has another type.
    #[error("{}: column `{column}`: {message}", path.display())]
    Contract {
        /// The file.
        path: PathBuf,
        /// The column.
        column: String,
        /// What is wrong with it.
        message: String,
    },
}

impl TableError {
    pub(super) fn io(path: &Path, source: std::io::Error) -> TableError {
        TableError::Io { path: path.to_owned(), source }
    }

    pub(super) fn format(path: &Path, message: impl ToString) -> TableError {
        TableError::Format { path: path.to_owned(), message: message.to_string() }
    }

    /// The same error, said of the file `path`.
    pub(super) fn at(self, path: &Path) -> TableError {
        match self {
            TableError::Contract { column, message, .. } => {
                TableError::Contract { path: path.to_owned(), column, message }
            }
            other => other,
        }
    }
}
