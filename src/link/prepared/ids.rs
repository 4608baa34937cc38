//! A set of people's numbers, for asking of every row of the register.

use crate::likeness::mix;
use crate::link::index::KeyMap;

/// Numbers of people.
#[derive(Debug, Default)]
pub(in crate::link) struct Ids {
    map: KeyMap,
    keys: Vec<u64>,
}

const fn key(id: u64) -> u64 {
    mix(51, id)
}

impl Ids {
    pub(in crate::link) fn of(ids: impl Iterator<Item = u64>) -> Ids {
        let mut keys: Vec<u64> = ids.map(key).collect();
        keys.sort_unstable();
        keys.dedup();
        Ids { map: KeyMap::new(&keys), keys }
    }

    pub(in crate::link) fn has(&self, id: u64) -> bool {
        self.map.find(key(id)).is_some()
    }

    pub(in crate::link) const fn len(&self) -> usize {
        self.keys.len()
    }

    pub(in crate::link) const fn is_empty(&self) -> bool {
        self.keys.is_empty()
    }

    /// Whether somebody of these is not among the others.
    pub(in crate::link) fn has_more_than(&self, others: &Ids) -> bool {
        self.keys.iter().any(|key| others.map.find(*key).is_none())
    }
}
