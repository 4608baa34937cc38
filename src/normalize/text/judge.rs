//! How much a reading of a text looks like Vietnamese: a sum over its words with accents.
//!
//! A word in use counts most, a possible syllable less, a word that cannot be one counts against
//! the reading. Words of plain letters say nothing: every reading shares them. Never: choosing a
//! reading ([`super::detect`]).

use super::charset::{byte_of, is_mark};
use super::letters::{entry, is_letter};
use super::look_alikes::meant;
use super::syllable::{Packed, Standing, Syllables};

/// A word in use.
const IN_USE: i32 = 3;
/// A syllable that can exist.
const POSSIBLE: i32 = 2;
/// A word that says little: one letter, an abbreviation, a tone or a capital in an odd place.
const WEAK: i32 = 1;
/// No Vietnamese word.
const IMPOSSIBLE: i32 = -4;

/// Symbols that stand at the end of a word or number in any language.
const SYMBOLS: [char; 14] = ['²', '³', '°', 'º', 'ª', '½', '¼', '¾', '«', '»', '·', '±', '€', '‹'];

/// Whether a character belongs to a word when the text is read as Unicode: letters, marks, and what
/// legacy text shows inside words.
#[inline]
pub(super) fn is_word_part(letter: char) -> bool {
    letter.is_ascii_alphabetic() || is_foreign(letter) || !letter.is_ascii() && (is_letter(letter) || is_mark(letter))
}

/// A character that no Vietnamese text in Unicode has inside a word (`§`, `µ`, a soft hyphen, a
/// control character).
#[inline]
pub(super) fn is_foreign(letter: char) -> bool {
    matches!(letter, '\u{80}'..='\u{9f}' | '¡'..='¿' | '×' | '÷' | '€' | '‹' | '\u{1}'..='\u{8}' | '\u{e}'..='\u{1f}')
}

/// A sign at the edge of a word that a legacy font shows for a letter, and that no text sets there: `NH¦`.
pub(in crate::normalize) fn is_legacy_sign(letter: char) -> bool {
    is_foreign(letter) && !matches!(letter, '«' | '»' | '‹' | '·' | '°' | '¡' | '¿')
}

/// Plain letters only: nothing speaks for or against a reading.
fn is_plain(word: &str) -> bool {
    word.bytes().all(|byte| (b' '..=b'~').contains(&byte))
}

/// Evidence of a text as Unicode.
pub(super) fn unicode(text: &str, syllables: &Syllables) -> i32 {
    words(text).map(|word| unicode_word(word, syllables)).sum()
}

/// Most evidence that any reading of a text can have. Only pieces with a character beyond ASCII's signs
/// count, and two such pieces of one word have a third such character between them.
pub(super) fn most(text: &str) -> i32 {
    let (mut pieces, mut odd) = (0, 0);
    for letter in text.chars() {
        if !matches!(letter, ' '..='~') {
            odd += 1;
        } else if !letter.is_ascii_alphabetic() {
            pieces += (odd + 1) / 2;
            odd = 0;
        }
    }
    IN_USE * (pieces + (odd + 1) / 2)
}

/// Whether no legacy set could convert anything in a text: Vietnamese letters and plain characters only, where
/// each word with accents has a letter that no byte stands for or is in use as it stands, and one at least of the
/// former is a syllable. A quick look at text with a slip in it, which would else be read in every set.
pub(super) fn is_unicode(text: &str, syllables: &Syllables) -> bool {
    // UTF-8 shown as Windows-1252 begins with `Ã`, which is a Vietnamese letter too.
    let known = |letter: char| matches!(letter, ' '..='~') || entry(letter).folded != 0 && letter != 'Ã';
    if !text.chars().all(known) {
        return false;
    }
    let mut proven = false;
    let all = words(text).all(|word| {
        let stays = unicode_word(word, syllables);
        let only_here = word.chars().any(|letter| byte_of(letter).is_none());
        proven |= only_here && stays >= POSSIBLE;
        only_here || stays == IN_USE
    });
    all && proven
}

/// Whether a word of the text cannot be Vietnamese in Unicode.
pub(in crate::normalize) fn has_impossible(text: &str, syllables: &Syllables) -> bool {
    impossible(text, syllables).next().is_some()
}

/// The words of a text that cannot be Vietnamese in Unicode.
pub(super) fn impossible<'t>(text: &'t str, syllables: &Syllables) -> impl Iterator<Item = &'t str> {
    words(text).filter(|word| unicode_word(word, syllables) < 0)
}

/// Whether one slip of the keys could have made a word: it has letters only that Vietnamese writes, one tone at
/// most and no capital behind a small letter (`Tâ`, not `Dýõng` or `NguyÔn`).
pub(super) fn may_be_typed(word: &str) -> bool {
    let tones = word.chars().filter(|&letter| entry(letter).tone != 0).count();
    tones < 2 && is_well_cased(word) && word.chars().all(|letter| entry(letter).folded != 0)
}

fn words(text: &str) -> impl Iterator<Item = &str> {
    text.split(|letter| !is_word_part(letter)).filter(|word| !is_plain(word))
}

/// Evidence of one word as Unicode; look-alikes count as what they mean, symbols beside plain
/// letters as nothing.
pub(super) fn unicode_word(word: &str, syllables: &Syllables) -> i32 {
    if is_plain(word) {
        return 0;
    }
    let own = evidence(word, syllables);
    if own > 0 {
        return own;
    }
    if is_plain(word.trim_matches(SYMBOLS)) || matches!(word, "§" | "©" | "®") {
        return 0;
    }
    if word.chars().any(is_foreign) {
        return own;
    }
    let plain: String = word.chars().filter_map(meant).collect();
    if plain == word { own } else { evidence(&plain, syllables) }
}

/// Evidence of a decoded word.
pub(super) fn evidence(word: &str, syllables: &Syllables) -> i32 {
    if is_plain(word) {
        return 0;
    }
    let Some(packed) = Packed::of(word) else { return if is_abbreviation(word) { WEAK } else { IMPOSSIBLE } };
    let used = syllables.uses(packed);
    match syllables.standing(packed) {
        Standing::None if is_abbreviation(word) => WEAK,
        Standing::None => IMPOSSIBLE,
        _ if word.chars().nth(1).is_none() => i32::from(used),
        // `HaÌ`: the mark of a legacy font keeps its case.
        Standing::Misplaced if !is_well_cased(word) => IMPOSSIBLE,
        Standing::Misplaced => WEAK,
        Standing::Possible if !is_well_cased(word) => WEAK,
        Standing::Possible => {
            if used {
                IN_USE
            } else {
                POSSIBLE
            }
        }
    }
}

/// `ĐBN`, `QĐ`, `đ`: few letters, none a vowel.
fn is_abbreviation(word: &str) -> bool {
    word.len() <= 8
        && word.chars().all(|letter| {
            let known = entry(letter);
            known.folded != 0 && known.tone == 0 && !super::letters::is_vowel(known.shape)
        })
}

/// No capital after a small letter.
fn is_well_cased(word: &str) -> bool {
    let mut small = false;
    word.chars().all(|letter| {
        let fits = !(small && letter.is_uppercase());
        small |= letter.is_lowercase();
        fits
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::normalize::tests::lexicon;

    #[track_caller]
    fn check(text: &str, expected: i32) {
        assert_eq!(unicode(text, &lexicon().syllables), expected, "{text}");
    }

    #[test]
    fn words_count_for_and_against() {
        check("Nguyễn An", IN_USE);
        check("ngoẵng", POSSIBLE);
        check("QĐ-UBND", WEAK);
        check("nứơc", WEAK);
        check("vĂn", WEAK);
        check("NguyÔn V¨n", 2 * IMPOSSIBLE);
        check("Müller", IMPOSSIBLE);
        check("100 m², 35°C, §", 0);
        check("Ðinh", IN_USE);
        check("Тrần", IN_USE);
    }
}
