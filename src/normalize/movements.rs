//! Movements: what a row of a báo tăng/giảm reports, in whose words.
//!
//! The row's own reason decides, then its section, then the note, then the sheet's title. Phrases
//! stand in `words/movements.toml`. Never: reading a disappearance (mất tích) as a death.

use super::config::MovementWords;
use super::text::letters::fold;
use crate::model::Movement;

/// What a text reports.
#[must_use]
pub fn read_movement(text: &str, words: &MovementWords) -> Option<Movement> {
    let folded = format!(" {} ", fold(text));
    let whole = |phrase: &String| {
        folded
            .match_indices(phrase.as_str())
            .any(|(at, _)| folded[..at].ends_with(' ') && folded[at + phrase.len()..].starts_with(' '))
    };
    let fits = words.rules.iter().find(|rule| rule.any.iter().any(whole) && !rule.none.iter().any(whole));
    fits.map(|rule| rule.movement)
}

/// What a sheet's title says of all its rows: `DANH SÁCH TĂNG`, `GIẢM`. Nothing where it names both.
#[must_use]
pub fn read_title(title: &str) -> Option<Movement> {
    let folded = format!(" {} ", fold(title));
    match (folded.contains(" tang "), folded.contains(" giam ")) {
        (true, false) if !folded.contains(" mai tang ") => Some(Movement::New),
        (false, true) => Some(Movement::Ended),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::normalize::tests::lexicon;

    #[track_caller]
    fn check(text: &str, expected: Option<Movement>) {
        assert_eq!(read_movement(text, &lexicon().words.movements), expected, "{text}");
    }

    #[test]
    fn reasons() {
        check("Chết ngày 12/10/2026", Some(Movement::Dead));
        check("Đã mất 5/10/2026", Some(Movement::Dead));
        check("Giảm do chết", Some(Movement::Dead));
        check("mất tích", Some(Movement::Ended));
        check("chuyển đi xã An Dương", Some(Movement::MovedOut));
        check("Chuyển đến từ phường Lê Chân", Some(Movement::MovedIn));
        check("hết tuổi", Some(Movement::Ended));
        check("đi tù", Some(Movement::Ended));
        check("thoát nghèo", Some(Movement::Ended));
        check("Chuyển sang hưởng HTXH", Some(Movement::Changed));
        check("Điều chỉnh hệ số", Some(Movement::Changed));
        check("tăng mới", Some(Movement::New));
        check("Đối tượng mới", Some(Movement::New));
        check("ghi chú", None);
    }

    #[test]
    fn titles() {
        assert_eq!(read_title("DANH SÁCH TĂNG THÁNG 11"), Some(Movement::New));
        assert_eq!(read_title("DANH SÁCH GIẢM"), Some(Movement::Ended));
        assert_eq!(read_title("BÁO CÁO TĂNG, GIẢM"), None);
        assert_eq!(read_title("DANH SÁCH HƯỞNG MAI TÁNG"), None);
    }
}
