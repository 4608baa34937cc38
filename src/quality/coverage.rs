//! How far each benefit reaches those who are entitled to it.

use std::collections::{BTreeMap, BTreeSet};

use crate::model::{Benefit, BenefitKind, EntitlementStatus, Month, PersonKey, WardCode};
use crate::table::outputs::{CoverageRow, EntitlementRow, VisitRow};

/// Enrolled people, and those to be visited, by ward and benefit.
#[must_use]
pub fn coverage(law: &[EntitlementRow], visits: &[VisitRow], pay_month: Month) -> Vec<CoverageRow> {
    let mut enrolled: BTreeMap<(WardCode, Benefit), BTreeSet<PersonKey>> = BTreeMap::new();
    let counts = |row: &&EntitlementRow| {
        row.month == pay_month
            && row.benefit.kind() != BenefitKind::OneOff
            && row.status != EntitlementStatus::NotEntitled
    };
    for row in law.iter().filter(counts) {
        if let Some(ward) = row.ward_code {
            enrolled.entry((ward, row.benefit)).or_default().insert(row.person_id);
        }
    }
    let mut rows: BTreeMap<(WardCode, Benefit), CoverageRow> = BTreeMap::new();
    for (key, people) in enrolled {
        rows.entry(key).or_insert_with(|| empty(key)).enrolled = people.len() as i64;
    }
    for visit in visits {
        let key = (visit.ward_code, visit.benefit);
        let row = rows.entry(key).or_insert_with(|| empty(key));
        match (visit.eligible_from, visit.status) {
            (Some(_), _) => row.coming += 1,
            (None, EntitlementStatus::Entitled) => row.not_enrolled += 1,
            (None, _) => row.to_verify += 1,
        }
    }
    let shared = rows.into_values().map(|row| {
        let whole = row.enrolled + row.not_enrolled;
        CoverageRow { share: (whole > 0).then(|| row.enrolled as f64 / whole as f64), ..row }
    });
    shared.collect()
}

fn empty((ward_code, benefit): (WardCode, Benefit)) -> CoverageRow {
    CoverageRow { ward_code, benefit, enrolled: 0, not_enrolled: 0, to_verify: 0, coming: 0, share: None }
}
