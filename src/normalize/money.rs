//! Amounts and coefficients as wards write them.
//!
//! `1.050.000`, `1,050,000 đ`, `1050000`, `2,5`. An amount in thousands is scaled only where the
//! coefficient and a rate of the law make it certain; a list without coefficients (movements) counts
//! as certain where the amount is a rate times a coefficient of the law. Never: rounding.

use super::checks;
use super::config::MoneyWords;
use crate::model::{Coefficient, Dong, Issue, RawValue};

/// Below this an amount cannot be a month's assistance in đồng and must be in thousands.
const SMALLEST: i64 = 50_000;

/// Reads an amount in the unit that is written.
fn written(value: &RawValue) -> Option<f64> {
    match value {
        RawValue::Number(number) => Some(*number),
        RawValue::Date(_) => None,
        RawValue::Text(text) => number_of(text.reveal()),
    }
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
    let Some(number) = written(value).filter(|n| n.fract() == 0.0 && (0.0..1e12).contains(n)) else {
        let blank = raw.trim().is_empty() || raw.trim() == "-";
        return (None, if blank { Vec::new() } else { vec![Issue::new(checks::AMOUNT_UNREADABLE, &raw)] });
    };
    let amount = number as i64;
    if amount == 0 || amount >= SMALLEST {
        return (Some(Dong(amount)), Vec::new());
    }
    let thousand = Dong(amount * 1000);
    let issue = Issue::new(checks::AMOUNT_IN_THOUSANDS, &raw).suggest(&thousand.to_string());
    let rates = base.and_then(written).map(|rate| rate as i64).into_iter().flat_map(|rate| [rate, rate * 1000]);
    let mut rates = rates.chain(words.base_rates.iter().copied());
    let certain = match coefficient {
        Some(coefficient) => rates.any(|rate| coefficient.times(Dong(rate)) == Some(thousand)),
        None => rates.any(|rate| words.coefficients.iter().any(|c| rate * i64::from(*c) == thousand.0 * 100)),
    };
    (certain.then_some(thousand), vec![issue])
}

/// The đồng of an amount below a heading that says thousands; `None` where the amount is no whole
/// number of đồng then, or so large that the clerk wrote đồng all the same.
#[must_use]
pub fn from_thousands(value: &RawValue) -> Option<RawValue> {
    let dong = written(value).filter(|n| (0.0..SMALLEST as f64).contains(n))? * 1000.0;
    (dong.fract() == 0.0).then_some(RawValue::Number(dong))
}

/// Reads a coefficient: `2,5`, `2.5`, `1`.
#[must_use]
pub fn read_coefficient(value: &RawValue) -> (Option<Coefficient>, Vec<Issue>) {
    let raw = value.reveal();
    let number = match value {
        RawValue::Number(number) => Some(*number),
        RawValue::Text(text) => {
            let digits: String =
                text.reveal().chars().filter(|c| c.is_ascii_digit() || matches!(c, '.' | ',')).collect();
            digits.trim_matches(['.', ',']).replace(',', ".").parse().ok()
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
    }

    #[test]
    fn a_heading_of_thousands_settles_the_amount_but_not_one_in_dong() {
        let read = |raw: &str| from_thousands(&RawValue::Text(Private::new(raw))).map(|value| value.reveal());
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
    }

    proptest::proptest! {
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
