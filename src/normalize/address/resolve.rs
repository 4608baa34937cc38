//! A whole address: brackets and notes, strict and lenient readings, the decision.
//!
//! `xã A cũ, nay là phường B` and `xã A (nay là phường B)` are decided by what is named after
//! `nay là`; `(xã A cũ)` is evidence beside the main text. Lenient readings (slips) are tried only
//! where a strict one leaves something open.

use super::mentions::Finder;
use super::tail::{Reading, best};
use super::units::Gazetteer;
use super::words::{Marker, Words};
use super::{AddressReading, Within};
use crate::model::{Issue, ProvinceCode};
use crate::normalize::checks;

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

impl Gazetteer {
    /// Reads a cleaned address.
    #[must_use]
    pub fn resolve(&self, text: &str, within: Within) -> AddressReading {
        let home = within.province.number() as u8;
        let parts = self.parts(text);
        let mut main = self.decide(&parts.main, home);
        let rest = main.rest.clone();
        if main.reading.set.len() != 1
            && let Some(aside) = &parts.aside
        {
            let joined = self.decide(&format!("{}, {aside}", parts.main), home);
            if joined.reading.set.len() == 1 || main.reading.set.is_empty() {
                main = joined;
            }
        }
        if let Some(former) = &parts.former {
            main.weigh(&self.decide(former, home).reading);
        }
        if let Some(now) = parts.now.as_ref().map(|now| self.decide(now, home))
            && !now.reading.set.is_empty()
        {
            let before = main.reading;
            main = now;
            main.weigh(&before);
        }
        self.show(text, main, rest)
    }

    fn decide(&self, text: &str, home: u8) -> Decision {
        let words = Words::of(text);
        let strict = Finder { all: self, words: &words, text, fuzzy: false };
        let end = words.list.len();
        let mut reading = best(&strict, end, home);
        let open =
            !reading.ward || reading.set.is_empty() || reading.contradiction || reading.gap || reading.from == end;
        if open {
            let lenient = best(&Finder { fuzzy: true, ..strict }, end, home);
            if lenient.score > reading.score {
                reading = lenient;
            }
        }
        let cut = words.list.get(reading.from).map_or(text.len(), |word| word.start);
        let rest = text[..cut].trim_matches(|c: char| !c.is_alphanumeric()).to_owned();
        Decision { reading, rest }
    }

    /// Splits off brackets and `nay là …`.
    fn parts(&self, text: &str) -> Parts {
        let mut parts = Parts::default();
        let (before, inside, after) = bracket(text);
        let main = format!("{before} {after}");
        let inside = inside.trim();
        if let Some(now) = self.after_now(inside) {
            parts.now = Some(format!("{now}{after}"));
            parts.main = main;
        } else if !inside.is_empty() && self.speaks_of_the_past(inside) {
            parts.former = Some(format!("{inside}{after}"));
            parts.main = main;
        } else if inside.is_empty() {
            parts.main = main;
        } else {
            parts.aside = Some(inside.to_owned());
            parts.main = main;
        }
        if parts.now.is_none()
            && let Some((old, now)) = self.split_now(&parts.main)
        {
            (parts.main, parts.now) = (old, Some(now));
        }
        parts
    }

    fn after_now<'t>(&self, text: &'t str) -> Option<&'t str> {
        let words = Words::of(text);
        let longest = 4.min(words.list.len());
        let len = (1..=longest).rev().find(|&len| self.markers.now.iter().any(|now| now == words.key(0, len)))?;
        Some(&text[words.list[len - 1].end..])
    }

    fn split_now(&self, text: &str) -> Option<(String, String)> {
        let words = Words::of(text);
        for at in 1..words.list.len() {
            for len in (1..=4.min(words.list.len() - at)).rev() {
                let together = words.list[at].segment == words.list[at + len - 1].segment;
                if together && self.markers.now.iter().any(|now| now == words.key(at, at + len)) {
                    let (old, now) = (&text[..words.list[at].start], &text[words.list[at + len - 1].end..]);
                    return Some((old.to_owned(), now.to_owned()));
                }
            }
        }
        None
    }

    fn speaks_of_the_past(&self, text: &str) -> bool {
        let words = Words::of(text);
        let any = |at: usize, len: usize| {
            at + len <= words.list.len() && self.markers.former.iter().any(|word| word == words.key(at, at + len))
        };
        (0..words.list.len()).any(|at| any(at, 1) || any(at, 2) || any(at, 3))
    }

    fn show(&self, text: &str, decision: Decision, rest: String) -> AddressReading {
        let Decision { reading, .. } = decision;
        let mut out = AddressReading { hamlet: self.hamlet(&rest), rest, ..AddressReading::default() };
        let shown = |at: &u32| &self.shown[*at as usize];
        out.province = reading.province.and_then(|number| ProvinceCode::from_digits(&format!("{number:02}")));
        if reading.contradiction {
            out.issues.push(Issue::new(checks::ADDRESS_CONTRADICTION, text));
        }
        let mut found = reading.set.iter();
        match (found.next(), found.next()) {
            (None, _) => {
                out.issues.push(Issue::new(checks::ADDRESS_UNKNOWN, text));
            }
            (Some(only), None) if !reading.contradiction => {
                let ward = shown(only);
                out.ward = Some(ward.code);
                out.ward_name = Some(ward.full_name.to_string());
                out.province = Some(ward.province);
                let slips = f64::from(reading.slips);
                out.confidence =
                    1.0 - 0.15 * slips - if reading.exact { 0.0 } else { 0.05 } - if reading.gap { 0.05 } else { 0.0 };
                if reading.slips > 0 {
                    out.issues.push(Issue::new(checks::ADDRESS_SPELLING, text).suggest(&ward.full_name));
                }
            }
            _ => {
                out.alternatives = reading.set.iter().map(|at| shown(at).code).collect();
                out.alternatives.sort_unstable();
                let names: Vec<&str> = reading.set.iter().take(5).map(|at| &*shown(at).full_name).collect();
                if !reading.contradiction {
                    out.issues.push(Issue::new(checks::ADDRESS_AMBIGUOUS, text).suggest(&names.join(", ")));
                }
            }
        }
        out
    }

    /// The hamlet or residential group in what stands before the ward: from its marker to the end of
    /// its segment.
    fn hamlet(&self, rest: &str) -> Option<String> {
        let words = Words::of(rest);
        for at in 0..words.list.len() {
            for len in (1..=3.min(words.list.len() - at)).rev() {
                let named = self.markers.get(words.key(at, at + len)).contains(&Marker::Hamlet);
                let last =
                    (at..words.list.len()).take_while(|&i| words.list[i].segment == words.list[at].segment).last()?;
                if named && last >= at + len {
                    return Some(rest[words.list[at].start..words.list[last].end].to_owned());
                }
            }
        }
        None
    }
}

/// The first bracket: what stands before, in and after it. Further brackets stay in `after`.
fn bracket(text: &str) -> (&str, &str, &str) {
    let Some(open) = text.find(['(', '[']) else { return (text, "", "") };
    let close = text[open..].find([')', ']']).map_or(text.len(), |at| open + at);
    (&text[..open], &text[open + 1..close], text.get(close + 1..).unwrap_or(""))
}

/// What a text was decided to mean.
#[derive(Debug)]
struct Decision {
    reading: Reading,
    rest: String,
}

impl Decision {
    /// Lets further evidence narrow an open decision.
    fn weigh(&mut self, evidence: &Reading) {
        if self.reading.set.is_empty() {
            self.reading = evidence.clone();
        } else if self.reading.set.len() > 1 {
            let both: std::collections::BTreeSet<u32> = self.reading.set.intersection(&evidence.set).copied().collect();
            if !both.is_empty() {
                self.reading.set = both;
            }
        }
    }
}
