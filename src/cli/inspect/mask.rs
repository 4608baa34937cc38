//! Personal values masked: enough is left to find the cell, too little to know the person.

use crate::model::{Field, Finding, Private};
use crate::quality::LISTED_TWICE;

/// How a field's values are masked.
enum Way {
    /// Initials: `N. T. H.`
    Name,
    /// The last three digits.
    Number,
    /// The year alone.
    Date,
    /// Nothing is left.
    Text,
    /// Tells nothing about who somebody is.
    Open,
}

fn way(field: Field) -> Way {
    match field {
        Field::FullName | Field::Receiver | Field::AccountHolder | Field::CaredForName => Way::Name,
        Field::IdNo
        | Field::CaredForId
        | Field::AccountNo
        | Field::Phone
        | Field::InsuranceNo
        | Field::CertificateNo => Way::Number,
        Field::BirthDate | Field::BirthMale | Field::BirthFemale | Field::CaredForBirth => Way::Date,
        Field::Address
        | Field::OldWard
        | Field::Note
        | Field::Reason
        | Field::Status
        | Field::OtherPlace
        | Field::Signature
        | Field::IdIssued => Way::Text,
        _ => Way::Open,
    }
}

/// A value of a field.
pub(super) fn value(field: Field, text: &str) -> String {
    match way(field) {
        // A number under the heading of names is somebody's id.
        Way::Name if text.chars().any(|c| c.is_ascii_digit()) => number(text),
        Way::Name => initials(text),
        Way::Number if text.chars().any(char::is_alphabetic) => "***".to_owned(),
        Way::Number => number(text),
        Way::Date => year(text),
        Way::Text => "***".to_owned(),
        Way::Open if text.split(|c: char| !c.is_ascii_digit()).any(|run| run.len() >= 9) => number(text),
        Way::Open => text.to_owned(),
    }
}

/// A text that stands in no column, as that of a title or a section: long numbers are masked.
pub(super) fn line(text: &str) -> String {
    let words = text.split(' ').map(|word| {
        if word.chars().filter(char::is_ascii_digit).count() >= 8 { number(word) } else { word.to_owned() }
    });
    words.collect::<Vec<_>>().join(" ")
}

/// What a finding quotes.
pub(super) fn finding(finding: &mut Finding) {
    if finding.row_id.is_none() {
        return; // About a file, sheet or column: headings and counts.
    }
    if finding.issue.check == LISTED_TWICE {
        return; // Rows and sheets.
    }
    let issue = &mut finding.issue;
    let masked = |text: &Private| {
        let text = text.reveal();
        let hidden = match issue.field {
            _ if text.is_empty() => String::new(),
            Some(field) => value(field, text),
            None => "***".to_owned(),
        };
        Private::new(&hidden)
    };
    (issue.raw, issue.suggestion) = (masked(&issue.raw), issue.suggestion.as_ref().map(masked));
}

fn initials(text: &str) -> String {
    let letters = text.split_whitespace().filter_map(|word| word.chars().find(|c| c.is_alphabetic()));
    letters.map(|letter| format!("{letter}.")).collect::<Vec<_>>().join(" ")
}

fn number(text: &str) -> String {
    let digits = text.chars().filter(char::is_ascii_digit).count();
    let mut seen = 0;
    let hide = |c: char| {
        seen += usize::from(c.is_ascii_digit());
        if c.is_ascii_digit() && seen + 3 > digits {
            c
        } else if c.is_alphanumeric() {
            '*'
        } else {
            c
        }
    };
    text.chars().map(hide).collect()
}

/// `05/03/1948` as `**/**/1948`.
fn year(text: &str) -> String {
    let runs: Vec<&str> = text.split(|c: char| !c.is_ascii_digit()).filter(|run| !run.is_empty()).collect();
    match runs.iter().find(|run| run.len() == 4) {
        Some(year) if runs.len() > 1 || text.chars().any(char::is_alphabetic) => format!("**/**/{year}"),
        Some(year) => (*year).to_owned(),
        None if runs.is_empty() => text.to_owned(),
        None => number(text),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn enough_is_left_to_find_the_cell() {
        for (field, text, expected) in [
            (Field::FullName, "Nguyễn Thị  Hòa", "N. T. H."),
            (Field::FullName, "031148000123", "*********123"),
            (Field::IdNo, "031 148 000 123", "*** *** *** 123"),
            (Field::IdNo, "Nguyễn Thị Hòa", "***"),
            (Field::BirthDate, "05/03/1948", "**/**/1948"),
            (Field::BirthMale, "1948", "1948"),
            (Field::BirthDate, "5/3/48", "*/3/48"),
            (Field::Address, "Số 12 Tô Hiệu", "***"),
            (Field::Group, "Người cao tuổi", "Người cao tuổi"),
            (Field::Amount, "1.050.000", "1.050.000"),
            (Field::Decision, "031148000123", "*********123"),
        ] {
            assert_eq!(value(field, text), expected, "{field}");
        }
        assert_eq!(line("I. Người cao tuổi 031148000123"), "I. Người cao tuổi *********123");
    }
}
