//! The wards of the city: code, name, and the province that each lay in before the merger.

use std::collections::HashMap;
use std::path::Path;

use serde::Deserialize;

use crate::model::{Mistake, ProvinceCode, WardCode};

/// A commune-level unit in force.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Ward {
    /// Its code.
    pub code: WardCode,
    /// Full name with its kind: `Phường Lê Chân`.
    pub full_name: String,
    /// Code of the province of 2024 in which its inhabitants lived: decides the rates before 2026.
    pub area: i64,
}

#[derive(Deserialize)]
struct WardRow {
    code: String,
    full_name: String,
    province_code: String,
}

#[derive(Deserialize)]
struct ChangeRow {
    old_district_code: String,
    new_ward_code: String,
    people: u8,
}

#[derive(Deserialize)]
struct DistrictRow {
    code: String,
    province_code: String,
}

fn rows<T: serde::de::DeserializeOwned>(path: &Path) -> Result<Vec<T>, Mistake> {
    let wrong = |error: ::csv::Error| Mistake::of_file(path, error.to_string());
    ::csv::Reader::from_path(path).map_err(wrong)?.deserialize().collect::<Result<_, _>>().map_err(wrong)
}

/// The wards of `province` in code order, from the unit tables of `folder` (`admin_units`).
pub(super) fn load(folder: &Path, province: ProvinceCode) -> Result<Vec<Ward>, Mistake> {
    let path = folder.join("wards_2025.csv");
    let wards: Vec<WardRow> = rows(&path)?;
    let districts: Vec<DistrictRow> = rows(&folder.join("districts_2024.csv"))?;
    let province_of: HashMap<&str, &str> = districts.iter().map(|d| (&*d.code, &*d.province_code)).collect();
    let changes: Vec<ChangeRow> = rows(&folder.join("ward_changes_2025.csv"))?;
    // Old wards that gave inhabitants to each new ward, counted by their province.
    let mut votes: HashMap<&str, HashMap<i64, u32>> = HashMap::new();
    for change in changes.iter().filter(|change| change.people == 1) {
        let Some(area) = province_of.get(&*change.old_district_code).and_then(|code| code.parse().ok()) else {
            continue;
        };
        *votes.entry(&change.new_ward_code).or_default().entry(area).or_default() += 1;
    }
    let mut found = Vec::new();
    for ward in wards.iter().filter(|ward| ward.province_code == province.as_str()) {
        let code = WardCode::from_digits(&ward.code)
            .ok_or_else(|| Mistake::of_file(&path, format!("`{}` is not a ward code of 5 digits", ward.code)))?;
        let area = votes.get(&*ward.code).and_then(|areas| areas.iter().max_by_key(|&(area, n)| (*n, *area)));
        let area = area.map_or_else(|| i64::from(province.number()), |(area, _)| *area);
        found.push(Ward { code, full_name: ward.full_name.clone(), area });
    }
    if found.is_empty() {
        return Err(Mistake::of_file(&path, format!("no ward of province {province}")));
    }
    found.sort_by_key(|ward| ward.code);
    Ok(found)
}
