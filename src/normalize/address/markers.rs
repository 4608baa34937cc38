//! Words that mark a level or say something about the name beside them.

use super::unit::Kind;
use super::words::Words;
use crate::normalize::config::AddressWords;

/// What a marker says; several where an abbreviation has several meanings (`tp`, `x`, `p`).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct Flags(pub(super) u32);

impl Flags {
    pub(super) const NONE: Flags = Flags(0);
    /// Any kind of commune-level unit: the bits of [`Kind::bit`].
    pub(super) const WARD: Flags = Flags(0xf);
    /// Any kind of district: four bits, in the order of [`DISTRICT_KINDS`].
    pub(super) const DISTRICT: Flags = Flags(0xf0);
    /// `tỉnh`.
    pub(super) const PROVINCE: Flags = Flags(0x100);
    /// `thành phố` of a province's rank.
    pub(super) const CITY: Flags = Flags(0x200);
    pub(super) const HAMLET: Flags = Flags(0x400);
    pub(super) const GROUP: Flags = Flags(0x800);
    pub(super) const STREET: Flags = Flags(0x1000);
    pub(super) const LANE: Flags = Flags(0x2000);
    pub(super) const HOUSE: Flags = Flags(0x4000);
    pub(super) const NOW: Flags = Flags(0x8000);
    pub(super) const FORMER: Flags = Flags(0x1_0000);
    pub(super) const NOISE: Flags = Flags(0x2_0000);
    /// `hoặc`: either of two places.
    pub(super) const OR: Flags = Flags(0x4_0000);
    /// `tạm trú`: another whole address follows.
    pub(super) const BESIDE: Flags = Flags(0x8_0000);
    /// A ward, district or province.
    pub(super) const UNIT: Flags = Flags(0x3ff);
    /// What stands before a ward.
    pub(super) const LOCAL: Flags = Flags(0x7c00);

    #[inline]
    pub(super) fn any(self, of: Flags) -> bool {
        self.0 & of.0 != 0
    }

    #[inline]
    pub(super) fn is_none(self) -> bool {
        self.0 == 0
    }

    #[inline]
    pub(super) fn and(self, other: Flags) -> Flags {
        Flags(self.0 | other.0)
    }

    #[inline]
    pub(super) fn only(self, of: Flags) -> Flags {
        Flags(self.0 & of.0)
    }
}

/// Kinds of districts, in the order of their bits.
pub(super) const DISTRICT_KINDS: [&str; 4] = ["quận", "huyện", "thị xã", "thành phố"];

/// The bits of a kind of district.
pub(super) fn district_flag(kind: &str) -> Flags {
    let at = DISTRICT_KINDS.iter().position(|known| *known == kind);
    at.map_or(Flags::NONE, |at| Flags(0x10 << at))
}

/// One spelling of a marker.
#[derive(Debug, Clone)]
pub(super) struct Spelling {
    pub(super) key: Box<[u8]>,
    /// Accents of each word.
    pub(super) marks: Box<[u32]>,
    pub(super) flags: Flags,
}

/// All spellings of all markers of the word lists.
pub(super) fn spellings(words: &AddressWords) -> Vec<Spelling> {
    let mut out = Vec::new();
    let mut add = |list: &[String], flags: Flags| {
        for word in list {
            let words = Words::of(word);
            let (key, marks) =
                (words.key(0, words.len()).into(), (0..words.len()).map(|at| words.marks_of(at)).collect());
            out.push(Spelling { key, marks, flags });
        }
    };
    for (kind, list) in &words.ward {
        if let Some(kind) = Kind::of(kind) {
            add(list, Flags(u32::from(kind.bit())));
        }
    }
    for (kind, list) in &words.district {
        add(list, district_flag(kind));
    }
    add(&words.province, Flags::PROVINCE);
    add(&words.city, Flags::CITY);
    add(&words.hamlet, Flags::HAMLET);
    add(&words.group, Flags::GROUP);
    add(&words.street, Flags::STREET);
    add(&words.lane, Flags::LANE);
    add(&words.house, Flags::HOUSE);
    add(&words.now, Flags::NOW);
    add(&words.former, Flags::FORMER);
    add(&words.or, Flags::OR);
    add(&words.beside, Flags::BESIDE);
    add(&words.noise, Flags::NOISE);
    out
}
