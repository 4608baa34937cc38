//! What the law gave former beneficiaries in the months for which closed lists paid them.

use std::collections::{BTreeMap, HashSet};

use crate::facts::Former;
use crate::model::{BenefitKind, Month, PersonKey};
use crate::table::outputs::EntitlementRow;

fn monthly(row: &EntitlementRow) -> bool {
    row.benefit.kind() != BenefitKind::OneOff
}

/// Of the law's answers about former beneficiaries those that matter: the months that were paid, and
/// funeral support, unless it is `known` already. Other months are nobody's: why the lists dropped a person there is not known.
pub(super) fn rows(former: &Former, answers: Vec<EntitlementRow>, known: &[EntitlementRow]) -> Vec<EntitlementRow> {
    let last: BTreeMap<PersonKey, Month> = former.months.iter().copied().collect();
    let has: HashSet<PersonKey> = known.iter().filter(|row| !monthly(row)).map(|row| row.person_id).collect();
    // Who died later than in the month after the last one paid did not die as a beneficiary.
    let funeral = |row: &EntitlementRow| {
        last.get(&row.person_id).is_some_and(|last| row.month <= last.next()) && !has.contains(&row.person_id)
    };
    let matters = |row: &EntitlementRow| match monthly(row) {
        true => former.months.contains(&(row.person_id, row.month)),
        false => funeral(row),
    };
    answers.into_iter().filter(matters).collect()
}

/// Puts the answers in the place of those of the same person and month, which did not know of the
/// benefit that was left.
pub(super) fn replace(former: &Former, rows: &mut Vec<EntitlementRow>, answers: Vec<EntitlementRow>) {
    if former.months.is_empty() {
        return;
    }
    rows.retain(|row| !monthly(row) || !former.months.contains(&(row.person_id, row.month)));
    rows.extend(answers);
    rows.sort_by_key(|row| (row.person_id, row.month, row.benefit, row.for_person_id));
}
