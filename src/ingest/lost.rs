//! Files whose letters are gone: saved in a code without Vietnamese letters, each of which became a question
//! mark, or read in a wrong code and saved again, with signs for what that code does not know.
//!
//! No reading brings such letters back; the ward has to send the file from which it was saved.

use super::grid::Sheet;

/// Fewer cells than this are mistakes of their own.
const FEWEST: usize = 5;

/// One of so many cells with letters lacks some.
const ONE_OF: usize = 5;

/// Whether the letters of these sheets are gone.
pub(super) fn letters(sheets: &[Sheet]) -> bool {
    let lacking = sheets.iter().flat_map(Sheet::texts).filter(|text| lacks(text)).count();
    if lacking < FEWEST {
        return false;
    }
    let with_letters = sheets.iter().flat_map(Sheet::texts).filter(|text| text.chars().any(char::is_alphabetic));
    lacking * ONE_OF >= with_letters.count()
}

/// A sign stands in a letter's place: a question mark in front of a letter, or the sign of a lost one.
fn lacks(text: &str) -> bool {
    let asked = || text.split('?').skip(1).any(|rest| rest.starts_with(char::is_alphabetic));
    text.contains('\u{fffd}') || text.contains('?') && asked()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ingest::grid::Cell;

    #[track_caller]
    fn check(texts: &[&str], expected: bool) {
        let rows = texts.iter().map(|text| vec![Cell::text("1"), Cell::text(text)]).collect();
        assert_eq!(letters(&[Sheet::new("", false, rows)]), expected, "{texts:?}");
    }

    #[test]
    fn letters_that_are_gone_are_seen_and_questions_are_none() {
        let lost = ["Nguy?n Th? Gái", "Tr?n V?n Ba", "?ặng Thị Hoa", "HƯ?NG TR? C?P", "T? dân ph? s? 1, ph??ng"];
        check(&lost, true);
        check(&lost[..4], false);
        check(&["Nguyá»\u{fffd}n", "Tráº§n\u{fffd}", "\u{fffd}", "Ä\u{fffd}á»", "a\u{fffd}"], true);
        check(&["còn sống?", "Hòa? hay Hoà?", "? 1948", "1948?", "??", "ở đâu ?", "chết? (2/11)"], false);
        let mut many = vec!["Nguyễn Văn An"; 40];
        many.extend(lost);
        check(&many, false);
        check(&[], false);
    }
}
