//! One extract: found by its stem, read whole, its broken rows reported.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::RegisterError;
use crate::model::{Finding, Issue};
use crate::table::{BadRow, Table, read_rows_each};

/// How many rows a finding names, beside their count.
const ROWS_NAMED: usize = 5;

/// The extract `stem` in a folder of the city.
pub(super) fn find(city: &Path, folder: &str, stem: &'static str) -> Result<Option<PathBuf>, RegisterError> {
    let folder = city.join(folder);
    let [parquet, csv] = ["parquet", "csv"].map(|ending| folder.join(format!("{stem}.{ending}")));
    match (parquet.is_file(), csv.is_file()) {
        (true, true) => Err(RegisterError::Twice { folder, stem }),
        (true, false) => Ok(Some(parquet)),
        (false, true) => Ok(Some(csv)),
        (false, false) => Ok(None),
    }
}

/// A register that a city may lack.
pub(super) fn read_optional<T: Table>(
    city: &Path,
    findings: &mut Vec<Finding>,
) -> Result<Option<Vec<T>>, RegisterError> {
    let Some(path) = find(city, "registers", T::NAME)? else {
        findings.push(finding(Arc::from(format!("registers/{}", T::NAME)), Issue::new("register.missing", T::NAME)));
        return Ok(None);
    };
    read(city, &path, findings, |_| {}).map(Some)
}

/// A file that every run needs; `each` sees every row as it is read.
pub(super) fn read_required<T: Table>(
    city: &Path,
    folder: &str,
    findings: &mut Vec<Finding>,
    each: impl FnMut(&mut T),
) -> Result<Vec<T>, RegisterError> {
    let path = find(city, folder, T::NAME)?
        .ok_or_else(|| RegisterError::Missing { folder: city.join(folder), stem: T::NAME })?;
    read(city, &path, findings, each)
}

fn read<T: Table>(
    city: &Path,
    path: &Path,
    findings: &mut Vec<Finding>,
    each: impl FnMut(&mut T),
) -> Result<Vec<T>, RegisterError> {
    let (rows, bad) = read_rows_each::<T>(path, each)?;
    findings.extend(report(city, path, &bad));
    Ok(rows)
}

/// One finding a column at fault, with the count of its rows and the first few of them: a broken
/// extract must not bury the other findings.
pub(super) fn report(city: &Path, path: &Path, bad: &[BadRow]) -> Vec<Finding> {
    let inside = path.strip_prefix(city).unwrap_or(path);
    let file: Arc<str> = inside.to_string_lossy().replace('\\', "/").into();
    let mut by_column = BTreeMap::<(&str, &str), Vec<usize>>::new();
    for row in bad {
        by_column.entry((row.column, row.expected)).or_default().push(line_of(path, row.index));
    }
    let text = |column: &str, rows: &[usize]| {
        let named: Vec<String> = rows.iter().take(ROWS_NAMED).map(usize::to_string).collect();
        let more = if rows.len() > ROWS_NAMED { ", …" } else { "" };
        format!("{column}: {} dòng (dòng {}{more})", rows.len(), named.join(", "))
    };
    by_column
        .into_iter()
        .map(|((column, expected), mut rows)| {
            rows.sort_unstable();
            let issue = Issue::new("register.row_set_aside", &text(column, &rows)).suggest(expected);
            finding(file.clone(), issue)
        })
        .collect()
}

/// The row of an extract as a reader counts it, from 1: in text the heading is row 1.
pub(super) fn line_of(path: &Path, index: usize) -> usize {
    let is_text = path.extension().is_some_and(|ending| ending.eq_ignore_ascii_case("csv"));
    index + 1 + usize::from(is_text)
}

pub(super) fn finding(file: Arc<str>, issue: Issue) -> Finding {
    Finding { row_id: None, file, ward: None, column: None, issue }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_column_at_fault_is_one_finding_with_its_count() {
        let row = |index| BadRow { index, column: "kind", expected: "pension kind" };
        let bad: Vec<BadRow> = (0..7).rev().map(row).collect();
        let found = report(Path::new("/city"), Path::new("/city/registers/pensions.csv"), &bad);
        assert_eq!(found.len(), 1);
        assert_eq!(&*found[0].file, "registers/pensions.csv");
        assert_eq!(found[0].issue.raw.reveal(), "kind: 7 dòng (dòng 2, 3, 4, 5, 6, …)");
        let parquet = report(Path::new("/city"), Path::new("/city/registers/pensions.parquet"), &bad);
        assert_eq!(parquet[0].issue.raw.reveal(), "kind: 7 dòng (dòng 1, 2, 3, 4, 5, …)");
    }
}
