//! `simulate`: the same people under a draft of the law, from published tables to page and workbook.

use std::fs;
use std::path::{Path, PathBuf};

use ansinh::forecast::{Settings, compare};
use ansinh::model::{
    Benefit, Claim, ClaimSource, Coded, Date, Dong, Fact, FactInterval, FactSource, Month, PersonId, PersonKey,
    Subject, WardCode,
};
use ansinh::rules::Law;
use ansinh::run::{Laws, Silent, SimulateOptions, simulate};
use ansinh::table::forecast::{SimulationPersonRow, SimulationProspectRow, SimulationRow};
use ansinh::table::read_rows;

use crate::night::{copy, night};

const RULES: &str = "pipelines/rules";

pub(crate) fn month(text: &str) -> Month {
    Month::from_code(text).unwrap()
}

pub(crate) fn settings() -> Settings {
    Settings::parse(&fs::read_to_string("pipelines/forecast.toml").unwrap()).unwrap()
}

/// The law in force, and a draft: a copy with some texts replaced and some files appended to.
fn laws(edits: &[(&str, &str, &str)], appended: &[(&str, &str)]) -> (Law, Law, tempfile::TempDir) {
    let folder = tempfile::tempdir().unwrap();
    let draft = folder.path().join("draft");
    copy(Path::new(RULES), &draft);
    for (file, from, to) in edits {
        let text = fs::read_to_string(draft.join(file)).unwrap();
        assert!(text.contains(from), "{file} has no {from}");
        fs::write(draft.join(file), text.replace(from, to)).unwrap();
    }
    for (file, text) in appended {
        let before = fs::read_to_string(draft.join(file)).unwrap_or_default();
        fs::write(draft.join(file), format!("{before}\n{text}")).unwrap();
    }
    let load = |path: &Path| Law::load(path).unwrap_or_else(|mistakes| panic!("{mistakes:?}"));
    (load(Path::new(RULES)), load(&draft), folder)
}

/// Someone of ward 11410 with these facts since ever, paid `opening` for the benefit.
pub(crate) fn someone(number: u64, birth: &str, benefit: Option<Benefit>, facts: &[(Fact, i64)]) -> Subject {
    let ward = WardCode::from_digits("11410").unwrap();
    let always = [(Fact::Alive, 1), (Fact::Resident, 1), (Fact::InInstitution, 0), (Fact::Area, 31)];
    let interval = |&(fact, value): &(Fact, i64)| FactInterval {
        fact,
        value,
        from: Date::MIN,
        to: Date::MAX,
        source: FactSource::Population,
        proven: true,
    };
    let mut facts: Vec<FactInterval> = always.iter().chain(facts).map(interval).collect();
    facts.sort_by_key(|one| one.fact);
    let claim = |benefit| Claim {
        benefit,
        ground: None,
        decided_on: None,
        filed_on: None,
        from_month: None,
        source: ClaimSource::Both,
        row_id: None,
        ward,
        cared_for: None,
        opening: Some(Dong(123_000)),
        safe_link: true,
    };
    Subject {
        key: PersonKey::Register(PersonId::from_number(31_148_000_000 + number).unwrap()),
        birth: birth.parse().ok(),
        gender: None,
        wards: vec![(Date::MIN, ward)],
        facts,
        claims: benefit.into_iter().map(claim).collect(),
    }
}

fn rows(
    (current, draft, _): &(Law, Law, tempfile::TempDir),
    people: &[Subject],
    from: &str,
    to: &str,
) -> Vec<SimulationRow> {
    let evaluate = |law: &Law| law.evaluate(people, month(from), month(to)).unwrap();
    compare(people, 0..people.len(), &evaluate(current), &evaluate(draft), &settings()).rows(&settings())
}

fn sum(rows: &[SimulationRow], value: impl Fn(&SimulationRow) -> i64) -> i64 {
    rows.iter().map(value).sum()
}

const RESOLUTION: (&str, &str) = (
    "parameters/base_rate_resolution_2027.toml",
    r#"name = "base_rate_resolution_2027"
rate = "base_rate"
vi = "mức chuẩn"
unit = "VND/month"
areas = [30, 31]
value = [{ from = 2027-01-01, amount = 800_000, clause = "NQ 99/2026/NQ-HĐND", source = "NQ 99/2026/NQ-HĐND, Điều 3", checked_on = 2026-12-20, confidence = "confirmed" }]
"#,
);

#[test]
fn a_new_rate_gives_the_money_of_a_hand_calculation_on_both_sides_of_its_first_day() {
    let laws = laws(&[], &[RESOLUTION]);
    let people = [
        // Severe, 40 years: 1.5; especially severe, 65 years: 2.5.
        someone(1, "1986-05-01", Some(Benefit::K6Nang), &[(Fact::Severity, 2)]),
        someone(2, "1961-05-01", Some(Benefit::K6Dbn), &[(Fact::Severity, 3)]),
    ];
    let december = rows(&laws, &people, "2026-12", "2026-12");
    assert_eq!(sum(&december, |row| row.amount_before.0), 1_050_000 + 1_750_000);
    assert_eq!(sum(&december, |row| row.amount_after.0 - row.amount_before.0), 0);
    assert_eq!(sum(&december, |row| row.winners + row.losers + row.unclear), 0);
    let january = rows(&laws, &people, "2027-01", "2027-01");
    assert_eq!(sum(&january, |row| row.amount_after.0), 1_200_000 + 2_000_000);
    assert_eq!((sum(&january, |row| row.winners), sum(&january, |row| row.gain.0)), (2, 150_000 + 250_000));
    assert_eq!(sum(&january, |row| row.newly_entitled + row.lose_all + row.losers), 0);
    let of: Vec<(Benefit, &str, i64)> =
        january.iter().map(|row| (row.benefit, row.age_group.as_str(), row.gain.0)).collect();
    assert_eq!(of, [(Benefit::K6Dbn, "60–69", 250_000), (Benefit::K6Nang, "16–59", 150_000)]);
}

#[test]
fn an_age_put_off_takes_all_from_those_between_on_the_very_birthday() {
    // 76 instead of 75 years for everybody: the same change in both versions of the file.
    let laws = laws(&[("benefits/htxh.toml", "age >= 75", "age >= 76")], &[]);
    let facts = [(Fact::Pension, 0), (Fact::Poverty, 0)];
    let person = |number, birth| someone(number, birth, Some(Benefit::Htxh), &facts);
    let people = [person(1, "1951-01-31"), person(2, "1951-02-01"), person(3, "1940-01-01")];
    let january = rows(&laws, &people, "2027-01", "2027-01");
    assert_eq!(sum(&january, |row| row.persons_before), 3);
    // Who turns 76 on the last day of the month keeps the month; a day later loses it.
    assert_eq!((sum(&january, |row| row.losers), sum(&january, |row| row.lose_all)), (1, 1));
    assert_eq!(sum(&january, |row| row.loss.0), 700_000);
    assert_eq!(sum(&january, |row| row.amount_after.0), 1_400_000);
}

#[test]
fn a_new_group_is_newly_entitled() {
    let group = (
        "benefits/k4.toml",
        r#"[[version]]
from = 2027-01-01
inherits = true
clause = "khoản 4 Điều 5 NĐ 335/2026/NĐ-CP, NQ 99/2026/NQ-HĐND"
source = "NQ 99/2026/NQ-HĐND, Điều 2"
checked_on = 2026-12-20
confidence = "confirmed"
condition = [{ name = "marital", when = "marital in ('single', 'widowed', 'spouse_missing') or marital = 'divorced' and area in (30, 31)", vi = "đơn thân, hoặc đã ly hôn và cư trú tại thành phố", ended = "không còn đơn thân từ ngày {since}", reason = "no_longer_single" }]
"#,
    );
    let laws = laws(&[], &[group]);
    let facts = |marital| {
        [(Fact::Poverty, 1), (Fact::Marital, marital), (Fact::ChildrenUnder16, 2), (Fact::ChildrenStudying, 0)]
    };
    let people = [
        someone(1, "1985-05-01", Some(Benefit::K4), &facts(4)),
        someone(2, "1985-05-01", Some(Benefit::K4), &facts(3)),
        someone(3, "1985-05-01", Some(Benefit::K4), &facts(2)),
    ];
    let january = rows(&laws, &people, "2027-01", "2027-01");
    assert_eq!((sum(&january, |row| row.persons_before), sum(&january, |row| row.persons_after)), (1, 2));
    assert_eq!((sum(&january, |row| row.newly_entitled), sum(&january, |row| row.gain.0)), (1, 1_400_000));
    let (current, draft) = (&laws.0, &laws.1);
    let candidates = [someone(4, "1985-05-01", None, &facts(4)), someone(5, "1985-05-01", None, &facts(3))];
    let of = |law: &Law| law.prospects(&candidates, month("2027-01"));
    let (before, after) = (of(current), of(draft));
    let found = ansinh::forecast::compare_prospects(&candidates, month("2027-01"), (&before, &after), &settings());
    let total = |value: &dyn Fn(&SimulationProspectRow) -> i64| found.iter().map(value).sum::<i64>();
    assert_eq!((total(&|row| row.persons_before), total(&|row| row.persons_after)), (1, 2));
    assert_eq!(
        (total(&|row| row.newly), total(&|row| row.newly_amount.0), total(&|row| row.no_longer)),
        (1, 1_400_000, 0)
    );
}

#[test]
fn what_nobody_knows_is_neither_won_nor_lost() {
    let laws = laws(&[], &[RESOLUTION]);
    let mut people = [someone(1, "1986-05-01", Some(Benefit::K6Nang), &[(Fact::Severity, 2)])];
    people[0].facts.retain(|fact| fact.fact != Fact::Severity);
    let january = rows(&laws, &people, "2027-01", "2027-01");
    assert_eq!((sum(&january, |row| row.unclear), sum(&january, |row| row.winners + row.losers)), (1, 0));
    assert_eq!((sum(&january, |row| row.held_before.0), sum(&january, |row| row.held_after.0)), (123_000, 123_000));
    assert_eq!(sum(&january, |row| row.amount_before.0 + row.amount_after.0), 0);
}

fn options(out: &Path, draft: &str) -> SimulateOptions {
    SimulateOptions {
        out: out.to_owned(),
        target: out.join(draft),
        draft: draft.to_owned(),
        from: None,
        months: 3,
        month: None,
        candidate_age: 70,
    }
}

fn read<T: ansinh::table::Table>(folder: &Path, name: &str) -> Vec<T> {
    read_rows(&folder.join(format!("{name}.parquet"))).unwrap().0
}

/// Publishes the sample city and simulates a draft on it; gives the folder of the results.
fn of_sample(out: &Path, laws: &(Law, Law, tempfile::TempDir), draft: &str) -> (PathBuf, String) {
    let laws = Laws { current: &laws.0, draft: &laws.1, settings: &settings() };
    let summary = simulate(laws, &options(out, draft), &Silent).unwrap();
    (out.join(draft), summary)
}

#[test]
fn the_sample_city_under_the_same_law_has_no_difference_and_under_a_new_rate_only_winners() {
    let out = tempfile::tempdir().unwrap();
    let report = night(Path::new("sample_data/haiphong"), out.path()).unwrap();
    let (folder, _) = of_sample(out.path(), &laws(&[], &[]), "same");
    let cells: Vec<SimulationRow> = read(&folder, "simulation");
    assert!(sum(&cells, |row| row.persons_before) > 100);
    assert_eq!(sum(&cells, |row| row.winners + row.losers + row.newly_entitled + row.lose_all), 0);
    assert_eq!(sum(&cells, |row| row.amount_after.0 - row.amount_before.0), 0);
    assert_eq!(read::<SimulationPersonRow>(&folder, "simulation_persons"), []);
    let prospects: Vec<SimulationProspectRow> = read(&folder, "simulation_prospects");
    assert!(
        prospects.iter().all(|row| row.newly == 0 && row.no_longer == 0 && row.persons_before == row.persons_after)
    );
    assert!(fs::read_to_string(folder.join("index.html")).unwrap().contains("Hai phương án cho kết quả như nhau"));
    // What the tables of facts give is what the night gave.
    let night: Vec<ansinh::table::outputs::EntitlementRow> = read(&report.folder.join("tables"), "entitlements");
    let paid = night.iter().filter(|row| row.month == month("2026-12") && row.benefit != Benefit::MaiTang);
    let december = cells.iter().filter(|row| row.month == month("2026-12"));
    assert_eq!(december.map(|row| row.amount_before.0).sum::<i64>(), paid.map(|row| row.amount.0).sum::<i64>());

    let (folder, summary) = of_sample(out.path(), &laws(&[], &[RESOLUTION]), "rate");
    let cells: Vec<SimulationRow> = read(&folder, "simulation");
    let of = |text: &str| cells.iter().filter(|row| row.month == month(text)).cloned().collect::<Vec<_>>();
    assert_eq!(sum(&of("2026-12"), |row| row.winners + row.losers), 0);
    let january = of("2027-01");
    assert_eq!(sum(&january, |row| row.losers + row.newly_entitled + row.lose_all), 0);
    // Every amount but the flat social pension of the State is a multiple of the rate: 700 to 800.
    let february = of("2027-02");
    let gain: i64 = sum(&february, |row| row.gain.0);
    assert!(gain > 0 && sum(&january, |row| row.gain.0) > 0);
    let persons: Vec<SimulationPersonRow> = read(&folder, "simulation_persons");
    assert_eq!(persons.len() as i64, sum(&february, |row| row.winners));
    assert_eq!(persons.iter().map(|row| row.amount_after.0 - row.amount_before.0).sum::<i64>(), gain);
    assert!(summary.contains("dự thảo “rate”") && summary.contains("tháng 02/2027"), "{summary}");
    let (again, _) = of_sample(out.path(), &laws(&[], &[RESOLUTION]), "again");
    for file in ["simulation.parquet", "simulation_by_ward.parquet", "simulation_persons.parquet"] {
        assert_eq!(fs::read(folder.join(file)).unwrap(), fs::read(again.join(file)).unwrap(), "{file}");
    }
}

#[test]
fn a_month_outside_and_a_folder_without_a_run_are_said() {
    let out = tempfile::tempdir().unwrap();
    let pair = laws(&[], &[]);
    let both = Laws { current: &pair.0, draft: &pair.1, settings: &settings() };
    let error = simulate(both, &options(out.path(), "x"), &Silent).unwrap_err().to_string();
    assert!(error.contains("no published run"), "{error}");
    night(Path::new("sample_data/haiphong"), out.path()).unwrap();
    let outside = SimulateOptions { month: Some(month("2030-01")), ..options(out.path(), "x") };
    let error = simulate(both, &outside, &Silent).unwrap_err().to_string();
    assert!(error.contains("--month 2030-01 lies outside 2026-12 to 2027-02"), "{error}");
}

#[test]
fn mistakes_of_a_draft_are_told_as_check_tells_them_and_nothing_is_read() {
    let folder = tempfile::tempdir().unwrap();
    let draft = folder.path().join("draft");
    copy(Path::new(RULES), &draft);
    let rate = draft.join("parameters/base_rate_hai_phong.toml");
    let text = fs::read_to_string(&rate).unwrap().replace("amount = 700_000", "amount = \"much\"");
    fs::write(&rate, text).unwrap();
    let program = std::process::Command::new(env!("CARGO_BIN_EXE_ansinh"))
        .args(["simulate", "nowhere", "--rules"])
        .arg(&draft)
        .output()
        .unwrap();
    let told = String::from_utf8(program.stderr).unwrap();
    assert_eq!(program.status.code(), Some(2), "{told}");
    assert!(told.contains("base_rate_hai_phong.toml:11:"), "{told}");
}
