//! A batch of the register as packed rows.

use std::path::PathBuf;

use arrow::array::{Array, RecordBatch, StringArray};
use arrow::compute::cast;
use arrow::datatypes::DataType;

use super::keys::Identity;
use super::query::{gender_code, phone_key};
use crate::likeness::{Dialect, FoldedName, Name, mix, mix_words, of_text, pack};
use crate::model::{LifeStatus, WardCode};
use crate::table::TableError;
use crate::table::inputs::PopulationRow;

/// The columns of the population register that linkage reads.
pub const COLUMNS: &[&str] = &[
    "person_id",
    "cmnd",
    "full_name",
    "birth_date",
    "gender",
    "ward_code",
    "household_id",
    "life_status",
    "previous_ward_code",
    "phone",
    "address",
];

/// A row of the register, packed.
#[derive(Debug, Clone, Copy)]
pub(super) struct Row {
    /// Wards: of residence, and the previous one.
    pub(super) who: Identity,
    pub(super) name: FoldedName,
    pub(super) gender: u8,
    pub(super) household: u64,
    pub(super) dead: bool,
}

impl Row {
    /// Of a typed row; `None` where the name has no letter.
    pub(super) fn of_person(row: &PopulationRow, dialect: &Dialect) -> Option<Row> {
        let ward = |ward: Option<WardCode>| ward.map_or(0, WardCode::number);
        let who = Identity {
            id: row.person_id.number(),
            cmnd: row.cmnd.map_or(0, |cmnd| cmnd.number()),
            birth: row.birth_date.map_or(0, pack),
            phone: row.phone.as_ref().map_or(0, |phone| phone_key(phone.reveal())),
            wards: [ward(Some(row.ward_code)), ward(row.previous_ward_code)],
        };
        Some(Row {
            who,
            name: FoldedName::of(Name::fold(row.full_name.reveal())?, dialect),
            gender: gender_code(row.gender),
            household: row.household_id.as_deref().map_or(0, of_text),
            dead: row.life_status == LifeStatus::Dead,
        })
    }
}

/// The text columns of one batch.
pub(super) struct Columns {
    columns: Vec<Option<StringArray>>,
    rows: usize,
}

impl Columns {
    /// # Errors
    /// The id or the name is missing, or a column cannot be read as text.
    pub(super) fn of(batch: &RecordBatch) -> Result<Columns, TableError> {
        let wrong = |name: &str, message: String| TableError::Contract {
            path: PathBuf::from("registers/population"),
            column: name.to_owned(),
            message,
        };
        let text = |&name: &&str| {
            let Some(column) = batch.column_by_name(name) else {
                return match name {
                    "person_id" | "full_name" => Err(wrong(name, "is missing".to_owned())),
                    _ => Ok(None),
                };
            };
            let column = cast(column, &DataType::Utf8).map_err(|error| wrong(name, error.to_string()))?;
            Ok(column.as_any().downcast_ref::<StringArray>().cloned())
        };
        Ok(Columns { columns: COLUMNS.iter().map(text).collect::<Result<_, _>>()?, rows: batch.num_rows() })
    }

    pub(super) const fn rows(&self) -> usize {
        self.rows
    }

    fn text(&self, column: usize, row: usize) -> Option<&str> {
        self.columns[column].as_ref().filter(|column| column.is_valid(row)).map(|column| column.value(row))
    }

    /// The number of row `row`; `None` where it has none of 12 digits.
    pub(super) fn id(&self, row: usize) -> Option<u64> {
        digits(self.text(0, row)?, 12)
    }

    /// The name of row `row` as written.
    pub(super) fn name(&self, row: usize) -> Option<&str> {
        self.text(2, row)
    }

    /// A number made of everything that the linkage reads of row `row`.
    pub(super) fn print(&self, row: usize) -> u64 {
        let text = |column| self.text(column, row).map_or(1, |text| mix_words(text.as_bytes()));
        (0..COLUMNS.len()).fold(0, |print, column| mix(print, text(column)))
    }

    /// The address of row `row`; empty where none is written.
    pub(super) fn address(&self, row: usize) -> &str {
        self.text(10, row).unwrap_or("")
    }

    /// Row `row`, packed; `None` where it has no id of 12 digits or no name.
    pub(super) fn row(&self, row: usize, dialect: &Dialect) -> Option<Row> {
        let id = self.id(row)?;
        let name = FoldedName::of(Name::fold(self.text(2, row)?)?, dialect);
        let ward = |column: usize| self.text(column, row).and_then(|text| digits(text, 5)).unwrap_or(0) as u32;
        let birth = self.text(3, row).and_then(|text| text.parse().ok()).map_or(0, pack);
        let gender = match self.text(4, row) {
            Some("nam") => 1,
            Some("nữ") => 2,
            _ => 0,
        };
        let who = Identity {
            id,
            cmnd: self.text(1, row).and_then(|text| digits(text, 9)).unwrap_or(0) as u32,
            birth,
            phone: self.text(9, row).map_or(0, phone_key),
            wards: [ward(5), ward(8)],
        };
        let household = self.text(6, row).map_or(0, of_text);
        Some(Row { who, name, gender, household, dead: self.text(7, row) == Some("dead") })
    }
}

/// The number of exactly `count` digits.
fn digits(text: &str, count: usize) -> Option<u64> {
    let number = |sum: u64, byte: u8| byte.is_ascii_digit().then(|| sum * 10 + u64::from(byte - b'0'));
    if text.len() == count { text.bytes().try_fold(0, number) } else { None }
}
