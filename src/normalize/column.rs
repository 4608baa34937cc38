//! One normaliser over a column of a CSV file: the input columns, then what the contract names.
//!
//! Takes any reader and writer. Cells of the column are context for each other (encoding). Never:
//! opening a file.

use std::collections::BTreeMap;
use std::io::{Read, Write};

use super::address::{Within, read_address};
use super::dates::{DateUse, read_date};
use super::ids::read_id;
use super::lexicon::Lexicon;
use super::names::{LOSSY, loose_keys, read_name};
use super::text::{Encoding, clean, vote};
use crate::model::{IdNumber, Issue, Month, PartialDate, Private, RawValue};

/// Which normaliser.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum What {
    /// `canonical,key,encoding,issues`
    Names {
        /// Also the looser keys, `key_tones` to `key_order` ([`LOSSY`]).
        keys: bool,
    },
    /// `ward_code,province_code,ward_name,rest,confidence,alternatives,issues`
    Addresses {
        /// Where the text was sent from.
        within: Within,
    },
    /// `date,precision,issues`
    Dates {
        /// The month that the list is for.
        period: Month,
    },
    /// `id,kind,issues`
    Ids,
}

/// Why a column cannot be normalised. The content is not repeated: it is personal.
#[derive(Debug, thiserror::Error)]
pub enum ColumnError {
    /// The file has no such column.
    #[error("the input has no column `{0}`")]
    NoColumn(String),
    /// The input is no CSV in UTF-8, or the output cannot be written.
    #[error("line {line}: not readable as CSV in UTF-8")]
    Broken {
        /// Line, from 1; 0 where unknown.
        line: u64,
    },
    /// The output cannot be written.
    #[error("cannot write the result: {0}")]
    Output(String),
}

impl ColumnError {
    /// A row that is no CSV in UTF-8.
    pub(super) fn broken(error: &csv::Error) -> ColumnError {
        ColumnError::Broken { line: error.position().map_or(0, csv::Position::line) }
    }
}

/// Rewrites a CSV with the columns of a normaliser added.
///
/// # Errors
/// The column is missing, the input is no CSV, the output cannot be written.
pub fn rewrite(
    what: What,
    column: &str,
    input: impl Read,
    output: impl Write,
    lexicon: &Lexicon,
) -> Result<(), ColumnError> {
    let mut reader = csv::ReaderBuilder::new().flexible(true).from_reader(input);
    let headers = reader.headers().map_err(|error| ColumnError::broken(&error))?.clone();
    let strip = |header: &str| header.trim_start_matches('\u{feff}') == column;
    let at = headers.iter().position(strip).ok_or_else(|| ColumnError::NoColumn(column.to_owned()))?;
    let rows: Vec<csv::StringRecord> =
        reader.records().collect::<Result<_, _>>().map_err(|error: csv::Error| ColumnError::broken(&error))?;
    let context = column_encoding(rows.iter().map(|row| row.get(at).unwrap_or("")), lexicon);
    let failed = |error: csv::Error| ColumnError::Output(error.to_string());
    let mut writer = csv::WriterBuilder::new().flexible(true).from_writer(output);
    writer.write_record(headers.iter().chain(added(what).iter().map(String::as_str))).map_err(failed)?;
    for row in &rows {
        let values = read(what, row.get(at).unwrap_or(""), context, lexicon);
        writer.write_record(row.iter().chain(values.iter().map(String::as_str))).map_err(failed)?;
    }
    writer.flush().map_err(|error| ColumnError::Output(error.to_string()))
}

fn added(what: What) -> Vec<String> {
    let fixed: &[&str] = match what {
        What::Names { .. } => &["canonical", "key", "encoding", "issues"],
        What::Addresses { .. } => {
            &["ward_code", "province_code", "ward_name", "rest", "confidence", "alternatives", "issues"]
        }
        What::Dates { .. } => &["date", "precision", "issues"],
        What::Ids => &["id", "kind", "issues"],
    };
    let keys: &[_] = if what == (What::Names { keys: true }) { LOSSY } else { &[] };
    let loose = keys.iter().map(|step| format!("key_{}", step.as_str()));
    fixed.iter().map(|&name| name.to_owned()).chain(loose).collect()
}

/// The encoding of most cells, where at least four fifths of the sure ones agree.
fn column_encoding<'a>(cells: impl Iterator<Item = &'a str>, lexicon: &Lexicon) -> Option<Encoding> {
    let mut votes: BTreeMap<Encoding, usize> = BTreeMap::new();
    for cell in cells.filter(|cell| !cell.is_ascii()) {
        if let Some(encoding) = vote(cell, lexicon) {
            *votes.entry(encoding).or_default() += 1;
        }
    }
    super::columns::winner(&votes)
}

fn issues(list: &[Issue]) -> String {
    let checks: Vec<&str> = list.iter().map(|issue| issue.check).collect();
    checks.join(";")
}

fn read(what: What, raw: &str, context: Option<Encoding>, lexicon: &Lexicon) -> Vec<String> {
    let value = || RawValue::Text(Private::new(raw));
    match what {
        What::Names { keys } => {
            let name = read_name(raw, context, lexicon);
            let found = issues(&name.issues);
            let canonical = name.canonical.unwrap_or_default();
            let loose = if keys { loose_keys(&canonical, &lexicon.sounds) } else { Vec::new() };
            [canonical, name.key, name.encoding.as_str().to_owned(), found].into_iter().chain(loose).collect()
        }
        What::Addresses { within } => {
            let cleaned = clean(raw, context, lexicon);
            let address = read_address(&cleaned.text, within, lexicon);
            let all: Vec<Issue> = cleaned.issues.into_iter().chain(address.issues).collect();
            let alternatives: Vec<&str> = address.alternatives.iter().map(|ward| ward.as_str()).collect();
            vec![
                address.ward.map(|ward| ward.to_string()).unwrap_or_default(),
                address.province.map(|province| province.to_string()).unwrap_or_default(),
                address.ward_name.unwrap_or_default(),
                address.rest,
                format!("{:.2}", address.confidence),
                alternatives.join(";"),
                issues(&all),
            ]
        }
        What::Dates { period } => {
            let date = read_date(&value(), DateUse::Birth, period);
            let shown = date.date.map(|date| date.to_string()).unwrap_or_default();
            vec![shown, date.date.map(precision).unwrap_or_default().to_owned(), issues(&date.issues)]
        }
        What::Ids => {
            let id = read_id(&value(), &lexicon.words.ids);
            let kind = match id.id {
                Some(IdNumber::Person(_)) => "cccd",
                Some(IdNumber::Cmnd(_)) => "cmnd",
                None => "",
            };
            vec![id.id.map(IdNumber::reveal).unwrap_or_default(), kind.to_owned(), issues(&id.issues)]
        }
    }
}

fn precision(date: PartialDate) -> &'static str {
    match (date.month(), date.day()) {
        (_, Some(_)) => "day",
        (Some(_), None) => "month",
        _ => "year",
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::normalize::address::home;
    use crate::normalize::tests::lexicon;

    #[track_caller]
    fn check(what: What, input: &str, expected: &str) {
        let mut out = Vec::new();
        rewrite(what, "x", input.as_bytes(), &mut out, lexicon()).unwrap();
        assert_eq!(String::from_utf8(out).unwrap(), expected);
    }

    #[test]
    fn columns_of_the_contract() {
        check(
            What::Names { keys: false },
            "n,x\n1,NGUYỄN THỊ HOÀ\n",
            "n,x,canonical,key,encoding,issues\n1,NGUYỄN THỊ HOÀ,Nguyễn Thị Hòa,nguyên4 thi5 hoa1,unicode,\n",
        );
        check(
            What::Names { keys: true },
            "x\nPhạm Thị Giang\n",
            "x,canonical,key,encoding,issues,key_tones,key_marks,key_dialect,key_abbreviations,key_middles,key_order\n\
             Phạm Thị Giang,Phạm Thị Giang,pham5 thi5 giang,unicode,,pham thi giang,pham thi giang,pham thi dang,p c dang,p dang,d p\n",
        );
        check(What::Ids, "x\n31048000123\n", "x,id,kind,issues\n31048000123,031048000123,cccd,id.lost_zero\n");
        let period = Month::new(2026, 11).unwrap();
        check(What::Dates { period }, "x\n3/1948\n", "x,date,precision,issues\n3/1948,1948-03,month,\n");
        check(
            What::Addresses { within: Within::of_province(home()) },
            "x\n\"Thôn 3, xã Cát Hải\"\n",
            "x,ward_code,province_code,ward_name,rest,confidence,alternatives,issues\n\"Thôn 3, xã Cát Hải\",11914,31,Đặc khu Cát Hải,Thôn 3,0.95,,\n",
        );
    }

    #[test]
    fn a_missing_column_is_said() {
        let wrong = rewrite(What::Ids, "y", "x\n1\n".as_bytes(), Vec::new(), lexicon()).unwrap_err();
        assert_eq!(wrong.to_string(), "the input has no column `y`");
    }
}
