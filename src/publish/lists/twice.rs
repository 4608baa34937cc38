//! Rows of one person: which is kept, why, where the other one is, and what the kept one lacks.

use super::book::WardBook;
use super::sheet::{Cell, Column, column};
use crate::model::{Coded, IdNumber, Private, RowId};
use crate::table::outputs::DuplicateRow;

pub(super) const COLUMNS: [Column; 11] = [
    column("STT", 4.5),
    column("Nhóm", 18.0),
    column("Họ và tên", 22.0),
    column("Ngày sinh", 10.5),
    column("Tệp", 24.0),
    column("Trang", 12.0),
    column("Dòng", 7.0),
    column("Đề nghị", 22.0),
    column("Vì sao", 26.0),
    column("Dòng kia ở đâu", 32.0),
    column("Bổ sung cho dòng được giữ", 32.0),
];

/// The cells of one row, but for its number.
pub(super) fn line(ward: &WardBook, row: &DuplicateRow) -> Vec<Cell> {
    let [name, birth, _] = ward.index.of_row(row.row_id).unwrap_or_default().cells();
    let [file, sheet, line] = ward.index.place(row.row_id);
    let advice =
        if row.keep { "Giữ dòng này" } else { "Bỏ dòng này, hoặc báo lại nếu là hai người" };
    let others = ward.index.group(&row.group_id).iter().filter(|other| other.row_id != row.row_id);
    let others = others.filter(|other| row.keep || other.keep);
    let places: Vec<String> = others.map(|other| ward.index.place_text(other.row_id, ward.ward.code)).collect();
    vec![
        Cell::text(&row.group_id),
        name,
        birth,
        file,
        sheet,
        line,
        Cell::text(advice),
        row.rule.map_or(Cell::Blank, |rule| Cell::text(rule.label_vi())),
        Cell::text(places.join("; ")),
        row.take_from.as_deref().map_or(Cell::Blank, |taken| Cell::text(supplement(ward, taken))),
    ]
}

/// `điện thoại: 0922443969 (dòng 379)`; of another ward's row only where it is, not what it says.
fn supplement(ward: &WardBook, taken: &str) -> String {
    let one = |part: &str| {
        let (field, row) = part.split_once('=')?;
        let row: RowId = Coded::from_code(row).ok()?;
        let place = ward.index.place_text(row, ward.ward.code);
        let own = ward.index.ward_of(row) == Some(ward.ward.code);
        let value = value(ward, field, row).filter(|_| own);
        Some(match value {
            Some(value) => format!("{}: {value} ({place})", label(field)),
            None => format!("{}: có ở {place}", label(field)),
        })
    };
    taken.split(';').filter_map(one).collect::<Vec<_>>().join("; ")
}

fn label(field: &str) -> &str {
    match field {
        "birth_date" => "ngày sinh",
        "id_no" => "số định danh",
        "gender" => "giới tính",
        "address" => "địa chỉ",
        "phone" => "điện thoại",
        "account_no" => "số tài khoản",
        other => other,
    }
}

fn value(ward: &WardBook, field: &str, row: RowId) -> Option<String> {
    let record = ward.index.record(row)?;
    let text = |text: &Option<Private>| text.as_ref().map(|text| text.reveal().to_owned());
    match field {
        "birth_date" => record.birth_date.map(|birth| match (birth.full(), birth.month()) {
            (Some(day), _) => {
                let (year, month, day) = day.ymd();
                format!("{day:02}/{month:02}/{year}")
            }
            (None, Some(month)) => format!("{month:02}/{}", birth.year()),
            (None, None) => birth.year().to_string(),
        }),
        "id_no" => record.id_no.map(IdNumber::reveal),
        "gender" => record.gender.map(|gender| gender.label_vi().to_owned()),
        "address" => text(&record.address),
        "phone" => text(&record.phone),
        "account_no" => text(&record.account_no),
        _ => None,
    }
}
