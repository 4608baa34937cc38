//! Characters that look like another and were typed or pasted for it, invisible ones, and blanks.
//!
//! Example: `Ðỗ` with the Icelandic letter, `Тrần` with a Cyrillic one. A word of Cyrillic or Greek
//! letters is changed only where each of them has a Latin look-alike. Never: before the legacy sets
//! have been tried, which use some of these characters for letters of their own.

/// The character meant by a look-alike; `None` for invisible ones, a blank for every kind of blank.
pub(super) fn meant(letter: char) -> Option<char> {
    if letter.is_ascii_graphic() {
        return Some(letter);
    }
    Some(match letter {
        '\u{ad}' | '\u{34f}' | '\u{61c}' | '\u{180e}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' => {
            return None;
        }
        '\u{2060}'..='\u{206f}' | '\u{fe00}'..='\u{fe0f}' | '\u{feff}' | '\u{fff9}'..='\u{fffb}' => return None,
        letter if letter.is_whitespace() => ' ',
        letter if letter.is_control() => return None,
        'Ð' | 'Ɖ' => 'Đ',
        'ǎ' => 'ă',
        'Ǎ' => 'Ă',
        'ð' | 'ɖ' => 'đ',
        'ı' => 'i',
        '’' | '‘' | '´' | 'ʼ' | '′' => '\'',
        '“' | '”' | '″' => '"',
        '‐'..='―' | '−' => '-',
        '、' => ',',
        // Full-width forms of ASCII.
        '\u{ff01}'..='\u{ff5e}' => char::from_u32(letter as u32 - 0xfee0).unwrap_or(letter),
        letter => latin(letter).unwrap_or(letter),
    })
}

/// Whether [`tidy`] replaces more than plain blanks and signs: letters, invisible characters, blanks of other
/// kinds between words.
pub(super) fn has_look_alikes(text: &str) -> bool {
    text.trim().chars().any(|letter| {
        !letter.is_ascii()
            && match meant(letter) {
                None | Some(' ') => true,
                Some(meant) => meant != letter && meant.is_alphabetic(),
            }
    })
}

/// The Latin letter that a Cyrillic or Greek one looks like.
fn latin(letter: char) -> Option<char> {
    const PAIRS: &str = "АAВBЕEЅSІIЈJКKМMНHОOРPСCТTХXУYҮYаaеeѕsіiјjоoрpсcхxуyһhԁdԛqԝw\
                         ΑAΒBΕEΖZΗHΙIΚKΜMΝNΟOΡPΤTΥYΧXοoνv";
    if !is_other_script(letter) {
        return None;
    }
    let mut letters = PAIRS.chars();
    while let (Some(from), Some(to)) = (letters.next(), letters.next()) {
        if from == letter {
            return Some(to);
        }
    }
    None
}

fn is_other_script(letter: char) -> bool {
    matches!(letter, '\u{370}'..='\u{3ff}' | '\u{400}'..='\u{52f}')
}

/// The lossless steps after decoding: look-alikes, invisible characters, blanks, quotes.
#[must_use]
pub fn tidy(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut gap = false;
    for word in text.split_inclusive(|letter: char| !letter.is_alphanumeric()) {
        // A word that is truly of another script keeps all of its letters.
        let foreign = !word.is_ascii() && word.chars().any(|c| is_other_script(c) && latin(c).is_none());
        for letter in word.chars() {
            let meant = if foreign && is_other_script(letter) { Some(letter) } else { meant(letter) };
            match meant {
                None => {}
                Some(' ') => gap = !out.is_empty(),
                Some(letter) => {
                    if std::mem::take(&mut gap) {
                        out.push(' ');
                    }
                    out.push(letter);
                }
            }
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(raw: &str, expected: &str) {
        assert_eq!(tidy(raw), expected, "{raw:?}");
    }

    #[test]
    fn look_alikes_blanks_and_invisible_characters() {
        check("Ðỗ\u{a0}\u{200b} Văn  ðức ", "Đỗ Văn đức");
        check("Тrần Нà", "Trần Hà");
        check("НОА", "HOA");
        check("Москва", "Москва");
        check("Ｎｇô\u{3000}１２", "Ngô 12");
        check("H’Leo – “a”", "H'Leo - \"a\"");
        check("\u{feff}\t a\u{2028}b\u{85}", "a b");
    }

    proptest::proptest! {
        #[test]
        fn tidying_twice_is_tidying_once(text in "\\PC{0,24}|[\u{370}-\u{52f}a-zÐ \u{200b}\u{ad}]{0,16}") {
            let once = tidy(&text);
            proptest::prop_assert_eq!(tidy(&once), once.clone());
        }
    }
}
