//! Who a left row is: one probability over all its candidates and "nobody".

use super::list::Columns;
use super::model::{Model, Relation};
use super::score::Scored;
use super::weights::Weights;
use crate::model::Outcome;

/// Left rows from which on a list says itself what share of it the other one has.
pub(super) const SAYS_ITSELF: usize = 30;

/// A verdict on a pair.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Judged {
    /// Index into the scored pairs.
    pub(super) at: usize,
    /// Bits, set against the size of the lists and the share of rows that both have.
    pub(super) weight: f64,
    pub(super) probability: f64,
    pub(super) outcome: Outcome,
    /// The left row's other best candidate, and its probability.
    pub(super) runner_up: Option<(usize, f64)>,
}

/// The verdicts, and the share of left rows that are on the right.
pub(super) struct Verdicts {
    pub(super) judged: Vec<Judged>,
    /// Bits of the right list's size.
    pub(super) size: f64,
    /// Bits of the share: for somebody of the other list, against nobody.
    pub(super) share_bits: f64,
    /// The share that was counted with.
    pub(super) share: f64,
    /// The share that these lists show; nothing where it is below what their rows can show.
    pub(super) found: f64,
}

/// Judges all left rows. `scored` is ordered by pair.
pub(super) fn judge(scored: &[Scored], columns: &Columns, weights: &Weights, model: &Model) -> Verdicts {
    let (left, right) = (columns.left.len().max(1) as f64, columns.right().len().max(1) as f64);
    let guess = (weights.prior * right).clamp(0.5 / left, 1.0 - 0.5 / left);
    let size = match model.relation {
        Relation::ManyToMany => (weights.prior / (1.0 - weights.prior)).log2(),
        _ => -right.log2(),
    };
    let of_left = groups(scored, columns.left.len(), |scored| scored.pair.left);
    let of_right = groups(scored, columns.right().len(), |scored| scored.pair.right);
    // Last month's share is not this month's: it counts where the rows are too few to say.
    let found = find_share(scored, &of_left, size, guess);
    let share = model.file.prior.share.filter(|_| columns.left.len() < SAYS_ITSELF).unwrap_or(found);
    let probability: Vec<f64> = match model.relation {
        Relation::ManyToMany => scored.iter().map(|scored| of_odds((scored.bits + size).exp2())).collect(),
        Relation::ManyToOne => posteriors(scored, &of_left, size, share),
        Relation::OneToOne => {
            let by_left = posteriors(scored, &of_left, size, share);
            let share_right = (share * left / right).clamp(0.5 / right, 1.0 - 0.5 / right);
            let by_right = posteriors(scored, &of_right, -left.log2(), share_right);
            by_left.iter().zip(&by_right).map(|(a, b)| a.min(*b)).collect()
        }
    };
    let share_bits = if model.relation == Relation::ManyToMany { 0.0 } else { (share / (1.0 - share)).log2() };
    let judged =
        of_left.iter().flat_map(|group| of_row(group, scored, &probability, size + share_bits, columns, model));
    Verdicts { judged: judged.collect(), size, share_bits, share, found: if found * left > 0.51 { found } else { 0.0 } }
}

fn of_odds(odds: f64) -> f64 {
    if odds.is_finite() { odds / (1.0 + odds) } else { 1.0 }
}

/// Indexes of the pairs of each row of a side.
fn groups(scored: &[Scored], rows: usize, side: impl Fn(&Scored) -> u32) -> Vec<Vec<usize>> {
    let mut groups = vec![Vec::new(); rows];
    for (at, scored) in scored.iter().enumerate() {
        groups[side(scored) as usize].push(at);
    }
    groups
}

/// Odds of a row's candidates together.
fn sum_of(group: &[usize], scored: &[Scored], size: f64) -> f64 {
    group.iter().map(|&at| (scored[at].bits + size).exp2()).sum()
}

/// The share of rows that somebody of the other list is, by EM over the rows.
fn find_share(scored: &[Scored], groups: &[Vec<usize>], size: f64, guess: f64) -> f64 {
    let sums: Vec<f64> = groups.iter().map(|group| sum_of(group, scored, size)).collect();
    let rows = sums.len().max(1) as f64;
    let mut share = guess;
    for _ in 0..1_000 {
        let nobody = (1.0 - share) / share;
        let found: f64 = sums.iter().map(|sum| of_odds(sum / nobody)).sum();
        let new = (found / rows).clamp(0.5 / rows, 1.0 - 0.5 / rows);
        let done = (new - share).abs() < 1e-9;
        share = new;
        if done {
            break;
        }
    }
    share
}

/// The probability of each pair within its row: at most one of the row's candidates is it.
fn posteriors(scored: &[Scored], groups: &[Vec<usize>], size: f64, share: f64) -> Vec<f64> {
    let nobody = (1.0 - share) / share;
    let mut out = vec![0.0; scored.len()];
    for group in groups {
        let all = nobody + sum_of(group, scored, size);
        for &at in group {
            out[at] = (scored[at].bits + size).exp2() / all;
        }
    }
    out
}

/// The verdict on one left row: a match, two candidates to choose from, or nothing.
fn of_row(
    group: &[usize],
    scored: &[Scored],
    probability: &[f64],
    size: f64,
    columns: &Columns,
    model: &Model,
) -> Vec<Judged> {
    let mut order: Vec<usize> = group.to_vec();
    let id = |at: usize| &columns.right().ids[scored[at].pair.right as usize];
    // Of two that weigh the same the id only says which is shown first: neither is matched.
    order.sort_by(|&a, &b| probability[b].total_cmp(&probability[a]).then_with(|| id(a).cmp(id(b))));
    let limits = &model.file.verdict;
    let judged = |place: usize, outcome: Outcome| {
        let at = order[place];
        let other = order.get(usize::from(place == 0)).filter(|_| order.len() > 1);
        Judged {
            at,
            weight: scored[at].bits + size,
            probability: probability[at],
            outcome,
            runner_up: other.map(|&other| (other, probability[other])),
        }
    };
    let is_match = |at: usize| probability[at] >= limits.matched && !scored[at].apart && !scored[at].held;
    if model.relation == Relation::ManyToMany {
        let outcome = |at: usize| if is_match(at) { Outcome::Matched } else { Outcome::Review };
        let wanted =
            (0..order.len()).filter(|&place| probability[order[place]] >= limits.review || scored[order[place]].asked);
        return wanted.map(|place| judged(place, outcome(order[place]))).collect();
    }
    let Some(&best) = order.first() else { return Vec::new() };
    if is_match(best) {
        return vec![judged(0, Outcome::Matched)];
    }
    let of_place = |place: usize| (probability[order[place]], scored[order[place]].asked);
    let candidates: Vec<(f64, bool)> = (0..order.len()).map(of_place).collect();
    shown(&candidates, limits.review).into_iter().map(|place| judged(place, Outcome::Review)).collect()
}

/// Which of a row's candidates (probability, asked for; the likeliest first) a person looks at, two at
/// most: the best, and the second where it counts at all, where these two together reach the limit;
/// and whoever is asked for.
fn shown(candidates: &[(f64, bool)], review: f64) -> Vec<usize> {
    let both = candidates.iter().take(2).map(|(probability, _)| probability).sum::<f64>() >= review;
    let counts = |place: usize| place == 0 || candidates[place].0 >= 0.01;
    let mut places: Vec<usize> = (0..candidates.len().min(2)).filter(|&place| both && counts(place)).collect();
    let asked = (0..candidates.len()).filter(|&place| candidates[place].1 && !places.contains(&place));
    let more: Vec<usize> = asked.take(2 - places.len()).collect();
    places.extend(more);
    places.sort_unstable();
    places
}

#[cfg(test)]
mod tests {
    use super::shown;

    #[track_caller]
    fn check(candidates: &[(f64, bool)], expected: &[usize]) {
        assert_eq!(shown(candidates, 0.3), expected, "{candidates:?}");
    }

    #[test]
    fn two_are_shown_at_most_and_whoever_is_asked_for() {
        check(&[(0.9, false), (0.05, false)], &[0, 1]);
        check(&[(0.9, false), (0.001, false)], &[0]);
        check(&[(0.2, false), (0.15, false)], &[0, 1]);
        // Twelve who are as likely: any two of them would be a guess.
        check(&[(0.083, false); 12], &[]);
        check(&[(0.2, false), (0.05, false), (0.04, false)], &[]);
        check(&[(0.2, false), (0.05, false), (1e-6, true)], &[2]);
        check(&[(0.9, false), (0.001, false), (1e-6, true)], &[0, 2]);
        check(&[(0.5, true), (0.4, true), (0.05, true)], &[0, 1]);
        check(&[], &[]);
    }
}
