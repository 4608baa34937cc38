//! What the law gives against what was paid: every reason of a line, arrears, the bridge.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use ansinh::changes::{BooksError, ChangeInputs, Changes, Statuses, Wording, changes};
use ansinh::model::{
    Benefit, Certainty, Claim, ClaimSource, Coded, Coefficient, Confidence, Date, Direction, Dong, EntitlementStatus,
    Fact, FactInterval, FactSource, Gender, Month, PaymentKind, PaymentStatus, PersonId, PersonKey, Private, Reason,
    Subject, WardCode,
};
use ansinh::table::inputs::PaymentRow;
use ansinh::table::outputs::{ChangeRow, EntitlementRow};
use proptest::prelude::*;

const A: &str = "10888";
const B: &str = "11311";

fn month(text: &str) -> Month {
    Month::from_code(text).unwrap()
}

fn day(text: &str) -> Date {
    Date::from_code(text).unwrap()
}

fn ward(code: &str) -> WardCode {
    WardCode::from_digits(code).unwrap()
}

fn person(number: u64) -> PersonKey {
    PersonKey::Register(PersonId::from_number(31_048_000_000 + number).unwrap())
}

fn wording() -> Wording {
    Wording::parse(include_str!("../../pipelines/changes.toml")).unwrap()
}

/// A small city made by hand.
#[derive(Debug, Default, Clone)]
struct Books {
    subjects: Vec<Subject>,
    law: Vec<EntitlementRow>,
    ledger: Vec<PaymentRow>,
    payees: Vec<PersonKey>,
    words: BTreeMap<PersonKey, Private>,
    statuses: String,
    former: Vec<Subject>,
    former_months: BTreeSet<(PersonKey, Month)>,
}

fn row(key: PersonKey, of: Month, benefit: Benefit) -> EntitlementRow {
    EntitlementRow {
        person_id: key,
        month: of,
        benefit,
        ground: None,
        coefficient: None,
        rate: None,
        amount: Dong::ZERO,
        status: EntitlementStatus::NotEntitled,
        missing: Vec::new(),
        clause: Arc::from("NĐ 335/2026 Điều 8 khoản 4"),
        law_confidence: Confidence::Confirmed,
        explanation_vi: Arc::from(""),
        reason: None,
        since: None,
        certain: true,
        ward_code: Some(ward(A)),
        for_person_id: None,
        taken_from_decision: false,
    }
}

impl Books {
    fn with(mut self, key: PersonKey, benefit: Benefit) -> Books {
        let claim = Claim {
            benefit,
            ground: None,
            decided_on: Some(day("2026-11-04")),
            filed_on: None,
            from_month: None,
            source: ClaimSource::Both,
            row_id: None,
            ward: ward(A),
            cared_for: None,
            opening: None,
            safe_link: true,
        };
        match self.subjects.iter_mut().find(|subject| subject.key == key) {
            Some(subject) => subject.claims.push(claim),
            None => self.subjects.push(Subject {
                key,
                birth: None,
                gender: Some(Gender::Female),
                wards: vec![(Date::MIN, ward(A))],
                facts: Vec::new(),
                claims: vec![claim],
            }),
        }
        self
    }

    fn fact(mut self, key: PersonKey, fact: Fact, spans: &[(&str, &str, i64)], source: FactSource) -> Books {
        let subject = self.subjects.iter_mut().find(|subject| subject.key == key).unwrap();
        for &(from, to, value) in spans {
            let from = if from.is_empty() { Date::MIN } else { day(from) };
            let to = if to.is_empty() { Date::MAX } else { day(to) };
            subject.facts.push(FactInterval { fact, value, from, to, source, proven: true });
        }
        self
    }

    /// The law gives an amount in each month of a stretch.
    fn gives(self, key: PersonKey, (from, to): (&str, &str), benefit: Benefit, hundredths: u32, amount: i64) -> Books {
        self.law(key, (from, to), benefit, |row| EntitlementRow {
            status: EntitlementStatus::Entitled,
            coefficient: Some(Coefficient::from_hundredths(hundredths)),
            amount: Dong(amount),
            ..row
        })
    }

    fn ends(self, key: PersonKey, (from, to): (&str, &str), benefit: Benefit, reason: Reason) -> Books {
        self.law(key, (from, to), benefit, |row| EntitlementRow { reason: Some(reason), ..row })
    }

    fn unknown(self, key: PersonKey, (from, to): (&str, &str), benefit: Benefit) -> Books {
        self.law(key, (from, to), benefit, |row| EntitlementRow {
            status: EntitlementStatus::Undetermined,
            certain: false,
            ..row
        })
    }

    fn law(
        mut self,
        key: PersonKey,
        (from, to): (&str, &str),
        benefit: Benefit,
        change: impl Fn(EntitlementRow) -> EntitlementRow,
    ) -> Books {
        self.law.extend(month(from).to(month(to)).map(|of| change(row(key, of, benefit))));
        self
    }

    /// The last rows of the law are changed.
    fn last(mut self, months: usize, change: impl Fn(&mut EntitlementRow)) -> Books {
        self.law.iter_mut().rev().take(months).for_each(change);
        self
    }

    fn paid(self, key: PersonKey, (from, to): (&str, &str), benefit: Benefit, hundredths: u32, amount: i64) -> Books {
        self.paid_by(A, key, (from, to), benefit, hundredths, amount)
    }

    fn paid_by(
        mut self,
        code: &str,
        key: PersonKey,
        (from, to): (&str, &str),
        benefit: Benefit,
        hundredths: u32,
        amount: i64,
    ) -> Books {
        for of in month(from).to(month(to)) {
            self.ledger.push(PaymentRow {
                person_id: key.register(),
                for_person_id: None,
                full_name: None,
                birth_date: None,
                ward_code: ward(code),
                month: of,
                benefit,
                coefficient: Some(Coefficient::from_hundredths(hundredths)),
                amount: Dong(amount),
                kind: PaymentKind::Regular,
                list_no: None,
                channel: None,
                account_no: None,
                bank: None,
                status: PaymentStatus::Paid,
            });
            self.payees.push(key);
        }
        self
    }

    fn run(&self) -> Result<Changes, BooksError> {
        let names = [(ward(A), "Xã Cẩm Giang"), (ward(B), "Phường Hồng Bàng")];
        changes(&ChangeInputs {
            as_of: day("2026-11-20"),
            pay_month: month("2026-12"),
            arrears_from: month("2026-01"),
            subjects: &self.subjects,
            former: &self.former,
            former_months: &self.former_months,
            entitlements: &self.law,
            ledger: &self.ledger,
            payees: &self.payees,
            wording: &wording(),
            rate_of: &|benefit, _, rate| {
                (benefit == Benefit::Htxh && rate == Dong(700_000)).then(|| (month("2026-01"), "NQ 48/2025/NQ-HĐND"))
            },
            procedure_of: &|claim, _| claim.filed_on.map(|filed| format!("hồ sơ nhận {filed}")),
            statuses: &Statuses::parse(&self.statuses),
            ward_names: &names.map(|(code, name)| (code, name.to_owned())).into(),
            ward_words: &self.words,
        })
    }
}

const ALL: (&str, &str) = ("2026-01", "2026-12");
const PAID: (&str, &str) = ("2026-01", "2026-11");

/// A line in short: ward, reason, benefits, amounts, first month, certainty.
fn short(row: &ChangeRow) -> String {
    let benefit = |benefit: Option<Benefit>| benefit.map_or("-", Benefit::as_str);
    format!(
        "{} {} {}>{} {}>{} {} {}",
        row.ward_code,
        row.reason,
        benefit(row.benefit_before),
        benefit(row.benefit_after),
        row.amount_before,
        row.amount_after,
        row.effective_month,
        row.certainty,
    )
}

/// Some line of the lists says this.
#[track_caller]
fn tells(result: &Changes, expected: &str) {
    let said: Vec<&str> = result.changes.iter().map(|row| &*row.explanation_vi).collect();
    assert!(said.iter().any(|text| text.contains(expected)), "{expected} in {said:#?}");
}

#[track_caller]
fn check(books: &Books, expected: &[&str]) -> Changes {
    let result = books.run().unwrap();
    let found: Vec<String> = result.changes.iter().map(short).collect();
    assert_eq!(found, expected);
    result
}

#[track_caller]
fn check_arrears(changes: &Changes, expected: &[(&str, i64, &str)]) {
    let found: Vec<(String, i64, String)> =
        changes.arrears.iter().map(|row| (row.month.to_string(), row.difference.0, row.reason.to_string())).collect();
    let expected: Vec<_> = expected.iter().map(|&(m, d, r)| (m.to_owned(), d, r.to_owned())).collect();
    assert_eq!(found, expected);
}

#[test]
fn nothing_differs_so_there_is_no_line() {
    let books = Books::default()
        .with(person(1), Benefit::Htxh)
        .gives(person(1), ALL, Benefit::Htxh, 100, 700_000)
        .paid(person(1), PAID, Benefit::Htxh, 100, 700_000);
    let result = check(&books, &[]);
    assert!(result.arrears.is_empty());
    assert_eq!(result.closing.len(), 1);
    assert_eq!(result.bridge.len(), 2, "opening and closing");
}

#[test]
fn a_new_decision_begins_in_the_month_of_its_signature() {
    let books = Books::default()
        .with(person(1), Benefit::K6Nang)
        .law(person(1), ("2026-01", "2026-10"), Benefit::K6Nang, |row| row)
        .gives(person(1), ("2026-11", "2026-12"), Benefit::K6Nang, 150, 1_050_000);
    let result = check(&books, &["10888 new ->k6_nang 0>1.050.000 2026-11 certain"]);
    check_arrears(&result, &[("2026-11", 1_050_000, "new")]);
    let text = &result.changes[0].explanation_vi;
    assert!(
        text.starts_with("Tăng 1.050.000 đ/tháng từ 12/2026: hưởng mới theo quyết định ký ngày 04/11/2026."),
        "{text}"
    );
    let mut pending = books;
    pending.subjects[0].claims[0].filed_on = Some(day("2026-10-04"));
    let text = pending.run().unwrap().changes[0].explanation_vi.clone();
    assert!(text.contains("ký ngày 04/11/2026; hồ sơ nhận 2026-10-04. Trợ cấp"), "{text}");
}

#[test]
fn a_death_ends_the_benefit_from_the_month_after() {
    let died = Books::default()
        .with(person(1), Benefit::K6Nang)
        .fact(person(1), Fact::Alive, &[("", "2026-11-03", 1), ("2026-11-04", "", 0)], FactSource::Deaths)
        .gives(person(1), PAID, Benefit::K6Nang, 150, 1_050_000)
        .ends(person(1), ("2026-12", "2026-12"), Benefit::K6Nang, Reason::Death)
        .paid(person(1), PAID, Benefit::K6Nang, 150, 1_050_000);
    let result = check(&died, &["10888 death k6_nang>- 1.050.000>0 2026-12 certain"]);
    assert!(result.arrears.is_empty());
    let row = &result.changes[0];
    assert_eq!(row.direction, Direction::Decrease);
    assert!(
        row.explanation_vi
            .starts_with("Giảm 1.050.000 đ/tháng từ 12/2026: chết ngày 03/11/2026 (theo đăng ký khai tử)."),
        "{}",
        row.explanation_vi
    );
    assert!(row.explanation_vi.contains("1.050.000 → 0 đ/tháng. Căn cứ: NĐ 335/2026 Điều 8 khoản 4."));
    assert!(row.change_id.starts_with("2026-12-10888-"));
}

#[test]
fn a_death_known_late_leaves_months_to_recover() {
    let books = Books::default()
        .with(person(1), Benefit::Htxh)
        .gives(person(1), ("2026-01", "2026-08"), Benefit::Htxh, 100, 700_000)
        .ends(person(1), ("2026-09", "2026-12"), Benefit::Htxh, Reason::Death)
        .paid(person(1), PAID, Benefit::Htxh, 100, 700_000);
    let result = check(&books, &["10888 death htxh>- 700.000>0 2026-09 certain"]);
    let lost = ["2026-09", "2026-10", "2026-11"].map(|m| (m, -700_000, "death"));
    check_arrears(&result, &lost);
}

#[test]
fn every_reason_of_an_end_is_the_laws_own() {
    for reason in [
        Reason::AgeLimit,
        Reason::PovertyEnded,
        Reason::PensionStarted,
        Reason::CertificateWithdrawn,
        Reason::LeftSchool,
        Reason::EnteredInstitution,
        Reason::NoLongerSingle,
        Reason::CaredForEnded,
        Reason::Suspended,
    ] {
        let books = Books::default()
            .with(person(1), Benefit::K2)
            .gives(person(1), PAID, Benefit::K2, 150, 1_050_000)
            .ends(person(1), ("2026-12", "2026-12"), Benefit::K2, reason)
            .paid(person(1), PAID, Benefit::K2, 150, 1_050_000);
        let line = format!("10888 {reason} k2>- 1.050.000>0 2026-12 certain");
        check(&books, &[line.as_str()]);
    }
}

#[test]
fn the_wards_bare_word_is_to_be_verified() {
    let books = Books::default()
        .with(person(1), Benefit::K6Nang)
        .gives(person(1), PAID, Benefit::K6Nang, 150, 1_050_000)
        .ends(person(1), ("2026-12", "2026-12"), Benefit::K6Nang, Reason::WardReportedEnd)
        .paid(person(1), PAID, Benefit::K6Nang, 150, 1_050_000);
    let result = check(&books, &["10888 ward_reported_end k6_nang>- 1.050.000>0 2026-12 verify"]);
    assert!(result.changes[0].explanation_vi.contains("Cần xác minh"));
}

#[test]
fn an_unproven_fact_makes_a_line_to_verify() {
    let books = Books::default()
        .with(person(1), Benefit::Htxh)
        .gives(person(1), PAID, Benefit::Htxh, 100, 700_000)
        .ends(person(1), ("2026-12", "2026-12"), Benefit::Htxh, Reason::Death)
        .last(1, |row| row.certain = false)
        .paid(person(1), PAID, Benefit::Htxh, 100, 700_000);
    check(&books, &["10888 death htxh>- 700.000>0 2026-12 verify"]);
}

#[test]
fn a_provisional_person_is_never_certain() {
    let nobody = PersonKey::Provisional(7);
    let books = Books::default()
        .with(nobody, Benefit::Htxh)
        .gives(nobody, PAID, Benefit::Htxh, 100, 700_000)
        .ends(nobody, ("2026-12", "2026-12"), Benefit::Htxh, Reason::Death)
        .paid(nobody, PAID, Benefit::Htxh, 100, 700_000);
    check(&books, &["10888 death htxh>- 700.000>0 2026-12 verify"]);
}

#[test]
fn an_undetermined_answer_changes_nothing() {
    let books = Books::default().with(person(1), Benefit::K5a).unknown(person(1), ALL, Benefit::K5a).paid(
        person(1),
        PAID,
        Benefit::K5a,
        150,
        1_050_000,
    );
    let result = check(&books, &[]);
    assert!(result.arrears.is_empty());
    assert!(result.closing[0].carried_over);
    assert_eq!(result.closing[0].amount, Dong(1_050_000));
    let never_paid = Books::default().with(person(1), Benefit::K5a).unknown(person(1), ALL, Benefit::K5a);
    assert!(check(&never_paid, &[]).closing.is_empty());
}

#[test]
fn a_birthday_raises_or_lowers_the_coefficient() {
    let up = Books::default()
        .with(person(1), Benefit::K6Dbn)
        .gives(person(1), ("2026-01", "2026-10"), Benefit::K6Dbn, 200, 1_400_000)
        .gives(person(1), ("2026-11", "2026-12"), Benefit::K6Dbn, 250, 1_750_000)
        .paid(person(1), PAID, Benefit::K6Dbn, 200, 1_400_000);
    let result = check(&up, &["10888 coefficient_up k6_dbn>k6_dbn 1.400.000>1.750.000 2026-11 certain"]);
    check_arrears(&result, &[("2026-11", 350_000, "coefficient_up")]);
    let down = Books::default()
        .with(person(1), Benefit::K1)
        .gives(person(1), PAID, Benefit::K1, 250, 1_750_000)
        .gives(person(1), ("2026-12", "2026-12"), Benefit::K1, 150, 1_050_000)
        .paid(person(1), PAID, Benefit::K1, 250, 1_750_000);
    check(&down, &["10888 coefficient_down k1>k1 1.750.000>1.050.000 2026-12 certain"]);
}

#[test]
fn an_old_rate_is_raised_and_the_months_since_are_paid_back() {
    let books = Books::default()
        .with(person(1), Benefit::K6Nang)
        .gives(person(1), ALL, Benefit::K6Nang, 150, 1_050_000)
        .paid(person(1), PAID, Benefit::K6Nang, 150, 825_000);
    let result = check(&books, &["10888 rate_up k6_nang>k6_nang 825.000>1.050.000 2026-01 certain"]);
    assert_eq!(result.arrears.len(), 11);
    assert!(result.arrears.iter().all(|row| row.difference == Dong(225_000) && row.reason == Reason::RateUp));
}

#[test]
fn the_certificate_switches_the_benefit() {
    let up = Books::default()
        .with(person(1), Benefit::K6Nang)
        .gives(person(1), PAID, Benefit::K6Nang, 150, 1_050_000)
        .gives(person(1), ("2026-12", "2026-12"), Benefit::K6Dbn, 200, 1_400_000)
        .paid(person(1), PAID, Benefit::K6Nang, 150, 1_050_000);
    check(&up, &["10888 benefit_switch_up k6_nang>k6_dbn 1.050.000>1.400.000 2026-12 certain"]);
    let down = Books::default()
        .with(person(1), Benefit::K6Dbn)
        .gives(person(1), PAID, Benefit::K6Dbn, 200, 1_400_000)
        .gives(person(1), ("2026-12", "2026-12"), Benefit::K6Nang, 150, 1_050_000)
        .paid(person(1), PAID, Benefit::K6Dbn, 200, 1_400_000);
    check(&down, &["10888 benefit_switch_down k6_dbn>k6_nang 1.400.000>1.050.000 2026-12 certain"]);
}

#[test]
fn another_main_benefit_is_one_line_and_the_same_amount_none() {
    let books = Books::default()
        .with(person(1), Benefit::Htxh)
        .with(person(1), Benefit::K5a)
        .gives(person(1), PAID, Benefit::Htxh, 100, 700_000)
        .ends(person(1), ("2026-12", "2026-12"), Benefit::Htxh, Reason::HighestOnly)
        .gives(person(1), ("2026-12", "2026-12"), Benefit::K5a, 150, 1_050_000)
        .paid(person(1), PAID, Benefit::Htxh, 100, 700_000);
    check(&books, &["10888 benefit_switch_up htxh>k5a 700.000>1.050.000 2026-12 certain"]);
    let sixteen = Books::default()
        .with(person(1), Benefit::K1)
        .gives(person(1), PAID, Benefit::K1, 150, 1_050_000)
        .gives(person(1), ("2026-12", "2026-12"), Benefit::K2, 150, 1_050_000)
        .paid(person(1), PAID, Benefit::K1, 150, 1_050_000);
    let result = check(&sixteen, &[]);
    assert_eq!(result.closing[0].benefit, Benefit::K2);
}

#[test]
fn two_benefits_where_the_law_gives_one() {
    let books = Books::default()
        .with(person(1), Benefit::K6Nang)
        .with(person(1), Benefit::Htxh)
        .gives(person(1), ALL, Benefit::K6Nang, 200, 1_400_000)
        .ends(person(1), ALL, Benefit::Htxh, Reason::HighestOnly)
        .paid(person(1), PAID, Benefit::K6Nang, 200, 1_400_000)
        .paid(person(1), ("2026-10", "2026-11"), Benefit::Htxh, 100, 700_000);
    let result = check(&books, &["10888 highest_only htxh>- 700.000>0 2026-10 certain"]);
    check_arrears(&result, &[("2026-10", -700_000, "highest_only"), ("2026-11", -700_000, "highest_only")]);
    let opening = result.bridge.iter().find(|row| row.reason == "highest_only").unwrap();
    assert_eq!((opening.persons, opening.amount), (0, Dong(-700_000)), "the person stays on the list");
}

#[test]
fn a_move_inside_the_city_is_two_lines_and_a_double_payment_a_duplicate() {
    let moved = Books::default()
        .with(person(1), Benefit::Htxh)
        .gives(person(1), ALL, Benefit::Htxh, 100, 700_000)
        .paid_by(B, person(1), PAID, Benefit::Htxh, 100, 700_000);
    let result = check(
        &moved,
        &["10888 transfer_in ->htxh 0>700.000 2026-12 certain", "11311 transfer_out htxh>- 700.000>0 2026-12 certain"],
    );
    assert!(result.arrears.is_empty());
    tells(&result, "chuyển nơi chi trả từ Phường Hồng Bàng đến địa bàn này.");
    tells(&result, "không còn cư trú tại địa bàn này, nơi chi trả mới: Xã Cẩm Giang.");
    let twice = moved.paid(person(1), PAID, Benefit::Htxh, 100, 700_000);
    let result = check(&twice, &["11311 duplicate htxh>- 700.000>0 2026-12 certain"]);
    tells(&result, "chi trùng: người này có hai dòng chi trả của cùng chế độ, giữ lại dòng tại Xã Cẩm Giang.");
    assert!(result.arrears.iter().all(|row| row.reason == Reason::Duplicate && row.difference == Dong(-700_000)));
    assert_eq!(result.arrears.len(), 11);
}

#[test]
fn who_was_paid_before_and_again_is_resumed() {
    let books = Books::default()
        .with(person(1), Benefit::Htxh)
        .gives(person(1), ALL, Benefit::Htxh, 100, 700_000)
        .paid(person(1), ("2026-01", "2026-09"), Benefit::Htxh, 100, 700_000);
    let result = check(&books, &["10888 resumed ->htxh 0>700.000 2026-10 certain"]);
    check_arrears(&result, &[("2026-10", 700_000, "resumed"), ("2026-11", 700_000, "resumed")]);
    tells(&result, "còn hiệu lực; chưa được chi từ tháng 10/2026.");
}

#[test]
fn an_end_that_the_ward_reports_is_told_in_the_wards_words() {
    let mut books = Books::default()
        .with(person(1), Benefit::Htxh)
        .gives(person(1), PAID, Benefit::Htxh, 100, 700_000)
        .ends(person(1), ("2026-12", "2026-12"), Benefit::Htxh, Reason::WardReportedEnd)
        .paid(person(1), PAID, Benefit::Htxh, 100, 700_000);
    let line = ["10888 ward_reported_end htxh>- 700.000>0 2026-12 verify"];
    tells(&check(&books, &line), "xã, phường báo dừng hưởng. ");
    books.words.insert(person(1), Private::new("gia đình xin thôi"));
    tells(&check(&books, &line), "xã, phường báo dừng hưởng, ghi lý do “gia đình xin thôi”. ");
}

#[test]
fn a_carers_line_tells_what_ended_for_the_person_cared_for() {
    let carer = (person(1), Benefit::CsHo);
    let mut books = Books::default()
        .with(carer.0, carer.1)
        .with(person(2), Benefit::K6Dbn)
        .fact(person(2), Fact::Alive, &[("", "2026-11-03", 1), ("2026-11-04", "", 0)], FactSource::Deaths)
        .gives(carer.0, PAID, carer.1, 100, 700_000)
        .ends(carer.0, ("2026-12", "2026-12"), carer.1, Reason::CaredForEnded)
        .ends(person(2), ("2026-12", "2026-12"), Benefit::K6Dbn, Reason::Death)
        .paid(carer.0, PAID, carer.1, 100, 700_000);
    let line = ["10888 cared_for_ended cs_ho>- 700.000>0 2026-12 certain"];
    tells(&check(&books, &line), "người được chăm sóc không còn đủ điều kiện. ");
    books.subjects[0].claims[0].cared_for = Some(1);
    let told = "không còn đủ điều kiện: chết ngày 03/11/2026 (theo đăng ký khai tử). ";
    tells(&check(&books, &line), told);
}

#[test]
fn a_line_cites_the_clause_of_the_month_in_which_it_began_to_hold() {
    let clause = |row: EntitlementRow, text: &str| EntitlementRow { clause: Arc::from(text), ..row };
    let died = |row: EntitlementRow| EntitlementRow { reason: Some(Reason::Death), ..row };
    let books = Books::default()
        .with(person(1), Benefit::Htxh)
        .gives(person(1), ("2026-01", "2026-08"), Benefit::Htxh, 100, 700_000)
        .law(person(1), ("2026-09", "2026-09"), Benefit::Htxh, |row| clause(died(row), "khoản 2 Điều 8 NĐ 20"))
        .law(person(1), ("2026-10", "2026-12"), Benefit::Htxh, |row| clause(died(row), "khoản 4 Điều 8 NĐ 335"))
        .paid(person(1), PAID, Benefit::Htxh, 100, 700_000);
    let result = check(&books, &["10888 death htxh>- 700.000>0 2026-09 certain"]);
    assert_eq!(&*result.changes[0].clause, "khoản 2 Điều 8 NĐ 20");
}

#[test]
fn an_old_label_is_read_as_todays() {
    let books = Books::default()
        .with(person(1), Benefit::Htxh)
        .gives(person(1), ALL, Benefit::Htxh, 100, 700_000)
        .paid(person(1), PAID, Benefit::K5c, 100, 700_000);
    assert!(check(&books, &[]).arrears.is_empty());
}

#[test]
fn what_was_settled_counts_for_the_month_it_is_for() {
    let mut books = Books::default()
        .with(person(1), Benefit::Htxh)
        .gives(person(1), ALL, Benefit::Htxh, 100, 700_000)
        .paid(person(1), PAID, Benefit::Htxh, 100, 700_000)
        .paid(person(1), ("2026-03", "2026-03"), Benefit::Htxh, 100, 50_000)
        .paid(person(1), ("2026-03", "2026-03"), Benefit::Htxh, 100, 50_000);
    let lines = books.ledger.len();
    books.ledger[lines - 2].kind = PaymentKind::Arrears;
    books.ledger[lines - 1].kind = PaymentKind::Recovery;
    books.ledger[4].status = PaymentStatus::Uncollected;
    books.ledger[5].status = PaymentStatus::Returned;
    let result = check(&books, &[]);
    check_arrears(&result, &[("2026-06", 700_000, "none")]);
}

#[test]
fn a_ledger_without_its_payees_is_refused() {
    let mut books = Books::default().paid(person(1), PAID, Benefit::Htxh, 100, 700_000);
    books.payees.pop();
    assert_eq!(books.run(), Err(BooksError::Payees { lines: 11, payees: 10 }));
}

/// Random people: for each benefit paid by up to two wards and given, ended or unknown by law.
fn random_books() -> impl Strategy<Value = Books> {
    let benefit = prop::sample::select(vec![
        Benefit::Htxh,
        Benefit::K6Nang,
        Benefit::K6Dbn,
        Benefit::K5a,
        Benefit::K1,
        Benefit::K2,
        Benefit::CsHo,
    ]);
    let line = (1..6u64, benefit, 0..5u8, 0..4u8, 1..5i64, 1..5i64);
    prop::collection::vec(line, 0..14).prop_map(|lines| {
        let mut books = Books::default();
        for (who, benefit, law, paid, due, amount) in lines {
            let key = person(who);
            books = books.with(key, benefit);
            books = match law {
                0 => books.gives(key, ALL, benefit, 100, due * 350_000),
                1 => books.ends(key, ALL, benefit, Reason::PovertyEnded),
                2 => books.unknown(key, ALL, benefit),
                3 => books.gives(key, ALL, benefit, 100, due * 350_000).last(1, |row| row.ward_code = Some(ward(B))),
                _ => books,
            };
            for (bit, code) in [(1, A), (2, B)] {
                if paid & bit != 0 {
                    books = books.paid_by(code, key, ("2026-10", "2026-11"), benefit, 100, amount * 350_000);
                }
            }
        }
        books
    })
}

proptest! {
    #[test]
    fn the_bridge_closes_for_anyone(books in random_books()) {
        let result = books.run();
        prop_assert!(result.is_ok(), "{result:?}");
        let result = result.unwrap();
        let sum = |of: &dyn Fn(&str) -> bool| -> (i64, i64) {
            let rows = result.bridge.iter().filter(|row| of(&row.reason));
            rows.fold((0, 0), |(persons, amount), row| (persons + row.persons, amount + row.amount.0))
        };
        let opening = sum(&|reason| reason == "opening");
        let changed = sum(&|reason| reason != "opening" && reason != "closing");
        prop_assert_eq!((opening.0 + changed.0, opening.1 + changed.1), sum(&|reason| reason == "closing"));
        let paid: i64 = books.ledger.iter().filter(|line| line.month == month("2026-11")).map(|line| line.amount.0).sum();
        let due: i64 = result.closing.iter().map(|line| line.amount.0).sum();
        prop_assert_eq!((opening.1, opening.1 + changed.1), (paid, due));
        prop_assert!(result.changes.iter().all(|row| row.amount_before != row.amount_after));
    }

    #[test]
    fn the_order_of_the_input_does_not_matter(books in random_books()) {
        let mut turned = books.clone();
        turned.law.reverse();
        turned.ledger.reverse();
        turned.payees.reverse();
        prop_assert_eq!(books.run(), turned.run());
    }

    #[test]
    fn nothing_undetermined_moves_money(amount in 1..9i64, wards in 1..4u8) {
        let mut books = Books::default().with(person(1), Benefit::K5a).unknown(person(1), ALL, Benefit::K5a);
        for (bit, code) in [(1, A), (2, B)] {
            if wards & bit != 0 {
                books = books.paid_by(code, person(1), PAID, Benefit::K5a, 100, amount * 100_000);
            }
        }
        let result = books.run().unwrap();
        prop_assert!(result.changes.is_empty() && result.arrears.is_empty());
    }
}

#[test]
fn certainty_and_direction_codes_are_those_of_the_contract() {
    assert_eq!(Certainty::Verify.as_str(), "verify");
    assert_eq!(Reason::None.direction(), None);
}

/// A death of August found in November: September to November were paid.
fn late_death() -> Books {
    let mut books = Books::default()
        .with(person(1), Benefit::Htxh)
        .gives(person(1), ("2026-01", "2026-08"), Benefit::Htxh, 100, 700_000)
        .ends(person(1), ("2026-09", "2026-12"), Benefit::Htxh, Reason::Death)
        .paid(person(1), PAID, Benefit::Htxh, 100, 700_000);
    for line in &mut books.ledger {
        line.list_no = Some(format!("31/{}", line.month).into());
    }
    books
}

#[track_caller]
fn check_ledger(books: &Books, expected: &[&str]) -> Changes {
    let result = books.run().unwrap();
    let lists = |lists: &[String]| lists.join("+");
    let shown: Vec<String> = result
        .ledger
        .iter()
        .map(|row| {
            let due = row.due_month.map_or(String::new(), |month| format!(" due {month}"));
            let (corrects, settles) = (lists(&row.corrects_lists), lists(&row.settles_lists));
            format!(
                "{} {} {}>{} {corrects}>{settles} {}{due}",
                row.month, row.found, row.settled, row.difference, row.status
            )
        })
        .collect();
    assert_eq!(shown, expected);
    result
}

#[test]
fn a_difference_is_tied_to_the_list_it_corrects_and_the_list_that_settles_it() {
    let mut books = late_death();
    let result = check_ledger(
        &books,
        &[
            "2026-09 -700.000 0>-700.000 31/2026-09> new due 2026-12",
            "2026-10 -700.000 0>-700.000 31/2026-10> new due 2026-12",
            "2026-11 -700.000 0>-700.000 31/2026-11> new due 2026-12",
        ],
    );
    let id = |at: usize| result.ledger[at].arrears_id.clone();
    // A later list takes September back; October is waived, of November the family was told, and what
    // is written after the as-of day is not known yet.
    let mut recovery = books.ledger[8].clone();
    assert_eq!(recovery.month, month("2026-09"));
    (recovery.kind, recovery.list_no) = (PaymentKind::Recovery, Some("31/2026-10".into()));
    books.ledger.push(recovery);
    books.payees.push(person(1));
    books.statuses = format!(
        "arrears_id,status,since,reference\n{},waived,2026-11-02,15/QĐ\n{},notified,2026-11-10,\n{},settled,2026-11-21,\n",
        id(1),
        id(2),
        id(2)
    );
    let night = check_ledger(
        &books,
        &[
            "2026-09 -700.000 -700.000>0 31/2026-09>31/2026-10 settled",
            "2026-10 -700.000 0>-700.000 31/2026-10> waived",
            "2026-11 -700.000 0>-700.000 31/2026-11> notified due 2026-12",
        ],
    );
    assert_eq!(night.ledger.iter().map(|row| row.arrears_id.clone()).collect::<Vec<_>>(), [id(0), id(1), id(2)]);
    check_arrears(&night, &[("2026-11", -700_000, "death")]);
}

#[test]
fn funeral_support_already_paid_is_settled_whoever_received_it() {
    let due =
        |row: EntitlementRow| EntitlementRow { amount: Dong(14_000_000), status: EntitlementStatus::Entitled, ..row };
    let mut books = late_death().law(person(1), ("2026-08", "2026-08"), Benefit::MaiTang, due);
    let months = |status: &'static str| {
        ["2026-09", "2026-10", "2026-11"].map(|of| format!("{of} -700.000 0>-700.000 31/{of}> {status} due 2026-12"))
    };
    let expected = |last: &str| -> Vec<String> { months("new").into_iter().chain([last.to_owned()]).collect() };
    let open = expected("2026-08 14.000.000 0>14.000.000 > new due 2026-12");
    check_ledger(&books, &open.iter().map(String::as_str).collect::<Vec<_>>());
    let line = PaymentRow {
        person_id: person(2).register(),
        for_person_id: person(1).register(),
        kind: PaymentKind::Funeral,
        benefit: Benefit::MaiTang,
        amount: Dong(14_000_000),
        ..books.ledger[9].clone()
    };
    books.ledger.push(line);
    books.payees.push(person(2));
    let paid = expected("2026-08 14.000.000 14.000.000>0 >31/2026-10 settled");
    check_ledger(&books, &paid.iter().map(String::as_str).collect::<Vec<_>>());
}

/// Somebody who was paid from January to July, died in April, and has not been on a list since.
fn left_the_list() -> Books {
    let died = Books::default()
        .with(person(1), Benefit::Htxh)
        .fact(person(1), Fact::Alive, &[("", "2026-04-17", 1), ("2026-04-18", "", 0)], FactSource::Deaths)
        .gives(person(1), ("2026-01", "2026-04"), Benefit::Htxh, 100, 700_000)
        .ends(person(1), ("2026-05", "2026-07"), Benefit::Htxh, Reason::Death)
        .paid(person(1), ("2026-01", "2026-07"), Benefit::Htxh, 100, 700_000);
    let months = month("2026-01").to(month("2026-07")).map(|of| (person(1), of)).collect();
    Books { former: died.subjects.clone(), subjects: Vec::new(), former_months: months, ..died }
}

#[test]
fn a_death_found_after_somebody_left_the_lists_gives_the_months_paid_too_much() {
    let mut books = left_the_list();
    for line in &mut books.ledger {
        line.list_no = Some(format!("CT/{}", line.month).into());
    }
    let result = check(&books, &[]);
    check_arrears(&result, &["2026-05", "2026-06", "2026-07"].map(|of| (of, -700_000, "death")));
    assert!(result.arrears.iter().all(|row| row.certainty == Certainty::Certain));
    let text = &result.arrears[0].explanation_vi;
    assert!(text.contains("chết ngày 17/04/2026 (theo đăng ký khai tử)"), "{text}");
    let lists: Vec<&String> = result.ledger.iter().flat_map(|row| &row.corrects_lists).collect();
    assert_eq!(lists, ["CT/2026-05", "CT/2026-06", "CT/2026-07"]);
    assert!(result.bridge.is_empty() && result.closing.is_empty(), "nobody is paid");
}

#[test]
fn what_a_former_beneficiary_was_paid_too_little_is_to_be_verified() {
    let mut books = left_the_list();
    books.ledger[1].amount = Dong(500_000);
    let result = check(&books, &[]);
    let short: Vec<_> = result.arrears.iter().map(|row| (row.difference.0, row.certainty)).collect();
    assert_eq!(short[0], (200_000, Certainty::Verify));
    assert!(short[1..].iter().all(|&(difference, sure)| difference == -700_000 && sure == Certainty::Certain));
}

/// The explanation of the first month still to settle.
#[track_caller]
fn check_told(books: &Books, expected: &str) {
    let result = books.run().unwrap();
    let text = &result.arrears.first().expect("a month to settle").explanation_vi;
    assert!(text.contains(expected), "{expected} not in {text}");
}

fn born(mut books: Books, birth: &str) -> Books {
    books.subjects[0].birth = Some(birth.parse().unwrap());
    books
}

#[test]
fn a_month_to_settle_names_the_birthday_behind_it() {
    let books = Books::default()
        .with(person(1), Benefit::K6Nang)
        .gives(person(1), ("2026-01", "2026-08"), Benefit::K6Nang, 150, 1_050_000)
        .gives(person(1), ("2026-09", "2026-12"), Benefit::K6Nang, 200, 1_400_000)
        .paid(person(1), PAID, Benefit::K6Nang, 150, 1_050_000);
    let expected = "hệ số tăng từ 1,5 lên 2,0 vì đủ 60 tuổi ngày 14/08/2026, áp dụng từ tháng 09/2026";
    check_told(&born(books.clone(), "1966-08-14"), expected);
    // A month before the change of the list that is settled for the same reason, though the list has none.
    let mut settled = born(books, "1966-08-14");
    settled.ledger.iter_mut().filter(|line| line.month > month("2026-10")).for_each(|line| {
        (line.coefficient, line.amount) = (Some(Coefficient::from_hundredths(200)), Dong(1_400_000));
    });
    let result = check(&settled, &[]);
    check_arrears(&result, &["2026-09", "2026-10"].map(|of| (of, 350_000, "coefficient_up")));
    check_told(&settled, expected);
}

#[test]
fn a_month_to_settle_names_the_rate_and_what_sets_it() {
    let books = Books::default()
        .with(person(1), Benefit::Htxh)
        .gives(person(1), ALL, Benefit::Htxh, 100, 700_000)
        .paid(person(1), PAID, Benefit::Htxh, 100, 500_000);
    check_told(
        &books,
        "đang tính theo mức 500.000 đ, mức phải áp dụng là 700.000 đ từ tháng 01/2026, theo NQ 48/2025/NQ-HĐND. Căn cứ",
    );
}

#[test]
fn a_month_to_settle_names_the_certificate() {
    let books = Books::default()
        .with(person(1), Benefit::K6Dbn)
        .fact(person(1), Fact::Severity, &[("", "2026-03-30", 2), ("2026-03-31", "", 3)], FactSource::Disability)
        .gives(person(1), ("2026-01", "2026-03"), Benefit::K6Nang, 150, 1_050_000)
        .gives(person(1), ("2026-04", "2026-12"), Benefit::K6Dbn, 200, 1_400_000)
        .paid(person(1), PAID, Benefit::K6Nang, 150, 1_050_000);
    check_told(
        &books,
        "theo giấy xác nhận khuyết tật có hiệu lực từ ngày 31/03/2026: từ “Trợ cấp người khuyết tật nặng”",
    );
}

#[test]
fn a_month_that_nobody_paid_says_so() {
    let mut books = Books::default()
        .with(person(1), Benefit::Htxh)
        .gives(person(1), ALL, Benefit::Htxh, 100, 700_000)
        .paid(person(1), PAID, Benefit::Htxh, 100, 700_000);
    let line = books.ledger.remove(2);
    books.payees.remove(2);
    check_told(&books, "chưa danh sách nào chi");
    books.ledger.push(PaymentRow { status: PaymentStatus::Returned, ..line });
    books.payees.push(person(1));
    check_told(&books, "đã chi nhưng bị trả lại");
}

#[test]
fn what_two_wards_paid_is_taken_back_from_the_one_that_goes() {
    for (home, other) in [(A, B), (B, A)] {
        let books = Books::default()
            .with(person(1), Benefit::Htxh)
            .gives(person(1), ALL, Benefit::Htxh, 100, 700_000)
            .last(12, |row| row.ward_code = Some(ward(home)))
            .paid_by(A, person(1), PAID, Benefit::Htxh, 100, 700_000)
            .paid_by(B, person(1), ("2026-10", "2026-11"), Benefit::Htxh, 100, 700_000)
            .paid_by(home, person(1), ("2026-09", "2026-09"), Benefit::Htxh, 100, 0);
        let result = books.run().unwrap();
        let twice: Vec<_> = result.arrears.iter().filter(|row| row.month > month("2026-09")).collect();
        assert!(twice.len() == 2 && twice.iter().all(|row| row.ward_code == ward(other)), "{twice:#?}");
        let kept = if home == A { "Xã Cẩm Giang" } else { "Phường Hồng Bàng" };
        assert!(twice[0].explanation_vi.contains(&format!("giữ lại dòng tại {kept}")), "{}", twice[0].explanation_vi);
    }
}

#[test]
fn what_never_was_due_ends_with_the_first_month_paid() {
    let books = Books::default()
        .with(person(1), Benefit::Htxh)
        .with(person(1), Benefit::K6Nang)
        .gives(person(1), ALL, Benefit::K6Nang, 200, 1_400_000)
        .ends(person(1), ALL, Benefit::Htxh, Reason::HighestOnly)
        .paid(person(1), PAID, Benefit::K6Nang, 200, 1_400_000)
        .paid(person(1), ("2026-03", "2026-11"), Benefit::Htxh, 100, 700_000);
    check(&books, &["10888 highest_only htxh>- 700.000>0 2026-03 certain"]);
}
