//! What is kept from the nights before: provisional ids.
//!
//! The ledger is read from the last published run of an earlier day, never from one of the same day:
//! the same night run again gives the same ids.

use super::RunError;
use super::night::Night;
use crate::facts::{self, FactInputs, Identified};
use crate::link::{self, Provisional};
use crate::store::{self, Digest};
use crate::table::outputs::ProvisionalRow;
use crate::table::read_rows;

/// The provisional ids of tonight, and the digest of the ledger that they rest on.
pub(super) struct Kept {
    pub(super) provisional: Provisional,
    /// `None` on the first night.
    pub(super) ledger: Option<Digest>,
}

/// Settles the provisional ids, from who everyone is; gives that too.
pub(super) fn provisional<'a>(night: &Night<'_>, inputs: &FactInputs<'a>) -> Result<(Kept, Identified<'a>), RunError> {
    let fail = |error: &dyn ToString| RunError::input("facts", &error.to_string());
    let before = store::run_before(&night.out, night.as_of).map(|run| run.join("tables/provisional_ids.parquet"));
    let (mut rows, mut ledger) = (Vec::new(), None);
    // A run of an earlier version kept none.
    if let Some(path) = before.filter(|path| path.is_file()) {
        let (read, bad) = read_rows::<ProvisionalRow>(&path).map_err(|error| fail(&error))?;
        if let Some(bad) = bad.first() {
            let place = path.display();
            return Err(fail(&format!("{place}: row {}, {}: expected {}", bad.index, bad.column, bad.expected)));
        }
        rows = read;
        ledger = Some(store::digest(&path).map_err(|error| fail(&error))?.0);
    }
    let identified = facts::identify(inputs);
    let written = facts::written_identities(inputs, &identified);
    let provisional = link::settle_provisional(&rows, &written, &night.plan.model, night.as_of);
    Ok((Kept { provisional, ledger }, identified))
}
