//! Were the records linked to the right people?

use std::collections::{BTreeMap, HashMap};
use std::path::Path;

use ansinh::model::Outcome;
use ansinh::table::outputs::{MatchRow, SourceRowRow};
use ansinh::table::read_rows;
use ansinh::table::truth::TruthRowRow;

use crate::share;

pub(crate) fn score(tables: &Path, truth: &Path) {
    let truth: Vec<TruthRowRow> = read_rows(&truth.join("truth_rows.parquet")).unwrap().0;
    let truth: HashMap<_, _> =
        truth.iter().map(|row| ((row.file.as_str(), row.sheet.as_str(), row.row_number), row)).collect();
    let seen: Vec<SourceRowRow> = read_rows(&tables.join("source_rows.parquet")).unwrap().0;
    let seen: HashMap<_, _> = seen.iter().map(|row| (row.row_id, row)).collect();
    let matches: Vec<MatchRow> = read_rows(&tables.join("matches.parquet")).unwrap().0;
    let (mut right, mut wrong, mut linkable, mut reviews, mut shown) = (0, 0, 0, 0, 0);
    let mut missed: BTreeMap<String, usize> = BTreeMap::new();
    for verdict in &matches {
        let place = &seen[&verdict.row_id];
        let Some(row) = truth.get(&(&*place.file, &*place.sheet, place.row_number)) else { continue };
        linkable += usize::from(row.person_id.is_some());
        let matched = verdict.outcome == Outcome::Matched;
        let is_right = row.person_id.is_some() && verdict.person_id == row.person_id;
        match (matched, is_right) {
            (true, true) => right += 1,
            (true, false) => wrong += 1,
            (false, _) => {}
        }
        if verdict.outcome == Outcome::Review {
            reviews += 1;
            shown += usize::from(is_right || (row.person_id.is_some() && verdict.runner_up_id == row.person_id));
        }
        if row.person_id.is_some() && !(matched && is_right) {
            *missed.entry(format!("{} [{}]", verdict.outcome, row.quirks.join(" "))).or_default() += 1;
        }
    }
    let f1 = 2.0 * right as f64 / (right + wrong + linkable).max(1) as f64;
    println!("matched: precision               {}", share(right, right + wrong));
    println!("matched: recall                  {}", share(right, linkable));
    println!("matched: F1                      {f1:.4}");
    println!("reviews                          {}", share(reviews, matches.len()));
    println!("reviews that show the person     {}", share(shown, reviews));
    let mut missed: Vec<_> = missed.into_iter().collect();
    missed.sort_by_key(|(what, count)| (std::cmp::Reverse(*count), what.clone()));
    for (what, count) in missed.into_iter().take(12) {
        println!("  {count:>6}  not matched: {what}");
    }
}
