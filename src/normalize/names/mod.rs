//! Names of persons: canonical form, key, and what was cut off.
//!
//! Canonical: NFC, capitals by syllable, tones as in identity documents (hòa, thủy), `i`/`y` as
//! written, without titles, notes, running numbers and years. Example: `1. Bà NGUYỄN THỊ HOÀ
//! (chết)` is `Nguyễn Thị Hòa`, note `chết`. Never: adding an accent that nobody wrote; a doubtful
//! syllable stays and gives a finding with a suggestion.

mod judge;
mod key;
mod known;
mod reading;
mod spelling;
mod words;

pub use judge::{Judge, Level, PairWords, Verdict, compare_columns, judge};
pub use key::name_key;
pub use known::KnownNames;

use unicode_normalization::UnicodeNormalization;

use super::checks;
use super::lexicon::Lexicon;
use super::text::letters::fold;
use super::text::typing::{capital, undo};
use super::text::{Cleaned, Encoding, tidy};
use crate::model::Issue;
use reading::{decode, strip_titles};
use words::{Split, split_words, usual};

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

/// Reads a name. `column` is the encoding of most cells of its column, where known.
///
/// Reading a canonical name again changes nothing: a legacy reading that would itself be read as
/// something else is none, and a text that never settles is no name.
#[must_use]
pub fn read_name(raw: &str, column: Option<Encoding>, lexicon: &Lexicon) -> NameReading {
    let mut reading = read_cleaned(raw, decode(raw, column, lexicon), lexicon);
    if reading.encoding.is_legacy() && !is_settled(&reading, lexicon) {
        let text = tidy(&raw.nfc().collect::<String>());
        reading = read_cleaned(raw, Cleaned { text, encoding: Encoding::Unicode, issues: Vec::new() }, lexicon);
    }
    for _ in 0..ROUNDS {
        let Some(name) = &reading.canonical else { return reading };
        let again = read_cleaned(name, decode(name, None, lexicon), lexicon);
        if again.canonical.as_ref() == Some(name) {
            return reading;
        }
        reading = NameReading { note: reading.note, issues: reading.issues, encoding: reading.encoding, ..again };
    }
    NameReading { canonical: None, key: String::new(), ..reading }
}

fn is_settled(reading: &NameReading, lexicon: &Lexicon) -> bool {
    reading
        .canonical
        .as_ref()
        .is_none_or(|name| read_cleaned(name, decode(name, None, lexicon), lexicon).canonical.as_ref() == Some(name))
}

fn read_cleaned(raw: &str, cleaned: Cleaned, lexicon: &Lexicon) -> NameReading {
    let Split { words, note } = split_words(&cleaned.text, &lexicon.words.names);
    let mut issues = cleaned.issues;
    let mut words = strip_titles(words, lexicon);
    for (at, word) in words.iter_mut().enumerate() {
        *word = mend(word, at == 0, raw, lexicon, &mut issues);
    }
    join_broken_surname(&mut words, lexicon);
    let unmarked = words.iter().all(|word| word.is_ascii());
    let name = words.join(" ");
    if !is_name(&words) {
        return NameReading { canonical: None, key: String::new(), note, encoding: cleaned.encoding, issues };
    }
    let before = issues.len();
    let name = mend_surname(name, &words, unmarked, raw, lexicon, &mut issues);
    look_over(&words, &name, unmarked, raw, lexicon, &mut issues, before);
    NameReading { key: name_key(&name), canonical: Some(name), note, encoding: cleaned.encoding, issues }
}

/// One word: abbreviation of a surname, residue of typing, tone placement, capitals.
fn mend(word: &str, first: bool, raw: &str, lexicon: &Lexicon, issues: &mut Vec<Issue>) -> String {
    let bare = word.trim_end_matches(['.', '~']).to_lowercase();
    if first && let Some(full) = lexicon.words.names.surname_abbreviations.get(&bare) {
        issues.push(Issue::new(checks::NAME_ABBREVIATION, raw).suggest(full));
        return full.clone();
    }
    if let Some(meant) = undo(word, &lexicon.syllables) {
        let meant = capital(&meant);
        issues.push(Issue::new(checks::NAME_TYPING, raw).suggest(&meant));
        return meant;
    }
    let placed = usual(lexicon.syllables.retone(&word.to_lowercase()));
    placed.split('\'').map(capital).collect::<Vec<_>>().join("'")
}

/// `Nguy ễn Văn An`: a surname broken by a blank.
fn join_broken_surname(words: &mut Vec<String>, lexicon: &Lexicon) {
    if words.len() > 2 && !lexicon.names.is_surname(&words[0]) && !lexicon.names.is_known(&words[1]) {
        let joined = capital(&format!("{}{}", words[0], words[1]));
        if lexicon.names.is_surname(&joined) {
            words.splice(..2, [joined]);
        }
    }
}

fn is_name(words: &[String]) -> bool {
    let letters: usize = words.iter().flat_map(|word| word.chars()).filter(|c| c.is_alphabetic()).count();
    letters >= 2 && words.iter().any(|word| word.chars().filter(|c| c.is_alphabetic()).count() >= 2)
}

/// A first word that is no surname and no other part of names, and differs from exactly one surname
/// by its accents or one letter. The rest of the name must bear accents, else nothing is known.
fn mend_surname(
    name: String,
    words: &[String],
    unmarked: bool,
    raw: &str,
    lexicon: &Lexicon,
    issues: &mut Vec<Issue>,
) -> String {
    if unmarked || words.len() < 2 || lexicon.names.is_known(&words[0]) {
        return name;
    }
    let Some(meant) = lexicon.names.nearest_surname(&words[0]) else { return name };
    issues.push(Issue::new(checks::NAME_SURNAME, raw).suggest(meant));
    std::iter::once(meant).chain(words[1..].iter().map(String::as_str)).collect::<Vec<_>>().join(" ")
}

fn look_over(
    words: &[String],
    name: &str,
    unmarked: bool,
    raw: &str,
    lexicon: &Lexicon,
    issues: &mut Vec<Issue>,
    before: usize,
) {
    if words.len() == 1 {
        issues.push(Issue::new(checks::NAME_SINGLE, raw));
    }
    if words.len() > 7 {
        issues.push(Issue::new(checks::NAME_LONG, raw));
    }
    let real = lexicon.names.surname_without_accents(&words[0]);
    if unmarked && words.len() > 1 && real.is_some_and(|surname| !surname.is_ascii()) {
        issues.push(Issue::new(checks::NAME_NO_ACCENTS, raw));
        return;
    }
    if issues.len() > before {
        return;
    }
    let odd = words.iter().skip(usize::from(issues.len() > before)).find(|word| {
        let initial = word.trim_end_matches('.').chars().count() == 1 || word.ends_with('.');
        !initial && !lexicon.syllables.can_be(word)
    });
    let Some(odd) = odd else { return };
    let issue = Issue::new(checks::NAME_NOT_A_SYLLABLE, raw);
    issues.push(match lexicon.names.nearest_part(odd) {
        Some(meant) => issue.suggest(&name.replace(odd.as_str(), meant)),
        None => issue,
    });
}

/// Whether the text, folded, is one of the words that stand where a name should and are none.
pub(super) fn is_filler(text: &str, lexicon: &Lexicon) -> bool {
    let folded = fold(text);
    folded.is_empty() || lexicon.words.names.fillers.contains(&folded)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::normalize::tests::lexicon;
    use proptest::test_runner::TestCaseError;

    #[track_caller]
    fn check(raw: &str, canonical: &str, issues: &[&str]) {
        let reading = read_name(raw, None, lexicon());
        assert_eq!(reading.canonical.as_deref().unwrap_or(""), canonical, "{raw}");
        let found: Vec<&str> = reading.issues.iter().map(|issue| issue.check).collect();
        assert_eq!(found, issues, "{raw}");
    }

    #[test]
    fn writing_is_made_one() {
        check("  NGUYỄN  THỊ HOÀ ", "Nguyễn Thị Hòa", &[]);
        check("nguyễn văn quí", "Nguyễn Văn Quý", &[]);
        check("NguyễnVăn Thuỷ", "Nguyễn Văn Thủy", &[]);
        check("Nguyễn-Văn-An", "Nguyễn Văn An", &[]);
        check("Nguy ễn Văn An", "Nguyễn Văn An", &[]);
        check("NguyÔn ThÞ Hoµ", "Nguyễn Thị Hòa", &[checks::TEXT_LEGACY]);
        check("H'Leo Niê", "H'Leo Niê", &[checks::NAME_NOT_A_SYLLABLE]);
    }

    #[test]
    fn titles_and_notes_go() {
        check("1. Bà Nguyễn Thị Tý (chết)", "Nguyễn Thị Tý", &[]);
        check("BMVNAH Trần Thị Nụ", "Trần Thị Nụ", &[]);
        check("Cụ: Vũ Văn Tẹo - 1940", "Vũ Văn Tẹo", &[]);
        check("Ô/B Nguyên Thị Cúc", "Nguyên Thị Cúc", &[]);
        check("Chu Văn Dậu", "Chu Văn Dậu", &[]);
        check("chú Hoàng Tuấn", "Hoàng Tuấn", &[]);
        check("Cháu Lê Anh", "Lê Anh", &[]);
        check("Lê Văn Bình tức Tư", "Lê Văn Bình", &[]);
        check("Trần Thị Sinh", "Trần Thị Sinh", &[]);
        check("Trần Thị Nụ sinh 1950", "Trần Thị Nụ", &[]);
        check("Anh Thư", "Anh Thư", &[]);
        assert_eq!(
            read_name("Phạm Văn Sửu (tức Tám) sn 1950", None, lexicon()).note.as_deref(),
            Some("tức Tám; sn 1950")
        );
    }

    #[test]
    fn slips_are_mended_only_where_one_meaning_is_left() {
        check("Nguyển Văn An", "Nguyễn Văn An", &[checks::NAME_SURNAME]);
        check("Ngyễn Văn Án", "Nguyễn Văn Án", &[checks::NAME_SURNAME]);
        check("Ng. Văn An", "Nguyễn Văn An", &[checks::NAME_ABBREVIATION]);
        check("Tr. Văn An", "Tr. Văn An", &[]);
        check("Nguyeenx Vawn Nam", "Nguyễn Văn Nam", &[checks::NAME_TYPING, checks::NAME_TYPING]);
        check("NGUYEN VAN HAI", "Nguyen Van Hai", &[checks::NAME_NO_ACCENTS]);
        check("Đỗ Văn Đứcc", "Đỗ Văn Đứcc", &[checks::NAME_NOT_A_SYLLABLE]);
        check("Nụ", "Nụ", &[checks::NAME_SINGLE]);
    }

    #[test]
    fn what_is_no_name() {
        check("12", "", &[]);
        check("…", "", &[]);
        check("x", "", &[]);
    }

    fn twice(name: &str) -> Result<(), TestCaseError> {
        let Some(once) = read_name(name, None, lexicon()).canonical else { return Ok(()) };
        let twice = read_name(&once, None, lexicon()).canonical;
        proptest::prop_assert_eq!(twice, Some(once));
        Ok(())
    }

    #[test]
    fn small_and_capital_letters_of_a_legacy_font_settle_on_one_name() {
        for name in ["ôu", "Ôu", "ÔU", "ôu ôu", "đỗ ôu"] {
            twice(name).unwrap();
        }
    }

    proptest::proptest! {
        #[test]
        fn never_panics(text in "\\PC{0,24}") {
            let _ = read_name(&text, None, lexicon());
        }

        #[test]
        fn twice_is_once_for_any_text(name in "\\PC{0,16}|[a-zà-ỹÀ-Ỹ©®¨µÞ§ -]{0,16}") {
            twice(&name)?;
        }

        #[test]
        fn twice_is_once(name in "((Nguyễn|TRẦN|Ngô|hoà|Quí|Ông|Bà|V.|Ng.|1.|NguyễnVăn|ễn|sn 1950|Thij|Đứcc) ){0,3}[a-zăâđêôơư]{0,4}( [(]chết[)])?") {
            twice(&name)?;
        }
    }
}
