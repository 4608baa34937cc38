//! Several main benefits of one person: the highest only, with the pairs that the law allows.

use super::engine::Asked;
use super::law::{Law, Reads};
use super::outcome::Outcome;
use crate::model::{BenefitKind, Dong, EntitlementStatus, Reason};

/// A main claim in a month: its place among the claims, and what it would give.
type Bid = (usize, crate::model::Benefit, Dong);

/// Applies the combination rules to the claims of one subject, month by month.
pub(super) fn combine(law: &Law, asked: &[Asked<'_>], series: &mut [Vec<Outcome>]) {
    let main: Vec<usize> = (0..asked.len()).filter(|&one| asked[one].benefit.kind() == BenefitKind::Main).collect();
    if main.len() < 2 {
        return;
    }
    let months = series[main[0]].len();
    for month in 0..months {
        let (mut bids, mut doubts): (Vec<Bid>, Vec<usize>) = (Vec::new(), Vec::new());
        for &one in &main {
            let outcome = &series[one][month];
            match outcome.status {
                EntitlementStatus::Entitled => bids.push((one, outcome.benefit, outcome.amount)),
                EntitlementStatus::Undetermined => doubts.push(one),
                EntitlementStatus::NotEntitled => {}
            }
        }
        if bids.len() + doubts.len() < 2 {
            continue;
        }
        settle(law, asked, series, month, &bids, &doubts);
    }
}

fn settle(law: &Law, asked: &[Asked<'_>], series: &mut [Vec<Outcome>], month: usize, bids: &[Bid], doubts: &[usize]) {
    let best = winners(law, bids);
    let mut hanging = Vec::new();
    for &doubt in doubts {
        let outcome = &series[doubt][month];
        let with: Vec<Bid> = bids.iter().copied().chain([(doubt, outcome.benefit, outcome.possible)]).collect();
        let (winners, missing) = (winners(law, &with), outcome.missing);
        if winners.contains(&doubt) {
            hanging.extend(best.iter().filter(|one| !winners.contains(one)).map(|&one| (one, missing)));
        } else if let Some(&winner) = best.first() {
            series[doubt][month] = lost(law, asked, series, month, doubt, winner);
        }
    }
    for &(one, ..) in bids.iter().filter(|(one, ..)| !best.contains(one)) {
        series[one][month] = lost(law, asked, series, month, one, best[0]);
    }
    for (one, missing) in hanging {
        let outcome = &series[one][month];
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
        series[one][month] = hangs;
    }
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

fn lost(law: &Law, asked: &[Asked<'_>], series: &[Vec<Outcome>], month: usize, loser: usize, winner: usize) -> Outcome {
    let (own, paid) = (&series[loser][month], &series[winner][month]);
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
        certain: paid.certain && (own.certain || own.status == EntitlementStatus::Undetermined),
        decided: own.decided || paid.decided,
        held: own.held,
    }
}
