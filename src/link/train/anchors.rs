//! Pairs that are one person beyond doubt, and what levels they have.

use rayon::iter::{IntoParallelIterator, ParallelIterator};

use super::super::Asked;
use super::super::candidate::{Candidate, weighed};
use super::super::census::Census;
use super::super::levels::{BirthLevel, FIELDS, IdLevel, Levels, PlaceLevel, WardLevel};
use super::super::model::Model;
use super::super::stream::Gathered;

/// What the pass over the register brought.
pub(super) struct Pass<'a> {
    pub(super) asked: &'a Asked,
    pub(super) hits: &'a Gathered,
    pub(super) census: &'a Census,
    /// Records; relatives stand behind them.
    pub(super) queries: usize,
}

impl<'a> Pass<'a> {
    /// The candidates of a record under a model, the best first.
    pub(super) fn candidates(&self, query: usize, model: &Model) -> Vec<Candidate<'a>> {
        weighed(
            &self.asked.prepared[query],
            self.asked.of_record(|at| self.hits.of_record(at), query),
            self.census,
            model,
        )
    }

    /// The record's name has no marks at all.
    pub(super) fn is_bare(&self, query: usize) -> bool {
        self.asked.prepared[query].name.is_some_and(|name| name.name.parts().iter().all(|part| part.is_bare()))
    }

    /// Calls `of` for every record, on all threads; results in the records' order.
    pub(super) fn each<T: Send>(&self, of: impl Fn(usize) -> T + Sync + Send) -> Vec<T> {
        (0..self.queries).into_par_iter().map(of).collect()
    }
}

/// A pair that counts, wholly or by its probability.
#[derive(Debug, Clone, Copy)]
pub(super) struct Seen {
    pub(super) levels: Levels,
    pub(super) bare: bool,
    /// How much it counts in the id's levels, and in those of all other fields.
    pub(super) weights: [f64; 2],
}

/// Counts of the levels of pairs that are one person.
#[derive(Debug, Default)]
pub(super) struct Counted {
    /// By field and level.
    pub(super) levels: [Vec<f64>; FIELDS.len()],
    /// Pairs anchored by an id.
    pub(super) pairs: u64,
    /// Pairs anchored by name, birth date and place, for the id's own levels.
    pub(super) id_pairs: u64,
    /// Of the pairs with a name: those whose record has no marks.
    pub(super) bare: f64,
}

impl Counted {
    pub(super) fn of(seen: impl Iterator<Item = Seen>) -> Counted {
        let mut counted = Counted {
            levels: std::array::from_fn(|field| vec![0.0; Levels::all_of(field).len()]),
            ..Counted::default()
        };
        for Seen { levels, bare, weights: [of_id, of_rest] } in seen {
            for (field, level) in levels.indices().into_iter().enumerate() {
                counted.levels[field][level] += if field == 0 { of_id } else { of_rest };
            }
            counted.bare += if bare { of_rest } else { 0.0 };
            counted.id_pairs += u64::from(of_id >= 1.0);
            counted.pairs += u64::from(of_rest >= 1.0);
        }
        counted
    }
}

/// Counts levels on anchored pairs.
pub(super) fn count(pass: &Pass, model: &Model) -> Counted {
    let seen = pass.each(|query| {
        let candidates = pass.candidates(query, model);
        let bare = pass.is_bare(query);
        let by_id = anchored(&candidates).map(|at| Seen { levels: candidates[at].levels, bare, weights: [0.0, 1.0] });
        let has_id = pass.asked.prepared[query].who.id > 0 || pass.asked.prepared[query].who.cmnd > 0;
        let mut placed = candidates.iter().filter(|candidate| has_id && is_placed(&candidate.levels));
        let only = placed.next().filter(|_| placed.next().is_none());
        [by_id, only.map(|candidate| Seen { levels: candidate.levels, bare, weights: [1.0, 0.0] })]
    });
    Counted::of(seen.into_iter().flatten().flatten())
}

/// The candidate whose number the record carries, uncontradicted.
pub(super) fn anchored(candidates: &[Candidate]) -> Option<usize> {
    candidates.iter().position(|candidate| candidate.levels.id == IdLevel::Equal)
}

fn is_placed(levels: &Levels) -> bool {
    levels.name.is_same()
        && levels.birth == BirthLevel::Full
        && levels.ward == WardLevel::Same
        && matches!(levels.place, PlaceLevel::House | PlaceLevel::Hamlet)
}
