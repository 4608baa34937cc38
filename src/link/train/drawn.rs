//! Pairs drawn blindly: chances of levels among two people, and which levels come together.

use rayon::iter::{IntoParallelRefIterator, ParallelIterator};
use rayon::slice::ParallelSlice;

use super::super::beside::{Lowest, Person, Wish};
use super::super::candidate::settle;
use super::super::census::Census;
use super::super::combined::{LENGTHS, combination, combinations, number_of};
use super::super::compare;
use super::super::config::{ModelFile, Times};
use super::super::hits::About;
use super::super::levels::{FIELDS, IdLevel, Levels};
use super::super::model::Model;
use super::super::query::Prepared;
use super::super::stream::Hit;
use super::super::weigh::Shares;
use super::anchors::{Counted, Pass};
use super::fitted::{LEAST_PAIRS, most};

/// Pseudo-pairs, in expected pairs of a coefficient of 1, that hold a chance near the one before.
const HOLD: f64 = 5.0;

/// Drawn pairs below which little is said of a level.
const LEAST_DRAWN: f64 = 20.0;

/// Levels whose u is drawn. Not drawn: equalities (counted from the register at every run; but few rows name
/// a second ward at all, so that one is drawn), numbers
/// and phones (drawn pairs never share one, so that nothing could be counted), relatives (the
/// household is not drawn), the gender (what it says beside the name that told it already, pairs of
/// other names do not show).
const DRAWN: [(usize, &[&str]); 4] = [
    (1, &["tones", "marks", "dialect", "order", "middle", "initials", "edit", "other_name", "ends", "given", "other"]),
    (
        2,
        &[
            "full",
            "one_january",
            "swapped",
            "year_month",
            "year_day",
            "day_month",
            "month_only",
            "year_only",
            "year",
            "near_year",
            "other",
        ],
    ),
    (4, &["address", "other"]),
    (6, &["house", "hamlet", "other_house", "other_kind", "other"]),
];

/// Counts over drawn pairs of two people.
pub(super) struct Drawn {
    /// Pairs compared.
    pub(super) pairs: u64,
    /// Pairs at each two levels, by place in [`OFFSETS`]; the diagonal counts single levels.
    joint: Vec<u64>,
    /// Expected pairs of a level were its coefficient 1, by place.
    expected: Vec<f64>,
}

/// Where each field's levels begin among all levels; one more at the end.
const OFFSETS: [usize; FIELDS.len() + 1] = {
    let (mut offsets, mut field) = ([0; FIELDS.len() + 1], 0);
    while field < FIELDS.len() {
        offsets[field + 1] = offsets[field] + LENGTHS[field];
        field += 1;
    }
    offsets
};
/// Levels of all fields.
const SIZE: usize = OFFSETS[FIELDS.len()];
/// Fields that drawn pairs show; the household is not drawn.
const SHOWN: usize = FIELDS.len() - 1;

impl Drawn {
    /// Of pairs by the combination of their levels.
    fn of(combined: &[u32]) -> Drawn {
        let mut drawn = Drawn { pairs: 0, joint: vec![0; SIZE * SIZE], expected: Vec::new() };
        for (number, &pairs) in combined.iter().enumerate().filter(|(_, pairs)| **pairs > 0) {
            let indices = combination(number, SHOWN);
            let places: [usize; FIELDS.len()] = std::array::from_fn(|field| OFFSETS[field] + indices[field]);
            drawn.pairs += u64::from(pairs);
            for (at, &a) in places.iter().enumerate() {
                places[at..].iter().for_each(|&b| drawn.joint[a * SIZE + b] += u64::from(pairs));
            }
        }
        drawn
    }

    /// Pairs at two levels at once; of one level where both are the same.
    pub(super) fn at(&self, (field, level): (usize, usize), (other, other_level): (usize, usize)) -> u64 {
        let (a, b) = (OFFSETS[field] + level, OFFSETS[other] + other_level);
        self.joint[a.min(b) * SIZE + a.max(b)]
    }

    /// Sets the chances among two people that are drawn. Where hardly any pair of two people is at a level,
    /// nor any of one (`counted`), its weight would be made of nothing: it keeps both chances. Where pairs of
    /// one person are, u is no less than so few drawn pairs allow.
    pub(super) fn set_u(&self, file: &mut ModelFile, counted: &Counted) {
        for (field, names) in DRAWN {
            let all = Levels::all_of(field);
            for name in names {
                let Some(level) = all.iter().position(|own| own == name) else { continue };
                let Some(own) = file.fields_mut()[field].get_mut(*name) else { continue };
                let (count, expected) =
                    (self.at((field, level), (field, level)), self.expected[OFFSETS[field] + level]);
                let drawn = count as f64;
                let new = match (drawn < LEAST_DRAWN, counted.levels[field][level] < LEAST_PAIRS) {
                    (true, true) => continue,
                    (true, false) => own.u.clamp(drawn / expected.max(1.0), most(drawn) / expected.max(1.0)),
                    (false, _) => (drawn + HOLD * own.u) / (expected + HOLD),
                };
                own.u = rounded(new).min(own.times.most_u());
            }
        }
    }
}

/// Four digits.
pub(super) fn rounded(chance: f64) -> f64 {
    let chance = chance.max(1e-9);
    let scale = 10_f64.powi(3 - chance.log10().floor() as i32);
    (chance * scale).round() / scale
}

/// What the pass is to take along, so that people may be drawn.
pub(super) fn wish(model: &Model, seed: u64) -> Wish {
    // The share that is drawn is known once the register was counted: more than twice as many as are meant
    // never hash so low.
    Wish { seed, people: 64 + 2 * wanted(model).ceil() as usize }
}

/// People meant to be drawn.
fn wanted(model: &Model) -> f64 {
    (model.file.training.pairs as f64).sqrt() / 4.0
}

/// Compares people drawn from the register with drawn records.
pub(super) fn draw(lowest: Lowest, pass: &Pass, model: &Model) -> Drawn {
    let seed = lowest.seed();
    let people = lowest.up_to(wanted(model) / pass.census.rows());
    let step = (people.len() as u64 * pass.queries as u64).div_ceil(model.file.training.pairs.max(1)).max(1) as usize;
    let records: Vec<usize> = (seed as usize % step..pass.queries).step_by(step).collect();
    let own: Vec<Prepared> = records.iter().map(|&record| pass.asked.prepared[record]).collect();
    // Few parts: each has a counter of every combination.
    let at_once = people.len().div_ceil(4 * rayon::current_num_threads()).max(1);
    let count = |people: &[Person]| {
        let mut combined = vec![0_u32; combinations(SHOWN)];
        for person in people {
            let levels = own.iter().filter_map(|own| levels(own, person, pass.census, model));
            levels.for_each(|levels| combined[number_of(&levels.indices(), SHOWN)] += 1);
        }
        combined
    };
    let mut combined = vec![0_u32; combinations(SHOWN)];
    for part in people.par_chunks(at_once).map(count).collect::<Vec<_>>() {
        combined.iter_mut().zip(part).for_each(|(sum, more)| *sum += more);
    }
    let mut drawn = Drawn::of(&combined);
    drawn.expected = expected(&drawn, &records, pass, model);
    drawn
}

/// The levels of a record and somebody else; `None` where they may be one person.
fn levels(own: &Prepared, person: &Person, census: &Census, model: &Model) -> Option<Levels> {
    let (mut levels, spot) = compare::compare(own, &person.row, model.dialect());
    if matches!(levels.id, IdLevel::Equal | IdLevel::CmndEqual | IdLevel::Near) {
        return None;
    }
    let row = &person.row;
    // The record itself, its id missing or wrong: a blind pair is hardly ever so alike.
    if levels.name.is_same() && row.who.birth == own.who.birth && row.who.has_full_birth() {
        return None;
    }
    levels.place = compare::place(&levels, own.places, || person.place);
    let hit = Hit {
        query: own.index,
        person: row.who.id,
        levels,
        about: About::new(row.who.wards[0], spot, row.dead),
        household: row.household,
    };
    Some(settle(&hit, None, own, census, model))
}

/// Expected pairs of each level were its coefficient 1: the pairs that have the field, times the
/// mean of the share that the level names.
fn expected(drawn: &Drawn, records: &[usize], pass: &Pass, model: &Model) -> Vec<f64> {
    let shares: Vec<Shares> =
        records.par_iter().map(|&record| Shares::counted(&pass.asked.prepared[record], None, pass.census)).collect();
    let mut expected = Vec::new();
    for (field, length) in LENGTHS.into_iter().enumerate() {
        let present: u64 = (1..length).map(|level| drawn.at((field, level), (field, level))).sum();
        for level in 0..length {
            let times = model.level(field, level).map_or(Times::One, |level| level.times);
            let sum: f64 = shares.iter().map(|shares| shares.of(times)).sum();
            expected.push(present as f64 * sum / records.len().max(1) as f64);
        }
    }
    expected
}
