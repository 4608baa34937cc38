//! Which part of one name stands for which of the other, in one order of parts.
//!
//! Surname to surname, given name to given name, middle parts in their order. Parts may be missing
//! on one side only: what is missing on both sides is another name.

use super::fit::{Fit, Fitting, LOST};
use super::part::Part;
use crate::normalize::names::known::Place;

/// A pair of parts (left, right), where they stand, how they relate.
type Pairing = (usize, usize, Place, Fit);

/// A way through the middle parts: what it costs, and its pairs.
type Path = Option<(f32, Vec<Pairing>)>;

/// The parts of one name against those of another.
#[derive(Debug, Clone, Default)]
pub(super) struct Alignment {
    /// Pairs of parts (left, right), where they stand, how they relate.
    pub(super) fits: Vec<Pairing>,
    /// Middle parts that one side lacks.
    pub(super) missing: usize,
    /// One side lacks the surname.
    pub(super) no_surname: bool,
}

impl Alignment {
    /// Pairs that are other names.
    pub(super) fn others(&self) -> impl Iterator<Item = &Pairing> {
        self.fits.iter().filter(|(.., fit)| matches!(fit, Fit::Other { .. }))
    }

    /// Whether all that one side lacks are Thị and Văn. In another order nothing else may be missing:
    /// `Nguyễn Văn An Bình` is not `Bình` before `Nguyễn Văn An`.
    pub(super) fn lacks_markers_only(&self, left: &[Part], right: &[Part]) -> bool {
        let marker = |part: &Part, paired: bool| paired || part.is_marker();
        let of_left = left.iter().enumerate().all(|(at, part)| marker(part, self.fits.iter().any(|fit| fit.0 == at)));
        let mut of_right = right.iter().enumerate();
        of_left && of_right.all(|(at, part)| marker(part, self.fits.iter().any(|fit| fit.1 == at)))
    }

    /// What the slips cost together; missing parts weigh a little, so that fewer are better.
    pub(super) fn cost(&self) -> f32 {
        let slips: f32 = self.fits.iter().map(|(.., fit)| cost(*fit)).sum();
        slips + 0.2 * self.missing as f32 + if self.no_surname { 1.0 } else { 0.0 }
    }

    /// Marks lost in one part that is no name now make it likely that they were lost in the others.
    fn settle_lost_marks(&mut self, right_lost: bool) {
        let evident = self
            .fits
            .iter()
            .filter(|(.., fit)| matches!(fit, Fit::Slipped(slip) if slip.kind == super::slip::Kind::LostMarks));
        let only_lost = self.others().all(|(.., fit)| matches!(fit, Fit::Other { lost: true }));
        if right_lost && only_lost && evident.count() > 0 {
            for (.., fit) in &mut self.fits {
                if matches!(fit, Fit::Other { .. }) {
                    *fit = Fit::Slipped(LOST);
                }
            }
        }
    }
}

fn cost(fit: Fit) -> f32 {
    match fit {
        Fit::Equal | Fit::Unmarked => 0.0,
        Fit::Short => 0.1,
        Fit::Slipped(slip) => slip.cost,
        Fit::Other { .. } => 10.0,
    }
}

/// The best alignment of two names of at least one part each.
pub(super) fn align(left: &[Part], right: &[Part], fitting: &Fitting<'_>) -> Alignment {
    let mut best = with_surnames(left, right, fitting);
    if left.len() != right.len() && left.len().min(right.len()) >= 2 && best.others().next().is_some() {
        // The shorter name may have lost its surname.
        let short = without_surname(left, right, fitting);
        if short.others().next().is_none() {
            best = short;
        }
    }
    let loses = |full: &[Part], lossy: &[Part], swap: bool| {
        best.fits.iter().all(|(l, r, ..)| {
            let (f, s) = if swap { (*r, *l) } else { (*l, *r) };
            let (full, lossy) = (&full[f], &lossy[s]);
            full.short || lossy.short || lossy.spelling.is_loss_of(&full.spelling)
        })
    };
    let one_sided = loses(left, right, false) || loses(right, left, true);
    best.settle_lost_marks(one_sided);
    best
}

fn with_surnames(left: &[Part], right: &[Part], fitting: &Fitting<'_>) -> Alignment {
    let (l, r) = (left.len(), right.len());
    let mut out = Alignment::default();
    if l == 0 || r == 0 {
        return out;
    }
    let surnames = l > 1 && r > 1;
    if surnames {
        out.fits.push((0, 0, Place::Surname, fitting.fit(&left[0], &right[0], Place::Surname)));
    }
    out.no_surname = !surnames && l != r;
    out.fits.push((l - 1, r - 1, Place::Given, fitting.fit(&left[l - 1], &right[r - 1], Place::Given)));
    let from = usize::from(surnames);
    let missing = middles(left, right, (from.min(l - 1), from.min(r - 1)), fitting, &mut out.fits);
    out.missing = if out.no_surname { missing.saturating_sub(1) } else { missing };
    out
}

fn without_surname(left: &[Part], right: &[Part], fitting: &Fitting<'_>) -> Alignment {
    let (l, r) = (left.len(), right.len());
    let mut out = Alignment { no_surname: true, ..Alignment::default() };
    out.fits.push((l - 1, r - 1, Place::Given, fitting.fit(&left[l - 1], &right[r - 1], Place::Given)));
    let from = if l > r { (1, 0) } else { (0, 1) };
    out.missing = middles(left, right, from, fitting, &mut out.fits);
    out
}

/// Aligns the parts between `from` and the given names; gives how many are missing on one side.
fn middles(
    left: &[Part],
    right: &[Part],
    from: (usize, usize),
    fitting: &Fitting<'_>,
    fits: &mut Vec<Pairing>,
) -> usize {
    let (l, r) = (left.len() - 1 - from.0, right.len() - 1 - from.1);
    let swap = l < r;
    let (long, short) = if swap { (r, l) } else { (l, r) };
    let fit_of = |i: usize, j: usize| {
        let (at, other) = if swap { (j, i) } else { (i, j) };
        let (at, other) = (from.0 + at, from.1 + other);
        (at, other, Place::Middle, fitting.fit(&left[at], &right[other], Place::Middle))
    };
    let gap = long - short;
    // best[j][skipped]: the first j parts of the short side against j + skipped of the long one.
    let mut best: Vec<Vec<Path>> = vec![vec![None; gap + 1]; short + 1];
    best[0] = vec![Some((0.0, Vec::new())); gap + 1];
    for j in 1..=short {
        for skipped in 0..=gap {
            let matched = best[j - 1][skipped].clone().map(|(total, mut list)| {
                let fit = fit_of(j - 1 + skipped, j - 1);
                list.push(fit);
                (total + cost(fit.3), list)
            });
            let skip = if skipped > 0 { best[j][skipped - 1].clone() } else { None };
            best[j][skipped] = match (matched, skip) {
                (Some(m), Some(s)) if s.0 <= m.0 => Some(s),
                (Some(m), _) => Some(m),
                (None, s) => s,
            };
        }
    }
    if let Some((_, list)) = best[short][gap].take() {
        fits.extend(list);
    }
    gap
}
