//! What the key of one heading means by itself: whole, by its beginning, by what stands inside.

use super::forms::Forms;
use crate::model::Field;

impl Forms {
    /// The field that a heading's key means by itself: exactly, or by its beginning of two words or
    /// more (`muc tro cap dong thang` begins with `muc tro cap`).
    pub(super) fn heading(&self, key: &str) -> Option<Field> {
        if let Some(&field) = self.headings.get(key) {
            return Some(field);
        }
        let ends: Vec<usize> = key.match_indices(' ').map(|(at, _)| at).collect();
        ends.iter().skip(1).rev().find_map(|&end| self.loose(&key[..end]))
    }

    /// The field of the longest heading of two words or more inside a key.
    pub(super) fn heading_inside(&self, key: &str) -> Option<Field> {
        let words: Vec<&str> = key.split(' ').collect();
        let of_size = |n| words.windows(n).find_map(|part| self.loose(&part.join(" ")));
        (2..=words.len()).rev().find_map(of_size)
    }

    /// The field of a part of a heading.
    fn loose(&self, part: &str) -> Option<Field> {
        self.headings.get(part).copied().filter(|field| !self.exact.contains(field))
    }
}
