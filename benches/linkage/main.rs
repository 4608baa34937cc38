//! Seconds, peak memory and accuracy of the linkage, by size:
//! `cargo bench --bench linkage -- 50000/4000 4700000/300000 [hard] [seed=7] [keep=DIR] [model=FILE]
//! [train=FILE] [duplicates] [places]`.
//!
//! The register is written to a Parquet file first; what is timed is reading it and linking, from
//! the open file to the verdicts. `keep=DIR` leaves register, rows and truth there for others
//! (`benches/peers/linkage_splink.py`); `prepared` measures the prepared register, `nights` nights that use
//! what the one before kept; `train=FILE` trains a model on the rows, keeps it there and links with it, once
//! with what the training's pass brought and once from the start. `from=DIR` takes what `keep=DIR` left, `city=DIR`
//! the rows of a generated city's truth. `duplicates` gives some people a second row and measures the pairs found; `places` tells whether the right
//! person is a candidate at all, and the how manieth.

#![allow(missing_docs, clippy::unwrap_used, clippy::print_stdout, reason = "a bench prints its figures")]

mod breakdown;
#[path = "../../tests/suite/link/city.rs"]
mod city;
mod duplicates;
mod kept;
mod made;
#[path = "../measure/mod.rs"]
mod measure;
mod nights;
#[path = "../../tests/suite/link/record.rs"]
mod record;
mod trained;

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::time::Instant;

use ansinh::link::{self, COLUMNS, Linked, Model, Name, PreparedRegister, Query, Register, Source, Verdict};
use ansinh::model::{Disposition, Outcome, PersonId};
use ansinh::registers::{Population, Wanted};
use ansinh::store::digest;
use ansinh::table::read_rows;
use ansinh::table::truth::TruthRowRow;

use city::{HARD, Noise, USUAL};
use made::Case;
use measure::{cpu_seconds, forget_peak, peak_megabytes};

const MODEL: &str = "pipelines/linking/model-2026-11-23.toml";

/// What the command line asks for.
struct Asked {
    noise: (Noise, u64),
    keep: Option<PathBuf>,
    model: PathBuf,
    train: Option<PathBuf>,
}

fn main() {
    let arguments: Vec<String> = std::env::args().skip(1).filter(|argument| argument != "--bench").collect();
    let given = |name: &str| arguments.iter().find_map(|argument| argument.strip_prefix(name));
    let said = |word: &str| arguments.iter().any(|argument| argument == word);
    let noise = if said("hard") { HARD } else { USUAL };
    let noise = if said("duplicates") { Noise { twice: duplicates::SHARE, ..noise } } else { noise };
    let seed = given("seed=").and_then(|text| text.parse().ok()).unwrap_or(7);
    let keep = given("keep=").map(PathBuf::from);
    let model = PathBuf::from(given("model=").unwrap_or(MODEL));
    let asked = Asked { noise: (noise, seed), keep, model, train: given("train=").map(PathBuf::from) };
    let parse = |text: &str| text.split_once('/').and_then(|(n, m)| Some((n.parse().ok()?, m.parse().ok()?)));
    for city in arguments.iter().filter_map(|argument| argument.strip_prefix("city=")) {
        measure_city(Path::new(city), &asked);
    }
    for folder in arguments.iter().filter_map(|argument| argument.strip_prefix("from=")) {
        link_and_score(Path::new(folder), kept::read(Path::new(folder)), &asked);
    }
    let mut sizes: Vec<(usize, usize)> = arguments.iter().filter_map(|argument| parse(argument)).collect();
    if arguments.is_empty() {
        sizes.push((50_000, 4_000));
    }
    sizes.into_iter().for_each(|size| measure(size, &asked));
}

fn measure_city(city: &Path, asked: &Asked) {
    let (rows, _) = read_rows::<TruthRowRow>(&city.join("truth/truth_rows.parquet")).unwrap();
    let meant: Vec<TruthRowRow> =
        rows.into_iter().filter(|row| row.disposition == Some(Disposition::Accepted)).collect();
    let query = |(index, row): (usize, &TruthRowRow)| Query {
        index,
        source: Source::Record,
        name: row.full_name.as_ref().and_then(|name| Name::fold(name.reveal())),
        birth: row.birth_date,
        gender: row.gender,
        id: row.id_no,
        ward: Some(row.ward_code),
        address_ward: None,
        phone: None,
        address: None,
        hamlet: None,
        relative: None,
    };
    let queries = meant.iter().enumerate().map(query);
    let case = |(query, row): (Query, &TruthRowRow)| Case {
        query,
        truth: row.person_id,
        whose: row.person_id,
        list: 0,
        moved: None,
        namesakes: None,
    };
    let cases: Vec<Case> = queries.zip(&meant).map(case).collect();
    link_and_score(city, cases, asked);
}

/// Counts levels on true pairs: m.
fn show_levels(city: &Path, queries: &[Query], truth: &[Option<PersonId>], model: &Model) {
    let wanted = Wanted { ids: truth.iter().flatten().copied().collect(), ..Wanted::default() };
    let rows = Population::open(city).unwrap().select(&wanted).unwrap().rows;
    let mut counts = BTreeMap::<String, usize>::new();
    for (query, truth) in queries.iter().zip(truth) {
        let Some(Ok(at)) = truth.map(|id| rows.binary_search_by_key(&id, |row| row.person_id)) else { continue };
        let Some(levels) = link::levels_of(query, &rows[at], model) else { continue };
        let [id, name, birth] = [levels.id.as_str(), levels.name.as_str(), levels.birth.as_str()];
        let [gender, ward, place] = [levels.gender.as_str(), levels.ward.as_str(), levels.place.as_str()];
        let rest = [("gender", gender), ("ward", ward), ("place", place)];
        for level in [("id", id), ("name", name), ("birth", birth)].into_iter().chain(rest) {
            *counts.entry(format!("{}.{}", level.0, level.1)).or_default() += 1;
        }
    }
    counts.iter().for_each(|(level, count)| println!("  {level} {count}"));
}

fn measure(size: (usize, usize), asked: &Asked) {
    let own = tempfile::tempdir().unwrap();
    let folder = asked.keep.as_deref().unwrap_or(own.path());
    let cases = made::write(folder, size, asked.noise, asked.keep.is_some());
    link_and_score(folder, cases, asked);
}

fn link_and_score(city: &Path, cases: Vec<Case>, asked: &Asked) {
    let model = Model::load(&asked.model).unwrap();
    let population = Population::open(city).unwrap();
    let (cpu, start) = (cpu_seconds(), Instant::now());
    let rows: usize = population.batches(COLUMNS).unwrap().map(|batch| batch.unwrap().num_rows()).sum();
    let (wall, cpu) = (start.elapsed().as_secs_f64(), cpu_seconds() - cpu);
    println!("{rows} rows: reading alone {wall:.2} s wall, {cpu:.2} s CPU");
    let (queries, known) = made::apart(cases);
    let truth: Vec<Option<PersonId>> = known.iter().map(|case| case.truth).collect();
    let trained = asked.train.as_ref().map(|path| trained::train(path, &queries, &population, &model, asked.noise.1));
    let model = trained.as_ref().map_or(&model, |trained| &trained.model);
    forget_peak();
    let (cpu, start) = (cpu_seconds(), Instant::now());
    let register = Register::Batches(population.batches(COLUMNS).unwrap());
    let Linked { verdicts, alike, tally, .. } = link::link_ruled(&queries, register, model, &[]).unwrap();
    let (wall, cpu, peak) = (start.elapsed().as_secs_f64(), cpu_seconds() - cpu, peak_megabytes());
    if std::env::args().any(|argument| argument == "prepared") {
        link_prepared(&population, &queries, model, &verdicts);
    }
    if std::env::args().any(|argument| argument == "nights") {
        nights::measure(city, &queries, model);
    }
    let matched = verdicts.iter().zip(&truth).filter(|(verdict, _)| verdict.outcome == Outcome::Matched);
    let (right, wrong): (Vec<_>, Vec<_>) = matched.partition(|(verdict, truth)| verdict.person_id == **truth);
    let (right, wrong, findable) = (right.len(), wrong.len(), truth.iter().flatten().count());
    println!(
        "{} people, {} records: {wall:.2} s wall, {cpu:.2} s CPU, peak {peak} MB; precision {:.5}, F1 {:.5}; {tally:?}",
        tally.register_rows,
        queries.len(),
        right as f64 / (right + wrong) as f64,
        2.0 * right as f64 / (right + wrong + findable) as f64,
    );
    if let Some(folder) = &asked.keep {
        kept::keep_verdicts(folder, &verdicts);
        let cost = format!("linking {wall:.2} s wall, {cpu:.2} s CPU, peak {peak} MB");
        let both = trained.as_ref().map_or("no training", |trained| &trained.cost);
        std::fs::write(folder.join("cost.txt"), format!("{both}; {cost}")).unwrap();
    }
    if let Some(trained) = &trained {
        assert!(trained.verdicts == trained::digest(&verdicts), "the training's pass gives other verdicts");
    }
    let found = std::env::args().any(|argument| argument == "places").then(|| {
        let batches = population.batches(COLUMNS).unwrap();
        link::are_candidates(&queries, &truth, batches, model).unwrap()
    });
    if std::env::var_os("ANSINH_SHOW").is_some() {
        show_levels(city, &queries, &truth, model);
        show_missed(&verdicts, &truth);
    }
    let cases = made::together(queries, known);
    breakdown::print(&cases, &verdicts);
    found.iter().for_each(|found| breakdown::places(&cases, &verdicts, found));
    if std::env::args().any(|argument| argument == "duplicates") {
        duplicates::print(&cases, &verdicts, &alike);
    }
    if let Some(path) = std::env::var_os("ANSINH_DUMP") {
        dump(Path::new(&path), &cases, &verdicts);
    }
}

/// Seconds of preparing, and of linking with the prepared register: from the digest of the source to
/// the verdicts, which must be the same.
fn link_prepared(population: &Population, queries: &[Query], model: &Model, expected: &[Verdict]) {
    let folder = tempfile::tempdir().unwrap();
    let (cpu, start) = (cpu_seconds(), Instant::now());
    let (source, _) = digest(population.path()).unwrap();
    PreparedRegister::prepare(folder.path(), population.batches(COLUMNS).unwrap(), source, model).unwrap();
    let file = std::fs::read_dir(folder.path()).unwrap().next().unwrap().unwrap();
    let size = file.metadata().unwrap().len() / 1_000_000;
    let (wall, spent) = (start.elapsed().as_secs_f64(), cpu_seconds() - cpu);
    println!("preparing {wall:.2} s wall, {spent:.2} s CPU, {size} MB");
    forget_peak();
    let (cpu, start) = (cpu_seconds(), Instant::now());
    let (source, _) = digest(population.path()).unwrap();
    let register = PreparedRegister::open(folder.path(), source, model).unwrap().unwrap();
    let register: Register<'_, ansinh::table::Batches> = Register::Prepared(&register);
    let verdicts = link::link_ruled(queries, register, model, &[]).unwrap().verdicts;
    let (wall, cpu) = (start.elapsed().as_secs_f64(), cpu_seconds() - cpu);
    println!("prepared: {wall:.2} s wall, {cpu:.2} s CPU, peak {} MB", peak_megabytes());
    assert!(verdicts == expected, "the prepared register gives other verdicts");
}

/// Every verdict with its truth as CSV, for setting thresholds.
fn dump(path: &Path, cases: &[Case], verdicts: &[Verdict]) {
    let mut text = String::from(
        "outcome,weight,p,next,truth,best_right,next_right,id,name,birth,ward,place,relative,evidence,frequencies\n",
    );
    for (case, verdict) in cases.iter().zip(verdicts) {
        let (levels, number) = (verdict.levels, |value: Option<f64>| value.map_or(String::new(), |v| v.to_string()));
        let line = [
            verdict.outcome.as_str().to_owned(),
            number(verdict.weight),
            number(verdict.probability),
            number(verdict.runner_up_probability),
            case.truth.is_some().to_string(),
            (case.truth.is_some() && verdict.best == case.truth).to_string(),
            (case.truth.is_some() && verdict.runner_up_id == case.truth).to_string(),
            levels.id.as_str().to_owned(),
            levels.name.as_str().to_owned(),
            levels.birth.as_str().to_owned(),
            levels.ward.as_str().to_owned(),
            levels.place.as_str().to_owned(),
            levels.relative.as_str().to_owned(),
            verdict.evidence.clone(),
            verdict.frequencies.clone(),
        ];
        text.push_str(&(line.join(",") + "\n"));
    }
    std::fs::write(path, text).unwrap();
}

/// Why rows with somebody to find were not matched: their levels, most frequent first.
fn show_missed(verdicts: &[Verdict], truth: &[Option<PersonId>]) {
    let mut kinds = BTreeMap::<String, usize>::new();
    for (verdict, truth) in verdicts.iter().zip(truth) {
        let wrong = verdict.outcome == Outcome::Matched && verdict.person_id != *truth;
        if wrong {
            println!("  wrong, {}: {}", if truth.is_some() { "another person" } else { "nobody" }, verdict.evidence);
        }
        if truth.is_none() || verdict.outcome == Outcome::Matched {
            continue;
        }
        let (levels, right) = (verdict.levels, verdict.person_id == *truth);
        let name = if levels.name.is_same() { "same" } else { levels.name.as_str() };
        let odds = verdict.probability.map_or(-9.0, |p| (p / (1.0 - p)).log2().clamp(-9.0, 20.0).floor());
        let kind = format!(
            "{:?} best right {right}: id {}, name {name}, birth {}, ward {}, {odds} bits",
            verdict.outcome,
            levels.id.as_str(),
            levels.birth.as_str(),
            levels.ward.as_str()
        );
        *kinds.entry(kind).or_default() += 1;
    }
    let mut kinds: Vec<_> = kinds.into_iter().collect();
    kinds.sort_by_key(|(_, count)| std::cmp::Reverse(*count));
    kinds.iter().take(60).for_each(|(kind, count)| println!("  {count} {kind}"));
    for bits in [3.0, 4.0, 5.0, 6.0, 7.0, 8.0, 10.0] {
        let over = |p: f64| (p / (1.0 - p)).log2() >= bits;
        let taken = verdicts.iter().zip(truth).filter(|(v, _)| {
            v.outcome == Outcome::Matched || (v.outcome == Outcome::Review && !v.levels.name.is_weak())
        });
        let taken = taken.filter(|(v, _)| v.probability.is_some_and(over));
        let (right, wrong): (Vec<_>, Vec<_>) = taken.partition(|(v, truth)| v.person_id == **truth);
        let findable = truth.iter().flatten().count();
        println!(
            "  at {bits} bits: precision {:.5}, F1 {:.5}",
            right.len() as f64 / (right.len() + wrong.len()) as f64,
            2.0 * right.len() as f64 / (right.len() + wrong.len() + findable) as f64
        );
    }
}
