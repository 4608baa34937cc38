//! Two places of which either may be meant: `phường A hoặc phường B, Hải Phòng`.
//!
//! The text is read once with each of them; where both are wards and went to different units, all of those
//! stay open. Never: a choice between the two.

use super::resolve::{Decision, Resolver};
use super::sight::Sight;
use super::words::Words;

/// So many times `hoặc` is heeded in one text; a text of nothing else must not cost without bound.
pub(super) const MOST_EITHER: u8 = 3;

impl Resolver<'_> {
    /// The decision for a text in which `hoặc` is heeded `more` times.
    pub(super) fn decide(&self, text: &str, more: u8) -> Decision {
        let words = Words::of(text);
        let sight = Sight::of(&self.all.names, &words, text);
        self.seen(text, &words, sight, more)
    }

    /// Read as a whole and, where `hoặc` stands in it, with each of the two places.
    pub(super) fn seen(&self, text: &str, words: &Words, sight: Sight<'_>, more: u8) -> Decision {
        let or = sight.or.filter(|_| more > 0);
        let or = or.map(|(from, to)| (words.list[from].start as usize, words.list[to - 1].end as usize));
        let whole = self.either_way(text, words, sight);
        match or {
            Some((from, to)) => self.either(text, (from, to), whole, more - 1),
            None => whole,
        }
    }

    /// The decision for a text with `hoặc` from the bytes `from` to `to`, which was read as a whole;
    /// `more` times it is heeded in either place.
    fn either(&self, text: &str, (from, to): (usize, usize), mut whole: Decision, more: u8) -> Decision {
        let (left, right) = (text[..from].trim_end(), text[to..].trim_start());
        let behind = right.find([',', ';']).map_or("", |at| &right[at..]);
        let first = self.decide(&format!("{left}{behind}"), more).reading;
        let second = self.decide(right, more).reading;
        let wards = first.ward && second.ward || !whole.reading.ward;
        let both = wards && !first.targets.is_empty() && !second.targets.is_empty();
        if both && first.targets != second.targets {
            let mut targets = first.targets;
            targets.extend(second.targets);
            targets.sort_unstable();
            targets.dedup();
            whole.reading.targets = targets;
            whole.reading.contradiction = false;
        }
        whole
    }
}
