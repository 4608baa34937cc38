//! Limits that stop a run.

use super::RunError;
use crate::model::{Disposition, FileStatus, Outcome, RowKind};
use crate::plan::Limits;
use crate::table::Tables;

/// Fails where a share lies outside the plan's limits: then something is wrong with the night as a
/// whole, and the last published run is worth more.
pub(super) fn check(limits: &Limits, tables: &Tables) -> Result<(), RunError> {
    let files = &tables.source_files;
    let unread = [FileStatus::Unreadable, FileStatus::NotAList, FileStatus::Empty];
    let read = files.iter().filter(|file| !unread.contains(&file.status)).count();
    least(
        "min_read_files_share",
        "submitted files that could be read",
        limits.min_read_files_share,
        read,
        files.len(),
    )?;
    let data = || tables.source_rows.iter().filter(|row| row.row_kind == RowKind::Data);
    let set_aside = data().filter(|row| row.disposition == Some(Disposition::Quarantined)).count();
    let kept = data().count() - set_aside;
    let least_kept = 1.0 - limits.max_quarantined_share;
    least("max_quarantined_share", "data rows not set aside", least_kept, kept, data().count())?;
    let usable = tables.matches.iter().filter(|verdict| verdict.outcome != Outcome::Unusable).count();
    let matched = tables.matches.iter().filter(|verdict| verdict.outcome == Outcome::Matched).count();
    least("min_match_share", "usable records that were matched", limits.min_match_share, matched, usable)
}

fn least(limit: &str, what: &str, share: f64, part: usize, whole: usize) -> Result<(), RunError> {
    if whole == 0 || part as f64 >= share * whole as f64 {
        return Ok(());
    }
    let message = format!("{what}: {part} of {whole}, less than the limit {share:.2} ({limit} in the pipeline file)");
    Err(RunError::Blocked(message))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_share_at_the_limit_passes_and_one_below_stops() {
        assert!(least("l", "w", 0.7, 7, 10).is_ok());
        assert!(least("l", "w", 0.7, 0, 0).is_ok());
        let error = least("min_match_share", "records matched", 0.7, 6, 10).unwrap_err().to_string();
        assert!(error.contains("6 of 10") && error.contains("min_match_share"), "{error}");
    }
}
