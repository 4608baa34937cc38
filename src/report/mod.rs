//! The page, the summary on standard output, and one person's story.
//!
//! Takes: the tables of a run, or a published run folder. Gives: texts in Vietnamese. Promises: the
//! page and the summary hold no personal data and need no network; the story says where each value
//! comes from. Never: computing what the tables do not hold, printing.

mod budget;
mod chart;
mod coverage;
mod decided;
mod document;
mod error;
mod figures;
mod page;
mod simulation;
mod story;
mod summary;
mod sums;
mod template;
mod waterfall;
mod wording;

pub use budget::{budget_page, budget_summary};
pub use document::{Document, DocumentSection, document, paired_shares, signed_bars};
pub use error::ReportError;
pub use page::page;
pub use simulation::{simulation_page, simulation_summary};
pub use story::{StoryInputs, Who, story};
pub use summary::summary;

use crate::model::{Date, Month, Ward};
use crate::table::Tables;

/// What the page and the summary are written from.
#[derive(Debug, Clone, Copy)]
pub struct PageInputs<'a> {
    /// Id of the run.
    pub run_id: &'a str,
    /// Name of the city: `thành phố Hải Phòng`.
    pub city: &'a str,
    /// The day whose knowledge the run used.
    pub as_of: Date,
    /// The month of the lists.
    pub pay_month: Month,
    /// All wards of the city, with their state.
    pub wards: &'a [Ward],
    /// The tables of the run, sorted.
    pub tables: &'a Tables,
    /// Titles of the checks, by id, for counts of findings (`quality::Catalogue::get(id).title_vi`).
    pub check_titles: &'a std::collections::BTreeMap<String, String>,
}
