//! Numbers, days and shares as officials write them.

use std::collections::BTreeMap;

use crate::model::{Benefit, Coded, Date, Dong, Month, WardCode};

/// `1.050.000`
pub(super) fn count(value: i64) -> String {
    Dong(value).to_string()
}

/// With its sign: `+1.050.000`, `−1.050.000`.
pub(super) fn signed(value: i64) -> String {
    match value {
        0 => "0".to_owned(),
        1.. => format!("+{}", Dong(value)),
        _ => format!("−{}", Dong(value.saturating_neg())),
    }
}

/// `20/11/2026`
pub(super) fn day(date: Date) -> String {
    let (year, month, day) = date.ymd();
    format!("{day:02}/{month:02}/{year}")
}

/// `12/2026`
pub(super) fn month(month: Month) -> String {
    let (year, of_year) = month.ym();
    format!("{of_year:02}/{year}")
}

/// `1.234 triệu`: đồng in whole millions.
pub(super) fn millions(dong: i64) -> String {
    format!("{} triệu", count((dong + 500_000).div_euclid(1_000_000)))
}

/// Name of the ward of this code; the code where nobody knows it.
pub(super) fn ward_name(names: &BTreeMap<WardCode, String>, code: &str) -> String {
    let known = WardCode::from_digits(code).and_then(|code| names.get(&code).cloned());
    known.unwrap_or_else(|| code.to_owned())
}

/// Name of the benefit of this code; the code where there is none.
pub(super) fn benefit_name(code: &str) -> String {
    Benefit::from_code(code).map_or(code.to_owned(), |benefit| benefit.label_vi().to_owned())
}

/// Month of this code as text; the code where it is none.
pub(super) fn month_name(code: &str) -> String {
    Month::from_code(code).map_or(code.to_owned(), month)
}

/// `97,5%`, never rounded up to 100.
pub(super) fn share(numerator: i64, denominator: i64) -> Option<String> {
    (denominator > 0).then(|| {
        let permille = i128::from(numerator) * 1000 / i128::from(denominator);
        format!("{},{}%", permille / 10, permille % 10)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_read_as_officials_write_them() {
        assert_eq!(
            (signed(-1_050_000), signed(700), count(1234)),
            ("−1.050.000".into(), "+700".into(), "1.234".into())
        );
        assert_eq!((share(2999, 3000), share(1, 1), share(0, 0)), (Some("99,9%".into()), Some("100,0%".into()), None));
    }
}
