//! A person given to a second row by decision: one line of the two would go, so somebody looks again.

use std::collections::{BTreeMap, BTreeSet};

use super::duplicates::cared_for;
use super::rulings::{Ruled, Standing, row_mark};
use super::verdict::{Method, Verdict};
use crate::model::{BenefitKind, ListKind, Outcome, PersonId, Record};

/// Contests each decision that gives a person to a row of a beneficiary list while another such row is
/// that person's too, by decision or by evidence. Rows that say the same are one row sent twice; a
/// carer's line is another than the carer's own. `standings` are those of `ruled`.
pub fn contest_second_rows(
    records: &[Record],
    verdicts: &mut [Verdict],
    (ruled, standings): (&[Ruled], &mut [Standing]),
) {
    let decided: BTreeSet<PersonId> = ruled.iter().filter_map(|about| about.same).collect();
    if decided.is_empty() {
        return;
    }
    let mut rows = BTreeMap::<(PersonId, Option<String>), Vec<usize>>::new();
    for (index, verdict) in verdicts.iter().enumerate() {
        let record = &records[index];
        if let Some(person) = verdict.person_id.filter(|person| decided.contains(person))
            && verdict.outcome == Outcome::Matched
            && record.list_kind == ListKind::Beneficiaries
        {
            rows.entry((person, line_of(record))).or_default().push(index);
        }
    }
    for (about, standing) in ruled.iter().zip(standings) {
        let (Some(record), Some(person)) = (records.get(about.index), about.same) else { continue };
        let others = rows.get(&(person, line_of(record))).map_or(&[][..], Vec::as_slice);
        let mark = row_mark(record);
        if others.contains(&about.index) && others.iter().any(|&other| row_mark(&records[other]) != mark) {
            standing.second = true;
            let verdict = &mut verdicts[about.index];
            (verdict.method, verdict.safe_to_act) = (Some(Method::DecisionContested), false);
        }
    }
}

/// Whose line it is beside the person's own: a carer's is about the person cared for.
fn line_of(record: &Record) -> Option<String> {
    let carer = record.benefit.is_some_and(|benefit| benefit.kind() == BenefitKind::Carer);
    carer.then(|| cared_for(record).unwrap_or_default())
}
