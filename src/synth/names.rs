//! Names by gender and generation, with the frequencies of `pipelines/reference/names`.

use std::path::Path;

use super::SynthError;
use super::rng::Rng;
use crate::model::{FullName, Gender};

/// Values with their cumulative weights.
#[derive(Debug, Default, Clone)]
struct Weighted {
    values: Vec<String>,
    upto: Vec<f64>,
}

impl Weighted {
    fn add(&mut self, value: &str, weight: f64) {
        self.upto.push(self.upto.last().copied().unwrap_or(0.0) + weight);
        self.values.push(value.to_owned());
    }

    fn pick(&self, rng: &mut Rng) -> &str {
        let at = rng.unit() * self.upto.last().copied().unwrap_or(0.0);
        let index = self.upto.partition_point(|&upto| upto <= at).min(self.values.len() - 1);
        &self.values[index]
    }
}

const GENERATIONS: [&str; 4] = ["pre1950", "1950_1975", "1976_1999", "post2000"];
const GENDERS: [&str; 2] = ["male", "female"];

/// The name tables.
#[derive(Debug)]
pub(super) struct Names {
    surnames: Weighted,
    middle: [Weighted; 8],
    given: [Weighted; 8],
}

fn slot(gender: Gender, birth_year: i32) -> usize {
    let generation = match birth_year {
        ..1950 => 0,
        1950..1976 => 1,
        1976..2000 => 2,
        _ => 3,
    };
    generation * 2 + usize::from(gender == Gender::Female)
}

impl Names {
    /// Reads the three tables.
    pub(super) fn load(folder: &Path) -> Result<Names, SynthError> {
        let mut surnames = Weighted::default();
        each_row(&folder.join("surnames.csv"), |row| {
            surnames.add(row.get("surname")?, row.get("share_hp_est")?.parse().ok()?);
            Some(())
        })?;
        let middle = by_slot(&folder.join("middle_names.csv"), "middle_name")?;
        let given = by_slot(&folder.join("given_names.csv"), "given_name")?;
        Ok(Names { surnames, middle, given })
    }

    /// A surname (họ).
    pub(super) fn surname(&self, rng: &mut Rng) -> &str {
        self.surnames.pick(rng)
    }

    /// A full name of that surname, as people of that gender and birth year carry.
    pub(super) fn full(&self, rng: &mut Rng, surname: &str, gender: Gender, birth_year: i32) -> FullName {
        let slot = slot(gender, birth_year);
        let (middle, given) = (self.middle[slot].pick(rng), self.given[slot].pick(rng));
        let text = if middle.is_empty() { format!("{surname} {given}") } else { format!("{surname} {middle} {given}") };
        FullName::from_canonical(&text).expect("a surname is not empty")
    }
}

fn by_slot(path: &Path, column: &str) -> Result<[Weighted; 8], SynthError> {
    let mut slots: [Weighted; 8] = Default::default();
    each_row(path, |row| {
        let generation = GENERATIONS.iter().position(|&name| Some(name) == row.get("generation"))?;
        let gender = GENDERS.iter().position(|&name| Some(name) == row.get("gender"))?;
        slots[generation * 2 + gender].add(row.get(column)?, row.get("rel_freq")?.parse().ok()?);
        Some(())
    })?;
    match slots.iter().all(|slot| !slot.values.is_empty()) {
        true => Ok(slots),
        false => Err(SynthError::Config(format!("{}: a generation or gender has no names", path.display()))),
    }
}

/// A row of a reference table, its cells by column name.
pub(super) struct Row<'a> {
    header: &'a csv::StringRecord,
    cells: &'a csv::StringRecord,
}

impl Row<'_> {
    /// The cell of a column.
    pub(super) fn get(&self, column: &str) -> Option<&str> {
        let index = self.header.iter().position(|name| name == column)?;
        self.cells.get(index)
    }
}

/// Reads a reference table row by row. A row for which `take` gives `None` lacks a column or holds
/// what cannot be read.
pub(super) fn each_row(path: &Path, mut take: impl FnMut(&Row<'_>) -> Option<()>) -> Result<(), SynthError> {
    let wrong = |what: String| SynthError::Config(format!("{}: {what}", path.display()));
    let mut reader = csv::Reader::from_path(path).map_err(|error| wrong(error.to_string()))?;
    let header = reader.headers().map_err(|error| wrong(error.to_string()))?.clone();
    for (index, cells) in reader.records().enumerate() {
        let cells = cells.map_err(|error| wrong(error.to_string()))?;
        let row = Row { header: &header, cells: &cells };
        take(&row).ok_or_else(|| wrong(format!("row {} cannot be read", index + 2)))?;
    }
    Ok(())
}
