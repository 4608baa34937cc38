//! Decisions of people about who a list row is, as they come back: decision workbooks with a choice a
//! row, and the same as a table. Every file in the folder `decisions` of the city counts, night after
//! night: what was decided once stays decided until somebody decides otherwise.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::choices::{birth, chosen, day, person, plain};
use super::extract::{line_of, report};
use crate::model::{
    CANDIDATE_HEADINGS, CHOICE_HEADING, DECIDED_BY_HEADING, DECIDED_ON_HEADING, Date, Finding, Issue,
    LISTED_BIRTH_HEADING, LISTED_NAME_HEADING, LISTED_NUMBER_HEADING, MARK_HEADING, Private, REMARK_HEADING, RawValue,
    Ruling, RulingState, SheetPicture, WARD_HEADING, WardCode, mark_code, mark_of,
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
            let lines = (0_usize..).filter(|at| !aside.contains(at)).map(|at| line_of(path, at) as u32);
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
        _ if mark.is_none() => (RulingState::NoMark, "ruling.no_mark"),
        None if row.state == RulingState::BadDate => (RulingState::BadDate, "ruling.bad_date"),
        Some(day) if has(&row.decided_by) => {
            row.row_mark = mark.map(mark_code).unwrap_or_default();
            if day <= as_of {
                row.state = RulingState::Applied;
                return;
            }
            (RulingState::NotYet, "ruling.not_yet")
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
        birth_date: row.birth_date,
        id_no: row.id_no,
        note: row.note,
        file: file.clone(),
        line,
        state: RulingState::Applied,
        row_ids: Vec::new(),
        held_marks: None,
    }
}

/// The decisions of one sheet; false where it is no decision sheet.
fn of_sheet(found: &mut Decisions, sheet: &SheetPicture, file: &Arc<str>) -> bool {
    let text = |cell: &Option<RawValue>| cell.as_ref().map(|value| plain(&value.reveal())).unwrap_or_default();
    let heads = sheet.rows.iter().position(|row| {
        let holds = |heading: &str| row.iter().any(|cell| text(cell) == plain(heading));
        // Without its marks it is read all the same: what was chosen is told as lost.
        holds(CHOICE_HEADING) && (holds(MARK_HEADING) || holds(DECIDED_BY_HEADING))
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
        LISTED_BIRTH_HEADING,
        LISTED_NUMBER_HEADING,
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
            // Blank is said too: a choice on a line without its name is about no row that has one.
            full_name: Some(Private::new(said(5).unwrap_or_default().trim())),
            birth_date: cell(9).and_then(birth),
            id_no: said(10).map(|text| Private::new(text.trim())),
            note: said(4).map(|text| Private::new(&text)),
            file: file.clone(),
            line,
            state: if said(3).is_some() { RulingState::BadDate } else { RulingState::Applied },
            row_ids: Vec::new(),
            held_marks: None,
        }));
    }
    true
}
