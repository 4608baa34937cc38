//! Two monthly series set against each other: what the law gives and what was paid.
//!
//! Takes: subjects, their entitlements month by month, the ledger ([`ChangeInputs`]). Gives: the
//! lines of increase and decrease of the pay month, the arrears before it, the bridge from opening
//! to closing, the lines of the payment list ([`Changes`]). Promises: opening + increases −
//! decreases ± adjustments = closing for every ward and the city, or an error that names the
//! equation; the same lines whatever the order of the input. Never: law, files.

mod books;
mod wording;

pub use books::BooksError;
pub use wording::{Phrase, Wording};

use crate::model::{Date, Month, PaymentLine, PersonKey, Subject};
use crate::table::inputs::PaymentRow;
use crate::table::outputs::{ArrearsRow, BridgeRow, ChangeRow, EntitlementRow};

/// Everything that changes are computed from.
#[derive(Clone, Copy)]
pub struct ChangeInputs<'a> {
    /// The day whose knowledge is used.
    pub as_of: Date,
    /// The month of the list being prepared.
    pub pay_month: Month,
    /// First month of which arrears and overpayments are settled.
    pub arrears_from: Month,
    /// The enrolled people, as the facts room gave them.
    pub subjects: &'a [Subject],
    /// Their entitlements, from `arrears_from` or earlier to `pay_month`.
    pub entitlements: &'a [EntitlementRow],
    /// The closed payment lists.
    pub ledger: &'a [PaymentRow],
    /// Who each ledger line was paid to, in the order of the ledger.
    pub payees: &'a [PersonKey],
    /// Words and clauses, from `pipelines/changes.toml`.
    pub wording: &'a Wording,
}

/// What [`changes`] gives.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Changes {
    /// Lines of the lists of increase, decrease and adjustment, ordered by ward, person, benefit.
    pub changes: Vec<ChangeRow>,
    /// Months still to settle, ordered by person and month.
    pub arrears: Vec<ArrearsRow>,
    /// The bridge, ordered by ward; opening, reasons, closing. Reasons without lines are left out.
    pub bridge: Vec<BridgeRow>,
    /// The payment list of the pay month, ordered by ward, person, benefit.
    pub closing: Vec<PaymentLine>,
}

/// Sets what the law gives against what was paid.
///
/// # Errors
/// An equation of the books does not hold.
pub fn changes(_inputs: &ChangeInputs<'_>) -> Result<Changes, BooksError> {
    Ok(Changes::default())
}
