//! Text of cells: decoded, in NFC, without look-alikes and invisible characters.
//!
//! Two lists of steps. Lossless: marks into their letters, decode the legacy font, look-alikes,
//! invisible characters, blanks, a tone on its letter. Lossy (keys only, never shown):
//! [`letters::fold`]. Order matters: TCVN3 writes ư as a soft hyphen and UTF-8 read as Windows-1252
//! writes à with a no-break blank, so decoding comes before stripping. Clean text is looked over
//! once and costs nothing more ([`is_clean`]). Never: guessing a lost accent.

mod accents;
pub mod charset;
pub mod detect;
mod judge;
pub mod letters;
mod look_alikes;
mod mojibake;
mod reading;
mod scan;
pub mod syllable;
pub mod typing;

pub use accents::compose;
pub use detect::{Charsets, Encoding};
pub(super) use judge::{has_impossible, is_legacy_sign};
use look_alikes::has_look_alikes;
pub use look_alikes::tidy;
pub use syllable::Syllables;

use super::checks;
use super::lexicon::Lexicon;
use crate::model::Issue;
use scan::Scan;

/// A cell's text after the lossless steps.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cleaned {
    /// The text: NFC, single blanks, trimmed.
    pub text: String,
    /// How it was written.
    pub encoding: Encoding,
    /// What was done to it or could not be done.
    pub issues: Vec<Issue>,
}

/// Rounds after which a text has settled: a text may be wrapped in two encodings, hardly in three.
const ROUNDS: usize = 6;

/// Longest text, in bytes, that is decoded or judged. Cells of lists have some hundred; what is longer
/// than a page is not text of a list, and judging each of its words in each encoding takes long.
const LONGEST: usize = 3_000;

/// So much of a text that is too long stands in its finding.
const SHOWN: usize = 80;

impl Scan {
    /// Whether a text of this column is what it seems.
    fn is_settled(self, column: Option<Encoding>) -> bool {
        let legacy = column.is_some_and(Encoding::is_legacy);
        self.plain || self.vietnamese && (self.proven || self.in_use && !legacy)
    }
}

/// Whether cleaning would leave the text exactly as it is: one look, no allocation. True for most
/// cells. `column` is the encoding of most cells of its column, where known.
#[must_use]
pub fn is_clean(raw: &str, column: Option<Encoding>, lexicon: &Lexicon) -> bool {
    let seen = scan::scan(raw, &lexicon.syllables);
    seen.tidy && seen.is_settled(column)
}

/// Whether a word needs no cleaning. Words that need none are, with single blanks between, a text that
/// needs none, unless its column is of a legacy set.
pub(super) fn is_clean_word(word: &str, syllables: &Syllables) -> bool {
    let seen = scan::scan(word, syllables);
    seen.tidy && seen.is_settled(None)
}

/// Reads a cell's text. `column` is the encoding of most cells of its column, where known. Cleaning
/// the result again, on its own, changes nothing. A text longer than a page that is not clean
/// Vietnamese stays as it is, with a finding.
#[must_use]
pub fn clean(raw: &str, column: Option<Encoding>, lexicon: &Lexicon) -> Cleaned {
    let seen = scan::scan(raw, &lexicon.syllables);
    if seen.is_settled(column) {
        let text = if seen.tidy { raw.to_owned() } else { tidy(raw) };
        let replaced = !seen.tidy && has_look_alikes(raw) && text != raw;
        let issues = if replaced { vec![Issue::new(checks::TEXT_LOOK_ALIKES, raw).suggest(&text)] } else { Vec::new() };
        return Cleaned { text, encoding: Encoding::Unicode, issues };
    }
    if raw.len() > LONGEST {
        let issue = Issue::new(checks::TEXT_UNDECODED, &beginning(raw));
        return Cleaned { text: raw.to_owned(), encoding: Encoding::Unicode, issues: vec![issue] };
    }
    let first = step(raw, column, lexicon);
    let issues = issues_of(raw, &first);
    let mut text = first.text;
    for _ in 0..ROUNDS {
        let seen = scan::scan(&text, &lexicon.syllables);
        if seen.is_settled(None) {
            if !seen.tidy {
                text = tidy(&text);
            }
            break;
        }
        let next = step(&text, None, lexicon).text;
        if next == text {
            break;
        }
        text = next;
    }
    Cleaned { text, encoding: first.encoding, issues }
}

/// The encoding of a text that tells it on its own.
#[must_use]
pub fn vote(raw: &str, lexicon: &Lexicon) -> Option<Encoding> {
    let seen = scan::scan(raw, &lexicon.syllables);
    if seen.plain || seen.vietnamese {
        return (seen.vietnamese && seen.proven).then_some(Encoding::Unicode);
    }
    if raw.len() > LONGEST {
        return None;
    }
    let reading = lexicon.charsets.read(&compose(raw), None, &lexicon.syllables);
    reading.sure.then_some(reading.encoding)
}

/// So much of a text that is too long as a finding shows.
pub(super) fn beginning(raw: &str) -> String {
    raw.chars().take(SHOWN).chain(['…']).collect()
}

/// One round of cleaning.
struct Step {
    text: String,
    encoding: Encoding,
    broken: bool,
    other: Option<String>,
}

fn step(raw: &str, column: Option<Encoding>, lexicon: &Lexicon) -> Step {
    let visible: String =
        raw.chars().filter(|letter| !matches!(letter, '\u{200b}'..='\u{200f}' | '\u{feff}')).collect();
    let composed = compose(&visible);
    // Marks put into their letters leave a clean text: nothing is to decode.
    let legacy = column.is_some_and(Encoding::is_legacy);
    if !legacy && composed != visible && scan::scan(&composed, &lexicon.syllables).is_settled(column) {
        return Step { text: tidy(&composed), encoding: Encoding::Combining, broken: false, other: None };
    }
    let reading = lexicon.charsets.read(&composed, column, &lexicon.syllables);
    let combining = reading.encoding == Encoding::Unicode && composed != visible;
    let done = |text: &str| {
        if is_clean(text, None, lexicon) {
            return text.to_owned();
        }
        settle_tones(&compose(&tidy(text)), &lexicon.syllables)
    };
    let undecided = reading.broken || reading.other.is_some();
    Step {
        // What may still be decoded by a person keeps every character.
        text: if undecided {
            reading.text.split_ascii_whitespace().collect::<Vec<_>>().join(" ")
        } else {
            done(&reading.text)
        },
        encoding: if combining { Encoding::Combining } else { reading.encoding },
        broken: reading.broken,
        other: reading.other.as_deref().map(done),
    }
}

fn issues_of(raw: &str, step: &Step) -> Vec<Issue> {
    let mut issues = Vec::new();
    if step.encoding.is_legacy() {
        issues.push(Issue::new(checks::TEXT_LEGACY, raw).suggest(&step.text));
    } else if step.encoding == Encoding::Combining {
        issues.push(Issue::new(checks::TEXT_COMBINING, raw).suggest(&step.text));
    }
    let kept = step.broken || step.other.is_some() || step.encoding.is_legacy();
    if !kept && has_look_alikes(raw) && step.text != raw {
        issues.push(Issue::new(checks::TEXT_LOOK_ALIKES, raw).suggest(&step.text));
    }
    if step.broken {
        issues.push(Issue::new(checks::TEXT_UNDECODED, raw));
    }
    if let Some(other) = &step.other {
        issues.push(Issue::new(checks::TEXT_AMBIGUOUS, raw).suggest(other));
    }
    issues
}

/// Tones on a letter where no convention puts them (`nứơc`, `tóan`) moved to their own. `hòa` and
/// `hoà` are two conventions and both stay.
fn settle_tones(text: &str, syllables: &Syllables) -> String {
    let mut out = String::with_capacity(text.len());
    for word in text.split_inclusive(|letter: char| !letters::is_letter(letter)) {
        let end = word.trim_end_matches(|letter: char| !letters::is_letter(letter)).len();
        let (bare, rest) = word.split_at(end);
        if syllables.is_misplaced(bare) {
            out.push_str(&syllables.retone(bare))
        } else {
            out.push_str(bare)
        }
        out.push_str(rest);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::normalize::tests::lexicon;

    #[track_caller]
    fn check(raw: &str, expected: &str, issues: &[&str]) {
        let cleaned = clean(raw, None, lexicon());
        assert_eq!(cleaned.text, expected);
        let found: Vec<&str> = cleaned.issues.iter().map(|issue| issue.check).collect();
        assert_eq!(found, issues, "{raw}");
        assert!(!is_clean(raw, None, lexicon()) || raw == expected, "{raw}");
    }

    #[test]
    fn decoded_composed_and_tidied() {
        check("Ðỗ\u{a0}\u{200b} Văn  ðức ", "Đỗ Văn đức", &[checks::TEXT_LOOK_ALIKES]);
        check("Тrần Нà", "Trần Hà", &[checks::TEXT_LOOK_ALIKES]);
        check("Trần\u{a0}Hà", "Trần Hà", &[checks::TEXT_LOOK_ALIKES]);
        check(" Trần Hà\u{a0}", "Trần Hà", &[]);
        check("thôn Đông – số 3", "thôn Đông - số 3", &[]);
        check("Привет", "Привет", &[]);
        check("L\u{ad}u Thµnh", "Lưu Thành", &[checks::TEXT_LEGACY]);
        check("Nguye\u{302}\u{303}n", "Nguyễn", &[checks::TEXT_COMBINING]);
        check("nứơc tóan hoà hòa qúy", "nước toán hoà hòa quý", &[]);
        check("M\u{1c}N Lê", "MẪN Lê", &[checks::TEXT_LEGACY]);
    }

    #[test]
    fn what_cannot_be_decoded_stays_and_is_flagged() {
        check("Tr©ñ ¿xz", "Tr©ñ ¿xz", &[checks::TEXT_UNDECODED]);
        check("Vò Gia Phóc", "Vò Gia Phóc", &[checks::TEXT_AMBIGUOUS]);
        check("Nguyễn Văn An", "Nguyễn Văn An", &[]);
    }

    /// A word that only lacks its tone is a slip before it is TCVN3 (Lục, Phục).
    #[test]
    fn a_forgotten_tone_is_no_legacy_font() {
        check("Nguyễn Văn Lôc", "Nguyễn Văn Lôc", &[]);
        check("Nguyễn V¨n Lôc", "Nguyễn Văn Lôc", &[checks::TEXT_LEGACY]);
        check("NguyÔn V¨n Lôc", "Nguyễn Văn Lục", &[checks::TEXT_LEGACY]);
        check("Lôc", "Lôc", &[checks::TEXT_AMBIGUOUS]);
        let told = clean("Lôc", Some(Encoding::Tcvn3), lexicon());
        assert_eq!(told.text, "Lục");
    }

    #[test]
    fn a_text_longer_than_a_page_is_decoded_no_more() {
        let legacy = "NguyÔn V¨n Hïng ".repeat(LONGEST / 20);
        assert!(clean(&legacy, None, lexicon()).text.starts_with("Nguyễn Văn Hùng"));
        assert_eq!(vote(&legacy, lexicon()), Some(Encoding::Tcvn3));
        let longer = legacy.repeat(2);
        check(&longer, &longer, &[checks::TEXT_UNDECODED]);
        assert_eq!(vote(&longer, lexicon()), None);
        let shown = clean(&longer, None, lexicon()).issues[0].raw.reveal().chars().count();
        assert_eq!(shown, SHOWN + 1);
        let vietnamese = "Nguyễn Văn Hùng ".repeat(LONGEST);
        check(&vietnamese, vietnamese.trim(), &[]);
    }

    proptest::proptest! {
        #[test]
        fn cleaning_twice_is_cleaning_once(text in "\\PC{0,16}|[ -~\u{80}-\u{ff}]{0,16}|[a-zà-ỹÀ-Ỹ©®¨µÞ§ \u{300}-\u{323}-]{0,16}") {
            for column in [None, Some(Encoding::Tcvn3), Some(Encoding::Vni)] {
                let once = clean(&text, column, lexicon()).text;
                proptest::prop_assert_eq!(&clean(&once, None, lexicon()).text, &once);
            }
        }

        #[test]
        fn clean_text_is_left_alone(text in "[ -~\u{80}-\u{ff}à-ỹÀ-Ỹ]{0,16}") {
            if is_clean(&text, None, lexicon()) {
                proptest::prop_assert_eq!(&clean(&text, None, lexicon()).text, &text);
            }
        }
    }
}
