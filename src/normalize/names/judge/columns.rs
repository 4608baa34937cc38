//! Two columns of a CSV file judged against each other: the input columns, then `level,weight,same`.
//!
//! Takes any reader and writer, row by row. Never: opening a file, keeping rows.

use std::io::{Read, Write};

use super::{Verdict, judge};
use crate::normalize::column::ColumnError;
use crate::normalize::lexicon::Lexicon;

/// Rewrites a CSV with the verdict of each row added.
///
/// # Errors
/// A column is missing, the input is no CSV, the output cannot be written.
pub fn compare_columns(
    left: &str,
    right: &str,
    input: impl Read,
    output: impl Write,
    lexicon: &Lexicon,
) -> Result<(), ColumnError> {
    let mut reader = csv::ReaderBuilder::new().flexible(true).from_reader(input);
    let headers = reader.headers().map_err(|error| ColumnError::broken(&error))?.clone();
    let find = |column: &str| {
        let at = headers.iter().position(|header| header.trim_start_matches('\u{feff}') == column);
        at.ok_or_else(|| ColumnError::NoColumn(column.to_owned()))
    };
    let (left, right) = (find(left)?, find(right)?);
    let failed = |error: csv::Error| ColumnError::Output(error.to_string());
    let mut writer = csv::WriterBuilder::new().flexible(true).from_writer(output);
    writer.write_record(headers.iter().chain(["level", "weight", "same"])).map_err(failed)?;
    for row in reader.records() {
        let row = row.map_err(|error| ColumnError::broken(&error))?;
        let cell = |at: usize| row.get(at).unwrap_or("");
        let Verdict { level, weight, same } = judge(cell(left), cell(right), lexicon);
        let (weight, same) = (format!("{weight:.2}"), if same { "yes" } else { "no" });
        writer.write_record(row.iter().chain([level.as_str(), &weight, same])).map_err(failed)?;
    }
    writer.flush().map_err(|error| ColumnError::Output(error.to_string()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::normalize::tests::lexicon;

    #[test]
    fn the_input_columns_come_first() {
        let mut out = Vec::new();
        let input = "id,a,b\n1,Nguyễn Thị Hoà,NGUYỄN THỊ HÒA\n2,Lê Văn Anh,Lê Văn Ánh\n3,,Lê\n";
        compare_columns("a", "b", input.as_bytes(), &mut out, lexicon()).unwrap();
        let text = String::from_utf8(out).unwrap();
        let lines: Vec<&str> = text.lines().collect();
        assert_eq!(lines[0], "id,a,b,level,weight,same");
        assert!(lines[1].starts_with("1,Nguyễn Thị Hoà,NGUYỄN THỊ HÒA,writing,") && lines[1].ends_with(",yes"));
        assert!(lines[2].starts_with("2,Lê Văn Anh,Lê Văn Ánh,other_given_name,-") && lines[2].ends_with(",no"));
        assert_eq!(lines[3], "3,,Lê,no_name,0.00,no");
    }

    #[test]
    fn a_missing_column_is_said() {
        let wrong = compare_columns("a", "c", "a,b\n".as_bytes(), Vec::new(), lexicon()).unwrap_err();
        assert_eq!(wrong.to_string(), "the input has no column `c`");
    }
}
