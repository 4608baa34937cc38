//! A word as letters with their shapes and one tone: what slips are counted on.
//!
//! Example: `nguyễn` is n g u y ê n with ngã. Never: whether the word is a syllable or a name.

use crate::normalize::text::letters::{Tone, folded, split};

/// Letters that are looked at; what is longer is no part of a name.
pub(super) const LONGEST: usize = 12;

/// Letters and tone of a word.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Spelling {
    letters: [char; LONGEST],
    count: u8,
    /// The tone; of two, the later.
    pub(super) tone: Tone,
}

impl Spelling {
    /// Of a word in any case. Letters that Vietnamese does not write are kept as they are.
    pub(super) fn of(word: &str) -> Spelling {
        let mut spelling = Spelling { letters: ['\0'; LONGEST], count: 0, tone: Tone::NGANG };
        for letter in word.chars().take(LONGEST) {
            let (shape, tone) = split(letter).unwrap_or((letter, Tone::NGANG));
            if tone != Tone::NGANG {
                spelling.tone = tone;
            }
            spelling.letters[usize::from(spelling.count)] = shape;
            spelling.count += 1;
        }
        spelling
    }

    /// The letters with their shapes.
    pub(super) fn letters(&self) -> &[char] {
        &self.letters[..usize::from(self.count)]
    }

    /// The same letters without tone.
    pub(super) fn toneless(self) -> Spelling {
        Spelling { tone: Tone::NGANG, ..self }
    }

    /// Plain letters without tone.
    pub(super) fn plain(mut self) -> Spelling {
        let count = usize::from(self.count);
        self.letters[..count].iter_mut().for_each(|letter| *letter = plain(*letter));
        self.toneless()
    }

    /// Whether no letter has a shape and there is no tone.
    pub(super) fn is_plain(&self) -> bool {
        self.tone == Tone::NGANG && self.letters().iter().all(|letter| plain(*letter) == *letter)
    }

    /// Whether `self` is `full` with nothing but some marks left off: tone, shapes, the bar of đ.
    pub(super) fn is_loss_of(&self, full: &Spelling) -> bool {
        let tone = self.tone == full.tone || self.tone == Tone::NGANG;
        let pairs = self.letters().iter().zip(full.letters());
        tone && self.count == full.count
            && pairs.into_iter().all(|(left, right)| left == right || *left == plain(*right))
    }

    /// The word with its beginning replaced.
    pub(super) fn with_onset(&self, length: usize, onset: &str) -> Spelling {
        let rest = self.letters().get(length..).unwrap_or(&[]);
        let letters: String = onset.chars().chain(rest.iter().copied()).collect();
        Spelling { tone: self.tone, ..Spelling::of(&letters) }
    }

    /// The word with its end replaced.
    pub(super) fn with_ending(&self, length: usize, ending: &str) -> Spelling {
        let kept = self.letters().len().saturating_sub(length);
        let letters: String = self.letters()[..kept].iter().copied().chain(ending.chars()).collect();
        Spelling { tone: self.tone, ..Spelling::of(&letters) }
    }
}

/// The plain letter of a shape.
pub(super) fn plain(letter: char) -> char {
    folded(letter).map_or(letter, char::from)
}
