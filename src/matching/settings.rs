//! The settings of a model file beside its fields and comparisons: prior, training, verdict.

use serde::{Deserialize, Serialize};

/// How often two rows are one person; trained where it is not given.
#[derive(Debug, Clone, Default, Deserialize, Serialize)]
pub(super) struct PriorFile {
    /// Within one list, or between lists of relation `many_to_many`: chance of a pair drawn blindly.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) probability: Option<f64>,
    /// Between two lists: share of the left rows that the right list has. Lists of
    /// [`super::verdict::SAYS_ITSELF`] rows or more say it themselves.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) share: Option<f64>,
}

/// How a model is trained.
#[derive(Debug, Clone, Deserialize, Serialize)]
#[serde(default)]
pub(super) struct TrainingFile {
    /// Pairs drawn for u; all pairs where there are fewer.
    pub(super) sample: u64,
    /// Times that m, prior and u are found after each other.
    pub(super) rounds: usize,
    /// Most iterations of EM in one block rule.
    pub(super) iterations: usize,
    /// EM has converged where no parameter changes by more.
    pub(super) change: f64,
    /// Pairs of one key from which on the rule's `narrow` parts are asked for too.
    pub(super) full_block: u64,
    /// Candidate pairs over which the match refuses to begin.
    pub(super) most_pairs: u64,
}

impl Default for TrainingFile {
    fn default() -> TrainingFile {
        TrainingFile {
            sample: 1_000_000,
            rounds: 3,
            iterations: 300,
            change: 1e-5,
            full_block: 250_000,
            most_pairs: 500_000_000,
        }
    }
}

/// When two rows are one person.
#[derive(Debug, Clone, Deserialize, Serialize)]
pub(super) struct VerdictFile {
    /// `many_to_one` (a left row is at most one right row), `one_to_one`, `many_to_many`. Between
    /// a list and itself it counts for nothing.
    #[serde(default = "many_to_one")]
    pub(super) relation: String,
    /// Least probability of a match.
    pub(super) matched: f64,
    /// Least probability from which a person is asked: of the candidates shown, together.
    pub(super) review: f64,
    /// Groups of fields: whoever is equal in all of one (a name also without marks) is shown to a
    /// person, whatever the weights say.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub(super) ask: Vec<Vec<String>>,
}

fn many_to_one() -> String {
    "many_to_one".to_owned()
}
