//! Why a file of the run folder could not be written or read.

use std::path::{Path, PathBuf};

use crate::store::StoreError;
use crate::table::TableError;

/// An error about one file of the run folder. Carries no cell content.
#[derive(Debug, thiserror::Error)]
pub enum PublishError {
    /// A table.
    #[error(transparent)]
    Table(#[from] TableError),
    /// A file or folder.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// A file could not be written or read.
    #[error("cannot {action} {}: {source}", path.display())]
    Io {
        /// What was tried, in the infinitive.
        action: &'static str,
        /// On what.
        path: PathBuf,
        /// What the system said.
        source: std::io::Error,
    },
    /// A workbook could not be made.
    #[error("cannot write the workbook {}: {message}", path.display())]
    Workbook {
        /// The workbook.
        path: PathBuf,
        /// What its writer said.
        message: String,
    },
    /// A manifest that this version of the program cannot read.
    #[error("{}: {message}\n  hint: run the night again with this version of the program", path.display())]
    Manifest {
        /// The manifest.
        path: PathBuf,
        /// What is wrong.
        message: String,
    },
}

impl PublishError {
    /// For `map_err`: what was tried, and on which path.
    pub(super) fn io(action: &'static str, path: &Path) -> impl FnOnce(std::io::Error) -> PublishError {
        let path = path.to_owned();
        move |source| PublishError::Io { action, path, source }
    }
}
