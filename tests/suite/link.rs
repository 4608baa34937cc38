//! The linkage and the registers' room: verdicts on small registers written by hand, and the
//! figures on a seeded register with its truth.

#[path = "link/again.rs"]
mod again;
#[path = "link/city.rs"]
pub(crate) mod city;
#[path = "link/duplicates.rs"]
mod duplicates_of_records;
#[path = "link/evidence.rs"]
mod evidence;
#[path = "link/extracts.rs"]
mod extracts;
#[path = "link/order.rs"]
mod order;
#[path = "link/prepared.rs"]
mod prepared;
#[path = "link/provisional.rs"]
mod provisional;
#[path = "link/record.rs"]
mod record;
#[path = "link/rulings.rs"]
mod rulings;
#[path = "link/training.rs"]
mod training;
#[path = "link/verdicts.rs"]
mod verdicts_by_hand;

use std::collections::BTreeMap;
use std::path::Path;

use ansinh::link::{self, COLUMNS, Model, Query, Tally, Verdict};
use ansinh::model::{Outcome, PersonId};
use ansinh::registers::Population;
use ansinh::table::inputs::PopulationRow;
use ansinh::table::write_rows;

use city::{City, Entry, HARD, Noise, USUAL};

const MODEL: &str = "pipelines/linking/model-2026-11-23.toml";

fn model() -> Model {
    Model::load(Path::new(MODEL)).unwrap()
}

/// A city folder that holds only a population register.
fn population(rows: &[PopulationRow]) -> (tempfile::TempDir, Population) {
    let folder = tempfile::tempdir().unwrap();
    std::fs::create_dir(folder.path().join("registers")).unwrap();
    write_rows(&folder.path().join("registers/population.parquet"), rows).unwrap();
    let population = Population::open(folder.path()).unwrap();
    (folder, population)
}

fn verdicts(rows: &[PopulationRow], queries: &[Query]) -> (Vec<Verdict>, Tally) {
    let (_folder, population) = population(rows);
    link::link_counted(queries, population.batches(COLUMNS).unwrap(), &model()).unwrap()
}

struct Generated {
    rows: Vec<PopulationRow>,
    queries: Vec<Query>,
    truth: Vec<Option<PersonId>>,
}

fn generated(seed: u64, people: usize, noise: Noise) -> Generated {
    let mut city = City::new(seed, 20, 0.08, noise);
    let mut made = Generated { rows: Vec::new(), queries: Vec::new(), truth: Vec::new() };
    while made.rows.len() < people {
        let (members, entries) = city.household();
        made.rows.extend(members);
        for Entry { query, truth, .. } in entries {
            made.queries.push(Query { index: made.queries.len(), ..query });
            made.truth.push(truth);
        }
    }
    made
}

/// Right and wrong `matched`, and how many rows have somebody to find.
fn score(verdicts: &[Verdict], truth: &[Option<PersonId>]) -> (usize, usize, usize) {
    let matched = verdicts.iter().zip(truth).filter(|(verdict, _)| verdict.outcome == Outcome::Matched);
    let (right, wrong): (Vec<_>, Vec<_>) = matched.partition(|(verdict, truth)| verdict.person_id == **truth);
    (right.len(), wrong.len(), truth.iter().flatten().count())
}

#[track_caller]
fn check_figures(seed: u64, noise: Noise, least_f1: f64) {
    let made = generated(seed, 50_000, noise);
    let (verdicts, tally) = verdicts(&made.rows, &made.queries);
    let (right, wrong, findable) = score(&verdicts, &made.truth);
    let precision = right as f64 / (right + wrong) as f64;
    let f1 = 2.0 * right as f64 / (right + wrong + findable) as f64;
    let report =
        format!("right {right}, wrong {wrong}, of {findable}: F1 {f1:.4}, precision {precision:.5}; {tally:?}");
    if std::env::var_os("ANSINH_SHOW").is_some() {
        show(&report, &made, &verdicts);
    }
    assert!(precision >= 0.999 && f1 >= least_f1, "{report}");
    let unsafe_wrong = verdicts.iter().zip(&made.truth).filter(|(v, truth)| v.safe_to_act && v.person_id != **truth);
    assert_eq!(unsafe_wrong.count(), 0, "safe to act on, and wrong");
}

/// For whoever sets the model: where it fails, and m counted on the generated pairs.
#[allow(clippy::print_stderr, reason = "asked for by an environment variable")]
fn show(report: &str, made: &Generated, verdicts: &[Verdict]) {
    eprintln!("{report}");
    let by_id: BTreeMap<PersonId, &PopulationRow> = made.rows.iter().map(|row| (row.person_id, row)).collect();
    let mut levels = BTreeMap::<String, usize>::new();
    for ((verdict, truth), query) in verdicts.iter().zip(&made.truth).zip(&made.queries) {
        let own = truth.and_then(|id| link::levels_of(query, by_id[&id], &model()));
        if let Some(own) = own {
            for level in [
                format!("id.{}", own.id.as_str()),
                format!("name.{}", own.name.as_str()),
                format!("birth.{}", own.birth.as_str()),
                format!("gender.{}", own.gender.as_str()),
                format!("ward.{}", own.ward.as_str()),
                format!("phone.{}", own.phone.as_str()),
            ] {
                *levels.entry(level).or_default() += 1;
            }
        }
        let right = verdict.person_id == *truth && verdict.outcome == Outcome::Matched;
        if !(right || truth.is_none() && verdict.outcome == Outcome::NotFound) {
            eprintln!(
                "{:?} truth {} best right {} p {:?} next {:?} w {:?} {} own {own:?}",
                verdict.outcome,
                truth.is_some(),
                verdict.person_id == *truth,
                verdict.probability,
                verdict.runner_up_probability,
                verdict.weight,
                verdict.evidence
            );
        }
    }
    let total = made.truth.iter().flatten().count() as f64;
    levels.iter().for_each(|(level, count)| eprintln!("{level} {count} {:.4}", *count as f64 / total));
}

#[test]
fn figures_on_a_usual_city() {
    check_figures(11, USUAL, 0.99);
}

#[test]
fn figures_on_a_hard_city() {
    check_figures(12, HARD, 0.95);
}

#[test]
fn order_and_threads_do_not_matter() {
    let made = generated(13, 12_000, HARD);
    let (expected, _) = verdicts(&made.rows, &made.queries);
    assert!(expected.iter().any(|verdict| verdict.outcome == Outcome::Review), "the case must hold doubtful rows");
    let one_thread = rayon::ThreadPoolBuilder::new().num_threads(1).build().unwrap();
    assert_eq!(one_thread.install(|| verdicts(&made.rows, &made.queries)).0, expected);
    let mut rows = made.rows.clone();
    rows.reverse();
    assert_eq!(verdicts(&rows, &made.queries).0, expected, "rows of the register in another order");
    let backwards: Vec<Query> = made.queries.iter().rev().cloned().collect();
    let mut found = verdicts(&made.rows, &backwards).0;
    found.reverse();
    assert_eq!(found, expected, "queries in another order");
}

#[test]
fn probabilities_are_shares_of_one_whole() {
    let made = generated(14, 4_000, HARD);
    for verdict in verdicts(&made.rows, &made.queries).0 {
        let sum = verdict.probability.unwrap_or(0.0) + verdict.runner_up_probability.unwrap_or(0.0);
        assert!((0.0..=1.0 + 1e-9).contains(&sum) && verdict.probability >= verdict.runner_up_probability);
    }
}
