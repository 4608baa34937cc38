//! Long runs, by hand: `cargo test --test zoo long -- --ignored --nocapture`.

#![allow(clippy::print_stdout, reason = "for whoever runs it")]

use std::collections::BTreeMap;

use crate::check::{check, read};
use crate::mix::{Dice, drawn};
use crate::{layouts, values};

/// Thousands of drawn pages, a line for each that is read wrong.
#[test]
#[ignore = "takes minutes"]
fn long_mix() {
    let wrong: Vec<String> = (10_000..16_000)
        .filter_map(|seed| {
            let wrong = check(&drawn(seed));
            (!wrong.is_empty()).then(|| format!("{seed}: {}", wrong.join("\n    ")))
        })
        .collect();
    assert!(wrong.is_empty(), "{} pages:\n{}", wrong.len(), wrong.join("\n"));
}

/// Files with bytes changed, cut out and doubled: none may end the program, and a panic that the wall
/// around the readers caught shows as a reason of its own.
#[test]
#[ignore = "takes minutes"]
fn long_mutants() {
    let mut cases = layouts::cases();
    cases.extend(values::cases());
    let dice = &mut Dice::new(7);
    let mut reasons: BTreeMap<String, usize> = BTreeMap::new();
    for round in 0..20 {
        for case in cases.iter().filter(|case| !case.bytes.is_empty()) {
            let mut bytes = case.bytes.clone();
            for _ in 0..=dice.below(1 + 4 * round) {
                let at = dice.below(bytes.len());
                match dice.below(4) {
                    0 => bytes[at] = dice.below(256) as u8,
                    1 => bytes[at] ^= 1 << dice.below(8),
                    2 if bytes.len() > 50 => drop(bytes.drain(at..(at + dice.below(40)).min(bytes.len() - 1))),
                    _ => bytes.insert(at, dice.below(256) as u8),
                }
            }
            let out = read(&case.name, &bytes);
            let reason = out.files[0].reason.clone().unwrap_or_else(|| "read".to_owned());
            *reasons.entry(reason).or_default() += 1;
        }
    }
    println!("{reasons:#?}");
    let broken: usize =
        reasons.iter().filter(|(reason, _)| reason.contains("bất thường")).map(|(_, count)| count).sum();
    let all: usize = reasons.values().sum();
    assert!(broken * 1000 < all, "the readers broke down on {broken} of {all} files");
}
