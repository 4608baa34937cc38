//! Residue of typing: Telex and VNI keys that were not turned into letters.
//!
//! Example: `Nguyeenx` (Telex) and `Nguye6n4` (VNI) mean `Nguyễn`. Only a word that is no syllable
//! as it stands and becomes one is repaired. Never: a word that could be meant as written (`Hair`
//! is no syllable and means `Hải`; `Mai` stays).

use super::letters::{Tone, split};
use super::syllable::{Syllables, place_tone, toneless};
use crate::normalize::text::letters::Lower;

/// The word that the keys were meant to give, in the case of the residue; `None` where the word is
/// a syllable already or the keys give none.
#[must_use]
pub fn undo(word: &str, syllables: &Syllables) -> Option<String> {
    if word.len() > 16 || syllables.can_be(word) { None } else { residue(word, syllables) }
}

/// As [`undo`], for a word that may be a syllable by accident: `Coong` is one, and means `Công` where
/// only that is in use, which the caller must know.
#[must_use]
pub fn residue(word: &str, syllables: &Syllables) -> Option<String> {
    if word.len() > 16 || word.len() < 2 {
        return None;
    }
    let upper = word.chars().filter(|c| c.is_alphabetic()).all(char::is_uppercase);
    let title = word.starts_with(char::is_uppercase);
    let lower = word.lower();
    // Part of the keys may have been turned into letters: `Trưòwng`, `Tié6n`.
    let (letters, own) = match toneless(&lower) {
        Some(syllable) if !word.is_ascii() => (syllable.letters, syllable.tone),
        _ => (lower, Tone::NGANG),
    };
    let vni_keys = letters.bytes().any(|b| b.is_ascii_digit());
    let meant = if vni_keys { vni(&letters, own)? } else { telex(&letters, own)? };
    if !syllables.can_be(&meant) {
        return None;
    }
    Some(match (upper, title) {
        (true, _) => meant.to_uppercase(),
        (_, true) => capital(&meant),
        _ => meant,
    })
}

/// A running text with its residue undone: `hooj ngheof`. `None` unless two words at least are
/// residue of words in use, one of them beyond doubt (a doubled vowel or consonant, w, or a VNI shape
/// key inside a word), so that a foreign word or `A4` stays.
#[must_use]
pub fn undo_all(text: &str, syllables: &Syllables) -> Option<String> {
    if !text.is_ascii() {
        return None;
    }
    let (mut found, mut sure) = (0, false);
    let words: Vec<String> = text
        .split(' ')
        .map(|word| {
            let bare = word.trim_matches(|c: char| c.is_ascii_punctuation());
            match undo(bare, syllables).filter(|meant| syllables.is_in_use(meant)) {
                Some(meant) => {
                    found += 1;
                    sure |= is_sure(bare);
                    word.replacen(bare, &meant, 1)
                }
                None => word.to_owned(),
            }
        })
        .collect();
    (found > 1 && sure).then(|| words.join(" "))
}

fn is_sure(residue: &str) -> bool {
    let lower = residue.to_ascii_lowercase();
    let inside = lower.trim_end_matches(|c: char| c.is_ascii_digit());
    ["aa", "ee", "oo", "dd", "w"].iter().any(|keys| lower.contains(keys)) || inside.contains(['6', '7', '8', '9'])
}

/// The word with its first letter as a capital and the others small.
#[must_use]
pub fn capital(word: &str) -> String {
    let mut letters = word.chars();
    match letters.next() {
        Some(first) => first.to_uppercase().chain(letters.flat_map(char::to_lowercase)).collect(),
        None => String::new(),
    }
}

/// `None` where a key says another tone than the word has: `Tầrn` is a slip for Trần.
fn finish(shapes: &[char], own: Tone, tone: Option<Tone>) -> Option<String> {
    let mut own = own;
    let letters: String = shapes
        .iter()
        .map(|&letter| match split(letter) {
            Some((shape, tone)) => {
                own = own.max(tone);
                shape
            }
            None => letter,
        })
        .collect();
    if tone.is_some_and(|tone| own != Tone::NGANG && own != tone) {
        return None;
    }
    // One key for the horn stands for both letters of ươ.
    let half = letters.find("uơ").or_else(|| letters.find("ưo")).filter(|at| at + "uơ".len() < letters.len());
    let letters = match half {
        Some(at) => format!("{}ươ{}", &letters[..at], &letters[at + "uơ".len()..]),
        None => letters,
    };
    Some(place_tone(&letters, tone.unwrap_or(own)))
}

/// A text in which signs behind their letters stand for marks, as VIQR and old typing do: `Nguye^~n Va(n Ta'm`,
/// `Hu\`ng`. Each word with such a sign between or behind letters must become a syllable; `None` where none does.
#[must_use]
pub fn signs_to_marks(text: &str, syllables: &Syllables) -> Option<String> {
    const SIGNS: [char; 7] = ['^', '`', '´', '~', '\'', '(', '+'];
    if !text.contains(SIGNS) {
        return None;
    }
    let mut found = false;
    let words: Vec<String> = text
        .split(' ')
        .map(|word| {
            // One sign at the end is a stroke of the pen: `Mai'`.
            let inside = word[..word.len() - word.chars().last().map_or(0, char::len_utf8)].contains(SIGNS);
            let meant = inside.then(|| with_marks(word)).flatten();
            let meant = meant.filter(|meant| syllables.can_be(meant));
            found |= meant.is_some();
            meant.unwrap_or_else(|| word.to_owned())
        })
        .collect();
    found.then(|| words.join(" "))
}

/// The word with its signs as marks, in small letters but for its first; `None` where a sign has no vowel before it.
fn with_marks(word: &str) -> Option<String> {
    let mut shapes: Vec<char> = Vec::with_capacity(word.len());
    let (mut tone, mut own) = (None, Tone::NGANG);
    for letter in word.lower().chars() {
        let last = shapes.last().copied().unwrap_or(' ');
        let toned = match letter {
            '`' => Some(Tone(1)),
            '´' | '\'' => Some(Tone::SAC),
            '?' => Some(Tone::HOI),
            '~' => Some(Tone::NGA),
            _ => None,
        };
        match (letter, toned) {
            ('^', _) if matches!(last, 'a' | 'e' | 'o') => *shapes.last_mut()? = hat(last),
            ('(', _) if last == 'a' => *shapes.last_mut()? = 'ă',
            ('+', _) if matches!(last, 'o' | 'u') => *shapes.last_mut()? = if last == 'o' { 'ơ' } else { 'ư' },
            (_, Some(new)) if super::letters::is_vowel(last) && tone.is_none() => tone = Some(new),
            ('d', _) if last == 'd' => *shapes.last_mut()? = 'đ',
            _ => {
                let (shape, of_letter) = split(letter).filter(|_| letter.is_alphabetic())?;
                own = own.max(of_letter);
                shapes.push(shape);
            }
        }
    }
    let meant = finish(&shapes, own, tone)?;
    Some(if word.starts_with(char::is_uppercase) { capital(&meant) } else { meant })
}

/// The last vowel of one of the plain shapes gets a mark.
fn mark(shapes: &mut [char], plain: &[char], marked: impl Fn(char) -> char) -> bool {
    match shapes.iter().rposition(|shape| plain.contains(shape)) {
        Some(at) => {
            shapes[at] = marked(shapes[at]);
            true
        }
        None => false,
    }
}

fn hat(shape: char) -> char {
    match shape {
        'a' => 'â',
        'e' => 'ê',
        'o' => 'ô',
        other => other,
    }
}

/// The horn of ơ and ư.
fn horn(shapes: &mut [char]) -> bool {
    mark(shapes, &['o', 'u'], |shape| if shape == 'o' { 'ơ' } else { 'ư' })
}

fn telex(word: &str, own: Tone) -> Option<String> {
    let mut shapes: Vec<char> = Vec::with_capacity(word.len());
    let mut tone = None;
    let mut used = false;
    for letter in word.chars() {
        let has_vowel = shapes.iter().any(|&shape| split(shape).is_some_and(|(s, _)| super::letters::is_vowel(s)));
        let taken = match letter {
            'a' | 'e' | 'o' if shapes.contains(&letter) => mark(&mut shapes, &[letter], hat),
            'd' if shapes.contains(&'d') => mark(&mut shapes, &['d'], |_| 'đ'),
            'w' if shapes.contains(&'a') && !shapes.contains(&'u') => mark(&mut shapes, &['a'], |_| 'ă'),
            'w' => horn(&mut shapes),
            'f' | 's' | 'r' | 'x' | 'j' if has_vowel => {
                tone = Some(Tone(["f", "s", "r", "x", "j"].iter().position(|key| key.starts_with(letter))? as u8 + 1));
                true
            }
            _ => false,
        };
        used |= taken;
        if !taken {
            shapes.push(letter);
        }
    }
    if used { finish(&shapes, own, tone) } else { None }
}

fn vni(word: &str, own: Tone) -> Option<String> {
    let mut shapes: Vec<char> = Vec::with_capacity(word.len());
    let mut tone = None;
    for letter in word.chars() {
        // The order of VNI's tone keys: sắc, huyền, hỏi, ngã, nặng.
        let taken = match letter {
            '1' => tone.replace(Tone(2)).is_none(),
            '2' => tone.replace(Tone(1)).is_none(),
            '3'..='5' => tone.replace(Tone(letter as u8 - b'0')).is_none(),
            '6' => mark(&mut shapes, &['a', 'e', 'o'], hat),
            '7' => horn(&mut shapes),
            '8' => mark(&mut shapes, &['a'], |_| 'ă'),
            '9' => mark(&mut shapes, &['d'], |_| 'đ'),
            '0' => false,
            _ => {
                shapes.push(letter);
                true
            }
        };
        if !taken {
            return None;
        }
    }
    finish(&shapes, own, tone)
}

/// The letters of a word with a tone of its own kept; used by tests of the keys.
#[cfg(test)]
fn keys_of(word: &str) -> String {
    let mut out = String::new();
    let mut key = None;
    for letter in word.chars() {
        let (shape, tone) = split(letter).expect("a Vietnamese letter");
        match shape {
            'ă' => out.push_str("aw"),
            'â' => out.push_str("aa"),
            'ê' => out.push_str("ee"),
            'ô' => out.push_str("oo"),
            'ơ' => out.push_str("ow"),
            'ư' => out.push_str("uw"),
            'đ' => out.push_str("dd"),
            plain => out.push(plain),
        }
        if tone != Tone::NGANG {
            key = Some(["f", "s", "r", "x", "j"][usize::from(tone.0) - 1]);
        }
    }
    out + key.unwrap_or("")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::normalize::tests::lexicon;

    #[track_caller]
    fn check(residue: &str, meant: Option<&str>) {
        assert_eq!(undo(residue, &lexicon().syllables).as_deref(), meant, "{residue}");
    }

    #[test]
    fn keys_become_letters() {
        check("Nguyeenx", Some("Nguyễn"));
        check("Nguyeexn", Some("Nguyễn"));
        check("Nguye6n4", Some("Nguyễn"));
        check("Tra62n", Some("Trần"));
        check("HUWOWNG", Some("HƯƠNG"));
        check("Huwowng", Some("Hương"));
        check("Huo7ng", Some("Hương"));
        check("DDoox", Some("Đỗ"));
        check("D9o64", Some("Đỗ"));
        check("Hair", Some("Hải"));
        check("Thij", Some("Thị"));
        check("Vawn", Some("Văn"));
    }

    #[test]
    fn signs_behind_letters_are_marks() {
        let marked = |text: &str| signs_to_marks(text, &lexicon().syllables);
        assert_eq!(marked("Nguye^~n Va(n Ta'm").as_deref(), Some("Nguyễn Văn Tám"));
        assert_eq!(marked("Nguyễn Tuâ´n Hu`ng").as_deref(), Some("Nguyễn Tuấn Hùng"));
        assert_eq!(marked("DDo^~ Phu+o+ng").as_deref(), Some("Đỗ Phương"));
        for text in ["H'Hen Niê", "Lan(vợ)", "Hoa(vợ ông", "K'Brểu", "Ng~ An", "Mai'", "A+B", "Nguyễn An"] {
            assert_eq!(marked(text), None, "{text}");
        }
    }

    #[test]
    fn running_text_needs_two_words() {
        let undone = |text: &str| undo_all(text, &lexicon().syllables);
        assert_eq!(undone("Hooj ngheof").as_deref(), Some("Hộ nghèo"));
        assert_eq!(undone("d9a4 che61t, ngay 5").as_deref(), Some("đã chết, ngay 5"));
        for text in ["A4", "Las Vegas", "ho ngheo", "tdp so 5", "box text", "Hộ nghèo", "K6 DBN", "ngo 12"] {
            assert_eq!(undone(text), None, "{text}");
        }
    }

    #[test]
    fn words_that_may_be_meant_stay() {
        check("Mai", None);
        check("Nguyễn", None);
        check("Smith", None);
        check("K5", None);
        check("x", None);
        // The word has another tone: no key, a slip.
        check("Tầrn", None);
        check("Hảf", None);
        check("Nguyễnx", Some("Nguyễn"));
        check("Trưòwng", Some("Trường"));
        check("Tié6n", Some("Tiến"));
        check("Hòaa", None);
    }

    #[test]
    fn keys_of_every_given_name_are_undone() {
        for name in ["Hòa", "Thủy", "Phượng", "Trưởng", "Quý", "Đức", "Hiển", "Khoát", "Nguyệt", "Ngoãn"]
        {
            check(&capital(&keys_of(&name.to_lowercase())), Some(name));
        }
    }
}
