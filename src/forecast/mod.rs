//! Forecast: what a draft of the law would change, and what the coming months will cost.
//!
//! Takes: people with their dated facts, and what the law in force and a draft give them. Gives:
//! counts and sums by month, ward, benefit and age group. Promises: whole đồng, the same figures in
//! any order and on any number of threads; a line that hangs on something unknown is counted apart,
//! never as money won or lost. Never: evaluates the law, reads a file, names a person but in the
//! list of those whose money changes.

mod budget;
mod compare;
mod groups;
mod mortality;
mod prospects;
mod settings;

pub use budget::{Assumptions, Expected, budget_groups, expect};
pub use compare::{Compared, changed, compare};
pub use groups::groupings;
pub use mortality::{Mortality, Rates};
pub use prospects::compare_prospects;
pub use settings::Settings;
