//! `truy_linh_truy_thu_<month>.xlsx`: what is still to be paid or returned for earlier months.

use super::book::{Book, WardBook};
use super::index::id_cell;
use super::sheet::{Cell, Column, Sheet, column, summed};
use crate::model::{Certainty, Dong, PersonKey};
use crate::table::outputs::ArrearsRow;

const COLUMNS: [Column; 12] = [
    column("STT", 4.5),
    column("Họ và tên", 21.0),
    column("Ngày sinh", 10.5),
    column("Số định danh", 13.5),
    column("Từ tháng", 8.5),
    column("Đến tháng", 8.5),
    column("Số tháng", 7.0),
    summed("Được hưởng (đồng)", 13.0),
    summed("Đã chi (đồng)", 13.0),
    summed("Chênh lệch (đồng)", 13.0),
    column("Lý do", 24.0),
    column("Xử lý", 12.0),
];

const MONTHS: [Column; 9] = [
    column("STT", 4.5),
    column("Họ và tên", 24.0),
    column("Số định danh", 13.5),
    column("Tháng", 9.0),
    summed("Được hưởng (đồng)", 13.0),
    summed("Đã chi (đồng)", 13.0),
    summed("Chênh lệch (đồng)", 13.0),
    column("Lý do", 26.0),
    column("Xử lý", 13.0),
];

pub(super) fn write(ward: &WardBook, book: &mut Book) {
    for (name, title, owed) in
        [("Truy lĩnh", "DANH SÁCH TRUY LĨNH TRỢ CẤP", true), ("Truy thu", "DANH SÁCH TRUY THU TRỢ CẤP", false)]
    {
        let lines: Vec<&ArrearsRow> =
            ward.arrears.iter().copied().filter(|row| (row.difference > Dong::ZERO) == owed).collect();
        book.add(&Sheet {
            name,
            title,
            subtitle: ward.subtitle(),
            notes: vec![],
            columns: &COLUMNS,
            rows: (1..).zip(per_person(&lines)).map(|(number, months)| line(ward, number, months)).collect(),
            closing: vec![],
            signed: true,
        });
    }
    book.add(&Sheet {
        name: "Chi tiết theo tháng",
        title: "CHI TIẾT TRUY LĨNH, TRUY THU THEO THÁNG",
        subtitle: ward.subtitle(),
        notes: vec!["Chênh lệch dương: truy lĩnh. Chênh lệch âm: truy thu.".to_owned()],
        columns: &MONTHS,
        rows: (1..).zip(&ward.arrears).map(|(number, row)| month_line(ward, number, row)).collect(),
        closing: vec![],
        signed: false,
    });
}

/// Neighbouring rows of one person and one reason; the table is ordered by person and month.
fn per_person<'a, 'b>(lines: &'b [&'a ArrearsRow]) -> impl Iterator<Item = &'b [&'a ArrearsRow]> {
    lines.chunk_by(|a, b| (a.person_id, a.reason, a.certainty) == (b.person_id, b.reason, b.certainty))
}

fn line(ward: &WardBook, number: i64, months: &[&ArrearsRow]) -> Vec<Cell> {
    let first = months[0];
    let [name, birth, _] = ward.index.person(first.person_id, None).cells();
    let sum = |of: fn(&ArrearsRow) -> Dong| Cell::Money(Dong(months.iter().map(|row| of(row).0).sum()));
    vec![
        Cell::Count(number),
        name,
        birth,
        id_cell(first.person_id),
        Cell::Month(first.month),
        Cell::Month(months[months.len() - 1].month),
        Cell::Count(months.len() as i64),
        sum(|row| row.entitled),
        sum(|row| row.paid),
        sum(|row| row.difference),
        Cell::text(first.reason.label_vi()),
        treatment(first.certainty),
    ]
}

fn month_line(ward: &WardBook, number: i64, row: &ArrearsRow) -> Vec<Cell> {
    vec![
        Cell::Count(number),
        name_cell(ward, row.person_id),
        id_cell(row.person_id),
        Cell::Month(row.month),
        Cell::Money(row.entitled),
        Cell::Money(row.paid),
        Cell::Money(row.difference),
        Cell::text(row.reason.label_vi()),
        treatment(row.certainty),
    ]
}

fn name_cell(ward: &WardBook, key: PersonKey) -> Cell {
    let [name, ..] = ward.index.person(key, None).cells();
    name
}

fn treatment(certainty: Certainty) -> Cell {
    Cell::text(match certainty {
        Certainty::Certain => "Chắc chắn",
        Certainty::Verify => "Cần xác minh",
    })
}
