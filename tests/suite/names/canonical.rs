//! Canonical names by class of writing: alone, and with a slip or another order besides.
//!
//! The truth is the name that was meant. `right`: the canonical form is that name. `kept`: it is what was
//! written, in its usual spelling, so that nothing was lost and nothing gained. `wrong`: anything else,
//! a name that nobody meant.

use std::collections::BTreeMap;

use ansinh::normalize::{Lexicon, read_name};

use super::errors::{reshaped, slipped, title, written};
use super::people::{Dice, Person, Tables};

/// What became of the names of a class.
#[derive(Debug, Default, Clone, Copy)]
pub(crate) struct Tally {
    pub(crate) names: usize,
    pub(crate) right: usize,
    pub(crate) kept: usize,
    pub(crate) flagged: usize,
}

impl Tally {
    /// The canonical form, where it is not that of the name that was meant.
    fn count(&mut self, cell: &str, typed: &str, truth: &str, lexicon: &Lexicon) -> Option<String> {
        let reading = read_name(cell, None, lexicon);
        let canonical = reading.canonical.unwrap_or_default();
        self.names += 1;
        if canonical == truth {
            self.right += 1;
            return None;
        }
        let typed = usual(&typed.replace(',', ""));
        let settled: Vec<String> = typed.split(' ').map(|word| lexicon.syllables.retone(word)).collect();
        self.kept += usize::from(canonical == settled.join(" "));
        self.flagged += usize::from(!reading.issues.is_empty());
        Some(canonical)
    }

    pub(crate) fn wrong(self) -> usize {
        self.names - self.right - self.kept
    }
}

/// Other orders, each with and without a slip or in another writing.
pub(crate) const ORDERS: [&str; 4] = ["given_first", "western", "surname_last", "comma"];
/// Writings that change nothing but the look.
pub(crate) const LOOKS: [&str; 17] = [
    "tcvn3",
    "tcvn3_capitals",
    "vni",
    "vni_capitals",
    "vps",
    "viscii",
    "cp1258",
    "utf8",
    "utf8_capitals",
    "nfd",
    "nfd_capitals",
    "upper",
    "lower",
    "tone_style",
    "i_y",
    "eth",
    "titled",
];
/// Slips that stand inside another writing.
pub(crate) const INNER: [&str; 5] = ["wrong_tone", "hoi_nga", "lost_tone", "lost_mark", "dialect"];

/// A name with its usual `y`, as identity documents write it.
fn usual(name: &str) -> String {
    name.split(' ').map(|word| if word == "Quí" { "Quý" } else { word }).collect::<Vec<_>>().join(" ")
}

/// The writing, and what was done to the name before.
type Class = (&'static str, &'static str);

/// Counts each class over so many names; with `shown` only those, their cells that are not right printed.
pub(crate) fn classes(count: usize, seed: u64, shown: Option<&str>, lexicon: &Lexicon) -> BTreeMap<Class, Tally> {
    let tables = Tables::load();
    let mut all = BTreeMap::new();
    for (number, look) in [""].into_iter().chain(LOOKS).enumerate() {
        for (at, inner) in [""].into_iter().chain(INNER).chain(ORDERS).chain(["i_y"]).enumerate() {
            if shown.is_some_and(|shown| !shown.split(',').any(|one| one == label((look, inner)))) {
                continue;
            }
            let mut dice = Dice(seed ^ (number * 100 + at) as u64);
            let tally: &mut Tally = all.entry((look, inner)).or_default();
            for _ in 0..count {
                let person = tables.person(&mut dice);
                let Some((inside, truth)) = inside(inner, &person, &mut dice, &tables) else { continue };
                let cell = if look.is_empty() { inside.clone() } else { written(look, &inside, &mut dice) };
                let read = tally.count(&cell, &inside, &truth, lexicon);
                if let Some(canonical) = read.filter(|_| shown.is_some()) {
                    println!("{}: {truth} | {cell} | {canonical}", label((look, inner)));
                }
            }
        }
    }
    all
}

fn label((look, inner): Class) -> String {
    [look, inner].iter().filter(|part| !part.is_empty()).copied().collect::<Vec<_>>().join("+")
}

/// The name as it was typed, and the name that a careful person would read.
fn inside(kind: &str, person: &Person, dice: &mut Dice, tables: &Tables) -> Option<(String, String)> {
    let truth = usual(&person.name());
    Some(match kind {
        "" => (person.name(), truth),
        "i_y" => (written(kind, &person.name(), dice), truth),
        kind if ORDERS.contains(&kind) => (reshaped(kind, person, dice)?, truth),
        kind => (
            slipped(kind, &person.parts(), dice, tables)?.iter().map(|word| title(word)).collect::<Vec<_>>().join(" "),
            truth,
        ),
    })
}

/// One line a class.
pub(crate) fn table(all: &BTreeMap<Class, Tally>) -> String {
    let percent = |part: usize, of: usize| 100.0 * part as f64 / of.max(1) as f64;
    all.iter()
        .map(|(class, tally)| {
            format!(
                "{:32} {:6} right {:6.2} % kept {:6.2} % wrong {:6.2} %, of those not right told {:6.2} %\n",
                label(*class),
                tally.names,
                percent(tally.right, tally.names),
                percent(tally.kept, tally.names),
                percent(tally.wrong(), tally.names),
                percent(tally.flagged, tally.names - tally.right),
            )
        })
        .collect()
}
