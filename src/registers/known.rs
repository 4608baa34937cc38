//! The population register as it was known on a day.
//!
//! The register says how things are today; of what happened it writes the day of a birth, of a death
//! and of the last move. Whatever lies after the day was not known: who is born later is not in the
//! register, who dies later lives, who moves later still lives at the place before.

use std::path::Path;
use std::sync::Arc;

use arrow::array::{Array, AsArray, BooleanArray, Date32Array, RecordBatch, StringArray};
use arrow::compute::kernels::zip::zip;
use arrow::compute::{cast, filter_record_batch};
use arrow::datatypes::{DataType, Date32Type, Field, Schema};

use super::population::text;
use crate::model::{Date, LifeStatus, PartialDate};
use crate::store::Digest;
use crate::table::{TableError, open_batches, proven_until};

/// Columns with days.
const DAYS: &[&str] = &["birth_date", "death_date", "residence_since"];
/// Columns without which nothing can be taken back.
pub(super) const NEEDED: &[&str] =
    &["birth_date", "ward_code", "life_status", "death_date", "residence_since", "previous_ward_code"];

/// A day after which the register tells of something.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Later {
    pub(super) as_of: Date,
    /// Of the rows that were known otherwise: the same rows, the same register.
    pub(super) rows: Digest,
}

/// Looks for rows that tell of something after a day. Statistics of the file may prove that there are
/// none; else the days are read.
pub(super) fn later(path: &Path, as_of: Date) -> Result<Option<Later>, TableError> {
    if proven_until(path, DAYS, as_of)? {
        return Ok(None);
    }
    let (mut places, mut start) = (Vec::new(), 0_u64);
    for batch in open_batches(path, DAYS)? {
        let batch = batch?;
        let marks =
            [born_later(&batch, as_of)?, after(&batch, "death_date", as_of)?, after(&batch, "residence_since", as_of)?];
        for row in 0..batch.num_rows() {
            let mark = marks.iter().enumerate().map(|(bit, mark)| u8::from(mark.value(row)) << bit).sum::<u8>();
            if mark != 0 {
                places.extend_from_slice(&(start + row as u64).to_le_bytes());
                places.push(mark);
            }
        }
        start += batch.num_rows() as u64;
    }
    Ok((!places.is_empty()).then(|| Later { as_of, rows: Digest::of(&places) }))
}

/// Which rows are of people born after the day.
fn born_later(batch: &RecordBatch, as_of: Date) -> Result<BooleanArray, TableError> {
    let Some(births) = text(batch, "birth_date")? else { return Ok(vec![false; batch.num_rows()].into()) };
    Ok(births.iter().map(|birth| Some(birth.is_some_and(|birth| is_later(birth, as_of)))).collect())
}

/// Whether every day that a partial birth date allows lies after a day.
pub(super) fn is_later(birth: &str, as_of: Date) -> bool {
    birth.parse::<PartialDate>().is_ok_and(|birth| birth.earliest() > as_of)
}

/// Which rows have a later day in a column.
fn after(batch: &RecordBatch, name: &str, as_of: Date) -> Result<BooleanArray, TableError> {
    let Some(column) = batch.column_by_name(name) else { return Ok(vec![false; batch.num_rows()].into()) };
    // What is no date is told by who reads the row.
    let days = cast(column, &DataType::Date32).map_err(|error| TableError::Contract {
        path: Default::default(),
        column: name.to_owned(),
        message: error.to_string(),
    })?;
    let days: &Date32Array = days.as_primitive::<Date32Type>();
    Ok(days.iter().map(|day| Some(day.is_some_and(|day| day > as_of.epoch_days()))).collect())
}

/// The rows of a batch as they were known on a day, those of people born later among them.
pub(super) fn on(batch: &RecordBatch, as_of: Date) -> Result<RecordBatch, TableError> {
    let (died, moved) = (after(batch, "death_date", as_of)?, after(batch, "residence_since", as_of)?);
    if died.true_count() == 0 && moved.true_count() == 0 {
        return Ok(batch.clone());
    }
    let (status, before) = (text(batch, "life_status")?, text(batch, "previous_ward_code")?);
    // Who is told to be missing or abroad was that before the death, as far as the register tells.
    let alive = died.iter().zip(status.iter().flatten());
    let alive: BooleanArray =
        alive.map(|(died, status)| Some(died == Some(true) && status == Some(LifeStatus::Dead.as_str()))).collect();
    // Where no place before is written, nobody can tell where the person lived.
    let back: BooleanArray = match &before {
        Some(before) => (0..batch.num_rows()).map(|row| Some(moved.value(row) && before.is_valid(row))).collect(),
        None => vec![false; batch.num_rows()].into(),
    };
    let living = StringArray::from(vec![LifeStatus::Alive.as_str(); batch.num_rows()]);
    let none = StringArray::new_null(batch.num_rows());
    let no_day = Date32Array::new_null(batch.num_rows());
    let mut known = batch.clone();
    for (name, rows, instead) in [
        ("death_date", &died, &no_day as &dyn Array),
        ("life_status", &alive, &living),
        ("ward_code", &back, before.as_ref().unwrap_or(&none)),
        ("residence_since", &back, &no_day),
        ("previous_ward_code", &back, &none),
    ] {
        known = replaced(known, name, rows, instead)?;
    }
    Ok(known)
}

/// A batch without people born after a day.
pub(super) fn born(batch: &RecordBatch, as_of: Date) -> Result<RecordBatch, TableError> {
    let later = born_later(batch, as_of)?;
    if later.true_count() == 0 {
        return Ok(batch.clone());
    }
    let there: BooleanArray = later.iter().map(|later| Some(later != Some(true))).collect();
    filter_record_batch(batch, &there).map_err(format)
}

/// A batch with other values in some rows of a column.
fn replaced(
    batch: RecordBatch,
    name: &str,
    rows: &BooleanArray,
    instead: &dyn Array,
) -> Result<RecordBatch, TableError> {
    let Some((place, field)) = batch.schema_ref().column_with_name(name).filter(|_| rows.true_count() > 0) else {
        return Ok(batch);
    };
    let (kind, field) = (instead.data_type(), field.clone());
    let before = cast(batch.column(place), kind).map_err(format)?;
    let after = zip(rows, &instead, &before).map_err(format)?;
    let mut columns = batch.columns().to_vec();
    columns[place] = after;
    let mut fields: Vec<Arc<Field>> = batch.schema_ref().fields().to_vec();
    fields[place] = Arc::new(field.with_data_type(kind.clone()).with_nullable(true));
    RecordBatch::try_new(Arc::new(Schema::new(fields)), columns).map_err(format)
}

fn format(error: arrow::error::ArrowError) -> TableError {
    TableError::Format { path: Default::default(), message: error.to_string() }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Coded, PersonId};
    use crate::registers::{Population, Wanted};
    use crate::table::inputs::PopulationRow;
    use crate::table::{write_csv, write_rows};

    fn day(text: &str) -> Date {
        Date::from_code(text).unwrap()
    }

    /// Birth, death, status, residence since, ward before.
    fn someone(number: u64, told: [&str; 5]) -> PopulationRow {
        let [birth, death, status, since, before] = told;
        let mut row = PopulationRow {
            person_id: PersonId::from_number(31_048_000_000 + number).unwrap(),
            cmnd: None,
            full_name: crate::model::FullName::from_canonical("Nguyễn Văn An").unwrap(),
            birth_date: birth.parse().ok(),
            gender: None,
            ward_code: crate::model::WardCode::from_digits("11311").unwrap(),
            address: None,
            household_id: None,
            relation_to_head: None,
            marital_status: None,
            father_id: None,
            mother_id: None,
            spouse_id: None,
            life_status: LifeStatus::from_code(status).unwrap(),
            death_date: Date::from_code(death).ok(),
            residence_since: Date::from_code(since).ok(),
            previous_ward_code: None,
            phone: None,
        };
        row.previous_ward_code = crate::model::WardCode::from_digits(before);
        row
    }

    /// What the register says of everyone on a day, and whether anything lay after it.
    fn read(rows: &[PopulationRow], as_of: &str, csv: bool) -> (Vec<String>, bool) {
        let city = tempfile::tempdir().unwrap();
        let folder = city.path().join("registers");
        std::fs::create_dir(&folder).unwrap();
        let path = folder.join(format!("population.{}", if csv { "csv" } else { "parquet" }));
        if csv {
            write_csv(&path, rows).unwrap()
        } else {
            write_rows(&path, rows).unwrap()
        }
        let known = Population::open(city.path()).unwrap().known_on(day(as_of)).unwrap();
        let shown = |row: &PopulationRow| {
            let text = |day: Option<Date>| day.map_or("-".to_owned(), |day| day.to_string());
            let before = row.previous_ward_code.map_or("-".to_owned(), |ward| ward.to_string());
            let (status, ward) = (row.life_status, row.ward_code);
            format!("{status} {} {ward} {} {before}", text(row.death_date), text(row.residence_since))
        };
        let everyone = Wanted { ids: rows.iter().map(|row| row.person_id).collect(), ..Wanted::default() };
        let selected = known.select(&everyone).unwrap();
        assert!(selected.findings.is_empty(), "{:?}", selected.findings);
        let mut streamed = Vec::new();
        for batch in known.batches(&["person_id", "ward_code"]).unwrap() {
            let batch = batch.unwrap();
            let (wards, ids) =
                (text(&batch, "ward_code").unwrap().unwrap(), text(&batch, "person_id").unwrap().unwrap());
            let pairs = ids.iter().flatten().zip(wards.iter().flatten());
            streamed.extend(pairs.map(|(id, ward)| (id.to_owned(), ward.to_owned())));
        }
        streamed.sort();
        let of_rows = selected.rows.iter().map(|row| (row.person_id.reveal(), row.ward_code.to_string()));
        assert_eq!(streamed, of_rows.collect::<Vec<_>>(), "the stream and the rows say the same");
        (selected.rows.iter().map(shown).collect(), known.digest(Digest::of(b"")) != Digest::of(b""))
    }

    #[track_caller]
    fn check(told: [&str; 5], as_of: &str, expected: &[&str]) {
        for csv in [false, true] {
            let others = [someone(1, ["1950", "", "alive", "2001-02-03", ""]), someone(2, told)];
            let (rows, later) = read(&others, as_of, csv);
            assert_eq!(rows[0], "alive - 11311 2001-02-03 -");
            assert_eq!(&rows[1..], expected, "as of {as_of}, csv {csv}");
            let (as_written, never) = read(&others, "2199-12-31", csv);
            assert_eq!((later, never), (rows != as_written, false));
        }
    }

    #[test]
    fn what_lies_after_the_day_was_not_known() {
        let died = ["1948-05", "2026-11-06", "dead", "2010-01-01", ""];
        check(died, "2026-11-06", &["dead 2026-11-06 11311 2010-01-01 -"]);
        check(died, "2026-11-05", &["alive - 11311 2010-01-01 -"]);
        // Registered dead for another reason than the day says: only a death is taken back.
        check(["1948", "2026-11-06", "missing", "", ""], "2026-11-05", &["missing - 11311 - -"]);
        let moved = ["1948-05", "", "alive", "2026-11-06", "10888"];
        check(moved, "2026-11-06", &["alive - 11311 2026-11-06 10888"]);
        check(moved, "2026-11-05", &["alive - 10888 - -"]);
        // Nobody knows where such a person lived: what is written stays. It lies after the day all the same.
        let (rows, later) = read(&[someone(1, ["1948", "", "alive", "2026-11-06", ""])], "2026-11-05", false);
        assert_eq!((rows, later), (vec!["alive - 11311 2026-11-06 -".to_owned()], true));
        check(["2026-11-06", "", "alive", "", ""], "2026-11-06", &["alive - 11311 - -"]);
        check(["2026-11-06", "", "alive", "", ""], "2026-11-05", &[]);
        check(["2026-12", "", "alive", "", ""], "2026-11-30", &[]);
        check(["2026-11", "", "alive", "", ""], "2026-11-05", &["alive - 11311 - -"]);
    }

    #[test]
    fn a_file_s_statistics_prove_that_nothing_lies_after_the_day() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("population.parquet");
        let rows = [
            someone(1, ["1948-05", "2026-11-06", "dead", "2010-01-01", ""]),
            someone(2, ["2026-11", "", "alive", "", ""]),
        ];
        write_rows(&path, &rows).unwrap();
        let proven = |as_of: &str| proven_until(&path, DAYS, day(as_of)).unwrap();
        assert!(proven("2026-11-06") && proven("2027-01-01") && !proven("2026-11-05"));
    }

    #[test]
    fn days_on_which_the_same_was_known_have_one_digest() {
        let city = tempfile::tempdir().unwrap();
        let folder = city.path().join("registers");
        std::fs::create_dir(&folder).unwrap();
        let rows = [someone(1, ["1948-05", "2062-11-06", "dead", "2026-11-03", "10888"])];
        write_rows(&folder.join("population.parquet"), &rows).unwrap();
        let file = Digest::of(b"the file");
        let digest = |as_of: &str| Population::open(city.path()).unwrap().known_on(day(as_of)).unwrap().digest(file);
        assert_eq!(digest("2026-11-03"), digest("2026-11-20"), "a slip of the pen in the register changes no night");
        assert_ne!(digest("2026-11-02"), digest("2026-11-03"));
        assert_eq!(digest("2062-11-06"), file);
    }
}
