//! The words of an address that tell a hamlet's kind, a larger unit's, or nothing, and where they stand.
//!
//! They are known by their marks: `Phương Độ`, `Phú Xá` and `Tô Hiệu` are names. Where somebody writes
//! without marks, a word counts where it begins a part between commas, or where that part has no marks and a
//! name stands on both its sides.

use std::collections::BTreeSet;

use unicode_normalization::UnicodeNormalization;

use crate::likeness::bare;

/// A word as it is written in small letters, and without its marks.
#[derive(Debug, Clone, Default)]
pub(super) struct Word {
    written: String,
    bare: String,
    /// Kind of hamlet that it begins, from 1.
    kind: u64,
}

impl Word {
    fn of(text: &str) -> Word {
        let written = text.nfc().collect::<String>().to_lowercase();
        Word { bare: bare(&written), written, kind: 0 }
    }
}

/// Words that begin a hamlet's name, words that begin a larger unit's, words that say nothing, and words
/// that end a hamlet's kind.
#[derive(Debug, Clone, Default)]
pub(super) struct PlaceWords {
    hamlets: Vec<Word>,
    /// Each may be of several words.
    units: Vec<Vec<Word>>,
    pub(super) fillers: Vec<Word>,
    pub(super) endings: Vec<Word>,
    /// All of them without their marks: most words of an address are none.
    bare: BTreeSet<String>,
}

impl PlaceWords {
    /// `kinds` are groups of the words of hamlets that name one kind.
    pub(super) fn new([hamlets, units, fillers, endings]: [&[String]; 4], kinds: &[Vec<String>]) -> PlaceWords {
        let words = |texts: &[String]| texts.iter().map(|text| Word::of(text)).collect::<Vec<_>>();
        let at = |text: &String| hamlets.iter().position(|own| own == text);
        let kind = |text: &String| {
            let first = kinds.iter().find(|group| group.contains(text)).and_then(|group| at(&group[0]));
            (first.or(at(text)).map_or(0, |at| at as u64 + 1)) & super::place::KIND
        };
        let hamlets_of_kind = hamlets.iter().map(|text| Word { kind: kind(text), ..Word::of(text) });
        let units: Vec<Vec<Word>> = units.iter().map(|text| text.split(' ').map(Word::of).collect()).collect();
        let (hamlets, fillers, endings) = (hamlets_of_kind.collect::<Vec<_>>(), words(fillers), words(endings));
        let all = units.iter().flatten().chain(&hamlets).chain(&fillers).chain(&endings);
        PlaceWords { bare: all.map(|word| word.bare.clone()).collect(), hamlets, units, fillers, endings }
    }
}

pub(super) struct Token<'a> {
    text: &'a str,
    pub(super) bare: String,
    /// It may be one of the words, by its letters without marks.
    known: bool,
}

impl Token<'_> {
    pub(super) fn of<'t>(text: &'t str, words: &PlaceWords) -> Token<'t> {
        let bare = if text.is_ascii() { text.to_ascii_lowercase() } else { bare(text).to_lowercase() };
        Token { text, known: words.bare.contains(&bare), bare }
    }

    pub(super) fn is_number(&self) -> bool {
        self.bare.starts_with(|c: char| c.is_ascii_digit())
    }

    /// Whether it is a word in full, with its marks.
    fn is_written(&self, word: &Word) -> bool {
        self.bare == word.bare && self.text.chars().flat_map(char::to_lowercase).eq(word.written.chars())
    }

    /// Whether it is a word, its marks left out.
    fn is_unmarked(&self, word: &Word) -> bool {
        self.text.is_ascii() && self.bare == word.bare
    }
}

/// What stands between two commas.
pub(super) struct Segment<'a> {
    pub(super) tokens: &'a [Token<'a>],
    /// It has letters with marks.
    pub(super) marked: bool,
    pub(super) words: &'a PlaceWords,
}

impl Segment<'_> {
    /// Whether the token at a place is a word. Without its marks it is one at the head, or where the writer
    /// leaves marks out and it stands `between` names.
    fn is(&self, at: usize, word: &Word, between: bool) -> bool {
        let token = &self.tokens[at];
        token.is_written(word) || (at == 0 || (!self.marked && between)) && token.is_unmarked(word)
    }

    /// How many words of a larger unit's kind stand at a place.
    fn unit(&self, at: usize) -> Option<usize> {
        if !self.tokens[at].known {
            return None;
        }
        let all = |unit: &&Vec<Word>| {
            let is = |(own, word): (usize, &Word)| at + own < self.tokens.len() && self.is(at + own, word, true);
            unit.iter().enumerate().all(is)
        };
        self.words.units.iter().filter(all).map(Vec::len).max()
    }

    /// Whether a larger unit begins at a place. `named`: a name stands before it, which a name behind it
    /// does not belong to; of two units in a row (`Phú Xá xã …`) the first is the end of that name.
    pub(super) fn begins_unit(&self, at: usize, named: bool) -> bool {
        let Some(words) = self.unit(at) else { return false };
        let next = at + words;
        let is_name = |at: usize| !self.tokens[at].is_number();
        let again = || next + 1 < self.tokens.len() && self.unit(next).is_some() && is_name(at - 1);
        at == 0 || named && next < self.tokens.len() && !again()
    }

    /// The kind of hamlet that the token at a place begins the name of.
    pub(super) fn hamlet(&self, at: usize, between: bool) -> Option<u64> {
        let named = self.tokens[at].known && (at == 0 || at + 1 < self.tokens.len());
        self.words.hamlets.iter().find(|word| named && self.is(at, word, between)).map(|word| word.kind)
    }

    pub(super) fn is_one(&self, at: usize, of: &[Word]) -> bool {
        self.tokens[at].known && of.iter().any(|word| self.is(at, word, true))
    }
}
