//! The levels of one record against one row of the register.

use super::id;
use super::levels::{Levels, NameLevel, PlaceLevel, PlainLevel, RelativeLevel, WardLevel};
use super::place::Place;
use super::query::Prepared;
use super::row::Row;
use crate::likeness::{Dialect, compare_births, compare_names};

/// The levels but for the place, and the syllable that decides [`NameLevel::Edit`].
pub(super) fn compare(query: &Prepared, row: &Row, dialect: &Dialect) -> (Levels, u8) {
    let (name, spot) = match &query.name {
        Some(own) => compare_names(own, &row.name, dialect),
        None => (NameLevel::Missing, 0),
    };
    let levels = Levels {
        id: id::compare(query.who.id, query.who.cmnd, row.who.id, row.who.cmnd),
        name,
        birth: compare_births(query.who.birth, row.who.birth),
        gender: plain(u64::from(query.gender), u64::from(row.gender)),
        ward: ward(query.who.wards, row.who.wards),
        phone: plain(query.who.phone, row.who.phone),
        place: PlaceLevel::Missing,
        relative: RelativeLevel::Missing,
    };
    (levels, spot)
}

/// The level of two places, compared only inside one ward: `thôn 3` is a hamlet of every ward. The record's
/// are those in the sending ward and in the ward that its address names.
pub(super) fn place(levels: &Levels, [sending, address]: [Place; 2], row: impl FnOnce() -> Place) -> PlaceLevel {
    let own = match levels.ward {
        WardLevel::Same => sending,
        WardLevel::Address => address,
        _ => return PlaceLevel::Missing,
    };
    if own == Place::default() { PlaceLevel::Missing } else { own.compare(row()) }
}

/// Two values, 0 unknown.
const fn plain(a: u64, b: u64) -> PlainLevel {
    if a == 0 || b == 0 {
        PlainLevel::Missing
    } else if a == b {
        PlainLevel::Same
    } else {
        PlainLevel::Other
    }
}

const fn ward([sending, address]: [u32; 2], [residence, previous]: [u32; 2]) -> WardLevel {
    if residence == 0 || (sending == 0 && address == 0) {
        WardLevel::Missing
    } else if sending == residence {
        WardLevel::Same
    } else if address == residence {
        WardLevel::Address
    } else if previous > 0 && (sending == previous || address == previous) {
        WardLevel::Previous
    } else {
        WardLevel::Other
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn levels_of_wards() {
        for (query, row, level) in [
            ([1, 0], [1, 0], WardLevel::Same),
            ([1, 2], [1, 2], WardLevel::Same),
            ([1, 2], [2, 0], WardLevel::Address),
            ([1, 0], [2, 1], WardLevel::Previous),
            ([1, 3], [2, 0], WardLevel::Other),
            ([0, 0], [2, 1], WardLevel::Missing),
            ([0, 2], [2, 1], WardLevel::Address),
        ] {
            assert_eq!(ward(query, row), level);
        }
    }
}
