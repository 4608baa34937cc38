//! What a ward's name means: which units, and which units of today their inhabitants belong to.
//!
//! The project's rule: with a district the old unit of that district, else a unit retired before
//! 2025, else the unit of today that lies there; without one the unit of today of that kind and
//! name, else the old ones, else the retired ones; with nothing but the ward all of them alike. The
//! kind that is written goes before the state. Among units of one name the ward that sent the text
//! means its own. Never: a side of a split ward, or one of two names that a slip could mean.

use strsim::damerau_levenshtein;

use super::markers::Flags;
use super::mention::Mention;
use super::sight::Sight;
use super::unit::{Kind, State, Unit};
use super::units::{Gazetteer, first_day};
use crate::model::Date;
use crate::normalize::text::letters::{Lower, Tone, split};

/// Where a name is looked up.
#[derive(Debug, Clone, Copy)]
pub(super) struct Where<'d> {
    /// Province of today.
    pub(super) new: u8,
    /// The province of 2024 that the text names, where it is no longer in force.
    pub(super) old: Option<u8>,
    /// Codes of the district that the text names.
    pub(super) inside: &'d [u16],
    /// The text names neither a district nor a province.
    pub(super) alone: bool,
    /// The unit of today that sent the text.
    pub(super) sender: Option<u32>,
    /// `cũ` stands behind the name.
    pub(super) former: bool,
    /// The day on which the address was written.
    pub(super) written: Option<Date>,
}

/// How well the name fits.
#[derive(Debug, Clone, Copy)]
pub(super) struct Fit {
    /// The accents are those of the name.
    pub(super) exact: bool,
    /// No such unit lies in the district that the text names.
    pub(super) contradiction: bool,
    /// Some unit is of the kind that is written, or none is written.
    pub(super) kind: bool,
}

fn in_force(unit: &Unit, written: Option<Date>) -> bool {
    unit.state != State::New || written.is_none_or(|day| day >= first_day())
}

/// The units that a mention means go to `chosen`; nothing where there is none in the province.
pub(super) fn meaning(
    all: &Gazetteer,
    sight: &Sight<'_>,
    ward: &Mention,
    place: Where<'_>,
    chosen: &mut Vec<u32>,
) -> Option<Fit> {
    chosen.clear();
    let unit = |at: u32| &all.units[at as usize];
    let list = &all.names.entries[ward.entry as usize].wards;
    let from = list.partition_point(|&at| unit(at).province < place.new);
    let here = list[from..].iter().copied().take_while(|&at| unit(at).province == place.new);
    chosen.extend(here.filter(|&at| in_force(unit(at), place.written)));
    if chosen.is_empty() {
        return None;
    }
    let there = |at: u32| unit(at).lies_in(place.inside);
    let contradiction = !place.inside.is_empty() && !chosen.iter().any(|&at| there(at));
    if !place.inside.is_empty() && !contradiction {
        chosen.retain(|&at| there(at));
    }
    let kinds = ward.marker.only(Flags::WARD).0 as u8;
    let of_kind = |at: u32| kinds == 0 || unit(at).kinds & kinds != 0;
    let town = kinds == Kind::Township.bit();
    let towns: Vec<u32> = chosen.iter().copied().filter(|&at| town && of_kind(at)).collect();
    let exact = by_accents(sight, ward, chosen, |at| (unit(at).marks, &unit(at).spelled));
    let kind = chosen.iter().any(|&at| of_kind(at));
    if !kind && !towns.is_empty() {
        // Thị trấn Cẩm Giàng: its accents say the xã, its kind says thị trấn Cẩm Giang. Phường that were xã
        // keep their former kind on identity cards, so that between these the accents decide.
        chosen.extend(towns);
        return Some(Fit { exact: false, contradiction, kind: true });
    }
    let written = match (kinds != 0, kind) {
        (false, _) => Written::NoKind,
        (true, true) => Written::Kind,
        (true, false) => Written::OtherKind,
    };
    let rank = |at: u32| rank(unit(at), place, of_kind(at) || !kind, written);
    // Names that the accents leave equally near (An Thanh and An Thành for `An Thãnh`) are two names: neither
    // gives way to the other for being in force.
    let kinds = chosen.iter().map(|&at| rank(at) / STATES).min()?;
    chosen.retain(|&at| rank(at) / STATES == kinds);
    if chosen.len() > 1 {
        let of_name = |at: u32| chosen.iter().filter(move |&&other| unit(other).marks == unit(at).marks);
        let best = |at: u32| of_name(at).map(|&at| rank(at)).min();
        let kept: Vec<u32> = chosen.iter().copied().filter(|&at| best(at) == Some(rank(at))).collect();
        chosen.clone_from(&kept);
    }
    if place.inside.is_empty() {
        of_the_sender(all, place.sender, chosen);
    }
    Some(Fit { exact, contradiction, kind })
}

/// Of several units of one name, no district told, a ward means the one whose people are all its own.
fn of_the_sender(all: &Gazetteer, sender: Option<u32>, chosen: &mut Vec<u32>) {
    let Some(sender) = sender else { return };
    let own = |at: &u32| all.units[*at as usize].targets[..] == [sender];
    let marks = |at: &u32| all.units[*at as usize].marks;
    let one_name = chosen.iter().all(|at| marks(at) == marks(&chosen[0]));
    if one_name && chosen.iter().any(own) {
        chosen.retain(own);
    }
}

/// The kind that stands before a name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Written {
    NoKind,
    /// One that a unit of the name has.
    Kind,
    /// One that no unit of the name has.
    OtherKind,
}

/// More than the ranks of states; what a wrong kind costs.
const STATES: u8 = 4;

/// Readings of lower rank give way to those of higher; 0 is the highest.
fn rank(unit: &Unit, place: Where<'_>, of_kind: bool, written: Written) -> u8 {
    let state = match (unit.state, place.written.zip(unit.until)) {
        // On its day a unit that was retired later was as good as any.
        (State::Retired, Some((day, until))) if day <= until => State::Old,
        (state, _) => state,
    };
    let named = unit.state == State::New || place.old.is_none_or(|old| unit.old_provinces >> old & 1 == 1);
    let order = match (place.inside.is_empty(), state) {
        (false, State::Old) => 0,
        (false, State::Retired) => 1,
        (false, State::New) => 2,
        (true, State::New) => 2 * u8::from(place.former),
        // Without a kind, or with one that none has, nothing says that a unit of today is meant; nor does a
        // province of the past. Units retired since 2021 stand on identity cards as those of 2024 do.
        (true, State::Retired) if written == Written::OtherKind => 1,
        // `Phường Trần Hưng Đạo` and nothing else is no two-level address: it may be an old one cut short.
        (true, _) => u8::from(!place.former && written == Written::Kind && place.old.is_none() && !place.alone),
    };
    order + if of_kind { 0 } else { STATES } + if named { 0 } else { 2 * STATES }
}

/// Keeps what is nearest by accents; true where the accents are those of the name.
pub(super) fn by_accents<'u>(
    sight: &Sight<'_>,
    mention: &Mention,
    list: &mut Vec<u32>,
    name: impl Fn(u32) -> (u64, &'u str),
) -> bool {
    let (from, to) = (usize::from(mention.name), usize::from(mention.end));
    if !sight.words.any_marked(from, to) && !sight.words.marked {
        return mention.slips == 0;
    }
    let marks = sight.words.marks(from, to);
    let equal = |at: u32| mention.slips == 0 && name(at).0 == marks;
    if list.iter().any(|&at| equal(at)) {
        list.retain(|&at| equal(at));
        return true;
    }
    let several = list.iter().any(|&at| name(at).0 != name(list[0]).0);
    if several && sight.words.any_marked(from, to) {
        let text = sight.words.text(sight.text, from, to).lower();
        let far =
            |at: u32| if mention.slips > 0 { damerau_levenshtein(name(at).1, &text) } else { lost(name(at).1, &text) };
        let least = list.iter().map(|&at| far(at)).min().unwrap_or(0);
        list.retain(|&at| far(at) == least);
    }
    false
}

/// How far accents are from those of a name with the same letters: a lost one counts one, a wrong one four,
/// tones word by word where both have as many words.
fn lost(name: &str, text: &str) -> usize {
    let letters = |text: &str| text.chars().filter_map(split).map(|(shape, _)| shape).collect::<Vec<_>>();
    let shapes: usize = letters(name)
        .iter()
        .zip(letters(text))
        .map(|(own, written)| match *own == written {
            true => 0,
            false if written.is_ascii() => 1,
            false => 4,
        })
        .sum();
    let words = |text: &str| text.split_whitespace().count();
    let tones = if words(name) == words(text) {
        name.split_whitespace().zip(text.split_whitespace()).map(|(own, written)| wrong_tones(own, written)).sum()
    } else {
        wrong_tones(name, text)
    };
    shapes + tones
}

/// What the tones of a text cost: four for one that is not the name's, whether that has another or none
/// there; one for each that is lost.
fn wrong_tones(name: &str, text: &str) -> usize {
    let tones = |text: &str| -> Vec<Tone> {
        text.chars().filter_map(split).map(|(_, tone)| tone).filter(|tone| *tone != Tone::NGANG).collect()
    };
    let (own, written) = (tones(name), tones(text));
    let kept = written.iter().filter(|tone| own.contains(tone)).count();
    let wrong = written.len() - kept;
    4 * wrong + own.len().saturating_sub(kept + wrong)
}
