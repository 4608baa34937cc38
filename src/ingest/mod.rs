//! Submitted sheets to raw rows with their place.
//!
//! Takes: files that wards submitted (`.xlsx`, `.xls`, `.ods`, `.csv` and what calls itself so) and
//! the forms of `pipelines/forms/`. Gives: a row for every file, a row for every row of every sheet
//! with its kind, the data rows with the fields of their cells, findings. Promises: every row is
//! accounted for; values keep their place and their writing; a file that cannot be read costs that
//! file alone; the same files give the same result in any order and on any number of threads.
//! Never: cleans a value, guesses a person's name, id or birth date, follows a link, runs a formula.

mod apart;
mod bare;
mod below;
mod biff;
mod biff12;
mod book;
mod carried;
mod certainty;
mod comments;
mod config;
mod content;
mod date_code;
mod extent;
mod file;
mod fill;
mod fold;
mod fonts;
mod format;
mod forms;
mod gender;
mod given;
mod grid;
mod grids;
mod guardians;
mod headings;
mod html;
mod kind;
mod layout;
mod legacy;
mod looks;
mod lookup;
mod lost;
mod marked;
mod markup;
mod moves;
mod notes;
mod numbering;
mod ods_layout;
mod old_ward;
mod page;
mod pasted;
mod persons;
mod picture;
mod pinned;
mod pins;
mod plain;
mod recognise;
mod returned;
mod revision;
mod roles;
mod rows;
mod scan;
mod sections;
mod shapes;
mod sheet_read;
mod sides;
mod spread;
mod spreadsheet_ml;
mod syllable;
mod table;
mod text;
mod titles;
mod triples;
mod trouble;
mod twins;
mod versions;
mod whose;
mod words;
mod workbook;

use std::path::PathBuf;
use std::sync::Arc;

use rayon::prelude::*;

pub use forms::Forms;
pub use picture::pictures;

use self::apart::People;
use self::file::FileRead;
use self::revision::{Candidate, Rule};
use crate::model::{Disposition, FileStatus, Finding, Issue, ListKind, Month, Private, RawRow, RowKind, WardCode};
use crate::table::outputs::{ColumnRow, SourceFileRow, SourceRowRow};

/// A file that a ward submitted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Submission {
    /// Where it lies.
    pub path: PathBuf,
    /// Its path inside the city folder, with `/`.
    pub file: Arc<str>,
    /// The ward that submitted it (the folder's name).
    pub ward: WardCode,
    /// The month that it was submitted for (the folder's name).
    pub period: Month,
    /// When the file was last modified, in Unix seconds.
    pub modified: i64,
}

/// What came out of the submitted files.
#[derive(Debug, Default)]
pub struct Ingested {
    /// A row a file, ordered by path.
    pub files: Vec<SourceFileRow>,
    /// A row for every row of every sheet, up to the last used one, in the order of the files.
    /// Data rows of superseded files have their disposition; that of the others is still open.
    pub rows: Vec<SourceRowRow>,
    /// Columns of all tables with what they were read as, in the order of the files.
    pub columns: Vec<ColumnRow>,
    /// The data rows of the files that count.
    pub raw: Vec<RawRow>,
    /// What was found about files and sheets.
    pub findings: Vec<Finding>,
    /// Data rows of full lists that were replaced by lists of other people: nobody may be told of these
    /// people that the ward's list does not have them.
    pub apart: Vec<RawRow>,
    /// Data rows of the files that count which a filter hides: they are set aside, and nobody may be told of
    /// these people either that the list does not have them.
    pub set_aside: Vec<RawRow>,
}

/// Reads all submissions, on all cores, and settles which files count.
#[must_use]
pub fn ingest(submissions: &[Submission], forms: &Forms) -> Ingested {
    let mut ordered: Vec<&Submission> = submissions.iter().collect();
    ordered.sort_by(|a, b| a.file.cmp(&b.file));
    let mut read: Vec<FileRead> = ordered.par_iter().map(|submission| file::read(submission, forms, false)).collect();
    let mut out = Ingested { apart: supersede(&ordered, &mut read), ..Ingested::default() };
    for mut file in read {
        out.files.push(file.file);
        out.rows.append(&mut file.rows);
        out.columns.append(&mut file.columns);
        out.raw.append(&mut file.raw);
        out.set_aside.append(&mut file.set_aside);
        out.findings.append(&mut file.findings);
    }
    out
}

/// One file read by itself, for somebody who wants to see how it is understood.
#[derive(Debug)]
pub struct Inspected {
    /// What came out of the file.
    pub ingested: Ingested,
    /// For each row of `ingested.rows`, its texts joined by blanks, readable; empty for rows whose cells
    /// are in `ingested.raw`. Personal: rows may have been misread, footers name people.
    pub lines: Vec<Private>,
}

/// Reads one file, whatever folder it lies in.
#[must_use]
pub fn inspect(submission: &Submission, forms: &Forms) -> Inspected {
    let read = file::read(submission, forms, true);
    let ingested = Ingested {
        files: vec![read.file],
        rows: read.rows,
        columns: read.columns,
        raw: read.raw,
        findings: read.findings,
        apart: Vec::new(),
        set_aside: read.set_aside,
    };
    Inspected { ingested, lines: read.lines }
}

/// Marks the files that a later one replaces, with the rule that decided. Gives the rows of full lists whose
/// people stand in none of the lists that came behind them.
fn supersede(submissions: &[&Submission], read: &mut [FileRead]) -> Vec<RawRow> {
    let (mut at, mut candidates) = (Vec::new(), Vec::new());
    for (number, (submission, file)) in submissions.iter().zip(read.iter()).enumerate() {
        let Some(kind) = file.file.list_kind.filter(|_| file.file.status == FileStatus::Read) else { continue };
        at.push(number);
        candidates.push(Candidate {
            ward: submission.ward,
            kind,
            period: submission.period,
            revision: file.revision,
            modified: submission.modified,
            file: submission.file.clone(),
            hash: file.file.hash.clone(),
            answers: file.answers.clone(),
        });
    }
    let verdicts = revision::settle(&candidates);
    let others = others(&candidates, &verdicts, &at, read);
    let mut apart = Vec::new();
    for (number, (verdict, strangers)) in verdicts.into_iter().zip(others).enumerate() {
        let Some((winner, rule)) = verdict else { continue };
        let winner = &candidates[winner].file;
        let file = &mut read[at[number]];
        file.file.status = FileStatus::Superseded;
        file.file.reason = Some(rule.reason(winner));
        let raw = std::mem::take(&mut file.raw);
        file.set_aside.clear();
        for row in file.rows.iter_mut().filter(|row| row.row_kind == RowKind::Data) {
            row.disposition = Some(Disposition::Superseded);
        }
        let submission = submissions[at[number]];
        let mut found = vec![Issue::new(rule.check(), kind::stem(&submission.file)).suggest(winner)];
        if let Some(strangers) = strangers {
            let count = format!("{strangers}/{}", raw.len());
            found.push(Issue::new("file.superseded_other_people", &count).suggest(winner));
            apart.extend(raw.into_iter().filter(|row| row.list_kind == ListKind::Beneficiaries));
        }
        let (file_of, ward) = (submission.file.clone(), Some(submission.ward));
        let finding = |issue| Finding { row_id: None, file: file_of.clone(), ward, column: None, issue };
        file.findings.extend(found.into_iter().map(finding));
    }
    apart
}

/// For each replaced file how many of its people stand in none of the files of the same list and period behind
/// it, where that is next to all of them.
fn others(
    candidates: &[Candidate],
    verdicts: &[Option<(usize, Rule)>],
    at: &[usize],
    read: &[FileRead],
) -> Vec<Option<usize>> {
    let one = |(number, verdict): (usize, &Option<(usize, Rule)>)| {
        let loser = &candidates[number];
        if matches!(verdict, None | Some((_, Rule::Slip | Rule::Period))) {
            return None;
        }
        let behind = |other: &Candidate| other.is_same_list(loser) && other.is_behind(loser);
        let mut people = People::default();
        candidates.iter().zip(at).filter(|(other, _)| behind(other)).for_each(|(_, &at)| people.add(&read[at].raw));
        people.are_others(&read[at[number]].raw)
    };
    verdicts.iter().enumerate().map(one).collect()
}
