//! A candidate as bytes.

use super::hits::{About, Hit};
use super::levels::{BirthLevel, IdLevel, Levels, NameLevel, PlaceLevel, PlainLevel, RelativeLevel, WardLevel};
use super::prepared::{Sink, Source};

/// Bytes of a candidate without its record.
pub(super) const HIT_BYTES: usize = 24;
const _: () = assert!(NameLevel::ALL.len() <= 16 && BirthLevel::ALL.len() <= 16);
const _: () = assert!(IdLevel::ALL.len() <= 16 && PlaceLevel::ALL.len() <= 16);

/// Person, household, levels (4 bits each), and ward, slipped syllable and death in one number.
pub(super) fn put(sink: &mut Sink, hit: &Hit) {
    sink.large(hit.person);
    sink.large(hit.household);
    let levels = hit.levels.indices().iter().rev().fold(0, |packed, &level| packed << 4 | level as u32);
    sink.small(levels);
    sink.small(hit.about.0);
}

/// What [`put`] wrote, of a record; `None` where the bytes are no candidate.
pub(super) fn take(source: &mut Source, query: u32) -> Option<Hit> {
    let (person, household, packed, rest) = (source.large()?, source.large()?, source.small()?, source.small()?);
    let at = |field: u32| (packed >> (4 * field) & 15) as usize;
    let levels = Levels {
        id: *IdLevel::ALL.get(at(0))?,
        name: *NameLevel::ALL.get(at(1))?,
        birth: *BirthLevel::ALL.get(at(2))?,
        gender: *PlainLevel::ALL.get(at(3))?,
        ward: *WardLevel::ALL.get(at(4))?,
        phone: *PlainLevel::ALL.get(at(5))?,
        place: *PlaceLevel::ALL.get(at(6))?,
        relative: *RelativeLevel::ALL.get(at(7))?,
    };
    Some(Hit { query, person, levels, about: About(rest), household })
}
