//! Whether a file that another replaces holds other people: then it was no former version of the same list.
//!
//! A later file of one ward, kind and period replaces the former (contract §1), whatever their titles say. Where
//! next to nobody of the former stands in it, the ward sent parts of a list: that is told as an error.

use std::collections::HashSet;

use super::fold::key;
use crate::model::{Field, RawRow};

/// A replaced file holds other people where at most one of so many of its people stands in the later files.
const NEARLY_NOBODY: usize = 5;

/// The people of rows, by what is written of them.
#[derive(Debug, Default)]
pub(super) struct People {
    /// Digits of their ids, without zeros in front.
    ids: HashSet<String>,
    /// Names, without case and marks.
    names: HashSet<String>,
    names_without_id: HashSet<String>,
}

impl People {
    /// Adds the people of rows.
    pub(super) fn add(&mut self, rows: &[RawRow]) {
        for row in rows {
            let (id, name) = written(row);
            if id.is_none() {
                self.names_without_id.insert(name.clone());
            }
            self.ids.extend(id);
            self.names.insert(name);
        }
    }

    /// How many of the rows are about none of these people. A name alone is enough where one side has no id.
    fn strangers(&self, rows: &[RawRow]) -> usize {
        let is_known = |row: &&RawRow| match written(row) {
            (Some(id), name) => self.ids.contains(&id) || self.names_without_id.contains(&name),
            (None, name) => self.names.contains(&name),
        };
        rows.len() - rows.iter().filter(is_known).count()
    }

    /// The number of strangers, where next to nobody of the rows is one of these people.
    pub(super) fn are_others(&self, rows: &[RawRow]) -> Option<usize> {
        let strangers = self.strangers(rows);
        (!rows.is_empty() && (rows.len() - strangers) * NEARLY_NOBODY <= rows.len()).then_some(strangers)
    }
}

/// Id and name of a row.
fn written(row: &RawRow) -> (Option<String>, String) {
    let text = |field| row.cell(field).map(|cell| cell.value.reveal()).unwrap_or_default();
    let digits: String = text(Field::IdNo).chars().filter(char::is_ascii_digit).collect();
    let id = digits.trim_start_matches('0').to_owned();
    ((id.len() >= 8).then_some(id), key(&text(Field::FullName)))
}
