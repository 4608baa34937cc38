//! Several main benefits of one person: the highest only, with the pairs that the law allows.

use super::engine::Asked;
use super::law::{Law, Reads};
use super::outcome::Outcome;
use super::series::Series;
use crate::model::{BenefitKind, Dong, EntitlementStatus, Reason};

/// A main claim in a stretch: its place among the claims, and what it would give.
type Bid = (usize, crate::model::Benefit, Dong);

/// Applies the combination rules to the claims of one subject, stretch by stretch: within one no
/// claim changes, so that one answer holds for all its months.
pub(super) fn combine(law: &Law, asked: &[Asked<'_>], series: &mut [Series]) {
    let main = |asked: &Asked<'_>| asked.benefit.kind() == BenefitKind::Main && asked.monthly();
    let main: Vec<usize> = (0..asked.len()).filter(|&one| main(&asked[one])).collect();
    if main.len() < 2 {
        return;
    }
    let mut ends: Vec<u32> = main.iter().flat_map(|&one| series[one].0.iter().map(|stretch| stretch.end)).collect();
    ends.sort_unstable();
    ends.dedup();
    main.iter().for_each(|&one| series[one].cut(&ends));
    for at in 0..ends.len() {
        let (mut bids, mut doubts): (Vec<Bid>, Vec<usize>) = (Vec::new(), Vec::new());
        for &one in &main {
            let outcome = &series[one].0[at].outcome;
            match outcome.status {
                EntitlementStatus::Entitled => bids.push((one, outcome.benefit, outcome.amount)),
                EntitlementStatus::Undetermined => doubts.push(one),
                EntitlementStatus::NotEntitled => {}
            }
        }
        if bids.len() + doubts.len() < 2 {
            continue;
        }
        settle(law, asked, series, at, &bids, &doubts);
    }
}

/// An undetermined claim may come to nothing or to the most that it can give: every choice is tried.
/// A claim that is paid in all of them stays, one that is paid in none has lost, the others hang on
/// what is unknown.
fn settle(law: &Law, asked: &[Asked<'_>], series: &mut [Series], at: usize, bids: &[Bid], doubts: &[usize]) {
    let best = winners(law, bids);
    let of = |one: usize| (one, series[one].0[at].outcome.benefit, series[one].0[at].outcome.possible);
    let doubtful: Vec<Bid> = doubts.iter().map(|&one| of(one)).collect();
    let mut may_win: Vec<usize> = best.clone();
    let mut hanging: Vec<(usize, Reads)> = Vec::new();
    for choice in 1..1_usize << doubtful.len().min(8) {
        let chosen = doubtful.iter().enumerate().filter(|(at, _)| choice >> at & 1 == 1).map(|(_, &bid)| bid);
        let with: Vec<Bid> = bids.iter().copied().chain(chosen.clone()).collect();
        let winners = winners(law, &with);
        // Of equal sums the one that hangs on nothing unknown: the amount is not in doubt.
        if total(&with, &winners) == total(bids, &best) {
            continue;
        }
        let missing = chosen.fold(Reads::default(), |all, (one, ..)| all.and(series[one].0[at].outcome.missing));
        let turned = bids.iter().map(|bid| bid.0).filter(|one| best.contains(one) != winners.contains(one));
        hanging.extend(turned.map(|one| (one, missing)));
        may_win.extend(winners);
    }
    let losers: Vec<usize> =
        bids.iter().chain(&doubtful).map(|bid| bid.0).filter(|one| !may_win.contains(one)).collect();
    for loser in losers {
        if let Some(&winner) = best.first() {
            series[loser].0[at].outcome = lost(law, asked, series, at, loser, winner);
        }
    }
    for (one, missing) in hanging {
        let outcome = &series[one].0[at].outcome;
        let missing = missing.and(outcome.missing);
        let explanation =
            law.law_of(outcome.benefit).map(|law_of| super::explain::unknown(law, law_of, missing, &outcome.clause));
        let hangs = Outcome {
            status: EntitlementStatus::Undetermined,
            coefficient: None,
            rate: None,
            amount: Dong::ZERO,
            missing,
            certain: false,
            explanation: explanation.unwrap_or_else(|| outcome.explanation.clone()),
            ..outcome.clone()
        };
        series[one].0[at].outcome = hangs;
    }
}

fn total(bids: &[Bid], paid: &[usize]) -> i64 {
    bids.iter().filter(|(one, ..)| paid.contains(one)).map(|bid| bid.2.0).sum()
}

/// The claims that are paid: the dearest set that the law allows; of equal ones the first.
fn winners(law: &Law, bids: &[Bid]) -> Vec<usize> {
    let mut best: (Dong, Vec<usize>) = (Dong(-1), Vec::new());
    let mut offer = |amount: Dong, set: Vec<usize>| {
        if amount > best.0 {
            best = (amount, set);
        }
    };
    for &(one, _, amount) in bids {
        offer(amount, vec![one]);
    }
    for (benefit, with) in &law.combination.together {
        for &(one, _, amount) in bids.iter().filter(|(_, own, _)| own == benefit) {
            for &(other, _, more) in bids.iter().filter(|(_, own, _)| with.contains(own)) {
                offer(Dong(amount.0.saturating_add(more.0)), vec![one, other]);
            }
        }
    }
    best.1
}

fn lost(law: &Law, asked: &[Asked<'_>], series: &[Series], at: usize, loser: usize, winner: usize) -> Outcome {
    let (own, paid) = (&series[loser].0[at].outcome, &series[winner].0[at].outcome);
    let other = law.law_of(paid.benefit).map_or("", |law| law.vi.as_str());
    let rule = &law.combination;
    let text = rule.vi.replace("{other}", other).replace("{amount}", &paid.amount.to_string());
    // Two labels of one family read the same benefit: the row of the loser bears the other label.
    let labels = [own.benefit, asked[loser].benefit, asked[winner].benefit];
    let benefit = labels.into_iter().find(|&label| label != paid.benefit).unwrap_or(own.benefit);
    Outcome {
        status: EntitlementStatus::NotEntitled,
        benefit,
        coefficient: None,
        rate: None,
        amount: Dong::ZERO,
        possible: Dong::ZERO,
        missing: Reads::default(),
        clause: rule.clause.clone(),
        confidence: paid.confidence.max(rule.confidence),
        explanation: text.into(),
        reason: Some(Reason::HighestOnly),
        since: None,
        certain: paid.certain && (own.certain || own.status == EntitlementStatus::Undetermined),
        decided: own.decided || paid.decided,
        held: own.held,
    }
}
