//! The units of administration of today, of 2024 and of the years before, prepared for lookups.

use super::{AddressReading, Within};
use crate::model::{Mistake, ProvinceCode, WardCode};
use crate::normalize::config::AddressWords;
use crate::normalize::lexicon::LexiconTexts;

/// All units with their changes.
#[derive(Debug, Default)]
pub struct Gazetteer {}

impl Gazetteer {
    /// Prepares the tables of `admin_units/`. Mistakes are added to the list.
    pub fn parse(_texts: &LexiconTexts, _words: &AddressWords, _mistakes: &mut Vec<Mistake>) -> Gazetteer {
        Gazetteer {}
    }

    /// Full name of a ward of today.
    #[must_use]
    pub fn ward_name(&self, _ward: WardCode) -> Option<&str> {
        None
    }

    /// Province of a ward of today.
    #[must_use]
    pub fn province_of(&self, _ward: WardCode) -> Option<ProvinceCode> {
        None
    }

    /// Reads an address.
    #[must_use]
    pub fn resolve(&self, text: &str, _within: Within) -> AddressReading {
        AddressReading { rest: text.to_owned(), ..AddressReading::default() }
    }
}
