//! Everyone's dated facts, from the wards' records, the registers and the ledger.
//!
//! Takes: records with their matches, register rows with their links, the ledger ([`FactInputs`]).
//! Gives: one [`Subject`] for every enrolled person (and every person cared for), subjects of people
//! who may qualify without being enrolled, the rows of the table of beneficiaries, and findings
//! about conflicts between list and register ([`Gathered`]). Promises: intervals of one fact never
//! overlap; "no" is said with a value and silence stays unknown; nothing that became known after
//! the as-of day is used; the order of the input does not matter. Never: law, amounts, files.

mod input;

pub use input::{FactInputs, Linked, RowLink, SpecialCommune};

use crate::model::{Finding, PersonKey, Subject};
use crate::table::outputs::BeneficiaryRow;

/// What [`gather`] gives.
#[derive(Debug, Clone, Default)]
pub struct Gathered {
    /// Enrolled people and the people that they care for, ordered by key. Someone who is only cared
    /// for has no claim.
    pub subjects: Vec<Subject>,
    /// People who are not enrolled in a main benefit and may qualify for one, ordered by key.
    pub candidates: Vec<Subject>,
    /// A row for each subject with a claim, in the order of the subjects.
    pub beneficiaries: Vec<BeneficiaryRow>,
    /// Conflicts and doubts found on the way, in the order of the records, then of the subjects.
    pub findings: Vec<Finding>,
    /// Who each ledger line was paid to, in the order of the ledger.
    pub payees: Vec<PersonKey>,
}

/// Gathers the facts about everyone who is enrolled, and about those who may qualify.
#[must_use]
pub fn gather(_inputs: &FactInputs<'_>) -> Gathered {
    Gathered::default()
}
