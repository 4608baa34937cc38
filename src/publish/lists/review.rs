//! `can_kiem_tra_<month>.xlsx`: what a person of the ward has to look at. For the specialist only:
//! groups are named as they are.

use super::book::{Book, WardBook};
use super::index::id_cell;
use super::sheet::{Cell, Column, Sheet, column, summed};
use super::twice;
use crate::model::{Certainty, CountedBy, EntitlementStatus, Outcome, PersonId, PersonKey};
use crate::table::outputs::{ChangeRow, MatchRow, VisitRow, WorklistRow};

const SECRET: &str = "Chỉ dùng cho cán bộ phụ trách; có thông tin sức khỏe, không sao gửi, không niêm yết.";

const MATCHES: [Column; 12] = [
    column("STT", 4.5),
    column("Họ và tên (danh sách)", 20.0),
    column("Ngày sinh", 10.5),
    column("Giới tính", 5.5),
    column("Số ghi trong danh sách", 14.0),
    column("Tệp", 21.0),
    column("Trang", 12.0),
    column("Dòng", 6.0),
    column("Kết quả đối chiếu", 14.0),
    column("Người gần nhất trong CSDL dân cư", 23.0),
    column("Điểm khác", 18.0),
    column("Được tính theo", 22.0),
];
const CHANGES: [Column; 8] = [
    column("STT", 4.5),
    column("Họ và tên", 21.0),
    column("Ngày sinh", 10.5),
    column("Số định danh", 13.5),
    column("Tăng, giảm", 7.0),
    column("Lý do", 20.0),
    column("Giải thích", 46.0),
    column("Căn cứ", 24.0),
];
const OPEN: [Column; 9] = [
    column("STT", 4.5),
    column("Họ và tên", 20.0),
    column("Ngày sinh", 10.5),
    column("Số định danh", 13.5),
    column("Chế độ", 24.0),
    summed("Mức đang chi (đồng/tháng)", 12.0),
    column("Thông tin còn thiếu", 22.0),
    column("Việc cần làm: hỏi ai, hỏi gì", 44.0),
    column("Căn cứ", 22.0),
];
const VISITS: [Column; 12] = [
    column("STT", 4.5),
    column("Thôn, tổ dân phố", 18.0),
    column("Họ và tên", 20.0),
    column("Ngày sinh", 10.5),
    column("Số định danh", 13.5),
    column("Địa chỉ", 24.0),
    column("Chế độ có thể hưởng", 22.0),
    summed("Mức (đồng/tháng)", 12.0),
    column("Đủ điều kiện từ", 10.5),
    column("Kết luận", 13.0),
    column("Cần làm, cần xác minh", 30.0),
    column("Giải thích, căn cứ", 40.0),
];

pub(super) fn write(ward: &WardBook, book: &mut Book) {
    let verify: Vec<&ChangeRow> =
        ward.changes.iter().copied().filter(|change| change.certainty == Certainty::Verify).collect();
    let doubtful: Vec<&MatchRow> =
        ward.matches.iter().copied().filter(|verdict| verdict.outcome != Outcome::Matched).collect();
    let add = |book: &mut Book, name, title, columns: &'static [Column], rows: Vec<Vec<Cell>>| {
        let notes = vec![SECRET.to_owned()];
        book.add(&Sheet {
            name,
            title,
            subtitle: ward.subtitle(),
            notes,
            columns,
            rows,
            closing: vec![],
            signed: false,
        });
    };
    let rows = numbered(&doubtful, |row| verdict(ward, row));
    add(book, "Đối chiếu người", "DÒNG CHƯA XÁC ĐỊNH ĐƯỢC NGƯỜI TRONG CSDL DÂN CƯ", &MATCHES, rows);
    let rows = numbered(&verify, |row| change(ward, row));
    add(book, "Biến động", "BIẾN ĐỘNG CẦN XÁC MINH TRƯỚC KHI RA QUYẾT ĐỊNH", &CHANGES, rows);
    let rows = numbered(&ward.worklist, |row| open(ward, row));
    add(book, "Chưa kết luận", "VIỆC CẦN LÀM: NGƯỜI CHƯA KẾT LUẬN ĐƯỢC, GIỮ MỨC THÁNG TRƯỚC", &OPEN, rows);
    let rows = numbered(&ward.duplicates, |row| twice::line(ward, row));
    add(book, "Trùng lặp", "DÒNG TRÙNG LẶP", &twice::COLUMNS, rows);
    let rows = numbered(&ward.visits, visit);
    add(book, "Có thể được hưởng", "NGƯỜI ĐỦ HOẶC SẮP ĐỦ ĐIỀU KIỆN, CHƯA CÓ TRONG DANH SÁCH", &VISITS, rows);
}

fn numbered<T: Copy>(rows: &[T], cells: impl Fn(T) -> Vec<Cell>) -> Vec<Vec<Cell>> {
    let with_number = |(number, row): (i64, &T)| std::iter::once(Cell::Count(number)).chain(cells(*row)).collect();
    (1..).zip(rows).map(with_number).collect()
}

fn verdict(ward: &WardBook, row: &MatchRow) -> Vec<Cell> {
    let [name, birth, gender] = ward.index.of_row(row.row_id).unwrap_or_default().cells();
    let id = ward.index.record(row.row_id).and_then(|record| record.id_no);
    let [file, sheet, line] = ward.index.place(row.row_id);
    let differences: Vec<&str> = row.differences.iter().map(|difference| difference.label_vi()).collect();
    vec![
        name,
        birth,
        gender,
        id.map_or(Cell::Blank, |id| Cell::code(id.reveal())),
        file,
        sheet,
        line,
        Cell::text(row.outcome.label_vi()),
        Cell::text(candidates(row)),
        Cell::text(differences.join(", ")),
        row.counted_by.filter(|by| *by != CountedBy::Verdict).map_or(Cell::Blank, |by| Cell::text(by.label_vi())),
    ]
}

fn candidates(row: &MatchRow) -> String {
    let one = |id: Option<PersonId>, probability: Option<f64>| {
        let share = probability.map(|p| format!(" ({:.0}%)", (p * 100.0).floor())).unwrap_or_default();
        id.map(|id| format!("{}{share}", id.reveal()))
    };
    let both =
        [one(row.person_id.or(row.nearest_id), row.probability), one(row.runner_up_id, row.runner_up_probability)];
    both.into_iter().flatten().collect::<Vec<_>>().join("; ")
}

fn change(ward: &WardBook, row: &ChangeRow) -> Vec<Cell> {
    let [name, birth, _] = ward.index.person(row.person_id, row.row_id).cells();
    vec![
        name,
        birth,
        id_cell(row.person_id),
        Cell::text(row.direction.label_vi()),
        Cell::text(row.reason.label_vi()),
        Cell::text(&*row.explanation_vi),
        Cell::text(&*row.clause),
    ]
}

fn open(ward: &WardBook, row: &WorklistRow) -> Vec<Cell> {
    let [name, birth, _] = ward.index.person(row.person_id, None).cells();
    vec![
        name,
        birth,
        id_cell(row.person_id),
        Cell::text(row.benefit.label_vi()),
        Cell::Money(row.amount),
        Cell::text(&row.missing_vi),
        Cell::text(&row.action_vi),
        Cell::text(&*row.clause),
    ]
}

fn visit(row: &VisitRow) -> Vec<Cell> {
    vec![
        row.hamlet.as_ref().map_or(Cell::Blank, Cell::text),
        row.full_name.as_ref().map_or(Cell::Blank, |name| Cell::text(name.reveal())),
        Cell::birth(row.birth_date),
        id_cell(PersonKey::Register(row.person_id)),
        row.address.as_ref().map_or(Cell::Blank, |address| Cell::text(address.reveal())),
        Cell::text(row.benefit.label_vi()),
        Cell::Money(row.amount),
        row.eligible_from.map_or(Cell::code("đã đủ"), Cell::Day),
        Cell::text(if row.status == EntitlementStatus::Entitled { "đủ điều kiện" } else { "cần xác minh" }),
        Cell::text(&row.action_vi),
        Cell::text(&*row.explanation_vi),
    ]
}
