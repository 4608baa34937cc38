//! Provisional ids from night to night; each case is a small history of what was written.

use ansinh::link::{Provisional, settle_provisional};
use ansinh::model::{
    Coded, Date, FullName, IdNumber, PersonId, PersonKey, ProvisionalEvent, ProvisionalStatus, WardCode,
    WrittenIdentity,
};
use proptest::prelude::*;

use super::model;

const PERSON: &str = "031148900001";

/// Somebody as written: content, name, birth date, number, whether found.
type Wrote = (u64, &'static str, &'static str, &'static str, bool);

const VOC: Wrote = (1, "Phạm Thị Vóc", "1948-03-12", "", false);

fn written(rows: &[Wrote]) -> Vec<WrittenIdentity> {
    let one = |&(content, name, birth, id, found): &Wrote| WrittenIdentity {
        content,
        base: content % 100,
        name: FullName::from_canonical(name),
        birth: birth.parse().ok(),
        id: IdNumber::from_code(id).ok(),
        ward: WardCode::from_digits("10500").unwrap(),
        person: PersonId::from_digits(PERSON).filter(|_| found),
    };
    rows.iter().map(one).collect()
}

fn day(number: usize) -> Date {
    Date::from_code(&format!("2026-11-{number:02}")).unwrap()
}

/// Goes through the nights; gives the last.
fn nights(history: &[&[Wrote]]) -> Provisional {
    let mut last = Provisional::default();
    for (number, rows) in (1..).zip(history) {
        last = settle_provisional(&last.ledger, &written(rows), &model(), day(number));
    }
    last
}

/// Id of a content after the history.
fn id(night: &Provisional, content: u64) -> u64 {
    night.ids.get(&content).copied().unwrap_or(content)
}

#[track_caller]
fn check(history: &[&[Wrote]], ids: &[(u64, u64)], events: &[ProvisionalEvent]) -> Provisional {
    let night = nights(history);
    let found: Vec<(u64, u64)> = ids.iter().map(|(content, _)| (*content, id(&night, *content))).collect();
    assert_eq!(found, ids);
    assert_eq!(night.events.iter().map(|row| row.event).collect::<Vec<_>>(), events);
    night
}

#[test]
fn an_id_stays() {
    use ProvisionalEvent::*;
    check(&[&[VOC]], &[(1, 1)], &[New]);
    check(&[&[VOC], &[VOC]], &[(1, 1)], &[]);
    let stranger = (2, "Lương Văn Ngoãn", "1933-01-09", "", false);
    check(&[&[VOC], &[stranger, VOC]], &[(1, 1), (2, 2)], &[New]);
    check(&[&[VOC], &[stranger]], &[(2, 2)], &[Gone, New]);
    check(&[&[VOC], &[], &[VOC]], &[(1, 1)], &[Returned]);
}

#[test]
fn a_mended_typo_keeps_the_id() {
    use ProvisionalEvent::Mended;
    for mended in [
        (2, "Phạm Thị Vọc", "1948-03-12", "", false),
        (2, "Phạm Vóc", "1948-03-12", "", false),
        (2, "Phạm Thị Vóc", "1948-12-03", "", false),
        (2, "Phạm Thị Vóc", "1948", "", false),
        (2, "Phạm Thị Vóc", "1948-03-12", "031148900009", false),
    ] {
        let night = check(&[&[VOC], &[mended]], &[(2, 1)], &[Mended]);
        assert_eq!(night.ledger.len(), 2, "both writings are kept under the id");
        check(&[&[VOC], &[mended], &[mended]], &[(2, 1)], &[]);
        check(&[&[VOC], &[mended], &[VOC]], &[(1, 1)], &[]);
    }
}

/// Content 101 is content 1 with more written beside: the same name, birth date, number and ward.
#[test]
fn more_written_beside_keeps_the_id_unless_its_owner_was_found() {
    use ProvisionalEvent::{Found, New};
    let (described, found) = ((101, VOC.1, VOC.2, "", false), (1, VOC.1, VOC.2, "", true));
    check(&[&[VOC], &[described]], &[(101, 1)], &[]);
    check(&[&[VOC], &[found, described]], &[(101, 101)], &[Found, New]);
}

#[test]
fn somebody_else_does_not_inherit_an_id() {
    use ProvisionalEvent::{Gone, New};
    for other in [
        (2, "Phạm Thị Lan", "1948-03-12", "", false),
        (2, "Phạm Thị Vóc", "1951-07-30", "", false),
        (2, "Phạm Thị Vọc", "1948-12-03", "", false),
    ] {
        check(&[&[VOC], &[other]], &[(2, 2)], &[Gone, New]);
    }
    let (a, b) = ((2, "Phạm Thị Vọc", "1948-03-12", "", false), (3, "Phạm Thị Vòc", "1948-03-12", "", false));
    check(&[&[VOC], &[a, b]], &[(2, 2), (3, 3)], &[Gone, New, New]);
    let numbered = (1, "Phạm Thị Vóc", "1948-03-12", "031148900009", false);
    let another = (2, "Phạm Thị Vóc", "1948-03-12", "031148912345", false);
    check(&[&[numbered], &[another]], &[(2, 2)], &[Gone, New]);
}

#[test]
fn found_in_the_register() {
    use ProvisionalEvent::{Found, Returned};
    let found = (1, VOC.1, VOC.2, "", true);
    let night = check(&[&[VOC], &[found]], &[], &[Found]);
    assert_eq!(night.ledger[0].person_id, PersonId::from_digits(PERSON));
    check(&[&[VOC], &[found], &[found]], &[], &[]);
    check(&[&[VOC], &[found], &[VOC]], &[(1, 1)], &[Returned]);
    check(&[&[VOC], &[(2, "Phạm Thị Vọc", "1948-03-12", "", true)]], &[], &[Found]);
}

#[test]
fn two_that_were_one_and_one_that_was_two() {
    use ProvisionalEvent::*;
    let right = (3, "Phạm Thị Vóc", "1948-03-12", "031148900009", false);
    let bare = (2, "pham thi voc", "1948-03-12", "", false);
    let night = check(&[&[VOC, bare], &[right]], &[(3, 1)], &[Mended, Merged]);
    let merged = night.ledger.iter().find(|row| row.provisional_id == PersonKey::Provisional(2)).unwrap();
    assert_eq!((merged.status, merged.merged_into), (ProvisionalStatus::Merged, Some(PersonKey::Provisional(1))));
    let night = nights(&[&[VOC, bare], &[right], &[right, bare]]);
    assert_eq!(
        night.events.iter().map(|row| (row.event, row.other_id)).collect::<Vec<_>>(),
        [(Split, Some(PersonKey::Provisional(1)))]
    );
    assert_eq!(id(&night, 3), 1);
    assert_ne!(id(&night, 2), 1);
}

proptest! {
    /// Whatever is written from night to night: one id a content, no id of two contents in one night,
    /// the same again when the night is run again, and nobody's id is ever lost from the ledger.
    #[test]
    fn ids_are_one_to_one(history in prop::collection::vec(prop::collection::btree_set(0..12_usize, 0..8), 1..6)) {
        let names = ["Phạm Thị Vóc", "Phạm Thị Vọc", "Phạm Vóc", "Lê Văn Long", "Lê Văn Nong", "Lê Văn Lông"];
        let all: Vec<Wrote> = (0..12).map(|i| (i as u64 + 1, names[i % 6], ["1948-03-12", "1948"][i / 6], "", false)).collect();
        let mut ledger = Vec::new();
        for (number, night) in (1..).zip(&history) {
            let rows: Vec<Wrote> = night.iter().map(|&i| all[i]).collect();
            let settled = settle_provisional(&ledger, &written(&rows), &model(), day(number));
            prop_assert_eq!(&settled, &settle_provisional(&ledger, &written(&rows), &model(), day(number)));
            let mut ids: Vec<u64> = rows.iter().map(|row| id(&settled, row.0)).collect();
            ids.sort_unstable();
            ids.dedup();
            prop_assert_eq!(ids.len(), rows.len());
            for before in &ledger {
                let before: &ansinh::table::outputs::ProvisionalRow = before;
                prop_assert!(settled.ledger.iter().any(|row| row.provisional_id == before.provisional_id));
            }
            ledger = settled.ledger;
        }
    }
}
