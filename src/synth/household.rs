//! Households: who lives together, and how they belong together.

use super::life::Life;
use super::places::Home;
use crate::model::{Date, FullName, Gender, LifeStatus};

/// What a household is made of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    /// A couple, often with children.
    Nuclear,
    /// Grandparents, a couple, children.
    ThreeGenerations,
    /// An old couple.
    ElderCouple,
    /// An old person alone.
    LoneElder,
    /// A parent alone with children.
    SingleParent,
    /// Grandparents with a child whose parents are dead.
    Orphan,
    /// A person of working age alone.
    Alone,
    /// A couple that fosters a child or has taken in an old person.
    Foster,
}

/// Kinds with their shares in hundred.
pub(super) const KINDS: [(Kind, f64); 8] = [
    (Kind::Nuclear, 44.0),
    (Kind::ThreeGenerations, 24.0),
    (Kind::ElderCouple, 9.0),
    (Kind::LoneElder, 6.0),
    (Kind::SingleParent, 4.0),
    (Kind::Orphan, 0.35),
    (Kind::Alone, 12.4),
    (Kind::Foster, 0.25),
];

/// What a household must be, where a story needs it.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Hints {
    /// Its kind.
    pub(super) kind: Option<Kind>,
    /// It is recognised as poor.
    pub(super) poor: bool,
    /// Its first member has a disability.
    pub(super) disabled: bool,
}

/// A member of a household; others of the household are named by their index.
#[derive(Debug, Clone)]
pub(super) struct Member {
    /// Name.
    pub(super) name: FullName,
    /// True birth date.
    pub(super) birth: Date,
    /// Gender.
    pub(super) gender: Gender,
    /// Relation to the head.
    pub(super) relation: &'static str,
    /// Father.
    pub(super) father: Option<usize>,
    /// Mother.
    pub(super) mother: Option<usize>,
    /// Spouse.
    pub(super) spouse: Option<usize>,
    /// Life status in the register.
    pub(super) status: LifeStatus,
    /// What happened to the person.
    pub(super) life: Life,
}

impl Member {
    /// Completed years on a day.
    pub(super) fn age(&self, day: Date) -> i32 {
        self.birth.age_years(day)
    }

    /// Lives in the city as far as the register knows.
    pub(super) fn here(&self) -> bool {
        self.status == LifeStatus::Alive && self.life.death.is_none()
    }
}

/// A household.
#[derive(Debug, Clone)]
pub(super) struct Household {
    /// What it is made of.
    pub(super) kind: Kind,
    /// The members, the head first.
    pub(super) members: Vec<Member>,
    /// Where it lives.
    pub(super) home: Home,
    /// Resident in the ward since, with the ward before, where it moved.
    pub(super) moved: Option<(Date, usize)>,
}
