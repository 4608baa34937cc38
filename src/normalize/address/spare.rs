//! Memory of texts that were read, kept for the next ones: a reading needs a dozen lists and would
//! otherwise ask for each of them anew, which took a sixth of its time.
//!
//! Never: content; whoever gives a list back has emptied it.

use std::cell::RefCell;

use super::mention::{Before, Mention};
use super::sight::Sight;

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

/// The list without what it held, its memory kept.
pub(super) fn emptied<T>(list: &mut Vec<T>) -> Vec<T> {
    let mut list = std::mem::take(list);
    list.clear();
    list
}

/// The lists of a sight, emptied.
#[derive(Debug, Default)]
pub(super) struct SightLists {
    pub(super) before: Vec<Before>,
    pub(super) mentions: Vec<Mention>,
    pub(super) content: Vec<u16>,
    pub(super) claims: Vec<u16>,
    pub(super) past: Vec<bool>,
    pub(super) runs: Vec<(u16, u16, u32)>,
}

thread_local! {
    static SIGHTS: Spare<SightLists> = const { Spare::new() };
}

impl SightLists {
    /// Empty lists for a text.
    pub(super) fn take() -> SightLists {
        SIGHTS.with(Spare::take)
    }
}

impl Drop for Sight<'_> {
    fn drop(&mut self) {
        let lists = SightLists {
            before: emptied(&mut self.before),
            mentions: emptied(&mut self.mentions),
            content: emptied(&mut self.content),
            claims: emptied(&mut self.claims),
            past: emptied(&mut self.past),
            runs: emptied(&mut self.runs),
        };
        // A thread that ends has nothing to keep.
        let _ = SIGHTS.try_with(|spare| spare.put(lists));
    }
}
