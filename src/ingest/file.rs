//! One submitted file: from its bytes to its rows, whatever it is.

use std::panic::{AssertUnwindSafe, catch_unwind};

use super::format::{self, Format};
use super::forms::Forms;
use super::grid::Sheet;
use super::grids::Grids;
use super::legacy::Charset;
use super::revision::revision;
use super::table::SheetRead;
use super::trouble::Trouble;
use super::twins::Hints;
use super::{Submission, comments, fonts, kind, sides};
use crate::model::{
    Disposition, FileStatus, Finding, Issue, ListKind, Private, RawRow, RowId, RowKind, column_letters,
};
use crate::table::outputs::{ColumnRow, SourceFileRow, SourceRowRow};

/// A file that was read or set aside.
pub(super) struct FileRead {
    pub(super) file: SourceFileRow,
    pub(super) rows: Vec<SourceRowRow>,
    pub(super) columns: Vec<ColumnRow>,
    pub(super) raw: Vec<RawRow>,
    pub(super) set_aside: Vec<RawRow>,
    pub(super) findings: Vec<Finding>,
    /// Texts of the rows that give no raw row, aligned with `rows`; empty unless asked for.
    pub(super) lines: Vec<Private>,
    pub(super) revision: u32,
    /// Beginnings of the digests of the files of which this is the corrected return slip.
    pub(super) answers: Vec<String>,
    digest: u64,
}

/// Sheets, the encoding found, the digests of the files that they answer, and whether their letters are gone.
type Sheets = (Vec<SheetRead>, &'static str, Vec<String>, bool);

/// Reads one file. Never fails and never panics: what goes wrong becomes the file's status. With
/// `keep_lines` the texts of the rows that hold no data are kept too.
pub(super) fn read(submission: &Submission, forms: &Forms, keep_lines: bool) -> FileRead {
    let bytes = match std::fs::metadata(&submission.path) {
        Ok(meta) if meta.len() > forms.limits.max_file_bytes => Err(Trouble::TooLarge),
        _ => std::fs::read(&submission.path).map_err(|_| Trouble::Unopenable),
    };
    let content = bytes.as_deref().unwrap_or(&[]);
    let format = format::detect(content, &forms.limits);
    let sheets = match bytes {
        Ok(_) => guarded(content, format, submission, forms, keep_lines),
        Err(trouble) => Err(trouble),
    };
    let mut read = FileRead::new(submission, content, format);
    match sheets {
        Ok((sheets, encoding, answers, lost)) => {
            read.file.answers = (!answers.is_empty()).then(|| answers.join(" "));
            read.answers = answers;
            if read.keep(sheets, encoding, submission, forms) {
                if lost {
                    read.find(submission, None, Issue::new(Trouble::LettersLost.check(), kind::stem(&submission.file)));
                }
            } else {
                read.set_aside(if lost { Trouble::LettersLost } else { Trouble::NoTable }, submission);
            }
        }
        Err(trouble) => read.set_aside(trouble, submission),
    }
    read
}

/// Reads the sheets behind a wall: the readers of binary formats are other people's code fed with
/// damaged files, and one ward's file must not end the city's night. A panic is caught, and the file
/// is set aside like any unreadable one; nothing that it touched is used again.
fn guarded(
    bytes: &[u8],
    format: Format,
    submission: &Submission,
    forms: &Forms,
    keep_lines: bool,
) -> Result<Sheets, Trouble> {
    catch_unwind(AssertUnwindSafe(|| sheets(bytes, format, submission, forms, keep_lines)))
        .unwrap_or(Err(Trouble::Crashed))
}

fn sheets(
    bytes: &[u8],
    format: Format,
    submission: &Submission,
    forms: &Forms,
    keep_lines: bool,
) -> Result<Sheets, Trouble> {
    let Grids { sheets: grids, mut encoding, answers, lost } = Grids::of(bytes, format, forms)?;
    let read = |sheet: &Sheet, hints: &Hints| sides::read(sheet, submission, forms, keep_lines, hints);
    let mut sheets: Vec<SheetRead> = grids.iter().map(|sheet| read(sheet, &Hints::default())).collect();
    let hints = Hints::of(&sheets);
    for (grid, sheet) in grids.iter().zip(&mut sheets).filter(|(_, sheet)| hints.concern(sheet)) {
        *sheet = read(grid, &hints);
    }
    for sheet in &sheets {
        match sheet.charset {
            Charset::Tcvn3 => encoding = "tcvn3",
            Charset::Vni => encoding = "vni",
            Charset::Unicode => {}
        }
    }
    Ok((sheets, encoding, answers, lost))
}

impl FileRead {
    fn new(submission: &Submission, content: &[u8], format: Format) -> FileRead {
        let file = SourceFileRow {
            file: submission.file.clone(),
            hash: blake3::hash(content).to_hex().to_string(),
            ward_code: Some(submission.ward),
            period: Some(submission.period),
            format: format.code().to_owned(),
            encoding: None,
            list_kind: None,
            status: FileStatus::Read,
            reason: None,
            rows: 0,
            data_rows: 0,
            answers: None,
        };
        FileRead {
            file,
            rows: Vec::new(),
            columns: Vec::new(),
            raw: Vec::new(),
            set_aside: Vec::new(),
            findings: Vec::new(),
            lines: Vec::new(),
            revision: 0,
            answers: Vec::new(),
            digest: file_digest(&submission.file, content),
        }
    }

    fn set_aside(&mut self, trouble: Trouble, submission: &Submission) {
        self.file.status = trouble.status();
        self.file.reason = Some(trouble.reason());
        let issue = Issue::new(trouble.check(), kind::stem(&submission.file));
        self.find(submission, None, trouble.what().map_or(issue.clone(), |what| issue.suggest(what)));
    }

    fn find(&mut self, submission: &Submission, column: Option<u16>, issue: Issue) {
        let ward = Some(submission.ward);
        self.findings.push(Finding { row_id: None, file: submission.file.clone(), ward, column, issue });
    }

    /// Keeps what was read; `false` where there is no table.
    fn keep(&mut self, mut sheets: Vec<SheetRead>, encoding: &str, submission: &Submission, forms: &Forms) -> bool {
        self.file.encoding = Some(encoding.to_owned());
        let digest = self.digest;
        for (number, sheet) in (1..).zip(&mut sheets) {
            self.keep_rows(sheet, digest, number, submission);
            if !sheet.lines.is_empty() {
                self.lines.append(&mut sheet.lines);
                // The further people of a row hold data.
                self.lines.resize_with(self.rows.len(), || Private::new(""));
            }
            self.keep_data(sheet, digest, number, submission);
            self.keep_columns(sheet, submission);
            self.tell(sheet, submission);
        }
        self.file.rows = self.rows.len() as u32;
        self.file.data_rows = self.rows.iter().filter(|row| row.row_kind == RowKind::Data).count() as u32;
        if sheets.iter().all(|sheet| sheet.tables == 0) {
            return false;
        }
        let titles: Vec<String> = sheets.iter().flat_map(|sheet| sheet.titles.clone()).collect();
        self.revision = revision(forms, &titles, kind::stem(&submission.file));
        self.file.list_kind = self.main_kind();
        if self.raw.is_empty() {
            self.find(submission, None, Issue::new("file.no_rows", kind::stem(&submission.file)));
        }
        true
    }

    /// The kind of most data rows; without data rows, that of most rows.
    fn main_kind(&self) -> Option<ListKind> {
        let most = |kinds: Vec<ListKind>| {
            let count = |kind: ListKind| kinds.iter().filter(|&&k| k == kind).count();
            let best = ListKind::ALL.iter().copied().rev().max_by_key(|&kind| count(kind));
            best.filter(|_| !kinds.is_empty())
        };
        most(self.raw.iter().map(|row| row.list_kind).collect())
            .or_else(|| most(self.rows.iter().filter_map(|row| row.list_kind).collect()))
    }

    /// A row for every row; the further people of a row come after all of them.
    fn keep_rows(&mut self, sheet: &SheetRead, file: u64, number: u16, submission: &Submission) {
        let rows = (1..).zip(&sheet.rows).map(|(row, &of_row)| (row, 0, of_row));
        let further = sheet.data.iter().filter(|data| data.part > 0);
        let further = further.map(|data| (data.row + 1, data.part, sheet.rows[data.row as usize]));
        for (row, part, (row_kind, list_kind, hidden)) in rows.chain(further) {
            let aside = row_kind == RowKind::Data && sheet.filtered.contains(&(row - 1));
            self.rows.push(SourceRowRow {
                row_id: RowId::of_part(file, number, part, row),
                file: submission.file.clone(),
                sheet: sheet.name.clone(),
                row_number: row,
                ward_code: submission.ward,
                period: submission.period,
                list_kind,
                row_kind,
                disposition: aside.then_some(Disposition::Quarantined),
                hidden,
            });
        }
    }

    /// The data rows; those that a filter leaves out are set aside, each with a finding.
    fn keep_data(&mut self, sheet: &mut SheetRead, file: u64, number: u16, submission: &Submission) {
        for mut data in std::mem::take(&mut sheet.data) {
            let row_id = RowId::of_part(file, number, data.part, data.row + 1);
            let (file_of, ward) = (&submission.file, Some(submission.ward));
            let at_row = |column, issue| Finding { row_id: Some(row_id), file: file_of.clone(), ward, column, issue };
            self.findings.extend(comments::of_row(&sheet.comments, row_id, &data, submission));
            for issue in std::mem::take(&mut data.told) {
                let column = data.cells.iter().find(|cell| Some(cell.field) == issue.field).map(|cell| cell.column);
                self.findings.push(at_row(column, issue));
            }
            let aside = sheet.filtered.contains(&data.row);
            let hides = || Issue::new("sheet.filtered_rows", &sheet.name).suggest(&row_id.row.to_string());
            self.findings.extend(aside.then(|| at_row(None, hides())));
            if let Some(at) = sheet.pasted {
                // What is wrong with a value is shown where the ward finds it.
                data.cells.iter_mut().for_each(|cell| cell.column = at as u16 + 1);
            }
            let row = RawRow {
                fonts: fonts::of_cells(&sheet.fonts, data.row, &data.cells),
                row_id,
                file: submission.file.clone(),
                sheet: sheet.name.clone(),
                ward: submission.ward,
                period: submission.period,
                list_kind: data.list_kind,
                hidden: sheet.rows[data.row as usize].2,
                title: data.title,
                sections: data.sections,
                thousands: data.thousands,
                cells: data.cells,
            };
            if aside { &mut self.set_aside } else { &mut self.raw }.push(row);
        }
    }

    fn keep_columns(&mut self, sheet: &SheetRead, submission: &Submission) {
        for (table, column) in &sheet.columns {
            let number = column.at as u16 + 1;
            self.columns.push(ColumnRow {
                file: submission.file.clone(),
                ward_code: submission.ward,
                period: submission.period,
                sheet: sheet.name.clone(),
                table_no: *table,
                column_no: u32::from(number),
                letter: column_letters(number),
                heading: Some(column.heading.clone()).filter(|heading| !heading.is_empty()),
                field: column.field,
                heading_field: column.by_heading,
                content_field: column.by_content,
                how: column.how,
                values: column.values,
                fitting: column.fitting,
                confidence: column.confidence,
            });
        }
        for (column, issue) in &sheet.issues {
            self.find(submission, *column, issue.clone());
        }
    }

    /// What a ward should know about a sheet that was read.
    fn tell(&mut self, sheet: &SheetRead, submission: &Submission) {
        for column in &sheet.unknown {
            let issue = Issue::new("sheet.unknown_column", &column.heading);
            self.find(submission, Some(column.at as u16 + 1), issue);
        }
        for (column, issue) in &sheet.notes {
            self.find(submission, *column, issue.clone());
        }
        if sheet.filled > 0 {
            let count = sheet.filled.to_string();
            self.find(submission, None, Issue::new("sheet.filled_down", &sheet.name).suggest(&count));
        }
        if sheet.charset != Charset::Unicode && sheet.tables > 0 {
            let name = if sheet.charset == Charset::Tcvn3 { "TCVN3 (ABC)" } else { "VNI" };
            self.find(submission, None, Issue::new("sheet.legacy_font", name));
        }
    }
}

/// First 8 bytes of the digest of path, zero byte and content.
fn file_digest(file: &str, content: &[u8]) -> u64 {
    let mut hasher = blake3::Hasher::new();
    hasher.update(file.as_bytes()).update(&[0]).update(content);
    let bytes: [u8; 8] = hasher.finalize().as_bytes()[..8].try_into().expect("a digest has 32 bytes");
    u64::from_be_bytes(bytes)
}
