//! Writes a case in its formats, reads it with the program, and compares every row and value.

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::OnceLock;

use ansinh::ingest::{Forms, Ingested, Submission, ingest};
use ansinh::model::{Coded, Disposition, FileStatus, Month, RawRow, Record, RowKind, WardCode};
use ansinh::normalize::{Lexicon, LexiconTexts, normalize};

use crate::page::{Look, Page, Person};
use crate::xlsx::Style;
use crate::{open, text, xls, xlsb, xlsx};

/// A way to write a page.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum As {
    Xlsx,
    Xls,
    Xlsb,
    Ods,
    Xml2003,
    Html,
    Csv,
}

/// All that can hold every cell of a sheet.
pub(crate) const WORKBOOKS: [As; 5] = [As::Xlsx, As::Xls, As::Xlsb, As::Ods, As::Xml2003];
/// Those and the ones without hidden sheets and formulas.
pub(crate) const ALL: [As; 7] = [As::Xlsx, As::Xls, As::Xlsb, As::Ods, As::Xml2003, As::Html, As::Csv];
/// Without merged cells all formats are alike.
pub(crate) const MERGING: [As; 6] = [As::Xlsx, As::Xls, As::Xlsb, As::Ods, As::Xml2003, As::Html];

/// A file and what must be read of it.
pub(crate) struct Case {
    pub(crate) quirk: &'static str,
    pub(crate) name: String,
    pub(crate) bytes: Vec<u8>,
    pub(crate) want: Want,
}

pub(crate) enum Want {
    /// Rows and values, and findings that must be told.
    Rows(Box<Page>, Vec<&'static str>),
    /// The file is set aside for a reason.
    Aside(FileStatus, &'static str),
}

pub(crate) fn bytes(page: &Page, format: As) -> Vec<u8> {
    match format {
        As::Xlsx => xlsx::write(page, Style::default()),
        As::Xls => xls::write(page, false),
        As::Xlsb => xlsb::write(page),
        As::Ods => open::ods(page, Look::default()),
        As::Xml2003 => open::xml_2003(page),
        As::Html => open::html(page),
        As::Csv => text::separated(page, ';').into_bytes(),
    }
}

pub(crate) fn ending(format: As) -> &'static str {
    match format {
        As::Xlsx => "xlsx",
        As::Xls => "xls",
        As::Xlsb => "xlsb",
        As::Ods => "ods",
        As::Xml2003 => "xml.xls",
        As::Html => "html.xls",
        As::Csv => "csv",
    }
}

pub(crate) fn forms() -> &'static Forms {
    static FORMS: OnceLock<Forms> = OnceLock::new();
    FORMS.get_or_init(|| Forms::load(Path::new("pipelines/forms")).unwrap())
}

fn lexicon() -> &'static Lexicon {
    static LEXICON: OnceLock<Lexicon> = OnceLock::new();
    LEXICON.get_or_init(|| {
        let read = |file: &'static str| std::fs::read_to_string(Path::new("pipelines/reference").join(file));
        Lexicon::parse(&LexiconTexts::gather(read).unwrap()).unwrap()
    })
}

pub(crate) fn read(name: &str, bytes: &[u8]) -> Ingested {
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join(name);
    std::fs::write(&path, bytes).unwrap();
    let submission = Submission {
        path,
        file: format!("submissions/2026-11/11407/{name}").into(),
        ward: WardCode::from_digits("11407").unwrap(),
        period: Month::from_code("2026-11").unwrap(),
        modified: 0,
    };
    ingest(&[submission], forms())
}

/// What was read wrong, a line each.
pub(crate) fn check(case: &Case) -> Vec<String> {
    let out = read(&case.name, &case.bytes);
    let mut wrong = Vec::new();
    match &case.want {
        Want::Aside(status, finding) => {
            if out.files[0].status != *status || !out.findings.iter().any(|f| f.issue.check == *finding) {
                wrong.push(format!("{} {:?}", out.files[0].status, out.files[0].reason));
            }
        }
        Want::Rows(page, findings) => {
            let sheetless = out.files[0].format == "csv" || out.files[0].format == "html";
            if out.files[0].status != FileStatus::Read {
                return vec![format!("{:?}", out.files[0].reason)];
            }
            rows(&out, page, sheetless, &mut wrong);
            people(&out, page, sheetless, &mut wrong);
            for finding in findings {
                if !out.findings.iter().any(|f| f.issue.check == *finding) {
                    wrong.push(format!("not told: {finding}"));
                }
            }
        }
    }
    wrong
}

/// Every physical row once, with its kind and whether it is hidden; every data row with its fate.
fn rows(out: &Ingested, page: &Page, sheetless: bool, wrong: &mut Vec<String>) {
    let first: Vec<_> = out.rows.iter().filter(|row| row.row_id.sheet < 1000).collect();
    let many = page.sheets.len() > 1;
    let name = |sheet: &str| if sheetless && !many { String::new() } else { sheet.to_owned() };
    let mut want = page.rows.iter();
    for row in &first {
        let Some((sheet, number, kind, hidden)) = want.next() else {
            wrong.push(format!("one row too many: {} {}", row.sheet, row.row_number));
            continue;
        };
        let place = format!("{sheet} {number}");
        if row.row_number != *number || !sheetless && *row.sheet != *name(sheet) {
            wrong.push(format!("{place}: read as row {} {}", row.sheet, row.row_number));
            return;
        }
        if row.row_kind != *kind {
            wrong.push(format!("{place}: {kind} read as {}", row.row_kind));
        }
        if row.hidden != *hidden && !sheetless {
            wrong.push(format!("{place}: hidden is {}", row.hidden));
        }
        let aside = page.set_aside.contains(&(sheet.clone(), *number));
        if aside != (row.disposition == Some(Disposition::Quarantined)) {
            wrong.push(format!("{place}: {:?}", row.disposition));
        }
    }
    for (sheet, number, kind, _) in want {
        wrong.push(format!("{sheet} {number}: {kind} not read"));
    }
    let data = out.rows.iter().filter(|row| row.row_kind == RowKind::Data).count();
    if data != out.raw.len() + page.set_aside.len() {
        wrong.push(format!("{data} data rows, {} raw rows", out.raw.len()));
    }
    let mut ids: Vec<_> = out.rows.iter().map(|row| row.row_id).collect();
    ids.sort();
    ids.dedup();
    if ids.len() != out.rows.len() {
        wrong.push("a row id twice".to_owned());
    }
}

fn people(out: &Ingested, page: &Page, sheetless: bool, wrong: &mut Vec<String>) {
    let clean = page.people.iter().any(|person| !person.clean.is_empty());
    let records = if clean { normalize(&out.raw, lexicon()).records } else { Vec::new() };
    let key = |row: &RawRow| (row.sheet.to_string(), row.row_id.row);
    for (at, person) in page.people.iter().enumerate() {
        let place = format!("{} {}", person.sheet, person.row);
        let Some(row) = out.raw.get(at) else {
            wrong.push(format!("{place}: no person read"));
            continue;
        };
        if key(row).1 != person.row || !sheetless && key(row).0 != person.sheet {
            wrong.push(format!("{place}: person of {:?} read", key(row)));
            return;
        }
        compare(row, person, &place, wrong);
        if !person.clean.is_empty() {
            let record = records.iter().find(|record| record.row_id == row.row_id);
            cleaned(record, person, &place, wrong);
        }
    }
    for row in out.raw.iter().skip(page.people.len()) {
        wrong.push(format!("a person too many: {:?} {}", key(row), shown(row)));
    }
}

fn fields(row: &RawRow) -> BTreeMap<String, String> {
    let mut fields = BTreeMap::new();
    for cell in &row.cells {
        fields.entry(cell.field.to_string()).or_insert_with(|| cell.value.reveal());
    }
    fields
}

fn shown(row: &RawRow) -> String {
    fields(row).iter().map(|(field, value)| format!("{field}={value}")).collect::<Vec<_>>().join("; ")
}

fn compare(row: &RawRow, person: &Person, place: &str, wrong: &mut Vec<String>) {
    let read = fields(row);
    if read != person.fields {
        let want: Vec<String> = person.fields.iter().map(|(field, value)| format!("{field}={value}")).collect();
        wrong.push(format!("{place}:\n      want {}\n      read {}", want.join("; "), shown(row)));
    }
    let sections: Vec<String> = row.sections.iter().map(ToString::to_string).collect();
    if sections != person.sections {
        wrong.push(format!("{place}: sections {:?} read as {sections:?}", person.sections));
    }
    if row.list_kind.as_str() != person.kind {
        wrong.push(format!("{place}: {} read as {}", person.kind, row.list_kind));
    }
}

fn cleaned(record: Option<&Record>, person: &Person, place: &str, wrong: &mut Vec<String>) {
    let Some(record) = record else {
        wrong.push(format!("{place}: quarantined"));
        return;
    };
    for (field, want) in &person.clean {
        let read = match field.as_str() {
            "full_name" => record.full_name.as_ref().map(|name| name.reveal().to_owned()),
            "birth_date" => record.birth_date.map(|date| date.to_string()),
            "gender" => record.gender.map(|gender| gender.to_string()),
            "id" => record.id.map(|id| id.reveal().to_string()),
            "amount" => record.amount.map(|amount| amount.0.to_string()),
            "decision_no" => record.decision_no.clone(),
            "decision_date" => record.decision_date.map(|date| date.to_string()),
            "filed_on" => record.filed_on.map(|day| day.to_string()),
            "from_month" => record.from_month.map(|month| month.to_string()),
            "event_date" => record.event_date.map(|date| date.to_string()),
            "movement" => record.movement.map(|movement| movement.to_string()),
            "cared_for" => record.cared_for_name.as_ref().map(|name| name.reveal().to_owned()),
            "cared_for_id" => record.cared_for_id.map(|id| id.reveal().to_string()),
            "severity" => record.severity.map(|severity| severity.to_string()),
            "benefit" => record.benefit.map(|benefit| benefit.to_string()),
            other => panic!("no field of records: {other}"),
        };
        let read = read.unwrap_or_else(|| "-".to_owned());
        if read != *want {
            wrong.push(format!("{place}: clean {field} {want} read as {read}"));
        }
    }
}
