//! A whole name of usual words with one title in front or one plain note behind, read by table.
//!
//! `Bà Đỗ Thị Hằng`, `Nhữ Minh Quân (con bà Tý)`, `Vũ Hữu Khang - 1950`: the commonest cells after bare names.
//! Promises: the same reading as the long way (a property test). Never: more than one title, a title or note with
//! signs, a name without its marks.

use super::NameReading;
use super::quick::Known;
use crate::normalize::lexicon::Lexicon;
use crate::normalize::text::letters::is_letter;
use crate::normalize::text::{Encoding, is_clean};

/// The reading of such a cell; `None` where the long way decides.
pub(super) fn read(raw: &str, column: Option<Encoding>, lexicon: &Lexicon) -> Option<NameReading> {
    let (rest, note) = note_behind(raw);
    let title = rest.split(' ').next().filter(|first| lexicon.quick.is_title(first));
    if title.is_none() && note.is_none() {
        return None;
    }
    let name = title.map_or(rest, |title| rest[title.len()..].trim_start_matches(' '));
    let known = lexicon.quick.read(name.split(' '))?;
    let first = lexicon.quick.word(name.split(' ').next()?)?;
    let number = note.is_some_and(|note| note.starts_with(|letter: char| letter.is_ascii_digit()));
    let titled = title.is_none_or(|title| !lexicon.quick.is_with_title(title, first));
    if known.bare || known.small || first.opens_front() || known.before_number && number || !titled {
        return None;
    }
    if !is_clean(raw, column, lexicon) {
        return None;
    }
    let Known { name, key, .. } = known;
    let cut: Vec<&str> = title.into_iter().chain(note).collect();
    let (note, issues) = (Some(cut.join("; ")), Vec::new());
    Some(NameReading { canonical: Some(name), key, note, encoding: Encoding::Unicode, issues })
}

/// The text before a note behind it, and the note: letters and digits in brackets, a year, an age.
fn note_behind(raw: &str) -> (&str, Option<&str>) {
    let plain = |text: &str| text.chars().all(|letter| is_letter(letter) || letter.is_ascii_digit() || letter == ' ');
    if let Some(open) = raw.strip_suffix(')') {
        return match open.split_once(" (") {
            Some((name, note)) if !note.trim().is_empty() && plain(note) => (name, Some(note.trim())),
            _ => (raw, None),
        };
    }
    let age = raw.strip_suffix(" tuổi").filter(|text| !text.ends_with(' '));
    let head = age.unwrap_or(raw);
    let name = head.trim_end_matches(|letter: char| letter.is_ascii_digit());
    let digits = head.len() - name.len();
    let (bare, parted) = match name.strip_suffix(" - ") {
        Some(bare) => (bare, true),
        None => (name.strip_suffix(' ').unwrap_or(name), false),
    };
    let fits = if age.is_some() { parted && (1..4).contains(&digits) } else { digits == 4 };
    if fits && bare.len() < name.len() { (bare, Some(&raw[name.len()..])) } else { (raw, None) }
}
