//! Wards, hamlets and addresses, from the real tables of administrative units.

use std::collections::BTreeMap;
use std::path::Path;

use super::SynthError;
use super::names::each_row;
use super::rng::Rng;
use crate::model::{Date, WardCode};

/// Statistics code of the province that the city is since 2025-07-01.
const PROVINCE: &str = "31";

/// A unit of 2024 whose people came to a ward.
#[derive(Debug, Clone)]
pub(super) struct OldWard {
    /// `Xã An Hồng, Quận An Dương, Thành phố Hải Phòng`.
    written: String,
}

/// A ward in force.
#[derive(Debug, Clone)]
pub(super) struct Ward {
    /// Its code.
    pub(super) code: WardCode,
    /// `Phường Lê Chân`.
    pub(super) full_name: String,
    /// A phường: hamlets are numbered groups and houses stand in streets.
    pub(super) urban: bool,
    /// Province of 2024: 30 or 31.
    pub(super) area: u16,
    olds: Vec<OldWard>,
    hamlets: Vec<(String, Option<usize>)>,
    /// People to make.
    pub(super) people: usize,
}

/// Words of the synthetic city by kind, and where people move who leave it.
#[derive(Debug, Default)]
pub(super) struct Words {
    words: BTreeMap<String, Vec<String>>,
    /// Wards of other provinces, with their full names.
    pub(super) elsewhere: Vec<(WardCode, String)>,
}

impl Words {
    /// The words of a kind.
    pub(super) fn of(&self, kind: &str) -> &[String] {
        self.words.get(kind).map_or(&[], Vec::as_slice)
    }

    fn load(reference: &Path) -> Result<Words, SynthError> {
        let path = reference.join("synthetic/words.csv");
        let mut words = Words::default();
        each_row(&path, |row| {
            let values = words.words.entry(row.get("kind")?.to_owned()).or_default();
            values.push(row.get("value")?.to_owned());
            Some(())
        })?;
        for kind in ["hamlet", "street", "bank", "school", "facility", "ending"] {
            if words.of(kind).is_empty() {
                return Err(SynthError::Config(format!("{}: no word of kind `{kind}`", path.display())));
            }
        }
        Ok(words)
    }
}

/// Where someone lives inside a ward.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct Home {
    /// Index of the hamlet.
    pub(super) hamlet: u16,
    /// House number; 0 where houses have none.
    pub(super) house: u16,
    /// Index of the street.
    pub(super) street: u16,
}

impl Ward {
    /// Somewhere to live.
    pub(super) fn home(&self, rng: &mut Rng) -> Home {
        Home {
            hamlet: rng.below(self.hamlets.len()) as u16,
            house: if self.urban { rng.range(1, 480) as u16 } else { 0 },
            street: rng.below(25) as u16,
        }
    }

    /// `Tổ dân phố số 3`, `Thôn Đông`.
    pub(super) fn hamlet(&self, home: Home) -> &str {
        &self.hamlets[usize::from(home.hamlet) % self.hamlets.len()].0
    }

    /// The address: by the units of 2024 where `old` and they are known, else by those in force.
    pub(super) fn address(&self, home: Home, words: &Words, old: bool) -> String {
        let (hamlet, was) = &self.hamlets[usize::from(home.hamlet) % self.hamlets.len()];
        let units = match was.filter(|_| old) {
            Some(index) => self.olds[index].written.clone(),
            None => format!("{}, Thành phố Hải Phòng", self.full_name),
        };
        if home.house == 0 {
            return format!("{hamlet}, {units}");
        }
        let streets = words.of("street");
        let street = &streets[usize::from(home.street) % streets.len()];
        format!("Số {} đường {street}, {hamlet}, {units}", home.house)
    }
}

/// The wards of the city to be made, ordered by code, and the words.
pub(super) fn load(
    reference: &Path,
    wards: usize,
    people: usize,
    rng: &mut Rng,
) -> Result<(Vec<Ward>, Words), SynthError> {
    let mut words = Words::load(reference)?;
    let all = read_wards(reference, &mut words)?;
    if wards == 0 || wards > all.len() {
        return Err(SynthError::Config(format!("a city has 1 to {} wards, not {wards}", all.len())));
    }
    let mut chosen = choose(all, wards, rng);
    let weights: Vec<f64> =
        chosen.iter().map(|ward| (0.35 + rng.unit().powi(2) * 2.0) * if ward.urban { 1.3 } else { 1.0 }).collect();
    let total: f64 = weights.iter().sum();
    for (ward, weight) in chosen.iter_mut().zip(weights) {
        ward.people = (people as f64 * weight / total).round() as usize;
        name_hamlets(ward, &words, rng);
    }
    Ok((chosen, words))
}

/// A seeded choice with both former provinces in it, where there are two wards or more.
fn choose(mut all: Vec<Ward>, wards: usize, rng: &mut Rng) -> Vec<Ward> {
    for last in (1..all.len()).rev() {
        all.swap(last, rng.below(last + 1));
    }
    for (place, area) in [(0, 31), (1, 30)] {
        if let Some(found) = (place..all.len()).find(|&index| all[index].area == area) {
            all.swap(place, found);
        }
    }
    all.truncate(wards);
    all.sort_by_key(|ward| ward.code);
    all
}

fn name_hamlets(ward: &mut Ward, words: &Words, rng: &mut Rng) {
    let count = (ward.people / 450).clamp(5, 40);
    let names = words.of("hamlet");
    let start = rng.below(names.len());
    ward.hamlets = (0..count)
        .map(|n| {
            let name = match ward.urban {
                true => format!("Tổ dân phố số {}", n + 1),
                false => format!("Thôn {}", names[(start + n) % names.len()]),
            };
            (name, (!ward.olds.is_empty()).then(|| n % ward.olds.len()))
        })
        .collect();
}

fn read_wards(reference: &Path, words: &mut Words) -> Result<Vec<Ward>, SynthError> {
    let folder = reference.join("admin_units");
    let (mut wards, mut at) = (Vec::new(), BTreeMap::new());
    each_row(&folder.join("wards_2025.csv"), |row| {
        let code = WardCode::from_digits(row.get("code")?)?;
        let full_name = row.get("full_name")?.to_owned();
        if row.get("province_code")? != PROVINCE {
            words.elsewhere.push((code, full_name));
            return Some(());
        }
        at.insert(code, wards.len());
        let urban = row.get("kind")? == "phường";
        wards.push(Ward { code, full_name, urban, area: 31, olds: Vec::new(), hamlets: Vec::new(), people: 0 });
        Some(())
    })?;
    let (mut districts, mut old_wards) = (BTreeMap::new(), BTreeMap::new());
    each_row(&folder.join("districts_2024.csv"), |row| {
        let code = row.get("code")?.to_owned();
        districts.insert(code, (row.get("full_name")?.to_owned(), row.get("province_code")?.to_owned()));
        Some(())
    })?;
    each_row(&folder.join("wards_2024.csv"), |row| {
        old_wards.insert(row.get("code")?.to_owned(), row.get("full_name")?.to_owned());
        Some(())
    })?;
    each_row(&folder.join("ward_changes_2025.csv"), |row| {
        let Some(&index) = at.get(&WardCode::from_digits(row.get("new_ward_code")?)?) else { return Some(()) };
        if row.get("people")? != "1" {
            return Some(());
        }
        let (district, province) = districts.get(row.get("old_district_code")?)?;
        let ward: &mut Ward = &mut wards[index];
        ward.area = if province == "30" { 30 } else { 31 };
        let Some(name) = old_wards.get(row.get("old_ward_code")?) else { return Some(()) };
        let province = if ward.area == 30 { "Tỉnh Hải Dương" } else { "Thành phố Hải Phòng" };
        ward.olds.push(OldWard { written: format!("{name}, {district}, {province}") });
        Some(())
    })?;
    Ok(wards)
}

/// The day from which the units of today are in force: older papers carry the units of 2024.
pub(super) fn units_changed_on() -> Date {
    Date::new(2025, 7, 1).expect("the calendar has 1 July 2025")
}
