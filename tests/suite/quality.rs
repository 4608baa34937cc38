//! The catalogue of checks as it stands in `pipelines/checks/`, and the indicators.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use ansinh::model::{Criterion, Indicator};
use ansinh::quality::{Catalogue, QualityInputs, indicators, ward_states};
use ansinh::table::Tables;
use ansinh::table::inputs::PaymentRow;
use ansinh::table::outputs::QualityRow;

use crate::publish::city;

fn catalogue() -> Catalogue {
    Catalogue::load(Path::new("pipelines/checks")).unwrap_or_else(|mistakes| panic!("{mistakes:#?}"))
}

/// Texts in quotes that look like the id of a check, outside unit tests.
fn ids_in(folder: &Path, found: &mut BTreeSet<String>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            ids_in(&path, found);
            continue;
        }
        let text = fs::read_to_string(&path).unwrap();
        let code = text.split("#[cfg(test)]").next().unwrap();
        let looks_so = |quoted: &&str| {
            quoted.split_once('.').is_some_and(|(room, what)| {
                let word = |part: &str| !part.is_empty() && part.chars().all(|c| c.is_ascii_lowercase() || c == '_');
                word(room) && word(what)
            })
        };
        found.extend(code.split('"').skip(1).step_by(2).filter(looks_so).map(str::to_owned));
    }
}

#[test]
fn every_check_of_the_program_is_described() {
    let (catalogue, mut used) = (catalogue(), BTreeSet::new());
    for room in ["ingest", "normalize", "registers", "link", "facts", "changes"] {
        ids_in(&Path::new("src").join(room), &mut used);
    }
    let rooms: BTreeSet<&str> = catalogue.ids().filter_map(|id| id.split_once('.')).map(|(room, _)| room).collect();
    let missing: Vec<&String> = used
        .iter()
        .filter(|id| id.split_once('.').is_some_and(|(room, _)| rooms.contains(room)))
        .filter(|id| catalogue.get(id).is_none())
        .collect();
    assert!(missing.is_empty(), "not in pipelines/checks: {missing:?}");
    assert!(used.contains("fact.no_decision"), "the search finds ids: {used:?}");
}

fn of(tables: &Tables, opening: &[PaymentRow]) -> Vec<QualityRow> {
    let wards = city::wards();
    let (as_of, pay_month) = (city::day("2026-11-20"), city::month("2026-12"));
    indicators(&QualityInputs { wards: &wards, as_of, pay_month, tables, opening })
}

#[track_caller]
fn check(rows: &[QualityRow], ward: &str, indicator: Indicator, expected: (i64, i64)) {
    let row = rows.iter().find(|row| row.ward_code == city::ward(ward) && row.indicator == indicator.as_str());
    let row = row.expect("every indicator stands for every ward");
    assert_eq!((row.numerator, row.denominator), expected, "{indicator}");
}

#[test]
fn indicators_count_what_they_say() {
    let rows = of(&city::tables(60), &[]);
    // 60 records, 7 of them in review.
    check(&rows, "11311", Indicator::IdentityAsRegister, (53, 60));
    check(&rows, "11311", Indicator::ShareableKey, (60, 60));
    // Three data rows of 60 are quarantined, one accepted row has an error.
    check(&rows, "11311", Indicator::RowsWithoutError, (56, 60));
    check(&rows, "11311", Indicator::RowsNotRepeated, (60, 60));
    check(&rows, "11311", Indicator::EndsOnTime, (2, 2));
    check(&rows, "11311", Indicator::MandatoryFilled, (360, 360));
    check(&rows, "11329", Indicator::KnownEnrolled, (0, 1));
    check(&rows, "11329", Indicator::ListsReceived, (1, 1));
    check(&rows, "11948", Indicator::ListsReceived, (0, 1));
}

#[test]
fn an_amount_is_compared_with_what_was_paid() {
    let tables = city::tables(3);
    let line = |number: u64, amount| PaymentRow {
        person_id: city::person(number).register(),
        for_person_id: None,
        full_name: None,
        birth_date: None,
        ward_code: city::ward("11311"),
        month: city::month("2026-11"),
        benefit: tables.records[number as usize].benefit.unwrap(),
        coefficient: None,
        amount: ansinh::model::Dong(amount),
        kind: ansinh::model::PaymentKind::Regular,
        list_no: None,
        channel: None,
        account_no: None,
        bank: None,
        status: ansinh::model::PaymentStatus::Paid,
    };
    let rows = of(&tables, &[line(0, 1_050_000), line(1, 700_000)]);
    check(&rows, "11311", Indicator::AmountAsPaid, (1, 2));
    check(&rows, "11311", Indicator::PaidInList, (2, 2));
}

#[test]
fn nothing_to_count_has_no_share() {
    let rows = of(&Tables::default(), &[]);
    assert_eq!(rows.len(), city::wards().len() * Indicator::ALL.len());
    assert!(rows.iter().filter(|row| row.denominator == 0).all(|row| row.share.is_none()));
}

#[test]
fn every_criterion_of_the_motto_has_an_indicator() {
    let found: BTreeSet<Criterion> = of(&Tables::default(), &[]).iter().map(|row| row.criterion).collect();
    assert_eq!(found.len(), Criterion::ALL.len());
}

#[test]
fn a_ward_that_sent_nothing_is_missing() {
    let names: Vec<_> = city::wards().into_iter().map(|ward| (ward.code, ward.name)).collect();
    let states = ward_states(&names, &city::tables(3).source_files, city::month("2026-11"));
    let states: Vec<&str> = states.iter().map(|ward| ward.status.as_str()).collect();
    assert_eq!(states, ["partial", "fresh", "missing"]);
}
