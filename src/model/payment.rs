//! A line of the payment list that is being prepared.

use super::code::codes;
use super::{Benefit, Coefficient, Dong, PersonKey, RowId, WardCode};

/// What one person is paid for one benefit by one ward in the pay month: a line of the closing.
/// The same shape serves the opening.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PaymentLine {
    /// Who receives it.
    pub person: PersonKey,
    /// The ward that pays.
    pub ward: WardCode,
    /// The benefit.
    pub benefit: Benefit,
    /// Carers' lines: the person cared for, where known.
    pub for_person: Option<PersonKey>,
    /// Coefficient, where the law or the old list says one.
    pub coefficient: Option<Coefficient>,
    /// Monthly amount.
    pub amount: Dong,
    /// The law's answer is not determined: the line is carried over from the opening as it was.
    pub carried_over: bool,
    /// The row of the ward's list that carries the decision.
    pub row_id: Option<RowId>,
}

codes! {
    /// How far the settling of a difference has come.
    ArrearsStatus ("arrears status") {
        /// Found, nobody told yet.
        New = "new",
        /// The person was told.
        Notified = "notified",
        /// Being recovered, or paid in parts.
        Recovering = "recovering",
        /// Settled.
        Settled = "settled",
        /// Given up by decision.
        Waived = "waived",
    }
}
