//! Letters taken apart for the truth and for errors, without the program's own code.

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// The tone marks: huyền, sắc, hỏi, ngã, nặng.
pub(crate) const TONES: [char; 5] = ['\u{300}', '\u{301}', '\u{309}', '\u{303}', '\u{323}'];

/// Lower case without any mark, words apart.
pub(crate) fn plain(text: &str) -> String {
    let letters = text.nfd().filter(|letter| !is_combining_mark(*letter));
    let letters = letters.map(|letter| match letter {
        'đ' | 'Đ' => 'd',
        '-' | '\'' | '’' => ' ',
        other => other.to_ascii_lowercase(),
    });
    letters.collect::<String>().split_whitespace().collect::<Vec<_>>().join(" ")
}

/// [`plain`] without blanks and with `i` for `y`; `01` as `1`.
pub(crate) fn key(text: &str) -> String {
    let words = plain(text);
    words.split(' ').map(|word| word.trim_start_matches('0')).collect::<String>().replace('y', "i")
}

/// Marks kept; equal for spellings that differ in tone placement, case and i/y only.
pub(crate) fn marked_key(text: &str) -> String {
    let mut out = String::new();
    for word in text.split(|letter: char| letter.is_whitespace() || letter == '-') {
        let letters: Vec<char> = word.to_lowercase().nfd().collect();
        out.extend(letters.iter().filter(|letter| !TONES.contains(letter)).map(|&c| if c == 'y' { 'i' } else { c }));
        out.extend(letters.iter().filter(|letter| TONES.contains(letter)));
    }
    out
}

/// The text with all marks off, in its own case.
pub(crate) fn bare(text: &str) -> String {
    let letters = text.nfd().filter(|letter| !is_combining_mark(*letter));
    letters
        .map(|letter| {
            if letter == 'đ' {
                'd'
            } else if letter == 'Đ' {
                'D'
            } else {
                letter
            }
        })
        .collect()
}

/// Letters that differ: insertions, deletions, replacements and neighbours swapped.
pub(crate) fn distance(left: &str, right: &str) -> usize {
    strsim::damerau_levenshtein(left, right)
}
