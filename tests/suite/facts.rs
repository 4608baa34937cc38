//! Facts gathered from lists and registers: claims, dated facts, doubts, people not enrolled.

use std::collections::BTreeMap;
use std::sync::Arc;

use ansinh::facts::{FactInputs, Gathered, Linked, RowLink, Settings, gather};
use ansinh::model::{
    Benefit, ClaimSource, Coded, Coefficient, CountedBy, Date, Dong, DuplicateKind, Fact, FactSource, FullName, Gender,
    IdNumber, LifeStatus, ListKind, MaritalStatus, Month, Movement, Outcome, PartialDate, PaymentKind, PaymentStatus,
    PensionKind, PersonId, PersonKey, PovertyClass, Private, Record, RowId, Severity, Subject, WardCode,
};
use ansinh::table::inputs::{
    DeathRow, DisabilityRow, InstitutionRow, PaymentRow, PensionRow, PopulationRow, PovertyRow, SchoolingRow,
};
use ansinh::table::outputs::{DuplicateRow, FactConflictRow, MatchRow};

const A: &str = "10888";
const B: &str = "11311";
const OUTSIDE: &str = "00001";

fn day(text: &str) -> Date {
    Date::from_code(text).unwrap()
}

fn birth(text: &str) -> PartialDate {
    text.parse().unwrap()
}

fn ward(code: &str) -> WardCode {
    WardCode::from_digits(code).unwrap()
}

fn id(number: u64) -> PersonId {
    PersonId::from_number(31_148_000_000 + number).unwrap()
}

fn key(number: u64) -> PersonKey {
    PersonKey::Register(id(number))
}

fn name(text: &str) -> FullName {
    FullName::from_canonical(text).unwrap()
}

/// Facts that conditions read, as the rules of the project have them.
fn facts_of(benefit: Benefit) -> Vec<Fact> {
    match benefit {
        Benefit::K1 => vec![Fact::Alive, Fact::Resident, Fact::Ground],
        Benefit::K2 => vec![Fact::Alive, Fact::Studying, Fact::Ground],
        Benefit::K4 => vec![Fact::Alive, Fact::Poverty, Fact::Marital, Fact::ChildrenUnder16, Fact::ChildrenStudying],
        Benefit::K5a => vec![Fact::Alive, Fact::Poverty, Fact::NoSupporter],
        Benefit::K6Dbn | Benefit::K6Nang => vec![Fact::Alive, Fact::Resident, Fact::Severity, Fact::InInstitution],
        Benefit::Htxh => vec![Fact::Alive, Fact::Pension, Fact::Poverty],
        Benefit::CsHo => vec![Fact::Caring],
        _ => vec![Fact::Alive],
    }
}

#[derive(Debug, Default, Clone)]
struct City {
    records: Vec<Record>,
    matches: Vec<MatchRow>,
    set_aside: Vec<Record>,
    refused: BTreeMap<RowId, Vec<PersonId>>,
    persons: Vec<u32>,
    duplicates: Vec<DuplicateRow>,
    population: Vec<PopulationRow>,
    deaths: Vec<DeathRow>,
    death_links: Vec<RowLink>,
    pensions: Vec<PensionRow>,
    poverty: Vec<PovertyRow>,
    disability: Vec<DisabilityRow>,
    schooling: Option<Vec<SchoolingRow>>,
    institutions: Vec<InstitutionRow>,
    ledger: Vec<PaymentRow>,
}

fn citizen(number: u64, full_name: &str, born: &str) -> PopulationRow {
    PopulationRow {
        person_id: id(number),
        cmnd: None,
        full_name: name(full_name),
        birth_date: Some(birth(born)),
        gender: Some(Gender::Female),
        ward_code: ward(A),
        address: None,
        household_id: Some("H1".to_owned()),
        relation_to_head: None,
        marital_status: Some(MaritalStatus::Single),
        father_id: None,
        mother_id: None,
        spouse_id: None,
        life_status: LifeStatus::Alive,
        death_date: None,
        residence_since: None,
        previous_ward_code: None,
        phone: None,
    }
}

fn listed(row: u32, full_name: &str, born: &str, benefit: Benefit) -> Record {
    let file = Arc::from("submissions/2026-11/10888/ds.xlsx");
    let period = Month::from_code("2026-11").unwrap();
    Record {
        full_name: Some(name(full_name)),
        birth_date: Some(birth(born)),
        benefit: Some(benefit),
        decision_no: Some("12/QĐ-UBND".to_owned()),
        decision_date: Some(day("2023-05-04")),
        ..Record::blank(RowId { file: 1, sheet: 1, row }, file, ward(A), period, ListKind::Beneficiaries)
    }
}

fn verdict(record: &Record, person: Option<u64>, outcome: Outcome, method: &str) -> MatchRow {
    MatchRow {
        row_id: record.row_id,
        person_id: person.map(id),
        outcome,
        weight: None,
        probability: None,
        runner_up_id: None,
        runner_up_probability: None,
        method: method.to_owned(),
        differences: Vec::new(),
        evidence: String::new(),
        frequencies: None,
        runner_up_evidence: None,
        counted_as: None,
        counted_by: None,
        nearest_id: None,
        unsure: None,
    }
}

fn payment(person: Option<u64>, full_name: &str, born: &str, benefit: Benefit, month: &str) -> PaymentRow {
    PaymentRow {
        person_id: person.map(id),
        for_person_id: None,
        full_name: Some(name(full_name)),
        birth_date: Some(birth(born)),
        ward_code: ward(A),
        month: Month::from_code(month).unwrap(),
        benefit,
        coefficient: Some(Coefficient::ONE),
        amount: Dong(700_000),
        kind: PaymentKind::Regular,
        list_no: None,
        channel: None,
        account_no: None,
        bank: None,
        status: PaymentStatus::Paid,
    }
}

impl City {
    fn citizen(mut self, row: PopulationRow) -> City {
        self.population.push(row);
        self
    }

    /// A row of a list whose person the linkage found.
    fn listed(self, record: Record, person: u64) -> City {
        let found = verdict(&record, Some(person), Outcome::Matched, "id_and_name");
        self.judged(record, found)
    }

    fn judged(mut self, record: Record, verdict: MatchRow) -> City {
        self.records.push(record);
        self.matches.push(verdict);
        self
    }

    fn paid(mut self, line: PaymentRow) -> City {
        self.ledger.push(line);
        self
    }

    fn gather(&self) -> Gathered {
        self.gather_by(&Settings::parse(include_str!("../../pipelines/facts.toml")).unwrap())
    }

    fn gather_by(&self, settings: &Settings) -> Gathered {
        let areas = BTreeMap::from([(ward(A), 30), (ward(B), 31)]);
        gather(&FactInputs {
            as_of: day("2026-11-20"),
            pay_month: Month::from_code("2026-12").unwrap(),
            arrears_from: Month::from_code("2026-01").unwrap(),
            records: &self.records,
            matches: &self.matches,
            set_aside: &self.set_aside,
            refused: &self.refused,
            persons: &self.persons,
            duplicates: &self.duplicates,
            population: &self.population,
            deaths: Some(Linked { rows: &self.deaths, links: &self.death_links }),
            pensions: Some(Linked { rows: &self.pensions, links: &[] }),
            poverty: Some(&self.poverty),
            disability: Some(Linked { rows: &self.disability, links: &[] }),
            schooling: self.schooling.as_deref(),
            institutions: Some(&self.institutions),
            ledger: Linked { rows: &self.ledger, links: &[] },
            special_communes: Some(&[]),
            areas: &areas,
            provisional: &BTreeMap::new(),
            ward_names: &BTreeMap::from([(ward(A), "Phường Kiến An".to_owned())]),
            settings,
            facts_of: &facts_of,
        })
    }
}

/// A disabled woman, listed and paid.
fn disabled() -> City {
    City::default()
        .citizen(citizen(1, "Đỗ Thị Hòa", "1970-03-05"))
        .listed(listed(9, "Đỗ Thị Hòa", "1970-03-05", Benefit::K6Nang), 1)
        .paid(payment(Some(1), "Đỗ Thị Hòa", "1970-03-05", Benefit::K6Nang, "2026-11"))
}

#[track_caller]
fn the_one(gathered: &Gathered) -> &Subject {
    let enrolled: Vec<&Subject> = gathered.subjects.iter().filter(|subject| !subject.claims.is_empty()).collect();
    assert_eq!(enrolled.len(), 1, "{enrolled:?}");
    enrolled[0]
}

/// A second row of the same woman and family, its decision signed on a day: who counts, and what is told
/// at the row of the first and of the second.
#[track_caller]
fn check_second_row(benefit: Benefit, decided: Option<&str>, counts: u32, told: [&[&str]; 2]) {
    let again = Record { decision_date: decided.map(day), ..listed(30, "Đỗ Thị Hòa", "1970-03-05", benefit) };
    let gathered = disabled().listed(again, 1).gather();
    assert_eq!(the_one(&gathered).claims[0].row_id.map(|id| id.row), Some(counts));
    let second = ["fact.counts_later", "fact.left_earlier", "fact.counts_first", "fact.left_behind"];
    for (row, told) in [9, 30].into_iter().zip(told) {
        let at_row = gathered.findings.iter().filter(|finding| finding.row_id.is_some_and(|id| id.row == row));
        let checks: Vec<&str> =
            at_row.map(|finding| finding.issue.check).filter(|check| second.contains(check)).collect();
        assert_eq!(checks, told, "row {row}");
    }
}

#[test]
fn a_second_row_of_one_claim_is_told_at_both() {
    use Benefit::{Htxh, K6Dbn, K6Nang};
    check_second_row(K6Dbn, Some("2024-01-02"), 30, [&["fact.left_earlier"], &["fact.counts_later"]]);
    check_second_row(K6Nang, Some("2024-01-02"), 30, [&["fact.left_earlier"], &["fact.counts_later"]]);
    check_second_row(K6Dbn, Some("2023-05-04"), 9, [&["fact.counts_first"], &["fact.left_behind"]]);
    check_second_row(K6Dbn, Some("2022-01-02"), 9, [&["fact.counts_later"], &["fact.left_earlier"]]);
    check_second_row(K6Dbn, None, 9, [&["fact.counts_later"], &["fact.left_earlier"]]);
    // Another family is another claim.
    let two = disabled().listed(listed(30, "Đỗ Thị Hòa", "1970-03-05", Htxh), 1).gather();
    assert_eq!(the_one(&two).claims.len(), 2);
    assert!(!two.findings.iter().any(|finding| finding.issue.check.starts_with("fact.left")));
}

/// Values of a fact on days; `None` is unknown.
#[track_caller]
fn check(city: &City, fact: Fact, days: &[(&str, Option<(i64, bool)>)]) {
    let gathered = city.gather();
    let subject = gathered.subjects.iter().find(|s| s.key == key(1)).unwrap_or_else(|| the_one(&gathered));
    for &(text, expected) in days {
        let on = day(text);
        let found = subject.facts.iter().find(|i| i.fact == fact && i.from <= on && on <= i.to);
        assert_eq!(found.map(|i| (i.value, i.proven)), expected, "{fact} on {text}");
    }
}

const YES: Option<(i64, bool)> = Some((1, true));
const NO: Option<(i64, bool)> = Some((0, true));
const NO_BY_WORD: Option<(i64, bool)> = Some((0, false));

#[track_caller]
fn has_finding(city: &City, check: &str) {
    let found = city.gather().findings;
    assert!(found.iter().any(|finding| finding.issue.check == check), "{check} not in {found:?}");
}

fn with_certificate(mut city: City, from: &str, to: Option<&str>, severity: Severity) -> City {
    city.disability.push(DisabilityRow {
        certificate_no: "1".to_owned(),
        person_id: Some(Private::new(&id(1).reveal())),
        full_name: Some(Private::new("Đỗ Thị Hòa")),
        birth_date: Some(birth("1970-03-05")),
        gender: Some(Gender::Female),
        ward_code: None,
        disability_type: None,
        severity,
        issued_on: day(from),
        withdrawn_on: to.map(day),
    });
    city
}

#[test]
fn a_list_row_and_an_opening_line_are_one_claim() {
    let gathered = disabled().gather();
    let subject = the_one(&gathered);
    assert_eq!(subject.key, key(1));
    let [claim] = subject.claims.as_slice() else { panic!("{:?}", subject.claims) };
    assert_eq!((claim.source, claim.opening, claim.safe_link), (ClaimSource::Both, Some(Dong(700_000)), true));
    assert_eq!(claim.decided_on, Some(day("2023-05-04")));
    assert_eq!(gathered.payees, [key(1)]);
    assert_eq!(gathered.beneficiaries.len(), 1);
    assert_eq!(gathered.beneficiaries[0].full_name_source.as_deref(), Some("population"));
}

#[test]
fn a_row_without_a_decision_enrols_nobody() {
    let mut city = disabled();
    city.ledger.clear();
    (city.records[0].decision_no, city.records[0].decision_date) = (None, None);
    assert!(city.gather().subjects.is_empty());
    has_finding(&city, "fact.no_decision");
}

#[track_caller]
fn says(city: &City, check: &str, raw: &str, suggestion: &str) {
    let findings = city.gather().findings;
    let issue = &findings.iter().find(|finding| finding.issue.check == check).expect(check).issue;
    assert_eq!((issue.raw.reveal(), issue.suggestion.as_ref().map(Private::reveal)), (raw, Some(suggestion)));
}

#[test]
fn who_is_paid_but_not_listed_stays_enrolled() {
    let mut city = disabled().citizen(citizen(2, "Lê Thị Mơ", "1950"));
    city = city.paid(payment(Some(2), "Lê Thị Mơ", "1950", Benefit::Htxh, "2026-11"));
    let gathered = city.gather();
    assert_eq!(gathered.subjects[1].claims[0].source, ClaimSource::Ledger);
    says(&city, "fact.missing_in_list", "Lê Thị Mơ", "“Trợ cấp hưu trí xã hội” từ tháng 11/2026 hoặc trước đó");
    city.ledger[0].month = Month::from_code("2026-10").unwrap();
    says(&city, "fact.missing_in_list", "Lê Thị Mơ", "“Trợ cấp hưu trí xã hội” từ tháng 11/2026");
}

/// What is told of the woman who is paid and whose row the list does not surely have.
#[track_caller]
fn check_missing(city: &City, expected: Option<(&str, Option<u32>)>) {
    let findings = city.gather().findings;
    let of_lists = |check: &str| check == "fact.missing_in_list" || check == "fact.maybe_in_list";
    let told = findings.iter().filter(|finding| of_lists(finding.issue.check));
    let told: Vec<(&str, Option<u32>)> = told.map(|one| (one.issue.check, one.row_id.map(|row| row.row))).collect();
    assert_eq!(told, expected.into_iter().collect::<Vec<_>>());
}

#[test]
fn who_may_be_an_open_row_is_pointed_to_and_never_ended() {
    let city = disabled().citizen(citizen(2, "Lê Thị Mơ", "1950"));
    let city = city.paid(payment(Some(2), "Lê Thị Mơ", "1950", Benefit::Htxh, "2026-11"));
    let open = |edit: &dyn Fn(&mut Record, &mut MatchRow)| {
        let mut row = listed(10, "Trần Văn Tám", "1961", Benefit::Htxh);
        let mut said = verdict(&row, None, Outcome::Unusable, "weight");
        edit(&mut row, &mut said);
        city.clone().judged(row, said)
    };
    let (maybe, missing) = (Some(("fact.maybe_in_list", Some(10))), Some(("fact.missing_in_list", None)));
    check_missing(&open(&|_, _| ()), missing);
    let review = |of: u64| {
        move |_: &mut Record, said: &mut MatchRow| {
            (said.outcome, said.person_id) = (Outcome::Review, Some(id(of)));
        }
    };
    check_missing(&open(&review(2)), maybe);
    check_missing(&open(&review(3)), missing);
    let nearest = |unsure| {
        move |_: &mut Record, said: &mut MatchRow| {
            (said.nearest_id, said.unsure) = (Some(id(2)), Some(unsure));
        }
    };
    check_missing(&open(&nearest(true)), maybe);
    check_missing(&open(&nearest(false)), missing);
    let number = |of: u64| move |row: &mut Record, _: &mut MatchRow| row.id = Some(IdNumber::Person(id(of)));
    check_missing(&open(&number(2)), maybe);
    check_missing(&open(&number(3)), missing);
    let elsewhere = |row: &mut Record, said: &mut MatchRow| {
        review(2)(row, said);
        row.ward = ward(B);
    };
    check_missing(&open(&elsewhere), missing);
    let mut refused = open(&review(2));
    refused.refused.insert(refused.records[1].row_id, vec![id(2)]);
    check_missing(&refused, missing);
}

#[test]
fn who_stands_in_a_row_set_aside_is_not_missing() {
    let city = disabled().citizen(citizen(2, "Lê Thị Mơ", "1950"));
    let city = city.paid(payment(Some(2), "Lê Thị Mơ", "1950", Benefit::Htxh, "2026-11"));
    let aside = |full_name, born, number: Option<u64>, of: &str| {
        let row = Record {
            id: number.map(|number| IdNumber::Person(id(number))),
            ward: ward(of),
            ..listed(10, full_name, born, Benefit::Htxh)
        };
        City { set_aside: vec![row], ..city.clone() }
    };
    let missing = Some(("fact.missing_in_list", None));
    check_missing(&aside("Lê Mơ", "1951", Some(2), A), None);
    check_missing(&aside("Lê Thị Mơ", "1950", None, A), None);
    check_missing(&aside("Lê Thị Mơ", "1951", None, A), missing);
    check_missing(&aside("Lê Thị Mơ", "1950", Some(3), A), missing);
    check_missing(&aside("Lê Mơ", "1950", None, A), missing);
    check_missing(&aside("Lê Thị Mơ", "1950", Some(2), B), missing);
}

#[test]
fn a_decision_that_follows_a_paid_month_did_not_begin_the_benefit() {
    let mut city = disabled().paid(payment(Some(1), "Đỗ Thị Hòa", "1970-03-05", Benefit::K6Nang, "2026-04"));
    city.records[0].decision_date = Some(day("2026-05-10"));
    assert_eq!(the_one(&city.gather()).claims[0].decided_on, None, "paid since the ledger begins");
    city = city.paid(payment(Some(2), "Lê Thị Mơ", "1950", Benefit::Htxh, "2026-01"));
    assert_eq!(city.gather().subjects[0].claims[0].decided_on, Some(day("2026-04-01")), "paid since April");
    city.ledger.pop();
    city.records[0].decision_date = Some(day("2026-06-10"));
    assert_eq!(the_one(&city.gather()).claims[0].decided_on, Some(day("2026-06-10")));
}

#[test]
fn a_new_decision_without_a_day_is_not_safe() {
    let mut city = disabled();
    city.ledger.clear();
    city.records[0].decision_date = None;
    let gathered = city.gather();
    let claim = &the_one(&gathered).claims[0];
    assert_eq!((claim.decided_on, claim.safe_link), (Some(day("2026-12-01")), false));
}

#[test]
fn old_labels_are_one_claim_with_todays() {
    let city = City::default()
        .citizen(citizen(1, "Lê Thị Mơ", "1940-01-01"))
        .listed(listed(9, "Lê Thị Mơ", "1940-01-01", Benefit::Htxh), 1)
        .paid(payment(Some(1), "Lê Thị Mơ", "1940-01-01", Benefit::K5c, "2026-11"));
    let gathered = city.gather();
    let claims: Vec<Benefit> = the_one(&gathered).claims.iter().map(|claim| claim.benefit).collect();
    assert_eq!(claims, [Benefit::Htxh]);
}

#[test]
fn a_duplicate_row_makes_no_second_claim() {
    let mut city = disabled();
    let again = Record { ward: ward(B), ..listed(30, "Đỗ Thị Hòa", "1970-03-05", Benefit::K6Nang) };
    city.duplicates.push(DuplicateRow {
        group_id: "g".to_owned(),
        row_id: again.row_id,
        person_id: Some(id(1)),
        kind: DuplicateKind::AcrossWards,
        keep: false,
        rule: None,
        kept_row_id: None,
        take_from: None,
    });
    let gathered = city.listed(again, 1).gather();
    assert_eq!(the_one(&gathered).claims.len(), 1);
    assert_eq!(the_one(&gathered).claims[0].ward, ward(A));
}

#[test]
fn someone_not_found_keeps_one_provisional_key() {
    let record = listed(9, "Vũ Thị Lý", "1951-07-01", Benefit::Htxh);
    let unknown = verdict(&record, None, Outcome::NotFound, "");
    let city = City::default().judged(record.clone(), unknown.clone());
    let first = the_one(&city.gather()).key;
    assert!(matches!(first, PersonKey::Provisional(_)));
    let moved = Record { row_id: RowId { file: 9, sheet: 2, row: 77 }, ..record };
    let again = City::default().judged(moved, unknown);
    assert_eq!(the_one(&again.gather()).key, first, "the place of the row does not matter");
    let gathered = city.gather();
    let facts = &the_one(&gathered).facts;
    assert!(facts.iter().all(|i| !matches!(i.fact, Fact::Alive | Fact::Pension | Fact::Poverty)), "{facts:?}");
}

#[test]
fn a_row_in_review_joins_its_own_opening_line() {
    let record = listed(9, "Vũ Thị Lý", "1951-07-01", Benefit::Htxh);
    let doubt = verdict(&record, Some(1), Outcome::Review, "weight");
    let city = City::default().citizen(citizen(1, "Vũ Thị Lý", "1951-07-01")).judged(record, doubt);
    let paid = city.clone().paid(payment(Some(1), "Vũ Thị Lý", "1951-07-01", Benefit::Htxh, "2026-11"));
    assert_eq!(the_one(&paid.gather()).key, key(1));
    assert_eq!(the_one(&paid.gather()).claims[0].source, ClaimSource::Both);
    let namesakes = paid.paid(payment(Some(2), "Vũ Thị Lý", "1951-07-01", Benefit::Htxh, "2026-11"));
    assert_eq!(namesakes.gather().subjects.len(), 3, "two people fit, so neither is taken");
}

/// Who a row of the list without a match is counted as, where last month's list paid `paid` under its name,
/// and what is said of it.
#[track_caller]
fn check_joined(outcome: Outcome, shown: [Option<u64>; 2], against: &[u64], paid: &[u64], expected: Option<u64>) {
    let record = listed(9, "Vũ Thị Lý", "1951", Benefit::Htxh);
    let doubt = MatchRow { runner_up_id: shown[1].map(id), ..verdict(&record, shown[0], outcome, "") };
    let mut city = City::default().judged(record.clone(), doubt);
    city.refused = BTreeMap::from([(record.row_id, against.iter().map(|&number| id(number)).collect())]);
    for &number in paid {
        city = city.paid(payment(Some(number), "VU THI LY", "1951-07-01", Benefit::Htxh, "2026-11"));
    }
    let gathered = city.gather();
    assert_eq!(gathered.keys[0].register(), expected.map(id));
    let by = if expected.is_some() { CountedBy::Ledger } else { CountedBy::Own };
    assert_eq!(gathered.counted, [by]);
    let told = gathered.findings.iter().any(|finding| finding.issue.check == "ruling.line_left");
    assert_eq!(told, paid.iter().any(|number| against.contains(number)));
    let rows: Vec<_> = gathered.subjects.iter().flat_map(|s| &s.claims).filter_map(|claim| claim.row_id).collect();
    assert_eq!(rows, [record.row_id], "the row is somebody's");
}

#[test]
fn a_row_is_never_joined_with_a_line_of_whom_it_is_not() {
    use Outcome::{NotFound, Review, Unusable};
    check_joined(Review, [Some(1), Some(2)], &[], &[1], Some(1));
    check_joined(Review, [Some(1), Some(2)], &[], &[2], Some(2));
    // The linkage shows two others.
    check_joined(Review, [Some(1), Some(2)], &[], &[3], None);
    check_joined(Unusable, [None, None], &[], &[1], Some(1));
    check_joined(NotFound, [None, None], &[], &[1], Some(1));
    // Decided against: whatever the verdict that is left.
    check_joined(NotFound, [None, None], &[1, 2], &[1], None);
    check_joined(Unusable, [None, None], &[1], &[1], None);
    check_joined(Review, [Some(2), None], &[1], &[1], None);
    // Who is left of two.
    check_joined(Review, [Some(2), None], &[1], &[1, 2], Some(2));
    check_joined(Review, [Some(1), Some(2)], &[], &[1, 2], None);
}

/// Claims of two rows of one name and year without a match, and one line: the rows' people.
#[track_caller]
fn check_two_rows(persons: [u32; 2], benefits: [Benefit; 2], expected: [Option<u64>; 2]) {
    let rows = [9, 10].map(|row| listed(row, "Vũ Thị Lý", "1951", benefits[row as usize - 9]));
    let mut city = City::default().paid(payment(Some(1), "Vũ Thị Lý", "1951", Benefit::Htxh, "2026-11"));
    for row in &rows {
        city = city.judged(row.clone(), verdict(row, None, Outcome::NotFound, ""));
    }
    city.persons = persons.to_vec();
    let gathered = city.gather();
    assert_eq!([0, 1].map(|at| gathered.keys[at].register()), expected.map(|number| number.map(id)));
    assert_eq!(gathered.keys[0] == gathered.keys[1], persons[0] == persons[1]);
}

#[test]
fn a_line_belongs_to_one_person_of_the_list() {
    use Benefit::{Htxh, K6Nang};
    check_two_rows([0, 0], [Htxh, K6Nang], [Some(1), Some(1)]);
    check_two_rows([0, 1], [Htxh, K6Nang], [Some(1), None]);
    check_two_rows([0, 1], [K6Nang, Htxh], [None, Some(1)]);
    check_two_rows([0, 1], [Htxh, Htxh], [None, None]);
    check_two_rows([0, 1], [K6Nang, K6Nang], [None, None]);
}

#[test]
fn who_is_listed_keeps_the_own_line() {
    let row = listed(10, "Vũ Thị Lý", "1951", Benefit::Htxh);
    let city = City::default()
        .citizen(citizen(1, "Vũ Thị Lý", "1951"))
        .listed(listed(9, "Vũ Thị Lý", "1951", Benefit::Htxh), 1)
        .judged(row.clone(), verdict(&row, None, Outcome::Unusable, ""))
        .paid(payment(Some(1), "Vũ Thị Lý", "1951", Benefit::Htxh, "2026-11"));
    let gathered = city.gather();
    assert_eq!((gathered.keys[0], gathered.keys[1].register()), (key(1), None));
    assert_eq!(gathered.counted, [CountedBy::Verdict, CountedBy::Own]);
    let rows: Vec<_> = gathered.subjects.iter().flat_map(|s| &s.claims).filter_map(|claim| claim.row_id).collect();
    assert_eq!(rows.len(), 2, "the namesake's row is a claim of its own");
}

#[test]
fn a_line_without_a_number_joins_the_matched_row() {
    let city = City::default()
        .citizen(citizen(1, "Lê Thị Mơ", "1940-01-01"))
        .listed(listed(9, "Lê Thị Mơ", "1940-01-01", Benefit::Htxh), 1)
        .paid(payment(None, "LÊ THỊ MƠ", "1940-01-01", Benefit::Htxh, "2026-11"));
    assert_eq!(city.gather().payees, [key(1)]);
    assert_eq!(the_one(&city.gather()).claims[0].source, ClaimSource::Both);
}

fn death(of: &str, born: Option<&str>, number: Option<u64>, informant: Option<u64>) -> DeathRow {
    DeathRow {
        death_no: "1".to_owned(),
        person_id: number.map(|n| Private::new(&id(n).reveal())),
        full_name: (!of.is_empty()).then(|| Private::new(of)),
        birth_date: born.map(birth),
        gender: None,
        ward_code: Some(ward(A)),
        death_date: day("2026-11-03"),
        registered_on: Some(day("2026-11-05")),
        informant_id: informant.map(|n| Private::new(&id(n).reveal())),
    }
}

fn with_death(row: DeathRow) -> City {
    let mut city = disabled();
    city.deaths.push(row);
    city
}

#[test]
fn a_registered_death_is_proven_from_the_day_after() {
    let city = with_death(death("Đỗ Thị Hòa", Some("1970-03-05"), Some(1), Some(2)));
    check(&city, Fact::Alive, &[("2026-11-03", YES), ("2026-11-04", NO)]);
    let facts = &the_one(&city.gather()).facts.clone();
    assert!(facts.iter().any(|i| i.fact == Fact::Alive && i.value == 0 && i.source == FactSource::Deaths));
}

#[test]
fn a_death_registered_after_the_as_of_day_is_not_known() {
    let row = death("Đỗ Thị Hòa", Some("1970-03-05"), Some(1), None);
    let city = with_death(DeathRow { registered_on: Some(day("2026-11-21")), ..row });
    check(&city, Fact::Alive, &[("2026-12-01", YES)]);
}

#[test]
fn the_informants_number_kills_nobody() {
    let city = with_death(death("Phạm Văn Tuất", Some("1939-01-01"), Some(1), Some(1)));
    check(&city, Fact::Alive, &[("2026-12-01", YES)]);
    has_finding(&city, "fact.death_of_another");
}

#[test]
fn a_nameless_death_counts_but_is_not_proven() {
    let city = with_death(death("", None, Some(1), Some(2)));
    check(&city, Fact::Alive, &[("2026-11-03", YES), ("2026-11-04", NO_BY_WORD)]);
    has_finding(&city, "fact.death_doubtful");
}

#[test]
fn a_namesake_of_another_ward_kills_nobody() {
    let row = DeathRow { ward_code: Some(ward(B)), ..death("Đỗ Thị Hòa", Some("1970"), None, None) };
    let mut city = with_death(row);
    city.death_links = vec![RowLink { person: Some(id(1)), safe: true }];
    check(&city, Fact::Alive, &[("2026-12-01", YES)]);
    has_finding(&city, "fact.death_of_namesake");
}

#[test]
fn who_moved_after_the_death_may_live() {
    let mut city = with_death(death("Đỗ Thị Hòa", Some("1970-03-05"), Some(1), None));
    let row = &mut city.population[0];
    (row.residence_since, row.previous_ward_code) = (Some(day("2026-11-10")), Some(ward(B)));
    check(&city, Fact::Alive, &[("2026-12-01", NO_BY_WORD)]);
    has_finding(&city, "fact.death_then_life");
}

#[test]
fn a_death_without_a_day_is_sure_only_from_the_pay_month_on() {
    let mut city = disabled();
    city.population[0].life_status = LifeStatus::Dead;
    check(&city, Fact::Alive, &[("2026-11-30", None), ("2026-12-01", NO)]);
}

#[test]
fn silence_of_a_register_does_not_contradict_a_decision() {
    check(&disabled(), Fact::Severity, &[("2026-12-01", None)]);
    check(&disabled(), Fact::Poverty, &[("2026-12-01", NO)]);
    check(&disabled(), Fact::InInstitution, &[("2026-12-01", NO)]);
    check(&disabled(), Fact::Studying, &[("2026-12-01", None)]);
    let withdrawn = with_certificate(disabled(), "2020-01-10", Some("2026-11-15"), Severity::Severe);
    let severe = Some((2, true));
    check(&withdrawn, Fact::Severity, &[("2020-01-09", None), ("2026-11-15", severe), ("2026-11-16", NO)]);
}

#[test]
fn a_new_certificate_takes_over() {
    let old = with_certificate(disabled(), "2020-01-10", None, Severity::Severe);
    let both = with_certificate(old, "2026-11-02", None, Severity::EspeciallySevere);
    check(&both, Fact::Severity, &[("2026-11-01", Some((2, true))), ("2026-11-02", Some((3, true)))]);
}

#[test]
fn a_certificate_that_may_be_the_next_one_leaves_the_end_open() {
    let city = |change: &dyn Fn(&mut DisabilityRow)| {
        let old = with_certificate(disabled(), "2020-01-10", Some("2026-11-04"), Severity::Severe);
        let mut city = with_certificate(old, "2026-11-05", None, Severity::EspeciallySevere);
        let row = city.disability.last_mut().unwrap();
        (row.person_id, row.ward_code) = (None, Some(city.population[0].ward_code));
        change(row);
        city
    };
    let severe = Some((2, true));
    check(&city(&|_| {}), Fact::Severity, &[("2026-11-04", severe), ("2026-11-05", None), ("2026-12-01", None)]);
    let later = city(&|row| row.issued_on = day("2026-11-10"));
    check(&later, Fact::Severity, &[("2026-11-09", NO), ("2026-11-10", None)]);
    check(&city(&|row| row.ward_code = None), Fact::Severity, &[("2026-11-05", NO)]);
    check(&city(&|row| row.birth_date = Some(birth("1971"))), Fact::Severity, &[("2026-11-05", NO)]);
    check(&city(&|row| row.full_name = Some(Private::new("Đỗ Thị Lan"))), Fact::Severity, &[("2026-11-05", NO)]);
    check(&city(&|row| row.issued_on = day("2026-11-21")), Fact::Severity, &[("2026-11-21", NO)]);
}

#[test]
fn a_withdrawal_after_the_as_of_day_is_not_known() {
    let known = with_certificate(disabled(), "2020-01-10", Some("2026-11-20"), Severity::Severe);
    check(&known, Fact::Severity, &[("2026-11-20", Some((2, true))), ("2026-11-21", Some((0, true)))]);
    let later = with_certificate(disabled(), "2020-01-10", Some("2026-11-21"), Severity::Severe);
    check(&later, Fact::Severity, &[("2026-11-21", Some((2, true))), ("2026-11-22", Some((2, true)))]);
}

fn pension(number: &str, from: &str, to: Option<&str>, amount: i64) -> PensionRow {
    PensionRow {
        bhxh_no: number.to_owned(),
        person_id: Some(Private::new(&id(1).reveal())),
        full_name: Some(Private::new("Đỗ Thị Hòa")),
        birth_date: Some(birth("1970-03-05")),
        gender: Some(Gender::Female),
        kind: PensionKind::Pension,
        monthly_amount: Dong(amount),
        valid_from: day(from),
        valid_to: to.map(day),
    }
}

#[test]
fn pensions_of_two_numbers_add_up_and_of_one_the_later_counts() {
    let mut city = disabled();
    city.pensions = vec![
        pension("1", "2026-01-01", None, 2_000_000),
        pension("1", "2026-07-01", None, 2_200_000),
        pension("2", "2026-10-01", Some("2026-10-31"), 400_000),
    ];
    let sum = |amount| Some((amount, true));
    check(
        &city,
        Fact::Pension,
        &[
            ("2025-12-31", NO),
            ("2026-01-01", sum(2_000_000)),
            ("2026-07-01", sum(2_200_000)),
            ("2026-10-31", sum(2_600_000)),
            ("2026-11-01", sum(2_200_000)),
        ],
    );
}

#[test]
fn moves_give_wards_area_and_residence() {
    let mut city = disabled();
    (city.population[0].residence_since, city.population[0].previous_ward_code) =
        (Some(day("2026-11-10")), Some(ward(B)));
    check(&city, Fact::Area, &[("2026-11-09", Some((31, true))), ("2026-11-10", Some((30, true)))]);
    check(&city, Fact::Resident, &[("2026-11-09", YES), ("2026-11-10", YES)]);
    city.population[0].ward_code = ward(OUTSIDE);
    check(&city, Fact::Resident, &[("2026-11-09", YES), ("2026-11-10", NO)]);
    city.population[0].residence_since = Some(day("2026-11-21"));
    check(&city, Fact::Resident, &[("2026-12-01", YES)]);
}

fn moved(row: u32, movement: Movement, event: Option<&str>) -> Record {
    Record {
        list_kind: ListKind::Movements,
        movement: Some(movement),
        event_date: event.map(birth),
        decision_no: None,
        decision_date: None,
        ..listed(row, "Đỗ Thị Hòa", "1970-03-05", Benefit::K6Nang)
    }
}

#[test]
fn the_wards_word_counts_where_no_register_says_so() {
    let dead = disabled().listed(moved(20, Movement::Dead, Some("2026-11-08")), 1);
    check(&dead, Fact::Alive, &[("2026-11-08", YES), ("2026-11-09", NO_BY_WORD)]);
    has_finding(&dead, "fact.only_ward_word");
    let confirmed = {
        let mut city = dead;
        city.deaths.push(death("Đỗ Thị Hòa", Some("1970-03-05"), Some(1), None));
        city
    };
    check(&confirmed, Fact::Alive, &[("2026-11-09", NO)]);
    let ended = disabled().listed(moved(20, Movement::Ended, Some("2026-11")), 1);
    check(&ended, Fact::WardEnded, &[("2026-11-30", NO), ("2026-12-01", Some((1, false)))]);
    let left = disabled().listed(moved(20, Movement::MovedOut, None), 1);
    // No day was told: the day before is unknown, so that the first of December is none of the event.
    check(&left, Fact::Resident, &[("2026-11-29", YES), ("2026-11-30", None), ("2026-12-01", NO_BY_WORD)]);
    let undated = disabled().listed(moved(20, Movement::Dead, None), 1);
    check(&undated, Fact::Alive, &[("2026-11-29", YES), ("2026-11-30", None), ("2026-12-01", NO_BY_WORD)]);
}

#[test]
fn the_bare_year_that_runs_is_no_date_and_one_that_is_over_ends_with_its_last_day() {
    let dead = |year| disabled().listed(moved(20, Movement::Dead, Some(year)), 1);
    check(&dead("2026"), Fact::Alive, &[("2026-11-29", YES), ("2026-11-30", None), ("2026-12-01", NO_BY_WORD)]);
    check(&dead("2025"), Fact::Alive, &[("2025-12-30", YES), ("2025-12-31", None), ("2026-01-01", NO_BY_WORD)]);
    check(&dead("2027"), Fact::Alive, &[("2026-12-01", YES), ("2027-12-31", YES)]);
    let from = |month| {
        let record = moved(20, Movement::Dead, Some("2026"));
        disabled().listed(Record { from_month: Some(Month::from_code(month).unwrap()), ..record }, 1)
    };
    check(&from("2026-10"), Fact::Alive, &[("2026-09-29", YES), ("2026-10-01", NO_BY_WORD)]);
    let told = |city: City| city.gather().findings.iter().any(|finding| finding.issue.check == "fact.end_not_yet");
    assert!(told(from("2027-01")) && told(dead("2027")));
    assert!(!told(dead("2026")) && !told(from("2026-12")));
}

#[test]
fn an_end_counts_from_the_month_that_the_ward_names() {
    let from = |month: &str, event: Option<&str>| {
        let record = moved(20, Movement::Ended, event);
        disabled().listed(Record { from_month: Some(Month::from_code(month).unwrap()), ..record }, 1)
    };
    let ended = Some((1, false));
    check(&from("2026-12", None), Fact::WardEnded, &[("2026-11-30", NO), ("2026-12-01", ended)]);
    check(&from("2026-10", None), Fact::WardEnded, &[("2026-09-30", NO), ("2026-10-01", ended)]);
    check(&from("2026-12", Some("2026-11-05")), Fact::WardEnded, &[("2026-11-05", NO), ("2026-11-06", ended)]);
    let told = |city: &City| {
        let findings = city.gather().findings;
        let told = findings.into_iter().find(|finding| finding.issue.check == "fact.end_not_yet");
        told.map(|finding| finding.issue.raw.reveal().to_owned())
    };
    assert_eq!(told(&from("2027-01", None)).as_deref(), Some("tháng 01/2027"));
    let late = disabled().listed(moved(20, Movement::Dead, Some("2026-12-05")), 1);
    assert_eq!(told(&late).as_deref(), Some("ngày 05/12/2026"));
    assert_eq!(told(&from("2026-12", None)), None);
    assert_eq!(told(&disabled().listed(moved(20, Movement::Dead, Some("2026-11")), 1)), None);
}

#[test]
fn an_end_that_a_register_explains_needs_no_word() {
    let city = with_certificate(disabled(), "2020-01-10", Some("2026-10-15"), Severity::Severe);
    check(&city.listed(moved(20, Movement::Ended, None), 1), Fact::WardEnded, &[("2026-12-01", NO)]);
}

#[test]
fn three_months_in_a_row_uncollected_suspend() {
    let mut city = disabled();
    city.ledger.clear();
    for month in ["2026-08", "2026-09", "2026-10", "2026-11"] {
        let line = payment(Some(1), "Đỗ Thị Hòa", "1970-03-05", Benefit::K6Nang, month);
        city.ledger.push(PaymentRow { status: PaymentStatus::Uncollected, ..line });
    }
    city.ledger[0].status = PaymentStatus::Paid;
    check(&city, Fact::Suspended, &[("2026-11-30", NO), ("2026-12-01", YES)]);
    city.ledger[2].status = PaymentStatus::Paid;
    check(&city, Fact::Suspended, &[("2026-12-01", NO)]);
}

fn mother() -> City {
    let child =
        |number, born: &str| PopulationRow { mother_id: Some(id(1)), ..citizen(number, "Nguyễn Thị An", born) };
    City::default()
        .citizen(citizen(1, "Đỗ Thị Hòa", "1990-03-05"))
        .citizen(child(2, "2015-06-10"))
        .citizen(child(3, "2010-11-15"))
        .listed(listed(9, "Đỗ Thị Hòa", "1990-03-05", Benefit::K4), 1)
}

#[test]
fn children_are_counted_to_the_eve_of_their_birthday() {
    let two = Some((2, true));
    check(&mother(), Fact::ChildrenUnder16, &[("2026-11-14", two), ("2026-11-15", YES), ("2031-06-10", NO)]);
    let mut partial = mother();
    partial.population[2].birth_date = Some(birth("2010-11"));
    let days = [("2026-10-31", two), ("2026-11-01", None), ("2026-11-29", None), ("2026-11-30", YES)];
    check(&partial, Fact::ChildrenUnder16, &days);
    let mut elsewhere = mother();
    elsewhere.population[2].household_id = Some("H2".to_owned());
    check(&elsewhere, Fact::ChildrenUnder16, &[("2026-11-14", YES)]);
}

#[test]
fn two_unknown_households_are_not_one() {
    let mut unknown = mother();
    // Nothing is written of the household of the mother; of the child born in 2010 alone.
    unknown.population[0].household_id = None;
    check(&unknown, Fact::ChildrenUnder16, &[("2010-01-01", NO), ("2026-11-15", None), ("2031-06-10", NO)]);
    unknown.population[2].household_id = None;
    check(&unknown, Fact::ChildrenUnder16, &[("2026-11-14", None), ("2031-06-10", NO)]);
    let mut of_child = mother();
    of_child.population[2].household_id = None;
    check(&of_child, Fact::ChildrenUnder16, &[("2010-11-14", NO), ("2014-01-01", None), ("2026-11-15", YES)]);
}

#[test]
fn a_grown_child_counts_while_studying() {
    let mut city = mother();
    check(&city, Fact::ChildrenStudying, &[("2026-11-15", None)]);
    city.schooling = Some(vec![SchoolingRow {
        person_id: id(3),
        school: None,
        level: None,
        valid_from: day("2025-09-05"),
        valid_to: Some(day("2026-12-31")),
    }]);
    check(&city, Fact::ChildrenStudying, &[("2026-11-14", NO), ("2026-11-15", YES), ("2027-01-01", NO)]);
}

#[test]
fn a_marriage_is_known_from_the_as_of_day() {
    let mut city = mother();
    city.population[0].marital_status = Some(MaritalStatus::Married);
    check(&city, Fact::Marital, &[("2026-11-19", None), ("2026-11-20", Some((2, true)))]);
    city.population[0].marital_status = Some(MaritalStatus::Single);
    check(&city, Fact::Marital, &[("2020-01-01", YES)]);
}

#[test]
fn a_carer_finds_the_person_cared_for() {
    let row = Record {
        cared_for_name: Some(name("Đỗ Thị Hòa")),
        cared_for_id: Some(IdNumber::Person(id(1))),
        ..listed(10, "Đỗ Văn Bình", "1980-01-01", Benefit::CsHo)
    };
    let by_number = disabled().citizen(citizen(2, "Đỗ Văn Bình", "1980-01-01")).listed(row.clone(), 2);
    let by_name = disabled()
        .citizen(citizen(2, "Đỗ Văn Bình", "1980-01-01"))
        .listed(Record { cared_for_id: Some(IdNumber::Person(id(7))), ..row }, 2);
    for city in [by_number, by_name] {
        check(&city, Fact::Severity, &[("2026-12-01", None)]);
        let gathered = city.gather();
        let carer = gathered.subjects.iter().find(|subject| subject.key == key(2)).unwrap();
        let cared_for = carer.claims[0].cared_for.map(|index| gathered.subjects[index].key);
        assert_eq!(cared_for, Some(key(1)));
        assert!(carer.facts.iter().any(|i| i.fact == Fact::Caring && i.value == 1));
    }
}

#[test]
fn silence_about_someone_cared_for_is_no_answer_whoever_decided_on_them() {
    let row = Record {
        cared_for_name: Some(name("Đỗ Thị Hòa")),
        cared_for_id: Some(IdNumber::Person(id(1))),
        ..listed(10, "Đỗ Văn Bình", "1980-01-01", Benefit::CsHo)
    };
    let alone = City::default().citizen(citizen(1, "Đỗ Thị Hòa", "1970-03-05"));
    let city = alone.citizen(citizen(2, "Đỗ Văn Bình", "1980-01-01")).listed(row, 2);
    check(&city, Fact::Severity, &[("2026-12-01", None)]);
    check(
        &with_certificate(city, "2020-01-10", Some("2026-11-15"), Severity::Severe),
        Fact::Severity,
        &[("2026-11-15", Some((2, true))), ("2026-11-16", NO)],
    );
}

#[test]
fn people_who_may_qualify_are_looked_at_and_enrolled_ones_are_not() {
    let mut city = disabled()
        .citizen(citizen(2, "Lê Thị Mơ", "1956-12-31"))
        .citizen(citizen(3, "Lê Thị Mận", "1957-01-01"))
        .citizen(PopulationRow { life_status: LifeStatus::Dead, ..citizen(4, "Lê Thị Mai", "1940-01-01") })
        .citizen(citizen(5, "Lê Thị Mùa", "1990-01-01"));
    city.poverty.push(PovertyRow {
        household_id: "H".to_owned(),
        person_id: id(5),
        class: PovertyClass::Poor,
        valid_from: day("2026-01-01"),
        valid_to: None,
        decision_no: None,
        ward_code: None,
    });
    let found: Vec<PersonKey> = city.gather().candidates.iter().map(|subject| subject.key).collect();
    assert_eq!(found, [key(2), key(5)]);
}

#[test]
fn a_ward_is_named_and_one_outside_the_city_has_its_code() {
    let mut city = disabled();
    city.population[0].ward_code = ward(B);
    says(&city, "fact.ward_differs", "Phường Kiến An", "xã, phường ngoài thành phố (mã 11311)");
}

#[test]
fn conflicts_with_the_registers_are_told_at_the_row() {
    let mut city = with_certificate(disabled(), "2020-01-10", None, Severity::Severe);
    city.records[0].severity = Some(Severity::EspeciallySevere);
    city.records[0].birth_date = Some(birth("1971-03-05"));
    city.population[0].ward_code = ward(B);
    for check in ["fact.severity_differs", "fact.birth_differs", "fact.ward_differs"] {
        has_finding(&city, check);
    }
    assert!(disabled().gather().findings.is_empty(), "{:?}", disabled().gather().findings);
}

#[test]
fn the_order_of_the_input_does_not_matter() {
    let mut city = with_certificate(mother(), "2020-01-10", Some("2026-11-15"), Severity::Severe)
        .citizen(citizen(8, "Lê Thị Mơ", "1950"))
        .listed(listed(40, "Lê Thị Mơ", "1950", Benefit::Htxh), 8)
        .listed(listed(41, "Lê Thị Mơ", "1950", Benefit::K5a), 8)
        .paid(payment(Some(8), "Lê Thị Mơ", "1950", Benefit::Htxh, "2026-11"))
        .paid(payment(Some(1), "Đỗ Thị Hòa", "1990-03-05", Benefit::K4, "2026-11"));
    city.deaths.push(death("Lê Thị Mơ", Some("1950"), Some(8), None));
    let straight = city.gather();
    city.records.reverse();
    city.matches.reverse();
    city.ledger.reverse();
    city.disability.reverse();
    let turned = city.gather();
    assert_eq!(straight.subjects, turned.subjects);
    assert_eq!(straight.beneficiaries, turned.beneficiaries);
    assert_eq!(straight.findings, turned.findings);
    assert!(!straight.subjects.is_empty());
}

#[test]
fn the_child_of_a_paid_single_parent_gets_funeral_support_and_no_row() {
    let mut city = mother().paid(payment(Some(1), "Đỗ Thị Hòa", "1990-03-05", Benefit::K4, "2026-11"));
    let dead = |city: &City| city.gather().subjects.into_iter().find(|subject| subject.key == key(2));
    assert_eq!(dead(&city), None);
    city.population[1].life_status = LifeStatus::Dead;
    city.population[1].death_date = Some(day("2026-11-10"));
    let child = dead(&city).unwrap();
    let claims: Vec<_> = child.claims.iter().map(|claim| (claim.benefit, claim.source)).collect();
    assert_eq!(claims, [(Benefit::MaiTang, ClaimSource::Prospect)]);
    assert!(child.facts.iter().any(|fact| fact.fact == Fact::SingleParentChild && fact.value == 1));
    assert_eq!(city.gather().beneficiaries.len(), 1);
    // A month in which the parent was not paid gives nothing.
    city.population[1].death_date = Some(day("2026-09-10"));
    assert_eq!(dead(&city), None);
}

#[test]
fn of_two_spouses_who_claim_one_share_the_paid_one_carries_it() {
    let spouse =
        |number, name: &str, other| PopulationRow { spouse_id: Some(id(other)), ..citizen(number, name, "1990-03-05") };
    let both = City::default()
        .citizen(spouse(1, "Đỗ Thị Hòa", 2))
        .citizen(spouse(2, "Trần Văn Ba", 1))
        .listed(listed(9, "Đỗ Thị Hòa", "1990-03-05", Benefit::CsThai), 1)
        .listed(listed(10, "Trần Văn Ba", "1990-03-05", Benefit::CsThai), 2);
    let paid = |number, name: &str| payment(Some(number), name, "1990-03-05", Benefit::CsThai, "2026-11");
    check(&both.clone().paid(paid(2, "Trần Văn Ba")), Fact::CoupleShare, &[("2026-11-20", YES)]);
    check(&both.paid(paid(1, "Đỗ Thị Hòa")), Fact::CoupleShare, &[("2026-11-20", None)]);
}

fn left_after(months: &[&str]) -> City {
    let lines = months.iter().map(|of| payment(Some(1), "Đỗ Thị Hòa", "1970-03-05", Benefit::K6Nang, of));
    let city = City { ledger: lines.collect(), ..City::default() }.citizen(citizen(1, "Đỗ Thị Hòa", "1970-03-05"));
    with_certificate(city, "2020-01-01", None, Severity::Severe)
}

#[track_caller]
fn check_former(city: &City, expected: &[&str]) -> Gathered {
    let gathered = city.gather();
    let months: Vec<String> = gathered.former.months.iter().map(|(_, month)| month.to_string()).collect();
    assert_eq!(months, expected);
    gathered
}

#[test]
fn who_left_the_closed_lists_is_a_former_beneficiary() {
    let gathered = check_former(&left_after(&["2025-12", "2026-01", "2026-03"]), &["2026-01", "2026-03"]);
    assert!(gathered.subjects.is_empty() && gathered.beneficiaries.is_empty(), "nobody is enrolled");
    let [subject] = gathered.former.subjects.as_slice() else { panic!("{:?}", gathered.former.subjects) };
    let [claim] = subject.claims.as_slice() else { panic!("{:?}", subject.claims) };
    assert_eq!((claim.benefit, claim.source, claim.safe_link), (Benefit::K6Nang, ClaimSource::Ledger, true));
    // The whole window, and nothing beside it.
    check_former(&left_after(&["2025-12"]), &[]);
    check_former(&left_after(&["2026-10"]), &["2026-10"]);
    check_former(&left_after(&["2026-10", "2026-11"]), &[]);
}

#[test]
fn lines_that_pay_nothing_monthly_make_nobody_a_former_beneficiary() {
    for kind in [PaymentKind::Funeral, PaymentKind::Recovery] {
        let mut city = left_after(&["2026-03"]);
        city.ledger[0].kind = kind;
        check_former(&city, &[]);
    }
    let mut nameless = left_after(&["2026-03"]);
    nameless.ledger[0].person_id = None;
    check_former(&nameless, &[]);
}

#[test]
fn a_benefit_that_was_left_stands_beside_the_one_that_is_paid() {
    let mut city = left_after(&["2026-03"]);
    city.ledger.push(payment(Some(1), "Đỗ Thị Hòa", "1970-03-05", Benefit::Htxh, "2026-11"));
    let gathered = check_former(&city, &["2026-03"]);
    let benefits = |subjects: &[Subject]| subjects[0].claims.iter().map(|claim| claim.benefit).collect::<Vec<_>>();
    assert_eq!(benefits(&gathered.former.subjects), [Benefit::K6Nang, Benefit::Htxh]);
    assert_eq!(benefits(&gathered.subjects), [Benefit::Htxh]);
}

#[test]
fn a_carer_who_cares_for_somebody_else_now_left_the_first_one() {
    let mut city = left_after(&[]).citizen(citizen(2, "Lê Thị Mơ", "1950")).citizen(citizen(3, "Lê Văn Ba", "1990"));
    for (of, cared) in [("2026-03", 2), ("2026-11", 3)] {
        let line = payment(Some(1), "Đỗ Thị Hòa", "1970-03-05", Benefit::CsHo, of);
        city.ledger.push(PaymentRow { for_person_id: Some(id(cared)), ..line });
    }
    let gathered = check_former(&city, &["2026-03"]);
    let carer = gathered.former.subjects.iter().find(|subject| subject.key == key(1)).unwrap();
    let cared: Vec<_> =
        carer.claims.iter().map(|claim| gathered.former.subjects[claim.cared_for.unwrap()].key).collect();
    assert_eq!(cared.len(), 2);
    assert!(cared.contains(&key(2)) && cared.contains(&key(3)));
    city.ledger[1].for_person_id = None;
    check_former(&city, &[]);
}

/// What sources tell differently: matter, source that is used, source that is not, finding.
#[track_caller]
fn check_conflicts(city: &City, expected: &[&str]) -> Gathered {
    let gathered = city.gather();
    let short = |row: &FactConflictRow| {
        let check = row.check.as_deref().unwrap_or("-");
        format!("{} {}>{} {check}", row.matter, row.kept_source, row.other_source)
    };
    assert_eq!(gathered.conflicts.iter().map(short).collect::<Vec<_>>(), expected);
    for check in gathered.conflicts.iter().filter_map(|row| row.check.as_deref()) {
        assert!(gathered.findings.iter().any(|finding| finding.issue.check == check), "no finding {check}");
    }
    gathered
}

#[test]
fn what_sources_tell_differently_is_a_row_with_the_order_that_decides() {
    check_conflicts(&disabled(), &[]);
    let mut city = with_certificate(disabled(), "2020-01-01", None, Severity::EspeciallySevere);
    city.records[0].severity = Some(Severity::Severe);
    city.records[0].gender = Some(Gender::Male);
    city.records[0].birth_date = Some(birth("1971-03-05"));
    let gathered = check_conflicts(
        &city,
        &[
            "birth_date population>decision fact.birth_differs",
            "gender population>decision fact.gender_differs",
            "severity disability>decision fact.severity_differs",
        ],
    );
    let row = &gathered.conflicts[0];
    assert_eq!((row.kept_value.reveal(), row.other_value.reveal()), ("1970-03-05", "1971-03-05"));
    assert!(row.explanation_vi.reveal().contains("CSDLQG về dân cư"), "{}", row.explanation_vi.reveal());
}

fn died_on(of: &str) -> DeathRow {
    DeathRow { death_date: day(of), ..death("Đỗ Thị Hòa", Some("1970-03-05"), Some(1), None) }
}

#[test]
fn two_days_of_a_death_are_told_with_the_one_that_counts() {
    let mut city = disabled();
    (city.population[0].life_status, city.population[0].death_date) = (LifeStatus::Dead, Some(day("2026-10-05")));
    city.deaths.push(died_on("2026-10-03"));
    city.death_links.push(RowLink { person: Some(id(1)), safe: true });
    let gathered = check_conflicts(&city, &["alive deaths>population fact.death_two_dates"]);
    assert_eq!(gathered.conflicts[0].kept_day, Some(day("2026-10-03")));
    // The ward's day is a third one.
    let city = city.listed(word(Movement::Dead, "2026-11-04"), 1);
    let expected = ["alive deaths>population fact.death_two_dates", "alive deaths>ward_report fact.event_day_differs"];
    let gathered = check_conflicts(&city, &expected);
    assert_eq!(gathered.conflicts[1].other_day, Some(day("2026-11-04")));
}

#[test]
fn a_day_whose_year_nobody_wrote_moves_no_month_before_the_pay_month() {
    let told = |event: &str, year_taken: bool| {
        let record = Record { year_taken, ..moved(20, Movement::Dead, Some(event)) };
        disabled().listed(record, 1)
    };
    check(&told("2026-09-30", false), Fact::Alive, &[("2026-09-30", YES), ("2026-10-01", NO_BY_WORD)]);
    let taken = [("2026-11-29", YES), ("2026-11-30", None), ("2026-12-01", NO_BY_WORD)];
    check(&told("2026-09-30", true), Fact::Alive, &taken);
    check(&told("2026-10-31", true), Fact::Alive, &taken);
    check(&told("2026-11-05", true), Fact::Alive, &[("2026-11-05", YES), ("2026-11-06", NO_BY_WORD)]);
    let from = Record {
        year_taken: true,
        from_month: Some(Month::from_code("2026-05").unwrap()),
        ..moved(20, Movement::Dead, None)
    };
    check(&disabled().listed(from, 1), Fact::Alive, &taken);
}

#[test]
fn an_increase_with_a_decision_that_no_list_carries_is_told() {
    const CHECK: &str = "fact.increase_not_listed";
    let row = |number: Option<&str>| Record {
        list_kind: ListKind::Movements,
        movement: Some(Movement::New),
        decision_no: number.map(str::to_owned),
        decision_date: None,
        ..listed(30, "Lê Văn Sáu", "1945-05-05", Benefit::Htxh)
    };
    let told = |city: &City| city.gather().findings.iter().filter(|found| found.issue.check == CHECK).count();
    assert_eq!(told(&disabled().listed(row(Some("15/QĐ-UBND")), 9)), 1);
    // Without a decision there is nothing to add; in the full list there is the row that counts.
    assert_eq!(told(&disabled().listed(row(None), 9)), 0);
    let both =
        disabled().listed(row(Some("15/QĐ-UBND")), 9).listed(listed(31, "Lê Văn Sáu", "1945-05-05", Benefit::Htxh), 9);
    assert_eq!(told(&both), 0);
    // Another benefit's row in the full list is not this one's.
    let other = disabled()
        .listed(row(Some("15/QĐ-UBND")), 9)
        .listed(listed(31, "Lê Văn Sáu", "1945-05-05", Benefit::K6Nang), 9);
    assert_eq!(told(&other), 1);
}

/// What is told at a movement row about somebody (person 9: of whom nothing else is known).
#[track_caller]
fn check_report(movement: Movement, signed: bool, person: u64, told: &[&str]) {
    let row = Record {
        list_kind: ListKind::Movements,
        movement: Some(movement),
        decision_date: signed.then(|| day("2026-11-05")),
        decision_no: None,
        ..listed(30, "Lê Văn Sáu", "1945-05-05", Benefit::Htxh)
    };
    let with_effect = ["fact.increase_not_listed", "fact.increase_undecided", "fact.report_of_nobody"];
    // Person 8 was paid last year.
    let paid = payment(Some(8), "Lê Văn Bảy", "1944-05-05", Benefit::Htxh, "2025-09");
    let findings = disabled().paid(paid).listed(row, person).gather().findings;
    let checks: Vec<&str> =
        findings.iter().map(|found| found.issue.check).filter(|c| with_effect.contains(c)).collect();
    assert_eq!(checks, told, "{movement:?}");
}

#[test]
fn a_report_without_effect_is_told() {
    use Movement::{Changed, Dead, Ended, MovedIn, MovedOut, New};
    for ends in [Dead, Ended, MovedOut, Changed] {
        check_report(ends, false, 9, &["fact.report_of_nobody"]);
        check_report(ends, false, 1, &[]);
        check_report(ends, false, 8, &[]);
    }
    for begins in [New, MovedIn] {
        check_report(begins, false, 9, &["fact.increase_undecided"]);
        check_report(begins, true, 9, &["fact.increase_not_listed"]);
        check_report(begins, false, 1, &[]);
    }
}

fn word(movement: Movement, on: &str) -> Record {
    Record {
        list_kind: ListKind::Movements,
        movement: Some(movement),
        event_date: Some(birth(on)),
        ..listed(20, "Đỗ Thị Hòa", "1970-03-05", Benefit::K6Nang)
    }
}

#[test]
fn a_ward_differs_only_from_a_day_that_the_register_writes() {
    let moved = |before: &str, since: Option<&str>| {
        let mut city = disabled();
        let row = &mut city.population[0];
        (row.previous_ward_code, row.ward_code) = (Some(ward(before)), ward(B));
        row.residence_since = since.map(day);
        city.listed(word(Movement::MovedOut, "2026-10-20"), 1)
    };
    let of_ward = "ward population>decision fact.ward_differs";
    let of_day = "resident population>ward_report fact.event_day_differs";
    let gathered = check_conflicts(&moved(A, Some("2026-11-03")), &[of_day, of_ward]);
    assert_eq!(gathered.conflicts[0].kept_day, Some(day("2026-11-03")));
    // The register's move left another ward, or has no day.
    check_conflicts(&moved("10507", Some("2015-02-01")), &[of_ward]);
    check_conflicts(&moved(A, None), &[of_ward]);
    // A death without a day.
    let mut city = disabled();
    city.population[0].life_status = LifeStatus::Dead;
    check_conflicts(&city.listed(word(Movement::Dead, "2026-10-05"), 1), &[]);
}

#[test]
fn the_order_of_trust_is_data() {
    let text = include_str!("../../pipelines/facts.toml");
    let turned = text.replacen(
        "[\"deaths\", \"population\", \"ward_report\"]",
        "[\"population\", \"deaths\", \"ward_report\"]",
        1,
    );
    let turned =
        turned.replacen("[\"population\", \"decision\", \"ledger\"]", "[\"decision\", \"population\", \"ledger\"]", 1);
    let mut city = disabled();
    city.records[0].birth_date = Some(birth("1971-03-05"));
    (city.population[0].life_status, city.population[0].death_date) = (LifeStatus::Dead, Some(day("2026-10-05")));
    city.deaths.push(died_on("2026-10-03"));
    city.death_links.push(RowLink { person: Some(id(1)), safe: true });
    let told = |settings: &str| {
        let gathered = city.gather_by(&Settings::parse(settings).unwrap());
        let subject = the_one(&gathered).clone();
        let gone = subject.facts.iter().find(|fact| fact.fact == Fact::Alive && fact.value == 0).unwrap();
        (subject.birth, gone.from, gone.source)
    };
    assert_eq!(told(text), (Some(birth("1970-03-05")), day("2026-10-04"), FactSource::Deaths));
    assert_eq!(told(&turned), (Some(birth("1971-03-05")), day("2026-10-06"), FactSource::Population));
}
