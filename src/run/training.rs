//! `ansinh train`: the next match model, trained on a city's own lists and register.

use std::collections::BTreeMap;
use std::path::PathBuf;

use super::night::Night;
use super::watch::Clock;
use super::{Options, RunError, Watch, inputs, sources, training_page};
use crate::link::{self, COLUMNS, Model, Query, Training, Verdict};
use crate::model::{Coded, Record};
use crate::plan::Plan;
use crate::registers::Population;

/// What the command line says about one training.
#[derive(Debug, Clone)]
pub struct TrainOptions {
    /// City and as-of day, as for a run.
    pub run: Options,
    /// Where the model goes; `None`: beside the model in force, named by the as-of day.
    pub model: Option<PathBuf>,
    /// Where the page goes; `None`: beside the model.
    pub page: Option<PathBuf>,
    /// Model whose verdicts are compared with the new one's; `None`: the one in force.
    pub compare: Option<PathBuf>,
    /// Seed of the drawn pairs.
    pub seed: u64,
    /// Whether a model of the same name may be written over.
    pub overwrite: bool,
}

/// What was written, and the summary for standard output.
#[derive(Debug)]
pub struct TrainedFiles {
    /// The model.
    pub model: PathBuf,
    /// The page.
    pub page: PathBuf,
    /// A few lines, ending in a newline.
    pub summary: String,
    /// What a person should look at before the model is used.
    pub warnings: Vec<String>,
}

/// Which verdicts another model would change.
#[derive(Debug, Default)]
pub(super) struct Compared {
    /// Version of the other model.
    pub(super) version: String,
    /// Rows by verdict of the other model and of the new one.
    pub(super) counts: BTreeMap<(String, String), u64>,
    /// Row id, verdict before and after, the best candidate's probability before and after, for every row whose
    /// verdict differs.
    pub(super) rows: Vec<[String; 5]>,
}

/// Trains on the records of one night and writes model and page.
///
/// # Errors
/// The city cannot be read, a file is there already, or cannot be written.
pub fn train(plan: &Plan, options: &TrainOptions, watch: &dyn Watch) -> Result<TrainedFiles, RunError> {
    let mut clock = Clock::new(watch);
    let night = Night::new(plan, &options.run)?;
    let version = format!("model-{}", night.as_of.code());
    let folder = options.run.pipeline.parent().map(|folder| folder.join("linking")).unwrap_or_default();
    let model_path = options.model.clone().unwrap_or_else(|| folder.join(format!("{version}.toml")));
    let page_path = options.page.clone().unwrap_or_else(|| model_path.with_extension("html"));
    let there = [&model_path, &page_path].into_iter().find(|path| path.exists());
    if let Some(there) = there.filter(|_| !options.overwrite) {
        let told = "is there already: name another with --out or --page, or give --overwrite";
        let message = format!("{} {told}", there.display());
        return Err(RunError::Configuration(message));
    }
    let other = other_model(options, plan)?;
    let files = clock.stage("inputs", || inputs::read(&night))?;
    let mut read = clock.stage("ingest", || sources::ingest(&night, &files))?;
    let records = clock.stage("normalize", || sources::normalize(&night, &mut read))?;
    let queries: Vec<Query> = records.iter().enumerate().map(|(at, record)| Query::of_record(at, record)).collect();
    let fail = |error: &dyn ToString| RunError::input("train", &error.to_string());
    let known = || Population::open(&night.city)?.known_on(night.as_of);
    let population = known().map_err(|error| fail(&error))?;
    let batches = || population.batches(COLUMNS).map_err(|error| fail(&error));
    let version = model_path.file_stem().map_or(version, |stem| stem.to_string_lossy().into_owned());
    let training = Training { version, origin: format!("the lists of {}", night.as_of.code()), seed: options.seed };
    let (trained, mut held) = clock.stage("train", || {
        let trained = link::train(&queries, batches()?, &plan.model, &training);
        trained.map(|trained| (trained, Vec::new())).map_err(|error| fail(&error))
    })?;
    // A model that looks for candidates in another way needs a pass of its own.
    let mut judge = |model: &Model| match held.judged(model).map_err(|error| fail(&error))? {
        Some(linked) => Ok(linked.verdicts),
        None => link::link(&queries, batches()?, model).map_err(|error| fail(&error)),
    };
    let compared = clock.stage("compare", || {
        let (before, after) = (judge(&other)?, judge(&trained.model)?);
        Ok((compare(other.version(), &records, (&before, &after)), Vec::new()))
    })?;
    write(&model_path, &trained.text)?;
    write(&page_path, &training_page::page(&trained.report, &compared)?)?;
    let summary = training_page::summary(&trained.report, &compared);
    Ok(TrainedFiles { model: model_path, page: page_path, summary, warnings: trained.report.warnings })
}

fn other_model(options: &TrainOptions, plan: &Plan) -> Result<Model, RunError> {
    let Some(path) = &options.compare else { return Ok(plan.model.clone()) };
    let told = |mistakes: Vec<crate::model::Mistake>| {
        RunError::Configuration(mistakes.iter().map(ToString::to_string).collect::<Vec<_>>().join("\n"))
    };
    Model::load(path).map_err(told)
}

fn compare(version: &str, records: &[Record], (before, after): (&[Verdict], &[Verdict])) -> Compared {
    let mut compared = Compared { version: version.to_owned(), ..Compared::default() };
    for ((record, before), after) in records.iter().zip(before).zip(after) {
        let [from, to] = [before, after].map(|verdict| verdict.outcome.as_str().to_owned());
        let other_person = before.person_id != after.person_id && before.outcome == after.outcome;
        let to = if other_person { format!("{to}, another person") } else { to };
        if from != to {
            let chance = |verdict: &Verdict| verdict.probability.map_or_else(String::new, |p| format!("{p:.5}"));
            let [id, first, then] = [record.row_id.to_string(), chance(before), chance(after)];
            compared.rows.push([id, from.clone(), to.clone(), first, then]);
        }
        *compared.counts.entry((from, to)).or_default() += 1;
    }
    compared
}

fn write(path: &std::path::Path, text: &str) -> Result<(), RunError> {
    if let Some(folder) = path.parent() {
        std::fs::create_dir_all(folder).map_err(|error| super::publishing::output(path, &error))?;
    }
    std::fs::write(path, text).map_err(|error| super::publishing::output(path, &error))
}
