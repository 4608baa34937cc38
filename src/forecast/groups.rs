//! Sums of a simulation over one grouping.

use std::collections::BTreeMap;

use crate::model::Month;
use crate::table::forecast::{Groupings, SimulationGroupRow, SimulationRow};

/// Adds the rows up. `ages` are the age groups in their order.
#[must_use]
pub fn groupings(rows: &[SimulationRow], month: Month, ages: &[String]) -> Groupings {
    let of_month: Vec<&SimulationRow> = rows.iter().filter(|row| row.month == month).collect();
    let all: Vec<&SimulationRow> = rows.iter().collect();
    let age = |row: &SimulationRow| ages.iter().position(|label| *label == row.age_group).unwrap_or(ages.len());
    let every = |rows: &[&SimulationRow], name: &str| sums(rows, |_| 0, |_| name.to_owned());
    Groupings {
        months: sums(&all, |row| row.month, |row| row.month.to_string()),
        years: sums(&all, |row| row.month.ym().0, |row| row.month.ym().0.to_string()),
        all: every(&all, "all"),
        month: every(&of_month, &month.to_string()),
        wards: sums(&of_month, |row| row.ward_code, |row| row.ward_code.to_string()),
        benefits: sums(&of_month, |row| row.benefit, |row| row.benefit.to_string()),
        ages: sums(&of_month, age, |row| row.age_group.clone()),
    }
}

fn sums<K: Ord>(
    rows: &[&SimulationRow],
    key: impl Fn(&SimulationRow) -> K,
    name: impl Fn(&SimulationRow) -> String,
) -> Vec<SimulationGroupRow> {
    let mut sums: BTreeMap<K, SimulationGroupRow> = BTreeMap::new();
    for row in rows {
        add(sums.entry(key(row)).or_insert_with(|| SimulationGroupRow::empty(name(row))), row);
    }
    sums.into_values().collect()
}

fn add(sum: &mut SimulationGroupRow, row: &SimulationRow) {
    sum.cost_before.0 += row.amount_before.0 + row.held_before.0;
    sum.cost_after.0 += row.amount_after.0 + row.held_after.0;
    sum.difference.0 = sum.cost_after.0 - sum.cost_before.0;
    sum.persons_before += row.persons_before;
    sum.persons_after += row.persons_after;
    sum.winners += row.winners;
    sum.gain.0 += row.gain.0;
    sum.losers += row.losers;
    sum.loss.0 += row.loss.0;
    sum.newly_entitled += row.newly_entitled;
    sum.lose_all += row.lose_all;
    sum.unclear += row.unclear;
    sum.held_lines_after += row.held_lines_after;
}
