//! A synthetic city with its truth.

mod error;
mod list;
pub mod sheets;

pub use error::SynthError;
pub use list::{ListRow, WardList};
