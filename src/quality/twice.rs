//! People who stand twice in one file, told at each of their rows.

use std::collections::BTreeMap;

use crate::model::{Field, Finding, IdNumber, Issue, Record, RowId};
use crate::table::outputs::DuplicateRow;

/// Check of a person who stands twice in a file.
const TWICE: &str = "list.twice";

/// Rows that a message names one by one.
const NAMED: usize = 5;

/// Findings at the rows of each group of records of one person that lie in one file.
#[must_use]
pub fn listed_twice(records: &[Record], duplicates: &[DuplicateRow]) -> Vec<Finding> {
    let mut groups: BTreeMap<&str, Vec<RowId>> = BTreeMap::new();
    for row in duplicates {
        groups.entry(&row.group_id).or_default().push(row.row_id);
    }
    told(records, groups.into_values())
}

/// The same for a file by itself: rows with one id and one benefit.
#[must_use]
pub fn ids_twice(records: &[Record]) -> Vec<Finding> {
    let mut groups: BTreeMap<(String, Option<&str>), Vec<RowId>> = BTreeMap::new();
    for record in records {
        let benefit = record.benefit.map(crate::model::Benefit::as_str);
        if let Some(id) = record.id.map(IdNumber::reveal) {
            groups.entry((id.to_string(), benefit)).or_default().push(record.row_id);
        }
    }
    told(records, groups.into_values())
}

fn told(records: &[Record], groups: impl Iterator<Item = Vec<RowId>>) -> Vec<Finding> {
    let mut others: BTreeMap<RowId, Vec<RowId>> = BTreeMap::new();
    for group in groups {
        for &row in &group {
            let rest: Vec<RowId> =
                group.iter().copied().filter(|other| *other != row && other.file == row.file).collect();
            if !rest.is_empty() {
                others.insert(row, rest);
            }
        }
    }
    let finding = |record: &Record| {
        let rest = others.get(&record.row_id)?;
        let issue = Issue::new(TWICE, "").suggest(&places(record.row_id, rest)).about(Field::FullName);
        let (file, ward) = (record.file.clone(), Some(record.ward));
        Some(Finding { row_id: Some(record.row_id), file, ward, column: None, issue })
    };
    records.iter().filter_map(finding).collect()
}

/// Where the other rows stand: a few by name, of more the number.
fn places(from: RowId, others: &[RowId]) -> String {
    let named: Vec<String> = others.iter().take(NAMED).map(|other| place(from, *other)).collect();
    match others.len().saturating_sub(NAMED) {
        0 => named.join(", "),
        more => format!("{} và {more} dòng khác", named.join(", ")),
    }
}

/// Where another row stands, as seen from a row of the same file.
fn place(from: RowId, other: RowId) -> String {
    if other.is_of(from) {
        "cùng dòng này".to_owned()
    } else if other.sheet_number() == from.sheet_number() {
        format!("dòng {}", other.row)
    } else {
        format!("dòng {} của trang tính thứ {}", other.row, other.sheet_number())
    }
}
