//! Why an evaluation cannot go on.

use crate::model::{Benefit, Dong, Month};

/// Why an evaluation cannot go on. Never carries a person.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum RulesError {
    /// No regime governs the month.
    #[error("rules: no regime of `regimes.toml` governs {0}")]
    NoRegime(Month),
    /// No rate is in force.
    #[error("rules: `{benefit}`: no value of its rate is in force in {month}")]
    NoRate {
        /// The benefit.
        benefit: Benefit,
        /// The month.
        month: Month,
    },
    /// The product is not a whole number of đồng, or does not fit.
    #[error("rules: `{benefit}` in {month}: {hundredths}/100 × {rate} gives no whole number of đồng")]
    NotWhole {
        /// The benefit.
        benefit: Benefit,
        /// The month.
        month: Month,
        /// The coefficient in hundredths.
        hundredths: i64,
        /// The rate.
        rate: Dong,
    },
    /// A carer's claim points outside the subjects given.
    #[error("rules: a claim names person {0} of the slice as cared for, who is not there")]
    NoSuchSubject(usize),
}
