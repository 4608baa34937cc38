//! `chi_tra_<month>.xlsx`: who is paid what this month.

use std::collections::BTreeMap;

use super::book::{Book, WardBook};
use super::index::id_cell;
use super::masking::{MASKING_NOTE, SHARED_WORDING, shown_benefit};
use super::one_off;
use super::pending::{self, PENDING_NOTE};
use super::sheet::{Cell, Column, Sheet, column, summed};
use super::words::dong_in_words;
use crate::model::{Dong, PaymentLine};

const COLUMNS: [Column; 13] = [
    column("STT", 4.5),
    column("Họ và tên", 20.0),
    column("Ngày sinh", 10.5),
    column("Giới tính", 5.5),
    column("Số định danh", 13.5),
    column("Địa chỉ", 24.0),
    column("Chế độ", 23.0),
    column("Hệ số", 6.0),
    summed("Số tiền (đồng)", 12.0),
    column("Số tài khoản", 15.5),
    column("Ngân hàng", 11.0),
    column("Ký nhận", 11.0),
    column("Ghi chú", 15.0),
];

const SUMMARY: [Column; 4] =
    [column("STT", 6.0), column("Chế độ", 66.0), summed("Số lượt chi", 16.0), summed("Số tiền (đồng)", 24.0)];

pub(super) fn write(ward: &WardBook, book: &mut Book) {
    let total = Dong(ward.payments.iter().map(|line| line.amount.0).sum());
    let closing = vec![format!("Tổng số tiền: {total} đồng."), format!("Bằng chữ: {}.", dong_in_words(total))];
    book.add(&Sheet {
        name: "Chi trả",
        title: "DANH SÁCH CHI TRẢ TRỢ CẤP XÃ HỘI HẰNG THÁNG",
        subtitle: ward.subtitle(),
        notes: assumed_note(ward).into_iter().chain([PENDING_NOTE, MASKING_NOTE].map(str::to_owned)).collect(),
        columns: &COLUMNS,
        rows: (1..).zip(&ward.payments).map(|(number, payment)| line(ward, number, payment)).collect(),
        closing: closing.clone(),
        signed: true,
    });
    book.add(&pending::sheet(ward));
    book.add(&summary(ward, closing));
    book.add(&one_off::sheet(ward));
}

/// A list that rests on assumed law says so (law.md §14).
fn assumed_note(ward: &WardBook) -> Option<String> {
    (ward.assumed > 0).then(|| {
        format!(
            "{} lượt hưởng tính theo mức giả định, chờ thành phố trả lời; căn cứ của từng người: đề nghị Sở Y tế cung cấp theo mã dòng.",
            ward.assumed
        )
    })
}

fn line(ward: &WardBook, number: i64, payment: &PaymentLine) -> Vec<Cell> {
    let person = ward.index.person(payment.person, payment.row_id);
    let [name, birth, gender] = person.cells();
    let shown = shown_benefit(payment.benefit);
    // The coefficient would tell the groups apart that share a wording.
    let coefficient = payment.coefficient.filter(|_| shown != SHARED_WORDING);
    let (account, bank) = ward.account(payment);
    vec![
        Cell::Count(number),
        name,
        birth,
        gender,
        id_cell(payment.person),
        person.address_cell(),
        Cell::text(shown),
        coefficient.map_or(Cell::Blank, Cell::Coefficient),
        Cell::Money(payment.amount),
        account.map_or(Cell::Blank, Cell::code),
        bank.map_or(Cell::Blank, Cell::text),
        Cell::Blank,
        note(ward, payment),
    ]
}

fn note(ward: &WardBook, payment: &PaymentLine) -> Cell {
    let cared_for = payment.for_person.and_then(|key| ward.index.person(key, None).name);
    let parts = [
        cared_for.map(|name| format!("Chăm sóc: {}", name.reveal())),
        payment.carried_over.then(|| "Giữ như tháng trước, chờ xác minh".to_owned()),
    ];
    let text: Vec<String> = parts.into_iter().flatten().collect();
    if text.is_empty() { Cell::Blank } else { Cell::text(text.join(". ")) }
}

/// A line for each group, added up.
fn summary(ward: &WardBook, closing: Vec<String>) -> Sheet<'static> {
    let mut groups: BTreeMap<&str, (i64, i64)> = BTreeMap::new();
    for payment in &ward.payments {
        let (lines, amount) = groups.entry(shown_benefit(payment.benefit)).or_default();
        *lines += 1;
        *amount += payment.amount.0;
    }
    let rows = (1..).zip(&groups).map(|(number, (benefit, (lines, amount)))| {
        vec![Cell::Count(number), Cell::text(*benefit), Cell::Count(*lines), Cell::Money(Dong(*amount))]
    });
    Sheet {
        name: "Tổng hợp",
        title: "TỔNG HỢP CHI TRẢ TRỢ CẤP XÃ HỘI HẰNG THÁNG",
        subtitle: ward.subtitle(),
        notes: vec![],
        columns: &SUMMARY,
        rows: rows.collect(),
        closing,
        signed: true,
    }
}
