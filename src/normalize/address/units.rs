//! The units of administration of today, of 2024 and of the years before, prepared for lookups.
//!
//! Old and new tables are never joined on codes: most codes of today named another unit before.
//! Units have the days on which they were in force: those of today since 2025-07-01, those of 2024
//! until the day before, retired ones until they were last seen.
//! Source: `pipelines/reference/admin_units/`.

use crate::normalize::text::letters::Lower;
use std::collections::BTreeMap;

use hashbrown::HashMap;

use super::markers::{DISTRICT_KINDS, Flags, district_flag, spellings};
use super::names::NameIndex;
use super::tables::{DIR, Tables, marks, small};
use super::unit::{District, Kind, Province, Shown, State, Unit};
use crate::model::{Date, Mistake, ProvinceCode, WardCode};
use crate::normalize::config::AddressWords;
use crate::normalize::lexicon::LexiconTexts;

/// All units with their changes.
#[derive(Debug, Default)]
pub struct Gazetteer {
    pub(super) units: Vec<Unit>,
    /// The units of today come first in `units` and have these codes and names.
    pub(super) shown: Vec<Shown>,
    pub(super) districts: Vec<District>,
    pub(super) names: NameIndex,
    /// Units of today that the inhabitants of a district went to.
    pub(super) targets_of_district: HashMap<u16, Vec<u32>>,
    by_code: HashMap<WardCode, u32>,
    province_names: HashMap<u8, Box<str>>,
    /// By number.
    province_codes: Vec<Option<ProvinceCode>>,
}

/// First day of the units of today.
pub(super) fn first_day() -> Date {
    Date::new(2025, 7, 1).expect("a day of the calendar")
}

impl Gazetteer {
    /// Prepares the tables of `admin_units/`. Mistakes are added to the list.
    pub fn parse(texts: &LexiconTexts, words: &AddressWords, mistakes: &mut Vec<Mistake>) -> Gazetteer {
        let mut tables = Tables { texts, mistakes, names: BTreeMap::new(), merged: BTreeMap::new() };
        let mut all = Gazetteer::default();
        all.add_provinces(words, &mut tables);
        all.add_districts(&mut tables);
        all.add_new(&mut tables);
        let targets = all.targets(&mut tables);
        let old = all.add_old(&targets, &mut tables);
        all.add_retired(&old, &mut tables);
        for spelling in spellings(words) {
            tables.names.entry(spelling.key.clone()).or_default().markers.push(spelling);
        }
        for (at, unit) in all.units.iter().enumerate() {
            tables.entry(&unit.spelled).wards.push(at as u32);
        }
        for entry in tables.names.values_mut() {
            entry.wards.sort_by_key(|&at| all.units[at as usize].province);
        }
        all.names = NameIndex::new(tables.names);
        all
    }

    fn add_provinces(&mut self, words: &AddressWords, tables: &mut Tables<'_>) {
        let changes = tables.rows(2, ["old_province_code", "new_province_code"]);
        tables.merged = changes.iter().map(|[old, new]| (small(old), small(new))).collect();
        let flag = |kind: &str| if kind == "tỉnh" { Flags::PROVINCE } else { Flags::CITY };
        for [code, name, kind, full] in tables.rows(1, ["code", "name", "kind", "full_name"]) {
            let province = Province { new: small(&code), old: None, kind: flag(&kind) };
            tables.entry(&name).provinces.push(province);
            self.province_names.insert(province.new, full.into());
            self.province_codes.resize(self.province_codes.len().max(usize::from(province.new) + 1), None);
            self.province_codes[usize::from(province.new)] = ProvinceCode::from_digits(&code);
        }
        for [code, name, kind] in tables.rows(0, ["code", "name", "kind"]) {
            let old: u8 = small(&code);
            let (new, kind) = (tables.today(old), flag(&kind));
            let known = &mut tables.entry(&name).provinces;
            match known.iter_mut().find(|province| province.new == new) {
                Some(province) => province.kind = province.kind.and(kind),
                None => known.push(Province { new, old: Some(old), kind }),
            }
        }
        for [level, code, _, now] in tables.rows(9, ["level", "code", "full_name_2025", "full_name_now"]) {
            if level == "province" {
                let code: u8 = small(&code);
                let raised = tables.names.values_mut().flat_map(|entry| &mut entry.provinces);
                for province in raised.filter(|province| province.new == code && province.old.is_none()) {
                    province.kind = province.kind.and(Flags::CITY);
                }
                self.province_names.insert(code, now.into());
            }
        }
        for (alias, name) in &words.province_aliases {
            let known = tables.entry(name).provinces.clone();
            match known.is_empty() {
                false => tables.entry(alias).provinces = known,
                true => {
                    tables.mistakes.push(Mistake::of_file("words/addresses.toml", format!("`{name}` is no province")))
                }
            }
        }
    }

    fn add_districts(&mut self, tables: &mut Tables<'_>) {
        let current = tables.rows(3, ["code", "name", "kind", "province_code"]);
        let retired = tables.rows(4, ["code", "name", "kind", "province_code", "successor_district_2024"]);
        let current =
            current.into_iter().map(|[code, name, kind, province]| [code, name, kind, province, String::new()]);
        for [code, name, kind, province, successor] in current.chain(retired) {
            let old_province: u8 = small(&province);
            let code: u16 = small(&code);
            let at = self.districts.len() as u32;
            tables.entry(&name).districts.push(at);
            if !DISTRICT_KINDS.contains(&kind.as_str()) {
                tables.mistakes.push(Mistake::of_file(DIR[3], format!("`{kind}` is no kind of a district")));
            }
            self.districts.push(District {
                codes: [code, if successor.is_empty() { code } else { small(&successor) }],
                kind: district_flag(&kind),
                marks: marks(&name),
                spelled: name.lower().into(),
                province: tables.today(old_province),
                old_province,
            });
        }
    }

    fn add_new(&mut self, tables: &mut Tables<'_>) {
        let columns = ["code", "name", "kind", "full_name", "province_code"];
        for [code, name, kind, full, province] in tables.rows(6, columns) {
            let shown = WardCode::from_digits(&code).zip(ProvinceCode::from_digits(&province));
            let (Some((code, province)), Some(kind)) = (shown, Kind::of(&kind)) else {
                tables.mistakes.push(Mistake::of_file(DIR[6], format!("has a broken row `{full}`")));
                continue;
            };
            let index = self.units.len() as u32;
            self.units.push(Unit {
                state: State::New,
                kinds: kind.bit(),
                marks: marks(&name),
                spelled: name.lower().into(),
                province: province.number() as u8,
                old_provinces: 0,
                districts: Vec::new(),
                targets: vec![index],
                until: None,
            });
            self.shown.push(Shown { code, full_name: full.into(), province });
            self.by_code.insert(code, index);
        }
        for [level, code, now] in tables.rows(9, ["level", "code", "full_name_now"]) {
            let unit = WardCode::from_digits(&code).and_then(|code| self.by_code.get(&code).copied());
            let Some(at) = unit.filter(|_| level == "ward") else { continue };
            let lower = now.lower();
            let kind = ["xã", "phường", "thị trấn", "đặc khu"].into_iter().find(|kind| lower.starts_with(kind));
            let kind = kind.and_then(Kind::of).map_or(0, Kind::bit);
            self.units[at as usize].kinds |= kind;
            self.shown[at as usize].full_name = now.into();
        }
    }

    /// Indices of the units of today of each old ward: all, and those with inhabitants.
    fn targets(&mut self, tables: &mut Tables<'_>) -> HashMap<String, (Vec<u32>, Vec<u32>)> {
        let columns = ["old_ward_code", "old_district_code", "new_ward_code", "people"];
        let mut targets: HashMap<String, (Vec<u32>, Vec<u32>)> = HashMap::new();
        for [old, district, new, people] in tables.rows(7, columns) {
            let Some(&index) = WardCode::from_digits(&new).and_then(|code| self.by_code.get(&code)) else {
                tables.mistakes.push(Mistake::of_file(DIR[7], format!("names no ward of today: `{new}`")));
                continue;
            };
            let district: u16 = small(&district);
            let both = targets.entry(old).or_default();
            both.0.push(index);
            if people == "1" {
                both.1.push(index);
                let from = &mut self.units[index as usize].districts;
                if !from.contains(&district) {
                    from.push(district);
                }
                let list = self.targets_of_district.entry(district).or_default();
                if !list.contains(&index) {
                    list.push(index);
                }
            }
        }
        targets
    }

    fn add_old(
        &mut self,
        targets: &HashMap<String, (Vec<u32>, Vec<u32>)>,
        tables: &mut Tables<'_>,
    ) -> HashMap<String, usize> {
        let mut old_units = HashMap::new();
        for [code, name, kind, district, province] in
            tables.rows(5, ["code", "name", "kind", "district_code", "province_code"])
        {
            let Some(kind) = Kind::of(&kind) else { continue };
            let (all, inhabited) = targets.get(code.as_str()).cloned().unwrap_or_default();
            let targets = if inhabited.is_empty() { all } else { inhabited };
            let unit = self.former(State::Old, kind, &name, &district, &province, targets, tables);
            for at in unit.targets.clone() {
                self.units[at as usize].old_provinces |= unit.old_provinces;
            }
            old_units.insert(code, self.units.len());
            self.units.push(unit);
        }
        old_units
    }

    fn add_retired(&mut self, old: &HashMap<String, usize>, tables: &mut Tables<'_>) {
        let columns = ["name", "kind", "district_code", "province_code", "successor_ward_2024", "last_seen"];
        for [name, kind, district, province, successor, seen] in tables.rows(8, columns) {
            let Some(kind) = Kind::of(&kind) else { continue };
            let targets = old.get(&successor).map(|&at| self.units[at].targets.clone()).unwrap_or_default();
            let mut unit = self.former(State::Retired, kind, &name, &district, &province, targets, tables);
            unit.until = seen.split_once('-').and_then(|(year, month)| Date::new(small(year), small(month), 28));
            self.units.push(unit);
        }
    }

    #[expect(clippy::too_many_arguments, reason = "the columns of a row")]
    fn former(
        &self,
        state: State,
        kind: Kind,
        name: &str,
        district: &str,
        province: &str,
        targets: Vec<u32>,
        tables: &Tables<'_>,
    ) -> Unit {
        let old_province: u8 = small(province);
        Unit {
            state,
            kinds: kind.bit(),
            marks: marks(name),
            spelled: name.lower().into(),
            province: tables.today(old_province),
            old_provinces: 1 << old_province,
            districts: vec![small(district)],
            targets,
            until: None,
        }
    }

    /// Full name of a ward of today.
    #[must_use]
    pub fn ward_name(&self, ward: WardCode) -> Option<&str> {
        self.by_code.get(&ward).map(|&at| &*self.shown[at as usize].full_name)
    }

    /// Full name of a province of today.
    #[must_use]
    pub fn province_name(&self, province: ProvinceCode) -> Option<&str> {
        self.province_names.get(&(province.number() as u8)).map(|name| &**name)
    }

    /// Code of a province of today.
    pub(super) fn province_code(&self, number: u8) -> Option<ProvinceCode> {
        self.province_codes.get(usize::from(number)).copied().flatten()
    }

    /// The unit of today with this code.
    pub(super) fn unit_of(&self, ward: WardCode) -> Option<u32> {
        self.by_code.get(&ward).copied()
    }

    /// Province of a ward of today.
    #[must_use]
    pub fn province_of(&self, ward: WardCode) -> Option<ProvinceCode> {
        self.by_code.get(&ward).map(|&at| self.shown[at as usize].province)
    }

    /// Bytes held by the index of names.
    #[must_use]
    pub fn index_bytes(&self) -> usize {
        self.names.bytes()
    }
}
