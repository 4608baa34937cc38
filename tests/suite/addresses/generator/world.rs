//! The tables of units as the generator sees them.

use std::collections::{BTreeMap, BTreeSet};

/// When a unit was in force.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum State {
    New,
    Old,
    Retired,
}

/// A commune-level unit.
#[derive(Debug, Clone)]
pub(crate) struct Place {
    pub(crate) state: State,
    pub(crate) code: String,
    pub(crate) name: String,
    pub(crate) kind: String,
    /// District codes: the own one, or for units of today all that inhabitants came from.
    pub(crate) districts: Vec<String>,
    pub(crate) district_name: String,
    pub(crate) district_kind: String,
    /// Province of 2024; empty for units of today.
    pub(crate) old_province: String,
    /// Province of today.
    pub(crate) province: String,
    /// Codes of today that its inhabitants belong to.
    pub(crate) targets: Vec<String>,
}

/// A district of 2024 or before.
#[derive(Debug, Clone)]
pub(crate) struct District {
    pub(crate) code: String,
    pub(crate) name: String,
    pub(crate) kind: String,
    pub(crate) province: String,
}

/// All tables.
#[derive(Debug, Default)]
pub(crate) struct World {
    pub(crate) places: Vec<Place>,
    pub(crate) districts: Vec<District>,
    /// Name and kind by code.
    pub(crate) old_provinces: BTreeMap<String, (String, String)>,
    pub(crate) provinces: BTreeMap<String, (String, String)>,
}

type Table = Vec<BTreeMap<String, String>>;

fn table(name: &str) -> Table {
    let mut reader = csv::Reader::from_path(format!("pipelines/reference/admin_units/{name}.csv")).unwrap();
    reader.deserialize().map(Result::unwrap).collect()
}

impl World {
    pub(crate) fn load() -> World {
        let merged: BTreeMap<String, String> = table("province_changes_2025")
            .into_iter()
            .map(|mut row| (row.remove("old_province_code").unwrap(), row.remove("new_province_code").unwrap()))
            .collect();
        let mut world = World::default();
        for (name, map) in [("provinces_2024", &mut world.old_provinces), ("provinces_2025", &mut world.provinces)] {
            map.extend(table(name).iter().map(|row| (row["code"].clone(), (row["name"].clone(), row["kind"].clone()))));
        }
        for row in table("districts_2024").iter().chain(&table("districts_retired_2021_2025")) {
            world.districts.push(District {
                code: row["code"].clone(),
                name: row["name"].clone(),
                kind: row["kind"].clone(),
                province: merged[&row["province_code"]].clone(),
            });
        }
        world.add_places(&merged);
        world
    }

    fn add_places(&mut self, merged: &BTreeMap<String, String>) {
        let mut targets: BTreeMap<String, Vec<String>> = BTreeMap::new();
        let mut sources: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
        for row in table("ward_changes_2025").into_iter().filter(|row| row["people"] == "1") {
            sources.entry(row["new_ward_code"].clone()).or_default().insert(row["old_district_code"].clone());
            targets.entry(row["old_ward_code"].clone()).or_default().push(row["new_ward_code"].clone());
        }
        for row in table("wards_2025") {
            let districts = sources.get(&row["code"]).into_iter().flatten().cloned().collect();
            let targets = vec![row["code"].clone()];
            let mut place = place(State::New, &row, districts, targets);
            place.province = row["province_code"].clone();
            self.places.push(place);
        }
        for row in table("wards_2024") {
            let targets = targets.get(&row["code"]).cloned().unwrap_or_default();
            self.places.push(place(State::Old, &row, vec![row["district_code"].clone()], targets));
        }
        for row in table("wards_retired_2021_2025") {
            let successor = Some(&row["successor_ward_2024"]).filter(|code| !code.is_empty());
            let targets = successor.and_then(|code| targets.get(code)).cloned().unwrap_or_default();
            let mut retired = place(State::Retired, &row, vec![row["district_code"].clone()], targets);
            let full = row["district_full_name"].to_lowercase();
            let kinds = ["thành phố", "thị xã", "quận", "huyện"];
            let kind = kinds.iter().find(|kind| full.starts_with(**kind)).unwrap();
            retired.district_kind = (*kind).to_owned();
            let name = row["district_full_name"].chars().skip(kind.chars().count()).collect::<String>();
            retired.district_name = name.trim().to_owned();
            self.places.push(retired);
        }
        for place in &mut self.places {
            if place.state != State::New {
                place.old_province = std::mem::take(&mut place.province);
                place.province = merged[&place.old_province].clone();
            }
            if place.district_name.is_empty()
                && let Some(code) = place.districts.first()
                && let Some(district) = self.districts.iter().find(|district| district.code == *code)
            {
                (place.district_name, place.district_kind) = (district.name.clone(), district.kind.clone());
            }
        }
    }

    /// The sending city: what is not in another province by its words lies here.
    pub(crate) const HOME: &'static str = "31";
}

fn place(state: State, row: &BTreeMap<String, String>, districts: Vec<String>, targets: Vec<String>) -> Place {
    Place {
        state,
        code: row["code"].clone(),
        name: row["name"].clone(),
        kind: row["kind"].clone(),
        districts,
        district_name: String::new(),
        district_kind: String::new(),
        old_province: String::new(),
        province: row["province_code"].clone(),
        targets,
    }
}
