//! Comparison levels: what a field of a record and of a row of the register have in common.

use crate::likeness::levels;
pub use crate::likeness::{BirthLevel, NameLevel};

levels! {
    /// Id number. There is no level for a part of it: the id repeats sex and birth year, which are
    /// fields of their own.
    IdLevel {
        /// One side has none.
        Missing = "missing",
        /// The 12 digits agree.
        Equal = "equal",
        /// The old card number agrees.
        CmndEqual = "cmnd_equal",
        /// One digit, or two exchanged digits, off.
        Near = "near",
        /// Belongs to another member of the candidate's household.
        Member = "member",
        /// Another number.
        Different = "different",
        /// The number agrees, name and birth date do not: somebody else's number.
        Contradicted = "contradicted",
    }
}
levels! {
    /// Ward.
    WardLevel {
        /// One side has none.
        Missing = "missing",
        /// The sending ward is the ward of residence.
        Same = "same",
        /// The ward that the address names is the ward of residence.
        Address = "address",
        /// The sending ward is the previous ward of residence.
        Previous = "previous",
        /// Another ward.
        Other = "other",
    }
}
levels! {
    /// A field that agrees or not: gender, phone.
    PlainLevel {
        /// One side has none.
        Missing = "missing",
        /// Agrees.
        Same = "same",
        /// Differs.
        Other = "other",
    }
}

levels! {
    /// Hamlet and house, where the ward agrees.
    PlaceLevel {
        /// One side names no hamlet, or the wards differ.
        Missing = "missing",
        /// The same house.
        House = "house",
        /// The same hamlet or residential group; at most one side names the house.
        Hamlet = "hamlet",
        /// The same hamlet, another house.
        OtherHouse = "other_house",
        /// The same name of another kind of hamlet: `thôn 3`, `tổ 3`.
        OtherKind = "other_kind",
        /// Another hamlet of the ward.
        Other = "other",
    }
}

levels! {
    /// The relative that the row names (guardian, receiver, person cared for), where the candidate's
    /// household can be looked through.
    RelativeLevel {
        /// The row names none, or the candidate's household was not looked through.
        Missing = "missing",
        /// Somebody of this name or number lives in the candidate's household.
        Household = "household",
        /// Nobody of the household is called so.
        Elsewhere = "elsewhere",
    }
}

/// The levels of one pair.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default)]
pub struct Levels {
    /// Id number.
    pub id: IdLevel,
    /// Full name.
    pub name: NameLevel,
    /// Birth date.
    pub birth: BirthLevel,
    /// Gender.
    pub gender: PlainLevel,
    /// Ward.
    pub ward: WardLevel,
    /// Phone.
    pub phone: PlainLevel,
    /// Hamlet and house.
    pub place: PlaceLevel,
    /// The relative that the row names.
    pub relative: RelativeLevel,
}

/// Names of the fields, in the order of [`Levels::indices`].
pub(super) const FIELDS: [&str; 8] = ["id", "name", "birth", "gender", "ward", "phone", "place", "relative"];

impl Levels {
    /// The place of each field's level in the list of its levels; 0 is `missing`.
    pub(super) const fn indices(&self) -> [usize; FIELDS.len()] {
        [
            self.id as usize,
            self.name as usize,
            self.birth as usize,
            self.gender as usize,
            self.ward as usize,
            self.phone as usize,
            self.place as usize,
            self.relative as usize,
        ]
    }

    /// Names of the levels.
    pub(super) const fn names(&self) -> [&'static str; FIELDS.len()] {
        [
            self.id.as_str(),
            self.name.as_str(),
            self.birth.as_str(),
            self.gender.as_str(),
            self.ward.as_str(),
            self.phone.as_str(),
            self.place.as_str(),
            self.relative.as_str(),
        ]
    }

    /// The levels of a field of [`FIELDS`], `missing` first.
    pub(super) fn all_of(field: usize) -> Vec<&'static str> {
        match field {
            0 => IdLevel::ALL.iter().map(|level| level.as_str()).collect(),
            1 => NameLevel::ALL.iter().map(|level| level.as_str()).collect(),
            2 => BirthLevel::ALL.iter().map(|level| level.as_str()).collect(),
            3 | 5 => PlainLevel::ALL.iter().map(|level| level.as_str()).collect(),
            4 => WardLevel::ALL.iter().map(|level| level.as_str()).collect(),
            6 => PlaceLevel::ALL.iter().map(|level| level.as_str()).collect(),
            _ => RelativeLevel::ALL.iter().map(|level| level.as_str()).collect(),
        }
    }
}

impl Levels {
    /// Names of the fields that are the same, nearly the same, and different; a field that one side
    /// lacks is none of them.
    #[must_use]
    pub fn agreement(&self) -> [Vec<&'static str>; 3] {
        let plain = |level: PlainLevel| match level {
            PlainLevel::Missing => None,
            PlainLevel::Same => Some(0),
            PlainLevel::Other => Some(2),
        };
        let id = match self.id {
            IdLevel::Missing => None,
            IdLevel::Equal | IdLevel::CmndEqual | IdLevel::Contradicted => Some(0),
            IdLevel::Near => Some(1),
            _ => Some(2),
        };
        let name = match self.name {
            NameLevel::Missing => None,
            level if level.is_same() => Some(0),
            level if level.is_weak() => Some(2),
            _ => Some(1),
        };
        let birth = match self.birth {
            BirthLevel::Missing => None,
            BirthLevel::Full | BirthLevel::OneJanuary => Some(0),
            level if level.is_weak() => Some(2),
            _ => Some(1),
        };
        let ward = match self.ward {
            WardLevel::Missing => None,
            WardLevel::Same | WardLevel::Address => Some(0),
            WardLevel::Previous => Some(1),
            _ => Some(2),
        };
        let place = match self.place {
            PlaceLevel::Missing => None,
            PlaceLevel::House => Some(0),
            PlaceLevel::Hamlet | PlaceLevel::OtherHouse | PlaceLevel::OtherKind => Some(1),
            _ => Some(2),
        };
        let fields = [
            ("id", id),
            ("name", name),
            ("birth", birth),
            ("gender", plain(self.gender)),
            ("ward", ward),
            ("place", place),
            ("phone", plain(self.phone)),
        ];
        let of = |group: usize| fields.iter().filter(|(_, own)| *own == Some(group)).map(|(field, _)| *field).collect();
        [of(0), of(1), of(2)]
    }
}
