//! Units of administration of one time: wards, districts, provinces.

use crate::model::{Date, ProvinceCode, WardCode};

/// Kind of a commune-level unit.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) enum Kind {
    Commune,
    Ward,
    Township,
    SpecialZone,
}

impl Kind {
    pub(super) fn of(word: &str) -> Option<Kind> {
        match word {
            "xã" => Some(Kind::Commune),
            "phường" => Some(Kind::Ward),
            "thị trấn" => Some(Kind::Township),
            "đặc khu" => Some(Kind::SpecialZone),
            _ => None,
        }
    }

    /// The kind as one of four bits.
    #[inline]
    pub(super) fn bit(self) -> u8 {
        1 << self as u8
    }
}

/// When a unit was in force.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) enum State {
    /// Since 2025-07-01.
    New,
    /// In the last three-level state.
    Old,
    /// Until some day between 2021 and 2025.
    Retired,
}

/// A commune-level unit of some time.
#[derive(Debug)]
pub(super) struct Unit {
    pub(super) state: State,
    /// Kinds that it had: two where it was raised after 2025-07-01.
    pub(super) kinds: u8,
    /// Equal for the same name with the same accents.
    pub(super) marks: u64,
    /// The name in small letters.
    pub(super) spelled: Box<str>,
    /// Province of today.
    pub(super) province: u8,
    /// Provinces of 2024 that it lay in, a bit each.
    pub(super) old_provinces: u128,
    /// Districts of 2024: the one that it lay in, or for units of today all that it came from.
    pub(super) districts: Vec<u16>,
    /// Indices of the units of today that its inhabitants belong to.
    pub(super) targets: Vec<u32>,
    /// Last day on which it is known to have been in force, for retired units.
    pub(super) until: Option<Date>,
}

impl Unit {
    #[inline]
    pub(super) fn lies_in(&self, districts: &[u16]) -> bool {
        self.districts.iter().any(|code| districts.contains(code))
    }
}

/// A name of a district, of 2024 or before.
#[derive(Debug)]
pub(super) struct District {
    /// Its code and, for a retired one, its successor's.
    pub(super) codes: [u16; 2],
    /// Its kind as the bits of a marker.
    pub(super) kind: super::markers::Flags,
    pub(super) marks: u64,
    pub(super) spelled: Box<str>,
    pub(super) province: u8,
    /// Province of 2024.
    pub(super) old_province: u8,
}

/// A name of a province.
#[derive(Debug, Clone, Copy)]
pub(super) struct Province {
    /// Province of today.
    pub(super) new: u8,
    /// Province of 2024, where the name is no longer in force.
    pub(super) old: Option<u8>,
    /// Kinds that it had, as the bits of a marker.
    pub(super) kind: super::markers::Flags,
}

/// A unit of today as shown.
#[derive(Debug)]
pub(super) struct Shown {
    pub(super) code: WardCode,
    pub(super) full_name: Box<str>,
    pub(super) province: ProvinceCode,
}
