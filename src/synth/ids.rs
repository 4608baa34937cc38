//! Identity numbers: structurally right, each given once.

use std::collections::HashMap;

use super::rng::Rng;
use crate::model::{Cmnd, Gender, PersonId};

/// Codes of the provinces from which people of the city come, besides the two of the city itself,
/// with a weight (TT 07/2016/TT-BCA, list 1).
const ELSEWHERE: [(u16, f64); 12] = [
    (34, 5.0),
    (33, 3.0),
    (22, 4.0),
    (1, 4.0),
    (36, 3.0),
    (38, 3.0),
    (27, 2.0),
    (24, 2.0),
    (40, 2.0),
    (79, 1.0),
    (35, 1.0),
    (25, 1.0),
];

/// Gives out personal identifiers. The six serial digits run through a permutation of all six-digit
/// numbers for each beginning, so no number comes twice and neighbours do not look alike.
#[derive(Debug, Default)]
pub(super) struct Ids {
    given: HashMap<u32, u32>,
    cmnd: u32,
}

/// A permutation of 0 to 999,999: four Feistel rounds on 20 bits, walked until inside.
fn scramble(key: u32, mut n: u32) -> u32 {
    loop {
        let (mut left, mut right) = (n >> 10, n & 0x3ff);
        for round in 0..4u32 {
            let f = (right.wrapping_mul(0x9e3d) ^ key.rotate_left(round * 7)).wrapping_mul(0x85eb_ca6b) >> 19 & 0x3ff;
            (left, right) = (right, left ^ f);
        }
        n = left << 10 | right;
        if n < 1_000_000 {
            return n;
        }
    }
}

impl Ids {
    /// A new personal identifier. `area` is the code of the province of 2024 that the ward lay in.
    pub(super) fn person(&mut self, rng: &mut Rng, area: u16, gender: Gender, birth_year: i32) -> PersonId {
        let place = match rng.unit() {
            share if share < 0.86 => area,
            share if share < 0.92 => 61 - area,
            _ => ELSEWHERE[rng.weighted(&ELSEWHERE.map(|(_, weight)| weight))].0,
        };
        let century = ((birth_year - 1900).max(0) / 100) as u32 * 2 + u32::from(gender == Gender::Female);
        let prefix = u32::from(place) * 1000 + century * 100 + birth_year.rem_euclid(100) as u32;
        let count = self.given.entry(prefix).or_default();
        let number = u64::from(prefix) * 1_000_000 + u64::from(scramble(prefix, *count));
        *count += 1;
        PersonId::from_number(number).expect("three digits, three digits and six digits make twelve")
    }

    /// A new old-style card number.
    pub(super) fn cmnd(&mut self, area: u16) -> Cmnd {
        let serial = scramble(0x00c0_ffee, self.cmnd % 1_000_000);
        let series = self.cmnd / 1_000_000;
        self.cmnd += 1;
        let head = if area == 30 { 140 } else { 30 } + series;
        Cmnd::from_digits(&format!("{head:03}{serial:06}")).expect("three digits and six digits make nine")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_serial_is_a_permutation() {
        let mut seen = vec![false; 1_000_000];
        for n in 0..1_000_000 {
            let at = scramble(31_148, n) as usize;
            assert!(!seen[at]);
            seen[at] = true;
        }
    }

    #[test]
    fn numbers_say_gender_and_year() {
        let (mut ids, mut rng) = (Ids::default(), Rng::of(1, 1));
        for (gender, year) in [(Gender::Female, 1948), (Gender::Male, 2019), (Gender::Male, 1999)] {
            let id = ids.person(&mut rng, 31, gender, year);
            assert_eq!((id.gender(), i32::from(id.birth_year())), (gender, year));
        }
    }
}
