//! What kind of evidence a pair has: which limits it must reach, and whether it is a question anyhow.

use super::config::BitsFile;
use super::levels::{BirthLevel, IdLevel, Levels, NameLevel, WardLevel};

/// What the evidence is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    Full,
    Moved,
    Partial,
    NameSlip,
    BirthSlip,
}

impl Kind {
    pub(super) const ALL: [Kind; 5] = [Kind::Full, Kind::Moved, Kind::Partial, Kind::NameSlip, Kind::BirthSlip];

    pub(super) fn of(levels: &Levels) -> Kind {
        let partial = matches!(levels.birth, BirthLevel::YearOnly | BirthLevel::MonthOnly | BirthLevel::Missing);
        match () {
            () if matches!(levels.id, IdLevel::Equal | IdLevel::CmndEqual | IdLevel::Near) => Kind::Full,
            () if levels.birth != BirthLevel::Full && !partial => Kind::BirthSlip,
            () if !levels.name.is_same() => Kind::NameSlip,
            () if !matches!(levels.ward, WardLevel::Same | WardLevel::Address) => Kind::Moved,
            () if partial => Kind::Partial,
            () => Kind::Full,
        }
    }

    pub(super) const fn bits(self, of: &BitsFile) -> f64 {
        match self {
            Kind::Full => of.full,
            Kind::Moved => of.moved,
            Kind::Partial => of.partial,
            Kind::NameSlip => of.name_slip,
            Kind::BirthSlip => of.birth_slip,
        }
    }
}

/// A question for a person, whatever the sum; `elsewhere`: the number is another's, and name, birth
/// date and place do not outweigh that.
pub(super) fn is_doubtful(levels: &Levels, elsewhere: bool) -> bool {
    match levels.id {
        // The id says one thing, the name another: a question for a person, whatever the sum. Unless
        // the name is a letter or a middle syllable off and the birth date agrees with the id.
        IdLevel::Equal | IdLevel::CmndEqual => match levels.name {
            NameLevel::OtherName | NameLevel::Ends => levels.birth != BirthLevel::Full,
            name => name.is_weak() || name == NameLevel::Missing,
        },
        IdLevel::Contradicted => true,
        // Written by mistake in the member's place, and said so: the name in full must carry it.
        IdLevel::Member => !levels.name.is_same(),
        // Without an id a birth date of somebody else is a question too: rare names have namesakes.
        IdLevel::Missing | IdLevel::Different => {
            let another_day = matches!(levels.birth, BirthLevel::Year | BirthLevel::Other);
            levels.name.is_weak() || another_day || elsewhere
        }
        IdLevel::Near => levels.name.is_weak() || elsewhere,
    }
}
