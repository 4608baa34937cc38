//! Verdicts by what the rows have, what the reviews show, and whether a probability is what it says.

use std::collections::BTreeMap;

use ansinh::link::Verdict;
use ansinh::model::Outcome;

use crate::made::Case;

/// Prints all of it.
pub(crate) fn print(cases: &[Case], verdicts: &[Verdict]) {
    groups(cases, verdicts);
    reviews(cases, verdicts);
    reliability(cases, verdicts);
}

/// What became of a row.
fn place(case: &Case, verdict: &Verdict) -> usize {
    match verdict.outcome {
        Outcome::Matched if verdict.person_id == case.truth => 0,
        Outcome::Matched => 1,
        Outcome::Review if shows_right(case, verdict) => 2,
        Outcome::Review => 3,
        _ => 4,
    }
}

fn shows_right(case: &Case, verdict: &Verdict) -> bool {
    case.truth.is_some() && [verdict.person_id, verdict.runner_up_id].contains(&case.truth)
}

fn groups(cases: &[Case], verdicts: &[Verdict]) {
    let mut groups = BTreeMap::<String, [usize; 5]>::new();
    for (case, verdict) in cases.iter().zip(verdicts) {
        for group in groups_of(case) {
            groups.entry(group).or_default()[place(case, verdict)] += 1;
        }
    }
    println!("  {:42} {:>8} {:>9} {:>6} {:>8} {:>8} {:>8} {:>8}", "", "rows", "right", "wrong", "review", "", "", "");
    println!("  {:42} {:>8} {:>9} {:>6} {:>8} {:>8} {:>8} {:>8}", "", "", "", "", "shown", "not", "share", "nobody");
    for (group, counts) in groups {
        let rows: usize = counts.iter().sum();
        let [right, wrong, shown, without, nobody] = counts;
        let share = 100.0 * (shown + without) as f64 / rows as f64;
        println!("  {group:42} {rows:8} {right:9} {wrong:6} {shown:8} {without:8} {share:7.2}% {nobody:8}");
    }
}

fn groups_of(case: &Case) -> Vec<String> {
    let query = &case.query;
    if case.truth.is_none() {
        return vec!["1 all".to_owned(), "1 all: not in the register".to_owned()];
    }
    let id = if query.id.is_some() { "id" } else { "no id" };
    let birth = match query.birth {
        None => "no birth date",
        Some(birth) if birth.day().is_some() => "full date",
        Some(_) => "year only",
    };
    let mut groups = vec!["1 all".to_owned(), format!("2 {id}, {birth}")];
    if let Some(moved) = case.moved {
        groups.push(format!("3 {id}, {}", if moved { "moved" } else { "not moved" }));
    }
    if let Some(namesakes) = case.namesakes {
        let class = match namesakes {
            0 => "a name nobody has as written",
            1 => "a name nobody else has",
            2..=10 => "2-10 of the name",
            11..=100 => "11-100 of the name",
            101..=1_000 => "101-1,000 of the name",
            _ => "over 1,000 of the name",
        };
        groups.push(format!("4 {id}, {class}"));
    }
    if query.relative.is_some() {
        groups.push(format!("5 {id}, names a relative"));
    }
    groups
}

/// Where the right person stands among the candidates, and what became of the rows.
pub(crate) fn places(cases: &[Case], verdicts: &[Verdict], found: &[bool]) {
    let mut groups = BTreeMap::<String, [usize; 5]>::new();
    for ((case, verdict), &found) in cases.iter().zip(verdicts).zip(found) {
        let place = match () {
            () if case.truth.is_none() => continue,
            () if verdict.best == case.truth && verdict.outcome == Outcome::Matched => 0,
            () if verdict.best == case.truth => 1,
            () if verdict.runner_up_id == case.truth => 2,
            () if found => 3,
            () => 4,
        };
        groups_of(case).into_iter().for_each(|group| groups.entry(group).or_default()[place] += 1);
    }
    println!(
        "  {:42} {:>8} {:>8} {:>8} {:>8} {:>8}",
        "the right person is", "matched", "first", "second", "later", "no"
    );
    println!("  {:42} {:>8} {:>8} {:>8} {:>8} {:>8}", "", "", "", "", "", "candid.");
    for (group, [matched, first, second, later, none]) in groups {
        println!("  {group:42} {matched:8} {first:8} {second:8} {later:8} {none:8}");
    }
}

fn reviews(cases: &[Case], verdicts: &[Verdict]) {
    let pairs = || cases.iter().zip(verdicts).filter(|(_, verdict)| verdict.outcome == Outcome::Review);
    let (all, right) = (pairs().count(), pairs().filter(|(case, verdict)| shows_right(case, verdict)).count());
    // A review of somebody whom the register lacks has no right person.
    let in_register = pairs().filter(|(case, _)| case.truth.is_some()).count();
    let share = |part: usize, whole: usize| 100.0 * part as f64 / whole.max(1) as f64;
    let absent = || cases.iter().zip(verdicts).filter(|(case, _)| case.truth.is_none());
    let taken = absent().filter(|(_, verdict)| verdict.outcome == Outcome::Matched).count();
    println!(
        "  reviews {:.2} % of rows ({all}); the right one among the two shown in {:.2} % of all reviews, in {:.2} % of \
         those of people in the register ({in_register}); the right answer among the choices (one of the two, or \
         nobody of them for somebody whom the register lacks) in {:.2} %; \
         people not in the register matched: {taken} of {} ({:.3} %)",
        share(all, cases.len()),
        share(right, all),
        share(right, in_register),
        share(right + all - in_register, all),
        absent().count(),
        share(taken, absent().count()),
    );
}

/// Bins of the best candidate's probability: least probability, label.
const BINS: [(f64, &str); 10] = [
    (0.0, "0-.5"),
    (0.5, ".5-.8"),
    (0.8, ".8-.9"),
    (0.9, ".9-.95"),
    (0.95, ".95-.98"),
    (0.98, ".98-.99"),
    (0.99, ".99-.995"),
    (0.995, ".995-.999"),
    (0.999, ".999-.9999"),
    (0.9999, ".9999-1"),
];

fn reliability(cases: &[Case], verdicts: &[Verdict]) {
    let mut bins = [(0_usize, 0_usize, 0.0_f64); BINS.len()];
    for (case, verdict) in cases.iter().zip(verdicts) {
        let (Some(probability), Some(best)) = (verdict.probability, verdict.best) else { continue };
        let bin = BINS.partition_point(|(least, _)| *least <= probability).saturating_sub(1);
        let (rows, right, sum) = &mut bins[bin];
        *rows += 1;
        *right += usize::from(case.truth == Some(best));
        *sum += probability;
    }
    println!(
        "  {:>12} {:>8} {:>10} {:>10}   probability of the best candidate against the truth",
        "", "rows", "said", "right"
    );
    for ((_, label), (rows, right, sum)) in BINS.iter().zip(bins).filter(|(_, bin)| bin.0 > 0) {
        println!("  {label:>12} {rows:8} {:10.5} {:10.5}", sum / rows as f64, right as f64 / rows as f64);
    }
}
