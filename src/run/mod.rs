//! The only room that knows the order of the stages.
//!
//! Takes: a plan, a city folder, the as-of day. Gives: a published run, or why there is none.
//! Promises: a pure function of inputs, plan and as-of day, but for the times of day in `run.json`;
//! books are kept at every door and a run whose books do not close publishes nothing. Never:
//! prints; what a stage does.

mod books;
mod budget;
mod cache;
mod changing;
mod deciding;
mod error;
mod former;
mod inputs;
mod inspect;
mod keeping;
mod known;
mod limits;
mod linking;
mod night;
mod people;
mod publishing;
mod record_rows;
mod simulate;
mod slips;
mod sources;
mod training;
mod training_page;
mod visits;
mod watch;

use std::path::PathBuf;

pub use budget::{BudgetOptions, budget};
pub use error::RunError;
pub use inspect::{Inspection, inspect};
pub use simulate::{Laws, SimulateOptions, simulate};
pub use training::{TrainOptions, TrainedFiles, train};
pub use watch::{Silent, StageTime, Watch};

use crate::model::{Date, Month};
use crate::plan::Plan;
use night::Night;
use watch::{Clock, Staged};

/// What the command line says about one run.
#[derive(Debug, Clone, Default)]
pub struct Options {
    /// The pipeline file, for the manifest.
    pub pipeline: PathBuf,
    /// The city folder, instead of the plan's.
    pub city: Option<PathBuf>,
    /// Where the run is published, instead of the plan's folder.
    pub out: Option<PathBuf>,
    /// The day whose knowledge is used, instead of the plan's.
    pub as_of: Option<Date>,
    /// The month of the list being prepared; the month after the as-of day unless given.
    pub pay_month: Option<Month>,
    /// Nothing is kept in `<out>/cache`, nothing used from there. No output depends on it.
    pub no_cache: bool,
}

/// A run that was published.
#[derive(Debug, Clone, PartialEq)]
pub struct Report {
    /// Its id.
    pub run_id: String,
    /// Its folder.
    pub folder: PathBuf,
    /// A short summary in Vietnamese, without personal data.
    pub summary: String,
    /// Rows were set aside, or wards are in warning.
    pub warnings: bool,
    /// How long each stage took.
    pub stages: Vec<StageTime>,
}

/// Runs one night and publishes it.
///
/// # Errors
/// Why nothing was published; the last published run is then still in place.
pub fn run(plan: &Plan, options: &Options, watch: &dyn Watch) -> Result<Report, RunError> {
    let started = jiff::Timestamp::now();
    let mut clock = Clock::new(watch);
    let night = Night::new(plan, options)?;
    let files = clock.stage("inputs", || inputs::read(&night))?;
    let mut sources = clock.stage("ingest", || sources::ingest(&night, &files))?;
    let records = clock.stage("normalize", || sources::normalize(&night, &mut sources))?;
    let registers = clock.stage("registers", || people::registers(&night))?;
    let mut decisions = clock.stage("decisions", || deciding::decisions(&night, &files))?;
    let mut links =
        clock.stage("link", || linking::link(&night, (&files, watch), (&records, &registers), &mut decisions.rows))?;
    let population = clock.stage("population", || people::population(&night, &registers, &links))?;
    let (mut people, kept) = clock.stage("facts", || {
        people::gather(&night, (&records, &sources.set_aside), &registers, &mut links, &population)
    })?;
    sources.excuse(&mut people.findings);
    let outlook = clock.stage("outlook", || people::outlook(&night, &people, &population))?;
    let candidates = deciding::candidates(&night, &records, &links, &population);
    // The rows of millions of people are not needed any more.
    let population_findings = population.findings;
    drop(population.rows);
    let law = clock.stage("rules", || people::entitlements(&night, &registers, &people))?;
    let lists = clock.stage("changes", || changing::changes(&night, &registers, &people, (&records, &law)))?;
    let decided = (decisions, candidates);
    let parts = publishing::Parts {
        sources,
        records,
        registers,
        links,
        decided,
        kept,
        people,
        population_findings,
        law,
        lists,
        outlook,
    };
    publishing::publish(&night, &files, parts, clock, started)
}
