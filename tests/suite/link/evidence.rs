//! The lines of the evidence give the probability that is stated beside them.

use ansinh::link::{self, COLUMNS, Register, Ruled, Verdict};
use ansinh::model::Outcome;

use super::city::{HARD, Noise, USUAL};
use super::{generated, model, population};

/// Sum of the lines whose level does not fail `wanted`, and how far rounding may have moved it.
fn sum(evidence: &str, wanted: impl Fn(&str) -> bool) -> (f64, f64) {
    let lines = evidence.split(';').filter_map(|line| line.rsplit_once(':')).filter(|(level, _)| wanted(level));
    let bits: Vec<f64> = lines.map(|(_, bits)| bits.parse().unwrap()).collect();
    (bits.iter().sum(), 0.05 * bits.len() as f64 + 1e-6)
}

/// Whether a probability of the first follows from the sums of both, each as rounded.
fn follows(stated: f64, (own, slack): (f64, f64), (other, other_slack): (f64, f64)) -> bool {
    let chance = |own: f64, other: f64| own.exp2() / (1.0 + own.exp2() + other.exp2());
    let least = chance(own - slack, other + other_slack);
    let most = chance(own + slack, other - other_slack);
    (least - 1e-6..=most + 1e-6).contains(&stated)
}

#[track_caller]
fn check(verdict: &Verdict) {
    let (Some(stated), Some(weight)) = (verdict.probability, verdict.weight) else {
        assert!(!matches!(verdict.outcome, Outcome::Matched | Outcome::Review), "{verdict:?}");
        return;
    };
    let all = |_: &str| true;
    let own = sum(&verdict.evidence, all);
    let other = match verdict.runner_up_evidence.as_str() {
        "" => (f64::NEG_INFINITY, 0.0),
        evidence => sum(evidence, all),
    };
    let told = || format!("{:?} {stated}: {} | {}", verdict.outcome, verdict.evidence, verdict.runner_up_evidence);
    assert!(follows(stated, own, other), "{}", told());
    if let Some(second) = verdict.runner_up_probability {
        assert!(follows(second, other, own), "{second}, {}", told());
    }
    let (compared, slack) = sum(&verdict.evidence, |level| !level.ends_with("=listed") && !level.ends_with("=others"));
    assert!((compared - weight).abs() <= slack, "{weight}, {}", told());
}

/// Verdicts of a generated city as they are, and under decisions for the best and the second.
fn check_city(seed: u64, noise: Noise) {
    let made = generated(seed, 12_000, noise);
    let (_folder, population) = population(&made.rows);
    let batches = || population.batches(COLUMNS).unwrap();
    let verdicts = link::link(&made.queries, batches(), &model()).unwrap();
    verdicts.iter().for_each(check);
    let crowded = verdicts.iter().filter(|verdict| verdict.evidence.contains("register=others:-")).count();
    assert!(crowded > 0, "nobody of seed {seed} has a third candidate that counts");

    let decided = verdicts.iter().filter(|verdict| verdict.index % 5 == 0);
    let same = |verdict: &Verdict| if verdict.index.is_multiple_of(2) { verdict.runner_up_id } else { verdict.best };
    let ruled: Vec<Ruled> = decided
        .filter_map(|verdict| Some(Ruled { index: verdict.index, same: Some(same(verdict)?), not: Vec::new() }))
        .collect();
    let linked = link::link_ruled(&made.queries, Register::Batches(batches()), &model(), &ruled).unwrap();
    assert!(linked.verdicts.iter().any(|verdict| verdict.method == Some(link::Method::Decision)));
    linked.verdicts.iter().for_each(check);
}

#[test]
fn the_lines_of_both_people_give_the_probability() {
    for (seed, noise) in [(61, USUAL), (62, HARD), (63, Noise { twice: 0.2, ..HARD })] {
        check_city(seed, noise);
    }
}

#[test]
fn without_a_line_it_would_not_follow() {
    let (own, other) = ((-2.2 + 5.6, 0.5), (-3.8 + 5.6, 0.5));
    assert!(follows(0.7119, own, other));
    assert!(!follows(0.7119, (-2.2, 0.5), (-3.8, 0.5)), "the share of those who are in the register is missing");
    assert!(!follows(0.95, own, other));
}
