//! What stands to the right of a place in an address, while it is read right to left.

use super::mention::Mention;
use super::unit::Province;

/// What stands to the right of a place, read.
#[derive(Clone, Copy)]
pub(super) struct Right {
    /// Word before which the next level ends.
    pub(super) end: usize,
    pub(super) score: i32,
    pub(super) slips: u8,
    pub(super) exact: bool,
    pub(super) gap: bool,
    pub(super) province: Province,
    pub(super) named: Option<Mention>,
    /// The district may as well be the province of that name.
    pub(super) either: bool,
}

impl Right {
    /// A province of which nothing was read yet.
    pub(super) fn of(province: Province) -> Right {
        Right { end: 0, score: 0, slips: 0, exact: true, gap: false, province, named: None, either: false }
    }
}
