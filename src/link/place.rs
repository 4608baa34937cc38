//! Where in its ward a household lives, read from an address just far enough to compare two of them.
//!
//! Not a parser of addresses: units above the hamlet are left to the ward codes. What is read is the
//! hamlet or residential group (thôn, xóm, khu, tổ dân phố …), at most two of them, and what stands
//! before it: house number and street.

use super::levels::PlaceLevel;
use crate::likeness::{bare, mix};

/// Words that begin a hamlet's name, groups of them that name one kind of hamlet, words that begin a
/// larger unit's, words that say nothing, and words that end a hamlet's kind; without marks.
#[derive(Debug, Clone, Default)]
pub(super) struct PlaceWords {
    pub(super) hamlets: Vec<String>,
    pub(super) kinds: Vec<Vec<String>>,
    pub(super) units: Vec<String>,
    pub(super) fillers: Vec<String>,
    pub(super) endings: Vec<String>,
}

impl PlaceWords {
    /// The kind of hamlet that a word begins, from 1; 0 where it begins none.
    fn kind(&self, word: &str) -> u64 {
        let place = |word: &str| self.hamlets.iter().position(|own| own == word);
        let group = self.kinds.iter().find(|group| group.iter().any(|own| own == word));
        let first = group.and_then(|group| group.first()).map_or(word, String::as_str);
        place(word).map_or(0, |own| place(first).unwrap_or(own) as u64 + 1) & KIND
    }
}

/// A place inside a ward; 0 where nothing is said.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct Place {
    /// Names, and in their low bits the kinds.
    hamlets: [u64; 2],
    /// Number and street, and in its low bits the number alone.
    house: u64,
}

const SEED: u64 = 31;
/// Bits of a hamlet's kind, and of a house's number.
const KIND: u64 = 0xff;
const NUMBER: u64 = 0xffff;

/// What the tokens in hand belong to.
#[derive(Clone, Copy, PartialEq)]
enum Part {
    House,
    Hamlet,
}

impl Place {
    /// Of an address as somebody writes it.
    pub(super) fn of(address: &str, words: &PlaceWords) -> Place {
        let mut reading = Reading::default();
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
            // `Khu dân cư, tổ 3`: a kind without a name is none of the next part's.
            (reading.part, reading.kind) = (Part::House, 0);
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
        let shared = |same: fn(u64, u64) -> bool| {
            self.hamlets.iter().any(|&own| own > 0 && other.hamlets.iter().any(|&theirs| same(own, theirs)))
        };
        let numbered = self.house > 0 && other.house > 0;
        match () {
            () if said(self) && said(other) && !shared(|a, b| a | KIND == b | KIND) => PlaceLevel::Other,
            () if numbered && self.house == other.house => PlaceLevel::House,
            () if !(said(self) && said(other)) => PlaceLevel::Missing,
            () if !shared(|a, b| a == b) => PlaceLevel::OtherKind,
            // The street may be left out: only another number is another house.
            () if numbered && self.house & NUMBER != other.house & NUMBER => PlaceLevel::OtherHouse,
            () => PlaceLevel::Hamlet,
        }
    }
}

struct Reading {
    place: Place,
    part: Part,
    key: u64,
    /// Kind of the hamlet whose name follows.
    kind: u64,
    /// The number that the part begins with, 0 none: without one, what stands before the hamlet is no house.
    number: u64,
}

impl Default for Reading {
    fn default() -> Reading {
        Reading { place: Place::default(), part: Part::House, key: SEED, kind: 0, number: 0 }
    }
}

impl Reading {
    fn token(&mut self, token: &str, words: &PlaceWords) {
        // The kind's other words (`tổ dân phố`) begin the same hamlet; so do the words `số`, `SN`.
        let is_one = |of: &[String]| of.iter().any(|word| word == token);
        let kind = words.kind(token);
        if kind > 0 {
            self.end();
            self.kind = if self.kind > 0 { self.kind } else { kind };
            self.part = Part::Hamlet;
        } else if !is_one(&words.fillers) {
            if self.key == SEED {
                // `khu dân cư`: the kind's third word.
                if self.part == Part::Hamlet && is_one(&words.endings) {
                    return;
                }
                let is_number = token.starts_with(|c: char| c.is_ascii_digit());
                self.number = if is_number { (hashed(SEED, token) & NUMBER).max(1) } else { 0 };
            }
            self.key = hashed(self.key, token);
        }
    }

    /// Puts away what was gathered.
    fn end(&mut self) {
        let key = std::mem::replace(&mut self.key, SEED);
        if key == SEED {
            return;
        }
        let kind = std::mem::take(&mut self.kind);
        match self.part {
            Part::House if self.number > 0 && self.place.house == 0 && self.place.hamlets[0] == 0 => {
                self.place.house = key & !NUMBER | self.number;
            }
            Part::House => {}
            Part::Hamlet => {
                if let Some(free) = self.place.hamlets.iter_mut().find(|hamlet| **hamlet == 0) {
                    *free = key & !KIND | kind;
                }
            }
        }
    }
}

/// A key with one more token.
fn hashed(key: u64, token: &str) -> u64 {
    token.trim_start_matches('0').bytes().fold(mix(key, SEED), |key, byte| mix(key, u64::from(byte)))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words() -> PlaceWords {
        let list = |text: &str| text.split(' ').map(str::to_owned).collect();
        PlaceWords {
            hamlets: list("thon xom khu to tdp kdc dan doi lang"),
            kinds: vec![list("to tdp"), list("khu kdc")],
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
        check(full, "khu dân cư, tổ 3, P. Thất Hùng", PlaceLevel::Hamlet);
        check(full, "tổ 4, P. Thất Hùng", PlaceLevel::Other);
        check(full, "SN 31 Ly Thuong Kiet, to 3", PlaceLevel::OtherHouse);
        check(full, "SN 30, to 3", PlaceLevel::Hamlet);
        check(full, "SN 31, to 3", PlaceLevel::OtherHouse);
        check(full, "thôn 3, P. Thất Hùng", PlaceLevel::OtherKind);
        check(full, "số 31, xóm 3, P. Thất Hùng", PlaceLevel::OtherKind);
        check("xóm 3, thôn Đông Hạ", "xóm 3, thôn Đông Thượng", PlaceLevel::Hamlet);
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
