//! Mentions with slips, looked for only where the exact ones leave something open: misspelt names
//! behind a marker or filling a segment, markers with wrong accents or letters.
//!
//! Names of provinces that the text does not name are no candidates. Never: a slip in a bare name
//! without anything beside it (the readings see to that).

use super::markers::Flags;
use super::mention::{Before, Mention};
use super::names::Entry;
use super::sight::{Sight, levels_of};
use super::speech::push_spoken;
use super::units::Gazetteer;
use super::words::Gap;

/// Longest misspelt name, in words: a letter too many may be a blank.
const LONGEST: usize = 4;

/// Shortest misspelt marker, in letters: `quậ`, `uận`; the marker itself has one more.
const SHORTEST_MARKER: usize = 3;

/// Adds mentions with slips; beside names that were found only where those are doubted.
pub(super) fn soften(all: &Gazetteer, sight: &mut Sight<'_>, home: u8, doubt: bool) {
    let entries = &all.names.entries;
    let mut provinces: Vec<u8> = vec![home];
    let named = sight.mentions.iter().filter(|mention| mention.levels.any(Flags::PROVINCE));
    provinces.extend(named.flat_map(|mention| &entries[mention.entry as usize].provinces).map(|p| p.new));
    let any_province = sight.last_province.is_none();
    let mut near = Near { all, doubt, provinces, any_province, found: Vec::new(), spoken: Vec::new(), out: Vec::new() };
    near.markers(sight);
    near.behind_markers(sight);
    near.bare(sight);
    near.keep_named_provinces();
    sight.mentions.append(&mut near.out);
}

struct Near<'a> {
    all: &'a Gazetteer,
    doubt: bool,
    /// Provinces that the text names, and the one at home.
    provinces: Vec<u8>,
    /// The text ends with no province: a misspelt one may follow.
    any_province: bool,
    found: Vec<(u32, u8)>,
    spoken: Vec<u8>,
    out: Vec<Mention>,
}

impl Near<'_> {
    fn look(&mut self, sight: &Sight<'_>, start: usize, end: usize) {
        self.found.clear();
        self.spoken.clear();
        (start..end).for_each(|at| push_spoken(sight.words.key(at, at + 1), &mut self.spoken));
        let (all, provinces, any) = (self.all, &self.provinces, self.any_province);
        let fits = |entry: &Entry| any || !entry.provinces.is_empty() || !levels(all, entry, provinces).is_none();
        self.all.names.near(sight.words.key(start, end), &self.spoken, fits, &mut self.found);
    }

    /// `phương Lê Chân`, `huỵen An Lão`: words before a name that nearly are a marker.
    fn markers(&mut self, sight: &mut Sight<'_>) {
        for start in 0..sight.words.len() {
            for end in start + 1..(start + 3).min(sight.words.len()) {
                if sight.before[end].flags != Flags::NONE || sight.words.list[end].gap > Gap::Stop {
                    continue;
                }
                let key = sight.words.key(start, end);
                let wrong_accents = self.all.names.find(key).map_or(Flags::NONE, |entry| entry.flags.only(Flags::UNIT));
                let flags = if key.len() > 1 && wrong_accents != Flags::NONE {
                    wrong_accents
                } else if key.len() >= SHORTEST_MARKER && sight.words.begins(start) {
                    let mut found = Vec::new();
                    let marks = |entry: &Entry| entry.flags.any(Flags::UNIT) && entry.key.len() > SHORTEST_MARKER;
                    self.all.names.near(key, key, marks, &mut found);
                    let near = found.iter().filter(|(_, slips)| *slips == 1);
                    near.fold(Flags::NONE, |flags, (at, _)| flags.and(self.all.names.entries[*at as usize].flags))
                } else {
                    Flags::NONE
                };
                if flags.any(Flags::UNIT) {
                    sight.before[end] = Before { start: start as u16, flags: flags.only(Flags::UNIT) };
                    self.exact_behind(sight, end);
                }
            }
        }
    }

    /// Names without slips behind a marker that had them.
    fn exact_behind(&mut self, sight: &Sight<'_>, start: usize) {
        for end in start + 1..=(start + LONGEST).min(sight.words.len()) {
            let entry =
                sight.words.hash(start, end).and_then(|hash| self.all.names.get(hash, sight.words.key(start, end)));
            if let Some(entry) = entry {
                self.push(sight, start, end, entry, 0);
            }
        }
    }

    fn push(&mut self, sight: &Sight<'_>, start: usize, end: usize, entry: u32, slips: u8) {
        let marker = sight.before[start];
        let levels = levels_of(marker.flags);
        let mention = Mention {
            start: marker.start,
            name: start as u16,
            end: end as u16,
            entry,
            marker: marker.flags.only(Flags::UNIT),
            levels,
            slips,
        };
        self.out.push(mention);
    }

    fn behind_markers(&mut self, sight: &Sight<'_>) {
        for start in 1..sight.words.len() {
            if !sight.before[start].flags.any(Flags::UNIT) || sight.words.list[start].gap > Gap::Stop {
                continue;
            }
            let stop = name_end(sight, start);
            if !self.doubt
                && sight.mentions.iter().any(|known| usize::from(known.name) == start && usize::from(known.end) == stop)
            {
                continue;
            }
            let first = if stop - start <= LONGEST { stop } else { start + 1 };
            for end in first..=stop.min(start + LONGEST) {
                self.look(sight, start, end);
                for at in 0..self.found.len() {
                    let (entry, slips) = self.found[at];
                    self.push(sight, start, end, entry, slips);
                }
            }
        }
    }

    /// Bare names that fill a segment; any run where nothing separates the words.
    fn bare(&mut self, sight: &Sight<'_>) {
        let count = sight.words.len();
        for start in 0..count {
            let whole = sight.words.begins(start);
            if !(whole || sight.one_segment)
                || sight.words.list[start].number
                || sight.before[start].flags != Flags::NONE
            {
                continue;
            }
            let stop = sight.words.segment_end(start);
            let first = if sight.one_segment { start + 1 } else { stop };
            for end in first..=stop.min(start + LONGEST) {
                let levels = sight.bare_levels(start, end);
                if levels == Flags::NONE || sight.words.key(start, end).len() < 5 {
                    continue;
                }
                self.look(sight, start, end);
                let mention = |&(entry, slips): &(u32, u8)| Mention {
                    start: start as u16,
                    name: start as u16,
                    end: end as u16,
                    entry,
                    marker: Flags::NONE,
                    levels,
                    slips,
                };
                self.out.extend(self.found.iter().map(mention));
            }
        }
    }

    /// Only levels that a name has, in provinces that are named, at home, or misspelt themselves.
    fn keep_named_provinces(&mut self) {
        let entries = &self.all.names.entries;
        let misspelt = self.out.iter().filter(|mention| mention.levels.any(Flags::PROVINCE));
        self.provinces.extend(misspelt.flat_map(|mention| &entries[mention.entry as usize].provinces).map(|p| p.new));
        for mention in &mut self.out {
            mention.levels = mention.levels.only(levels(self.all, &entries[mention.entry as usize], &self.provinces));
        }
        self.out.retain(|mention| !mention.levels.is_none());
    }
}

/// Levels that a name has in some provinces.
fn levels(all: &Gazetteer, entry: &Entry, provinces: &[u8]) -> Flags {
    let mut levels = if entry.provinces.is_empty() { Flags::NONE } else { Flags::PROVINCE };
    if entry.wards.iter().any(|&at| provinces.contains(&all.units[at as usize].province)) {
        levels = levels.and(Flags::WARD);
    }
    if entry.districts.iter().any(|&at| provinces.contains(&all.districts[at as usize].province)) {
        levels = levels.and(Flags::DISTRICT);
    }
    levels
}

/// Where a name behind a marker ends: with its segment, or before `cũ` or the next marker or name.
fn name_end(sight: &Sight<'_>, start: usize) -> usize {
    let stop = sight.words.segment_end(start);
    // A marker marks what stands behind it: Quan at the end of Dương Quan is no quận.
    let ends = |at: &usize| sight.past[*at] || *at + 1 < stop && sight.claims(*at, *at + 1) > 0;
    (start + 1..stop).find(ends).unwrap_or(stop)
}
