//! Mending the words of a name: residue of typing, abbreviations, broken words, certain slips.
//!
//! The rule: what was written stays unless one meaning is certain. A given name that can be a syllable stays:
//! people bear `Thí` and `Dủng` by law. Certain are: a surname that, by slips and frequency, means one with at
//! least [`CERTAIN`], where the word cannot be a syllable, is a common surname without some of its marks, or is
//! nobody's surname and a common one but for one mark (`Nguyển`); the same of Thị and Văn; the tone or shapes
//! that a syllable cannot be without, where one such name is in use; a letter typed twice; `V.` and `T.`
//! between surname and given name. Each is a finding; all else is a finding with a suggestion. A name without
//! any marks stays without.

use super::known::{Place, Uses};
use super::restore::{Meant, likeliest, may_be_marker};
use super::spelling::Spelling;
use crate::model::Issue;
use crate::normalize::checks;
use crate::normalize::lexicon::Lexicon;
use crate::normalize::text::is_legacy_sign;
use crate::normalize::text::letters::{Tone, fold};
use crate::normalize::text::syllable::{place_tone, toneless};
use crate::normalize::text::typing::{capital, residue};

/// How probable a meaning must be to take the place of what was written.
const CERTAIN: f32 = 0.975;

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
            let word = meant.unwrap_or_else(|| {
                self.lexicon.names.usual(self.lexicon.syllables.retone(&self.words[at].to_lowercase()))
            });
            self.words[at] = word.split('\'').map(capital).collect::<Vec<_>>().join("'");
        }
    }

    /// `Nguy ễn V ăn An`: words broken by a blank.
    pub(super) fn join_broken(&mut self) {
        let names = &self.lexicon.names;
        let mut at = 0;
        while at + 1 < self.words.len() && self.words.len() > 2 {
            let (one, two) = (&self.words[at], &self.words[at + 1]);
            let joined = capital(&format!("{one}{two}"));
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
            let bare = self.words[at].trim_end_matches(['.', '~']).to_lowercase();
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
    fn suits(&self, marker: &str) -> bool {
        let last = self.words.last().map(|word| word.to_lowercase()).unwrap_or_default();
        let mut female = self.lexicon.names.uses(&last).female_share();
        if last.is_ascii() && female.is_none() {
            female = self.lexicon.names.of_fold(&last).filter_map(|known| known.uses.female_share()).next();
        }
        female.is_none_or(|share| if marker == "Thị" { share >= 0.1 } else { share <= 0.9 })
    }

    fn is_surname(&self, at: usize) -> bool {
        let word = &self.words[at];
        self.lexicon.names.is_surname(word)
            || word.is_ascii() && self.lexicon.names.surname_without_accents(word).is_some()
    }

    /// Slips in a surname, in Thị and Văn, and in words that cannot be syllables.
    pub(super) fn mend_slips(&mut self) {
        let unmarked = |word: &String| word.chars().all(|letter| letter.is_ascii() || is_legacy_sign(letter));
        if self.words.len() < 2 || self.words.iter().all(unmarked) {
            return;
        }
        self.mend_surname();
        let count = self.words.len();
        for at in 1..count {
            let word = &self.words[at];
            let known = self.lexicon.names.is_known(word) && fold(word) != "thi" || is_marker(word);
            if known || is_initial(word) || is_minority(word, self.lexicon) {
                continue;
            }
            let last = at + 1 == count;
            if let Some(name) = self.certain_tone(word) {
                self.found(checks::NAME_PART, &name);
                self.words[at] = name;
                continue;
            }
            let odd = !self.lexicon.syllables.can_be(word);
            if let Some(name) = self.certain_shapes(word).filter(|_| odd) {
                self.found(checks::NAME_PART, &name);
                self.words[at] = name;
                continue;
            }
            if let Some(name) = self.without_double(word).filter(|_| odd) {
                self.found(checks::NAME_NOT_A_SYLLABLE, &name);
                self.words[at] = name;
                continue;
            }
            if !odd && (last || !may_be_marker(word, self.lexicon)) {
                continue;
            }
            let meant = likeliest(word, if last { Place::Given } else { Place::Middle }, self.lexicon);
            let Some(meant) = meant.filter(|meant| meant.certainty >= CERTAIN) else { continue };
            let name = meant.known.name.clone();
            let written = Spelling::of(word);
            let same_tone = written.tone == Tone::NGANG || written.tone == meant.known.spelling.tone;
            if !last && is_marker(&name) && (odd || same_tone) {
                self.found(checks::NAME_PART, &name);
                self.words[at] = name;
            }
        }
    }

    /// `Đứcc`, `Hưnng`: the one part in use that is left without a letter typed twice.
    fn without_double(&self, word: &str) -> Option<String> {
        let letters: Vec<char> = word.to_lowercase().chars().collect();
        let doubles = (1..letters.len()).filter(|&at| letters[at] == letters[at - 1]);
        let mut found: Vec<String> = doubles
            .map(|left_out| {
                letters.iter().enumerate().filter(|(at, _)| *at != left_out).map(|(_, letter)| letter).collect()
            })
            .filter(|name: &String| self.lexicon.names.is_known(name))
            .collect();
        found.dedup();
        if found.len() == 1 { found.pop().map(|name| capital(&name)) } else { None }
    }

    /// The one part in use that a word means which is none, with the tone that such a syllable cannot be
    /// without (`Tuyêt`: only Tuyết is a name).
    fn certain_tone(&self, word: &str) -> Option<String> {
        let tone_of = |tone| {
            let syllable = toneless(&word.to_lowercase())?;
            Some(capital(&self.lexicon.names.usual(place_tone(&syllable.letters, tone))))
        };
        let uses = |word: &String| self.lexicon.names.uses(&word.to_lowercase());
        let part = |word: &String| uses(word).middle + uses(word).given > 0.0;
        let doubted = self.issues.iter().any(|issue| issue.check == checks::TEXT_AMBIGUOUS);
        if doubted || !self.lexicon.syllables.lacks_tone(word) {
            return None;
        }
        let (sac, nang) = (tone_of(Tone::SAC).filter(part), tone_of(Tone::NANG).filter(part));
        if sac.is_some() { sac.filter(|_| nang.is_none()) } else { nang }
    }

    /// The one part in use that a word with some marks, which cannot be a syllable, is but for shapes that were
    /// left off: `Phuợng`, `Hưong`, `Hièn`.
    fn certain_shapes(&self, word: &str) -> Option<String> {
        let doubted = self.issues.iter().any(|issue| issue.check == checks::TEXT_AMBIGUOUS);
        if doubted || word.is_ascii() {
            return None;
        }
        let written = Spelling::of(&word.to_lowercase());
        let folded = fold(word);
        let mut found = self.lexicon.names.of_fold(&folded).filter(|known| {
            known.uses.middle + known.uses.given > 0.0
                && known.spelling.tone == written.tone
                && written.is_loss_of(&known.spelling)
        });
        found.next().filter(|_| found.next().is_none()).map(|known| known.name.clone())
    }

    fn mend_surname(&mut self) {
        let word = &self.words[0];
        if is_initial(word) || self.lexicon.names.is_surname(word) || is_minority(word, self.lexicon) {
            return;
        }
        // Nguyên is a given name; in front of two words more it is Nguyễn without its tone.
        // Where the last word is nothing but a surname, the name stands in another order.
        let other_use = self.lexicon.names.is_known(word);
        let last = self.words.last().map_or_else(Uses::default, |last| self.lexicon.names.uses(&last.to_lowercase()));
        if other_use && last.surname >= COMMON && last.middle + last.given == 0.0 {
            return;
        }
        let certain = |meant: &Meant<'_>| {
            let same_letters = meant.known.folded == fold(word) && meant.known.uses.surname >= COMMON;
            meant.certainty >= CERTAIN && (!other_use || same_letters && self.words.len() > 2)
        };
        if let Some(meant) = likeliest(word, Place::Surname, self.lexicon).filter(certain) {
            let name = meant.known.name.clone();
            let common = meant.known.uses.surname >= COMMON;
            let lacks_marks = common && Spelling::of(word).is_loss_of(&meant.known.spelling);
            // Trẩn, Nguyển, Đổ: nobody's surname, and the letters of one common surname with another mark. What
            // is a given name too (Nguyện) stands surely in a surname's place before Văn or Thị.
            let in_place = self.words.len() > 2 && (!other_use || is_marker(&self.words[1]));
            let other_mark = common && in_place && meant.known.folded == fold(word);
            let mended = lacks_marks || other_mark || !self.lexicon.syllables.can_be(word);
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
    matches!(&*word.to_lowercase(), "văn" | "thị")
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
    let letters = word.to_lowercase().replace('0', "o").replace('1', "l");
    let meant = lexicon.names.usual(lexicon.syllables.retone(&letters));
    lexicon.names.is_known(&meant).then_some(meant)
}

/// What residue of typing means. Among words with marks only a name in use is believed: whoever
/// wrote the others had a keyboard program, so `Gis` is a slip for Gia and not `Gí`.
fn typed(word: &str, others_marked: bool, lexicon: &Lexicon) -> Option<String> {
    let meant = residue(word, &lexicon.syllables)?;
    let lower = lexicon.names.usual(meant.to_lowercase());
    let real = lexicon.names.is_known(&lower);
    let as_written = lexicon.names.usual(lexicon.syllables.retone(&word.to_lowercase()));
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
    let lower = word.to_lowercase();
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
