//! Combining marks put into their letters, in any order and in any number.
//!
//! Normal form C joins what was taken apart by the standard. Typing and old programs leave more:
//! a hat over a letter that has its tone already (`é` + U+0302), a tone typed twice, a tone on the
//! consonant beside its vowel. Never: choosing between two different tones; they stay as they are.

use std::borrow::Cow;

use unicode_normalization::UnicodeNormalization;

use super::charset::is_mark;
use super::letters::{Tone, entry, reshape};
use super::syllable::place_tone;

/// The text with its marks in their letters.
#[must_use]
pub fn compose(text: &str) -> Cow<'_, str> {
    if !has_loose_mark(text) {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len());
    let mut word: Vec<char> = Vec::new();
    for letter in text.nfd() {
        if letter.is_alphabetic() || is_mark(letter) {
            word.push(letter);
            continue;
        }
        out.extend(settle(&word));
        word.clear();
        out.push(letter);
    }
    out.extend(settle(&word));
    // Letters of other languages come together again, what stays apart in the standard's order.
    Cow::Owned(out.nfc().collect())
}

/// Whether a mark stands apart from its letter, or on a consonant that ends its syllable (not `Gdańsk`).
fn has_loose_mark(text: &str) -> bool {
    let mut letters = text.chars().peekable();
    while let Some(letter) = letters.next() {
        let mut ends =
            || letters.peek().is_none_or(|next| !next.is_alphabetic() || matches!(next, 'g' | 'h' | 'G' | 'H'));
        if is_mark(letter) || is_toned_consonant(letter) && ends() {
            return true;
        }
    }
    false
}

/// A consonant that no Vietnamese text has and that the standard writes as one letter with a tone's mark: `Hiêń`.
/// Those of the old fonts (ñ) are not among them.
fn is_toned_consonant(letter: char) -> bool {
    matches!(
        letter,
        'ń' | 'Ń'
            | 'ǹ'
            | 'Ǹ'
            | 'ṇ'
            | 'Ṇ'
            | 'ḿ'
            | 'Ḿ'
            | 'ṃ'
            | 'Ṃ'
            | 'ǵ'
            | 'Ǵ'
            | 'ć'
            | 'Ć'
            | 'ḥ'
            | 'Ḥ'
            | 'ṭ'
            | 'Ṭ'
    )
}

/// The tone of a mark.
fn tone_of(mark: char) -> Option<Tone> {
    Some(match mark {
        '\u{300}' => Tone(1),
        '\u{301}' => Tone::SAC,
        '\u{309}' => Tone(3),
        '\u{303}' => Tone::NGA,
        '\u{323}' => Tone::NANG,
        _ => return None,
    })
}

/// The shape that a mark gives to a lower-case one.
fn shaped(shape: char, mark: char) -> Option<char> {
    Some(match (shape, mark) {
        ('a' | 'â', '\u{302}') => 'â',
        ('e' | 'ê', '\u{302}') => 'ê',
        ('o' | 'ô', '\u{302}') => 'ô',
        ('a' | 'ă', '\u{306}') => 'ă',
        ('o' | 'ơ', '\u{31b}') => 'ơ',
        ('u' | 'ư', '\u{31b}') => 'ư',
        _ => return None,
    })
}

/// One word with its marks settled; a mark that finds no place stays.
fn settle(word: &[char]) -> Vec<char> {
    let mut out: Vec<char> = Vec::with_capacity(word.len());
    // Tones on consonants, with the number of letters before them.
    let mut loose: Vec<(usize, Tone)> = Vec::new();
    for &letter in word {
        let at = out.iter().rposition(|last| !is_mark(*last));
        let (Some(at), true) = (at, is_mark(letter)) else {
            out.push(letter);
            continue;
        };
        let known = entry(out[at]);
        let last = &mut out[at];
        if let Some(shape) = shaped(known.shape, letter) {
            *last = reshape(*last, shape, Tone(known.tone));
        } else if let Some(tone) = tone_of(letter) {
            match known.tone {
                0 if super::letters::is_vowel(known.shape) => *last = reshape(*last, known.shape, tone),
                own if own == tone.0 => {}
                0 if known.folded != 0 => loose.push((out.len(), tone)),
                _ => out.push(letter),
            }
        } else if letter == '\u{335}' && matches!(*last, 'd' | 'D') {
            *last = if *last == 'D' { 'Đ' } else { 'đ' };
        } else {
            out.push(letter);
        }
    }
    let toned = out.iter().filter(|&&letter| entry(letter).tone != 0).count();
    if loose.is_empty() && toned < 2 { out } else { with_one_tone(out, &loose) }
}

/// A tone written more than once or on a consonant: once, on its vowel. Different tones stay.
fn with_one_tone(mut word: Vec<char>, loose: &[(usize, Tone)]) -> Vec<char> {
    let mut own: Vec<Tone> =
        word.iter().map(|&letter| Tone(entry(letter).tone)).filter(|t| *t != Tone::NGANG).collect();
    own.extend(loose.iter().map(|(_, tone)| tone));
    own.sort_unstable();
    own.dedup();
    if let [tone] = own[..]
        && is_one_syllable(&word)
    {
        let letters: String = word.iter().map(|&letter| entry(letter).shape).collect();
        let placed = place_tone(&letters, tone);
        if placed != letters {
            let cased = placed.chars().zip(&word);
            return cased.map(|(new, old)| if old.is_uppercase() { upper(new) } else { new }).collect();
        }
    }
    for (at, tone) in loose.iter().rev() {
        word.insert(*at, MARKS[usize::from(tone.0) - 1]);
    }
    word
}

/// Letters of Vietnamese with one run of vowels.
fn is_one_syllable(word: &[char]) -> bool {
    let vowel = |letter: &char| super::letters::is_vowel(entry(*letter).shape);
    let runs = word.windows(2).filter(|two| !vowel(&two[0]) && vowel(&two[1])).count();
    word.iter().all(|&letter| entry(letter).folded != 0) && runs + usize::from(word.first().is_some_and(vowel)) == 1
}

/// The marks of the tones but ngang, in their order.
const MARKS: [char; 5] = ['\u{300}', '\u{301}', '\u{309}', '\u{303}', '\u{323}'];

fn upper(letter: char) -> char {
    letter.to_uppercase().next().unwrap_or(letter)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(raw: &str, expected: &str) {
        assert_eq!(compose(raw), expected, "{raw:?}");
        assert_eq!(compose(&compose(raw)), compose(raw), "{raw:?}");
    }

    #[test]
    fn marks_in_any_order() {
        check("Nguye\u{302}\u{303}n", "Nguyễn");
        check("Nguyê\u{303}n", "Nguyễn");
        check("Nguy\u{1ebd}\u{302}n", "Nguyễn");
        check("\u{1eb9}\u{302}", "ệ");
        check("\u{ea}\u{323}", "ệ");
        check("A\u{341}nh", "Ánh");
        check("Ho\u{340}a", "Hòa");
        check("o\u{31b}\u{301}", "ớ");
        check("ó\u{31b}", "ớ");
        check("D\u{335}ô", "Đô");
    }

    #[test]
    fn a_tone_twice_or_beside_its_vowel() {
        check("Hòa\u{300}", "Hòa");
        check("Ho\u{300}\u{300}", "Hò");
        check("B\u{301}i", "Bí");
        check("B\u{300}ì", "Bì");
        check("NGA\u{302}N\u{303}", "NGẪN");
        check("Hiêń", "Hiến");
        check("HIÊǸ", "HIỀN");
        check("Wałęsa Kraków Gdańsk", "Wałęsa Kraków Gdańsk");
    }

    #[test]
    fn two_tones_stay() {
        check("B\u{301}ì", "B\u{301}ì");
        check("x\u{338}y", "x\u{338}y");
        check("Nin\u{303}o u\u{308}", "Niño ü");
    }
}
