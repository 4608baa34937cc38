//! The states that a column of statuses names: paid as before, or one that may be an end.

use super::movements::{MovementWords, begins, clauses, fits, is_number};

/// Whether a text says nothing but that somebody is paid as before: `Đang hưởng`, `Bình thường`, a dash.
pub(super) fn is_staying(text: &str, words: &MovementWords) -> bool {
    let clauses = clauses(text);
    if text.chars().all(|c| !c.is_alphanumeric() || c == '0') {
        return true;
    }
    let is_tail =
        |word: &String| is_number(word) || words.tail.iter().chain(&words.staying_tail).any(|tail| fits(word, tail));
    let stays = |clause: &Vec<String>| {
        let mut phrases = words.staying.iter().filter(|phrase| begins(clause, phrase, words));
        phrases.any(|phrase| clause[phrase.0.len()..].iter().all(is_tail))
    };
    clauses.iter().all(stays)
}

/// Whether a status names a state that may be an end, behind words of `lead`: `hết hạn`, `trùng`.
pub(super) fn is_open_state(text: &str, words: &MovementWords) -> bool {
    let is_lead = |word: &&String| words.lead.iter().any(|lead| fits(word, lead));
    clauses(text).iter().any(|clause| {
        let rest = &clause[clause.iter().take_while(is_lead).count()..];
        words.open_states.iter().any(|phrase| begins(rest, phrase, words))
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::normalize::tests::lexicon;

    #[test]
    fn states_that_mean_nothing() {
        let words = &lexicon().words.movements;
        for text in [
            "Đang hưởng",
            "dang huong",
            "Bình thường",
            "Còn sống",
            "Đang hưởng từ 01/2024",
            "-",
            "0",
            "Đang hưởng TC hàng tháng",
        ] {
            assert!(is_staying(text, words), "{text}");
        }
        for text in
            ["Đã chết", "Không còn", "Đang hưởng, chồng chết", "Đang hưởng lương hưu", "Cắt", "x", "Còn nợ", "Chưa rõ"]
        {
            assert!(!is_staying(text, words), "{text}");
        }
    }

    #[test]
    fn states_that_may_be_an_end() {
        let words = &lexicon().words.movements;
        for text in ["Hết hạn", "Đã hết hạn", "Trùng", "Chờ cắt"] {
            assert!(is_open_state(text, words), "{text}");
        }
        for text in ["Cắt", "Tạm dừng", "Đã chết"] {
            assert!(!is_open_state(text, words), "{text}");
        }
    }
}
