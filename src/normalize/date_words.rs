//! The words and signs of a date text: folded letters, names of months, ages, runs of digits.
//!
//! Example: `12 tháng ba năm 1948 (78 tuổi)` is 12, 3, 1948. Never: what the numbers mean
//! ([`super::dates`]).

use std::borrow::Cow;

use super::text::letters::folded;

/// Plain letters, digits and separators; a letter O or l between digits is a digit.
pub(super) fn fold_keeping_marks(raw: &str) -> String {
    let letters: Vec<char> = raw.chars().collect();
    let near_digit = |at: usize| {
        let is_digit = |i: Option<usize>| i.and_then(|i| letters.get(i)).is_some_and(char::is_ascii_digit);
        is_digit(at.checked_sub(1)) || is_digit(Some(at + 1))
    };
    let alone = |at: usize| {
        let is_letter = |i: Option<usize>| i.and_then(|i| letters.get(i)).is_some_and(|c| c.is_alphabetic());
        !is_letter(at.checked_sub(1)) && !is_letter(Some(at + 1))
    };
    let mut out = String::with_capacity(raw.len());
    for (at, &letter) in letters.iter().enumerate() {
        match letter {
            'O' | 'o' if near_digit(at) && alone(at) => out.push('0'),
            'l' | 'I' if near_digit(at) && alone(at) => out.push('1'),
            '?' | '_' if !out.ends_with('?') => out.push('?'),
            '?' | '_' => {}
            _ => match folded(letter) {
                Some(plain) => out.push(char::from(plain)),
                None => out.push(if letter.is_whitespace() { ' ' } else { '/' }),
            },
        }
    }
    unknown_parts(&out.replace("xx", "?"))
}

/// Unknown parts, written `??`, `__` or `1?`, count as zero. A sign behind or before a whole year or
/// behind the date is a doubt ([`is_doubted`]), never a digit.
fn unknown_parts(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(start) = rest.find(|c: char| c.is_ascii_digit() || c == '?') {
        out.push_str(&rest[..start]);
        let length = rest[start..].find(|c: char| !c.is_ascii_digit() && c != '?').unwrap_or(rest.len() - start);
        let (run, behind) = rest[start..].split_at(length);
        let bare = run.trim_matches('?');
        match () {
            () if !run.contains('?') || (bare.len() == 4 && !bare.contains('?')) => out.push_str(bare),
            () if bare.is_empty() && !behind.contains(|c: char| c.is_ascii_digit()) && !ends_part(&out) => {
                out.push(' ')
            }
            () => out.push('0'),
        }
        rest = behind;
    }
    out.push_str(rest);
    out
}

/// Whether a part of a date is to follow: `12/03/`.
fn ends_part(text: &str) -> bool {
    text.strip_suffix('/').is_some_and(|text| text.ends_with(|c: char| c.is_ascii_digit()))
}

/// Whether a question mark stands behind or before a whole year, or behind the date: `1948?`, `1948 (?)`.
pub(super) fn is_doubted(raw: &str) -> bool {
    let digit = |c: char| c.is_ascii_digit();
    let behind = raw.rfind(digit).is_some_and(|at| raw[at + 1..].contains('?'));
    let before = raw.find('?').is_some_and(|at| {
        let year = raw[at..].trim_start_matches('?');
        year.len() - year.trim_start_matches(digit).len() == 4
    });
    behind || before
}

/// Months by their names: English ones as a spreadsheet shows them, Vietnamese ones after `tháng`.
pub(super) fn with_month_names(folded: &str) -> Cow<'_, str> {
    const ENGLISH: [&str; 12] = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];
    const SPELLED: [(&str, u8); 14] = [
        ("muoi hai", 12),
        ("muoi mot", 11),
        ("muoi", 10),
        ("gieng", 1),
        ("mot", 1),
        ("hai", 2),
        ("ba", 3),
        ("tu", 4),
        ("nam", 5),
        ("sau", 6),
        ("bay", 7),
        ("tam", 8),
        ("chin", 9),
        ("chap", 12),
    ];
    if !folded.bytes().any(|b| b.is_ascii_lowercase()) {
        return Cow::Borrowed(folded);
    }
    if let Some(at) = folded.find("thang ").map(|at| at + "thang ".len()) {
        let named = SPELLED.iter().find(|(name, _)| {
            folded[at..].strip_prefix(name).is_some_and(|rest| !rest.starts_with(|c: char| c.is_ascii_lowercase()))
        });
        return match named {
            Some((name, month)) => Cow::Owned(format!("{}{month}{}", &folded[..at], &folded[at + name.len()..])),
            None => Cow::Borrowed(folded),
        };
    }
    let mut words = folded.split(|c: char| !c.is_ascii_lowercase()).filter(|word| word.len() >= 3);
    let named = words.find_map(|word| Some((word, ENGLISH.iter().position(|name| word.starts_with(name))? + 1)));
    match named {
        Some((word, month)) => Cow::Owned(folded.replacen(word, &format!("/{month}/"), 1)),
        None => Cow::Borrowed(folded),
    }
}

/// `thứ 6 ngày 12/3/1948`, `T6, 12/3/1948`: the text behind the weekday, where a whole date follows.
pub(super) fn without_weekday(folded: &str) -> &str {
    let weekday = folded.trim_start().strip_prefix("thu ").or_else(|| folded.trim_start().strip_prefix('t'));
    let rest = weekday.and_then(|text| text.strip_prefix(['2', '3', '4', '5', '6', '7']));
    // `T3/1948` is a month.
    let goes_on = |rest: &&str| rest.trim_start_matches(['/', '-', '.', ',']).starts_with(|c: char| c.is_ascii_digit());
    let rest = rest.filter(|rest| !goes_on(rest));
    rest.filter(|rest| matches!(&numbers_of(rest)[..], [day, _, _] if day.len() <= 2)).unwrap_or(folded)
}

/// Runs of digits. A time of day after the date is left out.
pub(super) fn numbers_of(folded: &str) -> Vec<String> {
    let all: Vec<&str> = folded.split(|c: char| !c.is_ascii_digit()).filter(|run| !run.is_empty()).collect();
    let keep = if all.len() > 3 { &all[..3] } else { &all[..] };
    keep.iter().map(|run| (*run).to_owned()).collect()
}

/// What blanks between digits do to a date.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Blanks {
    /// Nothing, or they part day, month and year.
    Fine,
    /// One stands inside a number: the text without it.
    Inside(String),
    /// They could stand inside a number, and nobody knows inside which.
    Unclear,
}

/// `1 2/03/1948`, `12/03/19 48`: a blank inside a number, known by what day, month and year look like.
pub(super) fn blanks(raw: &str) -> Blanks {
    let text = raw.trim();
    let signs = |c: char| matches!(c, '/' | '-' | '.');
    if !text.contains(' ')
        || !text.contains(signs)
        || text.contains(|c: char| !(c.is_ascii_digit() || c == ' ' || signs(c)))
    {
        return Blanks::Fine;
    }
    let parts: Vec<Vec<&str>> = text.split(signs).map(|part| part.split_whitespace().collect()).collect();
    let broken = parts.iter().filter(|part| part.len() > 1).count();
    // What stands behind a whole date, as a time of day, is no part of it.
    let whole = |part: &[&str], most: usize| part.first().is_some_and(|run| run.len() == most);
    match (&parts[..], broken) {
        (_, 0) => Blanks::Fine,
        ([first, _, year], 1) if year.len() > 1 && (whole(year, 4) || whole(first, 4)) => Blanks::Fine,
        ([day, month, year], _) => {
            let joined = [day, month, year].map(|part| part.concat());
            match joined[0].len() <= 2 && joined[1].len() <= 2 && joined[2].len() == 4 {
                true => Blanks::Inside(joined.join("/")),
                false => Blanks::Unclear,
            }
        }
        // `1 2/1948` is 1 February, or December.
        ([first, year], _) if first.len() == 2 && first.iter().all(|run| run.len() == 1) && whole(year, 4) => {
            Blanks::Unclear
        }
        _ => Blanks::Fine,
    }
}

/// `1948 (78 tuổi)`: the number before `tuổi` is no part of the date.
pub(super) fn drop_age(folded: &str, numbers: &mut Vec<String>) {
    let Some(at) = folded.find("tuoi").or_else(|| folded.find('t').filter(|&at| folded[at..].trim() == "t")) else {
        return;
    };
    let before = folded[..at].trim_end_matches(|c: char| !c.is_ascii_digit());
    let age: String = before.chars().rev().take_while(char::is_ascii_digit).collect::<String>().chars().rev().collect();
    if age.len() <= 3
        && numbers.len() > 1
        && let Some(index) = numbers.iter().rposition(|number| *number == age)
    {
        numbers.remove(index);
    }
}
