//! Numbers that the population register gives to two people: a wrong entry of the register.

use std::collections::{BTreeMap, HashSet};
use std::sync::Arc;

use rayon::iter::{ParallelBridge, ParallelIterator};

use super::RegisterError;
use super::extract::{finding, line_of};
use super::population::{Population, Wanted, text};
use crate::likeness::Name;
use crate::model::{Finding, Issue, PersonId};
use crate::table::inputs::PopulationRow;
use crate::table::{TableError, open_batches};

/// Numbers of several people, and what is said about them.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct SharedNumbers {
    /// The numbers, in order.
    pub ids: Vec<PersonId>,
    /// One finding a number, with the rows of the register that have it.
    pub findings: Vec<Finding>,
}

impl Population {
    /// Which of these numbers the register gives to two people: two rows with another name or birth date.
    /// Two rows that say the same are one person twice. One pass over the numbers alone, held beside those
    /// that were asked for.
    ///
    /// # Errors
    /// The file cannot be read, or lacks a column of the contract.
    pub fn shared(&self, asked: &HashSet<PersonId>) -> Result<SharedNumbers, RegisterError> {
        let mut rows = self.rows_of(asked)?;
        rows.retain(|_, rows| rows.len() > 1);
        if rows.is_empty() {
            return Ok(SharedNumbers::default());
        }
        let wanted = Wanted { ids: rows.keys().copied().collect(), ..Wanted::default() };
        let people = self.select(&wanted)?.rows;
        let several = people.chunk_by(|a, b| a.person_id == b.person_id).filter(|rows| are_several(rows));
        let ids: Vec<PersonId> = several.map(|rows| rows[0].person_id).collect();
        let findings = ids.iter().map(|id| self.told(*id, &rows[id])).collect();
        Ok(SharedNumbers { ids, findings })
    }

    /// The rows of each number, from 0.
    fn rows_of(&self, asked: &HashSet<PersonId>) -> Result<BTreeMap<PersonId, Vec<usize>>, TableError> {
        let mut start = 0;
        let numbered = open_batches(self.path(), &["person_id"])?.map(move |batch| {
            let batch = batch?;
            start += batch.num_rows();
            Ok::<_, TableError>((start - batch.num_rows(), batch))
        });
        let pick = |item: Result<_, TableError>| {
            let (start, batch) = item?;
            let ids = text(&batch, "person_id")?;
            let own = ids.iter().flat_map(|ids| ids.iter().enumerate());
            let own = own.filter_map(|(at, id)| Some((PersonId::from_digits(id?)?, start + at)));
            Ok(own.filter(|(id, _)| asked.contains(id)).collect::<Vec<_>>())
        };
        let mut found: Vec<_> =
            numbered.par_bridge().map(pick).collect::<Result<Vec<_>, TableError>>()?.into_iter().flatten().collect();
        found.sort_unstable();
        let mut rows = BTreeMap::<PersonId, Vec<usize>>::new();
        found.into_iter().for_each(|(id, at)| rows.entry(id).or_default().push(at));
        Ok(rows)
    }

    fn told(&self, id: PersonId, rows: &[usize]) -> Finding {
        let lines: Vec<String> = rows.iter().map(|&row| line_of(self.path(), row).to_string()).collect();
        let issue = Issue::new("register.number_of_two", &id.reveal()).suggest(&lines.join(", "));
        let inside = self.path().strip_prefix(self.city()).unwrap_or(self.path());
        finding(Arc::from(inside.to_string_lossy().replace('\\', "/")), issue)
    }
}

fn are_several(rows: &[PopulationRow]) -> bool {
    let who = |row: &PopulationRow| (Name::fold(row.full_name.reveal()), row.birth_date);
    rows.iter().any(|row| who(row) != who(&rows[0]))
}
