//! Accounts, banks and phones.
//!
//! Digits are kept as written, without blanks, dots and apostrophes; a zero that a number format
//! lost comes back to a phone, never to an account (banks have accounts of many lengths).

use super::checks;
use super::contact_words::{Bank, ContactWords};
use super::ids::{in_scientific_form, whole_number};
use super::text::letters::fold;
use crate::model::{Issue, RawValue};

/// Reads a bank account: its digits (and letters in front, for virtual accounts). A letter among the
/// digits, two accounts in one cell and what a spreadsheet rounded are no account: a wrong digit
/// pays a stranger.
#[must_use]
pub fn read_account(value: &RawValue, words: &ContactWords) -> AccountReading {
    let raw = value.reveal();
    if let Some((account, rest)) = beside_words(&whole_number(&raw), words) {
        let bank = known_bank(&rest, words).map(|bank| bank.name.clone());
        let folded = format!(" {} ", fold(&rest).replace(|letter: char| !letter.is_ascii_alphanumeric(), " "));
        let names = |word: &String| folded.contains(&format!(" {word} "));
        if bank.is_none() && words.other_numbers.iter().any(names) {
            let issues = vec![Issue::new(checks::ACCOUNT_UNREADABLE, &raw)];
            return AccountReading { account: None, bank: None, issues };
        }
        let issue = bank.is_none().then(|| Issue::new(checks::ACCOUNT_WITH_WORDS, &raw).suggest(&account));
        return AccountReading { account: Some(account), bank, issues: issue.into_iter().collect() };
    }
    if is_none(&raw, words) {
        return AccountReading::default();
    }
    let (account, issues) = read_alone(value);
    AccountReading { account, bank: None, issues }
}

/// Whether a cell says that there is no account: nothing is to be mended there. One word says so alone
/// (`không`, but not `không rõ`), several also with others behind them (`không có tài khoản`).
fn is_none(text: &str, words: &ContactWords) -> bool {
    let said = fold(text);
    let begins = |phrase: &String| said.strip_prefix(&**phrase).is_some_and(|rest| rest.starts_with(' '));
    let says = words.no_account.iter().any(|phrase| said == *phrase || phrase.contains(' ') && begins(phrase));
    says && !text.bytes().any(|byte| byte.is_ascii_digit())
}

/// The one account of a cell and the words beside it: `2100205123456 - Agribank CN Tiên Lãng`. Nothing
/// where no words stand there, or letters touch the digits.
fn beside_words(text: &str, words: &ContactWords) -> Option<(String, String)> {
    let is_part = |c: char| c.is_ascii_digit() || matches!(c, ' ' | '.' | '\'' | '\u{a0}');
    let (mut account, mut rest) = (None, String::new());
    let mut left = text;
    while let Some(letter) = left.chars().next() {
        if !letter.is_ascii_digit() {
            rest.push(letter);
            left = &left[letter.len_utf8()..];
            continue;
        }
        let run = &left[..left.find(|c| !is_part(c)).unwrap_or(left.len())];
        let run = run.trim_end_matches(|c: char| !c.is_ascii_digit());
        let digits: String = run.chars().filter(char::is_ascii_digit).collect();
        left = &left[run.len()..];
        if digits.len() < 6 {
            rest.push_str(run);
            continue;
        }
        let touched = rest.ends_with(char::is_alphanumeric) || left.starts_with(char::is_alphanumeric);
        let same = digits.bytes().all(|b| b == digits.as_bytes()[0]);
        if touched || same || digits.len() > 20 || account.replace(digits).is_some() {
            return None;
        }
        rest.push(' ');
    }
    let folded = fold(&rest);
    let is_label = |word: &str| words.labels.iter().any(|label| label == word);
    let says =
        folded.split(' ').any(|word| !is_label(word) && word.bytes().filter(u8::is_ascii_alphabetic).count() > 1);
    account.filter(|_| says).map(|account| (account, rest))
}

/// What an account's cell says.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct AccountReading {
    /// Digits, with letters in front for virtual accounts.
    pub account: Option<String>,
    /// Usual short name of a bank that the cell names.
    pub bank: Option<String>,
    /// Doubtful steps.
    pub issues: Vec<Issue>,
}

/// Reads a cell that holds an account alone.
fn read_alone(value: &RawValue) -> (Option<String>, Vec<Issue>) {
    let raw = value.reveal();
    let bad = |check| (None, vec![Issue::new(check, &raw)]);
    let text = whole_number(&raw);
    let body = text.rsplit_once(':').map_or(text.as_str(), |(_, after)| after);
    let parts: Vec<String> = body
        .split(['/', ';', ',', '\n', '|'])
        .map(|part| part.chars().filter(char::is_ascii_alphanumeric).collect::<String>())
        .filter(|part| part.bytes().any(|b| b.is_ascii_digit()))
        .collect();
    let rounded = matches!(value, RawValue::Number(number) if number.abs() >= 1e15 || number.fract() != 0.0);
    let [kept] = &parts[..] else {
        let blank = !text.chars().any(char::is_alphanumeric);
        return match parts.len() {
            0 if blank => (None, Vec::new()),
            0 => bad(checks::ACCOUNT_UNREADABLE),
            _ => bad(checks::ACCOUNT_SEVERAL),
        };
    };
    if in_scientific_form(body) || rounded || matches!(value, RawValue::Date(_)) {
        return bad(checks::ACCOUNT_UNREADABLE);
    }
    let digits = kept.trim_start_matches(|c: char| c.is_ascii_alphabetic());
    if digits.len() < 6 || kept.len() > 20 {
        return bad(checks::ACCOUNT_UNREADABLE);
    }
    if !digits.bytes().all(|b| b.is_ascii_digit()) {
        return bad(checks::ACCOUNT_LETTERS);
    }
    if digits.bytes().all(|b| b == digits.as_bytes()[0]) {
        return bad(checks::ACCOUNT_UNREADABLE);
    }
    // `STK 2100…` and `TK2100…` name the column again; other letters belong to the account.
    let label = matches!(kept[..kept.len() - digits.len()].to_ascii_lowercase().as_str(), "stk" | "tk" | "sotk" | "so");
    (Some(if label { digits.to_owned() } else { kept.to_ascii_uppercase() }), Vec::new())
}

/// What is odd about the length of an account at a bank, by its usual short name. Nothing where no form is
/// noted, or where letters stand in front.
#[must_use]
pub fn check_account(account: &str, bank: &str, words: &ContactWords) -> Option<Issue> {
    let form = words.banks.iter().find(|known| known.name == bank)?.accounts.as_ref()?;
    if form.digits.contains(&account.len()) || !account.bytes().all(|b| b.is_ascii_digit()) {
        return None;
    }
    let usual = form.digits.iter().map(|count| format!("{count} số")).collect::<Vec<_>>().join(", ");
    Some(Issue::new(checks::ACCOUNT_LENGTH, account).suggest(&format!("{bank}: {usual}")))
}

/// Reads a bank's name: the usual short name where the words are known, else the text itself.
#[must_use]
pub fn read_bank(text: &str, words: &ContactWords) -> Option<String> {
    let blank = fold(text).is_empty();
    (!blank).then(|| known_bank(text, words).map_or_else(|| text.to_owned(), |bank| bank.name.clone()))
}

fn known_bank<'w>(text: &str, words: &'w ContactWords) -> Option<&'w Bank> {
    let folded = format!(" {} ", fold(text));
    words.banks.iter().find(|bank| bank.words.iter().any(|word| folded.contains(&format!(" {word} "))))
}

/// Reads a phone: ten digits, `+84` as 0, a lost zero back, old eleven-digit prefixes as of 2018.
#[must_use]
pub fn read_phone(value: &RawValue, words: &ContactWords) -> (Option<String>, Vec<Issue>) {
    let raw = value.reveal();
    let text = whole_number(&raw);
    let first = text.split(['/', ';', ',', '\n']).find(|part| part.bytes().filter(u8::is_ascii_digit).count() >= 8);
    let mut digits: String = first.unwrap_or("").chars().filter(char::is_ascii_digit).collect();
    if digits.len() >= 11 && digits.starts_with("84") {
        digits.replace_range(..2, "0");
    }
    if matches!(digits.len(), 9 | 10) && !digits.starts_with('0') {
        digits.insert(0, '0');
    }
    if digits.len() == 11
        && let Some(prefix) = words.phone_prefixes.iter().find(|(old, _)| digits.starts_with(old.as_str()))
    {
        digits.replace_range(..prefix.0.len(), prefix.1);
    }
    let mobile = digits.len() == 10 && digits.starts_with('0') && digits[1..].starts_with(['3', '5', '7', '8', '9']);
    let valid = mobile || digits.len() == 11 && digits.starts_with("02");
    if valid {
        return (Some(digits), Vec::new());
    }
    let blank = !raw.chars().any(char::is_alphanumeric);
    (None, if blank { Vec::new() } else { vec![Issue::new(checks::PHONE_UNREADABLE, &raw)] })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Private;
    use crate::normalize::tests::lexicon;

    fn text(raw: &str) -> RawValue {
        RawValue::Text(Private::new(raw))
    }

    fn read(value: RawValue) -> (Option<String>, Vec<Issue>) {
        let reading = read_account(&value, &lexicon().words.contacts);
        (reading.account, reading.issues)
    }

    #[test]
    fn a_bank_beside_the_account() {
        let check = |raw: &str, account: Option<&str>, bank: Option<&str>, issue: Option<&str>| {
            let reading = read_account(&text(raw), &lexicon().words.contacts);
            assert_eq!(reading.account.as_deref(), account, "{raw}");
            assert_eq!(reading.bank.as_deref(), bank, "{raw}");
            assert_eq!(reading.issues.first().map(|issue| issue.check), issue, "{raw}");
        };
        let number = Some("2100205123456");
        check("2100205123456 Agribank CN Tiên Lãng", number, Some("Agribank"), None);
        check("2100205123456-Agribank", number, Some("Agribank"), None);
        // Another number, which would pay a stranger.
        check("ĐT 0912345678", None, None, Some("account.unreadable"));
        check("CCCD 031085001234", None, None, Some("account.unreadable"));
        check("chưa có, sđt: 0912345678", None, None, Some("account.unreadable"));
        check("2100 205 123 456 (Agribank)", number, Some("Agribank"), None);
        check("STK 2100205123456 tại NH Nông nghiệp", number, Some("Agribank"), None);
        check("Agribank: 2100205123456", number, Some("Agribank"), None);
        check("2100205123456, Agribank chi nhánh 3", number, Some("Agribank"), None);
        check("2100205123456 (Nguyễn Thị Lan)", number, None, Some("account.with_words"));
        check("STK 2100205123456", number, None, None);
        check("21002O5123456", None, None, Some("account.letters"));
        check("2100205123456 Agribank; 0912345678 MB", None, None, Some("account.several"));
        check("Agribank", None, None, Some("account.unreadable"));
    }

    #[test]
    fn accounts() {
        assert_eq!(read(text("'2100 205 123 456")).0.as_deref(), Some("2100205123456"));
        assert_eq!(read(text("STK: 2100205123456")).0.as_deref(), Some("2100205123456"));
        assert_eq!(read(text("2.1E+12")).0, None);
        assert_eq!(read(RawValue::Number(2_100_205_123_456.0)).0.as_deref(), Some("2100205123456"));
        assert_eq!(read(text("")), (None, vec![]));
        assert_eq!(read(text("123")).1.len(), 1);
        assert_eq!(read(text("2100205123456.0")).0.as_deref(), Some("2100205123456"));
        assert_eq!(read(text("STK 2100205123456")).0.as_deref(), Some("2100205123456"));
        assert_eq!(read(text("vas0012345678")).0.as_deref(), Some("VAS0012345678"));
        let why = |raw: &str| read(text(raw)).1.iter().map(|issue| issue.check).collect::<Vec<_>>();
        assert_eq!(why("21002O5123456"), [checks::ACCOUNT_LETTERS]);
        assert_eq!(why("2100205123456 / 19035566778899"), [checks::ACCOUNT_SEVERAL]);
        assert_eq!(why("2.1E+12"), [checks::ACCOUNT_UNREADABLE]);
        assert_eq!(why("000000000000"), [checks::ACCOUNT_UNREADABLE]);
        for none in
            ["tiền mặt", "Tiền mặt (con nhận)", "không có", "Không có TK", "chưa có", "KHÔNG", "TM", "nhận trực tiếp"]
        {
            assert_eq!(read(text(none)), (None, vec![]), "{none}");
        }
        for unread in ["không rõ", "không có 21002", "chờ ngân hàng", "tiền"] {
            assert_eq!(why(unread), [checks::ACCOUNT_UNREADABLE], "{unread}");
        }
        assert_eq!(why("-"), Vec::<&str>::new());
    }

    #[test]
    fn an_odd_length_at_a_bank_is_told() {
        let words = &lexicon().words.contacts;
        let check = |account: &str, bank: &str| check_account(account, bank, words).map(|issue| issue.check);
        assert_eq!(check("2100205123456", "Agribank"), None);
        assert_eq!(check("210020512345", "Agribank"), Some(checks::ACCOUNT_LENGTH));
        assert_eq!(check("210020512345", "Ngân hàng lạ"), None);
        assert_eq!(check("VAS001234567", "Agribank"), None);
    }

    #[test]
    fn banks() {
        let words = &lexicon().words.contacts;
        assert_eq!(read_bank("NH Nông nghiệp và PTNT", words).as_deref(), Some("Agribank"));
        assert_eq!(read_bank("agribank", words).as_deref(), Some("Agribank"));
        assert_eq!(read_bank("Ngân hàng lạ", words).as_deref(), Some("Ngân hàng lạ"));
        assert_eq!(read_bank(" ", words), None);
    }

    #[test]
    fn phones() {
        let words = &lexicon().words.contacts;
        let phone = |raw: &str| read_phone(&text(raw), words).0;
        assert_eq!(phone("0912.345.678").as_deref(), Some("0912345678"));
        assert_eq!(phone("+84 912 345 678").as_deref(), Some("0912345678"));
        assert_eq!(phone("0168 1234567").as_deref(), Some("0381234567"));
        assert_eq!(read_phone(&RawValue::Number(912_345_678.0), words).0.as_deref(), Some("0912345678"));
        assert_eq!(phone("12345"), None);
        assert_eq!(phone("912345678.0").as_deref(), Some("0912345678"));
        assert_eq!(phone("0225 3 841 234").as_deref(), Some("02253841234"));
        assert_eq!(phone("0000000000"), None);
        assert_eq!(phone("0912345678 / 0987654321").as_deref(), Some("0912345678"));
    }

    proptest::proptest! {
        #[test]
        fn twice_is_once(raw in "\\PC{0,20}|[0-9 .+/:STKvE-]{0,20}") {
            if let Some(account) = read(text(&raw)).0 {
                proptest::prop_assert_eq!(read(text(&account)), (Some(account), vec![]));
            }
            let words = &lexicon().words.contacts;
            if let Some(phone) = read_phone(&text(&raw), words).0 {
                proptest::prop_assert_eq!(read_phone(&text(&phone), words), (Some(phone), vec![]));
            }
            if let Some(bank) = read_bank(&raw, words) {
                proptest::prop_assert_eq!(read_bank(&bank, words), Some(bank));
            }
        }

        #[test]
        fn never_panics(raw in "\\PC{0,20}") {
            let _ = read(text(&raw));
            let _ = read_phone(&text(&raw), &lexicon().words.contacts);
            let _ = read_bank(&raw, &lexicon().words.contacts);
        }
    }
}
