//! Synthetic names from the reference tables, seeded.

use std::collections::BTreeSet;

/// A small generator of random numbers (splitmix64): the same seed gives the same names everywhere.
pub(crate) struct Dice(pub(crate) u64);

impl Dice {
    pub(crate) fn roll(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    pub(crate) fn below(&mut self, end: usize) -> usize {
        (self.roll() % end.max(1) as u64) as usize
    }

    pub(crate) fn chance(&mut self, percent: usize) -> bool {
        self.below(100) < percent
    }

    pub(crate) fn pick<'a, T>(&mut self, list: &'a [T]) -> &'a T {
        &list[self.below(list.len())]
    }

    fn weighted<'a>(&mut self, list: &'a [(String, f64)]) -> &'a str {
        let all: f64 = list.iter().map(|(_, share)| share).sum();
        let mut at = (self.roll() >> 11) as f64 / (1u64 << 53) as f64 * all;
        for (name, share) in list {
            at -= share;
            if at <= 0.0 {
                return name;
            }
        }
        &list[0].0
    }
}

/// A name by its parts; the middle words one by one.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Person {
    pub(crate) surname: String,
    pub(crate) middle: Vec<String>,
    pub(crate) given: String,
    pub(crate) female: bool,
}

impl Person {
    pub(crate) fn parts(&self) -> Vec<String> {
        let mut parts = vec![self.surname.clone()];
        parts.extend(self.middle.clone());
        parts.push(self.given.clone());
        parts
    }

    pub(crate) fn name(&self) -> String {
        self.parts().join(" ")
    }
}

type Groups = Vec<Vec<(String, f64)>>;

/// The reference tables.
pub(crate) struct Tables {
    surnames: Vec<(String, f64)>,
    middles: Groups,
    givens: Groups,
    pub(crate) surname_words: BTreeSet<String>,
    pub(crate) middle_words: BTreeSet<String>,
    pub(crate) given_words: BTreeSet<String>,
}

const GENERATIONS: [&str; 4] = ["pre1950", "1950_1975", "1976_1999", "post2000"];

fn rows(text: &'static str) -> impl Iterator<Item = Vec<&'static str>> {
    text.lines().skip(1).map(|line| line.split(',').collect())
}

fn groups(text: &'static str) -> Groups {
    let mut groups = vec![Vec::new(); 8];
    for row in rows(text) {
        let generation = GENERATIONS.iter().position(|name| *name == row[2]).expect("a known generation");
        let at = generation * 2 + usize::from(row[1] == "female");
        groups[at].push((row[0].to_owned(), row[3].parse().expect("a share")));
    }
    groups
}

fn words(groups: &Groups) -> BTreeSet<String> {
    let names = groups.iter().flatten().flat_map(|(name, _)| name.split(' '));
    names.filter(|word| !word.is_empty()).map(str::to_lowercase).collect()
}

impl Tables {
    pub(crate) fn load() -> Tables {
        let surnames: Vec<(String, f64)> = rows(include_str!("../../../pipelines/reference/names/surnames.csv"))
            .map(|row| (row[0].to_owned(), row[2].parse().expect("a share")))
            .collect();
        let middles = groups(include_str!("../../../pipelines/reference/names/middle_names.csv"));
        let givens = groups(include_str!("../../../pipelines/reference/names/given_names.csv"));
        Tables {
            surname_words: surnames.iter().map(|(name, _)| name.to_lowercase()).collect(),
            middle_words: words(&middles),
            given_words: words(&givens),
            surnames,
            middles,
            givens,
        }
    }

    /// A person, by the tables' shares, or every third time any name alike.
    pub(crate) fn person(&self, dice: &mut Dice) -> Person {
        let even = dice.chance(33);
        let female = dice.chance(55);
        let group = dice.below(4) * 2 + usize::from(female);
        let draw = |dice: &mut Dice, list: &[(String, f64)]| {
            if even { dice.pick(list).0.clone() } else { dice.weighted(list).to_owned() }
        };
        let middle = draw(dice, &self.middles[group]);
        Person {
            surname: draw(dice, &self.surnames),
            middle: middle.split(' ').filter(|word| !word.is_empty()).map(str::to_owned).collect(),
            given: draw(dice, &self.givens[group]),
            female,
        }
    }

    /// Whether a lower-case word is in use at a place: 0 surname, 1 middle, 2 given.
    pub(crate) fn in_use(&self, word: &str, place: usize) -> bool {
        match place {
            0 => self.surname_words.contains(word),
            _ => self.middle_words.contains(word) || self.given_words.contains(word),
        }
    }
}
