//! Mending the words of a name: residue of typing, abbreviations, broken words, certain slips.
//!
//! The rule: what was written stays unless one meaning is certain. A given name that can be a syllable stays:
//! people bear `Thí` and `Dủng` by law. Certain are: a surname that, by slips and frequency, means one with at
//! least [`CERTAIN`], where the word cannot be a syllable, is a common surname without some of its marks, is
//! nobody's surname and a common one but for one mark (`Nguyển`), or is far likelier one with a slip ([`SURELY`])
//! than a name that the tables lack; the same of middle and given names (`super::parts`); `V.` and `T.` between
//! surname and given name. Each is a finding; all else is a finding with a suggestion. A name without any marks
//! stays without.

use super::known::{Place, Uses};
use super::restore::{Meant, likeliest};
use super::spelling::Spelling;
use crate::model::Issue;
use crate::normalize::checks;
use crate::normalize::lexicon::Lexicon;
use crate::normalize::text::letters::{Lower, fold};
use crate::normalize::text::typing::{capital, residue};

/// How probable a meaning must be to take the place of what was written.
pub(super) const CERTAIN: f32 = 0.975;

/// Share of people of whom a surname or middle name is written with one slip, where it is surely a slip: fifty times
/// that of a rare name which the tables lack.
pub(super) const SURELY: f32 = 1e-4;

/// Share of a surname that a given name in its place may be a slip for.
const COMMON: f32 = 0.01;

/// The words of one name while they are mended.
pub(super) struct Mending<'a> {
    pub(super) words: Vec<String>,
    pub(super) issues: Vec<Issue>,
    pub(super) raw: &'a str,
    pub(super) lexicon: &'a Lexicon,
}

impl Mending<'_> {
    /// Residue of typing, tone placement, capitals, word by word.
    pub(super) fn write_out(&mut self) {
        let others_marked = self.words.iter().filter(|word| !word.is_ascii()).count() > 0;
        for at in 0..self.words.len() {
            let digit = digit_for_letter(&self.words[at], self.lexicon);
            let meant = digit.or_else(|| typed(&self.words[at], others_marked, self.lexicon));
            if let Some(meant) = &meant {
                self.found(checks::NAME_TYPING, meant);
            }
            // `Nguyễn Tị Hoa`: Thị, and no Tỵ, unless the name is a man's.
            let lower = self.words[at].lower();
            let marker = lower == "tị" && at == 1 && self.words.len() > 2 && self.is_surname(0) && self.suits("Thị");
            if marker {
                self.found(checks::NAME_PART, "Thị");
            }
            let usual = |lower: String| self.lexicon.names.usual(self.lexicon.syllables.retone(&lower));
            let word = meant.unwrap_or_else(|| if marker { "thị".to_owned() } else { usual(lower) });
            self.words[at] = word.split('\'').map(capital).collect::<Vec<_>>().join("'");
        }
    }

    /// `Nguy ễn V ăn An`: words broken by a blank.
    pub(super) fn join_broken(&mut self) {
        let names = &self.lexicon.names;
        let mut at = 0;
        while at + 1 < self.words.len() && self.words.len() > 2 {
            let (one, two) = (&self.words[at], &self.words[at + 1]);
            let joined = capital(&self.lexicon.syllables.retone(&format!("{one}{two}").lower()));
            let whole = |word: &str| names.is_known(word) || word.ends_with(['.', '~']);
            let crumb = |word: &str| !whole(word) && !self.lexicon.syllables.can_be(word);
            if !whole(two) && (!whole(one) || crumb(two)) && self.fits(&joined, at) {
                self.words.splice(at..at + 2, [joined]);
            }
            at += 1;
        }
    }

    fn fits(&self, joined: &str, at: usize) -> bool {
        if at == 0 { self.lexicon.names.is_surname(joined) } else { self.lexicon.names.is_known(joined) }
    }

    /// `Ng.` in front is Nguyễn; `V.` and `T.` in the middle are Văn and Thị. In a name without
    /// marks they are written out without marks.
    pub(super) fn write_out_abbreviations(&mut self) {
        let bare = |word: &String| !is_initial(word) && !self.lexicon.names.is_known(word);
        let unmarked = self.words.iter().all(|word| word.is_ascii()) && self.words[1..].iter().any(bare);
        let count = self.words.len();
        let config = &self.lexicon.words.names;
        let marked_before = self.words.iter().any(|word| is_marker(word));
        for at in 0..count.saturating_sub(1) {
            let bare = self.words[at].trim_end_matches(['.', '~']).lower();
            let list = match at {
                0 => &config.surname_abbreviations,
                1 if count > 2 && !marked_before && self.is_surname(0) && !is_initial(&self.words[2]) => {
                    &config.middle_abbreviations
                }
                _ => continue,
            };
            if let Some(full) = list.get(&bare).filter(|full| at == 0 || self.suits(full)) {
                self.found(checks::NAME_ABBREVIATION, full);
                self.words[at] = if unmarked { capital(&fold(full)) } else { full.clone() };
            }
        }
    }

    /// Whether the given name is borne, if seldom, by the sex that Văn or Thị marks. Half of the women
    /// are Thị and hardly any other middle name is cut to `T.`, so that one bearer in ten is enough.
    pub(super) fn suits(&self, marker: &str) -> bool {
        self.female().is_none_or(|share| if marker == "Thị" { share >= 0.1 } else { share <= 0.9 })
    }

    /// The share of women among those who bear the given name.
    pub(super) fn female(&self) -> Option<f32> {
        let last = self.words.last().map(|word| word.lower()).unwrap_or_default();
        let female = self.lexicon.names.uses(&last).female_share();
        if last.is_ascii() && female.is_none() {
            return self.lexicon.names.of_fold(&last).filter_map(|known| known.uses.female_share()).next();
        }
        female
    }

    pub(super) fn is_surname(&self, at: usize) -> bool {
        let word = &self.words[at];
        self.lexicon.names.is_surname(word)
            || word.is_ascii() && self.lexicon.names.surname_without_accents(word).is_some()
    }

    /// The surname, where one is certain.
    pub(super) fn mend_surname(&mut self) {
        let word = &self.words[0];
        if is_initial(word) || self.lexicon.names.is_surname(word) || is_minority(word, self.lexicon) {
            return;
        }
        // Nguyên is a given name; in front of two words more it is Nguyễn without its tone.
        // Where the last word is nothing but a surname, the name stands in another order.
        let other_use = self.lexicon.names.is_known(word);
        let last = self.words.last().map_or_else(Uses::default, |last| self.lexicon.names.uses(&last.lower()));
        if other_use && last.surname >= COMMON && last.middle + last.given == 0.0 {
            return;
        }
        // A whole name follows: the first word is a title that stands in no list.
        let whole = self.words.len() > 3 && is_marker(&self.words[2]);
        if whole && self.lexicon.names.uses(&self.words[1].lower()).surname >= COMMON {
            return;
        }
        let certain = |meant: &Meant<'_>| {
            let same_letters = meant.known.folded == fold(word) && meant.known.uses.surname >= COMMON;
            meant.certainty >= CERTAIN && (!other_use || same_letters && self.words.len() > 2)
        };
        if let Some(meant) = likeliest(word, Place::Surname, None, self.lexicon).filter(certain) {
            let name = meant.known.name.clone();
            let common = meant.known.uses.surname >= COMMON;
            let lacks_marks = common && Spelling::of(word).is_loss_of(&meant.known.spelling);
            // Trẩn, Nguyển, Đổ: nobody's surname, and the letters of one common surname with another mark. What
            // is a given name too (Nguyện) stands surely in a surname's place before Văn or Thị.
            let in_place = self.words.len() > 2 && (!other_use || is_marker(&self.words[1]));
            let other_mark = common && in_place && meant.known.folded == fold(word);
            // Nuyễn, Coa: no surname that anybody knows is as likely.
            let likely = in_place && !other_use && meant.weight >= SURELY;
            let odd = !self.lexicon.syllables.can_be(word) && word.chars().count() > 2;
            let mended = lacks_marks || other_mark || likely || odd;
            self.found(checks::NAME_SURNAME, &name);
            if mended {
                self.words[0] = name;
            }
        }
    }

    pub(super) fn found(&mut self, check: &'static str, suggestion: &str) {
        self.issues.push(Issue::new(check, self.raw).suggest(suggestion));
    }
}

/// Văn or Thị.
pub(super) fn is_marker(word: &str) -> bool {
    matches!(word, "Văn" | "Thị")
}

/// The same in small letters or capitals, as the words of a cell are written.
pub(super) fn is_written_marker(word: &str) -> bool {
    matches!(&*word.lower(), "văn" | "thị")
}

/// `T.`, `Ng`, `Đ`: a short form, no word.
pub(super) fn is_initial(word: &str) -> bool {
    word.ends_with(['.', '~']) || word.chars().count() == 1
}

/// A word of a name that is not Kinh and has its own spelling: Ksor, Niê, H'Hen.
pub(super) fn is_minority(word: &str, lexicon: &Lexicon) -> bool {
    word.contains('\'') || lexicon.words.names.minority_words.contains(&fold(word))
}

/// `H0àn`, `1ực`: a digit for the letter that looks like it, where that gives a part in use.
pub(super) fn digit_for_letter(word: &str, lexicon: &Lexicon) -> Option<String> {
    if !word.contains(['0', '1']) || !word.contains(char::is_alphabetic) {
        return None;
    }
    let meant = ["l", "i"].iter().map(|one| {
        let letters = word.lower().replace('0', "o").replace('1', one);
        lexicon.names.usual(lexicon.syllables.retone(&letters))
    });
    meant.into_iter().find(|meant| lexicon.names.is_known(meant))
}

/// What residue of typing means. Among words with marks only a name in use is believed: whoever
/// wrote the others had a keyboard program, so `Gis` is a slip for Gia and not `Gí`.
fn typed(word: &str, others_marked: bool, lexicon: &Lexicon) -> Option<String> {
    let meant = residue(word, &lexicon.syllables)?;
    let lower = lexicon.names.usual(meant.lower());
    let real = lexicon.names.is_known(&lower);
    let as_written = lexicon.names.usual(lexicon.syllables.retone(&word.lower()));
    let plausible = lexicon.syllables.can_be(word);
    let believed = if plausible {
        real && !lexicon.names.is_known(&as_written) && word.is_ascii() && is_key_like(word)
    } else {
        real || !others_marked
    };
    believed.then_some(lower)
}

/// Two equal vowels or a `w`: no name in use is written so.
fn is_key_like(word: &str) -> bool {
    let lower = word.lower();
    ["aa", "ee", "oo", "dd", "w"].iter().any(|keys| lower.contains(keys))
}

#[cfg(test)]
mod tests {
    use crate::normalize::checks;
    use crate::normalize::names::tests::check;

    /// In a surname's place, what is nobody's surname and a common one but for a mark.
    #[test]
    fn a_surname_with_another_mark_is_mended() {
        check("Nguyển Thị Hoa", "Nguyễn Thị Hoa", &[checks::NAME_SURNAME]);
        check("Nguyện Văn Sơn", "Nguyễn Văn Sơn", &[checks::NAME_SURNAME]);
        check("Đổ Văn Tám", "Đỗ Văn Tám", &[checks::NAME_SURNAME]);
        check("TRẨN CÔNG BÌNH", "Trần Công Bình", &[checks::NAME_SURNAME]);
        check("Phậm Thị Oanh", "Phạm Thị Oanh", &[checks::NAME_SURNAME]);
        check("Vủ Thị Hiền", "Vũ Thị Hiền", &[checks::NAME_SURNAME]);
    }

    /// Shapes without which a word is no syllable, where one name in use has them.
    #[test]
    fn shapes_that_a_syllable_cannot_be_without() {
        check("Đặng Thị Phuợng", "Đặng Thị Phượng", &[checks::NAME_PART]);
        check("Vũ Thị Hưong", "Vũ Thị Hương", &[checks::NAME_PART]);
        check("Vũ Thị Hièn", "Vũ Thị Hiền", &[checks::NAME_PART]);
        check("Vũ Thị Thu Huong", "Vũ Thị Thu Huong", &[checks::NAME_NOT_A_SYLLABLE]);
    }
}
