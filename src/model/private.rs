//! Personal text that prints masked.

use std::borrow::Cow;
use std::collections::HashSet;
use std::fmt;
use std::sync::Arc;

use super::{Coded, UnknownCode};

/// A personal text (address, account, phone, raw cell). Prints as `***`; [`Private::reveal`] gives
/// the text, for data files and lists only.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Private(Arc<str>);

impl Private {
    /// Wraps a personal text.
    #[must_use]
    pub fn new(text: &str) -> Private {
        Private(text.into())
    }

    /// The text itself.
    #[must_use]
    pub fn reveal(&self) -> &str {
        &self.0
    }

    /// Holds the text in one place with all others of the pool: rows of one person repeat it by the dozen.
    pub fn share(&mut self, pool: &mut HashSet<Arc<str>>) {
        share(&mut self.0, pool);
    }
}

impl fmt::Debug for Private {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("***")
    }
}

impl From<&str> for Private {
    fn from(text: &str) -> Self {
        Private::new(text)
    }
}

impl Coded for Private {
    fn code(&self) -> Cow<'_, str> {
        Cow::Borrowed(&self.0)
    }
    fn from_code(text: &str) -> Result<Self, UnknownCode> {
        Ok(Private::new(text))
    }
}

/// A person's name in canonical form (họ và tên): NFC, capitals by syllable, single blanks, not
/// empty. Made by `normalize`, or read from a register that is trusted to hold it. Prints as the
/// first letters (`N. V. A.`).
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct FullName(Arc<str>);

impl FullName {
    /// Wraps a name that is already canonical; `None` where nothing but blanks is there.
    #[must_use]
    pub fn from_canonical(text: &str) -> Option<FullName> {
        (!text.trim().is_empty()).then(|| FullName(text.trim().into()))
    }

    /// The name itself.
    #[must_use]
    pub fn reveal(&self) -> &str {
        &self.0
    }

    /// Holds the text in one place with all others of the pool: rows of one person repeat it by the dozen.
    pub fn share(&mut self, pool: &mut HashSet<Arc<str>>) {
        share(&mut self.0, pool);
    }
}

impl fmt::Debug for FullName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let initials: Vec<String> =
            self.0.split(' ').filter_map(|word| word.chars().next()).map(|c| format!("{c}.")).collect();
        f.write_str(&initials.join(" "))
    }
}

impl Coded for FullName {
    fn code(&self) -> Cow<'_, str> {
        Cow::Borrowed(&self.0)
    }
    fn from_code(text: &str) -> Result<Self, UnknownCode> {
        FullName::from_canonical(text).ok_or(UnknownCode { expected: "name" })
    }
}

/// Lets a text be the equal one of the pool.
pub fn share(text: &mut Arc<str>, pool: &mut HashSet<Arc<str>>) {
    match pool.get(text) {
        Some(known) => *text = known.clone(),
        None => {
            pool.insert(text.clone());
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn personal_text_prints_masked() {
        assert_eq!(format!("{:?}", Private::new("031 000 111")), "***");
        let name = FullName::from_canonical("Đỗ Thị Hòa").unwrap();
        assert_eq!(format!("{name:?}"), "Đ. T. H.");
        assert!(FullName::from_canonical("  ").is_none());
    }
}
