//! Dates inside sentences, as Vietnamese officials write them.

use std::borrow::Cow;

/// A text with its ISO dates as `dd/mm/yyyy`, and months of a year as `mm/yyyy`. What only looks like a date
/// (parts of paths and of numbers, days that no month has) stays.
#[must_use]
pub fn spoken_dates(text: &str) -> Cow<'_, str> {
    if !text.contains('-') {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    let mut before = None;
    while let Some(c) = rest.chars().next() {
        match date_at(rest).filter(|_| !before.is_some_and(joins)) {
            Some((spoken, length)) => {
                out.push_str(&spoken);
                rest = &rest[length..];
                before = Some('0');
            }
            None => {
                out.push(c);
                rest = &rest[c.len_utf8()..];
                before = Some(c);
            }
        }
    }
    Cow::Owned(out)
}

/// A text of at most so many characters, for a message: the end of a longer one is left out.
#[must_use]
pub fn shortened(text: &str, most: usize) -> Cow<'_, str> {
    match text.char_indices().nth(most) {
        Some(_) => {
            let kept = text.char_indices().nth(most.saturating_sub(1)).map_or(0, |(at, _)| at);
            Cow::Owned(format!("{}…", text[..kept].trim_end()))
        }
        None => Cow::Borrowed(text),
    }
}

/// Letters and signs that make one word of what stands on both sides.
fn joins(c: char) -> bool {
    c.is_alphanumeric() || matches!(c, '-' | '/' | '_' | '.')
}

/// The date at the beginning of a text as it is spoken, and its length in bytes.
fn date_at(text: &str) -> Option<(String, usize)> {
    let number = |from: usize, to: usize| -> Option<u32> {
        let digits = text.get(from..to).filter(|part| part.bytes().all(|b| b.is_ascii_digit()))?;
        digits.parse().ok()
    };
    let dash = |at: usize| text.as_bytes().get(at) == Some(&b'-');
    let year = number(0, 4).filter(|year| (1800..2200).contains(year) && dash(4))?;
    let month = number(5, 7).filter(|month| (1..=12).contains(month))?;
    let day = number(8, 10).filter(|day| (1..=31).contains(day) && dash(7));
    let length = if day.is_some() { 10 } else { 7 };
    let mut after = text[length..].chars();
    let ends = match after.next() {
        // A full stop ends a sentence, not where a file's ending follows it.
        Some('.') => !after.next().is_some_and(joins),
        Some(next) => !joins(next),
        None => true,
    };
    let spoken = day.map_or_else(|| format!("{month:02}/{year}"), |day| format!("{day:02}/{month:02}/{year}"));
    ends.then_some((spoken, length))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_long_text_ends_in_a_sign() {
        for (text, most, expected) in
            [("", 3, ""), ("ngõ", 3, "ngõ"), ("ngõ 7", 5, "ngõ 7"), ("ngõ 72", 5, "ngõ…"), ("đđđđđ", 4, "đđđ…")]
        {
            assert_eq!(shortened(text, most), expected, "{text}");
            assert!(shortened(text, most).chars().count() <= most, "{text}");
        }
    }

    #[test]
    fn dates_are_spoken_and_what_is_none_stays() {
        for (text, expected) in [
            ("sinh 1928-12-09, chết 2026-11", "sinh 09/12/1928, chết 11/2026"),
            ("“1951-02”", "“02/1951”"),
            ("ngày 1953-05-01.", "ngày 01/05/1953."),
            ("submissions/2026-11/11506/a.xlsx", "submissions/2026-11/11506/a.xlsx"),
            ("phieu_tra_lai_2026-11_a", "phieu_tra_lai_2026-11_a"),
            ("2026-11.xlsx", "2026-11.xlsx"),
            ("1948-1949", "1948-1949"),
            ("1948-13", "1948-13"),
            ("2026-11-5", "2026-11-5"),
            ("0912-345-678", "0912-345-678"),
            ("", ""),
        ] {
            assert_eq!(spoken_dates(text), expected, "{text}");
            assert_eq!(spoken_dates(&spoken_dates(text)), expected, "twice: {text}");
        }
    }
}
