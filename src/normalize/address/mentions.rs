//! Mentions of units in a text: a name at some words, with or without a marker before it.
//!
//! A bare name counts only where it fills a segment, or where the whole text has no separators; so
//! a street or hamlet that bears a ward's name is no mention. Never: choosing between mentions.

use strsim::damerau_levenshtein;

use super::keys::{dialect_word, toned_key};
use super::unit::{Kind, Province};
use super::units::Gazetteer;
use super::words::{Marker, Words};

/// A name at the words `start..end`, marker included in the range.
#[derive(Debug, Clone)]
pub(super) struct Mention<T> {
    pub(super) start: usize,
    pub(super) end: usize,
    /// What the marker says; `None` for a bare name.
    pub(super) marker: Option<Marker>,
    pub(super) what: T,
    /// Letters that differ; 0 where only accents may.
    pub(super) slips: u8,
    /// The accents are those of the name.
    pub(super) exact: bool,
}

/// Longest name of a unit, in words.
const LONGEST_NAME: usize = 5;

/// A text with the units that it can mean.
pub(super) struct Finder<'a> {
    pub(super) all: &'a Gazetteer,
    pub(super) words: &'a Words,
    pub(super) text: &'a str,
    /// Slips are searched too.
    pub(super) fuzzy: bool,
}

/// Which level of marker fits.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Level {
    Ward,
    District,
    Province,
}

fn of_level(marker: &Marker, level: Level) -> bool {
    matches!(
        (marker, level),
        (Marker::Ward(_), Level::Ward)
            | (Marker::District(_), Level::District)
            | (Marker::Province { .. }, Level::Province)
    )
}

impl<'a> Finder<'a> {
    /// The marker of a level that ends before the word, and where it begins. The longest marker of
    /// any level counts: `thị xã` is no `xã` and `T.P` no `P.`.
    fn marker_before(&self, at: usize, level: Level) -> Option<(usize, Marker)> {
        let longest = self.all.markers.longest.min(at);
        let found = (1..=longest).rev().find_map(|len| {
            let found = self.all.markers.get(self.words.key(at - len, at));
            let same_segment = self.words.list[at - len].segment == self.words.list[at - 1].segment;
            (same_segment && !found.is_empty()).then_some((at - len, found))
        });
        let (from, markers) = found?;
        markers.iter().find(|marker| of_level(marker, level)).map(|marker| (from, *marker))
    }

    fn any_marker_before(&self, at: usize) -> bool {
        let longest = self.all.markers.longest.min(at);
        (1..=longest).any(|len| !self.all.markers.get(self.words.key(at - len, at)).is_empty())
    }

    /// Whether a bare name may stand at the words `start..end`.
    fn may_be_bare(&self, start: usize, end: usize) -> bool {
        let (begins, ends) = (self.words.begins(start), self.words.ends(end));
        if begins && ends {
            return true;
        }
        let first = self.words.list.first().map_or(0, |word| word.segment);
        let one_segment = self.words.list.last().is_some_and(|word| word.segment == first);
        let after_number = start > 0 && {
            let key = self.words.key(start - 1, start);
            key.bytes().any(|b| b.is_ascii_digit())
        };
        one_segment && !after_number && !self.any_marker_before(start)
    }

    /// Names of a level that end before the word `end`.
    fn names<T>(
        &self,
        end: usize,
        level: Level,
        look: impl Fn(&str, usize, usize) -> Option<(T, u8, bool)>,
    ) -> Vec<Mention<T>> {
        let mut found = Vec::new();
        for len in 1..=LONGEST_NAME.min(end) {
            let start = end - len;
            if level != Level::Province && self.words.list[start].segment != self.words.list[end - 1].segment {
                break;
            }
            let marker = self.marker_before(start, level);
            let bare =
                self.may_be_bare(start, end) && (self.words.key(start, end).len() > 2 || level == Level::Province);
            if marker.is_none() && !bare {
                continue;
            }
            let Some((what, slips, exact)) = look(self.words.key(start, end), start, end) else { continue };
            match marker {
                Some((from, marker)) => {
                    found.push(Mention { start: from, end, marker: Some(marker), what, slips, exact });
                }
                None => found.push(Mention { start, end, marker: None, what, slips, exact }),
            }
        }
        found
    }

    /// Provinces named before the word `end`.
    pub(super) fn provinces(&self, end: usize) -> Vec<Mention<Province>> {
        let mut found = self
            .names(end, Level::Province, |key, _, _| self.all.provinces.get(key).map(|province| (*province, 0, true)));
        found.retain(|mention| match mention.marker {
            Some(Marker::Province { city }) => city == mention.what.city,
            _ => true,
        });
        found
    }

    fn toned(&self, start: usize, end: usize) -> Option<String> {
        let marked = self.words.list[start..end].iter().any(|word| word.marked);
        marked.then(|| toned_key(&self.text[self.words.list[start].start..self.words.list[end - 1].end]))
    }

    /// Districts of a province named before the word `end`: indices of names of districts.
    pub(super) fn districts(&self, end: usize, province: u8) -> Vec<Mention<Vec<u32>>> {
        self.names(end, Level::District, |key, start, end| {
            let toned = self.toned(start, end);
            if let Some(list) = self.all.districts_by_key.get(&(province, key.into())) {
                let exact = |at: &&u32| toned.as_deref() == Some(&*self.all.districts[**at as usize].toned);
                let equal: Vec<u32> = list.iter().filter(exact).copied().collect();
                let is_exact = toned.is_none() || !equal.is_empty();
                return Some((if equal.is_empty() { list.clone() } else { equal }, 0, is_exact));
            }
            self.fuzzy.then(|| self.near_districts(key, start, end, province)).flatten()
        })
    }

    fn near_districts(&self, key: &str, start: usize, end: usize, province: u8) -> Option<(Vec<u32>, u8, bool)> {
        let dialect = self.dialect(start, end);
        let names = self.all.districts.iter().enumerate().filter(|(_, district)| district.province == province);
        nearest(names.map(|(at, district)| (at as u32, &*district.key, &*district.dialect)), key, &dialect)
    }

    fn dialect(&self, start: usize, end: usize) -> String {
        (start..end).map(|at| dialect_word(self.words.key(at, at + 1))).collect()
    }

    /// Commune-level units of a province named before the word `end`: indices of units. Units of the
    /// districts `inside` come before all others of that name.
    pub(super) fn wards(&self, end: usize, province: u8, inside: &[u16]) -> Vec<Mention<Vec<u32>>> {
        let lies = |at: &u32| self.all.units[*at as usize].districts.iter().any(|code| inside.contains(code));
        self.names(end, Level::Ward, |key, start, end| {
            let list = self.all.by_key.get(&(province, key.into()));
            let there = list.is_some_and(|list| inside.is_empty() || list.iter().any(lies));
            if !there
                && self.fuzzy
                && let Some(near) = self.near_wards(start, end, province, inside)
            {
                return Some(near);
            }
            let list = list?;
            let toned = self.toned(start, end);
            let exact = |at: &&u32| toned.as_deref() == Some(&*self.all.units[**at as usize].toned);
            let equal: Vec<u32> = list.iter().filter(exact).copied().collect();
            let is_exact = toned.is_none() || !equal.is_empty();
            // Accents decide between names, unless only the other name lies in the district.
            let lost = !inside.is_empty() && there && !equal.iter().any(lies);
            Some((if equal.is_empty() || lost { list.clone() } else { equal }, 0, is_exact && !lost))
        })
    }

    fn near_wards(&self, start: usize, end: usize, province: u8, inside: &[u16]) -> Option<(Vec<u32>, u8, bool)> {
        let dialect = self.dialect(start, end);
        let list = self.all.units_of_province.get(&province)?;
        let units = list.iter().map(|&at| (at, &self.all.units[at as usize]));
        let units = units.filter(|(_, unit)| inside.is_empty() || unit.districts.iter().any(|d| inside.contains(d)));
        nearest(units.map(|(at, unit)| (at, &*unit.key, &*unit.dialect)), self.words.key(start, end), &dialect)
    }

    /// The kind that a mention's marker says.
    pub(super) fn kind(marker: Option<Marker>) -> Option<Kind> {
        match marker {
            Some(Marker::Ward(kind)) => Some(kind),
            _ => None,
        }
    }
}

/// All names within one slip of the key, two for long names; a confusion of speech is one slip.
fn nearest<'n>(
    names: impl Iterator<Item = (u32, &'n str, &'n str)>,
    key: &str,
    dialect: &str,
) -> Option<(Vec<u32>, u8, bool)> {
    if key.len() < 4 {
        return None;
    }
    let limit = if key.len() >= 9 { 2 } else { 1 };
    let mut best = limit + 1;
    let mut found = Vec::new();
    for (at, name, name_dialect) in names {
        if name.len().abs_diff(key.len()) > limit + 1 {
            continue;
        }
        let slips = if name_dialect == dialect { 1 } else { damerau_levenshtein(name, key) };
        if slips < best {
            best = slips;
            found.clear();
        }
        if slips == best && slips <= limit {
            found.push(at);
        }
    }
    (!found.is_empty()).then_some((found, best as u8, false))
}
