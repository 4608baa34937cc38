//! Matching of any two lists, or of one list with itself.
//!
//! Takes: two lists (CSV, Parquet, workbook) and a model file that names columns, comparisons and
//! limits. Gives: pairs of rows that are one person, with weight, probability and the evidence in
//! words; clusters where a list is matched with itself; the trained model and its report. Promises:
//! nothing depends on the order of rows or the number of threads; a value that is missing is no
//! evidence; two equally good candidates are a review. Never: the population register (that is
//! `link`, with a model of its own), a decision about money, personal data in an error or report.
//!
//! The way: `files` -> `gather` -> `list` (numbered values) -> `blocks` (candidates) -> `train`
//! (`draw` for u, `em` for m) -> `score` -> `verdict` or `clusters` -> rows.

mod blocks;
mod check;
mod clusters;
mod config;
mod dates;
mod dependence;
mod draw;
mod edits;
mod em;
mod error;
mod evidence;
mod files;
mod gather;
mod heading;
mod jaro;
mod keys;
mod limits;
mod list;
mod model;
mod numbers;
mod pattern;
mod report;
mod rows;
mod score;
mod settings;
mod sexes;
mod shared;
mod shares;
mod tests_of;
mod train;
mod values;
mod verdict;
mod warnings;
mod weights;
mod whereabouts;
mod words;

pub use error::MatchError;
pub use gather::RawList;
pub use heading::{Near, Told};
pub use model::Model;

use std::path::Path;

use blocks::Keyed;
use heading::Wanted;
use list::Columns;
use train::Training;
use weights::{Scale, Weights};

use crate::table::matching::{ClusterRow, PairRow};

/// What came out.
#[derive(Debug)]
pub struct Matched {
    /// Matches and reviews, in the order of the left list.
    pub pairs: Vec<PairRow>,
    /// For a list with itself: the cluster of every row, by cluster and id.
    pub clusters: Vec<ClusterRow>,
    /// The model with the weights that were used.
    pub trained: Model,
    /// What was found about the model, as text without personal data.
    pub report: String,
    /// What is to be known about the columns before the result is trusted; headings and counts.
    pub warnings: Vec<String>,
    /// Candidate pairs of each block rule.
    pub candidates: Vec<u64>,
}

/// Which list of a model.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Side {
    /// The first.
    Left,
    /// The second.
    Right,
}

/// Reads the columns that the model names.
///
/// # Errors
/// The file cannot be read, or lacks headings.
pub fn read(path: &Path, model: &Model, side: Side) -> Result<RawList, MatchError> {
    let own = match (side, &model.file.right) {
        (Side::Right, Some(right)) => right,
        _ => &model.file.left,
    };
    let column = |field: &model::FieldSpec| match side {
        Side::Left => field.left.clone(),
        Side::Right => field.right.clone(),
    };
    let telling = |field: &model::FieldSpec| matches!(field.reading, values::Reading::Name | values::Reading::Digits);
    let single = |field: &model::FieldSpec| matches!(field.reading, values::Reading::Digits | values::Reading::Phone);
    let wanted = Wanted {
        id: own.id.clone(),
        sheet: own.sheet.clone(),
        columns: model.fields.iter().map(column).collect(),
        telling: model.fields.iter().map(telling).collect(),
        single: model.fields.iter().map(single).collect(),
    };
    files::read(path, &wanted)
}

/// Matches two lists, or one with itself where `right` is `None`.
///
/// # Errors
/// The blocks make more pairs than the model allows, or neither list has a column that it needs.
pub fn match_lists(left: &RawList, right: Option<&RawList>, model: &Model) -> Result<Matched, MatchError> {
    let missing = warnings::missing(model, [Some(left), right]);
    if !missing.is_empty() {
        return Err(MatchError::NoColumn(missing));
    }
    let columns = Columns::read(left, right, model);
    let rules: Vec<Keyed> =
        model.rules.iter().map(|rule| Keyed::new(&columns, rule, model.file.training.full_block)).collect();
    let counts: Vec<u64> = rules.iter().map(Keyed::count).collect();
    allow(&counts, model)?;
    let candidates = train::candidates(model, &columns, &rules);
    let warnings = warnings::of(model, [Some(left), right], &columns, &candidates.all);
    let (weights, training) = weigh(model, &columns, &candidates);
    let small = training.as_ref().is_some_and(|training| training.small);
    let scale = Scale::new(model, &columns, &weights, small);
    let size = (weights.prior / (1.0 - weights.prior)).log2();
    let scored = score::score(&rules, &columns, &scale, size);
    let (pairs, clusters, shares) = if columns.same {
        let (pairs, clusters) = rows::deduplicate(&scored, &columns, &scale, size, model);
        (pairs, clusters, None)
    } else {
        let (pairs, shares) = rows::link(&scored, &columns, &weights, model);
        (pairs, Vec::new(), Some(shares))
    };
    let mut report = report::text(model, &columns, &weights, training.as_ref());
    report.push_str(&report::shares(model, shares));
    for (number, rule) in rules.iter().enumerate().filter(|(_, rule)| rule.narrowed > 0) {
        report.push_str(&format!("block {}: {} over-full keys were narrowed\n", number + 1, rule.narrowed));
    }
    for warning in &warnings {
        report.push_str(&format!("warning: {warning}\n"));
    }
    let trained = fixed(model, &columns, &weights, shares.map(|[share, _]| share), training.as_ref());
    Ok(Matched { pairs, clusters, trained, report, warnings, candidates: counts })
}

fn allow(counts: &[u64], model: &Model) -> Result<(), MatchError> {
    let (pairs, most) = (counts.iter().sum::<u64>(), model.file.training.most_pairs);
    let largest = counts.iter().enumerate().max_by_key(|(_, count)| **count);
    match largest {
        Some((rule, &of_rule)) if pairs > most => {
            Err(MatchError::TooManyPairs { pairs, most, rule: rule + 1, of_rule })
        }
        _ => Ok(()),
    }
}

/// The given weights, or those that the data gives.
fn weigh(model: &Model, columns: &Columns, candidates: &train::Candidates) -> (Weights, Option<Training>) {
    // A comparison that these lists lack needs no weight.
    let given = |comparison: &model::Comparison| comparison.is_trained() || columns.lack(&comparison.fields);
    if !model.comparisons.iter().all(given) {
        let (mut weights, training) = train::train(model, columns, candidates);
        weights.prior = model.file.prior.probability.unwrap_or(weights.prior);
        return (weights, Some(training));
    }
    let u_of = |comparison: &model::Comparison| comparison.levels.iter().map(|level| level.u.unwrap_or(1.0)).collect();
    let (m, u): (_, em::Chances) = (train::starting_m(model), model.comparisons.iter().map(u_of).collect());
    let guess = 0.5 / columns.left.len().max(1) as f64;
    let found = || em::prior(&candidates.all, &m, &u, columns.pairs().max(1), guess);
    // Lists differ in size: between two lists the given share of rows counts, not the chance of a pair.
    let given = model.file.prior.probability.filter(|_| columns.same || model.relation == model::Relation::ManyToMany);
    let prior = given.unwrap_or_else(found);
    (Weights { m, u, prior }, None)
}

/// The model with everything given that these lists could show.
fn fixed(
    model: &Model,
    columns: &Columns,
    weights: &Weights,
    share: Option<f64>,
    training: Option<&Training>,
) -> Model {
    let mut trained = model.clone();
    if training.is_some_and(|training| training.small) {
        return trained;
    }
    // What these lists could not show is left to train on others.
    let shown = |at: &usize| !columns.lack(&model.comparisons[*at].fields);
    for at in (0..model.comparisons.len()).filter(shown) {
        let comparison = &mut trained.file.comparison[at];
        for (level, own) in comparison.level.iter_mut().enumerate() {
            (own.m, own.u) = (Some(weights.m[at][level]), Some(weights.u[at][level]));
        }
        let last = comparison.level.len();
        (comparison.other.m, comparison.other.u) = (Some(weights.m[at][last]), Some(weights.u[at][last]));
    }
    match share {
        Some(share) if model.relation != model::Relation::ManyToMany => trained.file.prior.share = Some(share),
        _ => trained.file.prior.probability = Some(weights.prior),
    }
    if let Some(training) = training {
        let converged = training.fits.iter().all(|fit| fit.converged);
        trained.file.found = Some(format!(
            "m by EM in {} block rules ({}), u counted on drawn pairs and on the pairs of each equality",
            training.fits.len(),
            if converged { "all converged" } else { "not all converged" }
        ));
    }
    trained
}
