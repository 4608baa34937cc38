//! Verdicts on a register of a few people written by hand; each case is named after its quirk.

use ansinh::link::{Method, NameLevel, Query, Source, Verdict};
use ansinh::model::{Coded, Difference, FullName, Gender, IdNumber, LifeStatus, Outcome, PersonId, WardCode};
use ansinh::table::inputs::PopulationRow;

use super::city::{City, USUAL};
use super::verdicts as judge;

fn ward(code: &str) -> WardCode {
    WardCode::from_digits(code).unwrap()
}

fn person(id: &str, name: &str, birth: &str, home: &str, household: &str) -> PopulationRow {
    PopulationRow {
        person_id: PersonId::from_digits(id).unwrap(),
        cmnd: None,
        full_name: FullName::from_canonical(name).unwrap(),
        birth_date: birth.parse().ok(),
        gender: Some(PersonId::from_digits(id).unwrap().gender()),
        ward_code: ward(home),
        address: None,
        household_id: Some(household.to_owned()),
        relation_to_head: None,
        marital_status: None,
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

/// The people of the cases, among some thousands of others, so that names have frequencies.
pub(super) fn register() -> Vec<PopulationRow> {
    let mut city = City::new(3, 20, 0.0, USUAL);
    let mut rows: Vec<PopulationRow> = Vec::new();
    while rows.len() < 6_000 {
        rows.extend(city.household().0);
    }
    rows.extend([
        person("031148900001", "Phạm Thị Vóc", "1948-03-12", "10500", "A"),
        person("031170900002", "Phạm Văn Thuyên", "1970-05-06", "10500", "A"),
        person("031150900003", "Đoàn Thị Nhẫn", "1950", "10500", "B"),
        person("031150900004", "Đoàn Thị Nhẫn", "1950", "10500", "C"),
        person("031212900005", "Bùi Gia Thạch", "2012-07-08", "10503", "D"),
        person("031212900006", "Bùi Gia Thụy", "2012-07-08", "10503", "D"),
        PopulationRow {
            previous_ward_code: Some(ward("10500")),
            ..person("031145900007", "Khúc Thị Mão", "1945-11-20", "10506", "E")
        },
        PopulationRow {
            life_status: LifeStatus::Dead,
            ..person("031139900008", "Tô Văn Chắt", "1939-02-28", "10503", "F")
        },
        person("031050900009", "Ngũ Khắc Lãm", "1950-06-07", "10500", "G"),
        person("031080900010", "Ngũ Khắc Lãm", "1980-06-07", "10500", "G"),
        person("031318900011", "Mạc Minh Ngân", "2018-03-04", "10500", "H"),
        person("031318900012", "Mạc Minh Ngấn", "2018-03-04", "10500", "H"),
        person("031144900013", "Lã Thị Quế", "1944-03-09", "10503", "I"),
        PopulationRow {
            life_status: LifeStatus::Dead,
            ..person("031144900014", "Lã Thị Quế", "1944-11-21", "10500", "J")
        },
    ]);
    rows
}

pub(super) fn query(id: &str, name: &str, birth: &str, home: &str) -> Query {
    Query {
        index: 0,
        source: Source::Record,
        name: ansinh::link::Name::fold(name),
        birth: birth.parse().ok(),
        gender: None,
        id: IdNumber::from_code(id).ok(),
        ward: WardCode::from_digits(home),
        address_ward: None,
        phone: None,
        address: None,
        hamlet: None,
        relative: None,
    }
}

fn verdict(query: Query) -> Verdict {
    judge(&register(), &[query]).0.remove(0)
}

#[track_caller]
fn check(query: Query, outcome: Outcome, person: &str, differences: &[Difference]) -> Verdict {
    let verdict = verdict(query);
    let found = verdict.person_id.map(PersonId::reveal).unwrap_or_default();
    assert_eq!(
        (verdict.outcome, found.as_str(), verdict.differences.as_slice()),
        (outcome, person, differences),
        "{}",
        verdict.evidence
    );
    verdict
}

#[test]
fn id_and_name_agree() {
    let verdict =
        check(query("031148900001", "PHẠM THỊ VÓC", "1948-03-12", "10500"), Outcome::Matched, "031148900001", &[]);
    assert_eq!((verdict.method, verdict.safe_to_act), (Some(Method::IdAndName), true));
    assert!(verdict.evidence.starts_with("id=equal:"), "{}", verdict.evidence);
}

#[test]
fn a_birth_date_of_another_month_does_not_outweigh_number_and_name() {
    let slipped = query("031170900002", "Phạm Văn Thuyên", "1970-08-19", "10500");
    check(slipped, Outcome::Matched, "031170900002", &[Difference::BirthDate]);
}

#[test]
fn name_birth_and_place_without_an_id() {
    let differences = [Difference::IdMissing];
    let verdict = check(
        query("", "pham thi voc", "1948-03-12", "10500"),
        Outcome::Matched,
        "031148900001",
        &[Difference::Name, differences[0]],
    );
    assert_eq!((verdict.method, verdict.safe_to_act), (Some(Method::NameBirthPlace), true));
}

#[test]
fn a_year_alone_is_not_safe_to_act_on() {
    let verdict =
        check(query("", "Phạm Thị Vóc", "1948", "10500"), Outcome::Matched, "031148900001", &[Difference::IdMissing]);
    assert_eq!((verdict.method, verdict.safe_to_act), (Some(Method::Weight), false));
}

#[test]
fn namesakes_of_one_year_and_ward_are_a_question() {
    let verdict = verdict(query("", "Đoàn Thị Nhẫn", "1950", "10500"));
    assert_eq!(verdict.outcome, Outcome::Review);
    let both = [verdict.person_id, verdict.runner_up_id].map(|id| id.unwrap().reveal());
    assert_eq!(both, ["031150900003", "031150900004"], "both stand side by side, ties by number");
    assert!((verdict.probability.unwrap() - verdict.runner_up_probability.unwrap()).abs() < 1e-9);
}

#[test]
fn a_childs_row_with_the_twins_number() {
    let verdict = verdict(query("031212900006", "Bùi Gia Thạch", "2012-07-08", "10503"));
    assert!(verdict.differences.contains(&Difference::IdOfAnother), "{:?}", verdict.differences);
    assert_eq!(verdict.person_id.unwrap().reveal(), "031212900005", "{}", verdict.evidence);
    assert!(!verdict.safe_to_act);
}

#[test]
fn a_number_of_somebody_else_never_decides() {
    // The number is that of the son, who may have filled in the form.
    let of_son = query("031170900002", "Phạm Thị Vóc", "1948-03-12", "10500");
    let verdict = check(of_son, Outcome::Matched, "031148900001", &[Difference::IdOfAnother]);
    assert!(!verdict.safe_to_act);
    // Nobody in the register has this name: the number's owner is not taken for the person.
    let stranger = query("031170900002", "Lương Thị Ngoãn", "1933-01-09", "10500");
    assert_eq!(verdict_of(stranger), (Outcome::Review, false));
}

fn verdict_of(query: Query) -> (Outcome, bool) {
    let verdict = verdict(query);
    (verdict.outcome, verdict.safe_to_act)
}

#[test]
fn a_mistyped_number_is_found_and_said() {
    let typed = query("031148900010", "Phạm Thị Vóc", "1948-03-12", "10500");
    check(typed, Outcome::Matched, "031148900001", &[Difference::IdWrong]);
    let near = query("031148900071", "Phạm Thị Vóc", "1948-03-12", "10500");
    check(near, Outcome::Matched, "031148900001", &[Difference::IdWrong]);
}

#[test]
fn who_moved_is_found_from_the_old_ward() {
    let moved = query("031145900007", "Khúc Thị Mão", "1945-11-20", "10500");
    check(moved, Outcome::Matched, "031145900007", &[Difference::Ward, Difference::Moved]);
}

#[test]
fn who_died_is_found_and_said() {
    check(query("031139900008", "Tô Văn Chắt", "1939", "10503"), Outcome::Matched, "031139900008", &[Difference::Dead]);
}

#[test]
fn another_birth_year_and_sex_are_said() {
    let row = Query { gender: Some(Gender::Male), ..query("031148900001", "Phạm Thị Vóc", "1946-03-12", "10500") };
    check(row, Outcome::Matched, "031148900001", &[Difference::BirthDate, Difference::Gender]);
}

#[test]
fn slips_of_the_pen_in_the_name() {
    for (name, level) in [
        ("Phạm Thị Vốc", NameLevel::Marks),
        ("Phạm Thị Vọc", NameLevel::Tones),
        ("Phạm Vóc", NameLevel::Middle),
        ("P. T. Vóc", NameLevel::Initials),
        ("Vóc Phạm Thị", NameLevel::Order),
        ("Phạm Thị Vócc", NameLevel::Edit),
    ] {
        let verdict = verdict(query("031148900001", name, "1948-03-12", "10500"));
        assert_eq!((verdict.levels.name, verdict.outcome), (level, Outcome::Matched), "{name}: {}", verdict.evidence);
        assert!(verdict.safe_to_act);
    }
}

/// Asked of a person, with both shown, the first first; never named by the number.
#[track_caller]
fn check_both(query: Query, both: [&str; 2]) {
    let verdict = verdict(query);
    let shown = [verdict.person_id, verdict.runner_up_id].map(|id| id.map(PersonId::reveal).unwrap_or_default());
    assert_eq!((verdict.outcome, verdict.safe_to_act), (Outcome::Review, false), "{}", verdict.evidence);
    assert_eq!(shown, both, "{}", verdict.evidence);
    assert_eq!(verdict.method, Some(Method::Weight));
}

#[test]
fn a_number_against_name_and_birth_date_of_another_is_a_question() {
    let (father, son) = ("031050900009", "031080900010");
    check_both(query(son, "Ngũ Khắc Lãm", "1950-06-07", "10500"), [son, father]);
    check_both(query(father, "Ngũ Khắc Lãm", "1980-06-07", "10500"), [father, son]);
    check_both(query(son, "Ngũ Khắc Lãm", "1950", "10500"), [son, father]);
    let death = Query { source: Source::Death, ..query(son, "Ngũ Khắc Lãm", "1950-06-07", "10500") };
    check_both(death, [son, father]);
    let (one, other) = ("031318900011", "031318900012");
    check_both(query(one, "Mạc Minh Ngấn", "2018-03-04", "10500"), [one, other]);
}

#[test]
fn a_number_that_nobody_contests_decides() {
    for (id, name, birth, home) in [
        ("031080900010", "Ngũ Khắc Lãm", "1980-06-07", "10500"),
        ("031080900010", "Ngũ Khắc Lãm", "", "10500"),
        // A slip in a birth date that is nobody's.
        ("031080900010", "Ngũ Khắc Lãm", "1980-06-17", "10500"),
        // A namesake of another ward of whom the row says no more than the year.
        ("031080900010", "Ngũ Khắc Lãm", "1950", "10506"),
        ("031318900011", "Mạc Minh Ngân", "2018-03-04", "10500"),
        ("031318900011", "Mac Minh Ngan", "2018-03-04", "10500"),
    ] {
        let verdict = verdict(query(id, name, birth, home));
        assert_eq!(verdict.method, Some(Method::IdAndName), "{birth}: {}", verdict.evidence);
        assert_eq!(verdict.person_id.unwrap().reveal(), id);
        assert_ne!(verdict.outcome, Outcome::NotFound);
    }
}

#[test]
fn the_dead_beside_a_living_namesake_are_a_question() {
    let (living, dead) = ("031144900013", "031144900014");
    // The ward is the dead one's: some bits, not enough to end a payment on.
    check_both(query("", "Lã Thị Quế", "1944", "10500"), [dead, living]);
    let safe = verdict(query("", "Lã Thị Quế", "1944-11-21", "10500"));
    assert_eq!((safe.outcome, safe.person_id.unwrap().reveal().as_str()), (Outcome::Matched, dead));
    let row = query("", "Lã Thị Quế", "1944", "10500");
    let death = verdict(Query { source: Source::Death, ..row });
    assert_eq!((death.person_id.unwrap().reveal().as_str(), death.method), (dead, Some(Method::Weight)));
}

#[test]
fn nobody_and_too_little() {
    check(query("", "Lương Thị Ngoãn", "1933-01-09", "10500"), Outcome::NotFound, "", &[Difference::IdMissing]);
    check(query("", "Vóc", "", ""), Outcome::Unusable, "", &[Difference::IdMissing]);
}
