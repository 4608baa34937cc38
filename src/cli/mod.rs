//! One file a subcommand; the only room that prints.
//!
//! Takes: arguments. Gives: an exit code. Never: anything that a stage could do.

/// Runs the program.
#[must_use]
pub fn main() -> std::process::ExitCode {
    std::process::ExitCode::SUCCESS
}
