//! How frequent values are in the data.
//!
//! A level that finds two values equal is the rarer among pairs of two people the rarer the value
//! is. Its chance u stands for values of mean frequency; for one value it is u times the value's
//! share over the mean. Share and mean are taken of the same folded form that the level compares,
//! so that a level for "equal but for tones" never borrows from the level for "equal".

use std::collections::HashMap;

use super::list::Columns;
use super::values::Kind;

/// Folded forms of a name; other values have one, themselves.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Form {
    Equal = 0,
    Whole = 1,
    Ends = 2,
    Given = 3,
}

/// Shares of the values of one column in one form.
#[derive(Debug, Clone, Default)]
struct OfForm {
    /// Share of the rows with a value, by value.
    shares: Vec<f64>,
    /// Chance that two rows drawn blindly agree.
    mean: f64,
}

/// Shares of one column.
#[derive(Debug, Clone)]
pub(super) struct Shares {
    forms: Vec<OfForm>,
}

impl Shares {
    /// Counts a column.
    pub(super) fn of(columns: &Columns, field: usize) -> Shares {
        let values = &columns.columns[field].values;
        let names = values.iter().any(|value| matches!(value.kind, Kind::Name(_)));
        let forms = if names { 4 } else { 1 };
        Shares { forms: (0..forms).map(|form| of_form(columns, field, form)).collect() }
    }

    /// Bits that agreement on these two values gives beyond agreement on values of mean frequency.
    /// The more frequent of the two counts.
    pub(super) fn bits(&self, form: Form, (left, right): (u32, u32)) -> f64 {
        let form = self.forms.get(form as usize).unwrap_or(&self.forms[0]);
        let share = form.shares[left as usize].max(form.shares[right as usize]);
        if share > 0.0 && form.mean > 0.0 { (form.mean / share).log2() } else { 0.0 }
    }
}

fn of_form(columns: &Columns, field: usize, form: usize) -> OfForm {
    let values = &columns.columns[field].values;
    let key = |number: usize| match (values[number].kind, form) {
        (Kind::Name(name), 1) => name.keys.whole,
        (Kind::Name(name), 2) => name.keys.ends,
        (Kind::Name(name), 3) => name.keys.given,
        _ => number as u64,
    };
    let keys: Vec<u64> = (0..values.len()).map(key).collect();
    let mut counts = HashMap::<u64, [u64; 2]>::new();
    let mut totals = [0_u64; 2];
    let sides = [&columns.columns[field].left[..], columns.right_of(field)];
    for (side, rows) in sides.into_iter().enumerate() {
        for &value in rows.iter().filter(|value| **value > 0) {
            counts.entry(keys[value as usize]).or_default()[side] += 1;
            totals[side] += 1;
        }
    }
    // Sums of integers: the order in which a map is walked is nothing.
    let equal: u128 = counts
        .values()
        .map(|&[left, right]| u128::from(left) * u128::from(if columns.same { right - 1 } else { right }))
        .sum();
    let pairs = totals[0] as f64 * if columns.same { totals[1] as f64 - 1.0 } else { totals[1] as f64 };
    let all = (totals[0] + totals[1]) as f64;
    let share = |key: &u64| counts.get(key).map_or(0.0, |[left, right]| (left + right) as f64 / all);
    OfForm { shares: keys.iter().map(share).collect(), mean: if pairs > 0.0 { equal as f64 / pairs } else { 0.0 } }
}
