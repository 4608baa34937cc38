//! Sheet `Quyết định đã nhận` of the city's decision workbook: every line of the decision files with what
//! became of it, and the files that could not be used. Only with its own headings, so that it is no
//! decision sheet when the workbook comes back.

use super::index::file_name;
use super::sheet::{Cell, Column, Sheet, column};
use crate::model::{DECISION_FILE_CHECKS, DECISIONS_FOLDER};
use crate::publish::Tables;
use crate::table::outputs::{FindingRow, RulingRow};

const COLUMNS: [Column; 10] = [
    column("STT", 4.5),
    column("Tệp quyết định", 26.0),
    column("Dòng trong tệp", 8.0),
    column("Mã xã nộp", 8.0),
    column("Họ và tên", 20.0),
    column("Quyết định", 18.0),
    column("Số định danh được xét", 14.0),
    column("Ai quyết định", 16.0),
    column("Ngày ghi", 11.0),
    column("Kết quả", 46.0),
];

const NOTE: &str = "Mọi dòng đã chọn trong các tệp ở thư mục decisions và kết quả của đợt này. Dòng “không áp dụng” và tệp không đọc \
     được phải sửa ở tệp quyết định rồi gửi lại. Chỉ dùng cho cán bộ phụ trách.";

/// The sheet; `None` where nobody sent a decision.
pub(super) fn sheet<'a>(tables: &Tables, subtitle: String) -> Option<Sheet<'a>> {
    let of_file = |finding: &&FindingRow| {
        let of_folder = finding.file.as_deref().is_some_and(|file| file.starts_with(DECISIONS_FOLDER));
        of_folder && DECISION_FILE_CHECKS.contains(&finding.check.as_str())
    };
    let files = tables.findings.iter().filter(of_file).map(file);
    let rows: Vec<Vec<Cell>> = files.chain(tables.decisions.iter().map(line)).collect();
    let number = |(number, row): (i64, Vec<Cell>)| std::iter::once(Cell::Count(number)).chain(row).collect();
    (!rows.is_empty()).then(|| Sheet {
        name: "Quyết định đã nhận",
        title: "QUYẾT ĐỊNH ĐÃ NHẬN VÀ KẾT QUẢ ÁP DỤNG",
        subtitle,
        notes: vec![NOTE.to_owned()],
        columns: &COLUMNS,
        rows: (1..).zip(rows).map(number).collect(),
        closing: vec![],
        signed: false,
    })
}

fn file(finding: &FindingRow) -> Vec<Cell> {
    let mut cells = vec![Cell::text(file_name(finding.file.as_deref().unwrap_or("")))];
    cells.extend([const { Cell::Blank }; 7]);
    cells.push(Cell::text(format!("{} {}", finding.message_vi.reveal(), finding.remedy_vi)));
    cells
}

fn line(row: &RulingRow) -> Vec<Cell> {
    let text =
        |text: &Option<crate::model::Private>| text.as_ref().map_or(Cell::Blank, |text| Cell::text(text.reveal()));
    vec![
        Cell::text(file_name(&row.file)),
        Cell::Count(i64::from(row.line)),
        row.ward_code.map_or(Cell::Blank, |ward| Cell::code(ward.to_string())),
        text(&row.full_name),
        Cell::text(row.ruling.map_or("không rõ", |ruling| ruling.label_vi())),
        row.person_id.map_or(Cell::Blank, |person| Cell::code(person.reveal())),
        text(&row.decided_by),
        row.decided_on.map_or(Cell::Blank, Cell::Day),
        Cell::text(row.state.label_vi()),
    ]
}
