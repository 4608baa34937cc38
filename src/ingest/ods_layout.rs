//! Merged blocks, hidden rows, looks of cells and comments of `.ods`, read from its XML.
//!
//! calamine shows none of them. What is not understood is left out, as in [`layout`].
//! Source: OpenDocument 1.3 part 3, 9.1 (tables), 14.1 (annotation), 16 (styles), 20.389
//! (text-line-through-style).

use std::collections::HashMap;
use std::io::Cursor;

use zip::ZipArchive;

use super::comments::{self, Said};
use super::fonts::LegacyFonts;
use super::grid::Block;
use super::layout::{self, Layout, attribute, tags};
use super::looks::{Look, Looks};
use super::markup;
use crate::model::LegacyFont;

/// More rows than this are not marked hidden by one repeated row (the empty rest of a sheet).
const MOST_REPEATED: u32 = 10_000;

/// More columns than this have no style of their own (the empty rest of a sheet).
const MOST_STYLED: u32 = 256;

/// Layouts of all sheets of an `.ods`, in order.
pub(super) fn of_ods(bytes: &[u8], fonts: &LegacyFonts) -> Vec<Layout> {
    let Ok(mut archive) = ZipArchive::new(Cursor::new(bytes)) else { return Vec::new() };
    let content = layout::part(&mut archive, "content.xml");
    let styles = styles(&layout::part(&mut archive, "styles.xml"), &content, fonts);
    let mut sheets: Vec<OdsSheet<'_>> = Vec::new();
    let mut behind = 0;
    for piece in content.split('<') {
        behind += piece.len() + 1;
        let Some((tag, _)) = piece.split_once('>') else { continue };
        let name = tag.split([' ', '/', '\n', '\t']).next().unwrap_or("");
        match (name, sheets.last_mut()) {
            ("table:table", _) => sheets.push(OdsSheet::new(&styles)),
            ("table:table-column", Some(sheet)) => sheet.column(tag),
            ("table:table-row", Some(sheet)) => sheet.row(tag),
            ("table:table-cell" | "table:covered-table-cell", Some(sheet)) => sheet.cell(tag),
            // What it says begins with the next tag; an empty one says nothing.
            ("office:annotation", Some(sheet)) if !tag.ends_with('/') => {
                sheet.comment(content.get(behind - 1..).unwrap_or(""))
            }
            _ => {}
        }
    }
    sheets.into_iter().map(OdsSheet::done).collect()
}

/// What one style of cells says of each look; nothing where that is left to the style it comes from.
#[derive(Default)]
struct Style<'a> {
    parent: Option<&'a str>,
    struck: Option<bool>,
    coloured: Option<bool>,
    font: Option<Option<LegacyFont>>,
}

/// The looks of the styles of cells that do not look like any other, by themselves or by the style that they
/// come from.
fn styles(common: &str, content: &str, fonts: &LegacyFonts) -> HashMap<String, Look> {
    let mut faces: HashMap<&str, &str> = HashMap::new();
    // Without a parent, as styles are told, it is that of the style before.
    let mut own: Vec<(&str, Style<'_>)> = Vec::new();
    let mut of_cells = false;
    for tag in tags(common).chain(tags(content)) {
        if tag.starts_with("style:font-face ") {
            faces.extend(attribute(tag, "style:name").zip(attribute(tag, "svg:font-family")));
        } else if tag.starts_with("style:style ") {
            of_cells = attribute(tag, "style:family") == Some("table-cell");
            let style = Style { parent: attribute(tag, "style:parent-style-name"), ..Style::default() };
            own.extend(attribute(tag, "style:name").filter(|_| of_cells).map(|name| (name, style)));
        } else if tag.starts_with("style:default-style ") || tag.starts_with("number:") {
            // Their properties are of no style of cells.
            of_cells = false;
        } else if let Some((_, style)) = own.last_mut().filter(|_| of_cells) {
            if tag.starts_with("style:text-properties ") {
                let line =
                    attribute(tag, "style:text-line-through-style").or(attribute(tag, "style:text-line-through-type"));
                style.struck = line.map(|line| line != "none");
                let face = attribute(tag, "style:font-name").map(|name| faces.get(name).copied().unwrap_or(name));
                let family = face.or(attribute(tag, "fo:font-family"));
                style.font = family.map(|family| fonts.of(family.trim_start_matches("&apos;").trim_matches('\'')));
            } else if tag.starts_with("style:table-cell-properties ") {
                let ground = attribute(tag, "fo:background-color");
                style.coloured = ground.map(|ground| !matches!(ground, "transparent" | "#ffffff" | "#FFFFFF"));
            }
        }
    }
    let mut looks: HashMap<String, Look> = HashMap::new();
    for (name, style) in own {
        let parent = style.parent.and_then(|parent| looks.get(parent)).copied().unwrap_or_default();
        let look = Look {
            struck: style.struck.unwrap_or(parent.struck),
            coloured: style.coloured.unwrap_or(parent.coloured),
            font: style.font.unwrap_or(parent.font),
        };
        if look.is_plain() {
            looks.remove(name);
        } else {
            looks.insert(name.to_owned(), look);
        }
    }
    looks
}

/// A sheet while its tags go by; rows and columns from 0.
struct OdsSheet<'a> {
    layout: Layout,
    styles: &'a HashMap<String, Look>,
    looks: Looks,
    said: Said,
    /// How the cells of each column look unless they say otherwise.
    columns: Vec<Look>,
    /// The column that the next style of columns is about.
    next_column: u32,
    row: u32,
    next_row: u32,
    /// Of the next cell, and of the last one.
    column: u32,
    last: u32,
}

impl<'a> OdsSheet<'a> {
    fn new(styles: &'a HashMap<String, Look>) -> OdsSheet<'a> {
        let (layout, looks, said) = (Layout::default(), Looks::of(styles.values().copied()), Said::new());
        let (columns, next_column, row, next_row, column, last) = (Vec::new(), 0, 0, 0, 0, 0);
        OdsSheet { layout, styles, looks, said, columns, next_column, row, next_row, column, last }
    }

    fn look(&self, style: &str) -> Look {
        self.styles.get(style).copied().unwrap_or_default()
    }

    fn column(&mut self, tag: &str) {
        let first = self.next_column;
        self.next_column = first.saturating_add(number(tag, "table:number-columns-repeated"));
        if matches!(attribute(tag, "table:visibility"), Some("collapse" | "filter")) {
            self.layout.hide_columns(first, self.next_column.saturating_sub(1));
        }
        if self.styles.is_empty() {
            return;
        }
        let look = attribute(tag, "table:default-cell-style-name").map(|style| self.look(style)).unwrap_or_default();
        let repeated = number(tag, "table:number-columns-repeated").min(MOST_STYLED);
        self.columns.extend(std::iter::repeat_n(look, repeated as usize));
    }

    fn row(&mut self, tag: &str) {
        let repeated = number(tag, "table:number-rows-repeated");
        (self.row, self.next_row, self.column) = (self.next_row, self.next_row.saturating_add(repeated), 0);
        let visibility = attribute(tag, "table:visibility");
        if matches!(visibility, Some("collapse" | "filter")) {
            self.layout.hidden_rows.extend(self.row..self.row + repeated.min(MOST_REPEATED));
            self.layout.filtered |= visibility == Some("filter");
        }
    }

    fn cell(&mut self, tag: &str) {
        // Most cells say nothing at all.
        let spans = tag.contains("-spanned");
        let (wide, high) = match spans {
            true => (number(tag, "table:number-columns-spanned"), number(tag, "table:number-rows-spanned")),
            false => (1, 1),
        };
        if wide > 1 || high > 1 {
            let (bottom, right) = (self.row.saturating_add(high - 1), self.column.saturating_add(wide - 1));
            self.layout.blocks.push(Block { top: self.row, left: self.column, bottom, right });
        }
        if !self.styles.is_empty() && attribute(tag, "office:value-type").is_some() {
            let look = match attribute(tag, "table:style-name") {
                Some(style) => self.look(style),
                None => self.columns.get(self.column as usize).copied().unwrap_or_default(),
            };
            self.looks.see(self.row, self.column, look);
        }
        self.last = self.column;
        self.column = self.column.saturating_add(number(tag, "table:number-columns-repeated"));
    }

    /// A comment on the last cell; `xml` begins inside it. Its paragraphs are what was said: before them stand
    /// who and when.
    fn comment(&mut self, xml: &str) {
        // It ends at its own end, or where the next one begins: what is never closed is not searched again.
        let inside = xml.split("office:annotation").next().unwrap_or("");
        let mut text = String::new();
        for piece in inside.split("<text:p").skip(1) {
            let paragraph = piece.split("</text:p>").next().unwrap_or("");
            // The rest of the opening tag goes, and tags in the midst.
            paragraph.split('<').filter_map(|run| run.split_once('>')).for_each(|(_, run)| text.push_str(run));
            text.push(' ');
        }
        comments::add(&mut self.said, (self.row, self.last), &markup::unescaped(&text));
    }

    fn done(mut self) -> Layout {
        self.looks.note(&mut self.layout);
        self.layout.comments = comments::told([self.said, Said::new()]);
        self.layout
    }
}

/// A number that an attribute says; 1 where it says none.
fn number(tag: &str, name: &str) -> u32 {
    attribute(tag, name).and_then(|n| n.parse().ok()).unwrap_or(1)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ingest::config::FontsEntry;

    #[test]
    fn styles_look_like_themselves_or_their_parent() {
        let common = r##"<style:font-face style:name="F1" svg:font-family="&apos;.VnTime&apos;"/>
            <style:style style:name="Gone" style:family="table-cell"><style:text-properties style:text-line-through-style="solid"/></style:style>
            <style:style style:name="Old" style:family="table-cell"><style:table-cell-properties fo:background-color="#ffff00"/><style:text-properties style:font-name="F1"/></style:style>"##;
        let content = r##"<style:style style:name="ce1" style:family="table-cell" style:parent-style-name="Gone"><style:text-properties fo:color="red"/></style:style>
            <style:style style:name="ce2" style:family="table-cell" style:parent-style-name="Gone"><style:text-properties style:text-line-through-style="none"/></style:style>
            <style:style style:name="ce3" style:family="table-cell" style:parent-style-name="Old"><style:table-cell-properties fo:background-color="transparent"/></style:style>
            <style:style style:name="T1" style:family="text"><style:text-properties style:text-line-through-style="solid"/></style:style>"##;
        let none = Vec::new;
        let tcvn3 = vec![".Vn".to_owned()];
        let fonts = LegacyFonts::new(&FontsEntry { tcvn3, vni: none(), vps: none(), viscii: none() });
        let (gone, font) = (Look { struck: true, ..Look::default() }, Some(LegacyFont::Tcvn3));
        let old = Look { coloured: true, font, ..Look::default() };
        let looks = [("Gone", gone), ("ce1", gone), ("Old", old), ("ce3", Look { coloured: false, ..old })];
        assert_eq!(styles(common, content, &fonts), looks.map(|(name, look)| (name.to_owned(), look)).into());
    }

    #[track_caller]
    fn check_hidden_columns(tags: &[&str], expected: &[u32]) {
        let styles = HashMap::new();
        let mut sheet = OdsSheet::new(&styles);
        tags.iter().for_each(|tag| sheet.column(tag));
        assert_eq!(sheet.done().hidden_columns.into_iter().collect::<Vec<_>>(), expected);
    }

    #[test]
    fn hidden_columns_count_the_repeated_ones_before_them() {
        let hidden = "table:table-column table:style-name=\"co2\" table:visibility=\"collapse\"";
        let four = "table:table-column table:number-columns-repeated=\"4\"";
        check_hidden_columns(&[], &[]);
        check_hidden_columns(&[four, "table:table-column table:visibility=\"visible\""], &[]);
        check_hidden_columns(&[four, hidden, four, hidden], &[4, 9]);
        check_hidden_columns(&[hidden, &format!("{hidden} table:number-columns-repeated=\"2\"")], &[0, 1, 2]);
    }

    #[test]
    fn an_empty_comment_takes_no_other_text() {
        use std::io::Write;
        let cell = |inside: &str| format!("<table:table-cell office:value-type=\"string\">{inside}</table:table-cell>");
        let cells = [
            cell("<office:annotation/><text:p>An</text:p>"),
            cell("<office:annotation office:name=\"a\"/><text:p>Bình</text:p>"),
            cell("<office:annotation><text:p>đã mất</text:p></office:annotation><text:p>Cúc</text:p>"),
        ];
        let content = format!("<table:table><table:table-row>{}</table:table-row></table:table>", cells.concat());
        let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
        zip.start_file("content.xml", zip::write::SimpleFileOptions::default()).unwrap();
        zip.write_all(content.as_bytes()).unwrap();
        let none = Vec::new;
        let fonts = LegacyFonts::new(&FontsEntry { tcvn3: none(), vni: none(), vps: none(), viscii: none() });
        let layouts = of_ods(&zip.finish().unwrap().into_inner(), &fonts);
        let said: Vec<_> = layouts[0].comments.iter().map(|said| (said.row, said.column, said.text.reveal())).collect();
        assert_eq!(said, [(0, 2, "đã mất")]);
    }

    #[test]
    fn a_comment_is_what_its_paragraphs_say() {
        let styles = HashMap::new();
        let mut sheet = OdsSheet::new(&styles);
        sheet.row("table:table-row");
        sheet.cell("table:table-cell");
        sheet.cell("table:table-cell office:value-type=\"string\"");
        sheet.comment("<dc:creator>Lan</dc:creator><text:p text:style-name=\"P1\">đã <text:span>mất</text:span></text:p><text:p>A &amp; B</text:p></office:annotation><text:p>An</text:p>");
        let comments = sheet.done().comments;
        assert_eq!((comments[0].row, comments[0].column, comments[0].text.reveal()), (0, 1, "đã mất A & B"));
    }
}
