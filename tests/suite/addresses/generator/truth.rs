//! What an address means by the rules of the project, from what is written of it.

use std::collections::BTreeSet;

use super::letters::{key, marked_key};
use super::world::{Place, State, World};

/// What of a place is written. `None`: that level is missing.
#[derive(Debug, Clone, Default)]
pub(crate) struct Written {
    pub(crate) kind: Option<String>,
    pub(crate) ward: Option<String>,
    /// Name of a district as in the tables, with its kind where that is written.
    pub(crate) district: Option<(Option<String>, String)>,
    /// Province of today.
    pub(crate) province: String,
    /// The province of 2024 whose name is written, where that is no longer a province.
    pub(crate) old_province: Option<String>,
    /// Marks are written, so that they tell names apart.
    pub(crate) marks: bool,
}

impl Written {
    fn is_kind(&self, place: &Place) -> bool {
        self.kind.as_ref().is_none_or(|kind| place.kind == *kind)
    }

    fn same(&self, left: &str, right: &str) -> bool {
        if self.marks { marked_key(left) == marked_key(right) } else { key(left) == key(right) }
    }
}

impl World {
    /// All units of today that the address can mean; one where it is decided.
    pub(crate) fn truth(&self, written: &Written) -> BTreeSet<String> {
        let district =
            written.district.as_ref().map(|(kind, name)| self.district_codes(written, kind.as_deref(), name));
        let Some(ward) = &written.ward else {
            let lies = |place: &&Place| {
                place.state == State::Old && district.as_ref().is_some_and(|codes| codes.contains(&place.districts[0]))
            };
            let mut found: BTreeSet<String> = self.places.iter().filter(lies).flat_map(|p| p.targets.clone()).collect();
            if found.is_empty()
                && let Some(codes) = &district
            {
                // Island districts had no communes.
                let here = |place: &&Place| place.districts.iter().any(|code| codes.contains(code));
                found.extend(self.places.iter().filter(|p| p.state == State::New).filter(here).map(|p| p.code.clone()));
            }
            return found;
        };
        let named: Vec<&Place> = self
            .places
            .iter()
            .filter(|place| place.province == written.province && written.same(&place.name, ward))
            .filter(|place| place.state != State::Retired || !place.targets.is_empty())
            .collect();
        let of = |state: State| named.iter().copied().filter(move |place| place.state == state).collect::<Vec<_>>();
        let chosen = match district {
            Some(codes) => {
                let there = |place: &&Place| place.districts.iter().any(|code| codes.contains(code));
                let order = [State::Old, State::Retired, State::New];
                let found = order.map(|state| of(state).into_iter().filter(there).collect::<Vec<_>>());
                // The kind that is written goes before the state.
                let of_kind = found.clone().map(|list| list.into_iter().filter(|p| written.is_kind(p)).collect());
                of_kind.into_iter().chain(found).find(|list: &Vec<&Place>| !list.is_empty()).unwrap_or_default()
            }
            None => without_district(written, &of(State::New), &of(State::Old), &of(State::Retired)),
        };
        let mut found: BTreeSet<String> = chosen.iter().flat_map(|place| place.targets.clone()).collect();
        if written.kind.is_none() && written.district.is_none() {
            // A bare name may be the district's too.
            let district = Written { ward: None, district: Some((None, ward.clone())), ..written.clone() };
            found.extend(self.truth(&district));
        }
        found
    }

    fn district_codes(&self, written: &Written, kind: Option<&str>, name: &str) -> BTreeSet<String> {
        let named = |d: &&super::world::District| d.province == written.province && written.same(&d.name, name);
        let all: Vec<_> = self.districts.iter().filter(named).collect();
        let of_kind: Vec<_> = all.iter().copied().filter(|d| kind.is_none_or(|kind| d.kind == kind)).collect();
        let chosen = if of_kind.is_empty() { all } else { of_kind };
        chosen.into_iter().map(|district| district.code.clone()).collect()
    }
}

fn without_district<'p>(
    written: &Written,
    new: &[&'p Place],
    old: &[&'p Place],
    retired: &[&'p Place],
) -> Vec<&'p Place> {
    let kind = |place: &&'p Place| written.kind.as_ref().is_none_or(|kind| place.kind == *kind);
    let province = |place: &&'p Place| written.old_province.as_ref().is_none_or(|old| place.old_province == *old);
    let new: Vec<&Place> = new.iter().copied().filter(kind).collect();
    let old: Vec<&Place> = old.iter().copied().filter(kind).filter(province).collect();
    let retired: Vec<&Place> = retired.iter().copied().filter(kind).filter(province).collect();
    // Neither a bare name nor a province of the past says that a unit of today is meant.
    if written.kind.is_none() || written.old_province.is_some() {
        let former = if old.is_empty() { retired } else { old };
        return new.into_iter().chain(former).collect();
    }
    [new, old, retired].into_iter().find(|list| !list.is_empty()).unwrap_or_default()
}
