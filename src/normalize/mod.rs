//! Raw cells to values and findings: one normaliser a file.
//!
//! Takes: raw rows as the wards wrote them, and a [`Lexicon`]. Gives: a [`Record`] for every row
//! with a usable identity, the ids of the others, and findings. Promises: raw rows = records +
//! quarantined; normalising twice is normalising once; each lossy or doubtful step is a finding;
//! the order of the rows is kept on any number of threads. Never: reading a file, guessing a part
//! that nobody wrote, deciding who somebody is.

pub mod address;
pub mod carers;
mod cells;
pub mod checks;
pub mod column;
pub mod columns;
pub mod config;
pub mod contact_words;
pub mod contacts;
mod date_signs;
mod date_words;
mod date_years;
pub mod dates;
pub mod day_order;
pub mod decisions;
mod dues;
mod effective;
mod elders;
mod ends;
mod events;
pub mod gender;
pub mod groups;
pub mod ids;
mod lexicon;
pub mod money;
mod moved;
pub mod movements;
pub mod names;
mod places;
mod remarks;
mod row;
mod states;
mod sums;
pub mod text;
mod whole_files;

pub use column::{ColumnError, What, rewrite};
pub use dates::{DateReading, DateUse, read_date};
pub use dues::{Dues, check_amounts};
pub use ids::{IdReading, read_id};
pub use lexicon::{Lexicon, LexiconTexts};
pub use names::{NameReading, compare_columns, judge, read_name};

use rayon::prelude::*;

use crate::model::{Finding, RawRow, Record, RowId};
use columns::ColumnEncodings;

/// What became of the rows.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Normalized {
    /// Rows with a usable identity, in the order given.
    pub records: Vec<Record>,
    /// Rows without one, in the order given.
    pub quarantined: Vec<RowId>,
    /// What was found, in the order of the rows.
    pub findings: Vec<Finding>,
}

/// Normalises raw rows.
#[must_use]
pub fn normalize(rows: &[RawRow], lexicon: &Lexicon) -> Normalized {
    let encodings = ColumnEncodings::of(rows, lexicon);
    let read: Vec<_> = rows.par_iter().map(|row| row::read_row(row, &encodings, lexicon)).collect();
    let mut out = Normalized::default();
    for (row, reading) in rows.iter().zip(read) {
        match reading.record {
            Some(record) => out.records.push(record),
            None => out.quarantined.push(row.row_id),
        }
        out.findings.extend(reading.findings);
    }
    out.findings = whole_files::gather(rows, &out.records, std::mem::take(&mut out.findings));
    out
}

#[cfg(test)]
pub(crate) mod tests {
    use std::sync::OnceLock;

    use super::*;

    macro_rules! reference {
        ($($file:literal),+ $(,)?) => {
            |file| match file {
                $($file => Ok(include_str!(concat!("../../pipelines/reference/", $file)).to_owned()),)+
                other => Err(other),
            }
        };
    }

    /// The lexicon of the reference files, parsed once.
    pub(crate) fn lexicon() -> &'static Lexicon {
        static LEXICON: OnceLock<Lexicon> = OnceLock::new();
        LEXICON.get_or_init(|| {
            let texts = LexiconTexts::gather(reference!(
                "admin_units/provinces_2024.csv",
                "admin_units/provinces_2025.csv",
                "admin_units/province_changes_2025.csv",
                "admin_units/districts_2024.csv",
                "admin_units/districts_retired_2021_2025.csv",
                "admin_units/wards_2024.csv",
                "admin_units/wards_2025.csv",
                "admin_units/ward_changes_2025.csv",
                "admin_units/wards_retired_2021_2025.csv",
                "admin_units/changes_after_2025.csv",
                "encodings/legacy_charsets.csv",
                "names/surnames.csv",
                "names/middle_names.csv",
                "names/given_names.csv",
                "words/addresses.toml",
                "words/contacts.toml",
                "words/groups.toml",
                "words/ids.toml",
                "words/money.toml",
                "words/movements.toml",
                "words/name_pairs.toml",
                "words/names.toml",
                "words/syllables.toml",
            ))
            .unwrap();
            Lexicon::parse(&texts).unwrap()
        })
    }

    #[test]
    fn mistakes_of_the_reference_files_come_all_at_once() {
        let texts = LexiconTexts::gather(|_| Ok::<_, ()>("x = [".to_owned())).unwrap();
        let mistakes = Lexicon::parse(&texts).unwrap_err();
        assert!(mistakes.len() > 8, "{mistakes:?}");
        assert!(LexiconTexts::gather(Err::<String, _>).is_err_and(|files| files.len() == LexiconTexts::FILES.len()));
    }
}
