//! `tang_giam_<month>.xlsx`: who comes, who goes, whose amount changes.

use super::book::{Book, WardBook};
use super::index::id_cell;
use super::masking::{MASKING_NOTE, hides_grounds, shown_benefit};
use super::sheet::{Cell, Column, Sheet, column, summed};
use crate::model::{Benefit, Certainty, Coded, Confidence, Direction, Dong, Reason};
use crate::table::outputs::{BridgeRow, ChangeRow};

const COLUMNS: [Column; 14] = [
    column("STT", 4.5),
    column("Họ và tên", 18.0),
    column("Ngày sinh", 10.5),
    column("Giới tính", 5.5),
    column("Số định danh", 13.5),
    column("Địa chỉ", 18.0),
    column("Chế độ", 19.0),
    summed("Mức đang hưởng (đồng)", 11.0),
    summed("Mức được hưởng (đồng)", 11.0),
    summed("Chênh lệch (đồng)", 11.0),
    column("Từ tháng", 8.0),
    column("Lý do", 13.0),
    column("Căn cứ và giải thích", 31.0),
    column("Xử lý", 13.0),
];

const BRIDGE: [Column; 5] = [
    column("STT", 6.0),
    column("Nội dung", 60.0),
    column("Số người", 14.0),
    column("Số dòng", 14.0),
    column("Số tiền một tháng (đồng)", 24.0),
];

/// Whether a person stays on the list with another amount: no increase or decrease in persons.
fn is_adjustment(change: &ChangeRow) -> bool {
    change.amount_before > Dong::ZERO && change.amount_after > Dong::ZERO
}

pub(super) fn write(ward: &WardBook, book: &mut Book) {
    book.add(&bridge(ward));
    let of = |direction: Direction| {
        let lines = ward.changes.iter().copied().filter(move |change| !is_adjustment(change));
        lines.filter(move |change| change.direction == direction)
    };
    let adjusted = ward.changes.iter().copied().filter(|change| is_adjustment(change));
    for (name, title, lines) in [
        ("Tăng", "DANH SÁCH TĂNG ĐỐI TƯỢNG HƯỞNG TRỢ CẤP", of(Direction::Increase).collect::<Vec<_>>()),
        ("Giảm", "DANH SÁCH GIẢM ĐỐI TƯỢNG HƯỞNG TRỢ CẤP", of(Direction::Decrease).collect()),
        ("Điều chỉnh", "DANH SÁCH ĐIỀU CHỈNH MỨC HƯỞNG TRỢ CẤP", adjusted.collect()),
    ] {
        let verify = lines.iter().filter(|change| change.certainty == Certainty::Verify).count();
        book.add(&Sheet {
            name,
            title,
            subtitle: ward.subtitle(),
            notes: vec![
                format!("Có {} dòng, trong đó {verify} dòng cần xác minh trước khi ra quyết định.", lines.len()),
                MASKING_NOTE.to_owned(),
            ],
            columns: &COLUMNS,
            rows: (1..).zip(&lines).map(|(number, change)| line(ward, number, change)).collect(),
            closing: vec![],
            signed: true,
        });
    }
}

fn line(ward: &WardBook, number: i64, change: &ChangeRow) -> Vec<Cell> {
    let person = ward.index.person(change.person_id, change.row_id);
    let [name, birth, gender] = person.cells();
    let difference = Dong(change.amount_after.0.saturating_sub(change.amount_before.0));
    vec![
        Cell::Count(number),
        name,
        birth,
        gender,
        id_cell(change.person_id),
        person.address_cell(),
        Cell::text(benefit_text(change.benefit_before, change.benefit_after)),
        Cell::Money(change.amount_before),
        Cell::Money(change.amount_after),
        Cell::Money(difference),
        Cell::Month(change.effective_month),
        Cell::text(change.reason.label_vi()),
        Cell::text(ground(change)),
        Cell::text(treatment(change)),
    ]
}

/// Whether it may be acted on, and whether the law behind it is settled.
fn treatment(change: &ChangeRow) -> String {
    let sure = if change.certainty == Certainty::Certain { "Chắc chắn" } else { "Cần xác minh" };
    match change.law_confidence {
        Confidence::Confirmed => sure.to_owned(),
        other => format!("{sure}; căn cứ {}", other.label_vi()),
    }
}

pub(super) fn benefit_text(before: Option<Benefit>, after: Option<Benefit>) -> String {
    match (before.map(shown_benefit), after.map(shown_benefit)) {
        (Some(before), Some(after)) if before != after => format!("{before} → {after}"),
        (before, after) => after.or(before).unwrap_or_default().to_owned(),
    }
}

/// Explanation and clause; for a group that is not named only where to ask.
pub(super) fn ground(change: &ChangeRow) -> String {
    if change.benefit_before.is_some_and(hides_grounds) || change.benefit_after.is_some_and(hides_grounds) {
        return format!("Xem hồ sơ do cán bộ phụ trách lưu giữ (mã dòng {}).", change.change_id);
    }
    if change.explanation_vi.contains(&*change.clause) {
        return change.explanation_vi.to_string();
    }
    format!("{} Căn cứ: {}.", change.explanation_vi, change.clause)
}

/// From last month's list to this month's, in persons and in đồng.
fn bridge(ward: &WardBook) -> Sheet<'static> {
    let rows = (1..).zip(&ward.bridge).map(|(number, row)| {
        vec![
            Cell::Count(number),
            Cell::text(bridge_text(row)),
            Cell::Count(row.persons),
            Cell::Count(row.lines),
            Cell::Money(row.amount),
        ]
    });
    Sheet {
        name: "Tổng hợp",
        title: "TỔNG HỢP BIẾN ĐỘNG ĐỐI TƯỢNG HƯỞNG TRỢ CẤP",
        subtitle: ward.subtitle(),
        notes: vec!["Đầu kỳ cộng các dòng tăng, trừ các dòng giảm, bằng cuối kỳ (số giảm ghi âm).".to_owned()],
        columns: &BRIDGE,
        rows: rows.collect(),
        closing: vec![],
        signed: false,
    }
}

fn bridge_text(row: &BridgeRow) -> String {
    match (row.reason.as_str(), Reason::from_code(&row.reason)) {
        ("opening", _) => "Đầu kỳ: danh sách chi trả tháng trước".to_owned(),
        ("closing", _) => "Cuối kỳ: danh sách chi trả tháng này".to_owned(),
        (_, Ok(reason)) => match reason.direction() {
            Some(Direction::Increase) => format!("Tăng: {}", reason.label_vi()),
            Some(Direction::Decrease) => format!("Giảm: {}", reason.label_vi()),
            None => reason.label_vi().to_owned(),
        },
        (other, Err(_)) => other.to_owned(),
    }
}
