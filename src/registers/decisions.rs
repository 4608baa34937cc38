//! Decisions of people about who a list row is, as they come back: decision workbooks with a choice a
//! row, and the same as a table. Every file in the folder `decisions` of the city counts, night after
//! night: what was decided once stays decided until somebody decides otherwise.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use unicode_normalization::UnicodeNormalization;

use super::extract::report;
use crate::model::{
    CANDIDATE_HEADINGS, CHOICE_HEADING, CHOICES, Coded, DECIDED_BY_HEADING, DECIDED_ON_HEADING, Date, Finding, Issue,
    LISTED_NAME_HEADING, MARK_HEADING, PersonId, Private, REMARK_HEADING, RawValue, Ruling, RulingState, SheetPicture,
    WARD_HEADING, WardCode, mark_code, mark_of,
};
use crate::table::inputs::DecisionRow;
use crate::table::outputs::RulingRow;
use crate::table::read_rows;

/// Decisions as they were read, and what was wrong with their files.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Decisions {
    /// In the order of files and rows. Those that can count come as `applied`.
    pub rows: Vec<RulingRow>,
    /// Rows that nobody can act on.
    pub findings: Vec<Finding>,
}

/// Reads the decision files of a city: path inside the city folder, and place on disk. `sheets` opens
/// a workbook. A decision of a day after `as_of` is not yet known.
pub fn read_decisions(
    city: &Path,
    files: &[(Arc<str>, PathBuf)],
    as_of: Date,
    sheets: &dyn Fn(&Path) -> Option<Vec<SheetPicture>>,
) -> Decisions {
    let mut found = Decisions::default();
    for (file, path) in files {
        let ending = path.extension().and_then(|ending| ending.to_str()).unwrap_or("").to_lowercase();
        let table = matches!(ending.as_str(), "csv" | "parquet").then(|| read_rows::<DecisionRow>(path));
        if let Some(Ok((rows, bad))) = table {
            found.findings.extend(report(city, path, &bad));
            let aside: BTreeSet<usize> = bad.iter().map(|row| row.index).collect();
            let lines = (0_usize..).filter(|at| !aside.contains(at)).map(|at| at as u32 + 2);
            found.rows.extend(lines.zip(rows).map(|(line, row)| of_table(row, file, line)));
            continue;
        }
        let read = sheets(path).is_some_and(|sheets| {
            let tables = sheets.iter().filter(|sheet| of_sheet(&mut found, sheet, file));
            tables.count() > 0
        });
        if !read {
            found.findings.push(finding(file, None, Issue::new("ruling.unreadable", file)));
        }
    }
    let mut findings = Vec::new();
    for row in &mut found.rows {
        settle(row, as_of, &mut findings);
    }
    found.findings.extend(findings);
    found
}

/// Whether a decision can count: its row, its choice, who and when are there, and the day has come.
fn settle(row: &mut RulingRow, as_of: Date, findings: &mut Vec<Finding>) {
    let mark = mark_of(&row.row_mark);
    let nobody = row.person_id.is_none() && row.ruling != Some(Ruling::Unknown);
    let has = |text: &Option<Private>| text.as_ref().is_some_and(|text| !text.reveal().trim().is_empty());
    let (state, check) = match row.decided_on {
        _ if row.ruling.is_none() || nobody => (RulingState::UnknownChoice, "ruling.unknown_choice"),
        _ if mark.is_none() => (RulingState::RowGone, "ruling.no_mark"),
        Some(day) if has(&row.decided_by) => {
            row.state = if day > as_of { RulingState::NotYet } else { RulingState::Applied };
            row.row_mark = mark.map(mark_code).unwrap_or_default();
            return;
        }
        _ => (RulingState::Incomplete, "ruling.incomplete"),
    };
    row.state = state;
    findings.push(finding(&row.file, row.ward_code, Issue::new(check, &format!("dòng {}", row.line))));
}

fn finding(file: &Arc<str>, ward: Option<WardCode>, issue: Issue) -> Finding {
    Finding { row_id: None, file: file.clone(), ward, column: None, issue }
}

fn of_table(row: DecisionRow, file: &Arc<str>, line: u32) -> RulingRow {
    RulingRow {
        row_mark: row.row_mark,
        person_id: row.person_id,
        ruling: Some(row.ruling),
        decided_by: row.decided_by,
        decided_on: row.decided_on,
        ward_code: row.ward_code,
        full_name: row.full_name,
        note: row.note,
        file: file.clone(),
        line,
        state: RulingState::Applied,
        row_ids: Vec::new(),
    }
}

/// The decisions of one sheet; false where it is no decision sheet.
fn of_sheet(found: &mut Decisions, sheet: &SheetPicture, file: &Arc<str>) -> bool {
    let text = |cell: &Option<RawValue>| cell.as_ref().map(|value| plain(&value.reveal())).unwrap_or_default();
    let heads = sheet.rows.iter().position(|row| {
        let holds = |heading: &str| row.iter().any(|cell| text(cell) == plain(heading));
        holds(MARK_HEADING) && holds(CHOICE_HEADING)
    });
    let Some(heads) = heads else { return false };
    let column = |heading: &str| sheet.rows[heads].iter().position(|cell| text(cell) == plain(heading));
    let headings = [
        MARK_HEADING,
        CHOICE_HEADING,
        DECIDED_BY_HEADING,
        DECIDED_ON_HEADING,
        REMARK_HEADING,
        LISTED_NAME_HEADING,
        WARD_HEADING,
        CANDIDATE_HEADINGS[0],
        CANDIDATE_HEADINGS[1],
    ];
    let columns = headings.map(column);
    for (at, row) in sheet.rows.iter().enumerate().skip(heads + 1) {
        let cell = |place: usize| columns[place].and_then(|column| row.get(column)?.as_ref());
        let said = |place: usize| cell(place).map(RawValue::reveal).filter(|text| !text.trim().is_empty());
        let Some(choice) = said(1) else { continue };
        let (first, second) = (said(7).and_then(|text| person(&text)), said(8).and_then(|text| person(&text)));
        let line = at as u32 + 1;
        found.rows.extend(chosen(&choice, first, second).into_iter().map(|(ruling, person_id)| RulingRow {
            row_mark: said(0).unwrap_or_default(),
            person_id,
            ruling,
            decided_by: said(2).map(|text| Private::new(text.trim())),
            decided_on: cell(3).and_then(day),
            ward_code: said(6).and_then(|text| WardCode::from_digits(text.trim())),
            full_name: said(5).map(|text| Private::new(&text)),
            note: said(4).map(|text| Private::new(&text)),
            file: file.clone(),
            line,
            state: RulingState::Applied,
            row_ids: Vec::new(),
        }));
    }
    true
}

/// What a choice says about whom. Nobody of two is a decision about each.
fn chosen(choice: &str, first: Option<PersonId>, second: Option<PersonId>) -> Vec<(Option<Ruling>, Option<PersonId>)> {
    let same = |person: Option<PersonId>| vec![(Some(Ruling::Same), person)];
    match CHOICES.iter().position(|known| plain(known) == plain(choice)) {
        Some(0) => same(first),
        Some(1) => same(second),
        Some(2) if first.is_none() && second.is_none() => vec![(Some(Ruling::NotSame), None)],
        Some(2) => [first, second].into_iter().flatten().map(|id| (Some(Ruling::NotSame), Some(id))).collect(),
        Some(_) => vec![(Some(Ruling::Unknown), None)],
        None => vec![(None, None)],
    }
}

/// Letters as one code point each, lower case, single blanks.
fn plain(text: &str) -> String {
    let lower: String = text.nfc().flat_map(char::to_lowercase).collect();
    lower.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// An id that a spreadsheet program may have made a number of: zeros in front come back.
fn person(text: &str) -> Option<PersonId> {
    let text = text.trim();
    let digits = text.bytes().all(|byte| byte.is_ascii_digit()) && (9..=12).contains(&text.len());
    digits.then(|| PersonId::from_digits(&format!("{text:0>12}"))).flatten()
}

/// No decision is older; a smaller year was written with two digits, which says no century.
const FIRST_YEAR: i16 = 2000;

/// A day: a date of the spreadsheet program, `dd/mm/yyyy` or `yyyy-mm-dd`.
fn day(value: &RawValue) -> Option<Date> {
    if let RawValue::Date(date) = value {
        return Some(*date);
    }
    let text = value.reveal();
    let text = text.trim();
    Date::from_code(text).ok().or_else(|| {
        let mut parts = text.split(['/', '-', '.']).map(|part| part.trim().parse::<i16>().ok());
        let (day, month, year) = (parts.next()??, parts.next()??, parts.next()??);
        let date = Date::new(year, i8::try_from(month).ok()?, i8::try_from(day).ok()?)?;
        (parts.next().is_none() && year >= FIRST_YEAR).then_some(date)
    })
}
