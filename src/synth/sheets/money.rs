//! Amounts and coefficients as clerks write them.

use crate::model::{Coefficient, Dong};

use super::grid::Value;
use super::pen::Pen;
use super::style::Money;

/// An amount as written, and the quirk.
pub(super) fn amount(pen: &mut Pen<'_>, amount: Dong) -> (Value, &'static str) {
    match pen.style.money {
        Money::Dots => (Value::Text(amount.to_string()), "amount_dots"),
        Money::Commas => {
            let commas = amount.to_string().replace('.', ",");
            let unit = *pen.dice.pick(&[" đ", "đ", " đồng"]);
            (Value::Text(format!("{commas}{unit}")), "amount_commas")
        }
        Money::Number => (Value::Number(amount.0 as f64), "amount_number"),
        Money::Thousands => (Value::Number((amount.0 / 1000) as f64), "amount_thousands"),
    }
}

/// A coefficient as written, and the quirk.
pub(super) fn coefficient(pen: &Pen<'_>, coefficient: Coefficient) -> (Value, &'static str) {
    if pen.style.coefficient_text {
        (Value::Text(coefficient.to_string()), "coefficient_comma")
    } else {
        (Value::Number(coefficient.as_decimal()), "coefficient_number")
    }
}
