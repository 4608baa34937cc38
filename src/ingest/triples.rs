//! A date in three columns: `Ngày | Tháng | Năm`, below a heading that says which date.

use unicode_normalization::UnicodeNormalization;

use super::fold::key;
use super::forms::Forms;
use super::grid::{Cell, Sheet};
use super::headings::Column;
use crate::model::{Field, Private, RawValue};

/// Three columns that hold one date; the first one stands for all.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Triple {
    /// Column of the day, from 0; month and year follow.
    pub(super) at: [usize; 3],
    pub(super) field: Field,
}

/// The dates of a table that stand in three columns. Without a heading above them it is the birth.
pub(super) fn of(columns: &[Column], forms: &Forms) -> Vec<Triple> {
    let triples = columns.windows(3).filter_map(|three| {
        let parts: Vec<(&str, &str)> = three.iter().map(|column| parent_and_leaf(&column.heading)).collect();
        let [(day_of, day), (month_of, month), (year_of, year)] = parts[..] else { return None };
        let alike = day_of == month_of && day_of == year_of;
        let plain = [day, month, year].iter().all(|word| word.is_ascii());
        if !alike || !is_word(day, "ngày", plain) || !is_word(month, "tháng", plain) || !is_word(year, "năm", plain)
        {
            return None;
        }
        let field = if day_of.is_empty() { Some(Field::BirthDate) } else { forms.heading(&key(day_of)) };
        let field = field.filter(|field| {
            matches!(
                field,
                Field::BirthDate
                    | Field::DecisionDate
                    | Field::FiledOn
                    | Field::EventDate
                    | Field::DeathDate
                    | Field::EffectiveMonth
                    | Field::CertificateDate
                    | Field::CaredForBirth
            )
        })?;
        Some(Triple { at: [three[0].at, three[1].at, three[2].at], field })
    });
    triples.collect()
}

fn parent_and_leaf(heading: &str) -> (&str, &str) {
    heading.rsplit_once(" / ").unwrap_or(("", heading))
}

/// The word with its diacritics (`Năm` is not `Nam`), or where `plain` without any; `sinh` may follow.
fn is_word(text: &str, word: &str, plain: bool) -> bool {
    let text = text.nfc().collect::<String>().to_lowercase();
    let text = text.trim().trim_end_matches("sinh").trim();
    text == word || plain && text == key(word)
}

impl Triple {
    /// The date as a clerk types it, as far as it is known; `None` without a year.
    pub(super) fn value(&self, sheet: &Sheet, row: u32) -> Option<RawValue> {
        let part = |at: usize| match sheet.merged_cell(row, at) {
            Cell::Text(text) => Some(text.reveal().trim().to_owned()).filter(|text| !text.is_empty()),
            Cell::Number(number) => Some(number.to_string()),
            Cell::Date(_) | Cell::Blank => None,
        };
        let known = |text: &String| text.bytes().any(|b| (b'1'..=b'9').contains(&b));
        let year = part(self.at[2])?;
        let month = part(self.at[1]).filter(known);
        let day = part(self.at[0]).filter(known).filter(|_| month.is_some());
        let parts: Vec<String> = [day, month, Some(year)].into_iter().flatten().collect();
        Some(RawValue::Text(Private::new(&parts.join("/"))))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(headings: &[&str], expected: Option<Field>) {
        let forms = Forms::load(std::path::Path::new("pipelines/forms")).unwrap();
        let column = |(at, heading): (usize, &&str)| Column { at, field: None, heading: (*heading).to_owned() };
        let columns: Vec<Column> = headings.iter().enumerate().map(column).collect();
        assert_eq!(of(&columns, &forms).first().map(|triple| triple.field), expected);
    }

    #[test]
    fn three_columns_of_one_date() {
        check(&["Ngày sinh / Ngày", "Ngày sinh / Tháng", "Ngày sinh / Năm"], Some(Field::BirthDate));
        check(&["Ngày", "Tháng", "Năm sinh"], Some(Field::BirthDate));
        check(&["NGAY", "THANG", "NAM"], Some(Field::BirthDate));
        check(&["Ngày chết / Ngày", "Ngày chết / Tháng", "Ngày chết / Năm"], Some(Field::DeathDate));
        check(&["Ngày sinh / Ngày", "Ngày sinh / Tháng", "Ngày sinh / Nam"], None);
        check(&["Số QĐ / Ngày", "Hưởng từ / Tháng", "Hưởng từ / Năm"], None);
    }
}
