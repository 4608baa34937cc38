//! A whole address: brackets and notes, exact and lenient readings, the decision.
//!
//! `xã A cũ, nay là phường B` and `xã A (nay là phường B)` are decided by what is named after
//! `nay là`; `(xã A cũ)` is evidence beside the main text. Lenient readings (keys, glued words,
//! slips) are tried only where an exact one leaves something open.

use std::borrow::Cow;

use super::either::MOST_EITHER;
use super::found::Reading;
use super::markers::Flags;
use super::reading::Reader;
use super::repair::{may_have_keys, typed_in_vni, unglued, without_keys};
use super::rest::Local;
use super::sight::Sight;
use super::slips::soften;
use super::units::Gazetteer;
use super::words::Words;
use super::{AddressReading, Within};
use crate::model::Issue;
use crate::normalize::checks;
use crate::normalize::text::Syllables;

/// Parts of an address text.
#[derive(Debug, Default)]
struct Parts {
    /// What names the place as it is written.
    main: String,
    /// What stands after `nay là`.
    now: Option<String>,
    /// What stands in brackets as a former place.
    former: Option<String>,
    /// Other brackets.
    aside: Option<String>,
}

/// What a text was decided to mean, and what stands beside it.
#[derive(Debug, Default)]
pub(super) struct Decision {
    pub(super) reading: Reading,
    rest: String,
    local: Local,
}

/// Reads texts sent from one place.
pub(super) struct Resolver<'a> {
    pub(super) all: &'a Gazetteer,
    pub(super) syllables: &'a Syllables,
    pub(super) within: Within,
}

/// The parts of a text between commas, semicolons and free-standing dashes, last first; `None` where
/// there is but one.
fn turned(text: &str) -> Option<String> {
    // A dash may be part of a name: Bà Rịa - Vũng Tàu.
    let mut parts: Vec<&str> = match text.contains([',', ';']) {
        true => text.split([',', ';']).map(str::trim).collect(),
        false => text.split(" - ").map(str::trim).collect(),
    };
    parts.retain(|part| !part.is_empty());
    parts.reverse();
    (parts.len() > 1).then(|| parts.join(", "))
}

impl Resolver<'_> {
    /// Reads a cleaned address.
    pub(super) fn resolve(&self, text: &str) -> AddressReading {
        let words = Words::of(text);
        let sight = Sight::of(&self.all.names, &words, text);
        if !text.contains(['(', '[']) && sight.now.is_none() {
            let decision = self.seen(text, &words, sight, MOST_EITHER);
            return self.show(text, decision);
        }
        drop(sight);
        self.with_notes(text)
    }

    fn with_notes(&self, text: &str) -> AddressReading {
        let parts = self.parts(text);
        let mut main = self.decide(&parts.main, MOST_EITHER);
        if main.reading.targets.len() != 1
            && let Some(aside) = &parts.aside
        {
            let joined = self.decide(&format!("{}, {aside}", parts.main), MOST_EITHER);
            if joined.reading.targets.len() == 1 || main.reading.targets.is_empty() {
                main = joined;
            }
        }
        if let Some(former) = &parts.former {
            main.weigh(&self.decide(former, MOST_EITHER).reading);
        }
        if let Some(now) = parts.now.as_ref().map(|now| self.decide(now, MOST_EITHER))
            && !now.reading.targets.is_empty()
        {
            let before = std::mem::replace(&mut main.reading, now.reading);
            main.weigh(&before);
        }
        self.show(text, main)
    }

    /// Some forms put the largest unit first (`Tỉnh A, Huyện B, Xã C`): such a text is read from both
    /// ends, and the better reading counts.
    pub(super) fn either_way(&self, text: &str, words: &Words, sight: Sight<'_>) -> Decision {
        let turned = if sight.begins_large() { turned(text) } else { None };
        let straight = self.decide_seen(text, words, sight);
        let Some(turned) = turned else { return straight };
        let words = Words::of(&turned);
        let sight = Sight::of(&self.all.names, &words, &turned);
        let other = self.decide_seen(&turned, &words, sight);
        if other.reading.score > straight.reading.score { other } else { straight }
    }

    fn read(&self, sight: &Sight<'_>) -> Reading {
        Reader::new(self.all, sight, self.within).best()
    }

    fn decide_seen(&self, text: &str, words: &Words, sight: Sight<'_>) -> Decision {
        let vni = typed_in_vni(self.all, words, text, self.syllables);
        let reading = if vni { Reading::default() } else { self.read(&sight) };
        let open = reading.is_open();
        if !vni && !open && !may_have_keys(text) {
            return Decision::of(&sight, reading);
        }
        if let Cow::Owned(repaired) = &self.repaired(text, words, vni) {
            let words = Words::of(repaired);
            let again = Sight::of(&self.all.names, &words, repaired);
            let second = self.read(&again);
            if second.score > reading.score || open && second.score == reading.score {
                return self.leniently(again, second);
            }
        }
        self.leniently(sight, reading)
    }

    fn repaired<'t>(&self, text: &'t str, words: &Words, vni: bool) -> Cow<'t, str> {
        match without_keys(text, vni, self.syllables) {
            Some(fixed) => {
                let words = Words::of(&fixed);
                Cow::Owned(unglued(self.all, &words, &fixed).unwrap_or(fixed))
            }
            None => unglued(self.all, words, text).map_or(Cow::Borrowed(text), Cow::Owned),
        }
    }

    fn leniently(&self, mut sight: Sight<'_>, reading: Reading) -> Decision {
        if !reading.is_open() {
            return Decision::of(&sight, reading);
        }
        let doubt = reading.contradiction || reading.far;
        soften(self.all, &mut sight, self.within.province.number() as u8, doubt);
        let lenient = self.read(&sight);
        let several = reading.far && lenient.score == reading.score;
        if lenient.score <= reading.score && !several {
            return Decision::of(&sight, reading);
        }
        // `phường Văn An, huyện Thanh Hà`: a ward of another district, or Thanh An with a slip.
        let either = reading.contradiction && reading.ward && reading.exact && lenient.slips > 0;
        if either && !lenient.targets.is_empty() && !lenient.contradiction {
            let mut targets = [reading.targets.as_slice(), &lenient.targets].concat();
            targets.sort_unstable();
            targets.dedup();
            return Decision::of(&sight, Reading { targets, ..reading });
        }
        Decision::of(&sight, lenient)
    }

    /// Splits off brackets and `nay là …`.
    fn parts(&self, text: &str) -> Parts {
        let mut parts = Parts::default();
        let (before, inside, after) = bracket(text);
        let inside = inside.trim();
        parts.main = format!("{before} {after}");
        if let Some((0, _, now)) = self.now(inside) {
            parts.now = Some(format!("{now}{after}"));
        } else if !inside.is_empty() && self.speaks_of_the_past(inside) {
            parts.former = Some(format!("{inside}{after}"));
        } else if !inside.is_empty() {
            parts.aside = Some(inside.to_owned());
        }
        if parts.now.is_none()
            && let Some((_, old, now)) =
                self.now(&parts.main).map(|(at, old, now)| (at, old.to_owned(), now.to_owned()))
        {
            (parts.main, parts.now) = (old, Some(now));
        }
        parts
    }

    /// The word where `nay là` stands, what stands before and behind it.
    fn now<'t>(&self, text: &'t str) -> Option<(usize, &'t str, &'t str)> {
        let words = Words::of(text);
        let (from, to) = Sight::of(&self.all.names, &words, text).now?;
        Some((from, &text[..words.list[from].start as usize], &text[words.list[to - 1].end as usize..]))
    }

    fn speaks_of_the_past(&self, text: &str) -> bool {
        let words = Words::of(text);
        let marks = |from: usize, to: usize| {
            let entry = self.all.names.find(words.key(from, to));
            entry.is_some_and(|entry| entry.flags.any(Flags::FORMER))
        };
        (0..words.len()).any(|from| (from + 1..=words.len().min(from + 3)).any(|to| marks(from, to)))
    }

    fn show(&self, text: &str, decision: Decision) -> AddressReading {
        let Decision { reading, rest, local } = decision;
        let mut out = AddressReading {
            rest,
            house_no: local.house_no,
            lane: local.lane,
            street: local.street,
            hamlet: local.hamlet,
            group: local.group,
            ..AddressReading::default()
        };
        let shown = |at: u32| &self.all.shown[at as usize];
        out.province = reading.province.and_then(|number| self.all.province_code(number));
        if reading.contradiction {
            out.issues.push(Issue::new(checks::ADDRESS_CONTRADICTION, text));
        }
        match reading.targets[..] {
            [] => out.issues.push(Issue::new(checks::ADDRESS_UNKNOWN, text)),
            [only] if !reading.contradiction => {
                let ward = shown(only);
                out.ward = Some(ward.code);
                out.ward_name = Some(ward.full_name.to_string());
                out.province = Some(ward.province);
                out.confidence = reading.confidence();
                if reading.slips > 0 {
                    out.issues.push(Issue::new(checks::ADDRESS_SPELLING, text).suggest(&ward.full_name));
                }
            }
            _ => {
                out.alternatives = reading.targets.iter().map(|&at| shown(at).code).collect();
                out.alternatives.sort_unstable();
                if let Some(at) = out.alternatives.iter().position(|code| Some(*code) == self.within.ward) {
                    out.alternatives[..=at].rotate_right(1);
                }
                if !reading.contradiction {
                    let names = out.alternatives.iter().take(5).filter_map(|code| self.all.ward_name(*code));
                    let names = names.collect::<Vec<_>>().join(", ");
                    out.issues.push(Issue::new(checks::ADDRESS_AMBIGUOUS, text).suggest(&names));
                }
            }
        }
        out
    }
}

/// The first bracket: what stands before, in and after it. Further brackets stay in `after`.
fn bracket(text: &str) -> (&str, &str, &str) {
    let Some(open) = text.find(['(', '[']) else { return (text, "", "") };
    let close = text[open..].find([')', ']']).map_or(text.len(), |at| open + at);
    (&text[..open], &text[open + 1..close], text.get(close + 1..).unwrap_or(""))
}

impl Decision {
    /// The reading with the words that it left.
    fn of(sight: &Sight<'_>, reading: Reading) -> Decision {
        let mut decision = Decision::default();
        let mut used = reading.used;
        used.sort_unstable();
        let mut at = 0;
        let end = sight.words.len();
        for (from, to) in used.into_iter().map(|(from, to)| (usize::from(from), usize::from(to))).chain([(end, end)]) {
            if at < from && sight.unread(at, from) > 0 {
                let piece = sight.words.text(sight.text, at, from);
                if !decision.rest.is_empty() {
                    decision.rest.push_str(", ");
                }
                decision.rest.push_str(piece);
                decision.local.read(sight, at, from);
            }
            at = at.max(to);
        }
        decision.reading = reading;
        decision
    }

    /// Lets further evidence narrow an open decision.
    fn weigh(&mut self, evidence: &Reading) {
        if self.reading.targets.is_empty() {
            self.reading = evidence.clone();
        } else if self.reading.targets.len() > 1 {
            let both = |at: &u32| evidence.targets.contains(at);
            if self.reading.targets.iter().any(both) {
                self.reading.targets.retain(both);
            }
        }
    }
}
