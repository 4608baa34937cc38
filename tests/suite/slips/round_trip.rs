//! City, night, slip, correction, night.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::time::{Duration, SystemTime};

use ansinh::model::{FileStatus, Private, RowKind, SLIP_HEADING, SLIP_TITLE};
use ansinh::run::Report;
use ansinh::table::outputs::{FindingRow, RecordRow, SourceFileRow, SourceRowRow};
use ansinh::table::{Table, read_rows};
use calamine::{Reader, Xlsx};

use super::{attribute, cell, package, parts};
use crate::night::{copy_of_city, night};

fn table<T: Table>(report: &Report, name: &str) -> Vec<T> {
    read_rows(&report.folder.join(format!("tables/{name}.parquet"))).unwrap().0
}

/// Slips of a ward, by the path of the file that they belong to.
fn slip(report: &Report, file: &str) -> Vec<u8> {
    let mut parts = file.split('/').skip(1);
    let (period, ward, name) = (parts.next().unwrap(), parts.next().unwrap(), parts.next().unwrap());
    let stem = name.rsplit_once('.').unwrap().0;
    let stem = stem.strip_prefix(&format!("phieu_tra_lai_{period}_")).unwrap_or(stem);
    fs::read(report.folder.join(format!("lists/{ward}/phieu_tra_lai_{period}_{stem}.xlsx"))).unwrap()
}

/// Submits a file under its slip's name, a day later than everything else.
fn submit(city: &Path, file: &str, bytes: &[u8]) -> String {
    let (folder, name) = file.rsplit_once('/').unwrap();
    let stem = name.rsplit_once('.').unwrap().0;
    let file = format!("{folder}/phieu_tra_lai_2026-11_{stem}.xlsx");
    fs::write(city.join(&file), bytes).unwrap();
    let later = SystemTime::now() + Duration::from_secs(86_400);
    fs::File::options().write(true).open(city.join(&file)).unwrap().set_modified(later).unwrap();
    file
}

/// Texts of the cells of each row of a file as they were read.
fn values(report: &Report, file: &str) -> BTreeMap<(u32, u32), String> {
    let records: Vec<RecordRow> = table(report, "records");
    let of_file = records.into_iter().filter(|record| &*record.file == file);
    let raw = |record: &RecordRow| record.raw_values.as_ref().map_or(String::new(), |raw| raw.reveal().to_owned());
    of_file.map(|record| ((record.row_id.sheet, record.row_id.row), raw(&record))).collect()
}

/// Kinds of all rows of a file.
fn kinds(report: &Report, file: &str) -> Vec<(u32, u32, RowKind)> {
    let rows: Vec<SourceRowRow> = table(report, "source_rows");
    rows.into_iter()
        .filter(|row| &*row.file == file)
        .map(|row| (row.row_id.sheet, row.row_number, row.row_kind))
        .collect()
}

fn status(report: &Report, file: &str) -> FileStatus {
    let files: Vec<SourceFileRow> = table(report, "source_files");
    files.into_iter().find(|row| &*row.file == file).unwrap().status
}

/// The slip with the cell of a finding set to what the finding suggests.
fn corrected(slip: &[u8], finding: &FindingRow) -> Vec<u8> {
    let row = finding.row_id.unwrap();
    let summary = texts(slip, "Tổng hợp");
    // The line of the first sheet that tells of this finding leads to its cell.
    let line = summary.iter().find(|line| {
        line.iter().any(|cell| cell == finding.message_vi.reveal())
            && line.iter().any(|cell| cell.ends_with(&row.row.to_string()))
    });
    let place = &line.expect("the finding stands on the first sheet")[3];
    let suggestion = finding.suggestion.as_ref().map(Private::reveal).unwrap();
    let mut parts = parts(slip);
    let sheet =
        &mut parts.iter_mut().find(|(name, _)| *name == format!("xl/worksheets/sheet{}.xml", row.sheet)).unwrap().1;
    let old = cell(sheet, place).to_owned();
    let format = attribute(&old, "s").unwrap();
    let new = format!("<c r=\"{place}\" s=\"{format}\" t=\"inlineStr\"><is><t>{suggestion}</t></is></c>");
    *sheet = sheet.replacen(&old, &new, 1);
    package(&parts)
}

fn texts(bytes: &[u8], sheet: &str) -> Vec<Vec<String>> {
    let mut book: Xlsx<_> = calamine::open_workbook_from_rs(std::io::Cursor::new(bytes)).unwrap();
    let range = book.worksheet_range(sheet).unwrap();
    range.rows().map(|row| row.iter().map(ToString::to_string).collect()).collect()
}

#[test]
fn a_corrected_slip_is_read_as_the_corrected_list() {
    let folder = tempfile::tempdir().unwrap();
    let city = copy_of_city(folder.path());
    let first = night(&city, &folder.path().join("a")).unwrap();
    let findings: Vec<FindingRow> = table(&first, "findings");
    let wrong = findings
        .iter()
        .find(|finding| {
            let edited_in_place = finding.file.as_deref().is_some_and(|file| file.ends_with(".xlsx"));
            finding.check == "link.id_wrong" && finding.suggestion.is_some() && edited_in_place
        })
        .expect("the sample has a mistyped id in a workbook");
    let (file, row) = (wrong.file.as_deref().unwrap(), wrong.row_id.unwrap());
    let returned = submit(&city, file, &corrected(&slip(&first, file), wrong));

    let second = night(&city, &folder.path().join("b")).unwrap();
    assert_eq!((status(&second, file), status(&second, &returned)), (FileStatus::Superseded, FileStatus::Read));
    assert_eq!(kinds(&first, file), kinds(&second, &returned), "rows keep their sheet, number and kind");
    let (mut before, mut after) = (values(&first, file), values(&second, &returned));
    let place = (row.sheet, row.row);
    let (old, new) = (before.remove(&place).unwrap(), after.remove(&place).unwrap());
    let (raw, suggestion) = (wrong.raw.as_ref().unwrap().reveal(), wrong.suggestion.as_ref().unwrap().reveal());
    assert!(new.contains(suggestion) && !new.contains(raw), "{raw} is now {suggestion}");
    assert_ne!(old, new);
    assert!(before.len() > 100 && before == after, "all other rows are as they were");
    let findings: Vec<FindingRow> = table(&second, "findings");
    let left: Vec<_> = findings
        .iter()
        .filter(|f| f.check == wrong.check && f.row_id.is_some_and(|id| (id.sheet, id.row) == place))
        .filter(|f| f.file.as_deref() == Some(&*returned))
        .collect();
    assert!(left.is_empty(), "{} findings of the corrected cell are left", left.len());
}

#[test]
fn a_slip_of_a_slip_whose_parent_is_gone_still_answers_the_first_file() {
    let folder = tempfile::tempdir().unwrap();
    let city = copy_of_city(folder.path());
    let first = night(&city, &folder.path().join("a")).unwrap();
    let files: Vec<SourceFileRow> = table(&first, "source_files");
    let in_place = |file: &&SourceFileRow| file.status == FileStatus::Read && file.file.ends_with(".xlsx");
    let file = files.iter().find(in_place).unwrap().file.to_string();
    let (original, returned) = (fs::read(city.join(&file)).unwrap(), submit(&city, &file, &slip(&first, &file)));
    let second = night(&city, &folder.path().join("b")).unwrap();
    // The slip of the slip takes its parent's place, and the first file is copied into the folder again.
    fs::write(city.join(&returned), slip(&second, &returned)).unwrap();
    fs::write(city.join(&file), original).unwrap();
    let later = SystemTime::now() + Duration::from_secs(2 * 86_400);
    fs::File::options().write(true).open(city.join(&file)).unwrap().set_modified(later).unwrap();
    let third = night(&city, &folder.path().join("c")).unwrap();
    assert_eq!((status(&third, &file), status(&third, &returned)), (FileStatus::Superseded, FileStatus::Read));
    let files: Vec<SourceFileRow> = table(&third, "source_files");
    let of = |path: &str| files.iter().find(|row| &*row.file == path).unwrap();
    let answers = of(&returned).answers.as_deref().unwrap_or_default();
    assert_eq!(answers.split(' ').count(), 2, "{answers}");
    assert!(answers.split(' ').any(|digest| of(&file).hash.starts_with(digest)), "{answers}");
}

#[test]
fn a_slip_of_a_slip_replaces_what_the_first_one_wrote() {
    let folder = tempfile::tempdir().unwrap();
    let city = copy_of_city(folder.path());
    let first = night(&city, &folder.path().join("a")).unwrap();
    let files: Vec<SourceFileRow> = table(&first, "source_files");
    let read = files.iter().filter(|file| file.status == FileStatus::Read).map(|file| &*file.file);
    let sent: Vec<(&str, Vec<u8>)> = read.map(|file| (file, slip(&first, file))).collect();
    let returned: Vec<String> = sent.iter().map(|(file, bytes)| submit(&city, file, bytes)).collect();
    let second = night(&city, &folder.path().join("b")).unwrap();
    assert!(sent.len() >= 8, "files of all formats come back as slips");
    for ((file, before), returned) in sent.iter().zip(&returned) {
        assert_eq!(status(&second, returned), FileStatus::Read, "{returned}");
        assert_eq!(kinds(&first, file), kinds(&second, returned), "{file}");
        let (old, new) = (values(&first, file), values(&second, returned));
        assert!(!old.is_empty(), "{file}");
        if file.ends_with(".xlsx") {
            assert_eq!(old, new, "{file}");
        } else {
            assert_eq!(old.keys().collect::<Vec<_>>(), new.keys().collect::<Vec<_>>(), "{file}");
        }
        let after = slip(&second, returned);
        same_but_for_the_first_sheet(file, before, &after);
    }
}

#[track_caller]
fn same_but_for_the_first_sheet(file: &str, before: &[u8], after: &[u8]) {
    let open = |bytes: &[u8]| -> Vec<(String, Vec<String>)> {
        let mut book: Xlsx<_> = calamine::open_workbook_from_rs(std::io::Cursor::new(bytes.to_vec())).unwrap();
        let names = book.sheet_names();
        let sheets = names.into_iter().map(|name| {
            let range = book.worksheet_range(&name).unwrap();
            let cells = range.used_cells().map(|(row, column, data)| format!("{row},{column}: {data}"));
            (name, cells.collect())
        });
        sheets.collect()
    };
    let (before_sheets, after_sheets) = (open(before), open(after));
    assert!(after_sheets[0].1.iter().any(|cell| cell.ends_with(SLIP_TITLE)), "{file}");
    assert_eq!(before_sheets.len(), after_sheets.len(), "{file}: no second sheet that sums up");
    for (old, new) in before_sheets.iter().zip(&after_sheets).skip(1) {
        assert_eq!(old.0, new.0, "{file}");
        let marks = |cells: &[String]| cells.iter().filter(|cell| cell.contains(SLIP_HEADING)).count();
        assert!(marks(&new.1) <= 1, "{file}: the column stands once");
        assert_eq!(marks(&old.1), marks(&new.1), "{file}, {}", old.0);
    }
    let formats = |bytes: &[u8]| {
        let styles = super::part(bytes, "xl/styles.xml");
        let at = styles.find("<cellXfs").unwrap();
        attribute(&styles[at..], "count").unwrap().parse::<usize>().unwrap()
    };
    assert!(formats(after) <= formats(before) + 2, "{file}: formats do not pile up");
}
