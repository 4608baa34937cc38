//! The verdict on a record that somebody decided about: the decision holds, and the evidence says
//! beside it what it would have said.

use super::Found;
use super::census::Census;
use super::levels::{BirthLevel, IdLevel, Levels, NameLevel};
use super::model::Model;
use super::query::{Prepared, Query};
use super::rulings::{Ruled, Standing};
use super::stream::Hit;
use super::verdict::{self, Method, Verdict};
use crate::model::{Difference, Outcome, PersonId};

/// Bits below nobody at which the evidence speaks strongly against a decision: a thousand to one.
const FAR: f64 = 10.0;

/// Judges one record under what was decided about it. `hits` are its candidates, ordered by person;
/// the person decided for is among them wherever the register has them.
pub(super) fn judge(
    query: &Query,
    prepared: &Prepared,
    (hits, family): Found,
    (census, model): (&Census, &Model),
    ruled: &Ruled,
) -> (Verdict, Standing) {
    let is_out = |hit: &Hit| PersonId::from_number(hit.person).is_some_and(|person| ruled.not.contains(&person));
    let mut standing = Standing {
        against_id: hits
            .iter()
            .filter(|hit| is_out(hit) && by_id_and_name(hit))
            .filter_map(|hit| PersonId::from_number(hit.person))
            .collect(),
        ..Standing::default()
    };
    let allowed: Vec<Hit> = hits.iter().filter(|hit| !is_out(hit)).copied().collect();
    let alone = Prepared { decided: 0, ..*prepared };
    let mut open = verdict::judge(query, &alone, (&allowed, family), census, model);
    let another = |person: u64| hits.iter().any(|hit| owns_id(hit) && hit.person != person);
    let Some(person) = ruled.same else {
        if hits.iter().any(|hit| is_out(hit) && owns_id(hit)) {
            say_id_of_another(&mut open);
        }
        if open.outcome == Outcome::Matched {
            let found = |person: &PersonId| hits.iter().any(|hit| hit.person == person.number());
            standing.lost = ruled.not.iter().filter(|person| !found(person)).copied().collect();
            if !standing.lost.is_empty() {
                open.ask();
            }
        }
        return (open, standing);
    };
    let Some(hit) = hits.iter().find(|hit| hit.person == person.number()) else {
        standing.missing = true;
        // Whoever the evidence is for is not who was decided for.
        if open.outcome == Outcome::Matched {
            open.ask();
        }
        return (open, standing);
    };
    standing.dead = hit.about.is_dead();
    standing.another_by_id = hits.iter().any(|other| other.person != hit.person && by_id_and_name(other));
    // What the evidence alone says stays beside the decision, and who else it is for.
    let mut decided = verdict::judge(query, prepared, (&allowed, family), census, model);
    if another(hit.person) {
        say_id_of_another(&mut decided);
    }
    let absent = model.absent_odds(query.source, prepared.who.year());
    let ahead = decided.weight.map(|weight| weight - absent.log2());
    let offered = [open.best, open.runner_up_id].contains(&Some(person));
    standing.unlike = ahead.is_some_and(|ahead| ahead < -FAR) || (!offered && !agrees_anywhere(&decided.levels));
    let contested = standing.dead || standing.another_by_id || standing.unlike;
    decided.method = Some(if contested { Method::DecisionContested } else { Method::Decision });
    decided.safe_to_act = !contested;
    (decided, standing)
}

impl Verdict {
    /// Makes a match a question: somebody decided otherwise.
    pub(super) const fn ask(&mut self) {
        (self.outcome, self.safe_to_act) = (Outcome::Review, false);
    }
}

/// Whether the number, the name or the birth date agrees at least in part.
const fn agrees_anywhere(levels: &Levels) -> bool {
    matches!(levels.id, IdLevel::Equal | IdLevel::CmndEqual | IdLevel::Near)
        || !matches!(levels.name, NameLevel::Missing | NameLevel::Other)
        || !matches!(levels.birth, BirthLevel::Missing | BirthLevel::Other)
}

const fn owns_id(hit: &Hit) -> bool {
    matches!(hit.levels.id, IdLevel::Equal | IdLevel::CmndEqual)
}

fn by_id_and_name(hit: &Hit) -> bool {
    owns_id(hit) && hit.levels.name != NameLevel::Missing && !hit.levels.name.is_weak()
}

fn say_id_of_another(verdict: &mut Verdict) {
    verdict.differences.retain(|difference| !matches!(difference, Difference::IdWrong | Difference::IdMissing));
    if !verdict.differences.contains(&Difference::IdOfAnother) {
        verdict.differences.push(Difference::IdOfAnother);
    }
}
