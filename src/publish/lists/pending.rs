//! Sheet `Chờ xác minh` of the payment list: decreases that must be verified before they take effect.

use super::book::WardBook;
use super::index::id_cell;
use super::masking::MASKING_NOTE;
use super::movements::{benefit_text, ground};
use super::sheet::{Cell, Column, Sheet, column, summed};
use crate::model::{Certainty, Dong};
use crate::table::outputs::ChangeRow;

const COLUMNS: [Column; 12] = [
    column("STT", 4.5),
    column("Họ và tên", 19.0),
    column("Ngày sinh", 10.5),
    column("Số định danh", 13.5),
    column("Địa chỉ", 20.0),
    column("Chế độ", 20.0),
    summed("Mức đang hưởng (đồng)", 12.0),
    summed("Mức sau khi giảm (đồng)", 12.0),
    summed("Giữ lại (đồng)", 12.0),
    column("Từ tháng", 8.0),
    column("Lý do", 14.0),
    column("Căn cứ và giải thích", 34.0),
];

/// The payment list leaves these amounts out as the bridge does; without this line a reader would
/// take them for stopped.
pub(super) const PENDING_NOTE: &str = "Các dòng giảm cần xác minh không nằm trong danh sách chi trả (dòng hạ mức chỉ ghi mức mới); \
     xem trang “Chờ xác minh”: xác minh xong thì chi theo mức cũ hoặc dừng; chưa xác minh thì giữ tiền lại, chưa dừng chế độ.";

/// Everybody of the ward whose amount goes down by a line that is to be verified.
pub(super) fn sheet(ward: &WardBook) -> Sheet<'static> {
    let pending =
        |change: &&ChangeRow| change.certainty == Certainty::Verify && change.amount_before > change.amount_after;
    let lines = ward.changes.iter().copied().filter(pending);
    Sheet {
        name: "Chờ xác minh",
        title: "DANH SÁCH GIẢM CHỜ XÁC MINH, TIỀN GIỮ LẠI",
        subtitle: ward.subtitle(),
        notes: vec![PENDING_NOTE.to_owned(), MASKING_NOTE.to_owned()],
        columns: &COLUMNS,
        rows: (1..).zip(lines).map(|(number, change)| line(ward, number, change)).collect(),
        closing: vec![],
        signed: true,
    }
}

fn line(ward: &WardBook, number: i64, change: &ChangeRow) -> Vec<Cell> {
    let person = ward.index.person(change.person_id, change.row_id);
    let [name, birth, _] = person.cells();
    vec![
        Cell::Count(number),
        name,
        birth,
        id_cell(change.person_id),
        person.address_cell(),
        Cell::text(benefit_text(change.benefit_before, change.benefit_after)),
        Cell::Money(change.amount_before),
        Cell::Money(change.amount_after),
        Cell::Money(Dong(change.amount_before.0.saturating_sub(change.amount_after.0))),
        Cell::Month(change.effective_month),
        Cell::text(change.reason.label_vi()),
        Cell::text(ground(change)),
    ]
}
