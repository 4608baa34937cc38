//! The habits of the first six wards, chosen so that together they show every quirk.

use crate::model::ListKind;

use super::style::{
    Accents, Birth, Dates, Fill, Format, Groups, HiddenSheet, Ids, Legacy, Money, Numbering, Sections, Sheets, Style,
    Supersede,
};

/// Wards with chosen habits.
pub(super) const WARDS: usize = 6;

/// Sets the chosen habits; what is not named stays as rolled.
pub(super) fn apply(ordinal: usize, kind: ListKind, style: &mut Style) {
    plain(style);
    match kind {
        ListKind::Beneficiaries => beneficiaries(ordinal, style),
        ListKind::Movements => movements(ordinal, style),
    }
}

/// No rare habit but the chosen ones, so that a file's table of quirks stays readable.
fn plain(style: &mut Style) {
    style.format = Format::Xlsx;
    style.legacy = Legacy::None;
    style.sheets = Sheets::One;
    style.sections = Sections::None;
    style.hidden_sheet = HiddenSheet::None;
    style.supersede = Supersede::None;
    style.birth = Birth::One;
    style.fill = Fill::Copied;
    (style.accents, style.no_break, style.scientific, style.hidden_rows) = (Accents::Composed, false, false, false);
    (style.old_tones, style.titles, style.eth, style.legacy_names_only) = (false, false, false, false);
    (style.section_sums, style.heading_per_part) = (false, false);
    (style.no_identity, style.repeat_heading, style.shuffled, style.offset) = (false, false, false, 0);
}

fn beneficiaries(ordinal: usize, style: &mut Style) {
    match ordinal {
        0 => {
            (style.birth, style.heading_rows, style.numbering) = (Birth::TwoYears, 2, Numbering::Parentheses);
            (style.sections, style.subtotals, style.total, style.footer) = (Sections::Group, true, true, true);
            (style.ids, style.money, style.letterhead) = (Ids::Number, Money::Dots, true);
            (style.supersede, style.carers_in_note, style.line_breaks) = (Supersede::Name, false, true);
            style.decision_in_one = false;
        }
        1 => {
            (style.format, style.heading_rows, style.groups) = (Format::Csv1258Semicolon, 1, Groups::Short);
            (style.ids, style.dates, style.money) = (Ids::Blanks, Dates::Dots, Money::Commas);
            (style.fill, style.carers_in_note, style.numbering) = (Fill::BlankUnder, true, Numbering::Plain);
            (style.decision_in_one, style.coefficient_text) = (true, true);
        }
        2 => {
            (style.legacy, style.heading_rows, style.numbering) = (Legacy::Tcvn3, 3, Numbering::Letters);
            (style.sections, style.repeat_heading, style.blank_rows) = (Sections::Hamlet, true, true);
            (style.dates, style.groups, style.money) = (Dates::Serial, Groups::Words, Money::Number);
            (style.ids, style.fill, style.subtotals) = (Ids::Text, Fill::Copied, true);
            (style.coefficient_text, style.capitals) = (false, false);
        }
        3 => {
            (style.format, style.sheets, style.offset) = (Format::Ods, Sheets::Hamlet, 1);
            (style.hidden_sheet, style.fill, style.ids) = (HiddenSheet::Codes, Fill::Ditto, Ids::Dots);
            (style.dates, style.money, style.groups) = (Dates::Month, Money::Thousands, Groups::Severity);
            (style.no_identity, style.old_tones) = (true, true);
        }
        4 => {
            (style.sheets, style.accents, style.fill) = (Sheets::Group, Accents::Decomposed, Fill::Merged);
            (style.hidden_rows, style.hidden_sheet, style.dates) = (true, HiddenSheet::Last, Dates::Cell);
            (style.supersede, style.birth, style.heading_rows) = (Supersede::Time, Birth::TwoDates, 2);
            (style.ids, style.carers_in_note) = (Ids::Text, true);
        }
        _ => {
            (style.format, style.sections, style.dates) = (Format::Xls, Sections::GroupHamlet, Dates::ZeroDay);
            (style.money, style.ids, style.shuffled) = (Money::Number, Ids::Number, true);
            (style.carers_in_note, style.heading_rows, style.no_identity) = (false, 2, true);
            (style.section_sums, style.total, style.eth) = (true, true, true);
        }
    }
}

fn movements(ordinal: usize, style: &mut Style) {
    match ordinal {
        0 => {
            (style.sections, style.heading_rows, style.capitals) = (Sections::DirectionReason, 1, true);
            (style.dates, style.ids, style.footer) = (Dates::Cell, Ids::Text, true);
            style.heading_per_part = true;
        }
        1 => {
            (style.format, style.ids, style.scientific) = (Format::CsvUtf16Tab, Ids::Text, true);
            (style.dates, style.blanks, style.titles) = (Dates::Slashes, true, true);
        }
        2 => {
            (style.format, style.sections, style.dates) = (Format::Xls, Sections::Reason, Dates::Short);
            (style.ids, style.supersede, style.letterhead) = (Ids::Apostrophe, Supersede::Title, true);
        }
        3 => {
            (style.format, style.legacy, style.sheets) = (Format::Ods, Legacy::Vni, Sheets::Direction);
            (style.dates, style.ids, style.legacy_names_only) = (Dates::Slashes, Ids::Text, true);
        }
        4 => {
            (style.format, style.supersede, style.no_break) = (Format::CsvComma, Supersede::LaterName, true);
            (style.blanks, style.dates) = (true, Dates::Year);
        }
        _ => {
            (style.format, style.dates) = (Format::CsvBomSemicolon, Dates::Slashes);
            (style.decision_in_one, style.groups) = (true, Groups::Short);
            (style.accents, style.old_tones) = (Accents::Composite, true);
        }
    }
}
