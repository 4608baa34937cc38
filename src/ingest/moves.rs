//! What the rows of a table tell of movements: whether they say that people came, went or died.

use unicode_normalization::UnicodeNormalization;

use super::fold::{begins_with, key};
use super::forms::{Forms, Kind};
use super::grid::{Cell, Sheet};
use super::headings::Heading;
use super::legacy::Charset;
use super::sections::category;
use crate::model::{Field, ListKind};

/// The category of section rows that speak of movements, the first of `rows.toml`.
const MOVEMENT: usize = 0;

/// What the rows of a table tell of movements.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Signs {
    /// A column that movements have: of reasons, or of the day of an event.
    pub(super) asked: bool,
    /// Rows of people.
    pub(super) people: usize,
    /// Of these, the rows that name a movement or its day, or stand in a section of movements.
    pub(super) moved: usize,
    /// Sums or decisions have columns of their own, as in a full list.
    pub(super) paid: bool,
}

impl Signs {
    /// The signs of the rows below a heading, up to the row `end`.
    pub(super) fn of(sheet: &Sheet, forms: &Forms, charset: Charset, heading: &Heading, end: u32) -> Signs {
        let has = |fields: &[Field]| fields.iter().any(|&field| heading.column(field).is_some());
        let Some(kind) = forms.kinds.iter().find(|kind| kind.kind == ListKind::Movements) else {
            return Signs::default();
        };
        let paid = has(&[Field::Amount, Field::Decision, Field::DecisionNo, Field::DecisionDate]);
        let mut signs = Signs { asked: has(&kind.columns), paid, ..Signs::default() };
        let Some(name) = heading.column(Field::FullName).filter(|_| signs.asked) else { return signs };
        let reason = heading.column(Field::Reason);
        let days: Vec<usize> = [Field::EventDate, Field::DeathDate, Field::EffectiveMonth]
            .into_iter()
            .filter_map(|field| heading.column(field))
            .collect();
        let mut in_section = false;
        let mut above = false;
        for row in heading.end..end {
            let cells = sheet.row(row);
            if cells.iter().filter(|cell| !cell.is_blank()).count() < 3 || sheet.cell(row, name).as_text().is_none() {
                in_section = section(cells, forms, charset).unwrap_or(in_section);
                continue;
            }
            let said = reason.and_then(|at| sheet.merged_cell(row, at).as_text());
            let own = said.map(|text| forms.legacy.readable(text, charset));
            // A mark of repetition says what the row above says.
            let told = own.is_some_and(|text| if forms.ditto.is(&text) { above } else { kind.moves(&text) });
            let dated = days.iter().any(|&at| !sheet.merged_cell(row, at).is_blank());
            above = told;
            signs.people += 1;
            signs.moved += usize::from(told || dated || in_section);
        }
        signs
    }

    /// Movements stand in most of the rows.
    pub(super) fn says_movements(&self) -> bool {
        self.asked && self.moved * 2 > self.people
    }

    /// The rows say neither that it is a list of movements nor that it is none.
    pub(super) fn is_unclear(&self) -> bool {
        self.asked && !self.says_movements() && self.people > 0 && (self.moved > 0 || !self.paid)
    }
}

/// Whether a row between people opens a section of movements, or one of others.
fn section(cells: &[Cell], forms: &Forms, charset: Charset) -> Option<bool> {
    let texts = cells.iter().filter_map(Cell::as_text);
    let mut told = texts.filter_map(|text| category(forms, &key(&forms.legacy.readable(text, charset))));
    told.next().map(|(category, _)| category == MOVEMENT)
}

impl Kind {
    /// True where a text begins with the name of a movement, with its diacritics where it has any.
    fn moves(&self, text: &str) -> bool {
        let letters = |c: char| if c.is_alphanumeric() { c } else { ' ' };
        let plain: String = text.nfc().map(letters).collect::<String>().to_lowercase();
        let plain = plain.split_whitespace().collect::<Vec<_>>().join(" ");
        let means = |word: &String| if plain.is_ascii() { key(word) } else { word.clone() };
        let begins = |word: &String| begins_with(&plain, &means(word));
        (self.values.iter().any(begins) && !self.values_except.iter().any(begins))
            || self.whole_values.iter().any(|word| plain == means(word))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reasons_of_movements_and_reasons_of_benefits() {
        let forms = Forms::load(std::path::Path::new("pipelines/forms")).unwrap();
        let kind = forms.kinds.iter().find(|kind| kind.kind == ListKind::Movements).unwrap();
        for text in [
            "Chết",
            "Đã chết ngày 02/11/2026",
            "mất",
            "Mất ngày 3/11",
            "Chuyển đi Hà Nội",
            "chuyen di",
            "Tăng mới",
            "Giảm do thoát nghèo",
            "Hết tuổi hưởng",
            "Ch\u{ea}\u{301}t",
        ] {
            assert!(kind.moves(text), "{text}");
        }
        for text in [
            "Bố chết, mẹ bỏ đi",
            "Chồng mất, sống một mình",
            "Mù hai mắt",
            "Mất sức lao động",
            "Mất khả năng lao động",
            "Mất hai chân",
            "Giám định lại",
            "Giảm thị lực",
            "Cắt cụt chân trái",
            "Tăng nhãn áp",
            "",
            "Đơn thân",
        ] {
            assert!(!kind.moves(text), "{text}");
        }
    }
}
