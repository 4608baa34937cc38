//! From the text of a name cell to its words: decoding, notes, titles, residue of typing.
//!
//! Never: mending a slip or writing an abbreviation out; that is the canonical form's business.

use super::behind::is_folded_marker;
use super::known::{KnownName, Place};
use super::mend::is_written_marker;
use super::order::likelihood;
use super::restore::is_one_slip_away;
use super::spelling::Spelling;
use super::words::{Split, is_code, split_words};
use crate::model::Issue;
use crate::normalize::checks;
use crate::normalize::lexicon::Lexicon;
use crate::normalize::text::charset::byte_of;
use crate::normalize::text::letters::{Lower, fold};
use crate::normalize::text::typing::{signs_to_marks, undo};
use crate::normalize::text::{Cleaned, Encoding, clean, compose, has_impossible, tidy};

/// The text of a name cell in Unicode.
pub(super) fn decode(raw: &str, column: Option<Encoding>, lexicon: &Lexicon) -> Cleaned {
    if let Some(marked) = signs_to_marks(raw, &lexicon.syllables) {
        let mut cleaned = clean(&marked, column, lexicon);
        cleaned.issues.push(Issue::new(checks::NAME_TYPING, raw).suggest(&marked));
        return cleaned;
    }
    let cleaned = clean(raw, column, lexicon);
    let doubted = !cleaned.issues.is_empty() && cleaned.encoding != Encoding::Combining;
    if (cleaned.encoding == Encoding::Unicode || doubted)
        && let Some((text, encoding)) = by_known_names(raw, &cleaned.text, doubted, lexicon)
    {
        return Cleaned { issues: vec![Issue::new(checks::TEXT_LEGACY, raw).suggest(&text)], text, encoding };
    }
    cleaned
}

/// By so much a legacy reading must be more of a name than what the text alone told.
const CLEARLY: i32 = 2;

/// A name that the text alone does not tell: one that is Vietnamese in Unicode and in a legacy set but in
/// use only in that set (`Vò Gia Phóc`), or one with a slip that no set makes Vietnamese (`Ngä ViÔt Gia`,
/// Ngọ Viễt Gia). The reading that is most of a name counts, where one is clearly.
fn by_known_names(raw: &str, text: &str, doubted: bool, lexicon: &Lexicon) -> Option<(String, Encoding)> {
    // Beside words in Unicode (`T¹ Minh Sơn`) only what is doubted anyhow.
    if raw.is_ascii() || !doubted && raw.chars().any(|letter| byte_of(letter).is_none()) {
        return None;
    }
    let own = in_use(text, lexicon);
    // `Ông Tô Huy`: what is a name behind its title is one, though Ông is a surname too.
    let untitled = || strip_titles(text.split_whitespace().map(str::to_owned).collect(), None, lexicon).words.join(" ");
    if own.all || in_use(&untitled(), lexicon).all {
        return None;
    }
    // `Mai Lôc` may be Mai Lộc without its tone as well as Mai Lục in a legacy set, `Bùi Tâ` Bùi Tâm.
    let slip = has_impossible(text, &lexicon.syllables) && lexicon.charsets.may_be_slips(text, &lexicon.syllables);
    let near = slip && is_near_names(text, lexicon);
    // `Hoà Anh` is a given name in Unicode and Hồ Anh in a legacy set: a cell that could be both.
    let either = !has_impossible(text, &lexicon.syllables) && own.parts;
    let mut readings = lexicon.charsets.possible(raw, doubted, &lexicon.syllables);
    readings.iter_mut().for_each(|(text, _)| *text = tidy(text));
    let mut found: Vec<_> = readings.into_iter().map(|reading| (in_use(&reading.0, lexicon), reading)).collect();
    found.retain(|(names, (meant, _))| {
        let pairs = meant.split_whitespace().zip(text.split_whitespace());
        let changed = pairs.filter(|(meant, written)| meant != written).count();
        let clearly = if names.surname { CLEARLY } else { CLEARLY + 1 };
        names.all && (!near && !either || changed >= 2) || !slip && doubted && names.score >= own.score + clearly
    });
    let best = found.iter().map(|(names, _)| names.score).max()?;
    found.retain(|(names, _)| names.score == best);
    found.dedup_by(|(_, left), (_, right)| left.0 == right.0);
    // A soft hyphen may be nothing but that.
    if found.len() > 1 && raw.contains('\u{ad}') {
        return None;
    }
    far_likeliest(found.into_iter().map(|(_, reading)| reading).collect(), lexicon)
}

/// So much likelier than another must be the reading that is believed.
const FAR: f32 = 30.0;

/// The reading that is a far commoner name than every other: `Vån` is Văn and no Vấn. A capital behind a small
/// letter (`ThƠ`) is hardly ever meant.
fn far_likeliest(mut readings: Vec<(String, Encoding)>, lexicon: &Lexicon) -> Option<(String, Encoding)> {
    if readings.len() < 2 {
        return readings.pop();
    }
    if readings.iter().any(|(text, _)| text.split_whitespace().nth(1).is_none()) {
        return None;
    }
    let share = |text: &str| {
        let words: Vec<String> = text.split_whitespace().map(str::to_owned).collect();
        let odd = words.iter().any(|word| {
            word.chars().zip(word.chars().skip(1)).any(|(one, next)| one.is_lowercase() && next.is_uppercase())
        });
        likelihood(&words, 0.0, lexicon) * if odd { 1.0 / FAR } else { 1.0 }
    };
    let mut rated: Vec<(f32, (String, Encoding))> = readings.into_iter().map(|one| (share(&one.0), one)).collect();
    rated.sort_by(|(one, _), (other, _)| other.total_cmp(one));
    let clear = rated[1..].iter().all(|(share, _)| rated[0].0 >= FAR * share);
    clear.then(|| rated.swap_remove(0).1)
}

/// Whether each word that cannot be a syllable is one slip away from a name in use at its place: `Bùi Tâ`, not
/// `Trònh Huy Thu` (Trịnh in a legacy set).
fn is_near_names(text: &str, lexicon: &Lexicon) -> bool {
    let mut words = text.split_whitespace().enumerate().filter(|(_, word)| !lexicon.syllables.can_be(word));
    words.all(|(at, word)| is_one_slip_away(word, if at == 0 { Place::Surname } else { Place::Given }, lexicon))
}

/// How much of a text is a name.
struct InUse {
    /// Two words or more, each in use at its place.
    all: bool,
    /// Each word is in use somewhere in names.
    parts: bool,
    /// The first word is a surname in use.
    surname: bool,
    /// Two points for each word in use at its place, one for a word in use elsewhere or with another tone, two
    /// away for each that cannot be a syllable.
    score: i32,
}

fn in_use(text: &str, lexicon: &Lexicon) -> InUse {
    let mut out = InUse { all: true, parts: true, surname: false, score: 0 };
    let mut count = 0;
    for word in text.split_whitespace() {
        let lower = lexicon.names.usual(lexicon.syllables.retone(&word.lower()));
        let uses = lexicon.names.uses(&lower);
        let used = if count == 0 { uses.surname > 0.0 } else { uses.middle + uses.given > 0.0 };
        out.surname |= used && count == 0;
        out.all &= used;
        out.parts &= uses.any();
        out.score += match () {
            () if used => 2,
            () if uses.any() || has_other_tone(&lower, lexicon) => 1,
            () if lexicon.syllables.can_be(&lower) => 0,
            () => -2,
        };
        count += 1;
    }
    out.all &= count > 1;
    out
}

/// Whether a part of names in use is the word but for its tone.
fn has_other_tone(lower: &str, lexicon: &Lexicon) -> bool {
    let written = Spelling::of(lower);
    let same = |known: &KnownName| known.spelling.toneless() == written.toneless();
    !lower.is_ascii() && lexicon.names.of_fold(&fold(lower)).any(same)
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
pub(super) fn title(words: &[String], lexicon: &Lexicon) -> Option<usize> {
    let lists = &lexicon.name_lists;
    let bare = |word: &String| word.trim_end_matches(['.', ':', ',']).lower();
    let first = bare(words.first()?);
    let fits = |title: &&[Box<str>]| {
        words.len() > title.len() && title.iter().zip(words).skip(1).all(|(part, word)| *bare(word) == **part)
    };
    let strong = lists.titles.from(&first).find(fits).map(<[_]>::len);
    let weak = || {
        words.len() > 2
            && lists.weak_titles.has(&first)
            && (may_be_surname(&words[1], if first.chars().count() == 1 { COMMON } else { 0.0 }, lexicon)
                || is_only_surname(words, lexicon))
            // Chu Văn Dậu: a surname, not `chú` without its accent. Ong is a surname too, but hardly ever.
            && lexicon.names.uses(&first).surname < 0.001
            && (!lexicon.names.is_surname(&first) || is_whole_name(&words[1..], lexicon))
            // Chi Vũ Thị: a name in another order.
            && words.last().is_none_or(|last| !is_written_marker(&bare(last)))
            && !lacks_surname(&words[1..], lexicon)
    };
    // Ông Ích Khiêm, Ông Văn Trực: a surname, as no whole name follows.
    let is_surname = || words.len() > 2 && lexicon.names.is_surname(&first) && lacks_surname(&words[1..], lexicon);
    // NCC Nguyễn Đức Thọ.
    let code = || words.len() > 2 && is_code(&words[0]) && may_be_surname(&words[1], COMMON, lexicon);
    strong.filter(|count| *count > 1 || !is_surname()).or_else(|| (weak() || code()).then_some(1))
}

/// Whether words are a name with its surname: three of them, or two without any mark behind a common one.
fn is_whole_name(words: &[String], lexicon: &Lexicon) -> bool {
    let unmarked = || words.iter().all(|word| word.is_ascii()) && may_be_surname(&words[0], COMMON, lexicon);
    may_be_surname(&words[0], 0.0, lexicon) && (words.len() > 2 || unmarked())
}

/// Whether words are surely a name without its surname: they begin with Văn or Thị, or with a part in use
/// that is no surname and could be no slip for a common one.
fn lacks_surname(words: &[String], lexicon: &Lexicon) -> bool {
    let marker = |at: usize| words.get(at).is_some_and(|word| is_folded_marker(word));
    let Some(first) = words.first().filter(|_| !marker(1)) else { return false };
    marker(0)
        || lexicon.names.is_known(first)
            && !may_be_surname(first, 0.0, lexicon)
            && lexicon
                .names
                .surname_without_accents(first)
                .is_none_or(|surname| lexicon.names.uses(&surname.lower()).surname < COMMON)
}

/// Whether the second word is a surname and nothing else, or stands before Thị or Văn: one letter before it
/// is a title and no short surname, as in `B. Phương Anh`.
fn is_only_surname(words: &[String], lexicon: &Lexicon) -> bool {
    let uses = lexicon.names.uses(&words[1].lower());
    uses.surname > 0.0 && (uses.middle + uses.given == 0.0 || is_written_marker(&words[2]))
}

/// Share of a surname that is surely meant as one.
const COMMON: f32 = 0.005;

/// A surname of more than a share, or one without its accents.
pub(super) fn may_be_surname(word: &str, share: f32, lexicon: &Lexicon) -> bool {
    let bare = || word.is_ascii().then(|| lexicon.names.surname_without_accents(word)).flatten();
    let of = |word: &str| lexicon.names.uses(&word.lower()).surname;
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
    let known = usual.iter().all(|word| lexicon.names.is_known(word));
    if encoding.is_legacy() && !known {
        add(plain_words(&tidy(&compose(raw)), lexicon));
    }
    let Split { words, comma, .. } = split_words(&text, lexicon);
    add(words.iter().map(|word| plain_word(word, lexicon)).collect());
    add(strip_titles(words, comma, lexicon).words.iter().map(|word| as_typed(word, lexicon)).collect());
    if known || raw.is_ascii() {
        return all;
    }
    for text in lexicon.charsets.every_reading(raw, &lexicon.syllables) {
        add(plain_words(&tidy(&text), lexicon));
    }
    all
}

fn plain_words(text: &str, lexicon: &Lexicon) -> Vec<String> {
    let Split { words, comma, .. } = split_words(text, lexicon);
    let mut words = strip_titles(words, comma, lexicon).words;
    // `NV Hải`: the letters of surname and middle name.
    if words.len() > 1 && words[0].chars().count() < 4 && is_code(&words[0]) {
        let letters: Vec<String> = words[0].trim_end_matches([':', '.']).chars().map(String::from).collect();
        words.splice(..1, letters);
    }
    words.iter().map(|word| plain_word(word, lexicon)).collect()
}

fn plain_word(word: &str, lexicon: &Lexicon) -> String {
    match undo(word, &lexicon.syllables) {
        Some(meant) => lexicon.names.usual(meant.lower()),
        None => lexicon.names.usual(lexicon.syllables.retone(&word.lower())),
    }
}

/// The word without undoing keys, unless these give a name in use: `Đứx` is no `Đữ`.
fn as_typed(word: &str, lexicon: &Lexicon) -> String {
    let undone = plain_word(word, lexicon);
    if lexicon.names.is_known(&undone) { undone } else { lexicon.names.usual(lexicon.syllables.retone(&word.lower())) }
}
