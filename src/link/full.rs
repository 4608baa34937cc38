//! Keys that too many records have.

use std::sync::atomic::{AtomicU32, Ordering};

use rayon::iter::{IntoParallelRefIterator, ParallelIterator};
use rayon::slice::ParallelSliceMut;

use super::query::Prepared;

/// The keys that more than `most` records have, in order; the records need not be indexed for it.
pub(super) fn full_keys(records: &[Prepared], most: usize) -> Vec<u64> {
    // Keys share counters: what a counter shows is at least what each of its keys has.
    let counters: Vec<AtomicU32> = (0..(records.len() * 4).next_power_of_two()).map(|_| AtomicU32::new(0)).collect();
    let counter = |key: u64| &counters[(key >> 32) as usize & (counters.len() - 1)];
    records.par_iter().for_each(|record| record.keys(|key| _ = counter(key).fetch_add(1, Ordering::Relaxed)));
    let perhaps = |record: &Prepared| {
        let mut keys = Vec::new();
        record.keys(|key| {
            if counter(key).load(Ordering::Relaxed) as usize > most {
                keys.push((key, record.index));
            }
        });
        keys
    };
    let mut perhaps: Vec<(u64, u32)> = records.par_iter().flat_map_iter(perhaps).collect();
    perhaps.par_sort_unstable();
    perhaps.dedup();
    perhaps.chunk_by(|a, b| a.0 == b.0).filter(|of_key| of_key.len() > most).map(|of_key| of_key[0].0).collect()
}

/// What only one of two ordered lists of keys has, in order.
pub(super) fn only_in_one(a: &[u64], b: &[u64]) -> Vec<u64> {
    let only =
        |a: &[u64], b: &[u64]| -> Vec<u64> { a.iter().copied().filter(|key| b.binary_search(key).is_err()).collect() };
    let mut keys = [only(a, b), only(b, a)].concat();
    keys.sort_unstable();
    keys
}
