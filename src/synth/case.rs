//! A person on the rolls, with the number that the registers know.

use super::life::Life;
use super::places::Home;
use super::roles::Grant;
use super::stories::Story;
use crate::model::{Benefit, Cmnd, Coefficient, Date, Dong, FullName, Gender, Month, PartialDate, PersonId};

/// A person on the rolls.
#[derive(Debug, Clone)]
pub(super) struct Case {
    /// Personal identifier.
    pub(super) id: PersonId,
    /// Old card number.
    pub(super) cmnd: Option<Cmnd>,
    /// Name.
    pub(super) name: FullName,
    /// Gender.
    pub(super) gender: Gender,
    /// True birth date.
    pub(super) birth: Date,
    /// Index of the ward of residence.
    pub(super) ward: usize,
    /// Index of the ward that paid in the opening.
    pub(super) payer: usize,
    /// Where the person lives.
    pub(super) home: Home,
    /// Phone.
    pub(super) phone: Option<String>,
    /// Account and bank.
    pub(super) account: Option<(String, String)>,
    /// What was decided; `cared_for` is an index into the group.
    pub(super) grants: Vec<Grant>,
    /// Numbers of the decisions, one a grant.
    pub(super) decision_nos: Vec<u32>,
    /// Id of another member of the household.
    pub(super) other_id: Option<PersonId>,
    /// True life.
    pub(super) life: Life,
    /// What the office believed, where it differs.
    pub(super) believed: Option<Box<Life>>,
    /// What happened.
    pub(super) story: Story,
    /// Still on the rolls.
    pub(super) enrolled: bool,
    /// Index of the first case of the household; carers and the people cared for are in one group.
    pub(super) group: usize,
    /// Paid in the opening.
    pub(super) opening: Vec<Line>,
    /// First month in which a payment was left out by mistake.
    pub(super) resumed_from: Option<Month>,
    /// Due in the closing, by the true law.
    pub(super) closing: Vec<Line>,
}

/// A benefit of one person, paid or due by one ward.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Line {
    /// Benefit.
    pub(super) benefit: Benefit,
    /// Index in the group of the person cared for.
    pub(super) cared_for: Option<usize>,
    /// Index of the ward.
    pub(super) ward: usize,
    /// Coefficient.
    pub(super) coefficient: Option<Coefficient>,
    /// Amount.
    pub(super) amount: Dong,
}

impl Case {
    /// The birth date as the office has it on paper.
    pub(super) fn paper_birth(&self) -> PartialDate {
        PartialDate::from(self.birth)
    }
}
