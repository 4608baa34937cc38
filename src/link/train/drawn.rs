//! Pairs drawn blindly: chances of levels among two people, and which levels come together.

use arrow::array::RecordBatch;
use rayon::iter::{IntoParallelRefIterator, ParallelBridge, ParallelIterator};

use super::super::candidate::settle;
use super::super::compare;
use super::super::config::{ModelFile, Times};
use super::super::error::LinkError;
use super::super::hits::About;
use super::super::levels::{FIELDS, IdLevel, Levels};
use super::super::model::Model;
use super::super::place::Place;
use super::super::row::{Columns, Row};
use super::super::stream::Hit;
use super::super::weigh::Shares;
use super::anchors::Pass;
use crate::likeness::mix;
use crate::table::TableError;

/// Pseudo-pairs, in expected pairs of a coefficient of 1, that hold a chance near the one before.
const HOLD: f64 = 5.0;

/// Levels whose u is drawn. Not drawn: equalities (counted from the register at every run), numbers
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
    (4, &["other"]),
    (6, &["house", "hamlet", "other_house", "other_kind", "other"]),
];

/// Counts over drawn pairs of two people.
pub(super) struct Drawn {
    /// Pairs compared.
    pub(super) pairs: u64,
    /// Pairs at each two levels, by place in [`offset`]; the diagonal counts single levels.
    joint: Vec<u64>,
    /// Expected pairs of a level were its coefficient 1, by place.
    expected: Vec<f64>,
}

/// Where a field's levels begin among all levels.
pub(super) fn offset(field: usize) -> usize {
    (0..field).map(|before| Levels::all_of(before).len()).sum()
}

impl Drawn {
    /// Pairs at two levels at once; of one level where both are the same.
    pub(super) fn at(&self, (field, level): (usize, usize), (other, other_level): (usize, usize)) -> u64 {
        let (a, b) = (offset(field) + level, offset(other) + other_level);
        self.joint[a.min(b) * offset(FIELDS.len()) + a.max(b)]
    }

    /// Sets the chances among two people that are drawn.
    pub(super) fn set_u(&self, file: &mut ModelFile) {
        for (field, names) in DRAWN {
            let all = Levels::all_of(field);
            for name in names {
                let Some(level) = all.iter().position(|own| own == name) else { continue };
                let Some(own) = file.fields_mut()[field].get_mut(*name) else { continue };
                let (count, expected) = (self.at((field, level), (field, level)), self.expected[offset(field) + level]);
                own.u = rounded((count as f64 + HOLD * own.u) / (expected + HOLD)).min(own.times.most_u());
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

/// Draws people of the register and compares them with drawn records.
///
/// # Errors
/// A batch cannot be read.
pub(super) fn draw(
    batches: impl Iterator<Item = Result<RecordBatch, TableError>> + Send,
    pass: &Pass,
    model: &Model,
    seed: u64,
) -> Result<Drawn, LinkError> {
    let asked = &model.file.training;
    let people = people(batches, pass, model, (seed, (asked.pairs as f64).sqrt() / 4.0))?;
    let step = (people.len() as u64 * pass.queries as u64).div_ceil(asked.pairs.max(1)).max(1) as usize;
    let records: Vec<usize> = (seed as usize % step..pass.queries).step_by(step).collect();
    let size = offset(FIELDS.len());
    let parts: Vec<(u64, Vec<u64>)> = people
        .par_iter()
        .map(|person| {
            let mut joint = vec![0_u64; size * size];
            let pairs = records.iter().filter(|&&record| count(record, person, pass, model, &mut joint)).count();
            (pairs as u64, joint)
        })
        .collect();
    let mut drawn = Drawn { pairs: 0, joint: vec![0; size * size], expected: Vec::new() };
    for (pairs, joint) in parts {
        drawn.pairs += pairs;
        drawn.joint.iter_mut().zip(joint).for_each(|(sum, more)| *sum += more);
    }
    drawn.expected = expected(&drawn, &records, pass, model);
    Ok(drawn)
}

struct Person {
    row: Row,
    place: Place,
}

/// People whose number hashes low: the same ones whatever the order of the batches.
fn people(
    batches: impl Iterator<Item = Result<RecordBatch, TableError>> + Send,
    pass: &Pass,
    model: &Model,
    (seed, wanted): (u64, f64),
) -> Result<Vec<Person>, LinkError> {
    let limit = (wanted / pass.census.rows()).min(1.0) * u64::MAX as f64;
    let read = |batch: Result<RecordBatch, TableError>| -> Result<Vec<Person>, LinkError> {
        let columns = Columns::of(&batch?)?;
        let drawn =
            (0..columns.rows()).filter(|&row| columns.id(row).is_some_and(|id| mix(mix(41, seed), id) as f64 <= limit));
        let person = |at: usize| {
            let row = columns.row(at, model.dialect())?;
            Some(Person { row, place: Place::of(columns.address(at), model.words()) })
        };
        Ok(drawn.filter_map(person).collect())
    };
    let mut people: Vec<Person> =
        batches.par_bridge().map(read).collect::<Result<Vec<_>, _>>()?.into_iter().flatten().collect();
    people.sort_by_key(|person| person.row.who.id);
    Ok(people)
}

/// Counts the levels of a record and somebody else; false where they may be one person.
fn count(record: usize, person: &Person, pass: &Pass, model: &Model, joint: &mut [u64]) -> bool {
    let own = &pass.asked.prepared[record];
    let (mut levels, spot) = compare::compare(own, &person.row, model.dialect());
    if matches!(levels.id, IdLevel::Equal | IdLevel::CmndEqual | IdLevel::Near) {
        return false;
    }
    let row = &person.row;
    // The record itself, its id missing or wrong: a blind pair is hardly ever so alike.
    if levels.name.is_same() && row.who.birth == own.who.birth && row.who.has_full_birth() {
        return false;
    }
    levels.place = compare::place(&levels, own.place, || person.place);
    let hit = Hit {
        query: record as u32,
        person: row.who.id,
        levels,
        about: About::new(row.who.wards[0], spot, row.dead),
        household: row.household,
    };
    let indices = settle(&hit, None, own, pass.census, model).indices();
    let size = offset(FIELDS.len());
    let mut start = 0;
    let places: [usize; FIELDS.len()] = std::array::from_fn(|field| {
        let place = start + indices[field];
        start += LENGTHS[field];
        place
    });
    for (at, &a) in places.iter().enumerate() {
        places[at..].iter().for_each(|&b| joint[a * size + b] += 1);
    }
    true
}

/// Levels of each field, `missing` with them.
const LENGTHS: [usize; FIELDS.len()] = {
    use super::super::levels::{BirthLevel, NameLevel, PlaceLevel, PlainLevel, RelativeLevel, WardLevel};
    [
        IdLevel::ALL.len(),
        NameLevel::ALL.len(),
        BirthLevel::ALL.len(),
        PlainLevel::ALL.len(),
        WardLevel::ALL.len(),
        PlainLevel::ALL.len(),
        PlaceLevel::ALL.len(),
        RelativeLevel::ALL.len(),
    ]
};

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
