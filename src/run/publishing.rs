//! Tables, lists, page and manifest into one run folder, swapped in whole.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::sync::Arc;

use super::keeping::Kept;
use super::linking::Links;
use super::night::Night;
use super::people::Outlook;
use super::record_rows::record_rows;
use super::sources::Sources;
use super::watch::Clock;
use super::{Report, RunError, StageTime, books, inputs::CityFiles, limits, slips};
use crate::changes::Changes;
use crate::facts::Gathered;
use crate::model::{
    Disposition, FileStatus, Finding, PaymentKind, PaymentLine, RawRow, Record, Ward, WardCode, WardStatus,
};
use crate::publish::{self, FileEntry, ListInputs, Manifest, StageEntry};
use crate::quality::{self, QualityInputs};
use crate::registers::{Decisions, Registers};
use crate::report::{self, PageInputs};
use crate::store::{self, Digest, RunFolder};
use crate::table::Tables;
use crate::table::inputs::PaymentRow;
use crate::table::outputs::{CandidateRow, EntitlementRow, SourceFileRow};

const CITY: &str = "thành phố Hải Phòng";

/// What the stages gave.
pub(super) struct Parts {
    pub(super) sources: Sources,
    pub(super) records: Vec<Record>,
    pub(super) registers: Registers,
    pub(super) links: Links,
    /// What people decided, and what they are asked.
    pub(super) decided: (Decisions, Vec<CandidateRow>),
    pub(super) kept: Kept,
    pub(super) people: Gathered,
    pub(super) population_findings: Vec<Finding>,
    pub(super) law: Vec<EntitlementRow>,
    pub(super) lists: Changes,
    pub(super) outlook: Outlook,
}

/// Checks the books and the limits, writes everything aside, and swaps it in.
pub(super) fn publish(
    night: &Night<'_>,
    files: &CityFiles,
    mut parts: Parts,
    mut clock: Clock<'_>,
    started: jiff::Timestamp,
) -> Result<Report, RunError> {
    let ledger = parts.kept.ledger;
    let [subjects, candidates] = [&mut parts.people.subjects, &mut parts.people.candidates].map(std::mem::take);
    let Assembled { tables, wards, payments, opening, raw, wards_in_warning } = clock.stage("quality", || {
        let assembled = assemble(night, parts);
        let (findings, indicators) = (assembled.tables.findings.len(), assembled.tables.quality.len());
        Ok::<_, RunError>((assembled, vec![("findings", findings as u64), ("indicators", indicators as u64)]))
    })?;
    let equations = books::equations(&tables);
    books::check(&equations)?;
    limits::check(&night.plan.limits, &tables)?;

    let city_digest = files.digest.unwrap_or(Digest::of(b""));
    let versions = [("city", city_digest), ("plan", night.plan.digest), ("program", Digest::of(VERSION.as_bytes()))];
    let versions = versions.into_iter().chain(ledger.map(|ledger| ("provisional_ids", ledger)));
    let run_id = store::run_id(night.as_of, night.pay_month, Digest::of_parts(versions));
    let previous = store::current(&night.out).ok().and_then(|folder| Some(folder.file_name()?.to_str()?.to_owned()));
    let folder = RunFolder::begin(&night.out, &run_id).map_err(|error| output(&night.out, &error))?;
    let titles: BTreeMap<String, String> = night.plan.catalogue.ids().filter_map(|id| title(night, id)).collect();
    let page_inputs = PageInputs {
        run_id: &run_id,
        city: CITY,
        as_of: night.as_of,
        pay_month: night.pay_month,
        wards: &wards,
        tables: &tables,
        check_titles: &titles,
    };
    let outputs = clock.stage("publish", || {
        let (lists, people) = rayon::join(
            || write_all(night, folder.path(), &page_inputs, &payments, &opening),
            || publish::write_people(folder.path(), &subjects, &candidates),
        );
        let mut written = lists?;
        written.extend(people.map_err(|error| output(folder.path(), &error))?);
        written.extend(slips::write(night, files, folder.path(), &page_inputs, &raw)?);
        written.sort();
        let counts = vec![("files", written.len() as u64)];
        Ok::<_, RunError>((written, counts))
    })?;
    let manifest = Manifest {
        schema_version: String::new(),
        run_id: run_id.clone(),
        as_of: night.as_of.to_string(),
        pay_month: night.pay_month.to_string(),
        city: CITY.to_owned(),
        program: VERSION.to_owned(),
        started_at: started.to_string(),
        finished_at: jiff::Timestamp::now().to_string(),
        previous_run: previous,
        versions: night.plan.versions.clone(),
        inputs: files.entries.clone(),
        outputs,
        stages: clock.stages.iter().map(stage_entry).collect(),
        wards: wards.iter().map(Into::into).collect(),
        books: equations,
    };
    manifest.write(folder.path()).map_err(|error| output(folder.path(), &error))?;
    let folder = folder.publish().map_err(|error| output(&night.out, &error))?;
    let summary = report::summary(&page_inputs);
    Ok(Report {
        run_id,
        folder,
        summary,
        warnings: wards_in_warning || warnings(&tables, &wards),
        stages: clock.stages,
    })
}

const VERSION: &str = concat!("ansinh ", env!("CARGO_PKG_VERSION"));

pub(super) fn output(path: &Path, error: &dyn ToString) -> RunError {
    RunError::Output { path: path.to_owned(), message: error.to_string() }
}

fn title(night: &Night<'_>, id: &str) -> Option<(String, String)> {
    Some((id.to_owned(), night.plan.catalogue.get(id)?.title_vi.clone()))
}

fn stage_entry(stage: &StageTime) -> StageEntry {
    let counts = stage.counts.iter().map(|&(name, value)| (name.to_owned(), value as i64)).collect();
    StageEntry { name: stage.stage.to_owned(), seconds: stage.seconds, counts }
}

/// What is published, before it is written.
struct Assembled {
    tables: Tables,
    wards: Vec<Ward>,
    payments: Vec<PaymentLine>,
    opening: Vec<PaymentRow>,
    raw: Vec<RawRow>,
    wards_in_warning: bool,
}

/// The tables in their order, the wards with their state, the lines of the payment list.
fn assemble(night: &Night<'_>, parts: Parts) -> Assembled {
    let opening_month = night.pay_month.prev();
    let is_opening = |line: &PaymentRow| line.month == opening_month && line.kind == PaymentKind::Regular;
    let opening: Vec<PaymentRow> = parts.registers.payments.into_iter().filter(is_opening).collect();
    let wards = expected_wards(night, &parts.sources.ingested.files, &opening);
    let mut findings = parts.sources.findings;
    findings.extend(parts.registers.findings);
    findings.extend(parts.population_findings);
    findings.extend(parts.links.findings);
    let rows = &parts.sources.ingested.rows;
    findings.extend(quality::listed_twice(&parts.records, &parts.links.duplicates, rows));
    let (decisions, candidates) = parts.decided;
    findings.extend(decisions.findings);
    findings.extend(parts.people.findings);
    findings.extend(parts.lists.findings);
    let of_wards = limits::ward_findings(&night.plan.limits, &opening, &parts.records, &parts.lists.changes);
    let wards_in_warning = !of_wards.is_empty();
    findings.extend(of_wards);
    let mut tables = Tables {
        source_files: parts.sources.ingested.files,
        source_rows: parts.sources.ingested.rows,
        columns: parts.sources.ingested.columns,
        records: record_rows(&parts.records, &parts.sources.ingested.raw),
        findings: night.plan.catalogue.render(&findings),
        matches: parts.links.matches,
        candidates,
        decisions: decisions.rows,
        provisional_ids: parts.kept.provisional.ledger,
        provisional_events: parts.kept.provisional.events,
        duplicates: parts.links.duplicates,
        beneficiaries: parts.people.beneficiaries,
        worklist: quality::worklist(&parts.law, &parts.lists.closing, night.pay_month, &night.plan.suppliers),
        coverage: quality::coverage(&parts.law, &parts.outlook.visits, night.pay_month),
        visits: parts.outlook.visits,
        entitlements: parts.law,
        changes: parts.lists.changes,
        arrears: parts.lists.arrears,
        arrears_ledger: parts.lists.ledger,
        fact_conflicts: parts.people.conflicts,
        bridge: parts.lists.bridge,
        prospects: parts.outlook.prospects,
        calendar: parts.outlook.calendar,
        conditions: parts.outlook.conditions,
        quality: Vec::new(),
    };
    let inputs = QualityInputs {
        wards: &wards,
        as_of: night.as_of,
        pay_month: night.pay_month,
        tables: &tables,
        opening: &opening,
    };
    tables.quality = quality::indicators(&inputs);
    tables.sort();
    Assembled {
        tables,
        wards,
        payments: parts.lists.closing,
        opening,
        raw: parts.sources.ingested.raw,
        wards_in_warning,
    }
}

/// The wards that take part: those that pay somebody or have ever sent something. Others of the
/// city are not called missing, as a pilot begins with a few.
fn expected_wards(night: &Night<'_>, files: &[SourceFileRow], opening: &[PaymentRow]) -> Vec<Ward> {
    let mut known: BTreeSet<WardCode> = files.iter().filter_map(|file| file.ward_code).collect();
    known.extend(opening.iter().map(|line| line.ward_code));
    let names: Vec<(WardCode, Arc<str>)> = night
        .plan
        .wards
        .iter()
        .filter(|ward| known.contains(&ward.code))
        .map(|ward| (ward.code, ward.full_name.as_str().into()))
        .collect();
    quality::ward_states(&names, files, night.as_of.month())
}

/// Tables, lists and page; gives every file written.
fn write_all(
    night: &Night<'_>,
    folder: &Path,
    page: &PageInputs<'_>,
    payments: &[PaymentLine],
    opening: &[PaymentRow],
) -> Result<Vec<FileEntry>, RunError> {
    let fail = |error: &dyn ToString| output(folder, error);
    let mut written = publish::write_tables(folder, page.tables).map_err(|error| fail(&error))?;
    let lists = ListInputs {
        run_id: page.run_id,
        city: page.city,
        as_of: night.as_of,
        pay_month: night.pay_month,
        wards: page.wards,
        tables: page.tables,
        payments,
        opening,
    };
    written.extend(publish::write_lists(folder, &lists).map_err(|error| fail(&error))?);
    let html = report::page(page).map_err(|error| fail(&error))?;
    written.push(publish::write_page(folder, &html).map_err(|error| fail(&error))?);
    Ok(written)
}

/// Rows or files were set aside, or a ward is not fresh.
fn warnings(tables: &Tables, wards: &[Ward]) -> bool {
    let counted = [FileStatus::Read, FileStatus::Superseded];
    let files = tables.source_files.iter().any(|file| !counted.contains(&file.status));
    let rows = tables.source_rows.iter().any(|row| row.disposition == Some(Disposition::Quarantined));
    files || rows || wards.iter().any(|ward| ward.status != WardStatus::Fresh)
}
