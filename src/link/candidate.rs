//! The candidates of one record, weighed.

use super::Found;
use super::census::Census;
use super::levels::{BirthLevel, IdLevel, Levels, NameLevel, RelativeLevel};
use super::model::Model;
use super::query::Prepared;
use super::relative::Family;
use super::stream::Hit;
use super::weigh::{Shares, Terms, Weighing};

/// A candidate with its settled levels, its terms and their sum less the register's size, in bits.
pub(super) struct Candidate<'a> {
    pub(super) hit: &'a Hit,
    pub(super) levels: Levels,
    pub(super) terms: Terms,
    pub(super) weight: f64,
}

/// The candidates of one record, the best first. `hits` are ordered by person; `family` is who was
/// found for the relative that it names.
pub(super) fn weighed<'a>(
    prepared: &Prepared,
    (hits, family): Found<'a>,
    census: &Census,
    model: &Model,
) -> Vec<Candidate<'a>> {
    let mut weighing = Weighing::new(Shares::counted(prepared, family.map(|family| family.named), census), model);
    let owner = owner(hits);
    let size = -census.rows().log2();
    let candidate = |hit: &'a Hit| {
        let mut levels = settle(hit, owner, prepared, census, model);
        levels.relative = relative(hit, prepared, family);
        let terms = weighing.terms(&levels);
        Candidate { hit, levels, terms, weight: terms.iter().sum::<f64>() + size }
    };
    let mut candidates: Vec<Candidate> = hits.iter().map(candidate).collect();
    // Equal weights are settled by the person's number: never by threads or file order.
    candidates.sort_by(|a, b| b.weight.total_cmp(&a.weight).then(a.hit.person.cmp(&b.hit.person)));
    candidates
}

/// Whether the relative that the record names lives with a candidate.
pub(super) fn relative(hit: &Hit, prepared: &Prepared, family: Option<Family>) -> RelativeLevel {
    family.map_or(RelativeLevel::Missing, |family| family.level(hit, prepared))
}

/// Whose number the record carries.
pub(super) fn owner(hits: &[Hit]) -> Option<&Hit> {
    hits.iter().find(|hit| matches!(hit.levels.id, IdLevel::Equal | IdLevel::CmndEqual))
}

/// The levels that only the whole register and all candidates together can tell.
pub(super) fn settle(hit: &Hit, owner: Option<&Hit>, query: &Prepared, census: &Census, model: &Model) -> Levels {
    let mut levels = hit.levels;
    if levels.name == NameLevel::Edit
        && let Some(own) = &query.name
    {
        let carried = census.syllable_count(own.name.parts()[hit.about.spot()].0);
        // At least three people: a slip in the register itself makes no name real.
        if f64::from(carried) >= (model.file.fold.real_name_share * census.rows()).max(3.0) {
            levels.name = NameLevel::OtherName;
        }
    }
    // A number that is a slip away but somebody's own is that somebody's: twins' numbers are near.
    if let Some(owner) = owner.filter(|owner| owner.person != hit.person)
        && matches!(levels.id, IdLevel::Different | IdLevel::Near)
    {
        let together = owner.household > 0 && owner.household == hit.household;
        levels.id = if together { IdLevel::Member } else { IdLevel::Different };
    }
    let stranger = levels.name.is_weak() && (levels.birth.is_weak() || levels.birth == BirthLevel::Missing);
    if matches!(levels.id, IdLevel::Equal | IdLevel::CmndEqual) && stranger {
        levels.id = IdLevel::Contradicted;
    }
    levels
}
