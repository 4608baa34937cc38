//! Keys of names of places: without blanks, so that `TiênLãng` and `Tiên Lãng` are one.
//!
//! Folded: no accents. Toned: accents, but neither tone placement nor i/y. Dialect: folded, and the
//! first letters that northern speech confuses are one (l/n, tr/ch, s/x, r/d/gi).

use crate::normalize::names::name_key;
use crate::normalize::text::letters::{fold, folded};

/// Plain letters and digits; `01` is `1`.
pub(super) fn folded_key(name: &str) -> String {
    let mut key = String::with_capacity(name.len());
    for word in fold(name).split(' ') {
        key.push_str(plain_number(word));
    }
    key
}

/// A number without leading zeros; other words as they are.
pub(super) fn plain_number(word: &str) -> &str {
    let number = !word.is_empty() && word.bytes().all(|b| b.is_ascii_digit());
    if number && word.len() > 1 { word.trim_start_matches('0') } else { word }
}

/// Letters with accents; equal for spellings that differ in nothing but writing.
pub(super) fn toned_key(name: &str) -> String {
    let words: String = name.chars().map(|c| if folded(c).is_some() { c } else { ' ' }).collect();
    let words: Vec<&str> = words.split(' ').filter(|word| !word.is_empty()).collect();
    name_key(&words.join(" ").to_lowercase()).replace(' ', "")
}

/// Folded, with confused first letters as one.
pub(super) fn dialect_key(name: &str) -> String {
    fold(name).split(' ').map(dialect_word).collect()
}

/// One folded word of a dialect key.
pub(super) fn dialect_word(word: &str) -> String {
    const ONE: [(&str, &str); 6] = [("tr", "ch"), ("gi", "d"), ("r", "d"), ("s", "x"), ("l", "n"), ("nh", "nh")];
    let swap = ONE.iter().find(|(from, _)| word.starts_with(from) && word.len() > from.len());
    match swap {
        // `gi` alone before a consonant keeps its vowel: gìn.
        Some((from @ "gi", to)) if word[from.len()..].starts_with(['a', 'e', 'o', 'u']) => {
            format!("{to}{}", &word[2..])
        }
        Some(("gi", _)) | None => word.to_owned(),
        Some((from, to)) => format!("{to}{}", &word[from.len()..]),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_of_places() {
        assert_eq!(folded_key("Phường 01"), "phuong1");
        assert_eq!(folded_key("Văn Miếu - Quốc Tử Giám"), "vanmieuquoctugiam");
        assert_eq!(toned_key("Thuỷ Nguyên"), toned_key("thủy nguyên"));
        assert_ne!(toned_key("Cẩm Giang"), toned_key("Cẩm Giàng"));
        assert_eq!(dialect_key("Nập Nễ"), dialect_key("Lập Lễ"));
        assert_eq!(dialect_key("Chấn Dương"), dialect_key("Trấn Giương"));
        assert_ne!(dialect_key("Nhân Hòa"), dialect_key("Lân Hòa"));
    }
}
