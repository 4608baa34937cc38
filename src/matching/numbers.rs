//! Numbers that a spreadsheet made of ids and phones.
//!
//! A column of ids that went through a spreadsheet or a data frame comes back as `31048000123.0`,
//! without its first zeros, or as `3.1E+10`. What lost no digit is read as it was; what did is no
//! value, and is counted. (The wards' lists have the same rules in `normalize::ids`, with findings
//! and word lists that a list of any other office has not: rooms do not use each other.)

use std::borrow::Cow;

use super::values::Value;

/// Digits of a citizen's number (`số định danh`), and of the older identity card (`CMND`).
const ID: usize = 12;
const OLD_ID: usize = 9;
/// Birth places that a citizen's number can begin with (Circular 07/2016/TT-BCA, annex 1).
const PLACES: std::ops::RangeInclusive<u32> = 1..=96;
/// Zeros at the end from which on a number that lost its first zero lost its last digits as well.
const ROUNDED: &str = "00000";
/// Equal digits from which on a number was typed to fill the cell.
const LEAST_FILLER: usize = 6;

/// `31048000123.0` without its fraction of zeros, where the cell is nothing but such a number;
/// `3.1048000123E+10` written out, where it has all of its digits.
pub(super) fn whole(text: &str) -> Cow<'_, str> {
    let bare = text.trim().trim_start_matches('\'');
    let digits = |text: &str| !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit());
    if let Some((head, zeros)) = bare.split_once(['.', ','])
        && digits(head)
        && matches!(zeros, "0" | "00")
    {
        return Cow::Borrowed(head);
    }
    match scientific(bare) {
        Some((first, rest, power)) if first.len() == 1 && rest.len() == power => Cow::Owned(format!("{first}{rest}")),
        _ => Cow::Borrowed(text),
    }
}

/// A number that was shortened: `3.1E+10` says how long it was, not which one.
pub(super) fn is_shortened(text: &str) -> bool {
    scientific(whole(text).trim()).is_some()
}

/// Digits before the point, behind it, and the power of ten.
fn scientific(text: &str) -> Option<(&str, &str, usize)> {
    let (head, tail) = text.split_once(['E', 'e'])?;
    let power = tail.strip_prefix('+').unwrap_or(tail).parse().ok()?;
    let (first, rest) = head.split_once(['.', ',']).unwrap_or((head, ""));
    let digits = |text: &str| text.bytes().all(|b| b.is_ascii_digit());
    (!first.is_empty() && digits(first) && digits(rest)).then_some((first, rest, power))
}

/// The digits of a cell; none where the number was shortened, or typed to fill the cell.
pub(super) fn digits(text: &str) -> String {
    if is_shortened(text) {
        return String::new();
    }
    let digits: String = whole(text).chars().filter(char::is_ascii_digit).collect();
    let filler = digits.len() >= LEAST_FILLER && digits.bytes().all(|digit| digit == digits.as_bytes()[0]);
    if filler { String::new() } else { digits }
}

/// A phone number as it is dialled inside the country: `84` in front and a lost first zero are `0`.
pub(super) fn phone(text: &str) -> String {
    let digits = digits(text);
    let foreign = digits.trim_start_matches("00").strip_prefix("84");
    let national = foreign.filter(|rest| rest.trim_start_matches('0').len() >= 9).unwrap_or(&digits);
    let bare = national.trim_start_matches('0');
    // Mobile numbers have nine digits behind the zero, fixed lines ten, of which the first is 2.
    let lost = matches!((bare.len(), bare.as_bytes().first()), (9, Some(b'3' | b'5'..=b'9')) | (10, Some(b'2')));
    if lost || national.len() < digits.len() { format!("0{bare}") } else { digits }
}

/// What was done about a column of digits.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Restored {
    /// Numbers that got their first zeros again.
    pub(super) padded: usize,
    /// Numbers that had lost their last digits too: no value.
    pub(super) rounded: usize,
}

/// Gives the numbers of a column of citizens' numbers their first zeros again, on both sides. The
/// column is one where a tenth of its long numbers are such numbers in full and all but a fifth are
/// once padded: a column of accounts keeps its lengths.
pub(super) fn restore(sides: [&mut Vec<Option<Value>>; 2]) -> [Restored; 2] {
    let is_full = |text: &str| text.len() == ID && text[..3].parse().is_ok_and(|place| PLACES.contains(&place));
    let padded = |text: &str| match text.len() {
        10 | 11 => Some(format!("{text:0>ID$}")).filter(|padded| is_full(padded)),
        7 | 8 => Some(format!("{text:0>OLD_ID$}")),
        _ => None,
    };
    let long = || sides.iter().flat_map(|side| side.iter()).flatten().filter(|value| value.text.len() > OLD_ID);
    let full = long().filter(|value| is_full(&value.text)).count();
    let once_padded = long().filter(|value| padded(&value.text).is_some()).count();
    let all = long().count();
    if full == 0 || full * 10 < all || (full + once_padded) * 5 < all * 4 {
        return [Restored::default(); 2];
    }
    sides.map(|side| {
        let mut done = Restored::default();
        for cell in side.iter_mut() {
            let Some(new) = cell.as_ref().and_then(|value| padded(&value.text)) else { continue };
            if new.len() == ID && new.ends_with(ROUNDED) {
                done.rounded += 1;
                *cell = None;
            } else {
                done.padded += 1;
                *cell = Some(Value::of_text(new));
            }
        }
        done
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(read: fn(&str) -> String, text: &str, expected: &str) {
        assert_eq!(read(text), expected, "{text}");
    }

    #[test]
    fn numbers_that_lost_no_digit_are_read_as_they_were() {
        check(digits, "30089018671.0", "30089018671");
        check(digits, "030089018671.00", "030089018671");
        check(digits, "31048000123,0", "31048000123");
        check(digits, "3.1048000123E+10", "31048000123");
        check(digits, "'031048000123", "031048000123");
        // Marks between groups are no fraction.
        check(digits, "031.048.000.123", "031048000123");
        check(digits, "031048000.120", "031048000120");
    }

    #[test]
    fn numbers_that_lost_digits_are_none() {
        for text in ["3.1E+10", "3,10890E+10", "3.1048E10", "3E+10"] {
            check(digits, text, "");
            assert!(is_shortened(text), "{text}");
        }
        for text in ["000000000000", "999999999"] {
            check(digits, text, "");
        }
        for text in ["E", "3.1048000123E+10", "12E", "Số 3E4", "00000"] {
            assert!(!is_shortened(text), "{text}");
        }
    }

    #[test]
    fn phones_however_they_are_written() {
        for text in ["0912345678", "912345678.0", "912345678", "+84 912 345 678", "84912345678", "0084912345678"] {
            check(phone, text, "0912345678");
        }
        check(phone, "+84 0912345678", "0912345678");
        check(phone, "842345678", "0842345678");
        check(phone, "2253123456", "02253123456");
        // Neither: too short for any, and no digit that a mobile number begins with.
        check(phone, "12345678", "12345678");
        check(phone, "112345678", "112345678");
        check(phone, "9.1E+8", "");
    }

    fn column(texts: &[&str]) -> Vec<Option<Value>> {
        texts.iter().map(|text| Some(Value::of_text(digits(text)))).collect()
    }

    #[track_caller]
    fn restored(left: &[&str], right: &[&str], expected: &[&str], counts: [usize; 2]) {
        let (mut left, mut right) = (column(left), column(right));
        let [done, _] = restore([&mut left, &mut right]);
        let texts: Vec<&str> = left.iter().map(|cell| cell.as_ref().map_or("-", |value| &value.text)).collect();
        assert_eq!((&texts[..], [done.padded, done.rounded]), (expected, counts));
    }

    #[test]
    fn lost_zeros_come_back_in_a_column_of_citizens_numbers_alone() {
        let full = ["031048000123", "030089018671"];
        restored(&["30089018671", "1048000123"], &full, &["030089018671", "001048000123"], [2, 0]);
        restored(&["30123456"], &full, &["030123456"], [1, 0]);
        restored(&["31045000000"], &full, &["-"], [0, 1]);
        // No birth place 97; thirteen digits; nothing on the other side to tell what the column is.
        restored(&["97048000123"], &full, &["97048000123"], [0, 0]);
        restored(&["3004801867112"], &full, &["3004801867112"], [0, 0]);
        restored(&["30089018671"], &["30089018672"], &["30089018671"], [0, 0]);
        // Accounts of many lengths.
        restored(&["31048000123"], &["031048000123", "7945610009911", "1848904299600"], &["31048000123"], [0, 0]);
    }
}
