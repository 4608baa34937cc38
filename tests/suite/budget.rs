//! The budget: expected money against hand calculations, on both sides of each boundary.

use std::collections::HashMap;
use std::fs;
use std::path::Path;

use ansinh::forecast::{Assumptions, Mortality, Settings, expect};
use ansinh::model::{Benefit, BudgetKind, Coded, Date, Dong, Fact, Gender, Month, Subject};
use ansinh::rules::Law;
use ansinh::run::{BudgetOptions, Silent, budget};
use ansinh::table::forecast::{BudgetGroupRow, BudgetRow};
use ansinh::table::read_rows;

use crate::night::night;
use crate::simulate::{month, settings, someone};

fn law() -> Law {
    Law::load(Path::new("pipelines/rules")).unwrap_or_else(|mistakes| panic!("{mistakes:?}"))
}

fn day(text: &str) -> Date {
    Date::from_code(text).unwrap()
}

/// Settings whose every rate of mortality is this one.
fn of_rate(rate: &str) -> Mortality {
    let table = |gender: &str| {
        format!(
            "[[mortality]]\ngender = \"{gender}\"\nfrom = 2025-07-01\nto = 2030-06-30\nsource = \"test\"\nchecked_on = 2026-11-22\nconfidence = \"assumed\"\nrates = [{{ age = 0, rate = {rate} }}]\n"
        )
    };
    let text = format!(
        "[age_groups]\nfrom = [0]\nsource = \"test\"\nconfidence = \"assumed\"\n[budget_months]\nvalue = 24\nsource = \"test\"\nconfidence = \"assumed\"\n{}{}",
        table("nam"),
        table("nữ")
    );
    Settings::parse(&text).unwrap().mortality
}

#[track_caller]
fn expected(people: &[Subject], from: &str, to: &str, mortality: &Mortality) -> Vec<BudgetRow> {
    let months = (month(from), month(to));
    let rows = law().evaluate(people, months.0, months.1).unwrap();
    let funerals: HashMap<(Benefit, Month), Dong> =
        months.0.to(months.1).map(|month| ((Benefit::Htxh, month), Dong(14_000_000))).collect();
    let given = Assumptions { mortality, funerals: &funerals, as_of: day("2026-11-30"), months };
    expect(people, 0..people.len(), &rows, BudgetKind::Enrolled, &given).rows()
}

fn of(rows: &[BudgetRow], at: &str, benefit: Benefit) -> (i64, i64) {
    let of = rows.iter().filter(|row| row.month == month(at) && row.benefit == benefit);
    of.fold((0, 0), |sum, row| (sum.0 + row.amount.0, sum.1 + row.expected_amount.0))
}

const ELDER: [(Fact, i64); 2] = [(Fact::Pension, 0), (Fact::Poverty, 0)];

#[test]
fn nobody_dies_without_mortality_and_everything_is_paid() {
    let people = [someone(1, "1940-05-01", Some(Benefit::Htxh), &ELDER)];
    let rows = expected(&people, "2026-12", "2028-11", &of_rate("0.0"));
    assert_eq!(rows.iter().map(|row| row.expected_amount.0).sum::<i64>(), 24 * 700_000);
    assert!(rows.iter().filter(|row| row.benefit != Benefit::MaiTang).all(|row| row.expected_lines == 1.0));
    assert!(rows.iter().filter(|row| row.benefit == Benefit::MaiTang).all(|row| row.expected_amount == Dong::ZERO));
}

#[test]
fn the_chance_to_live_is_that_of_the_first_day_of_the_month() {
    // One death a person-year: from 30 November to 1 December a day, to 1 January 32 days.
    let people = [someone(1, "1940-05-01", Some(Benefit::Htxh), &ELDER)];
    let rows = expected(&people, "2026-12", "2027-01", &of_rate("1.0"));
    let alive = |days: f64| f64::exp(-days / 365.25);
    let december = (700_000.0 * alive(1.0)).round() as i64;
    let january = (700_000.0 * alive(32.0)).round() as i64;
    assert_eq!(of(&rows, "2026-12", Benefit::Htxh), (700_000, december));
    assert_eq!(of(&rows, "2027-01", Benefit::Htxh), (700_000, january));
    // Who lives on 1 December and not on 1 January leaves funeral support.
    let funeral = 14_000_000.0 * (alive(1.0) - alive(32.0));
    let (paid, said) = of(&rows, "2026-12", Benefit::MaiTang);
    assert!(paid == 0 && (said as f64 - funeral).abs() < 1.0, "{said} {funeral}");
}

#[test]
fn a_birthday_ends_a_benefit_in_the_month_after() {
    // A child with a severe disability turns 16 on the last day of January, on the first of February.
    let child = |number, birth| someone(number, birth, Some(Benefit::K6Nang), &[(Fact::Severity, 2)]);
    for (birth, january, february) in [("2011-01-31", 1_050_000, 1_050_000), ("2011-02-01", 1_400_000, 1_050_000)] {
        let rows = expected(&[child(1, birth)], "2027-01", "2027-02", &of_rate("0.0"));
        let paid = [of(&rows, "2027-01", Benefit::K6Nang).1, of(&rows, "2027-02", Benefit::K6Nang).1];
        assert_eq!(paid, [january, february], "{birth}");
    }
}

#[test]
fn a_certificate_ends_with_the_month_of_its_last_day() {
    for (last, february) in [("2027-01-31", 0), ("2027-02-01", 1_050_000)] {
        let mut person = someone(1, "1980-05-01", Some(Benefit::K6Nang), &[(Fact::Severity, 2)]);
        let at = person.facts.iter().position(|fact| fact.fact == Fact::Severity).unwrap();
        person.facts[at].to = day(last);
        let mut none = person.facts[at].clone();
        (none.value, none.from, none.to) = (0, day(last).plus_days(1), Date::MAX);
        person.facts.insert(at + 1, none);
        let rows = expected(&[person], "2027-01", "2027-02", &of_rate("0.0"));
        assert_eq!(of(&rows, "2027-01", Benefit::K6Nang).1, 1_050_000, "{last}");
        assert_eq!(of(&rows, "2027-02", Benefit::K6Nang).1, february, "{last}");
    }
}

#[test]
fn a_carer_is_paid_while_both_live() {
    let severe = someone(1, "1980-05-01", Some(Benefit::K6Dbn), &[(Fact::Severity, 3)]);
    let mut carer = someone(2, "1980-05-01", Some(Benefit::CsHo), &[(Fact::Caring, 1)]);
    carer.claims[0].cared_for = Some(0);
    let rows = expected(&[severe, carer], "2026-12", "2026-12", &of_rate("1.0"));
    let both = (700_000.0 * f64::exp(-2.0 / 365.25)).round() as i64;
    let (paid, said) = of(&rows, "2026-12", Benefit::CsHo);
    assert!(paid == 700_000 && (said - both).abs() <= 1, "{paid} {said} {both}");
}

#[test]
fn an_undetermined_line_is_paid_on_as_before() {
    let mut person = someone(1, "1980-05-01", Some(Benefit::K6Nang), &[(Fact::Severity, 2)]);
    person.facts.retain(|fact| fact.fact != Fact::Severity);
    let rows = expected(&[person], "2026-12", "2026-12", &of_rate("0.0"));
    assert_eq!(
        rows.iter().map(|row| (row.expected_amount.0, row.undetermined_lines)).collect::<Vec<_>>(),
        [(123_000, 1)]
    );
}

#[test]
fn rates_change_with_age_and_with_the_period() {
    let mortality = settings().mortality;
    let rate = |gender, age, on: &str| mortality.rate(gender, age, day(on));
    let man = Some(Gender::Male);
    assert_eq!(rate(man, 74, "2026-12-01"), 0.037902877);
    assert_eq!(rate(man, 75, "2026-12-01"), 0.055355689);
    assert_eq!(rate(man, 75, "2030-06-30"), 0.055355689);
    assert_eq!(rate(man, 75, "2030-07-01"), 0.052014827);
    assert_eq!(rate(man, 75, "2020-01-01"), 0.055355689);
    assert_eq!(rate(man, 75, "2050-01-01"), 0.052014827);
    assert_eq!(rate(man, 119, "2026-12-01"), 0.32090751);
    assert_eq!(rate(Some(Gender::Female), 75, "2026-12-01"), 0.035071969);
    assert_eq!(rate(None, 75, "2026-12-01"), f64::midpoint(0.055355689, 0.035071969));
}

#[test]
fn the_sample_city_has_a_budget_whose_tables_agree_and_whose_bytes_are_the_same() {
    let out = tempfile::tempdir().unwrap();
    night(Path::new("sample_data/haiphong"), out.path()).unwrap();
    let options = |name: &str| BudgetOptions {
        out: out.path().to_owned(),
        target: out.path().join(name),
        from: None,
        months: None,
    };
    let summary = budget(&law(), &settings(), &options("a"), &Silent).unwrap();
    budget(&law(), &settings(), &options("b"), &Silent).unwrap();
    for file in ["budget.parquet", "budget_by_ward.parquet", "du_toan.xlsx", "index.html"] {
        assert_eq!(
            fs::read(out.path().join("a").join(file)).unwrap(),
            fs::read(out.path().join("b").join(file)).unwrap()
        );
    }
    let read = |name: &str| -> Vec<BudgetGroupRow> {
        read_rows(&out.path().join("a").join(format!("{name}.parquet"))).unwrap().0
    };
    let rows: Vec<BudgetRow> = read_rows(&out.path().join("a/budget.parquet")).unwrap().0;
    let (months, years) = (read("budget_by_month"), read("budget_by_year"));
    assert_eq!((months.len(), years.len()), (24, 3));
    let of_rows =
        rows.iter().filter(|row| row.kind != BudgetKind::NotEnrolled).map(|row| row.expected_amount.0).sum::<i64>();
    for sums in [&months, &years, &read("budget_by_benefit"), &read("budget_by_ward")] {
        assert_eq!(sums.iter().map(|row| row.expected.0).sum::<i64>(), of_rows);
        assert!(sums.iter().all(|row| row.expected.0 == row.enrolled.0 + row.coming.0 + row.funerals.0));
    }
    assert!(months.iter().all(|row| row.enrolled < row.without_deaths && row.funerals > Dong::ZERO));
    // Somebody turns 75 within two years, and more of them with each year.
    assert!(years[1].coming > Dong::ZERO && years[1].coming.0 / 12 > years[0].coming.0);
    assert!(summary.contains("Năm 2027 (12 tháng)"), "{summary}");
    let page = fs::read_to_string(out.path().join("a/index.html")).unwrap();
    assert!(page.contains("World Population Prospects 2019") && !page.contains("http"));
}
