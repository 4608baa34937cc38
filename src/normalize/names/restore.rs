//! The name that an odd part probably means: slips weighed against frequency.
//!
//! Bayes over all names in use at the place: share × exp(−[`BITE`] × cost of the slip). Example:
//! `Nguyển` is Nguyễn almost surely; `Ung` could be Ứng, Cung or Phùng, so nothing is said. Never:
//! a part that is itself in use.

use super::known::{KnownName, Place};
use super::mend::is_marker;
use super::spelling::Spelling;
use crate::normalize::lexicon::Lexicon;

/// What one cost unit divides the likelihood by, as a natural logarithm: one ordinary slip in a
/// hundred words.
const BITE: f32 = 4.6;

/// A name in use, and how probable it is among all names in use.
#[derive(Debug, Clone, Copy)]
pub(super) struct Meant<'a> {
    pub(super) known: &'a KnownName,
    pub(super) certainty: f32,
}

/// The likeliest name in use at a place for a written word; `None` where nothing is near.
pub(super) fn likeliest<'a>(word: &str, place: Place, lexicon: &'a Lexicon) -> Option<Meant<'a>> {
    let (slips, written) = (lexicon.judge.slips(), Spelling::of(word));
    let written = slips.sound(&written);
    let mut all = 0.0f32;
    let mut best: Option<(f32, &KnownName)> = None;
    for known in lexicon.names.all() {
        let share = match place {
            Place::Surname => known.uses.surname,
            Place::Middle => known.uses.middle + 0.1 * known.uses.given,
            Place::Given => known.uses.given + 0.1 * known.uses.middle,
        };
        if share == 0.0 {
            continue;
        }
        let most = slips.most(&known.spelling);
        let Some(slip) = slips.within((&known.spelling, known.heard), written, most) else { continue };
        let weight = share * (-BITE * slip.cost).exp();
        all += weight;
        if best.is_none_or(|(other, _)| weight > other) {
            best = Some((weight, known));
        }
    }
    best.map(|(weight, known)| Meant { known, certainty: weight / all })
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
