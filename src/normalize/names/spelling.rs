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
    /// A bit for each plain letter that occurs.
    mask: u32,
    /// The tone; of two, the later.
    pub(super) tone: Tone,
}

impl Spelling {
    /// Of a word in any case. Letters that Vietnamese does not write are kept as they are.
    pub(super) fn of(word: &str) -> Spelling {
        let mut spelling = Spelling { letters: ['\0'; LONGEST], count: 0, mask: 0, tone: Tone::NGANG };
        for letter in word.chars().take(LONGEST) {
            let (shape, tone) = split(letter).unwrap_or((letter, Tone::NGANG));
            if tone != Tone::NGANG {
                spelling.tone = tone;
            }
            spelling.push(shape);
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

    /// Whether so many letters differ that neither can be a slip for the other: more than two letters
    /// for two others (tr, ch) and one or two slips of keys.
    pub(super) fn is_far_from(&self, other: &Spelling) -> bool {
        let (own, theirs) = ((self.mask & !other.mask).count_ones(), (other.mask & !self.mask).count_ones());
        let most = if self.count.max(other.count) > 4 { 4 } else { 3 };
        own.max(theirs) > most || self.count.abs_diff(other.count) > 3
    }

    /// How many different plain letters at least must be dropped, added or changed to make one the
    /// other: those that one side alone has, `i` and `y` being one letter.
    pub(super) fn odd_letters(&self, other: &Spelling) -> u32 {
        let (own, theirs) = (i_for_y(self.mask), i_for_y(other.mask));
        (own & !theirs).count_ones().max((theirs & !own).count_ones())
    }

    /// Whether both have as many letters, and the same plain ones in some order.
    pub(super) fn has_letters_of(&self, other: &Spelling) -> bool {
        self.mask == other.mask && self.count == other.count
    }

    /// How many letters are vowels.
    pub(super) fn vowels(&self) -> usize {
        let vowel = |letter: &&char| matches!(plain(**letter), 'a' | 'e' | 'i' | 'o' | 'u' | 'y');
        self.letters().iter().filter(vowel).count()
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
    pub(super) fn with_onset(&self, length: usize, onset: &[char]) -> Spelling {
        self.rebuilt(onset, self.letters().get(length..).unwrap_or(&[]))
    }

    /// The word with its end replaced.
    pub(super) fn with_ending(&self, length: usize, ending: &[char]) -> Spelling {
        let kept = self.letters().len().saturating_sub(length);
        self.rebuilt(&self.letters()[..kept], ending)
    }

    fn rebuilt(&self, start: &[char], end: &[char]) -> Spelling {
        let mut out = Spelling { letters: ['\0'; LONGEST], count: 0, mask: 0, tone: self.tone };
        for letter in start.iter().chain(end).take(LONGEST) {
            out.push(*letter);
        }
        out
    }

    fn push(&mut self, shape: char) {
        self.letters[usize::from(self.count)] = shape;
        self.count += 1;
        let bit = folded(shape).filter(u8::is_ascii_lowercase).map_or(26, |letter| letter - b'a');
        self.mask |= 1 << bit;
    }
}

/// The letters of a mask with `i` for `y`.
fn i_for_y(mask: u32) -> u32 {
    const Y: u32 = 1 << (b'y' - b'a');
    mask & !Y | (mask & Y) >> (b'y' - b'i')
}

/// The plain letter of a shape.
pub(super) fn plain(letter: char) -> char {
    folded(letter).map_or(letter, char::from)
}
