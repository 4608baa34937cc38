//! `phieu_tra_lai_<month>.xlsx`: what the ward is asked to mend in the files that it sent.

use std::collections::BTreeMap;

use super::book::{Book, WardBook};
use super::index::file_name;
use super::masking::without_group;
use super::sheet::{Cell, Column, Sheet, column, summed};
use crate::model::{FileStatus, FindingSeverity, Private};
use crate::table::outputs::{FindingRow, SourceFileRow};

const FILES: [Column; 8] = [
    column("STT", 4.5),
    column("Tệp đã nộp", 34.0),
    column("Loại danh sách", 17.0),
    column("Tình trạng", 18.0),
    summed("Số dòng dữ liệu", 11.0),
    summed("Lỗi phải sửa", 11.0),
    summed("Cảnh báo", 11.0),
    column("Lý do, cách xử lý", 42.0),
];
const ROWS: [Column; 10] = [
    column("STT", 4.5),
    column("Mức độ", 9.0),
    column("Tệp", 22.0),
    column("Trang", 11.0),
    column("Dòng", 6.0),
    column("Cột", 14.0),
    column("Giá trị đã ghi", 18.0),
    column("Sai ở đâu", 34.0),
    column("Giá trị đề nghị", 16.0),
    column("Cách sửa", 34.0),
];

pub(super) fn write(ward: &WardBook, book: &mut Book) {
    book.add(&summary(ward));
    // What is only for the record asks nothing of the ward; it stands in the table of findings.
    let asks = |finding: &&FindingRow| finding.severity != FindingSeverity::Info;
    let mut findings: Vec<&FindingRow> = ward.findings.iter().copied().filter(asks).collect();
    // Gravest first; a stable sort keeps the order of file and row.
    findings.sort_by_key(|finding| std::cmp::Reverse(finding.severity));
    book.add(&Sheet {
        name: "Dòng cần sửa",
        title: "CHI TIẾT CÁC DÒNG CẦN SỬA",
        subtitle: ward.subtitle(),
        notes: vec!["Sửa ngay trong tệp đã nộp, lưu với chữ “sửa” trong tên tệp rồi nộp lại.".to_owned()],
        columns: &ROWS,
        rows: (1..).zip(&findings).map(|(number, finding)| line(ward, number, finding)).collect(),
        closing: vec![],
        signed: false,
    });
}

fn summary(ward: &WardBook) -> Sheet<'static> {
    let mut counts: BTreeMap<&str, (i64, i64)> = BTreeMap::new();
    for finding in &ward.findings {
        let (errors, warnings) = counts.entry(ward.file_of(finding)).or_default();
        match finding.severity {
            FindingSeverity::Error => *errors += 1,
            FindingSeverity::Warning => *warnings += 1,
            FindingSeverity::Info => {}
        }
    }
    let rows = (1..).zip(&ward.files).map(|(number, file)| {
        let (errors, warnings) = counts.get(&*file.file).copied().unwrap_or_default();
        file_line(number, file, errors, warnings)
    });
    Sheet {
        name: "Tổng hợp",
        title: "PHIẾU TRẢ LẠI DANH SÁCH ĐÃ NỘP",
        subtitle: ward.subtitle(),
        notes: vec![
            "Đề nghị xã, phường xem các dòng cần sửa ở trang sau, sửa và nộp lại. Dòng không sửa được giữ như tháng trước."
                .to_owned(),
        ],
        columns: &FILES,
        rows: rows.collect(),
        closing: vec![],
        signed: false,
    }
}

fn file_line(number: i64, file: &SourceFileRow, errors: i64, warnings: i64) -> Vec<Cell> {
    let advice = match (file.status, file.reason.as_deref()) {
        (_, Some(reason)) => reason,
        (FileStatus::Read, None) if errors + warnings == 0 => "Không có điểm cần sửa",
        (FileStatus::Read, None) => "Xem trang “Dòng cần sửa”",
        (_, None) => "Kiểm tra lại tệp rồi nộp lại",
    };
    vec![
        Cell::Count(number),
        Cell::text(file_name(&file.file)),
        file.list_kind.map_or(Cell::Blank, |kind| Cell::text(kind.label_vi())),
        Cell::text(file.status.label_vi()),
        Cell::Count(i64::from(file.data_rows)),
        Cell::Count(errors),
        Cell::Count(warnings),
        Cell::text(advice),
    ]
}

fn line(ward: &WardBook, number: i64, finding: &FindingRow) -> Vec<Cell> {
    let whole_file = || [Cell::text(file_name(ward.file_of(finding))), Cell::Blank, Cell::Blank];
    let [file, sheet, row] = finding.row_id.map_or_else(whole_file, |row| ward.index.place(row));
    let private =
        |text: &Option<Private>| text.as_ref().map_or(Cell::Blank, |text| Cell::text(without_group(text.reveal())));
    vec![
        Cell::Count(number),
        Cell::text(finding.severity.label_vi()),
        file,
        sheet,
        row,
        finding.column.as_deref().map_or(Cell::Blank, Cell::text),
        private(&finding.raw),
        Cell::text(without_group(finding.message_vi.reveal())),
        private(&finding.suggestion),
        Cell::text(&finding.remedy_vi),
    ]
}
