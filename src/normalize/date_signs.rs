//! Words and signs that say that a date text is not the day that its digits are: ages, bounds, lunar
//! days, two years, quarters.
//!
//! Example: `80 tuổi` is a birth of about 80 years ago, `trước 1950` no year, `15/8/1945 âm lịch` the
//! year alone. Never: a solar day worked out from a lunar one.

use super::checks;
use super::date_words::numbers_of;
use super::dates::{DateReading, DateUse};
use crate::model::{Issue, Month, PartialDate};

/// Oldest age believed.
const OLDEST: i32 = 115;

/// The reading of a text with such a sign; nothing where there is none. `folded` is the text as
/// [`super::date_words::fold_keeping_marks`] gives it.
pub(super) fn read(raw: &str, folded: &str, about: DateUse, period: Month) -> Option<DateReading> {
    let words: Vec<&str> = folded.split(|c: char| !c.is_ascii_lowercase()).filter(|word| !word.is_empty()).collect();
    let years = years(folded);
    let open = |check| Some(DateReading { date: None, issues: vec![Issue::new(check, raw)] });
    if is_bound(raw, &words) {
        return open(checks::DATE_BOUND);
    }
    if about == DateUse::Birth && years.len() > 1 {
        return open(checks::DATE_TWO_YEARS);
    }
    if let Some(age) = age(folded, &words) {
        let year = (about == DateUse::Birth).then(|| PartialDate::of_year((period.ym().0 - age) as i16)).flatten();
        return match year {
            Some(year) => Some(of_year(year, checks::DATE_AGE, raw)),
            None => open(checks::DATE_UNREADABLE),
        };
    }
    let check = match () {
        () if is_lunar(raw, folded, &words) => checks::DATE_LUNAR,
        () if words.first().is_some_and(|word| matches!(*word, "q" | "quy")) => checks::DATE_APPROXIMATE,
        () => return None,
    };
    match years[..] {
        [year] => PartialDate::of_year(year).map(|year| of_year(year, check, raw)),
        _ => open(checks::DATE_UNREADABLE),
    }
}

fn of_year(year: PartialDate, check: &'static str, raw: &str) -> DateReading {
    DateReading { date: Some(year), issues: vec![Issue::new(check, raw).suggest(&year.to_string())] }
}

/// The different years of four digits.
fn years(folded: &str) -> Vec<i16> {
    let runs = folded.split(|c: char| !c.is_ascii_digit()).filter(|run| run.len() == 4);
    let mut years: Vec<i16> =
        runs.filter_map(|run| run.parse().ok()).filter(|year| (1850..=2150).contains(year)).collect();
    years.sort_unstable();
    years.dedup();
    years
}

/// `trước 1950`, `sau năm 1945`, `trên 80 tuổi`, `<1950`. `Tháng sáu` is a month.
fn is_bound(raw: &str, words: &[&str]) -> bool {
    const BOUNDS: [&str; 5] = ["truoc", "tren", "duoi", "hon", "ngoai"];
    let after = || raw.to_lowercase().split(|c: char| !c.is_alphabetic()).any(|word| word == "sau");
    let month = words.windows(2).any(|pair| pair == ["thang", "sau"]);
    words.iter().any(|word| BOUNDS.contains(word))
        || (!month && after())
        || raw.trim_start().starts_with(['<', '>', '≤', '≥'])
}

/// `80 tuổi`, `80t`, `khoảng 78 tuổi`: whole years. `18 tháng tuổi` is none.
fn age(folded: &str, words: &[&str]) -> Option<i32> {
    let [number] = &numbers_of(folded)[..] else { return None };
    let (last, before) = words.split_last()?;
    let is_age = matches!(*last, "tuoi" | "t")
        && before.iter().all(|word| matches!(*word, "khoang" | "uoc" | "chung" | "nay" | "da"));
    let behind = &folded[folded.find(number.as_str())? + number.len()..];
    let years = number.parse().ok().filter(|age| (0..=OLDEST).contains(age))?;
    (is_age && number.len() < 4 && behind.contains(*last)).then_some(years)
}

/// `âm lịch`, `ÂL`, and the months that only the lunar year has: `tháng Giêng`, `tháng Chạp`.
fn is_lunar(raw: &str, folded: &str, words: &[&str]) -> bool {
    let named = words.windows(2).any(|pair| matches!(pair, ["thang", "gieng" | "chap"] | ["am", "lich"]));
    let lower = raw.to_lowercase();
    let marked = lower.split(|c: char| !c.is_alphabetic()).any(|word| word == "âm" || word == "âl");
    (named || marked || words.contains(&"al")) && folded.contains(|c: char| c.is_ascii_digit())
}
