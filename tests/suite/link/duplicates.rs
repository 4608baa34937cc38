//! Duplicates among records.

use ansinh::link::{self, Alike, COLUMNS, Linked, Query, Register, match_rows, unlike_rows};
use ansinh::model::{
    Benefit, Coded, Date, DuplicateKind, FullName, IdNumber, KeepRule, ListKind, Outcome, PersonId, Record, WardCode,
};
use ansinh::table::inputs::PopulationRow;
use ansinh::table::outputs::{DuplicateRow, MatchRow};
use proptest::prelude::*;
use std::collections::{BTreeMap, BTreeSet, HashMap};

use super::city::{City, HARD, Noise};
use super::record::record;
use super::verdicts_by_hand::{query, register};
use super::{model, population};

const PERSON: &str = "031148900001";

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
        frequencies: None,
        runner_up_evidence: None,
        counted_as: None,
        counted_by: None,
        nearest_id: None,
        unsure: None,
    }
}

fn duplicates(
    records: &[Record],
    matches: &[MatchRow],
    residence: &HashMap<PersonId, WardCode>,
    alike: &[Alike],
) -> Vec<DuplicateRow> {
    link::duplicates(records, matches, residence, &link::persons(records, matches, alike))
}

/// Kind and kept rows of the groups found; the first `linked` records are matched to one person.
#[track_caller]
fn check(records: &[Record], linked: usize, home: &str, expected: &[(DuplicateKind, u32)]) {
    check_alike(records, linked, home, &[], expected);
}

/// The same where rows without a match are alike.
#[track_caller]
fn check_alike(records: &[Record], linked: usize, home: &str, alike: &[Alike], expected: &[(DuplicateKind, u32)]) {
    let matches: Vec<MatchRow> = records[..linked].iter().map(matched).collect();
    let residence = HashMap::from([(PersonId::from_digits(PERSON).unwrap(), WardCode::from_digits(home).unwrap())]);
    let rows = duplicates(records, &matches, &residence, alike);
    let kept: Vec<_> = rows.iter().filter(|row| row.keep).map(|row| (row.kind, row.row_id.row)).collect();
    assert_eq!(kept, expected);
    let mut backwards: Vec<Record> = records.to_vec();
    backwards.reverse();
    let turned = |pair: &Alike| Alike { rows: [1, 0].map(|at| records.len() - 1 - pair.rows[at]), ..*pair };
    let alike: Vec<Alike> = alike.iter().map(turned).collect();
    assert_eq!(duplicates(&backwards, &matches, &residence, &alike), rows, "the order of the records is nothing");
}

/// Of two rows of one person, the first of which is kept: by which rule, and what to take from the other.
#[track_caller]
fn check_rule(rows: [Record; 2], linked: usize, home: &str, rule: KeepRule, take: &str) {
    let matches: Vec<MatchRow> = rows[..linked].iter().map(matched).collect();
    let residence = HashMap::from([(PersonId::from_digits(PERSON).unwrap(), WardCode::from_digits(home).unwrap())]);
    let alike = [Alike { rows: [0, 1], bits: 20.0, strong: true, apart: false }];
    let found = duplicates(&rows, &matches, &residence, &alike[..usize::from(linked < 2)]);
    let kept = rows[0].row_id;
    assert_eq!(found.iter().map(|row| (row.rule, row.kept_row_id)).collect::<Vec<_>>(), [(Some(rule), Some(kept)); 2]);
    let taken: Vec<_> = found.iter().map(|row| (row.keep, row.take_from.clone().unwrap_or_default())).collect();
    assert!(taken.contains(&(true, take.to_owned())) && taken.contains(&(false, String::new())), "{taken:?}");
}

#[test]
fn why_a_row_is_kept_and_what_it_lacks() {
    let htxh = |file, row, ward| record(file, row, ward, Benefit::Htxh);
    let with = |row, day: &str| Record { decision_date: Date::from_code(day).ok(), ..row };
    let full = |row| Record { phone: Some("0922443969".into()), account_no: Some("01".into()), ..row };
    let year = |row| Record { birth_date: "1948".parse().ok(), ..row };
    let [first, second] = [htxh(1, 8, "10500"), htxh(2, 9, "10503")];
    check_rule([first.clone(), second.clone()], 1, "10503", KeepRule::Matched, "");
    check_rule([second.clone(), first.clone()], 2, "10503", KeepRule::Residence, "");
    let later = with(second.clone(), "2026-03-01");
    check_rule(
        [later.clone(), with(full(first.clone()), "2026-02-01")],
        2,
        "10506",
        KeepRule::LaterDecision,
        &format!("phone={0};account_no={0}", first.row_id),
    );
    check_rule([later, first.clone()], 2, "10506", KeepRule::LaterDecision, "");
    check_rule([full(second.clone()), first.clone()], 2, "10506", KeepRule::SaysMore, "");
    check_rule(
        [full(year(first.clone())), second.clone()],
        2,
        "10506",
        KeepRule::Place,
        &format!("birth_date={}", second.row_id),
    );
    check_rule([first, second], 2, "10506", KeepRule::Place, "");
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
fn rows_that_have_nothing_in_common_are_told_and_no_group() {
    let row = |at, name: &str, birth: &str| Record {
        full_name: FullName::from_canonical(name),
        birth_date: birth.parse().ok(),
        ..record(1, at, "10500", Benefit::Htxh)
    };
    let told = |rows: &[Record]| {
        let matches: Vec<MatchRow> = rows.iter().map(matched).collect();
        let found = unlike_rows(rows, &matches);
        found.iter().map(|finding| finding.row_id.unwrap().row).collect::<Vec<_>>()
    };
    let thanh = row(8, "Ngô Đức Thanh", "1944-03-03");
    let both = [thanh.clone(), row(9, "Đinh Công Mạnh", "1944-11-30")];
    check(&both, 2, "10500", &[]);
    assert_eq!(told(&both), [8, 9]);
    // The third row is the first one's.
    let three = [both[0].clone(), both[1].clone(), row(10, "Ngô Thanh", "1944")];
    check(&three, 3, "10500", &[(DuplicateKind::SameFile, 8)]);
    assert_eq!(told(&three), [8, 9, 10]);
    for (name, birth) in [
        ("Ngô Đức Thanh", "1950-11-30"),
        ("Đinh Công Mạnh", "1944-03-03"),
        ("Đinh Công Thanh", "1944"),
        ("Ngo Duc Thanh", "1944-11-30"),
        ("Ngô Văn Thanh", "1944-11-30"),
        ("Đinh Công Mạnh", ""),
    ] {
        let rows = [thanh.clone(), row(9, name, birth)];
        check(&rows, 2, "10500", &[(DuplicateKind::SameFile, 8)]);
        assert_eq!(told(&rows), [0; 0]);
    }
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
fn old_labels_read_as_todays_benefit() {
    let one = record(1, 8, "10500", Benefit::Htxh);
    let old = record(1, 9, "10500", Benefit::K5c);
    check(&[one, old], 2, "10500", &[(DuplicateKind::SameFile, 8)]);
}

fn alike(a: usize, b: usize, bits: f64) -> Alike {
    Alike { rows: [a, b], bits, strong: bits >= 8.0, apart: false }
}

#[test]
fn rows_without_a_match_join_by_what_they_share() {
    let rows: Vec<Record> = (8..12).map(|row| record(1, row, "10500", Benefit::Htxh)).collect();
    let found = |kept| [(DuplicateKind::SameFile, kept)];
    check(&rows[..2], 0, "10500", &[]);
    check_alike(&rows[..2], 0, "10500", &[alike(0, 1, 9.0)], &found(8));
    check_alike(&rows[..2], 0, "10500", &[alike(0, 1, 7.0)], &[]);
    // The matched row stays, whichever comes first.
    check_alike(&rows[..2], 1, "10500", &[alike(0, 1, 9.0)], &found(8));
    let later = Record { decision_date: Some(Date::MAX), ..rows[1].clone() };
    check_alike(&[rows[0].clone(), later], 1, "10500", &[alike(0, 1, 9.0)], &found(8));
}

#[test]
fn a_chain_of_weak_links_is_no_group() {
    let rows: Vec<Record> = (8..12).map(|row| record(1, row, "10500", Benefit::Htxh)).collect();
    let found = |kept| (DuplicateKind::SameFile, kept);
    // 8 and 9 stand together; 10 is like 9 only.
    check_alike(&rows[..3], 0, "10500", &[alike(0, 1, 12.0), alike(1, 2, 9.0)], &[found(8)]);
    check_alike(&rows, 0, "10500", &[alike(0, 1, 12.0), alike(1, 2, 9.0), alike(2, 3, 12.0)], &[found(10), found(8)]);
}

#[test]
fn two_people_of_the_register_never_share_a_group() {
    let rows: Vec<Record> = (8..11).map(|row| record(1, row, "10500", Benefit::Htxh)).collect();
    let other = "031148900002";
    let mut matches: Vec<MatchRow> = rows[..2].iter().map(matched).collect();
    matches[1].person_id = PersonId::from_digits(other);
    // The third row is like both: it joins one of them at most.
    let pairs = [alike(0, 2, 20.0), alike(1, 2, 19.0)];
    let groups = duplicates(&rows, &matches, &HashMap::new(), &pairs);
    assert_eq!(groups.iter().map(|row| row.row_id.row).collect::<Vec<_>>(), [8, 10]);
    // What is not enough for one person joins none.
    let weak = [Alike { strong: false, ..pairs[0] }];
    assert_eq!(duplicates(&rows, &matches, &HashMap::new(), &weak), []);
}

/// Rows, each with a person of the register or none, and what pairs of them say.
type Rows = (Vec<Option<usize>>, Vec<(usize, usize, i32)>);

fn any_rows() -> impl Strategy<Value = Rows> {
    (3..9_usize).prop_flat_map(|rows| {
        let persons = proptest::collection::vec(proptest::option::weighted(0.4, 0..3_usize), rows);
        (persons, proptest::collection::vec((0..rows, 0..rows, -20..30_i32), 0..16))
    })
}

proptest! {
    #[test]
    fn a_group_holds_one_person_and_holds_together((persons, said) in any_rows(), backwards: bool) {
        let ids = ["031148900001", "031148900002", "031148900003"].map(|id| PersonId::from_digits(id).unwrap());
        let records: Vec<Record> =
            (0..persons.len()).map(|at| record(1, at as u32, "10500", Benefit::Htxh)).collect();
        let of = |at: usize| persons[at].map(|person| ids[person]);
        let match_of = |(at, record): (usize, &Record)| Some(MatchRow { person_id: Some(of(at)?), ..matched(record) });
        let matches: Vec<MatchRow> = records.iter().enumerate().filter_map(match_of).collect();
        let said: BTreeMap<[usize; 2], f64> =
            said.iter().filter(|(a, b, _)| a != b).map(|&(a, b, bits)| ([a.min(b), a.max(b)], f64::from(bits))).collect();
        let mut pairs: Vec<Alike> =
            said.iter().map(|(&rows, &bits)| Alike { rows, bits, strong: bits >= 8.0, apart: bits < -15.0 }).collect();
        let groups = duplicates(&records, &matches, &HashMap::new(), &pairs);
        if backwards {
            pairs.reverse();
        }
        prop_assert_eq!(&groups, &duplicates(&records, &matches, &HashMap::new(), &pairs), "the pairs' order is nothing");
        for group in groups.chunk_by(|a, b| a.group_id == b.group_id) {
            let rows: Vec<usize> = group.iter().map(|row| row.row_id.row as usize).collect();
            let people: BTreeSet<PersonId> = rows.iter().filter_map(|&row| of(row)).collect();
            prop_assert!(people.len() <= 1, "two people of the register in a group: {:?}", rows);
            // All pairs together are for one person, each counted at no more than 8 bits, and what never met
            // counts against it: no chain of single links does that.
            let bits = |a: usize, b: usize| match (of(a), of(b)) {
                (Some(_), Some(_)) => 8.0,
                _ => said.get(&[a, b]).map_or(-16.0, |bits| bits.clamp(-16.0, 8.0)),
            };
            let sum: f64 =
                rows.iter().flat_map(|&a| rows.iter().filter(move |&&b| a < b).map(move |&b| bits(a, b))).sum();
            prop_assert!(sum > 0.0, "{:?} hold together by {} bits", rows, sum);
        }
    }
}

fn linked(rows: &[PopulationRow], queries: Vec<Query>) -> Linked {
    let queries: Vec<Query> = queries.into_iter().enumerate().map(|(index, query)| Query { index, ..query }).collect();
    let (_folder, population) = population(rows);
    let batches = population.batches(COLUMNS).unwrap();
    link::link_ruled(&queries, Register::Batches(batches), &model(), &[]).unwrap()
}

/// Whether the second row is one person with the first, neither of them in the register.
#[track_caller]
fn check_absent(first: [&str; 4], second: [&str; 4], expected: bool) {
    let [first, second] = [first, second].map(|[id, name, birth, ward]| query(id, name, birth, ward));
    let found = linked(&register(), vec![first, second]);
    assert!(found.verdicts.iter().all(|verdict| verdict.outcome != Outcome::Matched), "{:?}", found.verdicts);
    let strong: Vec<[usize; 2]> = found.alike.iter().filter(|pair| pair.strong).map(|pair| pair.rows).collect();
    assert_eq!(strong, if expected { vec![[0, 1]] } else { vec![] }, "{:?}", found.alike);
}

#[test]
fn people_whom_the_register_lacks_are_known_by_their_rows() {
    let row = ["", "Lều Thị Thoắt", "1941-07-19", "10500"];
    check_absent(row, ["", "LEU THI THOAT", "1941-07-19", "10500"], true);
    // Name and year are too little in a register that may not hold everyone of the name.
    check_absent(row, ["", "Lều Thị Thoắt", "1941", "10500"], false);
    check_absent(row, ["", "Lều Thị Thoắt", "1952-03-02", "10500"], false);
    check_absent(row, ["", "Lều Thị Thoắt", "1941", "10530"], false);
    let numbered = ["031141777777", "Lều Thị Thoắt", "1941-07-19", "10500"];
    check_absent(numbered, ["031141777777", "Lều Thị Thoát", "1941", "10530"], true);
    // A number is no name: somebody else of the household wrote it in.
    check_absent(numbered, ["031141777777", "Lều Văn Ngạc", "1966-01-30", "10500"], false);
}

#[test]
fn groups_of_a_generated_city_hold_together() {
    let mut city = City::new(31, 20, 0.1, Noise { twice: 0.3, ..HARD });
    let (mut rows, mut entries) = (Vec::new(), Vec::new());
    while rows.len() < 20_000 {
        let (members, more) = city.household();
        rows.extend(members);
        entries.extend(more);
    }
    let found = linked(&rows, entries.iter().map(|entry| entry.query.clone()).collect());
    let records: Vec<Record> = (0..entries.len()).map(|at| record(1, at as u32, "10500", Benefit::Htxh)).collect();
    let matches = match_rows(&records, &found.verdicts);
    let groups = duplicates(&records, &matches, &HashMap::new(), &found.alike);
    let mut pairs = BTreeSet::new();
    for group in groups.chunk_by(|a, b| a.group_id == b.group_id) {
        let people: BTreeSet<PersonId> = group.iter().filter_map(|row| row.person_id).collect();
        assert!(people.len() <= 1, "two people of the register in a group");
        let rows: Vec<usize> = group.iter().map(|row| row.row_id.row as usize).collect();
        pairs.extend(rows.iter().flat_map(|&a| rows.iter().filter(move |&&b| a < b).map(move |&b| (a, b))));
    }
    let mut truth = BTreeMap::<PersonId, Vec<usize>>::new();
    entries.iter().enumerate().for_each(|(at, entry)| truth.entry(entry.whose).or_default().push(at));
    let truth: BTreeSet<(usize, usize)> =
        truth.values().filter(|rows| rows.len() > 1).map(|rows| (rows[0], rows[1])).collect();
    let right = pairs.intersection(&truth).count();
    let absent = truth.iter().filter(|pair| entries[pair.0].truth.is_none() && pairs.contains(pair)).count();
    assert!(truth.len() > 300 && absent > 0, "{} pairs, {absent} of people whom the register lacks", truth.len());
    assert!(right * 1000 >= pairs.len() * 995, "{right} right of {} found", pairs.len());
    assert!(right * 100 >= truth.len() * 93, "{right} found of {}", truth.len());
}
