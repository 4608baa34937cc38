//! What holds for a whole file is said once: a list without a column of groups is one thing to mend, not one
//! in each of its rows.

use std::collections::{BTreeMap, HashSet};
use std::sync::Arc;

use super::checks;
use crate::model::{Field, Finding, Issue, ListKind, RawRow, Record, RowId};

/// Rows of a file.
#[derive(Default)]
struct Count {
    rows: usize,
    lacking: usize,
    /// Some row has something in a column of groups, or its section or title tells its group.
    told: bool,
}

/// Puts the findings of rows without a group together, where no row of their file is told a group and most
/// rows lack one; the one finding stands where the first stood and tells their number.
pub(super) fn gather(rows: &[RawRow], records: &[Record], findings: Vec<Finding>) -> Vec<Finding> {
    let mut files: BTreeMap<Arc<str>, Count> = BTreeMap::new();
    let lacks = |finding: &Finding| finding.issue.check == checks::GROUP_UNKNOWN && finding.column.is_none();
    for finding in findings.iter().filter(|finding| lacks(finding)) {
        files.entry(finding.file.clone()).or_default().lacking += 1;
    }
    if files.is_empty() {
        return findings;
    }
    let grouped = |record: &&Record| record.list_kind == ListKind::Beneficiaries && record.benefit.is_some();
    let grouped: HashSet<RowId> = records.iter().filter(grouped).map(|record| record.row_id).collect();
    for row in rows {
        if let Some(count) = files.get_mut(&row.file) {
            count.rows += 1;
            count.told |= row.cell(Field::Group).is_some() || grouped.contains(&row.row_id);
        }
    }
    files.retain(|_, count| !count.told && count.lacking > 1 && count.lacking * 2 > count.rows);
    let mut out = Vec::with_capacity(findings.len());
    for finding in findings {
        match files.get_mut(&finding.file).filter(|_| lacks(&finding)) {
            None => out.push(finding),
            Some(count) if count.lacking > 0 => {
                let issue = Issue::new(checks::GROUP_COLUMN_MISSING, "").about(Field::Group);
                let issue = issue.suggest(&std::mem::take(&mut count.lacking).to_string());
                out.push(Finding { row_id: None, column: None, issue, ..finding });
            }
            Some(_) => {}
        }
    }
    out
}
