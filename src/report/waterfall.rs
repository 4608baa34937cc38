//! What typical matches and reviews rest on: a waterfall of the evidence, without anybody's data.
//!
//! Of the rows of one kind the most frequent set of levels is shown, with the mean of each level's
//! bits over its rows: no bar is one person's.

use std::collections::BTreeMap;

use serde::Serialize;

use super::chart::{Step, waterfall};
use super::story::{OTHERS, compared_text};
use super::wording::count;
use crate::model::Outcome;
use crate::table::outputs::MatchRow;

/// A waterfall with what stands below it.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub(super) struct Waterfall {
    pub(super) chart: String,
    pub(super) caption: String,
}

/// Rows below which a set of levels is nobody's typical one: a mean over fewer might tell of somebody.
const LEAST_ROWS: usize = 5;

/// One for each way of matching, then one for reviews, where there are rows enough.
pub(super) fn waterfalls(matches: &[MatchRow]) -> Vec<Waterfall> {
    let of = |title: &str, wanted: &dyn Fn(&MatchRow) -> bool| {
        typical(matches.iter().filter(|row| wanted(row))).map(|typical| typical.drawn(title))
    };
    let matched = |method: &'static str| move |row: &MatchRow| row.outcome == Outcome::Matched && row.method == method;
    [
        of("Khớp theo số định danh và họ tên", &matched("id_and_name")),
        of("Khớp theo họ tên, ngày sinh và nơi cư trú", &matched("name_birth_place")),
        of("Khớp theo tổng bằng chứng", &matched("weight")),
        of("Cần người chọn", &|row| row.outcome == Outcome::Review),
    ]
    .into_iter()
    .flatten()
    .collect()
}

/// The most frequent set of levels of some rows.
struct Typical {
    /// Field and level with their mean bits.
    terms: Vec<(String, f64)>,
    rows: usize,
    of: usize,
}

fn typical<'a>(matches: impl Iterator<Item = &'a MatchRow>) -> Option<Typical> {
    let mut sets = BTreeMap::<Vec<&str>, (usize, Vec<f64>)>::new();
    let mut all = 0;
    for row in matches.filter(|row| !row.evidence.is_empty()) {
        all += 1;
        let (levels, bits): (Vec<&str>, Vec<f64>) = row.evidence.split(';').filter_map(term).unzip();
        let (rows, sums) = sets.entry(levels).or_insert_with(|| (0, vec![0.0; bits.len()]));
        *rows += 1;
        sums.iter_mut().zip(bits).for_each(|(sum, bits)| *sum += bits);
    }
    // Of equally many the first in the order of the levels' names.
    let (levels, (rows, sums)) = sets.into_iter().rev().max_by_key(|(_, (rows, _))| *rows)?;
    let mean = |(level, sum): (&str, f64)| (level.to_owned(), sum / rows as f64);
    (rows >= LEAST_ROWS).then(|| Typical { terms: levels.into_iter().zip(sums).map(mean).collect(), rows, of: all })
}

/// `name=exact` and its bits.
fn term(part: &str) -> Option<(&str, f64)> {
    let (compared, bits) = part.rsplit_once(':')?;
    Some((compared, bits.parse().ok()?))
}

impl Typical {
    fn drawn(&self, title: &str) -> Waterfall {
        let step = |(compared, bits): &(String, f64)| {
            let (field, level) = compared.split_once('=').unwrap_or((compared, ""));
            Step { label: compared_text(field, level), value: *bits }
        };
        // Where other candidates take nothing that can be seen, nothing is said of them.
        let is_seen = |(compared, bits): &&(String, f64)| !compared.ends_with(OTHERS) || *bits <= -0.05;
        let chart = waterfall(title, &self.terms.iter().filter(is_seen).map(step).collect::<Vec<_>>(), "tổng");
        let caption =
            format!("{title}: {} trên {} dòng có đúng các mức này", count(self.rows as i64), count(self.of as i64));
        Waterfall { chart, caption }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::RowId;

    fn row(outcome: Outcome, method: &str, evidence: &str) -> MatchRow {
        MatchRow {
            row_id: RowId { file: 1, sheet: 1, row: 1 },
            person_id: None,
            outcome,
            weight: None,
            probability: None,
            runner_up_id: None,
            runner_up_probability: None,
            method: method.to_owned(),
            differences: Vec::new(),
            evidence: evidence.to_owned(),
            frequencies: None,
            runner_up_evidence: None,
            counted_as: None,
            counted_by: None,
            nearest_id: None,
            unsure: None,
        }
    }

    #[test]
    fn the_most_frequent_levels_are_shown_with_their_mean() {
        let evidence = |bits: f64| format!("id=equal:{bits:.1};name=exact:9.0;register=size:-20.0");
        let mut rows: Vec<MatchRow> =
            (0..6).map(|at| row(Outcome::Matched, "id_and_name", &evidence(20.0 + f64::from(at)))).collect();
        rows.push(row(Outcome::Matched, "id_and_name", "id=near:3.0;register=size:-20.0"));
        let drawn = waterfalls(&rows);
        assert_eq!(drawn.len(), 1);
        assert!(drawn[0].caption.contains("6 trên 7"), "{}", drawn[0].caption);
        assert!(
            drawn[0].chart.contains("số định danh trùng") && drawn[0].chart.contains("+22,5"),
            "{}",
            drawn[0].chart
        );
        // 22.5 + 9 - 20.
        assert!(drawn[0].chart.contains("+11,5"), "{}", drawn[0].chart);
    }

    #[test]
    fn few_rows_are_not_shown() {
        let review = |_| row(Outcome::Review, "weight", "name=exact:9.0");
        assert_eq!(waterfalls(&(0..4).map(review).collect::<Vec<_>>()), []);
        assert_eq!(waterfalls(&(0..5).map(review).collect::<Vec<_>>()).len(), 1);
        assert_eq!(waterfalls(&[]), []);
    }
}
