//! What a ward has to do: undetermined lines by money, people to visit, coverage.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;
use std::sync::Arc;

use ansinh::model::{
    Benefit, Coded, Confidence, Date, Dong, EntitlementStatus, Month, PaymentLine, PersonId, PersonKey, WardCode,
};
use ansinh::quality::{Suppliers, coverage, worklist};
use ansinh::table::outputs::{
    BeneficiaryRow, CalendarRow, CoverageRow, EntitlementRow, ProspectRow, VisitRow, WorklistRow,
};
use ansinh::table::read_rows;

use crate::night::night;

fn ward(code: &str) -> WardCode {
    WardCode::from_digits(code).unwrap()
}

fn person(number: u64) -> PersonKey {
    PersonKey::Register(PersonId::from_number(31_148_000_000 + number).unwrap())
}

fn suppliers() -> Suppliers {
    Suppliers::parse(&fs::read_to_string("pipelines/facts.toml").unwrap()).unwrap()
}

fn december() -> Month {
    Month::from_code("2026-12").unwrap()
}

fn open(key: PersonKey, ward_code: &str, missing: &[&str]) -> EntitlementRow {
    EntitlementRow {
        person_id: key,
        month: december(),
        benefit: Benefit::K6Nang,
        ground: None,
        coefficient: None,
        rate: None,
        amount: Dong::ZERO,
        status: EntitlementStatus::Undetermined,
        missing: missing.iter().map(|name| (*name).to_owned()).collect(),
        clause: "khoản 6 Điều 5".into(),
        law_confidence: Confidence::Confirmed,
        explanation_vi: Arc::from("…"),
        reason: None,
        since: None,
        certain: false,
        ward_code: Some(ward(ward_code)),
        for_person_id: None,
        taken_from_decision: false,
    }
}

/// The line carried over for the person, paid under the other label of the same family.
fn paid(key: PersonKey, amount: i64) -> PaymentLine {
    PaymentLine {
        person: key,
        ward: ward("11410"),
        benefit: Benefit::K6Dbn,
        for_person: None,
        coefficient: None,
        amount: Dong(amount),
        carried_over: true,
        row_id: None,
    }
}

#[test]
fn most_money_comes_first_and_equal_money_by_person() {
    let law = [
        open(person(1), "11410", &["severity"]),
        open(person(2), "11410", &["poverty", "pension"]),
        open(person(3), "11410", &["severity"]),
        open(person(4), "11311", &["alive"]),
        EntitlementRow { month: december().prev(), ..open(person(5), "11410", &["severity"]) },
        EntitlementRow { status: EntitlementStatus::Entitled, ..open(person(6), "11410", &[]) },
    ];
    let settled = PaymentLine { carried_over: false, ..paid(person(1), 9_000_000) };
    let closing = [paid(person(3), 1_050_000), paid(person(2), 1_050_000), paid(person(4), 700_000), settled];
    let rows = worklist(&law, &closing, december(), &suppliers());
    let seen: Vec<(&str, u32, PersonKey, i64)> =
        rows.iter().map(|row| (row.ward_code.as_str(), row.place, row.person_id, row.amount.0)).collect();
    assert_eq!(
        seen,
        [
            ("11311", 1, person(4), 700_000),
            ("11410", 1, person(2), 1_050_000),
            ("11410", 2, person(3), 1_050_000),
            ("11410", 3, person(1), 0),
        ]
    );
    let row = &rows[1];
    assert_eq!(row.missing_vi, "hộ nghèo, cận nghèo, lương hưu, trợ cấp BHXH");
    assert_eq!(row.suppliers_vi.split("; ").count(), 2);
    assert!(row.action_vi.contains("Cơ quan bảo hiểm xã hội: cho biết lương hưu"), "{}", row.action_vi);
    assert!(row.action_vi.ends_with('.') && !row.action_vi.contains(".."), "{}", row.action_vi);
}

#[test]
fn whom_nobody_found_has_one_thing_to_do() {
    let rows =
        worklist(&[open(PersonKey::Provisional(7), "11410", &["alive", "severity"])], &[], december(), &suppliers());
    assert!(rows[0].action_vi.contains("xác định đúng người"), "{}", rows[0].action_vi);
    assert!(!rows[0].suppliers_vi.contains(';'), "{}", rows[0].suppliers_vi);
}

#[test]
fn who_is_not_enrolled_is_visited_and_who_meets_all_conditions_only_applies() {
    let visit = |missing: &[&str]| {
        let missing: Vec<String> = missing.iter().map(|name| (*name).to_owned()).collect();
        suppliers().visit(person(1), &missing)
    };
    assert!(visit(&[]).contains("hướng dẫn làm tờ khai Mẫu 01") && !visit(&[]).contains("xác minh"));
    let text = visit(&["no_supporter", "pension"]);
    assert!(text.contains("gặp gia đình, xác minh tại chỗ") && text.contains("(không có người phụng dưỡng)"), "{text}");
    assert!(text.contains("Cơ quan bảo hiểm xã hội") && !text.contains("quyết định"), "{text}");
}

#[test]
fn health_is_named_to_nobody() {
    let rows = worklist(&[open(person(1), "11410", &["hiv"])], &[], december(), &suppliers());
    let text = format!("{} {} {}", rows[0].missing_vi, rows[0].action_vi, rows[0].suppliers_vi);
    assert!(!text.contains("HIV") && text.contains("căn cứ y tế"), "{text}");
}

fn to_visit(number: u64, status: EntitlementStatus, day: Option<&str>) -> VisitRow {
    VisitRow {
        ward_code: ward("11410"),
        hamlet: None,
        person_id: person(number).register().unwrap(),
        full_name: None,
        birth_date: None,
        address: None,
        benefit: Benefit::K6Nang,
        amount: Dong(1_050_000),
        eligible_from: day.map(|text| Date::from_code(text).unwrap()),
        status,
        missing: vec![],
        action_vi: String::new(),
        clause: "".into(),
        explanation_vi: "".into(),
    }
}

#[test]
fn coverage_counts_people_once_and_who_is_sure_alone_lowers_it() {
    let entitled =
        |number| EntitlementRow { status: EntitlementStatus::Entitled, ..open(person(number), "11410", &[]) };
    let ended = EntitlementRow { status: EntitlementStatus::NotEntitled, ..open(person(9), "11410", &[]) };
    let law = [entitled(1), entitled(1), entitled(2), open(person(3), "11410", &["severity"]), ended];
    let visits = [
        to_visit(11, EntitlementStatus::Entitled, None),
        to_visit(12, EntitlementStatus::Undetermined, None),
        to_visit(13, EntitlementStatus::Entitled, Some("2027-01-05")),
    ];
    let rows = coverage(&law, &visits, december());
    let counts: Vec<_> =
        rows.iter().map(|row| (row.enrolled, row.not_enrolled, row.to_verify, row.coming, row.share)).collect();
    assert_eq!(counts, [(3, 1, 1, 1, Some(0.75))]);
    assert_eq!(coverage(&[], &visits[1..2], december())[0].share, None);
}

fn read<T: ansinh::table::Table>(folder: &Path, name: &str) -> Vec<T> {
    read_rows(&folder.join(format!("tables/{name}.parquet"))).unwrap().0
}

#[test]
fn the_sample_city_has_work_for_its_wards() {
    let out = tempfile::tempdir().unwrap();
    let folder = night(Path::new("sample_data/haiphong"), out.path()).unwrap().folder;
    let law: Vec<EntitlementRow> = read(&folder, "entitlements");
    let open = law.iter().filter(|row| row.month == december() && row.status == EntitlementStatus::Undetermined);
    let work: Vec<WorklistRow> = read(&folder, "worklist");
    assert!(!work.is_empty());
    assert_eq!(open.count(), work.len());
    assert!(
        work.iter().all(|row| !row.missing_vi.is_empty() && !row.action_vi.is_empty() && !row.suppliers_vi.is_empty())
    );
    for pair in work.windows(2).filter(|pair| pair[0].ward_code == pair[1].ward_code) {
        assert!(pair[0].amount >= pair[1].amount && pair[0].place + 1 == pair[1].place);
    }
    assert!(work.iter().any(|row| row.amount > Dong::ZERO));

    let prospects: Vec<ProspectRow> = read(&folder, "prospects");
    let visits: Vec<VisitRow> = read(&folder, "visits");
    let (soon, now): (Vec<&VisitRow>, Vec<&VisitRow>) = visits.iter().partition(|row| row.eligible_from.is_some());
    assert_eq!(now.len(), prospects.len());
    assert!(visits.iter().all(|row| row.full_name.is_some() && row.amount > Dong::ZERO && !row.action_vi.is_empty()));
    assert!(visits.iter().filter(|row| row.hamlet.is_some()).count() * 2 > visits.len());
    let people: BTreeSet<PersonId> = visits.iter().map(|row| row.person_id).collect();
    assert_eq!(people.len(), visits.len(), "one row a person");
    let enrolled: Vec<BeneficiaryRow> = read(&folder, "beneficiaries");
    let main = |row: &&BeneficiaryRow| row.benefits.iter().any(|one| one.kind() == ansinh::model::BenefitKind::Main);
    assert!(enrolled.iter().filter(main).filter_map(|row| row.person_id).all(|id| !people.contains(&id)));
    let (first, last) = (Date::from_code("2026-11-21").unwrap(), Date::from_code("2027-02-28").unwrap());
    assert!(soon.iter().all(|row| row.eligible_from.is_some_and(|day| (first..=last).contains(&day))));
    let calendar: Vec<CalendarRow> = read(&folder, "calendar");
    for row in &soon {
        let day = calendar.iter().find(|one| one.person_id == PersonKey::Register(row.person_id));
        assert!(day.is_some_and(|one| Some(one.date) == row.eligible_from && one.benefit_after.is_some()));
        assert!(row.explanation_vi.starts_with("Từ ngày "), "{}", row.explanation_vi);
    }
    let rows: Vec<CoverageRow> = read(&folder, "coverage");
    assert_eq!(rows.iter().map(|row| row.not_enrolled + row.to_verify).sum::<i64>(), prospects.len() as i64);
    assert_eq!(rows.iter().map(|row| row.coming).sum::<i64>(), soon.len() as i64);
}
