//! Rows that say too little to be asked about, and of which somebody is likelier than not: offered apart,
//! and decided like any other.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use ansinh::model::{CHOICES, Coded, Date, Difference, Month, Outcome, PartialDate, PersonId, RowId};
use ansinh::report::{StoryInputs, Who, story};
use ansinh::run::Report;
use ansinh::table::inputs::PopulationRow;
use ansinh::table::outputs::{CandidateRow, FindingRow, MatchRow};
use ansinh::table::{read_rows, write_rows};

use super::decisions::{fill_in, table, workbook};
use super::night::{copy_of_city, night};

/// Leaves of everyone whose row has no number only name and birth year, in another ward: in the register.
fn blur(city: &Path, before: &Report) {
    let path = city.join("registers/population.parquet");
    let mut people: Vec<PopulationRow> = read_rows(&path).unwrap().0;
    let matches: Vec<MatchRow> = table(before, "matches");
    let unnumbered = matches.iter().filter(|row| row.differences.contains(&Difference::IdMissing));
    let found: BTreeSet<PersonId> = unnumbered.filter_map(|row| row.person_id).collect();
    let wards: BTreeSet<_> = people.iter().map(|person| person.ward_code).collect();
    for person in people.iter_mut().filter(|person| found.contains(&person.person_id)) {
        person.birth_date = person.birth_date.and_then(|birth| PartialDate::of_year(birth.year()));
        person.ward_code = *wards.iter().find(|ward| **ward != person.ward_code).unwrap();
        (person.previous_ward_code, person.phone) = (None, None);
    }
    write_rows(&path, &people).unwrap();
}

fn told(report: &Report, row: RowId) -> String {
    let inputs = StoryInputs {
        tables: &report.folder.join("tables"),
        as_of: Date::from_code("2026-11-20").unwrap(),
        pay_month: Month::from_code("2026-12").unwrap(),
        wards: &[],
    };
    story(&inputs, Who::Row(row)).unwrap()
}

fn unsure(report: &Report) -> Vec<MatchRow> {
    table::<MatchRow>(report, "matches").into_iter().filter(|row| row.unsure == Some(true)).collect()
}

#[test]
fn what_is_less_sure_is_offered_apart_and_a_decision_there_holds() {
    let folder = tempfile::tempdir().unwrap();
    let city = copy_of_city(folder.path());
    let plain = night(&city, &folder.path().join("plain")).unwrap();
    blur(&city, &plain);
    let before = night(&city, &folder.path().join("a")).unwrap();
    let offered = unsure(&before);
    assert!(!offered.is_empty(), "some of the blurred are likelier than not");
    for row in &offered {
        assert_eq!((row.outcome, row.person_id), (Outcome::Unusable, None), "nobody is named");
        assert!(row.nearest_id.is_some() && (0.5..0.9999).contains(&row.probability.unwrap()));
    }
    let candidates: Vec<CandidateRow> = table(&before, "candidates");
    let first: BTreeSet<_> =
        candidates.iter().filter(|row| row.unsure && row.place == 1).map(|row| (row.row_id, row.person_id)).collect();
    assert_eq!(first, offered.iter().map(|row| (row.row_id, row.nearest_id.unwrap())).collect());
    assert!(candidates.iter().filter(|row| row.unsure).all(|row| row.full_name.is_some() && !row.same.is_empty()));
    let part = |name: &str, report: &Report| {
        let range = workbook(&report.folder.join("lists/quyet_dinh_2026-12.xlsx"));
        range.rows().filter(|row| row.iter().any(|cell| cell == name)).count()
    };
    assert_eq!(part("Ít chắc chắn", &before), offered.len());
    assert!(before.summary.contains(&format!("{} dòng ít chắc chắn", offered.len())), "{}", before.summary);
    let page = fs::read_to_string(before.folder.join("report/index.html")).unwrap();
    assert!(page.contains(&format!("{} dòng ít chắc chắn", offered.len())));
    let one = &offered[0];
    let nearest = one.nearest_id.unwrap();
    assert!(told(&before, one.row_id).contains(&format!("gần nhất {}", nearest.reveal())), "explain says whose it is");

    fs::create_dir(city.join("decisions")).unwrap();
    let book = before.folder.join("lists/quyet_dinh_2026-12.xlsx");
    fill_in(&book, &city.join("decisions/tra_loi.xlsx"), CHOICES[0]);
    let after = night(&city, &folder.path().join("b")).unwrap();
    let matches: Vec<MatchRow> = table(&after, "matches");
    for row in &offered {
        let found = matches.iter().find(|found| found.row_id == row.row_id).unwrap();
        assert_eq!((found.outcome, found.person_id, found.nearest_id), (Outcome::Matched, row.nearest_id, None));
        assert!(found.method.starts_with("decision"), "{}", found.method);
    }
    assert!(unsure(&after).is_empty(), "nothing is offered twice");
    let holds = told(&after, one.row_id);
    let counted = format!("Được tính là người có số định danh {}, theo kết luận", nearest.reveal());
    assert!(holds.contains("là người này") && holds.contains(&counted), "{holds}");

    // Decided to be nobody: not found by the evidence, which nobody has to be told.
    fill_in(&book, &city.join("decisions/tra_loi.xlsx"), CHOICES[2]);
    let nobody = night(&city, &folder.path().join("c")).unwrap();
    let (matches, findings): (Vec<MatchRow>, Vec<FindingRow>) = (table(&nobody, "matches"), table(&nobody, "findings"));
    let lost = |row: &&MatchRow| row.outcome == Outcome::NotFound && offered.iter().any(|own| own.row_id == row.row_id);
    let lost: Vec<RowId> = matches.iter().filter(lost).map(|row| row.row_id).collect();
    assert!(!lost.is_empty(), "who was decided against is nobody else");
    for row in lost {
        let checks = findings.iter().filter(|finding| finding.row_id == Some(row)).map(|finding| &*finding.check);
        let checks: Vec<&str> = checks.filter(|check| check.starts_with("link.")).collect();
        assert_eq!(checks, ["link.decided_nobody"]);
    }
}
