//! Files and folders: digests, and run folders that are swapped in whole.
//!
//! Takes: paths. Gives: content digests, a folder to write a run into, the last published run.
//! Promises: every error names its path and what to do; a reader of `<out>/current` finds a whole
//! run at every moment, also when the program is killed. Never: the meaning of the data.

mod digest;
mod error;
mod lock;
mod run_folder;

pub use digest::{Digest, digest, run_id};
pub use error::StoreError;
pub use run_folder::{RunFolder, current, run_before};
