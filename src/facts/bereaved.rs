//! The dead for whom nobody decided anything and funeral support may fall due all the same: a child of
//! a single parent who was paid for it, and an applicant whose decision was not signed yet (khoản 1
//! Điều 11 of NĐ 20/2021 and NĐ 335/2026).

use std::collections::{BTreeMap, HashSet};

use crate::model::{Benefit, Claim, ClaimSource, PersonId, PersonKey, Record, RowId, WardCode};
use crate::table::inputs::PopulationRow;

use super::identity::Who;
use super::life::life;
use super::person::Sources;

/// What was asked for somebody dead.
#[derive(Debug, Clone, Copy)]
pub(super) struct Undecided {
    benefit: Benefit,
    ward: WardCode,
    row_id: Option<RowId>,
    /// The child of a single parent.
    pub(super) child: bool,
    /// Who the row is may be acted upon.
    safe: bool,
}

/// Claims without a decision of people who are dead, by person.
pub(super) fn undecided(sources: &Sources<'_>, idle: &[(&Record, Who)]) -> BTreeMap<PersonKey, Vec<Undecided>> {
    let mut found: BTreeMap<PersonKey, Vec<Undecided>> = BTreeMap::new();
    for &(record, who) in idle {
        let waiting = record.decision_no.is_none() && record.decision_date.is_none();
        let (Some(benefit), Some(id)) = (record.benefit.map(Benefit::today), who.key.register()) else { continue };
        if waiting && dead(id, sources).is_some() {
            let row_id = Some(record.row_id);
            let asked = Undecided { benefit, ward: record.ward, row_id, child: false, safe: who.safe };
            found.entry(who.key).or_default().push(asked);
        }
    }
    let parents: HashSet<PersonId> =
        sources.history.ever_paid_for(Benefit::K4).filter_map(PersonKey::register).collect();
    for row in sources.inputs.population {
        if let Some(ward) = single_parent(row, &parents, sources) {
            let child = Undecided { benefit: Benefit::MaiTang, ward, row_id: None, child: true, safe: true };
            found.entry(PersonKey::Register(row.person_id)).or_default().push(child);
        }
    }
    found
}

/// Last day of life, where it is known.
fn dead(id: PersonId, sources: &Sources<'_>) -> Option<crate::model::Date> {
    let life = life(id, sources.registers, sources.inputs.as_of, sources.inputs.pay_month);
    life.timeline.spans().iter().find(|span| span.value == 0).map(|span| span.from.plus_days(-1))
}

/// The ward of a child that died while a parent of its household was paid under khoản 4.
fn single_parent(child: &PopulationRow, parents: &HashSet<PersonId>, sources: &Sources<'_>) -> Option<WardCode> {
    let home = child.household_id.as_ref()?;
    let here = |id: &PersonId| sources.registers.person(*id).is_some_and(|row| row.household_id.as_ref() == Some(home));
    let raising: Vec<PersonId> = [child.father_id, child.mother_id]
        .into_iter()
        .flatten()
        .filter(|id| parents.contains(id) && here(id))
        .collect();
    if raising.is_empty() {
        return None;
    }
    let month = dead(child.person_id, sources)?.month();
    let paid = |id: &PersonId| sources.history.was_paid(PersonKey::Register(*id), Benefit::K4, month);
    raising.iter().any(paid).then_some(child.ward_code)
}

impl Undecided {
    /// The claim for the rules: it gives no months.
    pub(super) fn claim(&self) -> Claim {
        Claim {
            benefit: self.benefit,
            ground: None,
            decided_on: None,
            filed_on: None,
            from_month: None,
            source: ClaimSource::Prospect,
            row_id: self.row_id,
            ward: self.ward,
            cared_for: None,
            opening: None,
            safe_link: self.safe,
        }
    }
}
