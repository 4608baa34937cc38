//! Limits that stop a run, and limits that put a ward in warning.

use std::collections::{BTreeMap, BTreeSet};

use super::RunError;
use super::sources::IN_SUBFOLDER;
use crate::model::{Disposition, FileStatus, Finding, Issue, ListKind, Outcome, Reason, Record, RowKind, WardCode};
use crate::plan::Limits;
use crate::table::Tables;
use crate::table::inputs::PaymentRow;
use crate::table::outputs::{ChangeRow, SourceFileRow};

/// Fails where a share lies outside the plan's limits: then something is wrong with the night as a
/// whole, and the last published run is worth more.
pub(super) fn check(limits: &Limits, tables: &Tables) -> Result<(), RunError> {
    // What lies in a folder inside a ward's was not tried.
    let tried = |file: &&SourceFileRow| file.reason.as_deref() != Some(IN_SUBFOLDER);
    let files: Vec<&SourceFileRow> = tables.source_files.iter().filter(tried).collect();
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

/// Wards whose list has shrunk, or ends by death, beyond what a month brings: a finding each, for a
/// person to look at before the list is carried out.
pub(super) fn ward_findings(
    limits: &Limits,
    opening: &[PaymentRow],
    records: &[Record],
    changes: &[ChangeRow],
) -> Vec<Finding> {
    let mut paid: BTreeMap<WardCode, usize> = BTreeMap::new();
    opening.iter().for_each(|line| *paid.entry(line.ward_code).or_default() += 1);
    let mut listed: BTreeMap<WardCode, usize> = BTreeMap::new();
    let lists = records.iter().filter(|record| record.list_kind == ListKind::Beneficiaries);
    lists.for_each(|record| *listed.entry(record.ward).or_default() += 1);
    let mut dead: BTreeMap<WardCode, BTreeSet<_>> = BTreeMap::new();
    for row in changes.iter().filter(|row| row.reason == Reason::Death) {
        dead.entry(row.ward_code).or_default().insert(row.person_id);
    }
    let finding = |check: &'static str, ward: WardCode, raw: String| Finding {
        row_id: None,
        file: "".into(),
        ward: Some(ward),
        column: None,
        issue: Issue::new(check, &raw),
    };
    let mut found = Vec::new();
    for (ward, paid) in paid {
        // A ward without any list is missing, which is said elsewhere.
        let lost = listed.get(&ward).map_or(0, |listed| paid.saturating_sub(*listed));
        if exceeds(lost, paid, limits.max_ward_shrink) {
            found.push(finding("city.ward_shrinks", ward, format!("{}/{paid}", paid - lost)));
        }
        let dead = dead.get(&ward).map_or(0, BTreeSet::len);
        if exceeds(dead, paid, limits.max_ward_death_share) {
            found.push(finding("city.ward_deaths", ward, format!("{dead}/{paid}")));
        }
    }
    found
}

/// More than a share, and more than the two or three that chance brings to a small ward.
fn exceeds(part: usize, whole: usize, share: f64) -> bool {
    part > 3 && part as f64 > share * whole as f64
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_ward_is_in_warning_above_the_share_only() {
        assert!(!exceeds(34, 100, 0.34));
        assert!(exceeds(35, 100, 0.34));
        assert!(!exceeds(3, 4, 0.1));
    }

    #[test]
    fn a_share_at_the_limit_passes_and_one_below_stops() {
        assert!(least("l", "w", 0.7, 7, 10).is_ok());
        assert!(least("l", "w", 0.7, 0, 0).is_ok());
        let error = least("min_match_share", "records matched", 0.7, 6, 10).unwrap_err().to_string();
        assert!(error.contains("6 of 10") && error.contains("min_match_share"), "{error}");
    }
}
