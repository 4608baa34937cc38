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
        let place = |(from, to): (usize, usize)| (words.list[from].start as usize, words.list[to - 1].end as usize);
        let [or, beside] = [sight.or, sight.beside].map(|words| words.filter(|_| more > 0).map(place));
        let whole = self.either_way(text, words, sight);
        match (beside, or) {
            (Some((from, to)), _) => self.both(&text[..from], &text[to..], whole, more - 1),
            (None, Some((from, to))) => self.either(text, (from, to), whole, more - 1),
            (None, None) => whole,
        }
    }

    /// Two whole addresses, `xã A, huyện B; tạm trú: phường C`: where they name different wards, neither is
    /// chosen.
    fn both(&self, left: &str, right: &str, mut whole: Decision, more: u8) -> Decision {
        let (first, second) = (self.decide(left, more).reading, self.decide(right, more).reading);
        let wards = [&first, &second].iter().all(|reading| reading.ward && !reading.targets.is_empty());
        if wards && first.targets != second.targets {
            whole.reading.set_either(first.targets, second.targets);
        }
        whole
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
            whole.reading.set_either(first.targets, second.targets);
        }
        whole
    }
}
