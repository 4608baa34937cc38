//! All tables of one run together.

use std::cmp::Ordering;

use rayon::prelude::*;

use super::outputs::{
    ArrearsLedgerRow, ArrearsRow, BeneficiaryRow, BridgeRow, CalendarRow, CandidateRow, ChangeRow, ColumnRow,
    ConditionRow, CoverageRow, DuplicateRow, EntitlementRow, FactConflictRow, FindingRow, MatchRow, ProspectRow,
    ProvisionalEventRow, ProvisionalRow, QualityRow, RecordRow, RulingRow, SourceFileRow, SourceRowRow, VisitRow,
    WorklistRow,
};

/// The rows of every table of contract §4, as `run` collects them from the stages.
#[derive(Debug, Clone, Default)]
pub struct Tables {
    /// Submitted files.
    pub source_files: Vec<SourceFileRow>,
    /// Rows of submitted sheets.
    pub source_rows: Vec<SourceRowRow>,
    /// Columns of submitted sheets.
    pub columns: Vec<ColumnRow>,
    /// Accepted data rows, normalised.
    pub records: Vec<RecordRow>,
    /// Things found about rows, files and wards.
    pub findings: Vec<FindingRow>,
    /// Verdicts of the linkage.
    pub matches: Vec<MatchRow>,
    /// The people shown side by side for records in review.
    pub candidates: Vec<CandidateRow>,
    /// Decisions of people about who somebody is, with what became of them.
    pub decisions: Vec<RulingRow>,
    /// Provisional ids with what was written of their people.
    pub provisional_ids: Vec<ProvisionalRow>,
    /// What happened to provisional ids.
    pub provisional_events: Vec<ProvisionalEventRow>,
    /// Groups of records of one person.
    pub duplicates: Vec<DuplicateRow>,
    /// Enrolled people.
    pub beneficiaries: Vec<BeneficiaryRow>,
    /// Person × month × benefit.
    pub entitlements: Vec<EntitlementRow>,
    /// Lines of the lists of increases and decreases.
    pub changes: Vec<ChangeRow>,
    /// Person × month still to settle.
    pub arrears: Vec<ArrearsRow>,
    /// Differences with their lists and statuses.
    pub arrears_ledger: Vec<ArrearsLedgerRow>,
    /// Ward × reason.
    pub bridge: Vec<BridgeRow>,
    /// What sources tell differently about people, and which is used.
    pub fact_conflicts: Vec<FactConflictRow>,
    /// People who look eligible and are not enrolled.
    pub prospects: Vec<ProspectRow>,
    /// Coming boundaries.
    pub calendar: Vec<CalendarRow>,
    /// Conditions of the law, decided for the pay month.
    pub conditions: Vec<ConditionRow>,
    /// Indicators of data quality.
    pub quality: Vec<QualityRow>,
    /// Undetermined lines, with who can supply what is missing.
    pub worklist: Vec<WorklistRow>,
    /// People to visit: entitled or soon entitled, not enrolled.
    pub visits: Vec<VisitRow>,
    /// Ward × benefit: how many of those entitled are enrolled.
    pub coverage: Vec<CoverageRow>,
}

impl Tables {
    /// Puts every table into its one order, so that the same rows give the same bytes whatever the
    /// number of threads that made them. Sorting is stable: rows with equal keys keep their order.
    pub fn sort(&mut self) {
        by(&mut self.source_files, |a, b| a.file.cmp(&b.file));
        by(&mut self.source_rows, |a, b| (&a.file, a.row_id).cmp(&(&b.file, b.row_id)));
        by(&mut self.columns, |a, b| {
            (&a.file, &a.sheet, a.table_no, a.column_no).cmp(&(&b.file, &b.sheet, b.table_no, b.column_no))
        });
        by(&mut self.records, |a, b| (&a.file, a.row_id).cmp(&(&b.file, b.row_id)));
        by(&mut self.findings, |a, b| {
            (&a.file, a.row_id, &a.column, &a.check, &a.raw).cmp(&(&b.file, b.row_id, &b.column, &b.check, &b.raw))
        });
        by(&mut self.matches, |a, b| a.row_id.cmp(&b.row_id));
        by(&mut self.candidates, |a, b| (a.row_id, a.place).cmp(&(b.row_id, b.place)));
        by(&mut self.decisions, |a, b| (&a.file, a.line, a.person_id).cmp(&(&b.file, b.line, b.person_id)));
        by(&mut self.provisional_ids, |a, b| (a.provisional_id, &a.content).cmp(&(b.provisional_id, &b.content)));
        by(&mut self.provisional_events, |a, b| (a.provisional_id, a.event).cmp(&(b.provisional_id, b.event)));
        by(&mut self.duplicates, |a, b| (&a.group_id, a.row_id).cmp(&(&b.group_id, b.row_id)));
        by(&mut self.beneficiaries, |a, b| {
            (a.person_id, &a.provisional_id, a.ward_code).cmp(&(b.person_id, &b.provisional_id, b.ward_code))
        });
        by(&mut self.entitlements, |a, b| {
            (a.person_id, a.month, a.benefit, a.for_person_id).cmp(&(b.person_id, b.month, b.benefit, b.for_person_id))
        });
        by(&mut self.changes, |a, b| {
            (a.ward_code, a.direction, a.reason, a.person_id, &a.change_id).cmp(&(
                b.ward_code,
                b.direction,
                b.reason,
                b.person_id,
                &b.change_id,
            ))
        });
        by(&mut self.arrears_ledger, |a, b| {
            (a.ward_code, a.person_id, a.month, a.benefit).cmp(&(b.ward_code, b.person_id, b.month, b.benefit))
        });
        by(&mut self.arrears, |a, b| (a.ward_code, a.person_id, a.month).cmp(&(b.ward_code, b.person_id, b.month)));
        by(&mut self.bridge, |a, b| {
            (a.ward_code, bridge_place(&a.reason)).cmp(&(b.ward_code, bridge_place(&b.reason)))
        });
        by(&mut self.fact_conflicts, |a, b| {
            (a.person_id, a.matter, a.other_source, a.row_id, a.other_day).cmp(&(
                b.person_id,
                b.matter,
                b.other_source,
                b.row_id,
                b.other_day,
            ))
        });
        by(&mut self.prospects, |a, b| {
            (a.ward_code, a.person_id, a.benefit).cmp(&(b.ward_code, b.person_id, b.benefit))
        });
        by(&mut self.calendar, |a, b| {
            (a.date, a.ward_code, a.person_id, &a.event).cmp(&(b.date, b.ward_code, b.person_id, &b.event))
        });
        by(&mut self.conditions, |a, b| (a.person_id, a.place).cmp(&(b.person_id, b.place)));
        by(&mut self.quality, |a, b| {
            (a.ward_code, a.criterion, &a.indicator).cmp(&(b.ward_code, b.criterion, &b.indicator))
        });
        by(&mut self.visits, |a, b| {
            (a.ward_code, a.hamlet.is_none(), &a.hamlet, a.eligible_from, a.person_id).cmp(&(
                b.ward_code,
                b.hamlet.is_none(),
                &b.hamlet,
                b.eligible_from,
                b.person_id,
            ))
        });
        by(&mut self.coverage, |a, b| (a.ward_code, a.benefit).cmp(&(b.ward_code, b.benefit)));
        by(&mut self.worklist, |a, b| (a.ward_code, a.place).cmp(&(b.ward_code, b.place)));
    }
}

fn by<T: Send>(rows: &mut [T], order: impl Fn(&T, &T) -> Ordering + Sync) {
    rows.par_sort_by(order);
}

/// Opening first, closing last, the reasons between in the order of the contract.
fn bridge_place(reason: &str) -> usize {
    use crate::model::{Coded, Reason};
    match reason {
        "opening" => 0,
        "closing" => usize::MAX,
        other => Reason::from_code(other).map_or(usize::MAX - 1, |reason| 1 + reason as usize),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Dong, WardCode};

    #[test]
    fn the_bridge_reads_from_opening_to_closing() {
        let row = |reason: &str| BridgeRow {
            ward_code: WardCode::from_digits("11311").unwrap(),
            reason: reason.to_owned(),
            persons: 0,
            amount: Dong(0),
            lines: 0,
        };
        let mut tables =
            Tables { bridge: ["closing", "death", "new", "opening"].map(row).to_vec(), ..Tables::default() };
        tables.sort();
        let reasons: Vec<&str> = tables.bridge.iter().map(|row| row.reason.as_str()).collect();
        assert_eq!(reasons, ["opening", "new", "death", "closing"]);
    }
}
