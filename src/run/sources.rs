//! From submitted files to records, with the books of the rows.

use std::collections::{BTreeSet, HashMap};

use super::Staged;
use super::inputs::CityFiles;
use super::night::Night;
use crate::ingest::{self, Ingested, Submission};
use crate::model::{Disposition, FileStatus, Finding, Issue, ListKind, Month, Record, RowKind, WardCode};
use crate::normalize::{Normalized, names::name_key};
use crate::plan::Plan;
use crate::table::outputs::SourceFileRow;

/// Check of the facts: somebody is paid by a ward whose list does not have the person.
const MISSING_IN_LIST: &str = "fact.missing_in_list";

/// Files and rows as ingest saw them; dispositions are complete after [`normalize`].
pub(super) struct Sources {
    pub(super) ingested: Ingested,
    /// Findings of ingest and normalize, and about folders that are nobody's.
    pub(super) findings: Vec<Finding>,
    /// Wards and name keys of people of full lists that were replaced by lists of others.
    apart: BTreeSet<(WardCode, String)>,
    /// Rows that were set aside unread: they count for nothing, but they stand in the list.
    pub(super) set_aside: Vec<Record>,
}

impl Sources {
    /// Takes back that a ward's list does not have people whom a list of the ward had that was replaced by one
    /// of others: the file is what is told of.
    pub(super) fn excuse(&self, findings: &mut Vec<Finding>) {
        let name = |finding: &Finding| Some((finding.ward?, name_key(finding.issue.raw.reveal())));
        let listed = |finding: &Finding| name(finding).is_some_and(|name| self.apart.contains(&name));
        findings.retain(|finding| finding.issue.check != MISSING_IN_LIST || !listed(finding));
    }
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
    for submission in &files.inside {
        ingested.files.push(in_subfolder(submission, files));
        let issue = Issue::new("file.in_subfolder", "");
        let (file, ward) = (submission.file.clone(), Some(submission.ward));
        findings.push(Finding { row_id: None, file, ward, column: None, issue });
    }
    supersede_earlier_periods(&mut ingested, night.pay_month.prev());
    let counts = vec![
        ("files", ingested.files.len() as u64),
        ("read", ingested.files.iter().filter(|file| file.status == FileStatus::Read).count() as u64),
        ("rows", ingested.rows.len() as u64),
        ("data_rows", ingested.rows.iter().filter(|row| row.row_kind == RowKind::Data).count() as u64),
    ];
    Ok((Sources { ingested, findings, apart: BTreeSet::new(), set_aside: Vec::new() }, counts))
}

/// Why a file in a folder inside its ward's folder is set aside.
pub(super) const IN_SUBFOLDER: &str = "Tệp nằm trong thư mục con của thư mục nộp";

/// A file that lies in a folder inside its ward's folder: it counts as set aside. Which of the lists there the
/// ward stands by nobody knows: such folders hold old copies too.
fn in_subfolder(submission: &Submission, files: &CityFiles) -> SourceFileRow {
    let digest = files.digest_of(&submission.path);
    SourceFileRow {
        file: submission.file.clone(),
        hash: digest.map(|digest| digest.to_string()).unwrap_or_default(),
        ward_code: Some(submission.ward),
        period: Some(submission.period),
        format: "other".to_owned(),
        encoding: None,
        list_kind: None,
        status: FileStatus::Unreadable,
        reason: Some(IN_SUBFOLDER.to_owned()),
        rows: 0,
        data_rows: 0,
        answers: None,
    }
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
    ingested.set_aside.retain(|row| !outdated(row.ward, row.list_kind, row.period));
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
    let apart = crate::normalize::normalize(&std::mem::take(&mut sources.ingested.apart), &night.plan.lexicon).records;
    let set_aside = std::mem::take(&mut sources.ingested.set_aside);
    sources.set_aside = crate::normalize::normalize(&set_aside, &night.plan.lexicon).records;
    let name = |record: Record| Some((record.ward, record.name_key?.reveal().to_owned()));
    sources.apart = apart.into_iter().filter_map(name).collect();
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn who_stands_in_a_list_set_apart_is_not_missing() {
        let ward = WardCode::from_digits("11407").expect("five digits");
        let apart = BTreeSet::from([(ward, name_key("Vũ Văn An"))]);
        let ingested = Ingested::default();
        let sources = Sources { ingested, findings: Vec::new(), apart, set_aside: Vec::new() };
        let found = |check, name, ward: &str| Finding {
            row_id: None,
            file: "".into(),
            ward: WardCode::from_digits(ward),
            column: None,
            issue: Issue::new(check, name),
        };
        let mut findings = vec![
            found(MISSING_IN_LIST, "Vũ Văn An", "11407"),
            found(MISSING_IN_LIST, "Vũ Văn Ân", "11407"),
            found(MISSING_IN_LIST, "Vũ Văn An", "11506"),
            found("fact.other", "Vũ Văn An", "11407"),
        ];
        let kept = findings[1..].to_vec();
        sources.excuse(&mut findings);
        assert_eq!(findings, kept);
    }
}
