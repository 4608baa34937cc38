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
        /// The same hamlet or residential group.
        Hamlet = "hamlet",
        /// Another hamlet of the ward.
        Other = "other",
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
}
