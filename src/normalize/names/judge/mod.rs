//! The judge of name pairs: whether the second can be a written form of the first.
//!
//! Takes two cells as written. Gives a [`Verdict`]: the comparison level, its match weight, and
//! whether they can be one name. `yes`: other encoding, case, blanks, tone placement, i/y, titles,
//! lost marks, slips of keys, speech or spelling that give no other name, short forms, another order,
//! missing middle parts. `no`: some part is another name in use, or the sex marker differs. Never:
//! saying that two people are one; frequency of the very name is the linkage's business.

mod align;
mod columns;
mod config;
mod fit;
mod level;
mod part;
mod slip;

pub use columns::compare_columns;
pub use config::PairWords;
pub use level::Level;
use level::Weights;

use align::{Alignment, align};
use fit::{Fit, Fitting};
use part::{Part, parts, respace};
pub(super) use slip::Heard;
pub(super) use slip::Kind;
use slip::Slips;

use super::LONGEST_CELL;
use super::known::Place;
use super::reading::{all_words, usual_words};
use crate::normalize::lexicon::Lexicon;

/// What the judge says about a pair.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Verdict {
    /// The loosest step that was needed, or where the names part.
    pub level: Level,
    /// Match weight of the level in bits, for names of common frequency.
    pub weight: f64,
    /// Whether the second can be a written form of the first.
    pub same: bool,
}

/// Prepared tables of the judge.
#[derive(Debug)]
pub struct Judge {
    slips: Slips,
    weights: Weights,
}

impl Judge {
    /// From `words/name_pairs.toml`.
    ///
    /// # Errors
    /// All levels that have no shares or wrong ones.
    pub fn new(words: &PairWords) -> Result<Judge, Vec<String>> {
        Ok(Judge { slips: Slips::new(words), weights: Weights::new(&words.levels)? })
    }

    /// What slips cost.
    pub(super) fn slips(&self) -> &Slips {
        &self.slips
    }
}

/// Longest name, in parts, that is compared part by part.
const LONGEST: usize = 10;

/// Judges a pair of cells.
#[must_use]
pub fn judge(left: &str, right: &str, lexicon: &Lexicon) -> Verdict {
    let level = level(left, right, lexicon);
    Verdict { level, weight: lexicon.judge.weights.of(level), same: level.is_same() }
}

fn level(left: &str, right: &str, lexicon: &Lexicon) -> Level {
    if left.len().max(right.len()) > LONGEST_CELL {
        return Level::NoName;
    }
    let (one, other) = (usual_words(left, lexicon), usual_words(right, lexicon));
    if one.is_empty() || other.is_empty() {
        return Level::NoName;
    }
    if left == right {
        return Level::Identical;
    }
    let loud = (is_of_one_case(left), is_of_one_case(right));
    let first = of_words(&one, &other, loud, MOST_IN_ANOTHER_ORDER, lexicon);
    if first.is_same() {
        return first;
    }
    // A text that has several readings: the other name tells which.
    let lefts = all_words(left, &one, lexicon);
    let rights = all_words(right, &other, lexicon);
    let readings = lefts.iter().flat_map(|l| rights.iter().map(move |r| (l, r))).skip(1);
    let levels = readings.map(|(l, r)| of_words(l, r, loud, MOST_IN_ANOTHER_READING, lexicon));
    levels.into_iter().find(|level| *level <= Level::Slip || *level == Level::Order).unwrap_or(first)
}

/// All capitals or all small, as bank files are.
fn is_of_one_case(text: &str) -> bool {
    !text.contains(char::is_lowercase) || !text.contains(char::is_uppercase)
}

fn of_words(left: &[String], right: &[String], loud: (bool, bool), most_turned: f32, lexicon: &Lexicon) -> Level {
    let (left, right) = (parts(left, lexicon), parts(right, lexicon));
    if left.is_empty() || right.is_empty() {
        return Level::NoName;
    }
    let right = respace(right, &left, lexicon);
    let left = respace(left, &right, lexicon);
    if left.len() > LONGEST || right.len() > LONGEST {
        return if left == right { Level::Writing } else { Level::Different };
    }
    let unmarked = (lacks_marks(&left, &right, loud.0), lacks_marks(&right, &left, loud.1));
    let fitting = Fitting { lexicon, slips: &lexicon.judge.slips, unmarked };
    let straight = level_of(&align(&left, &right, &fitting), &left, &right, lexicon);
    if straight.is_same() {
        return straight;
    }
    let turned = orders(&right).into_iter().any(|order| {
        let alignment = align(&left, &order, &fitting);
        alignment.cost() < most_turned
            && alignment.lacks_markers_only(&left, &order)
            && level_of(&alignment, &left, &order, lexicon).is_same()
    });
    if turned { Level::Order } else { straight }
}

/// Whether a name is written without its marks. `Cung Danh An` has none to lose: where each part is
/// a name as it stands and only one part of the other name has marks, they are two names.
fn lacks_marks(own: &[Part], other: &[Part], loud: bool) -> bool {
    let natural = || {
        let last = own.len() - 1;
        own.iter().enumerate().all(|(at, part)| {
            part.is_used(if at == 0 {
                Place::Surname
            } else if at == last {
                Place::Given
            } else {
                Place::Middle
            })
        })
    };
    let marked = other.iter().filter(|part| !part.is_plain()).count();
    own.iter().all(Part::is_plain) && (loud || marked > 1 || !natural())
}

/// A name in another order must agree better than one in the usual order.
const MOST_IN_ANOTHER_ORDER: f32 = 2.2;
/// In another order and with a title kept as a part: nothing but writing may differ.
const MOST_IN_ANOTHER_READING: f32 = 0.3;

/// Other orders in which a name is written: given name first, surname last, both.
fn orders(parts: &[Part]) -> Vec<Vec<Part>> {
    if parts.len() < 2 {
        return Vec::new();
    }
    let mut given_first = parts.to_vec();
    given_first.rotate_left(1);
    let mut surname_last = parts.to_vec();
    surname_last.rotate_right(1);
    let mut ends = parts.to_vec();
    let last = ends.len() - 1;
    ends.swap(0, last);
    let back: Vec<Part> = parts.iter().rev().cloned().collect();
    vec![given_first, surname_last, ends, back]
}

fn level_of(alignment: &Alignment, left: &[Part], right: &[Part], lexicon: &Lexicon) -> Level {
    let others: Vec<Place> = alignment.others().map(|(_, _, place, _)| *place).collect();
    match others[..] {
        [] => {}
        [Place::Given] => return Level::OtherGiven,
        [Place::Surname] => return Level::OtherSurname,
        [Place::Middle] => {
            let markers = alignment.others().all(|(l, r, ..)| left[*l].is_marker() && right[*r].is_marker());
            return if markers { Level::OtherSex } else { Level::OtherMiddle };
        }
        _ => return Level::Different,
    }
    if alignment.cost() > lexicon.judge.slips.costs().most_of_a_name {
        return Level::Different;
    }
    if alignment.no_surname && alignment.fits.len() < 2 {
        return Level::Different;
    }
    loosest(alignment)
}

/// The one step that was needed; several where there is more than one kind.
fn loosest(alignment: &Alignment) -> Level {
    let mut needed: Vec<Level> = alignment
        .fits
        .iter()
        .map(|(.., fit)| match fit {
            Fit::Equal | Fit::Other { .. } => Level::Writing,
            Fit::Unmarked => Level::NoDiacritics,
            Fit::Short => Level::Abbreviation,
            Fit::Slipped(slip) => match slip.kind {
                Kind::LostMarks => Level::LostMarks,
                Kind::WrongMarks => Level::WrongMarks,
                Kind::Dialect => Level::Dialect,
                Kind::Keys => Level::Slip,
            },
        })
        .collect();
    if alignment.missing > 0 || alignment.no_surname {
        needed.push(Level::MissingPart);
    }
    needed.retain(|level| *level != Level::Writing);
    needed.sort();
    needed.dedup();
    match needed[..] {
        [] => Level::Writing,
        [one] => one,
        _ => Level::Several,
    }
}
