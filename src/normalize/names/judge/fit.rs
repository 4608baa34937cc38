//! Whether one written part can be a form of another: a slip, a short form, or another name.
//!
//! The rule: a real name one mark away is another name, a slip that is no name is a slip. Whether a
//! part is in use is asked at its place; in a middle place, Thị and Văn are so common that Thi is a
//! slip although Thi is a given name.

use super::part::Part;
use super::slip::{Kind, Slip, Slips};
use crate::normalize::lexicon::Lexicon;
use crate::normalize::names::known::Place;

/// How one part relates to another.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Fit {
    Equal,
    /// Equal without marks, in a name without marks.
    Unmarked,
    Slipped(Slip),
    Short,
    /// Another name. `lost`: nothing but marks left off, so a name that loses marks elsewhere too
    /// may have lost them here.
    Other {
        lost: bool,
    },
}

/// Compares parts of one pair of names.
pub(super) struct Fitting<'a> {
    pub(super) lexicon: &'a Lexicon,
    pub(super) slips: &'a Slips,
    /// The left, the right name has no mark at all.
    pub(super) unmarked: (bool, bool),
}

impl Fitting<'_> {
    /// How the right part relates to the left one, both at `place`.
    pub(super) fn fit(&self, left: &Part, right: &Part, place: Place) -> Fit {
        if left.key == right.key {
            return Fit::Equal;
        }
        if left.short || right.short {
            let fits = (right.short && right.abbreviates(left)) || (left.short && left.abbreviates(right));
            if fits {
                return Fit::Short;
            }
            if left.folded.len().min(right.folded.len()) < 3 {
                return Fit::Other { lost: false };
            }
        }
        match self.unmarked {
            (false, false) => self.marked(left, right, place),
            _ => self.unmarked(left, right, place),
        }
    }

    fn unmarked(&self, left: &Part, right: &Part, place: Place) -> Fit {
        if left.folded == right.folded {
            return Fit::Unmarked;
        }
        let used = |part: &Part, bare: bool| {
            if bare { part.is_used_unmarked(place, self.lexicon) } else { part.is_used(place) }
        };
        let both_used = used(left, self.unmarked.0) && used(right, self.unmarked.1);
        if both_used {
            return Fit::Other { lost: false };
        }
        let (meant, written) = (left.spelling.plain(), right.spelling.plain());
        let slip = self.slips.within(self.slips.sound(&meant), self.slips.sound(&written), self.most(left, right));
        self.accept(slip, left, right, place, true)
    }

    fn marked(&self, left: &Part, right: &Part, place: Place) -> Fit {
        let lost = right.spelling.is_loss_of(&left.spelling) || left.spelling.is_loss_of(&right.spelling);
        if self.is_other(left, right, place) {
            return Fit::Other { lost };
        }
        let most = self.most(left, right);
        let (one, other) = (self.slips.sound(&left.spelling), self.slips.sound(&right.spelling));
        let (there, back) = (self.slips.within(one, other, most), self.slips.within(other, one, most));
        let cost = |slip: Option<Slip>| slip.map_or(f32::MAX, |slip| slip.cost);
        // The side that is in use is the one meant.
        let slip = match (left.is_used(place), right.is_used(place)) {
            (true, false) => there,
            (false, true) => back,
            _ if cost(there) <= cost(back) => there,
            _ => back,
        };
        self.accept(slip, left, right, place, false)
    }

    /// Most that a slip may cost between two parts: the longer one tells.
    fn most(&self, left: &Part, right: &Part) -> f32 {
        self.slips.most(if left.folded.len() > right.folded.len() { &left.spelling } else { &right.spelling })
    }

    /// Whether both are names in use at the place.
    fn is_other(&self, left: &Part, right: &Part, place: Place) -> bool {
        let marker = |one: &Part, other: &Part| {
            place == Place::Middle && one.is_marker() && one.folded == other.folded && other.uses.middle == 0.0
        };
        left.is_used(place) && right.is_used(place) && !marker(left, right) && !marker(right, left)
    }

    fn accept(&self, slip: Option<Slip>, left: &Part, right: &Part, place: Place, unmarked: bool) -> Fit {
        match slip {
            Some(slip)
                if slip.cost <= self.slips.costs().doubtful_from
                    || !self.is_better_explained(slip, left, right, place, unmarked) =>
            {
                Fit::Slipped(slip)
            }
            _ => Fit::Other { lost: false },
        }
    }

    /// Whether another name in use explains the odd part better than the one it is compared with.
    fn is_better_explained(&self, slip: Slip, left: &Part, right: &Part, place: Place, unmarked: bool) -> bool {
        let (meant, odd) = if left.is_used(place) { (left, right) } else { (right, left) };
        let mut others = self.lexicon.names.all().iter().filter(|known| known.uses.at(place) > 0.0);
        let written = if unmarked { odd.spelling.plain() } else { odd.spelling };
        let written = self.slips.sound(&written);
        // Sums of costs are rounded, so what is hardly better is looked at once more below.
        let most = slip.cost - CLEARLY / 2.0;
        let is_better = |other: Slip| other.cost + CLEARLY < slip.cost;
        others.any(|known| {
            let other = if unmarked {
                self.slips.within(self.slips.sound(&known.spelling.plain()), written, most)
            } else {
                self.slips.within((&known.spelling, known.heard), written, most)
            };
            other.is_some_and(is_better) && known.spelling != meant.spelling && known.folded != meant.folded
        })
    }
}

/// By so much less another slip explains an odd part better.
const CLEARLY: f32 = 0.3;

/// The slip of a part whose marks are lost as those of others are.
pub(super) const LOST: Slip = Slip { cost: 0.3, kind: Kind::LostMarks };
