//! One batch of the register, packed: names and places once, rows by columns.

use std::collections::HashMap;

use super::bytes::{Sink, Source, large_at, small_at};
use crate::likeness::{Folded, FoldedName, Name};
use crate::link::keys::Identity;
use crate::link::place::Place;
use crate::link::row::Row;

/// Columns of 4-byte numbers: name, CMND, birth date, phone, ward, previous ward, place.
const SMALL: usize = 7;
/// Columns of 8-byte numbers: id, household.
const LARGE: usize = 2;
/// Numbers of a name: its syllables, their number, its keys.
const NAME_NUMBERS: usize = 13;

/// A name as numbers.
pub(super) fn numbers_of_name(name: &FoldedName) -> [u64; NAME_NUMBERS] {
    let s = name.name.syllables.map(|syllable| syllable.0);
    let k = name.keys;
    let len = u64::from(name.name.len);
    [s[0], s[1], s[2], s[3], s[4], s[5], s[6], s[7], len, k.exact, k.whole, k.ends, k.given]
}

fn name_of_numbers(n: [u64; NAME_NUMBERS]) -> FoldedName {
    let mut name = Name { len: n[8].min(8) as u8, ..Name::default() };
    name.syllables.iter_mut().zip(n).for_each(|(syllable, number)| syllable.0 = number);
    FoldedName { name, keys: Folded { exact: n[9], whole: n[10], ends: n[11], given: n[12] } }
}

/// Puts rows in the order of a block: rows of one name meet the same records, and what they need is then
/// still at hand.
pub(super) fn order(rows: &mut [(Row, Place)]) {
    rows.sort_unstable_by_key(|(row, _)| {
        (row.name.keys.whole, row.name.keys.exact, row.name.name.syllables.map(|part| part.0), row.who.id)
    });
}

/// The bytes of a block, of rows that are in its order.
pub(super) fn encode(order: &[(Row, Place)]) -> Vec<u8> {
    let (mut names, mut places, mut place_numbers) = (Vec::<FoldedName>::new(), Vec::new(), HashMap::new());
    let (mut name_column, mut place_column) = (Vec::new(), Vec::new());
    for (row, place) in order {
        if names.last() != Some(&row.name) {
            names.push(row.name);
        }
        name_column.push(names.len() as u32 - 1);
        place_column.push(*place_numbers.entry(place.numbers()).or_insert_with(|| {
            places.push(*place);
            places.len() as u32 - 1
        }));
    }
    let mut sink = Sink::default();
    [order.len(), names.len(), places.len()].into_iter().for_each(|count| sink.small(count as u32));
    names.iter().flat_map(numbers_of_name).for_each(|number| sink.large(number));
    places.iter().flat_map(|place| place.numbers()).for_each(|number| sink.large(number));
    let mut column = |value: &dyn Fn(usize, &Row) -> u32| {
        order.iter().enumerate().for_each(|(at, (row, _))| sink.small(value(at, row)));
    };
    column(&|at, _| name_column[at]);
    column(&|_, row| row.who.cmnd);
    column(&|_, row| row.who.birth);
    // Nine digits.
    column(&|_, row| row.who.phone as u32);
    column(&|_, row| row.who.wards[0]);
    column(&|_, row| row.who.wards[1]);
    column(&|at, _| place_column[at]);
    order.iter().for_each(|(row, _)| sink.large(row.who.id));
    order.iter().for_each(|(row, _)| sink.large(row.household));
    order.iter().for_each(|(row, _)| sink.byte(row.gender | u8::from(row.dead) << 2));
    sink.0
}

/// A block that was read.
pub(in crate::link) struct Block<'a> {
    names: Vec<FoldedName>,
    places: &'a [u8],
    small: [&'a [u8]; SMALL],
    large: [&'a [u8]; LARGE],
    flags: &'a [u8],
}

impl<'a> Block<'a> {
    /// `None` where the bytes are no block.
    pub(in crate::link) fn decode(bytes: &'a [u8]) -> Option<Block<'a>> {
        let mut source = Source(bytes);
        let (rows, names, places) = (source.small()? as usize, source.small()? as usize, source.small()? as usize);
        let packed = source.take(names.checked_mul(NAME_NUMBERS * 8)?)?;
        let number = |name: usize, at: usize| large_at(packed, name * NAME_NUMBERS + at);
        let name = |name: usize| name_of_numbers(std::array::from_fn(|at| number(name, at)));
        let folded = (0..names).map(name).collect();
        let place_bytes = source.take(places.checked_mul(24)?)?;
        let (mut small, mut large) = ([&[][..]; SMALL], [&[][..]; LARGE]);
        for column in &mut small {
            *column = source.take(rows.checked_mul(4)?)?;
        }
        for column in &mut large {
            *column = source.take(rows.checked_mul(8)?)?;
        }
        let flags = source.take(rows)?;
        let fits = (0..rows)
            .all(|row| (small_at(small[0], row) as usize) < names && (small_at(small[6], row) as usize) < places);
        fits.then_some(Block { names: folded, places: place_bytes, small, large, flags })
    }

    pub(in crate::link) const fn rows(&self) -> usize {
        self.flags.len()
    }

    /// The number of row `at`.
    pub(in crate::link) fn id(&self, at: usize) -> u64 {
        large_at(self.large[0], at)
    }

    /// What the keys of row `at` are made of.
    pub(in crate::link) fn head(&self, at: usize) -> (Identity, Folded) {
        (self.who(at), self.name(at).keys)
    }

    fn who(&self, at: usize) -> Identity {
        let [_, cmnd, birth, phone, ward, previous, _] = self.small.map(|column| small_at(column, at));
        Identity { id: self.id(at), cmnd, birth, phone: u64::from(phone), wards: [ward, previous] }
    }

    fn name(&self, at: usize) -> &FoldedName {
        &self.names[small_at(self.small[0], at) as usize]
    }

    pub(in crate::link) fn row(&self, at: usize) -> Row {
        let (who, household, flags) = (self.who(at), large_at(self.large[1], at), self.flags[at]);
        Row { who, name: *self.name(at), gender: flags & 3, household, dead: flags & 4 > 0 }
    }

    /// Where row `at` lives.
    pub(in crate::link) fn place(&self, at: usize) -> Place {
        let place = small_at(self.small[6], at) as usize;
        Place::of_numbers(std::array::from_fn(|part| large_at(self.places, place * 3 + part)))
    }
}
