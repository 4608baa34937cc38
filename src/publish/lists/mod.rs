//! The workbooks of each ward.
//!
//! Five workbooks a ward, in ASCII file names: `tang_giam`, `chi_tra`, `truy_linh_truy_thu`,
//! `can_kiem_tra`, `phieu_tra_lai`, each with the month. Every ward of the city gets all five; an
//! empty one says so. Where a person has to say who a row is, a sixth comes with it: `quyet_dinh`; the
//! same rows of all wards stand in `lists/quyet_dinh`, for the data team, with what became of the decisions
//! that came back.

mod arrears;
mod book;
mod budget;
mod decide;
mod decided;
mod index;
pub(super) mod masking;
mod movements;
mod one_off;
mod payments;
mod pending;
mod review;
mod sheet;
mod signatures;
mod simulation;
mod slip;
mod style;
mod twice;
mod words;

pub use budget::write_budget_book;
pub use simulation::write_simulation_book;

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use rayon::prelude::*;

use self::book::{Book, WardBook};
use self::index::{ByWard, Index, by_ward};
use super::{FileEntry, PublishError, Tables};
use crate::model::{
    Benefit, Confidence, Date, EntitlementStatus, Month, PaymentLine, PersonKey, Ward, WardCode, WardStatus,
};
use crate::store::Digest;
use crate::table::inputs::PaymentRow;
use crate::table::outputs::{
    ArrearsRow, BridgeRow, CandidateRow, ChangeRow, DuplicateRow, EntitlementRow, FindingRow, MatchRow, SourceFileRow,
    VisitRow, WorklistRow,
};

/// What the workbooks are written from.
#[derive(Debug, Clone, Copy)]
pub struct ListInputs<'a> {
    /// Id of the run, for the footer.
    pub run_id: &'a str,
    /// Name of the city: `thành phố Hải Phòng`.
    pub city: &'a str,
    /// The day whose knowledge the run used; also the creation day of the workbooks.
    pub as_of: Date,
    /// The month of the lists.
    pub pay_month: Month,
    /// All wards of the city; each gets its five lists, empty ones too.
    pub wards: &'a [Ward],
    /// The tables of the run, sorted.
    pub tables: &'a Tables,
    /// The closing lines of `pay_month`.
    pub payments: &'a [PaymentLine],
    /// Regular payments of the month before: the account that somebody was paid to.
    pub opening: &'a [PaymentRow],
}

/// A workbook: the stem of its file name and what writes its sheets.
type Kind = (&'static str, fn(&WardBook, &mut Book));

const KINDS: [Kind; 5] = [
    ("tang_giam", movements::write),
    ("chi_tra", payments::write),
    ("truy_linh_truy_thu", arrears::write),
    ("can_kiem_tra", review::write),
    ("phieu_tra_lai", slip::write),
];

/// The workbook that asks; only wards with something to decide get it.
const DECIDE: Kind = ("quyet_dinh", decide::write);

/// Writes the workbooks of every ward under `<folder>/lists/<ward_code>/`, on all cores.
///
/// # Errors
/// A file cannot be written.
pub fn write_lists(folder: &Path, inputs: &ListInputs) -> Result<Vec<FileEntry>, PublishError> {
    let index = Index::new(inputs);
    let groups = Groups::new(inputs, &index);
    let wards = all_wards(inputs);
    let written: Result<Vec<Vec<FileEntry>>, PublishError> = wards
        .par_iter()
        .map(|ward| {
            let book = groups.ward(inputs, &index, ward);
            let asked = (!book.candidates.is_empty()).then_some(&DECIDE);
            KINDS.iter().chain(asked).map(|kind| write_one(folder, &book, kind)).collect()
        })
        .collect();
    let mut written: Vec<FileEntry> = written?.into_iter().flatten().collect();
    written.extend(write_for_team(folder, inputs, &index)?);
    Ok(written)
}

/// The rows of all wards that somebody has to decide about, and what became of the decisions that came
/// back, in one workbook; nothing where there is neither.
fn write_for_team(folder: &Path, inputs: &ListInputs, index: &Index) -> Result<Option<FileEntry>, PublishError> {
    let candidates: Vec<&CandidateRow> = inputs.tables.candidates.iter().collect();
    let sheets = |subtitle: String| {
        let asked = (!candidates.is_empty()).then(|| decide::sheet(&candidates, index, subtitle.clone()));
        asked.into_iter().chain(decided::sheet(inputs.tables, subtitle)).collect::<Vec<_>>()
    };
    if candidates.is_empty() && decided::sheet(inputs.tables, String::new()).is_none() {
        return Ok(None);
    }
    let name = format!("lists/quyet_dinh_{}.xlsx", inputs.pay_month);
    let path = folder.join(&name);
    let wrong =
        |error: rust_xlsxwriter::XlsxError| PublishError::Workbook { path: path.clone(), message: error.to_string() };
    let bytes = book::of_city(inputs, sheets).map_err(wrong)?;
    fs::write(&path, &bytes).map_err(PublishError::io("write", &path))?;
    Ok(Some(FileEntry { path: name, bytes: bytes.len() as u64, digest: Digest::of(&bytes).to_string() }))
}

/// The wards given, and any other that has a line: nobody's payment is left out of every list.
fn all_wards(inputs: &ListInputs) -> Vec<Ward> {
    let mut wards = inputs.wards.to_vec();
    let lines = inputs.payments.iter().map(|line| line.ward);
    let mut used: Vec<WardCode> = lines.chain(inputs.tables.changes.iter().map(|row| row.ward_code)).collect();
    used.extend(
        inputs.tables.entitlements.iter().filter(|row| row.benefit == Benefit::MaiTang).filter_map(|row| row.ward_code),
    );
    used.sort_unstable();
    used.dedup();
    for code in used {
        if wards.iter().all(|ward| ward.code != code) {
            let name = format!("xã có mã {code}").into();
            wards.push(Ward { code, name, status: WardStatus::Missing });
        }
    }
    wards
}

fn write_one(folder: &Path, book: &WardBook, (stem, write): &Kind) -> Result<FileEntry, PublishError> {
    let name = format!("lists/{}/{stem}_{}.xlsx", book.ward.code, book.pay_month);
    let path = folder.join(&name);
    let wrong =
        |error: rust_xlsxwriter::XlsxError| PublishError::Workbook { path: path.clone(), message: error.to_string() };
    let bytes = book.workbook(*write).map_err(wrong)?;
    let dir = folder.join(format!("lists/{}", book.ward.code));
    fs::create_dir_all(&dir).map_err(PublishError::io("create", &dir))?;
    fs::write(&path, &bytes).map_err(PublishError::io("write", &path))?;
    Ok(FileEntry { path: name, bytes: bytes.len() as u64, digest: Digest::of(&bytes).to_string() })
}

/// The rows of every table by ward.
struct Groups<'a> {
    changes: ByWard<'a, ChangeRow>,
    payments: ByWard<'a, PaymentLine>,
    arrears: ByWard<'a, ArrearsRow>,
    bridge: ByWard<'a, BridgeRow>,
    matches: ByWard<'a, MatchRow>,
    candidates: ByWard<'a, CandidateRow>,
    duplicates: ByWard<'a, DuplicateRow>,
    assumed: ByWard<'a, EntitlementRow>,
    funerals: ByWard<'a, EntitlementRow>,
    visits: ByWard<'a, VisitRow>,
    worklist: ByWard<'a, WorklistRow>,
    findings: ByWard<'a, FindingRow>,
    files: ByWard<'a, SourceFileRow>,
    opening: ByWard<'a, PaymentRow>,
}

impl<'a> Groups<'a> {
    fn new(inputs: &ListInputs<'a>, index: &Index<'a>) -> Groups<'a> {
        let tables = inputs.tables;
        let now = |row: &EntitlementRow, status| row.month == inputs.pay_month && row.status == status;
        let is_assumed =
            |row: &EntitlementRow| now(row, EntitlementStatus::Entitled) && row.law_confidence == Confidence::Assumed;
        let settled = tables.arrears_ledger.iter().filter(|row| row.benefit == Some(Benefit::MaiTang));
        let settled: BTreeSet<PersonKey> =
            settled.filter(|row| row.difference.0 <= 0).map(|row| row.person_id).collect();
        let is_funeral = |row: &EntitlementRow| {
            let due = row.benefit == Benefit::MaiTang && row.status == EntitlementStatus::Entitled;
            due && row.month <= inputs.pay_month && !settled.contains(&row.person_id)
        };
        let mut opening = by_ward(inputs.opening, |row| Some(row.ward_code));
        opening.values_mut().for_each(|rows| rows.sort_by_key(|row| row.person_id));
        let mut payments = by_ward(inputs.payments, |row| Some(row.ward));
        let name = |line: &PaymentLine| index.person(line.person, line.row_id).name;
        payments.values_mut().for_each(|rows| {
            rows.sort_by_cached_key(|line| (masking::shown_benefit(line.benefit), name(line), line.person));
        });
        Groups {
            changes: by_ward(&tables.changes, |row| Some(row.ward_code)),
            payments,
            arrears: by_ward(&tables.arrears, |row| Some(row.ward_code)),
            bridge: by_ward(&tables.bridge, |row| Some(row.ward_code)),
            matches: by_ward(&tables.matches, |row| index.ward_of(row.row_id)),
            candidates: by_ward(&tables.candidates, |row| Some(row.ward_code)),
            duplicates: by_ward(&tables.duplicates, |row| index.ward_of(row.row_id)),
            assumed: by_ward(&tables.entitlements, |row| row.ward_code.filter(|_| is_assumed(row))),
            funerals: by_ward(&tables.entitlements, |row| row.ward_code.filter(|_| is_funeral(row))),
            visits: by_ward(&tables.visits, |row| Some(row.ward_code)),
            worklist: by_ward(&tables.worklist, |row| Some(row.ward_code)),
            findings: by_ward(&tables.findings, |row| {
                row.ward_code.or_else(|| row.row_id.and_then(|id| index.ward_of(id)))
            }),
            files: by_ward(&tables.source_files, |row| row.ward_code),
            opening,
        }
    }

    fn ward(&self, inputs: &ListInputs<'a>, index: &'a Index<'a>, ward: &'a Ward) -> WardBook<'a> {
        WardBook {
            ward,
            city: inputs.city,
            run_id: inputs.run_id,
            as_of: inputs.as_of,
            pay_month: inputs.pay_month,
            index,
            changes: of(&self.changes, ward.code),
            payments: of(&self.payments, ward.code),
            arrears: of(&self.arrears, ward.code),
            bridge: of(&self.bridge, ward.code),
            matches: of(&self.matches, ward.code),
            candidates: of(&self.candidates, ward.code),
            duplicates: of(&self.duplicates, ward.code),
            assumed: self.assumed.get(&ward.code).map_or(0, Vec::len),
            funerals: of(&self.funerals, ward.code),
            visits: of(&self.visits, ward.code),
            worklist: of(&self.worklist, ward.code),
            findings: of(&self.findings, ward.code),
            files: of(&self.files, ward.code),
            opening: of(&self.opening, ward.code),
        }
    }
}

fn of<'a, T>(groups: &ByWard<'a, T>, ward: WardCode) -> Vec<&'a T> {
    groups.get(&ward).cloned().unwrap_or_default()
}
