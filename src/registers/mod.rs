//! Extracts of other agencies' registers and the ledger, as typed rows and column batches.
//!
//! Takes: a city folder (contract §1). Gives: the small registers and the ledger as rows, the
//! population register as a stream of batches or as the few rows that somebody asks for; what people
//! decided about who a list row is.
//! Promises: a file is found by its stem with either ending; an optional register that is missing
//! is `None`, never empty; a row that breaks the contract is set aside and counted in a finding.
//! Never: deciding who somebody is, holding the population register in memory.

mod choices;
mod decisions;
mod error;
mod extract;
mod known;
mod population;
mod shared;

pub use decisions::{Decisions, read_decisions};
pub use error::RegisterError;
pub use population::{POPULATION_COLUMNS, Population, Selected, Wanted};
pub use shared::SharedNumbers;

use std::collections::HashSet;
use std::path::Path;
use std::sync::Arc;

use extract::{read_optional, read_required};

use crate::model::{Finding, share};
use crate::table::inputs::{DeathRow, DisabilityRow, InstitutionRow, PaymentRow, PensionRow, PovertyRow, SchoolingRow};

/// All registers but the population register. `None` is a register that the city does not have:
/// facts that only it can prove are then unknown.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Registers {
    /// Death registrations.
    pub deaths: Option<Vec<DeathRow>>,
    /// Pensions and monthly allowances.
    pub pensions: Option<Vec<PensionRow>>,
    /// Members of recognised poor and near-poor households.
    pub poverty: Option<Vec<PovertyRow>>,
    /// Disability certificates.
    pub disability: Option<Vec<DisabilityRow>>,
    /// Enrolments of people who study.
    pub schooling: Option<Vec<SchoolingRow>>,
    /// Residents of facilities.
    pub institutions: Option<Vec<InstitutionRow>>,
    /// The ledger, in file order.
    pub payments: Vec<PaymentRow>,
    /// Rows set aside and registers missing.
    pub findings: Vec<Finding>,
}

/// Reads everything but the population register.
///
/// # Errors
/// A required file is missing, or a file is unreadable or lacks a column of the contract. The
/// message names the file and how to mend it.
pub fn read(city: &Path) -> Result<Registers, RegisterError> {
    let mut findings = Vec::new();
    Ok(Registers {
        deaths: read_optional(city, &mut findings)?,
        pensions: read_optional(city, &mut findings)?,
        poverty: read_optional(city, &mut findings)?,
        disability: read_optional(city, &mut findings)?,
        schooling: read_optional(city, &mut findings)?,
        institutions: read_optional(city, &mut findings)?,
        payments: payments(city, &mut findings)?,
        findings,
    })
}

/// The ledger. Two years of lines repeat the same names, accounts, banks and list numbers: each text is
/// held once.
fn payments(city: &Path, findings: &mut Vec<Finding>) -> Result<Vec<PaymentRow>, RegisterError> {
    let mut pool: HashSet<Arc<str>> = HashSet::new();
    read_required(city, "ledger", findings, |line: &mut PaymentRow| {
        line.full_name.iter_mut().for_each(|name| name.share(&mut pool));
        line.account_no.iter_mut().for_each(|account| account.share(&mut pool));
        [&mut line.list_no, &mut line.bank].into_iter().flatten().for_each(|text| share(text, &mut pool));
    })
}
