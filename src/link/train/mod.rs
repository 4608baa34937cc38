//! Training: the chances of a model counted on the lists and the register themselves, without labels.
//!
//! m is counted on pairs that an uncontradicted id anchors, and for the id itself on pairs that agree
//! in name, full birth date, ward and hamlet. Where too few rows carry an id, EM over the records'
//! own probabilities takes its place. u of an equality stays exact (the register is counted at every
//! run); u of a level that is no equality is counted on drawn pairs. The share of records that the
//! register lacks is counted by generation, on rows whose number nobody in it has. The verdicts are
//! then tried on the anchored rows with their id hidden, once with the right person in the register
//! and once without, and the limits are chosen from what comes out.

mod anchors;
mod drawn;
mod fitted;
mod limits;
mod report;
mod trial;

pub use report::{Bin, LevelReport, Lift, TrainingReport};

use arrow::array::RecordBatch;

use super::beside::Lowest;
use super::config::ModelFile;
use super::error::LinkError;
use super::held::Held;
use super::model::Model;
use super::query::Query;
use super::{Asked, stream};
use crate::table::TableError;

/// A model that was trained, and what was found on the way.
#[derive(Debug)]
pub struct Trained {
    /// The model.
    pub model: Model,
    /// Its file's text.
    pub text: String,
    /// What was counted.
    pub report: TrainingReport,
}

/// What a training is to be called and where it starts.
#[derive(Debug, Clone)]
pub struct Training {
    /// Version of the new model.
    pub version: String,
    /// What it is trained on, for the file: `city of 2026-11-20`.
    pub origin: String,
    /// Seed of the drawn pairs.
    pub seed: u64,
}

/// Trains a model from another one, whose fields, folds and blocking it keeps. `batches` is the register,
/// which is read once: what the pass brought is given beside, for the new model and others to judge.
///
/// # Errors
/// A batch cannot be read, or the register lacks its ids or names.
///
/// # Panics
/// Never: chances that were counted over held-up counts are chances.
pub fn train<'a>(
    queries: &'a [Query],
    batches: impl Iterator<Item = Result<RecordBatch, TableError>> + Send,
    model: &Model,
    training: &Training,
) -> Result<(Trained, Held<'a>), LinkError> {
    let asked = Asked::of(queries, model);
    let wish = drawn::wish(model, training.seed);
    let ((mut passed, census, tally), beside) = stream::stream_beside(&asked, batches, model, wish)?;
    passed.only_of(model);
    let pass = anchors::Pass { asked: &asked, passed: &passed, census: &census, queries: queries.len() };
    let hidden = queries.iter().filter(|query| query.id.is_none()).count() as f64 / queries.len().max(1) as f64;
    let trained = counted(&pass, beside.drawn, model, (training, hidden, tally.register_rows))?;
    let held = Held::of(queries, asked, (passed, census, tally), beside.left_out, model);
    Ok((trained, held))
}

/// `hidden` is the share of the records that have no id; `people` the rows of the register.
fn counted(
    pass: &anchors::Pass,
    lowest: Lowest,
    model: &Model,
    (training, hidden, people): (&Training, f64, u64),
) -> Result<Trained, LinkError> {
    let drawn = drawn::draw(lowest, pass, model);
    let counted = anchors::count(pass, model)?;
    let mut file: ModelFile = model.file.clone();
    drawn.set_u(&mut file, &counted);
    let fit = fitted::set_m(&mut file, &counted, pass)?;
    fitted::set_absent(&mut file, &counted);
    file.version.clone_from(&training.version);
    let valid = |file: &ModelFile| Model::of_file(file.clone()).expect("counted chances lie between 0 and 1");
    let trials = trial::run(pass, &valid(&file))?;
    let missed = limits::choose(&trials, &mut file, hidden);
    file.found = format!(
        "trained on {} ({} records, {} people, seed {}): m counted on {} pairs anchored by an id{}; u of what is no \
         equality counted on {} drawn pairs; the share that the register lacks on {} rows with a number",
        training.origin,
        pass.queries,
        people,
        training.seed,
        counted.pairs,
        if fit.iterations > 0 { ", too few, so by EM" } else { "" },
        drawn.pairs,
        counted.numbered.iter().map(|[rows, _]| rows).sum::<f64>(),
    );
    let trained = valid(&file);
    let report = report::of(&trained, model, &counted, &drawn, (&fit, &trials, missed));
    Ok(Trained { text: trained.to_text(), model: trained, report })
}
