//! Addresses: what a careful person could decide, on addresses made from the tables of units; laws
//! that hold for every address.

#[path = "addresses/generator/mod.rs"]
#[allow(dead_code, unused_imports, reason = "the bench uses the rest")]
mod generator;

use std::collections::BTreeSet;

use ansinh::model::{Coded, Date, WardCode};
use ansinh::normalize::address::{AddressReading, Within, home, read_address};
use ansinh::normalize::text::clean;
use generator::{Mix, World, cases, lexicon, measure};
use proptest::prelude::*;
use unicode_normalization::UnicodeNormalization;

fn read(text: &str) -> AddressReading {
    read_address(&clean(text, None, lexicon()).text, Within::of_province(home()), lexicon())
}

/// The ward, else the alternatives in brackets.
fn verdict(reading: &AddressReading) -> String {
    let open = || format!("{:?}", reading.alternatives.iter().map(WardCode::as_str).collect::<Vec<_>>());
    reading.ward.map_or_else(open, |ward| ward.to_string())
}

/// Floors on seeds that nothing was tuned on; the full measure is `benches/addresses.rs`.
#[test]
fn generated_addresses_are_read_or_left_open() {
    let world = World::load();
    for seed in [9001, 9002] {
        let score = measure(&cases(&world, Mix::HARD, 400, seed));
        let [right, wrong, open] = score.shares();
        let table = score.table();
        assert!(right >= 97.5 && wrong <= 0.5 && open >= 98.0, "{table}{:#?}", score.missed);
    }
}

#[track_caller]
fn check(text: &str, expected: &str) {
    assert_eq!(verdict(&read(text)), expected, "{text}");
}

#[test]
fn rules_of_the_project() {
    // Kind and name of a unit of today, though an old ward had that name too.
    check("Phường Lê Chân, TP. Hải Phòng", "11383");
    // The old unit of the district.
    check("Thôn 3, xã Tiên Minh, huyện Tiên Lãng, TP Hải Phòng", "11791");
    // A district that became one unit needs no ward.
    check("Thôn 2, huyện Cát Hải, Hải Phòng", "11914");
    // Only a tone tells the two apart; without marks it stays open.
    check("xã Cẩm Giàng, Hải Phòng", "10903");
    check("xa Cam Giang, Hai Phong", "[\"10888\", \"10903\"]");
    // No ward: all that the district went to.
    check("Số 5 đường Lê Lợi, quận Dương Kinh, Hải Phòng", "[\"11689\", \"11692\"]");
    // Another province's ward is not looked for at home, nor a bare name anywhere.
    check("Thôn Đông, xã Không Có Thật, tỉnh Vĩnh Long", "[]");
    check("Vĩnh Long", "[]");
}

#[test]
fn the_largest_unit_may_stand_first() {
    check("Tỉnh Hải Dương, huyện Kim Thành, xã Kim Liên, thôn 5", "10750");
    check("Hải Dương - Kim Thành - Kim Liên", "10750");
    check("Thành phố Hà Nội; Quận Đống Đa; Phường Nam Đồng", "[\"00226\", \"00229\", \"00235\"]");
}

#[test]
fn units_that_contradict_each_other_stay_open() {
    let reading = read("xã Tiên Minh, huyện Vĩnh Bảo, Hải Phòng");
    assert_eq!(reading.ward, None);
    assert!(reading.issues.iter().any(|issue| issue.check == "address.contradiction"), "{reading:?}");
}

#[test]
fn kinds_and_titles_raised_after_2025() {
    for text in ["Xã Bố Hạ, tỉnh Bắc Ninh", "Phường Bố Hạ, thành phố Bắc Ninh"] {
        let reading = read(text);
        assert_eq!(verdict(&reading), "07294", "{text}");
        assert_eq!(reading.ward_name.as_deref(), Some("Phường Bố Hạ"));
    }
}

/// The last day of the old units, and the first of the new ones.
#[test]
fn an_address_is_read_as_of_its_day() {
    let on = |day: &str| {
        let within = Within::of_province(home()).on(Some(Date::from_code(day).unwrap()));
        verdict(&read_address("Phường Trần Hưng Đạo, thành phố Hải Phòng", within, lexicon()))
    };
    assert_ne!(on("2025-06-30"), on("2025-07-01"));
    assert_eq!(on("2025-07-01"), verdict(&read("Phường Trần Hưng Đạo, thành phố Hải Phòng")));
}

#[test]
fn the_ward_that_sent_it_stands_first_and_decides_nothing() {
    let sender = WardCode::from_digits("11692").unwrap();
    let within = Within::of_ward(sender, &lexicon().gazetteer);
    let reading = read_address("quận Dương Kinh, Hải Phòng", within, lexicon());
    assert_eq!(verdict(&reading), "[\"11692\", \"11689\"]");
}

#[test]
fn parts_before_the_ward_stand_in_their_own_fields() {
    let parts = |text: &str| {
        let r = read(text);
        let show = |part: &Option<String>| part.clone().unwrap_or_else(|| "-".to_owned());
        [r.house_no, r.lane, r.street, r.hamlet, r.group].iter().map(show).collect::<Vec<_>>().join(" | ")
    };
    let ward = "phường An Biên, Hải Phòng";
    assert_eq!(parts(&format!("Số 12 Trần Phú, {ward}")), "12 | - | Trần Phú | - | -");
    assert_eq!(parts(&format!("45/7 ngõ 34 đường Lê Lợi, {ward}")), "45/7 | ngõ 34 | Lê Lợi | - | -");
    assert_eq!(parts(&format!("SN 5, TDP số 3, {ward}")), "5 | - | - | - | TDP số 3");
    assert_eq!(parts(&format!("Xóm 3, thôn Đông, {ward}")), "- | - | - | Xóm 3, thôn Đông | -");
}

/// Every address of a small set, with the laws that must hold for it.
#[test]
fn reading_the_canonical_address_gives_the_same() {
    let all = cases(&World::load(), Mix::HARD, 300, 77);
    let mut checked = 0;
    for case in &all {
        let first = read(&case.address);
        let Some(canonical) = first.canonical(&lexicon().gazetteer) else { continue };
        let second = read(&canonical);
        assert_eq!(second.ward, first.ward, "{} -> {canonical}", case.address);
        assert_eq!(second.canonical(&lexicon().gazetteer), Some(canonical), "{}", case.address);
        checked += 1;
    }
    assert!(checked > 200, "{checked}");
}

#[test]
fn capitals_and_decomposed_letters_change_no_verdict() {
    let coded = ["tcvn3", "vni", "utf8_1252", "telex", "vni_keys"];
    let all = cases(&World::load(), Mix::HARD, 300, 78);
    for case in all.iter().filter(|case| !case.errors.iter().any(|error| coded.contains(error))) {
        let usual = verdict(&read(&case.address));
        let nfd: String = case.address.nfd().collect();
        for other in [case.address.to_uppercase(), case.address.to_lowercase(), nfd] {
            assert_eq!(verdict(&read(&other)), usual, "{other}");
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    /// Whatever is written: no panic, and only wards in force.
    #[test]
    fn only_wards_in_force_are_named(
        parts in proptest::collection::vec("(xã|phường|P\\.|huyện|tp|số|thôn|cũ|nay là|\\(|\\)|,|[a-zA-ZđĐàáảấộưỳ']{1,7}|[0-9]{1,3}|Tiên Lãng|Lê Lợi|Hải Dương)", 0..12),
    ) {
        let reading = read(&parts.join(" "));
        let known: BTreeSet<WardCode> = reading.ward.into_iter().chain(reading.alternatives.iter().copied()).collect();
        for ward in known {
            prop_assert!(lexicon().gazetteer.ward_name(ward).is_some());
        }
        prop_assert!(reading.ward.is_none() || reading.alternatives.is_empty());
    }

    #[test]
    fn any_text_is_read(text in "\\PC{0,80}") {
        prop_assert!(read(&text).confidence <= 1.0);
    }
}
