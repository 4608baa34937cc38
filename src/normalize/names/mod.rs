//! Names of persons: canonical form, key, and what was cut off.
//!
//! Canonical: NFC, capitals by syllable, tones as in identity documents (hòa, thủy), `i`/`y` as
//! written, without titles, notes, running numbers and years. Example: `1. Bà NGUYỄN THỊ HOÀ
//! (chết)` is `Nguyễn Thị Hòa`, note `chết`. Never: adding an accent that nobody wrote; a doubtful
//! syllable stays and gives a finding with a suggestion.

mod behind;
mod front;
mod glued;
mod judge;
mod key;
mod keys;
mod known;
mod lists;
mod mend;
mod order;
mod overview;
mod parts;
mod quick;
mod reading;
mod restore;
mod shortcut;
mod spelling;
mod words;

pub use front::Fronts;
pub use judge::{Judge, Level, PairWords, Verdict, compare_columns, judge};
pub use key::name_key;
pub use keys::{LOSSLESS, LOSSY, Sounds, Step, key_at, loose_keys};
pub use known::KnownNames;
pub use lists::NameLists;

use unicode_normalization::{UnicodeNormalization, is_nfc};

use super::checks;
use super::lexicon::Lexicon;
use super::text::letters::fold;
use super::text::{Cleaned, Encoding, is_clean, tidy};
use crate::model::Issue;
use behind::is_relation;
use mend::Mending;
use order::in_order;
use overview::look_over;
use quick::Known;
pub use quick::Quick;
use reading::{Stripped, decode, strip_titles, title};
use words::{Split, split_words};

/// What a name cell says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NameReading {
    /// Canonical name; `None` where the text is no name.
    pub canonical: Option<String>,
    /// Key equal for spellings that differ in nothing but writing; empty where there is no name.
    pub key: String,
    /// What was cut off: brackets, years, other names.
    pub note: Option<String>,
    /// How the cell was written.
    pub encoding: Encoding,
    /// Lossy and doubtful steps.
    pub issues: Vec<Issue>,
}

/// Readings after which a name has settled or never will.
const ROUNDS: usize = 4;

/// Longest cell of a name with its notes, in bytes, and most words of a name. The longest names have
/// a tenth of that; beyond it every reading would still cost its length.
const LONGEST_CELL: usize = 600;
const MOST_WORDS: usize = 24;

/// Reads a name. `column` is the encoding of most cells of its column, where known.
///
/// Reading a canonical name again changes nothing: a legacy reading that would itself be read as
/// something else is none, and a text that never settles is no name.
#[must_use]
pub fn read_name(raw: &str, column: Option<Encoding>, lexicon: &Lexicon) -> NameReading {
    let legacy = column.is_some_and(Encoding::is_legacy);
    if let Some(known) = lexicon.quick.read(raw.split(' '))
        && (known.clean && !legacy || is_clean(raw, column, lexicon))
    {
        return by_table(known, raw, None, Encoding::Unicode, Vec::new());
    }
    if raw.len() > LONGEST_CELL {
        let encoding = Encoding::Unicode;
        return NameReading { canonical: None, key: String::new(), note: None, encoding, issues: Vec::new() };
    }
    if !legacy && let Some(reading) = shortcut::read(raw, column, lexicon) {
        return reading;
    }
    the_long_way(raw, column, lexicon, true)
}

/// Reads a name step by step; where `table` is set, a name that is left after decoding and cutting
/// off may still be read by table.
fn the_long_way(raw: &str, column: Option<Encoding>, lexicon: &Lexicon, table: bool) -> NameReading {
    let (mut reading, mut by_table) = read_cleaned(raw, decode(raw, column, lexicon), lexicon, table);
    if reading.encoding.is_legacy() && !by_table && !is_settled(&reading, lexicon) {
        let text = tidy(&raw.nfc().collect::<String>());
        let cleaned = Cleaned { text, encoding: Encoding::Unicode, issues: Vec::new() };
        (reading, by_table) = read_cleaned(raw, cleaned, lexicon, table);
    }
    if by_table {
        return reading;
    }
    for _ in 0..ROUNDS {
        let Some(name) = &reading.canonical else { return reading };
        // Capitals may grow (İ has two letters when small): no cell of that length would be read.
        if name.len() > LONGEST_CELL {
            break;
        }
        let (again, _) = read_cleaned(name, decode(name, None, lexicon), lexicon, table);
        if again.canonical.as_ref() == Some(name) {
            return reading;
        }
        reading = NameReading { note: reading.note, issues: reading.issues, encoding: reading.encoding, ..again };
    }
    NameReading { canonical: None, key: String::new(), ..reading }
}

fn is_settled(reading: &NameReading, lexicon: &Lexicon) -> bool {
    let again = |name: &String| read_cleaned(name, decode(name, None, lexicon), lexicon, true).0.canonical;
    reading.canonical.as_ref().is_none_or(|name| again(name).as_ref() == Some(name))
}

fn by_table(known: Known, raw: &str, note: Option<String>, encoding: Encoding, mut issues: Vec<Issue>) -> NameReading {
    if known.bare {
        issues.push(Issue::new(checks::NAME_NO_ACCENTS, raw));
    }
    NameReading { canonical: Some(known.name), key: known.key, note, encoding, issues }
}

/// Reads a decoded text; also whether the table of words read it, which settles it.
fn read_cleaned(raw: &str, cleaned: Cleaned, lexicon: &Lexicon, table: bool) -> (NameReading, bool) {
    let Split { words, notes, comma, second } = split_words(&cleaned.text, lexicon);
    // `Mẹ anh hùng …` is a title, `Mẹ anh …` a relation.
    let relation = is_relation(&words, lexicon) && title(&words, lexicon).is_none_or(|count| count < 3);
    if relation || is_filler(&cleaned.text, lexicon) {
        let (note, encoding, issues) = (Some(cleaned.text), cleaned.encoding, cleaned.issues);
        return (NameReading { canonical: None, key: String::new(), note, encoding, issues }, false);
    }
    let Stripped { words, titles } = strip_titles(words, comma, lexicon);
    let comma = comma.and_then(|at| at.checked_sub(titles.len())).filter(|at| *at > 0);
    let cut: Vec<String> = (!titles.is_empty()).then(|| titles.join(" ")).into_iter().chain(notes).collect();
    let note = (!cut.is_empty()).then(|| cut.join("; "));
    let mut issues = cleaned.issues;
    if second {
        issues.push(Issue::new(checks::NAME_TWO, raw).suggest(&words.join(" ")));
    }
    if table
        && comma.is_none()
        && let Some(known) = lexicon.quick.read(words.iter().map(String::as_str))
    {
        return (by_table(known, raw, note, cleaned.encoding, issues), true);
    }
    let mut mending = Mending { words, issues, raw, lexicon };
    mending.unglue();
    mending.write_out();
    mending.drop_doubled_marker();
    mending.join_broken();
    mending.move_blanks();
    if !is_name(&mending.words) {
        let issues = mending.issues;
        let none = NameReading { canonical: None, key: String::new(), note, encoding: cleaned.encoding, issues };
        return (none, false);
    }
    if in_order(&mut mending.words, comma, lexicon) {
        let ordered = mending.words.join(" ");
        mending.found(checks::NAME_ORDER, &ordered);
    }
    mending.write_out_abbreviations();
    mending.mend_slips();
    look_over(&mut mending);
    let joined = mending.words.join(" ");
    let name = if is_nfc(&joined) { joined } else { joined.nfc().collect() };
    let issues = mending.issues;
    let key = name_key(&name);
    (NameReading { key, canonical: Some(name), note, encoding: cleaned.encoding, issues }, false)
}

fn is_name(words: &[String]) -> bool {
    let letters: usize = words.iter().flat_map(|word| word.chars()).filter(|c| c.is_alphabetic()).count();
    letters >= 2
        && words.len() <= MOST_WORDS
        && words.iter().any(|word| word.chars().filter(|c| c.is_alphabetic()).count() >= 2)
}

/// Whether the text, folded, is one of the words that stand where a name should and are none.
pub(super) fn is_filler(text: &str, lexicon: &Lexicon) -> bool {
    let folded = fold(text);
    folded.is_empty() || lexicon.words.names.fillers.contains(&folded)
}

#[cfg(test)]
mod tests;
