//! What stands in front of a name and is no part of it: titles of several words with their signs
//! (`Mẹ Việt Nam anh hùng:`, `Đ/c`, `GS.TS.`), labels of forms (`Chủ hộ:`), ranks, offices, saints' names.
//!
//! Each phrase of `words/names.toml` goes only where a name follows: one with its surname, or behind a
//! colon two words at least, or another title. It is looked for before notes are cut, since many have a
//! word or number that begins a note. Never: one word titles that stand in no list, and a phrase that would
//! leave no whole name (`Anh Hùng`, `Đồng Chí`).

use std::ops::Range;

use hashbrown::HashMap;

use super::behind::is_relation;
use super::mend::is_written_marker;
use super::reading::{may_be_surname, title};
use crate::normalize::config::NameWords;
use crate::normalize::lexicon::Lexicon;
use crate::normalize::text::letters::{Lower, fold, is_letter};

/// Phrases that stand in front of names, by their first word without marks.
#[derive(Debug, Default)]
pub struct Fronts {
    by_first: HashMap<String, Vec<Phrase>>,
}

/// A phrase, word by word in small letters, with and without its marks.
#[derive(Debug)]
struct Phrase {
    words: Vec<String>,
    folded: Vec<String>,
}

/// Titles in front of one another that are looked for.
const MOST_PHRASES: usize = 4;

/// Most words of a name that are looked at.
const LOOKED_AT: usize = 8;

impl Fronts {
    /// Of all phrases of the lists.
    #[must_use]
    pub fn new(words: &NameWords) -> Fronts {
        let mut fronts = Fronts::default();
        for phrase in words.fronts.iter().chain(&words.saints) {
            let words: Vec<String> = phrase.split([' ', '/']).map(str::to_owned).collect();
            let folded: Vec<String> = words.iter().map(|word| fold(word)).collect();
            fronts.by_first.entry(folded[0].clone()).or_default().push(Phrase { words, folded });
        }
        // The longest first: `anh hùng` begins `anh hùng lao động`.
        fronts.by_first.values_mut().for_each(|list| list.sort_by_key(|phrase| std::cmp::Reverse(phrase.words.len())));
        fronts
    }

    /// The phrases that may begin with a word in small letters, which may have lost its marks.
    fn of<'a>(&'a self, lower: &'a str) -> impl Iterator<Item = &'a Phrase> {
        let list = self.by_first.get(&fold(lower)).into_iter().flatten();
        list.filter(move |phrase| phrase.words[0] == lower || lower.is_ascii() && phrase.words.len() > 1)
    }

    /// The second words, folded, of the phrases that may begin with a word.
    pub(super) fn seconds<'a>(&'a self, lower: &'a str) -> impl Iterator<Item = String> + 'a {
        self.of(lower).filter_map(|phrase| phrase.folded.get(1)).cloned()
    }

    /// Whether the word alone may be a phrase.
    pub(super) fn is_alone(&self, lower: &str) -> bool {
        self.of(lower).any(|phrase| phrase.words.len() == 1)
    }
}

/// The text behind `a)`, `b/`, `II.` or `STT 5:` in front, by which lists count. Behind a full stop a letter may be
/// an initial, so that a whole name must follow.
pub(super) fn behind_running<'t>(text: &'t str, lexicon: &Lexicon) -> &'t str {
    let letters = text.bytes().take_while(u8::is_ascii_alphabetic).count();
    let roman = || text[..letters].bytes().all(|letter| matches!(letter, b'I' | b'V' | b'X'));
    match text.as_bytes().get(letters) {
        Some(b')' | b'/') if letters == 1 => return text[2..].trim_start(),
        Some(b'.' | b')' | b'/') if letters == 1 || (2..5).contains(&letters) && roman() => {
            let rest = text[letters + 1..].trim_start();
            let words: Vec<&str> = rest.split_whitespace().take(3).collect();
            let least = if words.get(1).is_some_and(|word| is_written_marker(word)) { 0.0 } else { COMMON };
            let whole = words.len() > 2 && may_be_surname(words[0], least, lexicon);
            return if whole && !text.starts_with(['O', 'B', 'o', 'b']) { rest } else { text };
        }
        _ => {}
    }
    let number = ["số ", "stt", "tt "].iter().find_map(|word| {
        let head = text.get(..word.len()).filter(|head| head.lower() == *word)?;
        Some(text[head.len()..].trim_start_matches([' ', '.', ':']))
    });
    let behind = number.map(|number| (number, number.trim_start_matches(|letter: char| letter.is_ascii_digit())));
    match behind {
        Some((number, rest)) if rest.len() < number.len() && rest.starts_with(['.', ':', ' ', ')', '-', '/']) => {
            rest.trim_start_matches(['.', ':', ' ', ')', '-', '/'])
        }
        _ => text,
    }
}

/// Share of a surname that is surely meant as one.
const COMMON: f32 = 0.005;

/// Bytes in front of a text that are no part of the name.
pub(super) fn front(text: &str, lexicon: &Lexicon) -> usize {
    let mut from = 0;
    for _ in 0..MOST_PHRASES {
        match next(&text[from..], lexicon) {
            0 => break,
            length => from += length,
        }
    }
    from
}

/// Bytes of the phrase in front, with a one word title before it and the signs behind it.
fn next(text: &str, lexicon: &Lexicon) -> usize {
    let Some(first) = words(text).next() else { return 0 };
    let length = phrase(text, MOST_PHRASES, lexicon);
    if length > 0 {
        return length;
    }
    // `Ông CCB …`: a title of one word is cut later, or here before one of several.
    let list = &lexicon.name_lists;
    let lower = text[first.clone()].lower();
    let titled = list.titles.has(&lower) || list.weak_titles.has(&lower);
    let behind = skip_signs(text, first.end);
    let relation = || is_relation(&words(text).map(|range| &text[range]).collect::<Vec<_>>(), lexicon);
    let more = if titled && !relation() { phrase(&text[behind..], MOST_PHRASES, lexicon) } else { 0 };
    if more > 0 { behind + more } else { 0 }
}

/// Bytes of one phrase before a name, or before at most `most` - 1 further phrases and a name: what stands
/// in the lists in several ways (`maria`, `maria têrêsa`) must not be tried without bound.
fn phrase(text: &str, most: usize, lexicon: &Lexicon) -> usize {
    if most == 0 {
        return 0;
    }
    let Some(first) = words(text).next() else { return 0 };
    let Some(list) = lexicon.fronts.by_first.get(&fold(&text[first])) else { return 0 };
    let ends = list.iter().filter_map(|phrase| phrase.end(text, lexicon));
    ends.filter_map(|end| name_behind(text, end, most - 1, lexicon)).next().unwrap_or(0)
}

impl Phrase {
    /// Where the phrase ends in front of a text. Without its marks it counts only among words that all have none.
    fn end(&self, text: &str, lexicon: &Lexicon) -> Option<usize> {
        let mut end = 0;
        let mut found = words(text);
        for (word, folded) in self.words.iter().zip(&self.folded) {
            let range = found.next()?;
            let between = &text[end..range.start];
            if between.chars().any(|letter| !is_sign(letter)) || end > 0 && between.is_empty() {
                return None;
            }
            let lower = text[range.clone()].lower();
            let same = *word == lower || *word == lexicon.syllables.retone(&lower);
            let bare = || *folded == lower && self.words.len() > 1 && text.is_ascii();
            if !same && !bare() {
                return None;
            }
            end = range.end;
        }
        Some(end)
    }
}

/// Where the name begins behind a phrase; `None` where none does.
fn name_behind(text: &str, end: usize, most: usize, lexicon: &Lexicon) -> Option<usize> {
    let start = skip_grade(text, skip_signs(text, end));
    let signs = &text[end..start];
    let rest = &text[start..];
    let name: Vec<String> = words(rest).take(LOOKED_AT).map(|range| rest[range].to_owned()).collect();
    if start == end || name.len() < 2 {
        return None;
    }
    let surname = may_be_surname(&name[0], 0.0, lexicon) && !is_written_marker(&name[0]);
    let label = signs.contains(':');
    (surname || label || title(&name, lexicon).is_some() || phrase(rest, most, lexicon) > 0).then_some(start)
}

/// Behind blanks and signs.
fn skip_signs(text: &str, from: usize) -> usize {
    text.len() - text[from..].trim_start_matches(is_sign).len()
}

/// Behind the grade of an invalid: `2/4`, `hạng 1/4`.
fn skip_grade(text: &str, from: usize) -> usize {
    let rest = &text[from..];
    let rest = ["hạng ", "Hạng ", "loại ", "HẠNG "].iter().find_map(|word| rest.strip_prefix(word)).unwrap_or(rest);
    let after = rest.trim_start_matches(|letter: char| letter.is_ascii_digit() || letter == '/');
    let is_grade = after.len() < rest.len() && rest.len() - after.len() <= 4;
    if is_grade { skip_signs(text, text.len() - after.len()) } else { from }
}

fn is_sign(letter: char) -> bool {
    matches!(letter, ' ' | '.' | ':' | '-' | '/' | ',' | ';' | '(' | ')')
}

/// Where the words of a text stand.
fn words(text: &str) -> impl Iterator<Item = Range<usize>> {
    let mut from = 0;
    std::iter::from_fn(move || {
        let start = from + text[from..].find(is_letter)?;
        let length = text[start..].find(|letter| !is_letter(letter)).unwrap_or(text.len() - start);
        from = start + length;
        Some(start..from)
    })
}
