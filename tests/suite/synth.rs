//! The synthetic city: the same bytes for the same seed, ids given once, families that fit, books
//! that close. The law is a stand-in here: what counts is what the generator makes of it.

use std::collections::{BTreeMap, HashMap, HashSet};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use ansinh::model::{
    Benefit, Coefficient, Confidence, Date, Direction, Dong, EntitlementStatus, Fact, Month, PaymentKind, PersonId,
    Reason, Subject, WardCode,
};
use ansinh::rules::Law;
use ansinh::synth::{Summary, SynthConfig, generate};
use ansinh::table::inputs::{PaymentRow, PopulationRow};
use ansinh::table::outputs::EntitlementRow;
use ansinh::table::read_rows;
use ansinh::table::truth::{TruthChangeRow, TruthEntitlementRow};

/// Pays a flat amount for each claim while its person lives in the city.
fn flat_law(subjects: &[Subject], from: Month, to: Month) -> Vec<EntitlementRow> {
    let mut rows = Vec::new();
    for subject in subjects {
        for month in from.to(to) {
            let no = |fact: Fact| {
                let holds = |day: Date| {
                    subject.facts.iter().any(|f| f.fact == fact && f.value == 0 && f.from <= day && day <= f.to)
                };
                holds(month.first_day())
            };
            for claim in &subject.claims {
                let started = claim.decided_on.is_some_and(|day| day.month() <= month);
                let old = claim.benefit == Benefit::K5c && month > Month::new(2025, 6).unwrap();
                if !started || old || no(Fact::Alive) || no(Fact::Resident) {
                    continue;
                }
                rows.push(row(subject, claim.benefit, month));
            }
        }
    }
    rows
}

fn row(subject: &Subject, benefit: Benefit, month: Month) -> EntitlementRow {
    EntitlementRow {
        person_id: subject.key,
        month,
        benefit,
        ground: None,
        coefficient: Some(Coefficient::ONE),
        rate: Some(Dong(700_000)),
        amount: Dong(700_000),
        status: EntitlementStatus::Entitled,
        missing: Vec::new(),
        clause: Arc::from(""),
        law_confidence: Confidence::Confirmed,
        explanation_vi: Arc::from(""),
        reason: None,
        since: None,
        certain: true,
        ward_code: None,
        for_person_id: None,
        taken_from_decision: false,
    }
}

fn city(out: &Path, seed: u64) -> Summary {
    let as_of = Date::new(2026, 11, 20).unwrap();
    let config = SynthConfig::new(5_000, 4, seed, as_of, out.to_owned(), PathBuf::from("pipelines/reference"));
    generate(&config, &flat_law).unwrap()
}

fn files(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() { found.extend(files(&path)) } else { found.push(path) }
    }
    found.sort();
    found
}

fn lawful_city(out: &Path, people: usize, seed: u64) -> Summary {
    let law = Law::load(Path::new("pipelines/rules")).unwrap();
    let as_of = Date::new(2026, 11, 20).unwrap();
    let config = SynthConfig::new(people, 6, seed, as_of, out.to_owned(), PathBuf::from("pipelines/reference"));
    generate(&config, &|subjects, from, to| law.evaluate(subjects, from, to).unwrap()).unwrap()
}

#[test]
fn the_truth_agrees_with_the_law_and_shows_every_reason() {
    let folder = tempfile::tempdir().unwrap();
    lawful_city(folder.path(), 9_000, 21);
    let (due, _) = read_rows::<TruthEntitlementRow>(&folder.path().join("truth/truth_entitlements.parquet")).unwrap();
    let pay = Month::new(2026, 12).unwrap();
    let due: HashMap<(PersonId, Benefit), Dong> =
        due.iter().filter(|row| row.month == pay).map(|row| ((row.person_id, row.benefit), row.amount)).collect();
    let (changes, _) = read_rows::<TruthChangeRow>(&folder.path().join("truth/truth_changes.parquet")).unwrap();
    for change in &changes {
        let id = change.person_id;
        match (change.benefit_before, change.benefit_after) {
            (_, Some(after)) => assert_eq!(due.get(&(id, after)), Some(&change.amount_after), "{}", change.reason),
            (Some(before), None) if !matches!(change.reason, Reason::TransferOut | Reason::Duplicate) => {
                assert_eq!(due.get(&(id, before)), None, "{}", change.reason);
            }
            _ => {}
        }
    }
    let seen: HashSet<Reason> = changes.iter().map(|change| change.reason).collect();
    let missing: Vec<_> =
        Reason::ALL.iter().filter(|&&reason| reason != Reason::None && !seen.contains(&reason)).collect();
    assert!(missing.is_empty(), "{missing:?}");
}

#[test]
fn one_seed_gives_one_city() {
    let (a, b, other) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    let summary = city(a.path(), 7);
    assert_eq!(summary, city(b.path(), 7));
    city(other.path(), 8);
    let mut differs = false;
    for path in files(a.path()) {
        let inside = path.strip_prefix(a.path()).unwrap();
        let bytes = std::fs::read(&path).unwrap();
        assert_eq!(bytes, std::fs::read(b.path().join(inside)).unwrap(), "{}", inside.display());
        differs |= std::fs::read(other.path().join(inside)).ok() != Some(bytes);
    }
    assert!(differs, "another seed gives another city");
}

#[test]
fn ids_and_families_are_right() {
    let folder = tempfile::tempdir().unwrap();
    let summary = city(folder.path(), 11);
    let (people, bad) = read_rows::<PopulationRow>(&folder.path().join("registers/population.parquet")).unwrap();
    assert_eq!((people.len(), bad.len()), (summary.people, 0));
    assert!((4_500..6_000).contains(&people.len()), "{}", people.len());
    let by_id: HashMap<PersonId, &PopulationRow> = people.iter().map(|person| (person.person_id, person)).collect();
    assert_eq!(by_id.len(), people.len());
    let cards: HashSet<_> = people.iter().filter_map(|person| person.cmnd).collect();
    assert_eq!(cards.len(), people.iter().filter(|person| person.cmnd.is_some()).count());
    for person in &people {
        let birth = person.birth_date.unwrap();
        assert_eq!(Some(person.person_id.gender()), person.gender);
        assert_eq!(person.person_id.birth_year(), birth.year());
        for parent in [person.father_id, person.mother_id].into_iter().flatten() {
            let older = birth.year() - by_id[&parent].birth_date.unwrap().year();
            assert!((13..60).contains(&older), "a parent is older by {older} years");
        }
        if let Some(spouse) = person.spouse_id {
            assert_eq!(by_id[&spouse].spouse_id, Some(person.person_id));
        }
    }
    assert!((300..600).contains(&summary.beneficiaries), "{}", summary.beneficiaries);
}

#[test]
fn the_books_of_the_truth_close() {
    let folder = tempfile::tempdir().unwrap();
    city(folder.path(), 13);
    let (payments, _) = read_rows::<PaymentRow>(&folder.path().join("ledger/payments.parquet")).unwrap();
    let months: HashSet<Month> = payments.iter().map(|line| line.month).collect();
    assert_eq!(months.len(), 24);
    let mut opening: BTreeMap<WardCode, i64> = BTreeMap::new();
    let last = Month::new(2026, 11).unwrap();
    for line in payments.iter().filter(|line| line.month == last && line.kind == PaymentKind::Regular) {
        *opening.entry(line.ward_code).or_default() += line.amount.0;
    }
    let (changes, _) = read_rows::<TruthChangeRow>(&folder.path().join("truth/truth_changes.parquet")).unwrap();
    assert!(!changes.is_empty());
    for change in &changes {
        let delta = change.amount_after.0 - change.amount_before.0;
        assert_eq!(delta > 0, change.direction == Direction::Increase);
        *opening.entry(change.ward_code).or_default() += delta;
    }
    // Every line of this law is of 700,000 đồng.
    assert!(opening.values().all(|closing| *closing > 0 && closing % 700_000 == 0));
}
