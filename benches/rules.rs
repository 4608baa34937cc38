//! The law against a second evaluation, and how fast it is.
//!
//! ```text
//! cargo bench --bench rules                                    throughput, prospects
//! cargo bench --bench rules -- --digest                        what the rules say, as one number
//! cargo bench --bench rules -- --agree --people 100000 --seeds 1,2,3 --months 36 --random 1000000 --random-seed 0
//! ```
//!
//! `--agree` evaluates generated cities and random people on boundaries twice, by the engine and by
//! the plain evaluation of `tests/suite/law/oracle.rs`, and prints every kind of difference.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::print_stdout,
    unreachable_pub,
    reason = "a measuring program: it stops where it stands, and prints"
)]

#[path = "../tests/suite/law/compare.rs"]
mod compare;
mod measure;
#[path = "../tests/suite/law/oracle.rs"]
mod oracle;
#[path = "../tests/suite/law/people.rs"]
mod people;

use std::cell::RefCell;
use std::path::Path;
use std::time::Instant;

use ansinh::model::{
    Benefit, Coded, Date, Fact, FactInterval, FactSource, Month, PersonId, PersonKey, Subject, WardCode,
};
use ansinh::rules::Law;
use ansinh::synth::{SynthConfig, generate};
use rayon::prelude::*;

use compare::{Compared, compare, kinds};
use measure::cpu_seconds;

/// The value behind a flag, or what it is without one.
fn flag(name: &str, otherwise: &str) -> String {
    let arguments: Vec<String> = std::env::args().collect();
    let at = arguments.iter().position(|argument| argument == name);
    at.and_then(|at| arguments.get(at + 1).cloned()).unwrap_or(otherwise.to_owned())
}

fn number(name: &str, otherwise: usize) -> usize {
    flag(name, &otherwise.to_string()).parse().unwrap()
}

fn month(text: &str) -> Month {
    Month::from_code(text).unwrap()
}

/// The subjects that a generated city asks the law about.
fn city(law: &Law, people: usize, seed: u64) -> Vec<Vec<Subject>> {
    let out = std::env::temp_dir().join(format!("ansinh-rules-{}-{seed}", std::process::id()));
    let as_of = Date::from_code("2026-11-20").unwrap();
    let wards = (people / 4000).clamp(1, 114);
    let config = SynthConfig::new(people, wards, seed, as_of, out.clone(), "pipelines/reference".into());
    let asked = RefCell::new(Vec::new());
    generate(&config, &|subjects, from, to| {
        asked.borrow_mut().push(subjects.to_vec());
        law.evaluate(subjects, from, to).unwrap()
    })
    .unwrap();
    let _ = std::fs::remove_dir_all(&out);
    asked.into_inner()
}

fn report(name: &str, compared: &Compared, subjects: &dyn Fn(usize) -> String, seconds: f64) {
    println!(
        "{name}: {} person-months, {} lines entitled, {} undetermined, {} differ ({seconds:.1} s)",
        compared.person_months,
        compared.entitled,
        compared.undetermined,
        compared.differences.len()
    );
    for (count, kind, one) in kinds(&compared.differences).into_iter().take(number("--show", 15)) {
        println!("  {count} × {kind}\n      {} {}", one.month, subjects(one.subject));
    }
}

fn agree(law: &Law) -> usize {
    let months = number("--months", 36) as i32;
    let to = month("2027-03");
    let from = to.plus(1 - months);
    let mut wrong = 0;
    for seed in flag("--seeds", "1").split(',') {
        let start = Instant::now();
        for subjects in city(law, number("--people", 20_000), seed.parse().unwrap()) {
            let compared = compare(law, &subjects, from, to);
            wrong += compared.differences.len();
            let shown = |index: usize| people::shown(&subjects[index]);
            report(
                &format!("city {seed}, {} subjects", subjects.len()),
                &compared,
                &shown,
                start.elapsed().as_secs_f64(),
            );
        }
    }
    let start = Instant::now();
    let (count, chunk, base) = (number("--random", 20_000), 5_000, number("--random-seed", 0) as u64);
    let (from, to) = people::window();
    let chunks: Vec<(u64, Compared)> = (0..count.div_ceil(chunk) as u64)
        .into_par_iter()
        .map(|seed| (seed, compare(law, &people::people(base + seed, chunk.min(count)), from, to)))
        .collect();
    let mut all = Compared::default();
    let mut seeds = Vec::new();
    for (seed, compared) in chunks {
        all.person_months += compared.person_months;
        all.entitled += compared.entitled;
        all.undetermined += compared.undetermined;
        for mut one in compared.differences {
            one.subject += seed as usize * chunk;
            all.differences.push(one);
        }
        seeds.push(seed);
    }
    let shown =
        |index: usize| people::shown(&people::people(base + (index / chunk) as u64, chunk.min(count))[index % chunk]);
    report(&format!("{count} random people"), &all, &shown, start.elapsed().as_secs_f64());
    wrong + all.differences.len()
}

/// Seconds of the fastest of some runs; to give the result back to the system is not counted.
fn fastest<T>(runs: usize, mut work: impl FnMut() -> T) -> f64 {
    let one = |work: &mut dyn FnMut() -> T| {
        let start = Instant::now();
        let _result = std::hint::black_box(work());
        start.elapsed().as_secs_f64()
    };
    (0..runs).map(|_| one(&mut work)).fold(f64::INFINITY, f64::min)
}

fn evaluation(law: &Law) {
    let subjects: Vec<Subject> = city(law, number("--people", 400_000), 1).into_iter().flatten().collect();
    let (from, to) = (month("2025-01"), month("2026-12"));
    let claims: usize = subjects.iter().map(|subject| subject.claims.len()).sum();
    let (runs, before) = (number("--runs", 5), cpu_seconds());
    let seconds = fastest(runs, || law.evaluate(&subjects, from, to).unwrap());
    let core_seconds = (cpu_seconds() - before) / runs as f64;
    let person_months = subjects.len() as f64 * 24.0 / 1e6;
    println!(
        "evaluate: {} subjects, {claims} claims, 24 months in {seconds:.3} s ({core_seconds:.3} core seconds): {:.2} million person-months/s ({:.2} a core second)",
        subjects.len(),
        person_months / seconds,
        person_months / core_seconds,
    );
}

/// People of a whole city in few kinds: what a search for prospects meets.
fn candidates(indexes: std::ops::Range<usize>) -> Vec<Subject> {
    let ward = WardCode::from_digits("11410").unwrap();
    let fact = |fact, value| FactInterval {
        fact,
        value,
        from: Date::MIN,
        to: Date::MAX,
        source: FactSource::Population,
        proven: true,
    };
    indexes
        .into_par_iter()
        .map(|index| {
            let year = 1930 + (index * 7919) % 96;
            let rare = |every: usize| i64::from(index % every == 0);
            let facts = vec![
                fact(Fact::Alive, 1),
                fact(Fact::Resident, 1),
                fact(Fact::Area, 31),
                fact(Fact::Poverty, rare(25)),
                fact(Fact::Severity, 2 * rare(60)),
                fact(Fact::Pension, 3_000_000 * rare(4)),
                fact(Fact::Studying, 0),
                fact(Fact::InInstitution, 0),
                fact(Fact::Marital, 1 + (index % 4) as i64),
                fact(Fact::ChildrenUnder16, (index % 3) as i64),
                fact(Fact::ChildrenStudyingTo22, 0),
                fact(Fact::ChildrenStudying, 0),
                fact(Fact::ChildrenUnder3, 0),
                fact(Fact::SpecialCommune, 0),
            ];
            Subject {
                key: PersonKey::Register(PersonId::from_number(31_000_000_000 + index as u64).unwrap()),
                birth: format!("{year}-{:02}-{:02}", 1 + index % 12, 1 + index % 28).parse().ok(),
                gender: None,
                wards: vec![(Date::MIN, ward)],
                facts,
                claims: Vec::new(),
            }
        })
        .collect()
}

/// The whole city, batch by batch as the register is read; making the people is not counted.
fn prospects(law: &Law) {
    let (count, batch) = (number("--candidates", 4_700_000), 470_000);
    let (mut found, mut seconds, mut core_seconds) = (0, 0.0, 0.0);
    for start in (0..count).step_by(batch) {
        let people = candidates(start..count.min(start + batch));
        let (clock, before) = (Instant::now(), cpu_seconds());
        let rows = law.prospects(&people, month("2026-12"));
        seconds += clock.elapsed().as_secs_f64();
        core_seconds += cpu_seconds() - before;
        found += rows.len();
    }
    println!("prospects: {count} people in {seconds:.3} s ({core_seconds:.2} core seconds), {found} found");
}

/// A digest of everything that the rules say about a generated city and people on boundaries: equal
/// before and after a change that is to change nothing.
fn digest(law: &Law) {
    let mut hash = blake3::Hasher::new();
    let mut add = |text: String| {
        hash.update(text.as_bytes());
    };
    let (from, to) = people::window();
    let mut groups = city(law, number("--people", 40_000), 1);
    groups.extend((0..8).map(|seed| people::people(seed, 2_500)));
    for subjects in groups {
        law.evaluate(&subjects, from, to).unwrap().iter().for_each(|row| add(format!("{row:?}")));
        law.prospects(&subjects, month("2026-12")).iter().for_each(|row| add(format!("{row:?}")));
        let days = (month("2026-11").first_day(), to.last_day());
        law.calendar(&subjects, days.0, days.1).iter().for_each(|row| add(format!("{row:?}")));
    }
    let people = candidates(0..200_000);
    law.prospects(&people, month("2026-12")).iter().for_each(|row| add(format!("{row:?}")));
    println!("digest: {}", hash.finalize());
}

fn main() {
    let law = Law::load(Path::new("pipelines/rules")).unwrap();
    assert!(law.facts_of(Benefit::K4).contains(&Fact::Marital));
    if std::env::args().any(|argument| argument == "--agree") {
        let wrong = agree(&law);
        assert_eq!(wrong, 0, "engine and second evaluation differ");
        return;
    }
    if std::env::args().any(|argument| argument == "--digest") {
        digest(&law);
        return;
    }
    evaluation(&law);
    prospects(&law);
}
