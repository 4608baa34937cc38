//! Folded keys: what two texts share when only case, diacritics, punctuation and blanks differ.

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// The key of a text: lower case, without diacritics (đ as d), words of letters and digits joined
/// by single blanks. Lossy: for comparing with words of `pipelines/forms/`, never a value.
pub(super) fn key(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.nfd() {
        if is_combining_mark(c) || c == '\u{ad}' || c == '\u{200b}' || c == '\u{feff}' {
            continue;
        }
        let c = match c {
            'đ' | 'Đ' | 'ð' | 'Ð' | 'ɖ' | 'Ɖ' => 'd',
            c => c,
        };
        if c.is_alphanumeric() {
            out.extend(c.to_lowercase());
        } else if !out.is_empty() && !out.ends_with(' ') {
            out.push(' ');
        }
    }
    out.truncate(out.trim_end().len());
    out
}

/// The key with a blank between letters and digits (`lan2` becomes `lan 2`), for file names.
pub(super) fn split_key(text: &str) -> String {
    let key = key(text);
    let mut out = String::with_capacity(key.len() + 4);
    let mut before: Option<char> = None;
    for c in key.chars() {
        if before.is_some_and(|b| b != ' ' && c != ' ' && b.is_ascii_digit() != c.is_ascii_digit()) {
            out.push(' ');
        }
        out.push(c);
        before = Some(c);
    }
    out
}

/// True where `phrase` (a key) stands in `key` as whole words.
pub(super) fn has_phrase(key: &str, phrase: &str) -> bool {
    find_phrase(key, phrase).is_some()
}

/// Byte position after the first occurrence of `phrase` in `key` as whole words.
pub(super) fn find_phrase(key: &str, phrase: &str) -> Option<usize> {
    key.match_indices(phrase).map(|(at, _)| (at, at + phrase.len())).find_map(|(start, end)| {
        let whole =
            (start == 0 || key.as_bytes()[start - 1] == b' ') && (end == key.len() || key.as_bytes()[end] == b' ');
        whole.then_some(end)
    })
}

/// True where `key` begins with `phrase` as whole words.
pub(super) fn begins_with(key: &str, phrase: &str) -> bool {
    key.strip_prefix(phrase).is_some_and(|rest| rest.is_empty() || rest.starts_with(' '))
}

/// `key` without the phrases of `except`.
pub(super) fn without(key: &str, except: &[String]) -> String {
    let mut left = key.to_owned();
    for phrase in except {
        while let Some(end) = find_phrase(&left, phrase) {
            left.replace_range(end - phrase.len()..end, "#");
        }
    }
    left
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_differ_in_nothing_but_writing() {
        for text in ["Số CCCD/CMND", "SỐ  CCCD\n(CMND)", "so cccd cmnd", "Sô\u{301} CCCD, CMND:"] {
            assert_eq!(key(text), "so cccd cmnd", "{text}");
        }
        assert_eq!(key("Đối tượng Ðặc biệt"), "doi tuong dac biet");
        assert_eq!(key(" – "), "");
    }

    #[test]
    fn phrases_are_whole_words() {
        assert!(has_phrase("danh sach giam thang 11", "giam"));
        assert!(!has_phrase("giamdoc", "giam"));
        assert!(begins_with("cong to 3", "cong") && !begins_with("congto", "cong"));
        assert_eq!(split_key("DS_lan2_T11.xlsx"), "ds lan 2 t 11 xlsx");
        assert_eq!(without("ban giam ngheo", &["giam ngheo".to_owned()]), "ban #");
    }
}
