//! Id numbers: 12 digits (số định danh), 9 digits (CMND), and what spreadsheets do to them.
//!
//! Blanks, dots, apostrophes and words go; zeros that a number format lost come back with a
//! finding; a number shown as `3.1045E+10` is lost for good. Never: a number with a digit guessed.
//! Structure: law.md §6 (NĐ 137/2015 Điều 13).

use super::checks;
use super::config::IdWords;
use super::text::letters::fold;
use crate::model::{Cmnd, Gender, IdNumber, Issue, PartialDate, PersonId, RawValue};

/// What an id cell says.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct IdReading {
    /// The number.
    pub id: Option<IdNumber>,
    /// Doubtful steps.
    pub issues: Vec<Issue>,
}

/// Reads an id cell.
#[must_use]
pub fn read_id(value: &RawValue, words: &IdWords) -> IdReading {
    let raw = value.reveal();
    let lost = |check| IdReading { id: None, issues: vec![Issue::new(check, &raw)] };
    if let RawValue::Date(_) = value {
        return lost(checks::ID_UNRECOVERABLE);
    }
    let text = without_dates(&whole_number(&raw));
    if in_scientific_form(&text) {
        return lost(checks::ID_UNRECOVERABLE);
    }
    if is_other_document(&text, words) {
        return lost(checks::ID_OTHER_DOCUMENT);
    }
    let mut issues = Vec::new();
    let runs = runs_of_digits(&text, &mut issues);
    let of_length = |len: usize| runs.iter().find(|run| run.len() == len);
    if of_length(12).is_some_and(|first| runs.iter().any(|run| run.len() == 12 && run != first)) {
        issues.push(Issue::new(checks::ID_SEVERAL, &raw));
    }
    let longest = runs.iter().rev().max_by_key(|run| run.len());
    let digits = of_length(12).or_else(|| of_length(9)).or(longest).cloned().unwrap_or_default();
    if digits.is_empty() {
        return if raw.trim().is_empty() { IdReading::default() } else { lost(checks::ID_UNREADABLE) };
    }
    if matches!(value, RawValue::Number(_)) && digits.len() >= 10 && digits.ends_with("00000") {
        return lost(checks::ID_UNRECOVERABLE);
    }
    let Some(padded) = pad(&digits, words) else { return lost(checks::ID_LENGTH) };
    if is_placeholder(&padded) {
        return lost(checks::ID_PLACEHOLDER);
    }
    if padded.len() != digits.len() {
        issues.push(Issue::new(checks::ID_LOST_ZERO, &raw).suggest(&padded));
    }
    let person = PersonId::from_digits(&padded).map(IdNumber::Person);
    let id = person.or_else(|| Cmnd::from_digits(&padded).map(IdNumber::Cmnd));
    if let Some(IdNumber::Person(id)) = id {
        if !words.birth_places.contains(&id.birth_place()) {
            issues.push(Issue::new(checks::ID_BIRTH_PLACE, &raw));
        }
        if id.birth_year() >= 2100 {
            issues.push(Issue::new(checks::ID_CENTURY, &raw));
        }
    }
    IdReading { id, issues }
}

/// `031048000111 12/05/2021`: the text without the days of issue that stand behind a number.
fn without_dates(text: &str) -> String {
    let is_date = |word: &str| {
        let word = word.trim_matches(|c: char| !c.is_ascii_digit());
        let parts: Vec<&str> = word.split(['/', '.', '-']).collect();
        let digits = |at: usize, most: usize| {
            parts[at].len() <= most && !parts[at].is_empty() && parts[at].bytes().all(|b| b.is_ascii_digit())
        };
        parts.len() == 3 && digits(0, 2) && digits(1, 2) && parts[2].len() == 4 && digits(2, 4)
    };
    let long = |word: &str| word.bytes().filter(u8::is_ascii_digit).count() >= 9;
    if !text.split_whitespace().any(is_date) || !text.split_whitespace().any(long) {
        return text.to_owned();
    }
    text.split_whitespace().filter(|word| !is_date(word)).collect::<Vec<_>>().join(" ")
}

/// The text as a whole number where a spreadsheet made it another form without losing a digit:
/// `31048000123.0`, and `3.1048000123E+10` with all of its digits.
pub(super) fn whole_number(raw: &str) -> String {
    let text = super::text::tidy(raw);
    let bare = text.trim_start_matches('\'').trim();
    if let Some((head, zeros)) = bare.split_once(['.', ','])
        && head.len() >= 7
        && !zeros.is_empty()
        && zeros.bytes().all(|b| b == b'0')
        && zeros.len() < 3
        && head.bytes().all(|b| b.is_ascii_digit())
    {
        return head.to_owned();
    }
    let upper = bare.to_ascii_uppercase();
    let exact = upper.split_once('E').and_then(|(head, tail)| {
        let (first, rest) = head.split_once(['.', ','])?;
        let power: usize = tail.strip_prefix('+').unwrap_or(tail).parse().ok()?;
        let digits = |text: &str| !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit());
        (digits(first) && first.len() == 1 && digits(rest) && rest.len() == power).then(|| format!("{first}{rest}"))
    });
    exact.unwrap_or(text)
}

/// `3.1045E+10`, `3,1045E+10`.
pub(super) fn in_scientific_form(raw: &str) -> bool {
    let upper = raw.trim().to_ascii_uppercase();
    upper.split_once('E').is_some_and(|(head, tail)| {
        let power = tail.strip_prefix('+').unwrap_or(tail);
        !power.is_empty()
            && power.bytes().all(|b| b.is_ascii_digit())
            && head.bytes().any(|b| b.is_ascii_digit())
            && head.bytes().all(|b| b.is_ascii_digit() || b == b'.' || b == b',')
    })
}

/// Digits of each number of the cell. Blanks, dots, hyphens and apostrophes inside a number are
/// left out; a letter O or l among digits is a digit, with a finding; other letters end a number.
fn runs_of_digits(raw: &str, issues: &mut Vec<Issue>) -> Vec<String> {
    let mut runs: Vec<String> = Vec::new();
    for part in raw.split(['/', ';', ',', '(', ')', '\n']) {
        let digits = part.chars().filter(char::is_ascii_digit).count();
        let letters = part.chars().filter(|c| c.is_alphabetic());
        let misread = digits >= 7 && letters.clone().count() > 0 && letters.clone().all(|c| "OolI".contains(c));
        let mut run = String::new();
        for letter in part.chars() {
            match letter {
                'O' | 'o' if misread => run.push('0'),
                'l' | 'I' if misread => run.push('1'),
                digit if digit.is_ascii_digit() => run.push(digit),
                letter if letter.is_alphabetic() && !run.is_empty() => runs.push(std::mem::take(&mut run)),
                _ => {}
            }
        }
        if misread {
            issues.push(Issue::new(checks::ID_LETTERS, raw).suggest(&run));
        }
        if !run.is_empty() {
            runs.push(run);
        }
    }
    runs
}

/// `HC B1234567`, `C1234567`, `hộ chiếu 1234567`: letters that belong to the number or name another
/// document. Labels (`CCCD`) and what follows twelve digits do not.
fn is_other_document(text: &str, words: &IdWords) -> bool {
    let is_digit = |c: char| c.is_ascii_digit();
    let known = |word: &str, list: &[String]| list.contains(&fold(word));
    let tokens = || text.split(|c: char| !c.is_alphanumeric()).filter(|token| !token.is_empty());
    // What is short of digits is filled up with zeros only where nothing but labels stands beside it.
    let digits = text.chars().filter(char::is_ascii_digit).count();
    let lacking = digits > 0 && digits < 9;
    // A child's own number stands on the certificate of birth.
    let whole_id = text.split(|c| !is_digit(c)).any(|run| run.len() == 12);
    tokens().any(|token| {
        let letters = token.chars().filter(|c| !is_digit(*c));
        match (letters.clone().count(), token.chars().any(is_digit)) {
            (0, _) => false,
            (_, false) => {
                !whole_id && known(token, &words.other_documents) || (lacking && !known(token, &words.labels))
            }
            (_, true) => {
                let misread =
                    token.chars().filter(|c| is_digit(*c)).count() >= 7 && letters.clone().all(|c| "OolI".contains(c));
                let head = token.trim_start_matches(|c| !is_digit(c));
                let label = &token[..token.len() - head.len()];
                let whole = head.chars().take_while(|c| is_digit(*c)).count() == 12;
                let pure = head.chars().all(is_digit);
                !misread && !((label.is_empty() || known(label, &words.labels)) && (whole || pure))
            }
        }
    })
}

/// The number with the zeros that a number format lost: 11 and 10 digits were 12 (province codes
/// 010 to 096 and 001 to 008), 8 and 7 were 9.
fn pad(digits: &str, words: &IdWords) -> Option<String> {
    match digits.len() {
        12 | 9 => Some(digits.to_owned()),
        10 | 11 => {
            let padded = format!("{digits:0>12}");
            let place = padded[..3].parse().ok()?;
            words.birth_places.contains(&place).then_some(padded)
        }
        7 | 8 => Some(format!("{digits:0>9}")),
        _ => None,
    }
}

/// `000000000000`, `111111111`, `123456789`: typed to fill the cell.
fn is_placeholder(digits: &str) -> bool {
    let bytes = digits.as_bytes();
    bytes.windows(2).all(|two| two[0] == two[1])
        || bytes.windows(2).all(|two| two[1] == two[0] + 1 || (two[0] == b'9' && two[1] == b'0'))
        || digits.ends_with("000000000")
}

/// What the number says about birth year and gender against what the row says.
#[must_use]
pub fn check_structure(id: IdNumber, birth: Option<PartialDate>, gender: Option<Gender>) -> Vec<Issue> {
    let Some(person) = id.person() else { return Vec::new() };
    let mut issues = Vec::new();
    if birth.is_some_and(|birth| birth.year() != person.birth_year()) {
        issues.push(Issue::new(checks::ID_BIRTH_MISMATCH, &id.reveal()));
    }
    if gender.is_some_and(|gender| gender != person.gender()) {
        issues.push(Issue::new(checks::ID_GENDER_MISMATCH, &id.reveal()));
    }
    issues
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Private;
    use crate::normalize::tests::lexicon;

    #[track_caller]
    fn show(value: &RawValue, expected: &str) {
        let reading = read_id(value, &lexicon().words.ids);
        let issues: Vec<&str> = reading.issues.iter().map(|issue| issue.check).collect();
        let id = reading.id.map_or("-".to_owned(), IdNumber::reveal);
        assert_eq!(format!("{id} {}", issues.join(" ")).trim(), expected);
    }

    #[track_caller]
    fn check(raw: &str, expected: &str) {
        show(&RawValue::Text(Private::new(raw)), expected);
    }

    #[test]
    fn ok_ids() {
        check("031048000123", "031048000123");
        check("'031 048 000 123", "031048000123");
        check("031.048.000.123", "031048000123");
        check("CCCD: 031048000123", "031048000123");
        check("031048000123 (CMND 030123456)", "031048000123");
        check("031218000123 (giấy khai sinh)", "031218000123");
        check("031048000123\n12/05/2021", "031048000123");
        check("031048000123 ngày 12.05.2021", "031048000123");
        check("030123456", "030123456");
        check("", "-");
    }

    #[test]
    fn what_spreadsheets_do_to_ids() {
        show(&RawValue::Number(31_048_000_123.0), "031048000123 id.lost_zero");
        show(&RawValue::Number(1_048_000_123.0), "001048000123 id.lost_zero");
        show(&RawValue::Number(30_123_456.0), "030123456 id.lost_zero");
        check("31048000123", "031048000123 id.lost_zero");
        check("031048000123.0", "031048000123");
        check("31048000123.0", "031048000123 id.lost_zero");
        check("3.1045E+10", "- id.unrecoverable");
        show(&RawValue::Number(31_045_000_000.0), "- id.unrecoverable");
        check("O31048OOO123", "031048000123 id.letters");
        check("031048x00123", "- id.other_document");
        check("O31048000123", "031048000123 id.letters");
        check("0310480001234", "- id.length");
        check("000000000000", "- id.placeholder");
        check("123456789", "- id.placeholder");
        check("HC B1234567", "- id.other_document");
        check("B1234567", "- id.other_document");
        check("C12345678", "- id.other_document");
        check("hộ chiếu 1234567", "- id.other_document");
        check("1234567 (Nguyễn)", "- id.other_document");
        check("CMND 31234567", "031234567 id.lost_zero");
        check("CCCD031048000123", "031048000123");
        check("số CCCD: 031048000123 cấp ngày 12/05/2021", "031048000123");
        check("chưa có", "- id.unreadable");
        check("999048000123", "999048000123 id.birth_place");
        check("031448000123", "031448000123 id.century");
        check("31048000123.0", "031048000123 id.lost_zero");
        check("030123456.00", "030123456");
        check("3.1048000123E+10", "031048000123 id.lost_zero");
        check("3.104800012E+10", "- id.unrecoverable");
        check("０３１０４８０００１２３", "031048000123");
        check("031048000123 / 031148000456", "031048000123 id.several");
        check("031048000123; 031048000123", "031048000123");
    }

    #[test]
    fn structure_is_compared_with_the_row() {
        let id = IdNumber::Person(PersonId::from_digits("031048000123").unwrap());
        let year = PartialDate::of_year(1948);
        assert!(check_structure(id, year, Some(Gender::Male)).is_empty());
        let found: Vec<&str> =
            check_structure(id, PartialDate::of_year(1949), Some(Gender::Female)).iter().map(|i| i.check).collect();
        assert_eq!(found, [checks::ID_BIRTH_MISMATCH, checks::ID_GENDER_MISMATCH]);
    }

    proptest::proptest! {
        #[test]
        fn twice_is_once_and_never_panics(text in "[0-9 .'OlE+\\-/a-zđ]{0,18}") {
            let words = &lexicon().words.ids;
            if let Some(id) = read_id(&RawValue::Text(Private::new(&text)), words).id {
                let again = read_id(&RawValue::Text(Private::new(&id.reveal())), words);
                proptest::prop_assert_eq!(again.id, Some(id));
            }
        }
    }
}
