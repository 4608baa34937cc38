//! Addresses as people write them, to the ward of today.
//!
//! Takes a text and where it was sent from. Gives the ward in force where a careful person could
//! decide, else all wards that it can be. Reads old three-level and new two-level forms, mixed ones,
//! units retired since 2021, abbreviations, text without accents, slips. Never: the network; a
//! choice between several sides of a split ward; a search of the whole country for a bare name.

mod units;

pub use units::Gazetteer;

use crate::model::{Issue, ProvinceCode, WardCode};

/// Where the text was sent from: evidence, not proof.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Within {
    /// Province of today.
    pub province: ProvinceCode,
    /// Ward of today, where known.
    pub ward: Option<WardCode>,
}

impl Within {
    /// A ward of today; its province is looked up, Hải Phòng where the ward is unknown.
    #[must_use]
    pub fn of_ward(ward: WardCode, gazetteer: &Gazetteer) -> Within {
        let province = gazetteer.province_of(ward).unwrap_or_else(home);
        Within { province, ward: Some(ward) }
    }

    /// A whole province of today.
    #[must_use]
    pub fn of_province(province: ProvinceCode) -> Within {
        Within { province, ward: None }
    }
}

/// Hải Phòng, the city of the nightly job.
#[must_use]
pub fn home() -> ProvinceCode {
    ProvinceCode::from_digits("31").expect("two digits are a province code")
}

/// What an address says.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct AddressReading {
    /// Ward in force, where a careful person could decide.
    pub ward: Option<WardCode>,
    /// Province in force.
    pub province: Option<ProvinceCode>,
    /// Full name of the ward in force.
    pub ward_name: Option<String>,
    /// What stands before the ward: house, street, hamlet.
    pub rest: String,
    /// Hamlet or residential group, as written.
    pub hamlet: Option<String>,
    /// How sure the ward is, 0 to 1; 0 where there is none.
    pub confidence: f64,
    /// Wards that it can be, where it could not be decided; ascending by code.
    pub alternatives: Vec<WardCode>,
    /// Doubtful steps.
    pub issues: Vec<Issue>,
}
