//! The words of a name cell, and what is cut off as a note.
//!
//! Takes a cleaned text. Cuts brackets, running numbers, years and dates, other names (`tức …`,
//! `bí danh …`). Never: titles and spelling.

use std::borrow::Cow;

use super::behind::{behind, is_small_note, second_person};
use super::front::{behind_running, front};
use super::mend::{digit_for_letter, is_written_marker};
use crate::normalize::config::NameWords;
use crate::normalize::lexicon::Lexicon;
use crate::normalize::text::is_legacy_sign;
use crate::normalize::text::letters::{Lower, is_letter, is_vowel, split};

/// Words of a name and the note that was cut off.
pub(super) struct Split {
    pub(super) words: Vec<String>,
    /// What was cut off, piece by piece.
    pub(super) notes: Vec<String>,
    /// Words before a comma, where words stand on both sides of it.
    pub(super) comma: Option<usize>,
    /// A second person is named, who stands in the notes.
    pub(super) second: bool,
}

pub(super) fn split_words(text: &str, lexicon: &Lexicon) -> Split {
    let config = &lexicon.words.names;
    let mut notes: Vec<String> = Vec::new();
    let text = behind_running(text, lexicon);
    let title = front(text, lexicon);
    if title > 0 {
        take_note(&mut text[..title].trim_end_matches(is_sign).to_owned(), &mut notes);
    }
    let text = &text[title..];
    let text = if text.contains(BRACKETS) { &*cut_brackets(text, &mut notes) } else { text };
    let text = if text.contains('"') { &*cut_quoted(text, &mut notes) } else { text };
    let cut = behind(text, lexicon);
    let text = cut.map_or(text, |cut| {
        take_note(&mut text[cut.start..].trim_start_matches(is_sign).to_owned(), &mut notes);
        text[..cut.end].trim_end_matches(is_sign)
    });
    let mut second = cut.is_some_and(|cut| cut.person);
    let text = split_capitals(text, lexicon);
    let text = if text.contains("' ") { Cow::Owned(join_apostrophes(&text)) } else { text };
    let mut words: Vec<String> = Vec::new();
    let mut rest: Vec<&str> = Vec::new();
    let mut comma = None;
    let text = if text.contains(',') { Cow::Owned(text.replace(',', " , ")) } else { text };
    let text = if text.contains(':') { Cow::Owned(text.replace(':', ": ")) } else { text };
    let tokens: Vec<&str> = text.split([' ', '-', '_', '/', ';', '|', '*', '+']).filter(|t| !t.is_empty()).collect();
    for (at, token) in tokens.iter().enumerate() {
        if *token == "," {
            comma = comma.or(Some(words.len()));
            continue;
        }
        let number_next = || tokens.get(at + 1).is_some_and(|next| !next.contains(is_letter));
        if words.is_empty() && is_code(token) && number_next() {
            continue; // STT 14
        }
        let starts_note = !words.is_empty() && rest.is_empty() && {
            let lower = token.trim_end_matches(['.', ':']).lower();
            // `Nguyễn Thị Minh tâm`: the last word is the given name.
            let given = at + 1 == tokens.len() && lexicon.names.uses(&lower).given > 0.0;
            words.len() > 1 && is_code_of(token, config)
                || !given && is_small_note(&words, token, lexicon)
                // Behind Văn and Thị stands a given name: `Nguyễn Văn Mất`, `Trần Thị Tức`.
                || !words.last().is_some_and(|last| is_written_marker(last))
                    && (words.len() > 1 || token.starts_with(char::is_lowercase))
                    && begins_note(&tokens[at..], &lower, lexicon)
        };
        // `73t`, an age; a running number in front may be stuck to the name.
        let number = words.len() > 1
            && token.starts_with(|letter: char| letter.is_ascii_digit())
            && digit_for_letter(token, lexicon).is_none();
        if starts_note || number || !rest.is_empty() {
            rest.push(token);
        } else if token.chars().any(is_letter) && !is_number_with_mark(token) {
            push_words(token, &mut words);
        } else if !words.is_empty() && token.chars().any(char::is_numeric) {
            rest.push(token);
        }
    }
    if !rest.is_empty() {
        notes.push(rest.join(" "));
    }
    if let Some(at) = second_person(&words, lexicon) {
        notes.push(words.split_off(at).join(" "));
        second = true;
    }
    if is_told_apart_by_letter(&words, lexicon) {
        notes.extend(words.pop());
    }
    let comma = comma.filter(|at| (1..words.len()).contains(at));
    Split { words, notes, comma, second }
}

/// Signs between a name and what stands behind it.
fn is_sign(letter: char) -> bool {
    matches!(letter, ' ' | '/' | ';' | '|' | ',' | ':' | '+' | '&' | '=' | '>' | '-' | '→')
}

/// `Nguyễn Văn Hùng A`: a letter behind a whole name tells namesakes of one hamlet apart.
fn is_told_apart_by_letter(words: &[String], lexicon: &Lexicon) -> bool {
    let known = |word: &str| lexicon.names.uses(&lexicon.names.usual(lexicon.syllables.retone(&word.lower())));
    match words {
        [surname, _, .., given, last] => {
            matches!(last.as_str(), "A" | "B" | "C" | "D")
                && words.len() > 3
                && known(surname).surname > 0.0
                && known(given).given > 0.0
        }
        _ => false,
    }
}

const BRACKETS: [char; 6] = ['(', '[', '{', ')', ']', '}'];

/// Brackets and their content; an unclosed bracket runs to the end.
fn cut_brackets(text: &str, notes: &mut Vec<String>) -> String {
    let mut out = String::with_capacity(text.len());
    let mut inside = String::new();
    let mut depth = 0usize;
    for letter in text.chars() {
        match letter {
            '(' | '[' | '{' => depth += 1,
            ')' | ']' | '}' if depth > 0 => {
                depth -= 1;
                if depth == 0 {
                    take_note(&mut inside, notes);
                    out.push(' ');
                }
            }
            ')' | ']' | '}' => out.push(' '),
            _ if depth > 0 => inside.push(letter),
            _ => out.push(letter),
        }
    }
    take_note(&mut inside, notes);
    out
}

/// A second name in quotes behind the name: `Nguyễn Thị Hoa "Lan"`.
fn cut_quoted(text: &str, notes: &mut Vec<String>) -> String {
    let parts: Vec<&str> = text.splitn(3, '"').collect();
    match parts[..] {
        [name, other, rest] if name.split_whitespace().nth(1).is_some() => {
            take_note(&mut other.to_owned(), notes);
            format!("{} {rest}", name.trim_end())
        }
        _ => text.to_owned(),
    }
}

fn take_note(inside: &mut String, notes: &mut Vec<String>) {
    if !inside.trim().is_empty() {
        notes.push(inside.trim().to_owned());
    }
    inside.clear();
}

fn begins_note(tokens: &[&str], first: &str, lexicon: &Lexicon) -> bool {
    let number_next = tokens.get(1).is_some_and(|token| token.starts_with(|c: char| c.is_ascii_digit()));
    if number_next && lexicon.words.names.note_starts_before_number.iter().any(|start| start == first) {
        return true;
    }
    // A name that ends so has a slip: `Nguyễn Vũ Sn`.
    if tokens.len() == 1 && first.chars().count() < 3 {
        return false;
    }
    lexicon.name_lists.note_starts.from(first).any(|start| {
        start.len() <= tokens.len() && start.iter().zip(tokens).skip(1).all(|(part, token)| *token.lower() == **part)
    })
}

/// `12.` or `3)` is a running number; `Nguye6n4` is a word with typing residue.
fn is_number_with_mark(token: &str) -> bool {
    let digits = token.chars().filter(char::is_ascii_digit).count();
    let letters = token.chars().filter(|c| is_letter(*c)).count();
    letters == 0 || (digits > 2 && digits > letters && !token.starts_with(char::is_alphabetic))
}

/// A token as words: `Ng.Văn` is two. An abbreviation keeps its full stop.
fn push_words(token: &str, words: &mut Vec<String>) {
    for part in token.split_inclusive('.') {
        // What may be a letter of a legacy font stays: `NH¦`.
        let kept = |c: char| is_letter(c) || c.is_numeric() || matches!(c, '.' | '~' | '\'') || is_legacy_sign(c);
        let part = part.trim_matches(|c: char| !kept(c));
        let part = part.trim_start_matches(['.', '~', '\'']);
        // A running number that is stuck to the name: `12.Nguyễn`.
        let part = if part.trim_end_matches('.').chars().all(|c| c.is_ascii_digit()) { "" } else { part };
        // A word with its vowel is no abbreviation.
        let long =
            part.chars().filter(|c| is_letter(*c)).count() > 3 || part.chars().count() > 2 && has_vowel(&part.lower());
        let word = if long { part.trim_end_matches(['.', '~', '\'']) } else { part.trim_end_matches('\'') };
        if word.chars().any(is_letter) {
            words.push(word.to_owned());
        }
    }
}

/// `TB`, `NKT`, `KTĐBN`: two to six capital consonants that begin no syllable: a code of a list, no name.
pub(super) fn is_code(token: &str) -> bool {
    const ONSETS: [&str; 8] = ["NG", "NH", "TH", "TR", "PH", "KH", "GH", "CH"];
    let consonant = |letter: char| letter == 'Đ' || letter.is_ascii_uppercase() && !"AEIOUY".contains(letter);
    let token = token.trim_end_matches([':', '.']);
    (2..=6).contains(&token.chars().count())
        && token.chars().all(consonant)
        && !ONSETS.iter().any(|on| token.starts_with(on))
}

/// The same, or a code with a vowel that stands in the list (`BMVNAH`), in capitals.
pub(super) fn is_code_of(token: &str, config: &NameWords) -> bool {
    let token = token.trim_end_matches([':', '.']);
    let listed = || !token.contains(char::is_lowercase) && config.codes.contains(&token.lower());
    is_code(token) || listed()
}

/// `H' Bia`: the blank behind the mark of a name of another people.
fn join_apostrophes(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for token in text.split(' ') {
        let open = out.strip_suffix('\'').is_some_and(|before| {
            let mut letters = before.chars().rev();
            letters.next().is_some_and(is_letter) && letters.next().is_none_or(|letter| letter == ' ')
        });
        if !(out.is_empty() || open && token.starts_with(is_letter)) {
            out.push(' ');
        }
        out.push_str(token);
    }
    out
}

/// `NguyễnVăn`: a capital right after a small letter begins a word, where both sides have a vowel and are
/// not one syllable together (`ĐoàN`, `HoÀng`).
fn split_capitals<'t>(text: &'t str, lexicon: &Lexicon) -> Cow<'t, str> {
    let mut out = String::new();
    let mut from = 0;
    let mut before: Option<char> = None;
    for (at, letter) in text.char_indices() {
        let bound = before.is_some_and(char::is_lowercase) && letter.is_uppercase() && at > 1;
        if bound && are_two_words(&text[from..at], &text[at..], lexicon) {
            out.push_str(&text[from..at]);
            out.push(' ');
            from = at;
        }
        before = Some(letter);
    }
    if from == 0 {
        return Cow::Borrowed(text);
    }
    out.push_str(&text[from..]);
    Cow::Owned(out)
}

fn are_two_words(before: &str, behind: &str, lexicon: &Lexicon) -> bool {
    let one = before.rsplit(|letter: char| !is_letter(letter)).next().unwrap_or("");
    let mut small = false;
    let end = behind.find(|letter: char| {
        let next = !is_letter(letter) || small && letter.is_uppercase();
        small |= letter.is_lowercase();
        next
    });
    let two = &behind[..end.unwrap_or(behind.len())];
    let known = |word: &str| lexicon.names.is_known(word);
    has_vowel(one) && has_vowel(two) && (known(one) && known(two) || !lexicon.syllables.can_be(&format!("{one}{two}")))
}

fn has_vowel(word: &str) -> bool {
    word.chars().any(|letter| split(letter).is_some_and(|(shape, _)| is_vowel(shape)))
}

#[cfg(test)]
mod tests {
    use crate::normalize::checks;
    use crate::normalize::names::tests::check;

    /// What may be a letter of a legacy font is shown as written where nothing tells which.
    #[test]
    fn no_sign_of_a_legacy_font_is_dropped() {
        check("LA AN NH¦", "La An Nh¦", &[checks::TEXT_AMBIGUOUS, checks::NAME_NOT_A_SYLLABLE]);
        check("Ngo An T\u{ad}", "Ngo An T\u{ad}", &[checks::TEXT_AMBIGUOUS, checks::NAME_FOREIGN]);
        check("«Nguyễn Văn An»", "Nguyễn Văn An", &[checks::TEXT_UNDECODED]);
        check("T¹ Minh Sơn", "Tạ Minh Sơn", &[checks::TEXT_LEGACY]);
        check("Cao Mai HaÌ", "Cao Mai Hà", &[checks::TEXT_LEGACY]);
        check("GIANG MAI NHÃ€NG", "Giang Mai Nhàng", &[checks::TEXT_LEGACY]);
    }
}
