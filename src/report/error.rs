//! Why a page or a story could not be written.

use crate::table::TableError;

/// An error of the report room. Carries no personal data.
#[derive(Debug, thiserror::Error)]
pub enum ReportError {
    /// A table of the run cannot be read.
    #[error(transparent)]
    Table(#[from] TableError),
    /// The page's template does not fit its data: a bug of the program.
    #[error("the page's template: {0}")]
    Template(String),
    /// Nobody of that id and no such row in the run.
    #[error(
        "no such person or row in this run\n  hint: give 12 digits, a provisional id (tam-…) or a row id as in the tables"
    )]
    Unknown,
}
