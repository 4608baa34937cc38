//! People who are not enrolled: who would seem to qualify under a draft.

use std::collections::{BTreeMap, HashMap};

use super::Settings;
use super::compare::group;
use crate::model::{Benefit, Dong, EntitlementStatus, Month, PersonKey, Subject, WardCode};
use crate::table::forecast::SimulationProspectRow;
use crate::table::outputs::ProspectRow;

/// Sums by ward, benefit and age group of those who seem to qualify in a month under two laws,
/// ordered by ward, benefit and age. Who qualifies under both for different benefits stands with
/// each of them, and is not new.
#[must_use]
pub fn compare_prospects(
    candidates: &[Subject],
    month: Month,
    (before, after): (&[ProspectRow], &[ProspectRow]),
    settings: &Settings,
) -> Vec<SimulationProspectRow> {
    let groups: HashMap<PersonKey, usize> =
        candidates.iter().map(|one| (one.key, group(one, month.last_day(), settings))).collect();
    let known = |rows: &[ProspectRow]| rows.iter().map(|row| row.person_id).collect::<std::collections::HashSet<_>>();
    let (old, new) = (known(before), known(after));
    let mut cells: BTreeMap<(WardCode, Benefit, usize), SimulationProspectRow> = BTreeMap::new();
    let mut of = |row: &ProspectRow, add: &dyn Fn(&mut SimulationProspectRow)| {
        let unknown = settings.group(None);
        let group = groups.get(&PersonKey::Register(row.person_id)).copied().unwrap_or(unknown);
        let empty = || nobody(row, settings.label(group));
        add(cells.entry((row.ward_code, row.benefit, group)).or_insert_with(empty));
    };
    for row in before {
        of(row, &|cell| {
            cell.persons_before += 1;
            cell.amount_before.0 += row.amount.0;
            cell.no_longer += i64::from(!new.contains(&row.person_id));
        });
    }
    for row in after {
        of(row, &|cell| {
            cell.persons_after += 1;
            cell.amount_after.0 += row.amount.0;
            if !old.contains(&row.person_id) {
                cell.newly += 1;
                cell.newly_amount.0 += row.amount.0;
                cell.newly_to_verify += i64::from(row.status == EntitlementStatus::Undetermined);
            }
        });
    }
    cells.into_values().collect()
}

fn nobody(row: &ProspectRow, age_group: String) -> SimulationProspectRow {
    SimulationProspectRow {
        ward_code: row.ward_code,
        benefit: row.benefit,
        age_group,
        persons_before: 0,
        amount_before: Dong::ZERO,
        persons_after: 0,
        amount_after: Dong::ZERO,
        newly: 0,
        newly_amount: Dong::ZERO,
        newly_to_verify: 0,
        no_longer: 0,
    }
}
