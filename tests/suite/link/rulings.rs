//! Decisions of people: which count, what they do to a verdict, and what the evidence says against them.

use ansinh::link::{
    self, COLUMNS, LastNight, Method, Query, Register, RowWas, Ruled, Standing, Verdict, row_mark, settle,
};
use ansinh::model::{
    Benefit, Coded, Date, Difference, FullName, IdNumber, ListKind, Outcome, PersonId, Record, Ruling, RulingState,
    WardCode, mark_code,
};
use ansinh::table::outputs::RulingRow;
use proptest::prelude::*;
use std::collections::BTreeMap;

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
    let second = verdict.runner_up_id.map(|id| id.reveal().to_string());
    assert_eq!((standing, second.as_deref()), (Standing::default(), Some(FIRST)), "whom the evidence is for as well");
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
    let written_otherwise = query("", "Bùi Da Trạch", "2012-07-08", "10500");
    check(written_otherwise, "031212900005", &[], (Outcome::Matched, "031212900005", Some(Method::Decision), true));
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

#[test]
fn a_person_with_whom_nothing_agrees_is_contested() {
    let contested = Some(Method::DecisionContested);
    let boy = "031212900005";
    let stranger = query("", "Lương Thị Ngoãn", "1933-01-09", "10500");
    let (_, standing) = check(stranger, boy, &[], (Outcome::Matched, boy, contested, false));
    assert_eq!(standing, Standing { unlike: true, ..Standing::default() });
    // Nothing known but a name that is not theirs: no bits against it worth speaking of, and never offered.
    let other_name = query("", "Ngoãn", "", "");
    let (_, standing) = check(other_name, boy, &[], (Outcome::Matched, boy, contested, false));
    assert!(standing.unlike);
}

/// Rows of the lists as the night judges them under decisions: the query of each, and whom it was decided
/// to be. Gives whether each is contested as a second row.
#[track_caller]
fn check_second(rows: &[(Record, Query, &str)], expected: &[bool]) {
    let (_folder, population) = population(&register());
    let decided = |(index, (_, _, same)): (usize, &(Record, Query, &str))| {
        PersonId::from_digits(same).map(|person| Ruled { index, same: Some(person), not: vec![] })
    };
    let ruled: Vec<Ruled> = rows.iter().enumerate().filter_map(decided).collect();
    let records: Vec<Record> = rows.iter().map(|(record, ..)| record.clone()).collect();
    let queries: Vec<Query> = (0..).zip(rows).map(|(index, (_, query, _))| Query { index, ..query.clone() }).collect();
    let batches = population.batches(COLUMNS).unwrap();
    let mut linked = link::link_ruled(&queries, Register::Batches(batches), &model(), &ruled).unwrap();
    link::contest_second_rows(&records, &mut linked.verdicts, (&ruled, &mut linked.standings));
    let second = |index: usize| {
        let place = ruled.iter().position(|about| about.index == index);
        place.is_some_and(|place| linked.standings[place].second)
    };
    let found: Vec<bool> = (0..rows.len()).map(second).collect();
    assert_eq!(found, expected);
    let is_safe = |index: &usize| linked.verdicts[*index].safe_to_act;
    assert!((0..rows.len()).filter(|&index| found[index]).all(|index| !is_safe(&index)), "a second row is not safe");
}

#[test]
fn a_person_given_to_a_second_row_is_contested() {
    let named = |row: u32, name: &str, benefit| Record {
        name_key: Some(name.into()),
        full_name: FullName::from_canonical(name),
        ..record(1, row, "10500", benefit)
    };
    let nhan = |row: u32, benefit| (named(row, "Đoàn Thị Nhẫn", benefit), namesake());
    let man = |row: u32, benefit| (named(row, "Đoàn Văn Nhẫn", benefit), query("", "Đoàn Văn Nhẫn", "1950", "10500"));
    let with = |(record, query): (Record, Query), same| (record, query, same);
    use Benefit::{CsHo, Htxh, K6Nang};
    check_second(&[with(nhan(1, Htxh), FIRST)], &[false]);
    check_second(&[with(nhan(1, Htxh), FIRST), with(man(2, Htxh), FIRST)], &[true, true]);
    check_second(&[with(nhan(1, Htxh), FIRST), with(man(2, K6Nang), FIRST)], &[true, true]);
    check_second(&[with(nhan(1, Htxh), FIRST), with(man(2, Htxh), SECOND)], &[false, false]);
    check_second(&[with(nhan(1, Htxh), FIRST), with(nhan(2, Htxh), FIRST)], &[false, false]);
    check_second(&[with(nhan(1, Htxh), FIRST), with(man(2, CsHo), FIRST)], &[false, false]);
    let moved = Record { list_kind: ListKind::Movements, ..man(2, Htxh).0 };
    check_second(&[with(nhan(1, Htxh), FIRST), (moved, man(2, Htxh).1, FIRST)], &[false, false]);
    // The first row is the person's by its own number.
    let own = (named(3, "Đoàn Thị Nhẫn", Htxh), query(FIRST, "Đoàn Thị Nhẫn", "1950", "10500"), "");
    check_second(&[own, with(man(2, Htxh), FIRST)], &[false, true]);
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
        birth_date: None,
        id_no: None,
        note: None,
        file: "decisions/a.xlsx".into(),
        line: 9,
        state: RulingState::Applied,
        row_ids: Vec::new(),
        held_marks: None,
    }
}

fn list_row() -> Record {
    Record { full_name: FullName::from_canonical("Phạm Thị Vóc"), ..record(1, 8, "10500", Benefit::Htxh) }
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
    // "Not clear" of the same day contradicts every answer, whoever reads the files in which order.
    check_settled(&[(Same, FIRST, "2026-11-01"), (Unknown, "", "2026-11-01")], &[Conflict, Conflict], "", &[]);
    check_settled(&[(Unknown, "", "2026-11-01"), (NotSame, FIRST, "2026-11-01")], &[Conflict, Conflict], "", &[]);
    check_settled(&[(Unknown, "", "2026-11-01"), (Unknown, "", "2026-11-01")], &[Applied, Applied], "", &[]);
    let cleared = [(Same, FIRST, "2026-11-01"), (Unknown, "", "2026-11-01"), (Same, FIRST, "2026-11-02")];
    check_settled(&cleared, &[Conflict, Conflict, Applied], FIRST, &[]);
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

/// Whether a decision counts whose line shows this name, birth date and number, for a row "Phạm Thị Vóc"
/// of 1948-03-12 without a number.
#[track_caller]
fn check_shown(name: Option<&str>, birth: &str, number: Option<&str>, state: RulingState) {
    let row = Record { id: None, birth_date: "1948-03-12".parse().ok(), ..list_row() };
    let shown = RulingRow {
        full_name: name.map(Into::into),
        birth_date: birth.parse().ok(),
        id_no: number.map(Into::into),
        ..decision(&mark_code(row_mark(&row)), Ruling::Same, FIRST, "2026-11-01")
    };
    let (mut rows, counts) = ([shown], state == RulingState::Applied);
    assert_eq!(settle(&mut rows, std::slice::from_ref(&row)).len(), usize::from(counts));
    assert_eq!(rows[0].state, state);
    let found =
        link::stand(&mut rows, (std::slice::from_ref(&row), &[verdict(Outcome::Matched, FIRST, SECOND)]), (&[], &[]));
    let checks: Vec<_> = found.iter().map(|finding| (finding.row_id, finding.issue.check)).collect();
    assert_eq!(checks, if counts { vec![] } else { vec![(None, "ruling.other_row")] });
}

#[test]
fn a_line_that_shows_another_row_decides_nothing() {
    use RulingState::{Applied, OtherRow};
    let name = list_row().full_name.unwrap().reveal().to_owned();
    check_shown(None, "", None, Applied);
    check_shown(Some(&name), "1948-03-12", None, Applied);
    check_shown(Some(&format!("  {} ", name.to_uppercase())), "", None, Applied);
    check_shown(Some("Doãn Sáu"), "", None, OtherRow);
    check_shown(Some(""), "", None, OtherRow);
    check_shown(Some(&name), "1948", None, OtherRow);
    check_shown(Some(&name), "1948-03-12", Some("031148900001"), OtherRow);
}

#[test]
fn a_line_that_shows_another_row_is_no_quarrel() {
    let mark = mark_code(row_mark(&list_row()));
    let own = decision(&mark, Ruling::Same, FIRST, "2026-11-01");
    let shifted = RulingRow { full_name: Some("Doãn Sáu".into()), person_id: Some(id(SECOND)), ..own.clone() };
    let mut rows = [own, shifted];
    let ruled = settle(&mut rows, &[list_row()]);
    assert_eq!((rows[0].state, rows[1].state), (RulingState::Applied, RulingState::OtherRow));
    assert_eq!(ruled[0].same, Some(id(FIRST)));
}

#[test]
fn numbers_are_one_with_or_without_zeros_in_front() {
    let row = Record { id: IdNumber::from_code("031148900001").ok(), ..list_row() };
    let mark = mark_code(row_mark(&row));
    let of =
        |number: &str| RulingRow { id_no: Some(number.into()), ..decision(&mark, Ruling::Same, FIRST, "2026-11-01") };
    let mut rows = [of("31148900001"), of("031148900001"), of("031148900002")];
    settle(&mut rows, &[row]);
    assert_eq!(rows.map(|row| row.state), [RulingState::Applied, RulingState::Applied, RulingState::OtherRow]);
}

/// A verdict on the one row: outcome, person, second person.
fn verdict(outcome: Outcome, person: &str, second: &str) -> link::Verdict {
    let (_folder, population) = population(&register());
    let found = link::link(&[namesake()], population.batches(COLUMNS).unwrap(), &model()).unwrap();
    let (person_id, runner_up_id) = (PersonId::from_digits(person), PersonId::from_digits(second));
    link::Verdict { outcome, person_id, runner_up_id, safe_to_act: true, ..found[0].clone() }
}

fn nights(rows: &[Record]) -> BTreeMap<String, RowWas> {
    let was = |row: &Record| RowWas { ward: row.ward, name: row.full_name.clone(), birth: row.birth_date, id: row.id };
    rows.iter().map(|row| (mark_code(row_mark(row)), was(row))).collect()
}

/// What becomes of a decision without its row, of a match of the row that is there, and what is told: the
/// row was `before` in the last night.
#[track_caller]
fn check_followed(
    ruling: Ruling,
    (there, before): (&Record, Option<&[Record]>),
    found: (Outcome, &str, &str),
    expected: (RulingState, Outcome, Option<&str>, bool),
) {
    let lost = decision(&mark_code(row_mark(&list_row())), ruling, FIRST, "2026-11-01");
    let name = list_row().full_name.unwrap().reveal().to_owned();
    let mut rows =
        [RulingRow { ward_code: WardCode::from_digits("10500"), full_name: Some(name.as_str().into()), ..lost }];
    let there = std::slice::from_ref(there);
    let ruled = settle(&mut rows, there);
    let mut verdicts = [verdict(found.0, found.1, found.2)];
    let last = LastNight { decisions: Vec::new(), rows: before.map(nights) };
    let refused = link::follow(&mut rows, there, &mut verdicts, (&ruled, &last, &model()));
    let told = link::stand(&mut rows, (there, &verdicts), (&ruled, &[]));
    let told: Vec<_> = told.iter().map(|finding| finding.issue.check).collect();
    let (state, outcome, is_told, is_refused) = expected;
    assert_eq!((rows[0].state, verdicts[0].outcome, refused.len()), (state, outcome, usize::from(is_refused)));
    assert_eq!(told, is_told.into_iter().collect::<Vec<_>>());
    assert_eq!(verdicts[0].safe_to_act, outcome == found.0);
}

#[test]
fn a_decision_whose_row_has_changed_is_not_contradicted() {
    use Outcome::{Matched, NotFound, Review};
    use Ruling::{NotSame, Same};
    use RulingState::{RowChanged, RowGone};
    const ASKED: Option<&str> = Some("ruling.row_changed");
    const CLOSED: Option<&str> = Some("ruling.row_changed_closed");
    let changed = Record { address: Some("thôn Tây".into()), ..list_row() };
    let was = [list_row()];
    let now = (&changed, Some(&was[..]));
    check_followed(NotSame, now, (Matched, FIRST, SECOND), (RowChanged, Review, ASKED, true));
    check_followed(NotSame, now, (Review, FIRST, SECOND), (RowChanged, Review, ASKED, true));
    check_followed(NotSame, now, (Review, SECOND, FIRST), (RowChanged, Review, ASKED, true));
    // Somebody else: what was decided stands.
    check_followed(NotSame, now, (Matched, SECOND, FIRST), (RowChanged, Matched, None, true));
    check_followed(NotSame, now, (NotFound, "", ""), (RowChanged, NotFound, None, true));
    check_followed(Same, now, (Matched, SECOND, FIRST), (RowChanged, Review, ASKED, false));
    check_followed(Same, now, (Matched, FIRST, SECOND), (RowChanged, Matched, None, false));
    check_followed(Same, now, (NotFound, "", ""), (RowChanged, NotFound, CLOSED, false));
    // A row that was there is no changed row, and one of another ward or name is none either.
    let both = [list_row(), changed.clone()];
    check_followed(NotSame, (&changed, Some(&both)), (Matched, FIRST, SECOND), (RowGone, Matched, None, false));
    let elsewhere = Record { ward: WardCode::from_digits("11593").unwrap(), ..changed.clone() };
    check_followed(NotSame, (&elsewhere, Some(&was)), (Matched, FIRST, SECOND), (RowGone, Matched, None, false));
    let other = Record { full_name: FullName::from_canonical("Doãn Văn Sáu"), ..changed.clone() };
    // A row of another name is left as it is; where it names who was decided against, that is told.
    let named = (RowChanged, Matched, Some("ruling.refused_matched"), false);
    check_followed(NotSame, (&other, Some(&was)), (Matched, FIRST, SECOND), named);
    check_followed(NotSame, (&other, Some(&was)), (Matched, SECOND, FIRST), (RowGone, Matched, None, false));
    check_followed(NotSame, (&other, Some(&was)), (Review, FIRST, SECOND), (RowGone, Review, None, false));
    check_followed(Same, (&other, Some(&was)), (Matched, FIRST, SECOND), (RowGone, Matched, None, false));
    let there = [list_row(), other.clone()];
    check_followed(NotSame, (&other, Some(&there)), (Matched, FIRST, SECOND), (RowGone, Matched, None, false));
    check_followed(NotSame, (&other, None), (Matched, FIRST, SECOND), (RowGone, Matched, None, false));
    // Nothing is known of the last night.
    check_followed(NotSame, (&changed, None), (Matched, FIRST, SECOND), (RowChanged, Review, ASKED, true));
}

#[test]
fn a_decision_without_a_name_is_known_by_the_nights_before() {
    let changed = Record { address: Some("thôn Tây".into()), ..list_row() };
    let again = Record { address: Some("thôn Nam".into()), ..list_row() };
    let mut rows = [decision(&mark_code(row_mark(&list_row())), Ruling::NotSame, FIRST, "2026-11-01")];
    settle(&mut rows, &[list_row()]);
    link::note_rows(&mut rows, &[list_row()]);
    let mut last = LastNight { decisions: rows.to_vec(), rows: Some(nights(&[list_row()])) };
    for row in [&changed, &changed, &again] {
        let mut tonight = [decision(&mark_code(row_mark(&list_row())), Ruling::NotSame, FIRST, "2026-11-01")];
        settle(&mut tonight, std::slice::from_ref(row));
        let mut verdicts = [verdict(Outcome::Matched, FIRST, SECOND)];
        link::follow(&mut tonight, std::slice::from_ref(row), &mut verdicts, (&[], &last, &model()));
        assert_eq!((tonight[0].state, verdicts[0].outcome), (RulingState::RowChanged, Outcome::Review));
        last = LastNight { decisions: tonight.to_vec(), rows: Some(nights(std::slice::from_ref(row))) };
    }
    let mut unknown = [decision("dc-00000000000000ab", Ruling::NotSame, FIRST, "2026-11-01")];
    settle(&mut unknown, &[list_row()]);
    let mut verdicts = [verdict(Outcome::Matched, FIRST, SECOND)];
    link::follow(&mut unknown, &[list_row()], &mut verdicts, (&[], &last, &model()));
    assert_eq!((unknown[0].state, verdicts[0].outcome), (RulingState::RowGone, Outcome::Matched));
}

#[test]
fn a_person_decided_about_who_is_gone_is_not_passed_over() {
    // Nobody has this number any more.
    let gone = "031148912399";
    let own = || query(FIRST, "Đoàn Thị Nhẫn", "1950", "10500");
    let (verdict, standing) = check(own(), "", &[gone], (Outcome::Review, FIRST, Some(Method::IdAndName), false));
    assert_eq!((standing.lost, verdict.safe_to_act), (vec![id(gone)], false));
    check(own(), "", &[SECOND], (Outcome::Matched, FIRST, Some(Method::IdAndName), true));
    let (_, standing) = check(own(), gone, &[], (Outcome::Review, FIRST, Some(Method::IdAndName), false));
    assert!(standing.missing);
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
