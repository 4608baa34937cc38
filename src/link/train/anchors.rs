//! Pairs that are one person beyond doubt, and what levels they have.

use rayon::iter::{IndexedParallelIterator, IntoParallelIterator, ParallelIterator};

use super::super::Asked;
use super::super::asked::Found;
use super::super::candidate::{owner, relative, settle, weighed};
use super::super::census::{Census, GENERATIONS, generation};
use super::super::error::LinkError;
use super::super::levels::{BirthLevel, FIELDS, IdLevel, Levels, PlaceLevel, WardLevel};
use super::super::model::Model;
use super::super::query::Source;
use super::super::stream::{Hit, Passed};

/// What the pass over the register brought.
pub(super) struct Pass<'a> {
    pub(super) asked: &'a Asked,
    pub(super) passed: &'a Passed,
    pub(super) census: &'a Census,
    /// Records; relatives stand behind them.
    pub(super) queries: usize,
}

/// Lots whose results wait to be taken: of all candidates few are in memory at once.
const LOTS_AT_ONCE: usize = 16;

impl Pass<'_> {
    /// The levels of a candidate, settled.
    fn levels(&self, query: usize, hit: &Hit, (hits, family): Found, model: &Model) -> Levels {
        let own = &self.asked.prepared[query];
        Levels { relative: relative(hit, own, family), ..settle(hit, owner(hits), own, self.census, model) }
    }

    /// The levels of the candidate whose number the record carries, uncontradicted, and who that is.
    pub(super) fn anchor(&self, query: usize, found: Found, model: &Model) -> Option<(u64, Levels)> {
        let hit = found.0.iter().find(|hit| hit.levels.id == IdLevel::Equal)?;
        let levels = self.levels(query, hit, found, model);
        (levels.id == IdLevel::Equal).then_some((hit.person, levels))
    }

    /// The levels of the only candidate of the record's name, birth date, ward and hamlet.
    fn placed(&self, query: usize, found: Found, model: &Model) -> Option<Levels> {
        let own = &self.asked.prepared[query];
        // Settling touches none of the levels asked for.
        let mut placed = found.0.iter().filter(|hit| is_placed(&hit.levels));
        let only = placed.next().filter(|_| (own.who.id > 0 || own.who.cmnd > 0) && placed.next().is_none())?;
        Some(self.levels(query, only, found, model))
    }

    /// The probability that the register lacks who the record is about, where the record has a number of 12
    /// digits: only there does the register's silence say something by itself.
    fn lacking(&self, query: usize, found: Found, model: &Model) -> Option<f64> {
        let own = &self.asked.prepared[query];
        if own.who.id == 0 || owner(found.0).is_some() {
            return (own.who.id > 0).then_some(0.0);
        }
        let odds = model.absent_odds(Source::Record, own.who.year());
        let somebody = weighed(own, found, self.census, model).iter().map(|one| one.weight.exp2()).sum::<f64>();
        Some(odds / (odds + somebody))
    }

    fn generation(&self, query: usize) -> usize {
        generation(self.asked.prepared[query].who.year())
    }

    /// The record's name has no marks at all.
    pub(super) fn is_bare(&self, query: usize) -> bool {
        self.asked.prepared[query].name.is_some_and(|name| name.name.parts().iter().all(|part| part.is_bare()))
    }

    /// Calls `of` for every record with what was found, on all threads, and `take` with the results in the
    /// records' order.
    ///
    /// # Errors
    /// A file in which candidates wait cannot be read.
    pub(super) fn each<T: Send>(
        &self,
        of: impl Fn(usize, Found) -> T + Sync,
        mut take: impl FnMut(T),
    ) -> Result<(), LinkError> {
        let lots = self.passed.lots();
        let of_lot = |at: usize| -> Result<Vec<T>, LinkError> {
            let hits = self.passed.lot(at)?;
            let records = lots[at].records.clone();
            Ok(records.map(|query| of(query, self.asked.of_record(|at| hits.of_record(at), query))).collect())
        };
        for first in (0..lots.len()).step_by(LOTS_AT_ONCE) {
            let some = first..(first + LOTS_AT_ONCE).min(lots.len());
            let results = some.into_par_iter().with_max_len(1).map(of_lot).collect::<Result<Vec<_>, _>>()?;
            results.into_iter().flatten().for_each(&mut take);
        }
        Ok(())
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
    /// By generation: records with a number of 12 digits, and how many of them the register is expected to
    /// lack.
    pub(super) numbered: [[f64; 2]; GENERATIONS],
}

impl Counted {
    pub(super) fn nothing() -> Counted {
        let levels = std::array::from_fn(|field| vec![0.0; Levels::all_of(field).len()]);
        Counted { levels, ..Counted::default() }
    }

    pub(super) fn count(&mut self, Seen { levels, bare, weights: [of_id, of_rest] }: Seen) {
        for (field, level) in levels.indices().into_iter().enumerate() {
            self.levels[field][level] += if field == 0 { of_id } else { of_rest };
        }
        self.bare += if bare { of_rest } else { 0.0 };
        self.id_pairs += u64::from(of_id >= 1.0);
        self.pairs += u64::from(of_rest >= 1.0);
    }
}

/// Counts levels on anchored pairs.
///
/// # Errors
/// A file in which candidates wait cannot be read.
pub(super) fn count(pass: &Pass, model: &Model) -> Result<Counted, LinkError> {
    let mut counted = Counted::nothing();
    let seen = |query: usize, found: Found| {
        let lacking = pass.lacking(query, found, model).map(|lacking| (pass.generation(query), lacking));
        let bare = pass.is_bare(query);
        let by_id = pass.anchor(query, found, model).map(|(_, levels)| Seen { levels, bare, weights: [0.0, 1.0] });
        let placed = pass.placed(query, found, model).map(|levels| Seen { levels, bare, weights: [1.0, 0.0] });
        ([by_id, placed], lacking)
    };
    pass.each(seen, |(seen, lacking)| {
        seen.into_iter().flatten().for_each(|seen| counted.count(seen));
        if let Some((generation, lacking)) = lacking {
            let [rows, sum] = &mut counted.numbered[generation];
            (*rows, *sum) = (*rows + 1.0, *sum + lacking);
        }
    })?;
    Ok(counted)
}

fn is_placed(levels: &Levels) -> bool {
    levels.name.is_same()
        && levels.birth == BirthLevel::Full
        && levels.ward == WardLevel::Same
        && matches!(levels.place, PlaceLevel::House | PlaceLevel::Hamlet)
}
