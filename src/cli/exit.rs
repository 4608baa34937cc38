//! Exit codes, as the data contract fixes them.

use std::process::ExitCode;

/// Published, nothing set aside.
pub const PUBLISHED: u8 = 0;
/// Published, with rows set aside or wards in warning.
pub const PUBLISHED_WITH_WARNINGS: u8 = 1;
/// Wrong use or wrong configuration; nothing was read.
pub const WRONG_USE: u8 = 2;
/// A blocking check stopped the run; nothing was published.
pub const BLOCKED: u8 = 3;
/// An input could not be read or an output not written; nothing was published.
pub const INPUT_OR_OUTPUT: u8 = 4;
/// Interrupted; nothing was published.
pub const INTERRUPTED: u8 = 130;

/// The exit code of a plain success.
pub(super) fn success() -> ExitCode {
    ExitCode::from(PUBLISHED)
}
