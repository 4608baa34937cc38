//! One written word of names, and what may come of it in front of and behind others.

use super::super::front::Fronts;
use super::super::key::name_key;
use super::super::known::{KnownName, KnownNames};
use super::super::lists::NameLists;
use crate::normalize::config::NameWords;
use crate::normalize::text::Syllables;
use crate::normalize::text::letters::{Lower, Tone, fold, join, split};
use crate::normalize::text::typing::capital;

/// A written word.
#[derive(Debug, Clone)]
pub(in crate::normalize::names) struct Word {
    pub(super) name: Box<str>,
    pub(super) key: Box<str>,
    /// The word in small letters without marks.
    pub(super) folded: Box<str>,
    /// A surname that opens no sure title.
    pub(super) surname: bool,
    /// It opens a title.
    pub(super) title: bool,
    /// A surname, or one without its marks.
    pub(super) may_be_surname: bool,
    /// Whether a name with nothing but plain letters is as it should be after this surname.
    pub(super) plain_surname: bool,
    /// A middle or given name.
    pub(super) part: bool,
    /// A part of a name without marks.
    pub(super) bare_part: bool,
    /// A surname without its marks, and no other part in use.
    pub(super) bare_surname: bool,
    /// May begin and end a name: neither Văn nor Thị.
    pub(super) last: bool,
    /// Begins a note where one of these stands behind it, folded: `than` behind Tâm.
    pub(super) note_seconds: Box<[Box<str>]>,
    /// Begins a title or label in front of a name where one of these stands behind it, folded: `chi` behind Đồng.
    pub(super) front_seconds: Box<[Box<str>]>,
    /// It may be a whole title or label.
    pub(super) front_alone: bool,
    /// Begins what stands where a name should and is none: Tống, of `tổng cộng`.
    pub(super) opens_filler: bool,
    /// Begins a note before a number: Sinh.
    pub(super) before_number: bool,
    /// Written in small letters.
    pub(super) small: bool,
    /// The written word needs no cleaning, so that words like it alone are clean text.
    pub(super) clean: bool,
}

impl Word {
    /// Whether it may be a title or label, or begin one, before the next word of a name of some words.
    pub(super) fn is_title_before(&self, next: &Word, count: usize) -> bool {
        self.title && count > 2 && next.may_be_surname
            || self.front_alone && (next.may_be_surname || next.title || next.opens_front())
            || self.front_seconds.contains(&next.folded)
    }

    /// Whether it may be, or begin, a title or label in front of a name.
    pub(in crate::normalize::names) fn opens_front(&self) -> bool {
        self.front_alone || !self.front_seconds.is_empty()
    }
}

/// What the words of the table are made of.
pub(super) struct Sources<'a> {
    pub(super) names: &'a KnownNames,
    pub(super) words: &'a NameWords,
    pub(super) lists: &'a NameLists,
    pub(super) fronts: &'a Fronts,
}

impl Sources<'_> {
    pub(super) fn word_of(&self, known: &KnownName) -> Word {
        let lower = known.name.lower();
        let marker = matches!(known.folded.as_str(), "thi" | "van");
        let sure = self.lists.titles.from(&lower).next().is_some();
        Word {
            key: name_key(&known.name).into(),
            surname: known.uses.surname > 0.0 && !sure,
            plain_surname: self.names.surname_without_accents(&known.name).is_some_and(str::is_ascii),
            part: known.uses.any() && (known.folded != "thi" || lower == "thị"),
            bare_part: known.name.is_ascii(),
            name: known.name.as_str().into(),
            last: !marker,
            ..self.any(&lower)
        }
    }

    pub(super) fn bare_word(&self, bare: &str) -> Word {
        let sure = self.lists.titles.from(bare).next().is_some();
        let marked = self.names.surname_without_accents(bare).is_some_and(|surname| !surname.is_ascii());
        Word {
            name: capital(bare).into(),
            key: bare.into(),
            bare_part: true,
            bare_surname: marked && !sure,
            last: !matches!(bare, "thi" | "van"),
            ..self.any(bare)
        }
    }

    /// The words, folded, that make more of a title in small letters: a longer one, a label, a relation.
    pub(super) fn seconds_behind_title(&self, title: &str) -> Box<[Box<str>]> {
        let (titles, relations) = (self.lists.titles.seconds(title), self.lists.relations.seconds(title));
        titles.chain(relations).chain(self.fronts.seconds(title)).map(String::into_boxed_str).collect()
    }

    /// What holds for any word in small letters.
    fn any(&self, lower: &str) -> Word {
        let seconds = |found: &mut dyn Iterator<Item = String>| found.map(String::into_boxed_str).collect();
        let uses = |word: &str| self.names.uses(word).surname > 0.0;
        let bare = || self.names.surname_without_accents(lower).is_some();
        let folded = fold(lower);
        let opens = |filler: &String| filler.split_once(' ').is_some_and(|(first, _)| first == folded);
        Word {
            opens_filler: self.words.fillers.iter().any(opens),
            folded: folded.into(),
            title: self.lists.titles.from(lower).next().is_some()
                || self.lists.weak_titles.from(lower).next().is_some(),
            may_be_surname: uses(lower) || lower.is_ascii() && bare(),
            note_seconds: seconds(&mut self.lists.note_starts.seconds(lower)),
            front_seconds: seconds(&mut self.fronts.seconds(lower)),
            front_alone: self.fronts.is_alone(lower),
            before_number: self.words.note_starts_before_number.iter().any(|start| start == lower),
            name: "".into(),
            key: "".into(),
            surname: false,
            plain_surname: false,
            part: false,
            bare_part: false,
            bare_surname: false,
            last: true,
            small: false,
            clean: false,
        }
    }
}

/// A small word in every writing that means it: both tone conventions, `i` for `y`.
pub(super) fn forms(lower: &str, names: &KnownNames, syllables: &Syllables) -> Vec<String> {
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
