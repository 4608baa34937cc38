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
        let slip = self.slips.between(&left.spelling.plain(), &right.spelling.plain());
        self.accept(slip, left, right, place, true)
    }

    fn marked(&self, left: &Part, right: &Part, place: Place) -> Fit {
        let lost = right.spelling.is_loss_of(&left.spelling) || left.spelling.is_loss_of(&right.spelling);
        if self.is_other(left, right, place) {
            return Fit::Other { lost };
        }
        let (there, back) =
            (self.slips.between(&left.spelling, &right.spelling), self.slips.between(&right.spelling, &left.spelling));
        // The side that is in use is the one meant.
        let slip = match (left.is_used(place), right.is_used(place)) {
            (true, false) => there,
            (false, true) => back,
            _ if there.cost <= back.cost => there,
            _ => back,
        };
        self.accept(slip, left, right, place, false)
    }

    /// Whether both are names in use at the place.
    fn is_other(&self, left: &Part, right: &Part, place: Place) -> bool {
        let marker = |one: &Part, other: &Part| {
            place == Place::Middle && one.is_marker() && one.folded == other.folded && other.uses.middle == 0.0
        };
        left.is_used(place) && right.is_used(place) && !marker(left, right) && !marker(right, left)
    }

    fn accept(&self, slip: Slip, left: &Part, right: &Part, place: Place, unmarked: bool) -> Fit {
        let longer = if left.folded.len() > right.folded.len() { left } else { right };
        if slip.cost > self.slips.most(&longer.spelling) {
            return Fit::Other { lost: false };
        }
        if slip.cost > self.slips.costs().doubtful_from && self.is_better_explained(slip, left, right, place, unmarked)
        {
            return Fit::Other { lost: false };
        }
        Fit::Slipped(slip)
    }

    /// Whether another name in use explains the odd part better than the one it is compared with.
    fn is_better_explained(&self, slip: Slip, left: &Part, right: &Part, place: Place, unmarked: bool) -> bool {
        let (meant, odd) = if left.is_used(place) { (left, right) } else { (right, left) };
        let others = self.lexicon.names.all().iter().filter(|known| known.uses.at(place) > 0.0);
        let written = if unmarked { odd.spelling.plain() } else { odd.spelling };
        others.filter(|known| known.spelling != meant.spelling && known.folded != meant.folded).any(|known| {
            let from = if unmarked { known.spelling.plain() } else { known.spelling };
            self.slips.between(&from, &written).cost + 0.3 < slip.cost
        })
    }
}

/// The slip of a part whose marks are lost as those of others are.
pub(super) const LOST: Slip = Slip { cost: 0.3, kind: Kind::LostMarks };
