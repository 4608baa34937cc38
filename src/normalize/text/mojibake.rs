//! UTF-8 that was shown as Windows-1252 or Latin-1, once or in part of a text.
//!
//! Example: `Nguyá»…n` means `Nguyễn`. The sequences prove themselves: other text is hardly ever
//! valid UTF-8 by accident. What was lost on the way (a no-break blank made a blank, a control
//! character dropped, a soft hyphen stripped) comes back only where one letter makes a syllable.
//! Never: a letter that Vietnamese does not write.

use super::charset::byte_of;
use super::judge;
use super::letters::entry;
use super::syllable::Syllables;

/// The text with its UTF-8 sequences decoded, and whether they are proof enough: a sequence of three
/// bytes, or two of two. `None` where there are none. With `lost`, bytes that went missing are looked
/// for too.
pub(super) fn decode(text: &str, lost: bool, syllables: &Syllables) -> Option<(String, bool)> {
    // What no sequence begins with needs no closer look.
    if !text.chars().any(|letter| matches!(letter, 'Â'..='ï')) {
        return None;
    }
    let letters: Vec<char> = text.chars().collect();
    let mut out = String::with_capacity(text.len());
    let (mut decoded, mut weight) = (false, 0);
    let mut at = 0;
    while at < letters.len() {
        let (meant, taken) = match sequence(&letters[at..]) {
            Some(found) => {
                weight += found.1 - 1;
                found
            }
            None if lost => gap(&letters, at).unwrap_or((letters[at], 1)),
            None => (letters[at], 1),
        };
        decoded |= taken > 1 && !matches!(meant, '\u{80}'..='\u{bf}');
        out.push(meant);
        at += taken;
        // The blank between words was eaten together with the no-break blank.
        if taken > 1
            && letters[at - 1] == ' '
            && letters.get(at).is_some_and(|next| next.is_uppercase() && *next != 'Ã')
        {
            out.push(' ');
        }
    }
    if !decoded {
        None
    } else if out.chars().any(is_open) {
        Some((fill(&out, syllables)?, weight > 1))
    } else {
        Some((out, weight > 1))
    }
}

/// The letter of a whole sequence and how many characters it took.
fn sequence(letters: &[char]) -> Option<(char, usize)> {
    let byte = |at: usize| letters.get(at).and_then(|&letter| byte_of(letter));
    let tail = |at: usize| byte(at).filter(|byte| (0x80..=0xbf).contains(byte)).map(|byte| u32::from(byte & 0x3f));
    let lead = byte(0)?;
    let (point, taken) = match lead {
        0xc2..=0xdf => (u32::from(lead & 0x1f) << 6 | tail(1)?, 2),
        0xe0..=0xef => (u32::from(lead & 0xf) << 12 | tail(1)? << 6 | tail(2)?, 3),
        _ => return None,
    };
    let meant = char::from_u32(point).filter(|&meant| is_expected(meant))?;
    Some((meant, taken))
}

/// What Vietnamese text holds beside ASCII: its letters, marks, blanks and punctuation.
fn is_expected(letter: char) -> bool {
    entry(letter).folded != 0
        || matches!(letter, '\u{a0}'..='\u{bf}' | '\u{300}'..='\u{36f}' | '\u{2010}'..='\u{203a}' | '\u{feff}')
}

/// Letters whose last byte is easily lost, by the bytes before it: undefined in Windows-1252 or a
/// soft hyphen; and the letter where a no-break blank became a blank.
const LOST: [(&[char], &[char], Option<char>); 5] = [
    (&['á', '»'], &['ề', 'ọ', 'ỏ', 'ờ', 'Ố'], None),
    (&['á', 'º'], &['ậ'], Some('Ạ')),
    (&['Ã'], &['í', 'Á', 'Í', 'Ý'], Some('à')),
    (&['Ä'], &['Đ'], None),
    (&['Æ'], &[], Some('Ơ')),
];

/// First of the characters that stand for an entry of [`LOST`] until the word is known.
const OPEN: u32 = 0xe000;

fn is_open(letter: char) -> bool {
    (OPEN..OPEN + LOST.len() as u32).contains(&(letter as u32))
}

fn gap(all: &[char], at: usize) -> Option<(char, usize)> {
    let letters = &all[at..];
    let index = LOST.iter().position(|(lead, ..)| letters.starts_with(lead))?;
    let (lead, meant, before_blank) = LOST[index];
    let next = letters.get(lead.len());
    if next.and_then(|&next| byte_of(next)).is_some_and(|byte| (0x80..=0xbf).contains(&byte)) {
        return None;
    }
    if let Some(letter) = before_blank.filter(|_| next.is_none_or(|next| *next == ' ')) {
        return Some((letter, lead.len() + usize::from(next.is_some())));
    }
    // A character that could not be shown became a question mark.
    let mark = next == Some(&'?') && letters.get(lead.len() + 1).is_some_and(|c| c.is_alphabetic());
    let inside = at > 0 && all[at - 1].is_alphabetic();
    let letter = match meant {
        [] => return None,
        // Đ begins its word.
        [one] if inside && one.is_uppercase() => return None,
        [one] => *one,
        _ => char::from_u32(OPEN + index as u32)?,
    };
    Some((letter, lead.len() + usize::from(mark)))
}

/// The text with each open letter filled in, where one letter alone makes its word a syllable.
fn fill(text: &str, syllables: &Syllables) -> Option<String> {
    let mut out = String::with_capacity(text.len());
    for word in text.split_inclusive(|letter: char| !letter.is_alphabetic() && !is_open(letter)) {
        let end = word.trim_end_matches(|letter: char| !letter.is_alphabetic() && !is_open(letter)).len();
        let (word, rest) = word.split_at(end);
        out.push_str(&fill_word(word, syllables)?);
        out.push_str(rest);
    }
    Some(out)
}

fn fill_word(word: &str, syllables: &Syllables) -> Option<String> {
    let Some(open) = word.chars().find(|&letter| is_open(letter)) else { return Some(word.to_owned()) };
    if word.chars().filter(|&letter| is_open(letter)).count() > 2 {
        return None;
    }
    let choices = LOST[(open as u32 - OPEN) as usize].1;
    let tried = choices.iter().filter_map(|letter| fill_word(&word.replacen(open, &letter.to_string(), 1), syllables));
    let mut found = tried.filter(|word| judge::evidence(word, syllables) > 0);
    let word = found.next()?;
    found.next().is_none().then_some(word)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::normalize::tests::lexicon;

    #[track_caller]
    fn check(raw: &str, expected: Option<&str>) {
        assert_eq!(decode(raw, true, &lexicon().syllables).map(|found| found.0).as_deref(), expected, "{raw:?}");
    }

    #[test]
    fn sequences_and_what_was_lost() {
        check("Nguyá»…n VÄƒn HÃ¹ng", Some("Nguyễn Văn Hùng"));
        check("HÃ  VÄƒn", Some("Hà Văn"));
        check("HÃ\u{a0} Ná»™i", Some("Hà Nội"));
        check("Äá»— VÄƒn", Some("Đỗ Văn"));
        check("Trá» n", None);
        check("TrÆ°á»ng", Some("Trường"));
        check("Táº\u{ad}p", Some("Tập"));
        check("ThuáºŸn", None);
        check("Nguyễn VÄƒn", Some("Nguyễn Văn"));
        check("Nguyễn", None);
        check("São", None);
    }
}
