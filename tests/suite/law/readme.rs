//! The README of the rules folder does what it says: each fenced block is applied to a copy.

use std::fs;
use std::path::Path;

use ansinh::model::{
    Benefit, Claim, ClaimSource, Coded, Date, Fact, FactInterval, FactSource, Month, PersonId, PersonKey, Subject,
    WardCode,
};
use ansinh::rules::Law;

use crate::night::copy;

const RULES: &str = "pipelines/rules";

/// Kind, file and text of every fenced block that names a file.
fn blocks() -> Vec<(String, String, String)> {
    let readme = fs::read_to_string(Path::new(RULES).join("README.md")).unwrap();
    let mut blocks = Vec::new();
    let mut parts = readme.split("```");
    while let (Some(_), Some(block)) = (parts.next(), parts.next()) {
        let (head, text) = block.split_once('\n').unwrap();
        let (kind, file) = head.split_once(' ').expect("every block of the README names its file");
        blocks.push((kind.to_owned(), file.to_owned(), text.to_owned()));
    }
    blocks
}

fn apply(folder: &Path, (kind, file, text): &(String, String, String)) {
    let path = folder.join(file);
    let before = fs::read_to_string(&path).unwrap_or_default();
    let after = match kind.as_str() {
        "append" => format!("{before}\n{text}"),
        "diff" => {
            let lines = |sign: char| -> String {
                text.lines().filter_map(|line| line.strip_prefix(sign)).map(|line| format!("{line}\n")).collect()
            };
            assert!(before.contains(&lines('-')), "{file} has no {}", lines('-'));
            before.replacen(&lines('-'), &lines('+'), 1)
        }
        other => panic!("unknown block {other}"),
    };
    fs::write(path, after).unwrap();
}

fn someone(area: i64, benefit: Benefit, facts: &[(Fact, i64)]) -> Subject {
    let ward = WardCode::from_digits("11410").unwrap();
    let always = [(Fact::Alive, 1), (Fact::Resident, 1), (Fact::InInstitution, 0), (Fact::Area, area)];
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
    Subject {
        key: PersonKey::Register(PersonId::from_number(31_148_000_123).unwrap()),
        birth: "1985-01-05".parse().ok(),
        gender: None,
        wards: vec![(Date::MIN, ward)],
        facts,
        claims: vec![Claim {
            benefit,
            ground: None,
            decided_on: None,
            filed_on: None,
            from_month: None,
            source: ClaimSource::Both,
            row_id: None,
            ward,
            cared_for: None,
            opening: None,
            safe_link: true,
        }],
    }
}

#[track_caller]
fn check(law: &Law, subject: &Subject, expected: &[(&str, i64)]) {
    for &(month, amount) in expected {
        let at = Month::from_code(month).unwrap();
        let rows = law.evaluate(std::slice::from_ref(subject), at, at).unwrap();
        assert_eq!(rows.iter().map(|row| row.amount.0).sum::<i64>(), amount, "{month}");
    }
}

#[test]
fn a_decree_a_resolution_and_a_local_group_are_added_as_the_readme_says() {
    let folder = tempfile::tempdir().unwrap();
    copy(Path::new(RULES), folder.path());
    let blocks = blocks();
    assert_eq!(blocks.len(), 4);
    for block in &blocks {
        assert!(block.2.lines().count() < 10, "{} has ten lines or more", block.1);
        apply(folder.path(), block);
    }
    let law = Law::load(folder.path()).unwrap();
    let disabled = |area| someone(area, Benefit::K6Nang, &[(Fact::Severity, 2)]);
    check(&law, &disabled(1), &[("2027-06", 810_000), ("2027-07", 900_000)]);
    check(&law, &disabled(31), &[("2026-12", 1_050_000), ("2027-01", 1_200_000)]);
    let facts = [(Fact::Poverty, 1), (Fact::Marital, 4), (Fact::ChildrenUnder16, 1), (Fact::ChildrenStudying, 0)];
    check(&law, &someone(31, Benefit::K4, &facts), &[("2026-12", 0), ("2027-01", 800_000)]);
    check(&law, &someone(1, Benefit::K4, &facts), &[("2026-12", 0), ("2027-01", 0)]);
}
