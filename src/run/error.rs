//! Why a run did not publish.

use std::path::PathBuf;

/// Why a run published nothing. Carries no personal data.
#[derive(Debug, thiserror::Error)]
pub enum RunError {
    /// The configuration or the arguments do not fit; nothing was read.
    #[error("{0}")]
    Configuration(String),
    /// An input of the city could not be read.
    #[error("stage {stage}: {message}")]
    Input {
        /// The stage that needed it.
        stage: &'static str,
        /// What could not be read, why, and how to mend it.
        message: String,
    },
    /// An output could not be written.
    #[error("stage publish: {path}: {message}", path = path.display())]
    Output {
        /// What could not be written.
        path: PathBuf,
        /// Why.
        message: String,
    },
    /// A limit of the plan or an equation of the books does not hold.
    #[error("nothing published: {0}")]
    Blocked(String),
}

impl RunError {
    /// An input error of a stage.
    pub(super) fn input(stage: &'static str, message: &impl ToString) -> RunError {
        RunError::Input { stage, message: message.to_string() }
    }
}
