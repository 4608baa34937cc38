//! Rows of one list that are one person: clusters that hold together by their evidence.
//!
//! The rule. Two clusters become one where (1) some pair across them is a match by itself, (2) the
//! mean evidence over all pairs across them, each taken at no more than the match limit's bits, is
//! for one person rather than for two, and (3) no pair across them is at a level that sets two rows
//! apart. Pairs that blocking never brought are weighed too. So a chain of single links does not
//! make a cluster: whoever joins must fit the whole of it. The strongest pairs are tried first,
//! and again after each joining until nothing changes.

use std::collections::BTreeMap;

use super::list::{Columns, Pair};
use super::score::Scored;
use super::weights::Scale;
use crate::model::Private;
use crate::table::matching::ClusterRow;

/// The cluster of each row, by the number of its first row.
pub(super) fn cluster(scored: &[Scored], columns: &Columns, scale: &Scale, size: f64, matched: f64) -> Vec<u32> {
    let limit = (matched / (1.0 - matched)).log2();
    let mut links: Vec<&Scored> = scored.iter().filter(|scored| scored.bits + size >= limit && !scored.apart).collect();
    // Rows stand in the order of their content: ties never depend on the file.
    links.sort_by(|a, b| b.bits.total_cmp(&a.bits).then(a.pair.cmp(&b.pair)));
    let mut of_row: Vec<u32> = (0..columns.left.len() as u32).collect();
    let mut members: BTreeMap<u32, Vec<u32>> = BTreeMap::new();
    let known: BTreeMap<Pair, (f64, bool)> =
        scored.iter().map(|scored| (scored.pair, (scored.bits, scored.apart))).collect();
    loop {
        let mut joined = false;
        links.retain(|link| {
            let (a, b) = (of_row[link.pair.left as usize], of_row[link.pair.right as usize]);
            if a == b {
                return false;
            }
            let of = |cluster: u32| members.get(&cluster).cloned().unwrap_or_else(|| vec![cluster]);
            let (first, second) = (of(a), of(b));
            if !fits(&first, &second, &known, scale, size, limit) {
                return true;
            }
            let (keep, gone) = (a.min(b), a.max(b));
            members.remove(&gone);
            let mut all = [first, second].concat();
            all.sort_unstable();
            all.iter().for_each(|&row| of_row[row as usize] = keep);
            members.insert(keep, all);
            joined = true;
            false
        });
        if !joined {
            return of_row;
        }
    }
}

fn fits(
    first: &[u32],
    second: &[u32],
    known: &BTreeMap<Pair, (f64, bool)>,
    scale: &Scale,
    size: f64,
    limit: f64,
) -> bool {
    let mut sum = 0.0;
    for &a in first {
        for &b in second {
            let pair = Pair { left: a.min(b), right: a.max(b) };
            let (bits, apart) = known.get(&pair).copied().unwrap_or_else(|| {
                let scored = Scored::of(scale, pair);
                (scored.bits, scored.apart)
            });
            if apart {
                return false;
            }
            sum += (bits + size).clamp(-limit.max(1.0) * 2.0, limit.max(1.0));
        }
    }
    sum > 0.0
}

/// All pairs of rows that share a cluster.
pub(super) fn pairs_within(of_row: &[u32]) -> Vec<Pair> {
    let mut pairs = Vec::new();
    for members in members(of_row).into_values() {
        for (at, &left) in members.iter().enumerate() {
            pairs.extend(members[at + 1..].iter().map(|&right| Pair { left, right }));
        }
    }
    pairs
}

fn members(of_row: &[u32]) -> BTreeMap<u32, Vec<u32>> {
    let mut members = BTreeMap::<u32, Vec<u32>>::new();
    for (row, &cluster) in of_row.iter().enumerate() {
        members.entry(cluster).or_default().push(row as u32);
    }
    members
}

/// The cluster of every row, in the order of the file. A cluster is named after the smallest id in
/// it, so that it keeps its name while that row stays.
pub(super) fn rows(of_row: &[u32], columns: &Columns) -> Vec<ClusterRow> {
    let mut rows = Vec::new();
    for members in members(of_row).into_values() {
        let id = |row: &u32| columns.left.ids[*row as usize].as_str();
        let name = members.iter().map(id).min().unwrap_or_default();
        for row in &members {
            let cluster =
                ClusterRow { id: Private::new(id(row)), cluster_id: Private::new(name), size: members.len() as u32 };
            rows.push((columns.left.places[*row as usize], cluster));
        }
    }
    rows.sort_by_key(|(place, _)| *place);
    rows.into_iter().map(|(_, row)| row).collect()
}
