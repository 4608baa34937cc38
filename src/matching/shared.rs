//! Values that are one person's as a rule: a phone, an account. Each further row that has the value
//! (of a family, of who draws the money for others) makes it more likely among two people.

use super::list::Columns;

/// How many rows have each value of one column.
#[derive(Debug, Clone)]
pub(super) struct Sharers {
    /// Rows with the value, left and right.
    counts: Vec<[u32; 2]>,
    /// Rows with any value, left and right.
    rows: [f64; 2],
    same: bool,
}

impl Sharers {
    pub(super) fn of(columns: &Columns, field: usize) -> Sharers {
        let mut counts = vec![[0; 2]; columns.columns[field].values.len()];
        let sides = [&columns.columns[field].left[..], columns.right_of(field)];
        for (side, rows) in sides.into_iter().enumerate() {
            rows.iter().for_each(|&value| counts[value as usize][side] += 1);
        }
        let rows = [0, 1].map(|side| (sides[side].iter().filter(|value| **value > 0).count() as f64).max(1.0));
        Sharers { counts, rows, same: columns.same }
    }

    /// Bits that an agreement on this value loses against one that only the pair's two rows have. `u`
    /// is the chance that two people agree; a row beside the pair's own adds its share of its list.
    pub(super) fn bits(&self, value: u32, u: f64) -> f64 {
        let counts = self.counts[value as usize];
        // Of one list both rows of the pair are on either side.
        let own = if self.same { 2 } else { 1 };
        let share = |side: usize| f64::from(counts[side].saturating_sub(own)) / self.rows[side];
        (u / (u + share(0).max(share(1)))).log2()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::matching::list::{Column, Rows};
    use crate::matching::values::Value;

    #[track_caller]
    fn check(left: &[u32], right: Option<&[u32]>, value: u32, expected: f64) {
        let values = (0..4).map(|number| Value::of_text(number.to_string())).collect();
        let column = Column::new(values, left.to_vec(), right.unwrap_or_default().to_vec());
        let rows = |count: usize| Rows { ids: vec![String::new(); count], places: vec![0; count] };
        let columns = Columns::new(vec![column], rows(left.len()), right.map(|right| rows(right.len())));
        let bits = Sharers::of(&columns, 0).bits(value, 0.125);
        assert!((bits - expected).abs() < 1e-9, "{bits}");
    }

    #[test]
    fn each_further_row_makes_a_value_less_telling() {
        check(&[1, 2, 3, 0], Some(&[1, 2, 3]), 1, 0.0);
        check(&[1, 1, 2, 3, 3, 3, 2, 2, 0], Some(&[1]), 1, -1.0);
        check(&[1], Some(&[1, 1, 2, 3, 3, 3, 2, 2]), 1, -1.0);
        // Two rows of one list are the pair's own.
        check(&[1, 1, 2, 2, 2, 3, 3, 3], None, 1, 0.0);
        check(&[1, 1, 2, 2, 2, 3, 3, 3], None, 2, -1.0);
    }
}
