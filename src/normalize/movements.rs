//! Movements: what a text of a báo tăng/giảm reports about the row's own person.
//!
//! Words and the way they are read stand in `words/movements.toml`: a phrase counts where a clause
//! begins with it. Never: acting on a guess, that is on a word behind `không` or `chưa`, on one about
//! somebody else (`chồng chết`), on a loss that is no death (`mất giấy tờ`, `mắt`).

use serde::Deserialize;

use super::config::{code, codes};
use super::elders::Honorifics;
use super::ends::{Ends, ends_another, is_over};
use super::text::letters::{folded, split};
use crate::model::{Benefit, Movement};

/// A phrase of the word list as its lower-case words.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(from = "String")]
pub struct Phrase(pub(super) Vec<String>);

impl From<String> for Phrase {
    fn from(text: String) -> Phrase {
        Phrase(text.to_lowercase().split_whitespace().map(str::to_owned).collect())
    }
}

/// One rule of `words/movements.toml`.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct MovementRule {
    /// What is reported.
    #[serde(deserialize_with = "code")]
    pub movement: Movement,
    /// At least one of these phrases.
    pub any: Vec<Phrase>,
    /// Or one of these, if nothing but a word of `tail` or a number follows.
    #[serde(default)]
    pub weak: Vec<Phrase>,
    /// Or one of these, if it is the whole text.
    #[serde(default)]
    pub whole: Vec<Phrase>,
    /// None of these words behind it.
    #[serde(default)]
    pub not_before: Vec<String>,
}

/// `words/movements.toml`; lower case, with marks.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct MovementWords {
    /// Where the lists are from.
    #[serde(rename = "origin")]
    pub _origin: String,
    /// Words that may stand before a phrase.
    pub lead: Vec<String>,
    /// Words that may stand behind a weak phrase.
    pub tail: Vec<String>,
    /// Words that, alone, are read with their marks only.
    pub marked: Vec<String>,
    /// Other people.
    pub others: Vec<Phrase>,
    /// Things that are lost or run out: a weak phrase behind one is about it.
    pub things: Vec<Phrase>,
    /// What the place of a move to somewhere stands behind.
    pub to: Vec<String>,
    /// What the place of a move from somewhere stands behind.
    pub from: Vec<String>,
    /// Words, in small letters, with which the place of a move ends.
    pub place_ends: Vec<String>,
    /// What takes a statement back wherever it stands.
    pub void: Vec<Phrase>,
    /// What says that somebody is paid as before, as the whole of a clause.
    pub staying: Vec<Phrase>,
    /// Words that may stand behind such a phrase, beside those of `tail`.
    pub staying_tail: Vec<String>,
    /// States that say of an end only that it may come: `hết hạn`.
    pub open_states: Vec<Phrase>,
    /// Words for an elder, who is the row's own person where they stand alone.
    pub honorifics: Honorifics,
    /// What says of an end that it is none of this benefit.
    pub ends: Ends,
    /// Benefits that rest on a death in the family.
    #[serde(deserialize_with = "codes")]
    pub bereaved: Vec<Benefit>,
    /// Rules; of two phrases of one length the earlier rule's decides.
    pub rules: Vec<MovementRule>,
}

/// What a text says of the row's own person.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Said {
    /// A statement.
    Clearly(Movement),
    /// It speaks of such an event, but not as a statement about a person: `chưa chết`, `chết?`. Of which,
    /// where the words mean nothing else: `mất giấy tờ` is no death.
    Unclearly(Option<Movement>),
    /// It names another person with it, or before it: `vợ mất`, `mất mẹ`.
    OfOthers,
    /// It speaks of something else.
    Nothing,
}

impl Said {
    /// The movement of a statement.
    #[must_use]
    pub fn clear(self) -> Option<Movement> {
        match self {
            Said::Clearly(movement) => Some(movement),
            Said::Unclearly(_) | Said::OfOthers | Said::Nothing => None,
        }
    }
}

/// What a text reports.
#[must_use]
pub fn read_movement(text: &str, words: &MovementWords) -> Said {
    let clauses = clauses(text);
    let whole = clauses.concat();
    let is_whole = |phrase: &Phrase| whole.len() == phrase.0.len() && begins(&whole, phrase, words);
    if let Some(rule) = words.rules.iter().find(|rule| rule.whole.iter().any(is_whole)) {
        return Said::Clearly(rule.movement);
    }
    let void = text.contains('?') || any_in(&clauses, &words.void, words);
    let (mut said, mut of_others, mut of_things) = (Vec::new(), false, false);
    for clause in &clauses {
        if !void && !of_others {
            stated(clause, words, !of_things, &mut said);
        }
        of_others |= any_in(std::slice::from_ref(clause), &words.others, words);
        of_things |= any_in(std::slice::from_ref(clause), &words.things, words);
    }
    let first = |weak: bool| {
        let phrases = |rule: &MovementRule| any_in(&clauses, if weak { &rule.weak } else { &rule.any }, words);
        words.rules.iter().find(|rule| phrases(rule)).map(|rule| rule.movement)
    };
    let strong = first(false);
    let spoken = strong.or_else(|| first(true));
    match agreed(&said) {
        Some(movement) if is_over(movement, text, &clauses, words) => Said::Unclearly(Some(movement)),
        Some(movement) => Said::Clearly(movement),
        None if of_others && spoken.is_some() => Said::OfOthers,
        None if void || spoken.is_some() => Said::Unclearly(strong),
        None => Said::Nothing,
    }
}

/// Whether a text has a word for another person.
pub(super) fn names_somebody(text: &str, words: &MovementWords) -> bool {
    any_in(&clauses(text), &words.others, words)
}

/// What a sheet's title says of all its rows: `DANH SÁCH TĂNG`, `GIẢM`. Nothing where it names both.
#[must_use]
pub fn read_title(title: &str) -> Option<Movement> {
    let words: Vec<String> = clauses(title).concat();
    let has = |wanted: &str| words.iter().any(|word| fits(word, wanted));
    let funeral = words.windows(2).any(|pair| fits(&pair[0], "mai") && fits(&pair[1], "táng"));
    match (has("tăng") && !funeral, has("giảm")) {
        (true, false) => Some(Movement::New),
        (false, true) => Some(Movement::Ended),
        _ => None,
    }
}

/// The statements at the head of a clause, by weak phrases too where `weak` is set.
fn stated(clause: &[String], words: &MovementWords, weak: bool, said: &mut Vec<Movement>) {
    let mut rest = clause;
    while let Some(word) = rest.first() {
        let found = words.rules.iter().filter_map(|rule| Some((longest(rest, rule, weak, words)?, rule.movement)));
        // Of two phrases of one length the earlier rule decides.
        let longest = found.reduce(|best, next| if next.0 > best.0 { next } else { best });
        rest = match longest {
            Some((length, movement)) => {
                said.push(movement);
                &rest[length..]
            }
            None if is_number(word) || words.lead.iter().any(|lead| fits(word, lead)) => &rest[1..],
            None => return,
        };
    }
}

/// Number of words of the longest phrase of a rule at the head of a text, if what follows allows it; of its weak
/// phrases too where `weak` is set.
fn longest(text: &[String], rule: &MovementRule, weak: bool, words: &MovementWords) -> Option<usize> {
    let allowed = |&length: &usize| {
        let behind = text[length..].first();
        let names = |rest: &[String], list: &[Phrase]| list.iter().any(|phrase| begins(rest, phrase, words));
        let object = match rule.movement {
            Movement::Dead => names(&text[length..], &words.others),
            Movement::Ended => ends_another(&text[..length], &text[length..], words),
            _ => false,
        };
        !object && behind.is_none_or(|word| !rule.not_before.iter().any(|no| fits(word, no)))
    };
    let is_tail = |word: &String| words.tail.iter().any(|tail| fits(word, tail));
    let free = |&length: &usize| match text.get(length) {
        None => true,
        // `mất 5/10/2026` is a death; `mất 1 chân`, `mất 81%`, `mất 1/2 bàn tay` are none.
        Some(number) if is_number(number) => {
            let ends = text.get(length + 1).is_none_or(|word| is_number(word) || is_tail(word));
            rule.movement != Movement::Dead || is_day(number) && ends
        }
        Some(word) => is_tail(word),
    };
    let length = |phrase: &Phrase| begins(text, phrase, words).then_some(phrase.0.len());
    let strong = rule.any.iter().filter_map(length);
    let weak = rule.weak.iter().filter(|_| weak).filter_map(length).filter(free);
    strong.chain(weak).filter(allowed).max()
}

/// The one movement of several statements: an end gives way to its reason, an increase to its kind.
fn agreed(said: &[Movement]) -> Option<Movement> {
    let has = |movement| said.contains(&movement);
    let weaker = |movement: Movement| match movement {
        Movement::Ended => has(Movement::Dead) || has(Movement::MovedOut) || has(Movement::Changed),
        Movement::New => has(Movement::MovedIn) || has(Movement::Changed),
        _ => false,
    };
    let mut kept = said.iter().copied().filter(|&movement| !weaker(movement));
    let first = kept.next()?;
    kept.all(|movement| movement == first).then_some(first)
}

pub(super) fn any_in(clauses: &[Vec<String>], phrases: &[Phrase], words: &MovementWords) -> bool {
    let within =
        |clause: &Vec<String>, phrase: &Phrase| (0..clause.len()).any(|at| begins(&clause[at..], phrase, words));
    phrases.iter().any(|phrase| clauses.iter().any(|clause| within(clause, phrase)))
}

pub(super) fn begins(text: &[String], phrase: &Phrase, words: &MovementWords) -> bool {
    let same = |(word, wanted): (&String, &String)| match words.marked.contains(wanted) {
        true if phrase.0.len() == 1 => word == wanted,
        _ => fits(word, wanted),
    };
    text.len() >= phrase.0.len() && text.iter().zip(&phrase.0).all(same)
}

/// Whether a word is the wanted one with some of its marks missing, and none of its own.
pub(super) fn fits(word: &str, wanted: &str) -> bool {
    let mut pairs = word.chars().zip(wanted.chars());
    word.chars().count() == wanted.chars().count()
        && pairs.all(|(letter, wanted)| {
            let (Some((shape, tone)), Some((other, other_tone))) = (split(letter), split(wanted)) else {
                return letter == wanted;
            };
            let plain = folded(wanted).map(char::from);
            (shape == other || Some(shape) == plain) && (tone.0 == 0 || tone == other_tone)
        })
}

/// `5/10`, `12.10.2026`, `2026`, `t10`: not `81`, which counts something.
pub(super) fn is_day(number: &str) -> bool {
    let fraction = number.split_once('/').is_some_and(|(part, of)| part == "1" && matches!(of, "2" | "3" | "4"));
    !fraction
        && (number.contains(['/', '-'])
            || number.starts_with('t')
            || number.matches('.').count() == 2
            || number.len() == 4)
}

pub(super) fn is_number(word: &str) -> bool {
    let digits = word.strip_prefix('t').unwrap_or(word);
    digits.starts_with(|c: char| c.is_ascii_digit())
}

/// The clauses of a text as lower-case words; `12/10/2026` is one word.
pub(super) fn clauses(text: &str) -> Vec<Vec<String>> {
    let letters: Vec<char> = text.to_lowercase().chars().collect();
    let (mut clauses, mut word) = (vec![Vec::new()], String::new());
    let digit = |at: Option<usize>| at.and_then(|at| letters.get(at)).is_some_and(char::is_ascii_digit);
    for (at, &letter) in letters.iter().enumerate() {
        let joins = matches!(letter, '/' | '.' | '-') && digit(at.checked_sub(1)) && digit(Some(at + 1));
        if letter.is_alphanumeric() || joins {
            word.push(letter);
            continue;
        }
        if !word.is_empty() {
            clauses.last_mut().expect("it begins with one clause").push(std::mem::take(&mut word));
        }
        if !letter.is_whitespace() || letter == '\n' {
            clauses.push(Vec::new());
        }
    }
    clauses.last_mut().expect("it begins with one clause").push(word);
    for clause in &mut clauses {
        clause.retain(|word| !word.is_empty());
    }
    clauses.retain(|clause| !clause.is_empty());
    clauses
}

#[cfg(test)]
mod tests;
