//! Declared tables: a row type, its columns and its way from and to Arrow.

use arrow::array::{ArrayRef, RecordBatch};
use arrow::compute::cast;
use arrow::datatypes::DataType;

use super::{Cell, TableError};

/// A declared column.
#[derive(Debug, Clone, PartialEq)]
pub struct Column {
    /// Name in files.
    pub name: &'static str,
    /// Arrow type.
    pub data_type: DataType,
    /// May hold nulls; an input may lack it.
    pub nullable: bool,
    /// Vietnamese description, for dashboards.
    pub vi: &'static str,
    /// English description, with unit.
    pub en: &'static str,
}

/// A row of a declared table.
pub trait Table: Sized {
    /// Name of the table: file stem in a run folder or a city folder.
    const NAME: &'static str;

    /// The columns, in file order.
    fn columns() -> Vec<Column>;

    /// The rows as one batch.
    fn to_arrays(rows: &[Self]) -> Vec<ArrayRef>;

    /// Rows of a batch whose columns were found by name. Rows that break the contract are given
    /// apart.
    ///
    /// # Errors
    /// A column of the contract is missing or cannot be cast to its type.
    fn from_batch(batch: &RecordBatch) -> Result<(Vec<Self>, Vec<BadRow>), TableError>;
}

/// A row of an input that breaks the contract and was set aside.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BadRow {
    /// Index of the row, from 0: in the batch, or in the file once it went through `read_rows`.
    pub index: usize,
    /// The column at fault.
    pub column: &'static str,
    /// What was expected there.
    pub expected: &'static str,
}

/// A column of a batch by name, cast to the declared type; `None` where an optional one is absent.
pub(super) fn find<T: Cell>(batch: &RecordBatch, name: &'static str) -> Result<Option<ArrayRef>, TableError> {
    let wrong = |message: String| TableError::Contract { path: Default::default(), column: name.to_owned(), message };
    let Some(column) = batch.column_by_name(name) else {
        return if T::NULLABLE { Ok(None) } else { Err(wrong("is missing".to_owned())) };
    };
    if *column.data_type() == T::data_type() {
        return Ok(Some(column.clone()));
    }
    cast(column, &T::data_type()).map(Some).map_err(|error| wrong(error.to_string()))
}

/// Reads one cell, where the column is there.
pub(super) fn read_cell<T: Cell>(column: Option<&ArrayRef>, index: usize, name: &'static str) -> Result<T, BadRow> {
    let bad = |expected| BadRow { index, column: name, expected };
    match column {
        Some(column) => T::read(column.as_ref(), index).map_err(bad),
        // Only an optional column can be absent, and an optional type reads a null as its empty value.
        None => {
            let mut builder = T::builder(1);
            T::append_null(&mut builder);
            T::read(T::finish(builder).as_ref(), 0).map_err(bad)
        }
    }
}

/// Rows of one batch; see [`Table::from_batch`].
///
/// # Errors
/// As [`Table::from_batch`].
pub fn read_batch<T: Table>(batch: &RecordBatch) -> Result<(Vec<T>, Vec<BadRow>), TableError> {
    T::from_batch(batch)
}

/// Declares a row type with its table. Each line: field, type, Vietnamese and English description.
macro_rules! table {
    ($(#[$meta:meta])* $Row:ident = $name:literal {
        $($field:ident : $ty:ty, $vi:literal, $en:literal;)+
    }) => {
        $(#[$meta])*
        #[derive(Debug, Clone, PartialEq)]
        pub struct $Row { $(#[doc = $en] pub $field: $ty,)+ }

        impl $crate::table::Table for $Row {
            const NAME: &'static str = $name;

            fn columns() -> Vec<$crate::table::Column> {
                vec![$($crate::table::Column {
                    name: stringify!($field),
                    data_type: <$ty as $crate::table::Cell>::data_type(),
                    nullable: <$ty as $crate::table::Cell>::NULLABLE,
                    vi: $vi,
                    en: $en,
                },)+]
            }

            fn to_arrays(rows: &[Self]) -> Vec<arrow::array::ArrayRef> {
                vec![$({
                    let mut builder = <$ty as $crate::table::Cell>::builder(rows.len());
                    for row in rows {
                        <$ty as $crate::table::Cell>::append(&mut builder, &row.$field);
                    }
                    <$ty as $crate::table::Cell>::finish(builder)
                },)+]
            }

            fn from_batch(
                batch: &arrow::array::RecordBatch,
            ) -> Result<(Vec<Self>, Vec<$crate::table::BadRow>), $crate::table::TableError> {
                $(let $field = $crate::table::columns::find::<$ty>(batch, stringify!($field))?;)+
                let read = |index: usize| -> Result<Self, $crate::table::BadRow> {
                    Ok($Row {
                        $($field: $crate::table::columns::read_cell::<$ty>($field.as_ref(), index, stringify!($field))?,)+
                    })
                };
                let (mut rows, mut bad) = (Vec::with_capacity(batch.num_rows()), Vec::new());
                for index in 0..batch.num_rows() {
                    match read(index) {
                        Ok(row) => rows.push(row),
                        Err(problem) => bad.push(problem),
                    }
                }
                Ok((rows, bad))
            }
        }
    };
}
pub(crate) use table;

#[cfg(test)]
mod tests {
    use crate::model::{Coded, Date, Dong, Month, Private, RowId};
    use crate::table::inputs::PensionRow;
    use crate::table::outputs::MatchRow;
    use crate::table::{read_rows, write_rows};

    fn pension() -> PensionRow {
        PensionRow {
            bhxh_no: "3100000001".to_owned(),
            person_id: Some(Private::new("031148000123")),
            full_name: None,
            birth_date: "1948-03".parse().ok(),
            gender: None,
            kind: crate::model::PensionKind::Survivor,
            monthly_amount: Dong(400_000),
            valid_from: Date::from_code("2020-01-01").unwrap(),
            valid_to: None,
        }
    }

    #[test]
    fn rows_come_back_from_parquet_and_bytes_are_the_same() {
        let folder = tempfile::tempdir().unwrap();
        let (a, b) = (folder.path().join("a.parquet"), folder.path().join("b.parquet"));
        let rows = vec![pension(), pension()];
        write_rows(&a, &rows).unwrap();
        write_rows(&b, &rows).unwrap();
        assert_eq!(read_rows::<PensionRow>(&a).unwrap(), (rows, vec![]));
        assert_eq!(std::fs::read(a).unwrap(), std::fs::read(b).unwrap());
    }

    #[test]
    fn lists_come_back() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("m.parquet");
        let row = MatchRow {
            row_id: RowId { file: 1, sheet: 1, row: 9 },
            person_id: None,
            outcome: crate::model::Outcome::Review,
            weight: Some(12.5),
            probability: None,
            runner_up_id: None,
            runner_up_probability: None,
            method: String::new(),
            differences: vec![crate::model::Difference::Name, crate::model::Difference::Ward],
            evidence: String::new(),
            frequencies: None,
            runner_up_evidence: None,
            counted_as: None,
            counted_by: None,
            nearest_id: None,
            unsure: None,
        };
        write_rows(&path, std::slice::from_ref(&row)).unwrap();
        assert_eq!(read_rows::<MatchRow>(&path).unwrap(), (vec![row], vec![]));
    }

    #[test]
    fn a_csv_row_that_breaks_the_contract_is_set_aside() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("pensions.csv");
        let text = "\u{feff}bhxh_no,kind,monthly_amount,valid_from,valid_to\n1,pension,3000000,2020-01-01,\n2,salary,1,2020-01-01,\n";
        std::fs::write(&path, text).unwrap();
        let (rows, bad) = read_rows::<PensionRow>(&path).unwrap();
        assert_eq!((rows.len(), rows[0].monthly_amount), (1, Dong(3_000_000)));
        assert_eq!((bad.len(), bad[0].index, bad[0].column), (1, 1, "kind"));
        assert!(Month::from_code("2020-01").is_ok());
    }

    #[test]
    fn a_missing_column_is_an_error_that_names_it() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("pensions.csv");
        std::fs::write(&path, "kind,valid_from\npension,2020-01-01\n").unwrap();
        let error = read_rows::<PensionRow>(&path).unwrap_err().to_string();
        assert!(error.ends_with("pensions.csv: column `bhxh_no`: is missing"), "{error}");
    }
}
