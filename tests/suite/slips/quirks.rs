//! One quirk of real files each, and what a slip does to it.
