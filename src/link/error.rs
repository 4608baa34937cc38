//! Why the linkage cannot go on.

use std::path::PathBuf;

use crate::table::TableError;

/// An error of the linkage.
#[derive(Debug, thiserror::Error)]
pub enum LinkError {
    /// The population register cannot be read.
    #[error("the population register cannot be read: {0}")]
    Register(#[from] TableError),
    /// A prepared register is damaged, or cannot be read or written. The register itself is untouched.
    #[error("the prepared register {}: {message}", path.display())]
    Prepared {
        /// The file.
        path: PathBuf,
        /// What is wrong.
        message: String,
    },
    /// The file in which candidates wait to be weighed cannot be read again.
    #[error("the file of candidates in the folder of temporary files: {message}")]
    Aside {
        /// What is wrong.
        message: String,
    },
}
