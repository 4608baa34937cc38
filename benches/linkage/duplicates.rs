//! Pairs of rows of one person against the truth, by where the two rows lie.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::sync::Arc;

use ansinh::link::{Alike, Verdict, duplicates, match_rows};
use ansinh::model::{Benefit, Coded, Outcome, Record, RowId};

use crate::made::Case;
use crate::record::record;

/// People with a row who have a second one: an assumption, of the order of what `linkage.md` counted
/// (12,250 pairs in 300,000 rows).
pub(crate) const SHARE: f64 = 0.042;

type Pairs = BTreeSet<[usize; 2]>;

/// Precision, recall and F1 of the pairs: by the matches alone, then with what rows share with rows.
pub(crate) fn print(cases: &[Case], verdicts: &[Verdict], alike: &[Alike]) {
    let records: Vec<Record> = cases.iter().enumerate().map(|(at, case)| as_record(at, case)).collect();
    let truth = pairs(cases.iter().enumerate().filter_map(|(at, case)| Some((case.whose?, at))));
    let matches = match_rows(&records, verdicts);
    for (what, alike) in [("by matches alone", &[][..]), ("with rows compared with rows", alike)] {
        let persons = ansinh::link::persons(&records, &matches, alike);
        let rows = duplicates(&records, &matches, &HashMap::new(), &persons);
        let found = pairs(rows.iter().map(|row| (row.group_id.as_str(), row.row_id.row as usize)));
        println!("  pairs of rows of one person, {what}");
        let kinds = |pair: &[usize; 2]| kinds(*pair, cases, verdicts);
        let count = |pairs: &Pairs| {
            let mut counts = BTreeMap::<&str, usize>::new();
            pairs.iter().flat_map(kinds).for_each(|kind| *counts.entry(kind).or_default() += 1);
            counts
        };
        let (right, found, truth) = (count(&(&found & &truth)), count(&found), count(&truth));
        for (kind, &true_pairs) in &truth {
            let of = |counts: &BTreeMap<&str, usize>| counts.get(kind).copied().unwrap_or(0) as f64;
            println!(
                "  {kind:34} {true_pairs:7} pairs: precision {:.5} ({} wrong), recall {:.5}, F1 {:.5}",
                of(&right) / of(&found),
                of(&found) - of(&right),
                of(&right) / true_pairs as f64,
                2.0 * of(&right) / (of(&found) + true_pairs as f64)
            );
        }
    }
}

fn as_record(at: usize, case: &Case) -> Record {
    let ward = case.query.ward.map_or_else(|| "10500".to_owned(), |ward| ward.code().into_owned());
    let made = record(1, at as u32, &ward, Benefit::Htxh);
    let file = u64::from(case.list);
    let row_id = RowId { file, ..made.row_id };
    Record { row_id, file: Arc::from(format!("{ward}/{file}.xlsx")), id: case.query.id, ..made }
}

/// All pairs of rows that share a key.
fn pairs<Key: Ord>(rows: impl Iterator<Item = (Key, usize)>) -> Pairs {
    let mut groups = BTreeMap::<Key, Vec<usize>>::new();
    rows.for_each(|(key, at)| groups.entry(key).or_default().push(at));
    let mut pairs = Pairs::new();
    for rows in groups.values() {
        for (at, &a) in rows.iter().enumerate() {
            pairs.extend(rows[at + 1..].iter().map(|&b| [a.min(b), a.max(b)]));
        }
    }
    pairs
}

fn kinds(pair: [usize; 2], cases: &[Case], verdicts: &[Verdict]) -> Vec<&'static str> {
    let [a, b] = pair.map(|at| &cases[at]);
    let place = match (a.query.ward == b.query.ward, a.list == b.list) {
        (true, true) => "2 in one list",
        (true, false) => "2 across lists of a ward",
        (false, _) => "2 across wards",
    };
    let ids = match [a, b].iter().filter(|case| case.query.id.is_some()).count() {
        0 => "3 no row has an id",
        1 => "3 one row has an id",
        _ => "3 both rows have an id",
    };
    let open = pair.iter().filter(|&&at| verdicts[at].outcome != Outcome::Matched).count();
    let register = match (a.truth.is_some(), open) {
        (false, _) => "4 not in the register",
        (true, 0) => "4 both matched",
        (true, 1) => "4 one matched",
        (true, _) => "4 none matched",
    };
    vec!["1 all", place, ids, register]
}
