//! Verdicts as rows of the table `matches`.

use super::verdict::{Method, Verdict};
use crate::model::Record;
use crate::table::outputs::MatchRow;

/// One row a record, in the records' order. The verdicts are those of queries made from these
/// records with their place in the slice as index.
#[must_use]
pub fn match_rows(records: &[Record], verdicts: &[Verdict]) -> Vec<MatchRow> {
    let mut rows: Vec<(usize, MatchRow)> = verdicts
        .iter()
        .map(|verdict| {
            let row = MatchRow {
                row_id: records[verdict.index].row_id,
                person_id: verdict.person_id,
                outcome: verdict.outcome,
                weight: verdict.weight.map(hundredths),
                probability: verdict.probability.map(millionths),
                runner_up_id: verdict.runner_up_id,
                runner_up_probability: verdict.runner_up_probability.map(millionths),
                method: verdict.method.map_or("", Method::as_str).to_owned(),
                differences: verdict.differences.clone(),
                evidence: verdict.evidence.clone(),
                frequencies: written(&verdict.frequencies),
                runner_up_evidence: written(&verdict.runner_up_evidence),
                counted_as: None,
                counted_by: None,
                nearest_id: verdict.best.filter(|_| verdict.person_id.is_none()),
                unsure: Some(verdict.unsure),
            };
            (verdict.index, row)
        })
        .collect();
    rows.sort_by_key(|(index, _)| *index);
    rows.into_iter().map(|(_, row)| row).collect()
}

fn written(text: &str) -> Option<String> {
    (!text.is_empty()).then(|| text.to_owned())
}

fn hundredths(value: f64) -> f64 {
    (value * 100.0).round() / 100.0
}

fn millionths(value: f64) -> f64 {
    (value * 1e6).round() / 1e6
}
