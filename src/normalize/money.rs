//! Amounts and coefficients as wards write them.
//!
//! `1.050.000`, `1,050,000 đ`, `1050000`, `2,5`. An amount in thousands is scaled only where the
//! coefficient and a rate of the law make it certain; a list without coefficients (movements) counts
//! as certain where the amount is a rate times a coefficient of the law. Never: rounding.

use super::checks;
use super::config::MoneyWords;
use super::sums::{self, Sum};
use crate::model::{Coefficient, Dong, Issue, RawValue};

/// Below this an amount cannot be a month's assistance in đồng and must be in thousands.
const SMALLEST: i64 = 50_000;

/// Reads an amount in the unit that is written.
fn written(value: &RawValue, words: &MoneyWords) -> Option<Sum> {
    match value {
        RawValue::Number(number) => Some(Sum { value: *number, unit: false, letters: false }),
        RawValue::Date(_) => None,
        RawValue::Text(text) => {
            let text = super::text::tidy(text.reveal());
            if is_negative(&text) { None } else { sums::read(&text, words) }
        }
    }
}

/// `-500.000`, `(500.000)`: no month's assistance.
fn is_negative(text: &str) -> bool {
    let Some(at) = text.find(|c: char| c.is_ascii_digit()) else { return false };
    text[..at].ends_with('-') || text[..at].ends_with('(') && text[at..].contains(')')
}

/// Reads a monthly amount. `base` is the row's rate cell, `coefficient` its coefficient.
#[must_use]
pub fn read_amount(
    value: &RawValue,
    base: Option<&RawValue>,
    coefficient: Option<Coefficient>,
    words: &MoneyWords,
) -> (Option<Dong>, Vec<Issue>) {
    let raw = value.reveal();
    let whole = |sum: &Sum| sum.value.fract() == 0.0 && (0.0..1e12).contains(&sum.value);
    let Some(sum) = written(value, words).filter(whole) else {
        let blank = raw.trim().is_empty() || raw.trim() == "-";
        return (None, if blank { Vec::new() } else { vec![Issue::new(checks::AMOUNT_UNREADABLE, &raw)] });
    };
    let amount = sum.value as i64;
    let letters =
        |amount: i64| sum.letters.then(|| Issue::new(checks::AMOUNT_LETTERS, &raw).suggest(&Dong(amount).to_string()));
    if sum.unit || amount == 0 || amount >= SMALLEST {
        return (Some(Dong(amount)), letters(amount).into_iter().collect());
    }
    let thousand = Dong(amount * 1000);
    let mut rates = rates_of(base, words);
    let certain = match coefficient {
        Some(coefficient) => rates.any(|rate| coefficient.times(Dong(rate)) == Some(thousand)),
        None => rates.any(|rate| words.coefficients.iter().any(|c| rate * i64::from(*c) == thousand.0 * 100)),
    };
    let check = if certain { checks::AMOUNT_IN_THOUSANDS } else { checks::AMOUNT_UNIT };
    let issue = Issue::new(check, &raw).suggest(&thousand.to_string());
    (certain.then_some(thousand), letters(thousand.0).into_iter().chain([issue]).collect())
}

/// The đồng of an amount below a heading that says thousands; `None` where the amount is no whole
/// number of đồng then, or so large that the clerk wrote đồng all the same.
#[must_use]
pub fn from_thousands(value: &RawValue, words: &MoneyWords) -> Option<RawValue> {
    // A unit in the cell itself overrules the heading.
    let fits = |sum: &Sum| !sum.unit && (0.0..SMALLEST as f64).contains(&sum.value);
    let dong = written(value, words).filter(fits)?.value * 1000.0;
    (dong.fract() == 0.0).then_some(RawValue::Number(dong))
}

/// The row's own rate, in đồng and in thousands, then those of the law.
fn rates_of(base: Option<&RawValue>, words: &MoneyWords) -> impl Iterator<Item = i64> {
    let own = base.and_then(|base| written(base, words)).map(|rate| rate.value.clamp(0.0, 1e9) as i64);
    own.into_iter().flat_map(|rate| [rate, rate * 1000]).chain(words.base_rates.iter().copied())
}

/// An amount that is the coefficient times no rate at all: one of the two is wrong. The suggestion is
/// the amount by the row's own rate.
#[must_use]
pub fn check_amount(
    raw: &str,
    amount: Dong,
    coefficient: Coefficient,
    base: Option<&RawValue>,
    words: &MoneyWords,
) -> Option<Issue> {
    let mut by_rates = rates_of(base, words).filter_map(|rate| coefficient.times(Dong(rate)));
    if amount == Dong::ZERO || by_rates.any(|due| due == amount) {
        return None;
    }
    let own = rates_of(base, words).filter(|rate| *rate >= SMALLEST).find_map(|rate| coefficient.times(Dong(rate)));
    let issue = Issue::new(checks::AMOUNT_MISMATCH, raw);
    Some(match own.filter(|_| base.is_some()) {
        Some(due) => issue.suggest(&due.to_string()),
        None => issue,
    })
}

/// Reads a coefficient: `2,5`, `2.5`, `1`.
#[must_use]
pub fn read_coefficient(value: &RawValue) -> (Option<Coefficient>, Vec<Issue>) {
    let raw = value.reveal();
    let number = match value {
        RawValue::Number(number) => Some(*number),
        RawValue::Text(text) => {
            // `1/5` and `1,5 - 2` are no coefficient.
            let mut runs = text
                .reveal()
                .split(|c: char| !(c.is_ascii_digit() || matches!(c, '.' | ',')))
                .map(|run| run.trim_matches(['.', ',']))
                .filter(|run| !run.is_empty());
            let only = runs.next().filter(|_| runs.next().is_none());
            only.and_then(|run| run.replace(',', ".").parse().ok())
        }
        RawValue::Date(_) => None,
    };
    let read = number.and_then(Coefficient::from_decimal).filter(|c| (1..=2_000).contains(&c.hundredths()));
    let blank = raw.trim().is_empty();
    (read, if read.is_none() && !blank { vec![Issue::new(checks::COEFFICIENT_UNREADABLE, &raw)] } else { Vec::new() })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Private;
    use crate::normalize::tests::lexicon;

    #[track_caller]
    fn amount(raw: &str, coefficient: Option<f64>, expected: &str) {
        let coefficient = coefficient.and_then(Coefficient::from_decimal);
        let value = RawValue::Text(Private::new(raw));
        let (amount, issues) = read_amount(&value, None, coefficient, &lexicon().words.money);
        let issues: Vec<&str> = issues.iter().map(|issue| issue.check).collect();
        let amount = amount.map_or("-".to_owned(), |amount| amount.0.to_string());
        assert_eq!(format!("{amount} {}", issues.join(" ")).trim(), expected, "{raw}");
    }

    #[test]
    fn amounts_as_written() {
        amount("1.050.000", None, "1050000");
        amount("1,050,000 đ", None, "1050000");
        amount("1 050 000", None, "1050000");
        amount("1.050.000,00", None, "1050000");
        amount("1050000đ/tháng", None, "1050000");
        amount("", None, "-");
        amount("không", None, "- amount.unreadable");
        amount("500.000đ", None, "500000");
        amount("1,400,000 ®ång", None, "1400000");
        amount("700,000 ñoàng", None, "700000");
        amount("500 nghi\u{300}n", None, "500000");
        amount("500 (nghìn)", None, "500000");
        amount("500,000", None, "500000");
        amount("0,5 triệu", None, "500000");
        amount("1,05 tr", None, "1050000");
        amount("1 triệu 50 nghìn đồng", None, "1050000");
        amount("500k/tháng", None, "500000");
        amount("500 ngàn", None, "500000");
        amount("0,0000005 triệu", None, "- amount.unreadable");
        amount("-500.000", None, "- amount.unreadable");
        amount("(500.000)", None, "- amount.unreadable");
        amount("7OO.000", None, "700000 amount.letters");
        amount("75O.000", None, "750000 amount.letters");
        amount("1tr050", None, "1050000");
        amount("700.000 x 1,5", Some(1.5), "1050000");
        amount("700 x 1,5", Some(1.5), "1050000 amount.in_thousands");
        amount("1.500.000/2 tháng", None, "- amount.unreadable");
        amount("500.000 x 0,3333333", None, "- amount.unreadable");
    }

    #[test]
    fn a_heading_of_thousands_settles_the_amount_but_not_one_in_dong() {
        let read = |raw: &str| {
            from_thousands(&RawValue::Text(Private::new(raw)), &lexicon().words.money).map(|value| value.reveal())
        };
        assert_eq!(read("701").as_deref(), Some("701000"));
        assert_eq!(read("1.050").as_deref(), Some("1050000"));
        assert_eq!(read("1.050.000"), None);
        assert_eq!(read("không"), None);
    }

    #[test]
    fn thousands_are_scaled_only_where_that_is_certain() {
        amount("1.050", Some(1.5), "1050000 amount.in_thousands");
        amount("1050", Some(1.5), "1050000 amount.in_thousands");
        amount("1051", Some(1.5), "- amount.unit_unclear");
        amount("1050", None, "1050000 amount.in_thousands");
        amount("700", None, "700000 amount.in_thousands");
        amount("1051", None, "- amount.unit_unclear");
        amount("701", None, "- amount.unit_unclear");
        let (scaled, _) = read_amount(
            &RawValue::Number(1_234.0),
            Some(&RawValue::Number(617.0)),
            Coefficient::from_decimal(2.0),
            &lexicon().words.money,
        );
        assert_eq!(scaled, Some(Dong(1_234_000)));
    }

    #[test]
    fn coefficients() {
        let read = |text: &str| read_coefficient(&RawValue::Text(Private::new(text))).0.map(Coefficient::hundredths);
        assert_eq!(read("2,5"), Some(250));
        assert_eq!(read("1.0"), Some(100));
        assert_eq!(read("HS: 2"), Some(200));
        assert_eq!(read("250"), None);
        assert_eq!(read("x"), None);
        assert_eq!(read("1/5"), None);
        assert_eq!(read("1,5 lần"), Some(150));
    }

    #[test]
    fn an_amount_is_a_coefficient_times_a_rate() {
        let words = &lexicon().words.money;
        let check = |amount, coefficient, base: Option<f64>| {
            let base = base.map(RawValue::Number);
            let coefficient = Coefficient::from_decimal(coefficient).unwrap();
            let issue = check_amount("x", Dong(amount), coefficient, base.as_ref(), words);
            issue.map(|issue| issue.suggestion.map_or(String::new(), |text| text.reveal().to_owned()))
        };
        assert_eq!(check(1_050_000, 1.5, None), None);
        assert_eq!(check(1_250_000, 2.0, Some(625_000.0)), None);
        assert_eq!(check(1_051_000, 1.5, None), Some(String::new()));
        assert_eq!(check(1_051_000, 1.5, Some(700_000.0)), Some("1.050.000".to_owned()));
        assert_eq!(check(1_051_000, 1.5, Some(700.0)), Some("1.050.000".to_owned()));
        assert_eq!(check(0, 1.5, None), None);
    }

    proptest::proptest! {
        #[test]
        fn twice_is_once(text in "\\PC{0,20}|[0-9., đktrieung-]{0,20}") {
            let words = &lexicon().words.money;
            let read = |text: &str| read_amount(&RawValue::Text(Private::new(text)), None, None, words);
            if let (Some(amount), _) = read(&text)
                && amount.0 >= SMALLEST
            {
                proptest::prop_assert_eq!(read(&amount.to_string()), (Some(amount), vec![]));
            }
            let read = |text: &str| read_coefficient(&RawValue::Text(Private::new(text)));
            if let (Some(coefficient), _) = read(&text) {
                proptest::prop_assert_eq!(read(&coefficient.to_string()), (Some(coefficient), vec![]));
            }
        }

        #[test]
        fn printed_amounts_read_back(amount in 50_000i64..100_000_000) {
            let value = RawValue::Text(Private::new(&Dong(amount).to_string()));
            proptest::prop_assert_eq!(read_amount(&value, None, None, &lexicon().words.money).0, Some(Dong(amount)));
        }

        #[test]
        fn never_panics(text in "\\PC{0,20}", number in proptest::num::f64::ANY) {
            let _ = read_amount(&RawValue::Text(Private::new(&text)), None, None, &lexicon().words.money);
            let _ = read_amount(&RawValue::Number(number), None, Some(Coefficient::ONE), &lexicon().words.money);
            let _ = read_coefficient(&RawValue::Number(number));
        }
    }
}
