//! Where in its ward a household lives, read from an address just far enough to compare two of them.
//!
//! Not a parser of addresses: units above the hamlet are left to the ward codes. What is read is the
//! hamlet or residential group (thôn, xóm, khu, tổ dân phố …), at most two of them, and what stands
//! before it: house number and street.

use unicode_normalization::{IsNormalized, UnicodeNormalization, is_nfc_quick};

use super::levels::PlaceLevel;
use super::model::Model;
use super::place_words::{PlaceWords, Segment, Token};
use super::query::Query;
use crate::likeness::{is_alphanumeric, mix};
use crate::model::{Private, Record};

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
pub(super) const KIND: u64 = 0xff;
const NUMBER: u64 = 0xffff;

/// What the tokens in hand belong to.
#[derive(Debug, Clone, Copy, PartialEq)]
enum Part {
    House,
    Hamlet,
}

impl Place {
    /// Of an address as somebody writes it.
    pub(super) fn of(address: &str, words: &PlaceWords) -> Place {
        read(address, Part::House, words)
    }

    /// Of a column of hamlets, which often leave their kind out.
    pub(super) fn of_hamlet(text: &str, words: &PlaceWords) -> Place {
        read(text, Part::Hamlet, words)
    }

    /// With what another says besides.
    pub(super) fn or(self, other: Place) -> Place {
        let mut both = Place { house: if self.house > 0 { self.house } else { other.house }, ..self };
        other.hamlets.into_iter().for_each(|hamlet| both.add(hamlet));
        both
    }

    /// Whether a hamlet is told, and all hamlets that are told are among the other's.
    pub(super) fn is_part_of(self, other: Place) -> bool {
        let told = || self.hamlets.into_iter().filter(|&own| own > 0);
        told().next().is_some() && told().all(|own| other.hamlets.iter().any(|&theirs| is_same(own, theirs)))
    }

    fn add(&mut self, hamlet: u64) {
        if hamlet == 0 || self.hamlets.iter().any(|&own| own > 0 && is_same(own, hamlet)) {
            return;
        }
        if let Some(free) = self.hamlets.iter_mut().find(|own| **own == 0) {
            *free = hamlet;
        }
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
            () if !shared(is_same) => PlaceLevel::OtherKind,
            // The street may be left out: only another number is another house.
            () if numbered && self.house & NUMBER != other.house & NUMBER => PlaceLevel::OtherHouse,
            () => PlaceLevel::Hamlet,
        }
    }
}

/// The address, the parts of it that were taken apart with care first: what is read first counts.
pub(super) fn address_of(record: &Record) -> Option<Private> {
    let joined = |parts: &[&Option<Private>]| {
        let parts = parts.iter().filter_map(|part| part.as_ref().map(|text| text.reveal()));
        parts.collect::<Vec<_>>().join(" ")
    };
    let house = record.house_no.is_some().then(|| joined(&[&record.house_no, &record.lane, &record.street]));
    let parts = [house.unwrap_or_default(), joined(&[&record.residential_group]), joined(&[&record.address])];
    let told: Vec<String> = parts.into_iter().filter(|part| !part.is_empty()).collect();
    (!told.is_empty()).then(|| Private::new(&told.join(", ")))
}

/// Where in the sending ward somebody lives, and where in the ward that the address names. An address of
/// another ward says nothing about the sending one: there only the list's own hamlet does.
pub(super) fn of_query(query: &Query, model: &Model) -> [Place; 2] {
    let text = |text: &Option<Private>, read: fn(&str, &PlaceWords) -> Place| {
        text.as_ref().map_or_else(Place::default, |text| read(text.reveal(), model.words()))
    };
    let (own, address) = (text(&query.hamlet, Place::of_hamlet), text(&query.address, Place::of));
    match query.address_ward {
        // Without a column of its own the hamlet is the address's.
        Some(other) if query.ward != Some(other) && own.is_part_of(address) => [Place::default(), address],
        Some(other) if query.ward != Some(other) => [own, address],
        _ => [own.or(address); 2],
    }
}

/// One hamlet: of one kind, or one of them says none.
const fn is_same(a: u64, b: u64) -> bool {
    a | KIND == b | KIND && (a == b || a & KIND == 0 || b & KIND == 0)
}

/// Reads a text whose parts begin as `first`.
fn read(text: &str, first: Part, words: &PlaceWords) -> Place {
    let composed = (is_nfc_quick(text.chars()) != IsNormalized::Yes).then(|| text.nfc().collect::<String>());
    let text = composed.as_deref().unwrap_or(text);
    let (mut reading, mut tokens) = (Reading::default(), Vec::new());
    for segment in text.split([',', ';', '\n']) {
        tokens.clear();
        let parts = segment.split(|c: char| !is_alphanumeric(c)).filter(|token| !token.is_empty());
        tokens.extend(parts.map(|part| Token::of(part, words)));
        // Each part by itself: `Số 5 đường Lê Lợi, to dan pho so 3`.
        let marked = !segment.is_ascii();
        if reading.segment(&Segment { tokens: &tokens, marked, words }, first) {
            break;
        }
    }
    reading.place
}

struct Reading {
    place: Place,
    part: Part,
    key: u64,
    /// Kind of the hamlet whose name follows.
    kind: u64,
    /// The number that the part begins with, 0 none: without one, what stands before the hamlet is no house.
    number: u64,
    /// The token before says nothing: what follows begins a name.
    begins: bool,
}

impl Default for Reading {
    fn default() -> Reading {
        Reading { place: Place::default(), part: Part::House, key: SEED, kind: 0, number: 0, begins: true }
    }
}

impl Reading {
    /// Reads a part; whether larger units begin in it.
    fn segment(&mut self, segment: &Segment, first: Part) -> bool {
        // `12 Trần Phú` in a column of hamlets.
        let is_house = segment.tokens.len() > 1 && segment.tokens[0].is_number();
        // `Khu dân cư, tổ 3`: a kind without a name is none of the next part's.
        (self.part, self.kind, self.begins) = (if is_house { Part::House } else { first }, 0, true);
        for at in 0..segment.tokens.len() {
            if segment.begins_unit(at, !self.begins) {
                self.end();
                return true;
            }
            self.token(segment, at);
        }
        self.end();
        false
    }

    fn token(&mut self, segment: &Segment, at: usize) {
        let token = &segment.tokens[at];
        // The kind's other words (`tổ dân phố`) begin the same hamlet; so do the words `số`, `SN`.
        let of_kind = self.part == Part::Hamlet && self.key == SEED && self.kind > 0;
        if let Some(kind) = segment.hamlet(at, !self.begins || of_kind) {
            self.end();
            self.kind = if self.kind > 0 { self.kind } else { kind };
            (self.part, self.begins) = (Part::Hamlet, true);
        } else if segment.is_one(at, &segment.words.fillers) && (of_kind || at + 1 < segment.tokens.len()) {
            // `Tổ 3 đường Lê Lợi`: the street is no part of the hamlet's name.
            if self.part == Part::Hamlet && self.key != SEED {
                self.end();
                self.part = Part::House;
            }
            self.begins = true;
        } else if !(of_kind && segment.is_one(at, &segment.words.endings)) {
            if self.key == SEED {
                self.number = if token.is_number() { (hashed(SEED, &token.bare) & NUMBER).max(1) } else { 0 };
            }
            (self.key, self.begins) = (hashed(self.key, &token.bare), false);
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
            Part::Hamlet => self.place.add(key & !KIND | kind),
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
    use crate::model::{Coded, ListKind, Month, RowId, WardCode};

    fn words() -> PlaceWords {
        let list = |text: &str| text.split(", ").map(str::to_owned).collect::<Vec<_>>();
        let (hamlets, fillers) = (list("thôn, xóm, khu, tổ, tdp, kdc, đội, làng"), list("số, sn, nhà, đường, phố"));
        let units = list("xã, phường, p, x, tt, quận, huyện, tp, thị trấn, thị xã, thành phố, đặc khu");
        let kinds = [list("tổ, tdp"), list("khu, kdc")];
        PlaceWords::new([&hamlets, &units, &fillers, &list("dân, cư")], &kinds)
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

    #[track_caller]
    fn same(left: &str, right: &str) {
        check(left, right, PlaceLevel::Hamlet);
    }

    #[test]
    fn names_that_sound_like_words_are_names() {
        check("Thôn Phương Độ, Xã Hợp Tiến", "Thôn Thanh Xá, Xã Hợp Tiến", PlaceLevel::Other);
        check("Thôn Phú Xá, Xã A", "Thôn Phú Mỹ, Xã A", PlaceLevel::Other);
        check("Thôn Phú Xá", "Thôn Phú", PlaceLevel::Other);
        check("Thôn Tân Xã", "Thôn Tân", PlaceLevel::Other);
        check("Thôn Phương Độ", "Thôn Độ", PlaceLevel::Other);
        check("Tổ 3, đường Tô Hiệu", "Thôn Hiệu", PlaceLevel::Other);
        check("Số 5 đường Quán Sứ, tổ 3", "5 Quán Sứ, TDP 3", PlaceLevel::House);
        check("Số 5 đường Quán Sứ tổ 3", "5 duong quan su to 3", PlaceLevel::House);
        check("Số 5 đường Tô Hiệu, tổ 3", "so 5 duong to hieu, to 4", PlaceLevel::Other);
        check("Thôn Thuần Dân", "Thôn Thuần", PlaceLevel::Other);
    }

    #[test]
    fn names_without_marks_or_commas() {
        same("Thôn Phú Xá, Xã Hợp Tiến", "thon phu xa, xa hop tien");
        same("Thôn Phú Xá, Xã Hợp Tiến", "Thôn Phú Xá xã Hợp Tiến");
        same("Thôn Phú Xá, Xã Hợp Tiến", "thon phu xa xa hop tien");
        same("Thôn Phú Xá, Phường A", "Thon Phú Xá Phường A");
        same("Thôn Phương Độ, Xã Hợp Tiến", "thon phuong do xa hop tien");
        same("Thôn Tân Xã, Xã Hợp Tiến", "Thôn Tân Xã - xã Hợp Tiến");
        same("Thôn Đông Hạ", "thôn Đông Hạ xã An Hưng");
        same("Tổ 3, Phường Quán Toan", "to 3 phuong quan toan");
        same("Tổ 3, Phường Quán Toan", "Tổ 3 P. Quán Toan");
        same("Tổ 3", "Tổ 3 đường Lê Lợi, Phường A");
        same("Tổ 3", "tổ dân phố số 3 số nhà 12");
        same("Th\u{f4}n Đo\u{300}n, xã A", "Thôn Đòn, xa\u{303} A");
    }

    #[test]
    fn a_unit_is_no_hamlet() {
        for unit in ["Đặc khu Cát Hải", "Dac khu Cat Hai", "Thị xã Kinh Môn", "Thành phố Hải Phòng", "Khu dân cư, xã A"]
        {
            check(unit, "Thôn Kim Sơn", PlaceLevel::Missing);
            check(unit, unit, PlaceLevel::Missing);
        }
        check("Thôn Kim Sơn, Đặc khu Cát Hải", "Thôn Gia Lộc, Đặc khu Cát Hải", PlaceLevel::Other);
    }

    #[track_caller]
    fn check_column(hamlet: &str, address: &str, level: PlaceLevel) {
        let (left, right) = (Place::of_hamlet(hamlet, &words()), Place::of(address, &words()));
        assert_eq!((left.compare(right), right.compare(left)), (level, level));
    }

    #[test]
    fn a_column_of_hamlets_may_leave_the_kind_out() {
        check_column("Thanh Xá", "Thôn Thanh Xá, Xã Hợp Tiến", PlaceLevel::Hamlet);
        check_column("thanh xa", "Thôn Thanh Xá, Xã Hợp Tiến", PlaceLevel::Hamlet);
        check_column("Thanh Xá", "Thôn Phương Độ, Xã Hợp Tiến", PlaceLevel::Other);
        check_column("03", "Tổ dân phố số 3", PlaceLevel::Hamlet);
        check_column("Số 3", "Tổ dân phố số 3", PlaceLevel::Hamlet);
        check_column("TDP 3", "Thôn 3", PlaceLevel::OtherKind);
        check_column("Xóm 3, thôn Đông", "Thôn Đông", PlaceLevel::Hamlet);
        check_column("12 Trần Phú", "Thôn Đông", PlaceLevel::Missing);
        check_column("", "Thôn Đông", PlaceLevel::Missing);
    }

    #[test]
    fn what_is_said_first_comes_first() {
        let of = |text: &str| Place::of(text, &words());
        let both = of("Tổ 3").or(of("Số 5 Lê Lợi, tổ 3, thôn Đông"));
        assert_eq!(both, of("Số 5 Lê Lợi, tổ 3, thôn Đông"));
        assert_eq!(Place::of_hamlet("Đông", &words()).or(of("thôn Đông")).numbers()[1], 0);
        assert!(of("tổ 3").is_part_of(both) && !of("tổ 4").is_part_of(both) && !of("").is_part_of(both));
    }

    /// A row of ward 10500 with its hamlet, address, and the ward that this names, beside two register's
    /// addresses in the sending ward and in the other one.
    #[track_caller]
    fn check_places(hamlet: &str, address: &str, named: Option<&str>, expected: [PlaceLevel; 2]) {
        let model = crate::link::Model::load(std::path::Path::new("pipelines/linking/model-2026-11-23.toml")).unwrap();
        let (ward, period) = (WardCode::from_digits("10500").unwrap(), Month::from_code("2026-11").unwrap());
        let said = |text: &str| (!text.is_empty()).then(|| Private::new(text));
        let record = Record {
            hamlet: said(hamlet),
            address: said(address),
            address_ward: named.and_then(WardCode::from_digits),
            ..Record::blank(RowId { file: 1, sheet: 1, row: 9 }, "a.xlsx".into(), ward, period, ListKind::Beneficiaries)
        };
        let own = of_query(&Query::of_record(0, &record), &model);
        let here = Place::of("Thôn Thanh Xá, Xã Hợp Tiến", model.words());
        assert_eq!(own.map(|own| own.compare(here)), expected);
    }

    #[test]
    fn an_address_of_another_ward_says_nothing_about_the_sending_one() {
        use PlaceLevel::{Hamlet, Missing, Other};
        check_places("", "Thôn Thanh Xá, xã Hợp Tiến", None, [Hamlet; 2]);
        check_places("", "Thôn Thanh Xá, xã Hợp Tiến", Some("10500"), [Hamlet; 2]);
        check_places("", "Thôn Thanh Xá, xã Hợp Tiến", Some("10503"), [Missing, Hamlet]);
        check_places("Thôn Thanh Xá", "Thôn Thanh Xá, xã Hợp Tiến", Some("10503"), [Missing, Hamlet]);
        check_places("Thanh Xá", "Thôn Đông, xã Hợp Tiến", Some("10503"), [Hamlet, Other]);
        check_places("Thôn Đông", "Thôn Thanh Xá, xã Hợp Tiến", Some("10503"), [Other, Hamlet]);
        check_places("Thanh Xá", "xã Hợp Tiến", None, [Hamlet; 2]);
        check_places("Thôn Đông", "xã Hợp Tiến", None, [Other; 2]);
        check_places("Thanh Xá", "", None, [Hamlet; 2]);
        check_places("", "", None, [Missing; 2]);
    }
}
