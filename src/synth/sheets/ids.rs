//! Id numbers as clerks write them.

use crate::model::{Cmnd, IdNumber, PersonId};

use super::grid::Value;
use super::pen::Pen;
use super::style::Ids;

/// An id as written: the value, what it still shows (lost zeros restored), and the quirk.
pub(super) fn id(pen: &mut Pen<'_>, id: IdNumber) -> (Value, Option<IdNumber>, Option<&'static str>) {
    let digits = id.reveal();
    if pen.style.scientific && id.person().is_some() && pen.often("id_scientific", 4) {
        return (Value::Text(scientific(&digits)), None, Some("id_scientific"));
    }
    let group = if digits.len() == 12 && pen.dice.chance(30) { 4 } else { 3 };
    match pen.style.ids {
        Ids::Number => {
            let number: f64 = digits.parse().expect("an id holds digits only");
            (Value::Number(number), Some(id), digits.starts_with('0').then_some("id_number"))
        }
        Ids::Blanks => (Value::Text(grouped(&digits, group, " ")), Some(id), Some("id_blanks")),
        Ids::Dots => (Value::Text(grouped(&digits, group, ".")), Some(id), Some("id_dots")),
        Ids::Apostrophe => (Value::Text(format!("'{digits}")), Some(id), Some("id_apostrophe")),
        Ids::Text => (Value::Text(digits), Some(id), None),
    }
}

/// The id that a row has: the personal one, else the old card's.
pub(super) fn of(person: Option<PersonId>, cmnd: Option<Cmnd>) -> Option<IdNumber> {
    person.map(IdNumber::Person).or(cmnd.map(IdNumber::Cmnd))
}

/// `3.1148E+10`: what a spreadsheet shows of a number in a narrow column and then saves as text.
fn scientific(digits: &str) -> String {
    let significant = digits.trim_start_matches('0');
    let exponent = significant.len().saturating_sub(1);
    let (first, rest) = significant.split_at(significant.len().min(1));
    format!("{first}.{:.4}E+{exponent:02}", rest)
}

fn grouped(digits: &str, size: usize, mark: &str) -> String {
    let parts: Vec<&str> = (0..digits.len()).step_by(size).map(|i| &digits[i..(i + size).min(digits.len())]).collect();
    parts.join(mark)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_as_a_spreadsheet_shows_them() {
        assert_eq!(scientific("031045000123"), "3.1045E+10");
        assert_eq!(scientific("001148000123"), "1.1480E+09");
        assert_eq!(grouped("031148000123", 3, " "), "031 148 000 123");
        assert_eq!(grouped("031148000", 3, "."), "031.148.000");
    }
}
