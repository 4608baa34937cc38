//! An identity as somebody wrote it, before and after it was looked for in the register.

use super::{FullName, IdNumber, PartialDate, PersonId, WardCode};

/// Who a list row or a ledger line says that it is about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WrittenIdentity {
    /// Digest of all that tells people apart: the provisional number of someone first met today.
    pub content: u64,
    /// Digest of folded name, birth date, number and ward alone: the same person may be written with
    /// more or less beside them another night.
    pub base: u64,
    /// Name.
    pub name: Option<FullName>,
    /// Birth date.
    pub birth: Option<PartialDate>,
    /// Number.
    pub id: Option<IdNumber>,
    /// Ward.
    pub ward: WardCode,
    /// The person of the register that it was found to be.
    pub person: Option<PersonId>,
}
