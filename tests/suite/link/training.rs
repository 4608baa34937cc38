//! Training a model: what is counted on a city whose chances are known, by ids and without them.

use ansinh::link::{self, COLUMNS, Model, Query, Trained, Training};
use std::path::Path;

use super::city::USUAL;
use super::{Generated, generated, model, population, score};

fn trained(made: &Generated, queries: &[Query]) -> Trained {
    let (_folder, population) = population(&made.rows);
    let batches = || population.batches(COLUMNS).unwrap();
    let training = Training { version: "test".to_owned(), origin: "a generated city".to_owned(), seed: 1 };
    link::train(queries, [batches(), batches()], &model(), &training).unwrap()
}

#[track_caller]
fn m(trained: &Trained, field: &str, level: &str, from: f64, to: f64) {
    let found = trained.report.levels.iter().find(|row| (row.field, row.level) == (field, level)).unwrap();
    assert!((from..=to).contains(&found.m.0), "{field} {level}: m {} of {} pairs", found.m.0, found.m.1);
}

#[test]
fn chances_are_counted_on_pairs_that_ids_anchor() {
    let made = generated(41, 25_000, USUAL);
    let trained = trained(&made, &made.queries);
    let report = &trained.report;
    assert!(report.pairs[0] > 1_000 && report.pairs[2] > 100_000, "{:?}", report.pairs);
    assert_eq!((report.fit.0, report.fit.2), (0, true), "counted, not iterated");
    // 94 % of names are without a slip, 4 % of rows are sent by another ward, one in five of the old
    // has the year only.
    m(&trained, "name", "exact", 0.90, 0.97);
    m(&trained, "ward", "same", 0.90, 0.97);
    m(&trained, "ward", "other", 0.01, 0.06);
    m(&trained, "birth", "full", 0.70, 0.90);
    for row in &report.levels {
        assert!(row.m.0 > 0.0 && row.m.0 <= 1.0 && row.u.0 > 0.0 && row.bits[0].is_finite(), "{row:?}");
    }
    let kept = Model::parse(Path::new("kept.toml"), &trained.text).unwrap();
    assert_eq!(kept.version(), "test");
    // The model decides: about as well as the one it came from.
    let (_folder, population) = population(&made.rows);
    let verdicts = link::link(&made.queries, population.batches(COLUMNS).unwrap(), &kept).unwrap();
    let (right, wrong, findable) = score(&verdicts, &made.truth);
    assert!(wrong * 1_000 <= right && right * 100 >= findable * 97, "{right} right, {wrong} wrong of {findable}");
}

#[test]
fn without_ids_the_chances_are_iterated_and_convergence_is_told() {
    let made = generated(42, 8_000, USUAL);
    let queries: Vec<Query> = made.queries.iter().map(|query| Query { id: None, ..query.clone() }).collect();
    let trained = trained(&made, &queries);
    let (iterations, change, converged) = trained.report.fit;
    assert!(iterations > 1 && converged == (change <= 1e-4), "{:?}", trained.report.fit);
    assert!(trained.report.found[0].contains("by EM"), "{}", trained.report.found[0]);
    m(&trained, "name", "exact", 0.88, 0.99);
    m(&trained, "ward", "same", 0.88, 0.99);
}
