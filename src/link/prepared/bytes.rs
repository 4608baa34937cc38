//! Numbers as little-endian bytes, one after the other.

/// Gathers bytes.
#[derive(Default)]
pub(in crate::link) struct Sink(pub(in crate::link) Vec<u8>);

impl Sink {
    pub(super) fn byte(&mut self, value: u8) {
        self.0.push(value);
    }
    pub(in crate::link) fn small(&mut self, value: u32) {
        self.0.extend_from_slice(&value.to_le_bytes());
    }
    pub(in crate::link) fn large(&mut self, value: u64) {
        self.0.extend_from_slice(&value.to_le_bytes());
    }
}

/// Reads bytes from the front; `None` where they end too early.
pub(in crate::link) struct Source<'a>(pub(in crate::link) &'a [u8]);

impl<'a> Source<'a> {
    pub(in crate::link) fn take(&mut self, count: usize) -> Option<&'a [u8]> {
        let (head, tail) = self.0.split_at_checked(count)?;
        self.0 = tail;
        Some(head)
    }
    pub(in crate::link) fn small(&mut self) -> Option<u32> {
        Some(u32::from_le_bytes(self.take(4)?.try_into().ok()?))
    }
    pub(in crate::link) fn large(&mut self) -> Option<u64> {
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
