//! Two lists as numbered values: every distinct value once, rows in an order of their content, so
//! that nothing depends on the order of the files.

use std::collections::HashMap;

use super::gather::RawList;
use super::model::Model;
use super::numbers::{self, Restored};
use super::values::{Kind, Reading, Value, one_of, read, ward};

/// A row of each list, by number.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) struct Pair {
    pub(super) left: u32,
    pub(super) right: u32,
}

/// The rows of a list, ordered by content and id.
#[derive(Debug, Default)]
pub(super) struct Rows {
    /// Ids, which may be personal: never printed.
    pub(super) ids: Vec<String>,
    /// The row's place in the file's list, from 0.
    pub(super) places: Vec<u32>,
}

impl Rows {
    pub(super) fn len(&self) -> usize {
        self.ids.len()
    }
}

/// A column of both lists: the number of each row's value, 0 where there is none.
#[derive(Debug, Default)]
pub(super) struct Column {
    pub(super) values: Vec<Value>,
    pub(super) left: Vec<u32>,
    right: Vec<u32>,
    /// What was done about numbers that a spreadsheet made of its cells, left and right.
    pub(super) numbers: [Numbers; 2],
}

/// Cells of one side of a column of digits.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Numbers {
    /// Cells without a value, as the number lost digits (`3.1E+10`).
    pub(super) shortened: usize,
    /// Cells that got their first zeros again.
    pub(super) padded: usize,
}

#[cfg(test)]
impl Column {
    pub(super) fn new(values: Vec<Value>, left: Vec<u32>, right: Vec<u32>) -> Column {
        Column { values, left, right, ..Column::default() }
    }
}

/// Both lists.
#[derive(Debug)]
pub(super) struct Columns {
    pub(super) columns: Vec<Column>,
    pub(super) left: Rows,
    right: Rows,
    /// One list against itself.
    pub(super) same: bool,
}

impl Columns {
    /// Reads the cells. `right` is `None` where a list is compared with itself.
    pub(super) fn read(left: &RawList, right: Option<&RawList>, model: &Model) -> Columns {
        let mut columns: Vec<Column> = (0..model.fields.len()).map(|field| column(field, left, right, model)).collect();
        let left_rows = order(&left.ids, &mut columns, |column| &mut column.left);
        let right_rows = right.map(|right| order(&right.ids, &mut columns, |column| &mut column.right));
        Columns { columns, left: left_rows, right: right_rows.unwrap_or_default(), same: right.is_none() }
    }

    /// From columns whose rows are already in order.
    #[cfg(test)]
    pub(super) fn new(columns: Vec<Column>, left: Rows, right: Option<Rows>) -> Columns {
        Columns { same: right.is_none(), columns, left, right: right.unwrap_or_default() }
    }

    /// The rows on the right.
    pub(super) fn right(&self) -> &Rows {
        if self.same { &self.left } else { &self.right }
    }

    /// Values of the rows on the right.
    pub(super) fn right_of(&self, field: usize) -> &[u32] {
        let column = &self.columns[field];
        if self.same { &column.left } else { &column.right }
    }

    /// No pair has values of any of these fields on both sides.
    pub(super) fn lack(&self, fields: &[usize]) -> bool {
        let none = |rows: &[u32]| rows.iter().all(|value| *value == 0);
        fields.iter().all(|&field| none(&self.columns[field].left) || none(self.right_of(field)))
    }

    /// Pairs that the lists make.
    pub(super) fn pairs(&self) -> u64 {
        let (left, right) = (self.left.len() as u64, self.right().len() as u64);
        if self.same { left * left.saturating_sub(1) / 2 } else { left * right }
    }

    /// The two values of a field.
    pub(super) fn values(&self, field: usize, pair: Pair) -> (u32, u32) {
        self.across(field, field, pair)
    }

    /// The left row's value of one field and the right row's of another.
    pub(super) fn across(&self, left: usize, right: usize, pair: Pair) -> (u32, u32) {
        (self.columns[left].left[pair.left as usize], self.right_of(right)[pair.right as usize])
    }

    /// The texts of two fields, where both sides have one.
    pub(super) fn texts(&self, left: usize, right: usize, pair: Pair) -> Option<(&str, &str)> {
        let (a, b) = self.across(left, right, pair);
        (a > 0 && b > 0)
            .then(|| (&*self.columns[left].values[a as usize].text, &*self.columns[right].values[b as usize].text))
    }

    /// What the two values of a field are, where both sides have one.
    pub(super) fn kinds(&self, field: usize, pair: Pair) -> Option<(Kind, Kind)> {
        let (a, b) = self.values(field, pair);
        let values = &self.columns[field].values;
        (a > 0 && b > 0).then(|| (values[a as usize].kind, values[b as usize].kind))
    }
}

/// Reads one column of both lists.
fn column(field: usize, left: &RawList, right: Option<&RawList>, model: &Model) -> Column {
    let spec = &model.fields[field];
    let value = |cell: &String| {
        let known = !spec.missing.iter().any(|missing| missing == cell.trim());
        known.then(|| match spec.reading {
            _ if !spec.same.is_empty() => one_of(cell, &spec.same),
            Reading::Ward => ward(cell, &model.units),
            reading => read(cell, reading, &model.dialect),
        })?
    };
    let of = |list: &RawList| list.cells[field].iter().map(value).collect::<Vec<_>>();
    let (mut a, mut b) = (of(left), right.map(of).unwrap_or_default());
    let is_number = matches!(spec.reading, Reading::Digits | Reading::Phone);
    let shortened =
        |list: &RawList| list.cells[field].iter().filter(|cell| is_number && numbers::is_shortened(cell)).count();
    let shortened = [shortened(left), right.map_or(0, shortened)];
    let restored = match spec.reading {
        Reading::Digits => numbers::restore([&mut a, &mut b]),
        _ => [Restored::default(); 2],
    };
    let numbers = [0, 1].map(|side| {
        let Restored { padded, rounded } = restored[side];
        Numbers { shortened: shortened[side] + rounded, padded }
    });
    Column { numbers, ..number(a, b) }
}

/// Numbers the distinct values in the order of their keys.
fn number(left: Vec<Option<Value>>, right: Vec<Option<Value>>) -> Column {
    let mut values: Vec<Value> = left.iter().chain(&right).flatten().cloned().collect();
    // Names of one key may differ in their text (`Lý`, `Lí`): the order settles which stays.
    values.sort_by(|a, b| (&a.key, &a.text).cmp(&(&b.key, &b.text)));
    values.dedup_by(|a, b| a.key == b.key);
    let numbers: HashMap<&str, u32> =
        values.iter().enumerate().map(|(number, value)| (&*value.key, number as u32 + 1)).collect();
    let of = |cells: &[Option<Value>]| -> Vec<u32> {
        cells.iter().map(|cell| cell.as_ref().map_or(0, |value| numbers[&*value.key])).collect()
    };
    let (left, right) = (of(&left), of(&right));
    values.insert(0, Value { key: String::new(), text: String::new(), kind: Kind::Text });
    Column { values, left, right, ..Column::default() }
}

/// Orders the rows of one side by their values, then by id, then as they stand.
fn order(ids: &[String], columns: &mut [Column], side: impl Fn(&mut Column) -> &mut Vec<u32>) -> Rows {
    let values: Vec<Vec<u32>> = columns.iter_mut().map(|column| side(column).clone()).collect();
    let mut places: Vec<u32> = (0..ids.len() as u32).collect();
    places.sort_by(|&a, &b| {
        let (a, b) = (a as usize, b as usize);
        let by_values = values.iter().map(|column| column[a].cmp(&column[b])).find(|order| order.is_ne());
        by_values.unwrap_or(std::cmp::Ordering::Equal).then_with(|| ids[a].cmp(&ids[b])).then(a.cmp(&b))
    });
    for column in columns {
        let own = side(column);
        *own = places.iter().map(|&place| own[place as usize]).collect();
    }
    Rows { ids: places.iter().map(|&place| ids[place as usize].clone()).collect(), places }
}
