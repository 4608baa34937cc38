//! Readings of an address: ward, district and province, right to left.
//!
//! Every way to read the mentions gets a score; the best ones are put together, so that two equally
//! good ones leave the ward open. Points: see [`POINTS`]. Never: a side of a split ward.

use super::Within;
use super::found::Reading;
use super::markers::Flags;
use super::meaning::{Where, by_accents, meaning};
use super::mention::Mention;
use super::points::POINTS;
use super::right::Right;
use super::sight::Sight;
use super::unit::Province;
use super::units::Gazetteer;
use crate::model::Date;

/// Reads the mentions of a text.
pub(super) struct Reader<'a> {
    pub(super) all: &'a Gazetteer,
    pub(super) sight: &'a Sight<'a>,
    home: u8,
    sender: Option<u32>,
    written: Option<Date>,
    best: Reading,
    chosen: Vec<u32>,
    codes: Vec<u16>,
    names: Vec<u32>,
}

impl<'a> Reader<'a> {
    pub(super) fn new(all: &'a Gazetteer, sight: &'a Sight<'a>, within: Within) -> Reader<'a> {
        let best = Reading { score: i32::MIN, exact: true, ..Reading::default() };
        let home = within.province.number() as u8;
        let sender = within.ward.and_then(|ward| all.unit_of(ward));
        let written = within.written;
        Reader { all, sight, home, sender, written, best, chosen: Vec::new(), codes: Vec::new(), names: Vec::new() }
    }

    /// The best reading; readings of equal score are put together.
    pub(super) fn best(mut self) -> Reading {
        let end = self.sight.words.len();
        let here = Province { new: self.home, old: None, kind: Flags::NONE };
        self.in_province(Right { end, ..Right::of(here) });
        for at in (0..self.sight.mentions.len()).rev() {
            let mention = self.sight.mentions[at];
            if mention.levels.any(Flags::PROVINCE) {
                self.province(&mention);
            }
        }
        if self.best.score == i32::MIN {
            return Reading::default();
        }
        self.best.targets.sort_unstable();
        self.best.targets.dedup();
        self.best
    }

    fn province(&mut self, mention: &Mention) {
        let provinces = &self.all.names.entries[mention.entry as usize].provinces;
        let end = self.sight.words.len();
        let (behind, lost) = self.unread(mention.end.into(), end);
        if mention.bare() && behind {
            return; // a bare name in the middle is no province
        }
        for province in provinces {
            if !mention.bare() && !province.kind.any(mention.marker) {
                continue;
            }
            let score = POINTS.province + i32::from(!mention.bare()) - lost - POINTS.slip * i32::from(mention.slips);
            let start = usize::from(mention.start);
            let named = Some(*mention);
            let right = Right { end: start, score, slips: mention.slips, gap: behind, named, ..Right::of(*province) };
            self.offer(self.blank(&right), &[]);
            self.in_province(right);
            if let Some(before) = self.same_province_before(start, province.new) {
                self.in_province(Right { end: before.into(), ..right });
            }
        }
    }

    /// `Hải Dương, Hải Phòng`: the province of the past right before the one of today.
    fn same_province_before(&self, at: usize, new: u8) -> Option<u16> {
        let names = |mention: &&Mention| {
            let provinces = &self.all.names.entries[mention.entry as usize].provinces;
            mention.levels.any(Flags::PROVINCE)
                && self.sight.unread(mention.end.into(), at) == 0
                && usize::from(mention.end) <= at
                && provinces
                    .iter()
                    .any(|province| province.new == new && (mention.bare() || province.kind.any(mention.marker)))
        };
        self.sight.mentions.iter().find(names).map(|mention| mention.start)
    }

    /// Whether words between two places were not read, and the points lost by that.
    fn unread(&self, from: usize, to: usize) -> (bool, i32) {
        if self.sight.unread(from, to) == 0 {
            return (false, 0);
        }
        let province = self.sight.last_province.map(usize::from).filter(|at| (from..to).contains(at));
        let ignored = if province.is_some() { POINTS.contradiction } else { 0 };
        (true, POINTS.gap + POINTS.claim * i32::from(self.sight.claims(from, to)) + ignored)
    }

    fn in_province(&mut self, right: Right) {
        self.codes.clear();
        self.wards(right, None);
        for at in (0..self.sight.mentions.len()).rev() {
            let mention = self.sight.mentions[at];
            let fits = mention.levels.any(Flags::DISTRICT) && usize::from(mention.end) <= right.end;
            if fits && (mention.marker.any(Flags::DISTRICT) || self.sight.unread(mention.end.into(), right.end) == 0) {
                self.district(&mention, right);
            } else if self.names_the_district_of_a_ward(&mention, &right) {
                self.district(&Mention { slips: mention.slips + 1, ..mention }, right);
            }
        }
    }

    fn district(&mut self, mention: &Mention, right: Right) {
        let (gap, lost) = self.unread(mention.end.into(), right.end);
        // The best ward of the best district could not be better than this.
        let slips = POINTS.slip * i32::from(mention.slips);
        if right.score + POINTS.district + POINTS.ward_marked + 4 - slips - lost < self.best.score {
            return;
        }
        let districts = &self.all.districts;
        let mut names = std::mem::take(&mut self.names);
        names.clear();
        let list = &self.all.names.entries[mention.entry as usize].districts;
        names.extend(list.iter().filter(|&&at| districts[at as usize].province == right.province.new));
        if !names.is_empty() {
            let name = |at: u32| (districts[at as usize].marks, &*districts[at as usize].spelled);
            let exact = by_accents(self.sight, mention, &mut names, name);
            let kind = mention.marker.only(Flags::DISTRICT);
            if names.iter().any(|&at| districts[at as usize].kind.any(kind)) {
                names.retain(|&at| districts[at as usize].kind.any(kind));
            }
            self.codes.clear();
            self.codes.extend(names.iter().flat_map(|&at| districts[at as usize].codes));
            let other = |old: u8| names.iter().all(|&at| districts[at as usize].old_province != old);
            let mut score = right.score + POINTS.district + i32::from(!mention.bare()) + i32::from(exact);
            score -= slips + lost;
            score -= POINTS.other_province * i32::from(right.province.old.is_some_and(other));
            // `Hải Dương` at the end is a district as likely as a province.
            let either = mention.bare() && right.named.is_none() && self.sight.last_province == Some(mention.start);
            score -= if either { POINTS.district + i32::from(exact) - POINTS.province } else { 0 };
            let right = Right {
                end: mention.start.into(),
                score,
                slips: right.slips.max(mention.slips),
                exact: right.exact && exact,
                gap: right.gap || gap,
                either,
                ..right
            };
            self.district_only(mention, &right);
            self.wards(right, Some(*mention));
        }
        self.names = names;
    }

    fn blank(&self, right: &Right) -> Reading {
        let used = |mention: Option<Mention>| mention.map_or((0, 0), |mention| (mention.start, mention.end));
        Reading {
            score: right.score,
            province: Some(right.province.new),
            slips: right.slips,
            exact: right.exact,
            gap: right.gap,
            used: [(0, 0), (0, 0), used(right.named)],
            ..Reading::default()
        }
    }

    fn district_only(&mut self, mention: &Mention, right: &Right) {
        let mut reading = self.blank(right);
        reading.used[1] = (mention.start, mention.end);
        let targets = self.codes.iter().filter_map(|code| self.all.targets_of_district.get(code));
        let targets: Vec<u32> = targets.flatten().copied().collect();
        self.offer(reading, &targets);
    }

    fn wards(&mut self, right: Right, district: Option<Mention>) {
        for at in (0..self.sight.mentions.len()).rev() {
            let mention = self.sight.mentions[at];
            if !mention.levels.any(Flags::WARD) || usize::from(mention.end) > right.end {
                continue;
            }
            let touches = self.sight.unread(mention.end.into(), right.end) == 0;
            if !self.is_idle(&mention, district) && (touches || mention.marker.any(Flags::WARD)) {
                self.ward(&mention, right, district);
            }
        }
    }

    /// Bare or short names that say too little to be a ward's.
    fn is_idle(&self, ward: &Mention, district: Option<Mention>) -> bool {
        let entry = &self.all.names.entries[ward.entry as usize];
        let behind_a_ward = usize::from(ward.name) >= self.sight.first_ward;
        match district {
            // `…, xã A, Vĩnh Long`: another ward is named; a province at the end is none.
            None if ward.bare() => ward.slips > 0 || behind_a_ward || self.sight.last_province == Some(ward.start),
            // Of four letters there are too many names; a letter too many (`Tứứ Kỳ`) makes five.
            None => {
                ward.slips > 0 && entry.key.len().max(self.sight.words.key(ward.name.into(), ward.end.into()).len()) < 5
            }
            // `Hải Dương, Hải Dương`: district and province.
            Some(district) => {
                ward.bare() && (behind_a_ward || district.entry == ward.entry && !entry.provinces.is_empty())
            }
        }
    }

    fn ward(&mut self, mention: &Mention, right: Right, district: Option<Mention>) {
        let (gap, lost) = self.unread(mention.end.into(), right.end);
        let points = match (mention.bare(), district.is_some() && !right.either) {
            (false, _) => POINTS.ward_marked,
            (true, true) => POINTS.ward_bare_in_district,
            (true, false) => POINTS.ward_bare,
        };
        let points = points - POINTS.slip * i32::from(mention.slips) - lost;
        // With exact accents and the right kind it would be no better than this.
        if right.score + points + 2 < self.best.score {
            return;
        }
        let former = self.sight.past[usize::from(mention.end)]
            || district.is_none() && self.names_a_district(mention.end.into(), right.end);
        let mut chosen = std::mem::take(&mut self.chosen);
        let inside = if district.is_some() { &self.codes[..] } else { &[] };
        let place = Where {
            new: right.province.new,
            old: right.province.old,
            inside,
            alone: right.named.is_none(),
            sender: self.sender,
            former,
            written: self.written,
        };
        if let Some(fit) = meaning(self.all, self.sight, mention, place, &mut chosen) {
            let mut reading = self.blank(&right);
            reading.score += points + i32::from(fit.exact);
            reading.score += match (fit.kind, mention.bare()) {
                (false, _) => -POINTS.wrong_kind,
                (true, bare) => i32::from(!bare),
            };
            reading.score -= if fit.contradiction { POINTS.contradiction } else { 0 };
            reading.score -= if !fit.exact && self.is_cut_short(mention) { POINTS.cut_short } else { 0 };
            reading.ward = true;
            reading.contradiction = fit.contradiction;
            reading.gap |= gap;
            reading.far =
                !fit.exact && !fit.kind && self.sight.words.any_marked(mention.name.into(), mention.end.into());
            reading.slips = reading.slips.max(mention.slips);
            reading.exact &= fit.exact && fit.kind;
            if reading.score >= self.best.score {
                let other = self.other_ward(mention, right.province.new, inside, &chosen);
                let far = || self.names_a_far_district(mention.end.into(), right.end, right.province.new);
                reading.contradiction |= !other.is_empty() || right.named.is_none() && far();
                reading.used[0] = (mention.start, mention.end);
                reading.used[1] = district.map_or((0, 0), |district| (district.start, district.end));
                let units = chosen.iter().flat_map(|&at| &self.all.units[at as usize].targets).copied();
                let mut targets: Vec<u32> = units.collect();
                targets.extend(other);
                if mention.bare() && district.is_none() {
                    self.add_district_of_that_name(mention, right.province.new, &mut targets);
                }
                self.offer(reading, &targets);
            }
        }
        self.chosen = chosen;
    }

    /// `phường Tần Hưng Đạo`: Tân Hưng with wrong accents and a word too many.
    fn is_cut_short(&self, ward: &Mention) -> bool {
        let (from, to) = (usize::from(ward.name), usize::from(ward.end));
        let stop = self.sight.words.segment_end(from);
        !ward.bare() && self.sight.words.any_marked(from, to) && to < stop && self.sight.unread(to, stop) > 0
    }

    fn offer(&mut self, reading: Reading, targets: &[u32]) {
        let best = &mut self.best;
        if reading.score > best.score {
            let mut kept = std::mem::take(&mut best.targets);
            kept.clear();
            kept.extend_from_slice(targets);
            *best = Reading { targets: kept, ..reading };
        } else if reading.score == best.score {
            best.targets.extend_from_slice(targets);
            best.exact &= reading.exact;
            best.contradiction |= reading.contradiction;
            best.ward &= reading.ward;
            best.slips = best.slips.max(reading.slips);
        }
    }
}
