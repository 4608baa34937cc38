//! A row of a ward's list as a record.

use std::sync::Arc;

use ansinh::model::{Benefit, Coded, ListKind, Month, Record, RowId, WardCode};

/// Row `row` of file `file` of a ward.
pub(crate) fn record(file: u64, row: u32, ward: &str, benefit: Benefit) -> Record {
    let row_id = RowId { file, sheet: 1, row };
    let file = Arc::from(format!("submissions/2026-11/{ward}/{file}.xlsx"));
    let (ward, period) = (WardCode::from_digits(ward).unwrap(), Month::from_code("2026-11").unwrap());
    Record {
        name_key: Some("pham thi voc".into()),
        birth_date: "1948-03-12".parse().ok(),
        benefit: Some(benefit),
        ..Record::blank(row_id, file, ward, period, ListKind::Beneficiaries)
    }
}
