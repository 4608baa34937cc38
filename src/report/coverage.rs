//! How far benefits reach, for the page.

use std::collections::{BTreeMap, BTreeSet};

use super::PageInputs;
use super::wording::{count, share};
use crate::model::Benefit;

/// Enrolled, not enrolled, to verify, coming.
type Sums = [i64; 4];

/// A line of each benefit over the city, where somebody could be added: name, the four counts, share.
pub(super) fn by_benefit(inputs: &PageInputs) -> Vec<[String; 6]> {
    let mut sums: BTreeMap<Benefit, Sums> = BTreeMap::new();
    for row in &inputs.tables.coverage {
        add(sums.entry(row.benefit).or_default(), [row.enrolled, row.not_enrolled, row.to_verify, row.coming]);
    }
    let open = sums.into_iter().filter(|(_, sum)| sum[1..].iter().any(|&value| value > 0));
    open.map(|(benefit, sum)| line(benefit.label_vi().to_owned(), sum)).collect()
}

/// A line of each ward: name, then counts with their numbers for sorting, share last.
pub(super) fn by_ward(inputs: &PageInputs) -> Vec<(String, Vec<(String, i64)>)> {
    // Only benefits that are looked for: the others have nobody who could be missing.
    let searched: BTreeSet<Benefit> = inputs
        .tables
        .coverage
        .iter()
        .filter(|row| row.not_enrolled + row.to_verify + row.coming > 0)
        .map(|row| row.benefit)
        .collect();
    let of_ward = |ward: &crate::model::Ward| {
        let mut sum = Sums::default();
        let rows = inputs.tables.coverage.iter().filter(|row| row.ward_code == ward.code);
        for row in rows.filter(|row| searched.contains(&row.benefit)) {
            add(&mut sum, [row.enrolled, row.not_enrolled, row.to_verify, row.coming]);
        }
        let whole = sum[0] + sum[1];
        let sortable = if whole > 0 { sum[0] * 100_000 / whole } else { -1 };
        let shown = share(sum[0], whole).unwrap_or_else(|| "–".to_owned());
        let counts = sum.into_iter().map(|value| (count(value), value));
        (ward.name.to_string(), counts.chain(std::iter::once((shown, sortable))).collect())
    };
    inputs.wards.iter().map(of_ward).collect()
}

fn add(sum: &mut Sums, more: Sums) {
    sum.iter_mut().zip(more).for_each(|(sum, more)| *sum += more);
}

fn line(name: String, sum: Sums) -> [String; 6] {
    let shown = share(sum[0], sum[0] + sum[1]).unwrap_or_else(|| "–".to_owned());
    let [enrolled, not_enrolled, to_verify, coming] = sum.map(count);
    [name, enrolled, not_enrolled, to_verify, coming, shown]
}
