//! Gender: a column of its own, the position in a split birth column, or marks.

use super::text::letters::fold;
use crate::model::Gender;

/// Reads a gender text: `Nam`, `Nữ`, `nu`, `M`, `F`.
#[must_use]
pub fn read_gender(text: &str) -> Option<Gender> {
    match fold(text).as_str() {
        "nam" | "nam gioi" | "m" | "trai" | "male" | "ong" | "con trai" => Some(Gender::Male),
        "nu" | "nu gioi" | "f" | "gai" | "female" | "ba" | "con gai" => Some(Gender::Female),
        _ => None,
    }
}

/// A mark that only says that the cell holds: `x`, `X`, `v`, `✓`, `+`.
#[must_use]
pub fn is_mark(text: &str) -> bool {
    matches!(text.trim(), "x" | "X" | "v" | "V" | "✓" | "✔" | "+" | "*" | "1" | "√" | "/")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_and_marks() {
        assert_eq!(read_gender(" NỮ "), Some(Gender::Female));
        assert_eq!(read_gender("Nam"), Some(Gender::Male));
        assert_eq!(read_gender("Nam/Nữ"), None);
        for gender in [Gender::Male, Gender::Female] {
            assert_eq!(read_gender(gender.as_str()), Some(gender), "the code reads as itself");
        }
        assert!(is_mark("x") && !is_mark("1948"));
    }
}
