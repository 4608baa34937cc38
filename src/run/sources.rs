//! From submitted files to records, with the books of the rows.

use std::collections::HashMap;

use super::Staged;
use super::inputs::CityFiles;
use super::night::Night;
use crate::ingest::{self, Ingested};
use crate::model::{Disposition, FileStatus, Finding, Issue, ListKind, Month, Record, RowKind, WardCode};
use crate::normalize::Normalized;
use crate::plan::Plan;

/// Files and rows as ingest saw them; dispositions are complete after [`normalize`].
pub(super) struct Sources {
    pub(super) ingested: Ingested,
    /// Findings of ingest and normalize, and about folders that are nobody's.
    pub(super) findings: Vec<Finding>,
}

/// Reads the submitted sheets. Lists of earlier periods than the latest of their ward and kind are
/// superseded: the latest list is the one that the ward stands by.
pub(super) fn ingest(night: &Night<'_>, files: &CityFiles) -> Staged<Sources> {
    let mut ingested = ingest::ingest(&files.submissions, &night.plan.forms);
    let mut findings = std::mem::take(&mut ingested.findings);
    findings.extend(files.strangers.iter().map(|place| Finding {
        row_id: None,
        file: place.clone(),
        ward: None,
        column: None,
        issue: Issue::new("city.stranger", place),
    }));
    supersede_earlier_periods(&mut ingested, night.pay_month.prev());
    let counts = vec![
        ("files", ingested.files.len() as u64),
        ("read", ingested.files.iter().filter(|file| file.status == FileStatus::Read).count() as u64),
        ("rows", ingested.rows.len() as u64),
        ("data_rows", ingested.rows.iter().filter(|row| row.row_kind == RowKind::Data).count() as u64),
    ];
    Ok((Sources { ingested, findings }, counts))
}

/// A beneficiary list counts until the ward sends a later one; movements count in the month before
/// the pay month only, as earlier ones went into lists that are closed.
fn supersede_earlier_periods(ingested: &mut Ingested, movements: Month) {
    let mut latest: HashMap<(WardCode, ListKind), Month> = HashMap::new();
    for file in ingested.files.iter().filter(|file| file.status == FileStatus::Read) {
        let (Some(ward), Some(period), Some(kind)) = (file.ward_code, file.period, file.list_kind) else { continue };
        let entry = latest.entry((ward, kind)).or_insert(period);
        *entry = (*entry).max(period);
    }
    let outdated = |ward: WardCode, kind: ListKind, period: Month| match kind {
        ListKind::Beneficiaries => latest.get(&(ward, kind)).is_some_and(|&last| period < last),
        ListKind::Movements => period < movements,
    };
    ingested.raw.retain(|row| !outdated(row.ward, row.list_kind, row.period));
    for row in ingested.rows.iter_mut().filter(|row| row.row_kind == RowKind::Data && row.disposition.is_none()) {
        if row.list_kind.is_some_and(|kind| outdated(row.ward_code, kind, row.period)) {
            row.disposition = Some(Disposition::Superseded);
        }
    }
    for file in ingested.files.iter_mut().filter(|file| file.status == FileStatus::Read) {
        let (Some(ward), Some(period), Some(kind)) = (file.ward_code, file.period, file.list_kind) else { continue };
        if outdated(ward, kind, period) {
            file.status = FileStatus::Superseded;
            file.reason = Some("Đã có danh sách của kỳ sau".to_owned());
        }
    }
}

/// Cleans the raw rows and writes down what became of each.
pub(super) fn normalize(night: &Night<'_>, sources: &mut Sources) -> Staged<Vec<Record>> {
    let normalized = cleaned(&mut sources.ingested, night.plan);
    sources.findings.extend(normalized.findings);
    let counts = vec![
        ("accepted", normalized.records.len() as u64),
        ("quarantined", normalized.quarantined.len() as u64),
        ("findings", sources.findings.len() as u64),
    ];
    Ok((normalized.records, counts))
}

/// The records of the raw rows, their amounts held against the law; each data row is told what became of it.
pub(super) fn cleaned(ingested: &mut Ingested, plan: &Plan) -> Normalized {
    let mut normalized = crate::normalize::normalize(&ingested.raw, &plan.lexicon);
    let dues = |benefit, birth, month| plan.law.dues(benefit, birth, month);
    normalized.findings.extend(crate::normalize::check_amounts(&ingested.raw, &normalized.records, &dues));
    let mut fate: HashMap<_, _> =
        normalized.records.iter().map(|record| (record.row_id, Disposition::Accepted)).collect();
    fate.extend(normalized.quarantined.iter().map(|&row| (row, Disposition::Quarantined)));
    for row in ingested.rows.iter_mut().filter(|row| row.row_kind == RowKind::Data) {
        if row.disposition.is_none() {
            row.disposition = fate.get(&row.row_id).copied();
        }
    }
    normalized
}
