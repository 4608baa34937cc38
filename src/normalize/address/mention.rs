//! Names of units as they stand in a text, and the markers before them.

use super::markers::Flags;

/// A marker that ends before a word.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Before {
    /// Its first word.
    pub(super) start: u16,
    pub(super) flags: Flags,
}

/// A name at the words `name..end`.
#[derive(Debug, Clone, Copy)]
pub(super) struct Mention {
    /// First word, marker included.
    pub(super) start: u16,
    pub(super) name: u16,
    pub(super) end: u16,
    pub(super) entry: u32,
    /// What its marker says; nothing for a bare name.
    pub(super) marker: Flags,
    /// Levels that it may be of, as [`Flags::WARD`], [`Flags::DISTRICT`], [`Flags::PROVINCE`].
    pub(super) levels: Flags,
    /// Letters that differ; 0 where only accents may.
    pub(super) slips: u8,
}

impl Mention {
    #[inline]
    pub(super) fn bare(&self) -> bool {
        self.marker == Flags::NONE
    }
}
