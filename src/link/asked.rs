//! What is asked of the register in one pass: records, and behind them the relatives that they name.

use rayon::iter::{IntoParallelRefIterator, ParallelExtend, ParallelIterator};

use super::hits::{Hit, Lot};
use super::model::Model;
use super::query::{Prepared, Query};
use super::relative::Family;
use super::rulings::Ruled;
use super::shelf::{self, Shelf};
use crate::model::PersonId;

/// The candidates of a record, ordered by person, and who was found for the relative that it names.
pub(super) type Found<'a> = (&'a [Hit], Option<Family<'a>>);

/// The queries as the pass looks for them: behind the records stand the relatives that they name.
pub(super) struct Asked {
    pub(super) prepared: Vec<Prepared>,
    /// Records that name a relative, in order.
    named: Vec<usize>,
    records: usize,
}

impl Asked {
    pub(super) fn under(queries: &[Query], ruled: &[Ruled], model: &Model) -> Asked {
        let mut asked = Asked::of(queries, model);
        for about in ruled {
            asked.prepared[about.index].decide(about.same.map_or(0, PersonId::number));
        }
        asked
    }

    pub(super) fn of(queries: &[Query], model: &Model) -> Asked {
        let mut prepared: Vec<Prepared> = queries.par_iter().map(|query| Prepared::of(query, model)).collect();
        let named: Vec<usize> = (0..queries.len()).filter(|&index| queries[index].relative.is_some()).collect();
        let relatives = named.par_iter().filter_map(|&index| Prepared::of_relative(&queries[index], model));
        prepared.par_extend(relatives);
        let mut asked = Asked { prepared, named, records: queries.len() };
        for (number, lot) in asked.lots().iter().enumerate() {
            for query in lot.queries() {
                let own = &mut asked.prepared[query];
                own.lot = u16::try_from(number).expect("fewer than 268 million records");
                own.index = query as u32;
            }
        }
        asked
    }

    /// Records in lots, each with its relative.
    pub(super) fn lots(&self) -> Vec<Lot> {
        Lot::all_of(self.records, &self.named)
    }

    /// An empty shelf for the candidates of each lot.
    pub(super) fn shelf(&self) -> (Vec<Lot>, Shelf) {
        let lots = self.lots();
        let shelf = Shelf::new(lots.len(), shelf::MOST);
        (lots, shelf)
    }

    /// The place of the relative that a record names.
    pub(super) fn relative_of(&self, record: usize) -> Option<usize> {
        self.named.binary_search(&record).ok().map(|at| self.records + at)
    }

    /// The candidates of one record, and who was found for the relative that it names. `hits` gives the
    /// candidates of both.
    pub(super) fn of_record<'a>(&'a self, hits: impl Fn(usize) -> &'a [Hit], record: usize) -> Found<'a> {
        let family = self.relative_of(record).map(|at| Family { named: &self.prepared[at], hits: hits(at) });
        (hits(record), family)
    }
}
