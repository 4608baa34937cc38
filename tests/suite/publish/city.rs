//! A small made-up city after its night: three wards, one of which sent nothing.

use ansinh::model::{
    Benefit, Certainty, Coded, Coefficient, Confidence, Criterion, Date, Difference, Direction, Disposition, Dong,
    EntitlementStatus, Field, FileStatus, FindingSeverity, FullName, Gender, IdNumber, ListKind, Month, Outcome,
    PaymentLine, PersonId, PersonKey, Private, Reason, RowId, RowKind, Ward, WardCode, WardStatus,
};
use ansinh::table::Tables;
use ansinh::table::outputs::{
    ArrearsRow, BeneficiaryRow, BridgeRow, ChangeRow, EntitlementRow, FindingRow, MatchRow, ProspectRow, QualityRow,
    RecordRow, SourceFileRow, SourceRowRow,
};

/// A name that a spreadsheet program would take for a formula.
pub(crate) const FORMULA_NAME: &str = "=1+1";
const FILE: &str = "submissions/2026-11/11311/danh sach.xlsx";
const FAMILY: [&str; 6] = ["Nguyễn", "Trần", "Lê", "Phạm", "Đỗ", "Bùi"];
const GIVEN: [&str; 7] = ["Thị Hoa", "Văn Hùng", "Thị Lan", "Đức Thủy", "Quang Vĩnh", "Thị Mỹ Lý", "Xuân Quỳnh"];

pub(crate) fn month(text: &str) -> Month {
    Month::from_code(text).unwrap()
}

pub(crate) fn day(text: &str) -> Date {
    Date::from_code(text).unwrap()
}

pub(crate) fn ward(code: &str) -> WardCode {
    WardCode::from_digits(code).unwrap()
}

pub(crate) fn person(number: u64) -> PersonKey {
    PersonKey::Register(PersonId::from_number(31_148_000_000 + number).unwrap())
}

pub(crate) fn row(number: u32) -> RowId {
    RowId { file: 0xab, sheet: 1, row: number }
}

/// The three wards.
pub(crate) fn wards() -> Vec<Ward> {
    [
        ("11311", "Phường Hồng Bàng", WardStatus::Partial),
        ("11329", "Phường Ngô Quyền", WardStatus::Fresh),
        ("11948", "Đặc khu Bạch Long Vĩ", WardStatus::Missing),
    ]
    .map(|(code, name, status)| Ward { code: ward(code), name: name.into(), status })
    .to_vec()
}

fn benefit(number: u64) -> (Benefit, u32) {
    match number % 6 {
        0 => (Benefit::Htxh, 100),
        1 => (Benefit::K6Nang, 150),
        2 => (Benefit::K6Dbn, 200),
        3 => (Benefit::K4, 100),
        4 => (Benefit::K8, 150),
        _ => (Benefit::CsHo, 100),
    }
}

fn name(number: u64) -> FullName {
    if number == 7 {
        return FullName::from_canonical(FORMULA_NAME).unwrap();
    }
    let (family, given) = (FAMILY[number as usize % 6], GIVEN[number as usize % 7]);
    FullName::from_canonical(&format!("{family} {given}")).unwrap()
}

/// Lines of the payment list: `count` people, two in three in the first ward.
pub(crate) fn payments(count: u64) -> Vec<PaymentLine> {
    let line = |number| {
        let (benefit, hundredths) = benefit(number);
        let coefficient = Coefficient::from_hundredths(hundredths);
        PaymentLine {
            person: person(number),
            ward: ward(if number % 3 == 2 { "11329" } else { "11311" }),
            benefit,
            for_person: (benefit == Benefit::CsHo).then(|| person(number - 3)),
            coefficient: Some(coefficient),
            amount: coefficient.times(Dong(700_000)).unwrap(),
            carried_over: number % 11 == 5,
            row_id: Some(row(number as u32 + 10)),
        }
    };
    (0..count).map(line).collect()
}

/// The tables of the night, sorted, for as many people.
pub(crate) fn tables(count: u64) -> Tables {
    let mut tables = Tables {
        source_files: files(),
        source_rows: (0..count).map(|number| source_row(number as u32 + 10)).collect(),
        records: (0..count).map(record).collect(),
        beneficiaries: (0..count).map(beneficiary).collect(),
        matches: (0..count).map(verdict).collect(),
        findings: findings(),
        changes: changes(),
        arrears: ["2026-09", "2026-10", "2026-11"].map(arrears).to_vec(),
        bridge: bridge(),
        prospects: vec![prospect()],
        entitlements: ["2026-11", "2026-12"]
            .into_iter()
            .flat_map(|m| [entitlement(2, m), entitlement(5, m)])
            .chain(funerals())
            .collect(),
        quality: quality(),
        ..Tables::default()
    };
    tables.sort();
    tables
}

fn files() -> Vec<SourceFileRow> {
    let file = |file: &str, status, reason: Option<&str>| SourceFileRow {
        file: file.into(),
        hash: "00".to_owned(),
        ward_code: Some(ward("11311")),
        period: Some(month("2026-11")),
        format: "xlsx".to_owned(),
        encoding: None,
        list_kind: Some(ListKind::Beneficiaries),
        status,
        reason: reason.map(str::to_owned),
        rows: 60,
        data_rows: if status == FileStatus::Read { 40 } else { 0 },
        answers: None,
    };
    let locked = file("submissions/2026-11/11311/khoa.xlsx", FileStatus::Unreadable, Some("Tệp có mật khẩu"));
    let other = SourceFileRow {
        ward_code: Some(ward("11329")),
        ..file("submissions/2026-11/11329/ds.csv", FileStatus::Read, None)
    };
    vec![file(FILE, FileStatus::Read, None), locked, other]
}

fn source_row(number: u32) -> SourceRowRow {
    SourceRowRow {
        row_id: row(number),
        file: FILE.into(),
        sheet: "Tổ 3".into(),
        row_number: number,
        ward_code: ward("11311"),
        period: month("2026-11"),
        list_kind: Some(ListKind::Beneficiaries),
        row_kind: RowKind::Data,
        disposition: Some(if number % 20 == 19 { Disposition::Quarantined } else { Disposition::Accepted }),
        hidden: false,
    }
}

fn record(number: u64) -> RecordRow {
    RecordRow {
        raw_values: None,
        row_id: row(number as u32 + 10),
        full_name: Some(name(number)),
        name_note: None,
        name_key: None,
        birth_date: "1948".parse().ok(),
        gender: Some(Gender::Female),
        id_no: IdNumber::from_code("031148000123").ok(),
        ward_code: ward("11311"),
        address: Some("Tổ 3, phường Hồng Bàng".into()),
        address_ward_code: None,
        benefit: Some(benefit(number).0),
        ground: None,
        severity: None,
        disability_type: None,
        coefficient: None,
        amount: Some(Dong(1_050_000)),
        decision_no: Some("12/QĐ-UBND".to_owned()),
        decision_date: Some(day("2026-01-15")),
        filed_on: None,
        from_month: None,
        movement: None,
        event_date: None,
        account_no: Some("0031000123456".into()),
        bank: Some("Agribank".to_owned()),
        phone: None,
        file: FILE.into(),
        list_kind: ListKind::Beneficiaries,
        period: month("2026-11"),
        house_no: None,
        lane: None,
        street: None,
        residential_group: None,
        hamlet: None,
        reason_text: None,
        cared_for_name: None,
        cared_for_id: None,
        note: None,
    }
}

fn beneficiary(number: u64) -> BeneficiaryRow {
    let blank = super::blank_beneficiary(ward("11311"));
    BeneficiaryRow {
        person_id: person(number).register(),
        full_name: Some(name(number)),
        full_name_source: Some("population".to_owned()),
        birth_date: if number.is_multiple_of(4) { "1948".parse().ok() } else { "1948-03-07".parse().ok() },
        birth_date_source: Some("population".to_owned()),
        gender: Some(if number.is_multiple_of(2) { Gender::Female } else { Gender::Male }),
        address: Some("Số 5 ngõ 12, tổ dân phố số 3, phường Hồng Bàng, thành phố Hải Phòng".into()),
        benefits: vec![benefit(number).0],
        row_ids: vec![row(number as u32 + 10)],
        poverty: Some("poor".to_owned()),
        poverty_source: Some("poverty".to_owned()),
        poverty_from: Some(day("2026-01-01")),
        ..blank
    }
}

fn verdict(number: u64) -> MatchRow {
    let review = number % 9 == 4;
    MatchRow {
        row_id: row(number as u32 + 10),
        person_id: person(number).register(),
        outcome: if review { Outcome::Review } else { Outcome::Matched },
        weight: Some(21.5),
        probability: Some(if review { 0.61 } else { 0.9999 }),
        runner_up_id: review.then(|| person(number + 900).register()).flatten(),
        runner_up_probability: review.then_some(0.38),
        method: "weight".to_owned(),
        differences: if review { vec![Difference::BirthDate, Difference::IdMissing] } else { vec![] },
        evidence: "name=exact:8.1;birth=year:4.2;register=size:-12.0".to_owned(),
        frequencies: Some("name=1260".to_owned()),
        runner_up_evidence: review
            .then(|| "name=marks:6.9;birth=year:4.2;ward=other:-2.0;register=size:-12.0".to_owned()),
        counted_as: person(number).register().map(PersonKey::Register),
        counted_by: None,
        nearest_id: None,
        unsure: None,
    }
}

fn findings() -> Vec<FindingRow> {
    let finding = |number: u32, severity, message: &str| FindingRow {
        row_id: Some(row(number)),
        check: "id.lost_zero".to_owned(),
        severity,
        column: Some("C (Số CCCD)".to_owned()),
        raw: Some("+31148000123".into()),
        suggestion: Some("031148000123".into()),
        message_vi: Private::new(message),
        remedy_vi: "Định dạng cột là văn bản rồi nhập lại 031148000123.".to_owned(),
        file: Some(FILE.into()),
        ward_code: None,
        field: Some(Field::IdNo),
        column_number: Some(3),
    };
    vec![
        finding(12, FindingSeverity::Warning, "C (Số CCCD): 31148000123 mất số 0 ở đầu, đọc là 031148000123"),
        finding(15, FindingSeverity::Error, "C (Số CCCD): 03114800 chỉ có 8 chữ số"),
    ]
}

fn change(number: u64, direction: Direction, reason: Reason, before: i64, after: i64) -> ChangeRow {
    let benefit = Some(benefit(number).0);
    ChangeRow {
        change_id: format!("2026-12-{number:04}"),
        ward_code: ward("11311"),
        person_id: person(number),
        row_id: Some(row(number as u32 + 10)),
        direction,
        reason,
        benefit_before: benefit.filter(|_| before > 0),
        benefit_after: benefit.filter(|_| after > 0),
        amount_before: Dong(before),
        amount_after: Dong(after),
        effective_month: month("2026-12"),
        certainty: if number.is_multiple_of(2) { Certainty::Verify } else { Certainty::Certain },
        law_confidence: Confidence::Assumed,
        clause: "NĐ 335/2026 Điều 5 khoản 6".into(),
        explanation_vi: format!("Lời giải thích số {number}: đủ điều kiện từ ngày 03/11/2026 theo giấy xác nhận.")
            .into(),
    }
}

fn changes() -> Vec<ChangeRow> {
    vec![
        change(1, Direction::Increase, Reason::New, 0, 1_050_000),
        change(4, Direction::Decrease, Reason::PovertyEnded, 1_050_000, 0),
        change(7, Direction::Decrease, Reason::Death, 1_050_000, 0),
        change(12, Direction::Increase, Reason::CoefficientUp, 700_000, 1_050_000),
    ]
}

fn arrears(text: &str) -> ArrearsRow {
    ArrearsRow {
        person_id: person(7),
        ward_code: ward("11311"),
        month: month(text),
        entitled: Dong(0),
        paid: Dong(1_050_000),
        difference: Dong(-1_050_000),
        certainty: Certainty::Certain,
        reason: Reason::Death,
        clause: "NĐ 335/2026 Điều 8".into(),
        explanation_vi: format!("Truy thu 1.050.000 đ của tháng {}/2026: chết ngày 12/08/2026.", &text[5..]).into(),
    }
}

fn bridge() -> Vec<BridgeRow> {
    let row = |code: &str, reason: &str, persons, amount, lines| BridgeRow {
        ward_code: ward(code),
        reason: reason.to_owned(),
        persons,
        amount: Dong(amount),
        lines,
    };
    vec![
        row("11311", "opening", 41, 40_950_000, 41),
        row("11311", "new", 1, 1_050_000, 1),
        row("11311", "death", -1, -1_050_000, 1),
        row("11311", "poverty_ended", -1, -1_050_000, 1),
        row("11311", "coefficient_up", 0, 350_000, 1),
        row("11311", "closing", 40, 40_250_000, 40),
        row("11329", "opening", 20, 21_000_000, 20),
        row("11329", "closing", 20, 21_000_000, 20),
    ]
}

fn prospect() -> ProspectRow {
    ProspectRow {
        person_id: person(990).register().unwrap(),
        ward_code: ward("11329"),
        benefit: Benefit::Htxh,
        amount: Dong(700_000),
        status: EntitlementStatus::Entitled,
        missing: vec![],
        clause: "Luật 41/2024 Điều 21".into(),
        explanation_vi: "Đủ 75 tuổi ngày 07/03/2026, không có lương hưu theo dữ liệu BHXH.".into(),
    }
}

fn entitlement(number: u64, text: &str) -> EntitlementRow {
    EntitlementRow {
        person_id: person(number),
        month: month(text),
        benefit: benefit(number).0,
        ground: None,
        coefficient: Some(Coefficient::from_hundredths(200)),
        rate: Some(Dong(700_000)),
        amount: Dong(0),
        status: EntitlementStatus::Undetermined,
        missing: vec!["severity".to_owned()],
        clause: "NĐ 335/2026 Điều 5 khoản 6".into(),
        law_confidence: Confidence::Confirmed,
        explanation_vi: "Chưa có giấy xác nhận khuyết tật trong dữ liệu; giữ mức tháng trước.".into(),
        reason: None,
        since: None,
        certain: false,
        ward_code: Some(ward("11311")),
        for_person_id: None,
        taken_from_decision: false,
    }
}

/// Due, due only after the pay month, and not yet known to be due.
fn funerals() -> [EntitlementRow; 3] {
    let funeral = |number, month: &str, status| EntitlementRow {
        benefit: Benefit::MaiTang,
        amount: Dong(if status == EntitlementStatus::Entitled { 14_000_000 } else { 0 }),
        status,
        missing: vec![],
        explanation_vi: "Hỗ trợ chi phí mai táng 14.000.000 đ, một lần: chết ngày 12/08/2026.".into(),
        ..entitlement(number, month)
    };
    [
        funeral(7, "2026-08", EntitlementStatus::Entitled),
        funeral(9, "2027-01", EntitlementStatus::Entitled),
        funeral(10, "2026-08", EntitlementStatus::Undetermined),
    ]
}

fn quality() -> Vec<QualityRow> {
    let row = |criterion, indicator: &str, numerator, denominator: i64| QualityRow {
        ward_code: ward("11311"),
        criterion,
        indicator: indicator.to_owned(),
        numerator,
        denominator,
        share: (denominator > 0).then(|| numerator as f64 / denominator as f64),
    };
    vec![
        row(Criterion::Correct, "dung_dinh_danh", 36, 40),
        row(Criterion::Complete, "du_truong_bat_buoc", 300, 320),
        row(Criterion::Clean, "sach_khong_loi", 39, 40),
        row(Criterion::Live, "song_bien_dong", 0, 0),
    ]
}
