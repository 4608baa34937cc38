//! The clerk at work on one file: habits, chance, and what was noticed on the way.

use std::collections::{BTreeMap, BTreeSet};

use crate::model::{Benefit, Disposition, Ground, ListKind};

use super::dice::Dice;
use super::style::Style;

/// The clerk at work on one file.
#[derive(Debug)]
pub(super) struct Pen<'a> {
    pub(super) style: &'a Style,
    pub(super) kind: ListKind,
    pub(super) dice: Dice,
    /// What becomes of every data row of the file.
    pub(super) disposition: Disposition,
    /// The title says that the list replaces an earlier one.
    pub(super) second: bool,
    /// Quirks of the file.
    pub(super) quirks: BTreeSet<&'static str>,
    /// Wording of each group, so that a clerk writes the same group in the same way.
    pub(super) group_words: BTreeMap<(Benefit, Option<Ground>), String>,
    /// Data rows written so far.
    pub(super) written: usize,
}

impl<'a> Pen<'a> {
    pub(super) fn new(style: &'a Style, kind: ListKind, dice: Dice) -> Pen<'a> {
        Pen {
            style,
            kind,
            dice,
            disposition: Disposition::Accepted,
            second: false,
            quirks: BTreeSet::new(),
            group_words: BTreeMap::new(),
            written: 0,
        }
    }

    /// True the first time that a row could show the quirk, then `percent` times in a hundred: so a
    /// short list shows its clerk's habits too.
    pub(super) fn often(&mut self, quirk: &'static str, percent: usize) -> bool {
        self.quirks.insert(quirk) || self.dice.chance(percent)
    }

    /// Notes a quirk of the file.
    pub(super) fn note(&mut self, quirk: &'static str) {
        self.quirks.insert(quirk);
    }
}
