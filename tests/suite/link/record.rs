//! A row of a ward's list as a record.

use std::sync::Arc;

use ansinh::model::{Benefit, Coded, ListKind, Month, Record, RowId, WardCode};

/// Row `row` of file `file` of a ward.
pub(crate) fn record(file: u64, row: u32, ward: &str, benefit: Benefit) -> Record {
    Record {
        row_id: RowId { file, sheet: 1, row },
        file: Arc::from(format!("submissions/2026-11/{ward}/{file}.xlsx")),
        ward: WardCode::from_digits(ward).unwrap(),
        period: Month::from_code("2026-11").unwrap(),
        list_kind: ListKind::Beneficiaries,
        full_name: None,
        name_note: None,
        name_key: Some("pham thi voc".into()),
        birth_date: "1948-03-12".parse().ok(),
        gender: None,
        id: None,
        address: None,
        address_ward: None,
        house_no: None,
        lane: None,
        street: None,
        hamlet: None,
        residential_group: None,
        benefit: Some(benefit),
        ground: None,
        severity: None,
        disability_type: None,
        coefficient: None,
        amount: None,
        decision_no: None,
        decision_date: None,
        from_month: None,
        movement: None,
        event_date: None,
        reason_text: None,
        other_ward: None,
        account_no: None,
        bank: None,
        phone: None,
        receiver_name: None,
        cared_for_name: None,
        cared_for_id: None,
        cared_for_birth: None,
        note: None,
    }
}
