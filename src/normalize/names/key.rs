//! The key of a name: equal for spellings that differ in nothing but writing.
//!
//! Writing is encoding, case, spacing, tone placement and `i`/`y` where both are usual (Lý/Lí,
//! Quý/Quí). Thi and Thy, Ly and Li without a tone are different given names and keep different
//! keys; so do Tý and Tỵ. Never: a lossy key; marks and tones stay in.

use crate::normalize::text::letters::{Lower, Tone};
use crate::normalize::text::syllable::toneless;

/// Key of a canonical name: lower-case syllables without tone, each with its tone's number.
#[must_use]
pub fn name_key(canonical: &str) -> String {
    let words: Vec<String> = canonical.split(' ').filter(|word| !word.is_empty()).map(word_key).collect();
    words.join(" ")
}

pub(super) fn word_key(word: &str) -> String {
    match toneless(word) {
        Some(syllable) if syllable.tone != Tone::NGANG => {
            format!("{}{}", one_i(&syllable.letters), syllable.tone.0)
        }
        Some(syllable) => syllable.letters,
        None => word.lower(),
    }
}

/// `y` as the only vowel after h, k, l, m, s, t, qu is written `i` as well.
pub(super) fn one_i(letters: &str) -> String {
    match letters {
        "hy" | "ky" | "ly" | "my" | "sy" | "ty" | "quy" => format!("{}i", &letters[..letters.len() - 1]),
        other => other.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn same(left: &str, right: &str, expected: bool) {
        assert_eq!(name_key(left) == name_key(right), expected, "{left} / {right}");
    }

    #[test]
    fn writing_does_not_count_and_the_rest_does() {
        same("Lý Thị Mỹ", "Lí Thị Mĩ", true);
        same("Nguyễn Văn Quý", "Nguyễn Văn Quí", true);
        same("Trần Hòa", "Trần Hoà", true);
        same("Trần Hòa", "Trần Hoa", false);
        same("Trần Thi", "Trần Thy", false);
        same("Trần Tý", "Trần Tỵ", false);
        same("Vũ An", "Võ An", false);
    }
}
