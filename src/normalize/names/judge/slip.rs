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
    pub(in crate::normalize::names) kind: Kind,
}

/// What of a syllable speech may confuse, looked up once: a bit for each group of initials that its
/// own is in, and for each end that it has.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(in crate::normalize::names) struct Heard {
    /// Letters of the initial.
    onset: u8,
    onsets: u32,
    /// Two bits a pair of ends.
    ends: u64,
    /// The same bits with those of each pair exchanged: the ends that it may be said for.
    other_ends: u64,
}

/// A syllable and what speech may confuse of it.
pub(in crate::normalize::names) type Sound<'a> = (&'a Spelling, Heard);

/// Tables for slips.
#[derive(Debug)]
pub(in crate::normalize::names) struct Slips {
    costs: Costs,
    onsets: Vec<Vec<Vec<char>>>,
    endings: Vec<[Vec<char>; 2]>,
    /// For each plain letter a bit for each letter whose key touches its own.
    beside: [u32; 26],
    /// The least that a plain letter costs which only one of two syllables has.
    odd_letter: f32,
}

const TONE_WITH_LETTER: f32 = 0.3;
/// Sums of costs are rounded: a bound that is passed by less is not passed.
const ROUNDING: f32 = 0.01;

impl Slips {
    pub(super) fn new(words: &PairWords) -> Slips {
        let rows: Vec<Vec<char>> = words.keyboard.iter().map(|row| row.chars().collect()).collect();
        let mut beside = [0; 26];
        let mut touch = |one: char, other: char| {
            if let (Some(one), Some(other)) = (number(one), number(other)) {
                beside[one] |= 1 << other;
                beside[other] |= 1 << one;
            }
        };
        for row in &rows {
            row.windows(2).for_each(|two| touch(two[0], two[1]));
        }
        for two in rows.windows(2) {
            // A key touches the one below it and that one's left neighbour.
            for (at, below) in two[1].iter().enumerate() {
                [at, at + 1].iter().filter_map(|i| two[0].get(*i)).for_each(|above| touch(*above, *below));
            }
        }
        let costs = words.costs.clone();
        let letter = costs.letter_dropped.min(costs.letter_added);
        let letters = |text: &String| text.chars().collect::<Vec<char>>();
        Slips {
            odd_letter: letter.min(costs.neighbour_key).min(costs.other_letter),
            costs,
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

    /// What speech may confuse of a syllable.
    pub(in crate::normalize::names) fn heard(&self, spelling: &Spelling) -> Heard {
        let letters = spelling.letters();
        let own = onset(letters);
        let mut heard = Heard { onset: own.len() as u8, ..Heard::default() };
        for (at, group) in self.onsets.iter().enumerate() {
            heard.onsets |= u32::from(group.iter().any(|one| one == own)) << at;
        }
        for (at, [one, two]) in self.endings.iter().enumerate() {
            let (one, two) = (u64::from(letters.ends_with(one)), u64::from(letters.ends_with(two)));
            heard.ends |= (one | two << 1) << (2 * at);
            heard.other_ends |= (two | one << 1) << (2 * at);
        }
        heard
    }

    /// A syllable with what speech may confuse of it.
    pub(in crate::normalize::names) fn sound<'a>(&self, spelling: &'a Spelling) -> Sound<'a> {
        (spelling, self.heard(spelling))
    }

    /// The cheapest way to write `meant` as `written`; `None` where it costs more than `most`.
    pub(in crate::normalize::names) fn within(&self, meant: Sound<'_>, written: Sound<'_>, most: f32) -> Option<Slip> {
        let ((own, own_heard), (other, other_heard)) = (meant, written);
        if own.is_far_from(other) {
            return None;
        }
        let direct = self.direct(own, other, most);
        if direct.is_some_and(|slip| slip.cost == 0.0 || slip.kind != Kind::Keys)
            || own_heard.onsets & other_heard.onsets == 0 && own_heard.ends & other_heard.other_ends == 0
        {
            return direct.filter(|slip| slip.cost <= most);
        }
        let mut best = direct;
        for (spoken, count) in self.spoken(meant, written).into_iter().flatten() {
            let confused = self.costs.dialect * count;
            let rest = self.direct(&spoken, other, most - confused + ROUNDING);
            let found = rest.map(|rest| {
                let kind = if rest.kind == Kind::Keys && rest.cost > 0.0 { Kind::Keys } else { Kind::Dialect };
                Slip { cost: rest.cost + confused, kind }
            });
            best = found.filter(|slip| best.is_none_or(|best| slip.cost < best.cost)).or(best);
        }
        best.filter(|slip| slip.cost <= most)
    }

    /// Without confusions of speech; `None` where it may cost more than `most`.
    fn direct(&self, meant: &Spelling, written: &Spelling, most: f32) -> Option<Slip> {
        if same_plain(meant, written) {
            return self.of_marks(meant, written);
        }
        self.of_keys(meant, written, most).map(|cost| Slip { cost, kind: Kind::Keys })
    }

    /// Where the plain letters are the same. However many marks of a word are lost or wrong, it is one slip.
    fn of_marks(&self, meant: &Spelling, written: &Spelling) -> Option<Slip> {
        if meant == written {
            return Some(Slip { cost: 0.0, kind: Kind::Keys });
        }
        if is_tilde_for_breve(meant, written) {
            return Some(Slip { cost: self.costs.tone_hoi_nga, kind: Kind::WrongMarks });
        }
        let tone = self.tone(meant.tone, written.tone);
        let letters = self.letters(meant.letters(), written.letters(), f32::MAX)?;
        if written.is_loss_of(meant) {
            return Some(Slip { cost: (tone + letters).min(self.costs.all_marks_lost), kind: Kind::LostMarks });
        }
        Some(Slip { cost: letters.min(self.costs.all_marks_lost) + tone, kind: Kind::WrongMarks })
    }

    /// What slips of keys cost; `None` where that may be more than `most`.
    fn of_keys(&self, meant: &Spelling, written: &Spelling, most: f32) -> Option<f32> {
        let tone = self.tone(meant.tone, written.tone);
        // The tone goes with a vowel that is dropped or became a consonant.
        let dropped = written.tone == Tone::NGANG && written.vowels() < meant.vowels();
        let tone = if dropped { tone.min(TONE_WITH_LETTER) } else { tone };
        let most = most - tone + ROUNDING;
        if meant.odd_letters(written) as f32 * self.odd_letter > most {
            return None;
        }
        Some(self.letters(meant.letters(), written.letters(), most)? + tone)
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
    fn spoken(&self, meant: Sound<'_>, written: Sound<'_>) -> [Option<(Spelling, f32)>; 3] {
        let ((own, own_heard), (other, other_heard)) = (meant, written);
        let length = usize::from(own_heard.onset);
        let (onset, other_onset) = (&own.letters()[..length], &other.letters()[..usize::from(other_heard.onset)]);
        let confused = own_heard.onsets & other_heard.onsets != 0 && onset != other_onset;
        let begun = confused.then(|| own.with_onset(length, other_onset));
        let ends = own_heard.ends & other_heard.other_ends;
        let ending = (ends != 0).then(|| {
            let first = ends.trailing_zeros() as usize;
            let [one, two] = &self.endings[first / 2];
            if first.is_multiple_of(2) { (one.len(), two) } else { (two.len(), one) }
        });
        let ended = |form: Spelling| ending.map(|(length, to)| form.with_ending(length, to));
        [
            begun.map(|form| (form, 1.0)),
            ended(*own).map(|form| (form, 1.0)),
            begun.and_then(ended).map(|form| (form, 2.0)),
        ]
    }

    /// Weighted Damerau distance (optimal string alignment) of letters; `None` once it must be more
    /// than `most`.
    fn letters(&self, meant: &[char], written: &[char], most: f32) -> Option<f32> {
        if meant == written {
            return Some(0.0);
        }
        let (own, theirs) = (plain_letters(meant), plain_letters(written));
        let mut rows = [[0.0f32; LONGEST + 1]; LONGEST + 1];
        for j in 1..=written.len() {
            rows[0][j] = rows[0][j - 1] + self.costs.letter_added;
        }
        let mut least_before = 0.0;
        for i in 1..=meant.len() {
            rows[i][0] = rows[i - 1][0] + self.costs.letter_dropped;
            let mut least = rows[i][0];
            for j in 1..=written.len() {
                let (a, b) = (own[i - 1], theirs[j - 1]);
                let doubled = j > 1 && theirs[j - 2] == b || a == b;
                let added = if doubled { self.costs.letter_doubled } else { self.costs.letter_added };
                let dropped = self.costs.letter_dropped;
                let changed = self.letter((meant[i - 1], a), (written[j - 1], b));
                let mut best = (rows[i - 1][j - 1] + changed).min(rows[i - 1][j] + dropped);
                best = best.min(rows[i][j - 1] + added);
                if i > 1 && j > 1 && a == theirs[j - 2] && own[i - 2] == b {
                    let marks = self.letter((meant[i - 1], a), (written[j - 2], a));
                    let marks = marks + self.letter((meant[i - 2], b), (written[j - 1], b));
                    best = best.min(rows[i - 2][j - 2] + self.costs.transposed + marks);
                }
                rows[i][j] = best;
                least = least.min(best);
            }
            // Every way leads through this row or, exchanging two letters, through the one before.
            if least.min(least_before) > most {
                return None;
            }
            least_before = least;
        }
        Some(rows[meant.len()][written.len()])
    }

    /// A letter and its plain form written for another.
    fn letter(&self, (meant, a): (char, char), (written, b): (char, char)) -> f32 {
        let touch = || number(a).zip(number(b)).is_some_and(|(a, b)| self.beside[a] >> b & 1 == 1);
        match () {
            () if meant == written => 0.0,
            () if a == b && written == b => self.costs.mark_lost,
            () if a == b => self.costs.mark_other,
            () if matches!((a, b), ('i', 'y') | ('y', 'i')) => self.costs.i_for_y,
            () if touch() => self.costs.neighbour_key,
            () => self.costs.other_letter,
        }
    }
}

/// `Vãn` for Văn: the two marks look alike in small print.
fn is_tilde_for_breve(meant: &Spelling, written: &Spelling) -> bool {
    let mut other = meant.letters().iter().zip(written.letters()).filter(|(meant, written)| meant != written);
    meant.tone == Tone::NGANG
        && written.tone == Tone::NGA
        && other.next() == Some((&'ă', &'a'))
        && other.next().is_none()
}

/// The number of a plain letter, 0 to 25.
fn number(letter: char) -> Option<usize> {
    letter.is_ascii_lowercase().then(|| letter as usize - 'a' as usize)
}

fn plain_letters(letters: &[char]) -> [char; LONGEST] {
    let mut out = ['\0'; LONGEST];
    out.iter_mut().zip(letters).for_each(|(out, letter)| *out = plain(*letter));
    out
}

fn same_plain(left: &Spelling, right: &Spelling) -> bool {
    let pairs = left.letters().iter().zip(right.letters());
    left.has_letters_of(right) && pairs.into_iter().all(|(a, b)| plain(*a) == plain(*b))
}

/// The initial consonants; the `i` of `gi` before another vowel counts as one.
fn onset(letters: &[char]) -> &[char] {
    let vowel = |letter: &char| matches!(plain(*letter), 'a' | 'e' | 'i' | 'o' | 'u' | 'y');
    let first = letters.iter().position(vowel).unwrap_or(letters.len());
    let glide = letters.starts_with(&['g', 'i']) && letters.get(2).is_some_and(vowel);
    &letters[..first + usize::from(glide)]
}
