//! What stands before the ward: house number, lane, street, hamlet, residential group.
//!
//! `12 ngõ 34 Trần Phú` is house 12, lane `ngõ 34`, street `Trần Phú`; `Xóm 3, thôn Đông` is a hamlet
//! of two parts. Parts stay as they are written. Never: a name without a marker or number as a
//! hamlet or street.

use super::markers::Flags;
use super::sight::Sight;
use super::words::Gap;

/// The parts, as written.
#[derive(Debug, Default, Clone, PartialEq, Eq)]
pub(super) struct Local {
    pub(super) house_no: Option<String>,
    pub(super) lane: Option<String>,
    pub(super) street: Option<String>,
    pub(super) hamlet: Option<String>,
    pub(super) group: Option<String>,
}

fn add(field: &mut Option<String>, text: &str) {
    match field {
        _ if text.is_empty() => {}
        Some(known) => {
            known.push_str(", ");
            known.push_str(text);
        }
        None => *field = Some(text.to_owned()),
    }
}

impl Local {
    /// Reads the words `from..to`, which no unit has taken.
    pub(super) fn read(&mut self, sight: &Sight<'_>, from: usize, to: usize) {
        let mut at = from;
        while at < to {
            let end = sight.words.segment_end(at).min(to);
            // `5/12` is one number.
            let end = if self.number_goes_on(sight, end, to) { sight.words.segment_end(end).min(to) } else { end };
            self.segment(sight, at, end);
            at = end;
        }
    }

    fn number_goes_on(&self, sight: &Sight<'_>, at: usize, to: usize) -> bool {
        let list = &sight.words.list;
        at > 0 && at < to && list[at].gap == Gap::Dash && list[at].number && list[at - 1].number
    }

    fn segment(&mut self, sight: &Sight<'_>, from: usize, to: usize) {
        let mut at = from;
        while at < to {
            let marker = (at + 1..=(at + 4).min(to)).rev().find(|&end| {
                let before = sight.before[end];
                usize::from(before.start) == at && before.flags.any(Flags::LOCAL) && end < to
            });
            let (named, flags) = marker.map_or((at, Flags::NONE), |end| (end, sight.before[end].flags));
            let end = self.part_end(sight, named, to, flags);
            self.part(sight, at, named, end, flags);
            at = end;
        }
    }

    /// Where the part that begins at a word ends: before the next marker.
    fn part_end(&self, sight: &Sight<'_>, named: usize, to: usize, flags: Flags) -> usize {
        let groups = Flags::GROUP.and(Flags::HAMLET);
        (named + 1..to)
            .find(|&next| {
                (next + 1..=(next + 3).min(to - 1)).any(|end| {
                    let before = sight.before[end];
                    let house = before.flags.any(Flags::HOUSE) && flags.any(groups);
                    usize::from(before.start) == next && before.flags.any(Flags::LOCAL) && !house
                })
            })
            .unwrap_or(to)
    }

    fn part(&mut self, sight: &Sight<'_>, at: usize, named: usize, end: usize, flags: Flags) {
        let whole = sight.words.text(sight.text, at, end);
        let numbers = (named..end).take_while(|&word| sight.words.list[word].number).count();
        let (number, behind) = (named + numbers, sight.words.text(sight.text, named + numbers, end));
        let first = |from: usize| sight.words.text(sight.text, from, number);
        if flags.any(Flags::GROUP) {
            add(&mut self.group, whole);
        } else if flags.any(Flags::HAMLET) {
            add(&mut self.hamlet, whole);
        } else if flags.any(Flags::LANE) && numbers > 0 {
            add(&mut self.lane, first(at));
            add(&mut self.street, behind);
        } else if flags.any(Flags::LANE) {
            add(&mut self.lane, whole);
        } else if flags.any(Flags::STREET) {
            add(&mut self.street, sight.words.text(sight.text, named, end));
        } else if numbers > 0 {
            add(&mut self.house_no, first(named));
            add(&mut self.street, behind);
        }
    }
}
