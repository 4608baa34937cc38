//! Points of readings: how much each thing that is named, doubtful or left over counts.
//!
//! A marker weighs more than a name, a level more than a slip, and a contradiction more than all
//! but a marked ward with its district. Never: a threshold for a verdict; only ties stay open.

/// Points of a reading: found by hand on generated addresses (`benches/addresses.rs`, seed 1).
pub(super) struct Points {
    pub(super) province: i32,
    pub(super) district: i32,
    pub(super) ward_marked: i32,
    pub(super) ward_bare_in_district: i32,
    pub(super) ward_bare: i32,
    pub(super) slip: i32,
    pub(super) gap: i32,
    pub(super) claim: i32,
    pub(super) wrong_kind: i32,
    pub(super) contradiction: i32,
    pub(super) other_province: i32,
    pub(super) cut_short: i32,
}

pub(super) const POINTS: Points = Points {
    province: 3,
    district: 5,
    ward_marked: 10,
    ward_bare_in_district: 7,
    ward_bare: 5,
    slip: 3,
    gap: 2,
    claim: 4,
    wrong_kind: 2,
    contradiction: 8,
    other_province: 3,
    cut_short: 2,
};
