//! Sheet `Một lần` of the payment list: support for funeral costs (hỗ trợ chi phí mai táng).

use super::book::WardBook;
use super::index::id_cell;
use super::sheet::{Cell, Column, Sheet, column, summed};
use crate::table::outputs::EntitlementRow;

const COLUMNS: [Column; 9] = [
    column("STT", 4.5),
    column("Người chết", 22.0),
    column("Ngày sinh", 10.5),
    column("Số định danh", 13.5),
    column("Địa chỉ", 26.0),
    column("Tháng chết", 9.0),
    summed("Số tiền (đồng)", 14.0),
    column("Căn cứ", 26.0),
    column("Giải thích", 44.0),
];

/// Everybody of the ward for whose funeral support is due. What was paid before the run is not
/// known here (the opening holds regular payments only), so the note asks to compare.
pub(super) fn sheet(ward: &WardBook) -> Sheet<'static> {
    let notes = [
        "Hỗ trợ chi phí mai táng chi một lần, không cộng vào danh sách chi trả hằng tháng.",
        "Đối chiếu với các đợt mai táng đã chi trước khi chi; chi khi có hồ sơ đề nghị của người, cơ quan lo mai táng.",
    ];
    Sheet {
        name: "Một lần",
        title: "DANH SÁCH HỖ TRỢ CHI PHÍ MAI TÁNG",
        subtitle: ward.subtitle(),
        notes: notes.map(str::to_owned).to_vec(),
        columns: &COLUMNS,
        rows: (1..).zip(&ward.funerals).map(|(number, row)| line(ward, number, row)).collect(),
        closing: vec![],
        signed: true,
    }
}

fn line(ward: &WardBook, number: i64, row: &EntitlementRow) -> Vec<Cell> {
    let person = ward.index.person(row.person_id, None);
    let [name, birth, _] = person.cells();
    vec![
        Cell::Count(number),
        name,
        birth,
        id_cell(row.person_id),
        person.address_cell(),
        Cell::Month(row.month),
        Cell::Money(row.amount),
        Cell::text(&*row.clause),
        Cell::text(&*row.explanation_vi),
    ]
}
