//! Units of administration of one time: wards, districts, provinces.

use crate::model::{ProvinceCode, WardCode};

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
    pub(super) kind: Kind,
    pub(super) key: Box<str>,
    pub(super) toned: Box<str>,
    pub(super) dialect: Box<str>,
    /// Province of today.
    pub(super) province: u8,
    /// Province of 2024; 0 for units of today.
    pub(super) old_province: u8,
    /// Districts of 2024: the one that it lay in, or for units of today all that it came from.
    pub(super) districts: Vec<u16>,
    /// Indices of the units of today that its inhabitants belong to.
    pub(super) targets: Vec<u32>,
}

/// A name of a district, of 2024 or before.
#[derive(Debug)]
pub(super) struct District {
    pub(super) code: u16,
    pub(super) kind: Box<str>,
    pub(super) key: Box<str>,
    pub(super) toned: Box<str>,
    pub(super) dialect: Box<str>,
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
    /// A city under the central government.
    pub(super) city: bool,
}

/// A unit of today as shown.
#[derive(Debug)]
pub(super) struct Shown {
    pub(super) code: WardCode,
    pub(super) full_name: Box<str>,
    pub(super) province: ProvinceCode,
}
