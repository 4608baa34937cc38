//! Duplicates among records.

use std::collections::HashMap;
use std::sync::Arc;

use ansinh::link::duplicates;
use ansinh::model::{
    Benefit, Coded, Date, DuplicateKind, IdNumber, ListKind, Month, Outcome, PersonId, Record, RowId, WardCode,
};
use ansinh::table::outputs::MatchRow;

const PERSON: &str = "031148900001";

pub(super) fn record(file: u64, row: u32, ward: &str, benefit: Benefit) -> Record {
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

fn matched(record: &Record) -> MatchRow {
    MatchRow {
        row_id: record.row_id,
        person_id: PersonId::from_digits(PERSON),
        outcome: Outcome::Matched,
        weight: None,
        probability: None,
        runner_up_id: None,
        runner_up_probability: None,
        method: String::new(),
        differences: Vec::new(),
        evidence: String::new(),
    }
}

/// Kind and kept rows of the groups found; the first `linked` records are matched to one person.
#[track_caller]
fn check(records: &[Record], linked: usize, home: &str, expected: &[(DuplicateKind, u32)]) {
    let matches: Vec<MatchRow> = records[..linked].iter().map(matched).collect();
    let residence = HashMap::from([(PersonId::from_digits(PERSON).unwrap(), WardCode::from_digits(home).unwrap())]);
    let rows = duplicates(records, &matches, &residence);
    let kept: Vec<_> = rows.iter().filter(|row| row.keep).map(|row| (row.kind, row.row_id.row)).collect();
    assert_eq!(kept, expected);
    let mut backwards: Vec<Record> = records.to_vec();
    backwards.reverse();
    assert_eq!(duplicates(&backwards, &matches, &residence), rows, "the order of the records is nothing");
}

#[test]
fn where_the_rows_lie_and_which_is_kept() {
    use DuplicateKind::*;
    let htxh = |file, row, ward| record(file, row, ward, Benefit::Htxh);
    check(&[htxh(1, 8, "10500"), htxh(1, 9, "10500")], 2, "10500", &[(SameFile, 8)]);
    check(&[htxh(1, 8, "10500"), htxh(2, 9, "10500")], 2, "10500", &[(SameWard, 8)]);
    check(&[htxh(1, 8, "10500"), htxh(2, 9, "10503")], 2, "10503", &[(AcrossWards, 9)]);
    let later = Record { decision_date: Some(Date::MAX), ..htxh(1, 9, "10500") };
    check(&[htxh(1, 8, "10500"), later], 2, "10506", &[(SameFile, 9)]);
}

#[test]
fn what_is_no_duplicate() {
    let one = record(1, 8, "10500", Benefit::Htxh);
    check(&[one.clone(), record(1, 9, "10500", Benefit::K6Nang)], 2, "10500", &[]);
    check(
        &[one.clone(), Record { list_kind: ListKind::Movements, ..record(2, 9, "10500", Benefit::Htxh) }],
        2,
        "10500",
        &[],
    );
    let carer =
        |row, id: &str| Record { cared_for_id: IdNumber::from_code(id).ok(), ..record(1, row, "10500", Benefit::CsHo) };
    check(&[carer(8, "031148900002"), carer(9, "031148900003")], 2, "10500", &[]);
    check(&[one], 1, "10500", &[]);
}

#[test]
fn old_labels_and_rows_without_a_person() {
    let one = record(1, 8, "10500", Benefit::Htxh);
    let old = record(1, 9, "10500", Benefit::K5c);
    check(&[one.clone(), old], 2, "10500", &[(DuplicateKind::SameFile, 8)]);
    check(&[one.clone(), record(1, 9, "10500", Benefit::Htxh)], 0, "10500", &[(DuplicateKind::SameFile, 8)]);
    let year_only = Record { birth_date: "1948".parse().ok(), ..record(1, 9, "10500", Benefit::Htxh) };
    check(&[year_only.clone(), year_only], 0, "10500", &[]);
}
