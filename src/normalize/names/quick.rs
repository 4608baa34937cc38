//! Names of nothing but usual words, read by table: most cells.
//!
//! Every written form of every part in use (capitals, small letters, both tone conventions, `i` and
//! `y`, without marks) stands in one table with its canonical form and key. A name whose words all
//! stand there, in places where no other rule could apply, needs one look-up a word. The table is of
//! words, never of whole names. Promises: the same reading as the long way (a property test). Never:
//! a name with a title, a note, an abbreviation, a slip or another order.

use hashbrown::HashMap;

use super::front::Fronts;
use super::key::name_key;
use super::known::{KnownName, KnownNames};
use crate::normalize::config::NameWords;
use crate::normalize::text::letters::{Tone, fold, join, split};
use crate::normalize::text::typing::capital;
use crate::normalize::text::{Syllables, is_clean_word};

/// A written word.
#[derive(Debug, Clone)]
struct Word {
    name: Box<str>,
    key: Box<str>,
    /// A surname that opens no title.
    surname: bool,
    /// Whether a name with nothing but plain letters is as it should be after this surname.
    plain_surname: bool,
    /// A middle or given name.
    part: bool,
    /// A part of a name without marks.
    bare_part: bool,
    /// A surname without its marks, and no other part in use.
    bare_surname: bool,
    /// May end a name.
    last: bool,
    /// With the word behind it, it may begin a note: Tâm, of `tâm thần`.
    opens_note: bool,
    /// In front of a longer name it may begin a title of several words: Đồng, of `đồng chí`.
    opens_front: bool,
    /// The written word needs no cleaning, so that words like it alone are clean text.
    clean: bool,
}

/// What the table says of a name.
pub(super) struct Known {
    pub(super) name: String,
    pub(super) key: String,
    /// All its marks are missing.
    pub(super) bare: bool,
    /// The text needs no cleaning, unless its column says otherwise.
    pub(super) clean: bool,
}

/// The table of written words.
#[derive(Debug, Default)]
pub struct Quick {
    words: HashMap<Box<str>, Word>,
    /// Letters of the longest part in use without marks.
    longest_plain: usize,
}

/// Longest name that is read by table.
const LONGEST: usize = 6;

impl Quick {
    /// Of all parts in use.
    #[must_use]
    pub fn new(names: &KnownNames, words: &NameWords, fronts: &Fronts, syllables: &Syllables) -> Quick {
        let mut quick = Quick::default();
        let fits = |known: &&KnownName| known.spelling.letters().len() > 1 && syllables.can_be(&known.name);
        for known in names.all().iter().filter(fits) {
            let lower = known.name.to_lowercase();
            if words.note_starts.contains(&lower) {
                continue;
            }
            if known.name.is_ascii() {
                quick.longest_plain = quick.longest_plain.max(known.name.len());
            }
            let word = word_of(known, names, words, fronts);
            for written in forms(&lower, names, syllables) {
                quick.add(&written, &word, syllables);
            }
        }
        for known in names.all().iter().filter(fits) {
            let bare = known.folded.as_str();
            if !opens(bare, &words.note_starts) && names.uses(bare).any() == quick.words.contains_key(bare) {
                let word = bare_word(bare, names, words, fronts);
                quick.add(bare, &word, syllables);
            }
        }
        quick
    }

    /// A word in small letters, with a capital and in capitals.
    fn add(&mut self, lower: &str, word: &Word, syllables: &Syllables) {
        for written in [lower.to_owned(), capital(lower), lower.to_uppercase()] {
            let clean = is_clean_word(&written, syllables);
            self.words.entry(written.into()).or_insert_with(|| Word { clean, ..word.clone() });
        }
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
        if count < 2 {
            return None;
        }
        let all = || found[..count].iter().copied().flatten();
        // Two of Thị and Văn: two persons.
        if count > 5 && all().filter(|word| !word.last).count() > 1 {
            return None;
        }
        let mut later = all().skip(1);
        let first = found[0]?;
        if count > 3 && first.opens_front {
            return None;
        }
        let natural = first.surname && (!plain || first.plain_surname) && later.clone().all(|word| word.part);
        let unmarked = |word: &Word| !word.part && !word.surname;
        let lacking = first.bare_surname || first.surname && (!first.plain_surname || later.clone().any(unmarked));
        let bare = !natural && plain && lacking && later.all(|word| word.bare_part);
        if !(natural || bare) || !found[count - 1]?.last || bare && self.may_be_broken(&found[..count]) {
            return None;
        }
        if found[1..count - 1].iter().flatten().any(|word| word.opens_note) {
            return None;
        }
        // Văn Văn: typed twice.
        if found[1..count].windows(2).any(|two| matches!(two, [Some(one), Some(next)] if !one.last && !next.last)) {
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
        Some(Known { name, key, bare, clean: all().all(|word| word.clean) })
    }

    /// Two short words may be one that was broken by a blank.
    fn may_be_broken(&self, words: &[Option<&Word>]) -> bool {
        let length = |word: Option<&Word>| word.map_or(0, |word| word.name.len());
        let unknown = |word: Option<&Word>| word.is_some_and(|word| !word.part && !word.surname);
        words.windows(2).any(|two| {
            (unknown(two[0]) || two[0].is_some_and(|word| word.name.len() < 3))
                && unknown(two[1])
                && length(two[0]) + length(two[1]) <= self.longest_plain
        })
    }
}

/// Whether a word begins one of the phrases.
fn opens(lower: &str, phrases: &[String]) -> bool {
    phrases.iter().any(|phrase| phrase.split([' ', '/']).next() == Some(lower))
}

fn word_of(known: &KnownName, names: &KnownNames, words: &NameWords, fronts: &Fronts) -> Word {
    let lower = known.name.to_lowercase();
    let opener = opens(&lower, &words.titles) || opens(&lower, &words.weak_titles);
    let marker = matches!(known.folded.as_str(), "thi" | "van");
    Word {
        key: name_key(&known.name).into(),
        surname: known.uses.surname > 0.0 && !opener,
        plain_surname: names.surname_without_accents(&known.name).is_some_and(str::is_ascii),
        part: known.uses.any() && (known.folded != "thi" || lower == "thị"),
        bare_part: known.name.is_ascii(),
        bare_surname: false,
        last: !marker,
        opens_note: opens(&lower, &words.note_starts),
        opens_front: fronts.opens(&lower) || known.name.is_ascii() && fronts.opens_bare(&lower),
        clean: false,
        name: known.name.as_str().into(),
    }
}

fn bare_word(bare: &str, names: &KnownNames, words: &NameWords, fronts: &Fronts) -> Word {
    let opener = opens(bare, &words.titles) || opens(bare, &words.weak_titles);
    let marked = names.surname_without_accents(bare).is_some_and(|surname| !surname.is_ascii());
    Word {
        name: capital(bare).into(),
        key: bare.into(),
        surname: false,
        plain_surname: false,
        part: false,
        bare_part: true,
        bare_surname: marked && !opener,
        last: !matches!(bare, "thi" | "van"),
        opens_note: false,
        opens_front: fronts.opens_bare(bare),
        clean: false,
    }
}

/// A small word in every writing that means it: both tone conventions, `i` for `y`.
fn forms(lower: &str, names: &KnownNames, syllables: &Syllables) -> Vec<String> {
    let mut forms = vec![lower.to_owned()];
    let letters: Vec<char> = lower.chars().collect();
    if let [start @ .., one, two] = &letters[..]
        && let (Some((first, tone)), Some((second, Tone::NGANG))) = (split(*one), split(*two))
        && tone != Tone::NGANG
        && matches!((first, second), ('o', 'a' | 'e') | ('u', 'y'))
    {
        let start: String = start.iter().collect();
        forms.push(format!("{start}{first}{}", join(second, tone)));
    }
    if let Some((y, tone)) = letters.last().and_then(|letter| split(*letter))
        && y == 'y'
    {
        let start: String = letters[..letters.len() - 1].iter().collect();
        forms.push(format!("{start}{}", join('i', tone)));
    }
    // Behind a surname it may be Thị: the long way tells.
    forms.retain(|form| form != "tị");
    forms.retain(|form| syllables.can_be(form) && names.usual(syllables.retone(form)) == lower);
    debug_assert!(forms.iter().all(|form| fold(form).len() == fold(lower).len()), "one letter for one");
    forms
}
