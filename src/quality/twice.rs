//! People who stand twice in one file, told at each of their rows.

use std::collections::{BTreeMap, BTreeSet};

use crate::model::{Field, Finding, Issue, Record, RowId};
use crate::table::outputs::{DuplicateRow, SourceRowRow};

/// Check of a person who stands twice in a file. It quotes nothing and suggests places of rows.
pub const LISTED_TWICE: &str = "list.twice";

/// Rows that a message names one by one.
const NAMED: usize = 5;

/// Findings at the rows of each group of records of one person that lie in one file. `rows` tells how
/// sheets are called.
#[must_use]
pub fn listed_twice(records: &[Record], duplicates: &[DuplicateRow], rows: &[SourceRowRow]) -> Vec<Finding> {
    let mut groups: BTreeMap<&str, Vec<RowId>> = BTreeMap::new();
    for row in duplicates {
        groups.entry(&row.group_id).or_default().push(row.row_id);
    }
    let mut others: BTreeMap<RowId, Vec<RowId>> = BTreeMap::new();
    for group in groups.values() {
        for &row in group {
            let same_file = |other: &RowId| *other != row && other.file == row.file;
            let rest: Vec<RowId> = group.iter().copied().filter(same_file).collect();
            if !rest.is_empty() {
                others.insert(row, rest);
            }
        }
    }
    let sheets = Sheets::of(&others, rows);
    let finding = |record: &Record| {
        let rest = others.get(&record.row_id)?;
        let issue = Issue::new(LISTED_TWICE, "").suggest(&sheets.places(record.row_id, rest)).about(Field::FullName);
        let (file, ward) = (record.file.clone(), Some(record.ward));
        Some(Finding { row_id: Some(record.row_id), file, ward, column: None, issue })
    };
    records.iter().filter_map(finding).collect()
}

/// Names of sheets by file and number.
struct Sheets<'a>(BTreeMap<(u64, u32), &'a str>);

impl<'a> Sheets<'a> {
    /// Those that a message names: a row of another sheet is told with its sheet.
    fn of(others: &BTreeMap<RowId, Vec<RowId>>, rows: &'a [SourceRowRow]) -> Sheets<'a> {
        let sheet = |row: RowId| (row.file, row.sheet_number());
        let elsewhere = |(&from, rest): (&RowId, &Vec<RowId>)| {
            let rest = rest.iter().map(|&other| sheet(other)).filter(|&other| other != sheet(from));
            rest.collect::<Vec<_>>()
        };
        let wanted: BTreeSet<(u64, u32)> = others.iter().flat_map(elsewhere).collect();
        let named = rows.iter().filter(|row| !wanted.is_empty() && wanted.contains(&sheet(row.row_id)));
        Sheets(named.map(|row| (sheet(row.row_id), &*row.sheet)).collect())
    }

    /// Where the other rows stand: a few by name, of more the number.
    fn places(&self, from: RowId, others: &[RowId]) -> String {
        let named: Vec<String> = others.iter().take(NAMED).map(|other| self.place(from, *other)).collect();
        match others.len().saturating_sub(NAMED) {
            0 => named.join(", "),
            more => format!("{} và {more} dòng khác", named.join(", ")),
        }
    }

    /// Where another row stands, as seen from a row of the same file.
    fn place(&self, from: RowId, other: RowId) -> String {
        let number = other.sheet_number();
        if other.is_of(from) {
            "cùng dòng này".to_owned()
        } else if number == from.sheet_number() {
            format!("dòng {}", other.row)
        } else {
            match self.0.get(&(other.file, number)).filter(|name| !name.is_empty()) {
                Some(name) => format!("dòng {} của trang tính “{name}”", other.row),
                None => format!("dòng {} của trang tính thứ {number}", other.row),
            }
        }
    }
}
