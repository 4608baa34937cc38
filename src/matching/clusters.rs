//! Rows of one list that are one person. Pairs that blocking never brought are weighed too.

use std::collections::BTreeMap;

use super::list::{Columns, Pair};
use super::score::Scored;
use super::weights::Scale;
use crate::likeness::{self, Bond, Link};
use crate::model::Private;
use crate::table::matching::ClusterRow;

/// The cluster of each row, by the number of its first row. `size` bits are set against a pair's own,
/// which must reach the probability `matched` to link two rows.
pub(super) fn cluster(scored: &[Scored], columns: &Columns, scale: &Scale, size: f64, matched: f64) -> Vec<u32> {
    let limit = (matched / (1.0 - matched)).log2();
    let strong = scored.iter().filter(|scored| scored.bits + size >= limit && !scored.apart && !scored.held);
    let link = |scored: &Scored| Link { rows: [scored.pair.left, scored.pair.right], bits: scored.bits };
    let known: BTreeMap<Pair, Bond> = scored.iter().map(|scored| (scored.pair, bond(scored, size))).collect();
    let of_pair = |left: u32, right: u32| {
        let pair = Pair { left, right };
        known.get(&pair).copied().unwrap_or_else(|| bond(&Scored::of(scale, pair), size))
    };
    let alone = (0..columns.left.len() as u32).collect();
    likeness::cluster(alone, strong.map(link).collect(), limit, of_pair)
}

/// Two rows that lack what a match of them asks for do not meet through a third either: a name without
/// marks is both twins'.
fn bond(scored: &Scored, size: f64) -> Bond {
    Bond { bits: scored.bits + size, apart: scored.apart || scored.held }
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

/// The cluster of every row, by cluster and id: the order of the file is nothing. A cluster is named
/// after the smallest id in it, so that it keeps its name while that row stays.
pub(super) fn rows(of_row: &[u32], columns: &Columns) -> Vec<ClusterRow> {
    let mut rows = Vec::new();
    for members in members(of_row).into_values() {
        let id = |row: &u32| columns.left.ids[*row as usize].as_str();
        let name = members.iter().map(id).min().unwrap_or_default();
        for row in &members {
            let cluster =
                ClusterRow { id: Private::new(id(row)), cluster_id: Private::new(name), size: members.len() as u32 };
            rows.push(cluster);
        }
    }
    rows.sort_by(|a, b| {
        let key = |row: &ClusterRow| (row.cluster_id.reveal().to_owned(), row.id.reveal().to_owned());
        key(a).cmp(&key(b))
    });
    rows
}
