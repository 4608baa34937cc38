//! What is kept from the nights before: provisional ids, and what decisions were about.
//!
//! The ledger is read from the last published run of an earlier day, never from one of the same day:
//! the same night run again gives the same ids.

use std::collections::BTreeMap;
use std::path::Path;

use super::RunError;
use super::night::Night;
use crate::facts::{self, FactInputs, Identified};
use crate::link::{self, LastNight, Provisional, RowWas};
use crate::model::RulingState;
use crate::store::{self, Digest};
use crate::table::outputs::{RecordRow, RulingRow};
use crate::table::{Table, read_rows};

/// The provisional ids of tonight, and the digest of the ledger that they rest on.
pub(super) struct Kept {
    pub(super) provisional: Provisional,
    /// `None` on the first night.
    pub(super) ledger: Option<Digest>,
}

/// Settles the provisional ids, from who everyone is; gives that too.
pub(super) fn provisional<'a>(night: &Night<'_>, inputs: &FactInputs<'a>) -> Result<(Kept, Identified<'a>), RunError> {
    let before = store::run_before(&night.out, night.as_of).map(|run| run.join("tables/provisional_ids.parquet"));
    let (mut rows, mut ledger) = (Vec::new(), None);
    // A run of an earlier version kept none.
    if let Some(path) = before.filter(|path| path.is_file()) {
        rows = table_of("facts", &path)?;
        let digest = store::digest(&path).map_err(|error| RunError::input("facts", &error.to_string()))?;
        ledger = Some(digest.0);
    }
    let identified = facts::identify(inputs);
    let written = facts::written_identities(inputs, &identified);
    let provisional = link::settle_provisional(&rows, &written, &night.plan.model, night.as_of);
    Ok((Kept { provisional, ledger }, identified))
}

/// What the last published night says of decisions and rows, read only where the row of a decision is gone.
pub(super) fn last_night(night: &Night<'_>, decisions: &[RulingRow]) -> Result<LastNight, RunError> {
    let gone = decisions.iter().any(|row| row.state == RulingState::RowGone);
    let Some(run) = store::run_before(&night.out, night.as_of).filter(|_| gone) else {
        return Ok(LastNight::default());
    };
    let [decisions, records] = ["decisions", "records"].map(|name| run.join(format!("tables/{name}.parquet")));
    Ok(LastNight {
        decisions: if decisions.is_file() { table_of("link", &decisions)? } else { Vec::new() },
        rows: if records.is_file() { Some(rows_of(&records)?) } else { None },
    })
}

fn rows_of(path: &Path) -> Result<BTreeMap<String, RowWas>, RunError> {
    Ok(table_of::<RecordRow>("link", path)?.iter().map(RowWas::of).collect())
}

/// All rows of a table of an earlier run.
fn table_of<T: Table>(stage: &'static str, path: &Path) -> Result<Vec<T>, RunError> {
    let (rows, bad) = read_rows::<T>(path).map_err(|error| RunError::input(stage, &error.to_string()))?;
    match bad.first() {
        Some(bad) => {
            let place = path.display();
            let message = format!("{place}: row {}, {}: expected {}", bad.index, bad.column, bad.expected);
            Err(RunError::input(stage, &message))
        }
        None => Ok(rows),
    }
}
