//! Columns of one field side by side: `Mức hưởng cũ | Mức hưởng mới`, `Mức T10 | Mức T11`, one of them hidden.
//!
//! What can be seen stands before what is hidden, the new before the old, a column of no month before those of
//! months, of these the month that the title names. Where headings say that they are versions and nothing says
//! which counts, neither is read by its heading.

use unicode_normalization::UnicodeNormalization;

use super::config::VersionsEntry;
use super::fold::{has_phrase, key, split_key};
use super::grid::Cell;
use super::headings::Finder;
use crate::model::Field;

/// Words of `headings.toml`, in small letters with their diacritics.
#[derive(Debug, Default)]
pub(super) struct Versions {
    new: Vec<String>,
    old: Vec<String>,
    fields: Vec<Field>,
}

/// What a heading says of its version: the later counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Age {
    Old,
    Unsaid,
    New,
}

impl Versions {
    /// From `headings.toml`; `fields` checked.
    pub(super) fn new(entry: &VersionsEntry, fields: Vec<Field>) -> Versions {
        let small = |words: &[String]| words.iter().map(|word| words_of(word)).collect();
        Versions { new: small(&entry.new), old: small(&entry.old), fields }
    }

    /// Words are compared with their diacritics: `cư trú` is not `cũ`.
    fn age(&self, heading: &str) -> Age {
        let text = words_of(heading);
        let plain = text.is_ascii();
        let says = |words: &[String]| {
            words.iter().any(|word| if plain { has_phrase(&text, &key(word)) } else { has_phrase(&text, word) })
        };
        match (says(&self.new), says(&self.old)) {
            (true, false) => Age::New,
            (false, true) => Age::Old,
            _ => Age::Unsaid,
        }
    }
}

/// Small letters in words joined by single blanks, what is in brackets too.
fn words_of(text: &str) -> String {
    let text = text.nfc().collect::<String>().to_lowercase();
    text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" ")
}

/// The number of the month that a heading or title names: `T10`, `tháng 10/2026`.
fn month(text: &str) -> Option<u8> {
    let split = split_key(text);
    let words: Vec<&str> = split.split(' ').collect();
    // `ngày 25 tháng 10` is a date line, no month of the list.
    let dated = |at: usize| words[..at].iter().rev().take(2).any(|word| *word == "ngay");
    let named = words.windows(2).enumerate().filter(|(at, pair)| matches!(pair[0], "t" | "thang") && !dated(*at));
    let mut numbers = named.filter_map(|(_, pair)| pair[1].parse().ok().filter(|month| (1..=12).contains(month)));
    numbers.next()
}

impl Finder<'_> {
    /// Decides between columns of one field by what they say of their version; `fields` are what the headings
    /// mean, `settled` the columns of which no more is asked.
    pub(super) fn settle_versions(
        &self,
        top: u32,
        paths: &[(usize, Vec<&str>)],
        fields: &mut [Option<Field>],
        settled: &mut [bool],
    ) {
        let versions = &self.forms.versions;
        let readable = |path: &[&str]| self.forms.legacy.readable(&path.join(" "), self.charset).into_owned();
        let said: Vec<(Age, Option<u8>)> = paths
            .iter()
            .map(|(_, path)| readable(path))
            .map(|heading| (versions.age(&heading), month(&heading)))
            .collect();
        let meant = |number: usize| {
            // `Cũ | Mới` below `Mức hưởng`.
            let above = || {
                let is_version = said[number] != (Age::Unsaid, None);
                let parents = paths[number].1.iter().rev().skip(1).filter(|_| is_version);
                parents.flat_map(|part| self.keys(part)).find_map(|key| self.forms.heading(&key))
            };
            fields[number].or_else(above)
        };
        let meant: Vec<Option<Field>> = (0..paths.len()).map(meant).collect();
        for &field in &versions.fields {
            let group: Vec<usize> = (0..paths.len()).filter(|&n| meant[n] == Some(field)).collect();
            if group.len() < 2 || group.iter().any(|&n| is_part_of_date(&paths[n].1)) {
                continue;
            }
            let left = self.latest(top, paths, &said, &group);
            if left.len() < group.len() {
                for &number in &group {
                    fields[number] = Some(field).filter(|_| left.contains(&number));
                    settled[number] |= !left.contains(&number);
                }
            }
        }
    }

    /// Of columns of one field those that count by what they say of their version.
    fn latest(
        &self,
        top: u32,
        paths: &[(usize, Vec<&str>)],
        said: &[(Age, Option<u8>)],
        group: &[usize],
    ) -> Vec<usize> {
        let keep = |of: &[usize], wanted: &dyn Fn(usize) -> bool| -> Vec<usize> {
            let kept: Vec<usize> = of.iter().copied().filter(|&n| wanted(n)).collect();
            if kept.is_empty() { of.to_vec() } else { kept }
        };
        let hidden = |n: usize| self.sheet.hidden_columns.contains(&(paths[n].0 as u32));
        let left = keep(group, &|n| !hidden(n));
        let newest = left.iter().map(|&n| said[n].0).max().unwrap_or(Age::Unsaid);
        let left = keep(&left, &|n| said[n].0 == newest);
        let left = keep(&left, &|n| said[n].1.is_none());
        if left.len() < 2 || left.iter().any(|&n| said[n].1.is_none()) {
            return left;
        }
        let titles = (0..top).flat_map(|row| self.sheet.row(row).iter().filter_map(Cell::as_text));
        let titles: Vec<u8> =
            titles.filter_map(|text| month(&self.forms.legacy.readable(text, self.charset))).collect();
        // Titles of several months decide nothing.
        let told = titles.first().copied().filter(|first| titles.iter().all(|month| month == first));
        let of_title: Vec<usize> = left.iter().copied().filter(|&n| said[n].1 == told).collect();
        let differ = left.iter().any(|&n| said[n].1 != said[left[0]].1);
        if differ { of_title } else { left }
    }
}

/// `Ngày | Tháng | Năm` below one heading.
fn is_part_of_date(path: &[&str]) -> bool {
    path.last().is_some_and(|leaf| matches!(key(leaf).as_str(), "ngay" | "thang" | "nam" | "nu"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ingest::forms::Forms;

    #[track_caller]
    fn check(heading: &str, expected: (Age, Option<u8>)) {
        let forms = Forms::load(std::path::Path::new("pipelines/forms")).unwrap();
        assert_eq!((forms.versions.age(heading), month(heading)), expected, "{heading}");
    }

    #[test]
    fn what_headings_say_of_their_version() {
        check("Mức hưởng cũ", (Age::Old, None));
        check("Mức hưởng theo quy định mới", (Age::New, None));
        check("Địa chỉ cũ (trước 1/7/2025)", (Age::Old, None));
        check("Mức trợ cấp T10", (Age::Unsaid, Some(10)));
        check("Mức hưởng tháng 11/2026", (Age::Unsaid, Some(11)));
        check("MUC HUONG MOI", (Age::New, None));
        // What only sounds like it.
        check("Nơi cư trú", (Age::Unsaid, None));
        check("Mức trợ cấp mỗi tháng", (Age::Unsaid, None));
        check("Mức mới thay mức cũ", (Age::Unsaid, None));
        check("Mức trợ cấp/tháng", (Age::Unsaid, None));
    }
}
