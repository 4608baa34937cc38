//! Amounts and coefficients as wards write them.
//!
//! `1.050.000`, `1,050,000 đ`, `1050000`, `2,5`. An amount in thousands is scaled only where the
//! coefficient and a rate of the law make it certain; a list without coefficients (movements) counts
//! as certain where the amount is a rate times a coefficient of the law. Never: rounding.

use super::checks;
use super::config::MoneyWords;
use crate::likeness::bare;
use crate::model::{Coefficient, Dong, Issue, RawValue};

/// Below this an amount cannot be a month's assistance in đồng and must be in thousands.
const SMALLEST: i64 = 50_000;

/// Reads an amount in the unit that is written, and whether a unit is.
fn written(value: &RawValue, words: &MoneyWords) -> Option<(f64, bool)> {
    match value {
        RawValue::Number(number) => Some((*number, false)),
        RawValue::Date(_) => None,
        RawValue::Text(text) => {
            let text = super::text::tidy(text.reveal());
            if is_negative(&text) {
                return None;
            }
            match with_units(&text, words) {
                Some(amount) => amount.map(|amount| (amount, true)),
                None => number_of(&text).map(|amount| (amount, false)),
            }
        }
    }
}

/// `-500.000`, `(500.000)`: no month's assistance.
fn is_negative(text: &str) -> bool {
    let Some(at) = text.find(|c: char| c.is_ascii_digit()) else { return false };
    text[..at].ends_with('-') || text[..at].ends_with('(') && text[at..].contains(')')
}

/// Letters after a number in which its unit is looked for.
const LONGEST_UNIT: usize = 24;

/// `0,5 triệu`, `1 triệu 50 nghìn`, `500k`: the sum of numbers with their units. `None` where no unit
/// stands after a number; `Some(None)` where the sum is no whole đồng.
fn with_units(text: &str, words: &MoneyWords) -> Option<Option<f64>> {
    let mut rest = text;
    let mut sum: Option<f64> = None;
    while let Some(start) = rest.find(|c: char| c.is_ascii_digit()) {
        rest = &rest[start..];
        let end = rest.find(|c: char| !(c.is_ascii_digit() || matches!(c, '.' | ','))).unwrap_or(rest.len());
        let number = rest[..end].trim_end_matches(['.', ',']);
        let after: String = rest[end..].chars().take(LONGEST_UNIT).collect();
        let unit = words.units.get(first_word(&after).as_str());
        rest = &rest[end..];
        let Some(unit) = unit else { continue };
        let scaled = (number_of(number)? * *unit as f64 * 1e3).round() / 1e3;
        sum = Some(sum.unwrap_or(0.0) + scaled);
    }
    sum.map(|sum| (sum.fract() == 0.0).then_some(sum))
}

/// The first word of a text, without marks. Letters of a legacy code stay in it: `®ång` is no `ng`.
fn first_word(text: &str) -> String {
    let text = text.trim_start_matches(|c: char| c.is_ascii() && !c.is_ascii_alphanumeric());
    bare(text).to_lowercase().chars().take_while(|c| !c.is_ascii() || c.is_ascii_lowercase()).collect()
}

/// A number with dots or commas between thousands or before decimals: three digits after the last
/// mark are thousands, unless there is only one mark and nothing but zero before it.
fn number_of(text: &str) -> Option<f64> {
    let start = text.find(|c: char| c.is_ascii_digit())?;
    let body: String = text[start..]
        .chars()
        .take_while(|c| c.is_ascii_digit() || matches!(c, '.' | ',' | ' ' | '\u{a0}' | '\''))
        .filter(|c| c.is_ascii_digit() || matches!(c, '.' | ','))
        .collect();
    let body = body.trim_end_matches(['.', ',']);
    let groups: Vec<&str> = body.split(['.', ',']).collect();
    let (head, tail) = groups.split_first()?;
    let last = tail.last().copied().unwrap_or("");
    let all_thousands = tail.iter().all(|group| group.len() == 3);
    if tail.is_empty() || (all_thousands && *head != "0") {
        return groups.concat().parse().ok();
    }
    let whole = groups[..groups.len() - 1].concat();
    let inner_fit = tail[..tail.len() - 1].iter().all(|group| group.len() == 3);
    if !inner_fit || last.len() > 4 {
        return None;
    }
    format!("{whole}.{last}").parse().ok()
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
    let whole = |(n, _): &(f64, bool)| n.fract() == 0.0 && (0.0..1e12).contains(n);
    let Some((number, unit)) = written(value, words).filter(whole) else {
        let blank = raw.trim().is_empty() || raw.trim() == "-";
        return (None, if blank { Vec::new() } else { vec![Issue::new(checks::AMOUNT_UNREADABLE, &raw)] });
    };
    let amount = number as i64;
    if unit || amount == 0 || amount >= SMALLEST {
        return (Some(Dong(amount)), Vec::new());
    }
    let thousand = Dong(amount * 1000);
    let issue = Issue::new(checks::AMOUNT_IN_THOUSANDS, &raw).suggest(&thousand.to_string());
    let mut rates = rates_of(base, words);
    let certain = match coefficient {
        Some(coefficient) => rates.any(|rate| coefficient.times(Dong(rate)) == Some(thousand)),
        None => rates.any(|rate| words.coefficients.iter().any(|c| rate * i64::from(*c) == thousand.0 * 100)),
    };
    (certain.then_some(thousand), vec![issue])
}

/// The đồng of an amount below a heading that says thousands; `None` where the amount is no whole
/// number of đồng then, or so large that the clerk wrote đồng all the same.
#[must_use]
pub fn from_thousands(value: &RawValue, words: &MoneyWords) -> Option<RawValue> {
    // A unit in the cell itself overrules the heading.
    let (number, _) = written(value, words).filter(|(n, unit)| !unit && (0.0..SMALLEST as f64).contains(n))?;
    let dong = number * 1000.0;
    (dong.fract() == 0.0).then_some(RawValue::Number(dong))
}

/// The row's own rate, in đồng and in thousands, then those of the law.
fn rates_of(base: Option<&RawValue>, words: &MoneyWords) -> impl Iterator<Item = i64> {
    let own = base.and_then(|base| written(base, words)).map(|(rate, _)| rate.clamp(0.0, 1e9) as i64);
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
        amount("1051", Some(1.5), "- amount.in_thousands");
        amount("1050", None, "1050000 amount.in_thousands");
        amount("700", None, "700000 amount.in_thousands");
        amount("1051", None, "- amount.in_thousands");
        amount("701", None, "- amount.in_thousands");
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
