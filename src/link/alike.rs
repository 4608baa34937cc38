//! Records that are about one person though the register does not say so: a record without a match
//! compared with all others, as if they were a register.
//!
//! Two records that are matched are one person or two by their matches; nothing is asked here.

use std::collections::BTreeMap;

use rayon::iter::{IntoParallelIterator, ParallelIterator};

use super::Asked;
use super::candidate::{self, owner, settle};
use super::census::Census;
use super::compare::{self, compare};
use super::error::LinkError;
use super::hits::About;
use super::index::Blocks;
use super::keys::keys;
use super::kind::{Kind, is_doubtful};
use super::levels::{Levels, NameLevel, PlaceLevel};
use super::model::Model;
use super::query::{Prepared, Query, Source};
use super::row::Row;
use super::stream::{Gathered, Hit, Passed};
use super::verdict::Verdict;
use super::weigh::{Shares, Sieve, terms};
use crate::likeness::compare_names;
use crate::model::{Outcome, PersonId};

/// Two records of which at least one has no match, and what they say about being one person.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Alike {
    /// The callers' numbers of the two rows, the smaller first.
    pub rows: [usize; 2],
    /// Bits by which it outweighs two people.
    pub bits: f64,
    /// Enough for one person, and no other fits as well; never where one of the two is matched.
    pub strong: bool,
    /// Two people, whatever the bits: unless the number is the same, another number, other marks of a
    /// name of which both write them, or another hamlet.
    pub apart: bool,
}

/// What the pass over the register brought.
pub(super) struct Known<'a> {
    pub(super) queries: &'a [Query],
    pub(super) asked: &'a Asked,
    pub(super) verdicts: &'a [Verdict],
    pub(super) census: &'a Census,
}

/// All such pairs among the records of wards' lists that blocking brings together, by row.
///
/// # Errors
/// A file in which candidates wait cannot be read.
pub(super) fn find(known: &Known, passed: &Passed, model: &Model) -> Result<Vec<Alike>, LinkError> {
    let open: Vec<u32> = (0..known.queries.len()).filter(|&at| known.is_open(at)).map(|at| at as u32).collect();
    let blocks = known.blocks(&open);
    let sieve = Sieve::new(model);
    let beside = |at: usize| known.beside(at, &blocks, &sieve, model);
    let mut met: Vec<Hit> = (0..known.queries.len()).into_par_iter().flat_map_iter(beside).collect();
    met.sort_unstable();
    let hits = known.gather(&met, passed)?;
    let mut pairs = BTreeMap::<[usize; 2], Alike>::new();
    for of_one in met.chunk_by(|a, b| a.query == b.query) {
        for alike in known.weighed(of_one, &hits, model) {
            // Seen from both sides: what the more careful of them says.
            let pair = pairs.entry(alike.rows).or_insert(alike);
            pair.bits = pair.bits.min(alike.bits);
            pair.strong &= alike.strong;
            pair.apart |= alike.apart;
        }
    }
    Ok(pairs.into_values().collect())
}

impl Known<'_> {
    /// Whom the register knows besides, of the records that met.
    fn gather(&self, met: &[Hit], passed: &Passed) -> Result<Gathered, LinkError> {
        let mut wanted = vec![false; self.asked.prepared.len()];
        for hit in met {
            let (own, other) = (hit.query as usize, hit.person as usize);
            wanted[own] = true;
            self.asked.relative_of(own).into_iter().for_each(|relative| wanted[relative] = true);
            // Who is matched is one person, whoever else might be.
            wanted[other] |= self.matched(other).is_none();
        }
        passed.gather(|query| wanted[query])
    }

    fn is_open(&self, at: usize) -> bool {
        let query = &self.queries[at];
        query.source == Source::Record && self.matched(at).is_none() && !query.is_unusable()
    }

    fn matched(&self, at: usize) -> Option<PersonId> {
        let verdict = &self.verdicts[at];
        verdict.person_id.filter(|_| verdict.outcome == Outcome::Matched)
    }

    fn blocks(&self, open: &[u32]) -> Blocks {
        let mut pairs = Vec::new();
        for &at in open {
            let own = &self.asked.prepared[at as usize];
            keys(&own.who, own.name.as_ref().map(|name| &name.keys), true, |key| pairs.push((key, at)));
        }
        Blocks::new(pairs)
    }

    /// One record as a row of a register, beside the open records that share a key with it. In the
    /// hits, `person` is the record.
    fn beside(&self, at: usize, blocks: &Blocks, sieve: &Sieve, model: &Model) -> Vec<Hit> {
        let own = &self.asked.prepared[at];
        let (Source::Record, Some(name)) = (self.queries[at].source, own.name) else { return Vec::new() };
        let row = Row { who: own.who, name, gender: own.gender, household: 0, dead: false };
        let mut met = Vec::new();
        keys(&row.who, Some(&row.name.keys), false, |key| met.extend_from_slice(blocks.get(key)));
        met.sort_unstable();
        met.dedup();
        let hit = |query: u32| {
            let other = &self.asked.prepared[query as usize];
            let (mut levels, spot) = compare(other, &row, model.dialect());
            if query as usize == at || !sieve.keeps(&levels) {
                return None;
            }
            levels.place = compare::place(&levels, other.places, || own.places[0]);
            let about = About::new(row.who.wards[0], spot, false);
            Some(Hit { query, person: at as u64, levels, about, household: 0 })
        };
        met.into_iter().filter_map(hit).collect()
    }

    /// The other records that one open record meets, weighed against each other and against having no
    /// second row.
    fn weighed(&self, met: &[Hit], hits: &Gathered, model: &Model) -> Vec<Alike> {
        let at = met[0].query as usize;
        let own = &self.asked.prepared[at];
        let shares = Shares::counted(own, None, self.census);
        let found = self.asked.of_record(|at| hits.of_record(at), at);
        let owner = owner(found.0);
        let weigh = |hit: &Hit| {
            let matched = self.matched(hit.person as usize);
            // Whose number it is, is told by the person that the other row is matched to.
            let told = Hit { person: matched.map_or(0, PersonId::number), ..*hit };
            let levels = settle(&told, owner, own, self.census, model);
            let weight = terms(&levels, &shares, model).iter().sum::<f64>() - self.census.rows().log2();
            (hit.person as usize, matched, levels, weight)
        };
        let weighed: Vec<_> = met.iter().map(weigh).collect();
        // Rows of one matched person are one alternative. Summed in the order of the callers' numbers.
        let whose = |matched: Option<PersonId>, row: usize| {
            (matched, if matched.is_some() { 0 } else { self.queries[row].index })
        };
        let mut people = BTreeMap::<(Option<PersonId>, usize), f64>::new();
        for (row, matched, _, weight) in &weighed {
            let best = people.entry(whose(*matched, *row)).or_insert(f64::NEG_INFINITY);
            *best = best.max(*weight);
        }
        // Whoever of the register fits may be meant instead, by a row that is the only one.
        let register = candidate::weighed(own, found, self.census, model);
        let instead = |row: usize, matched: Option<PersonId>| -> f64 {
            let known = hits.of_record(row);
            let same = |person: u64| match matched {
                Some(matched) => matched.number() == person,
                None => known.binary_search_by_key(&person, |hit| hit.person).is_ok(),
            };
            let others = register.iter().filter(|candidate| !same(candidate.hit.person));
            others.map(|candidate| candidate.weight.exp2()).sum()
        };
        let share = model.second_row();
        let single = (1.0 - share) / share;
        let all: f64 = people.values().map(|weight| weight.exp2()).sum();
        let alike = |(row, matched, levels, weight): (usize, Option<PersonId>, Levels, f64)| {
            let best = people[&whose(matched, row)];
            let rest = single * (1.0 + instead(row, matched)) + (all - best.exp2()).max(0.0);
            let bits = weight - rest.log2();
            let needed = Kind::of(&levels).bits(&model.limits());
            // Whether it is a person whom the register holds was asked there: what left that open does not
            // become certain by that person's other row.
            let strong = matched.is_none() && bits >= needed && !is_doubtful(&levels, false);
            let other = &self.asked.prepared[row];
            let name = [(own, other), (other, own)].map(|(one, other)| name_level(one, other, model));
            let numbers = [own, other].map(|one| [one.who.id, one.who.cmnd.into()]);
            let apart = are_apart(numbers, name, levels.place);
            Alike { rows: [at.min(row), at.max(row)], bits, strong: strong && !apart, apart }
        };
        weighed.into_iter().map(alike).map(|pair| self.numbered(pair)).collect()
    }

    /// With the callers' numbers of the rows.
    fn numbered(&self, pair: Alike) -> Alike {
        let [a, b] = pair.rows.map(|at| self.queries[at].index);
        Alike { rows: [a.min(b), a.max(b)], ..pair }
    }
}

fn name_level(one: &Prepared, other: &Prepared, model: &Model) -> NameLevel {
    match (&one.name, &other.name) {
        (Some(one), Some(other)) => compare_names(one, other, model.dialect()).0,
        _ => NameLevel::Missing,
    }
}

/// Whether two records without a register between them cannot be one person. `numbers`: 12 and 9 digits
/// of both, 0 for none. `name`: seen from both, as a side that writes no marks says nothing of them.
fn are_apart([a, b]: [[u64; 2]; 2], name: [NameLevel; 2], place: PlaceLevel) -> bool {
    let numbers = [0, 1].map(|kind| [a[kind], b[kind]]).into_iter().find(|both| both.iter().all(|&number| number > 0));
    match numbers {
        Some([one, other]) => one != other,
        None => {
            name.iter().all(|level| matches!(level, NameLevel::Tones | NameLevel::Marks))
                || matches!(place, PlaceLevel::Other | PlaceLevel::OtherKind)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use NameLevel::{Edit, Exact, Marks, Tones, Unmarked};
    use PlaceLevel::{Hamlet, Missing, Other, OtherKind};

    #[track_caller]
    fn check(numbers: [[u64; 2]; 2], name: NameLevel, place: PlaceLevel, expected: bool) {
        let [a, b] = numbers;
        // Without marks on one side the other side sees other marks.
        let name = [name, if name == Unmarked { Marks } else { name }];
        assert_eq!([are_apart([a, b], name, place), are_apart([b, a], name, place)], [expected; 2]);
    }

    #[test]
    fn what_keeps_two_records_apart() {
        let none = [[0, 0]; 2];
        for (name, place, apart) in [
            (Exact, Missing, false),
            (Exact, Hamlet, false),
            (Exact, Other, true),
            (Exact, OtherKind, true),
            (Unmarked, Hamlet, false),
            (Tones, Hamlet, true),
            (Marks, Missing, true),
            (Edit, Hamlet, false),
        ] {
            check(none, name, place, apart);
        }
        let (one, other) = (31_142_999_901, 31_142_999_902);
        check([[one, 0], [other, 0]], Exact, Hamlet, true);
        check([[one, 0], [one, 0]], Tones, Other, false);
        check([[one, 0], [0, 0]], Exact, Hamlet, false);
        check([[0, 30_111_222], [0, 30_111_223]], Exact, Hamlet, true);
        // Numbers of two kinds say nothing against each other.
        check([[one, 0], [0, 30_111_222]], Exact, Hamlet, false);
        check([[one, 0], [0, 30_111_222]], Exact, Other, true);
    }
}
