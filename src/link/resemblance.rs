//! Whether two writings can be one person's with a typo mended.

use super::id;
use super::levels::{BirthLevel, IdLevel, NameLevel};
use super::model::Model;
use crate::likeness::{FoldedName, Name, compare_births, compare_names, pack};
use crate::model::{IdNumber, PartialDate, WrittenIdentity};
use crate::table::outputs::ProvisionalRow;

/// An identity for comparing.
pub(super) struct Shape {
    name: Option<Name>,
    birth: u32,
    id: Option<IdNumber>,
}

impl Shape {
    pub(super) fn new(name: Option<Name>, birth: Option<PartialDate>, id: Option<IdNumber>) -> Shape {
        Shape { name, birth: birth.map_or(0, pack), id }
    }

    /// Whether it may be the same person written anew: the same name, or all the same but for one thing.
    pub(super) fn may_be(&self, other: &Shape, model: &Model) -> bool {
        (self.name.is_some() && self.name == other.name) || self.is_near(other, model)
    }

    pub(super) fn of(written: &WrittenIdentity) -> Shape {
        let name = written.name.as_ref().and_then(|name| Name::fold(name.reveal()));
        Shape { name, birth: written.birth.map_or(0, pack), id: written.id }
    }

    pub(super) fn of_row(row: &ProvisionalRow) -> Shape {
        let name = row.full_name.as_ref().and_then(|name| Name::fold(name.reveal()));
        Shape { name, birth: row.birth_date.map_or(0, pack), id: row.id_no }
    }

    /// The same identity but for one mended thing: of name, birth date and number one is the same in
    /// full, and none is somebody else's.
    pub(super) fn is_near(&self, other: &Shape, model: &Model) -> bool {
        let folded = |name: Option<Name>| name.map(|name| FoldedName::of(name, model.dialect()));
        let name = match (folded(self.name), folded(other.name)) {
            (Some(a), Some(b)) => compare_names(&a, &b, model.dialect()).0,
            _ => NameLevel::Missing,
        };
        let birth = compare_births(self.birth, other.birth);
        let split = |id: Option<IdNumber>| match id {
            Some(IdNumber::Person(id)) => (id.number(), 0),
            Some(IdNumber::Cmnd(id)) => (0, id.number()),
            None => (0, 0),
        };
        let (a, b) = (split(self.id), split(other.id));
        let number = if a == (0, 0) || b == (0, 0) { IdLevel::Missing } else { id::compare(a.0, a.1, b.0, b.1) };
        let against = [name.is_weak(), birth.is_weak(), number == IdLevel::Different];
        let known = name != NameLevel::Missing && birth != BirthLevel::Missing;
        let full = [name.is_same() && known, birth == BirthLevel::Full && known, number == IdLevel::Equal];
        match number {
            // The number in full bears one other thing that was wrong altogether.
            IdLevel::Equal => against.iter().filter(|against| **against).count() <= 1,
            _ => !against.contains(&true) && known && full.contains(&true),
        }
    }
}
