//! Likeness: how two names and two dates are alike, below any model and any list; and which rows
//! stand together, given what each two of them say.
//!
//! Takes: texts of names, partial dates; bonds between rows. Gives: names packed by syllable, their
//! folded keys, the comparison levels of a pair; clusters. Promises: two writings of one spelling
//! are one name; a date is compared at the precision that both sides have; a chain of single links
//! is no cluster. Never: a weight, a limit, a file.

mod bare;
mod birth;
mod cluster;
mod fold;
mod levels;
mod mix;
mod name;
mod syllable;

pub(crate) use bare::{bare, is_alphanumeric, plain};
pub(crate) use birth::{compare as compare_births, pack, swap_day_and_month};
pub(crate) use cluster::{Bond, Link, cluster};
pub(crate) use fold::{Dialect, Folded};
pub(crate) use levels::levels;
pub use levels::{BirthLevel, NameLevel};
pub(crate) use mix::{mix, mix_words, of_text};
pub(crate) use name::{FoldedName, compare as compare_names};
pub use syllable::Name;
pub(crate) use syllable::Syllable;
