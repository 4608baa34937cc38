//! Why two lists could not be matched.

use std::path::{Path, PathBuf};

use super::heading::Near;
use crate::table::TableError;

/// An error of `ansinh match`. Carries no cell content.
#[derive(Debug, thiserror::Error)]
pub enum MatchError {
    /// A list cannot be opened or read.
    #[error("{}: {message}", path.display())]
    List {
        /// The file.
        path: PathBuf,
        /// Why.
        message: String,
    },
    /// A list has no row with enough of the headings that the model names.
    #[error(
        "{}: no heading row with a name or a number that the model knows ({}); {near}",
        path.display(),
        wanted.join(", ")
    )]
    Headings {
        /// The file.
        path: PathBuf,
        /// Headings that the model names.
        wanted: Vec<String>,
        /// What the nearest row has, without what may be somebody's.
        near: Near,
    },
    /// Columns of the model that neither list has.
    #[error(
        "no list has a column `{}`: give its heading in the model ([[field]] column), or say there that lists may be \
         without it (optional = true)",
        .0.join("`, `")
    )]
    NoColumn(Vec<String>),
    /// Blocking would make more pairs than the model allows.
    #[error(
        "the blocks make {pairs} pairs, the model allows {most} (training.most_pairs); narrow block {rule}, which makes {of_rule}"
    )]
    TooManyPairs {
        /// Pairs of all rules.
        pairs: u64,
        /// Allowed.
        most: u64,
        /// The largest rule, from 1.
        rule: usize,
        /// Its pairs.
        of_rule: u64,
    },
    /// A table could not be read or written.
    #[error(transparent)]
    Table(#[from] TableError),
}

impl MatchError {
    pub(super) fn list(path: &Path, message: impl ToString) -> MatchError {
        MatchError::List { path: path.to_owned(), message: message.to_string() }
    }
}
