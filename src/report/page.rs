//! `report/index.html`.

use super::{PageInputs, ReportError};

/// The page: one HTML text that needs nothing else.
///
/// # Errors
/// The template does not fit its data, which a test rules out.
pub fn page(inputs: &PageInputs) -> Result<String, ReportError> {
    Ok(format!("<!doctype html><title>{}</title>", inputs.run_id))
}
