//! Two people of the register who each have a part of what a row says: which of them it means is a
//! question for a person, whatever the sum. Between people drawn by chance a number or a rare agreement
//! decides; between father and son, twins or namesakes of one year it was perhaps only copied wrongly.

use super::candidate::Candidate;
use super::levels::{BirthLevel, IdLevel, Levels, NameLevel, WardLevel};
use super::query::{Prepared, Query, Source};
use crate::model::PersonId;

/// Bits below which a living namesake stands too near to somebody dead: 1 in 10,000.
const NEAR_THE_DEAD: f64 = 13.3;

/// Who must be shown beside the best candidate, by place among the candidates; `None` where nobody
/// contests it.
pub(super) fn rival(query: &Query, prepared: &Prepared, candidates: &[Candidate]) -> Option<usize> {
    by_number(prepared, candidates).or_else(|| of_the_dead(query, candidates))
}

/// The number is one person's, name and birth date are better another's, and one of the two is the best.
fn by_number(prepared: &Prepared, candidates: &[Candidate]) -> Option<usize> {
    let own = |candidate: &Candidate| matches!(candidate.levels.id, IdLevel::Equal | IdLevel::CmndEqual);
    let at = candidates.iter().position(own)?;
    let owner = &candidates[at].levels;
    // A number that is nobody's of this name is no claim: the other levels tell that.
    if owner.name.is_weak() || owner.name == NameLevel::Missing {
        return None;
    }
    let number = contradiction(prepared);
    let named = |place: usize| place != at && is_named_better(&candidates[place].levels, owner, number);
    match at {
        0 => (1..candidates.len()).find(|&place| named(place)),
        _ => named(0).then_some(at),
    }
}

/// How the row contradicts what its own number says of sex and birth year.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Contradiction {
    None,
    /// Sex, or the year next to it, which a clerk may have taken from the age.
    Slight,
    /// Another year.
    Plain,
}

fn contradiction(prepared: &Prepared) -> Contradiction {
    let Some(id) = PersonId::from_number(prepared.who.id) else { return Contradiction::None };
    let (year, born) = (prepared.who.year(), u32::from(id.birth_year().unsigned_abs()));
    let sex = super::query::gender_code(Some(id.gender()));
    if year > 0 && year.abs_diff(born) > 1 {
        Contradiction::Plain
    } else if year > 0 && year != born || prepared.gender > 0 && prepared.gender != sex {
        Contradiction::Slight
    } else {
        Contradiction::None
    }
}

/// Whether the row names somebody better than the owner of its number.
fn is_named_better(own: &Levels, owner: &Levels, number: Contradiction) -> bool {
    let vague = |level| matches!(level, BirthLevel::OneJanuary | BirthLevel::MonthOnly | BirthLevel::YearOnly);
    let agrees = |level| level == BirthLevel::Full || vague(level);
    let other_day = owner.birth != BirthLevel::Missing && !agrees(owner.birth);
    if !own.name.is_same() {
        return false;
    }
    let here = |levels: &Levels| matches!(levels.ward, WardLevel::Same | WardLevel::Address);
    match own.birth {
        // A namesake elsewhere is no rival of who lives where the row says, unless the number itself speaks
        // against the row.
        BirthLevel::Full if here(owner) && !here(own) => number == Contradiction::Plain,
        BirthLevel::Full => other_day || number != Contradiction::None || !owner.name.is_same(),
        // People of one name and year are many: only those of the ward, and against another year.
        birth if vague(birth) => here(own) && number == Contradiction::Plain && !agrees(owner.birth),
        _ => false,
    }
}

/// The best is dead, and a living namesake of the same birth date stands near.
fn of_the_dead(query: &Query, candidates: &[Candidate]) -> Option<usize> {
    let best = candidates.first().filter(|best| best.hit.about.is_dead() && query.source != Source::Death)?;
    let alike = |other: &Candidate| {
        !other.hit.about.is_dead()
            && (other.levels.name, other.levels.birth) == (best.levels.name, best.levels.birth)
            && best.weight - other.weight < NEAR_THE_DEAD
    };
    candidates.iter().position(alike)
}
