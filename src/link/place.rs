//! Where in its ward a household lives, read from an address just far enough to compare two of them.
//!
//! Not a parser of addresses: units above the hamlet are left to the ward codes. What is read is the
//! hamlet or residential group (thôn, xóm, khu, tổ dân phố …), at most two of them, and what stands
//! before it: house number and street.

use super::levels::PlaceLevel;
use crate::likeness::{bare, mix};

/// Words that begin a hamlet's name, words that begin a larger unit's, words that say nothing, and words
/// that end a hamlet's kind; without marks.
#[derive(Debug, Clone, Default)]
pub(super) struct PlaceWords {
    pub(super) hamlets: Vec<String>,
    pub(super) units: Vec<String>,
    pub(super) fillers: Vec<String>,
    pub(super) endings: Vec<String>,
}

/// A place inside a ward; 0 where nothing is said.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct Place {
    hamlets: [u64; 2],
    house: u64,
}

const SEED: u64 = 31;

/// What the tokens in hand belong to.
#[derive(Clone, Copy, PartialEq)]
enum Part {
    House,
    Hamlet,
}

impl Place {
    /// Of an address as somebody writes it.
    pub(super) fn of(address: &str, words: &PlaceWords) -> Place {
        let mut reading = Reading { place: Place::default(), part: Part::House, key: SEED, numbered: false };
        for segment in address.split([',', ';', '\n']) {
            for token in segment.split(|c: char| !c.is_alphanumeric()).filter(|token| !token.is_empty()) {
                let token = bare(token).to_lowercase();
                if words.units.contains(&token) {
                    reading.end();
                    return reading.place;
                }
                reading.token(&token, words);
            }
            reading.end();
            reading.part = Part::House;
        }
        reading.place
    }

    /// As numbers, for the prepared register.
    pub(super) const fn numbers(self) -> [u64; 3] {
        [self.hamlets[0], self.hamlets[1], self.house]
    }

    /// The place of [`Place::numbers`].
    pub(super) const fn of_numbers([hamlet, other, house]: [u64; 3]) -> Place {
        Place { hamlets: [hamlet, other], house }
    }

    /// The level of two places of one ward.
    pub(super) fn compare(self, other: Place) -> PlaceLevel {
        let said = |place: Place| place.hamlets[0] > 0;
        let shared = self.hamlets.iter().any(|hamlet| *hamlet > 0 && other.hamlets.contains(hamlet));
        let house = self.house > 0 && self.house == other.house;
        match (said(self) && said(other), shared) {
            (true, false) => PlaceLevel::Other,
            (_, _) if house => PlaceLevel::House,
            (true, true) => PlaceLevel::Hamlet,
            (false, _) => PlaceLevel::Missing,
        }
    }
}

struct Reading {
    place: Place,
    part: Part,
    key: u64,
    /// The part begins with a number: without one, what stands before the hamlet is no house.
    numbered: bool,
}

impl Reading {
    fn token(&mut self, token: &str, words: &PlaceWords) {
        // The kind's other words (`tổ dân phố`) begin the same hamlet; so do the words `số`, `SN`.
        let is_one = |of: &[String]| of.iter().any(|word| word == token);
        if is_one(&words.hamlets) {
            self.end();
            self.part = Part::Hamlet;
        } else if !is_one(&words.fillers) {
            if self.key == SEED {
                // `khu dân cư`: the kind's third word.
                if self.part == Part::Hamlet && is_one(&words.endings) {
                    return;
                }
                self.numbered = token.starts_with(|c: char| c.is_ascii_digit());
            }
            let token = token.trim_start_matches('0');
            self.key = token.bytes().fold(mix(self.key, SEED), |key, byte| mix(key, u64::from(byte)));
        }
    }

    /// Puts away what was gathered.
    fn end(&mut self) {
        let key = std::mem::replace(&mut self.key, SEED);
        if key == SEED {
            return;
        }
        match self.part {
            Part::House if self.numbered && self.place.house == 0 && self.place.hamlets[0] == 0 => {
                self.place.house = key
            }
            Part::House => {}
            Part::Hamlet => {
                if let Some(free) = self.place.hamlets.iter_mut().find(|hamlet| **hamlet == 0) {
                    *free = key;
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words() -> PlaceWords {
        let list = |text: &str| text.split(' ').map(str::to_owned).collect();
        PlaceWords {
            hamlets: list("thon xom khu to tdp kdc dan doi lang"),
            units: list("xa phuong p x tt quan huyen tp"),
            fillers: list("so sn nha duong pho"),
            endings: list("cu"),
        }
    }

    #[track_caller]
    fn check(left: &str, right: &str, level: PlaceLevel) {
        let (left, right) = (Place::of(left, &words()), Place::of(right, &words()));
        assert_eq!((left.compare(right), right.compare(left)), (level, level));
    }

    #[test]
    fn places_of_one_ward() {
        let full = "Số 30 đường Lý Thường Kiệt, Tổ dân phố số 3, Phường Thất Hùng, Thị xã Kinh Môn";
        check(full, "30 Lý Thường Kiệt, TDP 3, P. Thất Hùng", PlaceLevel::House);
        check(full, "TDP 03 phường Bắc An Phụ", PlaceLevel::Hamlet);
        check(full, "tổ 4, P. Thất Hùng", PlaceLevel::Other);
        check(full, "SN 31 Ly Thuong Kiet, to 3", PlaceLevel::Hamlet);
        check(full, "SN 31 Ly Thuong Kiet", PlaceLevel::Missing);
        check(full, "Phường Bắc An Phụ", PlaceLevel::Missing);
        check("Xóm 2, thôn Đông Hạ, xã An Hưng", "thon Dong Ha xa An Hung", PlaceLevel::Hamlet);
        check("thôn Đông Hạ", "thôn Đông Thượng", PlaceLevel::Other);
        check("", "thôn Đông Hạ", PlaceLevel::Missing);
        check("KDC số 5, phường X", "khu dân cư 5", PlaceLevel::Hamlet);
        check("Thị trấn An Dương", "thị trấn An Dương", PlaceLevel::Missing);
        check("thôn Thanh Hà, xã B", "thôn Thanh Trì, xã B", PlaceLevel::Other);
    }
}
