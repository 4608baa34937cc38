//! The units of administration of today, of 2024 and of the years before, prepared for lookups.
//!
//! Old and new tables are never joined on codes: most codes of today named another unit before.
//! Source: `pipelines/reference/admin_units/`.

use std::collections::{BTreeMap, BTreeSet};

use hashbrown::HashMap;

use super::keys::{dialect_key, folded_key, toned_key};
use super::unit::{District, Kind, Province, Shown, State, Unit};
use super::words::Markers;
use crate::model::{Mistake, ProvinceCode, WardCode};
use crate::normalize::config::AddressWords;
use crate::normalize::lexicon::{LexiconTexts, csv_rows};

/// All units with their changes.
#[derive(Debug, Default)]
pub struct Gazetteer {
    pub(super) units: Vec<Unit>,
    /// The units of today come first in `units` and have these codes and names.
    pub(super) shown: Vec<Shown>,
    pub(super) districts: Vec<District>,
    pub(super) provinces: HashMap<Box<str>, Province>,
    pub(super) by_key: HashMap<(u8, Box<str>), Vec<u32>>,
    pub(super) districts_by_key: HashMap<(u8, Box<str>), Vec<u32>>,
    pub(super) units_of_province: BTreeMap<u8, Vec<u32>>,
    /// Units of today that the inhabitants of a district went to.
    pub(super) targets_of_district: BTreeMap<u16, BTreeSet<u32>>,
    by_code: HashMap<WardCode, u32>,
    pub(super) markers: Markers,
}

const DIR: [&str; 9] = [
    "admin_units/provinces_2024.csv",
    "admin_units/provinces_2025.csv",
    "admin_units/province_changes_2025.csv",
    "admin_units/districts_2024.csv",
    "admin_units/districts_retired_2021_2025.csv",
    "admin_units/wards_2024.csv",
    "admin_units/wards_2025.csv",
    "admin_units/ward_changes_2025.csv",
    "admin_units/wards_retired_2021_2025.csv",
];

fn small<T: std::str::FromStr + Default>(code: &str) -> T {
    code.parse().unwrap_or_default()
}

impl Gazetteer {
    /// Prepares the tables of `admin_units/`. Mistakes are added to the list.
    pub fn parse(texts: &LexiconTexts, words: &AddressWords, mistakes: &mut Vec<Mistake>) -> Gazetteer {
        let mut all = Gazetteer { markers: Markers::new(words), ..Gazetteer::default() };
        let merged = all.add_provinces(texts, words, mistakes);
        all.add_districts(texts, &merged, mistakes);
        all.add_new(texts, mistakes);
        let changes =
            csv_rows(texts, DIR[7], ["old_ward_code", "old_district_code", "new_ward_code", "people"], mistakes);
        all.add_old(texts, &merged, &changes, mistakes);
        all.add_retired(texts, &merged, mistakes);
        all.index();
        all
    }

    fn add_provinces(
        &mut self,
        texts: &LexiconTexts,
        words: &AddressWords,
        mistakes: &mut Vec<Mistake>,
    ) -> BTreeMap<u8, u8> {
        let changes = csv_rows(texts, DIR[2], ["old_province_code", "new_province_code"], mistakes);
        let merged: BTreeMap<u8, u8> = changes.iter().map(|[old, new]| (small(old), small(new))).collect();
        for [code, name, kind] in csv_rows(texts, DIR[0], ["code", "name", "kind"], mistakes) {
            let old: u8 = small(&code);
            let province =
                Province { new: merged.get(&old).copied().unwrap_or(old), old: Some(old), city: kind != "tỉnh" };
            self.provinces.insert(folded_key(&name).into(), province);
        }
        for [code, name, kind] in csv_rows(texts, DIR[1], ["code", "name", "kind"], mistakes) {
            let province = Province { new: small(&code), old: None, city: kind != "tỉnh" };
            self.provinces.insert(folded_key(&name).into(), province);
        }
        for (alias, name) in &words.province_aliases {
            match self.provinces.get(folded_key(name).as_str()).copied() {
                Some(province) => _ = self.provinces.insert(folded_key(alias).into(), province),
                None => mistakes.push(Mistake::of_file("words/addresses.toml", format!("`{name}` is no province"))),
            }
        }
        merged
    }

    fn add_districts(&mut self, texts: &LexiconTexts, merged: &BTreeMap<u8, u8>, mistakes: &mut Vec<Mistake>) {
        let current = csv_rows(texts, DIR[3], ["code", "name", "kind", "province_code"], mistakes);
        let retired = csv_rows(texts, DIR[4], ["code", "name", "kind", "province_code"], mistakes);
        for [code, name, kind, province] in current.iter().chain(&retired) {
            let old_province: u8 = small(province);
            self.districts.push(District {
                code: small(code),
                kind: kind.as_str().into(),
                key: folded_key(name).into(),
                toned: toned_key(name).into(),
                dialect: dialect_key(name).into(),
                province: merged.get(&old_province).copied().unwrap_or(old_province),
                old_province,
            });
        }
    }

    fn add_new(&mut self, texts: &LexiconTexts, mistakes: &mut Vec<Mistake>) {
        for [code, name, kind, full, province] in
            csv_rows(texts, DIR[6], ["code", "name", "kind", "full_name", "province_code"], mistakes)
        {
            let shown = WardCode::from_digits(&code).zip(ProvinceCode::from_digits(&province));
            let (Some((code, province)), Some(kind)) = (shown, Kind::of(&kind)) else {
                mistakes.push(Mistake::of_file(DIR[6], format!("has a broken row `{full}`")));
                continue;
            };
            let index = self.units.len() as u32;
            let unit = unit(State::New, kind, &name, province.number() as u8, 0, Vec::new(), vec![index]);
            self.units.push(unit);
            self.shown.push(Shown { code, full_name: full.into(), province });
            self.by_code.insert(code, index);
        }
    }

    fn add_old(
        &mut self,
        texts: &LexiconTexts,
        merged: &BTreeMap<u8, u8>,
        changes: &[[String; 4]],
        mistakes: &mut Vec<Mistake>,
    ) {
        let mut targets: HashMap<&str, (Vec<u32>, Vec<u32>)> = HashMap::new();
        for [old, district, new, people] in changes {
            let Some(&index) = WardCode::from_digits(new).and_then(|code| self.by_code.get(&code)) else {
                mistakes.push(Mistake::of_file(DIR[7], format!("names no ward of today: `{new}`")));
                continue;
            };
            let inhabited = people == "1";
            let district: u16 = small(district);
            let both = targets.entry(old).or_default();
            both.0.push(index);
            if inhabited {
                both.1.push(index);
                let from = &mut self.units[index as usize].districts;
                if !from.contains(&district) {
                    from.push(district);
                }
                self.targets_of_district.entry(district).or_default().insert(index);
            }
        }
        for [code, name, kind, district, province] in
            csv_rows(texts, DIR[5], ["code", "name", "kind", "district_code", "province_code"], mistakes)
        {
            let Some(kind) = Kind::of(&kind) else { continue };
            let (all, inhabited) = targets.get(code.as_str()).cloned().unwrap_or_default();
            let old: u8 = small(&province);
            let new = merged.get(&old).copied().unwrap_or(old);
            let targets = if inhabited.is_empty() { all } else { inhabited };
            self.units.push(unit(State::Old, kind, &name, new, old, vec![small(&district)], targets));
        }
    }

    fn add_retired(&mut self, texts: &LexiconTexts, merged: &BTreeMap<u8, u8>, mistakes: &mut Vec<Mistake>) {
        let codes: Vec<String> = csv_rows(texts, DIR[5], ["code"], mistakes).into_iter().map(|[code]| code).collect();
        let first = self.shown.len();
        let old: HashMap<&str, usize> =
            codes.iter().enumerate().map(|(at, code)| (code.as_str(), first + at)).collect();
        let columns = ["name", "kind", "district_code", "province_code", "successor_ward_2024"];
        for [name, kind, district, province, successor] in csv_rows(texts, DIR[8], columns, mistakes) {
            let Some(kind) = Kind::of(&kind) else { continue };
            let targets = old.get(successor.as_str()).and_then(|&at| self.units.get(at));
            let targets = targets.map(|unit| unit.targets.clone()).unwrap_or_default();
            let old_province: u8 = small(&province);
            let new = merged.get(&old_province).copied().unwrap_or(old_province);
            self.units.push(unit(State::Retired, kind, &name, new, old_province, vec![small(&district)], targets));
        }
    }

    fn index(&mut self) {
        for (at, unit) in self.units.iter().enumerate() {
            self.by_key.entry((unit.province, unit.key.clone())).or_default().push(at as u32);
            self.units_of_province.entry(unit.province).or_default().push(at as u32);
        }
        for (at, district) in self.districts.iter().enumerate() {
            self.districts_by_key.entry((district.province, district.key.clone())).or_default().push(at as u32);
        }
    }

    /// Full name of a ward of today.
    #[must_use]
    pub fn ward_name(&self, ward: WardCode) -> Option<&str> {
        self.by_code.get(&ward).map(|&at| &*self.shown[at as usize].full_name)
    }

    /// Province of a ward of today.
    #[must_use]
    pub fn province_of(&self, ward: WardCode) -> Option<ProvinceCode> {
        self.by_code.get(&ward).map(|&at| self.shown[at as usize].province)
    }
}

fn unit(
    state: State,
    kind: Kind,
    name: &str,
    province: u8,
    old_province: u8,
    districts: Vec<u16>,
    targets: Vec<u32>,
) -> Unit {
    Unit {
        state,
        kind,
        key: folded_key(name).into(),
        toned: toned_key(name).into(),
        dialect: dialect_key(name).into(),
        province,
        old_province,
        districts,
        targets,
    }
}
