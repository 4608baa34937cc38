//! One look over a text: whether it is clean Vietnamese already, as most cells are.
//!
//! Why: cleaning must cost next to nothing for clean text. The look allocates nothing and says what
//! is left to do. Never: changing or judging anything.

use super::letters::entry;
use super::syllable::{Packed, Standing, Syllables};

/// What one look over a text says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Scan {
    /// Single blanks only, none at the ends, no control characters.
    pub(super) tidy: bool,
    /// Every word with an accent is a Vietnamese syllable with its tone in place.
    pub(super) vietnamese: bool,
    /// There is a letter that no legacy set shows (`ễ`, `ơ`): the text is Unicode.
    pub(super) proven: bool,
    /// Every word with an accent is one in use.
    pub(super) in_use: bool,
    /// Nothing but ASCII without control characters.
    pub(super) plain: bool,
}

/// Looks over a text.
pub(super) fn scan(text: &str, syllables: &Syllables) -> Scan {
    let mut scan = Scan { tidy: true, vietnamese: true, proven: false, in_use: true, plain: true };
    let mut before = b' ';
    // Start of the word that is being read, and whether it has an accent.
    let (mut start, mut marked) = (0, false);
    for (at, letter) in text.char_indices() {
        if letter.is_ascii() {
            let byte = letter as u8;
            if !byte.is_ascii_alphabetic() {
                if marked {
                    scan.word(&text[start..at], syllables);
                    marked = false;
                }
                start = at + 1;
                let control = byte < b' ' || byte == 0x7f;
                scan.tidy &= !control && (byte != b' ' || before != b' ');
                if control && !matches!(byte, b'\t' | b'\n' | b'\r') {
                    // Some legacy sets hold capitals there.
                    (scan.plain, scan.vietnamese) = (false, false);
                }
            }
            before = byte;
            continue;
        }
        let known = entry(letter);
        if known.folded == 0 {
            scan.vietnamese = false;
            scan.tidy = false;
            scan.plain = false;
        }
        scan.proven |= letter >= '\u{100}' && known.folded != 0;
        marked = true;
        before = b'x';
    }
    if marked {
        scan.word(&text[start..], syllables);
    }
    scan.tidy &= before != b' ' || text.is_empty();
    scan
}

impl Scan {
    fn word(&mut self, word: &str, syllables: &Syllables) {
        self.plain = false;
        match Packed::of(word) {
            Some(packed) => {
                self.vietnamese &= syllables.standing(packed) == Standing::Possible;
                self.in_use &= self.proven || syllables.uses(packed);
            }
            None => (self.vietnamese, self.in_use) = (false, false),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::normalize::tests::lexicon;

    #[track_caller]
    fn check(text: &str, expected: &str) {
        let scan = scan(text, &lexicon().syllables);
        let facts = [
            (scan.tidy, "tidy"),
            (scan.vietnamese, "vietnamese"),
            (scan.proven, "proven"),
            (scan.in_use, "in use"),
            (scan.plain, "plain"),
        ];
        let said: Vec<&str> = facts.iter().filter(|(holds, _)| *holds).map(|(_, name)| *name).collect();
        assert_eq!(said.join(", "), expected, "{text:?}");
    }

    #[test]
    fn one_look_says_what_is_left_to_do() {
        check("Nguyen Van A, 12", "tidy, vietnamese, in use, plain");
        check("", "tidy, vietnamese, in use, plain");
        check("a  b", "vietnamese, in use, plain");
        check("a b ", "vietnamese, in use, plain");
        check("M\u{19}", "in use");
        check("Nguyễn Văn Hòa", "tidy, vietnamese, proven, in use");
        check("Lê Hà", "tidy, vietnamese, in use");
        check("nứơc", "tidy, proven, in use");
        check("NguyÔn", "tidy");
        check("V¨n", "");
        check("Đắk Pré", "tidy, proven, in use");
    }
}
