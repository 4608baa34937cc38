//! Room of the map in the crate documentation.
