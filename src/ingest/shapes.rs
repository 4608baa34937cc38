//! What a single value looks like: an id, a name, a date, a sum. A value may look like several.
//!
//! Takes: a cell. Gives: the set of its shapes. Words come from `pipelines/forms/content.toml`; what
//! is written here is the writing of numbers: ids of 12 digits begin with a province code and a
//! digit for century and sex (NĐ 137/2015, Điều 13), phones with 03, 05, 07, 08 or 09.

use std::collections::HashSet;

use super::fold::{begins_with, has_phrase, key};
use super::grid::Cell;

/// A set of shapes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct Shapes(u64);

macro_rules! shapes {
    ($($Name:ident = $code:literal,)+) => {
        #[derive(Clone, Copy)]
        #[repr(u8)]
        enum Shape { $($Name,)+ }

        impl Shapes {
            $(pub(in crate::ingest) const $Name: Shapes = Shapes(1 << Shape::$Name as u8);)+

            /// The shape of a name in `content.toml`.
            pub(in crate::ingest) fn named(name: &str) -> Option<Shapes> {
                match name { $($code => Some(Shapes::$Name),)+ _ => None }
            }
        }
    };
}
#[allow(non_upper_case_globals, reason = "one constant a shape, named like it")]
mod table {
    use super::Shapes;
    shapes! {
        Count = "count", Rising = "rising", Marker = "marker", Name = "name", Words = "words", Date = "date",
        Year = "year", Month = "month", Serial = "serial", Past = "past", Mark = "mark", Gender = "gender",
        Id12 = "id12", Id9 = "id9", Digits = "digits", Phone = "phone", Insurance = "insurance", Money = "money",
        Thousands = "thousands", Coefficient = "coefficient", Decimal = "decimal", Decision = "decision",
        DecisionDated = "decision_dated", Severity = "severity", Disability = "disability", Ethnicity = "ethnicity",
        Bank = "bank", Relation = "relation", Reason = "reason", Group = "group", Place = "place",
        Address = "address", LongAddress = "long_address", Text = "text", State = "state",
    }
}

impl Shapes {
    pub(super) fn with(self, other: Shapes) -> Shapes {
        Shapes(self.0 | other.0)
    }

    pub(super) fn meets(self, other: Shapes) -> bool {
        self.0 & other.0 != 0
    }

    pub(super) fn is_none(self) -> bool {
        self.0 == 0
    }

    fn add(&mut self, condition: bool, shapes: Shapes) {
        if condition {
            *self = self.with(shapes);
        }
    }
}

/// Words that values begin with or are, as keys.
#[derive(Debug, Default)]
pub(super) struct Words {
    pub(super) gender: HashSet<String>,
    pub(super) mark: HashSet<String>,
    pub(super) severity: HashSet<String>,
    pub(super) severity_before: Vec<String>,
    pub(super) disability: Vec<String>,
    pub(super) ethnicity: HashSet<String>,
    pub(super) bank: Vec<String>,
    pub(super) relation: HashSet<String>,
    pub(super) reason: Vec<String>,
    pub(super) state: Vec<String>,
    pub(super) benefit: Vec<String>,
    pub(super) group: Vec<String>,
    pub(super) place: Vec<String>,
    pub(super) address: HashSet<String>,
    pub(super) decision: Vec<String>,
    /// Years before this one are past: they tell births from decisions.
    pub(super) past_before: i32,
}

/// The shapes of a cell; none for a blank one. `readable` is its text in Unicode.
pub(super) fn of(cell: &Cell, readable: &str, words: &Words, family_names: &HashSet<String>) -> Shapes {
    match cell {
        Cell::Blank => Shapes::default(),
        Cell::Number(number) => of_number(*number, words.past_before),
        Cell::Date(date) => {
            let mut shapes = Shapes::Date;
            shapes.add(date.ymd().0 < words.past_before, Shapes::Past);
            shapes
        }
        Cell::Text(_) => of_text(readable, words, family_names),
    }
}

fn of_number(number: f64, past_before: i32) -> Shapes {
    let mut shapes = Shapes::default();
    let whole = number.fract() == 0.0;
    shapes.add(number == 1.0, Shapes::Mark);
    shapes.add((0.5..=6.0).contains(&number) && (number * 4.0).fract() == 0.0, Shapes::Coefficient);
    shapes.add(!whole && (number * 4.0).fract() == 0.0 && number < 7.0, Shapes::Decimal);
    shapes.add(whole && (0.0..10_000.0).contains(&number), Shapes::Count);
    shapes.add(whole && (3_000.0..60_000.0).contains(&number), Shapes::Serial);
    shapes.add((50_000.0..1e9).contains(&number) && number % 100.0 == 0.0, Shapes::Money);
    shapes.add((100.0..50_000.0).contains(&number), Shapes::Thousands);
    if whole && (0.0..1e19).contains(&number) {
        shapes.add((1880.0..=2100.0).contains(&number), Shapes::Year);
        shapes.add((1880.0..f64::from(past_before)).contains(&number), Shapes::Past);
        digits(&format!("{number:.0}"), true, &mut shapes);
    }
    shapes
}

/// A run of digits; a number may have lost the zeros before it.
fn digits(digits: &str, is_number: bool, shapes: &mut Shapes) {
    let length = digits.len();
    shapes.add((6..=19).contains(&length), Shapes::Digits);
    shapes.add(length == 9 || (length == 8 && is_number), Shapes::Id9);
    let lost = 12_usize.saturating_sub(length);
    if lost <= 2 && length <= 12 && (lost <= 1 || is_number) {
        let whole = format!("{}{digits}", "0".repeat(lost));
        let bytes = whole.as_bytes();
        let province = whole[..3].parse::<u32>().is_ok_and(|code| (1..=96).contains(&code));
        shapes.add(province && (b'0'..=b'3').contains(&bytes[3]), Shapes::Id12);
    }
    let local = digits.strip_prefix("84").filter(|rest| rest.len() == 9).or(digits.strip_prefix('0')).unwrap_or(digits);
    let lost_zero = length == 9 && is_number;
    let mobile = local.len() == 9 && local.starts_with(['3', '5', '7', '8', '9']);
    shapes.add(mobile && (length >= 10 || lost_zero), Shapes::Phone);
}

fn of_text(text: &str, words: &Words, family_names: &HashSet<String>) -> Shapes {
    let text = text.trim().trim_start_matches('\'').trim_start();
    let mut shapes = Shapes::Text;
    let count = text.bytes().filter(u8::is_ascii_digit).count();
    if count > 0 {
        of_digits(text, count, words.past_before, &mut shapes);
    }
    if text.chars().any(char::is_alphabetic) || count == 0 {
        let key = key(text);
        of_words(text, &key, count, words, family_names, &mut shapes);
    }
    shapes
}

/// Texts with digits: numbers, dates, sums.
fn of_digits(text: &str, count: usize, past_before: i32, shapes: &mut Shapes) {
    let letters = text.chars().filter(|c| c.is_alphabetic()).count();
    let bare: String = text.chars().filter(char::is_ascii_digit).collect();
    if letters == 0 {
        let plain = text.chars().all(|c| c.is_ascii_digit() || c.is_whitespace() || ".-+()'".contains(c));
        if plain {
            digits(&bare, false, shapes);
        }
        shapes.add(count <= 4 && bare.len() == text.trim_end_matches(['.', ')']).len(), Shapes::Count);
        let decimal = text.replace(',', ".").parse::<f64>().ok();
        if let Some(number) = decimal.filter(|number| (0.5..=6.0).contains(number) && text.len() <= 4) {
            shapes.add((number * 4.0).fract() == 0.0, Shapes::Coefficient);
            shapes.add(text.contains([',', '.']), Shapes::Decimal);
        }
        shapes.add(text == "1", Shapes::Mark);
    } else if text.contains(['E', 'e']) && letters == 1 && text.replace(',', ".").parse::<f64>().is_ok() {
        // 3.1045E+10: an id that a spreadsheet rounded.
        shapes.add(true, Shapes::Id12);
    }
    let currency = letters <= 4 || text.to_lowercase().contains("đồng");
    shapes.add(currency && (5..=9).contains(&count) && bare.ends_with("00"), Shapes::Money);
    shapes.add(currency && (3..=5).contains(&count), Shapes::Thousands);
    let insured = text.chars().take(2).all(|c| c.is_ascii_uppercase()) && (10..=13).contains(&count);
    shapes.add(insured || (count == 15 && letters <= 2), Shapes::Insurance);
    dates(text, letters, past_before, shapes);
}

/// `12/3/1948`, `12.3.48`, `3/1948`, `1948`, `khoảng 1948`, `1948 (78 tuổi)`, `tháng 3/1948`.
fn dates(text: &str, letters: usize, past_before: i32, shapes: &mut Shapes) {
    let mut parts: Vec<u32> = Vec::new();
    for run in text.split(|c: char| !c.is_ascii_digit()).filter(|run| !run.is_empty()) {
        match run.parse() {
            Ok(number) if run.len() <= 4 && parts.len() < 4 => parts.push(number),
            _ => return,
        }
    }
    let is_year = |number: u32| (1880..=2100).contains(&number);
    let Some(year) = parts.iter().copied().find(|&number| is_year(number)) else {
        let short = parts.len() == 3 && parts[0] <= 31 && parts[1] <= 12 && letters == 0 && text.len() <= 8;
        shapes.add(short && text.contains(['/', '-', '.']), Shapes::Date);
        return;
    };
    let others: Vec<u32> = parts.iter().copied().filter(|&number| number != year).collect();
    let small = others.iter().all(|&number| number <= 110);
    match others.len() {
        0 if letters <= 12 => shapes.add(true, Shapes::Year),
        1 if small && others[0] <= 12 && letters <= 5 => shapes.add(true, Shapes::Month),
        1 if small && letters <= 12 => shapes.add(true, Shapes::Year),
        2 if small && letters <= 14 => shapes.add(true, Shapes::Date),
        _ => return,
    }
    shapes.add((year as i32) < past_before, Shapes::Past);
}

/// Texts with letters: names, places, words of the domain.
fn of_words(text: &str, key: &str, count: usize, words: &Words, family_names: &HashSet<String>, shapes: &mut Shapes) {
    let begins = |list: &[String]| list.iter().any(|word| begins_with(key, word));
    let size = key.split(' ').count();
    shapes.add(count == 0 && !key.is_empty() && size <= 12, Shapes::Words);
    shapes.add(words.mark.contains(key) || matches!(text, "✓" | "✔"), Shapes::Mark);
    shapes.add(words.gender.contains(key), Shapes::Gender);
    shapes.add(words.severity.contains(key), Shapes::Severity);
    shapes.add(words.ethnicity.contains(key), Shapes::Ethnicity);
    shapes.add(words.relation.contains(key), Shapes::Relation);
    shapes.add(begins(&words.disability) && size <= 6, Shapes::Disability);
    shapes.add(words.bank.iter().any(|word| has_phrase(key, word)) && size <= 12, Shapes::Bank);
    shapes.add(begins(&words.reason), Shapes::Reason);
    shapes.add(begins(&words.state), Shapes::State);
    shapes.add(begins(&words.group), Shapes::Group);
    shapes.add(super::sections::marker_only(text).is_some(), Shapes::Marker);
    let decided = words.decision.iter().any(|word| has_phrase(key, word));
    if decided && count > 0 {
        let runs = text.split(|c: char| !c.is_ascii_digit()).filter(|run| !run.is_empty()).count();
        shapes.add(runs <= 2, Shapes::Decision);
        shapes.add(runs >= 3, Shapes::DecisionDated);
    }
    let place = begins(&words.place);
    shapes.add(place && !text.contains(',') && size <= 6, Shapes::Place);
    let named = key.split(' ').filter(|word| words.address.contains(*word)).count();
    shapes.add(named > 0 || text.contains(','), Shapes::Address);
    shapes.add(!decided && (named >= 2 || (named > 0 && text.contains(','))) && size >= 3, Shapes::LongAddress);
    shapes.add(count == 0 && !place && is_name(text, family_names), Shapes::Name);
}

/// Two to six words, the first of them a family name; what stands in brackets is no part of it.
fn is_name(text: &str, family_names: &HashSet<String>) -> bool {
    use unicode_normalization::UnicodeNormalization;
    let bare = text.split(['(', '[']).next().unwrap_or("");
    let mut parts = bare.split_whitespace();
    let Some(first) = parts.next() else { return false };
    let letters =
        |word: &str| word.chars().all(|c| c.is_alphabetic() || unicode_normalization::char::is_combining_mark(c));
    let rest = parts.clone().count();
    (1..=5).contains(&rest)
        && parts.all(letters)
        && family_names.contains(&first.nfc().collect::<String>().to_lowercase())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ingest::Forms;

    #[track_caller]
    fn check(text: &str, has: &[&str], has_not: &[&str]) {
        let forms = Forms::load(std::path::Path::new("pipelines/forms")).unwrap();
        let cell = text.parse().map_or_else(|_| Cell::text(text), Cell::Number);
        let shapes = of(&cell, text, &forms.content.words, &forms.family_names);
        for name in has {
            assert!(shapes.meets(Shapes::named(name).unwrap()), "`{text}` should look like {name}");
        }
        for name in has_not {
            assert!(!shapes.meets(Shapes::named(name).unwrap()), "`{text}` should not look like {name}");
        }
    }

    #[test]
    fn ids_phones_and_accounts_are_told_apart() {
        check("'031148000123", &["id12", "digits"], &["phone", "money", "date"]);
        check("31148000123", &["id12"], &["phone"]);
        check("031 148 000 123", &["id12"], &["money"]);
        check("3,1148E+10", &["id12"], &["money"]);
        check("0912 345 678", &["phone"], &["id12", "id9"]);
        check("'0912345678", &["phone"], &["id12"]);
        check("' 99120000123", &["digits"], &["id12"]);
        check("' 031234567", &["id9"], &["phone", "id12"]);
        check("BT2313112345678", &["insurance"], &["name"]);
    }

    #[test]
    fn dates_years_and_sums_are_told_apart() {
        check("12/3/1948", &["date", "past"], &["year", "money", "digits"]);
        check("12.3.48", &["date"], &["money"]);
        check("khoảng 1948", &["year", "past"], &["name"]);
        check("1948 (78 tuổi)", &["year"], &["date"]);
        check("01/2026", &["month"], &["past", "date"]);
        check("00/00/1948", &["date"], &[]);
        check("1948", &["year", "count"], &["money"]);
        check("1.050.000", &["money"], &["date", "coefficient"]);
        check("1,050,000 đ", &["money"], &["name"]);
        check("1050000", &["money"], &["year"]);
        check("' 1,5", &["coefficient", "decimal"], &["money"]);
        check("2", &["coefficient", "count"], &["decimal"]);
    }

    #[test]
    fn words_of_people_and_places() {
        check("Nguyễn Thị Hòa", &["name", "words"], &["place", "address"]);
        check("TRẦN VĂN BA (chết)", &["name"], &[]);
        check("Thôn Đông", &["place"], &["name"]);
        check("Số 12 ngõ 5, phường Lê Chân", &["long_address"], &["name", "decision"]);
        check("123/QĐ-UBND", &["decision"], &["decision_dated", "name"]);
        check("123/QĐ-UBND ngày 5/3/2024", &["decision_dated"], &["decision"]);
        check("Nữ", &["gender"], &["name"]);
        check("x", &["mark"], &["gender"]);
        check("Đặc biệt nặng", &["severity"], &["name"]);
        check("Người cao tuổi", &["group"], &["name"]);
    }
}
