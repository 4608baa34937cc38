//! `phieu_tra_lai_<month>.xlsx`: the files that the ward sent, which slip belongs to each, and what
//! stands on no slip because it is about no single file.

use std::collections::BTreeMap;

use super::book::{Book, WardBook};
use super::index::file_name;
use super::masking::without_group;
use super::sheet::{Cell, Column, Sheet, column, summed};
use crate::model::{FileStatus, FindingSeverity, Private};
use crate::publish::slip::slip_names;
use crate::table::outputs::{FindingRow, SourceFileRow};

const FILES: [Column; 9] = [
    column("STT", 4.5),
    column("Tệp đã nộp", 32.0),
    column("Loại danh sách", 15.0),
    column("Tình trạng", 15.0),
    summed("Số dòng dữ liệu", 10.0),
    summed("Lỗi phải sửa", 9.0),
    summed("Cảnh báo", 9.0),
    column("Lý do, cách xử lý", 34.0),
    column("Phiếu trả lại", 36.0),
];
const ROWS: [Column; 7] = [
    column("STT", 4.5),
    column("Mức độ", 10.0),
    column("Tệp", 24.0),
    column("Giá trị đã ghi", 24.0),
    column("Sai ở đâu", 44.0),
    column("Giá trị đề nghị", 22.0),
    column("Cách sửa", 40.0),
];

pub(super) fn write(ward: &WardBook, book: &mut Book) {
    let slips = slip_names(&ward.files);
    book.add(&summary(ward, &slips));
    // What is only for the record asks nothing of the ward; it stands in the table of findings.
    let asks = |finding: &&FindingRow| finding.severity != FindingSeverity::Info;
    let on_no_slip = |finding: &&FindingRow| !slips.contains_key(ward.file_of(finding));
    let mut findings: Vec<&FindingRow> = ward.findings.iter().copied().filter(asks).filter(on_no_slip).collect();
    // Gravest first; a stable sort keeps the order of file and row.
    findings.sort_by_key(|finding| std::cmp::Reverse(finding.severity));
    book.add(&Sheet {
        name: "Điểm chung",
        title: "ĐIỂM CẦN XEM KHÔNG THUỘC RIÊNG MỘT TỆP",
        subtitle: ward.subtitle(),
        notes: vec!["Các điểm của từng tệp ghi ngay trong phiếu trả lại của tệp đó.".to_owned()],
        columns: &ROWS,
        rows: (1..).zip(&findings).map(|(number, finding)| line(ward, number, finding)).collect(),
        closing: vec![],
        signed: false,
    });
}

fn summary(ward: &WardBook, slips: &BTreeMap<&str, String>) -> Sheet<'static> {
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
        file_line(number, file, errors, warnings, slips.get(&*file.file))
    });
    Sheet {
        name: "Tổng hợp",
        title: "PHIẾU TRẢ LẠI DANH SÁCH ĐÃ NỘP",
        subtitle: ward.subtitle(),
        notes: vec![
            "Mỗi tệp có một phiếu trả lại: chính tệp đó, ô sai được tô màu, cột cuối ghi cách sửa. Sửa trong phiếu rồi nộp \
             lại phiếu. Dòng không sửa được giữ như tháng trước."
                .to_owned(),
        ],
        columns: &FILES,
        rows: rows.collect(),
        closing: vec![],
        signed: false,
    }
}

fn file_line(number: i64, file: &SourceFileRow, errors: i64, warnings: i64, slip: Option<&String>) -> Vec<Cell> {
    let advice = match (file.status, file.reason.as_deref()) {
        (_, Some(reason)) => reason,
        (FileStatus::Read, None) if errors + warnings == 0 => "Không có điểm cần sửa",
        (FileStatus::Read, None) => "Sửa trong phiếu trả lại rồi nộp lại phiếu",
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
        slip.map_or(Cell::Blank, Cell::text),
    ]
}

fn line(ward: &WardBook, number: i64, finding: &FindingRow) -> Vec<Cell> {
    let private =
        |text: &Option<Private>| text.as_ref().map_or(Cell::Blank, |text| Cell::text(without_group(text.reveal())));
    vec![
        Cell::Count(number),
        Cell::text(finding.severity.label_vi()),
        Cell::text(file_name(ward.file_of(finding))),
        private(&finding.raw),
        Cell::text(without_group(finding.message_vi.reveal())),
        private(&finding.suggestion),
        Cell::text(&finding.remedy_vi),
    ]
}
