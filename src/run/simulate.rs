//! `ansinh simulate`: the people of a published run under a draft of the law.

use std::collections::BTreeMap;
use std::ops::Range;
use std::path::{Path, PathBuf};

use rayon::prelude::*;

use super::publishing::output;
use super::watch::{Clock, Staged};
use super::{RunError, Watch};
use crate::forecast::{self, Compared, Settings};
use crate::model::{Coded, Date, Month, Subject, WardCode};
use crate::publish::{self, Manifest};
use crate::report;
use crate::rules::{Law, RulesError};
use crate::store;
use crate::table::forecast::{Simulation, SimulationPersonRow, SimulationProspectRow, SimulationRow};
use crate::table::people::{People, read_people};
use crate::table::write_rows;

/// Subjects evaluated together.
const CHUNK: usize = 1024;

/// What the command line says about one simulation.
#[derive(Debug, Clone)]
pub struct SimulateOptions {
    /// The output folder of `ansinh run`; its last published run is read.
    pub out: PathBuf,
    /// Where the results go.
    pub target: PathBuf,
    /// Name of the draft, as the page shows it.
    pub draft: String,
    /// First month; the pay month of the run unless given.
    pub from: Option<Month>,
    /// How many months, from 1.
    pub months: u32,
    /// Month in which people are compared; the last one unless given.
    pub month: Option<Month>,
    /// Age from which the night looks at everybody who is not enrolled, for the page to say.
    pub candidate_age: i32,
}

/// The law in force, the draft, and what the figures are given by.
#[derive(Clone, Copy)]
pub struct Laws<'a> {
    /// The law in force.
    pub current: &'a Law,
    /// The draft.
    pub draft: &'a Law,
    /// Age groups.
    pub settings: &'a Settings,
}

/// The last published run, as far as forecasts need it.
pub(super) struct LastRun {
    pub(super) manifest: Manifest,
    pub(super) as_of: Date,
    pub(super) pay_month: Month,
    pub(super) ward_names: BTreeMap<WardCode, String>,
    pub(super) people: People,
}

/// Simulates the draft and writes tables, workbook and page. Gives the summary for standard output.
///
/// # Errors
/// Nothing was published, the run has no tables of facts, a law cannot be evaluated, or a file
/// cannot be written.
pub fn simulate(laws: Laws<'_>, options: &SimulateOptions, watch: &dyn Watch) -> Result<String, RunError> {
    let mut clock = Clock::new(watch);
    let run = clock.stage("facts", || last_run(&options.out))?;
    let from = options.from.unwrap_or(run.pay_month);
    let to = from.plus(options.months.max(1) as i32 - 1);
    let month = options.month.unwrap_or(to);
    if !(from..=to).contains(&month) {
        return Err(RunError::Configuration(format!("--month {month} lies outside {from} to {to}")));
    }
    let sides = clock.stage("compare", || compare(laws, &run.people.enrolled, (from, to), month))?;
    let prospects = clock.stage("prospects", || prospects(laws, &run.people.candidates, month))?;
    let rows = sides.sums.rows(laws.settings);
    let groupings = forecast::groupings(&rows, month, &laws.settings.labels());
    let page = Simulation {
        run_id: &run.manifest.run_id,
        city: &run.manifest.city,
        draft: &options.draft,
        as_of: run.as_of,
        months: (from, to),
        month,
        ward_names: &run.ward_names,
        groupings: &groupings,
        prospects: &prospects,
        ages: &laws.settings.labels(),
        candidate_age: options.candidate_age,
    };
    clock.stage("write", || write(&options.target, &page, &rows, &sides.changed))?;
    Ok(report::simulation_summary(&page))
}

/// Reads the last published run.
pub(super) fn last_run(out: &Path) -> Staged<LastRun> {
    let folder = store::current(out).map_err(|error| RunError::input("facts", &error))?;
    let manifest = Manifest::read(&folder).map_err(|error| RunError::input("facts", &error))?;
    let wrong = |key: &str| RunError::input("facts", &format!("run.json: {key} cannot be read"));
    let as_of = Date::from_code(&manifest.as_of).map_err(|_| wrong("as_of"))?;
    let pay_month = Month::from_code(&manifest.pay_month).map_err(|_| wrong("pay_month"))?;
    let tables = folder.join("tables");
    if !tables.join("facts.parquet").is_file() {
        let message = "the run has no tables of facts; run the night again with this version of the program";
        return Err(RunError::input("facts", &message));
    }
    let people = read_people(&tables).map_err(|error| RunError::input("facts", &error))?;
    let name = |ward: &crate::publish::WardEntry| Some((WardCode::from_digits(&ward.code)?, ward.name.clone()));
    let ward_names = manifest.wards.iter().filter_map(name).collect();
    let counts = vec![("enrolled", people.enrolled.len() as u64), ("candidates", people.candidates.len() as u64)];
    Ok((LastRun { manifest, as_of, pay_month, ward_names, people }, counts))
}

/// Parts of a slice that are evaluated together.
pub(super) fn parts(length: usize) -> Vec<Range<usize>> {
    (0..length).step_by(CHUNK).map(|start| start..length.min(start + CHUNK)).collect()
}

pub(super) fn blocked(error: &RulesError) -> RunError {
    RunError::Blocked(error.to_string())
}

/// What some people get under both laws, and who of them is changed in the month compared.
#[derive(Default)]
struct Sides {
    sums: Compared,
    changed: Vec<SimulationPersonRow>,
}

impl Sides {
    fn add(&mut self, other: Sides) {
        self.sums.add(other.sums);
        self.changed.extend(other.changed);
    }
}

/// Both laws for everybody enrolled; people are compared in `month`.
fn compare(laws: Laws<'_>, people: &[Subject], (from, to): (Month, Month), month: Month) -> Staged<Sides> {
    let one = |mut all: Sides, part: Range<usize>| {
        let before = laws.current.evaluate_some(people, part.clone(), from, to)?;
        let after = laws.draft.evaluate_some(people, part.clone(), from, to)?;
        let sums = forecast::compare(people, part.clone(), &before, &after, laws.settings);
        let changed = forecast::changed(&people[part], (&before, &after), month, laws.settings);
        all.add(Sides { sums, changed });
        Ok(all)
    };
    let together = |mut all: Sides, others: Sides| {
        all.add(others);
        Ok(all)
    };
    let sides = parts(people.len()).into_par_iter().try_fold(Sides::default, one);
    let mut sides = sides.try_reduce(Sides::default, together).map_err(|error| blocked(&error))?;
    sides.changed.sort_unstable_by_key(|row| (row.ward_code, row.person_id));
    let counts = vec![("months", to.since(from) as u64 + 1), ("changed", sides.changed.len() as u64)];
    Ok((sides, counts))
}

fn prospects(laws: Laws<'_>, candidates: &[Subject], month: Month) -> Staged<Vec<SimulationProspectRow>> {
    let (before, after) = (laws.current.prospects(candidates, month), laws.draft.prospects(candidates, month));
    let rows = forecast::compare_prospects(candidates, month, (&before, &after), laws.settings);
    Ok((rows, vec![("before", before.len() as u64), ("after", after.len() as u64)]))
}

fn write(target: &Path, page: &Simulation<'_>, rows: &[SimulationRow], persons: &[SimulationPersonRow]) -> Staged<()> {
    let fail = |error: &dyn ToString| output(target, error);
    std::fs::create_dir_all(target).map_err(|error| fail(&error))?;
    let by = [
        ("simulation_by_month", &page.groupings.months),
        ("simulation_by_year", &page.groupings.years),
        ("simulation_by_ward", &page.groupings.wards),
        ("simulation_by_benefit", &page.groupings.benefits),
        ("simulation_by_age", &page.groupings.ages),
    ];
    let parquet = |name: &str| target.join(format!("{name}.parquet"));
    for (name, sums) in by {
        write_rows(&parquet(name), sums).map_err(|error| fail(&error))?;
    }
    write_rows(&parquet("simulation_prospects"), page.prospects).map_err(|error| fail(&error))?;
    let (first, second) = rayon::join(
        || write_rows(&parquet("simulation"), rows),
        || write_rows(&parquet("simulation_persons"), persons),
    );
    first.and(second).map_err(|error| fail(&error))?;
    publish::write_simulation_book(&target.join("mo_phong.xlsx"), page).map_err(|error| fail(&error))?;
    let html = report::simulation_page(page).map_err(|error| fail(&error))?;
    std::fs::write(target.join("index.html"), html).map_err(|error| fail(&error))?;
    Ok(((), vec![("files", 10)]))
}
