//! What it costs to write one syllable for another: tones, marks, speech, keys.
//!
//! A weighted Damerau distance over letters with their shapes, and the tone apart. Example: Hông for
//! Hồng is one lost tone; Nong for Long is one confusion of speech. Never: whether the result is a
//! name.

use super::config::{Costs, PairWords};
use crate::normalize::names::spelling::{LONGEST, Spelling, plain};
use crate::normalize::text::letters::Tone;

/// What kind of slip, from the mildest.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(in crate::normalize::names) enum Kind {
    LostMarks,
    WrongMarks,
    Dialect,
    Keys,
}

/// A way to write one syllable for another.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(in crate::normalize::names) struct Slip {
    pub(in crate::normalize::names) cost: f32,
    pub(super) kind: Kind,
}

/// Tables for slips.
#[derive(Debug)]
pub(in crate::normalize::names) struct Slips {
    costs: Costs,
    onsets: Vec<Vec<Vec<char>>>,
    endings: Vec<[Vec<char>; 2]>,
    beside: Vec<(char, char)>,
}

const FAR: f32 = 99.0;
const TONE_WITH_LETTER: f32 = 0.3;

impl Slips {
    pub(super) fn new(words: &PairWords) -> Slips {
        let rows: Vec<Vec<char>> = words.keyboard.iter().map(|row| row.chars().collect()).collect();
        let mut beside: Vec<(char, char)> = Vec::new();
        for row in &rows {
            beside.extend(row.windows(2).map(|two| (two[0], two[1])));
        }
        for two in rows.windows(2) {
            // A key touches the one below it and that one's left neighbour.
            for (at, below) in two[1].iter().enumerate() {
                beside.extend([at, at + 1].iter().filter_map(|i| two[0].get(*i)).map(|above| (*above, *below)));
            }
        }
        let letters = |text: &String| text.chars().collect::<Vec<char>>();
        Slips {
            costs: words.costs.clone(),
            onsets: words.onsets.iter().map(|group| group.iter().map(letters).collect()).collect(),
            endings: words.endings.iter().map(|[one, two]| [letters(one), letters(two)]).collect(),
            beside,
        }
    }

    pub(super) fn costs(&self) -> &Costs {
        &self.costs
    }

    /// Most that a slip in a part may cost.
    pub(in crate::normalize::names) fn most(&self, part: &Spelling) -> f32 {
        let at = part.letters().len().clamp(1, self.costs.most_of_a_part.len().max(1));
        self.costs.most_of_a_part.get(at - 1).copied().unwrap_or(1.0)
    }

    /// The cheapest way to write `meant` as `written`.
    pub(in crate::normalize::names) fn between(&self, meant: &Spelling, written: &Spelling) -> Slip {
        if meant.is_far_from(written) {
            return Slip { cost: FAR, kind: Kind::Keys };
        }
        let mut best = self.direct(meant, written);
        if best.kind == Kind::Keys {
            for (spoken, count) in self.spoken(meant, written).into_iter().flatten() {
                let rest = self.direct(&spoken, written);
                let cost = rest.cost + self.costs.dialect * count;
                if cost < best.cost {
                    let kind = if rest.kind == Kind::Keys && rest.cost > 0.0 { Kind::Keys } else { Kind::Dialect };
                    best = Slip { cost, kind };
                }
            }
        }
        best
    }

    /// Without confusions of speech. However many marks of a word are lost or wrong, it is one slip.
    fn direct(&self, meant: &Spelling, written: &Spelling) -> Slip {
        if meant == written {
            return Slip { cost: 0.0, kind: Kind::Keys };
        }
        let tone = self.tone(meant.tone, written.tone);
        let letters = self.letters(meant.letters(), written.letters());
        if written.is_loss_of(meant) {
            return Slip { cost: (tone + letters).min(self.costs.all_marks_lost), kind: Kind::LostMarks };
        }
        if same_plain(meant, written) {
            return Slip { cost: letters.min(self.costs.all_marks_lost) + tone, kind: Kind::WrongMarks };
        }
        // The tone goes with the letter that is dropped.
        let dropped = written.letters().len() < meant.letters().len() && written.tone == Tone::NGANG;
        Slip { cost: letters + if dropped { tone.min(TONE_WITH_LETTER) } else { tone }, kind: Kind::Keys }
    }

    fn tone(&self, meant: Tone, written: Tone) -> f32 {
        match (meant.0, written.0) {
            (a, b) if a == b => 0.0,
            (_, 0) => self.costs.tone_lost,
            (3, 4) | (4, 3) => self.costs.tone_hoi_nga,
            _ => self.costs.tone_other,
        }
    }

    /// The forms of a syllable that speech brings nearer to the written one, with the number of
    /// confusions.
    fn spoken(&self, meant: &Spelling, written: &Spelling) -> [Option<(Spelling, f32)>; 3] {
        let (own, other) = (onset(meant.letters()), onset(written.letters()));
        let confused = own != other && self.onsets.iter().any(|group| has(group, own) && has(group, other));
        let begun = confused.then(|| meant.with_onset(own.len(), other));
        let ending = self.endings.iter().find_map(|[one, two]| {
            let ends = |from: &[char], to: &[char]| meant.letters().ends_with(from) && written.letters().ends_with(to);
            match () {
                () if ends(one, two) => Some((one.len(), two)),
                () if ends(two, one) => Some((two.len(), one)),
                () => None,
            }
        });
        let ended = |form: Spelling| ending.map(|(length, to)| form.with_ending(length, to));
        [
            begun.map(|form| (form, 1.0)),
            ended(*meant).map(|form| (form, 1.0)),
            begun.and_then(ended).map(|form| (form, 2.0)),
        ]
    }

    /// Weighted Damerau distance (optimal string alignment) of letters.
    fn letters(&self, meant: &[char], written: &[char]) -> f32 {
        if meant == written {
            return 0.0;
        }
        let mut rows = [[0.0f32; LONGEST + 1]; LONGEST + 1];
        for j in 1..=written.len() {
            rows[0][j] = rows[0][j - 1] + self.costs.letter_added;
        }
        for i in 1..=meant.len() {
            rows[i][0] = rows[i - 1][0] + self.costs.letter_dropped;
            for j in 1..=written.len() {
                let (a, b) = (meant[i - 1], written[j - 1]);
                let doubled = j > 1 && plain(written[j - 2]) == plain(b) || plain(a) == plain(b);
                let added = if doubled { self.costs.letter_doubled } else { self.costs.letter_added };
                let dropped = self.costs.letter_dropped;
                let mut best = (rows[i - 1][j - 1] + self.letter(a, b)).min(rows[i - 1][j] + dropped);
                best = best.min(rows[i][j - 1] + added);
                if i > 1 && j > 1 && plain(a) == plain(written[j - 2]) && plain(meant[i - 2]) == plain(b) {
                    let marks = self.letter(a, written[j - 2]) + self.letter(meant[i - 2], b);
                    best = best.min(rows[i - 2][j - 2] + self.costs.transposed + marks);
                }
                rows[i][j] = best;
            }
        }
        rows[meant.len()][written.len()]
    }

    fn letter(&self, meant: char, written: char) -> f32 {
        let (a, b) = (plain(meant), plain(written));
        match () {
            () if meant == written => 0.0,
            () if a == b && written == b => self.costs.mark_lost,
            () if a == b => self.costs.mark_other,
            () if matches!((a, b), ('i', 'y') | ('y', 'i')) => self.costs.i_for_y,
            () if self.beside.contains(&(a, b)) || self.beside.contains(&(b, a)) => self.costs.neighbour_key,
            () => self.costs.other_letter,
        }
    }
}

fn same_plain(left: &Spelling, right: &Spelling) -> bool {
    let pairs = left.letters().iter().zip(right.letters());
    left.letters().len() == right.letters().len() && pairs.into_iter().all(|(a, b)| plain(*a) == plain(*b))
}

fn has(group: &[Vec<char>], onset: &[char]) -> bool {
    group.iter().any(|one| one == onset)
}

/// The initial consonants; the `i` of `gi` before another vowel counts as one.
fn onset(letters: &[char]) -> &[char] {
    let vowel = |letter: &char| matches!(plain(*letter), 'a' | 'e' | 'i' | 'o' | 'u' | 'y');
    let first = letters.iter().position(vowel).unwrap_or(letters.len());
    let glide = letters.starts_with(&['g', 'i']) && letters.get(2).is_some_and(vowel);
    &letters[..first + usize::from(glide)]
}
