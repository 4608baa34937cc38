//! Two wards named side by side: `P. Hoàng Tân, P. Chí Linh`, `xã An Lư, phường Thủy Nguyên`.
//!
//! The second is the ward of today that the first went to, or the district of the first with a slip in its
//! marker (`tị xã`, `thành ph`), or the two contradict each other. Also districts that stand behind a ward
//! and were not read, and names that are a ward's and a district's. Never: which of two that contradict.

use super::markers::Flags;
use super::mention::Mention;
use super::reading::Reader;
use super::right::Right;
use super::unit::Unit;

/// Words that may stand between the two: the rest of a marker with a slip.
const BETWEEN: u16 = 1;

impl Reader<'_> {
    /// The ward that is named right before another one.
    fn ward_before(&self, ward: &Mention, between: u16) -> Option<Mention> {
        let before = |other: &&Mention| {
            other.marker.any(Flags::WARD)
                && other.slips == 0
                && other.end <= ward.start
                && self.sight.unread(other.end.into(), ward.start.into()) <= between
                && !self.sight.past[usize::from(other.end)]
        };
        self.sight.mentions.iter().filter(before).max_by_key(|other| (other.end, other.end - other.name)).copied()
    }

    fn units_of<'s>(&'s self, ward: &Mention, province: u8) -> impl Iterator<Item = &'s Unit> {
        let wards = &self.all.names.entries[ward.entry as usize].wards;
        wards.iter().map(|&at| &self.all.units[at as usize]).filter(move |unit| unit.province == province)
    }

    /// Whether a district is named between two places, which nobody could read: the form is an old one, and
    /// a unit of 2024 is meant before one of today. `thành phố` may be the province.
    pub(super) fn names_a_district(&self, from: usize, to: usize) -> bool {
        let other = Flags::CITY.and(Flags::LOCAL);
        (from + 1..to).any(|name| {
            let before = self.sight.before[name];
            usize::from(before.start) >= from && before.flags.any(Flags::DISTRICT) && !before.flags.any(other)
        })
    }

    /// Whether a district of another province is named between two places: `P. Nhật Tân, Q. Tây Hồ, H Nội`.
    pub(super) fn names_a_far_district(&self, from: usize, to: usize, province: u8) -> bool {
        self.sight.mentions.iter().any(|mention| {
            let known = &self.all.names.entries[mention.entry as usize].districts;
            usize::from(mention.start) >= from
                && usize::from(mention.end) <= to
                && mention.slips == 0
                && mention.marker.any(Flags::DISTRICT)
                && !known.is_empty()
                && known.iter().all(|&at| self.all.districts[at as usize].province != province)
        })
    }

    /// Whether a name behind a marker of a ward is that of the district in which the ward named before it
    /// lies, and no ward of today that the other went to.
    pub(super) fn names_the_district_of_a_ward(&self, ward: &Mention, right: &Right) -> bool {
        let entry = &self.all.names.entries[ward.entry as usize];
        let touches = usize::from(ward.end) <= right.end && self.sight.unread(ward.end.into(), right.end) == 0;
        if !touches || !ward.marker.any(Flags::WARD) || entry.districts.is_empty() {
            return false;
        }
        let Some(before) = self.ward_before(ward, BETWEEN) else { return false };
        let new = right.province.new;
        let districts = entry.districts.iter().map(|&at| &self.all.districts[at as usize]);
        let codes: Vec<u16> =
            districts.filter(|district| district.province == new).flat_map(|district| district.codes).collect();
        let went_there = |unit: &Unit| {
            self.units_of(ward, new).any(|today| today.targets.iter().any(|target| unit.targets.contains(target)))
        };
        let mut lying: Vec<&Unit> = self.units_of(&before, new).filter(|unit| unit.lies_in(&codes)).collect();
        lying.retain(|unit| !unit.targets.is_empty());
        !lying.is_empty() && !lying.iter().any(|unit| went_there(unit))
    }

    /// A bare name that is a ward's and a district's may mean either.
    pub(super) fn add_district_of_that_name(&self, ward: &Mention, province: u8, targets: &mut Vec<u32>) {
        for &at in &self.all.names.entries[ward.entry as usize].districts {
            let district = &self.all.districts[at as usize];
            if district.province == province {
                targets.extend(self.all.targets_of_district.get(&district.codes[0]).into_iter().flatten());
            }
        }
    }

    /// Where the ward named right before these went to, if to none of theirs: the two contradict each other.
    /// With a district (`inside`) only a ward that lies there too. Only behind a whole word: `P.` may be a
    /// street or a room, `X.` a hamlet.
    pub(super) fn other_ward(&self, ward: &Mention, province: u8, inside: &[u16], chosen: &[u32]) -> Vec<u32> {
        let Some(before) = self.ward_before(ward, 0).filter(|_| ward.marker.any(Flags::WARD)) else {
            return Vec::new();
        };
        let marker = self.sight.words.key(before.start.into(), before.name.into());
        // `P. A / P. B`: a sign that says either.
        let words = &self.sight.words.list;
        let between = (words[usize::from(before.end) - 1].end as usize, words[usize::from(ward.start)].start as usize);
        let either = self.sight.text[between.0..between.1].contains('/');
        let whole = marker.len() > 2 || marker == b"xa" || either;
        let local = self.sight.before[usize::from(before.name)].flags.any(Flags::LOCAL);
        if !whole || local {
            return Vec::new();
        }
        let there = |unit: &&Unit| inside.is_empty() || unit.lies_in(inside);
        let others = self.units_of(&before, province).filter(there).flat_map(|unit| &unit.targets);
        let others: Vec<u32> = others.copied().collect();
        let own = chosen.iter().flat_map(|&at| &self.all.units[at as usize].targets);
        if own.into_iter().any(|target| others.contains(target)) { Vec::new() } else { others }
    }
}
