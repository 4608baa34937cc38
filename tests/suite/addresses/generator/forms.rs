//! Forms of addresses: which levels are written, and what the whole means.

use std::collections::BTreeSet;

use super::Rng;
use super::slips::{self, Draft};
use super::truth::Written;
use super::world::{Place, State, World};
use super::writing::{self, Level};

/// A labelled address.
#[derive(Debug, Clone)]
pub(crate) struct Case {
    pub(crate) address: String,
    pub(crate) form: &'static str,
    pub(crate) region: &'static str,
    /// All units of today that it can be; one where it is decided.
    pub(crate) truth: BTreeSet<String>,
    pub(crate) province: String,
    pub(crate) old_ward: String,
    pub(crate) errors: Vec<&'static str>,
}

/// What is drawn.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Mix {
    /// Share in 100 of addresses with errors.
    pub(crate) errors: usize,
    /// Share in 100 outside Hải Phòng and the former Hải Dương.
    pub(crate) elsewhere: usize,
    /// Forms that leave much open are as frequent as the usual ones.
    pub(crate) hard: bool,
}

impl Mix {
    /// As the hidden sets are: every form and error.
    pub(crate) const HARD: Mix = Mix { errors: 65, elsewhere: 35, hard: true };
    /// As a city's lists are: mostly clean, mostly its own.
    pub(crate) const CITY: Mix = Mix { errors: 12, elsewhere: 4, hard: false };
}

const FORMS: [&str; 9] =
    ["old3", "old_noprov", "old_nodist", "old_noward", "noward", "retired", "new2", "new2_note", "mixed"];
const HARD_WEIGHTS: [usize; 9] = [36, 8, 8, 4, 2, 10, 18, 7, 9];
const CITY_WEIGHTS: [usize; 9] = [30, 12, 2, 1, 1, 3, 48, 2, 1];

/// Draws addresses.
pub(crate) fn cases(world: &World, mix: Mix, count: usize, seed: u64) -> Vec<Case> {
    let mut rng = Rng::new(seed);
    let mut out = Vec::with_capacity(count);
    let by = |state: State| world.places.iter().filter(move |place| place.state == state).collect::<Vec<_>>();
    let lists = [by(State::New), by(State::Old), by(State::Retired)];
    while out.len() < count {
        out.extend(one(world, &lists, mix, &mut rng));
    }
    out
}

fn form(mix: Mix, rng: &mut Rng) -> &'static str {
    let weights = if mix.hard { HARD_WEIGHTS } else { CITY_WEIGHTS };
    let mut at = rng.below(weights.iter().sum());
    for (form, weight) in FORMS.iter().zip(weights) {
        if at < weight {
            return form;
        }
        at -= weight;
    }
    FORMS[0]
}

fn region(place: &Place) -> &'static str {
    match (place.province.as_str(), place.old_province.as_str(), place.districts.first().map_or("", String::as_str)) {
        ("31", "30", _) => "HD",
        ("31", "", district) if ("288".."303").contains(&district) => "HD",
        ("31", ..) => "HP",
        _ => "other",
    }
}

fn one(world: &World, lists: &[Vec<&Place>; 3], mix: Mix, rng: &mut Rng) -> Option<Case> {
    let form = form(mix, rng);
    let list = match form {
        "new2" | "mixed" | "noward" => &lists[0],
        "retired" => &lists[2],
        "new2_note" => &lists[1],
        _ => &lists[1],
    };
    let elsewhere = rng.chance(mix.elsewhere) && !matches!(form, "old_noprov");
    let place = (0..2000).map(|_| *rng.pick(list)).find(|p| (p.province != World::HOME) == elsewhere)?;
    if place.targets.is_empty() || (form == "mixed" && place.districts.is_empty()) {
        return None;
    }
    let mut draft = Draft { form, ..Draft::default() };
    let mut written = Written { marks: true, province: place.province.clone(), ..Written::default() };
    levels(world, place, form, &mut draft, &mut written, rng);
    let town = matches!(place.kind.as_str(), "phường" | "thị trấn");
    let trap = rng.chance(if mix.hard { 14 } else { 5 }).then(|| rng.pick(&lists[1]).name.clone());
    if trap.is_some() {
        draft.errors.push(if town { "street_trap" } else { "hamlet_trap" });
    }
    draft.rest = if rng.chance(88) { writing::rest(town, trap.as_deref(), rng) } else { String::new() };
    let note = (form == "new2_note").then(|| note(world, place, &mut draft, &mut written, rng));
    if rng.chance(mix.errors) {
        slips::spoil(world, &mut draft, &mut written, rng);
    }
    let truth = note.unwrap_or_else(|| world.truth(&written));
    let address = slips::finish(&draft, rng);
    (!truth.is_empty()).then(|| Case {
        address,
        form,
        region: region(place),
        truth,
        province: place.province.clone(),
        old_ward: if place.state == State::New { String::new() } else { place.code.clone() },
        errors: draft.errors,
    })
}

/// Puts the levels of the form on paper.
fn levels(world: &World, place: &Place, form: &str, draft: &mut Draft, written: &mut Written, rng: &mut Rng) {
    if !matches!(form, "old_noward" | "noward") {
        let bare = if matches!(form, "new2" | "old_nodist") { 3 } else { 10 };
        let (level, kind) = writing::unit(&place.kind, &place.name, bare, rng);
        written.kind = kind.then(|| place.kind.clone());
        written.ward = Some(place.name.clone());
        draft.ward = Some(level);
    }
    let district = match form {
        "mixed" => {
            let code = rng.pick(&place.districts).clone();
            let found = world.districts.iter().find(|district| district.code == code);
            found.map(|district| (district.kind.clone(), district.name.clone()))
        }
        "old3" | "old_noprov" | "old_noward" | "retired" => {
            Some((place.district_kind.clone(), place.district_name.clone()))
        }
        _ => None,
    };
    if let Some((kind, name)) = district.filter(|(_, name)| !name.is_empty()) {
        let (level, shown) = writing::unit(&kind, &name, 12, rng);
        written.district = Some((shown.then_some(kind), name));
        draft.district = Some(level);
    }
    let old = place.state != State::New && rng.chance(75) && form != "new2_note";
    let noprov = form == "old_noprov" || (form == "noward" && rng.chance(30));
    if !noprov || place.province != World::HOME {
        if place.state != State::New && !old && place.old_province != place.province {
            draft.errors.push("new_province");
        }
        draft.province = Some(if old {
            writing::province(world, &place.old_province, true, rng)
        } else {
            writing::province(world, &place.province, false, rng)
        });
        let name = |list: &std::collections::BTreeMap<String, (String, String)>| {
            list.get(&place.old_province).map(|(name, _)| name.clone())
        };
        let gone = old && name(&world.provinces) != name(&world.old_provinces);
        written.old_province = gone.then(|| place.old_province.clone());
    }
}

/// `old unit (nay là new unit)` in one of its wordings; the truth is the unit of today.
fn note(world: &World, old: &Place, draft: &mut Draft, written: &mut Written, rng: &mut Rng) -> BTreeSet<String> {
    let code = rng.pick(&old.targets).clone();
    let new = world.places.iter().find(|place| place.state == State::New && place.code == code).unwrap();
    let (old_level, _) = writing::unit(&old.kind, &old.name, 0, rng);
    let (new_level, _) = writing::unit(&new.kind, &new.name, 0, rng);
    let district = writing::unit(&old.district_kind, &old.district_name, 0, rng).0;
    let before = if rng.chance(50) && !district.name.is_empty() {
        format!("{}, {}", old_level.text(), district.text())
    } else {
        old_level.text()
    };
    let shown = new_level.text();
    let text = match rng.below(6) {
        0 => format!("{before} cũ, nay là {shown}"),
        1 => format!("{before} (nay là {shown})"),
        2 => format!("{shown} ({before} cũ)"),
        3 => format!("{shown} (trước đây là {before})"),
        4 => format!("{before} (cũ), nay thuộc {shown}"),
        _ => format!("{before}, nay là {shown}"),
    };
    written.ward = Some(new.name.clone());
    written.kind = Some(new.kind.clone());
    draft.ward = Some(Level { marker: text[..text.len() - text.trim_start().len()].to_owned(), name: text });
    BTreeSet::from([code])
}
