//! Accounts, banks and phones.
//!
//! Digits are kept as written, without blanks, dots and apostrophes; a zero that a number format
//! lost comes back to a phone, never to an account (banks have accounts of many lengths).

use super::checks;
use super::config::ContactWords;
use super::text::letters::fold;
use crate::model::{Issue, RawValue};

/// Reads a bank account: its digits (and letters, for virtual accounts).
#[must_use]
pub fn read_account(value: &RawValue) -> (Option<String>, Vec<Issue>) {
    let raw = value.reveal();
    let kept: String = raw.chars().filter(char::is_ascii_alphanumeric).collect();
    if kept.is_empty() {
        return (None, Vec::new());
    }
    let digits = kept.bytes().filter(u8::is_ascii_digit).count();
    let scientific = raw.to_ascii_uppercase().contains("E+");
    let rounded = matches!(value, RawValue::Number(number) if number.abs() >= 1e15);
    if scientific || rounded || digits < 6 || kept.len() > 20 || matches!(value, RawValue::Date(_)) {
        return (None, vec![Issue::new(checks::ACCOUNT_UNREADABLE, &raw)]);
    }
    let only_digits = digits == kept.len() || kept.len() - digits > 4;
    (Some(if only_digits { kept } else { kept.chars().filter(char::is_ascii_digit).collect() }), Vec::new())
}

/// Reads a bank's name: the usual short name where the words are known, else the text itself.
#[must_use]
pub fn read_bank(text: &str, words: &ContactWords) -> Option<String> {
    let folded = format!(" {} ", fold(text));
    if folded.trim().is_empty() {
        return None;
    }
    let known = words.banks.iter().find(|bank| bank.words.iter().any(|word| folded.contains(&format!(" {word} "))));
    Some(known.map_or_else(|| text.to_owned(), |bank| bank.name.clone()))
}

/// Reads a phone: ten digits, `+84` as 0, a lost zero back, old eleven-digit prefixes as of 2018.
#[must_use]
pub fn read_phone(value: &RawValue, words: &ContactWords) -> (Option<String>, Vec<Issue>) {
    let raw = value.reveal();
    let first = raw.split(['/', ';', ',', '\n']).find(|part| part.bytes().filter(u8::is_ascii_digit).count() >= 8);
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
    let valid = (digits.len() == 10 || (digits.len() == 11 && digits.starts_with("02"))) && digits.starts_with('0');
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

    #[test]
    fn accounts() {
        assert_eq!(read_account(&text("'2100 205 123 456")).0.as_deref(), Some("2100205123456"));
        assert_eq!(read_account(&text("STK: 2100205123456")).0.as_deref(), Some("2100205123456"));
        assert_eq!(read_account(&text("2.1E+12")).0, None);
        assert_eq!(read_account(&RawValue::Number(2_100_205_123_456.0)).0.as_deref(), Some("2100205123456"));
        assert_eq!(read_account(&text("")), (None, vec![]));
        assert_eq!(read_account(&text("123")).1.len(), 1);
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
        assert_eq!(phone("0912345678 / 0987654321").as_deref(), Some("0912345678"));
    }

    proptest::proptest! {
        #[test]
        fn never_panics(raw in "\\PC{0,20}") {
            let _ = read_account(&text(&raw));
            let _ = read_phone(&text(&raw), &lexicon().words.contacts);
            let _ = read_bank(&raw, &lexicon().words.contacts);
        }
    }
}
