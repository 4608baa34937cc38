//! Blocking keys: numbers that a record and a row of the register share when they may be the same
//! person. Each is robust against another kind of error; the union is what counts.

use crate::likeness::{Folded, mix, swap_day_and_month};

/// What the keys are made of; 0 stands for unknown.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Identity {
    pub(super) id: u64,
    pub(super) cmnd: u32,
    /// `year * 10000 + month * 100 + day`, unknown parts 0.
    pub(super) birth: u32,
    pub(super) phone: u64,
    /// Up to two wards.
    pub(super) wards: [u32; 2],
}

impl Identity {
    pub(super) const fn year(&self) -> u32 {
        self.birth / 10_000
    }

    pub(super) const fn has_full_birth(&self) -> bool {
        !self.birth.is_multiple_of(100)
    }
}

/// The key of an id of 12 digits.
pub(super) const fn id_key(id: u64) -> u64 {
    mix(1, id)
}

/// Calls `emit` with each key of a person. `query` marks the records' side: it adds the keys of
/// what a clerk may have written wrongly, which the register's side need not repeat.
pub(super) fn keys(who: &Identity, name: Option<&Folded>, query: bool, mut emit: impl FnMut(u64)) {
    let year = u64::from(who.year());
    if who.id > 0 {
        emit(id_key(who.id));
    }
    if who.cmnd > 0 {
        emit(mix(2, u64::from(who.cmnd)));
    }
    if who.phone > 0 {
        emit(mix(9, who.phone));
    }
    let wards = who.wards.iter().enumerate().filter(|&(i, &ward)| ward > 0 && !who.wards[..i].contains(&ward));
    let wards = wards.map(|(_, &ward)| u64::from(ward));
    if who.has_full_birth() {
        wards.clone().for_each(|ward| emit(mix(mix(8, u64::from(who.birth)), ward)));
    }
    let Some(name) = name else { return };
    if who.id > 0 {
        // The id less one end: an error lies in one half and leaves the other.
        emit(mix(mix(3, who.id % 1_000_000), name.given));
        emit(mix(mix(4, who.id / 1_000), name.given));
    }
    if year > 0 {
        emit(mix(mix(5, name.whole), year));
    }
    if who.has_full_birth() {
        emit(mix(mix(6, name.given), u64::from(who.birth)));
        let swapped = swap_day_and_month(who.birth);
        if query && swapped != who.birth {
            emit(mix(mix(6, name.given), u64::from(swapped)));
        }
    }
    wards.clone().for_each(|ward| emit(mix(mix(7, name.whole), ward)));
    // Namesakes by given name are many: only a record without a full date needs this net.
    if year > 0 && (!query || !who.has_full_birth()) {
        wards.for_each(|ward| emit(mix(mix(mix(10, name.given), year), ward)));
    }
    if !query || (year == 0 && who.wards == [0, 0]) {
        emit(mix(11, name.whole));
    }
}
