//! Labelled addresses from the tables of units and a seed: for tuning and measuring, never real.
//!
//! A place and a form are drawn, what they mean is worked out by the rules of the project (kind and
//! name of a unit of today; the old unit of a district, else a retired one, else the unit of today
//! that lies there; several sides of a split ward stay open), then errors of
//! registries are put in. The truth is worked out here once more, apart from the program, from the
//! tables alone.

mod forms;
mod legacy;
mod letters;
mod measure;
mod slips;
mod truth;
mod world;
mod writing;

pub(crate) use forms::{Case, Mix, cases};
pub(crate) use measure::{lexicon, measure, to_csv};
pub(crate) use world::World;

/// SplitMix64 (Steele, Lea, Flood 2014).
pub(crate) struct Rng(u64);

impl Rng {
    pub(crate) fn new(seed: u64) -> Rng {
        Rng(seed.wrapping_mul(0x2545_f491_4f6c_dd1d))
    }
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }
    pub(crate) fn below(&mut self, n: usize) -> usize {
        (self.next() % n.max(1) as u64) as usize
    }
    /// True in `percent` of 100.
    pub(crate) fn chance(&mut self, percent: usize) -> bool {
        self.below(100) < percent
    }
    pub(crate) fn pick<'a, T>(&mut self, items: &'a [T]) -> &'a T {
        &items[self.below(items.len())]
    }
}
