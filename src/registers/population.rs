//! The population register: a stream of batches, and the few rows that somebody asks for.

use std::collections::HashSet;
use std::path::{Path, PathBuf};

use arrow::array::{Array, BooleanArray, RecordBatch, StringArray};
use arrow::compute::{cast, filter_record_batch};
use arrow::datatypes::DataType;
use rayon::iter::{ParallelBridge, ParallelIterator};

use super::RegisterError;
use super::extract::{find, report};
use super::known::{self, Later};
use crate::model::{Date, Finding, PartialDate, PersonId};
use crate::store::Digest;
use crate::table::inputs::PopulationRow;
use crate::table::{BadRow, Batches, Table, TableError, open_batches};

/// All columns of the register that the contract names.
pub const POPULATION_COLUMNS: &[&str] = &[
    "person_id",
    "cmnd",
    "full_name",
    "birth_date",
    "gender",
    "ward_code",
    "address",
    "household_id",
    "relation_to_head",
    "marital_status",
    "father_id",
    "mother_id",
    "spouse_id",
    "life_status",
    "death_date",
    "residence_since",
    "previous_ward_code",
    "phone",
];

/// The population register of a city, found and not yet read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Population {
    city: PathBuf,
    path: PathBuf,
    /// What it tells of later than the day whose knowledge counts.
    later: Option<Later>,
}

/// Whose rows are wanted: everyone for whom one of these holds.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Wanted {
    /// These persons.
    pub ids: HashSet<PersonId>,
    /// Children of these persons.
    pub parents: HashSet<PersonId>,
    /// Everyone who can have been born on or before this day (a partial date by its first day).
    pub born_until: Option<Date>,
}

/// Rows of the register that were wanted.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Selected {
    /// The rows, ordered by person.
    pub rows: Vec<PopulationRow>,
    /// Wanted rows that break the contract.
    pub findings: Vec<Finding>,
}

impl Population {
    /// Finds the register of a city.
    ///
    /// # Errors
    /// It is missing, or there twice.
    pub fn open(city: &Path) -> Result<Population, RegisterError> {
        let path = find(city, "registers", PopulationRow::NAME)?
            .ok_or_else(|| RegisterError::Missing { folder: city.join("registers"), stem: PopulationRow::NAME })?;
        Ok(Population { city: city.to_owned(), path, later: None })
    }

    /// The register as it was known on a day: without births, deaths and moves after it. Where it tells of
    /// none, this costs a look at the file's statistics.
    ///
    /// # Errors
    /// The file cannot be read.
    pub fn known_on(self, as_of: Date) -> Result<Population, RegisterError> {
        let later = known::later(&self.path, as_of)?;
        Ok(Population { later, ..self })
    }

    /// The digest of what is read, given that of the file: the same on days on which the same was known.
    #[must_use]
    pub fn digest(&self, file: Digest) -> Digest {
        let known = |later: &Later| Digest::of_parts([("register", file), ("not known yet", later.rows)]);
        self.later.as_ref().map_or(file, known)
    }

    /// The file.
    #[must_use]
    pub fn path(&self) -> &Path {
        &self.path
    }

    pub(super) fn city(&self) -> &Path {
        &self.city
    }

    /// The register batch by batch, only these columns (an empty list: all of them).
    ///
    /// # Errors
    /// The file cannot be opened.
    pub fn batches(&self, columns: &[&str]) -> Result<Batches, TableError> {
        let Some(Later { as_of, .. }) = self.later else { return open_batches(&self.path, columns) };
        let mut wider = columns.to_vec();
        if !columns.is_empty() {
            wider.extend(known::NEEDED.iter().filter(|needed| !columns.contains(*needed)));
        }
        let known = move |batch: RecordBatch| known::on(&known::born(&batch, as_of)?, as_of);
        Ok(open_batches(&self.path, &wider)?.each(known))
    }

    /// The wanted rows, in one pass over the register.
    ///
    /// # Errors
    /// The file cannot be read, or lacks a column of the contract.
    pub fn select(&self, wanted: &Wanted) -> Result<Selected, RegisterError> {
        let mut start = 0;
        let numbered = open_batches(&self.path, POPULATION_COLUMNS)?.map(move |batch| {
            let batch = batch?;
            start += batch.num_rows();
            Ok((start - batch.num_rows(), batch))
        });
        let pick = |item: Result<(usize, RecordBatch), TableError>| {
            let (start, batch) = item?;
            self.wanted_rows(batch, start, wanted).map_err(|error| self.name_file(error))
        };
        let parts: Vec<_> = numbered.par_bridge().map(pick).collect::<Result<_, TableError>>()?;
        let (mut rows, mut bad) = (Vec::new(), Vec::new());
        for (part, part_bad) in parts {
            rows.extend(part);
            bad.extend(part_bad);
        }
        // Two people of one number stand in an order of their own, not in that of the threads.
        let told = |row: &PopulationRow| (row.full_name.reveal().to_owned(), row.birth_date, row.ward_code);
        rows.sort_by(|a: &PopulationRow, b| a.person_id.cmp(&b.person_id).then_with(|| told(a).cmp(&told(b))));
        Ok(Selected { rows, findings: report(&self.city, &self.path, &bad) })
    }

    fn wanted_rows(
        &self,
        batch: RecordBatch,
        start: usize,
        wanted: &Wanted,
    ) -> Result<(Vec<PopulationRow>, Vec<BadRow>), TableError> {
        let as_of = self.later.map(|later| later.as_of);
        let batch = as_of.map_or(Ok(batch.clone()), |as_of| known::on(&batch, as_of))?;
        wanted_rows(&batch, (start, as_of), wanted)
    }

    /// An error about a batch, said of the file.
    fn name_file(&self, error: TableError) -> TableError {
        match error {
            TableError::Contract { column, message, .. } => {
                TableError::Contract { path: self.path.clone(), column, message }
            }
            TableError::Format { message, .. } => TableError::Format { path: self.path.clone(), message },
            other => other,
        }
    }

    /// The wanted rows with their parents, spouses and children: a second pass, as a family is known only
    /// once its member was seen. `born_until` widens only the second pass: those found by age alone bring
    /// no family with them.
    ///
    /// # Errors
    /// As [`Population::select`].
    pub fn select_with_families(&self, wanted: &Wanted) -> Result<Selected, RegisterError> {
        let first = self.select(&Wanted { born_until: None, ..wanted.clone() })?;
        let mut wider = wanted.clone();
        wider.parents.extend(first.rows.iter().map(|row| row.person_id));
        wider.ids.extend(first.rows.iter().flat_map(|row| [row.father_id, row.mother_id, row.spouse_id]).flatten());
        self.select(&wider)
    }
}

/// A column as text; `None` where the batch lacks it.
pub(super) fn text(batch: &RecordBatch, name: &str) -> Result<Option<StringArray>, TableError> {
    let Some(column) = batch.column_by_name(name) else { return Ok(None) };
    let as_text = cast(column, &DataType::Utf8).map_err(|error| TableError::Contract {
        path: PathBuf::default(),
        column: name.to_owned(),
        message: error.to_string(),
    })?;
    Ok(as_text.as_any().downcast_ref::<StringArray>().cloned())
}

/// The wanted rows of a batch whose first row is row `start` of the file, but for those born after a day.
fn wanted_rows(
    batch: &RecordBatch,
    (start, until): (usize, Option<Date>),
    wanted: &Wanted,
) -> Result<(Vec<PopulationRow>, Vec<BadRow>), TableError> {
    let [id, father, mother, birth] =
        ["person_id", "father_id", "mother_id", "birth_date"].map(|name| text(batch, name));
    let (id, father, mother, birth) = (id?, father?, mother?, birth?);
    let person = |column: &Option<StringArray>, row: usize| {
        column.as_ref().filter(|c| c.is_valid(row)).and_then(|c| PersonId::from_digits(c.value(row)))
    };
    let born_early = |row: usize, until: Date| {
        let column = birth.as_ref().filter(|c| c.is_valid(row));
        column.and_then(|c| c.value(row).parse::<PartialDate>().ok()).is_some_and(|b| b.earliest() <= until)
    };
    let born_later = |row: usize, until: Date| {
        birth.as_ref().filter(|c| c.is_valid(row)).is_some_and(|c| known::is_later(c.value(row), until))
    };
    let asked = |row: usize| {
        (!wanted.ids.is_empty() && person(&id, row).is_some_and(|p| wanted.ids.contains(&p)))
            || (!wanted.parents.is_empty()
                && [&father, &mother].iter().any(|c| person(c, row).is_some_and(|p| wanted.parents.contains(&p))))
            || wanted.born_until.is_some_and(|until| born_early(row, until))
    };
    let keep = |row: usize| asked(row) && !until.is_some_and(|until| born_later(row, until));
    let kept: Vec<usize> = (0..batch.num_rows()).filter(|&row| keep(row)).collect();
    let mut mask = vec![false; batch.num_rows()];
    kept.iter().for_each(|&row| mask[row] = true);
    let few = filter_record_batch(batch, &BooleanArray::from(mask))
        .map_err(|error| TableError::Format { path: PathBuf::default(), message: error.to_string() })?;
    let (rows, bad) = PopulationRow::from_batch(&few)?;
    let bad = bad.into_iter().map(|row| BadRow { index: start + kept[row.index], ..row }).collect();
    Ok((rows, bad))
}
