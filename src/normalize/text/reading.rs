//! A text read in one legacy set, word by word.
//!
//! Words that the set cannot hold stay as they are: a clerk typed them in Unicode later. Where such
//! words are proof of Unicode, the others are converted only if they cannot be Vietnamese as they
//! stand. Never: choosing between sets ([`super::detect`]).

use super::charset::Charset;
use super::detect::Encoding;
use super::judge::{evidence, is_foreign, may_be_typed, unicode_word};
use super::syllable::Syllables;

/// A reading of a whole text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Candidate {
    /// The text in that reading.
    pub(super) text: String,
    /// The set.
    pub(super) encoding: Encoding,
    /// Evidence for it.
    pub(super) score: i32,
    /// It proves itself whatever the text looks like otherwise.
    pub(super) proof: bool,
}

/// A piece of a text: what stands there, the evidence for that, and what it means in the set where
/// that is something else.
struct Piece<'a> {
    raw: &'a str,
    stays: i32,
    decoded: Option<(String, i32)>,
}

impl Piece<'_> {
    /// Whether one slip of the keys could have made the word in Unicode: it has Vietnamese letters only, and as
    /// many as its reading in the set (`Tâ` for Tâm, not `Vaên`).
    fn may_be_slip(&self) -> bool {
        let letters = may_be_typed(self.raw);
        letters && self.decoded.as_ref().is_some_and(|(meant, _)| meant.chars().count() == self.raw.chars().count())
    }
}

/// A word that is certainly of one side counts from here on.
const CERTAIN: i32 = 2;

/// Reads a text in a set. `told` says that its column is of this set. `None` where nothing speaks
/// for the set; with `only_best` also where some word speaks against it.
pub(super) fn read_in(
    set: &Charset,
    text: &str,
    encoding: Encoding,
    told: bool,
    only_best: bool,
    syllables: &Syllables,
) -> Option<Candidate> {
    let pieces = pieces(set, text, only_best && !told, syllables)?;
    let score = |piece: &Piece<'_>| piece.decoded.as_ref().map_or(i32::MIN, |(_, score)| *score);
    let slip =
        |piece: &Piece<'_>| piece.stays <= 0 && (syllables.lacks_tone(piece.raw) || !told && piece.may_be_slip());
    let here = |piece: &&Piece<'_>| piece.stays <= 0 && score(piece) >= CERTAIN && !slip(piece);
    let only_here = pieces.iter().filter(here).count();
    let unicode = |piece: &&Piece<'_>| piece.stays >= CERTAIN && (piece.decoded.is_none() || score(piece) < 0);
    let only_unicode = pieces.iter().filter(unicode).count();
    let mut out = Candidate { text: String::with_capacity(text.len() + 8), encoding, score: 0, proof: false };
    let mut gain = told;
    for piece in &pieces {
        let taken = piece.decoded.as_ref().filter(|(meant, score)| {
            if *score != piece.stays && piece.stays > 0 {
                // A word of either side: the one in use.
                *score > piece.stays
            } else if piece.raw.chars().nth(1).is_none() {
                // One letter alone says little, a sign alone nothing but in the midst of its set.
                let midst = told || only_here > 0;
                piece.raw.chars().all(char::is_alphabetic) && only_unicode == 0
                    || midst && is_little_word(meant)
                    || told && is_bar(meant)
            } else if piece.stays > 0 || only_unicode > 0 && slip(piece) {
                only_here >= only_unicode + usize::from(slip(piece))
            } else {
                let sign = piece.raw.chars().any(is_foreign);
                only_unicode == 0 || *score > 0 || sign && only_here > 0
            }
        });
        let (meant, score) = taken.map_or((piece.raw, piece.stays), |(meant, score)| (meant.as_str(), *score));
        gain |= taken.is_some() && score > 0;
        out.score += score;
        out.text.push_str(meant);
    }
    gain.then_some(out)
}

/// Words of one letter that stand in running text.
fn is_little_word(word: &str) -> bool {
    matches!(word, "ở" | "Ở" | "ý" | "Ý" | "à" | "ạ" | "ô" | "ừ" | "ờ")
}

fn is_bar(word: &str) -> bool {
    matches!(word, "đ" | "Đ")
}

/// The words of a text and what stands between them; with `only_best`, `None` once a piece
/// counts against every reading.
fn pieces<'a>(set: &Charset, text: &'a str, only_best: bool, syllables: &Syllables) -> Option<Vec<Piece<'a>>> {
    let case = Case::of(set, text);
    let mut out = Vec::with_capacity(2 * text.bytes().filter(|byte| *byte == b' ').count() + 4);
    let mut rest = text;
    while !rest.is_empty() {
        let inside = rest.starts_with(|letter| set.is_word_part(letter));
        let end = rest.find(|letter| set.is_word_part(letter) != inside).unwrap_or(rest.len());
        let (raw, after) = rest.split_at(end);
        let decoded = if inside { set.word(raw) } else { None };
        let decoded = decoded.map(|meant| best_case(set, raw, &meant, case, syllables));
        let stays = unicode_word(raw, syllables);
        let score = decoded.as_ref().map_or(stays, |(_, score)| stays.max(*score));
        if only_best && score < 0 {
            return None;
        }
        out.push(Piece { raw, stays, decoded });
        rest = after;
    }
    Some(out)
}

/// What a spreadsheet may have done to the case of the bytes of a text, by its plain letters.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Case {
    /// Small and capital letters, as they were typed.
    Kept,
    /// Capitals alone: they may have been made so, and bytes of the upper half with them.
    Raised,
    /// No byte of the upper half is a capital: they may all have been made small.
    Lowered,
}

impl Case {
    fn of(set: &Charset, text: &str) -> Case {
        if !set.is_lower_only() {
            return Case::Kept;
        }
        let capitals = text.bytes().filter(u8::is_ascii_uppercase).count();
        match text.bytes().any(|byte| byte.is_ascii_lowercase()) {
            false if capitals > 1 => Case::Raised,
            true if !text.contains(is_high_capital) => Case::Lowered,
            _ => Case::Kept,
        }
    }
}

fn is_high_capital(letter: char) -> bool {
    matches!(letter, 'À'..='Ö' | 'Ø'..='Þ')
}

/// A decoded word in its case, and the evidence for it. Where the set has no toned capitals, case is
/// that of the plain letters; and where a spreadsheet changed the case of its bytes (`HÏNG` for
/// `HïNG`, drawn as HÙNG), the one spelling that is a word in use is taken.
fn best_case(set: &Charset, raw: &str, meant: &str, case: Case, syllables: &Syllables) -> (String, i32) {
    let cased = |meant: &str| {
        if set.is_lower_only() { restore_case(raw, meant, case == Case::Raised) } else { meant.to_owned() }
    };
    let own = cased(meant);
    let score = evidence(&own, syllables);
    // A small letter that was a capital is believed only of a word that is none as it stands.
    let changed = match case {
        Case::Kept => false,
        Case::Raised => score != 0,
        Case::Lowered => score < 0,
    };
    if !changed || syllables.is_in_use(&own) {
        return (own, score);
    }
    let mut found: Vec<String> = recased(raw, case)
        .iter()
        .filter_map(|raw| set.word(raw))
        .map(|meant| cased(&meant))
        .filter(|meant| syllables.is_in_use(meant))
        .collect();
    found.dedup();
    match &found[..] {
        [one] => (one.clone(), score.max(1)),
        _ => (own, score),
    }
}

/// The word with the case of each one, then of all, of its letters of the upper half changed back.
fn recased(raw: &str, case: Case) -> Vec<String> {
    let changed = |letter: char| match case {
        Case::Raised => is_high_capital(letter),
        _ => matches!(letter, 'à'..='ö' | 'ø'..='þ'),
    };
    let flip = |letter: char| {
        if changed(letter) { char::from_u32(letter as u32 ^ 0x20).unwrap_or(letter) } else { letter }
    };
    let places: Vec<usize> = raw.chars().enumerate().filter(|(_, c)| changed(*c)).map(|(at, _)| at).collect();
    if places.is_empty() || places.len() > 3 {
        return Vec::new();
    }
    let one = |place: usize| raw.chars().enumerate().map(|(at, c)| if at == place { flip(c) } else { c }).collect();
    let mut out: Vec<String> = places.iter().map(|&place| one(place)).collect();
    out.push(raw.chars().map(flip).collect());
    out.sort_unstable();
    out.dedup();
    out
}

/// Capitals of a word whose plain letters are all capitals: `NGUYÔN` means `NGUYỄN`. Only for sets
/// of one byte a letter, where both texts have the same length in characters.
fn restore_case(raw: &str, meant: &str, shout: bool) -> String {
    let small = raw.bytes().any(|byte| byte.is_ascii_lowercase());
    let capital = raw.chars().skip(usize::from(raw.chars().nth(1).is_some())).any(|c| c.is_ascii_uppercase());
    if shout || !small && capital { meant.to_uppercase() } else { meant.to_owned() }
}
