//! Workbooks that would unpack to gigabytes are refused before they are unpacked.

use std::io::{Cursor, Read, Write};
use std::path::Path;

use ansinh::ingest::{Forms, Ingested, Submission, ingest};
use ansinh::model::{Coded, FileStatus, Month, WardCode};
use zip::write::SimpleFileOptions;
use zip::{ZipArchive, ZipWriter};

/// A packed workbook whose one sheet is `size` bytes of the same letter, or of letters that pack badly.
fn workbook(size: usize, plain: bool) -> Vec<u8> {
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    let options = SimpleFileOptions::default().compression_method(zip::CompressionMethod::Deflated);
    writer.start_file("xl/workbook.xml", options).unwrap();
    writer.write_all(b"<workbook/>").unwrap();
    writer.start_file("xl/worksheets/sheet1.xml", options).unwrap();
    let piece: Vec<u8> =
        (0..65_536_u32).map(|n| if plain { b' ' } else { (n.wrapping_mul(2_654_435_761) >> 24) as u8 }).collect();
    for _ in 0..size / piece.len() {
        writer.write_all(&piece).unwrap();
    }
    writer.finish().unwrap().into_inner()
}

/// The same file with every size that it declares for its parts made small.
fn lying(mut bytes: Vec<u8>) -> Vec<u8> {
    for (mark, place) in [(b"PK\x01\x02", 24), (b"PK\x03\x04", 22)] {
        let headers: Vec<usize> = (0..bytes.len() - 4).filter(|&at| bytes[at..].starts_with(mark)).collect();
        for at in headers {
            bytes[at + place..at + place + 4].copy_from_slice(&1_000_u32.to_le_bytes());
        }
    }
    bytes
}

#[track_caller]
fn check(bytes: &[u8], refused: bool) {
    let checks = checks(bytes);
    assert_eq!(checks.contains(&"file.too_large"), refused, "{checks:?}");
}

fn read(bytes: &[u8]) -> Ingested {
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("a.xlsx");
    std::fs::write(&path, bytes).unwrap();
    let forms = Forms::load(Path::new("pipelines/forms")).unwrap();
    let ward = WardCode::from_digits("11407").unwrap();
    let period = Month::from_code("2026-11").unwrap();
    ingest(&[Submission { path, file: "a.xlsx".into(), ward, period, modified: 0 }], &forms)
}

/// The findings of a file that is unreadable.
#[track_caller]
fn checks(bytes: &[u8]) -> Vec<&'static str> {
    let out = read(bytes);
    assert_eq!(out.files[0].status, FileStatus::Unreadable);
    out.findings.iter().map(|finding| finding.issue.check).collect()
}

#[test]
fn a_bomb_is_refused_by_size_and_by_ratio() {
    check(&workbook(256 << 20, true), true);
    check(&workbook(32 << 20, true), true);
    check(&workbook(160 << 20, false), true);
}

#[test]
fn a_bomb_that_declares_little_is_refused_too() {
    // By what comes out of it, or because the sizes do not agree with it.
    let checks = checks(&lying(workbook(256 << 20, true)));
    assert!(checks == ["file.too_large"] || checks == ["file.damaged"], "{checks:?}");
}

#[test]
fn a_damaged_small_file_is_no_bomb() {
    check(&workbook(1 << 19, true), false);
}

/// A list whose table of shared strings says that it has `count` strings.
fn counted(count: &str) -> Vec<u8> {
    let mut book = rust_xlsxwriter::Workbook::new();
    let sheet = book.add_worksheet();
    for (column, text) in ["STT", "Họ và tên", "Ngày sinh", "Số CCCD"].into_iter().enumerate() {
        sheet.write_string(0, column as u16, text).unwrap();
    }
    sheet.write_number(1, 0, 1).unwrap();
    sheet.write_string(1, 1, "Nguyễn Thị Hòa").unwrap();
    let mut archive = ZipArchive::new(Cursor::new(book.save_to_buffer().unwrap())).unwrap();
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    for at in 0..archive.len() {
        let mut entry = archive.by_index(at).unwrap();
        let mut part = String::new();
        entry.read_to_string(&mut part).unwrap();
        let part = part.replace("uniqueCount=\"5\"", &format!("uniqueCount=\"{count}\""));
        writer.start_file(entry.name().unwrap(), SimpleFileOptions::default()).unwrap();
        writer.write_all(part.as_bytes()).unwrap();
    }
    writer.finish().unwrap().into_inner()
}

#[test]
fn a_forged_count_of_strings_ends_no_night() {
    assert_eq!(checks(&counted("4294967295")), ["file.damaged"]);
    assert_eq!(read(&counted("5")).files[0].status, FileStatus::Read);
    assert_eq!(read(&counted("7000")).files[0].status, FileStatus::Read);
}
