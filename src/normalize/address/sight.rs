//! What stands in an address text: markers, and mentions of units with what they may be.
//!
//! A bare name counts only where it fills a segment, or where the whole text has no separators; so
//! a street or hamlet that bears a ward's name is no mention. Never: choosing between mentions.

use super::markers::Flags;
use super::mention::{Before, Mention};
use super::names::{Entry, NameIndex};
use super::spare::SightLists;
use super::words::{Gap, Words};

/// A text as it is seen.
pub(super) struct Sight<'a> {
    pub(super) names: &'a NameIndex,
    pub(super) words: &'a Words,
    pub(super) text: &'a str,
    /// The marker that ends before each word, and before the end.
    pub(super) before: Vec<Before>,
    /// Mentions of units, by their end.
    pub(super) mentions: Vec<Mention>,
    /// Words before each word that say something: neither `cũ` nor noise.
    pub(super) content: Vec<u16>,
    /// Words before each word that begin a marker of a unit.
    pub(super) claims: Vec<u16>,
    /// The first word behind a marker of a ward that can be nothing else.
    pub(super) first_ward: usize,
    /// Where the province stands that the text ends with.
    pub(super) last_province: Option<u16>,
    /// Whether `cũ` or the like stands at each word.
    pub(super) past: Vec<bool>,
    /// No separator stands between the words.
    pub(super) one_segment: bool,
    /// Runs of words that are a name or a marker.
    pub(super) runs: Vec<(u16, u16, u32)>,
    /// A wording of `nay là`: its words.
    pub(super) now: Option<(usize, usize)>,
    /// A wording of `hoặc` in the midst: its words.
    pub(super) or: Option<(usize, usize)>,
    /// Words before a second whole address; the last such.
    pub(super) beside: Option<(usize, usize)>,
}

/// Longest name or marker, in words.
const LONGEST: usize = 6;

impl<'a> Sight<'a> {
    pub(super) fn of(names: &'a NameIndex, words: &'a Words, text: &'a str) -> Sight<'a> {
        let count = words.len();
        let SightLists { mut before, mentions, mut content, mut claims, mut past, mut runs } = SightLists::take();
        before.resize(count + 1, Before::default());
        content.resize(count + 1, 1);
        claims.resize(count + 1, 0);
        past.resize(count + 1, false);
        let mut sight = Sight {
            names,
            words,
            text,
            before,
            mentions,
            content,
            claims,
            past,
            runs: Vec::new(),
            first_ward: usize::MAX,
            last_province: None,
            one_segment: words.list.iter().skip(1).all(|word| word.gap < Gap::Dash),
            now: None,
            or: None,
            beside: None,
        };
        for start in 0..count {
            for end in start + 1..=count.min(start + LONGEST) {
                if end > start + 1 && words.list[end - 1].gap == Gap::Break {
                    break;
                }
                let Some(hash) = words.hash(start, end) else { break };
                if let Some(entry) = names.get(hash, words.key(start, end)) {
                    runs.push((start as u16, end as u16, entry));
                }
            }
        }
        for &(start, end, entry) in &runs {
            sight.mark(start.into(), end.into(), &names.entries[entry as usize]);
        }
        sight.sum();
        for &(start, end, entry) in &runs {
            if names.entries[entry as usize].is_name() {
                sight.mention(start, end, entry);
            }
        }
        sight.runs = runs;
        let wards = |before: &Before| before.flags.any(Flags::WARD) && !before.flags.any(Flags::LOCAL);
        sight.first_ward = sight.before.iter().position(wards).unwrap_or(usize::MAX);
        let last =
            |mention: &&Mention| mention.levels.any(Flags::PROVINCE) && sight.unread(mention.end.into(), count) == 0;
        sight.last_province = sight.mentions.iter().find(last).map(|mention| mention.start);
        sight
    }

    /// What the words mark: each only with the accents of the marker, or without any.
    fn meaning(&self, start: usize, end: usize, entry: &Entry) -> Flags {
        if entry.flags == Flags::NONE {
            return Flags::NONE;
        }
        if !self.words.any_marked(start, end) {
            return entry.flags;
        }
        let same = entry.markers.iter().filter(|marker| {
            marker.marks.len() == end - start
                && marker.marks.iter().enumerate().all(|(at, &marks)| self.words.bears(start + at, marks))
        });
        same.fold(Flags::NONE, |flags, marker| flags.and(marker.flags))
    }

    fn mark(&mut self, start: usize, end: usize, entry: &Entry) {
        let flags = self.meaning(start, end, entry);
        if flags == Flags::NONE || self.words.list[start + 1..end].iter().any(|word| word.gap == Gap::Dash) {
            return;
        }
        if flags.any(Flags::NOW) && self.now.is_none_or(|(from, to)| from == start && to < end) {
            self.now = Some((start, end));
        }
        if flags.any(Flags::OR) && start > 0 && end < self.words.len() {
            self.or = Some((start, end));
        }
        let longer = self.beside.is_none_or(|(from, to)| from != start || to < end);
        if flags.any(Flags::BESIDE) && start > 0 && end < self.words.len() && longer {
            self.beside = Some((start, end));
        }
        let past = flags.any(Flags::FORMER) && (self.words.any_marked(start, end) || !self.words.begins(start));
        let noise = flags.any(Flags::NOISE) && (end == self.words.len() || start == 0);
        self.past[start] |= past;
        if past || noise {
            self.content[start..end].fill(0);
        }
        if flags.any(Flags::UNIT) && !flags.any(Flags::LOCAL) && self.words.key(start, end).len() > 1 {
            self.claims[start] = 1;
        }
        let known = self.before[end];
        let longer = known.flags == Flags::NONE || start < usize::from(known.start);
        // `thị xã` is no `xã` and `T.P` no `P.`: the longest counts.
        if longer && flags.any(Flags(Flags::UNIT.0 | Flags::LOCAL.0)) {
            self.before[end] = Before { start: start as u16, flags };
        }
    }

    /// Makes sums of what stands before each word.
    fn sum(&mut self) {
        for list in [&mut self.content, &mut self.claims] {
            let mut sum = 0;
            for cell in list.iter_mut() {
                let own = *cell;
                *cell = sum;
                sum += own;
            }
        }
    }

    /// Whether the text's first part is wholly the name of a district or a province.
    pub(super) fn begins_large(&self) -> bool {
        let large = Flags::PROVINCE.and(Flags::CITY).and(Flags::DISTRICT);
        let end = self.words.segment_end(0) as u16;
        self.mentions.iter().any(|mention| mention.start == 0 && mention.levels.any(large) && mention.end == end)
    }

    /// Words that say something between two places.
    #[inline]
    pub(super) fn unread(&self, from: usize, to: usize) -> u16 {
        if from < to { self.content[to] - self.content[from] } else { 0 }
    }

    /// Markers of units between two places.
    #[inline]
    pub(super) fn claims(&self, from: usize, to: usize) -> u16 {
        if from < to { self.claims[to] - self.claims[from] } else { 0 }
    }

    fn mention(&mut self, start: u16, end: u16, entry: u32) {
        let (name, stop) = (usize::from(start), usize::from(end));
        let known = &self.names.entries[entry as usize];
        let marker = self.before[name];
        let touching = self.words.list[name].gap <= Gap::Stop;
        let (from, flags) =
            if marker.flags != Flags::NONE && touching { (marker.start, marker.flags) } else { (start, Flags::NONE) };
        let mut levels = if flags == Flags::NONE { self.bare_levels(name, stop) } else { levels_of(flags) };
        let own = [(known.wards.is_empty(), Flags::WARD), (known.districts.is_empty(), Flags::DISTRICT)];
        for (none, level) in own.into_iter().chain([(known.provinces.is_empty(), Flags::PROVINCE)]) {
            if none {
                levels = Flags(levels.0 & !level.0);
            }
        }
        if levels != Flags::NONE {
            self.mentions.push(Mention {
                start: from,
                name: start,
                end,
                entry,
                marker: flags.only(Flags::UNIT),
                levels,
                slips: 0,
            });
        }
    }

    /// Levels that a bare name may be of.
    pub(super) fn bare_levels(&self, start: usize, end: usize) -> Flags {
        let all = Flags::WARD.and(Flags::DISTRICT).and(Flags::PROVINCE);
        let words = self.words;
        let long = words.key(start, end).len() > 2;
        let ends = words.begins(end) || self.unread(end, words.segment_end(start)) == 0;
        if ends && self.segment_begins(start) {
            return match (long, self.house_before(start)) {
                (false, _) => Flags::PROVINCE,
                // `12, Trần Phú, quận …`: a street as likely as a ward.
                (_, true) => Flags::DISTRICT.and(Flags::PROVINCE),
                _ => all,
            };
        }
        let number = start > 0 && words.list[start - 1].number && words.list[start].gap < Gap::Dash;
        if self.one_segment && long && (!number || self.hamlet_number(start - 1)) {
            return all;
        }
        if ends && number && long && self.hamlet_number(start - 1) {
            return Flags::WARD;
        }
        let before_unit = !words.begins(end) && self.claims(end, end + 1) > 0;
        if before_unit && long && !number && !words.begins(start) && self.before[start].flags == Flags::NONE {
            return Flags::WARD.and(Flags::DISTRICT);
        }
        let after_unit = self.mentions.iter().any(|before| usize::from(before.end) == start && !before.bare());
        match (after_unit && ends, end == words.len()) {
            (true, _) if long => Flags::DISTRICT.and(Flags::PROVINCE),
            (_, true) => Flags::PROVINCE,
            _ => Flags::NONE,
        }
    }

    /// Whether nothing that says something stands before the word in its segment.
    fn segment_begins(&self, at: usize) -> bool {
        self.words.begins(at) || self.unread(self.words.segment_start(at), at) == 0
    }

    /// Whether the segment before is nothing but the number of a house.
    fn house_before(&self, at: usize) -> bool {
        if at == 0 {
            return false;
        }
        let start = self.words.segment_start(at - 1);
        let number = self.words.list[at - 1].number;
        let marked = |word: usize| self.before[word].flags;
        number
            && !self.hamlet_number(at - 1)
            && (start + 1 == at || marked(at - 1).any(Flags(Flags::HOUSE.0 | Flags::LANE.0)))
    }

    /// Whether the number counts a hamlet or residential group: `thôn 3`, `TDP số 5`.
    fn hamlet_number(&self, number: usize) -> bool {
        let marker = self.before[number];
        let hamlet = Flags::HAMLET.and(Flags::GROUP);
        marker.flags.any(hamlet)
            || marker.flags.any(Flags::HOUSE) && self.before[usize::from(marker.start)].flags.any(hamlet)
    }
}

/// The levels that a marker lets a name be of.
pub(super) fn levels_of(flags: Flags) -> Flags {
    let mut levels = Flags::NONE;
    for level in [Flags::WARD, Flags::DISTRICT] {
        if flags.any(level) {
            levels = levels.and(level);
        }
    }
    if flags.any(Flags::PROVINCE.and(Flags::CITY)) {
        levels = levels.and(Flags::PROVINCE);
    }
    levels
}
