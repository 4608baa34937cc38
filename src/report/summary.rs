//! The few lines on standard output.

use super::PageInputs;

/// A short summary in Vietnamese, without personal data, ending in a newline.
#[must_use]
pub fn summary(inputs: &PageInputs) -> String {
    format!("Đợt chạy {}\n", inputs.run_id)
}
