//! Why a file or folder could not be read, written or swapped.

use std::io;
use std::path::{Path, PathBuf};

/// An error about one path: what was tried, on what, what the system said, and what helps.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    /// The system refused.
    #[error("cannot {action} {}: {source}\n  hint: {}", path.display(), hint_of(source))]
    Io {
        /// What was tried, in the infinitive.
        action: &'static str,
        /// On what.
        path: PathBuf,
        /// What the system said.
        source: io::Error,
    },
    /// Another run writes to the same output folder.
    #[error("another run ({holder}) writes to {}\n  hint: wait until it ends, or give another folder with --out", out.display())]
    Busy {
        /// The output folder.
        out: PathBuf,
        /// Who holds it, as the lock file says.
        holder: String,
    },
    /// Nothing was published yet.
    #[error("no published run in {}\n  hint: run `ansinh run <pipeline.toml> --out {}` first", out.display(), out.display())]
    NothingPublished {
        /// The output folder.
        out: PathBuf,
    },
    /// A run id that cannot be the name of a folder.
    #[error("run id `{0}` must be ASCII letters, digits and hyphens")]
    RunId(String),
}

impl StoreError {
    /// For `map_err`: what was tried, and on which path.
    pub(super) fn io(action: &'static str, path: &Path) -> impl FnOnce(io::Error) -> StoreError {
        let path = path.to_owned();
        move |source| StoreError::Io { action, path, source }
    }
}

fn hint_of(error: &io::Error) -> &'static str {
    match error.kind() {
        io::ErrorKind::NotFound => "check the path",
        io::ErrorKind::PermissionDenied => "check who owns the folder and its rights",
        io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded => {
            "free some space; the last published run is untouched"
        }
        io::ErrorKind::ReadOnlyFilesystem => "give a folder on a writable disk",
        _ => "check the disk and the path, then run again; the last published run is untouched",
    }
}
