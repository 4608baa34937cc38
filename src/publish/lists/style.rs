//! The look of the lists: fonts, borders, number formats.

use rust_xlsxwriter::{Color, Format, FormatAlign, FormatBorder};

/// Every format that a list uses. Made once for each workbook.
pub(super) struct Style {
    pub(super) agency: Format,
    pub(super) agency_strong: Format,
    pub(super) motto: Format,
    pub(super) title: Format,
    pub(super) subtitle: Format,
    pub(super) note: Format,
    pub(super) head: Format,
    pub(super) text: Format,
    pub(super) center: Format,
    pub(super) money: Format,
    pub(super) count: Format,
    pub(super) ordinal: Format,
    pub(super) date: Format,
    pub(super) month: Format,
    pub(super) coefficient: Format,
    pub(super) total_label: Format,
    pub(super) total_money: Format,
    pub(super) nothing: Format,
    pub(super) sign: Format,
    pub(super) sign_strong: Format,
}

impl Style {
    pub(super) fn new() -> Style {
        // The font of official documents, NĐ 30/2020/NĐ-CP annex I.
        let base =
            Format::new().set_font_name("Times New Roman").set_font_size(11).set_align(FormatAlign::VerticalCenter);
        let centered = base.clone().set_align(FormatAlign::Center);
        let cell = base
            .clone()
            .set_border(FormatBorder::Thin)
            .set_border_color(Color::RGB(0x8A_94_A6))
            .set_align(FormatAlign::Top);
        let right = cell.clone().set_align(FormatAlign::Right);
        let middle = cell.clone().set_align(FormatAlign::Center);
        let total = cell.clone().set_bold().set_background_color(Color::RGB(0xE8_EE_F7));
        Style {
            agency: centered.clone().set_font_size(12),
            agency_strong: centered.clone().set_font_size(12).set_bold(),
            motto: centered.clone().set_font_size(13).set_bold(),
            title: centered.clone().set_font_size(15).set_bold().set_text_wrap(),
            subtitle: centered.clone().set_font_size(12).set_italic(),
            note: base.clone().set_italic().set_text_wrap().set_align(FormatAlign::Top),
            head: cell
                .clone()
                .set_bold()
                .set_text_wrap()
                .set_align(FormatAlign::Center)
                .set_align(FormatAlign::VerticalCenter)
                .set_background_color(Color::RGB(0xD6_E1_F1)),
            // The prefix keeps a text that begins with = + - @ a text, also after it is edited.
            text: cell.clone().set_text_wrap().set_quote_prefix().set_align(FormatAlign::Left).set_indent(1),
            ordinal: middle.clone(),
            center: middle.clone().set_quote_prefix(),
            money: right.clone().set_num_format("#,##0"),
            count: right.set_num_format("#,##0"),
            date: middle.clone().set_num_format("dd/mm/yyyy"),
            month: middle.clone().set_num_format("mm/yyyy"),
            coefficient: middle.set_num_format("0.0#"),
            total_label: total.clone(),
            total_money: total.set_align(FormatAlign::Right).set_num_format("#,##0"),
            nothing: cell.set_italic().set_align(FormatAlign::Center),
            sign: centered.clone().set_italic(),
            sign_strong: centered.set_bold(),
        }
    }
}
