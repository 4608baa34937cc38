//! Memory of texts that were read, kept for the next ones: a reading needs a dozen lists and would
//! otherwise ask for each of them anew, which took a sixth of its time.
//!
//! Never: content; whoever gives a list back has emptied it.

use std::cell::RefCell;

/// Most lists that are kept: texts that are read while others are still held.
const MOST: usize = 8;

/// Spare lists of one thread.
#[derive(Debug)]
pub(super) struct Spare<T>(RefCell<Vec<T>>);

impl<T: Default> Spare<T> {
    pub(super) const fn new() -> Spare<T> {
        Spare(RefCell::new(Vec::new()))
    }

    /// Empty lists, with memory where some was given back.
    pub(super) fn take(&self) -> T {
        self.0.borrow_mut().pop().unwrap_or_default()
    }

    /// Gives emptied lists back.
    pub(super) fn put(&self, lists: T) {
        let mut kept = self.0.borrow_mut();
        if kept.len() < MOST {
            kept.push(lists);
        }
    }
}
