//! Decisions of people: which count, what they do to a verdict, and what the evidence says against them.

use ansinh::link::{self, COLUMNS, Method, Query, Register, Ruled, Standing, Verdict, row_mark, settle};
use ansinh::model::{Benefit, Coded, Date, Difference, Outcome, PersonId, Record, Ruling, RulingState, mark_code};
use ansinh::table::outputs::RulingRow;
use proptest::prelude::*;

use super::record::record;
use super::verdicts_by_hand::{query, register};
use super::{model, population};

const FIRST: &str = "031150900003";
const SECOND: &str = "031150900004";

fn id(text: &str) -> PersonId {
    PersonId::from_digits(text).unwrap()
}

fn ruled(query: Query, same: &str, not: &[&str]) -> (Verdict, Standing) {
    let (_folder, population) = population(&register());
    let ruled = Ruled { index: 0, same: PersonId::from_digits(same), not: not.iter().map(|text| id(text)).collect() };
    let batches = population.batches(COLUMNS).unwrap();
    let mut linked = link::link_ruled(&[query], Register::Batches(batches), &model(), &[ruled]).unwrap();
    (linked.verdicts.remove(0), linked.standings.remove(0))
}

/// Outcome, person, method, safe.
#[track_caller]
fn check(
    query: Query,
    same: &str,
    not: &[&str],
    expected: (Outcome, &str, Option<Method>, bool),
) -> (Verdict, Standing) {
    let (verdict, standing) = ruled(query, same, not);
    let person = verdict.person_id.map(PersonId::reveal).unwrap_or_default();
    assert_eq!(
        (verdict.outcome, person.as_str(), verdict.method, verdict.safe_to_act),
        expected,
        "{}",
        verdict.evidence
    );
    (verdict, standing)
}

fn namesake() -> Query {
    query("", "Đoàn Thị Nhẫn", "1950", "10500")
}

#[test]
fn a_choice_between_namesakes_holds() {
    let (verdict, standing) = check(namesake(), SECOND, &[], (Outcome::Matched, SECOND, Some(Method::Decision), true));
    assert!(verdict.probability.unwrap() < 0.51, "what the evidence alone says stays beside it");
    assert_eq!((standing, verdict.runner_up_id), (Standing::default(), None));
    check(namesake(), FIRST, &[SECOND], (Outcome::Matched, FIRST, Some(Method::Decision), true));
}

#[test]
fn whom_people_excluded_is_no_candidate() {
    let (verdict, _) = ruled(namesake(), "", &[FIRST]);
    assert_eq!((verdict.person_id, verdict.runner_up_id), (Some(id(SECOND)), None));
    check(namesake(), "", &[FIRST, SECOND], (Outcome::NotFound, "", None, false));
}

#[test]
fn a_person_that_no_key_leads_to_is_found_by_the_decision() {
    let row = query("", "Lương Thị Ngoãn", "1933-01-09", "10500");
    check(row, "031212900005", &[], (Outcome::Matched, "031212900005", Some(Method::Decision), true));
    let too_little = query("", "Vóc", "", "");
    check(too_little, "031148900001", &[], (Outcome::Matched, "031148900001", Some(Method::Decision), true));
}

#[test]
fn a_person_that_the_register_lacks_decides_nothing() {
    let (verdict, standing) = ruled(namesake(), "031150999999", &[]);
    assert!(standing.missing);
    assert_eq!(verdict.outcome, Outcome::Review);
}

#[test]
fn evidence_against_a_decision_is_said_and_makes_it_unsafe() {
    let contested = Some(Method::DecisionContested);
    let dead = "031139900008";
    let (_, standing) = check(namesake(), dead, &[], (Outcome::Matched, dead, contested, false));
    assert!(standing.dead && !standing.another_by_id);
    let vocs = query("031148900001", "Phạm Thị Vóc", "1948-03-12", "10500");
    let (verdict, standing) = check(vocs.clone(), FIRST, &[], (Outcome::Matched, FIRST, contested, false));
    assert!(standing.another_by_id && verdict.differences.contains(&Difference::IdOfAnother));
    let (verdict, standing) = ruled(vocs, "", &["031148900001"]);
    assert_eq!(standing.against_id, [id("031148900001")]);
    assert_ne!(verdict.person_id, Some(id("031148900001")));
}

fn decision(mark: &str, ruling: Ruling, person: &str, on: &str) -> RulingRow {
    RulingRow {
        row_mark: mark.to_owned(),
        person_id: PersonId::from_digits(person),
        ruling: Some(ruling),
        decided_by: Some("Bà A".into()),
        decided_on: Date::from_code(on).ok(),
        ward_code: None,
        full_name: None,
        note: None,
        file: "decisions/a.xlsx".into(),
        line: 9,
        state: RulingState::Applied,
        row_ids: Vec::new(),
    }
}

fn list_row() -> Record {
    record(1, 8, "10500", Benefit::Htxh)
}

/// States of the decisions about the one row, in order, and what is decided.
#[track_caller]
fn check_settled(said: &[(Ruling, &str, &str)], states: &[RulingState], same: &str, not: &[&str]) {
    let mark = mark_code(row_mark(&list_row()));
    let mut rows: Vec<RulingRow> =
        said.iter().map(|(ruling, person, on)| decision(&mark, *ruling, person, on)).collect();
    let ruled = settle(&mut rows, &[list_row()]);
    assert_eq!(rows.iter().map(|row| row.state).collect::<Vec<_>>(), states);
    let found = ruled.first().cloned().unwrap_or_default();
    let not: Vec<PersonId> = not.iter().map(|text| id(text)).collect();
    assert_eq!((found.same, found.not), (PersonId::from_digits(same), not));
}

#[test]
fn decisions_among_themselves() {
    use Ruling::*;
    use RulingState::*;
    check_settled(&[(Same, FIRST, "2026-11-01")], &[Applied], FIRST, &[]);
    check_settled(&[(Same, FIRST, "2026-11-01"), (Same, FIRST, "2026-11-02")], &[Applied, Applied], FIRST, &[]);
    check_settled(&[(Same, FIRST, "2026-11-01"), (Same, SECOND, "2026-11-02")], &[Replaced, Applied], SECOND, &[]);
    check_settled(&[(Same, FIRST, "2026-11-01"), (Same, SECOND, "2026-11-01")], &[Conflict, Conflict], "", &[]);
    check_settled(&[(Same, FIRST, "2026-11-01"), (NotSame, FIRST, "2026-11-01")], &[Conflict, Conflict], "", &[]);
    check_settled(
        &[(Same, FIRST, "2026-11-01"), (NotSame, SECOND, "2026-11-01")],
        &[Applied, Applied],
        FIRST,
        &[SECOND],
    );
    check_settled(
        &[(NotSame, FIRST, "2026-11-01"), (NotSame, SECOND, "2026-11-01")],
        &[Applied, Applied],
        "",
        &[FIRST, SECOND],
    );
    check_settled(&[(Same, FIRST, "2026-11-01"), (Unknown, "", "2026-11-02")], &[Replaced, Applied], "", &[]);
    check_settled(&[(Same, FIRST, "2026-11-02"), (Unknown, "", "2026-11-01")], &[Applied, Applied], FIRST, &[]);
    // Older than a quarrel: it does not decide it.
    let quarrel = [(Same, FIRST, "2026-10-01"), (Same, FIRST, "2026-11-01"), (Same, SECOND, "2026-11-01")];
    check_settled(&quarrel, &[Replaced, Conflict, Conflict], "", &[]);
    let half = [(Same, FIRST, "2026-11-01"), (NotSame, FIRST, "2026-11-01"), (NotSame, SECOND, "2026-11-01")];
    check_settled(&half, &[Conflict; 3], "", &[]);
    let mended = [(Same, FIRST, "2026-11-01"), (Same, SECOND, "2026-11-01"), (Same, SECOND, "2026-11-02")];
    check_settled(&mended, &[Replaced, Conflict, Applied], SECOND, &[]);
}

#[test]
fn a_decision_is_about_the_row_as_it_was() {
    let mark = mark_code(row_mark(&list_row()));
    let same = |changed: &Record| mark_code(row_mark(changed)) == mark;
    let moved = Record { row_id: record(7, 30, "10500", Benefit::Htxh).row_id, amount: None, ..list_row() };
    assert!(same(&moved), "another place in another file is the same row");
    assert!(same(&Record { benefit: Some(Benefit::K6Nang), ..list_row() }));
    assert!(!same(&Record { birth_date: "1949-03-12".parse().ok(), ..list_row() }));
    assert!(!same(&Record { name_key: Some("pham thi voi".into()), ..list_row() }));
    assert!(!same(&Record { address: Some("thôn Đông".into()), ..list_row() }));
    let with = |text: &str| row_mark(&Record { address: Some(text.into()), ..list_row() });
    assert_eq!(with("Thôn Đông, xã A"), with("thôn  đông - xã a"));
    let mut rows = [decision(&mark, Ruling::Same, FIRST, "2026-11-01")];
    assert_eq!(settle(&mut rows, &[Record { birth_date: None, ..list_row() }]), []);
    assert_eq!(rows[0].state, RulingState::RowGone);
}

#[test]
fn a_changed_row_is_asked_about_again() {
    let changed = Record { address: Some("thôn Tây".into()), ..list_row() };
    let mut rows = [decision(&mark_code(row_mark(&list_row())), Ruling::Same, FIRST, "2026-11-01")];
    settle(&mut rows, std::slice::from_ref(&changed));
    let (_folder, population) = population(&register());
    let batches = population.batches(COLUMNS).unwrap();
    let verdicts = link::link(&[namesake()], batches, &model()).unwrap();
    let found = link::stand(&mut rows, std::slice::from_ref(&changed), &verdicts, (&[], &[]));
    assert_eq!((rows[0].state, rows[0].row_ids.as_slice()), (RulingState::RowChanged, &[changed.row_id][..]));
    assert_eq!(found.iter().map(|finding| finding.issue.check).collect::<Vec<_>>(), ["ruling.row_changed"]);
}

proptest! {
    /// The order in which files are read is nothing, and a quarrel never decides.
    #[test]
    fn order_of_decisions_is_nothing(said in prop::collection::vec((0..3_usize, 0..3_usize, 1..4_u8), 1..7)) {
        let mark = mark_code(row_mark(&list_row()));
        let people = [FIRST, SECOND, "031148900001"];
        let rulings = [Ruling::Same, Ruling::NotSame, Ruling::Unknown];
        let rows: Vec<RulingRow> = said
            .iter()
            .map(|&(ruling, person, day)| decision(&mark, rulings[ruling], people[person], &format!("2026-11-0{day}")))
            .collect();
        let (mut forward, mut backward) = (rows.clone(), rows);
        backward.reverse();
        let ruled = settle(&mut forward, &[list_row()]);
        prop_assert_eq!(&ruled, &settle(&mut backward, &[list_row()]));
        backward.reverse();
        prop_assert_eq!(&forward, &backward);
        for about in ruled {
            prop_assert!(about.same.is_none_or(|person| !about.not.contains(&person)));
        }
    }
}
