//! Everything that a run's tables say of one person.

use std::collections::BTreeSet;
use std::path::Path;

use super::Who;
use super::select::select;
use crate::model::{Coded, Outcome, PersonKey, RowId};
use crate::report::ReportError;
use crate::table::outputs::{
    ArrearsRow, BeneficiaryRow, CalendarRow, ChangeRow, ConditionRow, DuplicateRow, EntitlementRow, FactConflictRow,
    FindingRow, MatchRow, ProspectRow, RecordRow, RulingRow, SourceRowRow,
};
use crate::table::{TableError, read_rows};

/// The rows about one person, from every table.
pub(super) struct Story {
    /// `None`: a row that leads to nobody.
    pub(super) key: Option<PersonKey>,
    pub(super) person: Option<BeneficiaryRow>,
    pub(super) rows: Vec<SourceRowRow>,
    pub(super) records: Vec<RecordRow>,
    pub(super) findings: Vec<FindingRow>,
    pub(super) matches: Vec<MatchRow>,
    /// Decisions of people about these rows.
    pub(super) decisions: Vec<RulingRow>,
    pub(super) duplicates: Vec<DuplicateRow>,
    pub(super) entitlements: Vec<EntitlementRow>,
    pub(super) conditions: Vec<ConditionRow>,
    pub(super) changes: Vec<ChangeRow>,
    pub(super) arrears: Vec<ArrearsRow>,
    pub(super) conflicts: Vec<FactConflictRow>,
    pub(super) prospects: Vec<ProspectRow>,
    pub(super) calendar: Vec<CalendarRow>,
}

/// Reads what belongs to the person, or to the person of the row.
///
/// # Errors
/// Nothing in the run belongs to it, or a table cannot be read.
pub(super) fn gather(tables: &Path, who: Who) -> Result<Story, ReportError> {
    let (beneficiaries, _) = read_rows::<BeneficiaryRow>(&tables.join("beneficiaries.parquet"))?;
    let (key, mut row_ids) = match who {
        Who::Person(key) => (Some(key), BTreeSet::new()),
        Who::Row(row) => (person_of_row(tables, &beneficiaries, row)?, BTreeSet::from([row.to_string()])),
    };
    let person = key.and_then(|key| beneficiaries.into_iter().find(|row| key_of(row) == Some(key)));
    let of_person: BTreeSet<String> = key.iter().map(|key| key.code().into_owned()).collect();
    row_ids.extend(person.iter().flat_map(|person| &person.row_ids).map(RowId::to_string));
    let mut linked: Vec<MatchRow> = select(tables, "person_id", &of_person)?;
    linked.extend(select::<MatchRow>(tables, "counted_as", &of_person)?);
    // Who was only offered, as the second of two, is asked for too.
    let mut offered: Vec<MatchRow> = select(tables, "runner_up_id", &of_person)?;
    offered.extend(select::<MatchRow>(tables, "nearest_id", &of_person)?);
    let of_own = !row_ids.is_empty() || !linked.is_empty();
    let is_asked = |verdict: &MatchRow| verdict.outcome == Outcome::Review || verdict.unsure == Some(true);
    let offered = offered.iter().filter(|verdict| !of_own || is_asked(verdict));
    row_ids.extend(linked.iter().chain(offered).map(|verdict| verdict.row_id.to_string()));
    let story = read(tables, key, person, &of_person, &row_ids)?;
    if story.rows.is_empty() && story.person.is_none() && story.prospects.is_empty() && story.entitlements.is_empty() {
        return Err(ReportError::Unknown);
    }
    Ok(story)
}

fn read(
    tables: &Path,
    key: Option<PersonKey>,
    person: Option<BeneficiaryRow>,
    of_person: &BTreeSet<String>,
    row_ids: &BTreeSet<String>,
) -> Result<Story, TableError> {
    Ok(Story {
        key,
        person,
        rows: select(tables, "row_id", row_ids)?,
        records: select(tables, "row_id", row_ids)?,
        findings: select(tables, "row_id", row_ids)?,
        matches: select(tables, "row_id", row_ids)?,
        decisions: decisions(tables, row_ids)?,
        duplicates: select(tables, "row_id", row_ids)?,
        entitlements: select(tables, "person_id", of_person)?,
        conditions: select(tables, "person_id", of_person)?,
        changes: select(tables, "person_id", of_person)?,
        arrears: select(tables, "person_id", of_person)?,
        conflicts: conflicts(tables, of_person)?,
        prospects: select(tables, "person_id", of_person)?,
        calendar: select(tables, "person_id", of_person)?,
    })
}

/// A run of an earlier version has no such table.
fn conflicts(tables: &Path, of_person: &BTreeSet<String>) -> Result<Vec<FactConflictRow>, TableError> {
    let there = tables.join("fact_conflicts.parquet").is_file();
    if there { select(tables, "person_id", of_person) } else { Ok(Vec::new()) }
}

/// A run of an earlier version has no such table.
fn decisions(tables: &Path, row_ids: &BTreeSet<String>) -> Result<Vec<RulingRow>, TableError> {
    let path = tables.join("decisions.parquet");
    let rows = if path.is_file() { read_rows::<RulingRow>(&path)?.0 } else { Vec::new() };
    let about = |row: &RulingRow| row.row_ids.iter().any(|id| row_ids.contains(&id.to_string()));
    Ok(rows.into_iter().filter(about).collect())
}

/// Who was enrolled by the row, else who was safely found for it, else whom it is counted as.
fn person_of_row(
    tables: &Path,
    beneficiaries: &[BeneficiaryRow],
    row: RowId,
) -> Result<Option<PersonKey>, ReportError> {
    if let Some(person) = beneficiaries.iter().find(|person| person.row_ids.contains(&row)) {
        return Ok(key_of(person));
    }
    let verdicts: Vec<MatchRow> = select(tables, "row_id", &BTreeSet::from([row.to_string()]))?;
    let matched = verdicts.iter().find(|verdict| verdict.outcome == Outcome::Matched);
    let matched = matched.and_then(|verdict| verdict.person_id).map(PersonKey::Register);
    Ok(matched.or_else(|| verdicts.iter().find_map(|verdict| verdict.counted_as)))
}

fn key_of(row: &BeneficiaryRow) -> Option<PersonKey> {
    let provisional = || row.provisional_id.as_deref().and_then(|id| PersonKey::from_code(id).ok());
    row.person_id.map(PersonKey::Register).or_else(provisional)
}
