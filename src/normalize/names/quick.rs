//! Names of nothing but usual words, read by table: most cells.
//!
//! Every written form of every part in use (capitals, small letters, both tone conventions, `i` and
//! `y`, without marks) stands in one table with its canonical form and key. A name whose words all
//! stand there, in places where no other rule could apply, needs one look-up a word. The table is of
//! words, never of whole names. Promises: the same reading as the long way (a property test). Never:
//! a name with a title, a note, an abbreviation, a slip or another order.

mod word;

use hashbrown::{HashMap, HashSet};

use super::front::Fronts;
use super::known::{KnownName, KnownNames};
use super::lists::NameLists;
use crate::normalize::config::NameWords;
use crate::normalize::text::letters::{Lower, is_letter};
use crate::normalize::text::typing::capital;
use crate::normalize::text::{Syllables, is_clean_word};
pub(super) use word::Word;
use word::{Sources, forms};

/// What the table says of a name.
pub(super) struct Known {
    pub(super) name: String,
    pub(super) key: String,
    /// All its marks are missing.
    pub(super) bare: bool,
    /// A word is written in small letters.
    pub(super) small: bool,
    /// The last word begins a note before a number.
    pub(super) before_number: bool,
    /// The text needs no cleaning, unless its column says otherwise.
    pub(super) clean: bool,
}

/// The table of written words.
#[derive(Debug, Default)]
pub struct Quick {
    words: HashMap<Box<str>, Word>,
    /// Parts in use that have no marks, in small letters.
    plain: HashSet<Box<str>>,
    /// Letters of the longest of them.
    longest_plain: usize,
    /// Sure titles of one word, as written, with the words that make more of them, folded.
    titles: HashMap<Box<str>, Box<[Box<str>]>>,
    /// What stands where a name should and is none, folded.
    fillers: HashSet<Box<str>>,
}

/// Longest name that is read by table.
const LONGEST: usize = 6;

impl Quick {
    /// Of all parts in use.
    #[must_use]
    pub fn new(
        names: &KnownNames,
        words: &NameWords,
        lists: &NameLists,
        fronts: &Fronts,
        syllables: &Syllables,
    ) -> Quick {
        let fillers = words.fillers.iter().map(|filler| filler.as_str().into()).collect();
        let mut quick = Quick { fillers, ..Quick::default() };
        let sources = Sources { names, words, lists, fronts };
        let fits = |known: &&KnownName| known.spelling.letters().len() > 1 && syllables.can_be(&known.name);
        for known in names.all() {
            if known.name.is_ascii() {
                quick.longest_plain = quick.longest_plain.max(known.name.len());
                quick.plain.insert(known.folded.as_str().into());
            }
        }
        quick.add_titles(&sources);
        for known in names.all().iter().filter(fits) {
            let lower = known.name.lower();
            if lists.note_starts.has(&lower) {
                continue;
            }
            let word = sources.word_of(known);
            for written in forms(&lower, names, syllables) {
                quick.add(&written, &word, syllables);
            }
        }
        for known in names.all().iter().filter(fits) {
            let bare = known.folded.as_str();
            let opens_note = lists.note_starts.from(bare).next().is_some();
            if !opens_note && names.uses(bare).any() == quick.words.contains_key(bare) {
                quick.add(bare, &sources.bare_word(bare), syllables);
            }
        }
        quick
    }

    /// A word in small letters, with a capital and in capitals.
    fn add(&mut self, lower: &str, word: &Word, syllables: &Syllables) {
        for written in [lower.to_owned(), capital(lower), lower.to_uppercase()] {
            let (clean, small) = (is_clean_word(&written, syllables), written == lower);
            self.words.entry(written.into()).or_insert_with(|| Word { clean, small, ..word.clone() });
        }
    }

    fn add_titles(&mut self, sources: &Sources<'_>) {
        let alone = sources.words.titles.iter().filter(|title| title.chars().all(is_letter));
        for title in alone {
            let seconds = sources.seconds_behind_title(title);
            for written in [title.clone(), capital(title), title.to_uppercase()] {
                self.titles.insert(written.into(), seconds.clone());
            }
        }
    }

    /// Whether a written word is a sure title of one word: Ông, Bà, Cụ.
    pub(super) fn is_title(&self, written: &str) -> bool {
        self.titles.contains_key(written)
    }

    /// Whether a title and the word behind it may begin a longer title, a label or a relation.
    pub(super) fn is_with_title(&self, title: &str, next: &Word) -> bool {
        self.titles.get(title).is_some_and(|seconds| seconds.contains(&next.folded))
    }

    /// A written word of the table.
    pub(super) fn word(&self, written: &str) -> Option<&Word> {
        self.words.get(written)
    }

    /// The name of words between single blanks; `None` where the table does not decide.
    pub(super) fn read<'a>(&self, written: impl Iterator<Item = &'a str>) -> Option<Known> {
        let mut found: [Option<&Word>; LONGEST] = [None; LONGEST];
        let mut count = 0;
        let mut plain = true;
        for one in written {
            *found.get_mut(count)? = Some(self.words.get(one)?);
            plain &= one.is_ascii();
            count += 1;
        }
        let found = &found[..count];
        let ([Some(first), Some(second), ..], Some(Some(last))) = (found, found.last()) else { return None };
        let all = || found.iter().copied().flatten();
        let mut later = all().skip(1);
        let natural = first.surname && (!plain || first.plain_surname) && later.clone().all(|word| word.part);
        let unmarked = |word: &Word| !word.part && !word.surname;
        let lacking = first.bare_surname || first.surname && (!first.plain_surname || later.clone().any(unmarked));
        let bare = !natural && plain && lacking && later.all(|word| word.bare_part);
        if !(natural || bare) || !first.last || !last.last || bare && self.may_be_broken(found) {
            return None;
        }
        if first.is_title_before(second, count) || is_with_note(found) || is_of_two(found) {
            return None;
        }
        if first.opens_filler && self.fillers.contains(&*all().map(|word| &*word.folded).collect::<Vec<_>>().join(" "))
        {
            return None;
        }
        let length: usize = all().map(|word| word.name.len() + 1).sum();
        let (mut name, mut key) = (String::with_capacity(length), String::with_capacity(length + 4));
        for (at, word) in all().enumerate() {
            if at > 0 {
                name.push(' ');
                key.push(' ');
            }
            name.push_str(&word.name);
            key.push_str(&word.key);
        }
        Some(Known {
            name,
            key,
            bare,
            small: all().any(|word| word.small),
            before_number: last.before_number,
            clean: all().all(|word| word.clean),
        })
    }

    /// Two words may be one that was broken by a blank.
    fn may_be_broken(&self, words: &[Option<&Word>]) -> bool {
        words.windows(2).any(|two| {
            let [Some(one), Some(two)] = two else { return false };
            let length = one.folded.len() + two.folded.len();
            if two.part || two.surname || length > self.longest_plain {
                return false;
            }
            let mut joined = String::with_capacity(length);
            joined.push_str(&one.folded);
            joined.push_str(&two.folded);
            self.plain.contains(joined.as_str())
        })
    }
}

/// Whether a word may begin a note: with the word behind it, or by its small letter behind capitals.
fn is_with_note(found: &[Option<&Word>]) -> bool {
    let mixed = found.len() > 2 && !found[0].is_some_and(|first| first.small);
    found.windows(2).skip(1).any(|two| {
        let [Some(one), Some(next)] = two else { return false };
        one.note_seconds.contains(&next.folded)
    }) || mixed && found.iter().flatten().any(|word| word.small)
}

/// Whether Thị and Văn stand so that they name two persons, or were typed twice.
fn is_of_two(found: &[Option<&Word>]) -> bool {
    let marker = |word: &Option<&Word>| word.is_some_and(|word| !word.last);
    found.len() > 5 && found.iter().filter(|word| marker(word)).count() > 1
        || found.windows(2).skip(1).any(|two| two.iter().all(marker))
}
