//! Communes of special difficulty (xã đặc biệt khó khăn), a dated reference table.

use std::path::Path;

use serde::Deserialize;

use crate::facts::SpecialCommune;
use crate::model::{Coded, Date, Mistake, WardCode};

#[derive(Deserialize)]
struct Row {
    ward_code: String,
    valid_from: String,
    valid_to: Option<String>,
}

/// Reads `special_communes.csv`: `ward_code,valid_from,valid_to,source`; no rows where the city has
/// none.
pub(super) fn load(path: &Path) -> Result<Vec<SpecialCommune>, Mistake> {
    let wrong = |message: String| Mistake::of_file(path, message);
    let mut reader = ::csv::Reader::from_path(path).map_err(|error| wrong(error.to_string()))?;
    let mut communes = Vec::new();
    for (index, row) in reader.deserialize::<Row>().enumerate() {
        let row = row.map_err(|error| wrong(error.to_string()))?;
        let commune = || {
            let to = match row.valid_to.as_deref().filter(|text| !text.is_empty()) {
                Some(text) => Some(Date::from_code(text).ok()?),
                None => None,
            };
            let ward = WardCode::from_digits(&row.ward_code)?;
            Some(SpecialCommune { ward, from: Date::from_code(&row.valid_from).ok()?, to })
        };
        let line = index + 2;
        communes.push(commune().ok_or_else(|| wrong(format!("line {line}: expected ward code and days YYYY-MM-DD")))?);
    }
    Ok(communes)
}
