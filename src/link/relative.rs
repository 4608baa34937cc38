//! The household as a tie-break: a row may name somebody who lives with the person.

use super::levels::{IdLevel, NameLevel, RelativeLevel};
use super::query::Prepared;
use super::stream::Hit;

/// Whom the register holds under the name or number of the relative that a row names.
#[derive(Debug, Clone, Copy)]
pub(super) struct Family<'a> {
    /// The relative.
    pub(super) named: &'a Prepared,
    /// Everybody who may be the relative.
    pub(super) hits: &'a [Hit],
}

impl Family<'_> {
    /// Whether the relative lives with a candidate. By name the relative is looked for in the row's
    /// wards only, so that a household elsewhere says nothing; by number everywhere.
    pub(super) fn level(self, candidate: &Hit, query: &Prepared) -> RelativeLevel {
        let ward = candidate.about.ward();
        let mut fitting = self.hits.iter().filter(|hit| hit.person != candidate.person && fits(hit));
        if candidate.household == 0 {
            RelativeLevel::Missing
        } else if fitting.clone().any(|hit| hit.household == candidate.household) {
            RelativeLevel::Household
        } else if (ward > 0 && query.who.wards.contains(&ward)) || fitting.any(by_number) {
            RelativeLevel::Elsewhere
        } else {
            RelativeLevel::Missing
        }
    }
}

fn by_number(hit: &Hit) -> bool {
    matches!(hit.levels.id, IdLevel::Equal | IdLevel::CmndEqual)
}

fn fits(hit: &Hit) -> bool {
    let called_so = hit.levels.name != NameLevel::Missing && !hit.levels.name.is_weak();
    by_number(hit) || called_so
}
