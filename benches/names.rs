//! Names a second on one core: raw cells to canonical form and key, and pairs judged.
//!
//! ```text
//! cargo bench --bench names
//! ```
//!
//! Measured on one core of a machine with two that others used, best of seven passes, names a second: clean
//! 4,642 k, capitals 4,283 k, bare capitals 1,121 k, TCVN3 147 k, VNI 144 k, with a title 648 k, with a note
//! 673 k; the mix 1,358 k. In the same run before cells with a title or a note were read by table, word lists
//! looked up by their first word, and small letters had by rule: 852 k, 982 k, 239 k, 120 k, 114 k, 97 k,
//! 149 k; the mix 455 k.
//!
//! Where the time goes: clean cells are one look-up a word in the table of written words (never of whole
//! names) and two new strings. Of the mix, the sixteenth part that is legacy takes more than half of the time:
//! each of the sets is tried, word by word, until one word speaks against it. Few cells are weighed against
//! all names in use (the distance of letters).
#![allow(
    clippy::unwrap_used,
    clippy::print_stdout,
    reason = "a measuring program: it stops where it stands, and prints"
)]

#[allow(dead_code, reason = "shared with the tests")]
#[path = "../tests/suite/names/errors.rs"]
mod errors;
#[allow(dead_code, reason = "shared with the tests")]
#[path = "../tests/suite/names/pairs.rs"]
mod pairs;
#[allow(dead_code, reason = "shared with the tests")]
#[path = "../tests/suite/names/people.rs"]
mod people;

use std::time::Instant;

use ansinh::normalize::{Lexicon, LexiconTexts, judge, read_name};
use people::{Dice, Tables};

/// Cells of each kind in a hundred.
const MIX: [(&str, usize); 7] =
    [("", 60), ("upper", 22), ("bare_upper", 6), ("tcvn3", 4), ("vni", 2), ("titled", 3), ("noted", 3)];

const CELLS: usize = 200_000;
const PAIRS: usize = 50_000;
/// Passes over the cells of a kind, of which the fastest counts: other programs share the machine.
const PASSES: usize = 7;

fn main() {
    let read = |file: &'static str| std::fs::read_to_string(format!("pipelines/reference/{file}"));
    let lexicon = Lexicon::parse(&LexiconTexts::gather(read).unwrap()).unwrap();
    let (tables, mut dice) = (Tables::load(), Dice(1));
    // One kind alone, for a profile: `cargo bench --bench names -- tcvn3`.
    let wanted: Vec<String> = std::env::args().skip(1).filter(|arg| !arg.starts_with('-')).collect();
    let mut all = 0.0;
    for (kind, share) in MIX {
        let shown = if kind.is_empty() { "clean" } else { kind };
        if !wanted.is_empty() && !wanted.iter().any(|wanted| wanted == shown) {
            continue;
        }
        let names = (0..CELLS / 10).map(|_| tables.person(&mut dice).name()).collect::<Vec<_>>();
        let cells: Vec<String> = names
            .into_iter()
            .map(|name| if kind.is_empty() { name } else { errors::written(kind, &name, &mut dice) })
            .collect();
        let each = (0..PASSES).map(|_| seconds(&cells, &lexicon)).fold(f64::INFINITY, f64::min) / cells.len() as f64;
        all += each * share as f64 / 100.0;
        println!("{shown:12} {share:3} % {:10.0} a second", 1.0 / each);
    }
    println!("the mix            {:10.0} a second", 1.0 / all);
    if !wanted.is_empty() {
        return;
    }
    let pairs: Vec<pairs::Pair> = (0..PAIRS).map(|_| pairs::pair(&mut dice, &tables)).collect();
    let start = Instant::now();
    let right = pairs.iter().filter(|pair| judge(&pair.left, &pair.right, &lexicon).same == pair.same).count();
    let seconds = start.elapsed().as_secs_f64();
    println!(
        "pairs              {:10.0} a second, {:.2} % right",
        PAIRS as f64 / seconds,
        100.0 * right as f64 / PAIRS as f64
    );
}

/// Wall time of one pass over cells, to canonical form and key.
fn seconds(cells: &[String], lexicon: &Lexicon) -> f64 {
    let start = Instant::now();
    let letters: usize = cells.iter().map(|cell| read_name(cell, None, lexicon).key.len()).sum();
    assert!(letters > 0, "names have keys");
    start.elapsed().as_secs_f64()
}
