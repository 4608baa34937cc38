//! What a pass takes along where more than one model is to judge its candidates, as after a training: pairs
//! that another model might keep, which levels were left out even so, and people drawn from the register.

use std::collections::BinaryHeap;

use super::combined::{combination, combinations, number_of};
use super::levels::Levels;
use super::place::Place;
use super::row::Row;
use super::weigh::Sieve;
use crate::likeness::mix;

/// Bits below a model's own limit down to which pairs are kept: a training hardly ever moves a pair by more.
pub(super) const WIDER: f64 = 4.0;

/// What a pass is to take along.
#[derive(Debug, Clone, Copy)]
pub(super) struct Wish {
    /// Seed of the draw.
    pub(super) seed: u64,
    /// People drawn at most.
    pub(super) people: usize,
}

/// What a pass took along.
#[derive(Debug)]
pub(super) struct Beside {
    pub(super) left_out: LeftOut,
    pub(super) drawn: Lowest,
}

impl Beside {
    pub(super) fn new(wish: Wish) -> Beside {
        Beside { left_out: LeftOut::default(), drawn: Lowest { wish, people: BinaryHeap::new() } }
    }

    /// Adds what another thread took along.
    pub(super) fn add(&mut self, other: Beside) {
        self.left_out.0.iter_mut().zip(other.left_out.0).for_each(|(own, more)| *own |= more);
        other.drawn.people.into_iter().for_each(|person| self.drawn.keep(person));
    }
}

/// Fields that the first sieve asks about.
const SIEVED: usize = 6;

/// Which levels the pairs had that were not kept: one bit each.
#[derive(Debug)]
pub(super) struct LeftOut(Vec<u64>);

impl Default for LeftOut {
    fn default() -> LeftOut {
        LeftOut(vec![0; combinations(SIEVED).div_ceil(64)])
    }
}

impl LeftOut {
    pub(super) fn add(&mut self, levels: &Levels) {
        let kind = number_of(&levels.indices(), SIEVED);
        self.0[kind / 64] |= 1 << (kind % 64);
    }

    /// Whether a sieve would have kept one of them.
    pub(super) fn would_pass(&self, sieve: &Sieve) -> bool {
        let seen = |kind: &usize| self.0[kind / 64] >> (kind % 64) & 1 > 0;
        (0..combinations(SIEVED)).filter(seen).any(|kind| sieve.keeps_at(&combination(kind, SIEVED)))
    }
}

/// The people whose numbers hash lowest: the same ones whatever the order of the batches.
#[derive(Debug)]
pub(super) struct Lowest {
    wish: Wish,
    people: BinaryHeap<Person>,
}

/// A person of the register.
#[derive(Debug)]
pub(super) struct Person {
    hash: u64,
    pub(super) row: Row,
    pub(super) place: Place,
}

impl Person {
    /// Settles who goes first, even among rows of one number.
    fn order(&self) -> impl Ord + use<> {
        let Row { who, household, .. } = self.row;
        (self.hash, who.id, household, who.wards, who.birth)
    }
}

impl Ord for Person {
    fn cmp(&self, other: &Person) -> std::cmp::Ordering {
        self.order().cmp(&other.order())
    }
}

impl PartialOrd for Person {
    fn partial_cmp(&self, other: &Person) -> Option<std::cmp::Ordering> {
        Some(self.cmp(other))
    }
}

impl PartialEq for Person {
    fn eq(&self, other: &Person) -> bool {
        self.cmp(other).is_eq()
    }
}

impl Eq for Person {}

impl Lowest {
    /// Shows it a row; `place` is asked for only where the row is drawn.
    pub(super) fn see(&mut self, row: &Row, place: impl FnOnce() -> Place) {
        let hash = mix(mix(41, self.wish.seed), row.who.id);
        if self.people.len() < self.wish.people || self.people.peek().is_some_and(|last| hash < last.hash) {
            self.keep(Person { hash, row: *row, place: place() });
        }
    }

    fn keep(&mut self, person: Person) {
        self.people.push(person);
        if self.people.len() > self.wish.people {
            self.people.pop();
        }
    }

    pub(super) const fn seed(&self) -> u64 {
        self.wish.seed
    }

    /// The people whose hashes are a share of all hashes at most, ordered by number.
    pub(super) fn up_to(self, share: f64) -> Vec<Person> {
        let limit = share.min(1.0) * u64::MAX as f64;
        let mut people: Vec<Person> = self.people.into_iter().filter(|person| person.hash as f64 <= limit).collect();
        people.sort_by_key(|person| person.row.who.id);
        people
    }
}
