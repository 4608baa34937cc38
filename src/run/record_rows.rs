//! The table of records: clean values with the cells that they were read from.

use std::collections::HashMap;

use rayon::prelude::*;

use crate::model::{Private, RawRow, Record, RowId};
use crate::table::outputs::RecordRow;

/// The records, each with the cells that it was read from: raw and clean side by side.
pub(super) fn record_rows(records: &[Record], raw: &[RawRow]) -> Vec<RecordRow> {
    let by_row: HashMap<RowId, &RawRow> = raw.iter().map(|row| (row.row_id, row)).collect();
    records.par_iter().map(|record| record_row(record, by_row.get(&record.row_id).copied())).collect()
}

/// The cells of a row as one JSON object; of two cells of one field the first counts.
fn raw_values(row: &RawRow) -> Private {
    let mut object = serde_json::Map::new();
    for cell in &row.cells {
        object.entry(cell.field.as_str()).or_insert_with(|| cell.value.reveal().into());
    }
    Private::new(&serde_json::Value::Object(object).to_string())
}

fn record_row(record: &Record, raw: Option<&RawRow>) -> RecordRow {
    RecordRow {
        raw_values: raw.map(raw_values),
        row_id: record.row_id,
        full_name: record.full_name.clone(),
        name_key: record.name_key.clone(),
        birth_date: record.birth_date,
        gender: record.gender,
        id_no: record.id,
        ward_code: record.ward,
        address: record.address.clone(),
        address_ward_code: record.address_ward,
        benefit: record.benefit,
        ground: record.ground,
        severity: record.severity,
        disability_type: record.disability_type,
        coefficient: record.coefficient,
        amount: record.amount,
        decision_no: record.decision_no.clone(),
        decision_date: record.decision_date,
        filed_on: record.filed_on,
        from_month: record.from_month,
        movement: record.movement,
        event_date: record.event_date,
        account_no: record.account_no.clone(),
        bank: record.bank.clone(),
        phone: record.phone.clone(),
        file: record.file.clone(),
        list_kind: record.list_kind,
        period: record.period,
        house_no: record.house_no.clone(),
        lane: record.lane.clone(),
        street: record.street.clone(),
        residential_group: record.residential_group.clone(),
        hamlet: record.hamlet.clone(),
        reason_text: record.reason_text.clone(),
        cared_for_name: record.cared_for_name.clone(),
        cared_for_id: record.cared_for_id,
        note: record.note.clone(),
        name_note: record.name_note.clone(),
    }
}
