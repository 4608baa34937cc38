//! One file by itself, read by the functions that a night reads it with.
//!
//! Takes: a submission, the plan. Gives: what the night would find about the file before it looks into any
//! register. Never: writes, reads a city folder.

use std::collections::HashMap;

use super::sources;
use crate::ingest::{self, Inspected, Submission};
use crate::link::{self, LinkError, Query, Register};
use crate::model::Finding;
use crate::normalize::Normalized;
use crate::plan::Plan;
use crate::quality;

/// A file as a night would read it.
#[derive(Debug)]
pub struct Inspection {
    /// Its rows, each data row with what became of it, and the texts of the others.
    pub inspected: Inspected,
    /// Its records.
    pub normalized: Normalized,
    /// What was found about the file, its rows and values, and who stands in it twice.
    pub findings: Vec<Finding>,
}

/// Reads one file, whatever folder it lies in.
///
/// # Errors
/// The records cannot be compared with each other.
pub fn inspect(plan: &Plan, submission: &Submission) -> Result<Inspection, LinkError> {
    let mut inspected = ingest::inspect(submission, &plan.forms);
    let mut findings = std::mem::take(&mut inspected.ingested.findings);
    let normalized = sources::cleaned(&mut inspected.ingested, plan);
    findings.extend(normalized.findings.iter().cloned());
    // Nobody is known: rows are about one person by what they share.
    let records = &normalized.records;
    let queries: Vec<Query> = (0..).zip(records).map(|(at, record)| Query::of_record(at, record)).collect();
    let nobody = Register::Batches(std::iter::empty());
    let linked = link::link_ruled(&queries, nobody, &plan.model, &[])?;
    let matches = link::match_rows(records, &linked.verdicts);
    let persons = link::persons(records, &matches, &linked.alike);
    let duplicates = link::duplicates(records, &matches, &HashMap::new(), &persons);
    findings.extend(quality::listed_twice(records, &duplicates, &inspected.ingested.rows));
    Ok(Inspection { inspected, normalized, findings })
}
