//! Addresses: what a careful person could decide, on addresses made from the tables of units.

#[path = "addresses/generator/mod.rs"]
#[allow(dead_code, unused_imports, reason = "the bench uses the rest")]
mod generator;

use generator::{Mix, World, cases, measure};

/// Floors on seeds that nothing was tuned on; the full measure is `benches/addresses.rs`.
#[test]
fn generated_addresses_are_read_or_left_open() {
    let world = World::load();
    for seed in [9001, 9002] {
        let score = measure(&cases(&world, Mix::HARD, 400, seed));
        let [right, wrong, open] = score.shares();
        let table = score.table();
        assert!(right >= 95.0 && wrong <= 1.5 && open >= 95.0, "{table}");
    }
}
