//! Candidate pairs: rows that agree on a rule's key, each pair once.

use std::collections::HashMap;

use rayon::prelude::*;

use super::list::{Columns, Pair};
use super::model::{Cut, Part, Rule};
use super::values::{Kind, sound};
use crate::likeness::{mix, of_text};

/// Rows of the left list that one task takes.
const TASK_ROWS: usize = 256;

/// The rows of both lists by one key.
#[derive(Debug)]
pub(super) struct Keyed {
    /// Key of each left row; 0 where it has none.
    left: Vec<u64>,
    right: Vec<u64>,
    /// The right rows that have a key, by key.
    sorted: Vec<(u64, u32)>,
    symmetric: bool,
    same: bool,
    /// Keys that were over-full and narrowed.
    pub(super) narrowed: usize,
}

impl Keyed {
    /// By a rule of the model. A key that makes more than `full` pairs takes the rule's `narrow`
    /// parts too.
    pub(super) fn new(columns: &Columns, rule: &Rule, full: u64) -> Keyed {
        let (mut left, mut right) = (keys(columns, &rule.on, false), keys(columns, &rule.on, true));
        let mut narrowed = 0;
        if !rule.narrow.is_empty() {
            let count = |keys: &[u64]| {
                let mut counts = HashMap::<u64, u64>::new();
                keys.iter().filter(|key| **key > 0).for_each(|key| *counts.entry(*key).or_default() += 1);
                counts
            };
            let (of_left, of_right) = (count(&left), count(&right));
            let is_full = |key: &u64| of_left.get(key).zip(of_right.get(key)).is_some_and(|(l, r)| l * r > full);
            narrowed = of_left.keys().filter(|key| is_full(key)).count();
            for (own, side) in [(&mut left, false), (&mut right, true)] {
                let more = keys(columns, &rule.narrow, side);
                for (key, more) in own.iter_mut().zip(more).filter(|(key, _)| is_full(key)) {
                    *key = if more == 0 { 0 } else { mix(*key, more) };
                }
            }
        }
        let mut sorted: Vec<(u64, u32)> =
            right.iter().enumerate().filter(|(_, key)| **key > 0).map(|(row, key)| (*key, row as u32)).collect();
        sorted.par_sort_unstable();
        let symmetric = rule.on.iter().chain(&rule.narrow).all(|part| part.left == part.right);
        Keyed { left, right, sorted, symmetric, same: columns.same, narrowed }
    }

    /// Right rows of a left row's key; in one list by a key of one field only those that come later.
    fn partners(&self, row: u32) -> &[(u64, u32)] {
        let key = self.left[row as usize];
        if key == 0 {
            return &[];
        }
        let least = if self.same && self.symmetric { row + 1 } else { 0 };
        let from = self.sorted.partition_point(|&entry| entry < (key, least));
        let to = from + self.sorted[from..].partition_point(|&(other, _)| other == key);
        &self.sorted[from..to]
    }

    /// Whether a pair has this key. In one list either row may be the left one.
    fn holds(&self, pair: Pair) -> bool {
        let (a, b) = (pair.left as usize, pair.right as usize);
        let forward = self.left[a] > 0 && self.left[a] == self.right[b];
        forward || (self.same && !self.symmetric && self.left[b] > 0 && self.left[b] == self.right[a])
    }

    /// Pairs of this key, counting those of exchanged fields in one list once or twice.
    pub(super) fn count(&self) -> u64 {
        (0..self.left.len() as u32).into_par_iter().map(|row| self.partners(row).len() as u64).sum()
    }

    /// Takes every `stride`-th pair, each pair once, the smaller row of one list on the left.
    pub(super) fn visit<A: Send>(
        &self,
        stride: u64,
        make: impl Fn() -> A + Sync,
        take: impl Fn(&mut A, Pair) + Sync,
    ) -> Vec<A> {
        let mut starts = Vec::with_capacity(self.left.len());
        let mut sum = 0_u64;
        if stride > 1 {
            for row in 0..self.left.len() as u32 {
                starts.push(sum);
                sum += self.partners(row).len() as u64;
            }
        }
        let rows: Vec<u32> = (0..self.left.len() as u32).collect();
        let task = |rows: &[u32]| {
            let mut taken = make();
            for &row in rows {
                let start = starts.get(row as usize).copied().unwrap_or(0);
                for (at, &(_, other)) in self.partners(row).iter().enumerate() {
                    if stride > 1 && !(start + at as u64).is_multiple_of(stride) {
                        continue;
                    }
                    if let Some(pair) = self.orient(row, other) {
                        take(&mut taken, pair);
                    }
                }
            }
            taken
        };
        rows.par_chunks(TASK_ROWS).map(task).collect()
    }

    /// The pair, or `None` where it comes up again the other way round, or is one row.
    fn orient(&self, left: u32, right: u32) -> Option<Pair> {
        if !self.same || left < right {
            return Some(Pair { left, right });
        }
        let back = Pair { left: right, right: left };
        let forward = self.left[right as usize] > 0 && self.left[right as usize] == self.right[left as usize];
        (left > right && !forward).then_some(back)
    }
}

/// A pair belongs to the first rule that has it.
pub(super) fn is_first(rules: &[Keyed], rule: usize, pair: Pair) -> bool {
    !rules[..rule].iter().any(|earlier| earlier.holds(pair))
}

/// Key of each row of a side; 0 where a part is not known.
fn keys(columns: &Columns, parts: &[Part], right: bool) -> Vec<u64> {
    let rows = if right { columns.right().len() } else { columns.left.len() };
    let mut keys = vec![17_u64; rows];
    for part in parts {
        let field = if right { part.right } else { part.left };
        let of_value: Vec<u64> = columns.columns[field].values.iter().map(|value| cut(value, part.cut)).collect();
        let values = if right { columns.right_of(field) } else { &columns.columns[field].left };
        for (key, &value) in keys.iter_mut().zip(values) {
            let own = if value == 0 { 0 } else { of_value[value as usize] };
            *key = if *key == 0 || own == 0 { 0 } else { mix(*key, own).max(1) };
        }
    }
    keys
}

fn cut(value: &super::values::Value, cut: Cut) -> u64 {
    let text = &value.text;
    let end = |count: usize, from_front: bool| {
        let letters = text.chars().count();
        let skip = if from_front { 0 } else { letters.saturating_sub(count) };
        of_text(&text.chars().skip(skip).take(count).collect::<String>())
    };
    let key = match (cut, value.kind) {
        (Cut::WholeName, Kind::Name(name)) => name.keys.whole,
        (Cut::Ends, Kind::Name(name)) => name.keys.ends,
        (Cut::Given, Kind::Name(name)) => name.keys.given,
        (Cut::Year, Kind::Date(date)) => u64::from(date / 10_000),
        (Cut::First(count), _) => end(count, true),
        (Cut::Last(count), _) => end(count, false),
        (Cut::Sound, _) => of_text(&sound(text)),
        _ => of_text(&value.key),
    };
    key.max(1)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::likeness::Dialect;
    use crate::matching::list::{Column, Rows};
    use crate::matching::values::{Reading, Value, read};

    /// Two fields of one letter each; `-` is missing.
    fn columns(left: &[&str], right: Option<&[&str]>) -> Columns {
        let value = |text: &str| read(text.trim_matches('-'), Reading::Text, &Dialect::default());
        let letters = ["a", "b", "c", "d"];
        let values: Vec<Value> = std::iter::once("x").chain(letters).filter_map(value).collect();
        let number = |text: &str| letters.iter().position(|letter| *letter == text).map_or(0, |at| at as u32 + 1);
        let of = |rows: &[&str], field: usize| rows.iter().map(|row| number(&row[field..=field])).collect();
        let column = |field| Column::new(values.clone(), of(left, field), of(right.unwrap_or(&[]), field));
        let rows = |count: usize| Rows { ids: vec![String::new(); count], places: vec![0; count] };
        Columns::new(vec![column(0), column(1)], rows(left.len()), right.map(|right| rows(right.len())))
    }

    fn pairs(columns: &Columns, parts: &[(usize, usize)], stride: u64) -> Vec<(u32, u32)> {
        let on = parts.iter().map(|&(left, right)| Part { left, right, cut: Cut::Equal }).collect();
        let keyed = Keyed::new(columns, &Rule { on, narrow: Vec::new() }, u64::MAX);
        let mut found: Vec<(u32, u32)> =
            keyed.visit(stride, Vec::new, |all, pair| all.push((pair.left, pair.right))).concat();
        found.sort_unstable();
        found
    }

    #[test]
    fn rows_of_two_lists_meet_by_their_key() {
        let columns = columns(&["ab", "b-", "-a"], Some(&["ac", "ba", "--", "ab"]));
        assert_eq!(pairs(&columns, &[(0, 0)], 1), [(0, 0), (0, 3), (1, 1)]);
        assert_eq!(pairs(&columns, &[(0, 0), (1, 1)], 1), [(0, 3)]);
        assert_eq!(pairs(&columns, &[(0, 1)], 1), [(0, 1), (1, 3)]);
    }

    #[test]
    fn pairs_of_one_list_come_once_and_never_a_row_with_itself() {
        let columns = columns(&["ab", "ba", "aa", "a-"], None);
        assert_eq!(pairs(&columns, &[(0, 0)], 1), [(0, 2), (0, 3), (2, 3)]);
        // Exchanged fields: each pair once, whichever way round it agrees.
        assert_eq!(pairs(&columns, &[(0, 1)], 1), [(0, 1), (0, 2), (1, 2), (1, 3), (2, 3)]);
        assert_eq!(pairs(&columns, &[(0, 1), (1, 0)], 1), [(0, 1)]);
    }

    #[test]
    fn every_second_pair() {
        let columns = columns(&["aa", "aa", "aa"], Some(&["aa", "aa", "aa"]));
        assert_eq!(pairs(&columns, &[(0, 0)], 2), [(0, 0), (0, 2), (1, 1), (2, 0), (2, 2)]);
    }

    #[test]
    fn over_full_keys_are_narrowed_and_counted() {
        let columns = columns(&["aa", "ab", "bc"], Some(&["aa", "ab", "bd"]));
        let part = |field| Part { left: field, right: field, cut: Cut::Equal };
        let keyed = Keyed::new(&columns, &Rule { on: vec![part(0)], narrow: vec![part(1)] }, 3);
        assert_eq!((keyed.narrowed, keyed.count()), (1, 3), "a by b: two of four pairs; b stays");
    }
}
