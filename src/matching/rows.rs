//! Verdicts and clusters as rows of the output tables, in the order of the left list.

use std::collections::BTreeSet;

use super::list::{Columns, Pair};
use super::model::Model;
use super::score::Scored;
use super::weights::{Scale, Weights};
use super::{clusters, evidence, verdict};
use crate::model::{Outcome, Private};
use crate::table::matching::{ClusterRow, PairRow};

/// Verdicts on the left rows as table rows, and the share of them that is on the right: the one
/// counted with, and the one found.
pub(super) fn link(scored: &[Scored], columns: &Columns, weights: &Weights, model: &Model) -> (Vec<PairRow>, [f64; 2]) {
    let verdicts = verdict::judge(scored, columns, weights, model);
    let mut rows: Vec<((u32, u32), PairRow)> = Vec::new();
    for (number, judged) in verdicts.judged.iter().enumerate() {
        let one = &scored[judged.at];
        let right = |at: usize| columns.right().ids[scored[at].pair.right as usize].as_str();
        let other = judged.runner_up.map(|(at, probability)| (right(at), probability));
        let row = PairRow {
            left_id: Private::new(&columns.left.ids[one.pair.left as usize]),
            right_id: Private::new(right(judged.at)),
            weight: judged.weight,
            probability: judged.probability,
            evidence: Private::new(&evidence::words(&one.terms, [verdicts.size, verdicts.share_bits], other, model)),
            outcome: judged.outcome,
            runner_up_id: other.map(|(id, _)| Private::new(id)),
            runner_up_probability: other.map(|(_, probability)| probability),
        };
        rows.push(((columns.left.places[one.pair.left as usize], number as u32), row));
    }
    rows.sort_by_key(|(place, _)| *place);
    (rows.into_iter().map(|(_, row)| row).collect(), [verdicts.share, verdicts.found])
}

/// Pairs of one person and pairs to be looked at, and the cluster of every row. A pair is one person
/// where both rows stand in one cluster.
pub(super) fn deduplicate(
    scored: &[Scored],
    columns: &Columns,
    scale: &Scale,
    size: f64,
    model: &Model,
) -> (Vec<PairRow>, Vec<ClusterRow>) {
    let limits = &model.file.verdict;
    let of_row = clusters::cluster(scored, columns, scale, size, limits.matched);
    let together = clusters::pairs_within(&of_row);
    let known: BTreeSet<Pair> = scored.iter().map(|scored| scored.pair).collect();
    let more = together.iter().filter(|pair| !known.contains(pair)).map(|&pair| Scored::of(scale, pair));
    let mut rows: Vec<((u32, u32), PairRow)> = Vec::new();
    for one in scored.iter().cloned().chain(more) {
        let weight = one.bits + size;
        let probability = 1.0 / (1.0 + (-weight).exp2());
        let same = of_row[one.pair.left as usize] == of_row[one.pair.right as usize];
        if !same && probability < limits.review && !one.asked {
            continue;
        }
        // The row that stands first in the file is the left one.
        let (a, b) = (one.pair.left as usize, one.pair.right as usize);
        let (a, b) = if columns.left.places[a] < columns.left.places[b] { (a, b) } else { (b, a) };
        let row = PairRow {
            left_id: Private::new(&columns.left.ids[a]),
            right_id: Private::new(&columns.left.ids[b]),
            weight,
            probability,
            evidence: Private::new(&evidence::words(&one.terms, [size, 0.0], None, model)),
            outcome: if same { Outcome::Matched } else { Outcome::Review },
            runner_up_id: None,
            runner_up_probability: None,
        };
        rows.push(((columns.left.places[a], columns.left.places[b]), row));
    }
    rows.sort_by_key(|(place, _)| *place);
    (rows.into_iter().map(|(_, row)| row).collect(), clusters::rows(&of_row, columns))
}
