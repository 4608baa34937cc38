//! The Parquet tables of a run folder, and its page.

use std::fs;
use std::path::Path;

use rayon::prelude::*;

use super::{FileEntry, PublishError, Tables};
use crate::model::Subject;
use crate::store::digest;
use crate::table::people::{self, ClaimRow, FactRow, SubjectRow};
use crate::table::{Table, TableError, write_rows};

/// A table that still has to be written to a path.
type Job<'a> = (&'static str, Box<dyn Fn(&Path) -> Result<(), TableError> + Send + Sync + 'a>);

fn job<T: Table + Sync>(rows: &[T]) -> Job<'_> {
    (T::NAME, Box::new(|path| write_rows(path, rows)))
}

/// Writes every table of contract §4 under `<folder>/tables/`, on all cores, empty ones too. Call
/// [`Tables::sort`] first: rows are written in the order given.
///
/// # Errors
/// A file cannot be written.
pub fn write_tables(folder: &Path, tables: &Tables) -> Result<Vec<FileEntry>, PublishError> {
    let dir = folder.join("tables");
    fs::create_dir_all(&dir).map_err(PublishError::io("create", &dir))?;
    let jobs: Vec<Job> = vec![
        job(&tables.entitlements),
        job(&tables.conditions),
        job(&tables.source_rows),
        job(&tables.records),
        job(&tables.findings),
        job(&tables.matches),
        job(&tables.candidates),
        job(&tables.decisions),
        job(&tables.provisional_ids),
        job(&tables.provisional_events),
        job(&tables.beneficiaries),
        job(&tables.source_files),
        job(&tables.duplicates),
        job(&tables.changes),
        job(&tables.arrears),
        job(&tables.arrears_ledger),
        job(&tables.fact_conflicts),
        job(&tables.bridge),
        job(&tables.prospects),
        job(&tables.calendar),
        job(&tables.quality),
        job(&tables.columns),
        job(&tables.worklist),
        job(&tables.visits),
        job(&tables.coverage),
    ];
    let written: Result<Vec<FileEntry>, PublishError> = jobs
        .into_par_iter()
        .map(|(name, write)| {
            write(&dir.join(format!("{name}.parquet")))?;
            entry(folder, &format!("tables/{name}.parquet"))
        })
        .collect();
    written.map(|mut entries| {
        entries.sort();
        entries
    })
}

/// Writes everyone's dated facts as the tables `subjects`, `facts` and `claims` under
/// `<folder>/tables/`.
///
/// # Errors
/// A file cannot be written.
pub fn write_people(
    folder: &Path,
    enrolled: &[Subject],
    candidates: &[Subject],
) -> Result<Vec<FileEntry>, PublishError> {
    let dir = folder.join("tables");
    fs::create_dir_all(&dir).map_err(PublishError::io("create", &dir))?;
    people::write_people(&dir, enrolled, candidates)?;
    let names = [SubjectRow::NAME, FactRow::NAME, ClaimRow::NAME];
    names.iter().map(|name| entry(folder, &format!("tables/{name}.parquet"))).collect()
}

/// Writes `report/index.html`.
///
/// # Errors
/// The file cannot be written.
pub fn write_page(folder: &Path, html: &str) -> Result<FileEntry, PublishError> {
    let dir = folder.join("report");
    fs::create_dir_all(&dir).map_err(PublishError::io("create", &dir))?;
    let path = dir.join("index.html");
    fs::write(&path, html).map_err(PublishError::io("write", &path))?;
    entry(folder, "report/index.html")
}

/// A file of the run folder with its digest.
pub(super) fn entry(folder: &Path, path: &str) -> Result<FileEntry, PublishError> {
    let (digest, bytes) = digest(&folder.join(path))?;
    Ok(FileEntry { path: path.to_owned(), bytes, digest: digest.to_string() })
}
