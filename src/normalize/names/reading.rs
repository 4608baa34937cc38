//! From the text of a name cell to its words: decoding, notes, titles, residue of typing.
//!
//! Never: mending a slip or writing an abbreviation out; that is the canonical form's business.

use super::words::{Split, split_words, usual};
use crate::model::Issue;
use crate::normalize::checks;
use crate::normalize::lexicon::Lexicon;
use crate::normalize::text::typing::undo;
use crate::normalize::text::{Cleaned, Encoding, clean, compose, tidy};

/// The text of a name cell in Unicode.
pub(super) fn decode(raw: &str, column: Option<Encoding>, lexicon: &Lexicon) -> Cleaned {
    let cleaned = clean(raw, column, lexicon);
    if cleaned.encoding == Encoding::Unicode
        && let Some((text, encoding)) = by_known_names(raw, &cleaned.text, lexicon)
    {
        return Cleaned { issues: vec![Issue::new(checks::TEXT_LEGACY, raw).suggest(&text)], text, encoding };
    }
    cleaned
}

/// A short name that is Vietnamese in Unicode and in a legacy set (`Vò Gia Phóc`), but a name in use
/// only in that set.
fn by_known_names(raw: &str, unicode: &str, lexicon: &Lexicon) -> Option<(String, Encoding)> {
    if raw.is_ascii() || raw.chars().any(|letter| ('\u{100}'..'\u{2000}').contains(&letter)) {
        return None;
    }
    let in_use = |text: &str| {
        let words: Vec<String> = text.split_whitespace().map(str::to_lowercase).collect();
        let uses = |at: usize| lexicon.names.uses(&words[at]);
        let middles = |at: usize| uses(at).middle + uses(at).given > 0.0;
        words.len() > 1 && uses(0).surname > 0.0 && (1..words.len()).all(middles)
    };
    if in_use(unicode) {
        return None;
    }
    let mut readings = lexicon.charsets.possible(raw, &lexicon.syllables);
    readings.iter_mut().for_each(|(text, _)| *text = tidy(text));
    readings.retain(|(text, _)| in_use(text));
    readings.dedup_by(|left, right| left.0 == right.0);
    if readings.len() == 1 { readings.pop() } else { None }
}

/// The words of a name and the titles that stood in front of it.
pub(super) struct Stripped {
    pub(super) words: Vec<String>,
    pub(super) titles: Vec<String>,
}

/// Titles at the front (Ông, Bà, Cụ, BMVNAH …). Titles that are also parts of names (Anh, Em) go
/// only before a surname in use, and never before a comma.
pub(super) fn strip_titles(mut words: Vec<String>, comma: Option<usize>, lexicon: &Lexicon) -> Stripped {
    let mut titles = Vec::new();
    while let Some(count) = title(&words, lexicon).filter(|count| comma != Some(titles.len() + count)) {
        titles.extend(words.drain(..count));
    }
    Stripped { words, titles }
}

/// How many words in front are a title.
fn title(words: &[String], lexicon: &Lexicon) -> Option<usize> {
    let config = &lexicon.words.names;
    let bare = |word: &String| word.trim_end_matches(['.', ':', ',']).to_lowercase();
    let first = bare(words.first()?);
    let strong = config.titles.iter().find_map(|title| {
        if !title.starts_with(first.as_str()) {
            return None;
        }
        let parts: Vec<&str> = title.split(' ').collect();
        let fits = words.len() > parts.len() && parts.iter().zip(words).all(|(part, word)| bare(word) == **part);
        fits.then_some(parts.len())
    });
    let weak = || {
        words.len() > 2
            && config.weak_titles.contains(&first)
            // One letter may be a short surname: B. Phương Anh.
            && may_be_surname(&words[1], if first.chars().count() == 1 { COMMON } else { 0.0 }, lexicon)
            // Chu Văn Dậu: a surname, not `chú` without its accent. Ong is a surname too, but hardly ever.
            && lexicon.names.uses(&first).surname < 0.001
            // Chi Vũ Thị: a name in another order.
            && words.last().is_none_or(|last| !matches!(bare(last).as_str(), "thị" | "văn"))
    };
    strong.or_else(|| weak().then_some(1))
}

/// Share of a surname that is surely meant as one.
const COMMON: f32 = 0.005;

/// A surname of more than a share, or one without its accents.
fn may_be_surname(word: &str, share: f32, lexicon: &Lexicon) -> bool {
    let bare = || word.is_ascii().then(|| lexicon.names.surname_without_accents(word)).flatten();
    let of = |word: &str| lexicon.names.uses(&word.to_lowercase()).surname;
    of(word) > share || bare().is_some_and(|surname| of(surname) > share)
}

/// The words of a cell in its usual reading, lower case, as far as writing alone tells.
pub(super) fn usual_words(raw: &str, lexicon: &Lexicon) -> Vec<String> {
    plain_words(&decode(raw, None, lexicon).text, lexicon)
}

/// Every reading of a cell, the usual one first: titles and typing residue that may be parts of the
/// name, and every legacy character set that maps the whole cell.
pub(super) fn all_words(raw: &str, usual: &[String], lexicon: &Lexicon) -> Vec<Vec<String>> {
    let mut all = vec![usual.to_vec()];
    let mut add = |words: Vec<String>| {
        if !words.is_empty() && !all.contains(&words) {
            all.push(words);
        }
    };
    let Cleaned { text, encoding, .. } = decode(raw, None, lexicon);
    if encoding.is_legacy() {
        add(plain_words(&tidy(&compose(raw)), lexicon));
    }
    let Split { words, comma, .. } = split_words(&text, &lexicon.words.names);
    add(words.iter().map(|word| plain_word(word, lexicon)).collect());
    add(strip_titles(words, comma, lexicon).words.iter().map(|word| as_typed(word, lexicon)).collect());
    if raw.is_ascii() || usual.iter().all(|word| lexicon.names.is_known(word)) {
        return all;
    }
    for text in lexicon.charsets.every_reading(raw, &lexicon.syllables) {
        add(plain_words(&tidy(&text), lexicon));
    }
    all
}

fn plain_words(text: &str, lexicon: &Lexicon) -> Vec<String> {
    let Split { words, comma, .. } = split_words(text, &lexicon.words.names);
    strip_titles(words, comma, lexicon).words.iter().map(|word| plain_word(word, lexicon)).collect()
}

fn plain_word(word: &str, lexicon: &Lexicon) -> String {
    match undo(word, &lexicon.syllables) {
        Some(meant) => usual(meant.to_lowercase()),
        None => usual(lexicon.syllables.retone(&word.to_lowercase())),
    }
}

/// The word without undoing keys, unless these give a name in use: `Đứx` is no `Đữ`.
fn as_typed(word: &str, lexicon: &Lexicon) -> String {
    let undone = plain_word(word, lexicon);
    if lexicon.names.is_known(&undone) { undone } else { usual(lexicon.syllables.retone(&word.to_lowercase())) }
}
