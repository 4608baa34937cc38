//! Names of persons: canonical form, key, and what was cut off.
//!
//! Canonical: NFC, capitals by syllable, tones as in identity documents (hòa, thủy), `i`/`y` as
//! written, without titles, notes, running numbers and years. Example: `1. Bà NGUYỄN THỊ HOÀ
//! (chết)` is `Nguyễn Thị Hòa`, note `chết`. Never: adding an accent that nobody wrote; a doubtful
//! syllable stays and gives a finding with a suggestion.

mod behind;
mod judge;
mod key;
mod keys;
mod known;
mod mend;
mod order;
mod overview;
mod quick;
mod reading;
mod restore;
mod spelling;
mod words;

pub use judge::{Judge, Level, PairWords, Verdict, compare_columns, judge};
pub use key::name_key;
pub use keys::{LOSSLESS, LOSSY, Sounds, Step, key_at, loose_keys};
pub use known::KnownNames;

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
    let relation = is_relation(&words, &lexicon.words.names) && title(&words, lexicon).is_none_or(|count| count < 3);
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
    mending.write_out();
    mending.join_broken();
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
        check("H'Leo Niê", "H'Leo Niê", &[checks::NAME_FOREIGN]);
    }

    #[test]
    fn titles_and_notes_go() {
        check("1. Bà Nguyễn Thị Tý (chết)", "Nguyễn Thị Tý", &[]);
        check("BMVNAH Trần Thị Nụ", "Trần Thị Nụ", &[]);
        check("Cụ: Vũ Văn Tẹo - 1940", "Vũ Văn Tẹo", &[]);
        check("Ô/B Nguyên Thị Cúc", "Nguyễn Thị Cúc", &[checks::NAME_SURNAME]);
        check("Chu Văn Dậu", "Chu Văn Dậu", &[]);
        check("chú Hoàng Tuấn", "Hoàng Tuấn", &[]);
        check("Cháu Lê Anh", "Lê Anh", &[]);
        check("Lê Văn Bình tức Tư", "Lê Văn Bình", &[]);
        check("Trần Thị Sinh", "Trần Thị Sinh", &[]);
        check("Trần Thị Nụ sinh 1950", "Trần Thị Nụ", &[]);
        check("Anh Thư", "Anh Thư", &[]);
        check("Ông Nguyển Văn An", "Nguyển Văn An", &[checks::NAME_SURNAME]);
        assert_eq!(
            read_name("Phạm Văn Sửu (tức Tám) sn 1950", None, lexicon()).note.as_deref(),
            Some("tức Tám; sn 1950")
        );
    }

    /// A title that is a surname too is one only where a whole name follows.
    #[test]
    fn surnames_that_are_titles() {
        check("Ong Văn Trực", "Ong Văn Trực", &[]);
        check("ONG VAN TRUC", "Ong Van Truc", &[checks::NAME_NO_ACCENTS]);
        check("Ong Quang Tùng", "Ong Quang Tùng", &[]);
        check("Ong Phạm Bá", "Ong Phạm Bá", &[]);
        check("Ong Phạm Bá Tùng", "Phạm Bá Tùng", &[]);
        check("Ong Pham Tung", "Pham Tung", &[checks::NAME_NO_ACCENTS]);
        check("Ông Văn Trực", "Ông Văn Trực", &[]);
        check("Ông Ích Khiêm", "Ông Ích Khiêm", &[]);
        check("Ông Ông Văn Trực", "Ông Văn Trực", &[]);
        check("Ông Văn Thị Hoa", "Văn Thị Hoa", &[]);
        check("Ông Cao Thắng", "Cao Thắng", &[]);
        check("Ông Tô Minh Khoa", "Tô Minh Khoa", &[]);
        check("Ông Cù Gia Lâm", "Cù Gia Lâm", &[]);
        check("ông Phó Kim Sen", "Phó Kim Sen", &[]);
        check("Ong Nguyen Van An", "Nguyen Van An", &[checks::NAME_NO_ACCENTS]);
        check("Cu Văn Tý", "Cu Văn Tý", &[]);
        check("Bà Thị Hoa", "Thị Hoa", &[]);
    }

    /// What may begin a note is the given name where nothing else stands there.
    #[test]
    fn given_names_are_no_notes() {
        check("Nguyễn Thị Minh tâm", "Nguyễn Thị Minh Tâm", &[]);
        check("Ông Nguyễn Lan anh", "Nguyễn Lan Anh", &[]);
        check("Nguyễn Lan anh (chết)", "Nguyễn Lan Anh", &[]);
        check("Nguyễn Thị Thanh - Tâm", "Nguyễn Thị Thanh Tâm", &[]);
        check("Nguyễn Thị Thanh - tâm thần", "Nguyễn Thị Thanh", &[]);
        check("Gia đình: ông Nguyễn Văn Hùng", "Nguyễn Văn Hùng", &[]);
        check("Mẹ anh hùng Nguyễn Thị Lan", "Nguyễn Thị Lan", &[]);
        check("Mẹ anh Hùng", "", &[]);
    }

    /// Codes of lists are no part of a name, in front or behind.
    #[test]
    fn codes_of_lists_go() {
        check("Lưu Gia Nhi /TB 2/4", "Lưu Gia Nhi", &[]);
        check("Tạ Thị Oanh -TT", "Tạ Thị Oanh", &[]);
        check("NCC Nguyễn Đức Thọ", "Nguyễn Đức Thọ", &[]);
        check("STT 14 Trịnh Văn Quyết", "Trịnh Văn Quyết", &[]);
        check("NG VĂN AN", "Nguyễn Văn An", &[checks::NAME_ABBREVIATION]);
        assert_eq!(read_name("Lưu Gia Nhi /TB 2/4", None, lexicon()).note.as_deref(), Some("TB 2 4"));
    }

    #[test]
    fn capitals_in_the_midst_of_a_word() {
        check("ĐoàN TrunG HiệP", "Đoàn Trung Hiệp", &[]);
        check("HoÀng ThỊ ThuAn", "Hoàng Thị Thu An", &[]);
        check("H' Bia Niê", "H'Bia Niê", &[checks::NAME_FOREIGN]);
        check("H' Bia Êban", "H'Bia Êban", &[checks::NAME_FOREIGN]);
        check("Đinh Văn H0àn", "Đinh Văn Hoàn", &[checks::NAME_TYPING]);
    }

    #[test]
    fn a_tone_is_mended_where_one_name_is_left() {
        check("Nguyễn Văn Lôc", "Nguyễn Văn Lộc", &[checks::NAME_PART]);
        check("Mai Lôc", "Mai Lôc", &[checks::TEXT_AMBIGUOUS, checks::NAME_NOT_A_SYLLABLE]);
        check("Trần Thị Tuyêt", "Trần Thị Tuyết", &[checks::NAME_PART]);
        check("Bùi Quang Dủng", "Bùi Quang Dủng", &[checks::NAME_UNUSUAL]);
        check("Bùi Quang Suân", "Bùi Quang Suân", &[checks::NAME_UNUSUAL]);
        check("NguyÔn V¨n Lôc", "Nguyễn Văn Lục", &[checks::TEXT_LEGACY]);
    }

    /// What can be a syllable is somebody's name until a paper says otherwise; what cannot is mended only where
    /// one meaning is left.
    #[test]
    fn what_was_written_stays_and_the_likely_name_is_suggested() {
        check("Lỳ Mí Sử", "Lỳ Mí Sử", &[]);
        check("Nguyển Thị Hoa", "Nguyển Thị Hoa", &[checks::NAME_SURNAME]);
        check("Đổ Văn Tám", "Đổ Văn Tám", &[checks::NAME_SURNAME]);
        check("Chảu Văn Lâm", "Chảu Văn Lâm", &[checks::NAME_UNUSUAL]);
        check("Nguyễn Thí Hằng", "Nguyễn Thí Hằng", &[checks::NAME_UNUSUAL]);
        check("Nguyễn Thi Hằng", "Nguyễn Thị Hằng", &[checks::NAME_PART]);
        check("Nguyễn Văn Quyề", "Nguyễn Văn Quyề", &[checks::NAME_NOT_A_SYLLABLE]);
        check("Nguyễn Văn Hưnng", "Nguyễn Văn Hưng", &[checks::NAME_NOT_A_SYLLABLE]);
        let reading = read_name("Nguyễn Văn Quyề", None, lexicon());
        assert_eq!(reading.issues[0].suggestion.as_ref().map(|name| name.reveal()), Some("Nguyễn Văn Quyền"));
    }

    /// `y` for `i` only where the form with `i` is no name of its own.
    #[test]
    fn i_and_y() {
        check("Lí Thị Mĩ Kì", "Lý Thị Mỹ Kỳ", &[]);
        check("Vàng Mí Sính", "Vàng Mí Sính", &[]);
        check("Vi Thị Thi", "Vi Thị Thi", &[]);
        check("Sì Thị Ti", "Sì Thị Ti", &[]);
    }

    #[test]
    fn notes_behind_a_sign_or_in_small_letters() {
        for behind in [
            " - vợ liệt sĩ",
            " - Mẹ đẻ",
            "- con bà Tý",
            ", mẹ của cháu An",
            " - bố: Vũ Văn Cảnh",
            " - NGH: Vũ Văn Cảnh",
            " - thương binh 4/4",
            " hộ cận nghèo",
            " mẹ liệt sĩ",
            " chuyển đi",
            " - Tổ 5",
            " - thôn Đông",
            " thôn 3",
            " mới",
            " 73t",
            " KTĐBN",
            " còn gọi là Hà",
            "=> chuyển đi",
            " và con",
        ] {
            check(&format!("Vũ Thị Loan{behind}"), "Vũ Thị Loan", &[]);
        }
        check("VŨ THỊ LOAN - MẸ LIỆT SĨ", "Vũ Thị Loan", &[]);
        check("Vũ Thị Con", "Vũ Thị Con", &[]);
        check("vũ thị con", "Vũ Thị Con", &[]);
        check("Nguyễn-văn-an", "Nguyễn Văn An", &[]);
        check("Nguyễn.Thị.Hằng", "Nguyễn Thị Hằng", &[]);
        check("Gia đình ông Nguyễn Văn Hùng", "Nguyễn Văn Hùng", &[]);
        check("Sư thầy Nguyễn Thị Hằng", "Nguyễn Thị Hằng", &[]);
        let reading = read_name("Hoàng Thị Uyên - vợ liệt sĩ", None, lexicon());
        assert_eq!(reading.note.as_deref(), Some("vợ liệt sĩ"));
    }

    #[test]
    fn two_persons_in_a_cell() {
        for between in ["/ ", " và ", ", ", " - ", " ", "; ông "] {
            let cell = format!("Phạm Thị Hương{between}Phạm Văn Toàn");
            check(&cell, "Phạm Thị Hương", &[checks::NAME_TWO]);
            assert!(read_name(&cell, None, lexicon()).note.is_some_and(|note| note.ends_with("Phạm Văn Toàn")));
        }
        check("Mến, Nguyễn Thị Thu", "Nguyễn Thị Thu Mến", &[checks::NAME_ORDER]);
        check("Nguyễn Thị - Hằng", "Nguyễn Thị Hằng", &[]);
        check("Nguyễn Hoàng Phạm Vũ", "Nguyễn Hoàng Phạm Vũ", &[]);
    }

    #[test]
    fn somebody_told_by_another_person_has_no_name() {
        check("Con bà Nguyễn Thị Hằng", "", &[]);
        check("Vợ ông Nguyễn Văn Hùng", "", &[]);
        check("Chưa đặt tên", "", &[]);
        check("Con Nguyễn Văn Hùng", "Nguyễn Văn Hùng", &[]);
    }

    #[test]
    fn slips_are_mended_only_where_one_meaning_is_left() {
        check("Nguyên Văn An", "Nguyễn Văn An", &[checks::NAME_SURNAME]);
        check("Ngyễn Văn Án", "Nguyễn Văn Án", &[checks::NAME_SURNAME]);
        check("Ng. Văn An", "Nguyễn Văn An", &[checks::NAME_ABBREVIATION]);
        check("Tr. Văn An", "Tr. Văn An", &[]);
        check("Nguyeenx Vawn Nam", "Nguyễn Văn Nam", &[checks::NAME_TYPING, checks::NAME_TYPING]);
        check("NGUYEN VAN HAI", "Nguyen Van Hai", &[checks::NAME_NO_ACCENTS]);
        check("Đỗ Văn Đứcc", "Đỗ Văn Đức", &[checks::NAME_NOT_A_SYLLABLE]);
        check("Nụ", "Nụ", &[checks::NAME_SINGLE]);
    }

    #[test]
    fn what_is_no_name() {
        check("12", "", &[]);
        check("…", "", &[]);
        check("x", "", &[]);
        check(&"Lê An ".repeat(MOST_WORDS / 2 + 1), "", &[]);
        check(&"Ngyễn Văn Án ".repeat(100), "", &[]);
    }

    /// Every surname with every part: the table reads what the steps read, and settles at once.
    #[test]
    fn the_table_of_words_reads_as_the_steps_do() {
        let names = &lexicon().names;
        let of = |wanted: fn(known::Uses) -> bool| names.all().iter().filter(move |known| wanted(known.uses));
        let mut read = 0;
        for (at, surname) in of(|uses| uses.surname > 0.0).enumerate().step_by(5) {
            for part in of(|uses| uses.middle + uses.given > 0.0).skip(at % 3).step_by(3) {
                let middle = ["Thị", "Văn", "Thu", "Ngọc"][at % 4];
                let name = format!("{} {middle} {}", surname.name, part.name);
                for raw in [name.clone(), name.to_uppercase(), fold(&name)] {
                    let quick = read_name(&raw, None, lexicon());
                    assert_eq!(quick, the_long_way(&raw, None, lexicon(), false), "{raw}");
                    let known = lexicon().quick.read(raw.split(' '));
                    read += usize::from(known.is_some());
                    let clean = known.is_none_or(|known| known.clean <= is_clean(&raw, None, lexicon()));
                    assert!(clean, "{raw} needs cleaning");
                }
            }
        }
        assert!(read > 5_000, "{read}");
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
