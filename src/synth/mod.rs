//! A synthetic city with its truth.

mod list;

pub use list::{ListRow, WardList};
