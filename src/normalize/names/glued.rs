//! Words of a name that were written together in small letters or capitals (`trầnthịnga`), or twice.
//!
//! Cut only where the pieces, each a part in use at its place, are told by one cut alone; two words whose blank
//! stands a letter off (`Nguyễ nđức`) likewise. Never: a word that can be a syllable, one that is a name with one
//! slip, or a name without any mark, which could be a foreign one.

use super::known::Place;
use super::mend::{Mending, is_marker, is_minority};
use super::restore::is_one_slip_away;
use crate::model::Issue;
use crate::normalize::checks;
use crate::normalize::lexicon::Lexicon;
use crate::normalize::text::letters::Lower;
use crate::normalize::text::typing::capital;

/// Letters of the shortest word that is cut: `trầnthị`; what is shorter may be one word with a slip.
const SHORTEST: usize = 7;

/// The same where Thị or Văn begins or ends the word: `Thịnga`.
const SHORTEST_WITH_MARKER: usize = 5;

/// Letters of pieces.
const PIECE: std::ops::RangeInclusive<usize> = 2..=7;

impl Mending<'_> {
    /// Puts blanks where they were left out.
    pub(super) fn unglue(&mut self) {
        // `N G U Y Ễ N V Ă N A N`.
        if self.words.len() >= SHORTEST && self.words.iter().all(|word| word.chars().count() == 1) {
            self.words = vec![self.words.concat()];
        }
        let mut at = 0;
        while at < self.words.len() {
            let marked = self.words.iter().any(|word| !word.is_ascii());
            let pieces = pieces(&self.words[at], at == 0, marked, self.lexicon);
            let count = pieces.as_ref().map_or(1, Vec::len);
            if let Some(pieces) = pieces {
                let issue = Issue::new(checks::NAME_TYPING, self.raw).suggest(&pieces.join(" "));
                self.issues.push(issue);
                self.words.splice(at..=at, pieces);
            }
            at += count;
        }
    }

    /// `Nguyễ nđức`, `ThịD ậu`: puts a blank where it belongs, where one place alone gives two parts in use.
    pub(super) fn move_blanks(&mut self) {
        for at in 0..self.words.len().saturating_sub(1) {
            let (one, two) = (&self.words[at], &self.words[at + 1]);
            let odd = |word: &String| word.chars().count() > 2 && !self.lexicon.syllables.can_be(word);
            if !odd(one) && !odd(two) || is_minority(one, self.lexicon) || is_minority(two, self.lexicon) {
                continue;
            }
            let letters: Vec<char> = format!("{one}{two}").lower().chars().collect();
            let names = &self.lexicon.names;
            let usual =
                |letters: &[char]| names.usual(self.lexicon.syllables.retone(&letters.iter().collect::<String>()));
            let part = |word: &str| names.uses(word).middle + names.uses(word).given > 0.0;
            let cut = |cut: usize| {
                let (one, two) = (usual(&letters[..cut]), usual(&letters[cut..]));
                let first = if at == 0 { names.uses(&one).surname > 0.0 } else { part(&one) };
                (first && part(&two)).then(|| [capital(&one), capital(&two)])
            };
            let mut found = (2..letters.len().saturating_sub(1)).filter_map(cut);
            if let (Some(pieces), None) = (found.next(), found.next()) {
                self.found(checks::NAME_TYPING, &pieces.join(" "));
                self.words.splice(at..at + 2, pieces);
            }
        }
    }

    /// `Nguyễn Văn Văn Thắng`: nobody bears Văn or Thị twice in a row.
    pub(super) fn drop_doubled_marker(&mut self) {
        let doubled = |at: &usize| is_marker(&self.words[*at]) && self.words[*at] == self.words[at + 1];
        let found = (1..self.words.len().saturating_sub(2)).find(doubled);
        if let Some(at) = found {
            self.words.remove(at);
            let name = self.words.join(" ");
            self.found(checks::NAME_TYPING, &name);
        }
    }
}

/// The pieces of a word, where there is one way to cut it.
fn pieces(word: &str, first: bool, marked: bool, lexicon: &Lexicon) -> Option<Vec<String>> {
    let count = word.chars().count();
    let lower = word.lower();
    let marker = ["thị", "văn"].iter().any(|marker| lower.starts_with(marker) || lower.ends_with(marker));
    let least = if marker { SHORTEST_WITH_MARKER } else { SHORTEST - usize::from(marked) };
    if !marked || !(least..=4 * SHORTEST).contains(&count) || is_minority(word, lexicon) {
        return None;
    }
    let place = if first { Place::Surname } else { Place::Given };
    if count <= SHORTEST && !marker && is_one_slip_away(word, place, lexicon) {
        return None;
    }
    let letters: Vec<char> = lower.chars().collect();
    let mut cutting = Cutting { letters, lexicon, pieces: Vec::new(), found: Vec::new() };
    if lexicon.syllables.can_be(word) {
        return None;
    }
    cutting.cut(0, first);
    if cutting.found.len() == 1 { cutting.found.pop() } else { None }
}

struct Cutting<'a> {
    letters: Vec<char>,
    lexicon: &'a Lexicon,
    pieces: Vec<String>,
    found: Vec<Vec<String>>,
}

impl Cutting<'_> {
    /// Looks for cuts from a letter on; stops at the second way.
    fn cut(&mut self, from: usize, surname: bool) {
        if from == self.letters.len() {
            self.found.push(self.pieces.clone());
        }
        for length in PIECE {
            let Some(letters) = self.letters.get(from..from + length).filter(|_| self.found.len() < 2) else { return };
            let names = &self.lexicon.names;
            let piece = names.usual(self.lexicon.syllables.retone(&letters.iter().collect::<String>()));
            let uses = names.uses(&piece);
            if if surname { uses.surname > 0.0 } else { uses.middle + uses.given > 0.0 } {
                self.pieces.push(capital(&piece));
                self.cut(from + length, false);
                self.pieces.pop();
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::normalize::names::read_name;
    use crate::normalize::names::tests::check;
    use crate::normalize::tests::lexicon;

    #[test]
    fn words_written_together_letters_of_lists_and_digits() {
        check("trầnthịnga", "Trần Thị Nga", &[checks::NAME_TYPING]);
        check("Nguyễnvăn An", "Nguyễn Văn An", &[checks::NAME_TYPING]);
        check("Nguyễn Văn Văn Thắng", "Nguyễn Văn Thắng", &[checks::NAME_TYPING]);
        check("Phạm Thịnga", "Phạm Thị Nga", &[checks::NAME_TYPING]);
        check("N G U Y Ễ N V Ă N A N", "Nguyễn Văn An", &[checks::NAME_TYPING]);
        check("Nguyễ nđức Tâm", "Nguyễn Đức Tâm", &[checks::NAME_TYPING]);
        check("Lưu ThịD ậu", "Lưu Thị Dậu", &[checks::NAME_TYPING]);
        check("Văn Văn Thắng", "Văn Văn Thắng", &[]);
        check("Lê Văn 1ực", "Lê Văn Lực", &[checks::NAME_TYPING]);
        check("a) Ngô Thị Sen", "Ngô Thị Sen", &[]);
        check("A Páo", "A Páo", &[]);
        check("Nguyễn Văn Hùng A", "Nguyễn Văn Hùng", &[]);
        check("Nguyễn Văn A", "Nguyễn Văn A", &[]);
        check("Giàng A Páo", "Giàng A Páo", &[]);
        assert_eq!(read_name("Nguyễn Văn Hùng A", None, lexicon()).note.as_deref(), Some("A"));
    }
}
