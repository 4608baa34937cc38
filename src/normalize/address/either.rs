//! Two places of which either may be meant: `phường A hoặc phường B, Hải Phòng`.
//!
//! The text is read once with each of them; where both are wards and went to different units, all of those
//! stay open. Never: a choice between the two.

use super::resolve::{Decision, Resolver};

impl Resolver<'_> {
    /// The decision for a text with `hoặc` from the bytes `from` to `to`, which was read as a whole.
    pub(super) fn either(&self, text: &str, from: usize, to: usize, mut whole: Decision) -> Decision {
        let (left, right) = (text[..from].trim_end(), text[to..].trim_start());
        let behind = right.find([',', ';']).map_or("", |at| &right[at..]);
        let first = self.decide(&format!("{left}{behind}")).reading;
        let second = self.decide(right).reading;
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
