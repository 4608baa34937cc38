//! Numbers as little-endian bytes, one after the other.

use crate::likeness::mix;

/// Gathers bytes.
#[derive(Default)]
pub(super) struct Sink(pub(super) Vec<u8>);

impl Sink {
    pub(super) fn byte(&mut self, value: u8) {
        self.0.push(value);
    }
    pub(super) fn small(&mut self, value: u32) {
        self.0.extend_from_slice(&value.to_le_bytes());
    }
    pub(super) fn large(&mut self, value: u64) {
        self.0.extend_from_slice(&value.to_le_bytes());
    }
}

/// Reads bytes from the front; `None` where they end too early.
pub(super) struct Source<'a>(pub(super) &'a [u8]);

impl<'a> Source<'a> {
    pub(super) fn take(&mut self, count: usize) -> Option<&'a [u8]> {
        let (head, tail) = self.0.split_at_checked(count)?;
        self.0 = tail;
        Some(head)
    }
    pub(super) fn small(&mut self) -> Option<u32> {
        Some(u32::from_le_bytes(self.take(4)?.try_into().ok()?))
    }
    pub(super) fn large(&mut self) -> Option<u64> {
        Some(u64::from_le_bytes(self.take(8)?.try_into().ok()?))
    }
}

/// Number `at` of a column of 4-byte numbers, whose length was checked.
pub(super) fn small_at(column: &[u8], at: usize) -> u32 {
    let bytes = &column[at * 4..at * 4 + 4];
    u32::from_le_bytes([bytes[0], bytes[1], bytes[2], bytes[3]])
}

/// Number `at` of a column of 8-byte numbers, whose length was checked.
pub(super) fn large_at(column: &[u8], at: usize) -> u64 {
    u64::from_le_bytes(column[at * 8..at * 8 + 8].try_into().expect("eight bytes"))
}

/// A sum over bytes that shows damage; no defence against somebody who means it.
pub(super) fn checksum(bytes: &[u8]) -> u64 {
    let (words, rest) = bytes.as_chunks::<8>();
    let sum = words.iter().fold(bytes.len() as u64, |sum, word| mix(sum, u64::from_le_bytes(*word)));
    rest.iter().fold(sum, |sum, byte| mix(sum, u64::from(*byte)))
}
