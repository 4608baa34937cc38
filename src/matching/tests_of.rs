//! The tests of a level on two values.

use super::edits;
use super::jaro;
use super::list::{Columns, Pair};
use super::model::Model;
use super::values::Kind;
use crate::likeness::{BirthLevel, Dialect, NameLevel, compare_births, compare_names};

/// Bit of `one_digit` in a mask of date levels.
pub(super) const ONE_DIGIT: u32 = 1 << 31;
/// Bit of `other_sex` in a mask of name levels.
pub(super) const OTHER_SEX: u32 = 1 << 31;

/// Tests that must all hold; fields by number. A field that one side lacks holds none.
#[derive(Debug, Clone, Default, PartialEq)]
pub(super) struct Tests {
    pub(super) exact: Vec<usize>,
    /// Two fields exchanged, and the edits that each may differ by.
    pub(super) swapped: Option<(usize, usize, usize)>,
    pub(super) edits: Vec<(usize, usize)>,
    /// Letters that both values have.
    pub(super) length: Vec<(usize, usize)>,
    pub(super) alike: Vec<(usize, f64)>,
    /// Masks of [`NameLevel`], and [`OTHER_SEX`].
    pub(super) names: Vec<(usize, u32)>,
    /// Masks of [`BirthLevel`], and [`ONE_DIGIT`].
    pub(super) dates: Vec<(usize, u32)>,
    pub(super) within: Vec<(usize, f64)>,
}

impl Tests {
    /// Every field that is read.
    pub(super) fn fields(&self) -> Vec<usize> {
        let mut all = self.exact.clone();
        all.extend(self.swapped.iter().flat_map(|&(a, b, _)| [a, b]));
        all.extend(self.edits.iter().chain(&self.length).map(|&(field, _)| field));
        all.extend(self.alike.iter().chain(&self.within).map(|&(field, _)| field));
        all.extend(self.names.iter().chain(&self.dates).map(|&(field, _)| field));
        all
    }

    /// Asks for equal fields and nothing else.
    pub(super) fn is_equality(&self) -> bool {
        !self.exact.is_empty() && *self == Tests { exact: self.exact.clone(), ..Tests::default() }
    }

    /// Whether they hold; the cheapest first.
    pub(super) fn hold(&self, columns: &Columns, pair: Pair, model: &Model) -> bool {
        self.exact.iter().all(|&field| {
            let (a, b) = columns.values(field, pair);
            a > 0 && a == b
        }) && self.swapped.is_none_or(|(a, b, most)| swapped(columns, pair, (a, b), most))
            && self.dates.iter().all(|&(field, mask)| date(columns, pair, field, mask))
            && self.names.iter().all(|&(field, mask)| name(columns, pair, field, mask, model))
            && self.within.iter().all(|&(field, most)| number(columns, pair, field, most))
            && self.length.iter().all(|&(field, length)| {
                let long = |text: &str| text.chars().count() == length;
                columns.texts(field, field, pair).is_some_and(|(a, b)| long(a) && long(b))
            })
            && self
                .edits
                .iter()
                .all(|&(field, most)| columns.texts(field, field, pair).is_some_and(|(a, b)| edits::within(a, b, most)))
            && self
                .alike
                .iter()
                .all(|&(field, least)| columns.texts(field, field, pair).is_some_and(|(a, b)| jaro::alike(a, b, least)))
    }
}

/// Each of two fields holds on the left what the other holds on the right, and they are not the
/// same both.
fn swapped(columns: &Columns, pair: Pair, (a, b): (usize, usize), most: usize) -> bool {
    let near = |left, right| columns.texts(left, right, pair).is_some_and(|(x, y)| edits::within(x, y, most));
    near(a, b) && near(b, a)
}

fn name(columns: &Columns, pair: Pair, field: usize, mask: u32, model: &Model) -> bool {
    let other_sex = || match columns.kinds(field, pair) {
        Some((Kind::Name(a), Kind::Name(b))) => model.sexes.contradict(&a.name, &b.name),
        _ => false,
    };
    let level = || name_level(columns, pair, field, &model.dialect);
    (mask & OTHER_SEX > 0 && other_sex()) || level().is_some_and(|level| mask & 1 << level as u32 > 0)
}

fn date(columns: &Columns, pair: Pair, field: usize, mask: u32) -> bool {
    let Some((Kind::Date(a), Kind::Date(b))) = columns.kinds(field, pair) else { return false };
    let level = compare_births(a, b);
    if mask & 1 << level as u32 > 0 {
        return true;
    }
    let whole = !a.is_multiple_of(100) && !b.is_multiple_of(100);
    mask & ONE_DIGIT > 0
        && whole
        && columns.texts(field, field, pair).is_some_and(|(a, b)| edits::within(a, b, 1))
        && level != BirthLevel::Full
}

fn number(columns: &Columns, pair: Pair, field: usize, most: f64) -> bool {
    let Some((Kind::Number(a), Kind::Number(b))) = columns.kinds(field, pair) else { return false };
    (a - b).abs() <= most
}

/// The level of two names. Either list may be the one without marks or with initials, so the
/// stronger of both directions counts.
pub(super) fn name_level(columns: &Columns, pair: Pair, field: usize, dialect: &Dialect) -> Option<NameLevel> {
    let (Kind::Name(a), Kind::Name(b)) = columns.kinds(field, pair)? else { return None };
    Some(compare_names(&a, &b, dialect).0.min(compare_names(&b, &a, dialect).0))
}
