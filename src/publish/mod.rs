//! One run folder: tables, workbooks, manifest.
//!
//! Takes: all tables of a run, the lines of the payment list, a folder to write into. Gives: files
//! and their digests. Promises: the same inputs give the same bytes; times of day stand in
//! `run.json` alone; text of a ward's cell stays text in a workbook. Never: computing a figure that
//! the tables do not hold, choosing the folder, swapping it in (`store` does).

mod error;
mod lists;
mod manifest;
mod slip;
mod tables;

pub use crate::table::Tables;
pub use error::PublishError;
pub use lists::{ListInputs, write_budget_book, write_lists, write_simulation_book};
pub use manifest::{Equation, FileEntry, Manifest, StageEntry, WardEntry};
pub use slip::{SlipInputs, Submitted, write_slips};
pub use tables::{write_page, write_people, write_tables};
