//! Decisions: number and signing day in one cell or two.
//!
//! Example: `QĐ số 123/QĐ-UBND ngày 05/10/2025` is `123/QĐ-UBND` and 2025-10-05. Never: a signing
//! day that is not a whole date.

use super::dates::find_date;
use crate::model::{Date, Month, PartialDate};

/// Number and signing day of a decision.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct DecisionReading {
    /// Number, as `123/QĐ-UBND`.
    pub number: Option<String>,
    /// Signing day.
    pub date: Option<Date>,
}

/// Reads a cleaned decision text.
#[must_use]
pub fn read_decision(text: &str, period: Month) -> DecisionReading {
    let (head, tail) = cut_date(text);
    DecisionReading { number: number_of(head), date: find_date(tail, period).and_then(PartialDate::full) }
}

/// Splits before the signing day: at `ngày`, or before the first word that is a whole date.
fn cut_date(text: &str) -> (&str, &str) {
    let lower = text.to_lowercase();
    let day = ["ngày", "ngay", " ng.", "ký "].iter().filter_map(|word| lower.find(word)).min();
    if let Some(at) = day.filter(|&at| text.is_char_boundary(at)) {
        return text.split_at(at);
    }
    let mut at = 0;
    for word in text.split_inclusive([' ', ',', ';', '(']) {
        let bare = word.trim_matches(|c: char| !c.is_ascii_digit());
        let marks = bare.matches(['/', '.', '-']).count();
        if marks == 2 && bare.chars().all(|c| c.is_ascii_digit() || matches!(c, '/' | '.' | '-')) {
            return text.split_at(at);
        }
        at += word.len();
    }
    (text, "")
}

/// The number without `QĐ số`, blanks and stops: digits and what follows a slash.
fn number_of(head: &str) -> Option<String> {
    let start = head.find(|c: char| c.is_ascii_digit())?;
    let body: String = head[start..].chars().filter(|c| !c.is_whitespace()).collect();
    let body = body.trim_end_matches([',', ';', '.', '(', '-', ':', '/']);
    let upper = body.to_uppercase().replace("QD", "QĐ");
    // What would be cut as a day when read again is no number.
    (upper.chars().count() <= 40 && cut_date(&upper).1.is_empty()).then_some(upper)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, number: Option<&str>, date: Option<&str>) {
        let reading = read_decision(text, Month::new(2026, 11).unwrap());
        assert_eq!(reading.number.as_deref(), number, "{text}");
        assert_eq!(reading.date.map(|date| date.to_string()).as_deref(), date, "{text}");
    }

    #[test]
    fn number_and_day() {
        check("123/QĐ-UBND ngày 05/10/2025", Some("123/QĐ-UBND"), Some("2025-10-05"));
        check("QĐ số 123/QĐ-UBND, 5/10/2025", Some("123/QĐ-UBND"), Some("2025-10-05"));
        check("Số: 123/qđ-ubnd (05.10.2025)", Some("123/QĐ-UBND"), Some("2025-10-05"));
        check("123 ngày 5 tháng 10 năm 2025", Some("123"), Some("2025-10-05"));
        check("123/QD-UBND", Some("123/QĐ-UBND"), None);
        check("05/10/2025", None, Some("2025-10-05"));
        check("chưa có", None, None);
        check("", None, None);
    }

    proptest::proptest! {
        #[test]
        fn twice_is_once(text in "\\PC{0,30}|[0-9/ .,ngàyNGAYQDĐqđkýUBND()-]{0,30}") {
            let period = Month::new(2026, 11).unwrap();
            let Some(once) = read_decision(&text, period).number else { return Ok(()) };
            proptest::prop_assert_eq!(read_decision(&once, period), DecisionReading { number: Some(once), date: None });
        }

        #[test]
        fn never_panics(text in "\\PC{0,30}") {
            let _ = read_decision(&text, Month::new(2026, 11).unwrap());
        }
    }
}
