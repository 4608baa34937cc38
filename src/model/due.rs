//! What the law gives for a benefit in a month, as far as a list shows whose it is.

use std::sync::Arc;

use super::Dong;

/// An amount that the law may give.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Due {
    /// A month's amount, or that for each of several people where `each` is set.
    pub amount: Dong,
    /// For each child: any multiple may be due.
    pub each: bool,
    /// Clause of the coefficient.
    pub clause: Arc<str>,
    /// Clause of the rate that it multiplies.
    pub rate_clause: Arc<str>,
}
