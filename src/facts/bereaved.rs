//! The dead for whom nobody decided anything and funeral support may fall due all the same: a child of
//! a single parent who was paid for it, and an applicant whose decision was not signed yet (khoản 1
//! Điều 11 of NĐ 20/2021 and NĐ 335/2026).

use std::collections::{BTreeMap, HashSet};

use crate::model::{Benefit, Claim, ClaimSource, PersonId, PersonKey, Record, RowId, WardCode};
use crate::table::inputs::PopulationRow;

use super::history::History;
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
}

/// Claims without a decision of people who are dead, by person.
pub(super) fn undecided(sources: &Sources<'_>, idle: &[(&Record, PersonKey)]) -> BTreeMap<PersonKey, Vec<Undecided>> {
    let mut found: BTreeMap<PersonKey, Vec<Undecided>> = BTreeMap::new();
    for (record, key) in idle {
        let waiting = record.decision_no.is_none() && record.decision_date.is_none();
        let (Some(benefit), Some(id)) = (record.benefit.map(Benefit::today), key.register()) else { continue };
        if waiting && dead(id, sources).is_some() {
            let row_id = Some(record.row_id);
            found.entry(*key).or_default().push(Undecided { benefit, ward: record.ward, row_id, child: false });
        }
    }
    let parents: HashSet<PersonId> =
        sources.history.ever_paid_for(Benefit::K4).filter_map(PersonKey::register).collect();
    for row in sources.inputs.population {
        if let Some(ward) = single_parent(row, &parents, sources) {
            let child = Undecided { benefit: Benefit::MaiTang, ward, row_id: None, child: true };
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
    let parent = [child.father_id, child.mother_id].into_iter().flatten().find(|id| parents.contains(id))?;
    let day = dead(child.person_id, sources)?;
    let home = sources.registers.person(parent)?.household_id == child.household_id;
    let paid = |history: &History| history.was_paid(PersonKey::Register(parent), Benefit::K4, day.month());
    (home && paid(sources.history)).then_some(child.ward_code)
}

impl Undecided {
    /// The claim for the rules: it gives no months.
    pub(super) fn claim(&self) -> Claim {
        Claim {
            benefit: self.benefit,
            ground: None,
            decided_on: None,
            from_month: None,
            source: ClaimSource::Prospect,
            row_id: self.row_id,
            ward: self.ward,
            cared_for: None,
            opening: None,
            safe_link: true,
        }
    }
}
