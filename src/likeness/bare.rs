//! Letters without their marks.

use std::sync::LazyLock;

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// A text without diacritics (`đ` as `d`, `Đ` as `D`), its case and everything else kept. Lossy: for
/// comparing, and for names of files that every system writes alike.
pub(crate) fn bare(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for letter in text.chars() {
        match base(letter) {
            Some(base) => out.push(base),
            None => return decomposed(text),
        }
    }
    out
}

/// Whether a letter or digit, by table where Vietnamese is written.
pub(crate) fn is_alphanumeric(letter: char) -> bool {
    match base(letter) {
        Some(base) if base.is_ascii() => base.is_ascii_alphanumeric(),
        _ => letter.is_alphanumeric(),
    }
}

/// Letters below here are looked up: the last block is that of the toned Vietnamese letters.
const LAST: usize = 0x1f00;

/// The one letter that is left of each, 0 where it is none or several.
static BASES: LazyLock<Vec<char>> = LazyLock::new(|| {
    let one = |letter: char| {
        let left = decomposed(letter.encode_utf8(&mut [0; 4]));
        let mut left = left.chars();
        left.next().filter(|_| left.next().is_none()).unwrap_or('\0')
    };
    (0..LAST as u32).map(|point| char::from_u32(point).map_or('\0', one)).collect()
});

/// What is left of a letter without its marks, as it stands in any text; `None` where the tables have to tell.
fn base(letter: char) -> Option<char> {
    if letter.is_ascii() {
        return Some(letter);
    }
    BASES.get(letter as usize).copied().filter(|base| *base != '\0')
}

fn decomposed(text: &str) -> String {
    let letters = text.nfd().filter(|&c| !is_combining_mark(c));
    letters
        .map(|c| match c {
            'đ' => 'd',
            'Đ' => 'D',
            c => c,
        })
        .collect()
}

/// A name without marks and case, single blanks: for comparing, never for showing.
pub(crate) fn plain(name: &str) -> String {
    let folded = bare(name).to_lowercase();
    folded.split(|c: char| !c.is_alphanumeric()).filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::{bare, decomposed, is_alphanumeric};

    #[test]
    fn the_table_says_what_decomposition_does() {
        for letter in ('\0'..='\u{2fff}').chain(['\u{ac00}', '\u{1f600}']) {
            let text = format!("a{letter}b");
            assert_eq!(bare(&text), decomposed(&text), "{letter:?}");
            assert_eq!(is_alphanumeric(letter), letter.is_alphanumeric(), "{letter:?}");
        }
    }

    #[test]
    fn marks_go_and_letters_stay() {
        assert_eq!(bare("Danh sách ĐỐI tượng đợt 2.xlsx"), "Danh sach DOI tuong dot 2.xlsx");
        assert_eq!(bare("Ho\u{300}a"), "Hoa");
    }
}
