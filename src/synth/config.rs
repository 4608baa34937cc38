//! What can be set about a synthetic city.

use std::path::PathBuf;

use crate::model::{Date, Month};

/// A city to be made.
#[derive(Debug, Clone)]
pub struct SynthConfig {
    /// People to make, about.
    pub people: usize,
    /// Wards, at most those of the province of the city.
    pub wards: usize,
    /// Seed: the same settings give the same bytes.
    pub seed: u64,
    /// Day whose knowledge the registers hold.
    pub as_of: Date,
    /// Month of the list being prepared.
    pub pay_month: Month,
    /// Folder of the city; its registers, ledger, submissions and truth are written there.
    pub out: PathBuf,
    /// Folder of the reference tables (`pipelines/reference`).
    pub reference: PathBuf,
    /// Errors of identity in the wards' lists.
    pub errors: ErrorRates,
    /// Share of the beneficiaries to whom something happens that changes their payment.
    pub stories: f64,
    /// The city goes through version control, which keeps no modification times and hands names of files
    /// to systems that write accents each in its own way: no list is superseded by time alone, and names
    /// of files have no accents.
    pub for_version_control: bool,
}

impl SynthConfig {
    /// A city with default rates whose pay month follows `as_of`.
    #[must_use]
    pub fn new(people: usize, wards: usize, seed: u64, as_of: Date, out: PathBuf, reference: PathBuf) -> SynthConfig {
        SynthConfig {
            people,
            wards,
            seed,
            as_of,
            pay_month: as_of.month().next(),
            out,
            reference,
            errors: ErrorRates::default(),
            stories: 0.058,
            for_version_control: false,
        }
    }
}

/// Shares of list rows with an error of identity. Each ward's clerk has a factor of their own on
/// these, so that errors come in clusters.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct ErrorRates {
    /// No id number.
    pub id_missing: f64,
    /// One digit of the id wrong.
    pub id_digit: f64,
    /// The id of another member of the household.
    pub id_of_another: f64,
    /// Only the old 9-digit number, among people who had one.
    pub cmnd_only: f64,
    /// Only the birth year, among people born before 1960.
    pub year_only: f64,
    /// A slip in the name: a lost tone, a dialect spelling, a dropped Thị or Văn, an abbreviation.
    pub name_slip: f64,
    /// The address of the ward that the person left.
    pub moved: f64,
    /// A beneficiary who is missing in the ward's list.
    pub omitted: f64,
}

impl Default for ErrorRates {
    fn default() -> Self {
        ErrorRates {
            id_missing: 0.10,
            id_digit: 0.007,
            id_of_another: 0.005,
            cmnd_only: 0.02,
            year_only: 0.12,
            name_slip: 0.04,
            moved: 0.04,
            omitted: 0.008,
        }
    }
}

impl ErrorRates {
    /// The hard rates under which the linkage was measured: nearly half of the rows without an id.
    #[must_use]
    pub fn hard() -> ErrorRates {
        ErrorRates {
            id_missing: 0.45,
            id_digit: 0.015,
            id_of_another: 0.01,
            cmnd_only: 0.04,
            year_only: 0.40,
            name_slip: 0.10,
            moved: 0.15,
            omitted: 0.01,
        }
    }
}

/// What was made.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Summary {
    /// Rows of the population register.
    pub people: usize,
    /// Wards.
    pub wards: usize,
    /// Enrolled people.
    pub beneficiaries: usize,
    /// Ledger lines.
    pub payments: usize,
    /// Rows that the wards meant to send.
    pub list_rows: usize,
    /// Submitted files.
    pub files: usize,
    /// True changes of the pay month.
    pub changes: usize,
}
