//! What stands behind a name: a note parted from it by a sign or told by its first word, or a second
//! person.
//!
//! `Hoàng Thị Uyên - vợ liệt sĩ`, `Vũ Thị Loan tâm thần`, `Phạm Thị Hương/ Phạm Văn Toàn`. A word of
//! relations or of places in small letters behind a name with capitals is no part of it; a second person
//! is one only as a whole name with a surname in use. Never: cutting a name that would be left without its
//! given name.

use super::mend::is_written_marker;
use super::reading::{may_be_surname, strip_titles};
use super::words::is_code_of;
use crate::normalize::lexicon::Lexicon;
use crate::normalize::text::letters::{Lower, fold, is_letter};

/// What stands behind a name from a byte of the text on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Behind {
    /// Where the name ends.
    pub(super) end: usize,
    /// Where what is behind it begins.
    pub(super) start: usize,
    /// It is the name of another person.
    pub(super) person: bool,
}

/// Share of a surname that is surely meant as one.
const COMMON: f32 = 0.005;

/// The first note or person behind a name that is parted from it by a sign, or by `và`.
pub(super) fn behind(text: &str, lexicon: &Lexicon) -> Option<Behind> {
    let bytes = text.as_bytes();
    for (at, letter) in text.char_indices() {
        let after = at + letter.len_utf8();
        let blank = |at: usize| bytes.get(at).is_none_or(|byte| *byte == b' ');
        let start = match letter {
            '/' | ';' | '|' | ',' | ':' | '+' | '&' | '=' | '>' | '→' => after,
            '-' if blank(after) || at > 0 && blank(at - 1) || bytes.get(after) == Some(&b'>') => after,
            ' ' => match and(&text[after..]) {
                Some(length) => after + length,
                None => continue,
            },
            _ => continue,
        };
        let (name, rest) = (&text[..at], &text[start..]);
        // `Gia đình: ông …`: a label, no name.
        let label = || letter == ':' && !words(name).next().is_some_and(|word| may_be_surname(word, 0.0, lexicon));
        if !is_whole(name) || label() {
            continue;
        }
        let loose = matches!(letter, ',' | '-' | ' ');
        if is_person(name, rest, loose, lexicon) {
            return Some(Behind { end: at, start, person: true });
        }
        if matches!(letter, '/' | '|') && is_other_given(name, rest, lexicon) {
            return Some(Behind { end: at, start, person: true });
        }
        // `và con` is a note with its `và`.
        let note_from = if letter == ' ' { at } else { start };
        let note = || is_sex(name, rest) || !(loose && is_given(rest, lexicon)) && begins_note(name, rest, lexicon);
        if letter == ' ' || note() {
            let small = letter != ' ' || text[after..].starts_with(char::is_lowercase);
            if small {
                return Some(Behind { end: at, start: note_from, person: false });
            }
        }
    }
    None
}

/// Bytes of `và ` or `cùng ` at the front.
fn and(text: &str) -> Option<usize> {
    let end = text.find(' ')?;
    matches!(text[..end].lower().as_str(), "và" | "va" | "cùng").then_some(end + 1)
}

/// Words of a text, without signs.
fn words(text: &str) -> impl Iterator<Item = &str> {
    text.split(|letter: char| !is_letter(letter) && !matches!(letter, '\'' | '.'))
        .filter(|word| word.contains(is_letter))
}

/// Văn or Thị, also without marks.
pub(super) fn is_folded_marker(word: &str) -> bool {
    matches!(&*fold(word), "thi" | "van")
}

/// Two words at least, and not ending before the given name.
fn is_whole(name: &str) -> bool {
    words(name).nth(1).is_some() && words(name).last().is_some_and(|last| !is_folded_marker(last))
}

/// Whether a whole name stands behind a whole name. After a sign that also stands inside names (`,`, `-`)
/// both must be longer.
fn is_person(name: &str, rest: &str, loose: bool, lexicon: &Lexicon) -> bool {
    let surname = |word: &String| lexicon.names.uses(&word.lower()).surname;
    let own = strip_titles(words(name).map(str::to_owned).collect(), None, lexicon).words;
    let other = strip_titles(words(rest).map(str::to_owned).collect(), None, lexicon).words;
    let first = |words: &[String]| words.first().map_or(0.0, surname);
    let marked = |words: &[String]| words.get(1).is_some_and(|word| is_folded_marker(word));
    let least = if loose || marked(&other) { 3 } else { 2 };
    let long = !loose || marked(&own) || own.len() > 2;
    let small =
        other.first().is_some_and(|word| word.starts_with(char::is_lowercase)) && name.starts_with(char::is_uppercase);
    !small && long && other.len() >= least && other.len() <= 6 && first(&own) > 0.0 && first(&other) >= COMMON
}

/// Whether what stands behind a sign is a note: it begins with a small letter behind a name with
/// capitals, or with a word of notes.
fn begins_note(name: &str, rest: &str, lexicon: &Lexicon) -> bool {
    let Some(first) = words(rest).next() else { return false };
    let small = first.starts_with(char::is_lowercase) && is_capital(name);
    let code = || is_code_of(first, &lexicon.words.names) && is_whole(name);
    small || code() || lexicon.name_lists.note_words.contains(&*first.trim_end_matches('.').lower())
}

/// Whether one word stands behind a whole name that may be given in its last word's place: `Nguyễn Thị Hoa/Hoà`.
fn is_other_given(name: &str, rest: &str, lexicon: &Lexicon) -> bool {
    let given = |word: &str| {
        let usual = lexicon.names.usual(lexicon.syllables.retone(&word.lower()));
        lexicon.names.uses(&usual).given > 0.0
    };
    let last = words(name).last().unwrap_or_default();
    words(rest).next().is_some_and(given)
        && words(rest).nth(1).is_none()
        && given(last)
        && (words(name).nth(2).is_some() || words(rest).next().is_some_and(|other| fold(other) == fold(last)))
        && words(name).next().is_some_and(|first| may_be_surname(first, 0.0, lexicon))
}

/// Whether nothing but the sex that the name itself tells stands behind a sign: `Nguyễn Thị Hoa - Nữ`.
fn is_sex(name: &str, rest: &str) -> bool {
    let marked = |marker: &str| words(name).nth(1).is_some_and(|word| word.lower() == marker);
    let mut rest = words(rest).map(str::to_lowercase);
    let told = match (rest.next().as_deref(), rest.next()) {
        (Some("nữ" | "gái"), None) => marked("thị"),
        (Some("nam" | "trai"), None) => marked("văn"),
        _ => false,
    };
    told && words(name).nth(2).is_some()
}

/// Whether nothing but a given name in use stands behind a sign: `Nguyễn Thị Thanh - Tâm`.
fn is_given(rest: &str, lexicon: &Lexicon) -> bool {
    let mut rest = words(rest);
    rest.next().is_some_and(|word| lexicon.names.uses(&word.lower()).given > 0.0) && rest.next().is_none()
}

/// Whether each word of a name has a capital.
fn is_capital(name: &str) -> bool {
    words(name).all(|word| word.starts_with(char::is_uppercase))
}

/// Whether a word in small letters behind capitalised words of a name begins a note without any sign.
pub(super) fn is_small_note(name: &[String], token: &str, lexicon: &Lexicon) -> bool {
    name.len() > 1
        && token.starts_with(char::is_lowercase)
        && name.iter().all(|word| word.starts_with(char::is_uppercase))
        && name.last().is_some_and(|last| !is_folded_marker(last) && last.chars().count() > 1)
        && lexicon.name_lists.note_words.contains(token.trim_end_matches(['.', ':']))
}

/// Where a second person's name begins in words without any sign between: each has a Thị or Văn.
pub(super) fn second_person(words: &[String], lexicon: &Lexicon) -> Option<usize> {
    let surname = |word: &String| lexicon.names.uses(&word.lower()).surname >= COMMON;
    let marker = |at: usize| is_written_marker(&words[at]);
    (3..words.len().saturating_sub(2))
        .find(|&at| marker(1) && surname(&words[0]) && surname(&words[at]) && marker(at + 1))
}

/// Whether the words name somebody by another person only: `Con bà …`.
pub(super) fn is_relation<T: AsRef<str>>(words: &[T], lexicon: &Lexicon) -> bool {
    let small = |word: &T| word.as_ref().trim_end_matches([':', '.']).lower();
    let Some(first) = words.first() else { return false };
    lexicon.name_lists.relations.from(&small(first)).any(|relation| {
        relation.len() < words.len() && relation.iter().zip(words).skip(1).all(|(part, word)| *small(word) == **part)
    })
}
