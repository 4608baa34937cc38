//! The name that an odd part probably means: slips weighed against frequency.
//!
//! Bayes over all names in use at the place: share × exp(−[`BITE`] × cost of the slip). Example:
//! `Nguyển` is Nguyễn almost surely; `Ung` could be Ứng, Cung or Phùng, so nothing is said. A given name is
//! weighed by the sex that Văn or Thị tells. Never: a part that is itself in use.

use super::judge::Kind;
use super::known::{KnownName, Place, Uses};
use super::mend::is_marker;
use super::spelling::Spelling;
use crate::normalize::lexicon::Lexicon;

/// What one cost unit divides the likelihood by, as a natural logarithm: one ordinary slip in a
/// hundred words.
const BITE: f32 = 4.6;

/// What a slip of keys costs more than one of marks: there are some six keys beside each, and as many places.
const SPREAD: f32 = 0.35;

/// Of people with Văn or Thị, those with a given name of the other sex.
const CROSSED: f32 = 0.05;

/// A name in use, and how probable it is among all names in use.
#[derive(Debug, Clone, Copy)]
pub(super) struct Meant<'a> {
    pub(super) known: &'a KnownName,
    pub(super) certainty: f32,
    /// Share of people who bear it at the place and of whom it is written so.
    pub(super) weight: f32,
}

/// Sex that a name tells.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Sex {
    Male,
    Female,
}

impl Sex {
    /// The sex that Văn or Thị tells.
    pub(super) fn told(words: &[String]) -> Option<Sex> {
        match words.get(1).map(String::as_str) {
            Some("Văn") => Some(Sex::Male),
            Some("Thị") => Some(Sex::Female),
            _ => None,
        }
    }
}

/// Share of a part at a place, of the people of a sex where it is told.
fn share(uses: Uses, place: Place, sex: Option<Sex>) -> f32 {
    let given = match sex {
        None => uses.given,
        Some(Sex::Female) => uses.female + CROSSED * (uses.given - uses.female),
        Some(Sex::Male) => uses.given - uses.female + CROSSED * uses.female,
    };
    match place {
        Place::Surname => uses.surname,
        Place::Middle => uses.middle + 0.1 * uses.given,
        Place::Given => given + 0.1 * uses.middle,
    }
}

/// The likeliest name in use at a place for a written word; `None` where nothing is near.
pub(super) fn likeliest<'a>(word: &str, place: Place, sex: Option<Sex>, lexicon: &'a Lexicon) -> Option<Meant<'a>> {
    let (slips, written) = (lexicon.judge.slips(), Spelling::of(word));
    let written = slips.sound(&written);
    let mut all = 0.0f32;
    let mut best: Option<(f32, &KnownName)> = None;
    for known in lexicon.names.all() {
        let share = share(known.uses, place, sex);
        if share <= 0.0 {
            continue;
        }
        let most = slips.most(&known.spelling);
        let Some(slip) = slips.within((&known.spelling, known.heard), written, most) else { continue };
        let spread = if slip.kind == Kind::Keys { SPREAD } else { 0.0 };
        let weight = share * (-BITE * (slip.cost + spread)).exp();
        all += weight;
        if best.is_none_or(|(other, _)| weight > other) {
            best = Some((weight, known));
        }
    }
    best.map(|(weight, known)| Meant { known, certainty: weight / all, weight })
}

/// Whether one ordinary slip makes a name in use at the place the written word.
pub(super) fn is_one_slip_away(word: &str, place: Place, lexicon: &Lexicon) -> bool {
    let (slips, written) = (lexicon.judge.slips(), Spelling::of(word));
    let written = slips.sound(&written);
    let used = |known: &&KnownName| match place {
        Place::Surname => known.uses.surname > 0.0,
        Place::Middle | Place::Given => known.uses.middle + known.uses.given > 0.0,
    };
    let near = |known: &KnownName| slips.within((&known.spelling, known.heard), written, ORDINARY).is_some();
    lexicon.names.all().iter().filter(used).any(near)
}

/// What one slip of the keys costs at most.
const ORDINARY: f32 = 1.25;

/// Whether a word can be a slip for Văn or Thị at all.
pub(super) fn may_be_marker(word: &str, lexicon: &Lexicon) -> bool {
    let (slips, written) = (lexicon.judge.slips(), Spelling::of(word));
    let near = |known: &KnownName| {
        let most = slips.most(&known.spelling);
        slips.within((&known.spelling, known.heard), slips.sound(&written), most).is_some()
    };
    ["thi", "van"].iter().any(|folded| lexicon.names.of_fold(folded).any(|known| is_marker(&known.name) && near(known)))
}
