//! Weights of levels: log2(m / u), with u counted from the register where it can be.

use super::census::{Census, NameClass};
use super::config::{LevelFile, Times};
use super::levels::{FIELDS, IdLevel, Levels};
use super::model::Model;
use super::query::Prepared;

/// Bits that one field can give or take: no single field decides against all others.
const MOST_BITS: f64 = 40.0;

/// The terms of a pair's weight in bits, one a field, in the order of [`FIELDS`].
pub(super) type Terms = [f64; FIELDS.len()];

/// The shares of one record: what `times` in the model stands for.
#[derive(Debug, Clone, Copy)]
pub(super) struct Shares {
    row: f64,
    name: [f64; 4],
    year: f64,
    january: f64,
    ward: f64,
    address_ward: f64,
    previous_ward: f64,
    relative_name: f64,
}

impl Shares {
    /// Counted from the register.
    pub(super) fn counted(query: &Prepared, relative: Option<&Prepared>, census: &Census) -> Shares {
        let year = query.who.year();
        let classes = [NameClass::Exact, NameClass::Whole, NameClass::Ends, NameClass::Given];
        let share = |class| query.name.as_ref().map_or(1.0, |name| census.name_share(class, name, year));
        let [sending, address] = query.who.wards;
        Shares {
            row: 1.0 / census.rows(),
            name: classes.map(share),
            year: census.year_share(year, false),
            january: census.year_share(year, true),
            ward: census.ward_share(sending, false),
            address_ward: census.ward_share(address, false),
            previous_ward: census.ward_share(sending, true),
            relative_name: relative
                .and_then(|relative| relative.name.as_ref())
                .map_or(census.rows().recip(), |name| census.name_share(NameClass::Whole, name, 0)),
        }
    }

    /// Of a large city, before the register was read: names rather rare, so that what is not kept
    /// by it could hardly have counted.
    pub(super) const TYPICAL: Shares = Shares {
        row: 1e-7,
        name: [1e-5, 2e-5, 1e-4, 1e-3],
        year: 0.008,
        january: 0.001,
        ward: 0.005,
        address_ward: 0.005,
        previous_ward: 0.0005,
        relative_name: 2e-5,
    };

    pub(super) const fn of(&self, times: Times) -> f64 {
        match times {
            Times::One => 1.0,
            Times::Row => self.row,
            Times::NameExact => self.name[0],
            Times::NameWhole => self.name[1],
            Times::NameEnds => self.name[2],
            Times::NameGiven => self.name[3],
            Times::Year => self.year,
            Times::January => self.january,
            Times::Ward => self.ward,
            Times::AddressWard => self.address_ward,
            Times::PreviousWard => self.previous_ward,
            Times::RelativeName => self.relative_name,
        }
    }

    pub(super) fn bits(&self, level: Option<&LevelFile>) -> f64 {
        level.map_or(0.0, |level| (level.m / (level.u * self.of(level.times))).log2().clamp(-MOST_BITS, MOST_BITS))
    }
}

/// The terms of a pair.
pub(super) fn terms(levels: &Levels, shares: &Shares, model: &Model) -> Terms {
    let indices = levels.indices();
    std::array::from_fn(|field| shares.bits(model.level(field, indices[field])))
}

/// Most levels that a field has.
const LEVELS: usize = 16;

/// Weighs the pairs of one record: they share levels, and a logarithm costs more than to look one up.
pub(super) struct Weighing<'a> {
    shares: Shares,
    model: &'a Model,
    /// Bits by field and level; not a number where nobody asked yet.
    bits: [[f64; LEVELS]; FIELDS.len()],
}

impl<'a> Weighing<'a> {
    pub(super) const fn new(shares: Shares, model: &'a Model) -> Weighing<'a> {
        Weighing { shares, model, bits: [[f64::NAN; LEVELS]; FIELDS.len()] }
    }

    /// As [`terms`].
    pub(super) fn terms(&mut self, levels: &Levels) -> Terms {
        let indices = levels.indices();
        std::array::from_fn(|field| {
            let bits = &mut self.bits[field][indices[field]];
            if bits.is_nan() {
                *bits = self.shares.bits(self.model.level(field, indices[field]));
            }
            *bits
        })
    }
}

/// Bits of every level under typical shares, for the first sieve.
#[derive(Debug)]
pub(super) struct Sieve {
    /// By field and level; fields that are compared later have none.
    bits: [Vec<f64>; 6],
    keep_bits: f64,
}

impl Sieve {
    pub(super) fn new(model: &Model) -> Sieve {
        let of = |field: usize| {
            let levels = 0..Levels::all_of(field).len();
            levels.map(|level| Shares::TYPICAL.bits(model.level(field, level))).collect()
        };
        Sieve { bits: std::array::from_fn(of), keep_bits: model.file.blocking.keep_bits }
    }

    /// One that keeps what lacks so many bits, too.
    pub(super) fn wider(self, bits: f64) -> Sieve {
        Sieve { keep_bits: self.keep_bits - bits, ..self }
    }

    /// Whether a pair is worth keeping, its addresses not yet compared. Whose number the record
    /// carries is always kept. The id's disagreement is left out of the sum: the household may
    /// explain it.
    pub(super) fn keeps(&self, levels: &Levels) -> bool {
        self.keeps_at(&levels.indices())
    }

    /// As [`Sieve::keeps`], by the places of the levels.
    pub(super) fn keeps_at(&self, indices: &[usize; FIELDS.len()]) -> bool {
        if [IdLevel::Equal as usize, IdLevel::CmndEqual as usize].contains(&indices[0]) {
            return true;
        }
        let bits = |field: usize| self.bits[field][indices[field]];
        bits(0).max(0.0) + (1..self.bits.len()).map(bits).sum::<f64>() >= self.keep_bits
    }
}
