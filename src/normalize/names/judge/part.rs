//! The parts of a written name, prepared for comparing.

use crate::normalize::lexicon::Lexicon;
use crate::normalize::names::known::{Place, Uses};
use crate::normalize::names::name_key;
use crate::normalize::names::spelling::Spelling;
use crate::normalize::text::letters::{Lower, fold};

/// Surnames of no more than this share are too rare to outweigh a slip.
const RARE: f32 = 1.5e-5;

/// One part of a name as written.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Part {
    /// Lower case, tone where documents put it, usual `y`.
    pub(super) word: String,
    pub(super) spelling: Spelling,
    /// Plain letters.
    pub(super) folded: String,
    /// Equal for spellings that differ in nothing but writing.
    pub(super) key: String,
    /// Where it is in use.
    pub(super) uses: Uses,
    /// An initial or other short form: `T.`, `Ng`.
    pub(super) short: bool,
}

impl Part {
    /// Of a word in its usual spelling, any case, with its full stop where it has one.
    pub(super) fn new(word: &str, lexicon: &Lexicon) -> Part {
        let bare = word.trim_end_matches(['.', '~', '\'', ':']).lower();
        // `Thj`, `Tj`: short forms with a letter that the full word lacks stand for their first letter.
        let cut = lexicon.words.names.middle_abbreviations.contains_key(&bare);
        let folded = if cut { fold(&bare).chars().take(1).collect() } else { fold(&bare) };
        let vowel = |letter: char| matches!(letter, 'a' | 'e' | 'i' | 'o' | 'u' | 'y');
        let one = bare.chars().count() == 1 && bare.is_ascii();
        let consonants = !folded.is_empty() && !folded.contains(vowel);
        let stopped = word.ends_with(['.', '~']) && bare.chars().count() <= 3;
        Part {
            spelling: Spelling::of(&bare),
            uses: lexicon.names.uses(&bare),
            key: name_key(&bare),
            short: one || consonants || stopped || cut,
            word: bare,
            folded,
        }
    }

    /// Whether nothing is marked.
    pub(super) fn is_plain(&self) -> bool {
        self.spelling.is_plain()
    }

    /// Văn or Thị.
    pub(super) fn is_marker(&self) -> bool {
        matches!(self.word.as_str(), "văn" | "thị")
    }

    /// Whether the part is in use at a place. Middle and given names are taken from each other; in
    /// a surname's place only surnames count.
    pub(super) fn is_used(&self, place: Place) -> bool {
        match place {
            Place::Surname => self.uses.surname > RARE,
            Place::Middle => self.uses.any(),
            Place::Given => (self.uses.given > 0.0 || self.uses.middle > 0.0) && self.word != "thị",
        }
    }

    /// Whether some name in use at a place is this part without its marks.
    pub(super) fn is_used_unmarked(&self, place: Place, lexicon: &Lexicon) -> bool {
        lexicon.names.of_fold(&self.folded).any(|known| match place {
            Place::Surname => known.uses.surname > RARE,
            Place::Middle => known.uses.any(),
            Place::Given => known.uses.given > 0.0 || known.uses.middle > 0.0 && known.folded != "thi",
        })
    }

    /// Whether this short form can stand for a part: its letters in order, the first first.
    pub(super) fn abbreviates(&self, full: &Part) -> bool {
        let mut rest = full.folded.chars();
        let bar = |part: &Part| part.word.starts_with('đ');
        let first = self.folded.chars().next();
        first.is_some()
            && first == full.folded.chars().next()
            && (!bar(self) || bar(full))
            && self.folded.chars().all(|letter| rest.by_ref().any(|other| other == letter))
    }
}

/// Parts of the words of a cell.
pub(super) fn parts(words: &[String], lexicon: &Lexicon) -> Vec<Part> {
    words.iter().map(|word| Part::new(word, lexicon)).filter(|part| !part.word.is_empty()).collect()
}

/// Blanks put where the other name has them: a part that is two parts of the other written together
/// is cut, two parts that are one of the other are joined.
pub(super) fn respace(own: Vec<Part>, other: &[Part], lexicon: &Lexicon) -> Vec<Part> {
    let mut out: Vec<Part> = Vec::with_capacity(own.len());
    let mut rest = own.into_iter().peekable();
    while let Some(part) = rest.next() {
        let joined = rest.peek().map(|next| Part::new(&format!("{}{}", part.word, next.word), lexicon));
        match joined {
            Some(joined) if alike_any(&joined, other) && !alike_any(&part, other) => {
                rest.next();
                out.push(joined);
            }
            _ => out.extend(cut(part, other, lexicon)),
        }
    }
    out
}

fn alike(left: &Part, right: &Part) -> bool {
    left.word == right.word || (left.folded == right.folded && (left.is_plain() || right.is_plain()))
}

fn alike_any(part: &Part, others: &[Part]) -> bool {
    others.iter().any(|other| alike(part, other))
}

fn cut(part: Part, other: &[Part], lexicon: &Lexicon) -> Vec<Part> {
    if part.word.chars().count() < 4 || alike_any(&part, other) {
        return vec![part];
    }
    for from in 0..other.len() {
        for to in (from + 2..=other.len()).rev() {
            let run = &other[from..to];
            if run.iter().map(|part| part.folded.len()).sum::<usize>() != part.folded.len() {
                continue;
            }
            let mut letters = part.word.chars();
            let pieces: Vec<Part> = run
                .iter()
                .map(|one| Part::new(&letters.by_ref().take(one.word.chars().count()).collect::<String>(), lexicon))
                .collect();
            if pieces.iter().zip(run).all(|(piece, one)| alike(piece, one)) {
                return pieces;
            }
        }
    }
    vec![part]
}
