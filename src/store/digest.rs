//! Content digests (BLAKE3) and the run id made from them.

use std::fmt;
use std::fs::File;
use std::path::Path;

use super::StoreError;
use crate::model::{Date, Month};

/// BLAKE3 digest of some content. Prints as 64 hex digits.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Digest([u8; 32]);

impl Digest {
    /// Of bytes in memory.
    #[must_use]
    pub fn of(bytes: &[u8]) -> Digest {
        Digest(*blake3::hash(bytes).as_bytes())
    }

    /// Its bytes.
    #[must_use]
    pub const fn as_bytes(&self) -> &[u8; 32] {
        &self.0
    }

    /// Of named parts, independent of the order in which they are given.
    #[must_use]
    pub fn of_parts<'a>(parts: impl IntoIterator<Item = (&'a str, Digest)>) -> Digest {
        let mut parts: Vec<_> = parts.into_iter().collect();
        parts.sort_unstable();
        let mut hasher = blake3::Hasher::new();
        for (name, digest) in parts {
            hasher.update(&(name.len() as u64).to_le_bytes());
            hasher.update(name.as_bytes());
            hasher.update(&digest.0);
        }
        Digest(*hasher.finalize().as_bytes())
    }
}

impl fmt::Display for Digest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.iter().try_for_each(|byte| write!(f, "{byte:02x}"))
    }
}

/// Digest and length in bytes of a file, read once in pieces.
///
/// # Errors
/// The file cannot be read.
pub fn digest(path: &Path) -> Result<(Digest, u64), StoreError> {
    let file = File::open(path).map_err(StoreError::io("open", path))?;
    let mut hasher = blake3::Hasher::new();
    hasher.update_reader(file).map_err(StoreError::io("read", path))?;
    Ok((Digest(*hasher.finalize().as_bytes()), hasher.count()))
}

/// Id of a run: the same day, pay month, inputs and plan give the same id. `2026-11-20-2026-12-`
/// and 12 hex digits, usable as a folder name everywhere.
#[must_use]
pub fn run_id(as_of: Date, pay_month: Month, inputs: Digest) -> String {
    let hex = inputs.to_string();
    format!("{as_of}-{pay_month}-{}", &hex[..12])
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Coded;

    #[test]
    fn a_file_and_its_bytes_have_one_digest() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a");
        std::fs::write(&path, b"abc").unwrap();
        assert_eq!(digest(&path).unwrap(), (Digest::of(b"abc"), 3));
        // The published test vector of BLAKE3 for the empty input.
        assert!(Digest::of(b"").to_string().starts_with("af1349b9f5f9a1a6"));
    }

    #[test]
    fn a_missing_file_is_named_with_what_helps() {
        let message = digest(Path::new("no/such/file")).unwrap_err().to_string();
        assert!(message.contains("cannot open no/such/file") && message.contains("hint: check the path"), "{message}");
    }

    #[test]
    fn parts_count_with_their_names_and_not_with_their_order() {
        let (a, b) = (Digest::of(b"a"), Digest::of(b"b"));
        assert_eq!(Digest::of_parts([("x", a), ("y", b)]), Digest::of_parts([("y", b), ("x", a)]));
        assert_ne!(Digest::of_parts([("x", a), ("y", b)]), Digest::of_parts([("y", a), ("x", b)]));
    }

    #[test]
    fn a_run_id_names_day_month_and_inputs() {
        let id = run_id(Date::from_code("2026-11-20").unwrap(), Month::from_code("2026-12").unwrap(), Digest::of(b""));
        assert_eq!(id, "2026-11-20-2026-12-af1349b9f5f9");
    }
}
