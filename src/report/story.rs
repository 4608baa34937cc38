//! One person's story, from what the wards sent to the lists.

use std::path::Path;

use super::ReportError;
use crate::model::{Coded, Date, Month, PersonKey, RowId, Ward};

/// Of whom the story is told.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Who {
    /// A person, in the register or provisional.
    Person(PersonKey),
    /// The person of a row of a ward's list.
    Row(RowId),
}

impl std::str::FromStr for Who {
    type Err = ReportError;

    fn from_str(text: &str) -> Result<Who, ReportError> {
        let person = PersonKey::from_code(text).map(Who::Person);
        person.or_else(|_| RowId::from_code(text).map(Who::Row)).map_err(|_| ReportError::Unknown)
    }
}

/// Where the story is read from.
#[derive(Debug, Clone, Copy)]
pub struct StoryInputs<'a> {
    /// The `tables` folder of a published run.
    pub tables: &'a Path,
    /// The day whose knowledge the run used.
    pub as_of: Date,
    /// The month of the lists.
    pub pay_month: Month,
    /// All wards of the city.
    pub wards: &'a [Ward],
}

/// The story in Vietnamese. Personal: for the terminal of whoever may see it.
///
/// # Errors
/// Nobody of that id in the run, or a table cannot be read.
pub fn story(inputs: &StoryInputs, who: Who) -> Result<String, ReportError> {
    let _ = (inputs, who);
    Err(ReportError::Unknown)
}
