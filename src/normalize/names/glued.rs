//! Words of a name that were written together in small letters or capitals (`trầnthịnga`), or twice.
//!
//! Cut only where the pieces, each a part in use at its place, are told by one cut alone. Never: a word that
//! can be a syllable, or one without any mark, which could be a foreign name.

use super::mend::{Mending, is_marker, is_minority};
use crate::model::Issue;
use crate::normalize::checks;
use crate::normalize::lexicon::Lexicon;
use crate::normalize::text::typing::capital;

/// Letters of the shortest word that is cut: `trầnthị`; what is shorter may be one word with a slip.
const SHORTEST: usize = 7;

/// Letters of pieces.
const PIECE: std::ops::RangeInclusive<usize> = 2..=7;

impl Mending<'_> {
    /// Puts blanks where they were left out.
    pub(super) fn unglue(&mut self) {
        let mut at = 0;
        while at < self.words.len() {
            let pieces = pieces(&self.words[at], at == 0, self.lexicon);
            let count = pieces.as_ref().map_or(1, Vec::len);
            if let Some(pieces) = pieces {
                let issue = Issue::new(checks::NAME_TYPING, self.raw).suggest(&pieces.join(" "));
                self.issues.push(issue);
                self.words.splice(at..=at, pieces);
            }
            at += count;
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
fn pieces(word: &str, first: bool, lexicon: &Lexicon) -> Option<Vec<String>> {
    let count = word.chars().count();
    if word.is_ascii() || !(SHORTEST..=4 * SHORTEST).contains(&count) || is_minority(word, lexicon) {
        return None;
    }
    let letters: Vec<char> = word.to_lowercase().chars().collect();
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
