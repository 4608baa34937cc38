//! The equations that must hold before anything is published.

use crate::model::{Month, WardCode};

/// An equation of the books that does not hold. Names wards and figures, never a person.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum BooksError {
    /// Opening and changes do not give the closing.
    #[error(
        "bridge of {place}: {what} do not close: opening {opening} and changes {changes} do not give closing {closing}"
    )]
    Bridge {
        /// The ward code, or `city`.
        place: String,
        /// `persons` or `đồng`.
        what: &'static str,
        /// Opening.
        opening: i64,
        /// Sum of the changes.
        changes: i64,
        /// Closing.
        closing: i64,
    },
    /// A sum of money exceeds what can be held.
    #[error("sum of {what} overflows, ward {ward}, month {month}")]
    Overflow {
        /// Which sum.
        what: &'static str,
        /// The ward.
        ward: WardCode,
        /// The month.
        month: Month,
    },
    /// The ledger and its payees have different lengths.
    #[error("ledger has {lines} lines but {payees} payees")]
    Payees {
        /// Lines of the ledger.
        lines: usize,
        /// Payees handed in.
        payees: usize,
    },
}
