//! Readings of the end of an address: ward, district and province, right to left.
//!
//! Every way to read the last words gets a score; the best ones vote. What counts as right follows
//! the project's rule: ward and old district name the old unit of that district, else a unit retired
//! before 2025, else the unit of today that lies there; a ward without a district and with the kind
//! and name of a unit of today names that unit. Never: a side of a split ward.

use std::collections::BTreeSet;

use super::mentions::{Finder, Mention};
use super::unit::{Kind, State};
use super::words::Marker;

/// One way to read the end of an address.
#[derive(Debug, Clone, Default)]
pub(super) struct Reading {
    pub(super) score: i32,
    /// Indices of units of today.
    pub(super) set: BTreeSet<u32>,
    /// First word that was read.
    pub(super) from: usize,
    pub(super) province: Option<u8>,
    pub(super) slips: u8,
    /// A ward was named.
    pub(super) ward: bool,
    pub(super) exact: bool,
    pub(super) contradiction: bool,
    /// Words in between that were not read.
    pub(super) gap: bool,
}

/// The province that a reading is in.
#[derive(Debug, Clone, Copy)]
struct Province {
    new: u8,
    /// The province of 2024 that the text names, where it is no longer in force.
    old: Option<u8>,
}

/// The best reading of the words before `end`; readings of equal score are put together.
pub(super) fn best(finder: &Finder<'_>, end: usize, home: u8) -> Reading {
    let end = without_noise(finder, end);
    let mut readings = Vec::new();
    let (here, _) = back(finder, end);
    read_in(finder, here, Province { new: home, old: None }, None, &mut readings);
    let mut provinces = finder.provinces(here);
    if provinces.is_empty() {
        provinces = (1..here).rev().map(|at| finder.provinces(at)).find(|found| marked(found)).unwrap_or_default();
    }
    for named in provinces {
        let province = Province { new: named.what.new, old: named.what.old };
        let (at, _) = back(finder, named.start);
        let gap = named.end < here;
        let before = readings.len();
        read_in(finder, at, province, Some(named.start), &mut readings);
        for reading in &mut readings[before..] {
            reading.score += 3 + i32::from(named.marker.is_some()) - 2 * i32::from(gap);
            reading.province = Some(province.new);
        }
        readings.push(Reading {
            score: 3,
            from: named.start,
            province: Some(province.new),
            exact: true,
            ..Reading::default()
        });
    }
    together(readings)
}

fn marked<T>(found: &[Mention<T>]) -> bool {
    found.iter().any(|mention| mention.marker.is_some())
}

fn together(readings: Vec<Reading>) -> Reading {
    let Some(score) = readings.iter().map(|reading| reading.score).max() else { return Reading::default() };
    let mut best = readings.into_iter().filter(|reading| reading.score == score);
    let mut all = best.next().unwrap_or_default();
    for reading in best {
        all.set.extend(reading.set);
        all.from = all.from.min(reading.from);
        all.exact &= reading.exact;
        all.contradiction |= reading.contradiction;
        all.ward |= reading.ward;
    }
    all
}

fn without_noise(finder: &Finder<'_>, mut end: usize) -> usize {
    while end > 0 {
        let noise = (1..=2.min(end)).find(|len| {
            let key = finder.words.key(end - len, end);
            finder.all.markers.noise.iter().any(|word| word == key)
        });
        match noise {
            Some(len) => end -= len,
            None => break,
        }
    }
    end
}

/// Steps back over `cũ`; true where there was one.
fn back(finder: &Finder<'_>, mut at: usize) -> (usize, bool) {
    let mut former = false;
    while at > 0 {
        let word = finder.words.list[at - 1];
        let plain = !word.marked && finder.words.key(at - 1, at) == "cu" && !finder.words.begins(at - 1);
        if !word.former && !plain {
            break;
        }
        former = true;
        at -= 1;
    }
    (at, former)
}

/// Readings of district and ward before the word `end`, in a province.
fn read_in(finder: &Finder<'_>, end: usize, province: Province, named_at: Option<usize>, out: &mut Vec<Reading>) {
    let from = named_at.unwrap_or(end);
    read_wards(finder, end, province, None, from, out);
    let mut districts = finder.districts(end, province.new);
    let mut gap = false;
    if districts.is_empty() {
        gap = true;
        districts = (1..end).rev().map(|at| finder.districts(at, province.new)).find(|d| marked(d)).unwrap_or_default();
    }
    for mut district in districts {
        prefer_kind(finder, &mut district);
        let (at, _) = back(finder, district.start);
        let before = out.len();
        read_wards(finder, at, province, Some(&district), district.start, out);
        out.push(district_only(finder, &district));
        for reading in &mut out[before..] {
            reading.score += 5 + i32::from(district.marker.is_some()) + i32::from(district.exact);
            reading.score -= 3 * i32::from(district.slips) + 2 * i32::from(gap);
            reading.slips = reading.slips.max(district.slips);
            reading.exact &= district.exact;
            reading.gap |= gap;
            let old = finder.all.districts[district.what[0] as usize].old_province;
            reading.score -= 3 * i32::from(province.old.is_some_and(|named| named != old));
        }
    }
}

/// Among names of districts that are written alike, those of the kind that the marker says.
fn prefer_kind(finder: &Finder<'_>, district: &mut Mention<Vec<u32>>) {
    let Some(Marker::District(kind)) = district.marker else { return };
    let kind = &finder.all.markers.district_kinds[kind];
    let of_kind = |at: &u32| *finder.all.districts[*at as usize].kind == **kind;
    if district.what.iter().any(of_kind) {
        district.what.retain(of_kind);
    }
}

fn codes(finder: &Finder<'_>, district: &Mention<Vec<u32>>) -> Vec<u16> {
    district.what.iter().map(|&at| finder.all.districts[at as usize].code).collect()
}

fn district_only(finder: &Finder<'_>, district: &Mention<Vec<u32>>) -> Reading {
    let targets = codes(finder, district).into_iter().filter_map(|code| finder.all.targets_of_district.get(&code));
    Reading {
        score: 0,
        set: targets.flatten().copied().collect(),
        from: district.start,
        exact: true,
        province: Some(finder.all.districts[district.what[0] as usize].province),
        ..Reading::default()
    }
}

fn read_wards(
    finder: &Finder<'_>,
    end: usize,
    province: Province,
    district: Option<&Mention<Vec<u32>>>,
    from: usize,
    out: &mut Vec<Reading>,
) {
    let inside = district.map(|district| codes(finder, district)).unwrap_or_default();
    let (end, former) = back(finder, end);
    let mut wards = finder.wards(end, province.new, &inside);
    let mut gap = false;
    if !marked(&wards)
        && let Some(found) =
            (1..end).rev().map(|at| finder.wards(at, province.new, &inside)).find(|found| marked(found))
    {
        gap = true;
        wards = found.into_iter().filter(|ward| ward.marker.is_some()).chain(wards).collect();
    }
    for ward in wards {
        let bare = ward.marker.is_none();
        if bare && ward.slips > 0 && district.is_none() {
            continue;
        }
        let (_, old) = if ward.end < end { back(finder, (ward.end + 1).min(end)) } else { (0, false) };
        let mut reading = units_of(finder, &ward, province, &inside, former || old);
        reading.score += match (bare, district.is_some()) {
            (false, _) => 10,
            (true, true) => 7,
            (true, false) => 5,
        };
        reading.score += i32::from(ward.exact) - 3 * i32::from(ward.slips);
        let skipped = gap && ward.end < end;
        reading.score -= 2 * i32::from(skipped);
        reading.gap = skipped;
        reading.from = ward.start.min(from);
        reading.slips = ward.slips;
        reading.exact &= ward.exact;
        if bare && district.is_none() {
            add_district_of_that_name(finder, &ward, province, &mut reading);
        }
        out.push(reading);
    }
}

/// A bare name that is a ward's and a district's may mean either.
fn add_district_of_that_name(finder: &Finder<'_>, ward: &Mention<Vec<u32>>, province: Province, reading: &mut Reading) {
    let key = finder.words.key(ward.start, ward.end);
    for &at in finder.all.districts_by_key.get(&(province.new, key.into())).map_or(&[][..], Vec::as_slice) {
        let code = finder.all.districts[at as usize].code;
        reading.set.extend(finder.all.targets_of_district.get(&code).into_iter().flatten());
    }
}

/// Which units a ward's name means, and which units of today their inhabitants belong to.
fn units_of(
    finder: &Finder<'_>,
    ward: &Mention<Vec<u32>>,
    province: Province,
    inside: &[u16],
    former: bool,
) -> Reading {
    let kind = Finder::kind(ward.marker);
    let unit = |at: u32| &finder.all.units[at as usize];
    let of_state =
        |state: State| -> Vec<u32> { ward.what.iter().copied().filter(|&at| unit(at).state == state).collect() };
    let mut reading = Reading { ward: true, exact: true, province: Some(province.new), ..Reading::default() };
    let chosen = if inside.is_empty() {
        without_district(
            &[of_state(State::New), of_state(State::Old), of_state(State::Retired)],
            kind,
            province,
            former,
            finder,
        )
    } else {
        let there = |list: Vec<u32>| -> Vec<u32> {
            list.into_iter().filter(|&at| unit(at).districts.iter().any(|code| inside.contains(code))).collect()
        };
        let states = [State::Old, State::Retired, State::New];
        match states.into_iter().map(|state| there(of_state(state))).find(|list| !list.is_empty()) {
            Some(list) => list,
            None => {
                reading.contradiction = true;
                reading.score -= 8;
                ward.what.clone()
            }
        }
    };
    let right: Vec<u32> = chosen.iter().copied().filter(|&at| kind.is_none_or(|kind| unit(at).kind == kind)).collect();
    reading.score += if right.is_empty() { -2 } else { i32::from(kind.is_some()) };
    reading.exact &= !right.is_empty();
    let meant = if right.is_empty() { chosen } else { right };
    reading.set = meant.iter().flat_map(|&at| unit(at).targets.iter().copied()).collect();
    reading
}

/// A ward without a district: the unit of today of that kind and name, else the old ones, else the
/// retired ones; without a kind all of them.
fn without_district(
    [new, old, retired]: &[Vec<u32>; 3],
    kind: Option<Kind>,
    province: Province,
    former: bool,
    finder: &Finder<'_>,
) -> Vec<u32> {
    let unit = |at: u32| &finder.all.units[at as usize];
    let of_kind = |list: &[u32]| -> Vec<u32> {
        list.iter().copied().filter(|&at| kind.is_none_or(|kind| unit(at).kind == kind)).collect()
    };
    let named = |list: Vec<u32>| -> Vec<u32> {
        // An old province's name leaves its own units, where there are any of that name.
        let Some(old) = province.old else { return list };
        list.into_iter().filter(|&at| unit(at).old_province == old || unit(at).state == State::New).collect()
    };
    let (new_fit, old_fit, retired_fit) = (of_kind(new), named(of_kind(old)), named(of_kind(retired)));
    if former {
        let known = [old_fit, retired_fit, named(old.clone()), named(retired.clone())];
        return known.into_iter().find(|list| !list.is_empty()).unwrap_or_default();
    }
    if kind.is_none() {
        let second = if old_fit.is_empty() { retired_fit } else { old_fit };
        return new_fit.into_iter().chain(second).collect();
    }
    let any = [new_fit, old_fit, retired_fit, new.clone(), named(old.clone()), named(retired.clone())];
    any.into_iter().find(|list| !list.is_empty()).unwrap_or_default()
}
