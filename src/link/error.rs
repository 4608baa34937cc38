//! Why the linkage cannot go on.

use crate::table::TableError;

/// An error of the linkage.
#[derive(Debug, thiserror::Error)]
pub enum LinkError {
    /// The population register cannot be read.
    #[error("the population register cannot be read: {0}")]
    Register(#[from] TableError),
}
