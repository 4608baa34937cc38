//! Seconds, peak memory and accuracy of the linkage, by size:
//! `cargo bench --bench linkage -- 50000/4000 4700000/300000 [hard] [seed=7]`.
//!
//! The register is written to a Parquet file first; what is timed is reading it and linking, from
//! the open file to the verdicts.

#![allow(missing_docs, clippy::unwrap_used, clippy::print_stdout, reason = "a bench prints its figures")]

#[path = "../tests/suite/link/city.rs"]
mod city;

use std::collections::BTreeMap;
use std::path::Path;
use std::time::Instant;

use ansinh::link::{self, COLUMNS, Model, Name, PreparedRegister, Query, Register, Source, Verdict};
use ansinh::model::{Disposition, Outcome, PersonId};
use ansinh::registers::{Population, Wanted};
use ansinh::store::digest;
use ansinh::table::truth::TruthRowRow;
use ansinh::table::{Writer, read_rows};

use city::{City, HARD, Noise, USUAL};

const MODEL: &str = "pipelines/linking/model-2026-11.toml";

fn main() {
    let arguments: Vec<String> = std::env::args().skip(1).filter(|argument| argument != "--bench").collect();
    let noise = if arguments.iter().any(|argument| argument == "hard") { HARD } else { USUAL };
    let seed = arguments.iter().find_map(|argument| argument.strip_prefix("seed=")?.parse().ok()).unwrap_or(7);
    let noise = (noise, seed);
    let parse = |text: &str| text.split_once('/').and_then(|(n, m)| Some((n.parse().ok()?, m.parse().ok()?)));
    // `city=DIR`: the rows of a generated city's truth as the wards mean them.
    for city in arguments.iter().filter_map(|argument| argument.strip_prefix("city=")) {
        measure_city(Path::new(city));
    }
    let mut sizes: Vec<(usize, usize)> = arguments.iter().filter_map(|argument| parse(argument)).collect();
    if arguments.is_empty() {
        sizes.push((50_000, 4_000));
    }
    sizes.into_iter().for_each(|(people, records)| measure(people, records, noise));
}

fn measure_city(city: &Path) {
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
    };
    let queries: Vec<Query> = meant.iter().enumerate().map(query).collect();
    let truth: Vec<Option<PersonId>> = meant.iter().map(|row| row.person_id).collect();
    link_and_score(city, &queries, &truth);
    if std::env::var_os("ANSINH_SHOW").is_some() {
        show_levels(city, &queries, &truth);
    }
}

/// Counts levels on true pairs: m.
fn show_levels(city: &Path, queries: &[Query], truth: &[Option<PersonId>]) {
    let wanted = Wanted { ids: truth.iter().flatten().copied().collect(), ..Wanted::default() };
    let rows = Population::open(city).unwrap().select(&wanted).unwrap().rows;
    let model = Model::load(Path::new(MODEL)).unwrap();
    let mut counts = BTreeMap::<String, usize>::new();
    for (query, truth) in queries.iter().zip(truth) {
        let Some(Ok(at)) = truth.map(|id| rows.binary_search_by_key(&id, |row| row.person_id)) else { continue };
        let Some(levels) = link::levels_of(query, &rows[at], &model) else { continue };
        let [id, name, birth] = [levels.id.as_str(), levels.name.as_str(), levels.birth.as_str()];
        let [gender, ward, place] = [levels.gender.as_str(), levels.ward.as_str(), levels.place.as_str()];
        let rest = [("gender", gender), ("ward", ward), ("place", place)];
        for level in [("id", id), ("name", name), ("birth", birth)].into_iter().chain(rest) {
            *counts.entry(format!("{}.{}", level.0, level.1)).or_default() += 1;
        }
    }
    counts.iter().for_each(|(level, count)| println!("  {level} {count}"));
}

fn measure(people: usize, records: usize, noise: (Noise, u64)) {
    let folder = tempfile::tempdir().unwrap();
    let (queries, truth) = write(folder.path(), people, records, noise);
    link_and_score(folder.path(), &queries, &truth);
}

fn link_and_score(city: &Path, queries: &[Query], truth: &[Option<PersonId>]) {
    let model = Model::load(Path::new(MODEL)).unwrap();
    let population = Population::open(city).unwrap();
    let (cpu, start) = (cpu_seconds(), Instant::now());
    let rows: usize = population.batches(COLUMNS).unwrap().map(|batch| batch.unwrap().num_rows()).sum();
    let (wall, cpu) = (start.elapsed().as_secs_f64(), cpu_seconds() - cpu);
    println!("{rows} rows: reading alone {wall:.2} s wall, {cpu:.2} s CPU");
    // Forgets the peak of the generator (Linux).
    let _ = std::fs::write("/proc/self/clear_refs", "5");
    let (cpu, start) = (cpu_seconds(), Instant::now());
    let (verdicts, tally) = link::link_counted(queries, population.batches(COLUMNS).unwrap(), &model).unwrap();
    let (wall, cpu) = (start.elapsed().as_secs_f64(), cpu_seconds() - cpu);
    if std::env::args().any(|argument| argument == "prepared") {
        link_prepared(&population, queries, &model, &verdicts);
    }
    let matched = verdicts.iter().zip(truth).filter(|(verdict, _)| verdict.outcome == Outcome::Matched);
    let (right, wrong): (Vec<_>, Vec<_>) = matched.partition(|(verdict, truth)| verdict.person_id == **truth);
    let (right, wrong, findable) = (right.len(), wrong.len(), truth.iter().flatten().count());
    println!(
        "{} people, {} records: {wall:.2} s wall, {cpu:.2} s CPU, peak {} MB; precision {:.5}, F1 {:.5}; {tally:?}",
        tally.register_rows,
        queries.len(),
        peak_megabytes(),
        right as f64 / (right + wrong) as f64,
        2.0 * right as f64 / (right + wrong + findable) as f64,
    );
    breakdown(queries, &verdicts, truth);
    if std::env::var_os("ANSINH_SHOW").is_some() {
        show_levels(city, queries, truth);
        show_missed(&verdicts, truth);
    }
}

/// Seconds of preparing, and of linking with the prepared register: from the digest of the source to
/// the verdicts, which must be the same.
fn link_prepared(population: &Population, queries: &[Query], model: &Model, expected: &[Verdict]) {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("population.prepared");
    let (cpu, start) = (cpu_seconds(), Instant::now());
    let (source, _) = digest(population.path()).unwrap();
    PreparedRegister::prepare(&path, population.batches(COLUMNS).unwrap(), source, model).unwrap();
    let size = std::fs::metadata(&path).unwrap().len() / 1_000_000;
    let (wall, spent) = (start.elapsed().as_secs_f64(), cpu_seconds() - cpu);
    println!("preparing {wall:.2} s wall, {spent:.2} s CPU, {size} MB");
    let _ = std::fs::write("/proc/self/clear_refs", "5");
    let (cpu, start) = (cpu_seconds(), Instant::now());
    let (source, _) = digest(population.path()).unwrap();
    let register = PreparedRegister::open(&path, source, model).unwrap().unwrap();
    let register: Register<'_, ansinh::table::Batches> = Register::Prepared(&register);
    let (verdicts, ..) = link::link_ruled(queries, register, model, &[]).unwrap();
    let (wall, cpu) = (start.elapsed().as_secs_f64(), cpu_seconds() - cpu);
    println!("prepared: {wall:.2} s wall, {cpu:.2} s CPU, peak {} MB", peak_megabytes());
    assert!(verdicts == expected, "the prepared register gives other verdicts");
}

/// Verdicts by what the rows have, and what the reviews show.
fn breakdown(queries: &[Query], verdicts: &[Verdict], truth: &[Option<PersonId>]) {
    let mut groups = BTreeMap::<String, [usize; 5]>::new();
    for ((query, verdict), truth) in queries.iter().zip(verdicts).zip(truth) {
        let id = if query.id.is_some() { "id" } else { "no id" };
        let birth = match query.birth {
            None => "no birth date",
            Some(birth) if birth.day().is_some() => "full date",
            Some(_) => "year only",
        };
        let who = if truth.is_some() { format!("{id}, {birth}") } else { "not in the register".to_owned() };
        let shown = [verdict.person_id, verdict.runner_up_id];
        let place = match verdict.outcome {
            Outcome::Matched if verdict.person_id == *truth => 0,
            Outcome::Matched => 1,
            Outcome::Review if truth.is_some() && shown.contains(truth) => 2,
            Outcome::Review => 3,
            _ => 4,
        };
        for group in [who, "all".to_owned()] {
            groups.entry(group).or_default()[place] += 1;
        }
    }
    let mut bins = [[0_usize; 2]; 10];
    for (verdict, truth) in verdicts.iter().zip(truth).filter(|(verdict, _)| verdict.outcome == Outcome::Review) {
        let two = verdict.probability.unwrap_or(0.0) + verdict.runner_up_probability.unwrap_or(0.0);
        let right = truth.is_some() && [verdict.person_id, verdict.runner_up_id].contains(truth);
        bins[((two * 10.0) as usize).min(9)][usize::from(right)] += 1;
    }
    println!("  reviews by the probability of the two shown, in tenths: without and with the right one {bins:?}");
    println!("  {:24} rows, matched right, wrong, review with the right one shown, without, nobody", "");
    for (group, counts) in groups {
        println!("  {group:24} {} {counts:?}", counts.iter().sum::<usize>());
    }
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

fn write(
    folder: &Path,
    people: usize,
    records: usize,
    (noise, seed): (Noise, u64),
) -> (Vec<Query>, Vec<Option<PersonId>>) {
    std::fs::create_dir(folder.join("registers")).unwrap();
    let mut writer = Writer::create(&folder.join("registers/population.parquet")).unwrap();
    let mut city = City::new(seed, 114, records as f64 / people as f64, noise);
    let (mut rows, mut written, mut queries, mut truth) = (Vec::new(), 0, Vec::new(), Vec::new());
    while written < people {
        let (members, entries) = city.household();
        written += members.len();
        rows.extend(members);
        for entry in entries {
            queries.push(Query { index: queries.len(), ..entry.query });
            truth.push(entry.truth);
        }
        if rows.len() >= 100_000 || written >= people {
            writer.write(&rows).unwrap();
            rows.clear();
        }
    }
    writer.finish().unwrap();
    (queries, truth)
}

/// CPU seconds of the process so far (Linux; 100 ticks a second).
fn cpu_seconds() -> f64 {
    let stat = std::fs::read_to_string("/proc/self/stat").unwrap_or_default();
    let after_name = stat.rsplit(')').next().unwrap_or("");
    let ticks: f64 = after_name.split_whitespace().skip(11).take(2).filter_map(|t| t.parse::<f64>().ok()).sum();
    ticks / 100.0
}

/// Peak resident memory in MB (Linux).
fn peak_megabytes() -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let peak = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    peak.and_then(|text| text.split_whitespace().next()?.parse::<u64>().ok()).unwrap_or(0) / 1024
}
