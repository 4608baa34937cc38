//! Findings in words, and the indicators of data quality.
//!
//! Takes: the catalogue of checks (`pipelines/checks/*.toml`), findings, the tables of a run.
//! Gives: findings with message and remedy in Vietnamese, a state for each ward, indicators per
//! ward and criterion, the work list of each ward. Promises: every finding becomes a row, also one of an unknown check; each
//! figure is a pure function of the tables. Never: stopping a run, changing a value.

mod catalogue;
mod coverage;
mod indicators;
mod render;
mod twice;
mod wards;
mod worklist;

pub use catalogue::{Catalogue, Check};
pub use coverage::coverage;
pub use indicators::{QualityInputs, indicators};
pub use twice::{LISTED_TWICE, listed_twice};
pub use wards::ward_states;
pub use worklist::{Suppliers, worklist};
